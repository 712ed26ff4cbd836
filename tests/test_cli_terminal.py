"""Streams: colour and pager on a terminal, plain text in a pipe, quiet ends."""

from __future__ import annotations

import io
import os
import pty
import select
import signal
import subprocess
import sys

import pytest

from briefing_tui.briefing import Progress
from briefing_tui.cli.terminal import ProgressLine, Terminal

PIECE = "title: The Night Ferry\nauthors: [ada]\nbody: |\n  It sails at nine from [b]here[/b].\n"


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "PAGER", "LESS", "BRIEFINGS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "night-ferry.yaml").write_text(PIECE, encoding="utf-8")
    return folder


def command(*argv):
    return [sys.executable, "-m", "briefing_tui", *argv]


def run(*argv, cwd=None, **environ):
    return subprocess.run(
        command(*argv),
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def on_terminal(*argv, cwd=None, **environ):
    """Run with standard output on a terminal; give its output and the exit status."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*argv),
        cwd=cwd,
        env={**os.environ, "TERM": "xterm-256color", "PAGER": "cat", **environ},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    out = b""
    with process:
        while select.select([ours], [], [], 60)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            out += part
        err = process.stderr.read()
    os.close(ours)
    return out.decode().replace("\r\n", "\n"), err.decode(), process.returncode


# --- how results look


def test_on_a_terminal_a_list_is_drawn(archive):
    out, _, code = on_terminal("list", cwd=archive)
    assert code == 0
    assert "\x1b[1mThe Night Ferry\x1b[0m" in out


def test_in_a_pipe_a_list_is_plain(archive):
    done = run("list", cwd=archive)
    assert done.stdout.decode() == "night-ferry\t-\t-\t-\tThe Night Ferry\tada\n"


def test_no_color_leaves_no_colour(archive):
    coloured = on_terminal("show", "night-ferry", cwd=archive)[0]
    plain = on_terminal("show", "night-ferry", cwd=archive, NO_COLOR="1")[0]
    assert "\x1b[1;36m" in coloured
    assert "\x1b[1;36m" not in plain
    assert "The Night Ferry" in plain


def test_force_color_draws_in_a_pipe(archive):
    assert b"\x1b[1m" in run("list", cwd=archive, FORCE_COLOR="1").stdout


def test_a_dumb_terminal_gets_plain_text(archive):
    out, _, _ = on_terminal("list", cwd=archive, TERM="dumb")
    assert out == run("list", cwd=archive).stdout.decode()


def test_markup_in_a_file_is_shown_as_it_stands(archive):
    assert "[b]here[/b]" in on_terminal("show", "night-ferry", cwd=archive)[0]


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-9", "cp1251"])
def test_a_locale_that_cannot_write_a_sign_stops_nothing(archive, encoding):
    (archive / "x.yaml").write_text("title: “İzmir” → 東京…\nbody: x\n", encoding="utf-8")
    done = run("list", cwd=archive, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stderr == b""
    assert " -> ?" in done.stdout.decode(encoding)
    done = run("list", "--json", cwd=archive, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert b"\\u6771" in done.stdout


# --- the pager


def test_a_piece_goes_through_the_pager_without_a_shell(archive, tmp_path):
    pager = tmp_path / "a pager"
    pager.write_text(f"#!/bin/sh\necho \"$@\" > '{tmp_path}/arguments'\nsed 's/^/> /'\n")
    pager.chmod(0o755)
    out, _, code = on_terminal("show", "night-ferry", cwd=archive, PAGER=f"'{pager}' -x '$(id)'")
    assert code == 0
    assert "> \x1b[1mThe Night Ferry" in out
    assert (tmp_path / "arguments").read_text() == "-x $(id)\n"


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager-here", "'unclosed"])
def test_without_a_pager_the_piece_is_printed(archive, pager):
    out, _, code = on_terminal("show", "night-ferry", cwd=archive, PAGER=pager)
    assert code == 0
    assert "It sails at nine" in out


def test_a_pager_that_leaves_early_is_no_mistake(archive):
    (archive / "long.yaml").write_text(
        "title: Long\nbody: |\n" + ("  " + "Words. " * 20 + "\n\n") * 2_000
    )
    out, err, code = on_terminal("show", "long", cwd=archive, PAGER="true")
    assert (out, err, code) == ("", "", 0)


def test_less_is_told_to_let_colour_through(monkeypatch):
    assert Terminal({"PAGER": "/usr/bin/less"})._pager() == ["/usr/bin/less", "-R"]
    assert Terminal({})._pager() == ["less", "-R"]


# --- ends


def test_a_reader_that_leaves_early_ends_it_quietly(archive):
    for number in range(300):
        (archive / f"piece-{number}.yaml").write_text(f"title: {'x' * 400}\nbody: x\n")
    process = subprocess.Popen(
        command("list"), cwd=archive, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process:
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert err == b""
    assert process.returncode == 141


@pytest.mark.parametrize("argv", [["--help"], ["list"], ["--version"]])
def test_output_that_nobody_reads_ends_it_quietly(archive, argv):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(*argv), cwd=archive, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.stderr, done.returncode) == (b"", 141)


def test_output_that_cannot_be_written_is_told(tmp_path):
    script = " ".join(f"'{word}'" for word in command("--help"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"ulimit -f 0; {script} > here"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr == b"briefing: the output could not be written: File too large\n"


def test_streams_that_are_closed_stop_nothing(archive):
    script = " ".join(f"'{word}'" for word in command("list"))
    for closing in (">&-", "2>&-", "<&-"):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{script} {closing}"], cwd=archive, capture_output=True, check=False
        )
        assert done.returncode == 0, (closing, done.stderr)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_a_signal_ends_it_without_a_traceback(archive, number, status):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("add", "-"),
        cwd=archive,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    with process:
        assert b"Ctrl-D" in process.stderr.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    os.close(ours)
    assert (out, err) == (b"", b"")
    # Before anything is open, SIGTERM may end it by itself.
    assert process.returncode in (status, -number)


# --- progress


class Stopwatch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_is_shown_after_a_second_and_taken_away():
    stream, clock = io.StringIO(), Stopwatch()
    with ProgressLine(stream, clock) as line:
        line(Progress(1, 1000))
        assert stream.getvalue() == ""
        clock.now = 1.5
        line(Progress(500, 1000))
        assert "500 of 1,000 files" in stream.getvalue()
        assert stream.getvalue().count("█") == stream.getvalue().count("░")
    assert stream.getvalue().endswith("\r\x1b[K")


def test_progress_of_nothing_and_without_a_terminal():
    stream, clock = io.StringIO(), Stopwatch()
    line = ProgressLine(stream, clock)
    clock.now = 2
    line(Progress(0, 0))
    assert "░" not in stream.getvalue()
    ProgressLine(None, clock)(Progress(1, 2))
