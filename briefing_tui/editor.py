"""The user's editor: which one it is, how it is told a line, how it is waited for.

What the settings name comes first: it is meant for this program. Then, as git does it, `$VISUAL`
and `$EDITOR`. Each may hold arguments. No shell sees them:
they are taken apart as a shell would.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import termios
import time
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

VARIABLES = ("VISUAL", "EDITOR")
_USUAL = ("nano", "vi", "vim", "nvim", "micro", "emacs")
"""Where neither variable is set: the first shows its keys on the screen."""
_NAME = re.compile(r"[A-Za-z_]+")

# How each is told the line to begin at, by the letters its name begins with: `vim.tiny`, `emacs29`.
_PLUS = frozenset("vi nvi elvis view joe jed mg vis".split())
_PLUS_COMMA = frozenset("nano pico ne".split())
_PLUS_COLON = frozenset("emacs emacsclient kak micro gedit".split())
_VIM = frozenset("vim nvim gvim mvim".split())
_GOTO = frozenset("code codium vscodium cursor windsurf positron".split())
_COLON = frozenset("subl sublime_text zed zeditor hx helix".split())
# Those that leave their terminal at once: without the option the file would be checked too soon.
_WAIT = dict.fromkeys(_GOTO | _COLON - {"hx", "helix"} | {"gedit"}, "--wait") | {
    "gvim": "--nofork",
    "mvim": "--nofork",
}
_WAITING = frozenset({"--wait", "-w", "--nofork", "-f"})
_KEYS = (signal.SIGINT, signal.SIGQUIT)
_AT_ONCE = 1.0
"""Seconds in which nobody has written anything."""
_OTHER = "set $EDITOR to another one, as in: export EDITOR=nano"


def words_of(environ: Mapping[str, str], preferred: Sequence[str] = ()) -> list[str]:
    """Give the editor's program and its arguments.

    Args:
        environ: the environment, whose variables tell when nothing is preferred.
        preferred: what the settings name.

    Raises:
        BriefingError: it is not there, or its variable makes no sense.
    """
    if preferred:
        return _there(preferred, "your settings", "change it there: briefing config", environ)
    for name in VARIABLES:
        value = environ.get(name, "").strip()
        if not value:
            continue
        try:
            words = shlex.split(value)
        except ValueError as error:
            raise BriefingError(
                f"${name} cannot be read: {one_line(value)}", "a quotation mark is not closed in it"
            ) from error
        hint = f"set it to one that is, as in: export {name}=nano"
        return _there(words, f"${name}", hint, environ)
    found = next((name for name in _USUAL if shutil.which(name, path=environ.get("PATH"))), None)
    if found is None:
        raise BriefingError("no editor is there", "set $EDITOR to yours")
    return [found]


def _there(words: Sequence[str], whose: str, hint: str, environ: Mapping[str, str]) -> list[str]:
    program = os.path.expanduser(words[0])  # noqa: PTH111 - a name of a program, no path
    if shutil.which(program, path=environ.get("PATH")) is None:
        raise BriefingError(f"the editor {one_line(program)} of {whose} is not there", hint)
    return [program, *words[1:]]


def command(words: list[str], path: Path, line: int = 0, column: int = 0) -> list[str]:
    """Give the command that opens a file.

    Args:
        words: from `words_of`.
        path: the file.
        line: to begin at, from 1; 0 for none. An editor that is not known is not told it.
        column: in that line, from 1, in characters; 0 for none. Few editors can be told it.
    """
    match = _NAME.match(PurePath(words[0]).name)
    name = match.group().lower() if match else ""
    file = os.fspath(path)
    if file.startswith(("-", "+")):
        file = os.path.join(os.curdir, file)  # noqa: PTH118 - a Path would drop the dot again
    argv = [*words]
    if name in _WAIT and not _WAITING & set(words):
        argv.append(_WAIT[name])
    if not line:
        return [*argv, file]
    place = f"{line}:{column}" if column > 1 else f"{line}"
    if name in _GOTO:
        return [*argv, "--goto", f"{file}:{place}"]
    if name in _COLON:
        return [*argv, f"{file}:{place}"]
    if name in _VIM and column > 1:
        # To the line, to its first character, and on by characters: `cursor()` counts bytes.
        return [*argv, f"+normal! {line}G0{column - 1}l", file]
    if name in _PLUS_COLON:
        return [*argv, f"+{place}", file]
    if name in _PLUS_COMMA:
        return [*argv, f"+{place.replace(':', ',')}", file]
    return [*argv, f"+{line}", file] if name in _PLUS | _VIM else [*argv, file]


def edit(
    path: Path,
    line: int = 0,
    environ: Mapping[str, str] = os.environ,
    *,
    column: int = 0,
    preferred: Sequence[str] = (),
) -> bool:
    """Open a file in the user's editor, and wait until it ends.

    Args:
        path: the file.
        line: to begin at, from 1; 0 for none.
        environ: the environment, whose variables tell the editor when none is preferred.
        column: in that line, from 1; 0 for none.
        preferred: the editor that the settings name.

    Returns:
        Whether it ended at once: perhaps it has a window of its own, where it goes on.

    Raises:
        BriefingError: there is no editor, or it failed.
    """
    words = words_of(environ, preferred)
    start = time.monotonic()
    with _terminal_kept():
        status = _run(command(words, path, line, column))
    if status < 0:
        name = signal.Signals(-status).name
        raise BriefingError(f"the editor {one_line(words[0])} was ended by {name}")
    if status:
        raise BriefingError(f"the editor {one_line(words[0])} ended with status {status}")
    return time.monotonic() - start < _AT_ONCE


def _run(argv: list[str]) -> int:
    """Run a program to its end; give its exit status, or a signal's number below zero."""
    try:
        process = subprocess.Popen(argv)  # noqa: S603 - the user's own
    except OSError as error:
        raise BriefingError(
            f"the editor {one_line(argv[0])} cannot be started: {error.strerror}", _OTHER
        ) from error
    # Ctrl-C and Ctrl-\ are the editor's while it runs; they are not the end of us.
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _KEYS}
    try:
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _terminal_kept() -> Iterator[None]:
    """Leave the terminal as it was found: an editor that is killed cannot do so itself."""
    try:
        attributes = termios.tcgetattr(0)
    except (termios.error, OSError):  # no terminal
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error, OSError):  # it is gone
            termios.tcsetattr(0, termios.TCSADRAIN, attributes)
