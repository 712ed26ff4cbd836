"""Right-to-left text in the order it is read, on terminals that draw from the left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from briefing_tui.briefing import Block, Mark
from briefing_tui.tui.bidi import mirrored, terminal_turns, visual_order
from briefing_tui.tui.layout import Layout, pieces
from briefing_tui.tui.page import Page

SHALOM = "שלום"
SALAM = "سلام"


def turned(text, right_to_left):
    order = visual_order(list(text), right_to_left)
    return "".join(mirrored(text[index]) if odd else text[index] for index, odd in order)


# What is expected is written in the order of the cells from the left.
@pytest.mark.parametrize(
    ("text", "right_to_left", "drawn"),
    [
        ("plain text", False, "plain text"),
        ("say שלום now", False, "say םולש now"),
        ("שלום", True, "םולש"),
        ("שלום 2031 רב", True, "בר 2031 םולש"),
        ("שלום 3.5, רב", True, "בר ,3.5 םולש"),
        ("שלום (רב)", True, "(בר) םולש"),
        ("שלום abc רב.", True, ".בר abc םולש"),
        ("see (שלום) x", False, "see (םולש) x"),
        ("at שלום 12 רב here", False, "at בר 12 םולש here"),
    ],
)
def test_letters_stand_in_the_order_they_are_read_in(text, right_to_left, drawn):
    assert turned(text, right_to_left) == drawn


@given(st.text(st.sampled_from("ab12.,() שלםس٣é"), max_size=30), st.booleans())
def test_every_letter_stands_somewhere_once(text, right_to_left):
    order = [index for index, _ in visual_order(list(text), right_to_left)]
    assert sorted(order) == list(range(len(text)))


def painted(block, width=30, turning=True):
    page = Page((), [block])
    layout = Layout(page.pieces, width, turning=turning)
    strips = [
        page.paint(layout, layout.line(row), left=2, width=width + 2, look=lambda _: Style())
        for row in range(layout.height)
    ]
    return page, layout, strips


def test_a_paragraph_from_the_right_stands_at_the_right_with_its_bullet():
    _, _, strips = painted(Block("item", f"{SHALOM} a", level=1, marker="•"), 12)
    assert strips[0].text == "     a םולש • "
    assert cell_len(strips[0].text) == 14
    _, _, strips = painted(Block("paragraph", f"{SHALOM} a"), 12, turning=False)
    assert strips[0].text.strip() == f"{SHALOM} a"


def test_a_mark_keeps_its_own_order_and_is_found_where_it_is_drawn():
    text = f"{SALAM}.[12] {SALAM}"
    block = Block("paragraph", text, (Mark(12, 5, 9),))
    _, layout, strips = painted(block)
    assert "[12]" in strips[0].text
    column, width = layout.extent(layout.line(0), 5, 9)
    assert strips[0].text[2 + column : 2 + column + width] == "[12]"
    offsets = [s.style.meta["offset"][0] for s in strips[0] if s.style and "offset" in s.style.meta]
    assert sorted(set(offsets)) == [0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13]


@given(
    st.lists(st.sampled_from([SHALOM, SALAM, "abc", "12", "[3]", "e\u0301", "日本"]), max_size=14),
    st.integers(8, 40),
)
def test_lines_are_as_wide_and_hold_the_same_letters(words, width):
    text = " ".join(words)
    block = Block("paragraph", text)
    _, plain_layout, plain = painted(block, width, turning=False)
    _, layout, strips = painted(block, width)
    assert layout.height == plain_layout.height
    for ours, theirs in zip(strips, plain, strict=True):
        assert ours.cell_length == theirs.cell_length
        straight = str.maketrans("]", "[")
        letters = sorted(ours.text.replace(" ", "").translate(straight))
        assert letters == sorted(theirs.text.replace(" ", "").translate(straight))


def test_code_and_tables_are_left_alone():
    (piece,) = pieces((), [Block("code", SHALOM)])
    layout = Layout([piece], 20, turning=True)
    assert layout.letters(layout.line(0)) is None


@pytest.mark.parametrize(
    ("environ", "turns"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "5202"}, False),
        ({"VTE_VERSION": "x"}, False),
        ({"KONSOLE_VERSION": "230804"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM": "xterm-kitty"}, False),
    ],
)
def test_terminals_that_turn_text_themselves_are_known(environ, turns):
    assert terminal_turns(environ) == turns
