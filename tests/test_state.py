"""What is remembered of an archive, in a file that several copies share and nothing destroys."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing_tui.briefing import Block, Briefing, Entry
from briefing_tui.errors import NotFoundError
from briefing_tui.state import Quote, SavedSearch, State, StateError, piece_of

if TYPE_CHECKING:
    from pathlib import Path

FERRY = Quote("The ferry sails at nine.", "Then. ", " Not before.", 2, 1, 6)


def entries(*slugs: str) -> list[Entry]:
    return [
        Entry(slug, f"{slug}.yaml", f"About {slug}", takeaways=(f"{slug} it is",)) for slug in slugs
    ]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def archive(folder, tmp_path):
    with State.open(folder) as state:
        yield state.of(str(tmp_path), tmp_path, lambda: entries("ferry", "pier"))


def test_it_is_there_again_in_the_next_run(folder, tmp_path):
    with State.open(folder) as state:
        archive = state.of("id", tmp_path, list)
        archive.set_star(["ferry", "pier"])
        archive.set_read(["ferry"])
        archive.keep_place("ferry", FERRY)
        kept = archive.add_highlight("ferry", FERRY, "Ask the harbour.\nTwice.")
        archive.remember_query("ferry OR pier")
        archive.save_search(SavedSearch("Mine", "ferry", {"lang": ("tr", "en")}, "date"))
    with State.open(folder) as state:
        archive = state.of("id", tmp_path, list)
        now = archive.remembered()
        assert archive.place("ferry").quote == FERRY
        assert archive.highlights("ferry") == archive.highlights() == (kept,)
    assert now.starred.keys() == {"ferry", "pier"}
    assert now.read.keys() == {"ferry"}
    assert now.highlights == {"ferry": 1}
    assert now.queries == ("ferry OR pier",)
    assert now.searches == (SavedSearch("Mine", "ferry", {"lang": ("tr", "en")}, "date"),)
    assert now.filters(frozenset({"ferry", "grain"})) == {
        "unread": {"grain"}, "read": {"ferry"}, "starred": {"ferry"}, "highlighted": {"ferry"},
        "noted": {"ferry"},
    }  # fmt: skip


def test_only_its_user_can_read_it(folder):
    folder.mkdir(mode=0o755)
    State.open(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_archives_know_nothing_of_one_another(folder, tmp_path):
    with State.open(folder) as state:
        one, other = state.of("one", tmp_path, list), state.of("other", tmp_path / "x", list)
        one.set_star(["ferry"])
        kept = one.add_highlight("ferry", FERRY)
        assert not other.remembered().starred
        assert other.undo() is None
        with pytest.raises(NotFoundError):
            other.remove_highlight(kept.number)


def test_everything_the_reader_does_is_undone_the_latest_first(archive):
    nothing = archive.remembered()
    archive.set_star(["ferry"])
    archive.set_star(["ferry", "pier"])  # the first has one
    archive.set_read(["pier"])
    first = archive.add_highlight("ferry", FERRY)
    archive.change_note(first.number, "A word.")
    archive.remove_highlight(first.number)
    archive.save_search(SavedSearch("Mine", "ferry"))
    archive.save_search(SavedSearch("Mine", "pier", {"year": ("2031",)}))
    archive.remove_search("Mine")
    archive.set_star(["pier"], star=False)
    done = []
    while (change := archive.undo()) is not None:
        done.append((change.act, change.slugs, change.words))
        if change.act == "no-search":
            assert archive.saved_searches() == (SavedSearch("Mine", "pier", {"year": ("2031",)}),)
        elif change.act == "remove":
            assert archive.highlights() == (
                replace(first, note="A word.", changed=archive.highlights()[0].changed),
            )
        elif change.act == "note":
            assert archive.highlights() == (first,)
    assert done == [
        ("unstar", ("pier",), ""),
        ("no-search", (), "Mine"),
        ("search", (), "Mine"),
        ("search", (), "Mine"),
        ("remove", ("ferry",), FERRY.exact),
        ("note", ("ferry",), FERRY.exact),
        ("highlight", ("ferry",), FERRY.exact),
        ("read", ("pier",), ""),
        ("star", ("pier",), ""),
        ("star", ("ferry",), ""),
    ]
    assert archive.remembered() == nothing
    again = []
    while (change := archive.redo()) is not None:
        again.append((change.act, change.slugs, change.words))
    assert again == done[::-1]
    assert archive.remembered().starred.keys() == {"ferry"}
    assert archive.remembered().read.keys() == {"pier"}
    assert archive.highlights() == archive.saved_searches() == ()
    while archive.undo() is not None:
        pass
    assert archive.remembered() == nothing


def test_what_was_undone_is_past_when_something_else_is_done(archive):
    first = archive.add_highlight("ferry", FERRY)
    archive.change_note(first.number, "A word.")
    archive.undo()
    archive.undo()
    assert archive.redo().act == "highlight"
    assert archive.redo().act == "note"
    assert archive.highlight(first.number).note == "A word."
    assert archive.redo() is None
    archive.undo()
    archive.set_star(["pier"])
    assert archive.redo() is None
    assert archive.highlight(first.number).note == ""
    assert archive.undo().act == "star"
    assert archive.undo().act == "highlight"


def test_undoing_a_star_leaves_the_place_that_was_kept_since(archive):
    archive.set_star(["ferry"])
    archive.keep_place("ferry", FERRY)
    archive.set_read(["ferry"], by_hand=False)
    assert archive.undo().act == "star"
    assert archive.place("ferry").quote == FERRY
    assert archive.remembered().read.keys() == {"ferry"}
    assert archive.undo() is None


def test_a_number_is_never_given_to_another_highlight(archive):
    first = archive.add_highlight("ferry", FERRY)
    archive.remove_highlight(first.number)
    assert archive.add_highlight("ferry", FERRY).number > first.number


def test_a_note_that_says_the_same_is_no_change(archive):
    first = archive.add_highlight("ferry", FERRY, "A word.")
    archive.change_note(first.number, "A word.")
    assert archive.undo().act == "highlight"


def test_the_history_of_queries_is_short_and_has_each_once(archive):
    for number in range(250):
        archive.remember_query(f"ferry {number}")
    archive.remember_query(" ferry 100 ")
    archive.remember_query("   ")
    queries = archive.queries()
    assert queries[:3] == ("ferry 100", "ferry 249", "ferry 248")
    assert len(queries) == 200
    archive.forget_queries()
    assert not archive.queries()


def test_two_copies_see_each_others_stars(folder, tmp_path):
    with State.open(folder) as one, State.open(folder) as other:
        here, there = one.of("id", tmp_path, list), other.of("id", tmp_path, list)
        assert not there.changed_elsewhere()
        here.set_star(["ferry"])
        assert there.changed_elsewhere()
        assert not there.changed_elsewhere()
        assert there.remembered().starred.keys() == {"ferry"}
        there.set_star(["pier"])
        assert not there.changed_elsewhere()
        assert here.undo().slugs == ("pier",)


# --- archives that move, files that are renamed


def moved(folder, before: Path, after: Path, there=("ferry", "pier"), *, ids=("", "")):
    """Star a briefing in one archive and give what is starred in the other, and what was told."""
    with State.open(folder) as state:
        state.of(ids[0] or str(before), before, lambda: entries("ferry", "pier")).set_star(
            ["ferry"]
        )
    if before.exists() and not after.exists():
        before.rename(after)
    with State.open(folder) as state:
        now = state.of(ids[1] or str(after), after, lambda: entries(*there))
        return now.remembered().starred.keys(), now.told


@pytest.mark.parametrize("there", [("ferry", "pier"), ("ferry", "pier", "grain", "wheat")])
def test_a_folder_that_was_moved_keeps_its_state(folder, tmp_path, there):
    (tmp_path / "old").mkdir()
    starred, told = moved(folder, tmp_path / "old", tmp_path / "new", there)
    assert starred == {"ferry"}
    assert "was taken over" in told


def test_so_does_one_that_was_copied_elsewhere_and_deleted(folder, tmp_path):
    (tmp_path / "new").mkdir()
    starred, told = moved(folder, tmp_path / "old", tmp_path / "new")
    assert starred == {"ferry"}
    assert str(tmp_path / "old") in told


def test_a_copy_beside_the_first_begins_anew(folder, tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    assert moved(folder, tmp_path / "old", tmp_path / "new") == (set(), "")


def test_another_archive_is_not_taken_for_the_one_that_is_gone(folder, tmp_path):
    (tmp_path / "new").mkdir()
    there = ("ferry", "grain", "wheat")
    assert moved(folder, tmp_path / "old", tmp_path / "new", there) == (set(), "")


def test_of_two_that_are_gone_none_is_taken(folder, tmp_path):
    with State.open(folder) as state:
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            state.of(str(tmp_path / name), tmp_path / name, lambda: entries("ferry")).set_star(
                ["ferry"]
            )
        (tmp_path / "one").rmdir()
        (tmp_path / "other").rmdir()
        now = state.of(str(tmp_path), tmp_path, lambda: entries("ferry"))
        assert not now.remembered().starred


def test_an_id_that_the_archive_was_given_does_not_part_it_from_its_state(folder, tmp_path):
    (tmp_path / "old").mkdir()
    starred, _ = moved(folder, tmp_path / "old", tmp_path / "old", ids=("", "harbour"))
    assert starred == {"ferry"}


def test_two_archives_with_an_id_each_are_two_in_one_folder_too(folder, tmp_path):
    (tmp_path / "old").mkdir()
    starred, _ = moved(folder, tmp_path / "old", tmp_path / "old", ids=("harbour", "grain"))
    assert not starred


def unreadable(slug):
    raise NotFoundError(slug)


def test_a_briefing_whose_file_was_renamed_keeps_its_state(archive):
    (ferry,) = entries("ferry")
    archive.set_star(["ferry"])
    archive.keep_place("ferry", FERRY)
    archive.add_highlight("ferry", FERRY)
    archive.remember(piece_of(ferry))
    moved_to = replace(ferry, slug="night-ferry", path="night-ferry.yaml")
    assert archive.follow([moved_to, *entries("pier")], unreadable) == {"ferry": "night-ferry"}
    assert archive.remembered().starred.keys() == {"night-ferry"}
    assert archive.highlights()[0].slug == "night-ferry"
    assert archive.undo().slugs == ("night-ferry",)
    assert archive.undo().slugs == ("night-ferry",)
    assert not archive.remembered().starred


def test_without_takeaways_it_is_known_by_the_first_words_of_its_body(archive):
    text = "The night ferry sails at nine from the old pier, said the harbour master today."
    piece = Briefing(
        "ferry", "ferry.yaml", "Ferry", blocks=(Block("paragraph", text, paragraph=1),)
    )
    archive.set_star(["ferry"])
    archive.remember(piece_of(piece))
    new = Entry("boat", "boat.yaml", "Ferry")
    other = replace(piece, blocks=(Block("paragraph", "Something else.", paragraph=1),))
    assert not archive.follow([new], unreadable)
    assert not archive.follow([new], lambda slug: replace(other, slug=slug))
    assert archive.follow([new], lambda slug: replace(piece, slug=slug)) == {"ferry": "boat"}


@pytest.mark.parametrize(
    "there",
    [
        [replace(entries("ferry")[0], slug="a"), replace(entries("ferry")[0], slug="b")],
        [replace(entries("ferry")[0], slug="a", title="Other")],
        [replace(entries("ferry")[0], slug="a", takeaways=("Other",))],
        [*entries("ferry"), replace(entries("ferry")[0], slug="a")],
    ],
    ids=["two", "another title", "another takeaway", "still there"],
)
def test_what_is_not_certainly_the_same_briefing_is_left(archive, there):
    archive.set_star(["ferry"])
    archive.remember(piece_of(entries("ferry")[0]))
    assert not archive.follow(there, unreadable)
    assert archive.remembered().starred.keys() == {"ferry"}


# --- what can go wrong


def test_a_list_that_is_long_in_coming_keeps_no_other_copy_waiting(folder, tmp_path):
    with State.open(folder) as other:
        elsewhere = other.of("other", tmp_path / "other", list)

        def coming():
            other._db.execute("PRAGMA busy_timeout = 0")
            elsewhere.set_star(["pier"])  # raises when it would have to wait
            return entries("ferry")

        with State.open(folder) as state:
            state.of("id", tmp_path, coming)
        assert elsewhere.remembered().starred


@pytest.mark.parametrize("harm", [b"", b"no database at all\n" * 500])
def test_a_damaged_file_is_set_aside_and_begun_anew(folder, tmp_path, harm):
    with State.open(folder) as state:
        state.of("id", tmp_path, list).set_star(["ferry"])
    file = folder / "state.sqlite"
    data = harm or b"".join((file.read_bytes()[:4096], os.urandom(4096), file.read_bytes()[8192:]))
    file.write_bytes(data)
    with State.open(folder) as state:
        assert "damaged" in state.told
        state.of("id", tmp_path, list).set_star(["pier"])
    (aside,) = folder.glob("state.sqlite.damaged-*[0-9]")
    assert aside.read_bytes() == data
    assert str(aside) in state.told
    with State.open(folder) as state:
        assert not state.told


@pytest.mark.parametrize(
    "harm", ["DROP TABLE change", "ALTER TABLE briefing DROP COLUMN starred", "CREATE TABLE x (y)"]
)
def test_tables_that_are_not_those_of_their_version_are_set_aside(folder, tmp_path, harm):
    with State.open(folder) as state:
        state.of("id", tmp_path, list).set_star(["ferry"])
    with sqlite3.connect(folder / "state.sqlite") as connection:
        connection.execute(harm)
    connection.close()
    with State.open(folder) as state:
        assert "damaged" in state.told
        state.of("id", tmp_path, list).set_star(["pier"])
    assert len(list(folder.glob("state.sqlite.damaged-*[0-9]"))) == 1


def test_an_earlier_version_is_taken_over(folder, tmp_path):
    with State.open(folder) as state:
        state.of("id", tmp_path, list).set_star(["ferry"])
    with sqlite3.connect(folder / "state.sqlite") as connection:
        connection.execute("ALTER TABLE change DROP COLUMN undone")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with State.open(folder) as state:
        assert not state.told
        mine = state.of("id", tmp_path, list)
        assert mine.undo().act == "star"
        assert mine.redo().act == "star"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE highlight SET quote = 'no JSON'",
        """UPDATE highlight SET quote = '{"exact": "x", "pr\x01fix": ""}'""",
        "UPDATE briefing SET place = '[]'",
        "UPDATE search SET narrowed = '3'",
        "UPDATE change SET before = '[[1]]'",
        "UPDATE archive SET sketch = 'x', id = x'00'",
    ],
)
def test_a_value_that_is_damaged_is_told_and_breaks_nothing(folder, tmp_path, harm):
    with State.open(folder) as state:
        archive = state.of("id", tmp_path, list)
        archive.add_highlight("ferry", FERRY)
        archive.keep_place("ferry", FERRY)
        archive.save_search(SavedSearch("quays", "quay", {"year": ("2031",)}))
        state._db.execute(harm)

    def use():
        with State.open(folder) as state:
            archive = state.of("id", tmp_path, list)
            archive.remembered()
            archive.highlights()
            archive.place("ferry")
            archive.undo()

    with pytest.raises(StateError, match="damaged"):
        use()


def test_what_a_newer_program_wrote_is_left_alone(folder):
    State.open(folder).close()
    with sqlite3.connect(folder / "state.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (folder / "state.sqlite").read_bytes()
    with pytest.raises(StateError, match="newer version"):
        State.open(folder)
    assert (folder / "state.sqlite").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="cannot be kept"):
        State.open(tmp_path / "file" / "state")


def test_on_a_full_disk_it_is_told_and_what_was_there_stays(folder, tmp_path):
    with State.open(folder) as state:
        archive = state.of("id", tmp_path, list)
        archive.set_star(["ferry"])
        pages = state._db.execute("PRAGMA page_count").fetchone()[0]
        state._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StateError, match="full"):
            archive.add_highlight("ferry", FERRY, "A long note. " * 5000)
        assert archive.remembered().starred.keys() == {"ferry"}
        state._db.execute("PRAGMA max_page_count = 1000000")
        archive.add_highlight("ferry", FERRY, "A long note. " * 5000)
        assert len(archive.highlights()) == 1


def test_without_a_disk_it_lasts_as_long_as_the_run(tmp_path):
    with State.in_memory() as state:
        archive = state.of("id", tmp_path, list)
        archive.set_star(["ferry"])
        assert archive.undo().act == "star"
