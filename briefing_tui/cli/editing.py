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
    from collections.abc import Callable, Sequence
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
    return edit_and_check(path, check, options, terminal, line=min(errors, default=0))


def edit_and_check(
    path: Path,
    check: Callable[[], Sequence[Checked]],
    options: argparse.Namespace,
    terminal: Terminal,
    *,
    line: int,
) -> int:
    """Open a file in the user's editor, then tell what is wrong with it.

    Args:
        path: the file, as it is spelt from here.
        check: tells what is wrong with it.
        options: whether the faults are told as JSON, and the settings, which may name the editor.
        terminal: where the faults are told.
        line: to begin at; 0 for none.

    Returns:
        The exit status.

    Raises:
        BriefingError: the editor failed.
    """
    again = f"briefing edit {wording.word(path)}"
    try:
        editor.edit(path, line, preferred=options.settings.editor)
    except BriefingError as error:
        raise BriefingError(error.message, error.hint or f"to try again: {again}") from error
    checked = check()
    report(checked, terminal, as_json=options.json)
    if not options.json:
        # A profile is no page of its own.
        then = "check" if path.parent.name == AUTHORS else wording.word(path)
        terminal.say(f"to go on: {again}" if checked else f"next: briefing {then}")
    return NOTHING if any(c.problem.severity == "error" for c in checked) else DONE


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
