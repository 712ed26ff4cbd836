"""Where a page to be added comes from: a file that is chosen, or a text that is pasted."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line
from briefing_tui.tui import paths
from briefing_tui.tui.history import HistoryScreen
from briefing_tui.tui.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from briefing_tui.archive import Archive, Plan
    from briefing_tui.briefing import Progress
    from briefing_tui.tui.app import BriefingApp

_LONGEST_PATH = 4_096
_SHOWN = 200
"""Characters of a path that are told when something is wrong with it."""
_KIB = 1_024


class PathInput(Input):
    """A line for a path, which knows a page from a path when something is pasted into it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", key_display="Tab", id="add.complete",
                tooltip="Complete the path as far as there is one way to go on"),
        Binding("down", "screen.move(1)", "Next", show=False, id="add.down",
                tooltip="Next file below the line"),
        Binding("up", "screen.move(-1)", "Before", show=False, id="add.up",
                tooltip="File before, below the line"),
        Binding("ctrl+v", "screen.clipboard", "Clipboard", key_display="Ctrl+V",
                id="add.clipboard", tooltip="Take the page from the clipboard"),
    ]  # fmt: skip

    class Pasted(Message):
        """The text of a page was pasted, not a path."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """As it was pasted, its lines ended by line feeds."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        # Terminals paste the end of a line as the key that is pressed there.
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if "\n" in text.strip() or len(text) > _LONGEST_PATH or text.lstrip().startswith("<"):
            self.post_message(self.Pasted(text))
            return
        path = paths.path_of(text)
        if path is not None and path.is_absolute():
            self.value = str(path)  # a file that was dropped is meant whatever stood there
            self.cursor_position = len(self.value)
        else:
            self.insert_text_at_cursor(text.strip())

    def action_complete(self) -> None:
        """Complete the path as far as there is one way to go on."""
        self.value = paths.completed(self.value)
        self.cursor_position = len(self.value)


class AddPage(HistoryScreen):
    """Asks for a saved page; what becomes of it is shown before it is written."""

    app: BriefingApp

    CSS_PATH = "screens.tcss"
    BINDING_GROUP_TITLE = "A page to add"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.go_back", "Back", key_display="Esc", tooltip="Go back",
                id="add.back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[paths.Entry] = []
        self._chosen = False
        """Whether a file below the line was gone to: Enter takes it then."""

    def compose(self) -> ComposeResult:
        """Lay out the line for a path, and the files below it."""
        yield Static(id="add-told", markup=False)
        yield PathInput(placeholder="Path of a saved page, or paste the page itself", id="add-path",
                        select_on_focus=False)  # fmt: skip
        yield OptionList(id="add-files", markup=False)
        yield Static(id="add-error", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the line, with the saved pages of the current folder below it."""
        self.query_one("#add-told", Static).update(
            Content.assemble(
                ("A saved page becomes a briefing: ", "bold"),
                "text, Markdown, HTML or MHTML. Choose the file, drop it here, or paste the page. "
                "Nothing is written before you have seen what becomes of it.",
            )
        )
        box = self.query_one(PathInput)
        box.border_title = "Add a page"
        box.border_subtitle = "Tab completes · ↓ ↑ choose · Enter goes on"
        box.focus()
        self._list("")

    def _load(self) -> None:
        """Show nothing else: the archive has no part in it yet."""

    def take_in(self, progress: Progress) -> None:
        """Leave the line as it is, whatever the archive's files do."""

    # --- the files below the line

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#add-error", Static).update("")
        self._list(event.value)

    @work(exclusive=True, group="files")
    async def _list(self, typed: str) -> None:
        self._chosen = False
        found = await asyncio.to_thread(paths.offered, typed)
        if not self.is_running:
            return
        self._listed = found
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options([Option(_shown(entry)) for entry in found])

    def action_move(self, step: int) -> None:
        """Go to the next file below the line, or to the one before."""
        listing = self.query_one(OptionList)
        if self._listed:
            at = listing.highlighted
            first = 0 if step > 0 else len(self._listed) - 1
            listing.highlighted = first if at is None else (at + step) % len(self._listed)
            self._chosen = True

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(self._listed[event.option_index])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        at = self.query_one(OptionList).highlighted
        if self._chosen and at is not None:
            self._choose(self._listed[at])
        elif event.value.strip():
            self._take(event.value)

    def _choose(self, entry: paths.Entry) -> None:
        """Go on with what stands below the line."""
        if entry.is_folder:
            self._go_into(entry.typed)
        else:
            self._read(expanded(entry.typed))

    def _go_into(self, folder: str) -> None:
        box = self.query_one(PathInput)
        box.value = folder
        box.cursor_position = len(folder)
        box.focus()

    def _take(self, typed: str) -> None:
        """Go on with a path that was typed: into a folder, or to what becomes of a page."""
        path = paths.path_of(typed)
        if path is None:
            self._tell("Those are several files: add them one after the other.")
        elif paths.kind_of(path) == "folder":
            self._go_into(f"{path}/")
        elif typed.strip().lower().startswith(("http://", "https://")):
            self._tell("Nothing is fetched from the network: save the page in your browser, or "
                       "paste it here.")  # fmt: skip
        else:
            self._read(path)

    # --- the page

    @work(exclusive=True, group="page")
    async def _read(self, path: Path) -> None:
        """Read a file, and go on with it."""
        try:
            data = await asyncio.to_thread(_load, path)
        except BriefingError as error:
            self._tell_error(error)
        else:
            self._go_on([data], str(path))

    @on(PathInput.Pasted)
    def _pasted(self, event: PathInput.Pasted) -> None:
        self._go_on([event.text], "")

    @work(exclusive=True, group="page")
    async def action_clipboard(self) -> None:
        """Take the page from the clipboard."""
        from briefing_tui.tui import clipboard  # noqa: PLC0415 - wanted by few runs

        forms = await asyncio.to_thread(clipboard.read)
        if not forms:
            self._tell("The clipboard cannot be read from here: paste with your terminal's own "
                       "key, Ctrl+Shift+V in most.")  # fmt: skip
            return
        path = paths.path_of(forms[-1].decode("utf-8", "replace"))
        if path is not None and paths.kind_of(path) == "file":
            self._read(path)
        else:
            self._go_on(forms, "")

    @work(exclusive=True, group="draft")
    async def _go_on(self, forms: Sequence[str | bytes], name: str) -> None:
        """Show what becomes of a page.

        Args:
            forms: the page in each form that it is there in; the first that can be read is taken.
            name: of its file; empty where there is none.
        """
        self._tell("Reading the page …")
        try:
            plan = await self.app.archive.ask(lambda archive: _plan(archive, forms, name))
        except BriefingError as error:
            self._tell_error(error)
            return
        if self.is_running and self.is_current:
            self._tell("")
            self.app.show_draft(plan, source=self)

    def _tell_error(self, error: BriefingError) -> None:
        self._tell(f"{error.message}\n→ {error.hint}" if error.hint else error.message)

    def _tell(self, words: str) -> None:
        if self.is_running:
            self.query_one("#add-error", Static).update(Content(words))


def _load(path: Path) -> bytes:
    shown = one_line(str(path))
    shown = f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown
    kind = paths.kind_of(path)
    if kind != "file":  # a pipe would be waited for
        raise BriefingError(f"{shown} is no file" if kind else f"{shown} is not there")
    try:
        with path.open("rb") as file:
            return archives.load_page(file, shown)
    except OSError as error:
        raise BriefingError(f"{shown} cannot be read: {error.strerror}") from error


def _plan(archive: Archive, forms: Sequence[str | bytes], name: str) -> Plan:
    failure: BriefingError | None = None
    for form in forms:
        try:
            return archive.plan(archive.draft(form, name))
        except BriefingError as error:
            failure = error
    assert failure is not None, "a page has some form"  # noqa: S101
    raise failure


def _shown(entry: paths.Entry) -> Content:
    if entry.is_folder:
        return Content.styled(one_line(entry.name), "bold")
    day = dt.datetime.fromtimestamp(entry.mtime).strftime("%Y-%m-%d")  # noqa: DTZ006 - local
    return Content.assemble(
        one_line(entry.name), (f"  {-(-entry.size // _KIB):,} kB · {day}", "$quiet")
    )
