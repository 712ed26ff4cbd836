"""The line of keys: what fits of it, and that a click on a key presses it."""

from __future__ import annotations

import pytest
from journeys import open_first, place_of, running, screen_text, seen, until

from briefing_tui.tui.find_bar import FindBar
from briefing_tui.tui.key_line import KeyLine


@pytest.mark.parametrize("columns", [40, 80, 120])
async def test_the_way_to_all_keys_is_told_at_every_width(archive_folder, tmp_path, columns):
    async with running(archive_folder, tmp_path, (columns, 24)) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("enter")
        await seen(app, "] Note")
        last = screen_text(app).splitlines()[-1]
        assert last.rstrip().endswith("? Keys")
        assert "Enter Open" not in last
        await pilot.press("right_square_bracket")
        await seen(app, "Enter Open")


async def test_no_key_is_cut_at_the_edge(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("v")
        await seen(app, "Tab Other side")
        for columns in range(80, 60, -1):
            await pilot.resize_terminal(columns, 24)
            await pilot.pause()
            assert screen_text(app).splitlines()[-1].rstrip().endswith("? Keys"), columns


async def test_writing_and_mending_are_told_on_a_small_screen(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("escape")
        await seen(app, "Enter Open")
        last = screen_text(app).splitlines()[-1]
        for told in ("a Add", "c New", "e Edit", "! Faults", "? Keys"):
            assert told in last


async def test_a_click_on_a_key_presses_it(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await seen(app, "/ Find")
        assert app.screen.query_one(KeyLine).size.height == 1
        await pilot.click(offset=place_of(app, "/ Find"))
        await until(app, lambda: app.screen.query_one(FindBar).display)


async def test_a_key_that_would_be_typed_is_not_told(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await seen(app, "q Back")
        await pilot.press("slash")
        await seen(app, "Esc Cancel")
        await until(app, lambda: "q Back" not in screen_text(app))
        await pilot.press("escape")
        await seen(app, "q Back")


async def test_what_is_of_use_now_is_told(archive_folder, tmp_path):
    (archive_folder / "alone.yaml").write_text(
        "title: Alone\ndate: 2040-01-01\nlang: en\nbody: |\n  One sentence stands here.\n"
    )
    async with running(archive_folder, tmp_path, (160, 24)) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("enter")
        await seen(app, "One sentence stands")
        last = screen_text(app).splitlines()[-1]
        assert "Language" not in last
        assert "Copy" not in last
        await pilot.press("x")
        await seen(app, "y Copy")
        await seen(app, "Shift+→ Word more")


async def test_the_way_on_from_a_rail_is_told(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (160, 40)) as (app, pilot):
        await open_first(app, pilot)
        await seen(app, "L Language")
        await pilot.press("r")
        await seen(app, "Enter Go there")
