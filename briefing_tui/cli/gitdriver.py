"""`diff --git` and `diff --textconv`: what git calls to show how a briefing changed.

The first is an external diff command (GIT_EXTERNAL_DIFF in https://git-scm.com/docs/git), the
second makes text of a file whose lines git compares itself (https://git-scm.com/docs/gitattributes).
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.cli import comparing, textconv, wording
from briefing_tui.cli.changes import sentences
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.revisions import LARGEST_INPUT
from briefing_tui.cli.terminal import DONE
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.cli.terminal import Terminal

_SETTING = 'git config diff.briefing.command "briefing diff --git --"'
_LONGEST_BY_LINES = 1_000_000
"""Bytes of a file that no briefing can be made of, up to which its lines are compared."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A file before and after, as git hands it over."""

    names: tuple[str, str]
    files: tuple[str, str]
    modes: tuple[str, str]
    """Empty on the side where there is no file."""

    @property
    def shown(self) -> tuple[str, str]:
        """The names, safe to print."""
        return wording.path_of(self.names[0]), wording.path_of(self.names[1])


@dataclass(slots=True)
class _Answer:
    """What there is to show of a pair."""

    head: str
    told: list[tuple[str, str]] = field(default_factory=list)
    """Sentences with their signs; `!` for a fault."""
    lines: list[str] = field(default_factory=list)
    """A diff by lines, of a file that no briefing can be made of."""


def compare(words: Sequence[str], terminal: Terminal) -> int:
    """Show how a file changed, as git's external diff command.

    Args:
        words: path, old file, hex and mode, new file, hex and mode; of a renamed file its new path
            and what git would say of it; the path alone when it is unmerged.
        terminal: where it is shown.

    Returns:
        0, whatever there is to tell: git stops at anything else.
    """
    if len(words) == 1:
        answer = _Answer(wording.path_of(words[0]), [("!", "not merged yet")])
    elif len(words) in (7, 9):
        path, old, _, old_mode, new, _, new_mode, *more = words
        modes = ["" if mode == "." else mode for mode in (old_mode, new_mode)]
        names = (path, more[0] if more else path)
        answer = _answer(_Pair(names, (old, new), (modes[0], modes[1])))
    else:
        raise UsageError("diff --git is for git to call", _SETTING)
    try:
        _show(answer, terminal)
        sys.stdout.flush()
    except BrokenPipeError:
        # The pager was left early, which git would call a failure of ours.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return DONE


def as_text(words: Sequence[str], terminal: Terminal) -> int:
    """Print a file as git is to compare it by lines: every sentence with its sources by name."""
    if len(words) != 1:
        raise UsageError(
            "diff --textconv takes one file",
            'git config diff.briefing.textconv "briefing diff --textconv --"',
        )
    version = archives.read_version(Path(words[0]), words[0])
    if version.briefing is not None:
        terminal.write(textconv.lines(version.briefing, version.supports))
    else:
        terminal.write([clean(_bytes(words[0]).decode("utf-8", "replace")).rstrip("\n")])
    return DONE


def _answer(pair: _Pair) -> _Answer:
    before, after = pair.shown
    answer = _Answer(before if before == after else f"{before} → {after}")
    old_mode, new_mode = pair.modes
    if old_mode and new_mode and old_mode != new_mode:
        answer.told.append(("~", f"the mode of the file is {new_mode}, before {old_mode}"))
    old, new = (
        (_bytes(file), name) if mode else None
        for file, name, mode in zip(pair.files, pair.names, pair.modes, strict=True)
    )
    if old is not None and new is not None and old[0] == new[0]:
        return answer
    compared = archives.compare(old, new)
    if compared.comparison is None:
        error = comparing.unreadable(compared)
        answer.told.append(("!", wording.line(error.message)))
        answer.lines += _by_lines(old[0] if old else b"", new[0] if new else b"", pair)
        return answer
    for problem in (*compared.before.problems, *compared.after.problems):
        if problem.severity == "error":
            fault = f"{wording.located(problem)}: {wording.line(problem.message)}"
            answer.told.append(("!", fault))
    answer.told += sentences(compared.comparison)
    if not compared.comparison.changes:
        answer.told.append(("~", "the file is written otherwise and says the same"))
    return answer


def _bytes(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST_INPUT)
    except OSError as error:
        raise UsageError(f"{wording.path_of(file)} cannot be read: {error.strerror}") from error


def _by_lines(before: bytes, after: bytes, pair: _Pair) -> Iterator[str]:
    """Give the lines that changed: of what cannot be compared as a briefing nothing is hidden."""
    if len(before) + len(after) > _LONGEST_BY_LINES:
        yield "! git diff --no-ext-diff shows the lines that changed"
        return
    old, new = pair.shown
    yield from archives.unified(before, after, f"a/{old}", f"b/{new}").splitlines()


def _show(answer: _Answer, terminal: Terminal) -> None:
    head = f"briefing diff {answer.head}"
    if _wants_colour(terminal):
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        console = terminal.console(force=True)
        drawing.changes(console, answer.told, head=head, lines=answer.lines)
        console.print()
        return
    told = (f"{sign} {text}" for sign, text in answer.told)
    terminal.write([head, *told, *answer.lines, ""])


def _wants_colour(terminal: Terminal) -> bool:
    """Ask git, who knows its user's settings and whether a pager shows what we write."""
    try:
        words = ["git", "config", "--get-colorbool", "color.diff"]
        asked = subprocess.run(words, check=False)  # noqa: S603 - no word is anybody's
    except OSError:
        return terminal.drawn
    return asked.returncode == 0
