"""What a search answers, as frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing_tui.briefing import Entry

HitField = Literal["title", "takeaway", "body", "note", "author", "source"]
Sort = Literal["relevance", "date", "title"]
FacetName = Literal["topic", "region", "author", "kind", "lang", "year", "month", "is"]
FACETS: tuple[FacetName, ...] = ("topic", "region", "author", "kind", "lang", "year", "month")
"""By what the results of a search are counted and narrowed; and by `is`, what the reader made of
them, where that is known."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a query's words stand in one text of a briefing."""

    field: HitField
    index: int
    """Takeaways count from 0, blocks of the body from 0, notes by their number; else 0."""
    spans: tuple[tuple[int, int], ...]
    """Start and end in that text, in order, not overlapping."""
    paragraph: int = 0
    """The number of the block, as `Block.paragraph` has it; 0 outside the body."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The passage of a briefing that answers a query best, cut to a line or two."""

    field: HitField
    index: int
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    """The hits in `text`."""
    paragraph: int = 0
    """As that of a `Hit`."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result of a search."""

    entry: Entry
    snippet: Snippet
    hits: tuple[Hit, ...] = ()
    loose: bool = False
    """Matches some of the words only; such results follow those that match all."""
    score: float = 0.0
    """How well it matches, beside the others of the same search; 0 where no word is looked for."""


@dataclass(frozen=True, slots=True)
class Facet:
    """How the results of a search divide by one thing that briefings have."""

    name: FacetName
    values: tuple[tuple[str, int], ...]
    """Each value with the number of results that have it, the most first; years and months newest
    first. Of a date without a month, the year stands among the months."""
    without: int = 0
    """Results that have none."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search gave."""

    query: str
    found: tuple[Found, ...] = ()
    total: int = 0
    """Briefings that match, with all of the words or some, of which `found` are the first."""
    understood: str = ""
    """The query as it was read, for people: `"us" AND senkaku`."""
    messages: tuple[str, ...] = ()
    """What was not understood, or changed: `no briefing has all the words`."""
    seconds: float = 0.0
    complete: bool = True
    """False while the archive is still being indexed, or when the search gave up."""
    strict: int = 0
    """Those of `total` that match all of the query."""
    did_you_mean: str = ""
    """The query with other words for those that stand nowhere; it was not searched."""
    facets: tuple[Facet, ...] = ()
    """When they were asked for: of what matches all of the query or, where nothing does, some.

    A facet's counts are those under what the other facets are narrowed to, so that each tells what
    is found with that value in the place of the present ones."""
