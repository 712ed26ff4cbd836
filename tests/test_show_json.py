"""`show --json`: all that a program needs of a piece, in an archive and outside any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import twin

from briefing_tui.cli import main

INLINE = """\
title: Alone
kind: Report
date: 2031-05
lang: EN
authors:
  - derya-ornek
  - nobody-known
  - {name: Quay Desk, bio: It counts ships.}
also_in: [tr, zh-hans]
takeaways: [One., Two.]
body: |
  # A heading

  Words with *emphasis*, a [link](https://a.example) and a mark.[1][2] A run.[^1]

  - an item[1]

  Second paragraph; [9] is text.
footnotes: {1: “A”, 2: Ibid.}
"""


@pytest.fixture
def show(tmp_path, monkeypatch, capsys):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def run(*argv):
        status = main(["show", *argv, "--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    return run


def test_a_piece_of_an_archive(show, archive_folder):
    status, record, err = show(twin.SLUG, "-C", str(archive_folder))
    assert (status, err) == (0, "")
    assert list(record)[:2] == ["schema_version", "slug"]
    assert record["schema_version"] == 1
    assert (record["slug"], record["kind"], record["date"], record["lang"]) == (
        twin.SLUG, "Analysis", "2031-05-14", "en",
    )  # fmt: skip
    [author] = record["authors"]
    assert (author["slug"], author["name"], author["role"]) == (
        "derya-ornek", "Derya Örnek", "Analyst",
    )  # fmt: skip
    assert author["bio"] == "Derya Örnek writes about harbours and those who keep them."
    assert len(record["takeaways"]) == 3
    assert len(record["paragraphs"]) == 9
    assert record["paragraphs"][0].startswith(
        "The two governments will sign a revised harbour accord on 2 June.[1] It is"
    )
    assert [note["number"] for note in record["footnotes"]] == list(range(1, 9))
    assert record["footnotes"][4]["text"] == "Ibid."
    assert record["footnotes"][4]["reference"]["note"] == 4
    assert record["also_in"] == []
    assert {t["lang"] for t in record["translations"]} == {"tr", "ru"}


@pytest.mark.parametrize("where", [".", "..", "sub"])
def test_a_file_outside_any_archive(show, where, monkeypatch):
    monkeypatch.setenv("BRIEFINGS", "")
    folder = Path(where)
    folder.mkdir(exist_ok=True)
    (folder / "alone.yaml").write_text(INLINE, encoding="utf-8")
    (folder / "authors").mkdir()
    (folder / "authors" / "derya-ornek.yml").write_text(twin.AUTHOR, encoding="utf-8")
    status, record, err = show(str(folder / "alone.yaml"))
    assert (status, err) == (0, "")
    assert (record["slug"], record["path"], record["lang"]) == ("alone", "alone.yaml", "en")
    assert [(a["slug"], a["name"], a["known"]) for a in record["authors"]] == [
        ("derya-ornek", "Derya Örnek", True),
        ("nobody-known", "nobody-known", False),
        ("quay-desk", "Quay Desk", True),
    ]
    assert record["authors"][2]["bio"] == "It counts ships."
    assert record["paragraphs"] == [
        "Words with emphasis, a link and a mark.[1][2] A run.[1]",
        "Second paragraph; [9] is text.",
    ]
    assert [(note["number"], note["text"]) for note in record["footnotes"]] == [
        (1, "“A”"), (2, "Ibid."),
    ]  # fmt: skip
    assert record["also_in"] == ["tr", "zh-Hans"]
    assert record["takeaways"] == ["One.", "Two."]
    assert record["translations"] == []


def test_nothing_else_of_the_folder_is_looked_at(show, archive_folder):
    """A copy elsewhere has the same slug; a broken neighbour has nothing to do with it."""
    Path("sub").mkdir()
    Path("sub", "x.yaml").write_text("title: Other\nbody: |\n  Other.\n")
    Path("broken.yaml").write_text("title: [\n")
    Path("x.yaml").write_text("title: Mine\nbody: |\n  Words.\n")
    status, record, err = show("x.yaml")
    assert (status, record["title"], err) == (0, "Mine", "")
    _, record, _ = show("x.yaml", "-C", str(archive_folder))
    assert record["title"] == "Mine"


def test_a_file_whose_slug_another_has_is_shown_by_its_path(show):
    for name, title in (("a", "First"), ("b", "Second")):
        Path("briefings", name).mkdir(parents=True)
        Path("briefings", name, "x.yaml").write_text(f"title: {title}\nbody: |\n  Words.\n")
    assert show("briefings/a/x.yaml")[1]["title"] == "First"
    assert show("briefings/b/x.yaml")[1]["title"] == "Second"
    assert show("x")[1]["title"] == "First"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "there is no file x.yaml"),
        ("", "x.yaml:1:1: the file is empty"),
        ("body: |\n  Words.\n", "x.yaml:1:1: there is no “title”"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(show, text, message):
    if text is not None:
        Path("x.yaml").write_text(text)
    status, record, err = show("x.yaml")
    assert (status, record) == (1 if text is None else 2, None)
    assert err.startswith(f"briefing: {message}\n")


def test_a_file_with_an_error_is_shown_as_far_as_it_can_be_read(show):
    Path("x.yaml").write_text("title: X\nlang: english\nbody: |\n  Words.\n")
    status, record, err = show("x.yaml")
    assert (status, record["lang"], record["paragraphs"]) == (0, None, ["Words."])
    assert "x.yaml:2:7: “english” is no language code" in err
    assert "bad-lang" in {problem["code"] for problem in record["problems"]}
