"""What `check` says of the sources in notes, and what it says nothing of."""

from __future__ import annotations

import pytest

from briefing_tui.yamlfile import read_briefing

FULL = "“A Title”, Herald, https://a.example/x, (Date of Access: 02.05.2031)."
BOOK = "Jane Doe, Ports and Piers (Boston: Gull, 2004), 45."
OURS = {
    "open-reference",
    "ambiguous-reference",
    "no-such-day",
    "date-of-two-ways",
    "bad-address",
    "spelt-two-ways",
    "cited-again",
    "isnad",
}


def told(*notes, lang="en", more=""):
    marks = "".join(f"[{number}]" for number in range(1, len(notes) + 1))
    lines = "".join(f"  [{number}] {text}\n" for number, text in enumerate(notes, 1))
    text = f"title: A\nlang: {lang}\n{more}body: |\n  Text.{marks}\nfootnotes: |\n{lines}"
    first = text[: text.index("  [1] ")].count("\n")
    _, problems = read_briefing(text.encode(), "a.yaml", "a")
    return [(p.line - first, p.code) for p in problems if p.code in OURS]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (["Ibid."], [(1, "open-reference")]),
        # What points to an open reference is told of at its beginning alone.
        (["Ibid.", "Ibid., p. 4.", "See note 2."], [(1, "open-reference")]),
        ([FULL, "“B Title”, op. cit."], [(2, "open-reference")]),
        ([FULL, "Roe, a.g.e., s. 4."], [(2, "open-reference")]),
        ([FULL, "See note 7."], [(2, "open-reference")]),
        ([FULL, "See note 2."], [(2, "open-reference")]),
        ([FULL, f"“A Title”, ibid.; Roe, op. cit., 4; {BOOK}"], [(2, "open-reference")]),
        ([f"{FULL[:-1]}; {BOOK}", "Ibid."], [(2, "ambiguous-reference")]),
        (
            [BOOK, "Jane Doe, Quays (Boston: Gull, 2009), 4.", "Doe, op. cit., 5."],
            [(3, "ambiguous-reference")],
        ),
        ([FULL.replace("02.05", "30.02")], [(1, "no-such-day")]),
        ([FULL, "Ibid., (Date of Access: 31.04.2031)."], [(2, "no-such-day")]),
        ([FULL.replace("02.05.2031", "02/05/2031")], [(1, "date-of-two-ways")]),
        ([FULL.replace("a.example", "a..example")], [(1, "bad-address")]),
        ([FULL.replace("a.example", "a.example:99999")], [(1, "bad-address")]),
        ([FULL, FULL.replace("A Title", "Another Title")], [(2, "spelt-two-ways")]),
        ([FULL, FULL.replace("Herald", "Tribune")], [(2, "spelt-two-ways")]),
        ([FULL, FULL.replace("a.example", "www.a.example")], [(2, "cited-again")]),
        ([BOOK, BOOK.replace("45", "50")], [(2, "cited-again")]),
    ],
)
def test_a_fault_is_told_at_its_note(notes, expected):
    assert told(*notes) == expected


@pytest.mark.parametrize(
    "notes",
    [
        [FULL, "Ibid.", "a.g.e., s. 4.", "“A Title”, op. cit.", "See note 1 above.", "A comment."],
        [FULL, FULL.replace("A Title", "A TITLE"), "“A Title” (accessed 3 May 2031)."][::2],
        [FULL, FULL.replace("/x", "/y")],
        ["https://a.example/x", "http://[2001:db8::1]/x", "http://localhost:8000/x"],
        ["“Ü”, Herald, https://münchen.example/straße?q=ä#x, (Date of Access: 02.05.2031)."],
        ["“A”, Herald, www.a.example, (Date of Access: 2 May 2031)."],
        ["Treaty of Ports, 4 May 1921, art. 3.", "Ibid., art. 5."],
        [f"{FULL[:-1]}; “A Title”, Herald, https://www.a.example/x/?utm_source=b", "Ibid."],
    ],
)
def test_ordinary_notes_have_no_fault(notes):
    assert told(*notes) == []


def test_a_term_that_isnad_does_not_know_is_told_once_in_a_turkish_piece():
    notes = [FULL, "a.g.e.", "Ibid.", "“A Title”, A.G.M."]
    assert told(*notes, lang="tr") == [(2, "isnad")]
    assert told(*notes, lang="tr-TR") == [(2, "isnad")]
    assert told(*notes) == []


def test_a_correction_in_the_file_mends_an_open_reference():
    assert told(FULL, "Roe, op. cit.", more="sources: {2: {same_as: 1}}\n") == []


def test_the_reason_and_the_notes_it_could_mean_are_told():
    text = (
        "title: A\nbody: |\n  T.[1][2][3]\nfootnotes: |\n"
        f"  [1] {BOOK}\n  [2] Jane Doe, Quays (Boston: Gull, 2009), 4.\n  [3] Doe, op. cit., 5.\n"
    )
    _, problems = read_briefing(text.encode(), "a.yaml", "a")
    (problem,) = [p for p in problems if p.code == "ambiguous-reference"]
    assert problem.message == (
        "“op. cit.” of note 3: several earlier sources answer to Doe (note 1 or 2)"
    )
    assert problem.hint == "write the title that is meant, or sources: {3: {same_as: …}}"
