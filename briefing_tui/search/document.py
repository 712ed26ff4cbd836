"""What goes into the index and what comes out, in no engine's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError

if TYPE_CHECKING:
    from briefing_tui.results import Facet, Hit, Snippet


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
    paragraphs: tuple[int, ...] = ()
    """The numbers of the blocks that are paragraphs, 0 for another; may be shorter than `body`."""
    notes: tuple[tuple[int, str], ...] = ()
    """Number and text."""
    sources: tuple[str, ...] = ()
    """Titles, publishers, hosts and addresses of what the notes cite."""
    authors: tuple[str, ...] = ()
    """Names."""
    author_slugs: tuple[str, ...] = ()
    """What they are known by in the archive, where their names do not tell it."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kind: str = ""
    lang: str = ""
    """A BCP 47 tag; decides how words are stemmed."""
    date: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD, or empty."""
    accessed: tuple[str, ...] = ()
    """Dates on which its sources were seen, as `date`."""

    def texts(self) -> dict[str, tuple[str, ...]]:
        """Give the texts of each field that a query can name."""
        return {
            "title": (self.title,),
            "takeaway": self.takeaways,
            "body": self.body,
            "note": tuple(text for _, text in self.notes),
            "source": self.sources,
            # Without hyphens, as a hyphenated word is found whole: not by a part of it.
            "author": (*self.authors, *(s.replace("-", "") for s in self.author_slugs)),
            "topic": self.topics,
            "region": self.regions,
            "kind": (self.kind,),
            "lang": (self.lang,),
        }

    def labels(self) -> dict[str, tuple[str, ...]]:
        """Give what it is and has, by the name of a facet, of a field of dates, or `has`."""
        has = {
            "takeaways": self.takeaways,
            "notes": self.notes,
            "sources": self.sources,
            "authors": self.authors,
            "topics": self.topics,
            "regions": self.regions,
            "kind": self.kind,
            "lang": self.lang,
            "date": self.date,
            "accessed": self.accessed,
        }
        known = {
            "topic": self.topics,
            "region": self.regions,
            "author": self.authors,
            "lang": (self.lang,),
            "kind": (self.kind,),
            "year": (self.date[:4],),
            "date": (self.date,),
            "accessed": self.accessed,
            "has": tuple(name for name, value in has.items() if value),
        }
        return {name: tuple(filter(None, values)) for name, values in known.items()}


@dataclass(frozen=True, slots=True)
class Match:
    """One briefing that a query found."""

    slug: str
    loose: bool
    """Has some of the words only."""
    snippet: Snippet
    hits: tuple[Hit, ...] = ()
    """In the order of reading: title, takeaways, body, notes."""
    score: float = field(default=0.0, compare=False)
    """How well it matches; engines need not agree on it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gave."""

    matches: tuple[Match, ...] = ()
    total: int = 0
    """All that match, loose ones included, be they shown or not."""
    strict: int = 0
    """Those that match all of the query."""
    messages: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    """As in `Results`."""
    did_you_mean: str = field(default="", compare=False)
    """The query with other words for those that stand nowhere; engines need not offer the same."""
    complete: bool = True
    """False when the search gave up, or the index has to be filled again."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A document that shares telling words with another one."""

    slug: str
    words: tuple[str, ...]
    """As the other one has them, the rarest first."""
    score: float = field(compare=False)
    """The more and the rarer the words, the higher; engines need not agree on it."""


class IndexBusyError(BriefingError):
    """Another copy of the program is writing to the index."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "another copy is indexing", "search goes on with what is indexed; try again"
        )
