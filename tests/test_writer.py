"""What the writer writes is what a person would have written, and reads back as the same text."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.briefing import Author
from briefing_tui.yamlfile.writer import dump, dump_author


def read(text):
    """Load with a stock YAML reader, every scalar as text."""
    return yaml.load(text.encode(), Loader=yaml.CBaseLoader)


def test_a_briefing_reads_as_if_written_by_hand():
    written = dump(
        {
            "body": "Boats left at dawn.[1]\n\nThey came back: late.\n",
            "footnotes": [
                (1, "“Boats: A Count”, Harbour Gazette, https://h.example/a, s. 3."),
                (2, "Ibid."),
            ],
            "x-mood": "calm",
            "title": "Boats: Two Tides",
            "takeaways": ["The fleet grew.", "Costs: up by a third.", "- is no bullet"],
            "authors": ["derya-ornek", "asia-desk"],
            "also_in": ["tr", "ru"],
            "lang": "en",
            "date": "2031-05-14",
            "kind": "Analysis",
        }
    )
    assert written == (
        'title: "Boats: Two Tides"\n'
        "kind: Analysis\n"
        "date: 2031-05-14\n"
        "lang: en\n"
        "also_in: [tr, ru]\n"
        "authors: [derya-ornek, asia-desk]\n"
        "takeaways:\n"
        "  - The fleet grew.\n"
        '  - "Costs: up by a third."\n'
        '  - "- is no bullet"\n'
        "body: |\n"
        "  Boats left at dawn.[1]\n"
        "\n"
        "  They came back: late.\n"
        "footnotes: |\n"
        "  [1] “Boats: A Count”, Harbour Gazette, https://h.example/a, s. 3.\n"
        "  [2] Ibid.\n"
        "x-mood: calm\n"
    )


def test_an_author_has_the_profiles_order_and_a_block_for_the_biography():
    written = dump_author(
        Author(
            slug="derya-ornek",
            name="Derya Örnek",
            links=("https://d.example/",),
            bio="Derya Örnek studied tides.\n\nShe rows.",
            languages=("tr", "en"),
        )
    )
    assert written == (
        "name: Derya Örnek\n"
        "bio: |-\n"
        "  Derya Örnek studied tides.\n"
        "\n"
        "  She rows.\n"
        "languages: [tr, en]\n"
        "links:\n"
        "  - https://d.example/\n"
    )


def test_inline_authors_stand_under_a_dash():
    written = dump({"authors": [Author(slug="a", name="A. Örnek", bio="Rows: daily."), "b"]})
    assert written == ("authors:\n  - name: A. Örnek\n    bio: |-\n      Rows: daily.\n  - b\n")
    assert read(written) == {"authors": [{"name": "A. Örnek", "bio": "Rows: daily."}, "b"]}


def test_what_is_empty_is_left_out_but_no_related_pieces_is_said():
    written = dump({"title": "T", "date": "", "authors": [], "related": [], "takeaways": ()})
    assert written == 'title: "T"\nrelated: []\n'
    assert dump({"related": None}) == ""


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "null", "~", "12:30", "1_000", "0x1F", "3.14", "- item", "? key", ": value",
        "a: b", "a #b", "#tag", "&anchor", "*alias", "!tag", "%dir", "@at", "`tick`", "[1]", "{a}",
        "'q'", '"q"', "---", "...", " lead", "trail ", "a:", "a\tb", "a\u2028b", "a\x85b",
        "\x1b[0m", "a\rb", "<<", "=", "|", ">", "a,b", "\ufeffx", "C:\\path", "x\u00a0y",
        "a:\u00a0b", "2031", "İstanbul’da", "Ещё раз", "中文：标题", "https://a.example/#b",
        "1e3", "-", "?", "e\u0301",
    ],
)  # fmt: skip
def test_every_trap_reads_back_wherever_it_stands(text):
    fields = {
        "title": text,
        "kind": text,
        "authors": [text],
        "takeaways": [text, text],
        "body": text,
        "x-nested": {text: [text, {"k": text}]},
    }
    written = dump(fields)
    assert read(written) == fields
    assert not set("\u2028\x85\x1b\r\ufeff") & set(written)


@pytest.mark.parametrize("value", ["no", "12:30", "0x1F", "~", "1e3", "null", "2031-05-14 10:00"])
def test_a_reader_that_guesses_types_gets_a_text_too(value):
    assert yaml.safe_load(dump({"kind": value})) == {"kind": value}


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ("one\n", "body: |\n"),
        ("one", "body: |-\n"),
        ("one\n\n\n", "body: |+\n"),
        ("    code first\n\nthen words\n", "body: |2\n"),
        ("\n  code after a blank line", "body: |2-\n"),
        ("trailing \nspace", 'body: "\\\n'),
        ("tab\there", 'body: "tab'),
        ("\n\n", 'body: "\\\n'),
    ],
)
def test_a_body_is_a_block_unless_a_block_cannot_hold_it(body, header):
    written = dump({"body": body, "kind": "x"})
    assert header in written
    assert read(written) == {"body": body, "kind": "x"}


def test_a_quoted_body_still_has_a_line_for_each_line():
    written = dump({"body": "first \n\n  second\n"})
    assert written == 'body: "\\\n  first \\n\\\n  \\n\\\n  \\  second\\n"\n'
    assert read(written) == {"body": "first \n\n  second\n"}


def test_notes_that_lines_cannot_hold_become_a_mapping():
    written = dump({"footnotes": [(1, "Plain."), (2, "Two\n[1] lines")]})
    assert written == "footnotes:\n  1: Plain.\n  2: |-\n    Two\n    [1] lines\n"
    assert read(written) == {"footnotes": {"1": "Plain.", "2": "Two\n[1] lines"}}


def test_notes_with_one_number_twice_stay_lines():
    assert read(dump({"footnotes": [(1, "A"), (1, "B\tC")]})) == {"footnotes": "[1] A\n[1] B\tC\n"}


def test_a_note_without_words_keeps_its_number():
    assert dump({"footnotes": [(1, ""), (2, "B")]}) == "footnotes: |\n  [1]\n  [2] B\n"


def test_corrections_of_sources_are_nested():
    written = dump({"sources": {4: {"same_as": 2}, 5: {"title": "No: yes"}}})
    assert written == 'sources:\n  4:\n    same_as: 2\n  5:\n    title: "No: yes"\n'


def test_a_very_long_key_is_still_a_key():
    fields = {"x-" + "k" * 3000: ["a"], "x-b": "c"}
    assert read(dump(fields)) == fields


def test_a_lone_surrogate_is_refused():
    with pytest.raises(ValueError, match="U\\+D83D"):
        dump({"title": "\ud83d"})


# Characters that have meant something to YAML, and any other that UTF-8 can hold.
character = st.one_of(
    st.sampled_from("ab .:#-?[]{},&*!|>'\"%@`~\\\n\r\t\x00\x1b\x85\u00a0\u2028\ufeff1İıё字"),
    st.characters(exclude_categories=["Cs"]),
)
text = st.text(character, max_size=40)
key = st.text(character, min_size=1, max_size=20)
value = st.recursive(
    text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(key, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=250)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": text,
            "kind": text,
            "authors": st.lists(
                text | st.dictionaries(key, value, min_size=1, max_size=3), max_size=3
            ),
            "takeaways": st.lists(text, max_size=4),
            "topics": st.lists(text, max_size=4),
            "body": text,
            "related": st.lists(text, max_size=2),
        },
    ),
    st.dictionaries(key.map(lambda name: "x-" + name), value, max_size=3),
)
def test_any_text_reads_back_as_it_was(known, other):
    fields = known | other
    kept = {name: value for name, value in fields.items() if value or name == "related"}
    assert (read(dump(fields)) or {}) == kept


@settings(deadline=None, max_examples=150)
@given(st.lists(text, min_size=1, max_size=5))
def test_any_notes_read_back_by_their_numbers(texts):
    notes = list(enumerate(texts, 1))
    read_back = read(dump({"footnotes": notes}))["footnotes"]
    if isinstance(read_back, str):
        lines = read_back.removesuffix("\n").split("\n")
        pairs = [re.fullmatch(r"(?s)\[(\d+)\](?: (.*))?", line).groups("") for line in lines]
        assert [(int(number), words) for number, words in pairs] == notes
    else:
        assert read_back == {str(number): words for number, words in notes}


@settings(deadline=None, max_examples=100)
@given(name=text, bio=text, links=st.lists(text, max_size=3))
def test_any_profile_reads_back(name, bio, links):
    written = dump_author(Author(slug="s", name=name, bio=bio, links=tuple(links)))
    expected = {"name": name, "bio": bio, "links": links}
    assert (read(written) or {}) == {field: value for field, value in expected.items() if value}
