"""What is read stays what it is while its file is edited, renamed, moved or deleted."""

from __future__ import annotations

import shutil

import pytest
import twin
from journeys import open_first, running, screen_text, seen, told, until

from briefing_tui.tui.article import Article
from briefing_tui.tui.popup import NotePopup

NEW = "  A new paragraph of a few words.\n\n  And another one.\n\n"
NAMES = ["ports.yaml", "2031/harbours/ports.yml"]


@pytest.fixture
def path(archive_folder):
    return archive_folder / f"{twin.SLUG}.yaml"


def with_more(path, before):
    path.write_text(path.read_text().replace(f"  {before}", f"{NEW}  {before}"))


def text_on(app):
    """Give the text on the screen without the scrollbar at its right."""
    return [line[:76].rstrip() for line in screen_text(app).splitlines()[:15]]


async def test_what_is_written_above_moves_nothing_on_the_screen(archive_folder, tmp_path, path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        article = app.screen.query_one(Article)
        article.restore((2, 0))
        await pilot.pause()
        before = text_on(app)
        with_more(path, "The two governments")
        await until(app, lambda: article.place()[0] == 4)
        assert text_on(app) == before


async def test_a_note_that_is_open_stays_open_where_its_mark_is_now(archive_folder, tmp_path, path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        article, popup = app.screen.query_one(Article), app.screen.query_one(NotePopup)
        await pilot.press("7", "enter")
        await until(app, lambda: popup.display and popup.note.number == 7)
        text = path.read_text().replace(
            "  The two governments", "  One more.[7] Words.\n\n  The two"
        )
        path.write_text(text)
        await until(app, lambda: len(article.marks_on(7)) == 2)
        await until(app, lambda: popup.display and article.focused_mark == 7)
        assert article.number_of(7) == 7


@pytest.mark.parametrize("name", NAMES)
async def test_a_file_that_gets_another_name_is_read_on(archive_folder, tmp_path, path, name):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        article = app.screen.query_one(Article)
        article.restore((2, 0))
        (archive_folder / name).parent.mkdir(parents=True, exist_ok=True)
        path.rename(archive_folder / name)
        await told(app, "The file has another name now: ports")
        await seen(app, name)
        assert article.place() == (2, 0)
        # It is followed from then on.
        with_more(archive_folder / name, "The two governments")
        await until(app, lambda: article.place()[0] == 4)


async def test_a_file_that_is_renamed_and_edited_is_known_by_its_title(
    archive_folder, tmp_path, path
):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        (archive_folder / "ports.yaml").write_text(path.read_text().replace("winter", "summer"))
        path.unlink()
        await told(app, "another name now: ports")
        await seen(app, "summer timetable")


async def test_a_file_that_is_gone_keeps_its_text_until_it_is_back(archive_folder, tmp_path, path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        text = path.read_text()
        path.unlink()
        await told(app, "This file is gone")
        await seen(app, "is gone: its last version")
        (archive_folder / "other.yaml").write_text("title: Other\nbody: |\n  Words.\n")
        await pilot.pause(0.5)
        await seen(app, "harbour accord on 2 June")
        path.write_text(text.replace("2 June", "3 June"))
        await seen(app, "harbour accord on 3 June")


async def test_an_archive_that_is_away_for_a_while_is_read_on(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        away = archive_folder.rename(tmp_path / "away")
        await told(app, str(archive_folder))
        await seen(app, "harbour accord on 2 June")
        shutil.copytree(away, archive_folder)
        path = archive_folder / f"{twin.SLUG}.yaml"
        path.write_text(path.read_text().replace("2 June", "3 June"))
        await seen(app, "harbour accord on 3 June")


async def test_the_list_below_is_brought_up_to_date_when_it_is_seen_again(
    archive_folder, tmp_path, path, monkeypatch
):
    asked = []
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        finder = app.screen_stack[0]
        monkeypatch.setattr(finder, "_ask", lambda *_: asked.append(1))
        path.write_text(path.read_text().replace("2 June", "3 June"))
        await seen(app, "harbour accord on 3 June")
        assert not asked  # the reader did not wait for it
        monkeypatch.undo()
        path.write_text(path.read_text().replace("Two Ports, One", "Three Ports, One"))
        await seen(app, "Three Ports, One")
        await pilot.press("q")
        await until(app, lambda: app.screen is finder)
        await seen(app, "Three Ports, One")
