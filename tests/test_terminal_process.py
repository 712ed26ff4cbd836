"""The real program as a process: stopped and let go on, ended, left alone, broken."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time

import pytest
from terminal import Terminal, environment, running

PROGRAM = [sys.executable, "-m", "briefing_tui"]
# What is switched on, and what takes it back.
MODES = {
    "alternate screen": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "mouse": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "paste": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "keyboard": (b"\x1b[>25u", b"\x1b[<u"),
    "focus": (b"\x1b[?1004h", b"\x1b[?1004l"),
    "cursor": (b"\x1b[?25l", b"\x1b[?25h"),
}


def on(terminal) -> set[str]:
    """Give the modes that the terminal was left in."""
    return {
        name
        for name, (begin, end) in MODES.items()
        if terminal.raw.rfind(begin) > terminal.raw.rfind(end)
    }


@pytest.fixture
def shell(archive_folder):
    """A shell with job control; `briefing` in it is the program on the archive."""
    path = shutil.which("bash") or pytest.skip("needs bash")
    terminal = Terminal(
        [path, "--norc", "--noprofile", "-i"], 100, 30, environment(PS1="ready> ", HISTFILE="")
    )
    try:
        terminal.wait("ready>")
        terminal.type("bind 'set enable-bracketed-paste off'", "Enter")
        # Behind a shell of its own, as behind `make`: it has to stop as well.
        terminal.type(f"briefing() ( {' '.join(PROGRAM)} {archive_folder}; true )", "Enter")
        yield terminal
    finally:
        terminal.close()


def test_ctrl_z_and_fg(shell):
    shell.type("briefing", "Enter")
    shell.wait("newest first")
    assert on(shell) == set(MODES)
    shell.type("lantern")
    shell.wait("1 of 4")
    shell.type("\x1a")
    shell.wait("Stopped")
    assert on(shell) == set()
    shell.resize(80, 24)
    shell.type("clear; stty -a | grep -o ' icanon.* echo '", "Enter")
    shell.wait(" icanon")
    shell.type("fg", "Enter")
    screen = shell.wait("1 of 4")
    assert on(shell) == set(MODES)
    shell.settled()
    assert "lantern" in screen
    assert shell.text.split("\n")[0].endswith("┓")
    assert len(shell.text.split("\n")[0]) == 79
    shell.type(" rocks")
    shell.wait("lantern rocks")
    shell.type("C-c")
    shell.wait("ready>")
    assert on(shell) == set()


def test_a_new_size_while_somebody_types(archive_folder):
    sizes = ((80, 24), (160, 45), (60, 20), (100, 30))
    with running(str(archive_folder)) as terminal:
        terminal.type("lan")
        for letter, size in zip("tern", sizes, strict=True):
            terminal.resize(*size)
            terminal.type(letter)
        terminal.wait("1 of 4")
        terminal.settled()
        lines = terminal.text.split("\n")
        assert lines[0].index("┓") == 98
        assert "lantern" in lines[1]
        assert "Keys" in lines[29]
        terminal.type("Enter")
        terminal.wait("Lantern Rocks open has brought")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_request_to_end_leaves_the_terminal_sane(archive_folder, name):
    with running(str(archive_folder)) as terminal:
        terminal.wait("Search words")
        number = signal.Signals[name]
        os.kill(terminal.pid, number)
        assert terminal.wait_for_end() == 128 + number
        assert on(terminal) == set()
        assert b"Traceback" not in terminal.raw


def test_a_terminal_that_vanishes_ends_the_program(archive_folder):
    # It is not even told so: under `nohup` there is no hang-up.
    command = ["sh", "-c", f"trap '' HUP; exec {' '.join(PROGRAM)} {archive_folder}"]
    terminal = Terminal(command, 80, 24, environment())
    try:
        terminal.wait("newest first")
    finally:
        terminal.cut()
    end = time.monotonic() + 5
    while terminal.exit_status is None and time.monotonic() < end:
        time.sleep(0.02)
        terminal.reap(wait=False)
    try:
        assert terminal.exit_status == 128 + signal.SIGHUP
    finally:
        terminal.close()


def test_a_fault_leaves_the_terminal_sane_and_a_report(archive_folder, tmp_path):
    break_it = (
        "import sys; from briefing_tui.cli import main\n"
        "from briefing_tui.tui.finder import Finder\n"
        "def fault(self): word = 'lantern'; raise KeyError(word)\n"
        "Finder.action_faults = fault; sys.exit(main([sys.argv[1]]))"
    )
    command = [sys.executable, "-c", break_it, str(archive_folder)]
    terminal = Terminal(command, 80, 24, environment())
    try:
        terminal.wait("newest first")
        terminal.type("Escape", "!")
        assert terminal.wait_for_end() == 70
        assert on(terminal) == set()
        told = terminal.raw.decode().rpartition("\x1b[?1006l")[2]
        assert told.startswith("briefing: a fault in the program ended it; please report it")
        assert len(told.splitlines()) == 1
        (report,) = (tmp_path / "home" / "xdg_state_home").rglob("crash-*.txt")
        assert str(report) in told
        text = report.read_text()
        assert "KeyError" in text
        assert "last actions: Finder.leave, Finder.faults\n" in text
        assert "lantern" not in (text + told).replace("word = 'lantern'", "")
    finally:
        terminal.close()
