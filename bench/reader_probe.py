"""Run by `reader.py` in a pseudo-terminal: times what a program of Textual does, from within it."""

from __future__ import annotations

import asyncio
import fcntl
import json
import statistics
import struct
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static
from textual.worker import get_current_worker

from briefing_tui.tui import app as app_module
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

PAGES = 12
WIDTHS = (90, 70, 110, 120)
QUIET = 0.4
PATIENCE = 20.0


class Writes:
    """When the program hands something to the terminal, and what."""

    def __init__(self, app: App[Any], marker: str) -> None:
        self.last = 0.0
        self.marked: float | None = None
        driver = app._driver
        write = driver.write

        def watched(data: str) -> None:
            self.last = time.perf_counter()
            if self.marked is None and marker in data:
                self.marked = self.last
            write(data)

        driver.write = watched  # type: ignore[method-assign]

    async def after(self, start: float) -> float:
        """Wait for the next write after a moment, and give the seconds between them."""
        while self.last <= start:
            if time.perf_counter() - start > PATIENCE:
                raise TimeoutError
            await asyncio.sleep(0.0005)
        return self.last - start

    async def quiet(self, start: float) -> float:
        """Wait until nothing more is written, and give the seconds from a moment to the last."""
        await self.after(start)
        while time.perf_counter() - self.last < QUIET:
            await asyncio.sleep(0.01)
        return self.last - start


def resident() -> float:
    """Give the MiB that this process holds."""
    with open("/proc/self/statm") as file:  # noqa: PTH123 - no path is made of it
        return int(file.read().split()[1]) * 4096 / (1 << 20)


async def measure(
    app: App[Any], marker: str, show: Callable[[], object], page: Callable[[int], object]
) -> dict[str, float]:
    """Show a text, go down it and change the size."""
    writes = Writes(app, marker)
    await asyncio.sleep(0.5)
    before = resident()
    start = time.perf_counter()
    show()
    while writes.marked is None:
        await asyncio.sleep(0.001)
    out = {"show": (writes.marked - start) * 1000, "marked": writes.marked}
    await writes.quiet(start)
    out["MiB"] = resident() - before
    pages = []
    for number in range(PAGES):
        start = time.perf_counter()
        page(-1 if number % 2 else 1)
        pages.append(await writes.after(start))
        await asyncio.sleep(0.05)
    out["page"] = statistics.median(pages) * 1000
    sizes = []
    for width in WIDTHS:
        start = time.perf_counter()
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
        sizes.append(await writes.quiet(start))
    out["resize"] = statistics.median(sizes) * 1000
    return out


class Reading(BriefingApp):
    """The reader itself."""

    CSS_PATH = Path(app_module.__file__).with_name("app.tcss")

    def __init__(self, folder: Path, marker: str) -> None:
        super().__init__(folder / "archive")
        self._folder, self._marker = folder, marker

    def first_shown(self) -> None:
        """Measure once the first page is shown."""
        super().first_shown()
        self.run_worker(self._measure())

    async def _measure(self) -> None:
        while not self.archive_read or self.workers._workers - {get_current_worker()}:
            await asyncio.sleep(0.01)
        loaded: list[float] = []
        load = Article.load

        def watched(article: Article, *given: Any) -> None:
            loaded.append(time.perf_counter())
            load(article, *given)

        Article.load = watched  # type: ignore[method-assign]
        took = await measure(
            self, self._marker, lambda: self.read("piece"),
            lambda pages: self.screen.query_one(Article).action_scroll_pages(float(pages)),
        )  # fmt: skip
        took["frame"] = (took["marked"] - loaded[0]) * 1000
        (self._folder / "answer.json").write_text(json.dumps(took))
        self.exit()


class Bare(App[None]):
    """One widget of Textual in a container that scrolls."""

    CSS = "Static { width: 1fr; height: auto; } VerticalScroll { max-width: 80; }"

    def __init__(self, widget: str, folder: Path, marker: str) -> None:
        super().__init__()
        self._widget, self._folder, self._marker = widget, folder, marker

    def compose(self) -> ComposeResult:
        """Lay out the widget."""
        with VerticalScroll():
            yield Markdown() if self._widget == "markdown" else Static(markup=False)

    def on_mount(self) -> None:
        """Measure once the first screen is painted."""
        self.call_after_refresh(lambda: self.run_worker(self._measure()))

    async def _measure(self) -> None:
        text = (self._folder / "piece.txt").read_text()
        widget = self.query_one(Markdown if self._widget == "markdown" else Static)
        scroll = self.query_one(VerticalScroll)
        took = await measure(
            self, self._marker, lambda: widget.update(text),
            lambda pages: scroll.scroll_relative(y=38 * pages, animate=False, force=True),
        )  # fmt: skip
        took["frame"] = took["show"]
        (self._folder / "answer.json").write_text(json.dumps(took))
        self.exit()


def probe(name: str, folder: Path, marker: str) -> None:
    """Run one of the programs, and leave what it took in the folder."""
    if name == "reader":
        Reading(folder, marker).run()
    else:
        Bare(name, folder, marker).run()
