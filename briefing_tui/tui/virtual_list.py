"""A list of any length: rows are painted when they come on the screen, and at no other time."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from itertools import accumulate, chain, pairwise
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
from briefing_tui.tui.bidi import (
    begins_right_to_left,
    has_right_to_left,
    mirrored,
    terminal_turns,
    visual_order,
)
from briefing_tui.tui.wrapping import graphemes, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from textual import events
    from textual.binding import BindingType

Row = TypeVar("Row")
PaintedLine: TypeAlias = "Sequence[tuple[str, str | Style]]"
"""A line of a row: stretches of text, each with a Rich style or a role's name; `""` is plain."""

_ROLES = ("title", "text", "meta", "hit", "accent", "fault")
# Keys, action, the binding's name in a keymap, label, tooltip.
_KEYS = (
    ("enter", "choose", "choose", "Open", "Open the row under the cursor"),
    ("j,down", "move(1)", "down", "Down", "Go to the next row"),
    ("k,up", "move(-1)", "up", "Up", "Go to the row before"),
    ("space,pagedown,ctrl+f", "move_pages(1.0)", "page-down", "Page down", "Go down by a screen"),
    ("b,pageup,ctrl+b", "move_pages(-1.0)", "page-up", "Page up", "Go up by a screen"),
    ("ctrl+d", "move_pages(0.5)", "half-down", "Half down", "Go down by half a screen"),
    ("ctrl+u", "move_pages(-0.5)", "half-up", "Half up", "Go up by half a screen"),
    ("g,home", "move_to_first", "first", "First", "Go to the first row"),
    ("G,end", "move_to_last", "last", "Last", "Go to the last row"),
)
_BREAKS = str.maketrans("\n\t", "  ")
_ROWS = 512
"""Painted rows that are kept."""


class VirtualList(ScrollView, Generic[Row], can_focus=True):
    """A list with a cursor, whose rows take the same number of lines or as many as each needs.

    Args:
        paint: gives the lines of a row for a width in cells and whether the cursor is on it. Lines
            that are too many are dropped, those that are too long cut with `…`. A role in a line is
            one of `title`, `text`, `meta`, `hit`, `accent`, `fault`.
        row_height: lines that a row takes; those that `paint` leaves over part it from the next.
            None when each takes what `paint` gives and a line to part it: all rows are painted once
            for each width then, in 65 ms for 10,000 sentences.
        key: what makes two rows the same when rows are set anew; without it, their index does.
        placeholder: what to say in the middle while there are no rows.
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
        & > .virtual-list--meta { text-style: dim; }
        & > .virtual-list--hit { color: $text-warning; text-style: bold underline; }
        & > .virtual-list--accent { color: $text-accent; }
        & > .virtual-list--fault { color: $text-error; text-style: bold; }
        & > .virtual-list--placeholder { text-style: dim; }

        /* The terminal's sixteen colours have no shade that every text can be read on. */
        &:ansi > .virtual-list--cursor { background: ansi_default; text-style: bold; }
        &:ansi > .virtual-list--cursor-blurred { background: ansi_default; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--cursor",
        "virtual-list--cursor-blurred",
        "virtual-list--bar",
        "virtual-list--bar-blurred",
        "virtual-list--placeholder",
        *(f"virtual-list--{role}" for role in _ROLES),
    }
    BINDING_GROUP_TITLE = "The list"
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
        row_height: int | None = 1,
        key: Callable[[Row], Hashable] | None = None,
        placeholder: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - the name Textual's widgets give it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._paint_row = paint
        self._row_height = row_height
        self._tops: Sequence[int] = range(1)
        """The line on which each row begins, and that after the last row."""
        self._key = key
        self._placeholder = placeholder
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self._clicked: int | None = None
        """The row that the last click was on, while the cursor is still there."""
        self._painted: dict[int, list[Strip]] = {}
        self._painted_width = 0
        self.turning = not terminal_turns(os.environ)
        """Whether right-to-left text is to be put in order here; set before rows are."""

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
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._rows else None

    @property
    def placeholder(self) -> str:
        """What is said while there are no rows."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, placeholder: str) -> None:
        if placeholder != self._placeholder:
            self._placeholder = placeholder
            if not self._rows:
                self.refresh()

    @property
    def row_height(self) -> int | None:
        """Lines that a row takes; setting it keeps the cursor on its row and in view."""
        return self._row_height

    @row_height.setter
    def row_height(self, lines: int | None) -> None:
        self._row_height = lines and max(1, lines)
        self._painted.clear()
        self._measure()
        self._show_cursor()
        self.refresh()

    def set_rows(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show other rows.

        Args:
            rows: they are not copied, and must not change.
            keep: leave the cursor on the row it was on, and that row where it was on the screen;
                when it is gone, the cursor stays at its index. Else both go to the first row.
        """
        line = self._top(self._cursor) - self.scroll_offset.y if self._rows else 0
        at_top = self.scroll_offset.y == 0
        cursor = self._index_in(rows) if keep else 0
        self._rows = rows
        self._cursor = cursor
        self._clicked = None
        self._painted.clear()
        self._measure()
        # Rows that come in above the first one on the screen are to be seen.
        self.scroll_to(
            y=0 if not keep or at_top else max(0, self._top(cursor) - line),
            animate=False,
            force=True,  # Textual refuses while the scrollbar of rows just set is not yet there
        )
        if keep and rows:
            self._show_cursor()
        self.refresh()
        if rows:
            self.post_message(self.Highlighted(self, cursor, rows[cursor]))

    def _index_in(self, rows: Sequence[Row]) -> int:
        """Give the index in `rows` of the row under the cursor, or one near its own."""
        if not self._rows or not rows:
            return 0
        near = min(self._cursor, len(rows) - 1)
        if self._key is None:
            return near
        key = self._key
        same = key(self._rows[self._cursor])
        if key(rows[near]) == same:
            return near
        return next((index for index, row in enumerate(rows) if key(row) == same), near)

    def repaint(self) -> None:
        """Paint all rows anew: they are the same, but what they are painted with is not."""
        self._painted.clear()
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, as far as there are any."""
        self.move_to(self._cursor + rows)

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
        return self._tops[index]

    def _height(self, index: int) -> int:
        return self._tops[index + 1] - self._tops[index]

    def _row_at(self, line: int) -> int:
        """Give the index of the row on a line; that after the last row below them all."""
        return bisect_right(self._tops, line) - 1

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        if self._row_height is not None:
            self._tops = range(0, (len(self._rows) + 1) * self._row_height, self._row_height)
        else:
            room = max(0, width - 2)
            heights = (len(self._paint_row(row, room, False)) + 1 for row in self._rows)
            self._tops = [*accumulate(heights, initial=0)]
        self.virtual_size = Size(width, self._tops[-1])

    def _show_cursor(self) -> None:
        region = Region(0, self._top(self._cursor), 1, self._height(self._cursor))
        self.scroll_to_region(region, animate=False, force=True)

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows; at the end of the list the key goes to the parent."""
        if not self._rows or not 0 <= self._cursor + rows < len(self._rows):
            raise SkipAction
        self.move(rows)

    def action_move_pages(self, pages: float) -> None:
        """Move the cursor by screens."""
        if not self._rows:
            return
        lines = int(self.scrollable_content_region.height * abs(pages))
        top = self._top(self._cursor)
        if pages > 0:
            self.move_to(max(self._cursor + 1, self._row_at(top + lines)))
        else:
            self.move_to(min(self._cursor - 1, bisect_left(self._tops, top - lines)))

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
        index = self._row_at(event.y - self.gutter.top + self.scroll_offset.y)
        if event.button != 1 or not 0 <= index < len(self._rows):
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
            if index < len(self._rows):
                self.refresh_lines(self._top(index), self._height(index))

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"virtual-list--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Paint a line of the screen."""
        width = self.scrollable_content_region.width
        if not self._rows:
            return self._paint_placeholder(y, width)
        line = y + self.scroll_offset.y
        index = self._row_at(line)
        if index >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        if width != self._painted_width or len(self._painted) > _ROWS:
            self._painted.clear()
            self._painted_width = width
        strips = self._painted.get(index)
        if strips is None:
            strips = self._painted[index] = self._paint(index, width)
        return strips[line - self._top(index)]

    def _paint(self, index: int, width: int) -> list[Strip]:
        on_cursor = index == self._cursor
        plain = base = self.rich_style
        bar = Segment("  ", base)
        if on_cursor:
            state = "" if self.has_focus else "-blurred"
            base += self._component(f"cursor{state}")
            bar = Segment("▌ " if self.has_focus else "▏ ", base + self._component(f"bar{state}"))
        room = max(0, width - 2)
        height = self._height(index)
        painted = list(self._paint_row(self._rows[index], room, on_cursor))[:height]
        strips = []
        for stretches in painted:
            strip = Strip([bar, *self._fit(stretches, room, base)])
            strips.append(strip.adjust_cell_length(width, base))
        return strips + [Strip.blank(width, plain)] * (height - len(strips))

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
        return turned(out) if self.turning else out

    def _paint_placeholder(self, y: int, width: int) -> Strip:
        base = self.rich_style
        room = max(1, width - 4)
        lines = list(
            chain.from_iterable(
                (text[start:end] for start, end in wrap(text, room))
                for text in clean(self._placeholder).replace("\t", " ").split("\n")
            )
        )
        row = y - max(0, (self.scrollable_content_region.height - len(lines)) // 3)
        if not 0 <= row < len(lines):
            return Strip.blank(width, base)
        left = max(0, (width - cell_len(lines[row])) // 2)
        segments = [
            Segment(" " * left, base),
            Segment(lines[row], base + self._component("placeholder")),
        ]
        return Strip(segments).adjust_cell_length(width, base)


def turned(segments: list[Segment]) -> list[Segment]:
    """Put a line with right-to-left text into the order it is drawn in.

    Signs in front of its first letter stay there, and facts that ` · ` parts stay in their order.
    """
    if not any(has_right_to_left(segment.text) for segment in segments):
        return segments
    first = next(
        (n for n, segment in enumerate(segments) if any(map(str.isalpha, segment.text))),
        len(segments),
    )
    letters = [
        Segment(segment.text[start:end], segment.style)
        for segment in segments[first:]
        for start, end in pairwise([*graphemes(segment.text), len(segment.text)])
    ]
    drawn: list[Segment] = []
    begin = 0
    for n, letter in enumerate([*letters, Segment("·")]):
        if letter.text == "·":
            drawn += [*_turned(letters[begin:n]), *letters[n : n + 1]]
            begin = n + 1
    return [*segments[:first], *Segment.simplify(drawn)]


def _turned(letters: Sequence[Segment]) -> Iterator[Segment]:
    # The space around a fact stays there, whichever way it is written.
    begin, end = 0, len(letters)
    while begin < end and letters[begin].text.isspace():
        begin += 1
    while end > begin and letters[end - 1].text.isspace():
        end -= 1
    inner = letters[begin:end]
    texts = [letter.text for letter in inner]
    yield from letters[:begin]
    for index, from_right in visual_order(texts, begins_right_to_left("".join(texts))):
        letter = inner[index]
        yield Segment(mirrored(letter.text) if from_right else letter.text, letter.style)
    yield from letters[end:]
