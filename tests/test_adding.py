"""What is added is whole, is what the page said, and costs nobody a word that was there before."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui import yamlfile
from briefing_tui.archive import Archive, writing
from briefing_tui.archive.rendering import render, render_author
from briefing_tui.briefing import Author, Draft
from briefing_tui.cli import main
from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.text import slugify

ADA = Author("ada-deniz", "Ada Deniz", role="Analyst", bio="Ada Deniz knows ships.")
DRAFT = Draft(
    "night-ferry",
    {
        "title": "The Night Ferry",
        "kind": "Analysis",
        "lang": "en",
        "authors": ["ada-deniz"],
        "takeaways": ["The ferry sails again."],
        "body": "It sails at nine.[1]\n\nIt is late.\n",
        "footnotes": [(1, "“A Timetable”, Quay Post.")],
    },
    (ADA,),
    unsure=("no date was found",),
)
PAGE = """\
Analysis

The Night Ferry

It sails again.

Share

The night ferry will sail from the eastern quay in June, and the town will come to see it.[1]

[1] “A Timetable For June”, Quay Post, https://quay.example/june, (Date of Access: 02.05.2031).

Ada DENİZ
Ada DENİZ
Ada Deniz graduated from the School of Ships in 2023. Her research interests include ferries.
"""
COMMAND = [sys.executable, "-m", "briefing_tui"]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "mine"
    made.mkdir()
    return made


@pytest.fixture
def archive(folder, tmp_path):
    with Archive.open(folder, cache=tmp_path / "cache") as opened:
        yield opened


def files(folder) -> dict[str, bytes]:
    """Give every file below a folder, hidden ones too, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def failing(monkeypatch, name, number, only=""):
    """Let a call of the system fail, for paths that hold `only`."""
    whole = getattr(os, name)

    def fail(*arguments, **options):
        if not only or any(only in str(argument) for argument in arguments):
            raise OSError(number, os.strerror(number))
        return whole(*arguments, **options)

    monkeypatch.setattr(os, name, fail)


# --- what is written is what was meant


LAYOUTS = [
    pages.Layout(),
    pages.Layout(style="carets", byline="box", points="bullets", date=True),
    pages.Layout(style="raised", byline="about", points="headed lines", site=True),
]


@pytest.mark.parametrize("piece", pages.PIECES.values(), ids=lambda piece: piece.lang)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.style)
def test_a_page_on_standard_output_is_one_document_without_an_error(
    piece, layout, tmp_path, monkeypatch, capfd
):
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(pages.page(piece, layout), encoding="utf-8")
    before = files(tmp_path)
    assert main(["add", "page.txt", "--stdout"]) == 0
    out, err = capfd.readouterr()
    briefing, problems = yamlfile.read_briefing(out.encode(), "x.yaml", "x")
    assert not [p for p in problems if p.severity == "error"]
    assert [type(author) for author in briefing.authors] == [Author]
    assert briefing.authors[0].bio == piece.bio
    assert [note.number for note in briefing.footnotes] == list(range(1, len(piece.notes) + 1))
    assert "look at: " in err
    assert "left out: " in err
    assert files(tmp_path) == before


character = st.one_of(
    st.sampled_from("ab .:#-?[]{},&*!|>'\"%@`~\\\n\r\t\x00\x1b\x85\u00a0\u2028\ufeff1İıё字\u200b"),
    st.characters(),
)
text = st.text(character, max_size=40)
words = text.filter(lambda words: words.strip())
people = st.builds(
    lambda name, bio, role, links: Author(
        slugify(name), name, bio=bio, role=role, links=tuple(links)
    ),
    words,
    text,
    text,
    st.lists(words, max_size=2),
)


@settings(deadline=None, max_examples=100)
@given(
    fields=st.fixed_dictionaries(
        {"title": words, "body": words.map("Words ".__add__)},
        optional={
            "kind": text,
            "takeaways": st.lists(text, max_size=3),
            "topics": st.lists(text, max_size=3),
            "footnotes": st.lists(text, max_size=4).map(lambda notes: list(enumerate(notes, 1))),
            "date": st.sampled_from(["2031", "31.12.2030", "May", "2031-02-30"]),
            "lang": st.sampled_from(["EN", "english", "zh-hans", "tr"]),
            "also_in": st.lists(st.sampled_from(["TR", "xx", "german"]), max_size=2),
            "x-own": text,
        },
    ),
    authors=st.lists(people, max_size=2),
    inline=st.booleans(),
)
def test_any_draft_is_proven(fields, authors, inline):
    fields["authors"] = [author.slug for author in authors]
    rendered = render(Draft("s", fields, tuple(authors)), inline=inline)
    assert not [p for p in rendered.problems if p.severity == "error"]
    for author in authors:
        render_author(author)


@pytest.mark.parametrize("lost", ["title", "takeaways", "body", "footnotes", "authors"])
def test_a_mistake_of_the_writer_is_told_and_nothing_is_written(archive, folder, monkeypatch, lost):
    whole = yamlfile.dump

    def lossy(fields):
        short = {"title": "The Night", "body": "It sails at nine.[1]\n"}.get(lost)
        return whole({**fields, lost: short or fields[lost][:-1]})

    monkeypatch.setattr(yamlfile, "dump", lossy)
    with pytest.raises(BriefingError, match=f"would not say what the page says in “{lost}”"):
        archive.add(DRAFT)
    assert files(folder) == {}


def test_a_mistake_in_a_profile_is_told_and_nothing_is_written(archive, folder, monkeypatch):
    monkeypatch.setattr(yamlfile, "dump_author", lambda author: f"name: {author.name}\n")
    with pytest.raises(BriefingError, match=r"authors/ada-deniz\.yaml would not say"):
        archive.add(DRAFT)
    assert files(folder) == {}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("date", "14.05.2031", "write 2031-05-14"),
        ("date", "2031-02-30", "no such day"),
        ("date", "in May", "“in May”"),
        ("lang", "english", "write en"),
    ],
)
def test_what_the_format_cannot_take_is_left_out_and_told(archive, name, value, told):
    outcome = archive.add(Draft("x", {**DRAFT.fields, name: value}, (ADA,), ("no kind",)))
    assert outcome.unsure[0] == "no kind"
    assert told in outcome.unsure[1]
    assert "left out" in outcome.unsure[1]
    assert f"\n{name}:" not in outcome.path.read_text()
    assert not [p for p in outcome.problems if p.severity == "error"]


def test_what_makes_no_briefing_is_refused(archive, folder):
    with pytest.raises(BriefingError, match="does not make a briefing"):
        archive.add(Draft("x", {"title": "X", "body": "  \n"}))
    assert files(folder) == {}


def test_inline_profiles_stand_in_one_document_that_reads_back():
    rendered = Archive.render(DRAFT)
    briefing, problems = yamlfile.read_briefing(rendered.text.encode(), "x.yaml", "x")
    assert briefing.authors == (ADA,)
    assert not [p for p in problems if p.severity == "error"]
    assert rendered.unsure == DRAFT.unsure


@pytest.mark.parametrize("inline", [True, False])
def test_an_author_that_only_the_profiles_name_is_named(inline):
    fields = {name: value for name, value in DRAFT.fields.items() if name != "authors"}
    rendered = render(Draft("x", fields, (ADA,)), inline=inline)
    briefing, _ = yamlfile.read_briefing(rendered.text.encode(), "x.yaml", "x")
    assert briefing.authors == ((ADA,) if inline else ("ada-deniz",))


# --- profiles


def test_profile_and_briefing_are_written(archive, folder):
    outcome = archive.add(DRAFT)
    assert sorted(files(folder)) == ["authors/ada-deniz.yaml", "night-ferry.yaml"]
    assert outcome.path == folder / "night-ferry.yaml"
    assert outcome.authors == (folder / "authors" / "ada-deniz.yaml",)
    assert (outcome.kept, outcome.differences) == ((), ())
    archive.refresh()
    assert archive.entry("night-ferry").authors == ("Ada Deniz",)


@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize("where", ["ada-deniz.yaml", "ada-deniz.yml", "desk/ada-deniz.yaml"])
def test_a_profile_is_never_written_over_and_what_differs_is_told(archive, folder, where, force):
    profile = folder / "authors" / where
    profile.parent.mkdir(parents=True)
    profile.write_text(
        "name: Ada Deniz\nrole: Director\nfamily: Deniz\nbio: |\n  She rows.\n\n"
        "  Ada Deniz knows ships.\nlanguages: [Turkish]\n"
    )
    before = profile.read_bytes()
    draft = Draft(
        "night-ferry",
        DRAFT.fields,
        (
            Author(
                "ada-deniz",
                "Ada Deniz",
                role="Analyst",
                bio="Ada Deniz knows ships.",
                interests=("ferries", "tides"),
            ),
        ),
    )
    outcome = archive.add(draft, force=force)
    assert profile.read_bytes() == before
    assert outcome.authors == ()
    assert outcome.kept == (profile,)
    assert [(d.path, d.field, d.old, d.new) for d in outcome.differences] == [
        (profile, "role", "Director", "Analyst"),
        (profile, "bio", "She rows.\n\nAda Deniz knows ships.", "Ada Deniz knows ships."),
        (profile, "interests", "", "ferries, tides"),
    ]


def test_an_equal_profile_is_kept_without_a_word(archive):
    archive.add(DRAFT)
    outcome = archive.add(DRAFT, force=True)
    assert len(outcome.kept) == 1
    assert outcome.differences == ()


def test_a_profile_with_a_fault_is_kept_and_told(archive, folder):
    profile = folder / "authors" / "ada-deniz.yaml"
    profile.parent.mkdir()
    profile.write_text("name: [\n")
    os.mkfifo(folder / "authors" / "ivo-marlen.yaml")
    ivo = Author("ivo-marlen", "Ivo Marlen")
    fields = {**DRAFT.fields, "authors": ["ada-deniz", "ivo-marlen"]}
    outcome = archive.add(Draft("night-ferry", fields, (ADA, ivo)))
    assert profile.read_text() == "name: [\n"
    assert outcome.kept == (profile, folder / "authors" / "ivo-marlen.yaml")
    assert [doubt.partition(",")[0] for doubt in outcome.unsure] == [
        "authors/ada-deniz.yaml is kept",
        "authors/ivo-marlen.yaml is kept",
    ]


@pytest.mark.parametrize("kind", ["link", "file", "pipe"])
def test_a_folder_of_profiles_that_is_none_is_told_before_anything_is_written(
    archive, folder, tmp_path, kind
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    authors = folder / "authors"
    if kind == "link":
        authors.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(authors)
    else:
        authors.write_text("")
    with pytest.raises(ArchiveError, match="profiles are not looked for"):
        archive.add(DRAFT)
    assert not (folder / "night-ferry.yaml").exists()
    assert files(elsewhere) == {}


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
                [*COMMAND, "add", str(page), "-C", str(here)],
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


# --- what the shell tells


def added(capfd, *argv):
    status = main(["add", *argv])
    return status, *capfd.readouterr()


@pytest.fixture
def page(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    return "page.txt"


def test_the_shell_tells_doubts_first_and_ends_with_the_file_and_what_to_do_next(page, capfd):
    status, out, err = added(capfd, page, "-C", "mine")
    assert (status, out) == (0, "mine/the-night-ferry.yaml\n")
    kinds = [line.partition(":")[0] for line in err.splitlines()]
    assert kinds[0] == "author"
    assert kinds[-2:] == ["written", "next"]
    assert kinds.index("look at") < kinds.index("left out") < kinds.index("written")
    assert err.endswith("next: briefing edit mine/the-night-ferry.yaml\n")


def test_the_shell_shows_line_by_line_what_a_page_says_otherwise(page, capfd):
    profile = Path("mine/authors/ada-deniz.yaml")
    profile.parent.mkdir()
    profile.write_text("name: Ada Deniz\nfamily: Deniz\nbio: She rows.\n")
    _, _, err = added(capfd, page, "-C", "mine")
    at = err.splitlines().index(
        "author: mine/authors/ada-deniz.yaml was there and is kept; the page tells otherwise:"
    )
    assert err.splitlines()[at + 1] == "- bio: She rows."
    assert err.splitlines()[at + 2].startswith("+ bio: Ada Deniz graduated from")
    _, out, _ = added(capfd, page, "-C", "mine", "--force", "--json")
    record = json.loads(out)
    assert record["kept"] == ["mine/authors/ada-deniz.yaml"]
    assert {key: record["differences"][0][key] for key in ("path", "field", "old")} == {
        "path": "mine/authors/ada-deniz.yaml", "field": "bio", "old": "She rows.",
    }  # fmt: skip
    profile.unlink()
    added(capfd, page, "-C", "mine", "--force")
    _, _, err = added(capfd, page, "-C", "mine", "--force")
    assert "author: mine/authors/ada-deniz.yaml was there and is kept\n" in err
    assert not [line for line in err.splitlines() if line.startswith(("+", "-"))]


def test_the_json_of_a_page_on_standard_output(page, capfd):
    status, out, err = added(capfd, page, "--stdout", "--json")
    record = json.loads(out)
    assert (status, err) == (0, "")
    assert list(record) == ["schema_version", "slug", "yaml", "unsure", "left_out"]
    assert "authors:\n  - name: Ada Deniz\n" in record["yaml"]
    assert record["unsure"]
    assert record["left_out"]


def test_a_file_in_a_pipe_is_utf_8_whatever_the_locale(page):
    done = subprocess.run(
        [*COMMAND, "add", page, "--stdout"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert "“A Timetable For June”" in done.stdout.decode("utf-8")
