"""What changed from one version of a briefing to the next: the values a comparison gives.

All frozen. A change tells of one thing, holds what it was and what it is, and knows whether it
concerns the evidence, or only words and numbers that leave it as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from briefing_tui.briefing import BlockKind, Citation, Footnote

Sign = Literal["+", "-", "~"]
"""Come, gone, or there in both versions and not the same."""
FieldName = Literal["title", "kind", "date", "authors", "lang"]
Particular = Literal["title", "publisher", "authors", "date", "url", "accessed", "locator"]
Counted = Literal["sources", "paragraphs", "unnoted"]


@dataclass(frozen=True, slots=True)
class Totals:
    """A version in figures."""

    title: str
    lang: str
    takeaways: int
    paragraphs: int
    unnoted: int
    """Paragraphs without a note."""
    notes: int
    sources: int
    """Distinct ones."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the body."""

    kind: BlockKind
    """Of the block that it stands in."""
    paragraph: int
    """The paragraph's number in the version now, or in the one before when the paragraph is gone;
    0 when it is no paragraph."""
    text: str
    """Its words without note marks."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A takeaway, and the notes on the sentence of the body that is closest to it."""

    number: int
    text: str
    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that a note tells of its source."""

    name: Particular
    before: str
    """Empty when it was not told."""
    after: str


def _sign(before: object, after: object) -> Sign:
    if not before:
        return "+"
    return "~" if after else "-"


@dataclass(frozen=True, slots=True)
class PieceChange:
    """The briefing itself has come or gone: one of the two is None."""

    kind: ClassVar = "piece"
    before: Totals | None
    after: Totals | None
    evidence: bool = True

    @property
    def sign(self) -> Sign:
        """Whether it has come or gone."""
        return _sign(self.before, self.after)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What the head of the briefing tells; empty where it tells nothing. It rests on nothing."""

    kind: ClassVar = "field"
    field: FieldName
    before: str
    after: str
    evidence: bool = False

    @property
    def sign(self) -> Sign:
        """Whether it is told for the first time, no longer, or otherwise."""
        return _sign(self.before, self.after)


@dataclass(frozen=True, slots=True)
class OtherFields:
    """Fields that differ and have nothing to do with evidence: topics, regions."""

    kind: ClassVar = "other-fields"
    fields: tuple[str, ...]
    sign: Sign = "~"
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class TakeawayChange:
    """A takeaway that has come (`before` is None), gone (`after` is None) or changed."""

    kind: ClassVar = "takeaway"
    before: Claim | None
    after: Claim | None
    reworded: bool = False
    rests_anew: bool = False
    """It rests on other sources than before."""

    @property
    def sign(self) -> Sign:
        """Whether it has come, gone or changed."""
        return _sign(self.before, self.after)

    @property
    def evidence(self) -> bool:
        """Whether more than its words and its place changed."""
        return self.before is None or self.after is None or self.rests_anew


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that has come (`before` is None), gone (`after` is None) or changed."""

    kind: ClassVar = "note"
    before: Footnote | None
    after: Footnote | None
    place: Place | None = None
    """Where it stands in the body, or stood when it is gone; None when no mark leads to it."""
    rests_anew: bool = False
    """It rests on another source, or its back-reference means another note's."""
    follows: bool = False
    """It is a back-reference to the same note as before: it is that note's source that changed."""
    details: tuple[Detail, ...] = ()
    """The source is the same, but this is told of it otherwise."""
    reworded: bool = False

    @property
    def sign(self) -> Sign:
        """Whether it has come, gone or changed."""
        return _sign(self.before, self.after)

    @property
    def evidence(self) -> bool:
        """Whether more changed than the way in which the same is said."""
        if self.before is None or self.after is None or self.rests_anew:
            return True
        # The words of a note without a source are all that there is of it.
        return bool(self.details) or self.after.kind == "comment"


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Notes that are the same as before under other numbers, with all that points to them."""

    kind: ClassVar = "renumbering"
    numbers: tuple[tuple[int, int], ...]
    """The number before and the number now, in the order of the notes before."""
    sign: Sign = "~"
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A paragraph, or another block of the body, that has come, gone, moved or been rewritten."""

    kind: ClassVar = "passage"
    before: Place | None
    after: Place | None
    lost: tuple[Footnote, ...] = ()
    """The notes on it before, when it is gone."""
    gained: tuple[Footnote, ...] = ()
    """The notes on it now, when it is new."""
    rewritten: bool = False
    """None of its sentences is left, but it stands where another stood; its notes are the same."""

    @property
    def sign(self) -> Sign:
        """Whether it has come, gone, or is elsewhere."""
        return _sign(self.before, self.after)

    @property
    def evidence(self) -> bool:
        """Whether it is more than moved or rewritten; a heading without a note claims nothing."""
        if self.before is not None and self.after is not None:
            return False
        there = self.after or self.before
        return bool(self.lost or self.gained) or (there is not None and there.kind != "heading")


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that bears other notes than before, or has come or gone with its notes."""

    kind: ClassVar = "sentence"
    place: Place
    """Where it stands, and its words; empty ones when it is the passage as a whole."""
    status: Literal["new", "gone", "kept"]
    lost: tuple[Footnote, ...] = ()
    """Notes of the version before that no longer stand on it."""
    gained: tuple[Footnote, ...] = ()
    """Notes of the version now that did not stand on it."""
    bare: bool = False
    """Its paragraph, which had a note, has none now."""
    evidence: bool = True

    @property
    def sign(self) -> Sign:
        """Whether it has only gained notes, only lost some, or both."""
        return _sign(self.lost, self.gained)


@dataclass(frozen=True, slots=True)
class MarkChange:
    """A note that stands on another sentence than before."""

    kind: ClassVar = "mark"
    note: Footnote
    """As it is now."""
    before: Place
    after: Place
    sign: Sign = "~"
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class LinkChange:
    """Addresses that a passage of the body links to, and did not or no longer does."""

    kind: ClassVar = "links"
    place: Place
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    evidence: bool = True

    @property
    def sign(self) -> Sign:
        """Whether links have only come, only gone, or both."""
        return _sign(self.lost, self.gained)


@dataclass(frozen=True, slots=True)
class BodyChange:
    """No sentence of the body is recognised: it was written anew, or is another piece's."""

    kind: ClassVar = "body"
    before: int
    """Paragraphs."""
    after: int
    sign: Sign = "~"
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class TextChange:
    """Passages of which sentences were reworded, or have come or gone without a note."""

    kind: ClassVar = "text"
    places: tuple[Place, ...]
    """As they are now."""
    sign: Sign = "~"
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A distinct source on which the briefing rests for the first time, or no longer."""

    kind: ClassVar = "source"
    citation: Citation
    before: tuple[int, ...]
    """Numbers of the notes that rested on it; empty when it is new."""
    after: tuple[int, ...]
    """Numbers of the notes that rest on it; empty when it is gone."""
    evidence: bool = True

    @property
    def sign(self) -> Sign:
        """Whether it is new or gone."""
        return _sign(self.before, self.after)


@dataclass(frozen=True, slots=True)
class CountChange:
    """How many there are, when that is another number than before; follows from other changes."""

    kind: ClassVar = "count"
    what: Counted
    """`unnoted` are paragraphs without a note."""
    before: int
    after: int
    sign: Sign = "~"
    evidence: bool = False


Change: TypeAlias = (
    PieceChange
    | FieldChange
    | OtherFields
    | TakeawayChange
    | NoteChange
    | Renumbering
    | PassageChange
    | SentenceChange
    | MarkChange
    | LinkChange
    | BodyChange
    | TextChange
    | SourceChange
    | CountChange
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a briefing beside each other."""

    before: Totals | None
    """None when there was no briefing."""
    after: Totals | None
    changes: tuple[Change, ...] = ()
    """In the order of reading: head, takeaways, notes, body, sources."""

    @property
    def same_evidence(self) -> bool:
        """Whether nothing changed but words and numbers that leave the evidence as it was."""
        return not any(change.evidence for change in self.changes)
