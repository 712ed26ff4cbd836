"""Files that change while the archive is open: half written, missing for a moment, renamed."""

from __future__ import annotations

import os
import time

import pytest
import twin

from briefing_tui.archive import Archive, gathered

SETTLE = 0.5


@pytest.fixture
def archive(archive_folder, tmp_path):
    for path in archive_folder.rglob("*.yaml"):
        aged(path, 60)
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh(index=False)
        yield archive


def look(archive):
    return gathered(archive.refreshing(index=False, settle=SETTLE))


def aged(path, seconds):
    """Let a file have been written some time ago."""
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.mark.parametrize("text", ["", "title: [\n", "title: Salt\n", "\ttitle: Salt\nbody: x\n"])
def test_a_file_with_a_fault_is_told_of_when_it_has_stood_still(archive, archive_folder, text):
    path = archive_folder / "price-of-salt.yaml"
    path.write_text(text)
    aged(path, 0.2)
    assert not look(archive)
    assert archive.unsettled
    assert archive.entry("price-of-salt").title == "The Price of Salt"
    aged(path, SETTLE + 0.1)
    assert look(archive).changed == ("price-of-salt",)
    assert not archive.unsettled
    assert archive.entry("price-of-salt").errors


def test_a_file_that_is_being_written_is_not_read(archive, archive_folder):
    path = archive_folder / "price-of-salt.yaml"
    whole = path.read_text()
    path.write_text(whole[: whole.index("A second paragraph")])
    assert not look(archive)
    assert archive.unsettled
    path.write_text(whole.replace("once", "never"))
    aged(path, 0.2)
    assert look(archive).changed == ("price-of-salt",)
    assert not archive.unsettled


def test_a_good_file_need_not_stand_still_for_long_nor_one_of_tomorrow(archive, archive_folder):
    new = archive_folder / "new.yaml"
    new.write_text("title: New\nbody: x\n")
    aged(new, 0.2)
    tomorrow = archive_folder / "tomorrow.yaml"
    tomorrow.write_text("title: [\n")
    aged(tomorrow, -86_400)
    assert look(archive).added == ("new", "tomorrow")
    assert not archive.unsettled


def test_who_asks_without_patience_is_told_of_what_is_there(archive, archive_folder):
    (archive_folder / "price-of-salt.yaml").write_text("")
    assert archive.refresh(index=False).changed == ("price-of-salt",)


def test_a_file_is_gone_when_it_is_missing_twice(archive, archive_folder):
    path = archive_folder / "price-of-salt.yaml"
    away = path.rename(archive_folder / "price-of-salt.yaml~")
    assert not look(archive)
    assert archive.unsettled
    away.rename(path)
    assert not look(archive)
    assert not archive.unsettled
    path.unlink()
    assert not look(archive)
    assert look(archive).removed == ("price-of-salt",)
    assert not archive.unsettled


@pytest.mark.parametrize("name", ["salt.yaml", "sub/price-of-salt.yaml"])
def test_a_renamed_file_is_known_by_its_new_name_at_once(archive, archive_folder, name):
    (archive_folder / "sub").mkdir()
    (archive_folder / "price-of-salt.yaml").rename(archive_folder / name)
    aged(archive_folder / name, 60)
    changes = look(archive)
    slug = name.rpartition("/")[2].removesuffix(".yaml")
    assert archive.file(slug) == archive_folder / name
    assert changes.removed == (() if slug == "price-of-salt" else ("price-of-salt",))
    assert len(archive.list()) == 4


def test_a_folder_of_profiles_that_is_moved_away_and_back(archive, archive_folder, tmp_path):
    authors = archive_folder / "authors"
    authors.rename(tmp_path / "away")
    look(archive)
    look(archive)
    assert archive.entry(twin.SLUG).authors == ("derya-ornek",)
    (tmp_path / "away").rename(authors)
    look(archive)
    assert archive.entry(twin.SLUG).authors == ("Derya Örnek",)
