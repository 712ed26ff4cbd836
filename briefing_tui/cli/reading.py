"""`list`, `search` and `show`: what is in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.cli import plain, wording
from briefing_tui.cli.opening import Reader, folder, opened
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import BriefingError
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Briefing, Found, Results
    from briefing_tui.cli.terminal import Terminal


def list_(options: argparse.Namespace, terminal: Terminal) -> int:
    """List the briefings."""
    with opened(folder(options), terminal) as archive:
        listed = archive.list(options.sort)
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            terminal.write_json(records.entries(archive, listed))
            return DONE
        if terminal.drawn:
            from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

            drawing.entries(terminal.console(), listed)
        else:
            terminal.write(plain.entries(listed))
        broken = {p.path for p in archive.problems() if p.severity == "error"}
    if broken:
        terminal.say(f"{counted(len(broken), 'file')} with errors; `briefing check` tells them")
    if not listed:
        terminal.say(
            "the archive is empty; `briefing new TITLE` begins a briefing, "
            "`briefing add FILE` takes a saved page"
        )
    return DONE


def search(options: argparse.Namespace, terminal: Terminal) -> int:
    """Find briefings by their words."""
    query = " ".join(options.query)
    with opened(folder(options), terminal, index=True) as archive:
        answer = archive.search(query, limit=options.limit, sort=options.sort)
        results = [(result, _paragraph(archive, result)) for result in answer.found]
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.results(answer, results))
    elif terminal.drawn and results:
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        drawing.found(terminal.console(), results)
        terminal.say()
    else:
        terminal.write(plain.found(results))
    if not options.json:
        for message in answer.messages:
            terminal.say(wording.line(message))
        terminal.say(_told(answer))
        if not answer.complete:
            terminal.say("the archive is still being indexed; there may be more")
    return DONE if results else NOTHING


def _told(answer: Results) -> str:
    shown = len(answer.found)
    if not shown:
        return f"nothing found for {wording.line(answer.query)}"
    loose = sum(result.loose for result in answer.found)
    of = f"{shown:,} of " if shown < answer.total else ""
    some = f", {loose:,} with some of the words only" if loose else ""
    found = counted(answer.total, "briefing")
    return f"{of}{found}{some} in {answer.seconds * 1000:.0f} ms"


def _paragraph(archive: Archive, result: Found) -> int | None:
    """Give the number of the paragraph that a passage stands in; None outside the body."""
    if result.snippet.field != "body":
        return None
    try:
        blocks = archive.briefing(result.entry.slug).blocks
    except BriefingError:
        # The file went or broke since it was indexed; the passage is still worth showing.
        return None
    index = result.snippet.index
    return (blocks[index].paragraph or None) if index < len(blocks) else None


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
