"""A body in which each note can be called beside its mark, by key, number, click and hover."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from briefing_tui.briefing import reading_minutes
from briefing_tui.sources import host
from briefing_tui.state import place_quote, spot_of
from briefing_tui.text import one_line
from briefing_tui.tui.article import Article
from briefing_tui.tui.chooser import Choice, Chooser
from briefing_tui.tui.copy_pane import CopyPane
from briefing_tui.tui.editing import BodyLine
from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.wording import archived_address, masthead, note_line, note_words
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.briefing import Block, Reading
    from briefing_tui.results import Hit
    from briefing_tui.state import Spot

_KEPT = 50
"""Places that can be gone back to within a text."""


class ReadingPane(CopyPane):
    """A briefing's body with the popup of its notes."""

    BINDING_GROUP_TITLE = "Notes and copies"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "visit", "Open source", show=False,
                tooltip="Open the note's source in the browser", id="reader.visit"),
        Binding("O", "visit(True)", "As of access", show=False,
                tooltip="Open the source as the Web Archive kept it when it was accessed",
                id="reader.visit-archived"),
        Binding("f", "all_notes", "All notes", show=False, id="reader.all-notes",
                tooltip="List all notes with what they rest on; search them, and go to one"),
        Binding("J", "step_in_note(1)", "Down in note", show=False,
                tooltip="Choose the note's next source, or scroll down in it", id="note.down"),
        Binding("K", "step_in_note(-1)", "Up in note", show=False,
                tooltip="Choose the note's source before, or scroll up in it", id="note.up"),
        Binding("plus,equals_sign", "measure(4)", "Wider", show=False,
                tooltip="Make the column wider", id="reader.wider"),
        Binding("minus", "measure(-4)", "Narrower", show=False,
                tooltip="Make the column narrower", id="reader.narrower"),
        Binding("enter", "open_typed", show=False, tooltip="Open the note whose number was typed",
                id="reader.open-typed"),
        *(
            Binding(str(digit), f"digit({digit})", show=False, id=f"reader.digit-{digit}",
                    tooltip="The number of a note to open; Enter after it")
            for digit in range(10)
        ),
    ]  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._standing = 0
        """Of the latest wish to show or hide a note; older ones are void."""
        self._wished: int | None = None
        """The mark whose note is to stay open."""
        self._wished_whole = False
        """Whether all of it is to be shown."""
        self._digits = ""
        self._left: list[tuple[int, int]] = []
        """Places that were left by a jump within the text, the last one at the end."""
        self._progress = (0, 0)

    def compose(self) -> ComposeResult:
        """Lay out the body; the popup stands over it."""
        yield from super().compose()
        yield NotePopup()

    @property
    def popup(self) -> NotePopup:
        """The note beside its mark."""
        return self.query_one(NotePopup)

    # What is shown

    def show(
        self,
        reading: Reading,
        hits: Iterable[Hit] = (),
        *,
        query: str = "",
        place: tuple[int, int] | None = None,
    ) -> None:
        """Show a briefing.

        Args:
            reading: which.
            hits: what was found in it; reading begins at the first in the body, or with the note
                of the first in a note.
            query: what they were found by.
            place: block and offset to begin at instead.
        """
        hits = list(hits)
        self._left.clear()
        self._load(reading, hits, query)
        if place is not None:
            self.article.restore(place)
        elif self.article.hit_count:
            self.article.go_to_hit(0)
        else:
            note = next((hit for hit in hits if hit.field == "note"), None)
            if note is not None:
                self.open_note(note.index)
        self.post_message(self.Changed())

    def renew(self, reading: Reading, hits: Iterable[Hit] = (), *, query: str = "") -> None:
        """Show a new version of what is shown, as `show` does, at the same place and note."""
        article, wished = self.article, self._wished
        if self._reading is not None and _same_text(reading, self._reading):
            self._reading = reading  # what is selected or has the focus stays so
            if wished is not None:
                self._show_note(wished, whole=self._wished_whole, pinned=True)
            self.post_message(self.Changed())
            return
        blocks = reading.briefing.blocks
        same = self._reading is not None and blocks == self._reading.briefing.blocks
        selected = article.selected_spots() if same else None
        place, mark = self._moved(article.place(), blocks), article.focused_mark
        # What has moved with the words around it is found by them.
        at = self._moved(article.mark_place(mark), blocks) if mark is not None else place
        marked = article.number_of(mark) if mark is not None else 0
        search = self.search
        # The popup itself may be away, its mark having moved, and about to come back.
        number = article.number_of(wished) if wished is not None else 0
        whole = self._wished_whole
        self._load(reading, hits, query)
        self.search_again(search)
        article.restore(place)
        if selected is not None:
            article.select_spots(*selected)
        near = [(abs(article.mark_place(m)[0] - at[0]), m) for m in article.marks_on(marked)]
        if near:
            _, mark = min(near)
            article.focus_mark(mark)
            if marked == number:
                self._show_note(mark, whole=whole, pinned=True)
        self.post_message(self.Changed())

    def _moved(self, place: Spot, blocks: Sequence[Block]) -> Spot:
        """Give where a place of what is shown is in a new version of it."""
        quote = place_quote(self._reading.briefing.blocks, place) if self._reading else None
        return spot_of(quote, blocks)[0] if quote is not None else place

    def _load(self, reading: Reading, hits: Iterable[Hit], query: str) -> None:
        self._reading = reading
        self.article.load(masthead(reading), reading.briefing.blocks)
        self.show_found(hits, query)
        self.hide_note()

    def spot(self, blocks: Sequence[Block]) -> BodyLine:
        """Give what is to be edited: the focused mark on the screen, else what stands at its top.

        Args:
            blocks: of the briefing that is shown.
        """
        article, mark = self.article, self.article.focused_mark
        block, note = article.place()[0], 0
        if mark is not None and article.region.overlaps(article.mark_region(mark)):
            block, note = article.mark_place(mark)[0], article.number_of(mark)
        return BodyLine(blocks[block].line, note) if 0 <= block < len(blocks) else BodyLine()

    def told(self) -> list[tuple[str, str]]:
        """Give what a status line tells of the place, as texts with their styles."""
        percent, left = self._progress
        parts = [(f" {percent:3d} %", "bold")]
        if left:
            parts.append((f" · {reading_minutes(left)} min left", ""))
        if self.article.passage_told:
            parts.append((f" · {self.article.passage_told}", "$text-accent"))
        parts += super().told()
        if self._digits:
            key = self.app.key_of("reader.open-typed")
            parts.append((f" · note {self._digits}_ {key}", "bold $text-accent"))
        mark = self.article.focused_mark
        if self._reading is not None and mark is not None:
            parts.append((f" · note {self.article.number_of(mark)}", "$text-accent"))
            parts.append((f" of {len(self._reading.briefing.footnotes)}", ""))
        link = self.article.focused_link
        if link:
            # The words of a link may name another host than the one it leads to.
            way = self.app.hint(("article.open", f"opens {host(link) or one_line(link)}"))
            parts.append((f" · {way}", "$text-accent"))
        return parts

    def action_find(self) -> None:
        """Open the box for words to find."""
        self.hide_note()
        super().action_find()

    def on_resize(self) -> None:
        """Stand beside the mark again that the new size has moved, perhaps off the screen."""
        popup, mark = self.popup, self.article.focused_mark
        if popup.pinned and mark is not None:
            self.call_after_refresh(self._reopen, mark, popup.whole)

    def _reopen(self, mark: int, whole: bool) -> None:
        article = self.article
        article.on_resize()  # its own size may not have reached it yet
        if mark < article.mark_count:
            article.go_to(*article.mark_place(mark))
            self._show_note(mark, whole=whole, pinned=True)

    @on(Article.ProgressChanged)
    def _progressed(self, event: Article.ProgressChanged) -> None:
        self._progress = (event.percent, event.words_left)
        self._stand_beside_mark()
        self.forget_digits()

    def action_measure(self, by: int) -> None:
        """Make the column of text wider or narrower."""
        self.article.measure += by

    # Notes

    @on(Article.NoteOpened)
    def _note_opened(self, event: Article.NoteOpened) -> None:
        if self._digits:
            self.keep_place()
            self.open_note(int(self._digits))
            return
        popup = self.popup
        same = popup.note is not None and popup.note.number == event.number and popup.pinned
        self._show_note(event.mark, whole=not popup.whole if same else False, pinned=True)

    @on(Article.MarkFocused)
    def _mark_focused(self, event: Article.MarkFocused) -> None:
        if self._wished == event.mark:
            pass  # its note is on the way
        elif self.popup.pinned:
            self._show_note(event.mark, whole=False, pinned=True)
        else:
            self.hide_note()
        self.forget_digits()
        self.refresh_bindings()

    @on(Article.MarkHovered)
    def _mark_hovered(self, event: Article.MarkHovered) -> None:
        if self.popup.pinned:
            return
        if event.mark is None:
            self.hide_note()
        else:
            self._show_note(event.mark, whole=False, pinned=False)

    def _show_note(self, mark: int, *, whole: bool, pinned: bool) -> None:
        article, reading = self.article, self._reading
        note = reading.briefing.note(article.number_of(mark)) if reading else None
        if reading is None or note is None:
            return
        self._standing += 1
        wish = self._standing
        self._wished, self._wished_whole = (mark if pinned else None), whole

        # A jump to the mark scrolls; where it stands is known only after that.
        def stand() -> None:
            if wish != self._standing or not self.is_running:
                return
            marked = [
                reading.briefing.blocks[article.mark_place(other)[0]].paragraph
                for other in article.marks_on(note.number)
            ]
            self.popup.show(
                reading, note, article.mark_region(mark), article.region,
                marked=marked, whole=whole, pinned=pinned,
            )  # fmt: skip
            self.refresh_bindings()

        self.call_after_refresh(stand)

    def hide_note(self) -> None:
        """Close the popup, and let none come that was asked for."""
        self._standing += 1
        self._wished = None
        self.popup.hide()

    def _stand_beside_mark(self) -> None:
        """Move the popup with the text; close it when its mark is scrolled off the screen."""
        article, popup = self.article, self.popup
        if popup.note is None or not popup.pinned or article.focused_mark is None:
            return
        region = article.mark_region(article.focused_mark)
        if article.region.overlaps(region):
            popup.stand_beside(region, article.region)
        else:
            self.hide_note()

    def open_note(self, number: int) -> None:
        """Go to the first mark of a note and open it there, or say that it has none."""
        article = self.article
        marks = article.marks_on(number)
        if not marks:
            self.notify(f"No mark of a note {number} stands in the text.", markup=False)
        else:
            self.screen.set_focus(article)
            article.go_to_mark(marks[0])
            self._show_note(marks[0], whole=False, pinned=True)
        self.forget_digits()

    def open_note_after(self, numbers: Iterable[int]) -> None:
        """Open the first of these notes that is marked after the one that is open, around."""
        shown = self.popup.note.number if self.popup.note else 0
        numbers = list(numbers)
        marked = [number for number in numbers if self.article.marks_on(number)]
        following = [number for number in marked if number > shown]
        self.open_note((following or marked or numbers)[0])

    def action_all_notes(self) -> None:
        """List all notes; the one that is chosen is opened at its mark."""
        if self._reading is None:
            return
        notes = self._reading.briefing.footnotes
        choices = [
            Choice(note_words(note), partial(note_line, note), note.number) for note in notes
        ]
        chooser = Chooser(
            f"{counted(len(notes), 'note')}", choices,
            ask="Words of a note or of its source", none="No note says that.", widest=100,
        )  # fmt: skip

        def open_chosen(number: int | None) -> None:
            if number is not None:
                self.keep_place()
                self.open_note(number)

        self.app.push_screen(chooser, open_chosen)

    def action_step_in_note(self, by: int) -> None:
        """Choose the open note's next source or the one before, or scroll in it."""
        self.popup.step(by)

    def action_toggle_whole(self) -> None:
        """Show all of the note that is open, or the least of it."""
        popup, mark = self.popup, self.article.focused_mark
        if mark is not None:
            self._show_note(mark, whole=not popup.whole, pinned=True)

    def action_close_note(self) -> None:
        """Close the popup."""
        self.hide_note()
        self.refresh_bindings()

    @on(NotePopup.Pressed)
    async def _pressed_in_note(self, event: NotePopup.Pressed) -> None:
        await self.run_action(event.action)

    def on_mouse_down(self) -> None:
        """Forget the number that was begun: the mouse goes elsewhere."""
        self.forget_digits()

    def on_click(self) -> None:
        """Close the popup: the click was on the text, not on a mark."""
        if self.popup.pinned:
            self.action_close_note()

    # Jumps within the text, and the way back

    def keep_place(self) -> None:
        """Keep the place for the way back: it is left by a jump."""
        place = self.article.place()
        if self._left[-1:] != [place]:
            self._left = [*self._left[-_KEPT:], place]

    def jump_back(self) -> bool:
        """Go back to where the last jump came from; false when nothing was jumped."""
        here = self.article.place()
        while self._left:
            place = self._left.pop()
            if place != here:  # it led to what was on the screen already
                self.hide_note()
                self.article.clear_passage()
                self.article.restore(place)
                self.screen.set_focus(self.article)
                return True
        return False

    # The number of a note, typed

    def action_digit(self, digit: int) -> None:
        """Take a digit of a note's number; Enter opens it."""
        self._digits = (self._digits + str(digit))[-4:].lstrip("0")
        self.post_message(self.Changed())

    def action_open_typed(self) -> None:
        """Open the note whose number was typed."""
        if self._digits:
            self.keep_place()
            self.open_note(int(self._digits))

    def take_back_digit(self) -> bool:
        """Take back the digit typed last; false when there is none."""
        if not self._digits:
            return False
        self._digits = self._digits[:-1]
        self.post_message(self.Changed())
        return True

    def forget_digits(self) -> None:
        """Let no note's number be typed."""
        self._digits = ""
        self.post_message(self.Changed())

    # Addresses

    @on(Article.LinkFocused)
    def _link_focused(self) -> None:
        self.hide_note()
        self.post_message(self.Changed())

    @on(Article.LinkOpened)
    def _link_opened(self, event: Article.LinkOpened) -> None:
        self.app.visit(event.href)

    def action_visit(self, archived: bool = False) -> None:
        """Open the source of the note that is open, as it is or as of its date of access."""
        citation = self.popup.citation
        if citation is None or citation.url is None:
            self.notify("Open a note with an address first.", markup=False)
        elif archived:
            self.app.visit(archived_address(citation.url, citation.accessed))
        else:
            self.app.visit(citation.url)

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],
    ) -> bool | None:
        """Show in the footer only what can be done now."""
        if not self.is_mounted:
            return True
        if action == "step_in_note":
            return self.popup.display
        return super().check_action(action, parameters)


def _same_text(one: Reading, other: Reading) -> bool:
    """Tell whether two readings show the same: what is joined with them may differ."""
    return one.briefing.blocks == other.briefing.blocks and masthead(one) == masthead(other)
