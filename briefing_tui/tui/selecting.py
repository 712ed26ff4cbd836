"""Selecting text by keys: by sentence and paragraph, and on from there by word and sentence.

A place is a piece and an offset in its text, as in `page`; what is selected runs from one place to
another and may span pieces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefing_tui.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.tui.layout import Piece

Place: TypeAlias = tuple[int, int]
Span: TypeAlias = tuple[Place, Place]
Unit = Literal["word", "sentence"]

# What ends a word is left out, but a note mark is one.
_WORD = re.compile(r"\[\d+\]|[\w'’-]+")


def _units(piece: Piece, unit: Unit) -> list[tuple[int, int]]:
    if unit == "word":
        return [match.span() for match in _WORD.finditer(piece.text)]
    if piece.exact:
        # A listing or table has no sentences; its lines are what one would quote.
        out: list[tuple[int, int]] = []
        start = 0
        for line in piece.text.split("\n"):
            if line.strip():
                out.append((start, start + len(line)))
            start += len(line) + 1
        return out
    return sentences(piece.text)


def sentence_at(pieces: Sequence[Piece], place: Place) -> Span | None:
    """Give the sentence at a place or after it; None when no text follows."""
    index, offset = place
    for number in range(max(0, index), len(pieces)):
        for start, end in _units(pieces[number], "sentence"):
            if number > index or end > offset:
                return (number, start), (number, end)
    return None


def widened(pieces: Sequence[Piece], span: Span) -> Span:
    """Give more than what is selected: the whole of its pieces, and then the piece that follows."""
    (first, _), (last, _) = span
    whole = ((first, 0), (last, len(pieces[last].text)))
    if whole != span:
        return whole
    following = next((n for n in range(last + 1, len(pieces)) if pieces[n].text), last)
    return (first, 0), (following, len(pieces[following].text))


def extended(pieces: Sequence[Piece], span: Span, unit: Unit, step: int) -> Span:
    """Move the end of what is selected by a word or sentence, but not before the first of it."""
    start, end = span
    index, offset = end
    if step > 0:
        for number in range(index, len(pieces)):
            for _, stop in _units(pieces[number], unit):
                if number > index or stop > offset:
                    return start, (number, stop)
        return span
    for number in range(index, start[0] - 1, -1):
        for _, stop in reversed(_units(pieces[number], unit)):
            if (number, stop) < end and (number, stop) > start:
                return start, (number, stop)
    return span
