"""The index's life on disk: private, stamped, locked, damaged, merged, read by several threads."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading

import pytest

from briefing_tui.errors import ArchiveError
from briefing_tui.search import Document, Index, IndexBusyError, parse_query


def document(slug, body="a harbour", **more):
    return Document(slug, "1", f"Title of {slug}", body=(body,), **more)


def found(index, text):
    return {match.slug for match in index.search(parse_query(text), limit=1000).matches}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "index"


@pytest.fixture
def index(folder):
    index = Index.open(folder)
    yield index
    index.close()


def test_what_was_put_is_there_after_opening_again(folder, index):
    index.update([document("a"), document("b", "a ship")])
    index.close()
    again = Index.open(folder)
    assert again.manifest() == {"a": "1", "b": "1"}
    assert found(again, "ship") == {"b"}
    again.close()


def test_the_folder_is_private(folder, index):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_write_to_is_not_opened(folder, index):
    index.close()
    folder.chmod(0o777)
    with pytest.raises(ArchiveError, match="not private"):
        Index.open(folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError):
        Index.open(tmp_path / "file" / "index")


@pytest.mark.parametrize("stamp", ["another version", ""])
def test_an_index_of_another_version_is_emptied(folder, index, stamp):
    index.update([document("a")])
    index.close()
    (folder / "identity").write_text("its owner's mark")
    (folder / "stamp").write_text(stamp)
    again = Index.open(folder)
    assert again.manifest() == {}
    assert not (folder / "identity").exists()
    again.update([document("b")])
    assert found(again, "harbour") == {"b"}
    again.close()


def test_an_index_whose_words_would_be_read_otherwise_now_is_emptied(folder, index, monkeypatch):
    from briefing_tui.search import analysis
    from briefing_tui.search import index as module

    index.update([document("a")])
    index.close()
    analysis.read.cache_clear()
    module._stamp.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(analysis, "fold", str.lower)
        again = Index.open(folder)
        assert again.manifest() == {}
        again.close()
    analysis.read.cache_clear()
    module._stamp.cache_clear()


def test_an_unread_batch_leaves_the_index_as_it_was(folder, index):
    index.update([document("a")])

    def broken():
        yield document("b")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        index.update(broken())
    with pytest.raises(AttributeError):
        index.update([document("c"), "no document"])
    assert index.manifest() == {"a": "1"}
    index.update([document("d")], ["a"])
    assert index.manifest() == {"d": "1"}


def test_an_error_while_writing_lets_go_of_the_lock(folder, index, monkeypatch):
    from whoosh.writing import SegmentWriter

    index.update([document("a")])
    with monkeypatch.context() as patched:
        patched.setattr(SegmentWriter, "_commit_toc", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.update([document("b")], ["a"])
    assert index.manifest() == {"a": "1"}
    index.update([document("c")])
    assert index.manifest() == {"a": "1", "c": "1"}


def test_a_full_disk_is_told_and_nothing_is_lost(folder, index, monkeypatch):
    from whoosh.writing import SegmentWriter

    def full(*_):
        raise OSError(28, "No space left on device")

    index.update([document("a")])
    with monkeypatch.context() as patched:
        patched.setattr(SegmentWriter, "_commit_toc", full)
        with pytest.raises(ArchiveError, match="No space left"):
            index.update([document("b")])
    assert index.manifest() == {"a": "1"}


def test_another_copy_that_is_indexing_is_told_and_search_goes_on(folder, index):
    index.update([document("a")])
    program = (
        "import sys, pathlib\n"
        "from whoosh.filedb.filestore import FileStorage\n"
        "lock = FileStorage(sys.argv[1]).lock('MAIN_WRITELOCK')\n"
        "assert lock.acquire()\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(IndexBusyError, match="another copy is indexing"):
            index.update([document("b")])
        assert found(index, "harbour") == {"a"}
        other.communicate()
    index.update([document("b")])
    assert found(index, "harbour") == {"a", "b"}


def test_what_another_copy_committed_is_seen(folder, index):
    index.update([document("a")])
    assert found(index, "harbour") == {"a"}
    other = Index.open(folder)
    other.update([document("b")], ["a"])
    other.close()
    assert found(index, "harbour") == {"b"}
    assert index.manifest() == {"b": "1"}


def _damage(folder, how):
    for path in folder.iterdir():
        if path.suffix in {".trm", ".pst", ".col"} or path.name.endswith(".toc"):
            how(path)


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize(
    "how",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-7]),
        lambda path: path.write_bytes(os.urandom(path.stat().st_size)),
        lambda path: path.unlink(),
        lambda path: path.suffix == ".pst" and path.write_bytes(bytes(path.stat().st_size)),
        lambda path: path.suffix == ".col" and path.unlink(),
    ],
    ids=["emptied", "cut", "random", "gone", "zeros", "columns gone"],
)
def test_a_damaged_index_is_emptied_and_filled_again(folder, index, how):
    index.update([document("a"), document("b")])
    (folder / "identity").write_text("its owner's mark")
    index.close()
    _damage(folder, how)
    again = Index.open(folder)
    answer = again.search(parse_query("harbour"))
    assert answer.matches == ()
    assert again.manifest() == {}
    assert not (folder / "identity").exists()
    again.update([document("a")])
    assert found(again, "harbour") == {"a"}
    again.close()
    gc.collect()


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_damage_found_while_searching_is_told(folder, index):
    index.update([document("a")])
    index.close()
    again = Index.open(folder)
    for path in folder.glob("*.pst"):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
    answer = again.search(parse_query("harbour"))
    assert (answer.matches, answer.complete) == ((), False)
    assert answer.messages == ("the index was damaged and is being built anew",)
    assert again.manifest() == {}
    assert again.search(parse_query("harbour")).complete
    again.close()
    gc.collect()


def test_segments_do_not_pile_up(folder, index):
    slugs = {f"s{i}" for i in range(40)}
    for slug in sorted(slugs):
        index.update([document(slug)])
    for _ in range(15):
        index.update([document("s1", "a harbour rebuilt")])
    assert len(list(folder.glob("*.trm"))) <= 10
    assert found(index, "harbour") == slugs
    assert found(index, "rebuilt") == {"s1"}
    index.update([], slugs)
    assert index.manifest() == {}
    assert found(index, "harbour") == set()


def test_a_small_change_does_not_wait_for_a_large_merge(folder, index):
    for batch in range(12):
        index.update([document(f"b{batch}-{i}", "x") for i in range(220)])
    large = {path.name for path in folder.glob("*.trm")}
    assert len(large) <= 10
    for i in range(25):
        index.update([document(f"small{i}")], [f"b0-{i}"])
    left = {path.name for path in folder.glob("*.trm")}
    assert large <= left
    assert len(left - large) <= 20
    assert len(found(index, "harbour")) == 25
    assert len(index.manifest()) == 12 * 220
    for i in range(20):
        if not index.is_crowded:
            index.update([document(f"more{i}", "x")])
    assert index.is_crowded
    index.relieve()
    assert not index.is_crowded
    left = {path.name for path in folder.glob("*.trm")}
    assert large <= left
    assert len(left - large) < 10
    assert len(found(index, "harbour")) == 25


def test_no_more_files_stay_than_the_index_needs(folder, index):
    for _ in range(30):
        index.update([document("a")])
    assert len(list(folder.iterdir())) < 60


# Whoosh leaves files to the garbage collector when a commit takes away what it is just opening.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_several_threads_search_while_one_writes(folder, index):
    index.update([document(f"a{i}") for i in range(30)])
    faults = []
    stop = threading.Event()

    def ask():
        while not stop.is_set():
            try:
                many = found(index, "harbour")
                assert len(many) >= 30, many
                assert len(found(index, '"a harbour"')) >= 30
            except Exception as error:  # noqa: BLE001 - told by the test's own thread
                faults.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for i in range(15):
        index.update([document(f"b{i}")])
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(found(index, "harbour")) == 45


def test_a_search_gives_up_soon(index):
    index.update([document(f"a{i}", f"word{i}a and word{i}b") for i in range(200)])
    asked = []

    def wanted():
        asked.append(True)
        return len(asked) < 5

    assert not index.search(parse_query("wo* harbour"), wanted=wanted).complete
    assert len(asked) == 5


def test_the_better_match_comes_first(index):
    index.update(
        [
            document("often", "senkaku " * 4 + "and some other words of the sea " * 9),
            document("once", "a long text about ships " * 30 + "senkaku"),
            Document("titled", "1", "Senkaku", body=("a text of other things " * 5,)),
            *(document(f"x{i}", "nothing here") for i in range(5)),
        ]
    )
    answer = index.search(parse_query("senkaku"))
    assert [match.slug for match in answer.matches] == ["titled", "often", "once"]


def test_words_that_stand_near_each_other_come_first(index):
    far = "corridor and then much more of other things, and at long last grain"
    near = "grain and its corridor and then much more of other things at last"
    closest = "much more of other things and then at last a grain corridor for it"
    index.update([document("a", far), document("b", near), document("c", closest)])
    for text in ("grain corridor", "corridor grain", "grains corridors zzz"):
        answer = index.search(parse_query(text))
        assert [match.slug for match in answer.matches] == ["c", "b", "a"]
        assert answer.matches[0].score > answer.matches[1].score > answer.matches[2].score


def test_parts_of_a_hyphenated_word_raise_what_is_found_and_find_nothing_themselves(index):
    index.update(
        [
            document("a", "the flow of a river"),
            document("b", "the flow, a layer of it, and a boundary"),
            document("c", "a boundary and a layer"),
        ]
    )
    answer = index.search(parse_query("boundary-layer flow"))
    assert [(match.slug, match.loose) for match in answer.matches] == [("b", True), ("a", True)]


def test_a_word_that_is_written_twice_counts_twice(index):
    index.update([document("ships", "a ship here"), document("ports", "a port here")])
    for text, first in (("ship port port", "ports"), ("port ship ship", "ships")):
        assert index.search(parse_query(text)).matches[0].slug == first
    assert parse_query("port port").understood == "port"


def test_equals_are_told_apart_by_date_then_slug(index):
    index.update([document("b"), document("c", date="2031"), document("a")])
    answer = index.search(parse_query("harbour"))
    assert [match.slug for match in answer.matches] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("harbor", "harbour"),
        ("zzzzzz", ""),
        ('"grain coridor"', '"grain corridor"'),
        ('"grian  coridor" ships', '"grain corridor" ships'),
        ('"grain corridors"', '"grain corridor"'),  # both stand somewhere, the phrase does not
        ('"koklen said"', '"köklen said"'),  # accents count between quotation marks
        ("=koklen", "=köklen"),
        ('title:"grain coridor"', 'title:"grain corridor"'),
        ('title:"koklen said"', ""),  # it stands in the body alone
        ('"grain zzzzzz"', ""),
        ('"corridor grain"', ""),
        ('"zzzzzz grian corridor"', ""),
        ('"grian zzzzzz corridor"', ""),
        ('"grian coridor"', '"grain corridor"'),
        ('"grian corridor" -harbour', '"grain corridor" -harbour'),
        ('-"grain coridor" zzzzzz', ""),
    ],
)
def test_for_words_and_phrases_that_stand_nowhere_close_ones_are_offered(index, typed, offered):
    index.update(
        [
            Document("a", "1", "A Grain Corridor", body=("Ships sail to the harbour.",)),
            Document("b", "1", "On corridors", body=("Derya Köklen said so.",), lang="tr"),
        ]
    )
    assert index.search(parse_query(typed)).did_you_mean == offered
