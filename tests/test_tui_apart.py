"""Indexing in a process of its own, as the interface lets it run."""

from __future__ import annotations

import fcntl
import threading
import time

import pytest

from briefing_tui.archive import Archive, places
from briefing_tui.tui import background
from briefing_tui.tui.apart import IndexingProcess
from briefing_tui.tui.background import Background


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "briefings"
    folder.mkdir()
    for number in range(60):
        words = f"A harbour and word{number}. " * 40
        (folder / f"n{number}.yaml").write_text(f"title: On {number}\nbody: |\n  {words}\n")
    return folder


def test_it_indexes_and_tells_how_far_it_is(folder):
    told = list(IndexingProcess(folder).run())
    assert told == [(25, 60)]
    with Archive.open(folder) as archive:
        assert archive.behind() <= 60  # files just written are looked at again
        assert archive.index_state().state == "current"
        assert archive.search("harbour", limit=1).total == 60


def test_it_is_stopped_on_the_way(folder):
    process = IndexingProcess(folder)
    reports = process.run()
    next(reports)
    process.stop()
    assert list(reports) == []
    assert process._process.poll() is not None
    process.stop()


def test_one_that_was_stopped_before_it_began_does_nothing(folder):
    process = IndexingProcess(folder)
    process.stop()
    assert list(process.run()) == []
    assert process._process is None or process._process.poll() is not None


def test_where_no_process_can_be_started_nothing_is_told(folder, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert list(IndexingProcess(folder).run()) == []


@pytest.mark.parametrize("many", [10, 1000])
def test_the_interface_lets_a_process_do_much_and_does_little_itself(folder, monkeypatch, many):
    monkeypatch.setattr(background, "_MANY", many)
    started = []
    run = IndexingProcess.run
    monkeypatch.setattr(IndexingProcess, "run", lambda self: (started.append(self), run(self))[1])
    done = threading.Event()
    told = []
    failed = []

    def report(progress):
        told.append(progress)
        if progress.done == progress.total:
            done.set()

    archive = Background(folder, cache=None, report=report, failed=failed.append)
    archive.start()
    archive.keep_up()
    assert done.wait(30)
    archive.stop()
    assert failed == []
    assert len(started) == (many == 10)
    assert sum(len(progress.changes.added) for progress in told) == 60
    with Archive.open(folder) as again:
        assert again.index_state().state == "current"


def test_the_work_of_another_copy_is_told_and_taken_over_when_it_ends(folder, monkeypatch):
    monkeypatch.setattr(background, "_MANY", 10)
    monkeypatch.setattr(background, "_OTHERS", 0.05)
    started = []
    run = IndexingProcess.run
    monkeypatch.setattr(IndexingProcess, "run", lambda self: (started.append(self), run(self))[1])
    waiting, done = threading.Event(), threading.Event()

    def report(progress):
        (done if progress.done == progress.total else waiting).set()

    archive = Background(folder, cache=None, report=report, failed=lambda _: None)
    with (places.cache_folder(folder.resolve(), None) / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert list(IndexingProcess(folder).run()) == []
        started.clear()
        archive.start()
        archive.keep_up()
        assert waiting.wait(30)
        assert started == []
    assert done.wait(30)
    archive.stop()
    assert len(started) == 1


def test_leaving_the_interface_ends_the_process(folder, monkeypatch):
    monkeypatch.setattr(background, "_MANY", 10)
    begun = threading.Event()
    archive = Background(folder, cache=None, report=lambda _: begun.set(), failed=lambda _: None)
    archive.start()
    archive.keep_up()
    assert begun.wait(30)
    process = archive._indexing
    archive.stop()
    end = time.monotonic() + 5
    while process is not None and process._process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    assert process is None or process._process.poll() is not None
