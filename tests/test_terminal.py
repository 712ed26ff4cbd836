"""The real program in a real (pseudo-)terminal, driven by keys alone."""

from __future__ import annotations

import re

import twin
from terminal import running


def test_search_read_follow_a_note_and_quit(archive_folder):
    with running(str(archive_folder)) as terminal:
        # Typed before the first paint: nothing of it is lost.
        terminal.type("lantern")
        terminal.wait("Search")
        terminal.wait("1 of 4")
        assert "Two Ports, One Channel" in terminal.text
        terminal.type("Enter")
        terminal.wait("Takeaways")
        terminal.wait("Lantern Rocks open has brought")
        terminal.type("8", "Enter")
        screen = terminal.wait("How it was found")
        assert "Marlen Times" in screen
        assert "note 2" in screen
        terminal.type("Escape")
        terminal.type("q")
        terminal.wait("1 of 4")
        terminal.type("C-q")
        assert terminal.wait_for_end() == 0


def test_the_terminal_is_left_as_it_was(archive_folder):
    with running(str(archive_folder)) as terminal:
        terminal.wait("newest first")
        terminal.type("C-q")
        assert terminal.wait_for_end() == 0
        for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?1000h", b"\x1b[?1000l")):
            assert terminal.raw.rfind(off) > terminal.raw.rfind(on) > -1
        assert not terminal.screen.cursor.hidden


def test_no_color_means_none_at_all(archive_folder):
    with running(str(archive_folder), NO_COLOR="1") as terminal:
        terminal.wait("newest first")
        terminal.type("Enter")
        terminal.wait("harbour accord on 2 June")
        codes = {
            code
            for sgr in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw)
            for code in sgr.split(b";")
        }
        assert codes <= {b"", *(str(n).encode() for n in (0, 1, 2, 3, 4, 7, 9, 39, 49))}


def test_resizing_keeps_what_is_read(archive_folder):
    with running(str(archive_folder), size=(160, 45)) as terminal:
        terminal.wait("newest first")
        terminal.type("Enter")
        terminal.wait("Derya Örnek writes")
        terminal.resize(80, 24)
        terminal.wait("harbour accord on 2 June")
        assert "Derya Örnek writes" not in terminal.text
        terminal.resize(160, 45)
        terminal.wait("Derya Örnek writes")


def test_without_an_archive_three_ways_are_offered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with running(size=(80, 24), PYTHONPATH="") as terminal:
        for way in ("Look at the samples", "Make an archive here", "Open a folder"):
            terminal.wait(way)
        terminal.type("Enter")
        terminal.wait("newest first")
        terminal.type("Escape", "q")
        assert terminal.wait_for_end() == 0


def test_a_file_given_by_its_path_is_opened(archive_folder):
    with running(str(archive_folder / f"{twin.SLUG}.yaml")) as terminal:
        terminal.wait("revised harbour accord")
