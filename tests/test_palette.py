"""The command palette: all that can be done, and all places that can be gone to, by their names."""

from __future__ import annotations

import contextlib

import twin
from journeys import open_first, running, screen_text, seen, told, until
from textual.command import CommandPalette
from textual.widgets import Input

from briefing_tui import config
from briefing_tui.archive import Archive
from briefing_tui.state import SavedSearch
from briefing_tui.tui.author_page import AuthorPage
from briefing_tui.tui.finder import Finder
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.source_page import SourcePage


async def choose(app, pilot, words, offered, key="ctrl+p"):
    """Type words into the palette and take what is offered first, which must be this."""
    await pilot.press(key)
    await until(app, lambda: isinstance(app.screen, CommandPalette))
    await pilot.press(*["space" if letter == " " else letter for letter in words])
    await seen(app, offered)
    await pilot.pause(0.2)
    await pilot.press("enter")
    await until(app, lambda: not isinstance(app.screen, CommandPalette))


async def test_briefings_authors_and_sources_are_gone_to_by_name(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "newest first")
        await choose(app, pilot, "iki lim", "İki Liman")
        await until(app, lambda: isinstance(app.screen, Reader))
        assert app.screen.slug == "iki-liman"
        await choose(app, pilot, "ornek", "author · 4 briefings", key="colon")
        await until(app, lambda: isinstance(app.screen, AuthorPage))
        await choose(app, pilot, "herald", "source · in")
        await until(app, lambda: isinstance(app.screen, SourcePage))
        await pilot.press("q", "q", "q")
        await until(app, lambda: isinstance(app.screen, Finder))


async def test_what_keys_do_is_offered_also_where_the_keys_are_typed(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "newest first")
        assert isinstance(app.focused, Input)
        await choose(app, pilot, "order", "Sort: order by relevance, the newest first, or by title")
        await seen(app, "by title")


async def test_titles_are_no_markup(archive_folder, tmp_path):
    piece = "title: '[@click=app.exit]x[/] [b'\nbody: |\n  One.\n"
    (archive_folder / "odd.yaml").write_text(piece, encoding="utf-8")
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "5 briefings")
        await choose(app, pilot, "click", "[@click=app.exit]x[/] [b")
        await until(app, lambda: isinstance(app.screen, Reader) and app.screen.slug == "odd")


async def test_kept_searches_are_made_by_name(archive_folder, tmp_path, file):
    file.write_text('[searches]\nwinter = { query = "harbour", only = { lang = "en" } }\n')
    async with running(archive_folder, tmp_path, settings=config.load()) as (app, pilot):
        await open_first(app, pilot)
        await app.state.ask(lambda state: state.save_search(SavedSearch("mine", "lang:tr")))
        await until(app, lambda: app.state.now.searches)
        await choose(app, pilot, "search winter", "Search winter")
        await until(app, lambda: isinstance(app.screen, Finder))
        await seen(app, "of 4")
        assert app.screen.search.query == "harbour"
        assert app.screen.search.narrowed == {"lang": ("en",)}
        await choose(app, pilot, "search mine", "Search mine")
        await seen(app, "1 of 4")
        assert app.screen.query_one("#search", Input).value == "lang:tr"


async def test_archives_are_changed_by_name_and_nothing_of_the_other_is_left(
    archive_folder, tmp_path, file
):
    other = twin.write_archive(tmp_path / "second")
    for path in other.glob("*.yaml"):
        if path.stem != "iki-liman":
            path.unlink()
    file.write_text(f'[archives]\nold = "{other}"\ngone = "{tmp_path}/nowhere"\n')
    async with running(archive_folder, tmp_path, settings=config.load()) as (app, pilot):
        await open_first(app, pilot)
        slug = app.screen.slug
        app.state.toggle_star([await app.archive.ask(lambda archive: archive.entry(slug))])
        await until(app, lambda: app.state.now.starred)
        await choose(app, pilot, "archive gone", "Open the archive gone")
        await told(app, "nowhere is not a folder")
        assert isinstance(app.screen, Reader)
        await choose(app, pilot, "archive old", "Open the archive old")
        await until(app, lambda: isinstance(app.screen, Finder))
        await seen(app, "1 briefing")
        await seen(app, "second")
        assert "Two Ports" not in screen_text(app)
        assert not app.state.now.starred
        assert not app.history.pages
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader) and app.screen._reading)
        assert app.screen.slug == "iki-liman"
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        assert len(archive.list()) == 4


async def test_settings_are_edited_from_within_and_taken_in(
    archive_folder, tmp_path, file, monkeypatch
):
    program = tmp_path / "an-editor"
    program.write_text(
        f'#!/bin/sh\nprintf \'theme = "daylight"\\nmesure = 1\\n[keys]\\nreader.zen = "Q"\\n\' '
        f'> "{file}"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    async with running(archive_folder, tmp_path, settings=config.load()) as (app, pilot):
        monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
        await open_first(app, pilot)
        await choose(app, pilot, "edit the sett", "Edit the settings")
        await until(app, lambda: app.theme == "daylight")
        await told(app, "config.toml:2: there is no setting mesure")
        await pilot.press("Q")
        await until(app, lambda: app.screen.has_class("-zen"))
        await pilot.press("z")
        assert app.screen.has_class("-zen")
