"""Text as it stands: words, marks, lines, and what is no page."""

from __future__ import annotations

import itertools
import textwrap
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from imported import lost, paragraphs, through_yaml
from pages import PIECES, Layout, page
from test_importing_layouts import plain

from briefing_tui.body import parse
from briefing_tui.errors import BriefingError
from briefing_tui.importing import read_page
from briefing_tui.importing.escaping import escape

# --- words that Markdown would take for its own


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("1. The first of three.", "1\\. The first of three."),
        ("1968) was a year.", "1968\\) was a year."),
        ("1968 was a year.", "1968 was a year."),
        ("# of boats", "\\# of boats"),
        ("#boats", "#boats"),
        ("- and then there were none", "\\- and then there were none"),
        ("-5 degrees", "-5 degrees"),
        ("> 30 knots", "\\> 30 knots"),
        ("+ one boat", "\\+ one boat"),
        ("2 * 3 * 4 boats", "2 * 3 * 4 boats"),
        ("the *great* lamp", "the \\*great* lamp"),
        ("lamp_of_the_gulf", "lamp_of_the_gulf"),
        ("C:\\boats\\[old]", "C:\\boats\\\\[old]"),
        ("R&D and &amp; stay", "R&D and \\&amp; stay"),
        ("a <b>bold</b> claim", "a <b>bold</b> claim"),
        ("[7] has no note", "[7] has no note"),
        ("[the list](https://l.example/)", "[the list\\](https://l.example/)"),
        ("~~no~~ yes", "\\~~no~~ yes"),
        ("`ls` lists", "\\`ls` lists"),
        ("https://a.example/x_y_z*", "https://a.example/x_y_z*"),
    ],
)
def test_a_backslash_stands_only_where_markdown_would_change_the_words(line, written):
    draft = read_page(f"Analysis\n\nA Title\n\nA sentence.[1]\n\n{line}\n\n[1] A note.\n")
    assert draft.fields["body"] == f"A sentence.[1]\n\n{written}\n"
    assert paragraphs(draft)[1] == line


sign = st.sampled_from("ab1. *_`[]()<>#+-=~&;:\\|!^/\"'.\u00a0дİ²")


@settings(deadline=None, max_examples=300)
@given(st.text(sign, min_size=1, max_size=30).map(str.strip).filter(bool))
def test_any_line_of_text_survives_markdown(line):
    assert [b.text.split() for b in parse(escape(line, {1}), {1}).blocks] == [line.split()]


# --- lines and marks


def test_text_broken_at_a_column_becomes_whole_paragraphs():
    broken = "\n\n".join(
        textwrap.fill(text, 66, break_on_hyphens=False) for text in plain(PIECES["en"])
    )
    notes = "\n".join(
        textwrap.fill(f"[{n}] {text}", 66, subsequent_indent="    ", break_on_hyphens=False)
        for n, text in enumerate(PIECES["en"].notes, 1)
    )
    draft = read_page(f"Commentary\n\nThe Lamps\n\n{broken}\n\n{notes}\n")
    assert paragraphs(draft) == plain(PIECES["en"])
    assert draft.fields["footnotes"] == list(enumerate(PIECES["en"].notes, 1))


def test_marks_that_a_browser_set_on_lines_of_their_own_go_back_to_their_sentence():
    draft = read_page(
        "A Title\n\nThe first paragraph.\n[1]\n\n"
        "The second, which goes\n[2]\non after its mark.\n\n"
        "[1] One.\n[2] Two.\n"
    )
    assert paragraphs(draft) == [
        "The first paragraph.[1]",
        "The second, which goes[2] on after its mark.",
    ]


def test_lists_and_ranges_of_marks_are_written_out():
    draft = read_page("A Title\n\nOne.[1, 2] Two.[1–3] Three.[4, 5]\n\n[1] A.\n[2] B.\n[3] C.\n")
    assert draft.fields["body"] == "One.[1][2] Two.[1][2][3] Three.[4, 5]\n"


def test_raised_digits_of_measures_are_no_marks():
    draft = read_page("A Title\n\nIt is 12 km² large.¹ It holds 10² boats.²\n\n¹ A.\n² B.\n")
    assert paragraphs(draft) == ["It is 12 km² large.[1] It holds 10² boats.[2]"]
    assert any("km²" in line for line in draft.unsure)


def test_digits_are_marks_only_in_the_order_of_the_notes():
    draft = read_page(
        "A Title\n\n"
        "The pact ended.1 See Fig.2 for v1.2 of it.2 The G7 met.7 It cost 3.5 million.\n\n"
        "Notes\n\n1. One.\n2. Two.\n3. Three.\n"
    )
    assert paragraphs(draft) == [
        "The pact ended.[1] See Fig.2 for v1.2 of it.[2] The G7 met.7 It cost 3.5 million."
    ]
    assert "nothing in the text marks note 3" in draft.unsure


def test_numbered_paragraphs_are_the_text_itself():
    long = (
        "The boats of the gulf are old, and nobody has painted them since the ferry was laid up. "
    )
    numbered = [f"[{n}] {long * 5}".strip() for n in range(1, 6)]
    draft = read_page("A Title\n\n" + "\n\n".join(numbered) + "\n", "page.txt")
    assert "footnotes" not in draft.fields
    assert paragraphs(draft) == numbered


def test_a_numbered_list_at_the_end_is_not_taken_for_notes():
    draft = read_page(
        "A Title\n\nThe councils should do three things before winter comes to the gulf.\n\n"
        "1. Buy boats.\n2. Buy oil.\n3. Ask the keepers.\n"
    )
    assert "footnotes" not in draft.fields
    assert paragraphs(draft)[1:] == ["1. Buy boats.", "2. Buy oil.", "3. Ask the keepers."]


# --- what is no page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no text"),
        (" \n\t\n\ufeff", "no text"),
        ("Share\nTweet\nPaylaş\nSimilar Posts\nA Title", "no text"),
        ("Analysis\n\nA Title\n", "no text"),
        ("A Title\n\nNotes\n\n[1] A note.\n", "no text"),
        ("<!DOCTYPE html>\n<html><body>x</body></html>", "no text of a piece"),
        ("\ufeff\n <html>", "no text of a piece"),
        ("PK\x03\x04\0\0", "no text"),
        ("title: A\nkind: B\nbody: |\n  text\n", "already"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(text, told):
    with pytest.raises(BriefingError) as caught:
        read_page(text, "page.txt")
    assert told in caught.value.message


def test_a_text_without_a_title_is_named_after_its_file():
    text = "The water of the gulf is deep, and nobody has measured it. " * 6
    assert read_page(text, "deep-water_2.txt").fields["title"] == "deep water 2"
    assert read_page(text).fields["title"].startswith("The water of the gulf is deep, and")


def test_what_a_terminal_would_obey_is_made_visible_and_told():
    draft = read_page("A Title\n\nRed \x1b[31mboats\u202e and lamps stand here.\n\nMore of it.\n")
    assert paragraphs(draft)[0] == "Red ␛[31mboats\ufffd and lamps stand here."
    assert "2 characters that cannot be seen were made visible" in draft.unsure


piece_line = st.sampled_from(
    [
        "", "", "Analysis", "Yorum", "Share", "Paylaş", "Tags: a, b", "Similar Posts", "Notes",
        "Kaynakça", "By Ada Deniz", "Ada DENİZ", "Ada DENİZ", "Ada Deniz writes about boats.",
        "5 March 2031", "Also available in: Türkçe", "English", "Key Takeaways", "- a point",
        "• one", "[1] “A”, B, https://a.example/", "[2] Ibid.", "1. One", "2. Two", "¹ Raised",
        "² Two", "1", "[1]",
        "The boats are old.[1] They leak.", "Boats¹ and lamps.²", "Old boats.1 New lamps.2",
        "# Heading", "## Lower", "> quote", "---", "***", "```", "[^1]: def", "A mark[^1] here.",
        "    indented", "About the author", "A much longer line that goes on for a while, " * 4,
        "We use cookies", "Читайте также", "title: x", "İstanbul’da *yeni* _dönem_ & <b>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=250)
@given(st.lists(piece_line, max_size=24), st.sampled_from(["", "page.md"]))
@example(
    [
        "[2] Ibid.", "The boats are old.[1] They leak.", "[1] “A”, B, https://a.example/",
        "[2] Ibid.", "[1] “A”, B, https://a.example/",
    ],
    "",
)  # fmt: skip
def test_nothing_is_lost_whatever_a_page_is_made_of(lines, name):
    # Front matter is no text.
    source = "\n".join(itertools.dropwhile(lambda line: line in {"", "---"}, lines))
    try:
        draft = read_page(source, name)
    except BriefingError:
        return
    assert lost(source, draft) == []
    through_yaml(draft)


def test_a_very_long_page_takes_no_longer_for_each_line():
    def seconds(times: int) -> float:
        source = page(PIECES["en"], Layout())
        before, after = source.split(plain(PIECES["en"])[1])
        long = before + "\n\n".join(plain(PIECES["en"]) * times) + after
        start = time.process_time()
        read_page(long)
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 16 * max(seconds(100), 0.02)
