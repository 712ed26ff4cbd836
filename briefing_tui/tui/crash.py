"""Reports of faults in the program itself: where it broke, and nothing of what was read.

A report names types of exceptions and lines of program text. It has no message of an exception and
no value of a variable: both may hold words of briefings, of notes, of what was typed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import sys
import time
import traceback
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from textual.worker import WorkerFailed

import briefing_tui
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

_KEPT = 10
"""Reports that stay; older ones go when a new one is written."""
_LIBRARIES = ("textual", "rich", "whoosh", "pyyaml", "markdown-it-py", "rapidfuzz")
_TERMINAL = ("TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM", "NO_COLOR", "LANG",
             "LC_ALL", "TMUX", "STY", "SSH_TTY")  # fmt: skip
_SAID_AS_SET = frozenset({"TMUX", "STY", "SSH_TTY"})
"""Variables whose values name a user's machine; that they are set is enough."""
_ENDED = "briefing: a fault in the program ended it; please report it"
_HEAD = """\
Report of a fault in briefing-tui.
It tells where the program broke. Nothing of your briefings, notes and searches is in it:
no messages of exceptions, no values, no words that were typed.
"""


def told(error: BaseException, circumstances: Mapping[str, str]) -> list[str]:
    """Write a report on a fault, and give the lines that tell the user of it.

    Where it cannot be written its text is given instead.

    Args:
        error: the exception that nothing caught.
        circumstances: what the interface was doing, by what each line is headed with.
    """
    text = report(error, circumstances, os.environ)
    try:
        path = written(text, platformdirs.user_state_path("briefing-tui") / "crashes")
    except OSError as failure:
        why = failure.strerror or type(failure).__name__
        return [f"{_ENDED} with these lines; they could not be kept: {why}", *text.splitlines()]
    return [f"{_ENDED} with this file, none of your words are in it: {clean(str(path))}"]


def written(text: str, folder: Path) -> Path:
    """Write a report into a file of its own, for nobody else to read.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    if not folder.is_absolute():  # "~" that nobody could replace
        raise FileNotFoundError(errno.ENOENT, "no home folder")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / time.strftime(f"crash-%Y%m%dT%H%M%SZ-{os.getpid()}.txt", time.gmtime())
    try:
        with open(path, "w", encoding="utf-8", opener=_private) as file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    return path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def report(
    error: BaseException, circumstances: Mapping[str, str], environ: Mapping[str, str]
) -> str:
    """Give the text of a report."""
    lines = [
        _HEAD,
        f"time: {time.strftime('%Y-%m-%d %H:%M:%S UTC', time.gmtime())}",
        f"program: briefing-tui {briefing_tui.__version__}",
        f"python: {platform.python_implementation()} {platform.python_version()}",
        f"system: {platform.system()} {platform.release()} {platform.machine()}",
        f"libraries: {', '.join(_versions())}",
        f"terminal: {', '.join(_terminal(environ)) or 'unknown'}",
        f"encoding: {getattr(sys.__stderr__, 'encoding', None)}",
        *(f"{name}: {what or 'none'}" for name, what in circumstances.items()),
        "",
        *_chain(error, set()),
    ]
    return clean("\n".join(lines)) + "\n"


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)}"


def _terminal(environ: Mapping[str, str]) -> Iterator[str]:
    for name in _TERMINAL:
        if value := environ.get(name):
            yield f"{name} set" if name in _SAID_AS_SET else f"{name}={value}"


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    """Give an exception after those that led to it, as Python tells them."""
    seen.add(id(error))
    cause, context = error.__cause__, error.__context__
    if cause is None and isinstance(error, WorkerFailed):
        cause = error.error
    before = cause or (None if error.__suppress_context__ else context)
    if before is not None and id(before) not in seen:
        yield from _chain(before, seen)
        yield from ("", "which led to:" if cause else "while that was handled:", "")
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    yield from _stack(error.__traceback__)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            if id(part) not in seen:
                yield ""
                yield "one of its parts:"
                yield from _chain(part, seen)


def _stack(trace: TracebackType | None) -> Iterator[str]:
    frames = [
        # The line is looked up while the file still has its whole path.
        traceback.FrameSummary(_shortened(at.filename), at.lineno, at.name, line=at.line)
        for at in traceback.extract_tb(trace)
    ]
    # It folds what repeats, as in a recursion without end.
    for entry in traceback.StackSummary.from_list(frames).format():
        yield from entry.rstrip("\n").splitlines()


def _shortened(path: str) -> str:
    """Give a path from its package on: the rest names somebody's folders."""
    for root in sorted(filter(None, sys.path), key=len, reverse=True):
        if path.startswith(root.rstrip(os.sep) + os.sep):
            return path[len(root.rstrip(os.sep)) + 1 :]
    return Path(path).name
