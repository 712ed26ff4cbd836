"""The archive over real files: what a refresh finds, what stays readable, what is never lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import twin

from briefing_tui.archive import Archive, find_archive
from briefing_tui.briefing import Draft
from briefing_tui.errors import ArchiveError, BriefingError, NotFoundError


@pytest.fixture
def archive(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as opened:
        yield opened


def slugs(results):
    return [found.entry.slug for found in results.found]


def test_a_first_refresh_lists_everything_newest_and_originals_first(archive):
    changes = archive.refresh()
    assert changes.total == 4
    assert set(changes.added) == {twin.SLUG, "iki-liman", "dva-porta", "price-of-salt"}
    assert archive.list()[0].slug == twin.SLUG
    assert archive.list()[-1].slug == "price-of-salt"
    assert archive.list()[0].authors == ("Derya Örnek",)
    assert not any(problem.severity == "error" for problem in archive.problems())


def test_nothing_changed_means_nothing_reported(archive):
    archive.refresh()
    assert not archive.refresh()


def test_search_finds_words_notes_authors_and_hosts(archive):
    archive.refresh()
    for query in ("timetable", "ornek", "coastreview.example", "US", "istanbul", "lantern rocks"):
        assert twin.SLUG in slugs(archive.search(query)), query
    assert archive.search("timetable").complete
    assert slugs(archive.search("zzzunknown")) == []


def test_of_results_that_nothing_else_sets_apart_the_original_comes_first(tmp_path):
    folder = tmp_path / "pieces"
    folder.mkdir()
    head = "title: Kar\ndate: 2031-02-03\nregions: [north]\nbody: On snow.\n"
    (folder / "kar.yaml").write_text(head + "lang: tr\ntranslation_of: snow\n")
    (folder / "snow.yaml").write_text(head + "lang: en\n")
    with Archive.open(folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
        for sort in ("relevance", "date", "title"):
            found = archive.search("region:north", sort=sort).found
            assert [each.entry.slug for each in found] == ["snow", "kar"]


def test_without_takeaways_the_first_sentences_stand_in_their_place(tmp_path):
    folder = tmp_path / "pieces"
    folder.mkdir()
    long = "A quay that goes on for very many words and more of them. " * 3
    (folder / "bare.yaml").write_text(
        f"title: Bare\nbody: |\n  ## Head\n\n  Boats left.[1] They came\n  back.\n\n  {long * 2}\n"
        "footnotes: |\n  [1] A note.\n"
    )
    (folder / "endless.yaml").write_text(f"title: Endless\nbody: {'quay ' * 5000}\n")
    (folder / "told.yaml").write_text("title: Told\ntakeaways: [It is.]\nbody: Boats left.\n")
    with Archive.open(folder, cache=tmp_path / "cache") as archive:
        archive.refresh(index=False)
        entries = {entry.slug: entry.opening for entry in archive.list()}
    assert entries["bare"] == f"Boats left. They came back. {long}{long}"[: 28 + 58 * 4 - 1]
    assert entries["endless"].endswith("quay …")
    assert len(entries["endless"]) <= 280
    assert entries["told"] == ""


def test_a_new_a_changed_and_a_removed_file_are_seen(archive, archive_folder):
    archive.refresh()
    (archive_folder / "sub").mkdir()
    (archive_folder / "sub" / "new.yaml").write_text("title: New\nbody: |\n  A kestrel flew.\n")
    assert archive.refresh().added == ("new",)
    assert slugs(archive.search("kestrel")) == ["new"]
    (archive_folder / "sub" / "new.yaml").write_text("title: New\nbody: |\n  A heron stood.\n")
    assert archive.refresh().changed == ("new",)
    assert slugs(archive.search("kestrel")) == []
    assert slugs(archive.search("heron")) == ["new"]
    (archive_folder / "sub" / "new.yaml").unlink()
    assert archive.refresh().removed == ("new",)
    assert slugs(archive.search("heron")) == []


def test_an_edit_of_the_same_size_within_the_same_tick_is_seen(archive, archive_folder):
    path = archive_folder / "tick.yaml"
    path.write_text("title: Tick\nbody: |\n  aaaa heron\n")
    status = path.stat()
    archive.refresh()
    path.write_text("title: Tick\nbody: |\n  aaaa stork\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert archive.refresh().changed == ("tick",)
    assert slugs(archive.search("stork")) == ["tick"]


def test_a_broken_file_hides_no_other_and_its_last_good_version_stays(archive, archive_folder):
    archive.refresh()
    path = archive_folder / "price-of-salt.yaml"
    path.write_text(path.read_text().replace('title: "The', "title: [The"))
    changes = archive.refresh()
    assert changes.changed == ("price-of-salt",)
    fault = next(p for p in archive.problems() if p.severity == "error")
    assert fault.path == "price-of-salt.yaml"
    assert fault.line >= 1
    entry = archive.entry("price-of-salt")
    assert entry.title == "The Price of Salt"
    assert entry.errors >= 1
    briefing = archive.briefing("price-of-salt")
    assert "Salt was cheap once" in briefing.blocks[0].text
    assert any(p.severity == "error" for p in briefing.problems)
    assert slugs(archive.search("cheap salt")) == ["price-of-salt"]
    assert len(archive.list()) == 4


def test_the_last_good_version_outlives_the_program(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
    (archive_folder / "price-of-salt.yaml").write_text("title: [")
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
        assert archive.briefing("price-of-salt").title == "The Price of Salt"


def test_a_file_that_never_was_good_is_listed_as_a_fault(archive, archive_folder):
    (archive_folder / "bad.yaml").write_text("title: [\n")
    archive.refresh()
    entry = archive.entry("bad")
    assert entry.title == "bad.yaml"
    assert entry.errors
    with pytest.raises(BriefingError, match=r"bad\.yaml:"):
        archive.briefing("bad")


def test_a_changed_profile_is_seen_at_once_in_list_and_search(archive, archive_folder):
    archive.refresh()
    profile = archive_folder / "authors" / "derya-ornek.yaml"
    profile.write_text(profile.read_text().replace("Örnek", "Yıldırım"))
    changes = archive.refresh()
    assert twin.SLUG in changes.changed
    assert archive.entry(twin.SLUG).authors == ("Derya Yıldırım",)
    assert twin.SLUG in slugs(archive.search("yildirim"))
    assert slugs(archive.search("author:ornek")) == []
    profile.unlink()
    archive.refresh()
    assert archive.entry(twin.SLUG).authors == ("derya-ornek",)
    assert archive.authors(archive.briefing(twin.SLUG))[0].known is False


def test_two_files_of_one_slug_do_not_shadow_each_other_silently(archive, archive_folder):
    (archive_folder / "zz").mkdir()
    (archive_folder / "zz" / "price-of-salt.yaml").write_text("title: Other\nbody: |\n  Pepper.\n")
    archive.refresh()
    assert archive.entry("price-of-salt").title == "The Price of Salt"
    assert [p.code for p in archive.problems() if p.severity == "error"] == ["slug-clash"]
    (archive_folder / "price-of-salt.yaml").unlink()
    archive.refresh()
    assert archive.entry("price-of-salt").title == "Other"
    assert slugs(archive.search("pepper")) == ["price-of-salt"]
    assert archive.search("cheap").found == ()


def test_a_list_needs_no_index_and_the_index_catches_up_later(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh(index=False)
        assert len(archive.list()) == 4
        assert archive.search("timetable").complete is False
        archive.refresh()
        assert slugs(archive.search("timetable")) == [twin.SLUG]


@pytest.mark.parametrize("what", ["index", "catalogue.sqlite"])
def test_the_caches_can_be_deleted_at_any_time(archive_folder, tmp_path, what):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
    for path in (tmp_path / "cache").rglob(what):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (archive_folder / "price-of-salt.yaml").unlink()
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
        assert slugs(archive.search("timetable")) == [twin.SLUG]
        assert slugs(archive.search("cheap")) == []


@pytest.mark.parametrize("what", ["index/*", "catalogue.sqlite"])
def test_damaged_caches_are_made_anew(archive_folder, tmp_path, what):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
    for path in (tmp_path / "cache").glob(f"*/{what}"):
        path.write_bytes(b"\x00garbage" * 7)
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
        assert slugs(archive.search("timetable")) == [twin.SLUG]


def test_two_archives_over_one_cache_see_each_others_work(archive_folder, tmp_path):
    with (
        Archive.open(archive_folder, cache=tmp_path / "cache") as one,
        Archive.open(archive_folder, cache=tmp_path / "cache") as two,
    ):
        one.refresh()
        assert set(two.refresh().added) == {e.slug for e in one.list()}
        (archive_folder / "new.yaml").write_text("title: New\nbody: |\n  A kestrel flew.\n")
        one.refresh()
        assert slugs(two.search("kestrel")) == ["new"]
        assert two.refresh().added == ("new",)


def test_a_killed_refresh_is_repeated_not_lost(archive_folder, tmp_path):
    for number in range(300):
        (archive_folder / f"n{number}.yaml").write_text(
            f"title: Number {number}\nbody: |\n  The word{number} stands here. {'filler ' * 50}\n"
        )
    script = (
        "import sys; from pathlib import Path; from briefing_tui.archive import Archive\n"
        "with Archive.open(Path(sys.argv[1]), cache=Path(sys.argv[2])) as a:\n"
        "    print('go', flush=True); a.refresh(); print('done', flush=True)\n"
    )
    for delay in (0.15, 0.4, 0.7):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(archive_folder), str(tmp_path / "cache")],
            stdout=subprocess.PIPE,
        )
        with child:
            child.stdout.readline()
            time.sleep(delay)
            child.send_signal(signal.SIGKILL)
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
        assert len(archive.list()) == 304
        for number in (0, 150, 299):
            assert slugs(archive.search(f"word{number}")) == [f"n{number}"]


def test_special_files_and_links_in_circles_do_no_harm(archive, archive_folder):
    os.mkfifo(archive_folder / "pipe.yaml")
    (archive_folder / "circle").symlink_to(archive_folder)
    (archive_folder / "dangling.yaml").symlink_to(archive_folder / "nowhere.yaml")
    (archive_folder / ".hidden.yaml").write_text("title: Hidden\nbody: x\n")
    odd = archive_folder / os.fsdecode(b"caf\xe9")
    odd.mkdir()
    (odd / "es\x1bc.yaml").write_text("title: Odd name\nbody: |\n  An osprey.\n")
    archive.refresh()
    assert {p.path for p in archive.problems() if p.severity == "error"} == {
        "pipe.yaml",
        "dangling.yaml",
    }
    (found,) = archive.search("osprey").found
    assert found.entry.title == "Odd name"
    assert "\x1b" not in found.entry.path + found.entry.slug
    assert archive.briefing(found.entry.slug).title == "Odd name"


def test_a_briefing_is_joined_with_what_stands_beside_it(archive):
    archive.refresh()
    reading = archive.reading(twin.SLUG)
    assert [author.name for author in reading.authors] == ["Derya Örnek"]
    assert [entry.slug for entry in reading.translations] == ["dva-porta", "iki-liman"]
    assert [entry.slug for entry in reading.others] == ["price-of-salt"]
    assert [(s.paragraph, s.notes) for s in reading.supports] == [(5, (4,)), (7, ()), (9, ())]
    assert {use.citation.publisher: use.notes for use in reading.sources} | {} == {
        "Channel Herald": (3,),
        "Marlen Times": (2, 6, 7, 8),
        "Coast Review": (4, 5),
    }
    assert len(reading.sources) == 4
    (coast,) = [use for use in reading.sources if use.citation.publisher == "Coast Review"]
    assert coast.elsewhere == 1
    assert reading.unsupported == (3, 9)


def test_names_resolve_from_slugs_and_paths_and_strangers_get_a_hint(
    archive, archive_folder, monkeypatch
):
    archive.refresh()
    assert archive.resolve("price-of-salt") == "price-of-salt"
    assert archive.resolve("price-of-salt.yaml") == "price-of-salt"
    monkeypatch.chdir(archive_folder.parent)
    assert archive.resolve("briefings/price-of-salt.yaml") == "price-of-salt"
    with pytest.raises(NotFoundError) as caught:
        archive.resolve("prise-of-salt")
    assert "price-of-salt" in caught.value.hint


def test_adding_writes_whole_files_and_never_over_others(archive, archive_folder):
    page = Draft("new-page", {"title": "New page", "body": "An egret waits.\n\nIt is late."})
    added = archive.add(page)
    assert added.path == archive_folder.resolve() / "new-page.yaml"
    archive.refresh()
    assert slugs(archive.search("egret")) == ["new-page"]
    with pytest.raises(BriefingError, match="exists already"):
        archive.add(page)
    archive.add(page, force=True)
    assert [p.name for p in archive_folder.iterdir() if p.name.startswith(".")] == []


def test_an_archive_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ArchiveError, match="does not exist"):
        Archive.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="is not a folder"):
        Archive.open(tmp_path / "file")


def test_where_an_archive_is_looked_for(tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    assert find_archive(None, {}, here) is None
    (here / "compose.yaml").write_text("services: {}\n")
    assert find_archive(None, {}, here) is None
    (here / "one.yaml").write_text("title: One\nbody: |\n  Words.\n")
    assert find_archive(None, {}, here) == here
    (here / "briefings").mkdir()
    assert find_archive(None, {}, here) == here / "briefings"
    assert find_archive(None, {"BRIEFINGS": "/x"}, here) == Path("/x")
    assert find_archive(Path("named"), {"BRIEFINGS": "/x"}, here) == Path("named")


def test_a_catalogue_made_anew_leaves_the_index_that_is_good(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
    (path,) = (tmp_path / "cache").rglob("catalogue.sqlite")
    path.unlink()
    before = {p.name for p in path.parent.glob("index/*.trm")}
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        archive.refresh()
        assert {p.name for p in path.parent.glob("index/*.trm")} == before
        assert archive.search("timetable").complete
        assert slugs(archive.search("timetable")) == [twin.SLUG]
        (archive_folder / "price-of-salt.yaml").write_text("title: T\nbody: |\n  A heron.\n")
        archive.refresh()
        assert slugs(archive.search("heron")) == ["price-of-salt"]
        assert slugs(archive.search("cheap")) == []
        (archive_folder / "price-of-salt.yaml").write_text(twin.OTHER)
        archive.refresh()
        assert slugs(archive.search("heron")) == []
        assert slugs(archive.search("cheap")) == ["price-of-salt"]


def test_a_slug_that_changes_hands_is_found_by_its_own_words(archive_folder, tmp_path):
    with Archive.open(archive_folder, cache=tmp_path / "cache") as archive:
        (archive_folder / "b").mkdir()
        (archive_folder / "b" / "x.yaml").write_text("title: B\nbody: |\n  Pepper.\n")
        archive.refresh()
        (archive_folder / "a").mkdir()
        (archive_folder / "a" / "x.yaml").write_text("title: A\nbody: |\n  Nutmeg.\n")
        archive.refresh()
        assert slugs(archive.search("nutmeg")) == ["x"]
        (archive_folder / "a" / "x.yaml").unlink()
        archive.refresh(index=False)
        archive.refresh()
        assert slugs(archive.search("pepper")) == ["x"]
        assert slugs(archive.search("nutmeg")) == []


def test_profiles_and_faults_of_other_files_are_changes_too(archive, archive_folder):
    archive.refresh()
    profile = archive_folder / "authors" / "derya-ornek.yaml"
    profile.write_text(profile.read_text().replace("harbours", "lighthouses"))
    assert archive.refresh()
    assert not archive.refresh()
    (archive_folder / "zz").mkdir()
    (archive_folder / "zz" / "price-of-salt.yaml").write_text("title: O\nbody: |\n  P.\n")
    assert archive.refresh()


def test_profiles_may_stand_in_a_folder_of_a_folder(archive, archive_folder):
    there = archive_folder / "strait" / "authors" / "ada-quay.yaml"
    there.parent.mkdir(parents=True)
    there.write_text("name: Ada Quay\n")
    (archive_folder / "strait" / "authors.yaml").write_text(
        "title: A\nauthors: [ada-quay]\nbody: |\n  Words.\n"
    )
    archive.refresh()
    assert "ada-quay" not in [entry.slug for entry in archive.list()]
    assert archive.entry("authors").authors == ("Ada Quay",)
    assert archive.check([there]) == ()


def test_check_reads_a_file_as_what_its_place_says_it_is(archive, archive_folder):
    archive.refresh()
    assert archive.check([archive_folder / "authors"]) == ()
    assert archive.check([archive_folder / "authors" / "derya-ornek.yaml"]) == ()
    (archive_folder / "zz").mkdir()
    (archive_folder / "zz" / "price-of-salt.yaml").write_text(twin.OTHER)
    assert [c.problem.code for c in archive.check()] == ["slug-clash"]
    (told,) = archive.check([archive_folder / "zz"])
    assert told.problem.code == "slug-clash"
    assert told.problem.path.endswith("zz/price-of-salt.yaml")


def test_nothing_is_added_that_could_not_be_listed(archive, archive_folder):
    (archive_folder / "sub").mkdir()
    (archive_folder / "sub" / "gull.yaml").write_text("title: Gull\nbody: |\n  Gulls.\n")
    with pytest.raises(BriefingError, match=r"sub/gull\.yaml"):
        archive.add(Draft("gull", {"title": "Gull", "body": "Another."}))
    assert archive.add(Draft("archive", {"title": "Archive", "body": "Words."})).path.is_file()
    archive.refresh()
    assert archive.entry("archive-briefing").title == "Archive"


def test_many_first_starts_at_once_all_open(archive_folder, tmp_path):
    def start(number):
        with Archive.open(archive_folder, cache=tmp_path / f"cache{number // 4}") as archive:
            archive.refresh(index=False)
            return len(archive.list())

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(start, range(40))) == {4}
