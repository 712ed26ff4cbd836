"""The interface is told of changes by the system, and looks for them where it is not."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager

import pytest

from briefing_tui.archive.scan import folders
from briefing_tui.tui.background import Background
from briefing_tui.tui.watching import Watcher, is_remote

PIECE = "title: {0}\nbody: |\n  Words of {0}.\n"


class Told:
    """Hears what a watcher tells."""

    def __init__(self):
        self.paths = []
        self._new = threading.Event()

    def __call__(self, paths):
        self.paths.append(paths)
        self._new.set()

    def within(self, seconds):
        """Tell whether something is told within some time, and take it as heard."""
        heard = self._new.wait(seconds)
        time.sleep(0.15)  # what belongs to the same change is heard, too
        self._new.clear()
        return heard


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "archive"
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "one.yaml").write_text(PIECE.format("one"))
    return folder


@contextmanager
def watching(folder):
    told = Told()
    watcher = Watcher(folder, told)
    watcher.keep_on()
    try:
        assert told.within(10)
        assert watcher.watching
        yield watcher, told
    finally:
        watcher.stop()


def test_the_folders_that_are_watched_are_those_that_are_looked_into(folder, tmp_path):
    (folder / "link").symlink_to(tmp_path)
    found = {path.removeprefix(str(folder)) for path in folders(folder)}
    assert found == {"", "/sub", "/sub/deep"}


@pytest.mark.parametrize(
    ("change", "told_whole"),
    [
        (lambda f: (f / "one.yaml").write_text("title: [\n"), False),
        (lambda f: (f / "sub" / "deep" / "new.YML").write_text("x"), False),
        (lambda f: (f / "one.yaml").rename(f / "two.yaml"), False),
        (lambda f: (f / "one.yaml").unlink(), False),
        (lambda f: (f / "sub" / "deep").rename(f.parent / "away"), True),
        (lambda f: (f / "other").mkdir(), True),
    ],
    ids=["write", "new below", "rename", "delete", "folder out", "new folder"],
)
def test_what_changes_is_told(folder, change, told_whole):
    with watching(folder) as (_, told):
        told.paths.clear()
        change(folder)
        assert told.within(2)
        assert (told.paths[0] is None) == told_whole


def test_what_is_no_concern_of_the_archive_wakes_nobody(folder):
    with watching(folder) as (_, told):
        told.paths.clear()
        for name in (".one.yaml.swp", "4913", "one.yaml~", "#one.yaml#", ".git/index", "notes.txt"):
            (folder / name).write_text("x")
            (folder / name).unlink()
        (folder / ".idea").mkdir()
        assert not told.within(0.4)
        assert not told.paths


def test_a_storm_of_changes_is_told_once(folder):
    with watching(folder) as (_, told):
        told.paths.clear()
        for number in range(1000):
            (folder / f"{number}.yaml").write_text("x")
        assert told.within(3)
        time.sleep(0.3)
        assert len(told.paths) <= 2
        assert len({path for paths in told.paths for path in paths}) == 1000


def test_a_folder_that_is_moved_in_is_watched_from_then_on(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    with watching(folder) as (_, told):
        outside.rename(folder / "inside")
        assert told.within(2)
        assert told.within(2)  # it is watched now
        (folder / "inside" / "new.yaml").write_text("x")
        assert told.within(2)


def test_an_archive_that_vanishes_and_comes_back_is_watched_again(folder, tmp_path):
    with watching(folder) as (watcher, told):
        away = folder.rename(tmp_path / "away")
        assert told.within(2)
        assert not watcher.watching
        watcher.keep_on()
        assert not watcher.watching
        shutil.copytree(away, folder)
        watcher.keep_on()
        assert told.within(3)
        assert watcher.watching
        (folder / "one.yaml").write_text("x")
        assert told.within(2)


def test_where_there_is_no_watch_to_be_had_nothing_is_tried_again(folder, monkeypatch):
    import watchfiles

    tries = []

    def too_many(*_, **__):
        tries.append(1)
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", too_many)
    told = Told()
    watcher = Watcher(folder, told)
    watcher.keep_on()
    assert told.within(2)
    watcher.keep_on()
    assert not watcher.watching
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("line", "remote"),
    [
        ("36 35 98:0 / {at} rw,noatime shared:1 - ext4 /dev/root rw", False),
        ("36 35 0:44 / {at} rw,relatime - nfs4 server:/export rw", True),
        ("36 35 0:44 / {at} rw,relatime - fuse.sshfs me@there: rw", True),
        ("36 35 0:44 / {at} rw,relatime - fuseblk /dev/sdb1 rw", False),
        ("36 35 0:44 / {at}-other rw,relatime - nfs4 server:/export rw", False),
        ("36 35 0:44", False),
    ],
)
def test_files_of_other_machines_are_told_by_the_table_of_mounts(tmp_path, line, remote):
    folder = tmp_path / "my archive" / "sub"
    folder.mkdir(parents=True)
    at = str(folder.parent).replace(" ", "\\040")
    table = tmp_path / "mountinfo"
    table.write_text("25 1 98:0 / / rw - ext4 /dev/root rw\n" + line.format(at=at) + "\n")
    assert is_remote(folder, table) is remote
    assert not is_remote(folder, tmp_path / "none")


class Listener:
    """Runs an archive in the background, and knows of what changed when."""

    def __init__(self, folder, cache):
        self.changes = []
        self.failures = []
        self._new = threading.Condition()
        self.archive = Background(folder, cache=cache, report=self._report, failed=self._failed)

    def _report(self, progress):
        if progress.changes:
            with self._new:
                self.changes.append(progress.changes)
                self._new.notify_all()

    def _failed(self, error):
        with self._new:
            self.failures.append(error)
            self._new.notify_all()

    def wait(self, condition, seconds=10):
        with self._new:
            assert self._new.wait_for(lambda: condition(self), seconds), self.changes


@contextmanager
def listening(folder, tmp_path):
    listener = Listener(folder, tmp_path / "cache")
    listener.archive.start()
    listener.archive.keep_up()
    try:
        listener.wait(lambda heard: heard.changes)
        yield listener
    finally:
        listener.archive.stop()


def watched(listener):
    end = time.monotonic() + 10
    while not listener.archive._watcher.watching:
        assert time.monotonic() < end
        time.sleep(0.02)
    time.sleep(0.3)
    listener.changes.clear()


def test_a_save_is_reported_at_once_however_the_editor_writes(folder, tmp_path):
    with listening(folder, tmp_path) as listener:
        watched(listener)
        path = folder / "one.yaml"
        # By writing another file and giving it the name, with a backup.
        (folder / "one.yaml.tmp").write_text(PIECE.format("One"))
        path.rename(folder / "one.yaml~")
        time.sleep(0.01)
        (folder / "one.yaml.tmp").rename(path)
        start = time.monotonic()
        listener.wait(lambda heard: heard.changes)
        assert time.monotonic() - start < 5  # by looking alone it would be ten
        assert [(c.changed, c.removed) for c in listener.changes] == [(("one",), ())]


def test_a_file_that_is_written_slowly_is_reported_once_it_is_whole(folder, tmp_path):
    with listening(folder, tmp_path) as listener:
        watched(listener)
        text = 'title: "Slow"\nbody: |\n  One.\n'
        with (folder / "slow.yaml").open("w") as file:
            for part in (text[:5], text[5:12], text[12:]):
                file.write(part)
                file.flush()
                time.sleep(0.25)  # longer than one waits for another change
        listener.wait(lambda heard: heard.changes)
        assert [c.added for c in listener.changes] == [("slow",)]

        def title(archive):
            return archive.entry("slow").title

        assert ask(listener.archive, title) == "Slow"


def ask(archive, question):
    import asyncio

    return asyncio.run(archive.ask(question))


def test_who_asks_is_told_of_a_fault_without_delay(folder, tmp_path):
    with listening(folder, tmp_path) as listener:
        watched(listener)
        (folder / "one.yaml").write_text("title: [\n")
        listener.archive.look()
        listener.wait(lambda heard: heard.changes)
        assert listener.changes[0].changed == ("one",)


def test_where_changes_are_not_told_they_are_looked_for_from_then_on(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing_tui.tui.background._MAKE_SURE", 0.3)
    monkeypatch.setattr("briefing_tui.tui.background._POLL_AT_LEAST", 0.2)
    target = tmp_path / "elsewhere.yaml"
    target.write_text(PIECE.format("linked"))
    (folder / "linked.yaml").symlink_to(target)
    with listening(folder, tmp_path) as listener:
        watched(listener)
        target.write_text(PIECE.format("Linked"))
        listener.wait(lambda heard: heard.changes)
        end = time.monotonic() + 5
        while listener.archive._watcher.watching:
            assert time.monotonic() < end
            time.sleep(0.02)
