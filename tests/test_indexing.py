"""The full-text index beside its archive: built anew, told of, cut off at any moment."""

from __future__ import annotations

import fcntl
import gc
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from briefing_tui.archive import Archive
from briefing_tui.errors import ArchiveError


def write(folder, name, words):
    (folder / f"{name}.yaml").write_text(f"title: On {name}\nbody: |\n  {words}.\n")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "briefings"
    folder.mkdir()
    for number in range(40):
        write(folder, f"n{number}", f"A harbour and word{number}")
    return folder


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def archive(folder, cache):
    with Archive.open(folder, cache=cache) as archive:
        yield archive


def found(archive, query):
    results = archive.search(query, limit=1000)
    assert results.complete
    return {one.entry.slug for one in results.found}


def place(cache):
    (folder,) = [path for path in cache.iterdir() if path.is_dir()]
    return folder


def test_it_is_told_how_the_index_is(archive, folder, cache):
    archive.refresh(index=False)
    assert (archive.index_state().state, archive.index_state().waiting) == ("missing", 40)
    archive.refresh()
    state = archive.index_state()
    assert (state.state, state.briefings, state.waiting, state.deleted) == ("current", 40, 0, 0)
    assert state.segments > 0
    assert state.size > 1000
    write(folder, "n1", "A quay")
    write(folder, "new", "A quay")
    (folder / "n2.yaml").unlink()
    archive.refresh(index=False)
    state = archive.index_state()
    assert (state.state, state.briefings, state.waiting) == ("behind", 40, 2)
    (state.folder / "stamp").write_text("another version")
    assert archive.index_state().state == "outdated"
    assert (state.folder / "stamp").read_text() == "another version"  # telling mends nothing
    with Archive.open(folder, cache=cache) as again:
        again.refresh()
        assert again.index_state().state == "current"
        assert found(again, "quay") == {"n1", "new"}


# Whoosh leaves the file open in which it finds no table of contents.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_damaged_table_of_contents_is_told(archive):
    archive.refresh()
    for path in archive.index_state().folder.glob("*.toc"):
        path.write_bytes(b"")
    assert archive.index_state().state == "outdated"
    gc.collect()


def test_an_update_counts_what_it_did(archive, folder):
    assert archive.index().put == 40
    assert (archive.index().put, archive.index().removed) == (0, 0)
    write(folder, "n1", "A quay")
    (folder / "n2.yaml").unlink()
    done = archive.index()
    assert (done.put, done.removed) == (1, 1)


def test_an_update_merges_what_many_saves_left(archive, folder):
    archive.refresh()
    for number in range(8):
        write(folder, f"n{number}", f"A quay and word{number}")
        archive.refresh()
    assert archive.index_state().segments > 3
    archive.index()
    state = archive.index_state()
    assert (state.segments, state.deleted) == (1, 0)
    assert found(archive, "quay") == {f"n{number}" for number in range(8)}
    assert len(found(archive, "harbour")) == 32


def test_a_change_is_told_before_what_many_saves_left_is_merged(archive, folder):
    archive.refresh()
    merged = 0
    for number in range(30):
        write(folder, f"n{number}", f"A quay and word{number}")
        told = False
        parts = archive.index_state().segments + 1
        for progress in archive.refreshing(paths=[folder / f"n{number}.yaml"]):
            if archive.index_state().segments < parts - 5:
                assert told
                merged += 1
                parts = 0
            told = told or f"n{number}" in progress.changes.changed
        assert told
    assert merged
    assert archive.index_state().segments <= 11
    assert found(archive, "quay") == {f"n{number}" for number in range(30)}


def test_an_index_is_built_anew_in_the_place_of_the_old_one(archive, cache):
    archive.refresh()
    before = archive.index_state().folder.stat().st_ino
    assert archive.index(anew=True).put == 40
    assert archive.index_state().folder.stat().st_ino != before
    assert archive.index_state().state == "current"
    assert {p.name for p in place(cache).iterdir() if p.is_dir()} == {"index"}
    assert len(found(archive, "harbour")) == 40
    assert not archive.refresh()


def test_the_old_index_is_searched_until_the_new_one_is_whole(archive, folder, cache):
    archive.refresh()
    seen = []
    archive.index(lambda progress: seen.append(len(found(archive, "harbour"))), anew=True)
    assert set(seen) == {40}
    with Archive.open(folder, cache=cache) as other:
        reports = other._refresher.run(index=True, patience=1, thorough="rebuild")
        while not (place(cache) / "index.new").is_dir():
            next(reports)
        assert len(found(archive, "harbour")) == 40
        reports.close()  # cut off
    assert (place(cache) / "index.new").is_dir()
    assert len(found(archive, "harbour")) == 40
    write(folder, "n1", "A quay")
    archive.refresh()
    assert not (place(cache) / "index.new").exists()
    assert found(archive, "quay") == {"n1"}


def test_a_rebuild_that_was_killed_while_putting_it_in_place_is_finished(archive, folder, cache):
    archive.refresh()
    archive.close()
    index = place(cache) / "index"
    shutil.copytree(index, place(cache) / "index.new")
    (place(cache) / "index.new" / "identity").write_text("another")
    index.rename(place(cache) / "index.old")
    write(folder, "n1", "A quay")
    with Archive.open(folder, cache=cache) as again:
        done = again.index()
        assert (done.put, done.removed) == (1, 0)  # what it held was good
        assert found(again, "quay") == {"n1"}
        assert len(found(again, "harbour")) == 39
    assert {p.name for p in place(cache).iterdir() if p.is_dir()} == {"index"}


def test_what_was_read_of_an_index_is_forgotten_when_another_took_its_place(archive, folder, cache):
    archive.refresh()
    assert len(found(archive, "harbour")) == 40
    with Archive.open(folder, cache=cache) as other:
        write(folder, "n39", "A harbour")
        other.index(anew=True)  # in another order, and perhaps with as many commits
    write(folder, "n7", "A quay")
    archive.refresh()
    assert found(archive, "quay") == {"n7"}
    assert len(found(archive, "harbour")) == 39
    assert found(archive, "word8") == {"n8"}


def test_a_second_copy_is_told_that_another_one_is_indexing(archive, cache, monkeypatch):
    monkeypatch.setattr("briefing_tui.archive.facade._PATIENCE", 0.05)
    archive.refresh()
    with (place(cache) / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for anew in (False, True):
            with pytest.raises(ArchiveError, match="another copy is indexing"):
                archive.index(anew=anew)
        assert len(found(archive, "harbour")) == 40
    archive.index(anew=True)


def test_an_archive_that_cannot_be_written_is_searched(archive, folder):
    folder.chmod(0o555)
    try:
        archive.refresh()
        assert len(found(archive, "harbour")) == 40
    finally:
        folder.chmod(0o755)


def kill_at_random(folder, cache, seed, tasks, kills):
    """Let `briefing index` work in a process of its own, and kill it somewhere on the way."""
    chance = random.Random(seed)
    script = (
        "import sys; from pathlib import Path; from briefing_tui.archive import Archive\n"
        "with Archive.open(Path(sys.argv[1]), cache=Path(sys.argv[2])) as a:\n"
        "    print('go', flush=True)\n"
        "    a.index(anew=sys.argv[3] == 'rebuild'); print('done', flush=True)\n"
    )
    cut = 0
    for _ in range(kills):
        for number in chance.sample(range(40), 20):
            write(folder, f"n{number}", f"A harbour and word{number} and {chance.random()}")
        command = [sys.executable, "-c", script, str(folder), str(cache), chance.choice(tasks)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.6))
            child.send_signal(signal.SIGKILL)
            cut += child.communicate()[0] == b""
        with Archive.open(folder, cache=cache) as archive:
            # What a search gives before anything is mended was committed once, and is whole.
            results = archive.search("harbour", limit=1000)
            assert len({one.entry.slug for one in results.found}) == len(results.found)
    with Archive.open(folder, cache=cache) as archive:
        archive.index()
        assert archive.index_state().state == "current"
        assert len(found(archive, "harbour")) == 40
        for number in range(40):
            assert found(archive, f"word{number}") == {f"n{number}"}
    assert {p.name for p in place(cache).iterdir() if p.is_dir()} == {"index"}
    return cut


def test_a_killed_update_or_rebuild_loses_nothing(folder, cache):
    assert kill_at_random(folder, cache, 1, ["update", "rebuild"], 4) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_many_killed_updates_and_rebuilds_lose_nothing(folder, cache, seed):
    assert kill_at_random(folder, cache, 10 + seed, ["update", "rebuild"], 15) > 3
