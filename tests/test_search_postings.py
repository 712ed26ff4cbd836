"""Postings say where each word of a field stands, however its texts are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.search import postings
from briefing_tui.search.analysis import places
from briefing_tui.search.postings import Positions, analysed, by_term

PIECES = [
    "port", "Ports", "PORT,", "ports.[4]", "[4]", "[1, 2]", "[^3 ;4]", "[1, 2345]", "(US)",
    "us-japan", "U.S.", "forbes.com", "https://www.herald.example/a-b?x[1,", "2]",
    "54,000", "B-52", "中国", "Köklen", "KÖKLEN", "Ankara’nın", "—", "\u200b", "e.g", ".",
    "l’OTAN", "12", ",", "a.b.", "c",
]  # fmt: skip
SPACES = [" ", "  ", "\n", "\u00a0", "\u2028", "\u3000", "\t", "", "\x1c"]
text = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SPACES)), max_size=12).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


def plainly(texts, lang):
    """Read word after word; between two texts is a gap of eight."""
    postings, position, length = {}, -1, 0
    for each in texts:
        for place in places(each, lang):
            position += place.step
            length += place.step
            for term in place.terms:
                postings.setdefault(term, []).append(position)
        position += 8
    return postings, length


@given(
    st.lists(text | st.text(max_size=40), max_size=4), st.sampled_from(["en", "tr", "de-AT", ""])
)
def test_postings_are_those_of_the_words_one_after_the_other(texts, lang):
    found, length = analysed(texts, lang)
    postings = by_term(found)
    decode = Positions().decode_positions
    assert ({term: decode(where) for term, where in postings.items()}, length) == plainly(
        texts, lang
    )


@pytest.mark.parametrize(
    "positions",
    [[0], [65535], [65536], [0, 1, 65535], [7, 65536], [1 << 31], [3, (1 << 32) - 1]],
)
def test_positions_come_back(positions):
    where = Positions().encode(positions)
    assert Positions().decode_positions(where) == positions
    assert Positions.count(where) == len(positions)


def test_a_stem_of_two_words_stands_where_both_do():
    postings, length = analysed(["ports ported ports", "ported"], "en")
    decode = Positions().decode_positions
    assert {term: decode(where) for term, where in by_term(postings).items()} == {
        "ports": [0, 2],
        "ported": [1, 11],
        "~port": [0, 1, 2, 11],
    }
    assert length == 4


def test_what_was_read_is_forgotten_when_it_becomes_too_much(monkeypatch):
    monkeypatch.setattr(postings, "_MOST_KNOWN", 5)
    texts = [" ".join(PIECES), " ".join(reversed(PIECES)), "[1, 2] ".join(PIECES)] * 3
    found, length = analysed(texts, "eo")
    decode = Positions().decode_positions
    assert ({term: decode(where) for term, where in by_term(found).items()}, length) == plainly(
        texts, "eo"
    )
    reader = postings._reader("eo", False)
    assert max(map(len, (reader, reader._chunks, reader._words))) <= 40
