"""Sources out of notes: the tables in notes/, and what no table shows."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.sources import parse_citations, resolve_notes

TABLES = [
    Path(__file__).with_name("notes") / name
    for name in ("citations.txt", "house.txt", "styles.txt")
]
FIELDS = ("title", "publisher", "url", "date", "accessed", "locator")


def paragraphs():
    for table in TABLES:
        yield from table.read_text(encoding="utf-8").split("\n\n")[1:]


def cases():
    for paragraph in paragraphs():
        note, *expected = paragraph.strip("\n").split("\n")
        if not note.startswith("#"):
            yield pytest.param(note, [line.removeprefix("= ") for line in expected], id=note[:60])


def told(citation):
    values = [getattr(citation, name) or "-" for name in FIELDS]
    return " | ".join(["; ".join(citation.authors) or "-", *values])


def test_the_table_is_long():
    assert len(list(cases())) > 600


@pytest.mark.parametrize(("note", "expected"), list(cases()))
def test_a_note_gives_its_sources_and_no_invented_field(note, expected):
    citations = parse_citations(note)
    if citations:
        assert [told(citation) for citation in citations] == expected
    else:
        (footnote,) = resolve_notes([(1, note, 1)])
        assert [footnote.kind] == expected


@pytest.mark.parametrize(("note", "expected"), list(cases()))
def test_each_field_stands_where_it_says(note, expected):
    for citation in parse_citations(note):
        places = {name: note[start:end] for name, start, end in citation.places}
        for name in ("title", "publisher", "locator"):
            if (value := getattr(citation, name)) is not None:
                assert " ".join(places[name].split()) == value
        if citation.url:
            assert citation.url.endswith(places["url"])
        for author in citation.authors:
            assert author in places["authors"]
        if citation.accessed:
            assert citation.accessed[2:4] in places["accessed"]


@pytest.mark.parametrize(
    "written", ["31.02.2031", "2031-13-01", "29.02.2031", "00.05.2031", "04/05/2031"]
)
def test_a_date_that_cannot_be_read_has_a_place_and_no_value(written):
    note = f"“A Title”, Herald, https://a.example/x, (Date of Access: {written})."
    (citation,) = parse_citations(note)
    assert citation.accessed is None
    assert ("accessed", note.index(written), note.index(written) + len(written)) in citation.places


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        ("(Date of Access: 26 March 2031)", "2031-03-26"),
        ("(Accessed on 26th of March, 2031)", "2031-03-26"),
        ("[Retrieved: 2031-03-26]", "2031-03-26"),
        ("last visited 3/26/31", "2031-03-26"),
        ("(Last accessed Mar. 26, 2031, 14:05)", "2031-03-26"),
        ("(Erişim Tarihi: 26 Ağustos 2031)", "2031-08-26"),
        ("(Erişim: 26.ŞUBAT.2031)", "2031-02-26"),
        ("(ERİŞİM TARİHİ: 26 ŞUBAT 2031)", "2031-02-26"),
        ("(дата обращения: 26 декабря 2031 года)", "2031-12-26"),
        ("(Letzter Zugriff: 26. März 2031)", "2031-03-26"),
        ("(Abruf am 26.3.2031)", "2031-03-26"),
        ("[consulté le 26 août 2031]", "2031-08-26"),
        ("(consultado el 26 de agosto de 2031)", "2031-08-26"),
        ("(consultato il 26 agosto 2031)", "2031-08-26"),
        ("(acesso em 26 fev. 2031)", "2031-02-26"),
        ("(访问日期: 2031年3月26日)", "2031-03-26"),
    ],
)
def test_dates_of_access_are_read_in_the_languages_of_notes(announced, expected):
    (citation,) = parse_citations(f"“A Title”, Herald, https://a.example/x, {announced}.")
    assert citation.accessed == expected
    assert citation.publisher == "Herald"


def test_a_note_may_run_over_several_lines():
    note = (
        "“A Title\nof Two Lines”, Channel\n  Herald, https://a.example/x, (Date of\n Access: "
        "02.05.2031)."
    )
    (citation,) = parse_citations(note)
    assert citation.title == "A Title of Two Lines"
    assert citation.publisher == "Channel Herald"
    assert citation.accessed == "2031-05-02"


def test_hidden_characters_are_taken_out_of_an_address():
    (citation,) = parse_citations("“A”, Herald, www.her\u200bald.example/\u202ex\u00ad1")
    assert citation.url == "https://www.herald.example/x1"


def test_decomposed_letters_read_as_composed_ones_and_keep_their_places():
    note = unicodedata.normalize(
        "NFD", "“Çağrı”, Kanal Postası, https://a.example/x, (Erişim Tarihi: 02.05.2031)."
    )
    (citation,) = parse_citations(note)
    assert citation.title == "Çağrı"
    assert citation.accessed == "2031-05-02"
    spans = {name: note[start:end] for name, start, end in citation.places}
    assert unicodedata.normalize("NFC", spans["title"]) == "Çağrı"
    assert spans["accessed"] == "02.05.2031"


WORDS = st.lists(
    st.sampled_from(
        [
            "Ports",
            "and",
            "İstanbul",
            "U.S.",
            "2031",
            "(2030)",
            "“",
            "”",
            '"',
            "«",
            "»",
            ",",
            ".",
            ";",
            ":",
            "//",
            "(",
            ")",
            "[",
            "https://a.example/x",
            "www.b.example",
            "Ibid.",
            "op. cit.",
            "a.g.e.",
            "Там же",
            "see",
            "Doe, J.",
            "Иванов И. И.",
            "p. 4",
            "№ 3",
            "note 2",
            "(Date of Access:",
            "02.05.2031",
            "’",
            "‘",
            "*",
            "_",
            "\n",
            "\u200b",
            "\x00",
            "é",
            "idem",
            "ve",
            "—",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.one_of(WORDS, st.text(max_size=200)))
def test_any_text_is_read_without_an_error_and_inside_its_own_bounds(text):
    (footnote,) = resolve_notes([(1, text, 1)])
    for citation in (*parse_citations(text), *footnote.own):
        for _, start, end in citation.places:
            assert 0 <= start < end <= len(text)
        assert citation.title != ""
        assert citation.publisher != ""


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        '"',
        ".",
        ",",
        ";",
        "(",
        " ",
        "a",
        "1",
        "“a”; ",
        "2031 ",
        "see ",
        "ibid. ",
        "age, ",
        "note 1 ",
        "https://a.example/x ",
        "//",
        "Иванов И. И. ",
        "Aa B. ",
        "p. 1, ",
        "a. ",
        "’",
        "op. cit.; ",
        "''",
        "Aa, ",
        "Aa/",
        "Aa and Bb, ",
        "London: Quay, ",
        "Berlin 2010, ",
        "May/June 2019, ",
        "(Aa: Bb, 2010) ",
        "М. : Н, 2010. ",
        "Date of Access: ",
        ", (Date of Access: 1.1.2020);",
        ". In: ",
        "[a](https://a.example/x) ",
    ],
)
def test_a_hostile_note_of_a_hundred_kilobytes_ends_soon(unit):
    notes = [
        (1, "“A”, Herald, https://a.example/x", 1),
        (2, unit * (100_000 // len(unit)), 2),
        (3, f"“A”{unit * (50_000 // len(unit))} x https://a.example (accessed 1 May 2031)", 3),
    ]
    begin = time.process_time()
    resolve_notes(notes)
    # A quadratic reading would take minutes; a slow machine takes some tenths of a second.
    assert time.process_time() - begin < 8
