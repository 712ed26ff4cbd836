"""What goes into the index and what comes out, in no engine's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError

if TYPE_CHECKING:
    from briefing_tui.briefing import Hit, Snippet


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing as the index takes it."""

    slug: str
    """What it is known by; putting one of the same slug replaces it."""
    stamp: str
    """Opaque: `Index.manifest` gives it back, so that its owner sees what is out of date."""
    title: str
    takeaways: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """The texts of the blocks, each at its index, note marks as `[4]` in them."""
    notes: tuple[tuple[int, str], ...] = ()
    """Number and text."""
    sources: tuple[str, ...] = ()
    """Titles, publishers, hosts and addresses of what the notes cite."""
    authors: tuple[str, ...] = ()
    """Names."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kind: str = ""
    lang: str = ""
    """A BCP 47 tag; decides how words are stemmed."""
    date: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD, or empty."""

    def texts(self) -> dict[str, tuple[str, ...]]:
        """Give the texts of each field that a query can name."""
        return {
            "title": (self.title,),
            "takeaway": self.takeaways,
            "body": self.body,
            "note": tuple(text for _, text in self.notes),
            "source": self.sources,
            "author": self.authors,
            "topic": self.topics,
            "region": self.regions,
            "kind": (self.kind,),
            "lang": (self.lang,),
        }


@dataclass(frozen=True, slots=True)
class Match:
    """One briefing that a query found."""

    slug: str
    loose: bool
    """Has some of the words only."""
    snippet: Snippet
    hits: tuple[Hit, ...] = ()
    """In the order of reading: title, takeaways, body, notes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gave."""

    matches: tuple[Match, ...] = ()
    total: int = 0
    """All that match, loose ones included when they are shown."""
    messages: tuple[str, ...] = field(default=())
    complete: bool = True
    """False when the search gave up, or the index has to be filled again."""


class IndexBusyError(BriefingError):
    """Another copy of the program is writing to the index."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "another copy is indexing", "search goes on with what is indexed; try again"
        )
