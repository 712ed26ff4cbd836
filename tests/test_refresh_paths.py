"""A refresh that is told what has changed: it looks at that alone, and knows as much afterwards."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from briefing_tui.archive import Archive
from briefing_tui.archive.scan import Files


def write(path, words="Words"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"title: On {path.stem}\nbody: |\n  {words}.\n")
    return path


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "briefings"
    for name in ("a", "b", "sub/c", "sub/deep/d"):
        os.utime(write(folder / f"{name}.yaml"), (1e9, 1e9))  # new ones are always read again
    return folder


@pytest.fixture
def archive(folder, tmp_path):
    with Archive.open(folder, cache=tmp_path / "cache") as opened:
        opened.refresh(index=False)
        yield opened


def told(archive, *paths):
    changes = archive.refresh(index=False, paths=paths)
    return changes.added, changes.changed, changes.removed


def test_what_is_told_is_seen_and_nothing_else_is_looked_at(archive, folder):
    write(folder / "a.yaml", "Other words")
    write(folder / "b.yaml", "Other words still")
    assert told(archive, folder / "b.yaml") == ((), ("b",), ())
    assert told(archive, folder / "nowhere.yaml", folder.parent, Path("/proc/self")) == ((), (), ())
    assert archive.refresh(index=False).changed == ("a",)


def test_files_and_folders_that_come_go_and_are_renamed(archive, folder):
    assert told(archive, write(folder / "new" / "e.yaml")) == (("e",), (), ())
    (folder / "new").rename(folder / "old")
    assert told(archive, folder / "new") == ((), (), ("e",))
    assert told(archive, folder / "old") == (("e",), (), ())
    (folder / "old" / "e.yaml").rename(folder / "f.yaml")
    assert told(archive, folder / "f.yaml", folder / "old" / "e.yaml") == (("f",), (), ("e",))
    shutil.rmtree(folder / "sub")
    assert told(archive, folder / "sub") == ((), (), ("c", "d"))
    (folder / "f.yaml").unlink()
    write(folder / "f.yaml" / "g.yaml")
    assert told(archive, folder / "f.yaml") == (("g",), (), ("f",))


def test_the_next_file_of_a_slug_takes_the_place_of_the_first(archive, folder):
    assert told(archive, write(folder / "zz" / "a.yaml", "Another")) == ((), (), ())
    assert archive.entry("a").path == "a.yaml"
    (folder / "a.yaml").unlink()
    assert told(archive, folder / "a.yaml") == ((), ("a",), ())
    assert archive.entry("a").path == "zz/a.yaml"
    assert told(archive, write(folder / "a.yaml")) == ((), ("a",), ())
    assert archive.entry("a").path == "a.yaml"


def test_hidden_ones_and_links_to_folders_are_passed_over(archive, folder, tmp_path):
    write(tmp_path / "elsewhere" / "far.yaml")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    hidden = write(folder / ".git" / "h.yaml"), write(folder / ".i.yaml")
    assert told(archive, folder / "link", folder / "link" / "far.yaml", *hidden) == ((), (), ())
    (folder / "one.yaml").symlink_to(tmp_path / "elsewhere" / "far.yaml")
    assert told(archive, folder / "one.yaml") == (("one",), (), ())


def test_paths_may_be_spelt_in_other_ways(archive, folder, monkeypatch, tmp_path):
    monkeypatch.chdir(folder)
    write(folder / "a.yaml", "Other words")
    assert told(archive, Path("sub/../a.yaml")) == ((), ("a",), ())
    (tmp_path / "same").symlink_to(folder)
    write(folder / "b.yaml", "Other words")
    assert told(archive, tmp_path / "same" / "b.yaml") == ((), ("b",), ())
    write(folder / "sub" / "c.yaml", "Other words")
    assert told(archive, folder) == ((), ("c",), ())


def test_a_changed_profile_is_seen(archive, folder):
    profile = folder / "authors" / "ada.yaml"
    profile.parent.mkdir()
    write(folder / "a.yaml").write_text("title: A\nauthors: [ada]\nbody: Words.\n")
    profile.write_text("name: Ada Quay\n")
    assert told(archive, folder / "a.yaml", profile) == ((), ("a",), ())
    assert archive.entry("a").authors == ("Ada Quay",)
    assert not archive.refresh(index=False, paths=())
    profile.write_text("name: Ada Pier\n")
    assert told(archive, profile) == ((), ("a",), ())


def test_what_an_earlier_look_found_is_done_without_another(archive, folder):
    write(folder / "a.yaml", "Other words")
    write(folder / "e.yaml")
    assert archive.behind() >= 2
    (folder / "b.yaml").unlink()
    assert told(archive) == (("e",), ("a",), ())
    archive.behind(paths=[folder / "b.yaml"])
    assert told(archive) == ((), (), ("b",))


def test_the_first_look_is_at_everything(folder, tmp_path):
    with Archive.open(folder, cache=tmp_path / "cache") as archive:
        assert told(archive, folder / "a.yaml") == (("a", "b", "c", "d"), (), ())


def test_where_a_path_cannot_tell_everything_is_looked_at(archive, folder):
    (folder / "dangling.yaml").symlink_to(folder / "nowhere")
    archive.refresh(index=False, paths=[folder / "dangling.yaml"])
    assert [p.path for p in archive.problems() if p.severity == "error"] == ["dangling.yaml"]
    write(folder / "nowhere")
    archive.refresh(index=False, paths=[folder / "nowhere"])
    assert archive.entry("dangling").title == "On nowhere"
    assert not [p for p in archive.problems() if p.severity == "error"]


def test_another_copys_work_is_learnt(archive, folder, tmp_path):
    with Archive.open(folder, cache=tmp_path / "cache") as other:
        write(folder / "a.yaml", "Other words")
        other.refresh(index=False)
    assert told(archive) == ((), ("a",), ())
    write(folder / "a.yaml", "Words of a third kind")
    assert told(archive, folder / "a.yaml") == ((), ("a",), ())


def change(root, chance):
    """Do something to an archive's folder, and give the paths that a watcher might tell."""
    names = [f"{'abc'[n]}.yaml" for n in range(3)] + ["x.yml", ".h.yaml", "note.txt"]
    folders = [root, root / "p", root / "p" / "q", root / "authors", root / ".hid"]
    path = chance.choice(folders) / chance.choice(names)
    there = [p for p in root.rglob("*") if p.is_file() or p.is_dir()]
    match chance.randrange(6):
        case 0 | 1 if not (path.is_dir() or path.is_symlink()) and not any(
            p.is_file() for p in path.parents
        ):
            return [write(path, f"Words {chance.random()}")]
        case 2 if there:
            gone = chance.choice(there)
            shutil.rmtree(gone) if gone.is_dir() and not gone.is_symlink() else gone.unlink()
            return [gone]
        case 3 if there:
            old, new = chance.choice(there), root / f"{chance.choice('pqrs')}{chance.choice('.y')}"
            if not new.exists() and not new.is_symlink() and old not in new.parents:
                old.rename(new)
                return [old, new]
        case 4 if there and not path.exists() and path.parent.is_dir() and not path.is_symlink():
            path.symlink_to(chance.choice(there))
            return [path]
        case 5 if there:
            os.utime(changed := chance.choice(there).resolve())
            return [changed]
    return []


@pytest.mark.parametrize("seed", range(8))
def test_looking_at_what_is_told_finds_what_a_walk_over_everything_finds(tmp_path, seed):
    chance = random.Random(seed)
    root = tmp_path / "briefings"
    write(root / "a.yaml")
    files = Files(root)
    files.look()
    for _ in range(150):
        paths = [path for _ in range(chance.randint(1, 3)) for path in change(root, chance)]
        before = dict(files.found)
        listed = files.listed
        changed = files.look_at({os.fsencode(p.relative_to(root)) for p in paths})
        whole = Files(root)
        whole.look()
        assert files.found == whole.found
        assert files.listed == whole.listed
        assert files.problems == whole.problems
        either = before.keys() | whole.found.keys()
        other = {k for k in either if before.get(k) != whole.found.get(k)}
        assert changed == other | (listed ^ whole.listed)
