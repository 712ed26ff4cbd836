"""What each verb does: ask the archive, and hand the answer to the form it is wanted in.

Each takes the options and the terminal, and gives the exit status.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui import text
from briefing_tui.archive.places import expanded
from briefing_tui.cli import plain, wording
from briefing_tui.cli.arguments import UsageError
from briefing_tui.cli.terminal import Terminal
from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Found, Problem, Results
    from briefing_tui.cli.records import Record

DONE = 0
NOTHING = 1
"""Nothing was found, or faults were."""

_SUFFIXES = (".yaml", ".yml")
# A saved page is text; what is larger than this is something else.
_LARGEST_PAGE = 16_000_000
_SHOWN_LEFT_OUT = 12


def run(options: argparse.Namespace) -> int:
    """Do what the command line asks.

    Returns:
        The exit status.

    Raises:
        BriefingError: a mistake of the user's, to be told.
    """
    return _VERBS[options.verb](options, Terminal())


# --- the archive


def _found(options: argparse.Namespace) -> Path | None:
    """Find the archive's folder: the one that -C names, or one in the usual places."""
    if options.archive == "":
        raise UsageError("-C needs the folder of an archive")
    named = expanded(options.archive) if options.archive else None
    return archives.find_archive(named, os.environ, Path.cwd())


def _root(options: argparse.Namespace) -> Path:
    """Find the archive's folder, or tell the ways to one."""
    root = _found(options)
    if root is None:
        raise ArchiveError("there is no archive of briefings here", wording.THREE_WAYS)
    return root


def _root_with(options: argparse.Namespace, file: Path) -> Path:
    """Find the archive that a file is in; one outside any archive makes its folder one."""
    root = _found(options)
    if root is not None and (options.archive or file.resolve().is_relative_to(root.resolve())):
        return root
    return file.parent


@contextlib.contextmanager
def _opened(root: Path, terminal: Terminal, *, index: bool = False) -> Iterator[Archive]:
    """Open an archive that is up to its files.

    Args:
        root: its folder.
        terminal: where progress is told.
        index: whether it will be searched.
    """
    with _ended_in_order(), archives.Archive.open(root) as archive:
        with terminal.progress() as progress:
            archive.refresh(progress, index=index)
        yield archive


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM close what is open, as Ctrl-C does."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _print_json(terminal: Terminal, record: Record) -> None:
    import json  # noqa: PLC0415 - only who asks for it needs it

    indent = 2 if terminal.on_terminal else None
    print(json.dumps(record, ensure_ascii=not terminal.utf8, indent=indent))


# --- the interface


def _open(options: argparse.Namespace, terminal: Terminal) -> int:
    """Open the interface; without a terminal, list or show what it would open."""
    root, file = _to_open(options)
    if terminal.interactive and not options.json:
        if root is not None and not root.is_dir():
            raise ArchiveError(f"the archive {wording.path_of(root)} is not a folder")
        from briefing_tui import tui  # noqa: PLC0415 - Textual takes 150 ms

        return tui.run(root, open_slug=str(file) if file else None)
    if terminal.on_terminal and not options.json:
        terminal.say(
            "briefing: the interface needs a terminal that can be drawn on, on standard input, "
            "output and error; here is the text"
        )
    options.archive = os.fspath(root) if root else None
    if file is not None:
        options.slug, options.notes, options.resolve = os.fspath(file), "end", False
        return _show(options, terminal)
    options.sort = "date"
    return _list(options, terminal)


def _to_open(options: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """Give the archive's folder and the file that `briefing [PATH]` means, as far as it tells."""
    if options.path is None:
        return _found(options), None
    path = Path(options.path)
    if path.is_dir():
        if options.archive:
            raise UsageError("the archive is named twice", "give the folder, or -C DIR")
        return path, None
    shown = wording.path_of(path)
    if not path.exists():
        raise UsageError(f"no command or file named {shown}")
    if path.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            f"{shown} is no briefing: their names end in .yaml",
            f"to make one of a saved page: briefing add {shown}",
        )
    return _root_with(options, path), path


def _demo(options: argparse.Namespace, terminal: Terminal) -> int:
    """Open the samples, or copy them."""
    folder = archives.samples()
    if folder is None:
        raise ArchiveError("the samples did not come with this installation")
    if options.to is None:
        options.path, options.archive = None, os.fspath(folder)
        return _open(options, terminal)
    to = expanded(options.to)
    shown = wording.path_of(to)
    try:
        if to.is_dir() and any(to.iterdir()):
            raise UsageError(f"{shown} is not empty", "name a folder that is not there yet")
        shutil.copytree(folder, to, dirs_exist_ok=True)
    except OSError as error:
        # copytree gathers what failed into an error without a reason of its own.
        raise ArchiveError(
            f"{shown} cannot be written: {error.strerror or 'copying failed'}"
        ) from error
    terminal.write([shown])
    terminal.say(f"next: briefing {wording.word(to)}")
    return DONE


# --- lists


def _list(options: argparse.Namespace, terminal: Terminal) -> int:
    with _opened(_root(options), terminal) as archive:
        listed = archive.list(options.sort)
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            _print_json(terminal, records.entries(archive, listed))
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
        terminal.say("the archive is empty; `briefing add FILE` puts a saved page into it")
    return DONE


def _search(options: argparse.Namespace, terminal: Terminal) -> int:
    query = " ".join(options.query)
    with _opened(_root(options), terminal, index=True) as archive:
        answer = archive.search(query, limit=options.limit, sort=options.sort)
        results = [(result, _paragraph(archive, result)) for result in answer.found]
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        _print_json(terminal, records.results(answer, results))
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


# --- one briefing


def _show(options: argparse.Namespace, terminal: Terminal) -> int:
    path = expanded(options.slug)
    is_file = path.suffix.lower() in _SUFFIXES and path.is_file()
    root = _root_with(options, path) if is_file else _root(options)
    with _opened(root, terminal) as archive:
        piece = archive.briefing(archive.resolve(options.slug))
        authors = archive.authors(piece)
        translations = archive.translations(piece.slug)
    fault = next((p for p in piece.problems if p.severity == "error"), None)
    if fault is not None:
        where = wording.located(fault, wording.path_of(fault.path))
        terminal.say(f"briefing: {where}: {wording.line(fault.message)}")
        terminal.say("  shown is what can be read, or could be read last")
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        _print_json(terminal, records.briefing(piece, authors, translations))
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


# --- faults


def _check(options: argparse.Namespace, terminal: Terminal) -> int:
    paths = [expanded(path) for path in options.paths]
    root = _root_with(options, paths[0]) if paths else _root(options)
    if paths and not root.is_dir():
        raise UsageError(f"there is no file {wording.path_of(paths[0])}")
    with _ended_in_order(), archives.Archive.open(root) as archive:
        told = _checked(archive, paths or [_from_here(root)])
        problems = [problem for _, problem in told]
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            _print_json(terminal, records.problems(problems))
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


# --- adding


def _add(options: argparse.Namespace, terminal: Terminal) -> int:
    """Make a briefing of a saved page and write it, or print it."""
    if options.file.lower().startswith(("http://", "https://")):
        address = wording.word(text.one_line(options.file))
        raise UsageError(
            "nothing is fetched from the network",
            f"curl -L {address} | briefing add -",
        )
    page = _page(options.file, terminal)
    draft = archives.Archive.draft(page, "" if options.file == "-" else Path(options.file).name)
    if options.stdout:
        yaml = archives.Archive.render(draft)
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            _print_json(terminal, records.draft(draft, yaml))
            return DONE
        print(yaml, end="")
        for doubt in draft.unsure:
            terminal.say(f"look at: {wording.line(doubt)}")
        return DONE
    with _ended_in_order(), archives.Archive.open(_root_to_fill(options)) as archive:
        outcome = archive.add(draft, force=options.force)
    outcome = replace(outcome, path=_from_here(outcome.path))
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        _print_json(terminal, records.added(outcome, draft))
        return DONE
    terminal.write([wording.path_of(outcome.path)])
    for path in outcome.authors:
        terminal.say(f"author: {wording.path_of(_from_here(path))}")
    for path in outcome.kept:
        terminal.say(f"author: {wording.path_of(_from_here(path))} was there and is kept")
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


def _page(name: str, terminal: Terminal) -> str:
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
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        named = "" if name == "-" else f" {wording.word(Path(name))}"
        raise UsageError(
            f"{shown} is not UTF-8 (line {row})",
            f"if it is Windows Turkish: iconv -f WINDOWS-1254 -t UTF-8{named} | briefing add -",
        ) from error


def _root_to_fill(options: argparse.Namespace) -> Path:
    """Find the archive to write into; a folder that -C names is made when only it is missing."""
    root = _root(options)
    if options.archive and not root.exists():
        try:
            root.mkdir()
        except OSError as error:
            raise ArchiveError(
                f"{wording.path_of(root)} cannot be made: {error.strerror}"
            ) from error
    return root


def _from_here(path: Path) -> Path:
    """Give a path as it is spelt shortest from the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


_VERBS: dict[str, Callable[[argparse.Namespace, Terminal], int]] = {
    "open": _open,
    "list": _list,
    "search": _search,
    "show": _show,
    "check": _check,
    "add": _add,
    "demo": _demo,
}
