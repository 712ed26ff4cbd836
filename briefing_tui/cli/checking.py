"""`check`: what is wrong in the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.cli import plain, wording
from briefing_tui.cli.opening import ended_in_order, folder, folder_of, from_here
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE, NOTHING

if TYPE_CHECKING:
    import argparse

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Problem
    from briefing_tui.cli.terminal import Terminal


def check(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what is wrong in files, folders or the whole archive."""
    paths = [expanded(path) for path in options.paths]
    root = folder_of(options, paths[0]) if paths else folder(options)
    if paths and not root.is_dir():
        raise UsageError(f"there is no file {wording.path_of(paths[0])}")
    with ended_in_order(), archives.Archive.open(root) as archive:
        told = _checked(archive, paths or [from_here(root)])
        problems = [problem for _, problem in told]
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            terminal.write_json(records.problems(problems))
        elif terminal.drawn and told:
            from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

            drawing.problems(terminal.console(), told, archive.excerpt)
        else:
            terminal.write(plain.problems(told, archive.excerpt))
    if not options.json:
        terminal.say(wording.summary(problems))
    failing = ("error", "warning") if options.strict else ("error",)
    return NOTHING if any(p.severity in failing for p in problems) else DONE


def _checked(archive: Archive, paths: list[Path]) -> list[tuple[str, Problem]]:
    """Check files and folders; each fault comes with a path that leads to its file from here."""
    told: dict[tuple[str, Problem], None] = {}
    for path in paths:
        # The archive tells paths below its own folder relative to that folder.
        inside = path.resolve() == archive.root and path != Path()
        for problem in archive.check([path]):
            shown = problem.path.removeprefix("./")
            told[wording.path_of(path / shown) if inside else shown, problem] = None
    return sorted(told, key=lambda each: (each[0], each[1].line, each[1].column))
