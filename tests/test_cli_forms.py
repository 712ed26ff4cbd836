"""The same results as plain text, drawn and as JSON: complete, aligned, safe to print."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from briefing_tui.briefing import (
    Author,
    Block,
    Briefing,
    Citation,
    Entry,
    Footnote,
    Mark,
    Problem,
    Reference,
    Span,
    Step,
)
from briefing_tui.cli import drawing, plain, records, wording
from briefing_tui.results import Found, Results, Snippet
from briefing_tui.wording import summary

FERRY = Citation(
    id="f1", title="Ferry Fleet To Double", publisher="Quay Post", accessed="2031-05-03"
)
SENTENCE = "The night ferry will sail from the eastern quay in June.[1] Nobody doubts it.[2][3]"
NOTES = (
    Footnote(1, "“A Timetable For June”, Quay Post, https://quay.example/1.", ()),
    Footnote(2, "“Ferry Fleet To Double”, Quay Post, (Date of Access: 03.05.2031).", (FERRY,)),
    Footnote(
        3,
        "Ibid.",
        (FERRY,),
        Reference(
            "resolved", "Ibid.", 2, (Step(3, "Ibid.", "the note before"), Step(2, "Quay Post"))
        ),
    ),
    Footnote(
        4,
        "a.g.e.",
        (),
        Reference("ambiguous", "a.g.e.", reason="two works fit", candidates=(1, 2)),
    ),
    Footnote(5, "Op. cit.", (), Reference("unresolved", "Op. cit.", reason="not found")),
)
PIECE = Briefing(
    slug="night-ferry",
    path="night-ferry.yaml",
    title="The Night Ferry Returns to İzmir",
    kind="Analysis",
    lang="en",
    authors=("ada-deniz",),
    topics=("ferries",),
    regions=("aegean",),
    takeaways=("The ferry sails again.", "Its fleet is to double [bold]soon[/bold]."),
    blocks=(
        Block("heading", "What is planned", level=2),
        Block(
            "paragraph",
            SENTENCE,
            tuple(
                Mark(n, SENTENCE.index(f"[{n}]"), SENTENCE.index(f"[{n}]") + 3) for n in (1, 2, 3)
            ),
            paragraph=1,
        ),
        Block("item", "the timetable", (), (Span("link", 4, 13, "https://t.example"),), 1, "•"),
        Block("item", "the fleet", level=2, marker="2."),
        Block("quote", "We sail at nine.", level=1),
        Block("code", "if late:\n\twait()"),
        Block("rule", ""),
        Block("paragraph", "Much is open.", paragraph=2),
    ),
    footnotes=NOTES,
    also_in=("el", "tr"),
)
ADA = Author(
    "ada-deniz", "Ada DENİZ", role="Analyst", affiliation="Quay Desk", bio="Ada knows ships.",
    languages=("en", "tr"),
)  # fmt: skip
TURKISH = Entry("gece-vapuru", "gece-vapuru.yaml", "Gece Vapuru", lang="tr")
ENTRY = Entry(
    "night-ferry", "night-ferry.yaml", PIECE.title, "Analysis", "", "en", ("Ada DENİZ",),
    also_in=("el", "tr"), words=900, notes=5, last_access="2031-05-03",
)  # fmt: skip


def drawn(draw, *arguments, width=80, colour=False, **options) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        highlight=False,
    )
    draw(console, *arguments, **options)
    return console.file.getvalue()


def shown(**options) -> list[str]:
    options = {"notes": "end", "resolve": False, **options}
    return list(plain.briefing(PIECE, (ADA,), (TURKISH,), **options))


def test_a_piece_reads_from_title_to_author():
    text = "\n".join(shown())
    order = [
        "The Night Ferry Returns to İzmir",
        "Analysis · undated, sources accessed up to 03.05.2031 · en, also in tr (gece-vapuru), el",
        " · Ada DENİZ · 1 minute",
        "ferries · aegean",
        "Takeaways",
        "- The ferry sails again.",
        "## What is planned",
        SENTENCE,
        "• the timetable <https://t.example>\n  2. the fleet",
        "> We sail at nine.",
        "    if late:\n        wait()",
        "* * *",
        "Much is open.",
        "Notes",
        "[1] “A Timetable For June”",
        "Author",
        "Ada DENİZ, Analyst, Quay Desk\nAda knows ships.\nLanguages: en, tr",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_a_back_reference_tells_which_note_it_means():
    lines = shown()
    assert "[3] Ibid. → note 2: Quay Post, “Ferry Fleet To Double”" in lines
    assert "[4] a.g.e. → ambiguous: two works fit (note 1 or 2)" in lines
    assert "[5] Op. cit. → unresolved: not found" in lines


def test_a_back_reference_resolved_gives_the_way_and_the_whole_note():
    lines = shown(resolve=True)
    at = lines.index("[3] Ibid. → note 2")
    assert lines[at + 1 : at + 3] == [
        "    the way: [3] Ibid. (the note before) → [2] Quay Post",
        f"    note 2: {NOTES[1].text}",
    ]


def test_notes_stand_below_their_paragraph_or_nowhere():
    inline = shown(notes="inline")
    at = inline.index(SENTENCE)
    assert [text[:8] for text in inline[at + 1 : at + 4]] == ["    [1] ", "    [2] ", "    [3] "]
    assert "Notes" not in inline
    assert not [text for text in shown(notes="none") if text.strip().startswith("[")]


def test_an_author_without_a_profile_is_told():
    lines = list(
        plain.briefing(PIECE, (Author("x", "x", known=False),), (), notes="end", resolve=False)
    )
    assert lines[-2:] == ["x", "no profile in authors/x.yaml"]


def test_the_drawn_piece_holds_every_word_of_the_plain_one():
    text = drawn(drawing.briefing, PIECE, (ADA,), (TURKISH,), notes="end", resolve=True)
    for word in "\n".join(shown(resolve=True)).split():
        assert word in text or word in ("-", "##", ">"), word


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_drawing_keeps_to_the_width_and_to_a_measure_that_can_be_read(width):
    long = replace(PIECE, title="Word " * 60, takeaways=("東京" * 90, "x" * 300))
    text = drawn(drawing.briefing, long, (ADA,), (), notes="inline", resolve=True, width=width)
    text += drawn(drawing.entries, [replace(ENTRY, title="Word " * 60, slug="s" * 60)], width=width)
    for row in text.splitlines():
        cells = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in row)
        assert cells <= width, row
        assert cells <= 80 or " · " in row, row


def test_markup_in_a_file_is_text():
    text = drawn(drawing.briefing, PIECE, (ADA,), (), notes="end", resolve=False, colour=True)
    assert "[bold]soon[/bold]" in text


def test_a_list_is_drawn_in_columns():
    dated = replace(ENTRY, date="2031-05-14", title="Dated " * 20, slug="dated")
    rows = drawn(drawing.entries, [dated, ENTRY, replace(ENTRY, errors=2)]).splitlines()
    assert rows[0].startswith("2031-05-14  Dated Dated")
    assert rows[1].startswith(" " * 12 + "Dated")
    assert (
        rows[2] == " " * 12 + "dated · Analysis · Ada DENİZ · en, also in el, tr · 4 min · 5 notes"
    )
    assert "undated     The Night Ferry Returns to İzmir" in rows
    assert any("2 errors in the file" in row for row in rows)


def test_facts_are_not_torn_apart_at_the_end_of_a_line():
    for width in range(60, 80):
        rows = drawn(drawing.entries, [ENTRY], width=width).splitlines()
        assert not [row for row in rows if row.endswith((" ·", " 4", " 5", " in"))], width


def test_hits_are_marked_and_looser_results_told_apart():
    passage = Snippet("body", 1, "… the ferry sails …", ((6, 11),), 3)
    title = Snippet("title", 0, ENTRY.title, ((4, 9),))
    results = [Found(ENTRY, passage), Found(ENTRY, title, loose=True)]
    text = drawn(drawing.found, results)
    assert "paragraph 3: … the ferry sails …" in text
    assert text.index("paragraph 3") < text.index("with some of the words:")
    assert text.count(ENTRY.title) == 2
    assert "\x1b[1;33mferry\x1b[0m" in drawn(drawing.found, results, colour=True)


def test_a_line_of_a_list_has_the_same_fields_whatever_a_piece_tells():
    bare = Entry("bare", "bare.yaml", "A\ttitle\nwith breaks")
    rows = list(plain.entries([ENTRY, bare]))
    assert rows[0].split("\t") == [
        "night-ferry", "-", "en", "Analysis", "The Night Ferry Returns to İzmir", "Ada DENİZ",
    ]  # fmt: skip
    assert rows[1].split("\t") == ["bare", "-", "-", "-", "A title with breaks", "-"]


@pytest.mark.parametrize(
    ("snippet", "place"),
    [
        (Snippet("title", 0, ""), "title"),
        (Snippet("takeaway", 0, ""), "takeaway 1"),
        (Snippet("body", 7, "", paragraph=4), "paragraph 4"),
        (Snippet("body", 0, ""), "body"),
        (Snippet("note", 8, ""), "note 8"),
        (Snippet("author", 0, ""), "author"),
    ],
)
def test_the_place_of_a_passage_is_told(snippet, place):
    assert wording.place(snippet) == place


# --- faults


def fault(column: int, whole: str, width: int = 60) -> list[str]:
    problem = Problem("a.yaml", 3, column, "error", "odd", "something is odd", "mend it")
    return list(plain.problems([(problem, whole)], width))


def test_a_fault_is_told_as_compilers_do():
    assert fault(8, "title: x") == [
        "a.yaml:3:8: error[odd]: something is odd",
        "    title: x",
        "           ^",
        "    hint: mend it",
    ]


def test_a_fault_without_a_line_is_told_all_the_same():
    assert fault(1, "") == ["a.yaml:3:1: error[odd]: something is odd", "    hint: mend it"]


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("ab 東é́\t"), min_size=1, max_size=200), st.data())
def test_the_caret_stands_below_its_place(whole, data):
    column = data.draw(st.integers(1, len(whole) + 1))
    cut = wording.excerpt(whole, column, 60)
    assert len(cut.text) <= 60
    if column > len(whole):
        assert cut.indent == " " * sum(map(wording._cells, cut.text))
        return
    before = 0
    cells = 0
    while cells < len(cut.indent):
        cells += wording._cells(cut.text[before])
        before += 1
    assert cells == len(cut.indent)
    sign = whole[column - 1].replace("\t", " ")
    # A combining sign takes no room: the caret stands where its letter ends.
    candidates = {cut.text[before : before + 1]}
    while cut.text[before : before + 1] and not wording._cells(cut.text[before]):
        before += 1
        candidates.add(cut.text[before : before + 1])
    assert sign in candidates or "…" in candidates


def test_drawn_faults_say_what_plain_ones_say():
    problem = Problem("a.yaml", 3, 8, "warning", "odd", "something is odd", "mend it")
    rows = drawn(drawing.problems, [(problem, "title: x")]).splitlines()
    assert rows[0] == "a.yaml:3:8: warning[odd]: something is odd"
    assert rows[2].index("^") == rows[1].index("x")
    assert rows[3].strip() == "hint: mend it"


def test_faults_are_counted():
    problems = [
        Problem("a", 1, 1, severity, "c", "m") for severity in ("error", "error", "warning", "info")
    ]
    assert summary(problems) == "2 errors, 1 warning, 1 remark"
    assert summary([]) == "no faults"


# --- JSON


def test_the_json_of_a_piece():
    record = json.loads(json.dumps(records.briefing(PIECE, (ADA,), (TURKISH,))))
    assert record["schema_version"] == 1
    assert (record["slug"], record["date"], record["kind"]) == ("night-ferry", None, "Analysis")
    assert record["paragraphs"] == [SENTENCE, "Much is open."]
    assert [note["number"] for note in record["footnotes"]] == [1, 2, 3, 4, 5]
    assert record["footnotes"][2]["reference"]["note"] == 2
    assert record["footnotes"][3]["reference"]["candidates"] == [1, 2]
    assert record["footnotes"][0]["reference"] is None
    assert record["authors"][0]["bio"] == "Ada knows ships."
    assert record["also_in"] == ["el", "tr"]
    assert record["last_access"] == "2031-05-03"


def test_the_json_of_a_search():
    passage = Snippet("body", 1, "… the ferry sails …", ((6, 11),), 3)
    found = Found(ENTRY, passage, loose=True, score=1.25)
    answer = Results("ferry", (found,), 1, "ferry", ("so",), 0.0123)
    record = records.results(answer)
    assert (record["mode"], record["took_ms"], record["total"]) == ("and+or", 12.3, 1)
    assert (record["schema_version"], record["did_you_mean"]) == (1, None)
    hit = record["hits"][0]
    assert list(hit)[:8] == [
        "slug", "title", "date", "score", "field", "paragraph", "snippet", "matches",
    ]  # fmt: skip
    assert hit["score"] == 1.25
    assert (hit["slug"], hit["field"], hit["paragraph"]) == ("night-ferry", "body", 3)
    start, end = hit["matches"][0]
    assert hit["snippet"][start:end] == "ferry"


HOSTILE = "a\x1b]52;c;eA==\x07b\u202ec\x9bd\U000e0041\ud83de\x00"


def hostile(value):
    """Give a value whose every text is hostile."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(hostile(each) if isinstance(each, str) else each for each in value)
    return value


def with_hostile_texts(value, *keep):
    names = {f.name for f in fields(value) if f.init and f.name not in keep}
    return replace(value, **{name: hostile(getattr(value, name)) for name in names})


def unsafe(text: str) -> set[str]:
    return {c for c in text if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs")}


def test_nothing_that_a_terminal_obeys_comes_out_in_any_form():
    blocks = tuple(with_hostile_texts(b, "kind", "spans", "marks") for b in PIECE.blocks)
    blocks += (Block("paragraph", "ab", (), (Span("link", 0, 1, HOSTILE),)),)
    notes = tuple(
        replace(
            note,
            text=HOSTILE,
            reference=note.reference
            and replace(
                note.reference, reason=HOSTILE, path=(Step(1, HOSTILE, HOSTILE),), doubtful=True
            ),
            citations=tuple(with_hostile_texts(c, "accessed", "authors") for c in note.citations),
        )
        for note in NOTES
    )
    keep = ("blocks", "footnotes", "authors", "related", "extra", "problems", "date", "path")
    piece = replace(with_hostile_texts(PIECE, *keep), blocks=blocks, footnotes=notes)
    author = with_hostile_texts(ADA, "known")
    entry = with_hostile_texts(ENTRY, "last_access", "date")
    problem = Problem(HOSTILE, 1, 2, "error", "odd", HOSTILE, HOSTILE)
    result = Found(entry, Snippet("body", 1, HOSTILE, ((1, 3),), 1))
    told = [(problem, HOSTILE)]
    show = {"notes": "end", "resolve": True}
    texts = [
        *plain.briefing(piece, (author,), (entry,), **show),
        *plain.entries([entry]),
        *plain.found([result]),
        *plain.problems(told),
        drawn(drawing.briefing, piece, (author,), (entry,), **show),
        drawn(drawing.entries, [entry]),
        drawn(drawing.found, [result]),
        drawn(drawing.problems, told),
    ]
    answer = Results(HOSTILE, (result,), 1, HOSTILE, (HOSTILE,))
    for record in (
        records.briefing(piece, (author,), (entry,)),
        records.results(answer),
        records.problems([problem]),
    ):
        texts.append(json.dumps(record, ensure_ascii=False))
        texts.append(" ".join(strings(record)))
    for text in texts:
        assert not unsafe(text), text


def strings(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for member in value.values() for s in strings(member)]
    if isinstance(value, list):
        return [s for member in value for s in strings(member)]
    return []
