"""What rests on what in an archive: the values of its answers. Frozen, standard library only.

A claim is a sentence with a note mark, or a takeaway with the sentence that is closest to it. A
note rests on sources, its own or those of the note that it points to. All else is set arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing_tui.briefing import Citation, Entry

ClaimKind = Literal["takeaway", "sentence"]
QueryKind = Literal["page", "host", "words", "id"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a briefing says, and the notes that stand on it."""

    kind: ClaimKind
    number: int
    """Of the takeaway, or of the paragraph that a sentence is in, from 1; 0 outside paragraphs."""
    text: str
    """The sentence or the takeaway; marks written `[n]`."""
    notes: tuple[int, ...]
    """Empty for a takeaway that no note stands on."""
    block: int = -1
    """Index of the block that the sentence, or the one closest to a takeaway, is in; else -1."""
    start: int = 0
    end: int = 0
    """That sentence's place in the block's text."""


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A source in a note."""

    number: int
    text: str
    """The note's own words."""
    citation: Citation
    via: int = 0
    """The note that this one points to for it; 0 when it cites the source itself."""
    more: bool = False
    """The note cites something else, too, that could not be read: a treaty, a court's decision."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What one briefing rests on."""

    notes: tuple[CitedNote, ...] = ()
    """By number; a note with several sources stands there once for each."""
    claims: tuple[Claim, ...] = ()
    """Takeaways first, then sentences in the order of the text."""


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """What somebody asks for sources by."""

    kind: QueryKind
    value: str
    """A source's id for a page, a host in canonical form, or folded words."""
    text: str
    """As it was asked."""
    port: int = 0
    """Of a host, when one was asked for that is not the usual one."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source, and how much of the archive rests on it."""

    citation: Citation
    """As it is cited first; its `id` is the source's."""
    notes: int
    """Notes that rest on it, back-references included."""
    briefings: int
    first_access: str = ""
    last_access: str = ""
    """Dates of access, YYYY-MM-DD, as far as notes tell them."""


@dataclass(frozen=True, slots=True)
class Use:
    """What of one briefing rests on the sources asked for."""

    entry: Entry
    notes: tuple[CitedNote, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """Everything in the archive that rests on the sources asked for."""

    query: SourceQuery
    sources: tuple[SourceRecord, ...]
    uses: tuple[Use, ...]
    """One for each briefing, in the order of a list by date."""
    unread: tuple[str, ...] = ()
    """Paths of files that are not in the answer, or not wholly, as the last refresh found them:
    with an error, with a slug that is taken, or not yet read."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a briefing loses when sources are withdrawn."""

    entry: Entry
    fallen: tuple[CitedNote, ...]
    """Notes that rest on nothing else."""
    weakened: tuple[CitedNote, ...]
    """Notes that rest on other sources, too."""
    takeaways: tuple[Claim, ...]
    sentences: tuple[Claim, ...]
    """Those whose notes have all fallen."""
    paragraphs: tuple[int, ...]
    """Numbers of the paragraphs that had notes and are left with none."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What the archive loses without the sources asked for."""

    query: SourceQuery
    sources: tuple[SourceRecord, ...]
    losses: tuple[Loss, ...]
    unread: tuple[str, ...] = ()
    """As in `Citing`."""
