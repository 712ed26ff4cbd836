"""The body of a briefing: its note marks, its links, what a search found in it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message

from briefing_tui.tui.page import Stretch
from briefing_tui.tui.selectable import SelectableView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.binding import BindingType

    from briefing_tui.briefing import Block
    from briefing_tui.results import Hit

# Keys, action, the binding's name in a keymap, label, tooltip, whether the footer shows it.
_KEYS = (
    ("]", "next_mark", "next-mark", "Note", "Go to the next note mark", True),
    ("[", "previous_mark", "previous-mark", "Note before", "Go to the note mark before", False),
    ("enter", "open", "open", "Open", "Open the note or the link that has the focus", True),
    ("}", "next_link", "next-link", "Next link", "Go to the next link in the text", False),
    ("{", "previous_link", "previous-link", "Previous link", "Go to the link before", False),
)


class Article(SelectableView, can_focus=True):
    """A page whose note marks and links can be reached, with hits and a passage set apart.

    A *mark* is the index of a note mark in the order of the text; its *number* is the note's.
    """

    DEFAULT_CSS = """
    Article {
        & > .article--link-focused { text-style: bold reverse underline; }
        & > .article--mark-focused { color: $text-accent; text-style: bold reverse; }
        & > .article--passage { background: $primary-muted; text-style: bold; }
        & > .article--bar { color: $text-accent; }
        & > .article--hit { background: $warning-muted; text-style: underline; }
        & > .article--hit-current { color: $text-warning; text-style: bold reverse; }

        &:ansi > .article--passage { background: ansi_default; }
        &:ansi > .article--hit { background: ansi_default; color: $text-warning; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--link-focused",
        "article--mark-focused",
        "article--passage",
        "article--bar",
        "article--hit",
        "article--hit-current",
    }
    BINDING_GROUP_TITLE = "The text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, label, show=show, tooltip=tooltip, id=f"article.{name}")
        for keys, action, name, label, tooltip, show in _KEYS
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

    class LinkMessage(ArticleMessage):
        """Something happened to a link."""

        def __init__(self, article: Article, href: str) -> None:
            super().__init__(article)
            self.href = href
            """The address as the author wrote it, unchecked."""

    class LinkOpened(LinkMessage):
        """A link was clicked, or Enter pressed on it."""

    class LinkFocused(LinkMessage):
        """The focus moved to a link."""

    def __init__(
        self,
        *,
        measure: int = 76,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - the name Textual's widgets give it
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(measure=measure, name=name, id=id, classes=classes, disabled=disabled)
        self._hovered: int | None = None
        self._passage_told = ""

    def load(self, masthead: Iterable[tuple[str, str]], blocks: Iterable[Block]) -> None:
        """Show another text, as `SelectableView.load` does; no mark, hit or passage is left."""
        self._set_hovered(None)
        super().load(masthead, blocks)

    # Keys

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
        page = self._page
        if page.mark is not None:
            self.post_message(self.NoteOpened(self, page.mark, page.numbers[page.mark]))
        elif page.link is not None:
            self.post_message(self.LinkOpened(self, page.addresses[page.link]))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Let Enter pass, and tell of it in no footer, while there is nothing to open."""
        return action != "open" or self._page.mark is not None or self._page.link is not None

    # Note marks and links

    @property
    def mark_count(self) -> int:
        """Number of note marks in the text."""
        return len(self._page.marks)

    @property
    def focused_mark(self) -> int | None:
        """The mark that has the focus."""
        return self._page.mark

    @property
    def focused_link(self) -> str | None:
        """The address, as written, of the link that has the focus."""
        link = self._page.link
        return None if link is None else self._page.addresses[link]

    def number_of(self, mark: int) -> int:
        """Give the number of a mark's note."""
        return self._page.numbers[mark]

    def marks_on(self, number: int) -> tuple[int, ...]:
        """Give the marks of the note of that number, in the order of the text."""
        return tuple(mark for mark, other in enumerate(self._page.numbers) if other == number)

    def mark_place(self, mark: int) -> tuple[int, int]:
        """Give block and offset of a mark."""
        piece, start, _ = self._page.marks[mark]
        return piece - self._page.first, start

    def focus_mark(self, mark: int | None) -> None:
        """Focus a mark, or none, without scrolling or telling of it."""
        self._set_focus(mark, None)

    def go_to_mark(self, mark: int) -> None:
        """Focus a mark, bring it into view and tell of it."""
        piece, start, _ = self._page.marks[mark]
        self.focus_mark(mark)
        self._show_place(piece, start)
        self.post_message(self.MarkFocused(self, mark, self._page.numbers[mark]))

    def mark_region(self, mark: int) -> Region:
        """Give where a mark is on the screen; out of the widget's region when scrolled away."""
        if self._layout is None:
            return Region()
        piece, start, end = self._page.marks[mark]
        row = self._layout.row(piece, start)
        line = self._layout.line(row)
        column, width = self._layout.extent(line, start, end)
        origin = self.content_region.offset - self.scroll_offset
        return Region(origin.x + self._left + column, origin.y + row, width, 1)

    def _set_focus(self, mark: int | None, link: int | None) -> None:
        page = self._page
        self._pointed = None
        before = (page.mark, page.link)
        page.mark, page.link = mark, link
        for stretches, old, new in (
            (page.marks, before[0], mark),
            (page.links, before[1], link),
        ):
            if old != new:
                for index in (old, new):
                    if index is not None:
                        self._repaint(stretches[index])
        if (before == (None, None)) != (mark is None and link is None):
            self.refresh_bindings()

    def _step_mark(self, step: int) -> None:
        following = self._following(self._page.marks, self._page.mark, step)
        if following is not None:
            self.go_to_mark(following)

    def _step_link(self, step: int) -> None:
        following = self._following(self._page.links, self._page.link, step)
        if following is not None:
            self._set_focus(None, following)
            self._show_place(*self._page.links[following][:2])
            self.post_message(self.LinkFocused(self, self._page.addresses[following]))

    def _following(self, stretches: list[Stretch], index: int | None, step: int) -> int | None:
        """Give what follows `index`; when that is not on the screen, what does from its edge."""
        if not stretches:
            raise SkipAction
        layout = self._layout
        if layout is None:
            return 0
        top = self.scroll_offset.y
        below = top + self.scrollable_content_region.height
        if index is not None and top <= layout.row(*stretches[index][:2]) < below:
            return index + step if 0 <= index + step < len(stretches) else None
        if step > 0:
            return min(bisect_left(stretches, layout.place(top)), len(stretches) - 1)
        if below >= layout.height:
            return len(stretches) - 1
        return max(0, bisect_left(stretches, layout.place(below)) - 1)

    # Hits and passages

    @property
    def hit_count(self) -> int:
        """Number of stretches that are shown as hits."""
        return len(self._page.hits)

    @property
    def current_hit(self) -> int | None:
        """The hit that is shown apart."""
        return self._page.hit

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """Mark what a search found in the body, instead of what was marked before."""
        self._page.set_hits(hits)
        self._repaint()

    def find(self, words: str) -> None:
        """Mark where some words stand in title and text, instead of what was marked before."""
        self._page.find(words)
        self._repaint()

    def set_hit(self, index: int) -> None:
        """Show a hit apart from the others, without scrolling."""
        page = self._page
        self._pointed = None
        before, page.hit = page.hit, index
        if before is not None:
            self._repaint(page.hits[before])
        self._repaint(page.hits[index])

    def go_to_hit(self, index: int) -> None:
        """Bring a hit into view and show it apart from the others."""
        self.set_hit(index)
        self._show_place(*self._page.hits[index][:2])

    def hit_after(self, step: int) -> int | None:
        """Give the hit after the one shown apart, or before it, around the end.

        When that one is not on the screen, it is the first from the top of the screen on, or the
        last above it.
        """
        hits, layout = self._page.hits, self._layout
        if not hits:
            return None
        if self._page.hit is not None:
            row = layout.row(*hits[self._page.hit][:2]) if layout else 0
            top = self.scroll_offset.y
            if layout is None or top <= row < top + self.scrollable_content_region.height:
                return (self._page.hit + step) % len(hits)
        following = bisect_left(hits, self._place)
        return (following if step > 0 else following - 1) % len(hits)

    def hit_from(self, place: tuple[int, int]) -> int | None:
        """Give the first hit from a place on, as `place` gives it, else the first of all."""
        hits = self._page.hits
        if not hits:
            return None
        return bisect_left(hits, (place[0] + self._page.first, place[1])) % len(hits)

    def show_passage(self, block: int, start: int, end: int, *, told: str = "") -> None:
        """Set a passage apart, until another one is or `clear_passage`. It does not scroll.

        Args:
            block: which it is in.
            start: offset of its first character.
            end: offset behind its last.
            told: what `passage_told` gives while it is on the screen.
        """
        self.clear_passage()
        self._pointed, self._passage_told = None, told
        self._page.passage = Stretch(block + self._page.first, start, end)
        self._repaint(self._page.passage)

    @property
    def passage_told(self) -> str:
        """What is to be told of the passage that is set apart; empty when it is not seen."""
        passage, layout = self._page.passage, self._layout
        if passage is None or layout is None:
            return ""
        rows, top = layout.rows(*passage), self.scroll_offset.y
        seen = rows.start < top + self.scrollable_content_region.height and rows.stop > top
        return self._passage_told if seen else ""

    def places_apart(self) -> Iterable[tuple[int, int]]:
        """Give piece and offset of the mark with the focus, of the passage and of the hit."""
        page = self._page
        for stretch in (
            page.marks[page.mark] if page.mark is not None else None,
            page.passage,
            page.hits[page.hit] if page.hit is not None else None,
        ):
            if stretch is not None:
                yield stretch.piece, stretch.start

    def clear_passage(self) -> None:
        """Set no passage apart."""
        passage, self._page.passage = self._page.passage, None
        if passage is not None:
            self._repaint(passage)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Open the note or link under the mouse."""
        meta = event.style.meta
        if self.text_selection is not None or event.button != 1:
            return
        if "mark" in meta or "link" in meta:
            event.stop()
            event.prevent_default()
        if "mark" in meta:
            self.focus_mark(meta["mark"])
            self.post_message(self.NoteOpened(self, meta["mark"], self.number_of(meta["mark"])))
        elif "link" in meta:
            self._set_focus(None, meta["link"])
            self.post_message(self.LinkOpened(self, self._page.addresses[meta["link"]]))

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
            number = None if mark is None else self._page.numbers[mark]
            self.post_message(self.MarkHovered(self, mark, number))
