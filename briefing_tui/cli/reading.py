"""`list` and `show`: what is in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.cli import plain, wording
from briefing_tui.cli.opening import Reader, folder, opened
from briefing_tui.cli.remembered import filters_of, remembered
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse

    from briefing_tui.briefing import Briefing
    from briefing_tui.cli.terminal import Terminal


def list_(options: argparse.Namespace, terminal: Terminal) -> int:
    """List the briefings."""
    with opened(folder(options), terminal) as archive:
        listed = archive.list(options.sort)
        if options.which:
            kept = filters_of(remembered(archive, terminal), archive)
            listed = [
                entry for entry in listed if all(entry.slug in kept[w] for w in options.which)
            ]
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            terminal.write_json(records.entries(archive, listed))
            return NOTHING if options.which and not listed else DONE
        if terminal.drawn:
            from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

            drawing.entries(terminal.console(), listed)
        else:
            terminal.write(plain.entries(listed))
        broken = {p.path for p in archive.problems() if p.severity == "error"}
    if broken:
        terminal.say(f"{counted(len(broken), 'file')} with errors; `briefing check` tells them")
    if not listed and options.which:
        terminal.say(f"no briefing is {' and '.join(options.which)}")
    elif not listed:
        terminal.say(
            "the archive is empty; `briefing new TITLE` begins a briefing, "
            "`briefing add FILE` takes a saved page"
        )
    return NOTHING if options.which and not listed else DONE


def show(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print one briefing."""
    with Reader(options, terminal) as reader:
        found = reader.read(options.slug)
    piece, authors, translations = found.briefing, found.authors, found.translations
    tell_fault(piece, terminal)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.briefing(piece, authors, translations))
    elif terminal.drawn:
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        terminal.page(
            lambda console: drawing.briefing(
                console,
                piece,
                authors,
                translations,
                notes=options.notes,
                resolve=options.resolve,
            )
        )
    else:
        terminal.write(
            plain.briefing(
                piece, authors, translations, notes=options.notes, resolve=options.resolve
            )
        )
    return DONE


def tell_fault(piece: Briefing, terminal: Terminal) -> None:
    """Say that a briefing is not given as its file is now, for the file has an error."""
    fault = next((p for p in piece.problems if p.severity == "error"), None)
    if fault is not None:
        where = wording.located(fault, wording.path_of(fault.path))
        terminal.say(f"briefing: {where}: {wording.line(fault.message)}")
        terminal.say("  shown is what can be read, or could be read last")
