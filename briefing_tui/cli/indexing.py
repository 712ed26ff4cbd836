"""`index`: how the full-text index is, and bringing it up to the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.archive import Archive
from briefing_tui.cli import wording
from briefing_tui.cli.opening import ended_in_order, folder, opened
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from briefing_tui.archive import IndexState
    from briefing_tui.briefing import Progress
    from briefing_tui.cli.terminal import Terminal

_STATES = {
    "missing": "there is none yet: a search makes it, or `index update`",
    "outdated": "of another version or damaged: a search builds it anew, or `index update`",
    "behind": "behind the files",
    "current": "up to the files",
}


def index(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell how the full-text index is, or bring it up to the files."""
    if options.task == "status":
        return _status(options, terminal)
    with ended_in_order(), Archive.open(folder(options)) as archive:
        with terminal.progress("Indexing") as line:
            report = _told_in_json(terminal) if options.json else line
            anew = options.task == "rebuild"
            done = archive.index(report, anew=anew, wait=not options.no_wait)
        state = archive.index_state()
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        record = records.index_state(state, indexed=done.put, removed=done.removed)
        terminal.write_json(record, on_a_line=True)
        return DONE
    what = [f"{done.put:,} indexed"] if done.put else []
    what += [f"{done.removed:,} removed"] if done.removed else []
    has = counted(state.briefings - state.waiting, "briefing")
    terminal.write([f"{', '.join(what) or 'nothing to do'}; the index has {has}"])
    return DONE


def _told_in_json(terminal: Terminal) -> Callable[[Progress], None]:
    from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

    def tell(progress: Progress) -> None:
        if progress.done < progress.total:
            record = records.document(done=progress.done, total=progress.total)
            terminal.write_json(record, on_a_line=True)
            terminal.flush()

    return tell


def _status(options: argparse.Namespace, terminal: Terminal) -> int:
    with opened(folder(options), terminal) as archive:
        state = archive.index_state()
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.index_state(state))
    else:
        terminal.write(_lines(state))
    return DONE if state.state == "current" else NOTHING


def _lines(state: IndexState) -> list[str]:
    indexed = state.briefings - state.waiting
    waits = "waits" if state.waiting == 1 else "wait"
    waiting = f"; {state.waiting:,} {waits}" if state.waiting else ""
    lines = [
        f"state: {_STATES[state.state]}",
        f"indexed: {indexed:,} of {counted(state.briefings, 'briefing')}{waiting}",
        f"folder: {wording.path_of(state.folder)}",
    ]
    if state.segments:
        gone = f", {counted(state.deleted, 'deleted briefing')} in them" if state.deleted else ""
        lines.append(f"size: {_size(state.size)} in {counted(state.segments, 'segment')}{gone}")
    return lines


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"
