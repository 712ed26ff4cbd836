"""`briefing search`: its JSON, a file of queries, and what is told beside the results."""

from __future__ import annotations

import io
import json
import sys

import pytest

from briefing_tui.cli import main

FERRY = """\
title: "The Night Ferry"
date: 2031-05
lang: en
authors: [ada-deniz]
topics: [ferries]
takeaways:
  - The ferry sails again.
body: |
  # Heading about ferries

  The ferry sails from the quay.[1]

  Its fleet is to double, 船 and 🚢 alike, and the ferry waits.
footnotes: |
  [1] “Ferry Timetable”, Harbour Times, https://times.example/ferry, (Date of Access: 03.05.2031).
"""
CHARTS = """\
title: "What the Chart Room Knows"
lang: en
body: |
  Charts of the quay are older than its bridges.
"""


@pytest.fixture
def archive(tmp_path, monkeypatch):
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "night-ferry.yaml").write_text(FERRY)
    (folder / "chart-room.yaml").write_text(CHARTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def asked(capsys, *words):
    code = main(["search", "--json", *words])
    return code, json.loads(capsys.readouterr().out)


def test_the_json_has_what_others_rely_on(archive, capsys):
    code, told = asked(capsys, "fleet ferry")
    assert code == 0
    assert told["schema_version"] == 1
    assert (told["query"], told["understood"]) == ("fleet ferry", "fleet AND ferry")
    assert (told["mode"], told["total"], told["strict"]) == ("and", 1, 1)
    assert told["took_ms"] > 0
    assert told["did_you_mean"] is None
    (hit,) = told["hits"]
    assert (hit["slug"], hit["title"], hit["date"]) == ("night-ferry", "The Night Ferry", "2031-05")
    assert (hit["field"], hit["paragraph"]) == ("body", 2)
    assert hit["score"] > 0
    assert [hit["snippet"][a:b] for a, b in hit["matches"]] == ["fleet", "ferry"]


def test_outside_the_body_there_is_no_paragraph(archive, capsys):
    _, told = asked(capsys, '"sails again"')
    hit = told["hits"][0]
    assert (hit["field"], hit["paragraph"]) == ("takeaway", None)
    _, told = asked(capsys, "heading")
    assert (told["hits"][0]["field"], told["hits"][0]["paragraph"]) == ("body", None)


@pytest.mark.parametrize("limit", ["1", "2", "9"])
def test_the_limit_changes_mode_and_hits_and_not_the_total(archive, capsys, limit):
    _, told = asked(capsys, "quay charts", "--limit", limit)
    assert told["total"] == 2
    assert told["mode"] == ("and" if limit == "1" else "and+or")
    assert len(told["hits"]) == min(2, int(limit))
    assert [hit["loose"] for hit in told["hits"]] == [False, True][: int(limit)]


def test_another_word_is_offered_and_not_searched(archive, capsys):
    code, told = asked(capsys, "ferrry date:2031")
    assert (code, told["total"], told["hits"]) == (1, 0, [])
    assert told["did_you_mean"] == "ferry date:2031"
    _, told = asked(capsys, "ferrry:fleet")
    assert told["did_you_mean"] is None  # it was meant for a field
    main(["search", "ferrry"])
    assert "did you mean: ferry\n" in capsys.readouterr().err


def test_results_are_counted_and_narrowed(archive, capsys):
    assert main(["search", "*", "--facets"]) == 0
    assert capsys.readouterr().out == (
        "topic\tferries\t1\nauthor\tada-deniz\t1\nlang\ten\t2\nyear\t2031\t1\nmonth\t2031-05\t1\n"
    )
    _, told = asked(capsys, "*", "--only", "year=2031", "--facets")
    assert [hit["slug"] for hit in told["hits"]] == ["night-ferry"]
    assert told["facets"]["lang"] == [{"value": "en", "count": 1}]
    _, told = asked(capsys, "*")
    assert "facets" not in told


def test_an_author_is_found_by_slug_and_by_name(archive, capsys):
    (archive / "authors").mkdir()
    (archive / "authors" / "ada-deniz.yaml").write_text("name: A. M. Deniz-Kaya\n")
    for query in ("author:ada-deniz", "author:kaya", "ada-deniz", 'author:"A. M. Deniz-Kaya"'):
        assert asked(capsys, query)[1]["strict"] == 1, query
    _, told = asked(capsys, "author:kaya", "--facets")
    assert told["facets"]["author"] == [{"value": "A. M. Deniz-Kaya", "count": 1}]


QUERIES = ["ferry", "", "quay charts", "  ", "zzz", 'a "b', "has:notes", "", "date:>2030"]


def answers(out):
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_batch_answers_each_line_in_order(archive, capsys, tmp_path, ends, last):
    path = tmp_path / "queries.txt"
    path.write_bytes((ends.join(QUERIES) + (ends if last else "")).encode())
    assert main(["search", "--batch", str(path), "--json", "--limit", "1"]) == 0
    told = answers(capsys.readouterr().out)
    assert [answer["query"] for answer in told] == QUERIES
    assert [answer["total"] for answer in told] == [1, 0, 2, 0, 0, 0, 1, 0, 1]
    assert all(len(answer["hits"]) <= 1 for answer in told)
    assert all(answer["schema_version"] == 1 for answer in told)


def test_a_batch_comes_from_standard_input_whatever_its_bytes(archive, capsys, monkeypatch):
    data = b"\xef\xbb\xbfferry\nfer\xff\xfery\n\x00\x1b[31m\nquay\x0bcharts\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["search", "--batch", "-"]) == 0
    told = answers(capsys.readouterr().out)
    assert [answer["total"] for answer in told] == [1, 0, 0, 2]


def test_an_empty_batch_answers_nothing(archive, capsys, tmp_path):
    (tmp_path / "none").write_text("")
    assert main(["search", "--batch", str(tmp_path / "none"), "--json"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "what is to be found"),
        (["ferry", "--only", "colour=red"], "NAME one of topic"),
        (["ferry", "--only", "topic"], "NAME=VALUE"),
        (["ferry", "--batch", "x"], "either a query or --batch"),
        (["--batch", "missing.txt"], "missing.txt cannot be read"),
        (["--batch", "."], "cannot be read"),
    ],
)
def test_wrong_use_is_told(archive, capsys, words, told):
    assert main(["search", *words]) == 2
    assert told in capsys.readouterr().err
