"""Which passages of a piece and of its translation say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.archive import counterpart, paired
from briefing_tui.briefing import Block, Mark


def paragraph(length, *notes):
    return Block("paragraph", "x" * length, marks=tuple(Mark(n, 0, 1) for n in notes), paragraph=1)


def heading(level=1):
    return Block("heading", "Head", level=level)


def told(left, right):
    return [(list(pair.left), list(pair.right)) for pair in paired(left, right)]


def test_the_same_shape_is_paired_block_by_block():
    left = [heading(), paragraph(100), paragraph(9)]
    assert told(left, [heading(), paragraph(20), paragraph(90)]) == [
        ([0], [0]), ([1], [1]), ([2], [2])
    ]  # fmt: skip


def test_a_paragraph_that_the_translator_split_stands_beside_both_parts():
    left = [paragraph(100), paragraph(200), paragraph(90)]
    right = [paragraph(105), paragraph(110), paragraph(95), paragraph(88)]
    assert told(left, right) == [([0], [0]), ([1], [1, 2]), ([2], [3])]


def test_notes_hold_passages_together_when_one_is_left_out():
    left = [paragraph(100, 1), paragraph(100), paragraph(100, 2), paragraph(100, 3)]
    right = [paragraph(100, 1), paragraph(100, 2), paragraph(100, 3)]
    assert told(left, right) == [([0], [0]), ([1], []), ([2], [1]), ([3], [2])]


def test_a_note_in_one_half_of_a_split_paragraph_does_not_part_the_halves():
    left = [paragraph(100, 1), paragraph(400, 2), paragraph(100, 3)]
    right = [paragraph(105, 1), paragraph(210), paragraph(205, 2), paragraph(95, 3)]
    assert told(left, right) == [([0], [0]), ([1], [1, 2]), ([2], [3])]


def test_headings_of_the_same_levels_belong_together():
    left = [heading(), paragraph(300), paragraph(10), heading(2), paragraph(50)]
    right = [heading(), paragraph(310), heading(2), paragraph(50)]
    pairs = told(left, right)
    assert ([0], [0]) in pairs
    assert ([3], [2]) in pairs
    assert ([4], [3]) in pairs


def test_of_a_translation_that_stops_early_the_beginning_is_paired():
    left = [paragraph(100) for _ in range(9)]
    assert told(left, [paragraph(100), paragraph(40)]) == [
        ([0], [0]), ([1], [1]), ([2, 3, 4, 5, 6, 7, 8], [])
    ]  # fmt: skip


def test_notes_in_another_order_do_not_cross():
    left = [paragraph(100, 1), paragraph(100, 2), paragraph(100, 3), heading()]
    right = [paragraph(100, 2), paragraph(100, 1), paragraph(100, 3)]
    pairs = paired(left, right)
    assert ([2], [2]) in [(list(pair.left), list(pair.right)) for pair in pairs]


def test_a_place_is_found_again_on_the_other_side():
    left = [paragraph(100), paragraph(200), paragraph(90)]
    right = [paragraph(105), paragraph(110), paragraph(95), paragraph(88)]
    pairs = paired(left, right)
    assert [counterpart(pairs, block) for block in (-2, 0, 1, 2)] == [-2, 0, 1, 3]
    without = paired([paragraph(100, 1), paragraph(50), paragraph(100, 2)],
                       [paragraph(100, 1), paragraph(100, 2)])  # fmt: skip
    assert counterpart(without, 1) == 0
    assert counterpart((), 5) == 0


BLOCKS = st.lists(
    st.one_of(
        st.builds(heading, st.integers(1, 3)),
        st.builds(paragraph, st.integers(0, 400), st.integers(1, 6)),
        st.builds(paragraph, st.integers(0, 400)),
    ),
    max_size=12,
)


@given(BLOCKS, BLOCKS)
def test_every_block_is_in_one_pair_and_in_order(left, right):
    pairs = paired(left, right)
    assert [n for pair in pairs for n in pair.left] == list(range(len(left)))
    assert [n for pair in pairs for n in pair.right] == list(range(len(right)))
    assert all(pair.left or pair.right for pair in pairs)


@given(BLOCKS)
def test_a_text_beside_itself_is_paired_block_by_block(blocks):
    assert all(pair.left == pair.right for pair in paired(blocks, blocks))
