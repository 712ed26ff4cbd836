"""An article in which the reader's own highlights are shown, and can be reached."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from briefing_tui.tui.article import Article
from briefing_tui.tui.selecting import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.binding import BindingType
    from textual.selection import Selection

    from briefing_tui.briefing import Block
    from briefing_tui.state import Highlight, Located, Spot
    from briefing_tui.tui.app import BriefingApp

# Keys, action, the binding's name in a keymap, label, tooltip.
_KEYS = (
    ("m", "highlight", "highlight", "Highlight", "Highlight what is selected, or this sentence"),
    ("M", "write", "write", "Your note",
     "Write a note on a highlight: the one you are at, what is selected, or this sentence"),
    (")", "next_highlight", "next-highlight", "Next highlight", "Go to your next highlight"),
    ("(", "previous_highlight", "previous-highlight", "Highlight before",
     "Go to your highlight before"),
    ("D", "remove", "remove-highlight", "Remove", "Remove the highlight you are at"),
)  # fmt: skip


class HighlightedArticle(Article, can_focus=True):
    """An article with the reader's highlights: underlined, with a sign beside their lines."""

    app: BriefingApp

    DEFAULT_CSS = """
    HighlightedArticle {
        & > .article--highlight { background: $success-muted; text-style: underline; }
        & > .article--highlight-focused { background: $success-muted; text-style: bold underline; }
        & > .article--highlight-sign { color: $text-success; text-style: bold; }

        &:ansi > .article--highlight { background: ansi_default; }
        &:ansi > .article--highlight-focused { background: ansi_default; text-style: reverse; }
        &:ansi > .article--highlight-sign { color: ansi_default; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--highlight",
        "article--highlight-focused",
        "article--highlight-sign",
    }
    BINDING_GROUP_TITLE = "The text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, label, show=False, tooltip=tooltip, id=f"article.{name}")
        for keys, action, name, label, tooltip in _KEYS
    ]

    class HighlightMessage(Article.ArticleMessage):
        """Something is asked for at a highlight, or at what is to become one."""

        def __init__(self, article: Article, number: int | None) -> None:
            super().__init__(article)
            self.number = number
            """Of the highlight; None when none has the focus."""

    class HighlightFocused(HighlightMessage):
        """The focus moved to a highlight."""

    class HighlightWanted(HighlightMessage):
        """What is selected is to become a highlight, or the sentence that is read."""

    class NoteWanted(HighlightMessage):
        """A note is to be written, or read."""

    class RemovalWanted(HighlightMessage):
        """A highlight is to be removed."""

    _located: tuple[Located, ...] = ()
    """The highlights that are shown, in the order of the text."""

    def load(self, masthead: Iterable[tuple[str, str]], blocks: Iterable[Block]) -> None:
        """Show another text, as `Article.load` does; no highlight is left."""
        self._located = ()
        super().load(masthead, blocks)

    def show_highlights(self, located: Iterable[Located]) -> None:
        """Show these highlights, those that are found, instead of what was shown before."""
        focused = self.focused_highlight
        self._located = tuple(each for each in located if each.passage.found)
        page = self._page
        page.set_highlights(
            [
                (self._piece_place(each.passage.start), self._piece_place(each.passage.end),
                 bool(each.highlight.note))
                for each in self._located
            ]
        )  # fmt: skip
        page.highlight = None
        if focused is not None:
            page.highlight = self._index_of(focused.number)
        self._repaint()
        self.refresh_bindings()

    def _piece_place(self, spot: Spot) -> tuple[int, int]:
        return spot[0] + self._page.first, spot[1]

    # --- the highlight that has the focus

    @property
    def focused_highlight(self) -> Highlight | None:
        """The highlight that has the focus."""
        index = self._page.highlight
        return None if index is None else self._located[index].highlight

    def focus_highlight(self, number: int | None) -> bool:
        """Focus a highlight by its number, or none, without scrolling; false when it is not here.

        The mark or the link that had the focus loses it.
        """
        index = None if number is None else self._index_of(number)
        if index is not None:
            self._pointed = None
            super()._set_focus(None, None)
        if index != self._page.highlight:
            self._page.highlight = index
            self._repaint()
            self.refresh_bindings()
        return index is not None

    def go_to_highlight(self, number: int) -> None:
        """Focus a highlight, bring it into view and tell of it."""
        if self.focus_highlight(number):
            index = self._page.highlight
            assert index is not None  # noqa: S101 - it was found
            self._show_place(*self._piece_place(self._located[index].passage.start))
            self.post_message(self.HighlightFocused(self, number))

    def _index_of(self, number: int) -> int | None:
        numbers = [each.highlight.number for each in self._located]
        return numbers.index(number) if number in numbers else None

    def _set_focus(self, mark: int | None, link: int | None) -> None:
        if mark is not None or link is not None:
            self.focus_highlight(None)
        super()._set_focus(mark, link)

    def _is_seen(self, index: int | None) -> bool:
        """Tell whether a part of a highlight is on the screen."""
        if index is None or self._layout is None:
            return False
        passage, top = self._located[index].passage, self.scroll_offset.y
        first, last = (
            self._layout.row(*self._piece_place(p)) for p in (passage.start, passage.end)
        )
        return first < top + self.scrollable_content_region.height and last >= top

    def places_apart(self) -> Iterable[tuple[int, int]]:
        """Give piece and offset of the highlight with the focus, then what else stands out."""
        index = self._page.highlight
        if index is not None:
            yield self._piece_place(self._located[index].passage.start)
        yield from super().places_apart()

    # --- what is selected

    def selected_spots(self) -> tuple[Spot, Spot] | None:
        """Give beginning and end of what is selected of the body; None when nothing of it is."""
        span = self.selected_span
        first = self._page.first
        if span is None or span[1][0] < first:
            return None
        (start, offset), (last, end) = span
        begin = (start - first, offset) if start >= first else (0, 0)
        return begin, (last - first, end)

    def select_spots(self, start: Spot, end: Spot) -> None:
        """Select from one spot of the body to another."""
        self.select((self._piece_place(start), self._piece_place(end)))

    def select_sentence(self) -> bool:
        """Select the sentence of the body that is being read; false when there is none."""
        # What was clicked may be the title.
        place = max(self.reading_place(), (self._page.first, 0))
        span = sentence_at(self._page.pieces, place)
        if span is not None:
            self.select(span)
        return span is not None

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint anew what is selected, and tell what can be done with it."""
        super().selection_updated(selection)
        self.refresh_bindings()

    def prominent(self, action: str) -> bool:
        """Tell whether the line of keys shows an action that it has no room for at all times."""
        if action == "highlight":
            return self.text_selection is not None
        if action == "write":
            return self.text_selection is not None or self._page.highlight is not None
        if action == "remove":
            return self._page.highlight is not None
        return super().prominent(action)

    # --- keys

    def action_highlight(self) -> None:
        """Ask for a highlight of what is selected, or of the sentence that is read."""
        self.post_message(self.HighlightWanted(self, None))

    def action_write(self) -> None:
        """Ask for the note on the highlight that has the focus, or on a new one."""
        # One that was scrolled away is not what a note is to be written on now.
        here = self.text_selection is None and self._is_seen(self._page.highlight)
        focused = self.focused_highlight if here else None
        self.post_message(self.NoteWanted(self, focused.number if focused else None))

    def action_remove(self) -> None:
        """Ask for the highlight that has the focus to be removed."""
        focused = self.focused_highlight
        if focused is not None:
            self.post_message(self.RemovalWanted(self, focused.number))

    def action_open(self) -> None:
        """Ask for the note or the link that has the focus, or for the reader's own note."""
        if self.focused_highlight is not None:
            self.action_write()
        else:
            super().action_open()

    def action_next_highlight(self) -> None:
        """Go to the next highlight, around the end."""
        self._step_highlight(1)

    def action_previous_highlight(self) -> None:
        """Go to the highlight before, around the beginning."""
        self._step_highlight(-1)

    def tell_none(self) -> None:
        """Say that there is no highlight, and how one is made."""
        way = self.app.hint(("article.highlight", "highlights this sentence."))
        self.notify(f"Nothing is highlighted here. {way}", markup=False)

    def _step_highlight(self, step: int) -> None:
        if not self._located:
            self.tell_none()
            return
        index = self._page.highlight
        if index is None:
            starts = [self._piece_place(each.passage.start) for each in self._located]
            following = bisect_left(starts, self._place)
            index = following if step > 0 else following - 1
        else:
            index += step
        self.go_to_highlight(self._located[index % len(self._located)].highlight.number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys pass, and tell of them nowhere, while there is nothing for them."""
        if action == "remove":
            return self._page.highlight is not None
        if action == "open" and self._page.highlight is not None:
            return True
        return super().check_action(action, parameters)

    # --- mouse

    def on_click(self, event: events.Click) -> None:
        """Open the note of the highlight under the mouse."""
        meta = event.style.meta
        if self.text_selection is not None or event.button != 1 or event.chain > 1:
            return
        if "highlight" not in meta or "mark" in meta or "link" in meta:
            return
        event.stop()
        event.prevent_default()
        number = self._located[meta["highlight"]].highlight.number
        self.focus_highlight(number)
        self.post_message(self.NoteWanted(self, number))
