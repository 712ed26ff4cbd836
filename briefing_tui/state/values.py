"""What a reader leaves in an archive, as frozen values; standard library only.

A *spot* is a block of a body, from 0, and an offset in that block's text, in code points.

Times are UTC, `2026-11-26T09:15:04Z`; an empty one is no time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefing_tui.results import FacetName, Sort

if TYPE_CHECKING:
    from briefing_tui.briefing import Briefing, Entry

Spot: TypeAlias = tuple[int, int]
Narrowed: TypeAlias = Mapping[FacetName, tuple[str, ...]]
"""The values that each facet is narrowed to."""
Fit = Literal["exact", "spelling", "close", "lost", "several"]
Act = Literal[
    "read", "unread", "star", "unstar", "highlight", "note", "remove", "search", "no-search"
]
"""What was done: `no-search` took a saved search away."""

_OPENING = 12
"""Words of a body by which it is known again."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage, by its words and those around it.

    This is what the W3C's Web Annotation Data Model calls a TextQuoteSelector (section 4.2.4),
    with where it stood for when the words stand in several places. Note marks (`[4]`) are left out,
    as notes are numbered anew; the blocks it runs over are divided by line feeds.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    block: int = 0
    """The block it began in."""
    paragraph: int = 0
    """The number of that block, as `Block.paragraph` has it."""
    offset: int = 0
    """Where in that block it began, note marks not counted."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quote stands in a body as it is now."""

    fit: Fit
    """`exact` by its words; `spelling` when case, accents, quotation marks or white space differ;
    `close` when some words do; `several` when it could be one of several places and nothing tells
    which; `lost` when its words stand nowhere."""
    start: Spot = (0, 0)
    end: Spot = (0, 0)
    paragraph: int = 0
    """The number of the paragraph it begins in; 0 when it is none."""
    places: int = 0
    """How many places there are, of `several`."""

    @property
    def found(self) -> bool:
        """Whether it stands somewhere."""
        return self.fit not in {"lost", "several"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a briefing was left."""

    quote: Quote
    """The words at the top of the page."""
    left: str
    """When."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that the reader set apart, with what they wrote on it."""

    number: int
    """Tells it from all others, in every archive; never given twice."""
    slug: str
    quote: Quote
    note: str = ""
    """The reader's own words; lines end in a line feed."""
    made: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A highlight, and where it stands in the briefing as it is now."""

    highlight: Highlight
    passage: Passage


@dataclass(frozen=True, slots=True)
class Left:
    """How a briefing was left, joined with its text as it is now."""

    spot: Spot | None = None
    """Where; None at its beginning."""
    left: str = ""
    """When."""
    found: bool = True
    """Whether the words at that place are still there; else it is about where they were."""
    highlights: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that was given a name."""

    name: str
    query: str
    narrowed: Narrowed = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = "relevance"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done and can be undone."""

    act: Act
    slugs: tuple[str, ...] = ()
    words: str = ""
    """The passage, or the name of the saved search."""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """All that lists need to know, at one moment."""

    read: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Slugs of what was read, and when."""
    starred: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Slugs of what has a star, and since when."""
    highlights: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Slugs of what has highlights, and how many."""
    noted: frozenset[str] = frozenset()
    """Slugs of what has a highlight with a note."""
    queries: tuple[str, ...] = ()
    """What was searched for, the latest first."""
    searches: tuple[SavedSearch, ...] = ()
    """By their names."""

    def filters(self, slugs: frozenset[str]) -> dict[str, frozenset[str]]:
        """Give what `is:name` means in a query, as `Archive.search` takes it.

        Args:
            slugs: of all that is in the archive: what was never opened is unread.
        """
        return {
            "unread": slugs - self.read.keys(),
            "read": slugs & self.read.keys(),
            "starred": slugs & self.starred.keys(),
            "highlighted": slugs & self.highlights.keys(),
            "noted": slugs & self.noted,
        }


@dataclass(frozen=True, slots=True)
class Piece:
    """By what a briefing is known again when its file has another name."""

    slug: str
    title: str
    opening: str = ""
    """Its first takeaway, or the first words of its body; empty when it is not known."""


def piece_of(briefing: Briefing | Entry) -> Piece:
    """Give by what a briefing is known again; a list's entry may not tell its opening."""
    opening = next(iter(briefing.takeaways), "")
    if not opening:
        blocks = getattr(briefing, "blocks", ())
        text = next((block.text for block in blocks if block.paragraph), "")
        opening = " ".join(text.split()[:_OPENING])
    return Piece(briefing.slug, briefing.title, opening)
