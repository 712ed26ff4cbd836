"""The results by year and month: how they are divided, spread, drawn, and narrowed by."""

from __future__ import annotations

import pytest
from journeys import place_of, running, screen_text, seen, until

from briefing_tui.results import Facet
from briefing_tui.tui.calendar import named, runs, span
from briefing_tui.tui.histogram import Layout, bins_of, unplaced
from briefing_tui.tui.timeline import Timeline
from briefing_tui.tui.virtual_list import VirtualList


def drawn(months, width, *, height=6, unit="month", cursor=None, chosen=(), without=0):
    bins = bins_of(Facet("month", tuple(months.items()), without), unit)
    layout = Layout(bins, width, cursor or 0)
    lines = layout.draw(height, unit, cursor=cursor, chosen=chosen)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_years_and_months_follow_each_other():
    assert span("2031-11", "2032-02") == ("2031-11", "2031-12", "2032-01", "2032-02")
    assert span("2032", "2030") == ("2030", "2031", "2032")
    assert runs(["2032-01", "2031-12", "2030-01"]) == [("2030-01",), ("2031-12", "2032-01")]
    assert runs(["", "2031", "2030", "2030-12"]) == [("2030", "2031"), ("2030-12",), ("",)]
    assert [named(value) for value in ("2031-05", "2031", "")] == ["May 2031", "2031", "undated"]


def test_every_month_between_the_first_and_the_last_has_a_bin():
    months = Facet("month", (("2031-02", 2), ("2030-11", 1), ("2031", 4)))
    told = [(bin_.value, bin_.size) for bin_ in bins_of(months, "month")]
    assert told == [("2030-11", 1), ("2030-12", 0), ("2031-01", 0), ("2031-02", 2)]
    assert [(bin_.value, bin_.size) for bin_ in bins_of(months, "year")] == [
        ("2030", 1),
        ("2031", 6),
    ]
    assert unplaced(months) == 4


def test_a_long_time_with_nothing_takes_no_room():
    assert drawn({"2024": 10_000, "1890": 1}, 40, unit="year") == [
        "             10,000",
        "            ████████",
        "   1        ████████",
        "▁▁▁▁▁▁▁▁    ████████",
        "────────╌╌╌╌────────",
        "  1890        2024",
    ]


def test_one_month_and_what_is_undated():
    assert drawn({"2031-05": 3}, 40, cursor=0, without=1) == [
        "   3",
        "████████",
        "████████       1",
        "████████    ████████",
        "───▲────    ────────",
        "May 2031    undated",
    ]
    assert drawn({}, 40, without=2)[-1].strip() == "undated"


def test_what_is_chosen_is_told_without_colour():
    lines = drawn({"2031-01": 1, "2031-02": 1, "2031-03": 1}, 40, chosen=["2031-01", "2031-02"])
    assert lines[-2] == "▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀─────────"
    assert drawn({"2031-01": 1, "2032-02": 1}, 20, chosen=["2031"])[-2].count("▀") == 12


def test_more_bars_than_cells_are_scrolled():
    months = {value: 1000 + n for n, value in enumerate(span("2010-01", "2029-12"))}
    bins = bins_of(Facet("month", tuple(months.items())), "month")
    first = Layout(bins, 60, 0)
    assert first.columns[0].at == 0
    assert first.leads_on == (False, True)
    last = Layout(bins, 60, 239, first.first)
    assert last.columns[-1].at == 239
    assert last.leads_on == (True, False)
    near = Layout(bins, 60, 200, last.first)
    assert near.first == last.first  # nothing moves while the cursor is in sight
    assert near.index_at(near.columns[3].left) == near.columns[3].at
    assert all(column.left + column.width <= 60 for column in last.columns)
    line = drawn(months, 60, cursor=239)
    assert line[0].startswith("1,239 ")
    assert line[-2].strip("0 ").startswith("◂")


@pytest.mark.parametrize("width", [1, 2, 5, 9, 40, 300])
@pytest.mark.parametrize("height", [3, 4, 9])
def test_any_window_is_drawn(width, height):
    for months in ({}, {"2031-05": 1}, {"0001": 1, "9999-12": 3}, {"2031": 1, "2030-01": 2}):
        for unit in ("year", "month"):
            for line in drawn(months, width, height=height, unit=unit, cursor=0, without=1):
                assert len(line) <= width


def write(folder, *dates):
    folder.mkdir()
    for number, date in enumerate(dates):
        dated = f"date: {date}\n" if date else ""
        text = f"title: Piece {number}\n{dated}lang: en\nbody: |\n  A stork.\n"
        (folder / f"p{number}.yaml").write_text(text + ("  A quay.\n" if number % 2 else ""))
    return folder


DATES = ("2030-01-02", "2030-01-05", "2030-03-01", "2031-02-01", "2031", "")


async def timeline_of(app, pilot):
    await seen(app, "6 briefings")
    await pilot.press("escape", "t")
    await until(app, lambda: bool(app.screen.query(Timeline)))
    await seen(app, "1 undated")
    return app.screen.query_one(Timeline)


def listed(app):
    return len(app.screen.query_one(VirtualList).rows)


@pytest.mark.parametrize("size", [(80, 24), (200, 55)])
async def test_results_are_narrowed_to_a_year_and_to_a_span_by_keys(tmp_path, size):
    async with running(write(tmp_path / "six", *DATES), tmp_path, size) as (app, pilot):
        timeline = await timeline_of(app, pilot)
        await pilot.press("minus")
        await seen(app, "By year")
        await seen(app, "2031: 2 briefings")
        await pilot.press("h", "enter")
        await seen(app, "2030 ✕")
        await until(app, lambda: listed(app) == 3)
        await seen(app, "3 of 6")
        await pilot.press("plus")
        await seen(app, "January 2030: 2 briefings")
        await pilot.press("L", "L")
        await seen(app, "January 2030 to March 2030: 3 briefings")
        await pilot.press("escape")  # gives the span up
        assert timeline.display
        await pilot.press("g", "L", "enter")
        await seen(app, "January 2030 to February 2030 ✕")
        await until(app, lambda: listed(app) == 2)
        await pilot.press("x")
        await until(app, lambda: listed(app) == 6)
        await pilot.press("G", "l", "enter")
        await seen(app, "undated ✕")
        await until(app, lambda: listed(app) == 1)
        await pilot.press("enter")
        await until(app, lambda: listed(app) == 6)
        await pilot.press("escape")
        assert not timeline.display
        assert app.screen.query_one(VirtualList).has_focus


async def test_the_timeline_follows_what_is_typed(tmp_path):
    async with running(write(tmp_path / "six", *DATES), tmp_path) as (app, pilot):
        await timeline_of(app, pilot)
        await seen(app, "1 of no known month")
        await pilot.press("slash", *"quay")
        await seen(app, "3 of 6")
        await until(app, lambda: "of no known month" not in screen_text(app))
        await pilot.press(*" zzz")
        await seen(app, "0 of 6 and 3")
        await pilot.press("ctrl+u", *"zzz")
        await seen(app, "Nothing to show in time.")


async def test_a_click_narrows_and_a_drag_narrows_to_a_span(tmp_path):
    async with running(write(tmp_path / "six", *DATES), tmp_path) as (app, pilot):
        timeline = await timeline_of(app, pilot)
        await pilot.press("escape", "t")
        left = timeline.region.x
        column, row = place_of(app, "▲")
        await pilot.click(Timeline, offset=(column - left, row - timeline.region.y))
        await seen(app, "February 2031 ✕")
        await until(app, lambda: listed(app) == 1)
        column, _ = place_of(app, "2030  ")
        at = (column - left, timeline.size.height // 2)
        await pilot.mouse_down(Timeline, offset=at)
        await pilot.hover(Timeline, offset=(at[0] + 14, at[1]))
        await pilot.mouse_up(Timeline, offset=(at[0] + 14, at[1]))
        await seen(app, "January 2030 to March 2030 ✕")
        await until(app, lambda: listed(app) == 3)
        undated, _ = place_of(app, "undated  ")
        await pilot.hover(Timeline, offset=(undated - left, at[1]))
        await seen(app, "undated: 1 briefing")
        await pilot.mouse_down(Timeline, offset=(undated - left, at[1]))
        await pilot.hover(Timeline, offset=at)  # it lies between no two days
        await pilot.mouse_up(Timeline, offset=at)
        await until(app, lambda: listed(app) == 1)
        await seen(app, "undated ✕")
