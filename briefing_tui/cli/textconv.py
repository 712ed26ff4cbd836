"""A briefing as what it says and what that rests on, for comparing it line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui import text
from briefing_tui.cli.wording import line, source
from briefing_tui.sources import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Block, Briefing, Citation, Footnote, Support


def lines(piece: Briefing, supports: Sequence[Support | None]) -> Iterator[str]:
    """Give a line for each sentence, and below it one for each note on it.

    Sources stand there by name, not by number: a note that is only renumbered changes no line, and
    one that means another source than before does.

    Args:
        piece: the briefing.
        supports: for each takeaway the sentence that is closest to it.
    """
    yield line(piece.title)
    yield from filter(None, map(line, (piece.kind, piece.date, piece.lang)))
    yield from (line(a if isinstance(a, str) else a.name) for a in piece.authors)
    for takeaway, support in zip(piece.takeaways, supports, strict=True):
        yield ""
        yield f"- {line(takeaway)}"
        yield from _notes(piece, support.notes if support else ())
    for block in piece.blocks:
        yield ""
        yield from _block(piece, block)


def _block(piece: Briefing, block: Block) -> Iterator[str]:
    divide = text.lines if block.kind in {"table", "code"} else text.sentences
    for start, end in divide(block.text):
        marks = [mark for mark in block.marks if start <= mark.start < end]
        pieces = []
        at = start
        for mark in marks:
            pieces.append(block.text[at : mark.start])
            at = mark.end
        yield line("".join((*pieces, block.text[at:end])))
        yield from _notes(piece, [mark.number for mark in marks])


def _notes(piece: Briefing, numbers: Iterable[int]) -> Iterator[str]:
    for number in dict.fromkeys(numbers):
        if (note := piece.note(number)) is not None:
            yield f"    ← {_rests_on(note)}"


def _rests_on(note: Footnote) -> str:
    """Name what a note rests on in the end; give its words when it cites no source."""
    open_ends = [
        f"“{line(reference.term)}”, {reference.status}: {line(reference.reason)}"
        for reference in note.references
        if reference.status != "resolved"
    ]
    cited = filter(None, map(_cited, note.citations))
    return "; ".join((*cited, *open_ends)) or line(note.text)


def _cited(citation: Citation) -> str:
    told = (
        source(citation) if citation.title or citation.publisher or citation.authors else "",
        line(canonical_url(citation.url)) if citation.url else "",
        line(citation.locator or ""),
        f"accessed {line(citation.accessed)}" if citation.accessed else "",
    )
    return ", ".join(filter(None, told))
