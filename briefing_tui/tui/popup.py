"""The popup that stands beside a note mark and tells what the note rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Offset
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
        height: auto;
        margin: 1 0;
        padding: 0 1;
        border: round $accent;
        background: $panel;
        scrollbar-size-vertical: 1;
        & > Static { width: 1fr; height: auto; }
        & > #popup-keys { color: $quiet; }
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

    def compose(self) -> ComposeResult:
        """Lay out the note and the keys that work on it."""
        yield Static(id="popup-note", markup=False)
        yield Static(id="popup-keys", markup=False)

    def show(
        self,
        reading: Reading,
        note: Footnote,
        mark: Region,
        room: Region,
        *,
        whole: bool,
        pinned: bool,
    ) -> None:
        """Stand beside the mark at the screen region `mark`, within the columns of `room`."""
        self.note, self.whole, self.pinned = note, whole, pinned
        # Room for the box on the roomier side of the mark; what is longer scrolls.
        above, below = mark.y, self.screen.size.height - mark.bottom
        self.styles.max_height = max(5, above, below) - 1
        self.styles.width = min(_WIDEST, room.width - 2)
        self.query_one("#popup-note", Static).update(note_content(reading, note, whole=whole))
        self.query_one("#popup-keys", Static).update(self._keys(note))
        self.display = True
        self.stand_beside(mark, room)
        self.scroll_home(animate=False)

    def stand_beside(self, mark: Region, room: Region) -> None:
        """Move to a mark that is somewhere else now."""
        width = min(_WIDEST, room.width - 2)
        x = max(room.x + 1, min(mark.x, room.right - width - 1))
        self.absolute_offset = Offset(x, mark.y)

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
