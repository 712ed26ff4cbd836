"""A briefing's body with what its reader highlighted and wrote on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from briefing_tui.errors import BriefingError
from briefing_tui.state import quote
from briefing_tui.text import one_line
from briefing_tui.tui.find_pane import FindPane
from briefing_tui.tui.highlighted import HighlightedArticle
from briefing_tui.wording import counted, fit_told, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

    from briefing_tui.briefing import Briefing
    from briefing_tui.state import Highlight, Located, Quote
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.article import Article
    from briefing_tui.tui.highlight_list import Chosen


class HighlightPane(FindPane):
    """A body in which passages can be highlighted, and notes written on them."""

    app: BriefingApp

    ARTICLE: ClassVar[type[Article]] = HighlightedArticle
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "highlights", "Your highlights", show=False, id="reader.highlights",
                tooltip="List your highlights and notes in this briefing, and go to one"),
    ]  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._briefing: Briefing | None = None
        self._located: tuple[Located, ...] = ()
        self._to_focus: Quote | None = None
        """The passage that was highlighted last, until it is shown so."""

    @property
    def article(self) -> HighlightedArticle:
        """The text."""
        return self.query_one(HighlightedArticle)

    def show_highlights(self, briefing: Briefing, located: Iterable[Located]) -> None:
        """Show the highlights of the briefing that is shown.

        Args:
            briefing: which is shown.
            located: its highlights, also those that are not found in it any more.
        """
        self._briefing, self._located = briefing, tuple(located)
        self.article.show_highlights(self._located)
        for each in self._located:
            if each.highlight.quote == self._to_focus:
                self.article.focus_highlight(each.highlight.number)
                self._to_focus = None
        self.post_message(self.Changed())

    @work(exclusive=True, group="find-highlights")
    async def find_highlights(self, briefing: Briefing) -> None:
        """Look where the highlights of the briefing that is shown stand, and show them."""
        self._briefing = briefing
        try:
            located = await self.app.state.located(briefing)
        except BriefingError:
            return  # it is told where something is changed
        if self.is_running and self._briefing is briefing:  # else another one is shown by now
            self.show_highlights(briefing, located)

    def told(self) -> list[tuple[str, str]]:
        """Give what a status line tells of search and highlights, as texts with their styles."""
        parts = super().told()
        focused = self.article.focused_highlight
        if focused is not None:
            way = self.app.hint(("article.write", "writes one"))
            words = one_line(focused.note) or f"no note; {way}"
            parts.append((f" · ✎ {shortened(words, 120)}", "bold" if focused.note else ""))
        elif self._located:
            lost = sum(not each.passage.found for each in self._located)
            way = self.app.hint(("reader.highlights", "lists them"))
            away = f", {lost} not found; {way}" if lost else ""
            parts.append((f" · {counted(len(self._located), 'highlight')}{away}", ""))
        return parts

    # --- highlighting

    @on(HighlightedArticle.HighlightWanted)
    def _highlight_wanted(self) -> None:
        self._highlight(write=False)

    @on(HighlightedArticle.NoteWanted)
    def _note_wanted(self, event: HighlightedArticle.NoteWanted) -> None:
        located = self._of(event.number)
        if located is None:
            self._highlight(write=True)
        else:
            self._write(located.highlight)

    def _highlight(self, *, write: bool) -> None:
        """Highlight what is selected or the sentence that is read, and write on it if wanted."""
        article, briefing = self.article, self._briefing
        if briefing is None or not (article.selected_text or article.select_sentence()):
            return
        span = article.selected_spots()
        kept = quote(briefing.blocks, *span) if span is not None else None
        self.screen.clear_selection()
        if kept is None:
            self.notify("Only words of the text itself can be highlighted.", markup=False)
            return
        alike = (each.highlight for each in self._located if each.highlight.quote == kept)
        highlight = next(alike, None) or self.app.state.highlight(briefing, kept)
        self.screen.set_focus(article)
        self._to_focus = kept
        self.find_highlights(briefing)
        if write:
            self._write(highlight)  # at once: what is typed next belongs there

    def _of(self, number: int | None) -> Located | None:
        found = (each for each in self._located if each.highlight.number == number)
        return next(found, None)

    def _write(self, highlight: Highlight) -> None:
        """Open the box for a note."""
        from briefing_tui.tui.note_box import NoteBox  # noqa: PLC0415 - its editor takes 30 ms

        located = self._of(highlight.number)

        def keep(note: str, going_on: bool) -> None:
            self.app.state.write_note(highlight, note, going_on=going_on)

        def closed(answer: str | None) -> None:
            if answer == "remove":
                self._remove(highlight)

        box = NoteBox(highlight, keep, told=fit_told(located.passage) if located else "")
        self.app.push_screen(box, closed)

    @on(HighlightedArticle.RemovalWanted)
    def _removal_wanted(self, event: HighlightedArticle.RemovalWanted) -> None:
        located = self._of(event.number)
        if located is not None:
            self._remove(located.highlight)

    def _remove(self, highlight: Highlight) -> None:
        self.app.state.remove_highlight(highlight)
        way = self.app.hint(("app.undo", "brings it back."))
        self.notify(f"The highlight is removed. {way}", markup=False)

    @on(HighlightedArticle.HighlightFocused)
    def _highlight_focused(self) -> None:
        self.post_message(self.Changed())

    # --- all of them

    def action_highlights(self) -> None:
        """List the highlights; go to the one that is chosen, or write on it, or remove it."""
        from briefing_tui.tui.highlight_list import HighlightList  # noqa: PLC0415 - not in each run

        if not self._located:
            self.article.tell_none()
            return
        self.app.push_screen(HighlightList(self._located), self._chosen)

    def _chosen(self, chosen: Chosen | None) -> None:
        located = self._of(chosen.number) if chosen is not None else None
        if chosen is None or located is None:
            return
        if chosen.act == "remove":
            self._remove(located.highlight)
        elif chosen.act == "write" or not located.passage.found:
            self._write(located.highlight)
        else:
            self.screen.set_focus(self.article)
            self.article.go_to_highlight(chosen.number)
