"""Results narrowed by facets, put in order, and other words taken, in the finder."""

from __future__ import annotations

import pytest
import twin
from journeys import SIZES, running, screen_text, seen, until
from textual.widgets import Input

from briefing_tui.results import Facet
from briefing_tui.tui.facets import FacetList
from briefing_tui.tui.filter_line import FilterLine
from briefing_tui.tui.virtual_list import VirtualList


def slugs(app):
    rows = app.screen.query_one(VirtualList).rows
    return {getattr(row, "entry", row).slug for row in rows}


async def narrowed(app, pilot):
    """Narrow to the first topic, the one of the twin and its translations."""
    await seen(app, "4 briefings")
    await pilot.press("escape", "f")
    await seen(app, "maritime-security")
    await until(app, lambda: app.screen.query_one(FacetList).has_focus)
    await pilot.press("g", "right_square_bracket", "enter")  # past what was read and starred
    await until(app, lambda: "price-of-salt" not in slugs(app))


@pytest.mark.parametrize("size", SIZES)
async def test_results_are_narrowed_and_widened_again(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await narrowed(app, pilot)
        assert twin.SLUG in slugs(app)
        await seen(app, "topic: maritime-security ✕")
        assert "✓ maritime-security" in screen_text(app)
        await pilot.press("escape")
        await until(app, lambda: app.screen.query_one(VirtualList).has_focus)
        assert not app.screen.query_one(FacetList).display
        await pilot.press("x")
        await until(app, lambda: len(slugs(app)) == 4)
        assert not app.screen.query_one(FilterLine).display


async def test_filters_hold_while_words_are_typed(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await narrowed(app, pilot)
        await pilot.press("escape", "slash", *"salt")
        await seen(app, "0 of 4")
        await pilot.press("escape", "escape")  # leaves the box, then empties it
        await until(app, lambda: twin.SLUG in slugs(app))
        await pilot.press("escape")  # and then takes the filters off
        await until(app, lambda: len(slugs(app)) == 4)


async def test_a_click_takes_a_filter_off(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await narrowed(app, pilot)
        await pilot.click(FilterLine, offset=(10, 0))
        await until(app, lambda: len(slugs(app)) == 4)


async def test_a_list_is_put_in_order_by_title(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings, newest first")
        await pilot.press("escape", "o")
        await seen(app, "by title")
        await until(app, lambda: app.screen.query_one(VirtualList).rows[0].lang == "tr")
        await pilot.press("o")
        await seen(app, "newest first")


async def test_what_may_have_been_meant_is_searched_by_a_key(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"lantrn")
        await seen(app, "Did you mean “lantern”? Ctrl+T")
        assert app.screen.query_one(Input).value == "lantrn"
        await pilot.press("ctrl+t")
        await seen(app, "1 of 4")
        assert app.screen.query_one(Input).value == "lantern"


async def test_values_are_shown_as_they_are(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, _):
        facets = app.screen.query_one(FacetList)
        facets.display = True
        facets.show([Facet("topic", (("[@click=app.exit]x[/]\x1b", 3),))], {})
        await seen(app, "[@click=app.exit]x[/]␛")


async def test_all_values_of_a_kind_are_searched_among(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        text = f"title: Number {number}\ntopics: [topic-{number}]\nbody: |\n  A stork.\n"
        (folder / f"n{number}.yaml").write_text(text)
    async with running(folder, tmp_path) as (app, pilot):
        await seen(app, "40 briefings")
        await pilot.press("escape", "f")
        await seen(app, "m: 28 more")
        await pilot.press("right_square_bracket", "m")
        await seen(app, "Topics · 40")
        await pilot.press(*"c-39", "enter")
        await seen(app, "topic: topic-39 ✕")
        await until(app, lambda: slugs(app) == {"n39"})


async def test_what_has_no_topic_is_narrowed_to_and_filters_are_taken_off_by_keys(
    archive_folder, tmp_path
):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings")
        await pilot.press("escape", "f")
        await seen(app, "Topics")
        await pilot.press("right_square_bracket", "j", "j", "enter")
        await seen(app, "topic: none ✕")
        await until(app, lambda: len(slugs(app)) == 2)
        await pilot.press("k", "k", "enter")  # a topic beside none: alternatives
        await seen(app, "or maritime-security ✕")
        await until(app, lambda: len(slugs(app)) == 3)
        app.screen.query_one(FilterLine).focus()
        await pilot.press("h", "enter")
        await until(app, lambda: slugs(app) == {twin.SLUG})
        await pilot.press("delete")
        await until(app, lambda: len(slugs(app)) == 4)
        assert app.screen.query_one(VirtualList).has_focus
