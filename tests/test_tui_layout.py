"""Where characters stand: wrapping, prefixes, places."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing_tui.briefing import Block, Mark
from briefing_tui.tui.layout import Layout, pieces
from briefing_tui.tui.table import break_columns, lay_table
from briefing_tui.tui.wrapping import TAB, expand, graphemes, narrow, wrap, wrap_exact
from briefing_tui.tui.wrapping import _wrap_narrow as wrap_narrow
from briefing_tui.tui.wrapping import _wrap_wide as wrap_wide

FAMILY = "👨\u200d👩\u200d👧"
WORDS = [
    "a", "of", "the", "harbour", "accord", "well-known", "and/or", "dash—dash", "x" * 30, "end.",
    "“quoted”", "(aside)", "so,", "what?", ";", "»", "ağaçlar", "ИЮНЯ", "ёлка", "الاتفاقية", "ไทย",
    "日米同盟は", "「海峡」", "。", "한국어", "cafe\u0301", FAMILY, "🇹🇷", "👍🏽", "☺\ufe0f",
]  # fmt: skip


@st.composite
def texts(draw, words=tuple(WORDS)):
    """Running text with note marks, one space between most words."""
    parts: list[str] = []
    number = 0
    for word in draw(st.lists(st.sampled_from(words), max_size=25)):
        parts.append(word)
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
            number += draw(st.sampled_from([1, 9, 90]))
            parts.append(f"[{number}]")
        parts.append(draw(st.sampled_from([" ", " ", " ", "", "  "])))
    return "".join(parts)


def marks(text):
    return tuple(Mark(int(m[1]), m.start(), m.end()) for m in re.finditer(r"\[(\d+)\]", text))


def lines(text, width):
    return [text[start:end] for start, end in wrap(text, width, marks(text))]


def drawn(layout):
    """The rows of a layout as text, prefix and all."""
    rows = [layout.line(row) for row in range(layout.height)]
    return [row.prefix + layout.pieces[row.piece].text[row.start : row.end] for row in rows]


# Running text


@settings(deadline=None, max_examples=250)
@given(texts(), st.integers(min_value=8, max_value=90))
def test_every_character_is_drawn_once_in_order_and_only_spaces_fall_between_lines(text, width):
    at = 0
    for start, end in wrap(text, width, marks(text)):
        assert text[at:start].strip(" ") == ""
        assert start <= end
        assert cell_len(text[start:end].rstrip(" ")) <= width
        at = end
    assert text[at:].strip(" ") == ""


@settings(deadline=None, max_examples=250)
@given(texts(), st.integers(min_value=8, max_value=90))
def test_every_mark_stands_on_one_line_with_something_before_it(text, width):
    rows = wrap(text, width, marks(text))
    for mark in marks(text):
        holding = [(s, e) for s, e in rows if s < mark.end and e > mark.start]
        assert len(holding) == 1
        word = re.search(r"\S+$", text[: mark.end])
        if cell_len(word.group()) <= width and holding[0][0] == mark.start:
            assert word.start() == mark.start  # nothing but a space is before it


@settings(deadline=None, max_examples=300)
@given(
    texts(words=[word for word in WORDS if narrow(word)]), st.integers(min_value=1, max_value=60)
)
@example(" leading", 3)
@example("a  b", 1)
@example("word [4] word", 6)
def test_the_fast_way_and_the_thorough_way_break_at_the_same_places(text, width):
    assert narrow(text)
    assert wrap_narrow(text, width, marks(text)) == wrap_wide(text, width, marks(text))


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60).map(lambda t: t.replace("\n", " ")), st.integers(1, 30))
@example("a \u200fb", 1)
def test_any_text_at_all_is_broken_without_loss(text, width):
    rows = wrap(text, width)
    joined = "".join(text[start:end] for start, end in rows)
    assert joined.replace(" ", "") == text.replace(" ", "")
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


@settings(deadline=None, max_examples=300)
@given(st.characters(blacklist_categories=("Cs",)))
def test_what_counts_as_narrow_takes_one_cell(character):
    if narrow(character):
        assert cell_len(character) == 1


def test_lines_break_at_spaces():
    assert lines("the two governments will sign", 15) == ["the two", "governments", "will sign"]


def test_a_line_that_fits_exactly_is_not_broken_early():
    assert lines("two ports now", 9) == ["two ports", "now"]


def test_a_text_that_is_empty_is_one_empty_line():
    assert wrap("", 20) == [(0, 0)]


def test_a_mark_stays_with_its_word():
    assert lines("they agreed.[12] Then", 14) == ["they", "agreed.[12]", "Then"]
    assert lines("they agreed [12] then", 14) == ["they", "agreed [12]", "then"]


def test_a_run_of_marks_stays_with_its_word():
    assert lines("now they agreed.[1][2][3]", 17) == ["now they", "agreed.[1][2][3]"]


def test_a_word_too_wide_for_its_line_gives_a_letter_to_its_mark():
    assert lines("agreement[7]", 10) == ["agreemen", "t[7]"]


def test_closing_punctuation_begins_no_line():
    assert lines("Pourquoi donc ?", 13) == ["Pourquoi", "donc ?"]
    assert lines("il a dit « non » hier", 14) == ["il a dit «", "non » hier"]


def test_a_hyphen_is_a_place_to_break_only_when_the_line_would_be_short():
    assert lines("a well-considered answer", 12) == ["a well-", "considered", "answer"]
    assert lines("the answers well-meant", 16) == ["the answers", "well-meant"]


def test_an_address_breaks_after_its_slashes_and_not_after_digits():
    text = "https://herald.example/archive/harbour-accord"
    assert lines(text, 32) == ["https://herald.example/archive/", "harbour-accord"]


def test_a_dash_between_two_words_is_a_place_to_break():
    assert lines("the channel—narrow as it is", 14) == ["the channel—", "narrow as it", "is"]


def test_japanese_breaks_between_characters_but_not_before_a_full_stop():
    assert lines("日米同盟は新しい。次", 16) == ["日米同盟は新し", "い。次"]


def test_japanese_does_not_leave_an_opening_bracket_behind():
    assert lines("大臣は言う「海峡」", 12) == ["大臣は言う", "「海峡」"]


def test_korean_breaks_at_its_spaces():
    assert lines("한국어 문장은 띄어쓴다", 13) == ["한국어 문장은", "띄어쓴다"]


def test_letters_with_accents_and_joined_emoji_are_not_taken_apart():
    assert lines("e\u0301" * 5, 2) == ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]
    assert lines("🇹🇷🇹🇷", 3) == ["🇹🇷", "🇹🇷"]
    assert lines(FAMILY * 2, 2) == [FAMILY, FAMILY]
    assert graphemes(f"a{FAMILY}b") == [0, 1, 6]


def test_a_no_break_space_is_not_broken():
    assert lines("on 2\u00a0June now", 6) == ["on", "2\u00a0June", "now"]


# Preformatted text


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.text("ab \t日e\u0301", max_size=30), max_size=6).map("\n".join), st.integers(8, 40)
)
def test_nothing_of_a_preformatted_text_is_lost_but_its_line_feeds(text, width):
    at = 0
    for start, end in wrap_exact(text, width):
        assert text[at:start] in {"", "\n"}
        assert sum(cell_len(part) for part, _ in expand(text[start:end])) <= width
        at = end
    assert at == len(text)


def test_spaces_at_a_break_of_code_are_kept():
    text = "abcd    efgh"
    assert [text[s:e] for s, e in wrap_exact(text, 6)] == ["abcd  ", "  efgh"]


def test_tabs_reach_to_the_next_stop():
    parts = list(expand("a\tb\t\tc"))
    assert "".join(part for part, _ in parts) == "a   b       c"
    assert TAB == 4


def test_each_space_of_a_tab_tells_what_a_click_on_it_means():
    assert list(expand("\tx")) == [(" ", 0), (" ", 1), (" ", 1), (" ", 1), ("x", 1)]
    assert list(expand("\tx", 3)) == [(" ", 0), ("x", 1)]


def test_a_wide_table_is_broken_between_its_columns_and_in_every_row_at_the_same():
    rows = ["Port of the north │ Ships │ Share", "南港              │    18 │  60 %", "x"]
    text = "\n".join(rows)
    broken = [text[s:e].rstrip() for s, e in break_columns(text, 28)]
    assert broken == [
        "Port of the north │ Ships │",
        "Share",
        "南港              │    18 │",
        " 60 %",
        "x",
    ]


def test_a_column_wider_than_the_line_is_broken_where_the_line_is_full():
    text = "abcdefghij │ k"
    assert [text[s:e].rstrip() for s, e in break_columns(text, 7)] == ["abcdefg", "hij │", "k"]


def test_a_mark_in_code_or_table_is_not_broken():
    text = "abcdefg[12] │ x"
    broken = [text[s:e] for s, e in break_columns(text, 9, marks(text))]
    assert broken == ["abcdef", "g[12] │ ", "x"]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "日本", "harbour", "[12]", "e\u0301"]), max_size=6),
        max_size=4,
    ),
    st.integers(8, 40),
)
def test_nothing_of_a_table_is_lost(table, width):
    text = "\n".join(" │ ".join(row) for row in table)
    at = 0
    for start, end in break_columns(text, width, marks(text)):
        assert text[at:start] in {"", "\n"}
        assert cell_len(text[start:end]) <= width
        assert all(
            m.end <= start or m.start >= end or start <= m.start < m.end <= end for m in marks(text)
        )
        at = end
    assert at == len(text)


def lines_of_table(text, width):
    """Draw a table's lines as text."""
    out = []
    for line in lay_table(text, width, marks(text)):
        stretches = [(cell.column, text[cell.start : cell.end]) for cell in line.cells]
        stretches += [(bar, "│") for bar in line.bars]
        drawn = "─" * line.rule
        for column, part in sorted(stretches):
            drawn = drawn[:column] + " " * (column - cell_len(drawn)) + part + drawn[column + 1 :]
        out.append(drawn.rstrip())
    return out


PORTS = """\
Port   │ Ships │ What changed
Marlen │    18 │ Two berths were deepened.[4]
Qaysa  │     2 │ Nothing."""


def test_a_table_that_fits_is_drawn_as_it_is_with_a_rule_below_its_header():
    assert lines_of_table(PORTS, 60) == [
        "Port   │ Ships │ What changed",
        "───────│───────│─────────────────────────────",
        "Marlen │    18 │ Two berths were deepened.[4]",
        "Qaysa  │     2 │ Nothing.",
    ]


def test_the_cells_of_a_wide_table_are_wrapped_and_its_numbers_stay_at_the_right():
    assert lines_of_table(PORTS, 34) == [
        "Port   │ Ships │ What changed",
        "───────│───────│──────────────────",
        "Marlen │    18 │ Two berths were",
        "       │       │ deepened.[4]",
        "───────│───────│──────────────────",
        "Qaysa  │     2 │ Nothing.",
    ]


def test_a_long_header_wraps_before_the_words_below_it_do():
    text = "Place │ Arrivals last year\nQaysa │                 12"
    assert lines_of_table(text, 18) == [
        "Place │ Arrivals",
        "      │     last",
        "      │     year",
        "──────│─────────",
        "Qaysa │       12",
    ]


def test_a_table_with_too_many_columns_is_broken_between_them():
    text = "\n".join([" │ ".join(["columns"] * 9)] * 2)
    assert not any(line.rule for line in lay_table(text, 40))
    assert lines_of_table(text, 40)[0].count("columns") == 4


@st.composite
def tables(draw):
    """A table as a body has it: padded cells, all rows with the same number of them."""
    words = ["", "a", "日本", "harbour[12]", "e\u0301", "a longer cell", "x" * 70]
    columns = draw(st.integers(1, 6))
    rows = draw(
        st.lists(
            st.lists(st.sampled_from(words), min_size=columns, max_size=columns),
            min_size=1, max_size=5,
        )
    )  # fmt: skip
    widths = [max(cell_len(row[column]) for row in rows) for column in range(columns)]
    rightward = draw(st.lists(st.booleans(), min_size=columns, max_size=columns))

    def pad(cell, column):
        space = " " * (widths[column] - cell_len(cell))
        return space + cell if rightward[column] else cell + space

    return "\n".join(
        " │ ".join(pad(cell, column) for column, cell in enumerate(row)).rstrip() for row in rows
    )


@settings(deadline=None, max_examples=300)
@given(tables(), st.integers(8, 90))
def test_every_character_of_a_table_stands_on_one_line_and_none_over_another(text, width):
    drawn = []
    for line in lay_table(text, width, marks(text)):
        used = 0
        for cell in line.cells:
            assert cell.column >= used
            used = cell.column + cell_len(text[cell.start : cell.end])
            drawn += range(cell.start, cell.end)
        assert max([used, line.rule, *(bar + 1 for bar in line.bars)]) <= width
        taken = {c.column + n for c in line.cells for n in range(cell_len(text[c.start : c.end]))}
        assert taken.isdisjoint(line.bars)
    assert len(drawn) == len(set(drawn))
    left_out = set(range(len(text))) - set(drawn)
    assert all(text[offset] in " \n" for offset in left_out)


@settings(deadline=None, max_examples=100)
@given(tables(), st.integers(12, 90))
def test_every_place_of_a_table_is_on_the_row_that_shows_it(text, width):
    layout = Layout(pieces((), [Block("table", text, marks(text))]), width)
    for offset in [n for n, character in enumerate(text) if character not in " \n"]:
        line = layout.line(layout.row(0, offset))
        cells = [c for c in line.table.cells if c.start <= offset < c.end]
        assert len(cells) == 1
        indent = cell_len(line.prefix) + cells[0].column
        assert layout.column(line, offset) == indent + cell_len(text[cells[0].start : offset])
        assert layout.row(0, offset) in layout.rows(0, offset, offset + 1)
    for row in range(layout.height):
        place = layout.place(row)
        assert layout.row(*place) in {row, row + 1}


# Pieces


def test_code_that_is_wrapped_shows_that_it_goes_on():
    layout = Layout(pieces((), [Block("code", "if ready:\n    go(north, south)")]), 16)
    assert drawn(layout) == ["  if ready:", "      go(north, ", "↳ south)"]


def test_items_hang_by_their_level_and_stand_close_together():
    blocks = [
        Block("item", "two patrols a month", level=1, marker="•"),
        Block("item", "one by night", level=2, marker="–"),
        Block("item", "last", level=1, marker="10."),
        Block("paragraph", "After."),
    ]
    assert drawn(Layout(pieces((), blocks), 20)) == [
        " • two patrols a",
        "   month",
        "    – one by night",
        "",
        " 10. last",
        "",
        "After.",
    ]


def test_a_further_paragraph_of_an_item_stands_apart_and_hangs_as_the_item_does():
    blocks = [
        Block("item", "first", level=1, marker="10."),
        Block("item", "more of it", level=1),
        Block("item", "second", level=1, marker="11."),
    ]
    layout = Layout(pieces((), blocks), 30)
    assert drawn(layout) == [" 10. first", "", "     more of it", " 11. second"]


def test_another_list_stands_apart():
    blocks = [
        Block("item", "a", level=1, marker="•"),
        Block("item", "more", level=1),
        Block("item", "within", level=2, marker="1."),
        Block("item", "b", level=1, marker="•"),
        Block("item", "one", level=1, marker="1."),
        Block("item", "two", level=1, marker="2."),
    ]
    layout = Layout(pieces((), blocks), 30)
    assert drawn(layout) == [
        " • a", "", "   more", "    1. within", " • b", "", " 1. one", " 2. two",
    ]  # fmt: skip


def test_the_bar_of_a_quotation_runs_through_its_paragraphs():
    blocks = [
        Block("quote", "Hold it.", level=1),
        Block("quote", "Within.", level=2),
        Block("paragraph", "x"),
    ]
    expected = ["▏ Hold it.", "▏", "▏▏ Within.", "", "x"]
    assert drawn(Layout(pieces((), blocks), 30)) == expected


def test_a_heading_stands_apart():
    blocks = [Block("paragraph", "a"), Block("heading", "H", level=2), Block("paragraph", "b")]
    assert drawn(Layout(pieces((), blocks), 30)) == ["a", "", "", "H", "", "b"]


def test_the_masthead_stands_above_the_body():
    masthead = [("Two Ports", "title"), ("2031 · 6 min", "meta"), ("", "gap")]
    layout = Layout(pieces(masthead, [Block("paragraph", "a")]), 30)
    assert drawn(layout) == ["Two Ports", "2031 · 6 min", "", "a"]


def test_a_masthead_with_a_role_of_its_own_is_refused():
    with pytest.raises(ValueError, match="no such role"):
        pieces([("x", "banner")], [])


def test_what_a_terminal_would_obey_is_made_visible_without_moving_anything():
    (piece,) = pieces((), [Block("paragraph", "a\x1b]52;c\x07b\tc\nd")])
    assert piece.text == "a␛]52;c␇b c d"


@pytest.mark.parametrize("width", [1, 2, 5, 8])
def test_deep_lists_and_quotes_leave_room_for_text_in_a_narrow_window(width):
    blocks = [
        Block("item", "harbour accord", level=9, marker="128."),
        Block("quote", "harbour accord", level=9),
        Block("code", "harbour accord"),
    ]
    layout = Layout(pieces((), blocks), width)
    text = "".join(
        layout.pieces[row.piece].text[row.start : row.end]
        for row in map(layout.line, range(layout.height))
    )
    assert text.replace(" ", "") == "harbouraccord" * 3
    if width > 1:
        assert max(map(cell_len, drawn(layout))) <= width


# Rows and places


@settings(deadline=None, max_examples=100)
@given(st.lists(texts(), min_size=1, max_size=5), st.integers(8, 80))
def test_every_place_is_on_the_row_that_shows_it(contents, width):
    layout = Layout(pieces((), [Block("paragraph", t, marks(t)) for t in contents]), width)
    for index, text in enumerate(contents):
        for offset in range(0, len(text), 7):
            row = layout.row(index, offset)
            line = layout.line(row)
            assert line.piece == index
            assert line.start <= offset
            assert offset < line.end or text[line.end : offset + 1].strip(" ") == ""
            assert layout.line(layout.row(*layout.place(row))).start == line.start


def test_a_blank_row_belongs_to_what_follows_it():
    layout = Layout(pieces((), [Block("paragraph", "a"), Block("paragraph", "b")]), 20)
    assert layout.place(1) == (1, 0)
    assert layout.line(1).blank


def test_rows_out_of_range_are_refused_and_places_brought_in():
    layout = Layout(pieces((), [Block("paragraph", "a")]), 20)
    assert layout.row(7, 99) == 0
    assert layout.place(99) == (0, 0)
    with pytest.raises(IndexError):
        layout.line(1)


def test_a_layout_of_nothing_has_no_rows():
    layout = Layout((), 40)
    assert (layout.height, layout.row(0, 0), layout.place(0)) == (0, 0, (0, 0))


def test_the_column_counts_prefix_wide_characters_and_tabs():
    blocks = [Block("item", "日米 x", level=1, marker="•"), Block("code", "\tx")]
    layout = Layout(pieces((), blocks), 40)
    assert layout.column(layout.line(0), 3) == 3 + 5
    assert layout.column(layout.line(2), 1) == 2 + TAB
