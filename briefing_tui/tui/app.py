"""The application: which screen is shown, and what the archive's threads tell it."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from briefing_tui.config import Config
from briefing_tui.tui.commanding import CommandingApp
from briefing_tui.tui.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from briefing_tui.briefing import Author, Citation, Problem, Progress
    from briefing_tui.tui.background import Background
    from briefing_tui.tui.finder import Finder
    from briefing_tui.tui.history import History
    from briefing_tui.tui.search import Search

# The first paint waits for what the finder needs and for nothing else: the archive with SQLite and
# the values, and the other screens, are another 60 ms and imported when they are shown.


class BriefingApp(CommandingApp):
    """The reader of briefings.

    Args:
        root: the archive's folder; None offers the three ways to come by one.
        open_slug: a briefing to open at once, by its slug or its file.
        cache: where caches are; the user's own when None.
        settings: the user's; what holds without any when None.
        in_haste: show the search box before the finder is loaded, and go on from there.
    """

    TITLE = "briefing"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDING_GROUP_TITLE = "The program"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True,
                tooltip="Leave the program", id="app.quit"),
        Binding("ctrl+c", "quit", "Quit", show=False, tooltip="Leave the program",
                id="app.interrupt"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True,
                tooltip="Back to the shell; its fg comes back here", id="app.suspend"),
    ]  # fmt: skip

    class Refreshed(Message):
        """The archive's files were looked at, or a part of what changed was taken in."""

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress
            """How far it is, and what changed."""

    def __init__(
        self,
        root: Path | None,
        *,
        open_slug: str | None = None,
        cache: Path | None = None,
        settings: Config | None = None,
        in_haste: bool = False,
    ) -> None:
        super().__init__(settings or Config(), root, cache)
        self._open_slug = open_slug
        self._in_haste = in_haste
        self._background: Background | None = None
        self._history: History | None = None
        self._home: Finder | None = None
        self._prepared = False
        self.archive_read = False
        """Whether all files have been looked at once."""

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that can be seen through the one on top: none through one that is opaque.

        Textual takes the screen below for one, whatever is on top: each change of it, even unseen,
        paints everything anew, and each new size does so three times more.
        """
        return super()._background_screens if self.screen.styles.background.a < 1 else []

    @property
    def archive(self) -> Background:
        """The archive, in threads of its own; it answers from when it is first asked."""
        if self._background is None:
            from briefing_tui.tui.background import Background  # noqa: PLC0415 - as said at the top

            assert self._root is not None, "asked where there is no archive"  # noqa: S101
            self._background = Background(
                self._root,
                cache=self._cache,
                report=partial(self._refreshed, self._root),
                failed=lambda error: self.post_message(self.Failed(error)),
            )
            self._background.start()
        return self._background

    def _refreshed(self, root: Path, progress: Progress) -> None:
        # In a thread. What is on its way from an archive that was left is of no use.
        if root is self._root:
            self.post_message(self.Refreshed(progress))

    @property
    def root(self) -> Path | None:
        """The archive's folder; None while there is none."""
        return self._root

    @property
    def history(self) -> History:
        """The pages that were opened from the finder on."""
        if self._history is None:
            from briefing_tui.tui.history import History  # noqa: PLC0415 - as said at the top

            self._history = History(self)
        return self._history

    @property
    def begins_at_home(self) -> bool:
        """Whether the first page is the finder, rather than a briefing that was asked for."""
        return not self._open_slug

    @property
    def archive_title(self) -> str:
        """The archive's name, for the head of the finder."""
        root = self._root
        return (root.resolve().name or str(root)) if root is not None else ""

    def get_default_screen(self) -> Screen[None]:
        """Give the first screen: the finder, or the three ways to an archive."""
        if self._root is None:
            from briefing_tui.tui.welcome import Welcome  # noqa: PLC0415 - as said at the top

            return Welcome()
        if not self._in_haste:
            return self._finder()
        return Opening(self.archive_title if self.begins_at_home else None)

    def _finder(self) -> Finder:
        from briefing_tui.tui.finder import Finder  # noqa: PLC0415 - as said at the top

        self._home = Finder()
        return self._home

    def on_mount(self) -> None:
        """Show the first page, and do the rest after it."""
        if not isinstance(self.screen, Opening):
            self._show_first(self.screen)

    @on(Opening.Painted)
    def _go_on_from_opening(self) -> None:
        if self._home is None and self.screen_stack:
            finder = self._finder()
            self.push_screen(finder)
            self._show_first(finder)

    def _show_first(self, home: Screen[Any]) -> None:
        if self._open_slug:
            # Over the finder before that is painted: it is laid out when it is gone back to.
            self.read(self._open_slug)
        else:
            home.call_after_refresh(self.first_shown)

    def begun(self) -> None:
        """Tell what is wrong with the settings; list the archive below what was asked for."""
        self.tell_faults()
        self.check_keys()
        if self._home is not None and not self.begins_at_home:
            self._home.begin()

    def listed(self) -> None:
        """Do what the first list did not wait for: look at the files, load what reading needs."""
        self.archive.keep_up()
        if not self._prepared:
            self._prepared = True
            # A thread of Textual's would be waited for by who leaves at once.
            Thread(target=self._prepare, name="briefing-imports", daemon=True).start()

    def _prepare(self) -> None:
        """Import what the first search and the first briefing need, while they are thought of."""
        from briefing_tui import archive  # noqa: PLC0415 - as said at the top

        if self.begins_at_home:
            archive.prepare_to_search()
        import_module("briefing_tui.tui.reader")
        archive.prepare_to_read()

    @work(exclusive=True, group="archive")
    async def open_archive(self, root: Path) -> None:
        """Go to the finder of an archive; of another one that is open nothing is left behind."""
        if not await asyncio.to_thread(root.is_dir):
            self.notify(f"{root} is not a folder.", severity="error", markup=False)
            return
        if self._home is None:
            self._root = root
            await self.push_screen(self._finder())
            return
        await self.history.clear()
        # From here on all that asks is answered by the new one. What is remembered of the old one
        # may take a moment to get on the disk, and asks the old one on its way.
        memory, background = self.take_memory(), self._background
        self._root, self._background, self.archive_read = root, None, False
        self._home.begin_anew()
        for left in (memory, background):
            if left is not None:
                await asyncio.to_thread(left.stop)

    def look_for(self, search: Search) -> None:
        """Go to the finder with a search."""
        if self._home is not None:
            self.history.home()
            self._home.change(search)

    def point_at(self, slug: str) -> None:
        """Put the cursor of the list on a briefing, for who comes back to it."""
        if self._home is not None:
            self._home.point_at(slug)

    @work(exclusive=True, group="author")
    async def show_author_of(self, slug: str) -> None:
        """Open the page of an author, by the author's slug."""
        self.show_author(await self.archive.ask(lambda archive: archive.author(slug)))

    def screens_alive(self) -> Iterable[Screen[Any]]:
        """Give the screens that are shown or can be gone back to, each once."""
        return tuple(dict.fromkeys((*self.screen_stack, *self.history.pages)))

    def on_briefing_app_refreshed(self, event: Refreshed) -> None:
        """Tell the screens what a refresh found."""
        if not self.is_running:
            return  # the screens are being taken apart
        self.archive_read = self.archive_read or event.progress.done >= event.progress.total
        self.state.refreshed(event.progress)
        for screen in self.screens_alive():
            refreshed = getattr(screen, "refreshed", None)
            if refreshed is not None:
                refreshed(event.progress)

    def read(
        self,
        slug: str,
        *,
        query: str = "",
        passage: tuple[int, int, int] | None = None,
        note: int = 0,
        own: Literal["", "highlighted", "noted"] = "",
    ) -> None:
        """Open a briefing; the arguments are those of `Reader`."""
        from briefing_tui.tui.reader import Reader  # noqa: PLC0415 - as said at the top

        self.history.open(Reader(slug, query=query, passage=passage, note=note, own=own))

    def read_on(self, slug: str, block: int) -> None:
        """Go on at a block of a briefing, on the page that shows it or another language of it."""
        from briefing_tui.tui.reader import Reader  # noqa: PLC0415 - as said at the top

        if isinstance(self.screen, Reader) and self.screen.is_version(slug):
            self.screen.go_on(slug, block)
        else:
            self.history.open(Reader(slug, block=block))

    def read_beside(self, slug: str, other: str, *, block: int) -> None:
        """Read a briefing beside another language of it."""
        from briefing_tui.tui.side_by_side import SideBySide  # noqa: PLC0415 - as said at the top

        self.history.open(SideBySide(slug, other, block=block))

    def show_source(self, citation: Citation, *, slug: str = "") -> None:
        """Open the page of a source; `slug` is the briefing that the reader comes from."""
        from briefing_tui.tui.source_page import SourcePage  # noqa: PLC0415 - as said at the top

        if citation.id:
            self.history.open(SourcePage(citation, slug=slug))
        else:
            self.notify(
                "This note does not tell enough to know its source in other briefings.",
                markup=False,
            )

    def show_author(self, author: Author, *, slug: str = "") -> None:
        """Open the page of an author; `slug` is the briefing that the reader comes from."""
        from briefing_tui.tui.author_page import AuthorPage  # noqa: PLC0415 - as said at the top

        self.history.open(AuthorPage(author, slug=slug))

    def show_fault(self, problem: Problem) -> None:
        """Open the page of a fault."""
        from briefing_tui.tui.fault_page import FaultPage  # noqa: PLC0415 - as said at the top

        self.history.open(FaultPage(problem))

    def show_faults(self) -> None:
        """Open the list of faults."""
        from briefing_tui.tui.faults import Faults  # noqa: PLC0415 - as said at the top

        self.history.open(Faults())

    def action_go_back(self) -> None:
        """Go back within the page or to the page before, at last to the finder."""
        self.history.step_back()

    def action_go_forward(self) -> None:
        """Go on to the page that was gone back from."""
        self.history.forward()

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - the name Textual gives it
    ) -> bool | None:
        """Show the way forward only where there is one."""
        return action != "go_forward" or (self._history is not None and self._history.leads_on)

    def on_unmount(self) -> None:
        """Let the threads end."""
        self.end_remembering()
        if self._background is not None:
            self._background.stop()
