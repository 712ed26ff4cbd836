"""BibTeX, RIS and CSL-JSON, read back by the programs that others wrote."""

from __future__ import annotations

import json
import re

import bibtexparser
import jsonschema
import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st
from pieces import PAGE, URL, piece, samples
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from briefing_tui.briefing import Author
from briefing_tui.export import Sources, distinct, to_bibtex, to_csl, to_ris, work_of_briefing
from briefing_tui.export.works import Name, Work, remark_of, volume_and_issue, with_own_keys
from briefing_tui.text import one_line

BOOK = "Graham Stone, Destined for Sea (Boston: Harbour Press, 2017), pp. 45-47."
ARTICLE = "Jane Doe, “Ports,” Journal of Harbours 12, no. 3 (2030): 45–60."
CHAPTER = "Doe, Jane. “Ports,” in Big Book, ed. Ali Kaya (London: Quay, 2019), 12–30."
TREATY = "Treaty of Harbour Cooperation, 19 January 1960, art. 5."

# Any text of a file; what a terminal would obey is made visible before it gets here.
anything = st.text(max_size=60).map(one_line)
nasty = st.text(st.sampled_from("aÖı İ{}\\$&#%_^~\"'`-,<>[]()@=;:?!"), max_size=24).map(one_line)
texts = anything | nasty


def works(*notes: str) -> tuple[Work, ...]:
    return distinct(Sources(piece(*notes)).listed())


def cited(note: str) -> Work:
    briefing = piece(note)
    (work,) = Sources(briefing).of(briefing.footnotes[0])
    return work


def test_a_source_has_the_date_of_access_that_the_first_of_its_notes_tells():
    (work,) = works(f"“A”, B, {URL}.", f"“A”, B, {URL}, (Date of Access: 02.05.2031).", "Ibid.")
    assert work.accessed == "2031-05-02"
    later = PAGE.replace("02.05", "03.06")
    (work,) = works(PAGE, later)
    assert work.accessed == "2031-05-02"


# --- BibTeX


def latex_reader() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    # LaTeX's own commands for single signs, of which the reader knows other ones.
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, sign) for name, sign in signs.items()]
    context.add_context_category("signs", prepend=True, macros=macros)
    return LatexNodes2Text(
        latex_context=context, math_mode="verbatim", strict_latex_spaces=True, keep_comments=True
    )


READ = latex_reader().latex_to_text


def read_bibtex(text: str) -> dict[str, str]:
    """Read an entry with two readers, which must agree."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks, text
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    strict = parse_string(text, "bibtex").entries[entry.key]
    assert strict.type == entry.entry_type
    for name, value in strict.fields.items():
        if name != "month":
            assert " ".join(value.split()) == " ".join(str(fields[name]).split())
    return fields


def test_a_page_in_bibtex():
    assert re.sub(r"[0-9a-f]{8},", "…,", to_bibtex([cited(PAGE)]), count=1) == (
        "@misc{herald-example-…,\n"
        "  title = {{Ministers Agree Date}},\n"
        "  howpublished = {Channel Herald},\n"
        f"  url = {{{URL}}},\n"
        "  urldate = {2031-05-02},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("note", "kind", "fields"),
    [
        (
            "“A Date”, Herald, 3 May 2031.",
            "article",
            {"journal": "Herald", "year": "2031", "month": "May", "day": "3"},
        ),
        (
            ARTICLE,
            "article",
            {"author": "{Jane Doe}", "pages": "45--60", "volume": "12", "number": "3"},
        ),
        (
            BOOK,
            "book",
            {"publisher": "Harbour Press", "address": "Boston", "year": "2017", "pages": "45--47"},
        ),
        (
            CHAPTER,
            "incollection",
            {"booktitle": "{Big Book, ed. Ali Kaya}", "author": "Doe, Jane", "publisher": "Quay"},
        ),
        ("“A Date”, Herald, 2031.", "misc", {"howpublished": "Herald", "year": "2031"}),
        ("“A Date”, Herald.", "misc", {"howpublished": "Herald"}),
        ("“A Date”, Herald, no. 3, 2031.", "article", {"journal": "Herald", "number": "3"}),
        (TREATY, "misc", {"note": TREATY}),
        (f"“Treaty”, 1960, art. 5, {URL}", "misc", {"note": "art. 5", "year": "1960"}),
    ],
)
def test_kinds_of_sources_in_bibtex(note, kind, fields):
    text = to_bibtex([cited(note)])
    assert text.startswith(f"@{kind}{{")
    read_bibtex(text)
    (entry,) = parse_string(text, "bibtex").entries.values()
    told = dict(entry.fields)
    if entry.persons:
        told["author"] = " and ".join(map(str, entry.persons["author"]))
    assert {name: told[name] for name in fields} == fields


@pytest.mark.parametrize(
    ("further", "told"),
    [
        ("12, no. 3", ("12", "3")),
        ("12", ("12", "")),
        ("vol. 12", ("12", "")),
        ("Vol. 12, No. 3-4", ("12", "3-4")),
        ("12(3)", ("12", "3")),
        ("12 (no. 3)", ("12", "3")),
        ("5/2", ("5", "2")),
        ("12.3", ("12", "3")),
        ("Cilt 5, Sayı 2", ("5", "2")),
        ("т. 4, № 1", ("4", "1")),
        ("Bd. 7, Heft 2", ("7", "2")),
        ("no. 3", ("", "3")),
        ("№ 3", ("", "3")),
        ("2031", ("", "")),
        ("2031, no. 3", ("", "")),
        ("87 Port Reg. 62186", ("", "")),
        ("12, supplement", ("", "")),
        ("", ("", "")),
    ],
)
def test_volume_and_issue_are_told_where_nothing_else_is(further, told):
    work = Work("journal", "k", further=further)
    assert volume_and_issue(work) == told
    assert remark_of(work) == ("" if any(told) else further)
    assert volume_and_issue(Work("book", "k", further=further)) == ("", "")


@given(texts)
@example("Ports & Power: 100% _x_ {a} } { ~^ $5 #1 \\ back")
@example("\\AT & {B}")
@example("a -- b --- c ``q'' ?` <<x>> ,,y''")
@example("@article{x, title = {y}}")
@example("}")
def test_any_title_and_publisher_are_read_back_from_bibtex(text):
    work = Work("page", "key", title=text, publisher=text, words=text)
    fields = read_bibtex(to_bibtex([work]))
    for name in ("title", "howpublished", "note") if text else ():
        assert READ(fields[name]).strip() == text, name
    if text:
        # A style that lowers capitals finds none outside of braces.
        assert fields["title"].startswith("{")
        assert fields["title"].endswith("}")


@given(st.lists(texts.filter(bool), min_size=1, max_size=4))
@example(["Trade and Industry Desk", "Doe, Jane", "van der Berg", "and"])
def test_names_stay_whole_in_bibtex(names):
    work = Work("page", "key", names=tuple(map(Name, names)))
    (entry,) = parse_string(to_bibtex([work]), "bibtex").entries.values()
    persons = entry.persons["author"]
    assert [READ(str(person)).strip() for person in persons] == names
    assert all(not person.first_names for person in persons)


@given(texts.filter(bool), texts.filter(bool))
@example("García and Sons, Ltd", "Ana")
@example("O’Neil", "Mary, Ann")
def test_family_and_given_names_are_told_apart_in_bibtex(family, given_name):
    work = Work("page", "key", names=(Name(f"{given_name} {family}", family, given_name),))
    (entry,) = parse_string(to_bibtex([work]), "bibtex").entries.values()
    (person,) = entry.persons["author"]

    def joined(*parts):
        return READ(" ".join(word for part in parts for word in part)).strip()

    assert joined(person.prelast_names, person.last_names) == family
    assert joined(person.first_names, person.middle_names) == given_name


def test_addresses_stand_verbatim_in_bibtex():
    url = "https://a.example/x_y%20z?a=1&b={c}#d~e"
    fields = read_bibtex(to_bibtex([Work("page", "key", url=url)]))
    assert fields["url"] == "https://a.example/x_y%20z?a=1&b=%7Bc%7D#d~e"


def test_keys_are_unique_ascii_and_the_same_every_time():
    notes = (PAGE, BOOK, ARTICLE, TREATY, "«Порты», Вестник.", "«Реки», Вестник.")
    keys = [work.key for work in with_own_keys(works(*notes))]
    assert keys == [work.key for work in with_own_keys(works(*notes))]
    assert len({key.lower() for key in keys}) == len(notes)
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)
    alone = [work.key for note in notes for work in works(note)]
    assert alone == keys
    twice = with_own_keys([Work("page", "k"), Work("page", "K"), Work("page", "k")])
    assert [work.key for work in twice] == ["k", "K-2", "k-3"]


def test_a_slug_in_another_script_has_a_key_in_ascii():
    assert re.fullmatch("briefing-[0-9a-f]{8}", work_of_briefing(piece(slug="порты"), []).key)
    assert work_of_briefing(piece(slug="iki-liman"), []).key == "iki-liman"


# --- RIS


def test_a_page_in_ris_has_the_lines_of_the_format():
    text = to_ris([cited(PAGE)])
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert lines[0] == "TY  - ELEC"
    assert lines[-1] == "ER  - "
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert lines[2:-1] == [
        "TI  - Ministers Agree Date",
        "T2  - Channel Herald",
        f"UR  - {URL}",
        "Y2  - 2031/05/02/",
    ]


@pytest.mark.parametrize(
    ("note", "kind", "fields"),
    [
        ("“A Date”, Herald, May 2031.", "GEN", {"date": "2031/05//", "year": "2031"}),
        ("“A Date”, Herald.", "GEN", {"publisher": "Herald"}),
        (f"“A Date”, Herald, {URL}", "ELEC", {"secondary_title": "Herald"}),
        ("“A Date”, Herald, May 2031, p. 5.", "JOUR", {"start_page": "5"}),
        ("Иванов И. Порты // Вестник, 2030.", "JOUR", {"secondary_title": "Вестник"}),
        ("“A Date”, Herald, 3 May 2031.", "NEWS", {"date": "2031/05/03/"}),
        (ARTICLE, "JOUR", {"start_page": "45", "end_page": "60", "authors": ["Jane Doe"]}),
        (ARTICLE, "JOUR", {"volume": "12", "number": "3", "notes": None}),
        (BOOK, "BOOK", {"publisher": "Harbour Press", "place_published": "Boston"}),
        (CHAPTER, "CHAP", {"secondary_title": "Big Book, ed. Ali Kaya", "authors": ["Doe, Jane"]}),
        (TREATY, "GEN", {"notes": [TREATY]}),
        (f"“Treaty”, 1960, art. 5, {URL}", "ELEC", {"section": "art. 5"}),
    ],
)
def test_kinds_of_sources_in_ris(note, kind, fields):
    (record,) = rispy.loads(to_ris([cited(note)]))
    assert record["type_of_reference"] == kind
    assert {name: record.get(name) for name in fields} == fields


@given(texts, texts, texts)
@example("TY  - BOOK", "ER  -", "x")
def test_any_text_is_read_back_from_ris(title, publisher, author):
    names = (Name(author),) if author else ()
    two = [
        Work("page", "one", title=title, publisher=publisher, names=names),
        Work("book", "two", title=title, publisher=publisher, names=names),
    ]
    page, book = rispy.loads(to_ris(two))
    assert page.get("title", "") == book.get("title", "") == title
    assert page.get("secondary_title", "") == book.get("publisher", "") == publisher
    assert page.get("authors", []) == ([author] if author else [])
    assert (page["id"], book["id"]) == ("one", "two")


# --- CSL-JSON

# Written from the specification (CSL 1.0.2, appendices III and IV), as far as our items go.
NAME = {
    "type": "object",
    "oneOf": [{"required": ["literal"]}, {"required": ["family", "given"]}],
    "properties": {
        part: {"type": "string", "minLength": 1} for part in ("family", "given", "literal")
    },
    "additionalProperties": False,
}
DATE = {
    "type": "object",
    "oneOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "prefixItems": [
                    {"type": "integer"},
                    {"type": "integer", "minimum": 1, "maximum": 12},
                    {"type": "integer", "minimum": 1, "maximum": 31},
                ],
            },
        },
        "literal": {"type": "string", "minLength": 1},
    },
    "additionalProperties": False,
}
STANDARD = (
    "title container-title volume issue publisher publisher-place page section URL genre language "
    "note"
).split()
TYPES = "article-journal article-newspaper book chapter document report webpage".split()
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "type": {"enum": TYPES},
            "author": {"type": "array", "minItems": 1, "items": NAME},
            "issued": DATE,
            "accessed": DATE,
            **{name: {"type": "string", "minLength": 1} for name in STANDARD},
        },
        "additionalProperties": False,
    },
}


def checked(items: list[dict]) -> list[dict]:
    items = json.loads(json.dumps(items))
    jsonschema.validate(items, SCHEMA)
    assert len({item["id"] for item in items}) == len(items)
    return items


def test_sources_in_csl_json():
    items = checked(to_csl([cited(note) for note in (PAGE, BOOK, ARTICLE, CHAPTER, TREATY)]))
    assert [item["type"] for item in items] == [
        "webpage", "book", "article-journal", "chapter", "document",
    ]  # fmt: skip
    page, book, article, chapter, treaty = items
    assert page["accessed"] == {"date-parts": [[2031, 5, 2]]}
    assert page["container-title"] == "Channel Herald"
    assert book["publisher-place"] == "Boston"
    assert (article["page"], article["volume"], article["issue"]) == ("45–60", "12", "3")
    assert "note" not in article
    assert chapter["author"] == [{"family": "Doe", "given": "Jane"}]
    assert treaty["note"] == TREATY
    assert "title" not in treaty


def test_a_briefing_in_csl_json():
    briefing = piece(kind="Analysis", date="2031-05", lang="en")
    authors = [Author("d", "Derya Örnek", family="Örnek"), Author("k", "Quay Desk")]
    (item,) = checked(to_csl([work_of_briefing(briefing, authors)]))
    assert item == {
        "id": "piece",
        "type": "report",
        "title": "A Piece",
        "author": [{"family": "Örnek", "given": "Derya"}, {"literal": "Quay Desk"}],
        "issued": {"date-parts": [[2031, 5]]},
        "genre": "Analysis",
        "language": "en",
    }


@given(texts, texts, texts)
def test_any_text_stands_in_csl_json(title, publisher, author):
    names = (Name(author),) if author else ()
    work = Work("page", "key", title=title, publisher=publisher, names=names, date="2031-05-03")
    (item,) = checked(to_csl([work]))
    assert item.get("title", "") == title
    assert item.get("container-title", "") == publisher
    assert item.get("author", []) == ([{"literal": author}] if author else [])


# --- the samples


def test_the_bibliographies_of_the_samples_are_read_by_others():
    listed = [each for briefing in samples() for each in Sources(briefing).listed()]
    cited_works = distinct(listed)
    assert len(cited_works) > 40
    assert len(checked(to_csl(cited_works))) == len(cited_works)
    records = rispy.loads(to_ris(cited_works))
    entries = parse_string(to_bibtex(cited_works), "bibtex").entries
    assert len(records) == len(entries) == len(cited_works)
    for work, record in zip(cited_works, records, strict=True):
        assert record.get("title", "") == work.title
        assert record.get("urls", [""])[0] == work.url
        assert READ(entries[work.key].fields.get("title", "")) == work.title
