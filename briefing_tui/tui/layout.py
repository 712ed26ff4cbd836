"""Where every character of a text stands at a given width.

A text is a sequence of pieces: the lines of a masthead, then the blocks of a body. Laying it out
gives rows; a row holds offsets into its piece's text and what stands before it, never a copy of the
text. Widths are terminal cells, measured as Rich measures them; rows and offsets count from 0.
How running text is broken into lines is told in `wrapping`, how tables are laid out in `table`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len

from briefing_tui.text import clean
from briefing_tui.tui.bidi import begins_right_to_left, has_right_to_left, visual_order
from briefing_tui.tui.table import Cell, TableLine, lay_table
from briefing_tui.tui.wrapping import expand, graphemes, wrap, wrap_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.briefing import Block, Mark, Span

Role = Literal[
    "title", "meta", "paragraph", "heading", "quote", "item", "code", "table", "rule", "gap"
]

_ONE_SPACE = str.maketrans("\n\t", "  ")


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
    table: TableLine | None = None
    """How the stretches of a table's row stand on this line; `start` and `end` hold all of them."""


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


def _gap(above: Piece, piece: Piece, marker: str) -> int:
    """Give the number of blank rows between two pieces.

    Args:
        above: the upper one.
        piece: the lower one.
        marker: of the item above on the level of `piece`, when both are items.
    """
    if piece.role in {"title", "meta", "gap"} or above.role == "gap":
        return 0
    if above.role == "item" == piece.role and piece.marker:
        # From bullets to numbers, or back, it is another list.
        other = marker and (marker == "•") != (piece.marker == "•")
        return 1 if other and piece.level == 1 else 0
    if (
        piece.role == "heading"
        and piece.level <= 2
        and above.role in {"paragraph", "item", "quote"}
    ):
        return 2
    return 1


class Letter(NamedTuple):
    """A letter with its accents, or a note mark, on a line that is not drawn in its own order."""

    column: int
    """Where it is drawn, from the layout's left edge."""
    start: int
    end: int
    turned: bool
    """Whether it is read from the right."""


class _Table:
    """The lines of a table, and which stretch of its text stands on which of them."""

    def __init__(self, piece: Piece, width: int) -> None:
        self.lines = lay_table(piece.text, width, piece.marks)
        self.rows: list[tuple[int, int]] = []
        self._stretches: list[tuple[int, int]] = []
        for number, line in enumerate(self.lines):
            # A rule belongs to the row below it, as a blank row does.
            cells = line.cells or self.lines[number + 1].cells[:1]
            self.rows.append((cells[0].start, cells[-1].end if line.cells else cells[0].start))
            self._stretches.extend((cell.start, number) for cell in line.cells)
        self._stretches.sort()
        self._broken = {
            number
            for number, (start, _) in enumerate(self.rows)
            if start and len(self.lines[number].cells) == 1 and piece.text[start - 1] != "\n"
        }

    def prefix(self, number: int, first: str, rest: str) -> str:
        """Give what stands before a line: a sign where a row too wide to lay out goes on."""
        return rest if number in self._broken and not self.lines[number].bars else first

    def row(self, offset: int) -> int:
        """Give the line on which a character stands."""
        place = bisect_right(self._stretches, (offset, len(self.lines))) - 1
        return self._stretches[max(0, place)][1]

    def rows_of(self, start: int, end: int) -> range:
        """Give the lines that hold a stretch, and those between."""
        first = max(0, bisect_right(self._stretches, (start, len(self.lines))) - 1)
        last = bisect_right(self._stretches, (max(start, end - 1), len(self.lines)))
        numbers = [number for _, number in self._stretches[first:last]]
        return range(min(numbers), max(numbers) + 1)


class Layout:
    """The rows of a sequence of pieces at one width.

    Args:
        pieces: what to lay out.
        width: cells that a row may take, its prefix included; from 1.
        turning: whether to put right-to-left text into the order it is drawn in.
    """

    def __init__(self, pieces: Sequence[Piece], width: int, *, turning: bool = False) -> None:
        self.pieces = pieces
        self.width = max(1, width)
        self._turning = turning
        self._prefix: list[tuple[str, str]] = []
        self._rows: list[list[tuple[int, int]]] = []
        self._tops: list[int] = []
        self._tables: dict[int, _Table] = {}
        top = 0
        markers: dict[int, str] = {}
        above: Piece | None = None
        for piece in pieces:
            if above is not None:
                top += _gap(above, piece, markers.get(piece.level, ""))
            if piece.role == "item" and piece.marker:
                markers[piece.level] = piece.marker
            hang = cell_len(markers.get(piece.level, "•")) + 1
            prefix = _prefixes(piece, self.width, hang)
            room = max(1, self.width - cell_len(prefix[0]))
            if piece.role == "table":
                table = self._tables[len(self._rows)] = _Table(piece, room)
                rows = table.rows
            else:
                rows = (wrap_exact if piece.exact else wrap)(piece.text, room, piece.marks)
            self._prefix.append(prefix)
            self._rows.append(rows)
            self._tops.append(top)
            top += len(rows)
            above = piece
        self.height = top

    def top(self, piece: int) -> int:
        """Give the row on which a piece begins."""
        return self._tops[piece]

    def bottom(self, piece: int) -> int:
        """Give the row below the last one of a piece."""
        return self._tops[piece] + len(self._rows[piece])

    def gap(self, piece: int) -> int:
        """Give the number of blank rows above a piece."""
        return self._tops[piece] - self.bottom(piece - 1) if piece else 0

    def move(self, tops: list[int], height: int) -> None:
        """Let each piece begin on a row of its own choice, the first on row 0.

        Args:
            tops: the rows, as far from each other as the pieces are high at least.
            height: of all, with rows left blank below the last piece.
        """
        self._tops, self.height = tops, height

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
            after = index + 1
            both = after < len(self.pieces) and piece.role == "quote" == self.pieces[after].role
            prefix = min(self._prefix[index][0], self._prefix[after][0]) if both else ""
            return Line(index, len(piece.text), len(piece.text), prefix.rstrip(), blank=True)
        start, end = rows[below]
        first, rest = self._prefix[index]
        table = self._tables.get(index)
        if table is not None:
            return Line(
                index, start, end, table.prefix(below, first, rest), False, table.lines[below]
            )
        opens = below == 0 or (piece.exact and piece.text[start - 1 : start] == "\n")
        return Line(index, start, end, first if opens else rest)

    def row(self, piece: int, offset: int) -> int:
        """Give the row on which a character stands; what is out of range is brought into it."""
        if not self._tops:
            return 0
        piece = min(max(piece, 0), len(self._tops) - 1)
        table = self._tables.get(piece)
        if table is not None:
            return self._tops[piece] + table.row(offset)
        below = bisect_right(self._rows[piece], offset, key=lambda span: span[0]) - 1
        return self._tops[piece] + max(0, below)

    def rows(self, piece: int, start: int, end: int) -> range:
        """Give the rows on which the characters of a stretch stand, and perhaps some between."""
        if piece in self._tables:
            # A stretch from one cell of a table to the next goes down and up again.
            table = self._tables[piece]
            below = table.rows_of(start, end)
            return range(self._tops[piece] + below.start, self._tops[piece] + below.stop)
        return range(self.row(piece, start), self.row(piece, max(start, end - 1)) + 1)

    def place(self, row: int) -> tuple[int, int]:
        """Give piece and offset of the first character on a row or below it; (0, 0) in no text."""
        if not self.height:
            return 0, 0
        line = self.line(min(max(row, 0), self.height - 1))
        return (line.piece + 1, 0) if line.blank else (line.piece, line.start)

    def from_right(self, line: Line) -> bool:
        """Tell whether a row is of a paragraph that is written from the right, and drawn so."""
        piece = self.pieces[line.piece]
        if not self._turning or piece.exact or not has_right_to_left(piece.text):
            return False
        return begins_right_to_left(piece.text)

    def letters(self, line: Line) -> list[Letter] | None:
        """Give the letters of a row from the left, when that is another order than the text's."""
        piece = self.pieces[line.piece]
        text = piece.text[line.start : line.end]
        if not self._turning or piece.exact or not has_right_to_left(text):
            return None
        marks = {m.start: m.end for m in piece.marks if line.start <= m.start < m.end <= line.end}
        spans: list[tuple[int, int]] = []
        starts = [line.start + offset for offset in graphemes(text)]
        for start, end in pairwise([*starts, line.end]):
            if spans and start < spans[-1][1]:
                continue  # within a mark
            spans.append((start, marks.get(start, end)))
        from_right = begins_right_to_left(piece.text)
        order = visual_order([piece.text[start:end] for start, end in spans], from_right)
        cells = [cell_len(piece.text[start:end]) for start, end in spans]
        room = self.width - cell_len(line.prefix)
        column = max(0, room - sum(cells)) if from_right else cell_len(line.prefix)
        out = []
        for index, turned in order:
            out.append(Letter(column, *spans[index], turned))
            column += cells[index]
        return out

    def extent(self, line: Line, start: int, end: int) -> tuple[int, int]:
        """Give column and width in cells of a stretch of a row, from its first cell to its last."""
        letters = self.letters(line)
        if letters is None:
            column = self.column(line, start)
            return column, self.column(line, end) - column
        text = self.pieces[line.piece].text
        inside = [letter for letter in letters if letter.start < end and letter.end > start]
        if not inside:
            return self.column(line, start), 0
        last = inside[-1]
        column = inside[0].column
        return column, last.column + cell_len(text[last.start : last.end]) - column

    def column(self, line: Line, offset: int) -> int:
        """Give the cell, from the layout's left edge, at which a character of a line is drawn."""
        cell = Cell(0, line.start, line.end)
        if line.table is not None:
            # The end of a stretch may be where its cell ends, which the next one begins behind.
            cells = [each for each in line.table.cells if each.start <= offset <= each.end]
            cell = cells[0] if cells else cell
        text = self.pieces[line.piece].text[cell.start : max(cell.start, min(offset, cell.end))]
        drawn = sum(cell_len(part) for part, _ in expand(text))
        return cell_len(line.prefix) + cell.column + drawn
