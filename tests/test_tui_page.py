"""How a line of a page is painted: nothing lost, nothing twice, each cell telling its place."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection

from briefing_tui.briefing import Block, Mark, Span
from briefing_tui.results import Hit
from briefing_tui.tui.layout import Layout
from briefing_tui.tui.page import Page, Stretch

WORDS = [
    "a",
    "harbour",
    "日米同盟",
    "e\u0301",
    "👨\u200d👩\u200d👧",
    "[12]",
    "İstanbul",
    "│",
    "  ",
]
KINDS = ["paragraph", "item", "quote", "code", "table", "heading"]


@st.composite
def blocks(draw):
    """A block with marks wherever its text has them, and spans anywhere at all."""
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=20)))
    kind = draw(st.sampled_from(KINDS))
    if kind in {"code", "table"}:
        text = text.replace("  ", "\n")
    places = st.integers(0, max(1, len(text)))
    spans = [
        Span(kind, *sorted(draw(st.tuples(places, places))), "https://herald.example")
        for kind in draw(st.lists(st.sampled_from(["emphasis", "strong", "link"]), max_size=3))
    ]
    marks = [Mark(int(m[1]), m.start(), m.end()) for m in re.finditer(r"\[(\d+)\]", text)]
    return Block(kind, text, tuple(marks), tuple(spans), level=1, marker="•")


def painted(page, layout, selection=None, left=3):
    return [
        page.paint(
            layout,
            layout.line(row),
            left=left,
            width=layout.width + left,
            look=lambda names: Style(bold="mark" in names),
            selection=selection,
        )
        for row in range(layout.height)
    ]


@settings(deadline=None, max_examples=150)
@given(st.lists(blocks(), min_size=1, max_size=4), st.integers(8, 80), st.data())
def test_every_character_is_painted_once_in_order_from_where_it_says_it_is(body, width, data):
    page = Page([("A title", "title")], body)
    hits = [Hit("body", data.draw(st.integers(0, len(body) - 1)), ((0, 3), (5, 8)))]
    page.set_hits(hits)
    page.passage = Stretch(1, 2, 9)
    layout = Layout(page.pieces, width)
    selection = Selection(Offset(1, 0), Offset(4, len(body)))
    found: dict[int, list[tuple[int, str]]] = {index: [] for index in range(len(page.pieces))}
    for row, strip in enumerate(painted(page, layout, selection)):
        line = layout.line(row)
        assert strip.cell_length == sum(cell_len(segment.text) for segment in strip) == width + 3
        for segment in list(strip)[3 + len(line.prefix) :]:
            if segment.style and "offset" in segment.style.meta:
                offset, piece = segment.style.meta["offset"]
                assert piece == line.piece
                found[piece].extend(enumerate(segment.text, start=offset))
    for index, piece in enumerate(page.pieces):
        offsets = [offset for offset, _ in found[index]]
        # The cells of a table stand side by side; what is in each is looked at in test_tui_layout.
        in_order = sorted(offsets) if piece.role == "table" else offsets
        assert in_order == sorted(set(offsets))
        assert all(piece.text[offset] == character for offset, character in found[index])
        left_out = set(range(len(piece.text))) - set(offsets)
        assert all(piece.text[offset] in " \n" for offset in left_out)


def test_words_are_counted_in_the_body_alone():
    page = Page([("Two words", "title")], [Block("paragraph", "one two"), Block("item", "three")])
    assert page.word_count == 3
    counts = [page.words_before(*place) for place in [(0, 5), (1, 0), (1, 4), (2, 0), (3, 0)]]
    assert counts == [0, 0, 1, 2, 3]


def test_hits_are_sorted_and_those_that_are_nowhere_left_out():
    page = Page((), [Block("paragraph", "harbour accord")])
    page.set_hits(
        [
            Hit("body", 0, ((8, 14), (0, 7), (3, 3))),
            Hit("body", 9, ((0, 1),)),
            Hit("note", 0, ((0, 1),)),
        ]
    )
    assert page.hits == [Stretch(0, 0, 7), Stretch(0, 8, 14)]


def test_hits_that_overlap_are_one():
    page = Page((), [Block("paragraph", "harbour accord"), Block("paragraph", "harbour")])
    page.set_hits(
        [Hit("body", 0, ((0, 9), (2, 5))), Hit("body", 0, ((8, 14),)), Hit("body", 1, ((0, 2),))]
    )
    assert page.hits == [Stretch(0, 0, 14), Stretch(1, 0, 2)]


def test_each_cell_of_a_mark_says_whose_it_is():
    page = Page((), [Block("paragraph", "agreed.[12]", (Mark(12, 7, 11),))])
    (strip,) = painted(page, Layout(page.pieces, 30))
    owners = {segment.text: segment.style.meta.get("mark") for segment in strip if segment.style}
    assert owners["[12]"] == 0
    assert owners["agreed."] is None


def test_without_a_margin_the_text_begins_at_the_edge():
    page = Page((), [Block("paragraph", "edge")])
    page.passage = Stretch(0, 0, 4)
    (strip,) = painted(page, Layout(page.pieces, 4), left=0)
    assert strip.text == "edge"
