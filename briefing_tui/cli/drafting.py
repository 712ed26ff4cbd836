"""`new`: a briefing is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.cli import wording
from briefing_tui.cli.editing import in_editor, tell_checked
from briefing_tui.cli.opening import ended_in_order, folder_to_fill, from_here
from briefing_tui.cli.terminal import DONE, NOTHING

if TYPE_CHECKING:
    import argparse

    from briefing_tui.archive import Archive, Begun
    from briefing_tui.cli.terminal import Terminal


def new(options: argparse.Namespace, terminal: Terminal) -> int:
    """Begin a briefing, and open it in the user's editor when somebody is there."""
    with ended_in_order(), archives.Archive.open(folder_to_fill(options)) as archive:
        begun = archive.new(
            " ".join(options.title), kind=options.kind, lang=options.lang, authors=options.authors
        )
        path = from_here(begun.path)
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            terminal.write_json(records.begun(begun, path))
            return DONE
        terminal.write([wording.path_of(path)])
        terminal.say(f"left to fill: {', '.join(begun.to_fill)}")
        if options.no_edit or not terminal.attended:
            terminal.say(f"next: briefing edit {wording.word(path)}")
            return DONE
        if not _written(archive, begun, options, terminal):
            return NOTHING
        return tell_checked(path, archive.check([path]), options, terminal)


def _written(
    archive: Archive, begun: Begun, options: argparse.Namespace, terminal: Terminal
) -> bool:
    """Open what was begun in the user's editor, and take it away if nothing is written there."""
    path = from_here(begun.path)
    first = min((problem.line for problem in begun.problems), default=0)
    may_go_on = False
    try:
        may_go_on = in_editor(path, options, line=first)
    finally:
        gone = not may_go_on and archive.give_up(begun)
        if gone:
            terminal.say(f"nothing was written: {wording.path_of(path)} is taken away again")
    return not gone
