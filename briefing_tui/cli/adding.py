"""`add`: a saved page becomes a briefing."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui import text
from briefing_tui.archive.places import expanded
from briefing_tui.cli import wording
from briefing_tui.cli.opening import ended_in_order, folder_to_fill, from_here
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse

    from briefing_tui.cli.terminal import Terminal

# A saved page is text; what is larger than this is something else.
_LARGEST_PAGE = 16_000_000
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
        yaml = archives.Archive.render(draft)
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            terminal.write_json(records.draft(draft, yaml))
            return DONE
        print(yaml, end="")
        for doubt in draft.unsure:
            terminal.say(f"look at: {wording.line(doubt)}")
        return DONE
    with ended_in_order(), archives.Archive.open(folder_to_fill(options)) as archive:
        outcome = archive.add(draft, force=options.force)
    outcome = replace(outcome, path=from_here(outcome.path))
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.added(outcome, draft))
        return DONE
    terminal.write([wording.path_of(outcome.path)])
    for path in outcome.authors:
        terminal.say(f"author: {wording.path_of(from_here(path))}")
    for path in outcome.kept:
        terminal.say(f"author: {wording.path_of(from_here(path))} was there and is kept")
    for doubt in draft.unsure:
        terminal.say(f"look at: {wording.line(doubt)}")
    for problem in outcome.problems:
        where = wording.located(problem, wording.path_of(outcome.path))
        terminal.say(
            f"{where}: {problem.severity}[{problem.code}]: {wording.line(problem.message)}"
        )
    left_out = [shown for told in draft.left_out if (shown := wording.line(told))]
    for told in left_out[:_SHOWN_LEFT_OUT]:
        terminal.say(f"left out: {told}")
    if len(left_out) > _SHOWN_LEFT_OUT:
        more = counted(len(left_out) - _SHOWN_LEFT_OUT, "more line")
        terminal.say(f"left out: {more}")
    terminal.say(f"next: briefing {wording.word(outcome.path)}")
    return DONE


def _page(name: str, terminal: Terminal) -> bytes:
    """Read a saved page."""
    shown = "standard input" if name == "-" else wording.path_of(name)
    if name == "-" and sys.stdin is None:
        raise UsageError("standard input is closed")
    if name == "-" and sys.stdin.isatty():
        terminal.say("Paste the page's text, then press Ctrl-D on a line of its own.")
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST_PAGE + 1)
        else:
            with expanded(name).open("rb") as file:
                data = file.read(_LARGEST_PAGE + 1)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST_PAGE:
        raise UsageError(f"{shown} is too large for a page: more than 16 MB")
    return data
