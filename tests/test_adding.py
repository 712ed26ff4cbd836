"""What is added is what the page said, and costs nobody a word that was there before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pages
import pytest
from drafts import ADA, DRAFT, PAGE, files
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui import yamlfile
from briefing_tui.archive import Archive
from briefing_tui.archive.rendering import render, render_author
from briefing_tui.briefing import Author, Draft
from briefing_tui.cli import main
from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.text import slugify


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "mine"
    made.mkdir()
    return made


@pytest.fixture
def archive(folder, tmp_path):
    with Archive.open(folder, cache=tmp_path / "cache") as opened:
        yield opened


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


# --- the same piece again


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"title": "Another Title", "date": "2030-01-01"}, "text"),
        ({"title": "the NIGHT  ferry", "body": "Other words altogether."}, "title"),
        ({"title": "The Night Ferry", "body": "Other words.", "date": "2031-05-15"}, None),
        ({"title": "Another Title", "body": "The night ferry sails at one."}, None),
        ({"lang": "tr", "body": "Başka sözler."}, None),
    ],
)
def test_the_same_piece_under_another_name_is_told(archive, change, same):
    fields = {
        "title": "The Night Ferry", "date": "2031-05-14", "lang": "en",
        "body": "The night  ferry sails at two.",
    }  # fmt: skip
    authors = (Author("ada-deniz", "Ada Deniz"),)
    archive.add(Draft("the-night-ferry", fields, authors))
    archive.refresh(index=False)
    again = Draft("again", fields | change, authors)
    told = archive.doubles(again)
    assert [(each.path, each.same) for each in told] == (
        [("the-night-ferry.yaml", same)] if same else []
    )
    assert archive.plan(again).doubles == told
    assert archive.doubles(Draft("the-night-ferry", fields, authors)) == ()


def test_little_that_is_alike_makes_no_double(archive):
    archive.add(Draft("one", {"title": "Notes", "body": "One."}))
    archive.refresh(index=False)
    assert archive.doubles(Draft("two", {"title": "Notes", "body": "Two."})) == ()


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


def test_what_is_missing_is_told_once(page, capfd):
    Path("bare.txt").write_text("The Night Ferry\n\nBoats left at dawn and came back late. " * 3)
    _, _, err = added(capfd, "bare.txt", "-C", "mine")
    lines = err.splitlines()
    for told in ("no kind", "no date", "no author", "no notes"):
        assert any(line.startswith(f"look at: {told}") for line in lines)
    assert "[missing-takeaways]" in err
    for code in ("kind", "date", "authors", "footnotes", "lang"):
        assert f"[missing-{code}]" not in err


def test_the_shell_tells_that_a_page_was_added_before_and_adds_it(page, capfd):
    added(capfd, page, "-C", "mine")
    Path("mine/the-night-ferry.yaml").rename("mine/ferry.yaml")
    status, out, err = added(capfd, page, "-C", "mine")
    assert (status, out) == (0, "mine/the-night-ferry.yaml\n")
    assert "look at: the same text is in the archive already: ferry.yaml\n" in err
    _, out, _ = added(capfd, page, "-C", "mine", "--force", "--json")
    assert json.loads(out)["doubles"] == [
        {"slug": "ferry", "path": "ferry.yaml", "same": "text"},
    ]  # fmt: skip


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
    assert {problem["path"] for problem in record["problems"]} <= {record["path"]}
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
        [sys.executable, "-m", "briefing_tui", "add", page, "--stdout"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert "“A Timetable For June”" in done.stdout.decode("utf-8")
