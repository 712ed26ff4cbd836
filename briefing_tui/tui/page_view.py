"""A page to read in: one widget that paints the lines on the screen and no others.

Selections and places are offsets into a block's text, never into lines: they outlive a change of
width, and what is copied are whole paragraphs.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing_tui.tui.bidi import terminal_turns
from briefing_tui.tui.layout import Layout
from briefing_tui.tui.page import Page, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

    from briefing_tui.briefing import Block

_SPANS = {
    "emphasis": Style(italic=True),
    "strong": Style(bold=True),
    "strike": Style(strike=True),
}
# Keys, action, the binding's name in a keymap, label, tooltip.
_KEYS = (
    ("j,down", "scroll_lines(1)", "line-down", "Line down", "Scroll down by a line"),
    ("k,up", "scroll_lines(-1)", "line-up", "Line up", "Scroll up by a line"),
    ("space,pagedown,ctrl+f", "scroll_pages(1.0)", "page-down", "Page down",
     "Scroll down by a screen"),
    ("b,pageup,ctrl+b", "scroll_pages(-1.0)", "page-up", "Page up", "Scroll up by a screen"),
    ("ctrl+d", "scroll_pages(0.5)", "half-down", "Half down", "Scroll down by half a screen"),
    ("ctrl+u", "scroll_pages(-0.5)", "half-up", "Half up", "Scroll up by half a screen"),
    ("g,home", "scroll_to_start", "top", "Top", "Go to the beginning"),
    ("G,end", "scroll_to_end", "bottom", "Bottom", "Go to the end"),
)  # fmt: skip
_STRIPS = 1024
"""Painted lines that are kept: some twenty screens."""
_PLAIN = Style()


class PageView(ScrollView, can_focus=True):
    """A masthead and the blocks of a body, to be scrolled.

    A *block* is the index of a block in what `load` was given; the lines of the masthead count
    backwards from -1, the one that stands last. Component classes begin with `article--`.
    """

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    PageView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;

        & > .article--title { text-style: bold; color: $text-primary; }
        & > .article--meta { text-style: dim; }
        & > .article--heading { text-style: bold underline; color: $text-primary; }
        & > .article--heading-3 { text-style: bold; color: $text-primary; }
        & > .article--heading-4 { text-style: bold italic; }
        & > .article--quote { text-style: italic; }
        & > .article--prefix { color: $text-primary; }
        & > .article--code { color: $text-success; }
        & > .article--link { color: $text-primary; text-style: underline; }
        & > .article--mark { color: $text-accent; text-style: bold; }
        & > .article--selection { background: $primary; color: $background; }

        /* The terminal's sixteen colours have no shade that every text can be read on. */
        &:ansi > .article--selection {
            background: ansi_default; color: ansi_default; text-style: reverse;
        }
        &:ansi > .article--title { color: ansi_default; }
        &:ansi > .article--heading { color: ansi_default; }
        &:ansi > .article--heading-3 { color: ansi_default; }
        &:ansi > .article--link { color: ansi_default; }
        &:ansi > .article--prefix { color: ansi_default; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--title",
        "article--meta",
        "article--heading",
        "article--heading-3",
        "article--heading-4",
        "article--quote",
        "article--prefix",
        "article--code",
        "article--link",
        "article--mark",
        "article--selection",
    }
    BINDING_GROUP_TITLE = "The text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, label, show=False, tooltip=tooltip, id=f"article.{name}")
        for keys, action, name, label, tooltip in _KEYS
    ]

    class ProgressChanged(Message):
        """The text was scrolled or laid out anew: everything on the screen may have moved."""

        def __init__(self, view: PageView, percent: int, words_left: int) -> None:
            super().__init__()
            self.view = view
            """The sender."""
            self.percent = percent
            """How far the reader is, 0 to 100."""
            self.words_left = words_left
            """Words from there to the end."""

        @property
        def control(self) -> PageView:
            """The sender, for `@on` with a selector."""
            return self.view

        def can_replace(self, message: Message) -> bool:
            """Let the latest of several that wait stand for all."""
            return isinstance(message, PageView.ProgressChanged) and message.view is self.view

    def __init__(
        self,
        *,
        measure: int = 76,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - the name Textual's widgets give it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._measure = min(max(measure, 40), 100)
        self._page = Page((), ())
        self._layout: Layout | None = None
        self._laid_out: Size | None = None
        """The widget's size that `_layout` was made for."""
        self.turning = not terminal_turns(os.environ)
        """Whether right-to-left text is to be put in order here; set before a text is loaded."""
        self._left = 0
        self._place = (0, 0)
        """Piece and offset at the top, as the reader last left it."""
        self._goal: tuple[int, int] | None = None
        """A place to go to once there is a layout."""
        self._strips: dict[int, Strip] = {}
        self._looks: dict[tuple[str, ...], Style] = {}

    # What is shown

    def load(self, masthead: Iterable[tuple[str, str]], blocks: Iterable[Block]) -> None:
        """Show another text, from its beginning.

        Args:
            masthead: lines above the body as (text, role); a role is `title`, `meta`, `rule` or
                `gap` (an empty line).
            blocks: the body.
        """
        self._page = Page(masthead, blocks)
        self._goal = None
        self._place = (0, 0)
        if self.is_attached and self in self.screen.selections:
            self.screen.clear_selection()
        self._relayout(force=True)

    @property
    def measure(self) -> int:
        """Cells of the text column at most, 40 to 100; setting it keeps the place."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        cells = min(max(cells, 40), 100)
        if cells != self._measure:
            self._measure = cells
            self._relayout(force=True)

    @property
    def word_count(self) -> int:
        """Number of words in the body."""
        return self._page.word_count

    # Laying out

    def on_resize(self) -> None:
        """Lay the text out for the new size, the same words at the top."""
        self._relayout()

    def _relayout(self, *, force: bool = False) -> None:
        region = self.scrollable_content_region
        if not self.is_attached or region.width <= 0 or region.height <= 0:
            self._layout = None
            return
        place = self._place
        margin = 2 if region.width >= 36 else 1 if region.width >= 12 else 0
        width = min(self._measure, region.width - 2 * margin)
        if force or self._layout is None or self._layout.width != width:
            self._layout = self._lay_out(width)
        self._left = (region.width - width) // 2
        self.virtual_size = Size(region.width, self._layout.height)
        goal, self._goal = self._goal, None
        self._laid_out = None
        if goal is None:
            self._scroll_to_row(self._layout.row(*place) if place > (0, 0) else 0)
        self._laid_out = self.size
        if goal is None:
            self._place = place
        else:
            self._show_place(*goal)
        self._repaint()
        self._tell_progress()

    def _lay_out(self, width: int) -> Layout:
        return Layout(self._page.pieces, width, turning=self.turning)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place that the reader scrolled to, and tell of it."""
        super().watch_scroll_y(old_value, new_value)
        # A scroll position that Textual cuts because the size changed is not the reader's doing.
        if (
            self._layout is not None
            and self._laid_out == self.size
            and round(old_value) != round(new_value)
        ):
            self._place = self._layout.place(self.scroll_offset.y)
            self._tell_progress()

    def place(self) -> tuple[int, int]:
        """Give block and offset of the first character on the screen."""
        piece, offset = self._place
        return piece - self._page.first, offset

    def blocks_seen(self) -> range:
        """Give the blocks that end on the screen."""
        layout, first = self._layout, self._page.first
        if layout is None or not layout.height:
            return range(0)
        top = self.scroll_offset.y
        last = top + self.scrollable_content_region.height - 1
        begin, end = layout.place(top)[0], layout.place(min(last, layout.height - 1))[0]
        if end < len(self._page.pieces) and layout.bottom(end) <= last + 1:
            end += 1
        return range(max(0, begin - first), max(0, end - first))

    def is_screen_away(self, place: tuple[int, int]) -> bool:
        """Tell whether a place that `place` gave has been left by a screen or more."""
        if self._layout is None:
            return False
        row = self._layout.row(place[0] + self._page.first, place[1])
        return abs(self.scroll_offset.y - row) >= self.scrollable_content_region.height - 1

    def restore(self, place: tuple[int, int]) -> None:
        """Scroll so that a place which `place` gave stands at the top."""
        block, offset = place
        piece = min(max(block + self._page.first, 0), max(0, len(self._page.pieces) - 1))
        self._place = (piece, max(0, offset))
        self._goal = None
        if self._layout is not None:
            self._scroll_to_row(self._layout.row(*self._place))

    def go_to(self, block: int, offset: int = 0) -> None:
        """Bring a place into view, about a third down when it was not comfortably in view."""
        self._show_place(block + self._page.first, offset)

    def _show_place(self, piece: int, offset: int) -> None:
        if self._layout is None:
            self._goal = (piece, offset)
            return
        row = self._layout.row(piece, offset)
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        margin = min(height // 8, 2)
        if not top + margin <= row < top + height - margin or height < 4:
            self._scroll_to_row(row - height // 3)

    def _scroll_to_row(self, row: int) -> None:
        # At once, as an animation would be 30 ms late, and by force, as Textual refuses while the
        # scrollbar of a text just loaded is not yet there.
        self.scroll_to(y=max(0, row), animate=False, force=True)

    # How far the reader is

    def progress(self) -> tuple[int, int]:
        """Give how far the reader is, 0 to 100 percent, and the words from there to the end.

        The place read moves from the first line on the screen at the top of the text to the last
        one at its end; a text that fits on the screen is read at a glance.
        """
        layout = self._layout
        if layout is None or not layout.height:
            return (0 if self._page.pieces else 100), self.word_count
        hidden = layout.height - self.scrollable_content_region.height
        share = min(1.0, self.scroll_offset.y / hidden) if hidden > 0 else 1.0
        if share >= 1:
            return 100, 0
        place = layout.place(round(share * layout.height))
        return int(share * 100), self.word_count - self._page.words_before(*place)

    def _tell_progress(self) -> None:
        self.post_message(self.ProgressChanged(self, *self.progress()))

    # Keys

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by some lines."""
        self._scroll_to_row(self.scroll_offset.y + lines)

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by screens; a whole one leaves a line of the last to go on from."""
        height = self.scrollable_content_region.height
        lines = max(1, height - 1 if abs(pages) == 1 else int(height * abs(pages)))
        self._scroll_to_row(self.scroll_offset.y + (lines if pages > 0 else -lines))

    def action_scroll_to_start(self) -> None:
        """Go to the beginning."""
        self._scroll_to_row(0)

    def action_scroll_to_end(self) -> None:
        """Go to the end."""
        self._scroll_to_row(self.max_scroll_y)

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def _repaint(self, stretch: Stretch | None = None) -> None:
        """Paint the lines of a stretch anew, or all of them."""
        if stretch is None or self._layout is None:
            self._strips.clear()
            self.refresh()
            return
        rows = self._layout.rows(stretch.piece, stretch.start, stretch.end)
        for row in rows:
            self._strips.pop(row, None)
        self.refresh_lines(rows.start, len(rows))

    def render_line(self, y: int) -> Strip:
        """Paint a line of the screen."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if self._layout is None or row >= self._layout.height:
            return Strip.blank(max(width, self.size.width), self.rich_style)
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) >= _STRIPS:
                self._strips.clear()
            strip = self._strips[row] = self._page.paint(
                self._layout,
                self._layout.line(row),
                left=self._left,
                width=width,
                look=self._look,
                selection=self.text_selection,
            )
        return strip

    def _look(self, names: tuple[str, ...]) -> Style:
        """Give the widget's style with those of roles and spans over it, the last on top."""
        look = self._looks.get(names)
        if look is None:
            look = self.rich_style
            for name in names:
                if name in _SPANS:
                    look += _SPANS[name]
                else:
                    look += self.get_component_rich_style(
                        f"article--{name}", partial=True, default=_PLAIN
                    )
            self._looks[names] = look
        return look
