"""Counts by year or month as bars: what stands in which column, drawn with characters of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from briefing_tui.tui.calendar import distance, month_name, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.results import Facet

Unit = Literal["year", "month"]
Role = Literal["", "bar", "off", "cursor", "axis", "chosen", "label", "count"]
Line: TypeAlias = "list[tuple[str, Role]]"

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 8
"""Cells of a bar at most."""
_BREAK = 3
"""Cells of a stretch in which nothing is, or before what has no date."""
_LONG: dict[Unit, int] = {"year": 8, "month": 24}
"""Years or months with nothing in them that are left out when there are more in a row: one piece of
1890 would press all others to the edge."""
_RULED = 2
"""Lines below the bars: the axis and its labels."""


class Bin(NamedTuple):
    """A year or month; "" for what has no date."""

    value: str
    size: int
    """Briefings in it."""
    after_break: bool = False
    """Whether something is left out before it."""


class Column(NamedTuple):
    """Where a bin stands."""

    at: int
    """Index of the bin."""
    left: int
    width: int
    """Cells of the bar."""


def bins_of(months: Facet, unit: Unit) -> tuple[Bin, ...]:
    """Give all years or months from the first to the last, then what has no date.

    Args:
        months: the facet; what it knows by the year alone is in no month.
        unit: years or months.
    """
    counts: dict[str, int] = {}
    for value, count in months.values:
        if unit == "year":
            counts[value[:4]] = counts.get(value[:4], 0) + count
        elif "-" in value:
            counts[value] = count
    out: list[Bin] = []
    for value in sorted(counts):
        away = distance(out[-1].value, value) if out else 1
        if 1 < away <= _LONG[unit]:
            out += [Bin(between, 0) for between in span(out[-1].value, value)[1:-1]]
        out.append(Bin(value, counts[value], after_break=away > _LONG[unit]))
    if months.without:
        out.append(Bin("", months.without, after_break=bool(out)))
    return tuple(out)


def unplaced(months: Facet) -> int:
    """Count those of which the year is known and no month."""
    return sum(count for value, count in months.values if "-" not in value)


class Layout:
    """How bins are spread over a width: all of them, or a stretch of them around one.

    Args:
        bins: what is drawn.
        width: cells there are.
        cursor: index of the bin that must be seen.
        first: index of the bin that was the first one seen before.
    """

    def __init__(self, bins: Sequence[Bin], width: int, cursor: int, first: int = 0) -> None:
        self.bins = bins
        self.width = width
        self.top = max((bin_.size for bin_ in bins), default=0)
        number = len(f"{self.top:,}")
        bar = _widest(bins, width)
        self.numbered = number < bar + _gap(bar)
        """Whether there is room for the numbers above the bars; else a scale stands beside them."""
        self._margin = 0 if self.numbered else number + 1
        if not self.numbered:
            bar = _widest(bins, width - self._margin)
        self.bar = max(1, bar)
        self._all = bar > 0
        self.first = 0 if self._all else self._scrolled(cursor, first)
        self.columns = self._columns(self.first)

    @property
    def leads_on(self) -> tuple[bool, bool]:
        """Whether there are bins before those that are seen, and after them."""
        return self.first > 0, self.first + len(self.columns) < len(self.bins)

    def _scrolled(self, cursor: int, first: int) -> int:
        if first > cursor or not self._shows(cursor, first):
            goal, first = first, cursor
            while first > goal and self._shows(cursor, first - 1):
                first -= 1
        # The last bins fill the width, where that many are.
        while first and self._shows(len(self.bins) - 1, first - 1):
            first -= 1
        return first

    def _shows(self, index: int, first: int) -> bool:
        columns = self._columns(first)
        return bool(columns) and columns[0].at <= index <= columns[-1].at

    def _columns(self, first: int) -> list[Column]:
        out: list[Column] = []
        sign = 0 if self._all else 1
        left, end = self._margin + sign, self.width - sign
        for index in range(first, len(self.bins)):
            if self.bins[index].after_break and index > first:
                left += _BREAK
            if left + self.bar > end:
                break
            out.append(Column(index, left, self.bar))
            left += self.bar + _gap(self.bar)
        return out

    def index_at(self, x: int) -> int | None:
        """Give the index of the bin at a cell; None where there is none."""
        for column in self.columns:
            if column.left <= x < column.left + column.width + _gap(self.bar):
                return column.at
        return None

    def draw(
        self, height: int, unit: Unit, *, cursor: int | None, chosen: Iterable[str]
    ) -> list[Line]:
        """Draw bars, the axis, its labels.

        Args:
            height: lines, at least three.
            unit: what the bins are.
            cursor: index of the bin under the cursor; None when there is none.
            chosen: values that results are narrowed to; a year stands for its months, too.
        """
        grid = _Grid(self.width, height)
        values = set(chosen)
        picked = {
            n
            for n, bin_ in enumerate(self.bins)
            if bin_.value in values or (bin_.value and bin_.value[:4] in values)
        }
        rows = height - _RULED
        for column in self.columns:
            role: Role = "off" if values and column.at not in picked else "bar"
            self._bar(grid, column, rows, "cursor" if column.at == cursor else role)
        if not self.numbered and self.top:
            grid.put(0, 0, f"{self.top:,}", "count")
            grid.put(self._margin - 2, rows, "0", "count")
        self._rule(grid, rows, picked, cursor)
        self._label(grid, rows + 1, unit, cursor)
        return grid.lines()

    def _bar(self, grid: _Grid, column: Column, rows: int, role: Role) -> None:
        count = self.bins[column.at].size
        room = rows - self.numbered
        eighths = max(1, round(count / self.top * room * 8)) if count else 0
        for row in range(-(-eighths // 8)):
            full = min(8, eighths - row * 8)
            grid.put(column.left, rows - 1 - row, _EIGHTHS[full] * column.width, role)
        if self.numbered and count:
            number = f"{count:,}".center(column.width)
            grid.put(column.left, rows - 1 - -(-eighths // 8), number, "count")

    def _rule(self, grid: _Grid, row: int, picked: set[int], cursor: int | None) -> None:
        """Draw the axis, with what is chosen, the cursor, and where something is left out of it."""
        end = 0
        for column in self.columns:
            bin_ = self.bins[column.at]
            if column.at != self.first:
                both = column.at in picked and column.at - 1 in picked and not bin_.after_break
                sign = "▀" if both else "─" if not bin_.after_break else "╌" if bin_.value else " "
                grid.put(end, row, sign * (column.left - end), "chosen" if both else "axis")
            is_picked = column.at in picked
            sign = "▀" if is_picked else "─"
            grid.put(column.left, row, sign * column.width, "chosen" if is_picked else "axis")
            if column.at == cursor:
                grid.put(column.left + (column.width - 1) // 2, row, "▲", "cursor")
            end = column.left + column.width
        back, on = self.leads_on
        if back:
            grid.put(self._margin, row, "◂", "label")
        if on:
            grid.put(self.width - 1, row, "▸", "label")

    def _label(self, grid: _Grid, row: int, unit: Unit, cursor: int | None) -> None:
        """Write what bins are below them, as far as there is room: the cursor's own first."""
        taken: list[tuple[int, int]] = []
        every = [self._name(column, unit, column.at == self.first) for column in self.columns]
        order = sorted(range(len(every)), key=lambda n: (every[n][1], n))
        if cursor is not None and (at := cursor - self.first) in range(len(every)):
            order.insert(0, at)
        for n in order:
            name = every[n][0]
            column = self.columns[n]
            left = column.left + max(0, column.width - len(name)) // 2
            left = max(0, min(left, self.width - len(name)))
            if name and all(left > end or left + len(name) < begin for begin, end in taken):
                is_cursor = column.at == cursor
                grid.put(left, row, name, "cursor" if is_cursor else "label")
                taken.append((left, left + len(name)))

    def _name(self, column: Column, unit: Unit, is_first: bool) -> tuple[str, int]:
        """Give a bin's label, and how much room is kept for it: 0 most."""
        value = self.bins[column.at].value
        if not value:
            return "undated", 0
        year = int(value[:4])
        if unit == "year":
            rounds = [n for n, each in enumerate((10, 5, 2)) if year % each == 0]
            return value, 1 if is_first else rounds[0] + 2 if rounds else 5
        name = month_name(value)[:3]
        if value.endswith("-01") or is_first or self.bins[column.at].after_break:
            return f"{name} {value[:4]}" if column.width == _WIDEST else value[:4], 1
        return (name, 2) if column.width >= len(name) else ("", 3)


def _gap(bar: int) -> int:
    """Give the cells between two bars."""
    return 1 if bar > 1 else 0


def _widest(bins: Sequence[Bin], width: int) -> int:
    """Give the cells of a bar with which all fit a width; 0 when they never do."""
    return next((bar for bar in range(_WIDEST, 0, -1) if _total(bins, bar) <= width), 0)


def _total(bins: Sequence[Bin], bar: int) -> int:
    breaks = sum(bin_.after_break for bin_ in bins)
    return len(bins) * (bar + _gap(bar)) - _gap(bar) + breaks * _BREAK


class _Grid:
    """Lines of cells, each a character with its role."""

    def __init__(self, width: int, height: int) -> None:
        self._width = width
        self._cells: list[list[tuple[str, Role]]] = [[(" ", "")] * width for _ in range(height)]

    def put(self, left: int, row: int, text: str, role: Role) -> None:
        """Write a text, as far as it lies in the grid."""
        for x, character in enumerate(text, left):
            if 0 <= x < self._width and 0 <= row < len(self._cells):
                self._cells[row][x] = character, role

    def lines(self) -> list[Line]:
        """Give the lines, stretches of one role together."""
        out: list[Line] = []
        for cells in self._cells:
            line: Line = []
            for character, role in cells:
                if line and line[-1][1] == role:
                    line[-1] = line[-1][0] + character, role
                else:
                    line.append((character, role))
            out.append(line)
        return out
