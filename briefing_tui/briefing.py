"""The values that the program is about. All frozen, standard library only.

What concerns one file is worked out once, when that file is read: a `Briefing` is complete, and
drawing code looks nothing up. What joins files (an author's profile, the reverse of a translation)
is joined by the archive when asked; a briefing holds slugs.

Offsets are code points into the text they stand beside; lines and columns count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
BlockKind = Literal["paragraph", "heading", "quote", "item", "code", "table", "rule"]
SpanKind = Literal["emphasis", "strong", "strike", "code", "link"]
ReferenceStatus = Literal["resolved", "ambiguous", "unresolved"]
ReferenceFault = Literal[
    "first", "multiple", "no-source", "no-match", "ambiguous", "bad-number", "chain", "self"
]
MentionField = Literal["authors", "translation_of", "related", "lang", "also_in"]
NoteKind = Literal["source", "back-reference", "comment", "unparsed"]


def reading_minutes(words: int) -> int:
    """Give the minutes that a text of so many words takes to read, at least 1.

    238 words a minute is the mean of 190 studies of silent reading of non-fiction in English:
    Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109 (2019).
    """
    return max(1, round(words / 238))


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file, for `file:line:column: severity[code]: message` and a hint below it."""

    path: str
    """The file, relative to the archive, safe to print."""
    line: int
    column: int
    severity: Severity
    code: str
    """A stable name in kebab case, such as `duplicate-key`."""
    message: str
    """What is wrong, one sentence without a full stop."""
    hint: str = ""
    """How to mend it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A note mark in a block's text, drawn as `[4]`."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text that is set apart; spans may nest but do not cross."""

    kind: SpanKind
    start: int
    end: int
    href: str = ""
    """The address, for a link."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the body that is laid out on its own.

    `text` is what a reader sees, Markdown's signs gone and every note mark written `[n]`. In `code`
    and `table` blocks the line breaks are the author's; elsewhere the text holds none.
    """

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    level: int = 0
    """A heading's level from 1; how deep a list item or quotation is nested, from 1; else 0."""
    marker: str = ""
    """What stands before a list item: a bullet or its number, `3.`."""
    paragraph: int = 0
    """A paragraph's number from 1; 0 for what is no paragraph."""
    line: int = 0
    """The line of the body's Markdown at which the block begins, from 1."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as one note cites it. A field that is not reliably there is absent."""

    id: str = ""
    """A short hash of what makes the source the same source; empty when nothing does."""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    """As the note writes it, without hidden characters, `www.` completed to `https://www.`."""
    authors: tuple[str, ...] = ()
    date: str | None = None
    """Of publication: YYYY, YYYY-MM or YYYY-MM-DD."""
    accessed: str | None = None
    """Date of access, YYYY-MM-DD."""
    locator: str | None = None
    """Where in the source: a page, a chapter."""
    places: tuple[tuple[str, int, int], ...] = ()
    """Field name, start and end of each field in the note's own text. A date has its place even
    when it has no value: it is impossible, or can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on the way from a back-reference to its source."""

    number: int
    label: str
    """The note's own word for it (`Ibid.`), or at the end of the way the source's name."""
    how: str = ""
    """Why this led to the next stop: `the note before`, `same title`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A note that points to another note: Ibid., op. cit., a.g.e., Там же."""

    status: ReferenceStatus
    term: str
    """The word that makes it one, as the note writes it."""
    target: int = 0
    """The note in which the source itself stands; 0 unless resolved."""
    path: tuple[Step, ...] = ()
    """From this note to the target, both included; as far as it went when it is not resolved."""
    reason: str = ""
    """Why it is not resolved, or how it was: one clause."""
    candidates: tuple[int, ...] = ()
    """The notes it could mean, when ambiguous."""
    doubtful: bool = False
    """Resolved, but on evidence that a reader should look at."""
    fault: ReferenceFault | None = None
    """The kind of `reason` when it is not resolved, by a stable name."""
    choices: tuple[tuple[int, int], ...] = ()
    """`candidates` as note and place, from 0, of the citation among that note's own."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note, its words as written, and what it rests on.

    `citations` of a resolved back-reference are those of the note it means, with this note's own
    locator and date of access where it has them.
    """

    number: int
    text: str
    citations: tuple[Citation, ...] = ()
    reference: Reference | None = None
    line: int = 0
    """The file's line at which the note begins; 0 when it is in no file."""
    own: tuple[Citation, ...] = ()
    """What its own words tell, nothing inherited: of `“Title”, ibid., p. 4` title and page."""
    further: tuple[Reference, ...] = ()
    """References after the first, when the note points to several: `See notes 2 and 5`."""
    unparsed: bool = False
    """It cites a source whose fields could not be told apart: a treaty, a court's decision."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """All that the note points to, in its order."""
        return (self.reference, *self.further) if self.reference is not None else ()

    @property
    def kind(self) -> NoteKind:
        """What sort of note it is; `comment` is words without a source."""
        if self.reference is not None:
            return "back-reference"
        if self.citations:
            return "source"
        return "unparsed" if self.unparsed else "comment"


@dataclass(frozen=True, slots=True)
class Author:
    """A person or a desk, from `authors/<slug>.yaml` or written inline."""

    slug: str
    name: str
    family: str = ""
    """The part of the name to sort and shorten by."""
    role: str = ""
    affiliation: str = ""
    bio: str = ""
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    known: bool = True
    """False for a slug without a profile: the name is the slug then."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A slug or a language that a briefing names, and where: what must agree with other files."""

    field: MentionField
    target: str
    line: int
    column: int


class _Numbered:
    """Room for the notes by their numbers, once one is asked for; it is no part of the value."""

    __slots__ = ("_numbered",)
    _numbered: dict[int, Footnote]


@dataclass(frozen=True, slots=True)
class Briefing(_Numbered):
    """One briefing, complete: everything its own file tells."""

    slug: str
    path: str
    """Relative to the archive, with forward slashes."""
    title: str
    body: str = ""
    """The Markdown as written."""
    kind: str = ""
    date: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD; empty when the file tells none."""
    lang: str = ""
    authors: tuple[str | Author, ...] = ()
    """Slugs of profiles, or authors written inline."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    takeaways: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    also_in: tuple[str, ...] = ()
    """Languages of translations that are not in the archive."""
    translation_of: str = ""
    related: tuple[str, ...] | None = None
    """Slugs that lead the similar pieces; None when the file does not say."""
    extra: tuple[tuple[str, str], ...] = ()
    """Fields the format does not know, as text."""
    problems: tuple[Problem, ...] = ()
    outdated: bool = False
    """The file has an error now, told in `problems`; this is its last version without one."""
    mentions: tuple[Mention, ...] = ()
    """What it names of other files, in the order of the fields."""

    def note(self, number: int) -> Footnote | None:
        """Give the note of that number, or None; of several the first, which its marks mean."""
        if not hasattr(self, "_numbered"):
            numbered = {note.number: note for note in reversed(self.footnotes)}
            object.__setattr__(self, "_numbered", numbered)
        return self._numbered.get(number)

    @property
    def words(self) -> int:
        """Number of words in the body, as spaces divide it."""
        return sum(len(block.text.split()) for block in self.blocks)

    @property
    def minutes(self) -> int:
        """Minutes that the body takes to read."""
        return reading_minutes(self.words)

    @property
    def last_access(self) -> str:
        """The latest date of access in the notes, or empty: what an undated piece is not before."""
        dates = [c.accessed for note in self.footnotes for c in note.citations if c.accessed]
        return max(dates, default="")


@dataclass(frozen=True, slots=True)
class Entry:
    """A briefing as a list shows it, from the catalogue: no file is read for it."""

    slug: str
    path: str
    title: str
    kind: str = ""
    date: str = ""
    lang: str = ""
    authors: tuple[str, ...] = ()
    """Names, joined with the profiles by the archive."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    takeaways: tuple[str, ...] = ()
    translation_of: str = ""
    also_in: tuple[str, ...] = ()
    words: int = 0
    notes: int = 0
    last_access: str = ""
    errors: int = 0
    """Faults of that severity in the file; with errors, what is listed is its last good version."""
    warnings: int = 0
    author_slugs: tuple[str, ...] = ()
    """The slugs that belong to `authors`; of an author written inline, that of the name."""
    opening: str = ""
    """The first sentences of the body where there are no takeaways, to be known by."""

    @property
    def minutes(self) -> int:
        """Minutes that the body takes to read."""
        return reading_minutes(self.words)


@dataclass(frozen=True, slots=True)
class Identity:
    """What an archive calls itself: its `archive.yaml`. What that does not tell is empty."""

    id: str = ""
    """Stays the same when the folder is moved or renamed."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """The sentence of the body closest to a takeaway by shared words, and the notes on it."""

    block: int
    paragraph: int
    start: int
    end: int
    notes: tuple[int, ...]
    """Empty when no note stands on that sentence."""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source, and what rests on it."""

    citation: Citation
    """As the first note that cites it has it."""
    notes: tuple[int, ...]
    """Notes of this briefing that rest on it, back-references included."""
    elsewhere: int
    """Other briefings of the archive that rest on it, translations of this one apart."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A briefing near to another one, and what they have in common."""

    entry: Entry
    named: bool = False
    """The other one names it in `related`."""
    sources: tuple[Citation, ...] = ()
    """Sources that both rest on, as the other one cites them."""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Names of those who wrote both."""
    words: tuple[str, ...] = ()
    """Telling words of the other one's title and takeaways that stand in those of this one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A briefing joined with everything that a reader is shown beside it."""

    briefing: Briefing
    authors: tuple[Author, ...]
    translations: tuple[Entry, ...]
    """The other language versions, the original first."""
    supports: tuple[Support | None, ...]
    """For each takeaway; None when no sentence is close enough."""
    sources: tuple[SourceUse, ...]
    """Distinct sources, in the order of their first notes."""
    others: tuple[Entry, ...]
    """Other pieces by its authors, the newest first."""

    @property
    def unsupported(self) -> tuple[int, ...]:
        """Numbers of the paragraphs that have no note."""
        return tuple(b.paragraph for b in self.briefing.blocks if b.paragraph and not b.marks)


@dataclass(frozen=True, slots=True)
class Draft:
    """A briefing on its way into the archive: raw fields in the words of the format.

    `fields` maps a field's name to a text, a list of texts, or for `footnotes` a list of
    `(number, text)`; what is empty is left out when it is written.
    """

    slug: str
    fields: dict[str, str | list[str] | list[tuple[int, str]]]
    authors: tuple[Author, ...] = ()
    """Profiles that the source told of, to be written beside it."""
    unsure: tuple[str, ...] = ()
    """What a person should look at, one sentence each."""
    left_out: tuple[str, ...] = ()
    """Lines of the source that are no part of the briefing, as they stood."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh of the archive found."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    """Slugs of briefings."""
    total: int = 0
    """Briefings in the archive now."""
    besides: bool = False
    """Something that is no listed briefing has changed: a profile, a fault of another file."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.besides)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is, in files."""

    done: int
    total: int
    changes: Changes = field(default_factory=Changes)
    """What can be listed and searched since the last report."""
