"""`config`: what is set, where, and by whom; the file begun and checked."""

from __future__ import annotations

import os
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui import editor
from briefing_tui.cli import plain, wording
from briefing_tui.cli.opening import folder_or_none
from briefing_tui.cli.parsers import UsageError
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.config import load, path_of
from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing_tui.briefing import Problem
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.config import Config

_WIDEST = 40
"""Characters of the column of values; what is longer moves its origin to the right."""


class InForce(NamedTuple):
    """A setting as it holds now."""

    name: str
    value: object
    """As JSON can hold it."""
    origin: str
    """Where it comes from: a line of the file, a variable, `default`."""


def config(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell the settings, or write or check the file they stand in."""
    path = path_of({"BRIEFING_CONFIG": options.config} if options.config else os.environ)
    if path is None:
        raise BriefingError("there is no folder for settings: you have no home", "set $HOME")
    if options.path:
        terminal.write([wording.path_of(path)])
        return DONE
    if options.init:
        return _begin(path, terminal)
    settings = load(options.config)
    options.settings = settings
    settings, problems = _held(settings)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        told = [each._asdict() for each in in_force(settings, options)]
        record = records.settings(path, exists=path.exists(), settings=told, problems=problems)
        terminal.write_json(record)
    elif options.check:
        terminal.write(plain.problems(_with_lines(problems, path)))
        terminal.say(counted(len(problems), "fault") if problems else "no faults")
    else:
        terminal.write(_told(list(in_force(settings, options)), terminal))
        if not path.exists():
            terminal.say(
                f"{wording.path_of(path)} is not there; to begin it: briefing config --init"
            )
        tell(problems, terminal)
    return NOTHING if problems and options.check else DONE


def tell(problems: Sequence[Problem], terminal: Terminal) -> None:
    """Say what is wrong with the settings."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}:{problem.column}"
        terminal.say(f"briefing: {place}: {problem.message}")
        if problem.hint:
            terminal.say(f"  {problem.hint}")


def _held(settings: Config) -> tuple[Config, tuple[Problem, ...]]:
    """Give the settings that hold, and all faults: those too that only the interface can see."""
    told = list(settings.problems)
    held = settings
    if settings.keys:
        from briefing_tui.tui import bindings  # noqa: PLC0415 - all screens, 300 ms

        checked = bindings.check(settings)
        told += checked.problems
        keys = {name: each for name, each in settings.keys.items() if name in checked.keymap}
        held = replace(held, keys=MappingProxyType(keys))
    if settings.theme is not None:
        from briefing_tui.tui import themes  # noqa: PLC0415 - Textual's, 60 ms

        found = themes.find(settings)
        told += found.problems
        if found.theme is None:
            lines = {name: line for name, line in settings.lines.items() if name != "theme"}
            held = replace(held, theme=None, lines=MappingProxyType(lines))
    told.sort(key=lambda problem: (problem.path, problem.line, problem.column))
    return held, tuple(told)


def _begin(path: Path, terminal: Terminal) -> int:
    from briefing_tui.config.template import begin  # noqa: PLC0415 - one option needs it

    shown = wording.path_of(path)
    try:
        begin(path)
    except FileExistsError as error:
        raise UsageError(f"{shown} is there already", "it is left as it is") from error
    except OSError as error:
        raise ArchiveError(f"{shown} cannot be written: {error.strerror}") from error
    terminal.write([shown])
    return DONE


def _with_lines(problems: Sequence[Problem], path: Path) -> Iterator[tuple[Problem, str]]:
    """Give each fault with the line of the file that it is in."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        lines = []
    for problem in problems:
        yield problem, lines[problem.line - 1] if problem.line <= len(lines) else ""


def _told(settings: Sequence[InForce], terminal: Terminal) -> Iterator[str]:
    rows = [
        [wording.line(text) for text in (each.name, _shown(each.value), each.origin)]
        for each in settings
    ]
    if not terminal.on_terminal:
        yield from map("\t".join, rows)
        return
    first = max(len(name) for name, _, _ in rows)
    second = min(_WIDEST, max(len(value) for _, value, _ in rows))
    for name, value, origin in rows:
        yield f"{name:{first}}  {value:{second}}  {origin}"


def in_force(settings: Config, options: argparse.Namespace) -> Iterator[InForce]:
    """Give every setting as it holds, with where it comes from."""
    from briefing_tui.config.settings import SETTINGS  # noqa: PLC0415 - not for `list`

    yield _archive(settings, options)
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        origin = _origin(settings, setting.name)
        if setting.name == "editor":
            yield _editor(settings, origin)
        elif setting.name == "browser":
            yield _browser(settings, origin)
        else:
            yield InForce(setting.name, value, origin)
    for name, folder in settings.archives.items():
        yield InForce(f"archives.{name}", os.fspath(folder), _origin(settings, f"archives.{name}"))
    for name, search in settings.searches.items():
        value = {"query": search.query, "sort": search.sort, "only": dict(search.only)}
        yield InForce(f"searches.{name}", value, _origin(settings, f"searches.{name}"))
    for name, keys in settings.keys.items():
        yield InForce(f"keys.{name}", list(keys), _origin(settings, f"keys.{name}"))


def _shown(value: object) -> str:
    """Give a value on one line: a command as it is typed, a search by what it says."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, dict):
        only = (f"{name}={one}" for name, values in value["only"].items() for one in values)
        sort = (f"by {value['sort']}",) if value["sort"] else ()
        return " · ".join((value["query"], *only, *sort))
    return str(value)


def _origin(settings: Config, name: str) -> str:
    line = settings.lines.get(name)
    return "default" if line is None else f"{settings.path}:{line}"


def _archive(settings: Config, options: argparse.Namespace) -> InForce:
    root = folder_or_none(options)
    if root is None:
        return InForce("archive", None, "there is none here")
    if options.archive:
        origin = "-C"
    elif os.environ.get("BRIEFINGS"):
        origin = "$BRIEFINGS"
    elif settings.default is not None:
        origin = _origin(settings, "archives.default")
    else:
        origin = "the current folder"
    return InForce("archive", os.fspath(root), origin)


def _editor(settings: Config, origin: str) -> InForce:
    variable = next((name for name in editor.VARIABLES if os.environ.get(name, "").strip()), "")
    if variable and not settings.editor:
        origin = f"${variable}"
    try:
        words = editor.words_of(os.environ, settings.editor)
    except BriefingError as error:
        return InForce("editor", [], error.message)
    return InForce("editor", words, origin)


def _browser(settings: Config, origin: str) -> InForce:
    from briefing_tui.tui.browser import find_browser  # noqa: PLC0415 - as above

    found = find_browser(preferred=settings.browser)
    if found is None:
        return InForce("browser", [], "there is none: addresses are copied")
    if not settings.browser and os.environ.get("BROWSER"):
        origin = "$BROWSER"
    return InForce("browser", list(found.command), origin)
