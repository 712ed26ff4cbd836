"""Where every character of a text stands at a given width.

A text is a sequence of pieces: the lines of a masthead, then the blocks of a body. Laying it out
gives rows; a row holds offsets into its piece's text and what stands before it, never a copy of the
text. Widths are terminal cells, measured as Rich measures them; rows and offsets count from 0.

Lines break at spaces, beside Chinese and Japanese characters, and after hyphens and dashes where
the line would otherwise be left short. They do not break before a note mark, inside one, or before
closing punctuation (Unicode Standard Annex 14, rule LB13; JIS X 4051, what may not begin a line),
unless there is no other place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, get_character_cell_size

from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Block, Mark, Span

Role = Literal[
    "title", "meta", "paragraph", "heading", "quote", "item", "code", "table", "rule", "gap"
]

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


_COLUMN = re.compile("[^│]*│ ?|[^│]+")
_ONE_SPACE = str.maketrans("\n\t", "  ")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


class _Cells(dict[str, int]):
    """Cells of a character, each looked up once."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = get_character_cell_size(character)
        return cells


_CELLS = _Cells()


@dataclass(frozen=True, slots=True)
class Piece:
    """What is laid out on its own: a line of the masthead, or a block of the body."""

    role: Role
    text: str
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    level: int = 0
    marker: str = ""

    @property
    def exact(self) -> bool:
        """Whether its line breaks and spaces are the author's."""
        return self.role in {"code", "table"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the text."""

    piece: int
    start: int
    end: int
    prefix: str = ""
    """What stands before the text and is no part of it: indent, bullet, bar."""
    blank: bool = False
    """A row between two pieces; `piece` is the one above it."""


def pieces(masthead: Iterable[tuple[str, str]], blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Make pieces of a masthead, as (text, role), and a body.

    Raises:
        ValueError: for a role that a masthead cannot have.
    """
    out: list[Piece] = []
    for text, role in masthead:
        if role not in {"title", "meta", "rule", "gap"}:
            raise ValueError(f"no such role in a masthead: {role}")
        out.append(Piece(role, clean(text).translate(_ONE_SPACE)))  # type: ignore[arg-type]
    for block in blocks:
        text = clean(block.text)
        if block.kind not in {"code", "table"}:
            text = text.translate(_ONE_SPACE)
        out.append(
            Piece(block.kind, text, block.marks, block.spans, block.level, clean(block.marker))
        )
    return tuple(out)


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
        out.extend(_full_lines(text, start, start + len(source), width, marks))
        start += len(source) + 1
    return out


def wrap_table(text: str, width: int, marks: Sequence[Mark] = ()) -> list[tuple[int, int]]:
    """Break a table whose aligned columns are parted by `│` between columns, as `wrap_exact` would.

    All rows are broken after the same columns; a column that is wider than the line is broken where
    the line is full.
    """
    rows = text.split("\n")
    widest = max(rows, key=cell_len)
    after: set[int] = set()
    used = 0
    for column, cell in enumerate(_COLUMN.findall(widest)):
        cells = cell_len(cell)
        if column and used + cells > width:
            after.add(column)
            used = 0
        used += cells
    out: list[tuple[int, int]] = []
    start = 0
    for row in rows:
        ends = [start + match.end() for match in _COLUMN.finditer(row)]
        cuts = [end for column, end in enumerate(ends[:-1], start=1) if column in after]
        for a, z in pairwise([start, *cuts, start + len(row)]):
            out.extend(_full_lines(text, a, z, width, marks))
        start += len(row) + 1
    return out


def _full_lines(
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


_BREAKING = {"code": wrap_exact, "table": wrap_table}


def _prefixes(piece: Piece, width: int, hang: int) -> tuple[str, str]:
    """Give what stands before the first row of a piece, and before the others.

    Args:
        piece: what is laid out.
        width: cells of a row.
        hang: cells of the marker that an item without one, a further paragraph, stands beside.
    """
    if piece.role == "item":
        indent = " " * min(3 * (max(piece.level, 1) - 1) + 1, width // 4)
        marker = f"{piece.marker} " if piece.marker else " " * hang
        if cell_len(indent + marker) > width // 2:
            indent, marker = "", marker[: max(0, width // 2)]
        return indent + marker, " " * cell_len(indent + marker)
    if piece.role == "quote":
        bars = "▏" * min(max(piece.level, 1), width // 4) + " "
        return bars, bars
    if piece.exact and width >= 12:
        return "  ", "↳ "
    return "", ""


def _gap(above: Piece, piece: Piece) -> int:
    """Give the number of blank rows between two pieces."""
    if piece.role in {"title", "meta", "gap"} or above.role == "gap":
        return 0
    if above.role == "item" == piece.role and piece.marker:
        return 0
    if (
        piece.role == "heading"
        and piece.level <= 2
        and above.role in {"paragraph", "item", "quote"}
    ):
        return 2
    return 1


class Layout:
    """The rows of a sequence of pieces at one width.

    Args:
        pieces: what to lay out.
        width: cells that a row may take, its prefix included; from 1.
    """

    def __init__(self, pieces: Sequence[Piece], width: int) -> None:
        self.pieces = pieces
        self.width = max(1, width)
        self._prefix: list[tuple[str, str]] = []
        self._rows: list[list[tuple[int, int]]] = []
        self._tops: list[int] = []
        top = 0
        hangs: dict[int, int] = {}
        above: Piece | None = None
        for piece in pieces:
            if above is not None:
                top += _gap(above, piece)
            if piece.role == "item" and piece.marker:
                hangs[piece.level] = cell_len(piece.marker) + 1
            prefix = _prefixes(piece, self.width, hangs.get(piece.level, 2))
            room = max(1, self.width - cell_len(prefix[0]))
            breaking = _BREAKING.get(piece.role, wrap)
            rows = breaking(piece.text, room, piece.marks)
            self._prefix.append(prefix)
            self._rows.append(rows)
            self._tops.append(top)
            top += len(rows)
            above = piece
        self.height = top

    def line(self, row: int) -> Line:
        """Give the row of that number.

        Raises:
            IndexError: when there is no such row.
        """
        if not 0 <= row < self.height:
            raise IndexError(row)
        index = bisect_right(self._tops, row) - 1
        rows = self._rows[index]
        below = row - self._tops[index]
        piece = self.pieces[index]
        if below >= len(rows):
            # The bar of a quotation runs on to the quotation that follows.
            following = self.pieces[index + 1]
            both = piece.role == "quote" == following.role
            prefix = min(self._prefix[index][0], self._prefix[index + 1][0]) if both else ""
            return Line(index, len(piece.text), len(piece.text), prefix.rstrip(), blank=True)
        start, end = rows[below]
        first, rest = self._prefix[index]
        opens = below == 0 or (piece.exact and piece.text[start - 1 : start] == "\n")
        return Line(index, start, end, first if opens else rest)

    def row(self, piece: int, offset: int) -> int:
        """Give the row on which a character stands; what is out of range is brought into it."""
        if not self._tops:
            return 0
        piece = min(max(piece, 0), len(self._tops) - 1)
        below = bisect_right(self._rows[piece], offset, key=lambda span: span[0]) - 1
        return self._tops[piece] + max(0, below)

    def place(self, row: int) -> tuple[int, int]:
        """Give piece and offset of the first character on a row or below it; (0, 0) in no text."""
        if not self.height:
            return 0, 0
        line = self.line(min(max(row, 0), self.height - 1))
        return (line.piece + 1, 0) if line.blank else (line.piece, line.start)

    def column(self, line: Line, offset: int) -> int:
        """Give the cell, from the layout's left edge, at which a character of a line is drawn."""
        text = self.pieces[line.piece].text[line.start : max(line.start, min(offset, line.end))]
        return cell_len(line.prefix) + sum(cell_len(drawn) for drawn, _ in expand(text))


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
