"""The rows of a table at a given width: its columns side by side, the text in each cell wrapped.

A table is a text whose lines are rows and whose cells are padded and parted by `│`, as the body of
a briefing has it. Offsets are into that text; columns are terminal cells from its left edge.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from briefing_tui.tui.wrapping import full_lines, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.briefing import Mark

_COLUMN = re.compile("[^│]*│ ?|[^│]+")
_BAR = " │ "
_LEAST = 8
"""Cells that a column needs to be read; where there are fewer, rows are broken between columns."""


class Cell(NamedTuple):
    """A stretch of the text on one line of a table."""

    column: int
    """Where it is drawn."""
    start: int
    end: int


class TableLine(NamedTuple):
    """A line of a table as it is drawn."""

    cells: tuple[Cell, ...]
    """In the order of the text; the bars that stand in the text are among them."""
    bars: tuple[int, ...] = ()
    """Columns at which a bar is drawn that is no part of the text."""
    rule: int = 0
    """Cells of the rule that this line is, drawn between two rows; 0 when it is none."""


class _Row(NamedTuple):
    """A row of a table: where the words of each cell begin and end, and where its bars stand."""

    cells: list[tuple[int, int]]
    bars: list[int]
    start: int
    end: int


def lay_table(text: str, width: int, marks: Sequence[Mark] = ()) -> list[TableLine]:
    """Give the lines of a table.

    A rule stands below the header; where a cell takes more than one line, between all rows. What
    has too many columns for the width, or rows with different numbers of them, is broken between
    the columns instead.

    Args:
        text: the table.
        width: in cells, from 1.
        marks: note marks in `text`, in order.
    """
    rows = _rows(text)
    columns = len(rows[0].cells)
    if columns < 2 or any(len(row.cells) != columns for row in rows):
        return _broken(text, width, marks)
    if _aligned(text, rows) and all(cell_len(text[r.start : r.end]) <= width for r in rows):
        return _as_written(text, rows)
    natural = [_natural(text, rows, column) for column in range(columns)]
    widths = _share(natural, width - len(_BAR) * (columns - 1))
    if widths is None:
        return _broken(text, width, marks)
    return _Grid(text, rows, widths, marks).lines()


def _rows(text: str) -> list[_Row]:
    out: list[_Row] = []
    start = 0
    for line in text.split("\n"):
        bars = [start + match.start() for match in re.finditer("│", line)]
        cells = []
        for a, z in pairwise([start - 1, *bars, start + len(line)]):
            written = text[a + 1 : z]
            bare = written.strip(" ")
            first = a + 1 + len(written) - len(written.lstrip(" ")) if bare else a + 1
            cells.append((first, first + len(bare)))
        out.append(_Row(cells, bars, start, start + len(line)))
        start += len(line) + 1
    return out


def _aligned(text: str, rows: Sequence[_Row]) -> bool:
    """Tell whether the bars stand below each other as the text is written."""
    columns = {tuple(cell_len(text[row.start : bar]) for bar in row.bars) for row in rows}
    return len(columns) == 1


def _as_written(text: str, rows: Sequence[_Row]) -> list[TableLine]:
    lines = [TableLine((Cell(0, row.start, row.end),)) for row in rows]
    if len(rows) > 1:
        bars = tuple(cell_len(text[rows[0].start : bar]) for bar in rows[0].bars)
        widest = max(cell_len(text[row.start : row.end]) for row in rows)
        lines.insert(1, TableLine((), bars, widest))
    return lines


def _natural(text: str, rows: Sequence[_Row], column: int) -> int:
    """Give the cells a column would like: of its header, which may wrap, the longest word alone."""
    header, *cells = (text[slice(*row.cells[column])] for row in rows)
    words = header.split() if cells else [header]
    return max(map(cell_len, [*words, *cells]), default=0)


def _share(natural: Sequence[int], room: int) -> list[int] | None:
    """Give each column its natural width or, if that is more, an equal share of what is left."""
    widths = list(natural)
    open_ = set(range(len(natural)))
    left = room
    while open_:
        share = left // len(open_)
        fitting = {column for column in open_ if natural[column] <= share}
        if not fitting:
            if share < _LEAST:
                return None
            for place, column in enumerate(sorted(open_)):
                widths[column] = share + (place < left % len(open_))
            return widths
        left -= sum(natural[column] for column in fitting)
        open_ -= fitting
    return widths


class _Grid:
    """A table whose cells are wrapped."""

    def __init__(
        self, text: str, rows: Sequence[_Row], widths: Sequence[int], marks: Sequence[Mark]
    ) -> None:
        self._text = text
        self._rows = rows
        self._widths = widths
        self._marks = list(marks)
        self._lefts: list[int] = []
        left = 0
        for cells in widths:
            self._lefts.append(left)
            left += cells + len(_BAR)
        self._rule = left - len(_BAR)
        self._bars = tuple(left - 2 for left in self._lefts[1:])
        self._rightward = [self._is_rightward(column) for column in range(len(widths))]

    def _is_rightward(self, column: int) -> bool:
        """Tell whether a column is set to the right: its words end where the column does."""
        indented = False
        edges = set()
        for row in self._rows:
            start, end = row.cells[column]
            if start == end:
                continue
            left = row.bars[column - 1] + 2 if column else row.start
            right = row.bars[column] - 1 if column < len(row.bars) else row.end
            if end != right:
                return False
            edges.add(cell_len(self._text[left:end]))
            indented = indented or start > left
        return indented and len(edges) == 1

    def lines(self) -> list[TableLine]:
        """Give its lines."""
        rows = [self._row(row) for row in self._rows]
        parted = any(len(lines) > 1 for lines in rows)
        out: list[TableLine] = []
        for number, lines in enumerate(rows):
            if number == 1 or (number and parted):
                out.append(TableLine((), self._bars, self._rule))
            out += lines
        return out

    def _row(self, row: _Row) -> list[TableLine]:
        wrapped = [
            self._wrapped(start, end, width)
            for (start, end), width in zip(row.cells, self._widths, strict=True)
        ]
        out = []
        for number in range(max(map(len, wrapped))):
            cells: list[Cell] = []
            for column, spans in enumerate(wrapped):
                if number < len(spans):
                    start, end = spans[number]
                    left = self._lefts[column]
                    if self._rightward[column]:
                        left += max(0, self._widths[column] - cell_len(self._text[start:end]))
                    cells.append(Cell(left, start, end))
                if number == 0 and column < len(row.bars):
                    cells.append(Cell(self._bars[column], row.bars[column], row.bars[column] + 1))
            out.append(TableLine(tuple(cells), self._bars if number else ()))
        return out

    def _wrapped(self, start: int, end: int, width: int) -> list[tuple[int, int]]:
        first = bisect_left(self._marks, start, key=lambda mark: mark.start)
        inside = [
            replace(mark, start=mark.start - start, end=mark.end - start)
            for mark in takewhile(lambda mark: mark.end <= end, self._marks[first:])
        ]
        return [(start + a, start + z) for a, z in wrap(self._text[start:end], width, inside)]


def _broken(text: str, width: int, marks: Sequence[Mark]) -> list[TableLine]:
    return [TableLine((Cell(0, a, z),)) for a, z in break_columns(text, width, marks)]


def break_columns(text: str, width: int, marks: Sequence[Mark] = ()) -> list[tuple[int, int]]:
    """Break the rows of a table between columns, as `wrap_exact` would.

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
            out.extend(full_lines(text, a, z, width, marks))
        start += len(row) + 1
    return out
