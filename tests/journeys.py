"""Steps of journeys through the interface, by Textual's Pilot."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.reader import Reader

SIZES = [(80, 24), (120, 40), (200, 55)]
EDGES = [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow), (200, 55)]
"""The same, for tests that take long: the one in the middle is for `make test-all`."""


def screen_text(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(app, condition, seconds=15):
    """Wait until something is so; fail with the screen when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"it never came to that on\n{screen_text(app)}")


async def told(app, words):
    """Wait until a notification says so; a toast breaks its lines where it must."""
    await until(app, lambda: any(words in notice.message for notice in app._notifications))


async def seen(app, words):
    await until(app, lambda: words in screen_text(app))


@asynccontextmanager
async def running(folder, tmp_path, size=(120, 40), **options):
    app = BriefingApp(folder, cache=tmp_path / "cache", **options)
    async with app.run_test(size=size) as pilot:
        yield app, pilot


async def open_first(app, pilot):
    await seen(app, "newest first")
    await pilot.press("enter")
    await until(app, lambda: isinstance(app.screen, Reader))
    await seen(app, "harbour accord on 2 June")


def place_of(app, words):
    """Give column and row of words on the screen."""
    for row, line in enumerate(screen_text(app).splitlines()):
        if words in line:
            return cell_len(line[: line.index(words)]), row
    raise AssertionError(f"no {words!r} on\n{screen_text(app)}")
