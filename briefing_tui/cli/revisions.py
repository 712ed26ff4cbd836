"""Which two versions a command line means: files, standard input, or what git has of a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.places import expanded
from briefing_tui.cli import wording
from briefing_tui.cli.parsers import UsageError
from briefing_tui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

Side = tuple[Path | bytes, str]
"""A file or its bytes, and the name to speak of it by."""

LARGEST_INPUT = 4_000_001
"""Bytes. A briefing has 4 MB at most; the reader says so of whatever is larger."""
_STDIN = "-"
_NOTHING = os.devnull
_FORMS = "briefing diff FILE FILE, or REV FILE, or REV REV FILE, or REV:FILE FILE"


def sides(words: Sequence[str], base: Path) -> tuple[Side | None, Side | None]:
    """Give the two versions that are to be compared; None for one that is not there.

    Args:
        words: what was typed: `A B`, `REV FILE`, `REV REV FILE`, `REV..REV FILE` or `FILE`.
        base: the folder from which files and `REV:./FILE` are named.

    Raises:
        UsageError: there is no such file or revision.
    """
    git = _Git(base)
    if len(words) == 1:
        if not _names_a_side(words[0], base) and git.knows(words[0]):
            raise UsageError(f"which file of {wording.path_of(words[0])}?", _FORMS)
        # As `git diff FILE`: what is not staged yet.
        return git.version("", words[0]), _now(words[0], base)
    if len(words) == 2 and all(_names_a_side(word, base) for word in words):
        if words[0] == words[1] == _STDIN:
            raise UsageError("standard input can stand for one of the two only")
        return _side(words[0], git), _side(words[1], git)
    if len(words) == 2:
        revision, file = words
        if _names_a_side(revision, base) and git.knows(file):
            hint = f"briefing diff {wording.word(file)} {wording.word(revision)}"
            raise UsageError("the revision comes before the file", hint)
        if not git.knows(revision.partition("..")[0] or "HEAD"):
            missing = next(word for word in words if not _names_a_side(word, base))
            raise UsageError(f"there is no file or revision {wording.path_of(missing)}", _FORMS)
        if ".." in revision:
            old, _, new = revision.partition("..")
            return _between(old, new, file, git)
        return git.version(revision, file), _now(file, base)
    if len(words) == 3:
        return _between(words[0], words[1], words[2], git)
    raise UsageError("diff takes two versions", _FORMS)


def standard_input() -> bytes:
    """Read a version from standard input."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer.read(LARGEST_INPUT)


def _names_a_side(word: str, base: Path) -> bool:
    """Tell whether a word stands for a version by itself, as a revision alone does not."""
    return word == _STDIN or ":" in word or os.path.lexists(base / expanded(word))


def _side(word: str, git: _Git) -> Side | None:
    path = git.base / expanded(word)
    if word == _STDIN:
        return standard_input(), _STDIN
    if word == _NOTHING:
        return None
    # A file wins over a revision, whatever its name looks like.
    return (path, word) if os.path.lexists(path) else (git.read(word), word)


def _now(file: str, base: Path) -> Side | None:
    path = base / expanded(file)
    return (path, file) if os.path.lexists(path) else None


def _between(old: str, new: str, file: str, git: _Git) -> tuple[Side | None, Side | None]:
    if new.startswith("."):
        raise UsageError("three dots are not understood", "name two revisions")
    found = git.version(old or "HEAD", file), git.version(new or "HEAD", file)
    if found == (None, None):
        raise UsageError(f"{wording.path_of(file)} is in neither of the two revisions")
    return found


class _Git:
    """What git has kept. It is run without a shell, and fetches nothing.

    Args:
        base: the folder to run it in.
    """

    def __init__(self, base: Path) -> None:
        self.base = base

    def knows(self, revision: str) -> bool:
        """Tell whether there is a revision of that name."""
        return self._is_there(f"{revision}^{{tree}}", self.base)

    def version(self, revision: str, file: str) -> Side | None:
        """Give a file as it was in a revision, or in the index when that is empty.

        Raises:
            UsageError: it is neither there nor in the folder, or the revision is none.
        """
        path = self.base / expanded(file)
        folder = path.parent if path.parent.is_dir() else self.base
        name = f"{revision}:./{os.path.relpath(path, folder)}"
        if self._is_there(name, folder):
            return self._read(name, folder), f"{revision}:{file}"
        if revision and not self.knows(revision):
            raise UsageError(f"there is no revision {wording.path_of(revision)}", _FORMS)
        if not os.path.lexists(path):
            self._read(name, folder)  # git says best why not
        return None

    def read(self, name: str) -> bytes:
        """Read what `REV:FILE` names, from the repository's root as git does; `REV:./FILE` here."""
        return self._read(name, self.base)

    def _is_there(self, name: str, folder: Path) -> bool:
        if name.startswith("-"):
            return False
        with self._run(folder, "rev-parse", "--verify", "--quiet", name) as process:
            process.communicate()
        return process.returncode == 0

    def _read(self, name: str, folder: Path) -> bytes:
        if name.startswith("-"):
            raise UsageError(f"no revision begins with a hyphen: {wording.path_of(name)}")
        with self._run(folder, "cat-file", "blob", name) as process:
            if process.stdout is None or process.stderr is None:
                return b""
            data = process.stdout.read(LARGEST_INPUT)
            if len(data) == LARGEST_INPUT:
                process.kill()
                return data
            told = process.stderr.read().decode("utf-8", "replace")
        if process.returncode:
            reason = one_line(told.partition("hint: ")[0]).removeprefix("fatal: ")
            revision, _, file = name.partition(":")
            here = f"{revision}:./{file}"
            is_here = not file.startswith(".") and self._is_there(here, folder)
            raise UsageError(
                f"git does not give {wording.path_of(name)}: {reason}",
                f"from this folder it is {wording.path_of(here)}" if is_here else "",
            )
        return data

    @staticmethod
    def _run(folder: Path, *words: str) -> subprocess.Popen[bytes]:
        environ = {
            **os.environ,
            "LC_ALL": "C",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
        }
        try:
            return subprocess.Popen(  # noqa: S603 - no shell, and no word begins with a hyphen
                ["git", *words],  # noqa: S607 - the git that its user has in the path
                cwd=folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError as error:
            raise UsageError("git is not installed", "name two files instead") from error
        except (OSError, ValueError) as error:  # a NUL in a name
            raise UsageError(f"git cannot be run: {error}") from error
