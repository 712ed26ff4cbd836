"""Programs that are an editor to others: each does its work at once, and notes its arguments."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def editor_in(folder: Path, code: str = "", name: str = "vim") -> Path:
    """Write one into a folder.

    Args:
        folder: where `called` is written, too: the arguments, one a line.
        code: Python in which `file` is the path that it is to open, `text` what stands there, and
            `save(text)` writes it.
        name: by which it is known what arguments it takes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(
        f"#!{sys.executable} -S\n"
        "import os, pathlib, sys, time\n"
        f"pathlib.Path({str(folder / 'called')!r}).write_text('\\n'.join(sys.argv[1:]))\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "text = file.read_text() if file.is_file() else ''\n"
        "def save(text):\n"
        "    file.write_text(text)\n"
        f"{code}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def called(folder: Path) -> list[str]:
    """Give the arguments that the editor in a folder was called with last; none when it was not."""
    told = folder / "called"
    return told.read_text().split("\n") if told.is_file() else []
