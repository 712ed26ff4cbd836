"""`add`: a saved page becomes a briefing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui import text
from briefing_tui.archive.places import expanded
from briefing_tui.cli import wording
from briefing_tui.cli.opening import folder_to_fill, from_here, opened
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE
from briefing_tui.wording import counted, double_told, untold

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from briefing_tui.archive import Added
    from briefing_tui.briefing import Draft
    from briefing_tui.cli.terminal import Terminal

_SHOWN_LEFT_OUT = 12


def add(options: argparse.Namespace, terminal: Terminal) -> int:
    """Make a briefing of a saved page and write it, or print it."""
    if options.file.lower().startswith(("http://", "https://")):
        address = wording.word(text.one_line(options.file))
        raise UsageError(
            "nothing is fetched from the network",
            f"curl -L {address} | briefing add -",
        )
    page = _page(options.file, terminal)
    draft = archives.Archive.draft(page, "" if options.file == "-" else options.file)
    if options.stdout:
        return _print(draft, terminal, as_json=options.json)
    with opened(folder_to_fill(options), terminal) as archive:
        doubles = archive.doubles(draft)
        outcome = archive.add(draft, force=options.force)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.added(outcome, draft, doubles, from_here))
        return DONE
    path = from_here(outcome.path)
    for profile in outcome.authors:
        terminal.say(f"author: {wording.path_of(from_here(profile))}")
    for profile in outcome.kept:
        _tell_kept(profile, outcome, terminal)
    _tell_doubts([*map(double_told, doubles), *outcome.unsure], draft.left_out, terminal)
    for problem in untold(outcome.problems, outcome.unsure):
        terminal.say(wording.told(problem, wording.path_of(path)))
    if not terminal.on_terminal:
        terminal.say(f"written: {wording.path_of(path)}")
    terminal.write([wording.path_of(path)])
    # To mend it comes first; the editor's end is followed by a check.
    verb = "edit " if outcome.unsure or outcome.problems else ""
    terminal.say(f"next: briefing {verb}{wording.word(path)}")
    return DONE


def _print(draft: Draft, terminal: Terminal, *, as_json: bool) -> int:
    """Print the briefing's file, with its authors in it, and write nothing."""
    rendered = archives.Archive.render(draft)
    if as_json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.draft(draft, rendered))
        return DONE
    terminal.write_file(rendered.text)
    _tell_doubts(rendered.unsure, draft.left_out, terminal)
    return DONE


def _tell_kept(profile: Path, outcome: Added, terminal: Terminal) -> None:
    """Tell that a profile was there, and line by line where the page tells of it otherwise."""
    shown = wording.path_of(from_here(profile))
    told = [each for each in outcome.differences if each.path == profile]
    otherwise = "; the page tells otherwise:" if told else ""
    terminal.say(f"author: {shown} was there and is kept{otherwise}")
    for each in told:
        for row in wording.difference(each):
            terminal.say(row)


def _tell_doubts(unsure: Iterable[str], left_out: Iterable[str], terminal: Terminal) -> None:
    """Tell what a person should look at, and what is no part of the briefing."""
    for doubt in unsure:
        terminal.say(f"look at: {wording.line(doubt)}")
    lines = [shown for told in left_out if (shown := wording.line(told))]
    for told in lines[:_SHOWN_LEFT_OUT]:
        terminal.say(f"left out: {told}")
    if len(lines) > _SHOWN_LEFT_OUT:
        more = counted(len(lines) - _SHOWN_LEFT_OUT, "more line")
        terminal.say(f"left out: {more}")


def _page(name: str, terminal: Terminal) -> bytes:
    """Read a saved page."""
    shown = "standard input" if name == "-" else wording.path_of(name)
    if name == "-" and sys.stdin is None:
        raise UsageError("standard input is closed")
    if name == "-" and sys.stdin.isatty():
        terminal.say("Paste the page's text, then press Ctrl-D on a line of its own.")
    if name == "-":
        return archives.load_page(sys.stdin.buffer, shown)
    try:
        with expanded(name).open("rb") as file:
            return archives.load_page(file, shown)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from error
