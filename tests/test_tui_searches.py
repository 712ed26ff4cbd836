"""Searches that are had again: recent ones, saved ones, those of the settings."""

from __future__ import annotations

from journeys import running, screen_text, seen, told, until
from textual.widgets import Input

from briefing_tui.config import Config
from briefing_tui.config import Search as ConfigSearch
from briefing_tui.tui.facets import FacetList
from briefing_tui.tui.finder import Finder
from briefing_tui.tui.name_box import NameBox
from briefing_tui.tui.search import Filter, Search
from briefing_tui.tui.searches import Searches, in_words


def test_a_search_is_told_in_words():
    assert in_words(Search()) == "everything"
    search = Search(" two ports ", {"topic": ("trade",), "month": ("2031-05", "2031-06")}, "date")
    assert in_words(search) == "two ports · topic: trade · May 2031 to June 2031 · newest first"


def test_filters_are_put_on_and_taken_off():
    search = Search().toggled("topic", "a").toggled("region", "b").toggled("topic", "c")
    assert search.filters == (
        Filter("region", ("b",)),
        Filter("topic", ("a",)),
        Filter("topic", ("c",)),
    )
    assert search.widened().filters[-1] == Filter("topic", ("a",))
    assert search.toggled("region", "b").narrowed == {"topic": ("a", "c")}
    dated = search.dated("month", ("2031-05", "2031-06"))
    assert dated.filters[-1] == Filter("month", ("2031-05", "2031-06"))
    assert dated.widened() == search
    assert dated.dated("month", ("2031-05", "2031-06")) == search
    assert "month" not in dated.toggled("year", "2030").narrowed
    assert search.widened().widened().widened().widened() == Search()


async def until_finder(app):
    await until(app, lambda: isinstance(app.screen, Finder))


async def test_recent_queries_come_back_into_the_box(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings")
        box = app.screen.query_one(Input)
        for query in ("salt", "lantern"):
            await pilot.press("slash", "ctrl+u", *query, "escape")
        await until(app, lambda: app.state.now.queries == ("lantern", "salt"))
        await pilot.press("slash", "ctrl+u", *"po", "alt+up")
        assert box.value == "lantern"
        await pilot.press("alt+up", "alt+up")  # there is none before that
        assert box.value == "salt"
        await seen(app, "1 of 4")
        await pilot.press("alt+down", "alt+down")
        assert box.value == "po"
        await pilot.press("ctrl+r", *"sal", "enter")
        await until_finder(app)
        assert box.value == "salt"
        await until(app, lambda: app.state.now.queries == ("salt", "lantern"))


async def test_a_search_is_saved_run_renamed_and_forgotten(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await seen(app, "4 briefings")
        await pilot.press("ctrl+s")
        await told(app, "Search for something, or narrow the list")
        await pilot.press(*"salt", "ctrl+s")
        await until(app, lambda: isinstance(app.screen, NameBox))
        assert app.screen.query_one(Input).value == "salt"
        await pilot.press("ctrl+u", *"Sea trade", "enter")
        await told(app, "Saved as “Sea trade”")
        await pilot.press("escape", "escape")
        await seen(app, "newest first")
        await pilot.press("ctrl+r")
        await until(app, lambda: isinstance(app.screen, Searches))
        await seen(app, "Sea trade")
        await pilot.press("f2")
        await until(app, lambda: isinstance(app.screen, NameBox))
        await pilot.press("ctrl+u", *"Tolls", "enter")
        await until(app, lambda: [s.name for s in app.state.now.searches] == ["Tolls"])
        await until(app, lambda: isinstance(app.screen, Searches))
        await seen(app, "Tolls")
        await pilot.press(*"tol", "enter")
        await until_finder(app)
        await seen(app, "1 of 4")
        await pilot.press("ctrl+r", *"tolls", "ctrl+d")
        await told(app, "“Tolls” is forgotten")
        await until(app, lambda: app.state.now.searches == ())
        await seen(app, "Nothing yet")
        await pilot.press("escape")
        await until_finder(app)
        await pilot.press("escape", "Z")
        await until(app, lambda: [s.name for s in app.state.now.searches] == ["Tolls"])


async def test_filters_and_order_are_saved_too(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings")
        await pilot.press("escape", "f")
        await seen(app, "maritime-security")
        await until(app, lambda: app.screen.query_one(FacetList).has_focus)
        await pilot.press("right_square_bracket", "enter", "escape", "o", "ctrl+s")
        await until(app, lambda: isinstance(app.screen, NameBox))
        assert app.screen.query_one(Input).value == "topic: maritime-security · by title"
        await pilot.press("ctrl+u", *"Ships", "enter")
        await told(app, "Saved as “Ships”")
        await until_finder(app)
        before = app.screen.search
        await pilot.press("escape", "o", "ctrl+r", *"ships", "enter")
        await until_finder(app)
        await seen(app, "topic: maritime-security ✕")
        assert app.screen.search == before


async def test_searches_of_the_settings_are_listed_and_stay(archive_folder, tmp_path):
    only = {"region": ("south",)}
    settings = Config(searches={"South": ConfigSearch("*", None, only)})
    async with running(archive_folder, tmp_path, settings=settings) as (app, pilot):
        await seen(app, "4 briefings")
        await pilot.press("ctrl+r")
        await seen(app, "From config.toml")
        await pilot.press("ctrl+d")
        await told(app, "stands in config.toml")
        await pilot.press("enter")
        await until_finder(app)
        await seen(app, "region: south ✕")
        await seen(app, "1 of 4")
        assert "best first" not in screen_text(app)
