"""What was read, starred and highlighted, in the finder's list, its filters and its queries."""

from __future__ import annotations

from dataclasses import replace

import twin
from journeys import place_of, running, screen_text, seen, told, until

from briefing_tui.state import State
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.virtual_list import VirtualList


def row_of(app, title):
    """Give the lines of a briefing in the list, from the title on."""
    lines = [line[:60] for line in screen_text(app).splitlines()]
    at = next(n for n, line in enumerate(lines) if title in line)
    return lines[at : at + 3]


def listed(app):
    rows = app.screen.query_one(VirtualList).rows
    return [getattr(row, "entry", row).slug for row in rows]


async def in_list(app, pilot):
    await seen(app, "4 briefings, newest first")
    await pilot.press("escape", "G")
    await until(app, lambda: app.screen.query_one(VirtualList).cursor == 3)


async def test_a_piece_without_takeaways_is_listed_with_its_first_words(archive_folder, tmp_path):
    (archive_folder / "bare.yaml").write_text("title: Bare\ndate: 2040\nbody: Boats left early.\n")
    async with running(archive_folder, tmp_path) as (app, _):
        await seen(app, "5 briefings, newest first")
        assert "Boats left early." in row_of(app, "Bare")[2]
        await until(app, lambda: screen_text(app).count("Boats left early.") == 2)  # and beside it


async def test_a_star_follows_a_renamed_file_also_without_takeaways(archive_folder, tmp_path):
    bare = archive_folder / "bare.yaml"
    bare.write_text("title: Bare\ndate: 2040\nbody: Boats left early.\n")
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "5 briefings, newest first")
        await pilot.press("escape", "asterisk")
        await seen(app, "★")
        bare.rename(archive_folder / "other.yaml")
        await told(app, "bare is called other now")
        await until(app, lambda: "★" in row_of(app, "Bare")[1])


async def test_unread_and_starred_are_told_by_signs_and_changed_by_keys(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await in_list(app, pilot)
        assert "● The Price of Salt" in row_of(app, "The Price of Salt")[0]
        assert "★" not in screen_text(app)
        await pilot.press("asterisk")
        await until(app, lambda: "★ Commentary" in row_of(app, "The Price of Salt")[1])
        await seen(app, "unread · ★ starred")
        await pilot.press("u")
        await until(app, lambda: "●" not in row_of(app, "The Price of Salt")[0])
        await seen(app, "newest first · 3 unread")
        await pilot.press("Z")
        await until(app, lambda: "●" in row_of(app, "The Price of Salt")[0])
        await pilot.press("asterisk")
        await until(app, lambda: "★" not in screen_text(app))


async def test_what_is_remembered_is_asked_for_by_words_and_by_filters(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await in_list(app, pilot)
        await pilot.press("asterisk")
        await seen(app, "★")
        await pilot.press("slash", *"is:starred")
        await until(app, lambda: listed(app) == ["price-of-salt"])
        await pilot.press("ctrl+u", *"is:unread")
        await seen(app, "4 of 4")
        await pilot.press("escape", "u")  # that briefing is not unread any more
        await seen(app, "3 of 4")
        await pilot.press("escape", "f")
        await seen(app, "Read and marked")
        column, row = place_of(app, "  starred ")
        await pilot.click(offset=(column + 3, row))
        await seen(app, "is: starred ✕")
        await until(app, lambda: listed(app) == ["price-of-salt"])
        await pilot.press("Z")
        await until(app, lambda: screen_text(app).count("●") == 1)


async def test_another_copy_of_the_program_is_followed(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await in_list(app, pilot)
        other = State.open()
        state = other.of(archive_folder.resolve(), archive_folder.resolve(), list)
        state.set_star([twin.SLUG])
        other.close()
        await until(app, lambda: "★ Analysis" in row_of(app, "● Two Ports, One")[1])


async def test_the_next_unread_is_found_by_a_key(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings")
        await pilot.press("escape", "j", "u", "g")
        await until(app, lambda: screen_text(app).count("●") == 3)
        await pilot.press("n")
        assert app.screen.query_one(VirtualList).cursor == 2
        await pilot.press("N")
        assert app.screen.query_one(VirtualList).cursor == 0
        await pilot.press("G", "n")
        await told(app, "Everything below has been read.")


async def test_unread_ones_that_are_not_listed_yet_are_found_too(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"n{number:02}.yaml").write_text(f"title: Number {number}\nbody: |\n  Stork.\n")
    async with running(folder, tmp_path) as (app, pilot):
        await pilot.press(*"stork")
        await seen(app, "60 of 60")
        rows = app.screen.query_one(VirtualList).rows
        assert len(rows) == 50
        app.state.toggle_read([row.entry for row in rows[1:]])
        await pilot.press("escape")
        await until(app, lambda: screen_text(app).count("●") == 1)
        await pilot.press("n")
        await until(app, lambda: app.screen.query_one(VirtualList).cursor == 50)


async def test_what_was_called_read_in_the_reader_shows_so_in_the_list(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await in_list(app, pilot)
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        app.state.toggle_read([app.screen_stack[0].current])
        await pilot.press("q")
        await until(app, lambda: not isinstance(app.screen, Reader))
        await until(app, lambda: "●" not in row_of(app, "The Price of Salt")[0])


async def test_what_the_index_has_and_the_archive_not_yet_is_not_asked_for_again(
    archive_folder, tmp_path
):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"salt")
        await seen(app, "1 of 4")
        finder = app.screen
        finder.results = replace(finder.results, total=2)
        assert not finder.more_to_come
        await pilot.press("escape", "u", "n")
        await told(app, "Everything below has been read.")
