"""Reading in a real (pseudo-)terminal, by keys alone and by the mouse alone."""

from __future__ import annotations

import base64
import re

import pytest
from terminal import running

SIZES = [(80, 24), pytest.param((200, 55), marks=pytest.mark.slow)]


def copied(terminal):
    """Give what the terminal was last asked to put on the clipboard."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.raw)
    return base64.b64decode(found[-1]).decode() if found else ""


def text_above_the_keys(terminal):
    return terminal.settled().splitlines()[:-1]


def opened(terminal):
    terminal.wait("newest first")
    terminal.type("Enter")
    terminal.wait("harbour accord on 2 June")
    terminal.settled()


@pytest.mark.parametrize("size", SIZES)
def test_all_notes_are_read_one_after_another(archive_folder, size):
    with running(str(archive_folder), size=size, SSH_TTY="x") as terminal:
        opened(terminal)
        terminal.type("]", "Enter")
        terminal.wait("╭─ [1]")
        for number in range(2, 9):
            terminal.type("]")
            terminal.wait(f"╭─ [{number}]")
        assert "→ note 2" in terminal.text
        assert "Marlen Times" in terminal.text
        terminal.type("y")
        terminal.wait("(OSC")
        assert copied(terminal).startswith("“One Office For Two Ports,” Marlen Times")


@pytest.mark.parametrize("size", SIZES)
def test_from_a_note_to_its_source_to_another_briefing_and_back(archive_folder, size):
    with running(str(archive_folder), size=size) as terminal:
        opened(terminal)
        terminal.type("4", "Enter")
        terminal.wait("╭─ [4]")
        before = text_above_the_keys(terminal)
        terminal.type("s")
        terminal.wait("Four Years Of Patrols")
        terminal.wait("in 2 briefings")
        terminal.type("G", "Enter")
        terminal.wait("Salt was cheap once")
        terminal.type("q")
        terminal.wait("in 2 briefings")
        terminal.type("q")
        terminal.wait("╭─ [4]")
        assert text_above_the_keys(terminal) == before


@pytest.mark.parametrize("size", SIZES)
def test_a_quotation_is_found_over_a_line_break_and_copied(archive_folder, size):
    with running(str(archive_folder), size=size, SSH_TTY="x") as terminal:
        opened(terminal)
        terminal.type("/", "SPENDING along the", "Enter")
        terminal.wait("1/1 SPENDING")
        assert "Find /" not in terminal.settled()
        terminal.type("Y")
        terminal.wait("(OSC")
        text = copied(terminal)
        assert text.startswith("“Patrol spending along the channel has risen for four budget years")
        assert "[4] “Four Years Of Patrols,” Coast Review" in text
        assert "para. 5" in text


@pytest.mark.parametrize("size", SIZES)
def test_by_the_mouse_alone(archive_folder, size):
    with running(str(archive_folder), size=size) as terminal:
        terminal.wait("newest first")
        terminal.settled()
        for _ in range(2):
            terminal.click("Two Ports, One Channel")
        terminal.wait("harbour accord on 2 June")
        for words, then in (
            ("[4] Ankara", "╭─ [4]"),
            ("Enter more", "The note"),
            ("s source", "in 2 briefings"),
            ("q Back", "╭─ [4]"),
            ("Esc close", "/ Find"),
            ("/ Find", "Find /"),
        ):
            terminal.settled()
            terminal.click(words)
            terminal.wait(then)
        assert "╭─ [4]" not in terminal.settled()
