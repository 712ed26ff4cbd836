"""`edit`: a file in the user's editor, and what is wrong with it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui import editor
from briefing_tui.archive.places import AUTHORS, expanded
from briefing_tui.cli import wording
from briefing_tui.cli.checking import checked_files, report
from briefing_tui.cli.opening import SUFFIXES, folder, folder_or_none, from_here, opened
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import BriefingError, NotFoundError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from briefing_tui.archive import Checked
    from briefing_tui.cli.terminal import Terminal


def edit(options: argparse.Namespace, terminal: Terminal) -> int:
    """Open a file at its first error, wait for the editor, and check the file."""
    if not terminal.attended:
        raise UsageError(
            "there is no terminal for an editor: it needs one on standard input, output and error",
            "open the file yourself, then: briefing check FILE",
        )
    path = _file(options, terminal)

    def check() -> Sequence[Checked]:
        return checked_files([path], options, terminal)

    errors = (c.problem.line for c in check() if c.problem.severity == "error")
    again = f"to try again: {_again(path)}"
    in_editor(path, options, line=min(errors, default=0), hint=again)
    return tell_checked(path, check(), options, terminal)


def in_editor(path: Path, options: argparse.Namespace, *, line: int, hint: str = "") -> bool:
    """Open a file in the user's editor.

    Args:
        path: the file, as it is spelt from here.
        options: with the settings, which may name the editor.
        line: to begin at; 0 for none.
        hint: what can be done if the editor fails.

    Returns:
        Whether it ended at once: perhaps it goes on in a window of its own.

    Raises:
        BriefingError: the editor failed.
    """
    try:
        return editor.edit(path, line, preferred=options.settings.editor)
    except BriefingError as error:
        raise BriefingError(error.message, error.hint or hint) from error


def tell_checked(
    path: Path, checked: Sequence[Checked], options: argparse.Namespace, terminal: Terminal
) -> int:
    """Tell what is wrong with a file that was edited, and how to go on.

    Args:
        path: the file, as it is spelt from here.
        checked: what is wrong with it.
        options: whether the faults are told as JSON.
        terminal: where they are told.

    Returns:
        The exit status.
    """
    report(checked, terminal, as_json=options.json)
    if not options.json:
        # A profile is no page of its own.
        then = "check" if path.parent.name == AUTHORS else wording.word(path)
        terminal.say(f"to go on: {_again(path)}" if checked else f"next: briefing {then}")
    return NOTHING if any(c.problem.severity == "error" for c in checked) else DONE


def _again(path: Path) -> str:
    return f"briefing edit {wording.word(path)}"


def _file(options: argparse.Namespace, terminal: Terminal) -> Path:
    """Find the file that a slug or a path means."""
    named = expanded(options.file)
    if named.suffix.lower() in SUFFIXES:
        root = folder_or_none(options)
        for path in (named, from_here(root / named) if root else named):
            if path.is_file():
                return path
        raise NotFoundError(
            f"there is no file {wording.path_of(named)}", 'to begin one: briefing new "TITLE"'
        )
    with opened(folder(options), terminal) as archive:
        try:
            return from_here(archive.file(archive.resolve(options.file)))
        except NotFoundError as error:
            profile = from_here(archive.root / AUTHORS / f"{options.file}.yaml")
            if profile.is_file():
                hint = f"of that name is an author: briefing edit {wording.word(profile)}"
                raise NotFoundError(error.message, hint) from error
            raise
