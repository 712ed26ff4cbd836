"""The popup that stands beside a note mark and tells what the note rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from briefing_tui.tui.wording import citation_content, note_heading, note_remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from briefing_tui.briefing import Citation, Footnote, Reading
    from briefing_tui.tui.keyed import KeyedApp

_WIDEST = 68
"""Cells; a line of the popup is then as long as a line of the body at most."""
_BORDER = 2
"""Lines of the border."""
_FRAME = _BORDER + 1
"""Lines of the border and of the rule above the keys."""
_AROUND = 5
"""Cells beside the text: border, padding, and the scrollbar that may come."""
_LEAST = 5
"""Lines: less than the frame, one of the note and one of the keys shows nothing."""

_READABLE = 3
"""Lines of a note that can be read without scrolling at every other word."""


def place_beside(mark: Region, room: Region, wanted: int, widest: int = _WIDEST) -> Region:
    """Give the region for a box beside a mark: below it where there is room, else above it.

    It lies within `room` and touches no cell of the mark's line, unless `room` is so low that
    neither side has the least number of lines; it is then as high as the roomier side and may
    stand over what lies outside of `room`, but not over the mark.

    Args:
        mark: the mark, on the screen.
        room: what the box may cover.
        wanted: lines that it needs to show everything.
        widest: cells that it takes when there are so many.
    """
    width = max(1, min(widest, room.width - 2))
    x = max(room.x + 1, min(mark.x, room.right - width - 1))
    below, above = room.bottom - mark.bottom, mark.y - room.y
    if wanted <= below or below >= above:
        return Region(x, mark.bottom, width, min(wanted, max(below, _LEAST)))
    height = min(wanted, max(above, _LEAST))
    return Region(x, mark.y - height, width, height)


class NotePopup(Vertical):
    """One note, beside its mark: below it, or above where there is no room below.

    The focus stays in the article, so that the next mark moves mark and popup together. Of a note
    with several sources one is *chosen*: what is done with a source is done with that one.
    """

    app: KeyedApp

    DEFAULT_CSS = """
    NotePopup {
        overlay: screen;
        constrain: none none;
        display: none;
        padding: 0 1;
        border: round $accent;
        border-title-align: left;
        border-title-background: $panel;
        background: $panel;
        & > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        & Static { width: 1fr; height: auto; }
        & > #popup-keys { dock: bottom; color: $quiet; border-top: solid $line; }
    }
    """

    class Pressed(Message):
        """A key in the popup's line of keys was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action
            """What the key does: the name of an action of the pane."""

    def __init__(self) -> None:
        super().__init__(id="popup")
        self.note: Footnote | None = None
        """The note that is shown; None while the popup is closed."""
        self.whole = False
        """Whether the note's own words and all that is known of it are shown."""
        self.pinned = False
        """Opened by key or click; one that the mouse called goes when the mouse goes."""
        self._reading: Reading | None = None
        self._marked: Sequence[int] = ()
        self._chosen = 0
        self._tops: list[int] = []
        """The line of the text on which each source begins."""
        self._lines = 0
        self._key_lines = 1

    def compose(self) -> ComposeResult:
        """Lay out the note, and below it the keys that work on it."""
        with VerticalScroll(id="popup-scroll", can_focus=False):
            yield Static(id="popup-note", markup=False)
        yield Static(id="popup-keys", markup=False)

    @property
    def citation(self) -> Citation | None:
        """The source that is chosen; None when the note has none or none is shown."""
        return self.note.citations[self._chosen] if self.note and self.note.citations else None

    def show(
        self,
        reading: Reading,
        note: Footnote,
        mark: Region,
        room: Region,
        *,
        marked: Sequence[int] = (),
        whole: bool = False,
        pinned: bool = False,
    ) -> None:
        """Stand beside a mark.

        Args:
            reading: the briefing.
            note: what to show.
            mark: the mark's region of the screen.
            room: the region of the screen that the popup may cover.
            marked: the paragraphs that the note is marked in, 0 for what is none.
            whole: whether to show all of it.
            pinned: whether it stays until it is closed.
        """
        if note is not self.note:
            self._chosen = 0
        self._reading, self._marked = reading, marked
        self.note, self.whole, self.pinned = note, whole, pinned
        self.border_title = note_heading(note)
        self.display = True
        self._fill(room)
        self.stand_beside(mark, room)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _fill(self, room: Region) -> None:
        width = max(1, min(_WIDEST, room.width - 2) - _AROUND)
        text, self._tops = self._text(width)
        keys = self._keys(width + 1)
        self._lines = text.get_height({}, width)
        self._key_lines = keys.plain.count("\n") + 1
        self.query_one("#popup-note", Static).update(text)
        self.query_one("#popup-keys", Static).update(keys)

    def stand_beside(self, mark: Region, room: Region) -> None:
        """Move to a mark that is somewhere else now."""
        region = place_beside(mark, room, self._lines + self._key_lines + _FRAME)
        # Where there is hardly room, it is the note's: the keys are told by the help too.
        left = region.height - self._key_lines - _FRAME
        keys = self.query_one("#popup-keys")
        keys.display = left >= min(self._lines, _READABLE)
        shown = left if keys.display else region.height - _BORDER
        scrolls = shown < self._lines
        self.border_subtitle = self.app.hint(("note.down note.up", "scroll")) if scrolls else ""
        self.styles.width, self.styles.height = region.width, region.height
        self.absolute_offset = Offset(region.x, region.y)

    def hide(self) -> None:
        """Go away."""
        self.note, self.whole, self.pinned = None, False, False
        self.display = False

    def step(self, by: int) -> None:
        """Choose the next source or the one before; where there is none, scroll by a line."""
        scroll = self.query_one(VerticalScroll)
        count = len(self.note.citations) if self.note else 0
        if not 0 <= self._chosen + by < count:
            scroll.scroll_relative(y=by, animate=False)
            return
        self._chosen += by
        width = self.query_one("#popup-note").size.width
        text, self._tops = self._text(max(1, width))
        self.query_one("#popup-note", Static).update(text)
        top = self._tops[self._chosen]
        scroll.scroll_to_region(Region(0, top, 1, 3), animate=False)

    def _text(self, width: int) -> tuple[Content, list[int]]:
        note, reading = self.note, self._reading
        if note is None or reading is None:
            return Content(), []
        elsewhere = {use.citation.id: use.elsewhere for use in reading.sources}
        parts: list[Content] = []
        tops: list[int] = []
        top = 0
        for index, citation in enumerate(note.citations):
            content = citation_content(citation, elsewhere.get(citation.id, 0))
            several = len(note.citations) > 1
            lines = content.wrap(max(1, width - 2)) if several else content.wrap(width)
            if several:
                sign = "▸ " if index == self._chosen else "  "
                lines = [
                    Content.assemble((sign if row == 0 else "  ", "bold $text-accent"), line)
                    for row, line in enumerate(lines)
                ]
            tops.append(top)
            top += len(lines)
            parts += lines
        remarks = note_remarks(note, self._marked, whole=self.whole)
        if remarks:
            parts.append(Content.assemble("\n" if parts else "", remarks))
        return Content("\n").join(parts), tops

    def _keys(self, width: int) -> Content:
        """Give the keys that work on the note, a key and its words never on two lines."""
        note = self.note
        keys = [("article.open", "less" if self.whole else "more", "toggle_whole")]
        citations = note.citations if note else ()
        if any(citation.url for citation in citations):
            keys += [
                ("reader.visit", "open", "visit"),
                ("reader.visit-archived", "as of access", "visit(True)"),
            ]
        if citations:
            keys += [
                ("reader.copy", "copy", "copy"),
                ("reader.sources", "source", "screen.sources"),
            ]
        if len(citations) > 1:
            keys.append(("note.down note.up", "choose", "step_in_note(1)"))
        keys.append(("reader.close", "close", "close_note"))
        lines = [Content()]
        for names, what, action in keys:
            # What has no key is there for the mouse.
            key = " ".join(filter(None, map(self.app.key_of, names.split())))
            words = Content.assemble((key, "bold $foreground"), f" {what}" if key else what)
            words = words.stylize(Style.from_meta({"press": action}))
            if not lines[-1]:
                lines[-1] = words
            elif lines[-1].cell_length + 2 + words.cell_length <= width:
                lines[-1] = Content.assemble(lines[-1], "  ", words)
            else:
                lines.append(words)
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        event.stop()
        action = event.style.meta.get("press")
        if action:
            self.post_message(self.Pressed(action))
