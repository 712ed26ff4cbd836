"""What is looked for in the finder: words, what they are narrowed to, in which order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing_tui.briefing import FacetName, Sort


@dataclass(frozen=True, slots=True)
class Search:
    """One search; each change of it gives another one."""

    query: str = ""
    """As it is typed."""
    narrowed: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
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
    def order(self) -> Sort:
        """The order that results come in: what has no relevance comes newest first."""
        return "date" if self.sort == "relevance" and not self.words else self.sort

    def asking(self, query: str) -> Search:
        """Look for other words."""
        return replace(self, query=query)

    def toggled(self, name: FacetName, value: str) -> Search:
        """Narrow to a value of a facet, or no longer."""
        narrowed = dict(self.narrowed)
        values = narrowed.pop(name, ())
        if value in values:
            values = tuple(each for each in values if each != value)
        else:
            values = (*values, value)
        if values:
            narrowed[name] = values
        return replace(self, narrowed=narrowed)

    def widened(self) -> Search:
        """Take off the filter that was put on last."""
        narrowed = dict(self.narrowed)
        if narrowed:
            name, values = narrowed.popitem()
            if values[:-1]:
                narrowed[name] = values[:-1]
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
