"""A briefing that is asked for on the command line: shown before all else is known."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading

import pytest
import twin
from journeys import place_of, running, screen_text, seen, told, until
from terminal import running as in_terminal

from briefing_tui.archive import Archive
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.background import Background
from briefing_tui.tui.fault_page import FaultPage
from briefing_tui.tui.finder import Finder
from briefing_tui.tui.opening import Opening
from briefing_tui.tui.reader import Reader


@pytest.fixture
def held(monkeypatch):
    """Keep the archive from being brought up to its files until this is set."""
    release = threading.Event()
    keep_up = Background._keep_up
    monkeypatch.setattr(Background, "_keep_up", lambda self: (release.wait(30), keep_up(self)))
    yield release
    release.set()


async def test_it_can_be_read_before_the_archive_is(archive_folder, tmp_path, held):
    file = archive_folder / f"{twin.SLUG}.yaml"
    async with running(archive_folder, tmp_path, (200, 55), open_slug=str(file)) as (app, pilot):
        await seen(app, "harbour accord on 2 June")
        assert "Derya Örnek" in screen_text(app)
        assert not app.archive_read
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))
        held.set()
        await seen(app, "4 briefings")
        await pilot.press("escape", "greater_than_sign")
        await until(app, lambda: isinstance(app.screen, Reader))
        # The rest is told when it is known.
        await seen(app, "Related")
        await until(app, lambda: len(app.screen._reading.translations) == 2)
        await until(app, lambda: len(app.screen._reading.others) > 0)


@pytest.mark.parametrize("size", [(80, 1), (1, 24)])
async def test_a_window_too_small_for_anything_keeps_no_key_back(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size, in_haste=True) as (app, pilot):
        await until(app, lambda: isinstance(app.screen, Finder))
        await pilot.press("ctrl+q")
        await until(app, lambda: app._exit)


def test_what_is_typed_before_it_is_shown_is_not_lost(archive_folder, tmp_path):
    file = archive_folder / f"{twin.SLUG}.yaml"
    with in_terminal(str(file)) as terminal:
        while b"\x1b" not in terminal.raw:  # before that, the terminal takes lines
            assert terminal.read()
        terminal.type(*"/harbour", "Enter")
        assert "harbour" not in terminal.text
        terminal.wait("1/4 harbour")
        terminal.type("q")
        terminal.wait("newest first")


@pytest.mark.parametrize("slug", [None, twin.SLUG])
async def test_what_is_typed_while_the_finder_is_loaded_is_for_it(archive_folder, tmp_path, slug):
    app = BriefingApp(archive_folder, cache=tmp_path / "cache", open_slug=slug, in_haste=True)
    async with app.run_test(size=(120, 40)) as pilot:
        assert isinstance(app.screen_stack[0], Opening)
        await pilot.press(*("/" if slug else ""), *"lantern", "enter")
        if slug:
            await seen(app, "1/1 lantern")
            await pilot.press("escape", "q")
        else:
            await until(app, lambda: isinstance(app.screen, Reader))
            await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))
        await seen(app, "briefings" if slug else "1 of 4")


async def test_a_file_whose_slug_another_one_has_is_refused(archive_folder, tmp_path):
    (archive_folder / "zz").mkdir()
    other = archive_folder / "zz" / f"{twin.SLUG}.yaml"
    other.write_text("title: The Other\nbody: |\n  It is another one.\n")
    async with running(archive_folder, tmp_path, open_slug=str(other)) as (app, _):
        await told(app, "there is no briefing")
        await until(app, lambda: isinstance(app.screen, Finder))
        await seen(app, "4 briefings")
        assert "It is another one" not in screen_text(app)


async def test_a_file_that_is_gone_is_told_of(archive_folder, tmp_path):
    gone = archive_folder / "gone.yaml"
    async with running(archive_folder, tmp_path, open_slug=str(gone)) as (app, _):
        await told(app, "there is no briefing")
        await seen(app, "4 briefings")


@pytest.mark.parametrize("known", [False, True])
async def test_a_file_that_cannot_be_read_shows_its_fault(archive_folder, tmp_path, known):
    file = archive_folder / "broken.yaml"
    file.write_bytes(b"title: \xff\nbody: b\n")
    if known:
        with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
            archive.refresh()
    async with running(archive_folder, tmp_path, open_slug=str(file)) as (app, pilot):
        await until(app, lambda: isinstance(app.screen, FaultPage))
        await seen(app, "broken.yaml")
        await pilot.press("q")
        await seen(app, "newest first")


async def test_while_another_copy_is_at_the_archive_it_waits(archive_folder, tmp_path, monkeypatch):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        lock = archive._cache / "lock"
    file = archive_folder / f"{twin.SLUG}.yaml"
    with lock.open("wb") as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)
        async with running(archive_folder, tmp_path, open_slug=str(file)) as (app, _):
            await until(app, lambda: app._first_shown)
            assert "harbour accord on 2 June" not in screen_text(app)
            fcntl.flock(locked, fcntl.LOCK_UN)
            await seen(app, "harbour accord on 2 June")
            assert place_of(app, "harbour accord on 2 June")


def test_a_file_taken_in_before_the_others_is_found_by_its_author_later(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        assert archive.resolve(str(archive_folder / f"{twin.SLUG}.yaml"), ahead=True) == twin.SLUG
        assert [entry.slug for entry in archive.list()] == [twin.SLUG]
        assert [author.name for author in archive.reading(twin.SLUG).authors] == ["Derya Örnek"]
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        changes = archive.refresh()
        assert twin.SLUG in changes.added
        assert len(archive.list()) == 4
        found = archive.search("author:örnek harbour")
        assert twin.SLUG in [each.entry.slug for each in found.found]


def test_what_reading_takes_can_be_imported_before(archive_folder):
    code = (
        "import sys; from pathlib import Path; from briefing_tui import archive\n"
        "archive.prepare_to_read(); before = set(sys.modules)\n"
        "assert archive.reading_alone(Path(sys.argv[1])).briefing.footnotes\n"
        "print(sorted(set(sys.modules) - before))"
    )
    file = str(archive_folder / f"{twin.SLUG}.yaml")
    done = subprocess.run(
        [sys.executable, "-c", code, file], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
