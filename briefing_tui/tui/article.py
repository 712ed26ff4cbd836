"""The body of a briefing, to read: one widget that paints the lines on the screen and no others.

Selections, places and hits are offsets into a block's text, never into lines: they outlive a change
of width, and what is copied are whole paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.actions import SkipAction
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing_tui.tui.layout import Layout, Line, Piece, expand, graphemes, narrow, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.selection import Selection

    from briefing_tui.briefing import Block, Hit

_SPAN_STYLES = {
    "emphasis": Style(italic=True),
    "strong": Style(bold=True),
    "strike": Style(strike=True),
}
# Keys, action, the binding's name in a keymap, label, tooltip.
_KEYS = (
    ("]", "next_mark", "next-mark", "Next note", "Go to the next note mark"),
    ("[", "previous_mark", "previous-mark", "Previous note", "Go to the note mark before"),
    ("enter", "open", "open", "Open", "Open the note or the link that has the focus"),
    ("}", "next_link", "next-link", "Next link", "Go to the next link in the text"),
    ("{", "previous_link", "previous-link", "Previous link", "Go to the link before"),
    ("j,down", "scroll_lines(1)", "line-down", "Line down", "Scroll down by a line"),
    ("k,up", "scroll_lines(-1)", "line-up", "Line up", "Scroll up by a line"),
    ("space,pagedown", "scroll_pages(1.0)", "page-down", "Page down", "Scroll down by a screen"),
    ("b,pageup", "scroll_pages(-1.0)", "page-up", "Page up", "Scroll up by a screen"),
    ("ctrl+d", "scroll_pages(0.5)", "half-down", "Half down", "Scroll down by half a screen"),
    ("ctrl+u", "scroll_pages(-0.5)", "half-up", "Half up", "Scroll up by half a screen"),
    ("g,home", "scroll_to_start", "top", "Top", "Go to the beginning"),
    ("G,end", "scroll_to_end", "bottom", "Bottom", "Go to the end"),
)
_SHOWN = {"Next note", "Previous note", "Open"}
_STRIPS = 1024
"""Painted lines that are kept: some twenty screens."""


class Article(ScrollView, can_focus=True):
    """A masthead and the blocks of a body, with note marks, links, hits and selection.

    A *block* is the index of a block in what `load` was given; the lines of the masthead count
    backwards from -1, the one that stands last. A *mark* is the index of a note mark in the order
    of the text; its *number* is the note's.
    """

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    Article {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;

        & > .article--title { text-style: bold; color: $text-primary; }
        & > .article--meta { text-style: dim; }
        & > .article--heading { text-style: bold; color: $text-primary; }
        & > .article--quote { text-style: italic; }
        & > .article--prefix { color: $text-primary; }
        & > .article--code { color: $text-success; }
        & > .article--link { color: $text-primary; text-style: underline; }
        & > .article--link-focused { text-style: bold reverse underline; }
        & > .article--mark { color: $text-accent; text-style: bold; }
        & > .article--mark-focused { color: $text-accent; text-style: bold reverse; }
        & > .article--passage { background: $primary-muted; text-style: bold; }
        & > .article--hit { background: $warning-muted; text-style: underline; }
        & > .article--hit-current { color: $text-warning; text-style: bold reverse; }

        /* The terminal's sixteen colours have no shade that every text can be read on. */
        &:ansi > .article--title { color: ansi_default; }
        &:ansi > .article--heading { color: ansi_default; }
        &:ansi > .article--link { color: ansi_default; }
        &:ansi > .article--prefix { color: ansi_default; }
        &:ansi > .article--passage { background: ansi_default; }
        &:ansi > .article--hit { background: ansi_default; color: $text-warning; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--title",
        "article--meta",
        "article--heading",
        "article--quote",
        "article--prefix",
        "article--code",
        "article--link",
        "article--link-focused",
        "article--mark",
        "article--mark-focused",
        "article--passage",
        "article--hit",
        "article--hit-current",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, label, show=label in _SHOWN, tooltip=tooltip, id=f"article.{name}")
        for keys, action, name, label, tooltip in _KEYS
    ]

    class ArticleMessage(Message):
        """Something happened in an article."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article
            """The sender."""

        @property
        def control(self) -> Article:
            """The sender, for `@on` with a selector."""
            return self.article

    class MarkMessage(ArticleMessage):
        """Something happened to a note mark."""

        def __init__(self, article: Article, mark: int, number: int) -> None:
            super().__init__(article)
            self.mark = mark
            """Index of the mark in the text."""
            self.number = number
            """Number of its note."""

    class NoteOpened(MarkMessage):
        """A note is asked for: Enter on its mark, or a click."""

    class MarkFocused(MarkMessage):
        """The focus moved to a note mark."""

    class MarkHovered(ArticleMessage):
        """The mouse came to a note mark, or left it."""

        def __init__(self, article: Article, mark: int | None, number: int | None) -> None:
            super().__init__(article)
            self.mark = mark
            """Index of the mark in the text; None when the mouse is on none."""
            self.number = number
            """Number of its note; None when the mouse is on none."""

    class LinkOpened(ArticleMessage):
        """A link was clicked, or Enter pressed on it."""

        def __init__(self, article: Article, href: str) -> None:
            super().__init__(article)
            self.href = href
            """The address as the author wrote it, unchecked."""

    class ProgressChanged(ArticleMessage):
        """The reader is at another place."""

        def __init__(self, article: Article, percent: int, words_left: int) -> None:
            super().__init__(article)
            self.percent = percent
            """How far the reader is, 0 to 100."""
            self.words_left = words_left
            """Words from there to the end."""

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
        self._pieces: tuple[Piece, ...] = ()
        self._before = 0
        """Pieces of the masthead, which stand before the body."""
        self._marks: list[tuple[int, int, int, int]] = []
        """Piece, start, end and number of each note mark."""
        self._links: list[tuple[int, int, int, str]] = []
        self._hits: list[tuple[int, int, int]] = []
        self._hit: int | None = None
        self._mark: int | None = None
        self._link: int | None = None
        self._hovered: int | None = None
        self._passage: tuple[int, int, int] | None = None
        self._layout: Layout | None = None
        self._laid_out: Size | None = None
        """The widget's size that `_layout` was made for."""
        self._left = 0
        self._place = (0, 0)
        """Piece and offset at the top, as the reader last left it."""
        self._goal: tuple[int, int] | None = None
        """A place to go to once there is a layout."""
        self._words: list[int] = []
        self._progress = (-1, -1)
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
        top = list(masthead)
        self._pieces = pieces(top, blocks)
        self._before = len(top)
        self._marks = [
            (index, mark.start, mark.end, mark.number)
            for index, piece in enumerate(self._pieces)
            for mark in piece.marks
        ]
        self._links = [
            (index, span.start, span.end, span.href)
            for index, piece in enumerate(self._pieces)
            for span in piece.spans
            if span.kind == "link" and span.href
        ]
        self._words = []
        self._hits = []
        self._hit = self._mark = self._link = self._passage = self._goal = None
        self._set_hovered(None)
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
        return self._word_sums()[-1]

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
        margin = 2 if region.width >= 44 else 1 if region.width >= 12 else 0
        width = min(self._measure, region.width - 2 * margin)
        if force or self._layout is None or self._layout.width != width:
            self._layout = Layout(self._pieces, width)
        self._left = (region.width - width) // 2
        self.virtual_size = Size(region.width, self._layout.height)
        goal, self._goal = self._goal, None
        self._laid_out = None
        if goal is None:
            self.scroll_to(y=self._layout.row(*place) if place > (0, 0) else 0, animate=False)
        self._laid_out = self.size
        if goal is None:
            self._place = place
        else:
            self._show_place(*goal)
        self._repaint()
        self._tell_progress()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place that the reader scrolled to, and tell of it."""
        super().watch_scroll_y(old_value, new_value)
        # A scroll position that Textual cuts because the size changed is not the reader's doing.
        if self._layout is not None and self._laid_out == self.size:
            self._place = self._layout.place(self.scroll_offset.y)
            self._tell_progress()

    def place(self) -> tuple[int, int]:
        """Give block and offset of the first character on the screen."""
        piece, offset = self._place
        return piece - self._before, offset

    def restore(self, place: tuple[int, int]) -> None:
        """Scroll so that a place which `place` gave stands at the top."""
        block, offset = place
        piece = min(max(block + self._before, 0), max(0, len(self._pieces) - 1))
        self._place = (piece, max(0, offset))
        self._goal = None
        if self._layout is not None:
            self._scroll_to_row(self._layout.row(*self._place))

    def go_to(self, block: int, offset: int = 0) -> None:
        """Bring a place into view, about a third down when it was not comfortably in view."""
        self._show_place(block + self._before, offset)

    def _show_place(self, piece: int, offset: int) -> None:
        if self._layout is None:
            self._goal = (piece, offset)
            return
        row = self._layout.row(piece, offset)
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        margin = min(height // 6, 4)
        if not top + margin <= row < top + height - margin or height < 4:
            self._scroll_to_row(row - height // 3)

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=max(0, row), animate=False)

    # How far the reader is

    def _word_sums(self) -> list[int]:
        if not self._words:
            counts = (len(piece.text.split()) for piece in self._pieces[self._before :])
            self._words = [0] * self._before + [*accumulate(counts, initial=0)]
        return self._words

    def progress(self) -> tuple[int, int]:
        """Give how far the reader is, 0 to 100 percent, and the words from there to the end.

        The place read moves from the first line on the screen at the top of the text to the last
        one at its end; a text that fits on the screen is read at a glance.
        """
        layout = self._layout
        if layout is None or not layout.height:
            return (0 if self._pieces else 100), self.word_count
        hidden = layout.height - self.scrollable_content_region.height
        share = min(1.0, self.scroll_offset.y / hidden) if hidden > 0 else 1.0
        if share >= 1:
            return 100, 0
        piece, offset = layout.place(round(share * layout.height))
        words = self._word_sums()
        read = words[min(piece, len(words) - 1)]
        if self._before <= piece < len(self._pieces):
            read += len(self._pieces[piece].text[:offset].split())
        return int(share * 100), words[-1] - read

    def _tell_progress(self) -> None:
        progress = self.progress()
        if progress != self._progress:
            self._progress = progress
            self.post_message(self.ProgressChanged(self, *progress))

    # Keys

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by some lines, at once: an animation would be 30 ms late."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by screens; a whole one leaves a line of the last to go on from."""
        height = self.scrollable_content_region.height
        lines = max(1, height - 1 if abs(pages) == 1 else int(height * abs(pages)))
        self.scroll_to(y=self.scroll_offset.y + (lines if pages > 0 else -lines), animate=False)

    def action_scroll_to_start(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_scroll_to_end(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def action_next_mark(self) -> None:
        """Focus the next note mark; the first on the screen or below it when none has the focus."""
        self._step_mark(1)

    def action_previous_mark(self) -> None:
        """Focus the note mark before; the last on the screen or above when none has the focus."""
        self._step_mark(-1)

    def action_next_link(self) -> None:
        """Focus the next link."""
        self._step_link(1)

    def action_previous_link(self) -> None:
        """Focus the link before."""
        self._step_link(-1)

    def action_open(self) -> None:
        """Ask for the note or the link that has the focus."""
        if self._mark is not None:
            self.post_message(self.NoteOpened(self, self._mark, self._marks[self._mark][3]))
        elif self._link is not None:
            self.post_message(self.LinkOpened(self, self._links[self._link][3]))
        else:
            raise SkipAction

    # Note marks and links

    @property
    def mark_count(self) -> int:
        """Number of note marks in the text."""
        return len(self._marks)

    @property
    def focused_mark(self) -> int | None:
        """The mark that has the focus."""
        return self._mark

    def number_of(self, mark: int) -> int:
        """Give the number of a mark's note."""
        return self._marks[mark][3]

    def marks_on(self, number: int) -> tuple[int, ...]:
        """Give the marks of the note of that number, in the order of the text."""
        return tuple(index for index, mark in enumerate(self._marks) if mark[3] == number)

    def mark_place(self, mark: int) -> tuple[int, int]:
        """Give block and offset of a mark."""
        piece, start, _, _ = self._marks[mark]
        return piece - self._before, start

    def focus_mark(self, mark: int | None) -> None:
        """Focus a mark, or none, without scrolling or telling of it."""
        self._set_focus(mark, None)

    def go_to_mark(self, mark: int) -> None:
        """Focus a mark, bring it into view and tell of it."""
        piece, start, _, number = self._marks[mark]
        self.focus_mark(mark)
        self._show_place(piece, start)
        self.post_message(self.MarkFocused(self, mark, number))

    def mark_region(self, mark: int) -> Region:
        """Give where a mark is on the screen; out of the widget's region when scrolled away."""
        if self._layout is None:
            return Region()
        piece, start, end, _ = self._marks[mark]
        row = self._layout.row(piece, start)
        line = self._layout.line(row)
        column = self._layout.column(line, start)
        width = self._layout.column(line, end) - column
        origin = self.content_region.offset - self.scroll_offset
        return Region(origin.x + self._left + column, origin.y + row, width, 1)

    def _set_focus(self, mark: int | None, link: int | None) -> None:
        if (mark, link) == (self._mark, self._link):
            return
        old = (self._mark, self._link)
        self._mark, self._link = mark, link
        for index, places in ((0, self._marks), (1, self._links)):
            for focused in (old[index], (mark, link)[index]):
                if focused is not None:
                    self._repaint(*places[focused][:3])

    def _step_mark(self, step: int) -> None:
        if not self._marks:
            raise SkipAction
        index = self._mark
        following = self._near(self._marks, step) if index is None else index + step
        if 0 <= following < len(self._marks):
            self.go_to_mark(following)

    def _step_link(self, step: int) -> None:
        if not self._links:
            raise SkipAction
        index = self._link
        following = self._near(self._links, step) if index is None else index + step
        if 0 <= following < len(self._links):
            self._set_focus(None, following)
            self._show_place(*self._links[following][:2])

    def _near(self, places: Sequence[tuple[int, int, int, object]], step: int) -> int:
        """Give the first of `places` from the top of the screen on, or the last up to its end."""
        if self._layout is None:
            return 0
        top = self.scroll_offset.y
        starts = [place[:2] for place in places]
        if step > 0:
            return min(bisect_left(starts, self._layout.place(top)), len(places) - 1)
        below = top + self.scrollable_content_region.height
        if below >= self._layout.height:
            return len(places) - 1
        return max(0, bisect_left(starts, self._layout.place(below)) - 1)

    # Hits and passages

    @property
    def hit_count(self) -> int:
        """Number of stretches that are shown as hits."""
        return len(self._hits)

    @property
    def current_hit(self) -> int | None:
        """The hit that is shown apart."""
        return self._hit

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """Mark what a search found in the body, instead of what was marked before."""
        self._hits = sorted(
            (hit.index + self._before, start, end)
            for hit in hits
            if hit.field == "body" and 0 <= hit.index < len(self._pieces) - self._before
            for start, end in hit.spans
            if start < end
        )
        self._hit = None
        self._repaint()

    def go_to_hit(self, index: int) -> None:
        """Bring a hit into view and show it apart from the others."""
        if self._hit is not None:
            self._repaint(*self._hits[self._hit])
        self._hit = index
        self._repaint(*self._hits[index])
        self._show_place(*self._hits[index][:2])

    def hit_from_here(self) -> int | None:
        """Give the first hit from the top of the screen on, else the first of all."""
        if not self._hits:
            return None
        index = bisect_left(self._hits, (*self._place, 0))
        return index if index < len(self._hits) else 0

    def show_passage(self, block: int, start: int, end: int) -> None:
        """Set a passage apart, until another one is or `clear_passage`. It does not scroll."""
        self.clear_passage()
        self._passage = (block + self._before, start, end)
        self._repaint(*self._passage)

    def clear_passage(self) -> None:
        """Set no passage apart."""
        if self._passage is not None:
            passage, self._passage = self._passage, None
            self._repaint(*passage)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Open the note or link under the mouse."""
        meta = event.style.meta
        if self.text_selection is not None or event.button != 1:
            return
        if "mark" in meta:
            event.stop()
            self.focus_mark(meta["mark"])
            self.post_message(self.NoteOpened(self, meta["mark"], self.number_of(meta["mark"])))
        elif "link" in meta:
            event.stop()
            self._set_focus(None, meta["link"])
            self.post_message(self.LinkOpened(self, self._links[meta["link"]][3]))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell when the mouse comes to a mark or leaves it."""
        self._set_hovered(event.style.meta.get("mark"))

    def on_leave(self, event: events.Leave) -> None:
        """Tell when the mouse leaves the text while on a mark."""
        if event.node is self:
            self._set_hovered(None)

    def _set_hovered(self, mark: int | None) -> None:
        if mark != self._hovered:
            self._hovered = mark
            number = None if mark is None else self._marks[mark][3]
            self.post_message(self.MarkHovered(self, mark, number))

    # Selection

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give what is selected as whole paragraphs, not as the lines on the screen."""
        out: list[str] = []
        above: Piece | None = None
        for index, piece in enumerate(self._pieces):
            span = selection.get_span(index)
            if span is None or piece.role in {"rule", "gap"}:
                continue
            start, end = span[0], len(piece.text) if span[1] == -1 else span[1]
            text = piece.text[start:end]
            if not text:
                continue
            if piece.role == "item" and piece.marker and start == 0:
                text = f"{piece.marker} {text}"
            if above is not None:
                out.append("\n" if above.role == piece.role == "item" else "\n\n")
            out.append(text)
            above = piece
        return ("".join(out), "\n") if out else None

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Paint anew what is selected."""
        self._repaint()

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def _repaint(self, piece: int | None = None, start: int = 0, end: int = 0) -> None:
        """Paint the lines of a stretch of text anew, or all of them."""
        if piece is None or self._layout is None:
            self._strips.clear()
            self.refresh()
            return
        first = self._layout.row(piece, start)
        last = self._layout.row(piece, max(start, end - 1))
        for row in range(first, last + 1):
            self._strips.pop(row, None)
        self.refresh_lines(first, last - first + 1)

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
            strip = self._strips[row] = self._paint(self._layout, self._layout.line(row), width)
        return strip

    def _look(self, *names: str) -> Style:
        """Give the widget's style with those component styles over it, later ones on top."""
        look = self._looks.get(names)
        if look is None:
            look = self.rich_style
            for name in names:
                look += _SPAN_STYLES.get(name) or (
                    self.screen.get_component_rich_style("screen--selection")
                    if name == "selection"
                    else self.get_component_rich_style(f"article--{name}", partial=True)
                )
            self._looks[names] = look
        return look

    def _overlays(self, line: Line) -> list[tuple[int, int, str, dict[str, object]]]:
        """Give the stretches of a line that look or act apart: start, end, name, meta; top last."""
        index = line.piece
        piece = self._pieces[index]
        out: list[tuple[int, int, str, dict[str, object]]] = []
        if self._passage is not None and self._passage[0] == index:
            out.append((*self._passage[1:], "passage", {}))
        out.extend((s.start, s.end, s.kind, {}) for s in piece.spans if s.kind != "link")
        for k in range(*_within(self._links, index)):
            name = "link-focused" if k == self._link else "link"
            out.append((*self._links[k][1:3], name, {"link": k}))
        for k in range(*_within(self._marks, index)):
            name = "mark-focused" if k == self._mark else "mark"
            out.append((*self._marks[k][1:3], name, {"mark": k}))
        out.extend(
            (*self._hits[k][1:3], "hit-current" if k == self._hit else "hit", {})
            for k in range(*_within(self._hits, index))
        )
        selection = self.text_selection
        span = None if selection is None else selection.get_span(index)
        if span is not None:
            out.append((span[0], len(piece.text) if span[1] == -1 else span[1], "selection", {}))
        return [over for over in out if over[1] > line.start and over[0] < line.end]

    def _paint(self, layout: Layout, line: Line, width: int) -> Strip:
        piece = self._pieces[line.piece]
        role = (piece.role,) if piece.role in {"title", "meta", "heading", "quote", "code"} else ()
        base = self._look()
        # Textual tells where the mouse is by what a segment says of its first cell: one cell each
        # just left of the text, so that a selection may begin beside its line.
        near = min(self._left, 3)
        here = Style.from_meta({"offset": (line.start, line.piece)})
        segments = [Segment(" " * (self._left - near), base), *[Segment(" ", base + here)] * near]
        segments.extend(Segment(cell, self._look("prefix") + here) for cell in line.prefix)
        if piece.role == "rule" and not line.blank:
            segments.append(Segment("─" * layout.width, self._look("meta")))
        elif piece.role != "gap":
            segments.extend(self._paint_text(piece.text, line, role))
        strip = Strip(segments)
        return strip.extend_cell_length(max(width, strip.cell_length), base)

    def _paint_text(self, text: str, line: Line, role: tuple[str, ...]) -> Iterable[Segment]:
        start, end = line.start, line.end
        overlays = self._overlays(line)
        column = 0
        cuts = {start, end}
        for over in overlays:
            cuts.update(min(max(cut, start), end) for cut in over[:2])
        if len(cuts) > 2 and not narrow(text[start:end]):
            # No cut through a letter and its accent: each half would be measured on its own.
            letters = [start + offset for offset in graphemes(text[start:end])]
            cuts = {cut if cut == end else letters[bisect_right(letters, cut) - 1] for cut in cuts}
        for a, z in pairwise([*sorted(cuts), end] if start == end else sorted(cuts)):
            names = list(role)
            meta: dict[str, object] = {}
            for over_start, over_end, name, over_meta in overlays:
                if over_start < z and over_end > a:
                    names.append(name)
                    meta.update(over_meta)
            look = self._look(*names)
            for drawn, offset in expand(text[a:z], column):
                column += cell_len(drawn)
                meta["offset"] = (a + offset, line.piece)
                yield Segment(drawn, look + Style.from_meta(meta))


def _within(
    places: Sequence[tuple[int, ...]] | Sequence[tuple[int, int, int, object]], piece: int
) -> tuple[int, int]:
    """Give the range of those `places` that stand in one piece."""
    return bisect_left(places, (piece,)), bisect_left(places, (piece + 1,))
