"""Breaking a text into lines of a width in terminal cells.

Nothing is copied: a line is told by its start and end in the text. Widths are measured as Rich
measures them; offsets count from 0.

Lines break at spaces, beside Chinese and Japanese characters, and after hyphens and dashes where
the line would otherwise be left short. They do not break before a note mark, inside one, or before
closing punctuation (Unicode Standard Annex 14, rule LB13; JIS X 4051, what may not begin a line),
unless there is no other place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.briefing import Mark

TAB = 4
"""Cells from one tab stop to the next."""

# Characters that take one cell each, the scripts of most briefings: what holds no other is measured
# by `len` and broken by `str.rfind`, many times faster than character by character.
_NOT_NARROW = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u061d-\u064a\u0671-\u06d5"
    "\u1e00-\u200a\u2010-\u2027\u202f-\u205e\u2070-\u208e\u20a0-\u20c0\u2100-\u214f\u2500-\u2580]"
)
_CLOSING = frozenset(
    ")]}»”’…,.;:!?%‰›)]}、。，．：；！？）］｝」』】》〉〕〗｠・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％"
)
_OPENING = frozenset("([{«“‘‹（［｛「『【《〈〔〖｟")
# After a hyphen or slash between letters, and after a dash: good places when no space is near.
_SOFT = re.compile(r"(?<=[^\W_][-‐–/])(?=[^\W\d_])|(?<=[^\s—]—)(?=[^\W_]|[“\"(«‘])")


_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


class _Cells(dict[str, int]):
    """Cells of a character, each looked up once."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = get_character_cell_size(character)
        return cells


_CELLS = _Cells()


def graphemes(text: str) -> list[int]:
    """Give the offsets at which characters as people count them begin.

    Combining marks, joined emoji, variation selectors and the halves of a flag stay together, by
    the widths that Rich knows rather than by the full rules of Unicode Standard Annex 29.
    """
    starts: list[int] = []
    before = ""
    flag = False
    for offset, character in enumerate(text):
        regional = _REGIONAL.match(character) is not None
        # What has no width does not join a space, which may be dropped at the end of a line.
        widthless = _CELLS[character] == 0 and character not in "\t\n" and before != " "
        if starts and (before == "\u200d" or (regional and flag) or widthless):
            flag = False
        else:
            starts.append(offset)
            flag = regional
        before = character
    return starts


def narrow(text: str) -> bool:
    """Tell whether every character of `text` takes one cell, so that `len` measures it."""
    return (text.isascii() and text.isprintable()) or _NOT_NARROW.search(text) is None


def _hold_marks(text: str, marks: Sequence[Mark], start: int, at: int) -> int:
    """Move a break at `at` inside a word out of the marks, so that a letter stays before them."""
    index = bisect_right(marks, at, key=lambda mark: mark.start) - 1
    if index < 0 or at >= marks[index].end:
        return at
    first = index
    while first and marks[first - 1].end == marks[first].start:
        first -= 1
    before = text[start : marks[first].start]
    letter = start + graphemes(before)[-1] if before else start
    if letter > start and not text[letter].isspace():
        return letter
    return marks[index].start if marks[index].start > start else at


def _short(width: int, used: int) -> bool:
    """Tell whether a line is so short that a word is better broken at its hyphen."""
    return width - used > width // 4


def _wrap_narrow(text: str, width: int, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    start, length, rfind = 0, len(text), text.rfind
    glued = {mark.start for mark in marks}
    while length - start > width:
        space = end = rfind(" ", start, start + width + 1)
        while end > start and (end + 1 in glued or text[end + 1 : end + 2] in _CLOSING):
            end = rfind(" ", start, end)
        if end <= start:
            end = space
        if end <= start or _short(width, end - start):
            for soft in _SOFT.finditer(text, max(end, start) + 2, start + width + 1):
                end = soft.start()
        following = end
        if end <= start:
            end = following = _hold_marks(text, marks, start, start + width)
        while following < length and text[following] == " ":
            following += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        out.append((start, end))
        start = following
    if start < length or not out:
        out.append((start, length))
    return out


def _measured(text: str) -> tuple[Sequence[int], list[int]]:
    """Give where each character begins, in code points and in cells; both end with the whole."""
    cells = [_CELLS[character] for character in text]
    if 0 not in cells and _REGIONAL.search(text) is None:
        return range(len(text) + 1), [0, *accumulate(cells)]
    starts = [*graphemes(text), len(text)]
    return starts, [0, *accumulate(cell_len(text[a:b]) for a, b in pairwise(starts))]


def _breaks_freely(character: str) -> bool:
    """Tell whether lines may break on both sides: Han, kana, full-width forms, emoji."""
    return (
        "\u2e80" <= character <= "\ua4cf"
        or "\uf900" <= character <= "\ufaff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\uff01" <= character <= "\uff9f"
        or "\uffe0" <= character <= "\uffe6"
        or character >= "\U0001f000"
    )


def _wrap_wide(text: str, width: int, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    starts, places = _measured(text)
    count = len(starts) - 1
    glued = {mark.start for mark in marks}
    inside = {offset for mark in marks for offset in range(mark.start + 1, mark.end)}
    soft = {match.start() for match in _SOFT.finditer(text)}

    def good(index: int) -> bool:
        at = starts[index]
        character = text[at]
        if character == " ":
            return not (at + 1 in glued or text[at + 1 : at + 2] in _CLOSING)
        before = text[starts[index - 1]]
        return (
            before != " "
            and (_breaks_freely(before) or _breaks_freely(character))
            and character not in _CLOSING
            and before not in _OPENING
            and at not in glued
            and at not in inside
        )

    out: list[tuple[int, int]] = []
    first = 0
    while places[count] - places[first] > width:
        # The first character that does not fit; one wider than the line stands alone.
        last = max(first + 1, bisect_right(places, places[first] + width) - 1)
        last = min(last, count - 1)
        index = next((i for i in range(last, first, -1) if good(i)), first)
        if index == first:
            index = next((i for i in range(last, first, -1) if text[starts[i]] == " "), first)
        if index == first or _short(width, places[index] - places[first]):
            index = next((i for i in range(last, index + 1, -1) if starts[i] in soft), index)
        if index == first:
            at = _hold_marks(text, marks, starts[first], starts[last])
            index = max(first + 1, bisect_right(starts, at) - 1)
        start, end = starts[first], starts[index]
        while end > start and text[end - 1] == " ":
            end -= 1
        out.append((start, end))
        first = index
        while first < count and text[starts[first]] == " ":
            first += 1
    if first < count or not out:
        out.append((starts[first], len(text)))
    return out


def wrap(text: str, width: int, marks: Sequence[Mark] = ()) -> list[tuple[int, int]]:
    """Break running text into lines of at most `width` cells.

    Args:
        text: without line feeds or tabs.
        width: in cells, from 1. A character wider than that stands on a line alone.
        marks: note marks in `text`, in order.

    Returns:
        Start and end of each line; what lies between two lines are spaces only. At least one line.
    """
    if len(text) * 2 <= width:
        return [(0, len(text))]
    return (_wrap_narrow if narrow(text) else _wrap_wide)(text, width, marks)


def wrap_exact(text: str, width: int, marks: Sequence[Mark] = ()) -> list[tuple[int, int]]:
    """Break preformatted text at its line feeds, and too wide lines where they are full.

    Args:
        text: with line feeds and tabs.
        width: in cells, from 1.
        marks: note marks in `text`, in order; no line is broken inside one that fits on a line.

    Returns:
        Start and end of each line; what lies between two lines is a line feed or nothing.
    """
    out: list[tuple[int, int]] = []
    start = 0
    for source in text.split("\n"):
        out.extend(full_lines(text, start, start + len(source), width, marks))
        start += len(source) + 1
    return out


def full_lines(
    text: str, start: int, end: int, width: int, marks: Sequence[Mark]
) -> list[tuple[int, int]]:
    """Break a stretch without line feeds wherever a line is full."""
    source = text[start:end]
    if "\t" not in source and len(source) <= width and narrow(source):
        return [(start, end)]
    starts = [start + offset for offset in graphemes(source)]
    cuts = [start]
    used = index = 0
    while index < len(starts):
        a = starts[index]
        z = starts[index + 1] if index + 1 < len(starts) else end
        cells = TAB - used % TAB if text[a] == "\t" else cell_len(text[a:z])
        if used + cells > width and a > cuts[-1]:
            index = bisect_right(starts, _hold_marks(text, marks, cuts[-1], a)) - 1
            cuts.append(starts[index])
            used = 0
        else:
            used += cells
            index += 1
    return list(pairwise([*cuts, end]))


def expand(text: str, column: int = 0) -> Iterator[tuple[str, int]]:
    """Divide a stretch of a line into what is drawn and where in `text` that came from.

    Tabs become spaces up to the next stop, `text` standing `column` cells from the start of its
    line: the first space stands for the tab, the others for what follows it, so that a click on
    them means that.
    """
    if "\t" not in text:
        yield text, 0
        return
    used = column
    start = 0
    for run in text.split("\t"):
        if start:
            stop = TAB - used % TAB
            yield " ", start - 1
            for _ in range(stop - 1):
                yield " ", start
            used += stop
        if run:
            yield run, start
        used += cell_len(run)
        start += len(run) + 1
