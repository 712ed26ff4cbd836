"""Checking: the faults of files as they are now, and those between the files of an archive."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.parsing import parse
from briefing_tui.archive.refresh import is_stale
from briefing_tui.archive.scan import Found, found_at, key_of, scan, shown
from briefing_tui.briefing import Author, Briefing, Identity, Problem, Progress
from briefing_tui.checking import Piece, across, clashes
from briefing_tui.errors import NotFoundError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from briefing_tui.catalogue import Catalogue

_STDIN = "-"
_SEVERITIES = ("error", "warning", "info")
_NEW = b"standard-input.yaml"
_REPORTED = 50
"""Files between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A fault, and the file that it is in."""

    problem: Problem
    """Its path leads to the file from where the program runs; safe to print."""
    file: Path | None
    """None for what came from standard input."""


def problems_of(catalogue: Catalogue) -> tuple[Problem, ...]:
    """List all faults as of the last refresh, by path, line and column."""
    of_files = [p for problems in catalogue.problems().values() for p in problems]
    pieces = {
        slug: Piece(slug, shown(key), named) for slug, (key, named) in catalogue.mentions().items()
    }
    between = across(pieces, catalogue.author_slugs())
    files = sorted((key, stat.role, stat.slug) for key, stat in catalogue.stats().items())
    names = clashes((shown(key), role, slug) for key, role, slug in files)
    of_several = (p for problems in between.values() for p in problems)
    return _sorted([*of_files, *names.values(), *of_several])


@dataclass(slots=True)
class _State:
    """What is known of an archive's files as they are now."""

    files: tuple[Found, ...]
    listed: frozenset[bytes]
    problems: dict[bytes, tuple[Problem, ...]]
    pieces: dict[str, Piece]
    authors: set[str]

    def put(self, key: bytes, slug: str, value: object) -> None:
        """Let a briefing that has just been read stand for its slug."""
        mentions = value.mentions if isinstance(value, Briefing) else ()
        self.pieces[slug] = Piece(slug, shown(key), mentions)


class Checker:
    """Checks files of one archive.

    Args:
        root: the archive's folder.
        catalogue: what it knows of unchanged files is not read again.
        report: called now and then with how far it is.
    """

    def __init__(
        self,
        root: Path,
        catalogue: Catalogue,
        report: Callable[[Progress], None] | None = None,
    ) -> None:
        self._report = report
        self._root = root
        self._catalogue = catalogue

    def check(self, paths: Iterable[Path]) -> tuple[Checked, ...]:
        """Check files and folders in the archive.

        Args:
            paths: as they lead there from the current folder; they are told so.

        Raises:
            NotFoundError: a path does not exist.
        """
        state = self._state()
        wanted, folders = self._wanted(paths, state.files)
        known = {found.key for found in state.files}
        for key in wanted.keys() - known:  # hidden, or of another ending: asked for all the same
            state.problems[key] = read_file(self._root, found_at(key))[1]
        out = [
            Checked(replace(problem, path=_shown(wanted[key])), wanted[key])
            for key, problems in self._all(state, wanted)
            for problem in problems
        ]
        out += _unread(state.problems.get(b"", ()), folders)
        return _in_order(out)

    def check_text(self, data: bytes, path: Path | None = None) -> tuple[Checked, ...]:
        """Check what came from standard input as if it were a file of the archive.

        Args:
            data: the bytes.
            path: of the file that it stands for; None when it stands for a new briefing.
        """
        state = self._state()
        key = self._key(path) if path else _NEW
        found = found_at(key)
        value, problems = parse(data, found)
        if found.role == "briefing":
            state.put(found.key, found.slug, value)
            between = across(state.pieces, state.authors, [found.slug])
            problems = (*problems, *between.get(found.slug, ()))
        return _told(problems, path)

    def files(self, paths: Iterable[Path]) -> list[tuple[Path, bool]]:
        """List the files that paths mean, each with whether it is an author's profile."""
        wanted, _ = self._wanted(paths, scan(self._root).in_order())
        return [(path, found_at(key).role == "author") for key, path in wanted.items()]

    # --- inside

    def _wanted(
        self, paths: Iterable[Path], files: Iterable[Found]
    ) -> tuple[dict[bytes, Path], list[tuple[bytes, Path]]]:
        """Give the files that paths mean, by key, and the folders with the beginning of theirs."""
        wanted: dict[bytes, Path] = {}
        folders: list[tuple[bytes, Path]] = []
        for path in paths:
            _must_exist(path)
            key = self._key(path)
            if not path.is_dir():
                wanted[key] = path
                continue
            prefix = key + b"/" if key else b""
            folders.append((prefix, path))
            for found in files:
                if found.key.startswith(prefix):
                    wanted.setdefault(found.key, path / os.fsdecode(found.key[len(prefix) :]))
        return wanted, folders

    def _key(self, path: Path) -> bytes:
        real = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        inside = real.relative_to(self._root)
        return b"" if inside == Path() else key_of(str(inside))

    def _state(self) -> _State:
        scanned = scan(self._root)
        files, listed = scanned.in_order(), scanned.listed
        problems = self._catalogue.problems()
        pieces = {
            slug: Piece(slug, shown(key), named)
            for slug, (key, named) in self._catalogue.mentions().items()
        }
        state = _State(files, listed, problems, pieces, self._catalogue.author_slugs())
        for key in problems.keys() - scanned.found.keys() - {b""}:
            del problems[key]
        problems[b""] = scanned.problems
        # Another copy of the program may be at the catalogue just now, or a file be written.
        slugs = {found.slug for found in files if found.role == "briefing"}
        for slug in pieces.keys() - slugs:
            del pieces[slug]
        state.authors &= {found.slug for found in files if found.role == "author"}
        known = self._catalogue.stats()
        stale = [f for f in files if is_stale(known.get(f.key), f, f.key in listed)]
        for done, found in enumerate(stale):
            is_listed = found.key in listed
            if self._report is not None and not done % _REPORTED:
                self._report(Progress(done, len(stale)))
            value, told = read_file(self._root, found)
            problems[found.key] = told
            if is_listed and found.role == "briefing":
                state.put(found.key, found.slug, value)
            elif is_listed and found.role == "author":
                state.authors.add(found.slug)
        return state

    @staticmethod
    def _all(
        state: _State, wanted: Collection[bytes]
    ) -> Iterable[tuple[bytes, tuple[Problem, ...]]]:
        """Go through the faults of the wanted files, those between files after its own."""
        slugs = {
            found.key: found.slug
            for found in state.files
            if found.key in wanted and found.key in state.listed and found.role == "briefing"
        }
        between = across(state.pieces, state.authors, slugs.values())
        names = clashes((shown(f.key), f.role, f.slug) for f in state.files)
        for key in wanted:
            yield key, state.problems.get(key, ())
            if shown(key) in names:
                yield key, (names[shown(key)],)
            yield key, between.get(slugs.get(key, ""), ())


def check_alone(path: Path) -> tuple[Checked, ...]:
    """Check a file that is in no archive: what it names of other files cannot be looked up.

    Raises:
        NotFoundError: it does not exist.
    """
    _must_exist(path)
    found = found_at(os.fsencode(path.name))
    return _in_order(
        Checked(replace(problem, path=_shown(path)), path)
        for problem in read_file(path.parent, found)[1]
    )


def check_text_alone(data: bytes, path: Path | None = None) -> tuple[Checked, ...]:
    """Check what came from standard input where there is no archive."""
    found = found_at(os.fsencode(path.name) if path else _NEW)
    return _told(parse(data, found)[1], path)


def missing(path: Path) -> Checked:
    """Give the fault of a file that is asked for among others, and is not there."""
    shown_as = _shown(path)
    message = "cannot be read: there is no such file"
    return Checked(Problem(shown_as, 1, 1, "error", "unreadable", message), path)


def _must_exist(path: Path) -> None:
    if not path.exists() and not path.is_symlink():
        raise NotFoundError(f"there is no file {_shown(path)}")


def _told(problems: Iterable[Problem], path: Path | None) -> tuple[Checked, ...]:
    shown_as = _shown(path) if path else _STDIN
    return _in_order(Checked(replace(problem, path=shown_as), None) for problem in problems)


def read_file(
    base: Path, found: Found
) -> tuple[Briefing | Author | Identity | None, tuple[Problem, ...]]:
    """Read a file as it is now; what keeps it from being read is a fault like others.

    Args:
        base: the folder that its key is relative to.
        found: the file.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    try:
        data = yamlfile.load(base / os.fsdecode(found.key))
    except OSError as error:
        return None, (yamlfile.problem_of(error, shown(found.key)),)
    return parse(data, found)


def lines_of(source: Path | bytes) -> list[str]:
    """Give the lines of a file as faults count them, safe to print; none if it cannot be read."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    try:
        data = source if isinstance(source, bytes) else yamlfile.load(source)
    except OSError:
        return []  # that is the fault, and it has been told
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")


def _shown(path: Path) -> str:
    return shown(os.fsencode(path))


def _unread(problems: Iterable[Problem], folders: Iterable[tuple[bytes, Path]]) -> list[Checked]:
    """Give the faults of what could not be looked at, below the folders asked for."""
    out = []
    for problem in problems:
        for prefix, path in folders:
            if problem.path.startswith(shown(prefix)):
                below = path / problem.path[len(shown(prefix)) :]
                out.append(Checked(replace(problem, path=_shown(below)), below))
                break
    return out


def _in_order(checked: Iterable[Checked]) -> tuple[Checked, ...]:
    def order(each: Checked) -> tuple[str, int, int, str]:
        problem = each.problem
        return problem.path, problem.line, problem.column, _rank(problem)

    return tuple(sorted(dict.fromkeys(checked), key=order))


def _rank(problem: Problem) -> str:
    """Put errors before warnings, and these before remarks, where they share a place."""
    return f"{_SEVERITIES.index(problem.severity)} {problem.code}"


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, _rank(p))))
