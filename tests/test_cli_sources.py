"""`sources --json`: a document for each name, in the words of each note, with its way back."""

from __future__ import annotations

import json

import pytest

from briefing_tui.cli import main

PAGE = """\
title: Two Ports
lang: en
body: |
  One.[1] Two.[2] Three.[3] Four.[4] Five.[5] Six.[6] Seven.[7] Eight.[8]

  Nobody wrote a note here.
footnotes: |
  [1] Ibid.
  [2] Jane Doe, “First Boats”, Channel Herald, https://h.example/a, (Date of Access: 04.03.2031).
  [3] Jane Doe, “Second Boats”, Channel Herald, 2031.
  [4] “First Boats”, a.g.e., p. 4, (Date of Access: 05.03.2031).
  [5] Ibid.
  [6] Doe, op. cit., p. 9.
  [7] The ministers did not say who would pay.
  [8] See notes 2 and 3.
"""


@pytest.fixture
def asked(tmp_path, monkeypatch, capsys):
    """Give a function that asks for the sources of files of no archive: status and documents."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ports.yaml").write_text(PAGE, encoding="utf-8")

    def typed(*names):
        status = main(["sources", *names, "--json"])
        return status, [json.loads(row) for row in capsys.readouterr().out.splitlines()]

    return typed


def test_each_note_has_its_own_words_and_its_way_back(asked):
    status, [told] = asked("ports.yaml")
    assert (status, told["schema_version"], told["slug"]) == (0, 1, "ports")
    assert told["paragraphs_without_notes"] == [2]
    notes = {note["number"]: note for note in told["footnotes"]}
    ways = {
        number: (note["kind"], note["refers_to"], note["path"], note["rule"], note["unresolved"])
        for number, note in notes.items()
    }
    assert ways == {
        1: ("back-reference", [], [1], None, "first"),
        2: ("source", [], [], None, None),
        3: ("source", [], [], None, None),
        4: ("back-reference", [2], [4, 2], "same title", None),
        5: ("back-reference", [2], [5, 4, 2], "the note before", None),
        6: ("back-reference", [], [6], None, "ambiguous"),
        7: ("comment", [], [], None, None),
        8: ("back-reference", [2, 3], [8, 2], ways[8][3], None),
    }
    assert notes[2]["citations"] == [
        {
            "title": "First Boats",
            "publisher": "Channel Herald",
            "authors": ["Jane Doe"],
            "url": "https://h.example/a",
            "date": None,
            "accessed": "2031-03-04",
            "locator": None,
        }
    ]
    # Nothing of note 2 is repeated where note 4 does not say it again.
    [own] = notes[4]["citations"]
    assert (own["title"], own["publisher"], own["url"]) == ("First Boats", None, None)
    assert (own["accessed"], bool(own["locator"])) == ("2031-03-05", True)
    assert notes[5]["citations"] == []
    assert notes[6]["candidates"] == [{"note": 2, "citation": 0}, {"note": 3, "citation": 0}]
    assert {tuple(source["notes"]) for source in told["sources"]} == {(2, 4, 5, 8), (3, 8)}


def test_several_names_give_a_line_each_in_their_order(asked, tmp_path):
    (tmp_path / "torn.yaml").write_bytes(b"title: \xe9\xff\n")
    status, told = asked("ports.yaml", "torn.yaml", "gone.yaml", "ports.yaml")
    assert status == 1
    assert [each.get("slug") for each in told] == ["ports", None, None, "ports"]
    assert [each["path"] for each in told[1:3]] == ["torn.yaml", "gone.yaml"]
    assert "not UTF-8" in told[1]["error"]
    assert "gone.yaml" in told[2]["error"]


def test_one_file_that_cannot_be_read_is_told_in_json_too(asked):
    status, [told] = asked("gone.yaml")
    assert (status, told["path"]) == (1, "gone.yaml")
    assert told["error"]
