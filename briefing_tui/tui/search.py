"""What is looked for in the finder: words, what they are narrowed to, in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing_tui.tui.calendar import runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing_tui.results import FacetName, Sort

    Narrowed = Mapping[FacetName, tuple[str, ...]]
    """The values that results are narrowed to, by facet."""


_DATES = ("year", "month")
# What is not wanted is not to be seen: `-is:noted`, `NOT is:noted`.
_OWN = re.compile(r"(?<![-\w])(?<!NOT )is:(highlighted|noted)\b")


class Filter(NamedTuple):
    """One thing that results are narrowed to, as it is shown and taken off."""

    name: FacetName
    values: tuple[str, ...]
    """One value; of years and months as many as follow each other. "" is what has none."""


@dataclass(frozen=True, slots=True)
class Search:
    """One search; each change of it gives another one."""

    query: str = ""
    """As it is typed."""
    narrowed: Narrowed = field(default_factory=dict)
    """Facets with the values that results are narrowed to, in the order they were chosen in."""
    sort: Sort = "relevance"

    @property
    def words(self) -> str:
        """The query without the space around it."""
        return self.query.strip()

    @property
    def lists_all(self) -> bool:
        """Whether nothing is looked for, so that the whole archive is listed."""
        return not self.words and not self.narrowed

    @property
    def asks_of_reading(self) -> bool:
        """Whether what is found depends on what was read, starred or highlighted."""
        return "is" in self.narrowed or "is:" in self.query

    @property
    def own(self) -> Literal["", "highlighted", "noted"]:
        """What of the reader's own is looked for, of which one may want to see the first."""
        wanted = {*self.narrowed.get("is", ()), *_OWN.findall(self.query)}
        if "noted" in wanted:
            return "noted"
        return "highlighted" if "highlighted" in wanted else ""

    @property
    def order(self) -> Sort:
        """The order that results come in: what has no relevance comes newest first."""
        return "date" if self.sort == "relevance" and not self.words else self.sort

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What results are narrowed to, in the order it was chosen in."""
        return tuple(
            Filter(name, run)
            for name, values in self.narrowed.items()
            for run in (runs(values) if name in _DATES else [(value,) for value in values])
        )

    def asking(self, query: str) -> Search:
        """Look for other words."""
        return replace(self, query=query)

    def toggled(self, name: FacetName, value: str) -> Search:
        """Narrow to a value of a facet, or no longer."""
        values = self.narrowed.get(name, ())
        if value in values:
            return self.without(Filter(name, (value,)))
        return self._having(name, (*values, value))

    def dated(self, name: FacetName, values: tuple[str, ...]) -> Search:
        """Narrow to these years or months and to no other date, or no longer."""
        same = set(self.narrowed.get(name, ())) == set(values)
        return self._having(name, () if same else values)

    def without(self, removed: Filter) -> Search:
        """Take a filter off."""
        values = self.narrowed.get(removed.name, ())
        return self._having(
            removed.name, tuple(value for value in values if value not in removed.values)
        )

    def widened(self) -> Search:
        """Take off the filter that stands last."""
        return self.without(self.filters[-1]) if self.filters else self

    def _having(self, name: FacetName, values: tuple[str, ...]) -> Search:
        # A year chosen beside a month of another would leave nothing: they stand for each other.
        gone = _DATES if name in _DATES else (name,)
        narrowed = {facet: had for facet, had in self.narrowed.items() if facet not in gone}
        if values:
            narrowed[name] = values
        return replace(self, narrowed=narrowed)

    def unfiltered(self) -> Search:
        """Take all filters off."""
        return replace(self, narrowed={})

    def reordered(self) -> Search:
        """Go on to the next order: by relevance, the newest first, by title."""
        orders: tuple[Sort, ...] = ("relevance", "date", "title")
        if not self.words:
            orders = ("relevance", "title")  # a list has no relevance: the newest come first
        at = orders.index(self.sort) if self.sort in orders else 0
        return replace(self, sort=orders[(at + 1) % len(orders)])
