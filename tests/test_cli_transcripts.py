"""Runs `tests/transcripts/*.txt`: what a person types, and what the program answers.

In a transcript

    #: a line like this is a comment
    @ archive/x.yaml        begins a file; its content follows, each line behind `| `
    $ briefing list         is typed; with a sign of the shell in it, a shell runs it
    any other line          is expected on standard output, `…` at an end standing for any text
    ! a line like this      is expected on standard error
    = 2                     is the exit status, when it is not 0
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from briefing_tui.cli import main

FOLDER = Path(__file__).parent / "transcripts"


@dataclass
class Command:
    line: int
    typed: str
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    status: int = 0


def read(transcript: Path) -> tuple[dict[str, str], list[Command]]:
    files: dict[str, str] = {}
    commands: list[Command] = []
    name = ""
    for number, text in enumerate(transcript.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith("#:"):
            continue
        if text.startswith("@ "):
            name = text[2:]
            files[name] = ""
        elif text.startswith("$ "):
            commands.append(Command(number, text[2:]))
        elif not commands:
            if text.startswith("|"):
                files[name] += text[2:] + "\n"
        elif text.startswith("! "):
            commands[-1].err.append(text[2:])
        elif re.fullmatch("= [0-9]+", text):
            commands[-1].status = int(text[2:])
        else:
            commands[-1].out.append(text)
    return files, commands


def without_blank_end(lines: list[str]) -> list[str]:
    """Drop blank lines at the end and spaces at the end of lines: a transcript hides them."""
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def matches(expected: str, got: str) -> bool:
    pattern = re.escape(expected.rstrip())
    pattern = re.sub(r"^…|…$", ".*", pattern)
    return re.fullmatch(pattern, got) is not None


def alike(expected: list[str], got: list[str]) -> bool:
    return len(expected) == len(got) and all(map(matches, expected, got))


@pytest.fixture
def typed(tmp_path, monkeypatch, capfd):
    """Give a function that runs what is typed, in a folder of its own."""
    tools = tmp_path / "tools"
    tools.mkdir()
    program = tools / "briefing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing_tui "$@"\n')
    program.chmod(0o755)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # it would hide the order of the words
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("BRIEFINGS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(line: str) -> tuple[int, str, str]:
        if re.search(r"[|<>;&$]|^(?!briefing )", line):
            done = subprocess.run(
                ["/bin/sh", "-c", line],
                capture_output=True,
                encoding="utf-8",
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=60,
            )
            return done.returncode, done.stdout, done.stderr
        words = shlex.split(line)
        assert words.pop(0) == "briefing"
        capfd.readouterr()
        status = main(words)
        return status, *capfd.readouterr()

    return run


@pytest.mark.parametrize("transcript", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(transcript, typed):
    files, commands = read(transcript)
    assert commands
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for command in commands:
        status, out, err = typed(command.typed)
        got_out, got_err = (without_blank_end(text.splitlines()) for text in (out, err))
        expected = without_blank_end(command.out)
        told = "\n".join([*got_out, *(f"! {line}" for line in got_err), f"= {status}"])
        where = f"{transcript.name}:{command.line}: {command.typed}\n{told}"
        assert alike(expected, got_out), where
        assert alike(command.err, got_err), where
        assert status == command.status, where
