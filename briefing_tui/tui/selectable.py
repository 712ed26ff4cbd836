"""A page of which text can be selected, by keys and by mouse: to quote it, or to highlight it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Offset
from textual.selection import Selection

from briefing_tui.tui.page_view import PageView
from briefing_tui.tui.selecting import (
    extended,
    first_within,
    sentence_at,
    sentence_beside,
    whole_words,
    widened,
    word_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.binding import BindingType

    from briefing_tui.briefing import Block
    from briefing_tui.tui.selecting import Place, Span, Unit

# Keys, action, the binding's name in a keymap, label, tooltip.
_KEYS = (
    ("x", "select", "select", "Select",
     "Select the sentence you clicked or went to, or the first you see; again for its paragraph"),
    ("full_stop", "step_sentence(1)", "next-sentence", "Next sentence",
     "Select the next sentence; first the one you are at"),
    ("comma", "step_sentence(-1)", "previous-sentence", "Sentence before",
     "Select the sentence before; first the one you are at"),
    ("shift+right", "extend('word', 1)", "select-word", "Word more", "Select a word more"),
    ("shift+left", "extend('word', -1)", "select-word-less", "Word less", "Select a word less"),
    ("shift+down", "extend('sentence', 1)", "select-sentence", "Sentence more",
     "Select a sentence more"),
    ("shift+up", "extend('sentence', -1)", "select-sentence-less", "Sentence less",
     "Select a sentence less"),
)  # fmt: skip


class SelectableView(PageView, can_focus=True):
    """A page whose sentences can be selected one by one; the mouse selects whole words."""

    BINDING_GROUP_TITLE = "The text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, label, show=False, tooltip=tooltip, id=f"article.{name}")
        for keys, action, name, label, tooltip in _KEYS
    ]

    _pointed: Place | None = None
    """Piece and offset that were clicked or gone to last, until something else gets the focus."""

    def load(self, masthead: Iterable[tuple[str, str]], blocks: Iterable[Block]) -> None:
        """Show another text, as `PageView.load` does; no place is pointed at."""
        self._pointed = None
        super().load(masthead, blocks)

    # What is selected

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give what is selected as whole paragraphs, not as the lines on the screen."""
        text = self._page.selected(selection)
        return (text, "\n") if text else None

    @property
    def selected_span(self) -> Span | None:
        """What is selected, from one piece and offset to another; None when nothing is."""
        selection = self.text_selection
        if selection is None or not self._page.pieces:
            return None
        last = len(self._page.pieces) - 1
        start, end = selection.start or Offset(0, 0), selection.end
        if end is None or end.y > last:
            end = Offset(len(self._page.pieces[last].text), last)
        return (start.y, start.x), (end.y, end.x)

    @property
    def selected_text(self) -> str:
        """What is selected, as whole paragraphs."""
        selection = self.text_selection
        return self._page.selected(selection) if selection is not None else ""

    @property
    def selected_blocks(self) -> range:
        """Indexes of the blocks that the selection touches."""
        span = self.selected_span
        if span is None:
            return range(0)
        first = self._page.first
        return range(max(0, span[0][0] - first), max(0, span[1][0] - first + 1))

    def select(self, span: Span) -> None:
        """Select from one piece and offset to another; scroll no more than its end asks for."""
        self._set_selection(span)
        layout = self._layout
        if layout is None:
            return
        (piece, start), (last, end) = span
        first_row, last_row = layout.row(piece, start), layout.row(last, max(0, end - 1))
        height = self.scrollable_content_region.height
        top = max(self.scroll_offset.y, last_row - height + 1)
        if first_row < top and last_row < first_row + height:
            top = first_row
        top = min(top, last_row)
        if top != self.scroll_offset.y:
            self._scroll_to_row(top)

    def _set_selection(self, span: Span) -> None:
        (piece, start), (last, end) = span
        selection = Selection.from_offsets(Offset(start, piece), Offset(end, last))
        self.screen.selections = {self: selection}

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Paint anew what is selected."""
        self._repaint()

    # The sentence one is at

    def places_apart(self) -> Iterable[Place]:
        """Give piece and offset of what stands out in the text, what counts most first."""
        return ()

    def point_at(self, block: int) -> None:
        """Take a block for what is being read, until something else gets the focus."""
        self._pointed = (block + self._page.first, 0)

    def _apart(self) -> Iterable[Place]:
        return self.places_apart() if self._pointed is None else (self._pointed,)

    def reading_place(self) -> Place:
        """Give piece and offset of what is being read, on the screen as far as there is anything.

        It is what was clicked, else what stands out, else the first sentence of the body that can
        be seen whole.
        """
        layout = self._layout
        if layout is None:
            return self._place
        top = self.scroll_offset.y
        rows = range(top, top + self.scrollable_content_region.height)
        for place in self._apart():
            if layout.row(*place) in rows:
                return place
        at_top = max(layout.place(top), (self._page.first, 0))
        whole = first_within(self._page.pieces, at_top, lambda place: layout.row(*place) in rows)
        return whole or at_top

    def block_read(self) -> int:
        """Give the block that is being read: of what stands out on the screen, else by progress."""
        layout = self._layout
        if layout is None:
            return self.place()[0]
        top = self.scroll_offset.y
        height = self.scrollable_content_region.height
        apart = (layout.row(*place) for place in self._apart())
        share = min(1.0, top / hidden) if (hidden := layout.height - height) > 0 else 0.0
        row = next((row for row in apart if top <= row < top + height), top + share * (height - 1))
        return layout.place(round(row))[0] - self._page.first

    def select_sentence(self) -> bool:
        """Select the sentence that is being read; false when there is none."""
        span = sentence_at(self._page.pieces, self.reading_place())
        if span is not None:
            self.select(span)
        return span is not None

    def prominent(self, action: str) -> bool:
        """Tell whether the line of keys shows an action that it has no room for at all times."""
        return action == "extend('word', 1)" and self.text_selection is not None

    # Keys

    def action_select(self) -> None:
        """Select the sentence being read; again, its paragraph and those that follow."""
        span = self.selected_span
        if span is None:
            self.select_sentence()
        else:
            self.select(widened(self._page.pieces, span))

    def action_step_sentence(self, step: int) -> None:
        """Select the sentence after what is selected, or before it; at first the one being read."""
        span = self.selected_span
        if span is None:
            self.select_sentence()
            return
        beside = sentence_beside(self._page.pieces, span, step)
        if beside is not None and beside[0][0] >= self._page.first:
            self.select(beside)

    def action_extend(self, unit: Unit, step: int) -> None:
        """Select a word or a sentence more or less."""
        span = self.selected_span
        if span is None:
            self.select_sentence()
        else:
            self.select(extended(self._page.pieces, span, unit, step))

    # Mouse

    def on_mouse_up(self) -> None:
        """Let what was selected by a drag begin and end between words."""
        span = self.selected_span
        if span is not None:
            self._set_selection(whole_words(self._page.pieces, span))

    def on_click(self, event: events.Click) -> None:
        """Point at a place by a click, select a word by two, a paragraph by three."""
        if event.button != 1:
            return
        if event.chain < 2:
            offset = event.style.meta.get("offset")
            if self.text_selection is None and offset is not None:
                self._pointed = (offset[1], offset[0])
            return
        # Textual would select the whole text, then everything on the screen.
        event.prevent_default()
        _, at = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if at is None or not 0 <= at.y < len(self._page.pieces):
            return
        text = self._page.pieces[at.y].text
        start, end = word_at(text, at.x) if event.chain == 2 else (0, len(text))
        self._set_selection(((at.y, start), (at.y, end)))
