"""The user's editor from within: where it opens, what is told when it ends, where one is then."""

from __future__ import annotations

import contextlib

import pytest
import twin
from editors import called, editor_in
from journeys import open_first, running, screen_text, seen, told, until

from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.author_page import AuthorPage


@pytest.fixture
def use(tmp_path, monkeypatch):
    """Give what makes a piece of Python the user's editor."""

    def use(code="", name="vim"):
        monkeypatch.setenv("VISUAL", str(editor_in(tmp_path / "tools", code, name)))

    # There is no terminal to be given back.
    monkeypatch.setattr(BriefingApp, "suspend", lambda _: contextlib.nullcontext())
    use()
    return use


@pytest.fixture
def tools(tmp_path):
    return tmp_path / "tools"


def line_of(path, words):
    """Give the number of the line with some words."""
    lines = path.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


async def test_the_finder_opens_the_chosen_piece_at_what_was_found(
    archive_folder, tmp_path, use, tools
):
    path = archive_folder / f"{twin.SLUG}.yaml"
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"timetable")
        await seen(app, "1 of 4")
        await pilot.press("escape", "e")
        await until(app, lambda: called(tools))
        assert called(tools) == [f"+{line_of(path, 'winter timetable')}", str(path)]
        await told(app, "Nothing was changed")


async def test_the_finder_opens_a_broken_piece_at_its_fault(archive_folder, tmp_path, use, tools):
    path = archive_folder / "price-of-salt.yaml"
    path.write_text(path.read_text().replace("lang: en", "lang: english"))
    use("save(text.replace('english', 'en'))")
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "1 file with faults")
        await pilot.press("escape", "end", "e")
        await until(app, lambda: called(tools))
        assert called(tools) == [f"+normal! {line_of(path, 'lang:')}G06l", str(path)]
        await told(app, "Saved, without a fault")
        await until(app, lambda: "with faults" not in screen_text(app))


async def test_the_line_of_the_mark_that_has_the_focus_is_opened(
    archive_folder, tmp_path, use, tools
):
    path = archive_folder / f"{twin.SLUG}.yaml"
    text = path.read_text().replace("spending along the channel has risen for four budget years in "
                                    "a row.[4]", "spending\n  has risen in a row.[4]")  # fmt: skip
    path.write_text(text)
    async with running(archive_folder, tmp_path, (120, 40)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press(*["right_square_bracket"] * 4, "e")
        await until(app, lambda: called(tools))
        assert called(tools) == [f"+{line_of(path, 'in a row.[4]')}", str(path)]


async def test_an_authors_page_opens_the_profile(archive_folder, tmp_path, use, tools):
    use("save(text.replace('Analyst', 'Head of Desk'))")
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("a", "enter")
        await until(app, lambda: isinstance(app.screen, AuthorPage))
        await seen(app, "Analyst, Channel Desk")
        await pilot.press("e")
        await seen(app, "Head of Desk")
        assert called(tools) == [str(archive_folder / "authors" / "derya-ornek.yaml")]


async def test_an_author_without_a_profile_is_told_where_one_would_be(
    archive_folder, tmp_path, use, tools
):
    (archive_folder / "authors" / "derya-ornek.yaml").unlink()
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("a", "enter")
        await until(app, lambda: isinstance(app.screen, AuthorPage))
        await pilot.press("e")
        await told(app, "one would be authors/derya-ornek.yaml")
        assert not called(tools)


async def test_a_fault_that_is_made_is_told_beside_the_last_good_version(
    archive_folder, tmp_path, use
):
    use("save(text.replace('kind: Analysis', 'kind: [Analysis'))")
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("e")
        await seen(app, "What you read is the last good version")
        await told(app, f"{twin.SLUG}.yaml:2:")


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("fails", "ended with status 3"),
        ("no-such-editor", "the editor no-such-editor of $VISUAL is not there"),
    ],
)
@pytest.mark.usefixtures("use")
async def test_an_editor_that_fails_is_told_with_a_way_on(
    archive_folder, tmp_path, monkeypatch, editor, message
):
    editor_in(tmp_path / "tools", "sys.exit(3)", "fails")
    monkeypatch.setenv("PATH", str(tmp_path / "tools"), prepend=":")
    monkeypatch.setenv("VISUAL", editor)
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("e")
        await told(app, message)
        assert all("\n" in notice.message for notice in app._notifications)
        await pilot.press("t")
        await seen(app, "closest sentence")  # it goes on


@pytest.mark.usefixtures("use")
async def test_without_any_editor_it_is_told_how_to_name_one(archive_folder, tmp_path, monkeypatch):
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("e")
        await told(app, "set $EDITOR to yours")


async def test_side_by_side_the_language_with_the_focus_is_edited(
    archive_folder, tmp_path, use, tools
):
    path = archive_folder / "dva-porta.yaml"
    use("save(text.replace('2 июня', '3 июня'))")
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("v")
        await seen(app, "Два правительства")
        await pilot.press("tab", "e")
        await seen(app, "3 июня")
        assert called(tools) == ["+1", str(path)]  # its title is at the top
