"""A list of any length: rows are painted when they come on the screen, and at no other time."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.actions import SkipAction
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing_tui.text import clean
from briefing_tui.tui.layout import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual import events
    from textual.binding import BindingType

Row = TypeVar("Row")
PaintedLine: TypeAlias = "Sequence[tuple[str, str | Style]]"
"""A line of a row: stretches of text, each with a Rich style or a role's name; `""` is plain."""

_ROLES = ("title", "muted", "accent", "hit", "warning", "error")
# Keys, action, the binding's name in a keymap, label, tooltip.
_KEYS = (
    ("enter", "choose", "choose", "Open", "Open the row under the cursor"),
    ("j,down", "move(1)", "down", "Down", "Go to the next row"),
    ("k,up", "move(-1)", "up", "Up", "Go to the row before"),
    ("pagedown,ctrl+f", "move_pages(1.0)", "page-down", "Page down", "Go down by a screen"),
    ("pageup,ctrl+b", "move_pages(-1.0)", "page-up", "Page up", "Go up by a screen"),
    ("ctrl+d", "move_pages(0.5)", "half-down", "Half down", "Go down by half a screen"),
    ("ctrl+u", "move_pages(-0.5)", "half-up", "Half up", "Go up by half a screen"),
    ("g,home", "move_to_first", "first", "First", "Go to the first row"),
    ("G,end", "move_to_last", "last", "Last", "Go to the last row"),
)
_BREAKS = str.maketrans("\n\t", "  ")
_ROWS = 512
"""Painted rows that are kept."""


class VirtualList(ScrollView, Generic[Row], can_focus=True):
    """A list whose rows all take the same number of lines, with a cursor.

    Args:
        paint: gives the lines of a row for a width in cells and whether the cursor is on it. Lines
            that are too many are dropped, too long ones cut with `…`. What is a role in a line is
            one of `title`, `muted`, `accent`, `hit`, `warning`, `error`.
        row_height: lines that a row takes.
        gap: blank lines between two rows.
        message: what to say in the middle while there are no rows.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;

        & > .virtual-list--cursor { background: $primary-muted; }
        & > .virtual-list--cursor-blurred { background: $panel; }
        & > .virtual-list--bar { color: $text-accent; text-style: bold; }
        & > .virtual-list--bar-blurred { text-style: dim; }
        & > .virtual-list--title { text-style: bold; }
        & > .virtual-list--muted { text-style: dim; }
        & > .virtual-list--accent { color: $text-accent; }
        & > .virtual-list--hit { color: $text-warning; text-style: bold underline; }
        & > .virtual-list--warning { color: $text-warning; }
        & > .virtual-list--error { color: $text-error; text-style: bold; }
        & > .virtual-list--message { text-style: dim; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--cursor",
        "virtual-list--cursor-blurred",
        "virtual-list--bar",
        "virtual-list--bar-blurred",
        "virtual-list--message",
        *(f"virtual-list--{role}" for role in _ROLES),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, label, show=name == "choose", tooltip=tooltip, id=f"list.{name}")
        for keys, action, name, label, tooltip in _KEYS
    ]

    class RowMessage(Message):
        """Something happened to a row."""

        def __init__(self, sender: VirtualList[Any], index: int, row: Any) -> None:
            super().__init__()
            self.sender = sender
            """The list."""
            self.index = index
            """Index of the row, when it happened."""
            self.row = row
            """The row itself."""

        @property
        def control(self) -> VirtualList[Any]:
            """The list, for `@on` with a selector."""
            return self.sender

    class Highlighted(RowMessage):
        """The cursor came to a row, or new rows were set."""

    class Chosen(RowMessage):
        """Enter was pressed on a row, or it was clicked twice."""

    def __init__(
        self,
        paint: Callable[[Row, int, bool], Sequence[PaintedLine]],
        *,
        row_height: int = 1,
        gap: int = 0,
        message: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - the name Textual's widgets give it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._paint_row = paint
        self._row_height = row_height
        self._gap = gap
        self._message = message
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self._clicked: int | None = None
        """The row that the last click was on, while the cursor is still there."""
        self._painted: dict[int, list[Strip]] = {}
        self._painted_width = 0

    # Rows

    @property
    def rows(self) -> Sequence[Row]:
        """The rows."""
        return self._rows

    @property
    def cursor(self) -> int | None:
        """Index of the row under the cursor; None when there are no rows."""
        return self._cursor if self._rows else None

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._rows else None

    def set_rows(
        self, rows: Sequence[Row], *, keep: Callable[[Row], Hashable] | None = None
    ) -> None:
        """Show other rows.

        Args:
            rows: they are not copied, and must not change.
            keep: what makes two rows the same. When given, the cursor stays on its row, which
                stays where it is on the screen; when that row is gone, the cursor stays at its
                index. Without it, cursor and list go to the first row.
        """
        line = self._top(self._cursor) - self.scroll_offset.y
        cursor = 0
        if keep is not None and self._rows and rows:
            same = keep(self._rows[self._cursor])
            cursor = min(self._cursor, len(rows) - 1)
            if keep(rows[cursor]) != same:
                cursor = next((i for i, row in enumerate(rows) if keep(row) == same), cursor)
        self._rows = rows
        self._cursor = cursor
        self._clicked = None
        self._painted.clear()
        self._measure()
        self.scroll_to(y=0 if keep is None else max(0, self._top(cursor) - line), animate=False)
        self.refresh()
        if rows:
            self.post_message(self.Highlighted(self, cursor, rows[cursor]))

    def set_message(self, message: str) -> None:
        """Say something else while there are no rows."""
        if message != self._message:
            self._message = message
            if not self._rows:
                self.refresh()

    def set_row_height(self, row_height: int, gap: int | None = None) -> None:
        """Give each row that many lines; the cursor stays on its row and in view."""
        self._row_height = max(1, row_height)
        self._gap = self._gap if gap is None else gap
        self._painted.clear()
        self._measure()
        self._show_cursor()
        self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on the row of that index, or the nearest there is, and show it."""
        if not self._rows:
            return
        index = min(max(index, 0), len(self._rows) - 1)
        if index != self._cursor:
            old, self._cursor = self._cursor, index
            self._clicked = None
            self._repaint(old, index)
            self.post_message(self.Highlighted(self, index, self._rows[index]))
        self._show_cursor()

    def _top(self, index: int) -> int:
        return index * (self._row_height + self._gap)

    def _measure(self) -> None:
        height = max(0, self._top(len(self._rows)) - self._gap)
        self.virtual_size = Size(self.scrollable_content_region.width, height)

    def _show_cursor(self) -> None:
        self.scroll_to_region(
            Region(0, self._top(self._cursor), 1, self._row_height), animate=False, force=True
        )

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows; at the end of the list the key goes to the parent."""
        if not self._rows or not 0 <= self._cursor + rows < len(self._rows):
            raise SkipAction
        self.move_to(self._cursor + rows)

    def action_move_pages(self, pages: float) -> None:
        """Move the cursor by screens."""
        height = self.scrollable_content_region.height
        rows = max(1, int(height * abs(pages)) // (self._row_height + self._gap))
        self.move_to(self._cursor + (rows if pages > 0 else -rows))

    def action_move_to_first(self) -> None:
        """Put the cursor on the first row."""
        self.move_to(0)

    def action_move_to_last(self) -> None:
        """Put the cursor on the last row."""
        self.move_to(len(self._rows) - 1)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if not self._rows:
            raise SkipAction
        self.post_message(self.Chosen(self, self._cursor, self._rows[self._cursor]))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row under the mouse, or choose it when it was clicked before."""
        index, line = divmod(
            event.y - self.gutter.top + self.scroll_offset.y, self._row_height + self._gap
        )
        if event.button != 1 or index >= len(self._rows) or line >= self._row_height:
            return
        event.stop()
        if self._clicked == index:
            self.action_choose()
        else:
            self.move_to(index)
            self._clicked = index

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        if self._rows:
            self._show_cursor()

    def on_focus(self) -> None:
        """Show the cursor as the focus."""
        self._repaint(self._cursor)

    def on_blur(self) -> None:
        """Show the cursor as it is without the focus."""
        self._repaint(self._cursor)

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._painted.clear()

    def _repaint(self, *indexes: int) -> None:
        for index in indexes:
            self._painted.pop(index, None)
            self.refresh_lines(self._top(index), self._row_height)

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"virtual-list--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Paint a line of the screen."""
        width = self.scrollable_content_region.width
        if not self._rows:
            return self._paint_message(y, width)
        index, line = divmod(y + self.scroll_offset.y, self._row_height + self._gap)
        if index >= len(self._rows) or line >= self._row_height:
            return Strip.blank(width, self.rich_style)
        if width != self._painted_width or len(self._painted) > _ROWS:
            self._painted.clear()
            self._painted_width = width
        strips = self._painted.get(index)
        if strips is None:
            strips = self._painted[index] = self._paint(index, width)
        return strips[line]

    def _paint(self, index: int, width: int) -> list[Strip]:
        on_cursor = index == self._cursor
        base = self.rich_style
        bar = Segment("  ", base)
        if on_cursor:
            state = "" if self.has_focus else "-blurred"
            base += self._component(f"cursor{state}")
            bar = Segment("▌ " if self.has_focus else "▏ ", base + self._component(f"bar{state}"))
        room = max(0, width - 2)
        painted = list(self._paint_row(self._rows[index], room, on_cursor))[: self._row_height]
        painted += [[]] * (self._row_height - len(painted))
        strips = []
        for stretches in painted:
            strip = Strip([bar, *self._fit(stretches, room, base)])
            strips.append(strip.adjust_cell_length(width, base))
        return strips

    def _fit(self, stretches: PaintedLine, room: int, base: Style) -> list[Segment]:
        """Make segments of a line, cut with `…` where it leaves the room it has."""
        cleaned = [(clean(text).translate(_BREAKS), look) for text, look in stretches]
        cut = sum(cell_len(text) for text, _ in cleaned) > room
        room -= cut
        out: list[Segment] = []
        style = base
        for text, look in cleaned:
            style = base + (
                look if isinstance(look, Style) else self._component(look) if look else Style()
            )
            cells = cell_len(text)
            if cells > room:
                out.append(Segment(set_cell_size(text, max(0, room)), style))
                break
            out.append(Segment(text, style))
            room -= cells
        if cut:
            out.append(Segment("…", style))
        return out

    def _paint_message(self, y: int, width: int) -> Strip:
        base = self.rich_style
        room = max(1, width - 4)
        lines = list(
            chain.from_iterable(
                (text[start:end] for start, end in wrap(text, room))
                for text in clean(self._message).replace("\t", " ").split("\n")
            )
        )
        row = y - max(0, (self.scrollable_content_region.height - len(lines)) // 3)
        if not 0 <= row < len(lines):
            return Strip.blank(width, base)
        left = max(0, (width - cell_len(lines[row])) // 2)
        segments = [
            Segment(" " * left, base),
            Segment(lines[row], base + self._component("message")),
        ]
        return Strip(segments).adjust_cell_length(width, base)
