"""Find and open the archive that a command line means."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import archive as archives
from briefing_tui.archive.places import expanded
from briefing_tui.cli import wording
from briefing_tui.cli.parsers import UsageError
from briefing_tui.errors import ArchiveError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from briefing_tui.archive import Archive
    from briefing_tui.cli.terminal import Terminal

SUFFIXES = (".yaml", ".yml")


def folder_or_none(options: argparse.Namespace) -> Path | None:
    """Find the archive's folder: the one that -C names, or one in the usual places."""
    if options.archive == "":
        raise UsageError("-C needs the folder of an archive")
    named = expanded(options.archive) if options.archive else None
    return archives.find_archive(named, os.environ, Path.cwd())


def folder(options: argparse.Namespace) -> Path:
    """Find the archive's folder, or tell the ways to one."""
    root = folder_or_none(options)
    if root is None:
        raise ArchiveError("there is no archive of briefings here", wording.THREE_WAYS)
    return root


def folder_of(options: argparse.Namespace, file: Path) -> Path:
    """Find the archive that a file is in; one outside any archive makes its folder one."""
    root = folder_or_none(options)
    if root is not None and (options.archive or file.resolve().is_relative_to(root.resolve())):
        return root
    return file.parent


def folder_for(options: argparse.Namespace, names: Iterable[str]) -> Path:
    """Find the archive in which slugs are to be looked up; the first one that is a file tells it.

    Args:
        options: the command line.
        names: slugs, or paths of files.
    """
    for name in names:
        path = expanded(name)
        if path.suffix.lower() in SUFFIXES and path.is_file():
            return folder_of(options, path)
    return folder(options)


@contextlib.contextmanager
def opened(root: Path, terminal: Terminal, *, index: bool = False) -> Iterator[Archive]:
    """Open an archive that is up to its files.

    Args:
        root: its folder.
        terminal: where progress is told.
        index: whether it will be searched.
    """
    with ended_in_order(), archives.Archive.open(root) as archive:
        with terminal.progress() as progress:
            archive.refresh(progress, index=index)
        yield archive


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
            raise ArchiveError(
                f"{wording.path_of(root)} cannot be made: {error.strerror}"
            ) from error
    return root


def from_here(path: Path) -> Path:
    """Give a path as it is spelt shortest from the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
