"""`diff`: what changed in the evidence of a briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.cli import changes, revisions, wording
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import BriefingError

if TYPE_CHECKING:
    import argparse

    from briefing_tui.archive import Compared
    from briefing_tui.cli.terminal import Terminal


def diff(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what changed from one version of a briefing to the other.

    Returns:
        The exit status, as of `diff`: 0 when what it rests on is the same, 1 when it is not.
    """
    if options.git or options.textconv:
        from briefing_tui.cli import gitdriver  # noqa: PLC0415 - one form is needed, not all

        run = gitdriver.compare if options.git else gitdriver.as_text
        return run(options.versions, terminal)
    base = expanded(options.archive) if options.archive else Path()
    if not base.is_dir():
        raise UsageError(f"{wording.path_of(base)} is not a folder")
    compared = archives.compare(*revisions.sides(options.versions, base))
    _tell_faults(compared, terminal)
    comparison = compared.comparison
    if comparison is None:
        raise unreadable(compared)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.comparison(compared, comparison))
    elif terminal.drawn and comparison.changes:
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        told = [*changes.sentences(comparison)]
        terminal.page(lambda console: drawing.changes(console, told))
    else:
        terminal.write(text for _, text in changes.sentences(comparison))
    if not options.json and comparison.same_evidence:
        terminal.say("what it rests on is the same")
    return DONE if comparison.same_evidence else NOTHING


def unreadable(compared: Compared) -> BriefingError:
    """Say why one of two versions cannot be read."""
    for version in (compared.before, compared.after):
        errors = (p for p in version.problems if p.severity == "error")
        if version.briefing is None and (problem := next(errors, None)) is not None:
            where = f"{wording.located(problem)}: {wording.line(problem.message)}"
            return BriefingError(where, problem.hint)
    return BriefingError("one of the two versions cannot be read")


def _tell_faults(compared: Compared, terminal: Terminal) -> None:
    """Tell the errors of what could be read all the same."""
    for version in (compared.before, compared.after):
        if version.briefing is None:
            continue
        errors = [p for p in version.problems if p.severity == "error"]
        for problem in errors:
            terminal.say(f"briefing: {wording.located(problem)}: {wording.line(problem.message)}")
        if errors:
            terminal.say("  compared is what can be read")
