"""`check`: what is wrong in the files."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import AUTHORS, expanded
from briefing_tui.cli import plain, wording
from briefing_tui.cli.opening import (
    archive_of,
    by_archive,
    ended_in_order,
    folder,
    folder_or_none,
    from_here,
    opened,
)
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.errors import ArchiveError, NotFoundError
from briefing_tui.wording import counted, summary

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing_tui.archive import Checked, Mend
    from briefing_tui.briefing import Problem
    from briefing_tui.cli.terminal import Terminal

# A briefing has 4 MB at most; the reader says so of whatever is larger.
_LARGEST_INPUT = 4_000_001
_LOOKED_AT = 5


def check(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what is wrong in files, folders or standard input; with --fix, mend it."""
    data: bytes | None = None
    if "-" in options.paths:
        if len(options.paths) > 1:
            raise UsageError("- stands for standard input, and stands alone")
        if options.fix and options.json:
            raise UsageError(
                "- --fix writes the mended text to standard output, where --json would write",
                "briefing check - --diff --json tells the faults and what would be mended",
            )
        data = _standard_input(terminal)
    elif options.stdin_filename:
        raise UsageError("--stdin-filename goes with -", "briefing check - < FILE")
    mended: list[Mend] = []
    if options.fix and data is not None:
        return _mended_text(options, terminal, data)
    if options.fix or options.diff:
        mended = _mends(options, data, terminal)
        if not _apply(options, terminal, mended):
            return NOTHING
    if data is None:
        checked = checked_files(_paths(options, terminal), options, terminal)
    else:
        checked = _checked_text(options, data)
    report(checked, terminal, as_json=options.json, data=data, mended=mended)
    if mended and options.diff:
        return NOTHING
    return _status(options, [each.problem for each in checked])


def report(
    checked: Sequence[Checked],
    terminal: Terminal,
    *,
    as_json: bool,
    data: bytes | None = None,
    mended: Sequence[Mend] = (),
) -> None:
    """Write faults as the terminal takes them.

    Args:
        checked: the faults, those of one file together.
        terminal: where.
        as_json: whether as one JSON document.
        data: what came from standard input, when that is what was checked.
        mended: what was changed before.
    """
    problems = [each.problem for each in checked]
    if as_json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.problems(problems, mended))
        return
    if terminal.drawn and checked:
        from briefing_tui.cli import drawing  # noqa: PLC0415 - Rich takes 40 ms

        drawing.problems(terminal.console(), _with_lines(checked, data))
    else:
        terminal.write(plain.problems(_with_lines(checked, data)))
    terminal.say(summary(problems))
    if not mended and _can_be_mended(checked):
        terminal.say("`briefing check --diff` shows what can be mended by itself")


def _can_be_mended(checked: Sequence[Checked]) -> bool:
    """Tell whether there is a mend for one of the first files that have more than warnings."""
    told = (c.file for c in checked if c.file is not None and c.problem.severity != "warning")
    files = list(dict.fromkeys(told))[:_LOOKED_AT]
    return any(archives.mends_of((file, file.parent.name == AUTHORS) for file in files))


def _status(options: argparse.Namespace, problems: Iterable[Problem]) -> int:
    failing = ("error", "warning") if options.strict else ("error",)
    return NOTHING if any(p.severity in failing for p in problems) else DONE


# --- mending


def _mends(options: argparse.Namespace, data: bytes | None, terminal: Terminal) -> list[Mend]:
    """Find what can be mended, without writing anything."""
    if data is not None:
        name = options.stdin_filename
        author = bool(name) and expanded(name).parent.name == AUTHORS
        mend = archives.mend_text(data, author=author)
        return [mend] if mend else []
    out: list[Mend] = []
    with ended_in_order():
        for around, members in by_archive(_there(options, terminal), options).items():
            if around is None:
                out += archives.mends_of((path, path.parent.name == AUTHORS) for path in members)
                continue
            with archives.Archive.open(around) as archive:
                out += archive.mends(members)
    return out


def _mended_text(options: argparse.Namespace, terminal: Terminal, data: bytes) -> int:
    """Write standard input to standard output, mended; tell what is left.

    Of what is larger than a briefing may be only the beginning was read: none of it is written, so
    that nobody takes it for the whole.
    """
    if sys.stdout is None:
        raise ArchiveError("the mended text cannot be written: standard output is closed")
    if len(data) < _LARGEST_INPUT:
        mended = _mends(options, data, terminal)
        data = mended[0].after if mended else data
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    problems = [each.problem for each in _checked_text(options, data)]
    for problem in problems:
        terminal.say(wording.told(problem))
    return _status(options, problems)


def _apply(options: argparse.Namespace, terminal: Terminal, mended: Sequence[Mend]) -> bool:
    """Show what would change, and write it unless that is not wanted.

    Returns:
        Whether to go on with the check of what is there then.
    """
    if not options.json:
        terminal.write(mend.diff.rstrip("\n") for mend in mended)
    files = counted(len(mended), "file")
    if options.diff:
        if not options.json:
            terminal.say(f"{files} would be mended" if mended else "there is nothing to mend")
        return not mended or options.json
    if not mended:
        return True
    if terminal.interactive and not options.json and not terminal.agrees(f"Mend {files}?"):
        terminal.say("nothing was written")
        return False
    written = 0
    for mend in mended:
        try:
            mend.write()
        except ArchiveError as error:
            # The check that follows tells that the fault is still there.
            terminal.say(f"not mended: {wording.line(error.message)}")
        else:
            written += 1
    if not options.json:
        terminal.say(f"{counted(written, 'file')} mended")
    return True


# --- checking


def _paths(options: argparse.Namespace, terminal: Terminal) -> list[Path]:
    """Give the files and folders to look at; a slug stands for its file.

    Raises:
        NotFoundError: one is asked for that is not there.
    """
    if not options.paths:
        return [from_here(folder(options))]
    root = folder_or_none(options)
    out: list[Path] = []
    for word in options.paths:
        path = expanded(word)
        if root is not None and root.is_dir() and not os.path.lexists(path):
            with opened(root, terminal) as archive:
                try:
                    path = from_here(archive.file(archive.resolve(word)))
                except NotFoundError as error:
                    # Of several names one is wrong: the others are looked at all the same.
                    if len(options.paths) == 1:
                        shown = wording.path_of(path)
                        raise NotFoundError(f"there is no file {shown}", error.hint) from error
        out.append(path)
    return out


def _there(options: argparse.Namespace, terminal: Terminal) -> list[Path]:
    """Give those of the paths that are there; the check tells of the others."""
    paths = _paths(options, terminal)
    return [path for path in paths if len(paths) == 1 or os.path.lexists(path)]


def checked_files(
    paths: Iterable[Path], options: argparse.Namespace, terminal: Terminal
) -> Sequence[Checked]:
    """Check files and folders, each with the archive that it is in.

    Args:
        paths: as they lead there from the current folder.
        options: where -C may name the archive of what is in it.
        terminal: where progress is told.
    """
    out: list[Checked] = []
    with ended_in_order():
        given = list(paths)
        there = [path for path in given if len(given) == 1 or os.path.lexists(path)]
        out += map(archives.missing, dict.fromkeys(given).keys() - set(there))
        for around, members in by_archive(there, options).items():
            if around is None:
                for path in members:
                    out += archives.check_alone(path)
                continue
            with archives.Archive.open(around) as archive, terminal.progress() as progress:
                out += archive.check(members, progress)
    return sorted(out, key=lambda each: (each.problem.path, each.problem.line, each.problem.column))


def _checked_text(options: argparse.Namespace, data: bytes) -> Sequence[Checked]:
    """Check standard input, in the place of a file if one is named, else as a new briefing."""
    path = expanded(options.stdin_filename) if options.stdin_filename else None
    around = archive_of(path, options) if path else folder_or_none(options)
    if around is None or not around.is_dir():
        return archives.check_text_alone(data, path)
    with ended_in_order(), archives.Archive.open(around) as archive:
        return archive.check_text(data, path)


def _standard_input(terminal: Terminal) -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    if sys.stdin.isatty():
        terminal.say("Type or paste a briefing's YAML, then press Ctrl-D on a line of its own.")
    return sys.stdin.buffer.read(_LARGEST_INPUT)


def _with_lines(checked: Iterable[Checked], data: bytes | None) -> Iterator[tuple[Problem, str]]:
    """Put beside each fault the line of the file that it is in.

    Args:
        checked: the faults, those of one file together.
        data: what came from standard input.
    """
    read = lru_cache(maxsize=1)(archives.lines_of)
    for each in checked:
        lines = read(each.file if each.file is not None else data or b"")
        number = each.problem.line
        yield each.problem, lines[number - 1] if number <= len(lines) else ""
