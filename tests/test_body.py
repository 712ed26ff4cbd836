"""Markdown bodies: blocks, note marks, links, and that no word gets lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui import body
from briefing_tui.body import blocks as reading
from briefing_tui.briefing import Mark, Span

NOTES = {1, 2, 3}


def only(markdown, notes=NOTES):
    (block,) = body.parse(markdown, notes).blocks
    return block


def numbers(markdown, notes=NOTES):
    return [mark.number for block in body.parse(markdown, notes).blocks for mark in block.marks]


def shown(markdown, notes=NOTES):
    """What a reader sees of each block, with its kind."""
    return [(block.kind, block.text) for block in body.parse(markdown, notes).blocks]


# --- note marks


@pytest.mark.parametrize(
    ("markdown", "text", "marks"),
    [
        ("Boats left.[1] More.", "Boats left.[1] More.", [Mark(1, 11, 14)]),
        ("Boats[^2] left.", "Boats[2] left.", [Mark(2, 5, 8)]),
        ("Both.[1][2]", "Both.[1][2]", [Mark(1, 5, 8), Mark(2, 8, 11)]),
        ("Both.[1, 2]", "Both.[1][2]", [Mark(1, 5, 8), Mark(2, 8, 11)]),
        ("Both.[1,2] x", "Both.[1][2] x", [Mark(1, 5, 8), Mark(2, 8, 11)]),
        ("Both.[^1, ^2]", "Both.[1][2]", [Mark(1, 5, 8), Mark(2, 8, 11)]),
        ("[3] begins.", "[3] begins.", [Mark(3, 0, 3)]),
        ("*Loud.*[1]", "Loud.[1]", [Mark(1, 5, 8)]),
        ("A *loud[2] word*.", "A loud[2] word.", [Mark(2, 6, 9)]),
        ("[1](see also) more", "[1](see also) more", [Mark(1, 0, 3)]),
        ("[1]: http://a.example/ is said", "[1]: http://a.example/ is said", [Mark(1, 0, 3)]),
        ("[text][1]", "[text][1]", [Mark(1, 6, 9)]),
        ("At last![1](see there)", "At last![1](see there)", [Mark(1, 8, 11)]),
        ("Half.[1, 9]", "Half.[1][9]", [Mark(1, 5, 8)]),
    ],
)
def test_a_mark_is_a_mark_where_its_note_exists(markdown, text, marks):
    block = only(markdown)
    assert (block.text, list(block.marks)) == (text, marks)
    for mark in block.marks:
        assert block.text[mark.start : mark.end] == f"[{mark.number}]"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"Not \[1] a mark", "Not [1] a mark"),
        ("Not `[1]` a mark", "Not [1] a mark"),
        ("See [9] there", "See [9] there"),
        ("See [9, 10] there", "See [9, 10] there"),
        ("[2024] EWCA Civ 5", "[2024] EWCA Civ 5"),
        ("[0], [01] and [1 ]", "[0], [01] and [1 ]"),
        ("See <https://a.example/[1]>", "See https://a.example/[1]"),
        ("See https://a.example/x[1]/y", "See https://a.example/x[1]/y"),
        ("See https://a.example/x[1][2]", "See https://a.example/x[1][2]"),
        ("See www.a.example/x?q[1]=2 *too*", "See www.a.example/x?q[1]=2 too"),
        ("[٣] is no mark of ours", "[٣] is no mark of ours"),
    ],
)
def test_what_is_no_mark_stays_text(markdown, text):
    block = only(markdown)
    assert (block.text, block.marks) == (text, ())


@pytest.mark.parametrize(
    "markdown",
    ["See https://a.example/x.[1]", "See (https://a.example/x)[1]", "“www.a.example”[1]"],
)
def test_a_mark_behind_what_closes_an_address_is_one(markdown):
    assert numbers(markdown) == [1]


def test_marks_stand_in_headings_lists_quotes_and_tables():
    markdown = "# One[1]\n\n- two[2]\n\n> three[3]\n\n| a[1] | b |\n|---|---|\n| c | d[2] |\n"
    assert numbers(markdown) == [1, 2, 3, 1, 2]


def test_marks_without_a_note_are_told_with_their_places():
    markdown = (
        "First.[7]\nsecond *line*[8] [1]\n\n> # Quoted [7]\n\n"
        "| [9] | [9] |\n|--|--|\n| x | \\[6] |\n"
    )
    read = body.parse(markdown, {1})
    assert read.missing == ((7, 1, 7), (8, 2, 14), (7, 4, 12), (9, 6, 3), (9, 6, 9))
    for number, line, column in read.missing:
        assert markdown.split("\n")[line - 1][column - 1 :].startswith(f"[{number}]")
    assert read.used == {1}


# --- blocks


def test_blocks_are_told_by_kind_and_paragraphs_are_counted():
    markdown = (
        "First line\nand second.\n\n## Part *two*\n\nMore.\n\n> Quoted.\n>\n> > Deeper.\n\n"
        "- one\n  - inner\n- two\n\n  still two\n\n***\n\nLast.\n"
    )
    read = body.parse(markdown, ())
    assert [(b.kind, b.text, b.level, b.marker, b.paragraph, b.line) for b in read.blocks] == [
        ("paragraph", "First line and second.", 0, "", 1, 1),
        ("heading", "Part two", 2, "", 0, 4),
        ("paragraph", "More.", 0, "", 2, 6),
        ("quote", "Quoted.", 1, "", 0, 8),
        ("quote", "Deeper.", 2, "", 0, 10),
        ("item", "one", 1, "•", 0, 12),
        ("item", "inner", 2, "•", 0, 13),
        ("item", "two", 1, "•", 0, 14),
        ("item", "still two", 1, "", 0, 16),
        ("rule", "", 0, "", 0, 18),
        ("paragraph", "Last.", 0, "", 3, 20),
    ]


def test_a_list_keeps_the_numbers_it_was_written_with():
    assert [b.marker for b in body.parse("3. a\n5. b\n", ()).blocks] == ["3.", "5."]
    assert [b.marker for b in body.parse("4) a\n5) b\n", ()).blocks] == ["4)", "5)"]


def test_a_list_of_equal_numbers_is_counted():
    assert [b.marker for b in body.parse("1. a\n1. b\n1. c\n", ()).blocks] == ["1.", "2.", "3."]


def test_an_item_without_a_text_keeps_its_number():
    assert [(b.kind, b.marker, b.text) for b in body.parse("2024.\n\n7. > said\n", ()).blocks] == [
        ("item", "2024.", ""),
        ("item", "7.", ""),
        ("quote", "", "said"),
    ]


def test_line_breaks_of_a_paragraph_become_spaces():
    assert only("one\ntwo  \nthree\\\nfour *five\nsix*").text == "one two three four five six"
    assert only("one  \n   two\t\n three").text == "one two three"
    assert "\n" not in only("a&NewLine;b&#10;c").text


def test_spans_are_given_by_offsets_and_nest():
    block = only("A **bold *and* more** `code` ~~gone~~ [site](https://a.example/x_y).")
    assert block.text == "A bold and more code gone site."
    assert [(s.kind, block.text[s.start : s.end], s.href) for s in block.spans] == [
        ("strong", "bold and more", ""),
        ("emphasis", "and", ""),
        ("code", "code", ""),
        ("strike", "gone", ""),
        ("link", "site", "https://a.example/x_y"),
    ]


def test_code_keeps_its_lines_and_holds_no_marks():
    block = only("```python\nx = y[1]\n\n\tz\n```\n")
    assert (block.kind, block.text, block.marks) == ("code", "x = y[1]\n\n    z", ())
    assert block.marker == "python"


def test_words_behind_a_fence_are_not_lost():
    assert only("``` these words\nx\n```\n").text == "these words\nx"


def test_a_table_is_set_in_columns():
    block = only("| Port | Ships[1] |\n|:--|--:|\n| Ada | 7 |\n| 港 | 1200 |\n")
    assert block.text.split("\n") == [
        "Port │ Ships[1]",
        "Ada  │        7",
        "港   │     1200",
    ]
    assert block.kind == "table"
    assert [block.text[m.start : m.end] for m in block.marks] == ["[1]"]
    assert block.spans[0] == Span("strong", 0, 4)


def test_a_table_keeps_surplus_cells_and_needs_no_missing_ones():
    block = only("a | b\n--|--\n1 | 2 | surplus | more\n3\n4 \\| 5 | 6\n")
    assert block.text.split("\n") == ["a     │ b", "1     │ 2 │ surplus │ more", "3", "4 | 5 │ 6"]


def test_a_table_ends_where_its_rows_do():
    assert [kind for kind, _ in shown("a | b\n--|--\n1 | 2\n\nText.\n")] == ["table", "paragraph"]
    assert [kind for kind, _ in shown("a | b\n--|--\n1 | 2\n> q\n")] == ["table", "quote"]
    assert [kind for kind, _ in shown("Text.\n\na | b | c\n--|--\n")] == ["paragraph", "paragraph"]


# --- links, images, HTML


@pytest.mark.parametrize(
    ("markdown", "text", "hrefs"),
    [
        ("[a](https://a.example)", "a", ["https://a.example"]),
        ('[a](https://a.example "Their title")', "a (Their title)", ["https://a.example"]),
        ("[](https://a.example)", "https://a.example", ["https://a.example"]),
        ("[a](mailto:x@a.example)", "a", ["mailto:x@a.example"]),
        ("<https://a.example/%41>", "https://a.example/%41", ["https://a.example/%41"]),
        ("[a](other.md)", "[a](other.md)", []),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))", []),
        ("<javascript:alert(1)>", "<javascript:alert(1)>", []),
        ("[a](https://a.example/&#x202e;b)", "[a](https://a.example/\ufffdb)", []),
        ("![Map](map.png)", "Map (map.png)", []),
        (
            "![Map](https://a.example/m.png)",
            "Map (https://a.example/m.png)",
            ["https://a.example/m.png"],
        ),
        ('![](map.png "Old")', "map.png (Old)", []),
        ("[![Map](m.png)](https://a.example)", "Map (m.png)", ["https://a.example"]),
        ("[word]: https://a.example", "[word]: https://a.example", []),
        ("[a [b](c.md) d](https://b.example)", "a [b](c.md) d", ["https://b.example"]),
    ],
)
def test_addresses_are_links_or_stay_visible(markdown, text, hrefs):
    block = only(markdown)
    assert [span.href for span in block.spans if span.kind == "link"] == hrefs
    assert block.text == text


def test_html_is_text():
    markdown = (
        "<div>\n<script>alert(1)</script>\n</div>\n\nA <b>bold</b> <!-- hidden --> word &amp; more"
    )
    assert shown(markdown) == [
        ("paragraph", "<div> <script>alert(1)</script> </div>"),
        ("paragraph", "A <b>bold</b> <!-- hidden --> word & more"),
    ]


def test_entities_smuggle_no_control_characters():
    text = only("a&#x1b;b &#x202e;c &#xe0041; `\x1b` *\u2066*").text
    assert not set(text) & {"\x1b", "\u202e", "\U000e0041", "\u2066"}


# --- nothing is lost


PIECES = st.sampled_from(
    [
        " ", " ", " ", "\n", "\n\n", "*", "**", "_", "`", "``", "~~", "~~~", "[", "]", "](", ")",
        "!", "![", "[1]", "[9]", "[^1]:", "[1]: ", "<", ">", "> ", "- ", "1. ", "7) ", "# ",
        "\n---\n", "\n***\n", "\n===\n", "|", "\n|--|--|\n", "\\", "\n    ", "\t", "http://",
        "https://a.example/", '"', "'", "(", ":", "\n```\n", "```", "&", ";", "\\[", "…", "\u3000",
        "\u00a0", "[x](", "<!--",
    ]
)  # fmt: skip
WORDS = st.from_regex(r"[a-z]{3,6}", fullmatch=True)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.one_of(WORDS, PIECES), max_size=60).map("".join))
@example("# # #\n# closing #\n")
@example("a | b\n--|--\nc | d | eee\n")
@example("[xyz]: https://a.example 'title'\n")
def test_no_word_is_lost(markdown):
    read = body.parse(markdown, {1})
    seen = " ".join(
        f"{b.marker} {b.text} {' '.join(span.href for span in b.spans)}" for b in read.blocks
    )
    wanted = re.findall(r"[a-z]{3,}", re.sub(r"&[a-z]+;", " ", markdown))
    assert [word for word in wanted if word not in seen] == []


@settings(deadline=None, max_examples=400)
@given(st.lists(st.one_of(WORDS, PIECES), max_size=60).map("".join))
def test_what_is_given_holds_together(markdown):
    read = body.parse(markdown, {1})
    paragraphs = [b.paragraph for b in read.blocks if b.kind == "paragraph"]
    assert paragraphs == list(range(1, len(paragraphs) + 1))
    assert [b.line for b in read.blocks] == sorted(b.line for b in read.blocks)
    for block in read.blocks:
        if block.kind not in {"code", "table"}:
            assert "\n" not in block.text
        for mark in block.marks:
            assert block.text[mark.start : mark.end] == f"[{mark.number}]"
        opened = []
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            while opened and opened[-1] <= span.start:
                opened.pop()
            assert not opened or span.end <= opened[-1]
            opened.append(span.end)
    lines = markdown.split("\n")
    for _, line, column in read.missing:
        assert 1 <= line <= len(lines)
        assert column >= 1


PLAIN_PIECES = st.sampled_from(
    [
        " ", " ", ".", "\n", "\n\n", "[1]", "[9]", "[1, 2]", "[^2]", " [", "]", "(x)", "’", "–",
        "5 % ", "R&D", "\n   ", "https://a.example/", "a@b.example", "!", "[1]: ", "şğ", "漢字",
        " 3. ", "*a*", "**b** ", "_c_", "`d`", "~~e~~", "\n*", "\n**", "\n_", "\n`", "\n~~", "***",
    ]
)  # fmt: skip
PLAIN = st.lists(st.one_of(WORDS, PLAIN_PIECES), max_size=40).map("".join)


@settings(deadline=None, max_examples=300)
@given(PLAIN)
def test_the_short_way_through_plain_paragraphs_leads_to_the_same_end(markdown):
    short = body.parse(markdown, NOTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "structured", len)
        patch.setattr(reading, "_INLINE", re.compile(""))
        long = body.parse(markdown, NOTES)
    assert short == long


# --- size and depth


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("word\n\n", 20_000),
        ("# word\n", 20_000),
        ("- word\n", 20_000),
        ("*word* ", 20_000),
        ("*word*\n\n", 20_000),
        ("> word\n> \n", 20_000),
        ("| word | word |\n|---|---|\n| word |\n\n", 9_000),
        ("|word" * 2_000 + "|\n" + "|-" * 2_000 + "|\n", 2_000),
        ("word[1] ", 30_000),
        ("word[9] ", 30_000),
        ("word\n", 60_000),
        ("1. word\n\n", 20_000),
        (" >-\nword\n", 20_000),
        ("*word\n" + ">-\n" * 6, 20_000),
        (">     word\nword\n", 20_000),
        ("> |---|\nword\n", 20_000),
    ],
)
def test_beyond_all_bounds_signs_stay_and_no_word_is_lost(piece, words):
    markdown = piece * (words // piece.count("word"))
    started = time.process_time()
    parsed = body.parse(markdown, NOTES)
    assert time.process_time() - started < 4
    assert sum(block.text.count("word") for block in parsed.blocks) == markdown.count("word")
    assert len(parsed.blocks) <= 20_000


def test_where_signs_begin_to_stay_is_told():
    assert body.parse("*a*\n\n" * 100, NOTES).left == 0
    parsed = body.parse("a\n\n" + "*b*\n\n" * 20_000, NOTES)
    assert 1 < parsed.left < 20_000
    first = next(block for block in parsed.blocks if "*" in block.text)
    assert first.line == parsed.left


def test_a_structure_is_read_up_to_where_it_is_too_much():
    parsed = body.parse("# head\n\ntext\n\n" * 5_000, NOTES)
    kinds = [block.kind for block in parsed.blocks]
    assert kinds[:4] == ["heading", "paragraph"] * 2
    assert kinds.count("heading") == 3_000
    assert [block.text for block in parsed.blocks[-2:]] == ["# head", "text"]
    assert parsed.blocks[-1].line == 4 * 5_000 - 1
    assert parsed.left == 4 * 3_000 + 1


@pytest.mark.parametrize(
    "markdown",
    [
        ">" * 10_000,
        "> " * 10_000 + "end",
        "- " * 10_000 + "end",
        "1. " * 10_000 + "end",
        "[" * 10_000,
        "[a](" * 5_000,
        "![" * 5_000 + "end" + "](http://a.example)" * 5_000,
        "[" * 5_000 + "end" + "](http://a.example)" * 5_000,
        "`" * 10_000,
        "*end **" * 3_000,
        "<" * 10_000,
        "[9] " * 10_000,
        "http://.[1]" * 5_000,
        "http://a[1]" * 5_000,
        "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|end|\n" * 2_000,
        "word " + " " * 100_000 + "end",
        "".join(" " * n + "- end\n" for n in range(200)),
    ],
    ids=lambda markdown: markdown[:8].strip(),
)
def test_hostile_bodies_end_soon_and_keep_their_words(markdown):
    started = time.process_time()
    read = body.parse(markdown, {1})
    assert time.process_time() - started < 3
    if "end" in markdown:
        assert any("end" in block.text for block in read.blocks)
    assert sum(len(block.text) for block in read.blocks) <= 20 * len(markdown)


def test_a_long_body_takes_time_with_its_length():
    paragraph = "The boats left at *dawn* and came back [1] late, said [a](https://a.example/).\n\n"
    started = time.process_time()
    body.parse(paragraph * 200, {1})
    short = time.process_time() - started
    started = time.process_time()
    read = body.parse(paragraph * 4_000, {1})
    long = time.process_time() - started
    assert len(read.blocks) == 4_000
    assert long < 60 * short + 0.5


def test_an_empty_body_has_no_blocks():
    assert body.parse("", ()).blocks == ()
    assert body.parse(" \n\t\n\u00a0\n", ()).blocks == ()


def test_line_ends_of_other_systems_are_line_ends():
    assert shown("one\r\n\r\ntwo\rthree") == [("paragraph", "one"), ("paragraph", "two three")]
