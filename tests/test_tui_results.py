"""What the finder tells: how a query was read, the order of results, and that of languages."""

from __future__ import annotations

import pytest

from briefing_tui.archive import Archive
from briefing_tui.tui.results import Known, status_content
from briefing_tui.tui.search import Search
from briefing_tui.tui.versions import following
from briefing_tui.tui.wording import masthead

PIECE = "title: {0}\ndate: 20{1}-01-01\nlang: en\nbody: |\n  {2}\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    for slug, title, year, words in [
        ("one", "Ferry and Quay", 31, "The harbour was signed over in 2024."),
        ("two", "Quay", 32, "A harbour is no quay, and the ferry does not come."),
        ("three", "Salt", 33, "Salt is carried over the harbour."),
    ]:
        (folder / f"{slug}.yaml").write_text(PIECE.format(title, year, words))
    with Archive.open(folder, cache=tmp_path_factory.mktemp("cache")) as archive:
        archive.refresh()
        yield archive


def told(archive, query):
    known = Known()
    known.take_in(archive.list())
    results = archive.search(query, filters={"unread": frozenset(["one", "three"])})
    return status_content(Search(query), results, known, None, take="", faults="").plain


@pytest.mark.parametrize(
    "query",
    [
        "ferry", "Ferry QUAY", "ferry, quay", "signed 2024", "ferry AND quay", "-salt ferry",
        "salt OR ferry", "title:quay", "“harbour was”", "lang:en", "is:unread", "2031..2032",
    ],
)  # fmt: skip
def test_a_query_that_was_read_as_it_was_typed_is_not_told_again(archive, query):
    assert "searched as" not in told(archive, query)


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("the ferry and the quay", "ferry AND quay"),
        ("ferry OR salt harbour", "(ferry OR salt) AND harbour"),
        ("after:2031 ferry", "date:>2031 AND ferry"),
        ("ferry~", "ferry~1"),
    ],
)
def test_a_query_that_was_read_otherwise_is_told(archive, query, read):
    assert f"searched as {read}" in told(archive, query)


@pytest.mark.parametrize("query", ["lang:en", "is:unread", "2031..2032", "has:date -salt"])
def test_what_has_no_best_is_the_newest_first(archive, query):
    assert ", newest first" in told(archive, query)


def test_what_has_a_best_is_the_best_first(archive):
    assert ", best first" in told(archive, "quay")


def test_languages_have_one_order_everywhere(tmp_path):
    piece = "title: Quay\nlang: {}\nbody: |\n  Words.\n"
    (tmp_path / "quay.yaml").write_text(piece.format("ru") + "also_in: [de, uk]\n")
    for lang in ("tr", "en"):
        text = piece.format(lang) + "translation_of: quay\n"
        (tmp_path / f"quay-{lang}.yaml").write_text(text)
    with Archive.open(tmp_path, cache=tmp_path / "cache") as archive:
        archive.refresh()
        known = Known()
        known.take_in(archive.list())
        readings = [archive.reading(slug) for slug in ("quay", "quay-en", "quay-tr")]
        row = known.paint(archive.entry("quay"), 80, False)
    assert row[1][1][0].endswith("ru de en tr uk")
    assert "ru de en tr uk" in masthead(readings[0])[1][0]
    assert "ru en tr" in masthead(readings[2])[1][0]
    assert [following(reading, reading.briefing.slug) for reading in readings] == [
        "quay-en", "quay-tr", "quay",
    ]  # fmt: skip
