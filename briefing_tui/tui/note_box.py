"""The box in which a reader writes a note on a highlight; what is typed is kept as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from briefing_tui.text import clean
from briefing_tui.tui.key_line import KeyLine
from briefing_tui.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from briefing_tui.state import Highlight

_KEPT_AFTER = 0.5
"""Seconds after a key until what is typed is kept: no more is lost when the program is killed."""
_QUOTED = 280
"""Characters of the passage that are shown."""


class NoteBox(ModalScreen[Literal["remove"] | None]):
    """Writes a note on a highlight; its answer is that the highlight is to be removed, or None.

    Args:
        highlight: with the note that it has.
        keep: called with what is written now, and whether it follows on what was kept before.
        told: a line above the passage, when there is something to be said of it.
    """

    DEFAULT_CSS = """
    NoteBox { align: center middle; }
    NoteBox > Vertical {
        width: 76; max-width: 94%; height: auto; max-height: 90%;
        border: round $accent; border-title-style: bold; border-title-color: $text-accent;
        background: $panel; padding: 0 1;
    }
    NoteBox .told { text-style: bold; }
    NoteBox .quote { color: $quiet; text-style: italic; padding: 0 0 1 0; }
    NoteBox TextArea {
        height: 8; min-height: 3; border: none; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    """
    BINDING_GROUP_TITLE = "Your note"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Keep it and close", priority=True,
                tooltip="Keep the note, and go back to the text", id="note-box.close"),
        Binding("ctrl+r", "remove", "Remove the highlight", priority=True,
                tooltip="Remove the highlight with its note", id="note-box.remove"),
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True,
                tooltip="Keep the note, and leave the program", id="note-box.quit"),
    ]  # fmt: skip

    def __init__(
        self, highlight: Highlight, keep: Callable[[str, bool], object], *, told: str = ""
    ) -> None:
        super().__init__()
        self._highlight = highlight
        self._keep = keep
        self._told = told
        self._kept = self._written = highlight.note
        self._going_on = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the passage and the box."""
        with Vertical():
            if self._told:
                yield Static(self._told, classes="told", markup=False)
            passage = shortened(self._highlight.quote.exact, _QUOTED)
            yield Static(f"“{passage}”", classes="quote", markup=False)
            yield TextArea(
                clean(self._highlight.note), soft_wrap=True, show_line_numbers=False, compact=True
            )
            yield KeyLine()

    def on_mount(self) -> None:
        """Begin behind what is written."""
        self.query_one(Vertical).border_title = "Your note"
        box = self.query_one(TextArea)
        box.move_cursor(box.document.end)
        self.set_focus(box)  # at once, for what is typed next

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        self._written = event.text_area.text
        if self._timer is None:
            self._timer = self.set_timer(_KEPT_AFTER, self._keep_now)

    def _keep_now(self) -> None:
        self._timer = None
        note = self._written.rstrip()
        if note != self._kept:
            self._keep(note, self._going_on)
            self._kept, self._going_on = note, True

    def _take_last(self) -> None:
        self._written = self.query_one(TextArea).text  # what was typed just now is not told yet
        self._keep_now()

    def action_close(self) -> None:
        """Keep what is written, and close."""
        self._take_last()
        self.dismiss(None)

    def action_remove(self) -> None:
        """Remove the highlight."""
        self._take_last()  # for when that is undone
        self.dismiss("remove")

    async def action_leave(self) -> None:
        """Keep what is written, and leave the program."""
        self._take_last()
        await self.app.action_quit()

    def on_unmount(self) -> None:
        """Keep what is written when the program ends with the box open."""
        self._keep_now()

    def on_click(self, event: events.Click) -> None:
        """Close the box by a click beside it."""
        if event.widget is self:
            self.action_close()
