"""Back-references: the table in notes/chains.txt, and what holds for every file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.sources import known, resolve_notes

TABLE = Path(__file__).with_name("notes") / "chains.txt"
FULL = "“A Title”, Herald, https://a.example/x, (Date of Access: 02.05.2031)."


def cases():
    for paragraph in TABLE.read_text(encoding="utf-8").split("\n\n")[1:]:
        title, *lines = paragraph.strip("\n").split("\n")
        notes, expected = [], []
        for line in lines:
            if line.startswith("   = "):
                expected[-1].append(line.removeprefix("   = "))
            else:
                number, _, text = line.partition(". ")
                notes.append((int(number), text, int(number)))
                expected.append([])
        yield pytest.param(notes, expected, id=title.removeprefix("# "))


def references(footnote):
    return (footnote.reference, *footnote.further) if footnote.reference else ()


def told(footnote):
    lines, resolved = [], 0
    for reference in references(footnote):
        if reference.status != "resolved":
            places = [f"{note}.{place}" for note, place in reference.choices]
            lines.append(" ".join([reference.fault, *places]))
            continue
        parts = [str(reference.target), reference.reason]
        if reference.doubtful:
            parts.append("doubtful")
        if resolved < len(footnote.citations) and footnote.citations[resolved].locator:
            parts.append(footnote.citations[resolved].locator)
        resolved += 1
        lines.append(" | ".join(parts))
    return lines or [footnote.kind]


def numbered(*texts):
    return [(number, text, number) for number, text in enumerate(texts, 1)]


def test_the_table_is_long():
    assert sum(len(case.values[0]) for case in cases()) > 900
    assert len(list(cases())) > 200


@pytest.mark.parametrize(("notes", "expected"), list(cases()))
def test_every_note_leads_where_its_words_say(notes, expected):
    assert [told(footnote) for footnote in resolve_notes(notes)] == expected


TWIN = numbered(
    "“Ministers Agree Date”, Channel Herald, https://www.herald.example/signing/?sh=30d1,"
    " (Date of Access: 02.05.2031).",
    "“One Office İn Two Ports”, Marlen Times, https://www.marlen.example/df99?utm_source=mail,"
    " (Date of Access: 03.05.2031).",
    "“Storms Come Early”, Channel Herald, https://www.herald.example/storms/?sh=18cc ,"
    " (Date of Access: 02.05.2031).",
    "“Four Years Of Patrols”, Coast Review, https://coast.example/patrols.html,"
    " (Date of Access: 04.05.2031).",
    "Ibid.",
    "“One Office İn Two Ports”, a.g.e., (Date of Access: 03.05.2031).",
    "Ibid.",
    "Ibid.",
)


def test_the_last_of_a_chain_tells_the_whole_way():
    footnotes = resolve_notes(TWIN)
    way = footnotes[7].reference.path
    assert [(step.number, step.label, step.how) for step in way] == [
        (8, "Ibid.", "the note before"),
        (7, "Ibid.", "the note before"),
        (6, "a.g.e.", "same title"),
        (2, "Marlen Times “One Office İn Two Ports”", ""),
    ]
    assert [f.reference.target for f in footnotes if f.reference] == [4, 2, 2, 2]


def test_eight_notes_rest_on_four_sources_of_three_publishers():
    cited = [citation for footnote in resolve_notes(TWIN) for citation in footnote.citations]
    assert len(cited) == 8
    assert len({citation.id for citation in cited}) == 4
    assert {c.publisher for c in cited} == {"Channel Herald", "Marlen Times", "Coast Review"}


def test_a_back_reference_keeps_its_own_words_apart_from_what_it_inherits():
    own = resolve_notes(TWIN)[5].own
    assert [(c.title, c.publisher, c.accessed) for c in own] == [
        ("One Office İn Two Ports", None, "2031-05-03")
    ]
    (cited,) = resolve_notes(TWIN)[5].citations
    assert cited.publisher == "Marlen Times"


def test_a_later_date_of_access_and_page_are_the_notes_own():
    *_, last = resolve_notes(numbered(FULL, "Ibid., p. 4, (Date of Access: 09.06.2031)."))
    (cited,) = last.citations
    assert (cited.accessed, cited.locator, cited.title) == ("2031-06-09", "p. 4", "A Title")
    assert {name for name, _, _ in cited.places} == {"accessed", "locator"}


def test_a_missing_number_is_not_leapt_over():
    _, last = resolve_notes([(1, FULL, 1), (3, "Ibid.", 2)])
    assert (last.reference.status, last.reference.fault) == ("unresolved", "bad-number")


def test_a_number_used_twice_is_ambiguous():
    other = FULL.replace("A Title", "B Title").replace("/x", "/y")
    *_, last = resolve_notes([(1, FULL, 1), (1, other, 2), (2, "Ibid.", 3)])
    assert (last.reference.status, last.reference.fault) == ("ambiguous", "ambiguous")


def test_notes_out_of_order_never_point_ahead_in_the_file():
    first, _ = resolve_notes([(2, "Ibid.", 1), (1, FULL, 2)])
    assert first.reference.fault == "first"


def test_a_short_citation_that_nothing_answers_to_stays_what_it_is():
    *_, last = resolve_notes(numbered(FULL, "“B Title” (accessed 3 May 2031)."))
    assert (last.reference, last.kind, last.citations[0].title) == (None, "source", "B Title")


def test_a_short_citation_has_its_own_words_and_those_it_inherits():
    *_, last = resolve_notes(numbered(FULL, "“A Title” (accessed 3 May 2031)."))
    (cited,) = last.citations
    assert (cited.publisher, cited.accessed) == ("Herald", "2031-05-03")
    assert [(own.title, own.publisher) for own in last.own] == [("A Title", None)]


def test_a_bare_reference_in_the_same_note_means_the_source_before_it():
    first, second = resolve_notes(
        numbered(f"{FULL[:-1]}; ibid., p. 4.", "“A Title”, op. cit., p. 5; ibid., p. 7.")
    )
    assert first.reference is None
    assert [reference.target for reference in references(second)] == [1, 1]
    assert [citation.locator for citation in second.citations] == ["p. 5", "p. 7"]


# --- what the file says against our reading


def test_same_as_leads_to_the_note_named():
    other = "“B Title”, Tribune, https://b.example/y, (Date of Access: 03.05.2031)."
    notes = resolve_notes(numbered(FULL, other, "Ibid."), {3: {"same_as": "1"}})
    assert notes[2].reference.target == 1
    assert notes[2].reference.reason == "corrected in the file"
    assert notes[2].citations[0].title == "A Title"


@pytest.mark.parametrize(
    ("same_as", "fault"),
    [("2", "self"), ("3", "bad-number"), ("x", "bad-number"), ("0", "bad-number")],
)
def test_same_as_may_only_name_an_earlier_note(same_as, fault):
    notes = resolve_notes(numbered(FULL, "Ibid.", FULL), {2: {"same_as": same_as}})
    assert notes[1].reference.fault == fault


def test_fields_of_the_file_take_the_place_of_those_we_read():
    (note,) = resolve_notes(
        numbered("Treaty of Harbour Cooperation, 19 January 1960, art. 5."),
        {1: {"title": "Harbour Treaty", "publisher": "Two Ports"}},
    )
    (cited,) = note.citations
    assert (cited.title, cited.publisher, note.kind) == ("Harbour Treaty", "Two Ports", "source")
    assert cited.id


def test_a_back_reference_with_a_title_in_the_file_stands_on_its_own():
    notes = resolve_notes(
        numbered(FULL, "Ibid.", "Ibid."), {2: {"title": "B", "publisher": "Post"}}
    )
    assert notes[1].reference is None
    assert notes[2].reference.target == 2


def test_a_corrected_date_of_access_leaves_the_reference():
    notes = resolve_notes(numbered(FULL, "Ibid."), {2: {"accessed": "2031-07-01"}})
    assert notes[1].reference.target == 1
    assert notes[1].own[0].accessed == "2031-07-01"


# --- what holds for every file

NOTE = st.sampled_from(
    [
        FULL,
        FULL.replace("A Title", "B Title").replace("/x", "/y"),
        "“A Title”, Herald, 2031.",
        "Jane Doe, “Ports,” Herald, May 3, 2031.",
        "Jane Doe, “Power,” Herald, May 4, 2031; “C”, Post, https://c.example/z",
        "Ahmet Kaya, Limanlar, Yayınevi, İstanbul, 2015, s. 45.",
        "The word needs care.",
        "Ibid.",
        "Ibid., p. 4.",
        "Ibid.; “D Title”, Post, https://d.example/z",
        "a.g.e., s. 5.",
        "Там же. С. 5.",
        "“A Title”, a.g.e.",
        "“B Title”, op. cit., p. 3",
        "Doe, op. cit., p. 3.",
        "Kaya, a.g.e., s. 5.",
        "Idem.",
        "Herald, a.g.e.",
        "See note 3.",
        "See notes 1 and 5 above.",
        "Supra n. 2.",
        "Doe, 14.",
        "Doe, “Ports,” 14.",
        "Kaya, Limanlar, 46.",
        "“B Title” (accessed 4 May 2031).",
        "Idem, Harbours (London: Quay, 2019), 3; ibid., 5.",
        "Sea Agency, “E Title”, https://e.example/x",
        "The figure is given by Doe, op. cit., 4.",
    ]
)
NUMBERS = st.lists(st.integers(1, 12), min_size=1, max_size=12)
FILES = st.one_of(
    st.lists(NOTE, min_size=1, max_size=14).map(lambda texts: numbered(*texts)),
    NUMBERS.flatmap(
        lambda numbers: st.tuples(*[NOTE] * len(numbers)).map(
            lambda texts: list(zip(numbers, texts, numbers, strict=True))
        )
    ),
)


@settings(deadline=None, max_examples=120)
@given(FILES)
def test_a_resolution_leads_back_to_a_note_that_cites_a_source_itself(notes):
    footnotes = resolve_notes(notes)
    for place, footnote in enumerate(footnotes):
        earlier = {note.number: note for note in footnotes[:place]}
        for reference in references(footnote):
            if reference.status != "resolved":
                assert reference.target == 0
                assert reference.fault is not None
                assert all(number in earlier for number in reference.candidates)
                continue
            stops = [step.number for step in reference.path]
            assert stops[0] == footnote.number
            assert stops[-1] == reference.target
            assert reference.target in earlier
            assert any(
                note.number == reference.target and (note.unparsed or any(c.id for c in note.own))
                for note in footnotes[:place]
            )
            for number in stops[1:-1]:
                assert any(
                    r.status == "resolved"
                    for note in footnotes[:place]
                    if note.number == number
                    for r in references(note)
                )


@settings(deadline=None, max_examples=120)
@given(FILES, FILES)
def test_what_stands_later_in_the_file_changes_no_resolution(notes, later):
    alone = resolve_notes(notes)
    together = resolve_notes([*notes, *later])
    for one, other in zip(alone, together, strict=False):
        assert references(one) == references(other)


@pytest.mark.parametrize(
    "repeated",
    ["Ibid.", "a.g.e., s. 5", "Doe, op. cit., p. 5", "“A Title”, a.g.e.", "See note 1.", "Doe, 5."],
)
def test_five_thousand_notes_are_resolved_in_linear_time(repeated):
    def seconds(count):
        texts = ["Jane Doe, “A Title”, Herald, https://a.example/x", *[repeated] * (count - 1)]
        begin = time.process_time()
        footnotes = resolve_notes(numbered(*texts))
        assert footnotes[-1].reference.target == 1
        return time.process_time() - begin

    seconds(100)  # what is compiled or cached on first use is no part of it
    assert seconds(5_000) < 30 * seconds(500) + 0.5


def test_names_compared_are_bounded_whatever_the_file(monkeypatch):
    compared = []
    wrote = known.wrote
    monkeypatch.setattr(known, "wrote", lambda *pair: compared.append(1) or wrote(*pair))
    letters = "abcdefghij"
    texts = []
    for number in range(2_000):
        word = "".join(letters[int(digit)] for digit in f"{number:04}")
        name = f"Jane A{word}" if number % 2 else f"B{word} Doe"
        texts += [f"{name}, Book {number} (Oslo: Skarv, 2001), 3.", "Jane Doe, op. cit., 4."]
    footnotes = resolve_notes(numbered(*texts))
    assert {note.reference.fault for note in footnotes[1::2]} == {"no-match"}
    assert 0 < len(compared) < 250_000


def test_a_way_through_thousands_of_notes_is_told_by_its_ends():
    *_, last = resolve_notes(numbered(FULL, *["Ibid."] * 999))
    way = last.reference.path
    assert [way[0].number, way[1].number, way[-1].number] == [1000, 999, 1]
    (gap,) = [step for step in way if step.number == 0]
    assert gap.how == f"{1000 - (len(way) - 1)} notes between"
