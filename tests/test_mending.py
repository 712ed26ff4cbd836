"""Mending: what has one meaning is mended, the rest of the file stays as it is."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.archive import Archive, unified
from briefing_tui.errors import ArchiveError
from briefing_tui.yamlfile import mend, read_author, read_briefing

BODY = "body: |\n  Boats left.\n"
MENDED = [
    ("title: Two Ports: One\n", 'title: "Two Ports: One"\n'),
    ('title: The "Old" Port: Shut # yes\n', None),
    ("title: A: B  # yes\n", 'title: "A: B"  # yes\n'),
    ("title: A # a\ndate: 26.03.2024  # b\n", "title: A # a\ndate: 2024-03-26  # b\n"),
    ("title: A\ndate: '3.4.2031'\n", "title: A\ndate: 2031-04-03\n"),
    ("title: A\ndate: 26 March 2031\n", "title: A\ndate: 2031-03-26\n"),
    ("title: A\ndate: 26 Mart 2031\n", "title: A\ndate: 2031-03-26\n"),
    ("title: A\ndate: 26 марта 2031 г.\n", "title: A\ndate: 2031-03-26\n"),
    ("title: A\ndate: March 2031\n", "title: A\ndate: 2031-03\n"),
    ("title: A\ndate: 03/04/2024\n", None),
    ("title: A\ndate: 31.02.2024\n", None),
    ("title: A\nlang: Türkçe\nalso_in: [English, ru]\n", "title: A\nlang: tr\nalso_in: [en, ru]\n"),
    ("title: A\nlang: Elvish tongue\n", None),
    ("title: A\ntakeaways:\n  - Up: a\n  - b\n", 'title: A\ntakeaways:\n  - "Up: a"\n  - b\n'),
    ("title: [Draft] Ports\n", 'title: "[Draft] Ports"\n'),
    ("title: [Draft]\n", None),
    ("kind: [Analysis, Report]\n", None),
    ("title: @home\n", 'title: "@home"\n'),
    ("title: It's \"late\"\n", None),
    ("title: 'It's late'\n", "title: \"It's late\"\n"),
    ("title:A\n", "title: A\n"),
    ("title：A\n", "title: A\n"),
    ("title:\u00a0A\n", "title: A\n"),
    ("title: A\ntopics:\n\t- one\n", "title: A\ntopics:\n  - one\n"),
    ("title: A   \n# why   \nkind: B\t\n", "title: A\n# why\nkind: B\n"),
    ("title: The C # problem\n", None),
    ("title: *Old ports\n", None),
    ('title: "Ports\n', None),
    ("title: A\nauthor: b\n", None),
    ("title: A\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mended"), MENDED)
def test_a_fault_with_one_meaning_is_mended_and_any_other_is_left(text, mended):
    expected = text if mended is None else mended
    assert mend((text + BODY).encode()).decode() == expected + BODY


# What reading takes for one thing, and its author may have meant otherwise.
DOUBTFUL = [
    "title: A\nauthors:\n  - name: Desk: East\n    role: Analyst\n    affiliation: Institute\n",
    "title: A\ntakeaways: - first\n  - second\n  - third\n",
    'title: A\ntopics: "a", "b"\n',
    "title: A: B\n  # a private remark\n  more\n",
    "title: A: B   # a private remark\n  more\n",
    "title: A: B\n\n  more\n",
    "title: A\ntitle: B: C\n\n  more\n",
    "title: A\ndate: 2031-05-1 4\n",
    "title: A\ndate: 2024-03-26 (embargoed until 2024-04-01)\n",
    "title: A\ndate: 2024-3 to 2024-5\n",
    "title: A\ndate: |\n  26.03.2024\n",
    "title: A\ndate: 26\n  March 2024\n",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_could_mean_another_thing_is_left_to_a_person(text):
    assert mend((text + BODY).encode()).decode() == text + BODY


BODIES = [
    ("body: |\nBoats left.\n\nMore.\nkind: B\n", "body: |\n  Boats left.\n\n  More.\nkind: B\n"),
    ("body:\n  Boats: left.\n\n  More.\n", "body: |\n  Boats: left.\n\n  More.\n"),
    ("body:\nBoats: left.\n\nMore.\n", None),
    ("body:\nBoats left.\n\nMore: 3.\n", None),  # a field of one's own?
    ("body:\nBoats left.\n\nMore.\n", "body: |\n  Boats left.\n\n  More.\n"),
    # A comment or a heading?
    ("body:\n  # Boats\n  They left.\n", None),
    ("body: |\n  Boats left.\n---\n  More.\n", "body: |\n  Boats left.\n  ---\n  More.\n"),
    ("body: >\n  Boats left.\n\n  More.\n", "body: |\n  Boats left.\n\n  More.\n"),
    ("body: |\n  Boats left. \n  More.  \n\n  And. \t\n",
     "body: |\n  Boats left.\n  More.\n\n  And.\n"),
    # Two spaces within a paragraph are a line break of Markdown's.
    ("body: |\n  Boats left.  \n  More.\n", None),
    # Spaces in a listing are somebody's text.
    ("body: |\n  Boats left.\n\n  ```\n  a  \n  ```\n", None),
    ("body: |\nBoats left.\n# TODO ask\nx_embargo: until June\n", None),
    ("body: |\nBoats left.\neditor: somebody\n", None),
    ("body: |\n- item\n  - nested\n    - deeper\n",
     "body: |\n  - item\n    - nested\n      - deeper\n"),
    # A tab in a listing is no indentation.
    ("topics:\n\t- a\nbody: |\n  Boats.\n\n  ```\n  all:\n  \techo hi\n  ```\n",
     "topics:\n  - a\nbody: |\n  Boats.\n\n  ```\n  all:\n  \techo hi\n  ```\n"),
    ("body: |\n  Boats.\n\n  ```\n\techo hi\n  ```\n", None),
    ("body: |\n  Boats.\nx_mine: 1\n---\ntitle: B\n", None),
    ("body: |\n  Boats left.[1]\nfootnotes:\n  1: “A”: B\n",
     'body: |\n  Boats left.[1]\nfootnotes:\n  1: "“A”: B"\n'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mended"), BODIES)
def test_bodies_and_notes_are_mended_where_they_stay_what_they_are(text, mended):
    text = f"title: A\n{text}"
    expected = text if mended is None else f"title: A\n{mended}"
    assert mend(text.encode()).decode() == expected


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nbody:\nBoats left.\n\nMore: late.\n",  # a field, and not a line of the body
        "title: A\nbody: > Boats.\ny\n# z\n",  # `y` would be a comment
    ],
)
def test_what_reads_otherwise_or_has_other_comments_is_no_mend(text, monkeypatch):
    monkeypatch.setattr("briefing_tui.yamlfile.mending.is_mechanical", lambda *_: True)
    assert mend(text.encode()) == text.encode()


def test_line_ends_byte_order_mark_and_the_lack_of_a_last_line_end_are_kept():
    data = b"\xef\xbb\xbftitle: A: B\r\nkind: C \r\nbody: |\r\n  Boats: left.\n  More."
    assert mend(data) == (
        b'\xef\xbb\xbftitle: "A: B"\r\nkind: C\r\nbody: |\r\n  Boats: left.\n  More.'
    )


def test_a_line_with_hidden_characters_is_left_to_a_person():
    data = "title: A: \u202eB\nkind: C: D\nbody: |\n  Boats.\n".encode()
    assert mend(data) == 'title: A: \u202eB\nkind: "C: D"\nbody: |\n  Boats.\n'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b" \n", b"\xff", b"<html>", b"title: [[[[", b"---\n...\n",
        # of other programs, whatever hook hands them over
        b"site_name: A: B\nlang: English\ndate: 1.2.2031\nnav: [a]\n",
    ],
)  # fmt: skip
def test_what_is_no_briefing_is_left_alone(data):
    assert mend(data) == data


def test_profiles_are_mended_too():
    assert mend(b"name: Derya: O\n", author=True) == b'name: "Derya: O"\n'


PIECES = st.sampled_from(
    [
        "title: A", "title: B: C", "date: 1.2.2031", "lang: English", "kind:\u00a0X", "\t- a: b",
        " - x", "takeaways:", "body: |", "  text", "text: more", "---", "...", "footnotes:",
        "  [1] a: b", "[1] c", "sources: {1: {title: x}}", '"', "# c  ", "", "  ", "topics: [a, b",
        "x-y: *z", "related: []", "title: D: E # f", "title: 'G' h  # i",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=9), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_mending_is_done_at_once_keeps_every_line_and_every_word(pieces, end, author):
    data = end.join(pieces).encode()
    mended = mend(data, author=author)
    assert mend(mended, author=author) == mended
    assert len(mended.split(b"\n")) == len(data.split(b"\n"))
    read = read_author if author else read_briefing
    assert len(read(mended, "a", "a")[1]) <= len(read(data, "a", "a")[1])


WHOLE = """\
# kept by the desk
title: "Two Ports: One"  # as agreed
kind: Analysis
date: 2031-05-14
lang: en
authors:
  - name: Derya Örnek
    role: "Analyst: East"
topics: [ports, tides]
takeaways:
  - "Costs: up again"
  - Patrols have grown.
x_desk: one  # ours
body: |
  The governments will sign.[1] Costs: up.

  - a list
    - in a list

  Nobody knows who pays.[2]
footnotes: |
  [1] “A: B”, Herald, https://herald.example/a.
  [2] Ibid.
"""
# A mistake in that file, and whether it can be mended.
MISTAKES = [
    ('title: "Two Ports: One"  #', "title: Two Ports: One  #", True),
    ('title: "Two Ports: One"  #', "title: Two Ports: One #", False),
    ("date: 2031-05-14", "date: 14.05.2031", True),
    ("date: 2031-05-14", "date: 05/06/2031", False),
    ("lang: en", "lang: English", True),
    ("kind: Analysis", "kind:\u00a0Analysis", True),
    ("kind: Analysis", "kind: Analysis   ", True),
    ('  - "Costs: up again"', "  - Costs: up again", True),
    ('  - "Costs: up again"', '\t- "Costs: up again"', False),
    ('    role: "Analyst: East"', "    role: Analyst: East", True),
    ('    role: "Analyst: East"', "   role: Analyst", False),
    ("body: |\n", "body:\n", True),
    ("footnotes: |\n", "footnotes:\n", True),
    ("  Nobody knows", "Nobody knows", True),
    ("[ports, tides]", "[ports, tides", False),
    ('title: "Two Ports: One"  #', 'title: "Two Ports: One  #', False),
]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(MISTAKES), min_size=1, max_size=3, unique_by=lambda m: m[0]))
def test_mistakes_in_a_whole_file_are_mended_without_harm(mistakes):
    broken = WHOLE
    for right, wrong, _ in mistakes:
        assert right in broken
        broken = broken.replace(right, wrong)
    mended = mend(broken.encode()).decode()
    sure = {right: wrong for right, wrong, can in mistakes if can}
    if len(sure) == len(mistakes):
        assert read_briefing(mended.encode(), "a", "a")[1] == ()
        assert _words(mended) == _words(WHOLE)
        assert _bare(read_briefing(mended.encode(), "a", "a")[0]) == _bare(
            read_briefing(WHOLE.encode(), "a", "a")[0]
        )
    # Whatever became of it: no line, comment, field or word has gone.
    for sign in ("# kept by the desk", "# as agreed", "# ours", "x_desk: one", "    - in a list"):
        assert sign in mended
    assert len(mended.split("\n")) == len(broken.split("\n"))
    assert _words(mended) - {"14", "05", "English"} <= _words(broken) | {"2031", "05", "14", "en"}
    assert _words(broken) - {"English"} <= _words(mended) | {"14.05.2031"}


def _words(text):
    return set(re.findall(r"\w+", text))


def _bare(briefing):
    return replace(briefing, mentions=(), problems=(), body=briefing.body)


# --- files


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "briefings" / "authors").mkdir(parents=True)
    with Archive.open(tmp_path / "briefings", cache=tmp_path / "cache") as archive:
        yield archive


def test_nothing_is_written_before_it_is_asked_for(archive):
    path = archive.root / "a.yaml"
    path.write_text("title: A: B\n" + BODY)
    (archive.root / "authors" / "x.yaml").write_text("name: X: Y\n")
    (archive.root / "fine.yaml").write_text("title: A\n" + BODY)
    path.chmod(0o640)
    mends = {mend.file.name: mend for mend in archive.mends()}
    assert mends.keys() == {"a.yaml", "x.yaml"}
    assert path.read_text() == "title: A: B\n" + BODY
    assert '-title: A: B\n+title: "A: B"\n' in mends["a.yaml"].diff
    mends["a.yaml"].write()
    assert path.read_text() == 'title: "A: B"\n' + BODY
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(p.name for p in archive.root.iterdir()) == ["a.yaml", "authors", "fine.yaml"]


def test_a_file_that_has_changed_since_is_not_written_over(archive):
    path = archive.root / "a.yaml"
    path.write_text("title: A: B\n" + BODY)
    (mend,) = archive.mends([path])
    path.write_text("title: New\n" + BODY)
    with pytest.raises(ArchiveError, match="changed"):
        mend.write()
    assert path.read_text() == "title: New\n" + BODY


def test_a_link_stays_a_link(archive, tmp_path):
    real = tmp_path / "real.yaml"
    real.write_text("title: A: B\n" + BODY)
    link = archive.root / "a.yaml"
    link.symlink_to(real)
    (mend,) = archive.mends()
    mend.write()
    assert link.is_symlink()
    assert real.read_text() == 'title: "A: B"\n' + BODY


def test_a_diff_is_safe_to_print(archive):
    path = archive.root / os.fsdecode(b"a\x1b\xff.yaml")
    path.write_text("title: A: B\nx-a: \x1b[31m\n" + BODY)
    (mend,) = archive.mends()
    assert "\x1b" not in mend.diff
    assert r"a\x1b\xff.yaml" in mend.diff


def test_a_diff_shows_no_byte_order_mark():
    data = b"\xef\xbb\xbftitle: A: B\r\n" + BODY.encode()
    assert unified(data, mend(data), "a", "b").splitlines()[3:5] == [
        "-title: A: B", '+title: "A: B"',
    ]  # fmt: skip


def test_a_save_while_the_mended_file_is_written_is_kept(archive, monkeypatch):
    path = archive.root / "a.yaml"
    path.write_text("title: A: B\n" + BODY)
    (mend,) = archive.mends([path])
    fsync = os.fsync

    def saved_meanwhile(handle):
        path.write_text("title: Saved\n" + BODY)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", saved_meanwhile)
    with pytest.raises(ArchiveError, match="changed"):
        mend.write()
    assert path.read_text() == "title: Saved\n" + BODY
    assert [p.name for p in archive.root.iterdir() if p.name.startswith(".")] == []


def test_a_file_is_mended_once_by_whatever_names_it_is_reached(archive):
    (archive.root / "b.yaml").write_text("title: A: B\n" + BODY)
    (archive.root / "a.yaml").symlink_to("b.yaml")
    assert len(list(archive.mends())) == 1


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_a_diff_of_lines_that_correspond_is_one_that_patch_takes(pairs):
    old = "".join(f"{was}\n" for was, _ in pairs).encode()
    new = "".join(f"{now}\n" for _, now in pairs).encode()
    rows = unified(old, new, "a", "b").splitlines()
    if old == new:
        assert rows == []
        return
    assert rows[:2] == ["--- a", "+++ b"]
    after, at = [], 0
    lines = old.decode().splitlines()
    for row in rows[2:]:
        if row.startswith("@@"):
            start = int(re.match(r"@@ -(\d+)", row)[1]) - 1
            after += lines[at:start]
            at = start
        elif row[0] == "+":
            after.append(row[1:])
        else:
            assert lines[at] == row[1:]
            at += 1
            if row[0] == " ":
                after.append(row[1:])
    assert after + lines[at:] == new.decode().splitlines()


def test_a_long_diff_of_lines_that_repeat_takes_no_time():
    old = b"title: x \nbody: y\n" * 20_000
    new = b"title: x\nbody: y\n" * 20_000
    assert unified(old, new, "a", "b").count("\n-title") == 20_000
