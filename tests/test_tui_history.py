"""Back and forward between pages, each as it was left."""

from __future__ import annotations

import twin
from journeys import open_first, running, seen, told, until

from briefing_tui.tui.finder import Finder
from briefing_tui.tui.history import History
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.side_by_side import SideBySide


async def other_piece(app, pilot):
    """Go from the first piece to another of its author."""
    await pilot.press("a", "tab", "enter")
    await seen(app, "Salt was cheap once")


def state(app):
    """Give all that must be as it was left."""
    pane = app.screen._pane
    note = pane.popup.note
    return (
        app.screen.slug,
        pane.article.place(),
        pane.article.scroll_offset.y,
        pane.article.focused_mark,
        note and (note.number, pane.popup.whole),
        app.screen.focused and app.screen.focused.id,
    )


async def test_back_and_forward_find_line_mark_popup_and_pane(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 30)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("8", "enter", "enter")
        pane = app.screen._pane
        await until(app, lambda: pane.popup.display and pane.popup.whole)
        app.screen.query_one("#others").focus()
        await pilot.pause()
        left = state(app)
        await pilot.press("enter")
        await seen(app, "Salt was cheap once")
        await pilot.press("1", "enter")
        await seen(app, "Four Years Of Patrols")
        far = state(app)
        await pilot.press("q")
        assert state(app) == left
        assert pane.popup.display
        await pilot.press("greater_than_sign")
        assert state(app) == far
        await pilot.press("less_than_sign", "alt+left")
        assert isinstance(app.screen, Finder)
        await pilot.press("alt+right", "alt+right")
        assert state(app) == far


async def test_a_new_page_takes_the_place_of_those_gone_back_from(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await other_piece(app, pilot)
        lost = app.screen
        await pilot.press("q")
        await other_piece(app, pilot)
        await until(app, lambda: not lost.is_attached)
        assert [page.slug for page in app.history.pages] == [twin.SLUG, "price-of-salt"]
        await pilot.press("greater_than_sign")
        assert app.screen.slug == "price-of-salt"


async def test_a_page_out_of_sight_follows_the_files_and_the_size(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("8", "enter")
        pane = app.screen._pane
        await until(app, lambda: pane.popup.display)
        app.read("price-of-salt")
        await seen(app, "Salt was cheap once")
        path = archive_folder / f"{twin.SLUG}.yaml"
        path.write_text(twin.ENGLISH.replace("2 June", "9 June"))
        await until(app, lambda: app.history.pages[0]._missed)
        await pilot.resize_terminal(80, 24)
        await pilot.press("q")
        await seen(app, "on the coast.[8]")
        await until(app, lambda: "9 June" in pane.article._page.pieces[4].text)
        await until(app, lambda: pane.popup.display and pane.popup.note.number == 8)
        mark = pane.article.mark_region(pane.article.focused_mark)
        assert app.screen.has_class("-narrow")
        assert pane.article.region.overlaps(mark)
        assert not pane.popup.region.overlaps(mark)


async def test_the_oldest_page_makes_room_for_a_new_one(archive_folder, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing_tui.tui.history._KEPT", 3)
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        for _ in range(4):
            app.read("price-of-salt")
            await pilot.pause()
        assert len(app.history.pages) == 3
        await pilot.press("q", "q", "q")
        assert isinstance(app.screen, Finder)


async def test_a_briefing_opened_again_begins_where_it_was_left(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        article = app.screen._pane.article
        await pilot.press("space")
        place = article.place()
        assert place > (0, 0)
        await pilot.press("q", "enter")
        await until(app, lambda: isinstance(app.screen, Reader) and app.screen._reading)
        again = app.screen._pane.article
        assert again is not article
        await until(app, lambda: again.place() == place)
        await told(app, "Where you left it")
        await pilot.press("q", "slash", *"lantern", "enter")
        await seen(app, "1/1 lantern")


async def test_a_page_with_nothing_to_show_leaves_no_trace(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        app.read("no-such-piece")
        await until(app, lambda: app.screen.is_mounted and app.screen.slug == twin.SLUG)
        assert isinstance(app.history, History)
        assert not app.history.leads_on
        assert isinstance(app.screen, Reader)


async def test_the_way_back_leads_first_to_where_a_jump_in_the_text_came_from(
    archive_folder, tmp_path
):
    async with running(archive_folder, tmp_path, (80, 20)) as (app, pilot):
        await open_first(app, pilot)
        reader = app.screen
        article = reader._pane.article
        await pilot.press(*"jjjjjj")
        await until(app, lambda: article.place() > (0, 0))
        first = article.place()
        await pilot.press("t", "down", "enter")
        await until(app, lambda: article.place() > first and app.focused is article)
        second = article.place()
        await pilot.press("1", "enter")
        await until(app, lambda: reader._pane.popup.display)
        await until(app, lambda: article.place() < second)
        await pilot.press("backspace")
        await until(app, lambda: article.place() == second)
        assert not reader._pane.popup.display
        await pilot.press("backspace")
        await until(app, lambda: article.place() == first)
        assert app.screen is reader
        await pilot.press("backspace")
        await until(app, lambda: app.screen is not reader)


async def test_a_key_pressed_once_too_often_does_not_leave_the_program(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("q", "q", "q")
        await told(app, "leaves the program")
        assert app.is_running
        app.history._last = -1.0  # as if it was some time ago
        await pilot.press("q")
        await until(app, lambda: not app.is_running)


def shown(app):
    """Give the slug of what is read."""
    return app.screen._pane._reading.briefing.slug if isinstance(app.screen, Reader) else ""


async def test_back_leads_to_the_language_one_came_from(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (160, 40)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("L")
        await until(app, lambda: shown(app) != twin.SLUG)
        second = shown(app)
        await pilot.press("L")
        await until(app, lambda: shown(app) not in {twin.SLUG, second})
        await pilot.press("v")
        await until(app, lambda: isinstance(app.screen, SideBySide))
        assert app.screen._slugs[1] == twin.SLUG
        await pilot.press("q", "q")
        await until(app, lambda: shown(app) == second)
        await pilot.press("backspace")
        await until(app, lambda: shown(app) == twin.SLUG)
        await pilot.press("q")
        await seen(app, "newest first")


async def test_who_went_through_all_languages_is_back_at_the_first(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (160, 40)) as (app, pilot):
        await open_first(app, pilot)
        for _ in range(3):
            slug = shown(app)
            await pilot.press("L")
            await until(app, lambda slug=slug: shown(app) != slug)
        assert shown(app) == twin.SLUG
        await pilot.press("q")
        await seen(app, "newest first")
