"""Ways to the clipboard: the terminal's own (OSC 52), a program of the desktop, a file at last.

The way back is a program of the desktop alone: terminals do not tell what is on theirs.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LONGEST = 74_994
"""Bytes. An OSC 52 sequence with more is dropped whole by xterm and others: in Base64 they are the
100,000 that hterm, tmux and screen were the first to agree on."""
_DEAF = frozenset({"linux", "dumb", "vt100", "vt220"})
"""Terminals, by `$TERM`, that have no clipboard or take no OSC 52."""
_PATIENCE = 2.0
"""Seconds for a program to take the text; it stays behind to serve it."""


def osc52(text: str, environ: Mapping[str, str]) -> str:
    """Give what makes a terminal put a text on the clipboard of the machine that the user sits at.

    Empty where the terminal is known not to take it, or the text is too long. No terminal tells
    whether it did: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, Operating System
    Commands, `Ps = 5 2`.
    """
    data = text.encode()
    deaf = environ.get("TERM_PROGRAM") == "Apple_Terminal" or environ.get("TERM", "") in _DEAF
    if deaf or len(data) > _LONGEST:
        return ""
    return f"\x1b]52;c;{base64.b64encode(data).decode()}\a"


def programs(environ: Mapping[str, str], platform: str = sys.platform) -> list[list[str]]:
    """Give the commands that put their standard input on the clipboard, the best one first.

    Over SSH none does: the clipboard is on the machine that the user sits at.
    """
    out: list[list[str]] = []
    if environ.get("TMUX"):
        # `-w` hands it on to the terminal that tmux itself runs in.
        out.append(["tmux", "load-buffer", "-w", "-"])
    if not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        if platform == "darwin":
            out.append(["pbcopy"])
        if environ.get("WAYLAND_DISPLAY"):
            out.append(["wl-copy"])
        if environ.get("DISPLAY"):
            out += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        if environ.get("WSL_DISTRO_NAME"):
            out.append(["clip.exe"])
    path = environ.get("PATH")
    return [command for command in out if shutil.which(command[0], path=path)]


def sources(environ: Mapping[str, str], platform: str = sys.platform) -> list[list[str]]:
    """Give the commands that print what is on the clipboard: as HTML first, then as text."""
    out: list[list[str]] = []
    if not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        if environ.get("WAYLAND_DISPLAY"):
            out += [["wl-paste", "--no-newline", "--type", "text/html"], ["wl-paste"]]
        if environ.get("DISPLAY"):
            xclip = ["xclip", "-selection", "clipboard", "-out"]
            out += [[*xclip, "-target", "text/html"], xclip, ["xsel", "--clipboard", "--output"]]
        if platform == "darwin":
            out.append(["pbpaste"])
    if environ.get("TMUX"):
        out.append(["tmux", "save-buffer", "-"])
    path = environ.get("PATH")
    return [command for command in out if shutil.which(command[0], path=path)]


def read(environ: Mapping[str, str] = os.environ) -> list[bytes]:
    """Give what is on the clipboard, in each form that it is there in, the richest first."""
    out = []
    for command in sources(environ):
        try:
            done = subprocess.run(  # noqa: S603 - one of `sources`
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and done.stdout.strip():
            out.append(done.stdout)
    return out


def _hand_over(command: list[str], text: str) -> bool:
    """Run a program with a text on its standard input; false when it fails."""
    try:
        # Not a pipe for what it says: xclip and wl-copy stay behind and would keep it open.
        done = subprocess.run(  # noqa: S603 - one of `programs`
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _write_file(text: str, environ: Mapping[str, str]) -> Path | None:
    """Keep a text in a file that nobody else may read; None when there is no place for it."""
    import platformdirs  # noqa: PLC0415 - hardly ever needed

    runtime = environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) if runtime else platformdirs.user_cache_path("briefing-tui")
    path = folder / ("briefing-clipboard.txt" if runtime else "clipboard.txt")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        # O_EXCL: not through a link that somebody else has put there.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return path


def copy(text: str, write: Callable[[str], object], environ: Mapping[str, str] = os.environ) -> str:
    """Put a text on the clipboard every way there is, or into a file when there is none.

    Args:
        text: what to copy.
        write: writes to the terminal.
        environ: tells which terminal it is and what desktop is there.

    Returns:
        Where it went, to be said behind "Copied"; empty when there was no way at all.
    """
    ways = []
    sequence = osc52(text, environ)
    if sequence:
        write(sequence)
        ways.append("through the terminal (OSC 52)")
    program = next((each for each in programs(environ) if _hand_over(each, text)), None)
    if program is not None:
        ways.append(f"with {program[0]}")
    if ways:
        return " and ".join(ways)
    path = _write_file(text, environ)
    return f"into {path}, as no clipboard can be reached" if path else ""
