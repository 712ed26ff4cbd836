"""The pages that were opened one from another, with a way back and forward as in a browser."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import BindingType

    from briefing_tui.briefing import Progress

_KEPT = 25
"""Pages that can be gone back to. Each takes 4 MB on a large screen, most of it painted lines."""
_HASTE = 0.5
"""Seconds between two presses of a key by one who has not yet seen what the first did."""


class HistoryScreen(Screen[None]):
    """A page of the history: it is left by going back or on, and stays as it was left.

    What the archive's files did in the meantime is told to it when it is seen again.
    """

    BINDING_GROUP_TITLE = "The way back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,less_than_sign,alt+left", "app.go_back", "Back", key_display="q",
                tooltip="Go back", id="page.back"),
        Binding("greater_than_sign,alt+right", "app.go_forward", "Forward", key_display=">",
                tooltip="Go on again to the page you came back from", id="page.forward"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._missed: list[Progress] = []

    def refreshed(self, progress: Progress) -> None:
        """Take in what a refresh found, now or when the page is next seen.

        A page that is being laid out is not seen yet.
        """
        if self.is_active and self.is_mounted:
            self.take_in(progress)
        elif progress.changes:
            self._missed.append(progress)

    def step_back(self) -> bool:
        """Go back by a step within the page; false when there is none to go back."""
        return False

    def take_in(self, progress: Progress) -> None:
        """Ask again when the archive has changed."""
        if progress.changes:
            self._load()

    @abstractmethod
    def _load(self) -> object:
        """Ask the archive for what the page shows, and show it."""

    def on_screen_resume(self) -> None:
        """Take in what happened while another page was shown."""
        missed, self._missed = self._missed, []
        for progress in missed:
            self.take_in(progress)


class History:
    """The pages above an application's first screen, home, and which of them is shown.

    A page that is not shown lives on, so that going back or forward to it finds it as it was left:
    the line at the top, the mark and the pane with the focus, the note that was open.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._pages: list[HistoryScreen] = []
        self._at = -1
        """Index of the page that is shown; -1 while home is."""
        self._opened = 0
        self._last = -_HASTE
        """When home was shown, or a key pressed in haste after that."""

    @property
    def leads_on(self) -> bool:
        """Whether there is a page to go forward to."""
        return self._at + 1 < len(self._pages)

    @property
    def pages(self) -> tuple[HistoryScreen, ...]:
        """The pages, the one that was opened first at the front."""
        return tuple(self._pages)

    def open(self, page: HistoryScreen) -> None:
        """Show a page that follows the one shown; what followed that before is forgotten."""
        passed = self._pages[self._at + 1 :]
        del self._pages[self._at + 1 :]
        self._opened += 1
        self._app.install_screen(page, f"page-{self._opened}")
        self._pages.append(page)
        self._show(self._at + 1)
        if len(self._pages) > _KEPT:
            passed.append(self._pages.pop(0))
            self._at -= 1
        self._forget(passed)

    def back(self) -> None:
        """Show the page before, and home before the first of them."""
        if self._at >= 0:
            self._show(self._at - 1)

    def step_back(self) -> None:
        """Go back by a step within the page shown, or to the page before when it has none."""
        if self._at >= 0 and not self._pages[self._at].step_back():
            self.back()

    def at_once(self) -> bool:
        """Tell whether a key comes so soon after home was shown that it was meant for a page.

        Keys that follow each other so fast all count as one haste.
        """
        before, self._last = self._last, time.monotonic()
        return self._last - before < _HASTE

    def home(self) -> None:
        """Show home."""
        while self._at >= 0:
            self._show(self._at - 1)

    async def clear(self) -> None:
        """Show home, and forget all pages; they are gone then."""
        self.home()
        passed, self._pages = self._pages, []
        for page in passed:
            self._app.uninstall_screen(page)
            await page.remove()

    def forward(self) -> None:
        """Show the page that was gone back from."""
        if self.leads_on:
            self._show(self._at + 1)

    def give_up(self, page: HistoryScreen) -> None:
        """Take a page out that has nothing to show."""
        if page not in self._pages:
            return
        index = self._pages.index(page)
        if index == self._at:
            self.back()
        elif index < self._at:
            self._at -= 1
        self._pages.remove(page)
        self._forget([page])

    def _show(self, index: int) -> None:
        app = self._app
        if self._at >= 0:
            while app.screen is not self._pages[self._at]:
                app.pop_screen()  # the command palette, or the like
        if index < 0:
            app.pop_screen()
        elif self._at < 0:
            app.push_screen(self._pages[index])
        else:
            app.switch_screen(self._pages[index])
        self._at = index
        if index < 0:
            self._last = time.monotonic()

    def _forget(self, pages: list[HistoryScreen]) -> None:
        for page in pages:
            self._app.uninstall_screen(page)
            page.remove()
