"""The popup that stands beside a note mark and tells what the note rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from briefing_tui.tui.wording import note_content

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Region

    from briefing_tui.briefing import Footnote, Reading

_WIDEST = 68
"""Cells; a line of the popup is then as long as a line of the body at most."""


class NotePopup(VerticalScroll, can_focus=False):
    """One note, beside its mark: below it, or above where there is no room below.

    The focus stays in the article, so that the next mark moves mark and popup together.
    """

    DEFAULT_CSS = """
    NotePopup {
        overlay: screen;
        constrain: inside inflect;
        display: none;
        width: auto;
        height: auto;
        min-width: 28;
        margin: 1 0;
        padding: 0 1;
        border: round $accent;
        background: $panel;
        scrollbar-size-vertical: 1;
        & > Static { width: auto; height: auto; }
        & > #popup-keys { color: $text-muted; }
    }
    """
    HELP: ClassVar[str] = "What a note rests on"

    def __init__(self) -> None:
        super().__init__(id="popup")
        self.note: Footnote | None = None
        """The note that is shown; None while the popup is closed."""
        self.whole = False
        """Whether the note's own words and its whole path are shown."""
        self.pinned = False
        """Opened by key or click; one that the mouse called goes when the mouse goes."""
        self._reading: Reading | None = None

    def compose(self) -> ComposeResult:
        """Lay out the note and the keys that work on it."""
        yield Static(id="popup-note", markup=False)
        yield Static(id="popup-keys", markup=False)

    def show(
        self, reading: Reading, note: Footnote, mark: Region, *, whole: bool, pinned: bool
    ) -> None:
        """Stand beside the mark at the screen region `mark`, and tell of `note`."""
        self.note, self.whole, self.pinned, self._reading = note, whole, pinned, reading
        screen = self.screen.size
        width = min(_WIDEST, screen.width - 2)
        self.styles.max_width = width
        # A box with its keys, and room on one side of the mark for all of it.
        above, below = mark.y, screen.height - mark.bottom
        self.styles.max_height = max(6, max(above, below) - 1)
        words = self.query_one("#popup-note", Static)
        keys = self.query_one("#popup-keys", Static)
        for part in (words, keys):
            part.styles.max_width = width - 4
        words.update(note_content(reading, note, whole=whole))
        keys.update(self._keys(note))
        self.absolute_offset = mark.offset
        self.display = True
        self.scroll_home(animate=False)

    def hide(self) -> None:
        """Go away."""
        self.note, self.whole, self.pinned = None, False, False
        self.display = False

    def _keys(self, note: Footnote) -> Content:
        keys = [("Enter", "less" if self.whole else "whole note")]
        if any(citation.url for citation in note.citations):
            keys += [("o", "open"), ("O", "as of access")]
        if note.citations:
            keys.append(("y", "copy"))
        keys.append(("Esc", "close"))
        parts: list[str | tuple[str, str]] = []
        for key, what in keys:
            parts += [(key, "bold"), f" {what}   "]
        return Content.assemble(*parts)
