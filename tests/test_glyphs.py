"""Terminals that cannot show every character: as wide as before, and nothing they cannot take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from terminal import running
from textual.color import Color

from briefing_tui.tui.glyphs import Plainer, plainer_for

BLACK = Color(0, 0, 0)


def plain(text, encoding="ascii", **options):
    return Plainer(encoding, **options).apply([Segment(text)], BLACK)[0].text


def test_signs_become_signs_and_letters_the_letters_below_their_accents():
    assert plain("╭─ Örnek · “İstanbul” ▸") == '+- Ornek - "Istanbul" >'
    assert plain("Там 日本") == "??? ????"
    assert plain("Örnek ─", "latin-1") == "Örnek -"
    assert plain("╭│ Там ╮ ▸", "cp437", letters=False) == "+│ Там + >"


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from(["ascii", "koi8-r"])
)
def test_no_cell_moves_and_all_can_be_written(text, encoding):
    shown = plain(text, encoding)
    shown.encode(encoding)
    assert cell_len(shown) == sum(map(cell_len, text))


def test_style_and_controls_stay():
    segment = Segment("·", Style(bold=True))
    assert Plainer("ascii").apply([segment], BLACK) == [Segment("-", Style(bold=True))]


@pytest.mark.parametrize(
    ("environ", "encoding", "needed"),
    [
        ({"TERM": "xterm"}, "utf-8", False),
        ({"TERM": "xterm"}, "UTF8", False),
        ({"TERM": "xterm"}, None, False),
        ({"TERM": "xterm"}, "ANSI_X3.4-1968", True),
        ({"TERM": "linux"}, "utf-8", True),
    ],
)
def test_it_is_used_where_it_is_needed(environ, encoding, needed):
    assert (plainer_for(environ, encoding) is not None) == needed


def test_a_terminal_of_ascii_gets_nothing_else(archive_folder):
    with running(str(archive_folder), PYTHONIOENCODING="ascii") as terminal:
        terminal.wait("newest first")
        terminal.type("Enter")
        terminal.wait("harbour accord on 2 June")
        terminal.type("8", "Enter")
        screen = terminal.wait("How it was found")
        assert "Ornek" in screen
        assert "+- " in screen
        assert terminal.raw.isascii()
        assert b"\\u" not in terminal.raw
