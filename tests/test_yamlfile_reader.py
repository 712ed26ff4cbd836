"""The format, read: every field in each of the forms it may take."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.briefing import Author, Footnote
from briefing_tui.yamlfile import dump, dump_author, read_author, read_briefing

WHOLE = """\
# yaml-language-server: $schema=briefing.schema.json
title: "Two Ports, One Channel: What Changes"
kind: Analysis
date: 2031-05-14                # the day of the signing
lang: en
translation_of: iki-liman
also_in: [tr, zh-hans]
authors:
  - derya-ornek
  - name: Ivo Marlen
    role: Analyst
    bio: |
      Ivo Marlen counts ships.
      He lives by the channel.

      He has a boat.
    languages: [German, Turkish]
topics: [ports, patrols]
regions: north
takeaways:
  - Patrols have grown.
  - "Costs: up."
related: []
x-desk: 4
body: |
  Boats left at dawn.[1] They came
  back late.[2]

  ## After

  - one[^1]
footnotes: |
  [1] “Boats: A Count”, Harbour Gazette,
      https://h.example/a, (Date of Access: 02.05.2031).

  [2] Ibid.
"""


def read(text):
    return read_briefing(text.encode(), "2031/ports.yaml", "ports")


def with_notes(value):
    space = "" if value.startswith("\n") else " "
    head = "title: A\nbody: |\n  Boats [1] left [2].\nfootnotes:"
    briefing, problems = read(f"{head}{space}{value}\n")
    codes = [p.code for p in problems if not p.code.startswith("missing-")]
    return [(note.number, note.text, note.line) for note in briefing.footnotes], codes


def test_a_whole_briefing_is_read_without_a_fault():
    briefing, problems = read(WHOLE)
    assert problems == briefing.problems == ()
    assert briefing.title == "Two Ports, One Channel: What Changes"
    assert (briefing.slug, briefing.path) == ("ports", "2031/ports.yaml")
    assert (briefing.kind, briefing.date, briefing.lang) == ("Analysis", "2031-05-14", "en")
    assert (briefing.translation_of, briefing.also_in) == ("iki-liman", ("tr", "zh-Hans"))
    assert briefing.authors == (
        "derya-ornek",
        Author(
            "ivo-marlen",
            "Ivo Marlen",
            role="Analyst",
            bio="Ivo Marlen counts ships. He lives by the channel.\n\nHe has a boat.",
            languages=("German", "Turkish"),
        ),
    )
    assert (briefing.topics, briefing.regions) == (("ports", "patrols"), ("north",))
    assert briefing.takeaways == ("Patrols have grown.", "Costs: up.")
    assert briefing.related == ()
    assert briefing.extra == (("x-desk", "4"),)
    assert [(b.kind, b.text) for b in briefing.blocks] == [
        ("paragraph", "Boats left at dawn.[1] They came back late.[2]"),
        ("heading", "After"),
        ("item", "one[1]"),
    ]
    assert [(note.number, note.line) for note in briefing.footnotes] == [(1, 33), (2, 36)]
    assert briefing.footnotes[0].text == (
        "“Boats: A Count”, Harbour Gazette, https://h.example/a, (Date of Access: 02.05.2031)."
    )


@pytest.mark.parametrize(
    "word", ["no", "true", "12:30", "1e3", "0o17", "2024-02-31", "null", "=", "<<", ".inf", "1_000"]
)
def test_every_value_is_text(word):
    briefing, _ = read(f"title: {word}\nkind: {word}\nbody: {word}\n")
    assert (briefing.title, briefing.kind, briefing.body) == (word, word, word)


def test_norway_has_a_language():
    assert read("title: A\nlang: no\nbody: x\n")[0].lang == "no"


def test_a_field_left_empty_is_absent():
    briefing, _ = read("title: A\nbody: x\ndate:\nlang: ~\nrelated:\ntopics:\nkind: ''\n")
    assert (briefing.date, briefing.lang, briefing.related) == ("", "", None)
    assert (briefing.topics, briefing.kind) == ((), "")


@pytest.mark.parametrize("date", ["2031", "2031-05", "2031-05-14", "2024-02-29"])
def test_a_date_may_be_less_than_a_day(date):
    assert read(f"title: A\ndate: {date}\nbody: x\n")[0].date == date


@pytest.mark.parametrize(
    ("written", "lang"),
    [("EN", "en"), ("pt-br", "pt-BR"), ("zh-HANS-cn", "zh-Hans-CN"), ("es-419", "es-419")],
)
def test_a_language_is_written_as_bcp_47_recommends(written, lang):
    briefing, problems = read(f"title: A\nlang: {written}\nbody: x\n")
    assert briefing.lang == lang
    assert "bad-lang" not in {problem.code for problem in problems}


def test_a_fault_in_one_field_leaves_the_others():
    briefing, problems = read("title: A\ndate: soon\nlang: Klingon\nkind: B\nbody: x\n")
    assert (briefing.title, briefing.kind, briefing.date, briefing.lang) == ("A", "B", "", "")
    assert {p.code for p in problems if p.severity == "error"} == {"bad-date", "bad-lang"}


@pytest.mark.parametrize(
    ("written", "takeaways"),
    [
        ("One thing, and another.", ("One thing, and another.",)),
        ("|\n  - One.\n  - Two.", ("One.", "Two.")),
        ("|\n  One,\n  still.\n\n  Two.", ("One, still.", "Two.")),
        ("\n- One\n- 'Two'\n-\n- three\n  more", ("One", "Two", "three more")),
        ("[One, Two]", ("One", "Two")),
    ],
)
def test_takeaways_may_be_written_in_several_ways(written, takeaways):
    assert read(f"title: A\ntakeaways: {written}\nbody: x\n")[0].takeaways == takeaways


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("derya-ornek", ("derya-ornek",)),
        ("a, b", ("a", "b")),
        ("[örnek-derya, 上海]", ("örnek-derya", "上海")),
        ("{name: Derya Örnek}", (Author("derya-ornek", "Derya Örnek"),)),
        ("[Derya Örnek]", (Author("derya-ornek", "Derya Örnek"),)),
        ("[{role: Analyst}]", ()),
    ],
)
def test_authors_are_slugs_or_people(written, authors):
    assert read(f"title: A\nauthors: {written}\nbody: x\n")[0].authors == authors


# --- notes


def test_notes_in_a_block():
    notes, codes = with_notes("|\n  [1] One: “x”, p. 3.\n  [2] Two\n    goes on\n\n    and on.")
    assert notes == [(1, "One: “x”, p. 3.", 5), (2, "Two goes on and on.", 6)]
    assert codes == []


@pytest.mark.parametrize(
    "value",
    [
        "|\n  [^1]: One.\n  [^2]: Two.",
        "|\n  1. One.\n  2. Two.",
        "|\n  1) One.\n\n  2) Two.",
        "{1: One., 2: Two.}",
        "\n  1: One.\n  2: |\n    Two.",
        '\n  "[1]": One.\n  ^2: Two.',
        "\n- One.\n- Two.",
        "\n- '[1] One.'\n- '[2] Two.'",
        '"[1] One.\\n[2] Two."',
    ],
)
def test_notes_in_other_forms(value):
    notes, codes = with_notes(value)
    assert [note[:2] for note in notes] == [(1, "One."), (2, "Two.")]
    assert codes == []


def test_a_line_of_a_note_may_begin_with_a_number():
    notes, _ = with_notes("|\n  [1] Seen on\n  12. May, in\n  1914. Really.\n  [2] Two.")
    assert [note[1] for note in notes] == ["Seen on 12. May, in 1914. Really.", "Two."]


def test_a_notes_words_and_spaces_stay_as_they_are():
    notes, _ = with_notes("|\n  [1] A  b\u00a0c [2] d: “e”.\n  [2] x")
    assert notes[0][1] == "A  b\u00a0c [2] d: “e”."


def test_text_before_the_first_note_is_told_and_kept():
    briefing, problems = read("title: A\nbody: |\n  x[1]\nfootnotes: |\n  Sources\n  [1] One.\n")
    assert briefing.extra == (("footnotes", "Sources"),)
    assert "text-before-notes" in {problem.code for problem in problems}


def test_notes_that_a_folded_block_would_run_together_are_kept_apart():
    notes, codes = with_notes(">\n  [1] One.\n  [2] Two.")
    assert [note[1] for note in notes] == ["One.", "Two."]
    assert codes == ["lines-joined"]


def test_a_correction_reaches_the_sources(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "briefing_tui.sources.resolve_notes",
        lambda notes, corrections: (
            seen.append((list(notes), dict(corrections)))
            or tuple(Footnote(number, text) for number, text, _ in notes)
        ),
    )
    read(
        "title: A\nbody: x[1][2]\nfootnotes: {1: One., 2: Two.}\n"
        "sources:\n  2: {same_as: 1}\n  1:\n    title: Other\n    colour: red\n"
    )
    assert seen == [
        ([(1, "One.", 3), (2, "Two.", 3)], {2: {"same_as": "1"}, 1: {"title": "Other"}})
    ]


# --- bodies and their places


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("|\n  One.\n\n  Two[7].", 5, 6),
        ("|+2\n    code\n\n  Two[7].", 5, 6),
        ("|  # as typed\n\n      Two[7].", 4, 10),
        ("One[7].", 2, 10),
        ("'One[7].'", 2, 11),
        ('"One[7]."', 2, 11),
        ("One\n    two[7].", 3, 8),
        ("\n  One\n  two[7].", 4, 6),
        (">-\n  One\n  two[7].", 4, 6),
        ("|\n  > quoted\n  > *more*[7]", 4, 11),
    ],
)
def test_a_mark_is_told_where_it_stands_in_the_file(written, line, column):
    text = f"title: A\nbody: {written}\n"
    _, problems = read(text)
    (found,) = [problem for problem in problems if problem.code == "mark-without-note"]
    assert (found.line, found.column) == (line, column)
    assert text.split("\n")[line - 1][column - 1 :].startswith("[7]")


@pytest.mark.parametrize(
    "written",
    [">\n  One\n  two.\n\n  Three.", "One\n  two.\n\n  Three.", "'One\n  two.\n\n  Three.'"],
)
def test_paragraphs_that_yaml_would_join_stay_apart(written):
    briefing, problems = read(f"title: A\nbody: {written}\n")
    assert [block.text for block in briefing.blocks] == ["One two.", "Three."]
    assert "lines-joined" in {problem.code for problem in problems}


def test_windows_files_are_read_as_any_other():
    plain, _ = read(WHOLE)
    data = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_briefing(data, "2031/ports.yaml", "ports")[0] == plain


def test_unknown_fields_are_kept_with_a_word_about_them():
    briefing, problems = read("title: A\nbody: x\ncolour: {a: [b]}\nx-mine: y\ntags: [c]\n")
    assert briefing.extra == (("colour", "{a: [b]}"), ("x-mine", "y"), ("tags", "[c]"))
    told = [problem for problem in problems if problem.code == "unknown-field"]
    assert [problem.line for problem in told] == [3, 5]
    assert "topics" in told[1].hint


def test_a_cut_file_is_not_blamed_for_what_could_not_be_read():
    briefing, problems = read("title: A\nbody: |\n  Boats [1] left.\n? [a\nfootnotes: |\n  [1] x\n")
    assert briefing is not None
    assert [p.code for p in problems if p.severity != "error"] == []


# --- profiles


def test_a_profile_is_read():
    author, problems = read_author(
        b"name: Derya \xc3\x96rnek\nfamily: \xc3\x96rnek\nrole: Analyst\naffiliation: North Desk\n"
        b"bio: She counts\n  ships.\nlanguages: Turkish, German\ninterests: [ports]\n"
        b"links: [https://d.example/]\n",
        "authors/derya-ornek.yaml",
        "derya-ornek",
    )
    assert problems == ()
    assert author == Author(
        "derya-ornek",
        "Derya Örnek",
        "Örnek",
        "Analyst",
        "North Desk",
        "She counts ships.",
        ("Turkish", "German"),
        ("ports",),
        ("https://d.example/",),
    )


# --- what is written is read

WORDS = st.text(
    st.one_of(
        st.sampled_from("abcşıЖ漢 :#-'\"[]{}&*!|>%@`,.\\?~\u00a0“”"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"]),
    ),
    max_size=30,
).map(lambda text: " ".join(text.split()))
LINE = WORDS.filter(bool)
SLUG = st.from_regex(r"[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,2}", fullmatch=True)


@settings(deadline=None, max_examples=150)
@given(
    st.fixed_dictionaries(
        {
            "title": LINE,
            "kind": WORDS,
            "date": st.sampled_from(["", "2031", "2031-05", "2031-05-14"]),
            "lang": st.sampled_from(["", "en", "no", "tr"]),
            "authors": st.lists(SLUG, max_size=3),
            "topics": st.lists(LINE, max_size=3),
            "takeaways": st.lists(LINE, max_size=3),
            "body": st.lists(LINE, min_size=1, max_size=4).map("\n\n".join),
            "footnotes": st.lists(LINE, max_size=4).map(lambda texts: list(enumerate(texts, 1))),
        }
    )
)
def test_what_the_writer_writes_is_read_as_the_same(fields):
    briefing, problems = read(dump(fields))
    assert not [p for p in problems if p.severity == "error" and not p.code.startswith("empty-")]
    if briefing is None:
        assert {p.code for p in problems} & {"empty-body"}
        return
    for name in ("title", "kind", "date", "lang"):
        assert getattr(briefing, name) == fields[name]
    for name in ("authors", "topics", "takeaways"):
        assert list(getattr(briefing, name)) == fields[name]
    assert briefing.body.rstrip("\n") == fields["body"]
    assert [(note.number, note.text) for note in briefing.footnotes] == fields["footnotes"]


@settings(deadline=None, max_examples=60)
@given(st.builds(Author, st.just("a"), LINE, WORDS, WORDS, WORDS, WORDS, st.lists(LINE).map(tuple)))
def test_a_profile_that_is_written_is_read_as_the_same(author):
    assert read_author(dump_author(author).encode(), "authors/a.yaml", "a") == (author, ())
