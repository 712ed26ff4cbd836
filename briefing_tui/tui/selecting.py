"""Selecting text by keys: by sentence and paragraph, and on from there by word and sentence.

A place is a piece and an offset in its text, as in `page`; what is selected runs from one place to
another and may span pieces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefing_tui.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing_tui.tui.layout import Piece

Place: TypeAlias = tuple[int, int]
Span: TypeAlias = tuple[Place, Place]
Unit = Literal["word", "sentence"]

# What ends a word is left out, but a note mark is one; where a script puts no space between words
# (Thai, Lao, Burmese, Khmer, kana, Han), each letter is.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"\[\d+\]|[{_UNSPACED}]|(?:(?![{_UNSPACED}])[\w'’-])+")


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


def sentence_beside(pieces: Sequence[Piece], span: Span, step: int) -> Span | None:
    """Give the sentence after what is selected, or the one before it; None when there is none."""
    start, end = span
    numbers = range(end[0], len(pieces)) if step > 0 else range(start[0], -1, -1)
    for number in numbers:
        for first, last in _units(pieces[number], "sentence")[::step]:
            if (number, first) >= end if step > 0 else (number, last) <= start:
                return (number, first), (number, last)
    return None


def first_within(
    pieces: Sequence[Piece], place: Place, seen: Callable[[Place], bool]
) -> Place | None:
    """Give where the first sentence begins that is seen whole.

    Args:
        pieces: the text.
        place: the first place that is seen.
        seen: tells whether a place is; those that are stand together.

    Returns:
        None when no sentence is seen whole. A heading is none, unless nothing else is.
    """
    heading = None
    for number in range(place[0], len(pieces)):
        for start, end in _units(pieces[number], "sentence"):
            if (number, start) < place:
                continue
            if not seen((number, start)) or not seen((number, end - 1)):
                return heading
            if pieces[number].role != "heading":
                return number, start
            heading = heading or (number, start)
    return heading


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


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Give start and end of the word that a character belongs to; of itself, when to none."""
    words = (match.span() for match in _WORD.finditer(text))
    return next((w for w in words if w[0] <= offset < w[1]), (offset, offset + 1))


def whole_words(pieces: Sequence[Piece], span: Span) -> Span:
    """Give what is selected with the rest of the words that it begins and ends within."""
    (first, start), (last, end) = span
    for match in _WORD.finditer(pieces[first].text):
        if match.start() < start < match.end():
            start = match.start()
            break
    for match in _WORD.finditer(pieces[last].text):
        if match.start() < end < match.end():
            end = match.end()
            break
    return (first, start), (last, end)
