"""What the application hands over to other programs: browser and clipboard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported

from briefing_tui.text import one_line
from briefing_tui.tui.configured import ConfiguredApp

if TYPE_CHECKING:
    from briefing_tui.errors import BriefingError
    from briefing_tui.tui.browser import Address

# Each of the modules imported below is wanted by few runs, and by none before its first paint.


class OutsideApp(ConfiguredApp):
    """An application that opens addresses and copies texts."""

    def tell(self, error: BriefingError) -> None:
        """Show a user's mistake, and how to mend it."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(text, severity="error", timeout=10, markup=False)

    def visit(self, address: str) -> None:
        """Open an address in the browser, if it is one of the web."""
        from briefing_tui.tui.browser import web_address  # noqa: PLC0415 - as said at the top

        found = web_address(address)
        if found is None:
            self.notify(f"Only web addresses are opened, not {one_line(address)}", markup=False)
        else:
            self._browse(found)

    @work
    async def _browse(self, address: Address) -> None:
        from briefing_tui.tui import browser  # noqa: PLC0415 - as said at the top

        found = browser.find_browser(preferred=self.settings.browser)
        opened = False
        if found is not None and found.in_terminal:
            try:
                with self.suspend():
                    opened = browser.visit_in_terminal(found, address.url)
            except SuspendNotSupported:
                opened = False
        elif found is not None:
            opened = await asyncio.to_thread(browser.start, found, address.url)
        if opened:
            self.notify(f"Opened {address.host}\n{address.url}", markup=False)
        else:
            self.copy(address.url, f"No browser can be started here; the address at {address.host}")

    def copy(self, text: str, what: str) -> None:
        """Put a text on the clipboard, and say that `what` was copied and by which way."""
        self._clipboard = text
        self._copy(text, what)

    @work
    async def _copy(self, text: str, what: str) -> None:
        from briefing_tui.tui import clipboard  # noqa: PLC0415 - as said at the top

        write = self._driver.write if self._driver is not None else str
        way = await asyncio.to_thread(clipboard.copy, text, write)
        if way:
            self.notify(f"{what} copied {way}.", markup=False)
        else:
            self.notify(
                f"{what} could not be copied: there is no clipboard, and no file can be written.",
                severity="error",
                markup=False,
            )

    def copy_to_clipboard(self, text: str) -> None:
        """Put what is selected on the clipboard, for Textual's own widgets."""
        self.copy(text, "What is selected")
