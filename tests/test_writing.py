"""Files are written whole or not at all, whatever happens to the disk, the process or the name."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from drafts import ADA, DRAFT, PAGE, files

from briefing_tui import yamlfile
from briefing_tui.archive import Archive, writing
from briefing_tui.briefing import Draft
from briefing_tui.errors import ArchiveError, BriefingError


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "mine"
    made.mkdir()
    return made


@pytest.fixture
def archive(folder, tmp_path):
    with Archive.open(folder, cache=tmp_path / "cache") as opened:
        yield opened


def failing(monkeypatch, name, number, only=""):
    """Let a call of the system fail, for paths that hold `only`."""
    whole = getattr(os, name)

    def fail(*arguments, **options):
        if not only or any(only in str(argument) for argument in arguments):
            raise OSError(number, os.strerror(number))
        return whole(*arguments, **options)

    monkeypatch.setattr(os, name, fail)


# --- what is there stays


def test_a_name_that_is_taken_is_refused_and_nothing_else_is_written(archive, folder):
    (folder / "night-ferry.yaml").write_text("mine\n")
    with pytest.raises(BriefingError, match="exists already") as told:
        archive.add(DRAFT)
    assert told.value.hint == "--force writes over it"
    assert files(folder) == {"night-ferry.yaml": b"mine\n"}


@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize("kind", ["a folder", "a named pipe", "a link"])
def test_what_is_no_file_is_never_written_over(archive, folder, tmp_path, kind, force):
    target = folder / "night-ferry.yaml"
    outside = tmp_path / "outside.yaml"
    outside.write_text("mine\n")
    if kind == "a folder":
        target.mkdir()
    elif kind == "a named pipe":
        os.mkfifo(target)
    else:
        target.symlink_to(outside)
    before = target.lstat()
    with pytest.raises(BriefingError, match=f"{kind}$"):
        archive.add(DRAFT, force=force)
    assert target.lstat() == before
    assert outside.read_text() == "mine\n"
    assert files(folder) == {}


def test_a_dangling_link_is_no_free_name(archive, folder, tmp_path):
    (folder / "night-ferry.yaml").symlink_to(tmp_path / "nowhere.yaml")
    for force in (True, False):
        with pytest.raises(BriefingError, match="a link"):
            archive.add(DRAFT, force=force)
    assert not (tmp_path / "nowhere.yaml").exists()


def test_an_archive_behind_a_link_is_written_into(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    with Archive.open(tmp_path / "link", cache=tmp_path / "cache") as archive:
        archive.add(DRAFT)
    assert "night-ferry.yaml" in files(folder)


def test_the_users_mask_decides_who_reads_a_new_file_and_an_old_one_stays_as_it_is(archive):
    before = os.umask(0o027)
    try:
        outcome = archive.add(DRAFT)
        assert outcome.path.stat().st_mode & 0o777 == 0o640
        assert outcome.authors[0].stat().st_mode & 0o777 == 0o640
        outcome.path.chmod(0o604)
        archive.add(DRAFT, force=True)
        assert outcome.path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(before)


@pytest.mark.parametrize("over", [False, True])
def test_nobody_else_can_read_a_file_before_it_has_its_name(folder, monkeypatch, over):
    path = folder / "a.yaml"
    if over:
        path.write_text("old")
        path.chmod(0o604)
    modes = []

    def write(handle, mode):
        modes.append(os.fstat(handle).st_mode & 0o777)
        whole(handle, mode)

    whole = os.fchmod
    monkeypatch.setattr(os, "fchmod", write)
    before = os.umask(0o022)
    try:
        writing.put(path, b"new", over=over)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    assert modes == [0o600]
    assert path.stat().st_mode & 0o777 == (0o604 if over else 0o644)


def test_the_owner_stays_where_that_is_permitted(folder, monkeypatch):
    path = folder / "a.yaml"
    path.write_text("old")
    given = []
    status = os.stat_result((0o100640, *path.stat()[1:4], 12_345, 23_456, *path.stat()[6:]))
    monkeypatch.setattr(os, "fchown", lambda _, *ids: given.append(ids))
    writing._let_be_read(handle := os.open(path, os.O_WRONLY), status)
    assert given == [(12_345, -1), (-1, 23_456)]
    failing(monkeypatch, "fchown", errno.EPERM)
    writing._let_be_read(handle, status)
    assert os.fstat(handle).st_mode & 0o777 == 0o640
    failing(monkeypatch, "fchown", errno.EIO)
    with pytest.raises(OSError, match="Input"):
        writing._let_be_read(handle, status)
    os.close(handle)


def test_a_name_is_refused_that_is_taken_in_the_last_moment(archive, folder, monkeypatch):
    whole = Path.hardlink_to

    def late(self, target):
        if self.name == "night-ferry.yaml":
            self.write_text("somebody else's\n")
        return whole(self, target)

    monkeypatch.setattr(Path, "hardlink_to", late)
    with pytest.raises(BriefingError, match="exists already"):
        archive.add(DRAFT)
    assert files(folder) == {"night-ferry.yaml": b"somebody else's\n"}
    assert not (folder / "authors").exists()


def test_without_hard_links_files_are_written_all_the_same_and_never_over_others(
    archive, folder, monkeypatch
):
    failing(monkeypatch, "link", errno.EPERM)
    archive.add(DRAFT)
    assert sorted(files(folder)) == ["authors/ada-deniz.yaml", "night-ferry.yaml"]
    with pytest.raises(FileExistsError):
        writing.put(folder / "night-ferry.yaml", b"other\n")
    failing(monkeypatch, "rename", errno.ENOSPC)
    failing(monkeypatch, "replace", errno.ENOSPC)
    with pytest.raises(ArchiveError):
        writing.put(folder / "new.yaml", b"other\n")
    assert sorted(files(folder)) == ["authors/ada-deniz.yaml", "night-ferry.yaml"]


# --- disks, kills, others

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)


@pytest.mark.parametrize("number", [*FULL, errno.EACCES, errno.EROFS, errno.ENOENT])
@pytest.mark.parametrize("call", ["open", "fsync", "link", "replace"])
def test_what_cannot_be_written_leaves_all_as_it_was(archive, folder, monkeypatch, call, number):
    force = call == "replace"
    if force:
        (folder / "night-ferry.yaml").write_text("mine\n")
    before = files(folder)
    failing(monkeypatch, call, number, "briefing-new" if call != "fsync" else "")
    with pytest.raises(ArchiveError, match="cannot be written") as told:
        archive.add(DRAFT, force=force)
    assert os.strerror(number) in told.value.message
    if number in (errno.ENOSPC, errno.EDQUOT):
        assert "disk space" in told.value.hint
    assert files(folder) == before
    assert not (folder / "authors").exists()


def test_a_profile_that_was_there_stays_when_the_briefing_cannot_be_placed(
    archive, folder, monkeypatch
):
    (folder / "authors").mkdir()
    (folder / "authors" / "ada-deniz.yaml").write_text("name: Ada\n")
    before = files(folder)
    failing(monkeypatch, "link", errno.ENOSPC, "night-ferry")
    with pytest.raises(ArchiveError):
        archive.add(DRAFT)
    assert files(folder) == before


RUN = """
import resource, sys
from pathlib import Path
from briefing_tui.archive import Archive
from briefing_tui.briefing import Author, Draft
from briefing_tui.errors import BriefingError

def draft(word, times):
    body = f"The ferry is {word}. " * times
    fields = {"title": "The Night Ferry", "authors": ["ada-deniz"], "body": body}
    return Draft("night-ferry", fields, (Author("ada-deniz", "Ada Deniz"),))
"""


def script(code, *arguments):
    return [sys.executable, "-c", RUN + code, *map(str, arguments)]


def test_a_real_limit_of_the_system_leaves_the_old_file_whole(folder, tmp_path):
    """No file may grow beyond 20 kB: the profile fits, the briefing does not."""
    old = "title: Old\nbody: |\n  Whole.\n"
    (folder / "night-ferry.yaml").write_text(old)
    code = (
        "with Archive.open(Path(sys.argv[1]), cache=Path(sys.argv[2])) as archive:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "    try:\n"
        "        archive.add(draft('late', 5_000), force=True)\n"
        "    except BriefingError as error:\n"
        "        print(error.message, error.hint)\n"
    )
    done = subprocess.run(
        script(code, folder, tmp_path / "cache"), capture_output=True, text=True, check=True
    )
    assert "night-ferry.yaml cannot be written: File too large" in done.stdout
    assert "disk space" in done.stdout
    assert files(folder) == {"night-ferry.yaml": old.encode()}
    assert not (folder / "authors").exists()


def test_a_kill_at_any_moment_leaves_one_version_whole(folder, tmp_path):
    code = (
        "with Archive.open(Path(sys.argv[1]), cache=Path(sys.argv[2])) as archive:\n"
        "    while True:\n"
        "        for word in ('late', 'early'):\n"
        "            archive.add(draft(word, 3_000), force=True)\n"
        "        print('go', flush=True)\n"
    )
    chance = random.Random(4)
    target = folder / "night-ferry.yaml"
    for _ in range(10):
        child = subprocess.Popen(script(code, folder, tmp_path / "cache"), stdout=subprocess.PIPE)
        with child:
            child.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.12))
            child.send_signal(signal.SIGKILL)
        briefing, problems = yamlfile.read_briefing(target.read_bytes(), target.name, "x")
        assert not [p for p in problems if p.severity == "error"]
        assert briefing.words == 12_000
        assert {briefing.body.count("late"), briefing.body.count("early")} == {0, 3_000}
        there = set(files(folder)) - {"night-ferry.yaml", "authors/ada-deniz.yaml"}
        assert all(writing._OURS.fullmatch(Path(name).name) for name in there), there

    # What the killed ones have left goes an hour later, with the next file that is written.
    for name in files(folder):
        if Path(name).name.startswith("."):
            os.utime(folder / name, (time.time() - 4000,) * 2)
    with Archive.open(folder, cache=tmp_path / "cache") as archive:
        archive.add(DRAFT, force=True)
    assert sorted(files(folder)) == ["authors/ada-deniz.yaml", "night-ferry.yaml"]


def test_of_two_who_add_the_same_page_at_once_one_does_and_the_other_is_told(folder, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    for number in range(3):
        here = folder / str(number)
        here.mkdir()
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "briefing_tui", "add", str(page), "-C", str(here)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        done = [(*child.communicate(timeout=60), child.returncode) for child in running]
        assert sorted(status for _, _, status in done) == [0, 2, 2, 2], done
        assert all("exists already" in err for _, err, status in done if status == 2), done
        assert sorted(files(here)) == ["authors/ada-deniz.yaml", "the-night-ferry.yaml"]


def test_who_waits_too_long_for_another_is_told(archive, folder, monkeypatch):
    monkeypatch.setattr(writing, "_PATIENCE", 0.05)
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(ArchiveError, match="another program is writing"):
        archive.add(DRAFT)
    os.close(handle)
    archive.add(DRAFT)


def test_where_there_are_no_locks_files_are_written_all_the_same(archive, folder, monkeypatch):
    def none(handle, how):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(writing.fcntl, "flock", none)
    archive.add(DRAFT)
    assert len(files(folder)) == 2


def test_only_our_own_files_are_swept_away_and_only_old_ones(folder):
    old, new = time.time() - 4000, time.time() - 3000
    ours = ".night-ferry.0123abcd.briefing-new"
    for name, when in (
        (ours, old),
        (".night-ferry.0123abce.briefing-new", new),
        (".night-ferry.briefing-new", old),
        (".night-ferry.0123abcd.new", old),
        ("night-ferry.0123abcd.briefing-new", old),
        (".0123abcd.briefing-new", old),
    ):
        (folder / name).write_text("x")
        os.utime(folder / name, (when, when))
    (folder / ".a.0123abcd.briefing-new").mkdir()
    (folder / ".b.0123abcd.briefing-new").symlink_to("nowhere")
    before = {path.name for path in folder.iterdir()}
    writing.sweep(folder)
    assert before - {path.name for path in folder.iterdir()} == {ours}
    writing.sweep(folder / "nowhere")


def test_a_folder_that_vanishes_is_told(archive, folder):
    folder.rmdir()
    with pytest.raises(ArchiveError, match="No such file or directory"):
        archive.add(DRAFT)


def test_a_name_that_the_file_system_cannot_hold_is_told(archive, folder):
    with pytest.raises(ArchiveError, match="File name too long"):
        archive.add(Draft("n" * 300, DRAFT.fields, (ADA,)))
    assert files(folder) == {}
