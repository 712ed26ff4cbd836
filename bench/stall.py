"""How long the interface stands still while an index is built and while searches run.

    python bench/stall.py ARCHIVE [--seconds 60] [--size 120x40]

The real program runs without a terminal; a task in its event loop wakes every 5 ms and notes by how
much it is late: what a key would have waited. Three stretches are told, beside a bare Textual
program that is typed into: the first start, with no catalogue and no index, for half of the
seconds; typing queries letter by letter for the other half; and typing them when all is there. On
a machine that does other things the bare program's figures are the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.widgets import Footer, Input, Static

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.finder import Finder

if TYPE_CHECKING:
    from typing import Self

STEP = 0.005
LATE = 0.050
QUERIES = ("harbour", "con*", "the border of", '"of the"', "topic:energy 2019..2021", "portmn~")


class Bare(App[None]):
    """A box to type into."""

    def compose(self):
        """Lay out the box, a text and the footer."""
        yield Input()
        yield Static("body")
        yield Footer()


class Probe:
    """Notes by how much the event loop is late."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._start = time.perf_counter()
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        self.seconds = time.perf_counter() - self._start

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(STEP)
            self.late.append(time.perf_counter() - before - STEP)

    def told(self, label: str) -> str:
        """Give a line about what was noted."""
        late = sorted(self.late, reverse=True)
        stalls = sum(1 for gap in late if gap > LATE)
        share = late[len(late) // 1000] if late else 0.0
        worst = " ".join(f"{gap * 1000:.0f}" for gap in late[:5])
        return (
            f"{label:28}{self.seconds:6.1f} s   99.9 %: {share * 1000:4.0f} ms"
            f"   above 50 ms: {stalls:3}   worst: {worst} ms"
        )


async def typed(pilot, queries, until) -> None:
    """Type queries letter by letter, as fast as somebody types, until they end or time is over."""
    for query in queries:
        box = pilot.app.screen.query_one(Input)
        box.value = ""
        for letter in query:
            if time.perf_counter() > until:
                return
            pilot.app.post_message(events.Key(letter, letter))
            await asyncio.sleep(0.12)
        await asyncio.sleep(0.4)


async def bare(size) -> None:
    async with Bare().run_test(size=size) as pilot:
        async with Probe() as probe:
            await typed(pilot, QUERIES, time.perf_counter() + 10)
        print(probe.told("bare Textual, typing"))


async def ours(archive: Path, seconds: float, size) -> None:
    app = BriefingApp(archive)
    async with app.run_test(size=size) as pilot:
        until = time.perf_counter() + seconds
        while not isinstance(app.screen, Finder):
            await pilot.pause(0.01)
        async with Probe() as probe:
            while time.perf_counter() < until - seconds / 2 and not complete(app):
                await asyncio.sleep(0.05)
        print(probe.told("first start"), flush=True)
        async with Probe() as probe:
            while time.perf_counter() < until and not complete(app):
                await typed(pilot, QUERIES, until)
        print(probe.told("first start, typing"), flush=True)
        while not complete(app):
            await asyncio.sleep(0.2)
        await asyncio.sleep(3)
        async with Probe() as probe:
            await typed(pilot, QUERIES, time.perf_counter() + 60)
        print(probe.told("all indexed, typing"), flush=True)


def complete(app: BriefingApp) -> bool:
    """Tell whether all files are read and indexed."""
    progress = app.screen._progress
    return progress is not None and progress.done >= progress.total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    asyncio.run(bare((width, height)))
    with tempfile.TemporaryDirectory() as cache:
        # A process of its own is told where caches are in the environment.
        os.environ["XDG_CACHE_HOME"] = cache
        asyncio.run(ours(options.archive, options.seconds, (width, height)))


if __name__ == "__main__":
    main()
