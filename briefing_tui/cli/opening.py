"""Find and open the archive that a command line means."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.errors import ArchiveError, NotFoundError
from briefing_tui.text import escaped

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import PurePath
    from typing import Self

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Reading
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.config import Config

SUFFIXES = (".yaml", ".yml")
_THREE_WAYS = """\
look at the samples    briefing demo
make one here          briefing -C briefings new TITLE  (or add FILE)
open a folder          briefing FOLDER"""


def folder_or_none(options: argparse.Namespace) -> Path | None:
    """Find the archive's folder: the one that -C names, or one in the usual places.

    Those are what `$BRIEFINGS` names, the default of the settings, `./briefings`, and the current
    folder when it holds briefings.
    """
    settings: Config = options.settings
    word = options.archive or os.environ.get("BRIEFINGS")
    if word:
        return archive_named(word, settings)
    default = settings.archives[settings.default] if settings.default is not None else None
    return archives.find_archive(default, {}, Path.cwd())


def archive_named(word: str, settings: Config) -> Path:
    """Give the archive that a word means: a folder, or else one of this name in the settings."""
    path = expanded(word)
    if word in settings.archives and not path.is_dir():
        path = settings.archives[word]
    return archives.find_archive(path, {}, path) or path


def folder(options: argparse.Namespace) -> Path:
    """Find the archive's folder, or tell the ways to one."""
    root = folder_or_none(options)
    if root is None:
        raise ArchiveError("there is no archive of briefings here", _THREE_WAYS)
    hint = why_this(options)
    if hint and not root.exists():
        raise ArchiveError(f"the archive {escaped(str(root))} is not there", hint)
    return root


def why_this(options: argparse.Namespace) -> str:
    """Give the line of the settings that names the archive, when nothing else does."""
    settings: Config = options.settings
    if options.archive or os.environ.get("BRIEFINGS") or settings.default is None:
        return ""
    line = settings.lines[f"archives.{settings.default}"]
    return f"it is the default of the settings: {settings.path}:{line}"


@contextlib.contextmanager
def opened(root: Path, terminal: Terminal, *, index: bool = False) -> Iterator[Archive]:
    """Open an archive that is up to its files.

    Args:
        root: its folder.
        terminal: where progress is told.
        index: whether it will be searched.
    """
    with ended_in_order(), archives.Archive.open(root) as archive:
        _refresh(archive, terminal, index=index)
        yield archive


def _refresh(archive: Archive, terminal: Terminal, *, index: bool) -> None:
    with terminal.progress() as progress:
        archive.refresh(progress, index=index)


@dataclass(frozen=True, slots=True)
class Named:
    """A briefing that a word of the command line means."""

    file: Path
    """Its folder without links, so that it is the same however it is spelt."""
    read: Callable[[], Reading]
    """Reads it; its authors' other pieces are left out, for no command tells them."""


class Reader:
    """Reads briefings by their slugs or files; an archive is opened once for all of them.

    Args:
        options: where -C may name the archive.
        terminal: where progress is told.
    """

    def __init__(self, options: argparse.Namespace, terminal: Terminal) -> None:
        self._options = options
        self._terminal = terminal
        self._archives: dict[Path, Archive] = {}
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @functools.cached_property
    def _root(self) -> Path | None:
        return folder_or_none(self._options)

    def read(self, name: str) -> Reading:
        """Read the briefing that a name means, as `find` does.

        Raises:
            BriefingError: there is none, or nothing can be read of it.
        """
        return self.find(name).read()

    def find(self, name: str) -> Named:
        """Find the briefing that a name means.

        Args:
            name: a slug of the archive, or a file, in an archive or not.

        Raises:
            NotFoundError: there is none.
            ArchiveError: there is no archive, or it cannot be read.
        """
        path = expanded(name)
        is_file = is_briefing_file(path) and (path.is_file() or self._root is None)
        root = archive_of(path, self._options) if is_file else self._root or folder(self._options)
        if root is not None:
            archive = self._opened(root)
            try:
                slug = archive.resolve(name)
            except NotFoundError:
                if not is_file:
                    raise
                # Another file of the archive has its slug.
            else:
                return Named(
                    unlinked(archive.file(slug)), lambda: archive.reading(slug, others=False)
                )
        return Named(unlinked(path), lambda: archives.reading_alone(path))

    @property
    def archives(self) -> tuple[Archive, ...]:
        """Those that were opened."""
        return tuple(self._archives.values())

    def searchable(self) -> Archive:
        """Give the archive that the command line means, its index up to its files."""
        return self._opened(self._root or folder(self._options), index=True)

    def _opened(self, root: Path, *, index: bool = False) -> Archive:
        archive = self._archives.get(root)
        if archive is None:
            archive = self._stack.enter_context(opened(root, self._terminal, index=index))
            self._archives[root] = archive
        elif index:
            _refresh(archive, self._terminal, index=True)
        return archive


def is_briefing_file(path: PurePath) -> bool:
    """Tell by its name whether a path means a file rather than a slug."""
    return path.suffix.lower() in SUFFIXES


def unlinked(path: Path) -> Path:
    """Give a file whose folder is spelt without links."""
    # Path.resolve raises where links lead in a circle.
    return Path(os.path.realpath(path.parent)) / path.name


def archive_of(path: Path, options: argparse.Namespace) -> Path | None:
    """Give the archive that a path is in: the one of the command line, or the one around it.

    A folder that is in none is an archive itself; a file that is in none stands alone, for the
    folder it is in may be anybody's home.
    """
    return next(iter(by_archive([path], options)))


def by_archive(paths: Iterable[Path], options: argparse.Namespace) -> dict[Path | None, list[Path]]:
    """Give paths by the archive that each is in, as `archive_of` tells; None has who stands alone.

    The current folder is an archive by a briefing that stands in it, be it astray there: when
    nothing else shows that it is one, an archive that does show it goes before.
    """
    root = folder_or_none(options)
    whole = Path(os.path.realpath(root)) if root is not None else None
    named = options.archive or os.environ.get("BRIEFINGS") or options.settings.default
    astray = not named and root == Path.cwd() and archives.archive_around(root) != root
    out: dict[Path | None, list[Path]] = {}
    for path in paths:
        here = Path(os.path.realpath(path if path.is_dir() else path.parent))
        # A folder that is not there is told of as the archive that it was to be.
        inside = whole is not None and (
            here.is_relative_to(whole) or whole == Path(os.path.realpath(path))
        )
        around = None if inside and not astray else archives.archive_around(here)
        if around is None:
            around = root if inside else here if path.is_dir() else None
        out.setdefault(around, []).append(path)
    return out


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Let SIGTERM close what is open, as Ctrl-C does."""

    def end(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def folder_to_fill(options: argparse.Namespace) -> Path:
    """Find the archive to write into; a folder that -C names is made when only it is missing."""
    root = folder(options)
    if options.archive and not root.exists():
        try:
            root.mkdir()
        except OSError as error:
            raise ArchiveError(f"{escaped(str(root))} cannot be made: {error.strerror}") from error
    return root


def from_here(path: Path) -> Path:
    """Give a path as it is spelt shortest from the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
