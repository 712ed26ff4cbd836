"""Which files an archive has: one walk over its folders, no file opened."""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.archive.places import AUTHORS, NAMING
from briefing_tui.briefing import Problem
from briefing_tui.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing_tui.catalogue import Role

_SUFFIXES = (".yaml", ".yml")
_AUTHORS = f"{AUTHORS}/".encode()
_BELOW = b"/" + _AUTHORS


class Found(NamedTuple):
    """A file of the archive, as the folder tells of it.

    Before each answer all of them are made; a tuple takes a third of a data class's time.
    """

    key: bytes
    role: Role
    slug: str
    mtime_ns: int
    size: int
    ctime_ns: int = 0
    """Of the last change of any kind: a copy that keeps the time of modification changes this."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything found, in the order of the keys, and the folders that could not be read."""

    files: tuple[Found, ...]
    problems: tuple[Problem, ...]


def shown(key: bytes) -> str:
    """Give a file's path for people: stray bytes and control characters made visible."""
    return escaped(key.decode("utf-8", "surrogateescape"))


def key_of(relative: str) -> bytes:
    """Give the key of a path relative to the archive."""
    return os.fsencode(relative.replace(os.sep, "/"))


def scan(root: Path) -> Scan:
    """Walk the archive: every `.yaml` and `.yml` file, hidden ones and hidden folders apart.

    Folders behind symbolic links are not entered (they may lead in a circle); a link to a file is
    read as the file. What is no regular file is left to the reader, which says so.

    Raises:
        OSError: the archive's own folder cannot be read.
    """
    files: list[Found] = []
    problems: list[Problem] = []
    folders: list[tuple[str, str]] = [(os.fspath(root), "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with _listed(folder) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((f"{folder}/{name}", f"{prefix}{name}/"))
                    elif name.lower().endswith(_SUFFIXES):
                        found = _found(entry, prefix, problems)
                        if found is not None:
                            files.append(found)
        except OSError as error:
            if not prefix:
                raise
            problems.append(_unreadable(key_of(prefix), error))
    files.sort(key=lambda found: found.key)
    return Scan(tuple(files), tuple(problems))


@contextlib.contextmanager
def _listed(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """List a folder by its descriptor: files are then asked for without walking down to it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(descriptor) as entries:
            yield entries
    finally:
        os.close(descriptor)


def found_at(key: bytes, mtime_ns: int = 0, size: int = 0, ctime_ns: int = 0) -> Found:
    """Tell what the file of a key is: `archive.yaml`, a profile, or a briefing.

    Profiles stand in folders of their own, or below them. One folder of them is enough for an
    archive; but one that holds other archives has theirs, too.
    """
    name = key.rpartition(b"/")[2]
    if name == key and key.decode("ascii", "replace").lower() in NAMING:
        return Found(key, "archive", "archive", mtime_ns, size, ctime_ns)
    role: Role = "author" if key.startswith(_AUTHORS) or _BELOW in key else "briefing"
    return Found(key, role, shown(name).rpartition(".")[0], mtime_ns, size, ctime_ns)


def first_of_slugs(files: Iterable[Found]) -> frozenset[bytes]:
    """Give the keys of the files that are listed: of those that share a slug, the first by path."""
    first: dict[tuple[str, str], bytes] = {}
    for found in files:
        first.setdefault((found.role, found.slug), found.key)
    return frozenset(first.values())


def _found(entry: os.DirEntry[str], prefix: str, problems: list[Problem]) -> Found | None:
    key = os.fsencode(prefix + entry.name)
    try:
        status = entry.stat()
    except OSError as error:
        problems.append(_unreadable(key, error))
        return None
    if stat.S_ISDIR(status.st_mode):
        return None  # a link to a folder
    return found_at(key, status.st_mtime_ns, status.st_size, status.st_ctime_ns)


def _unreadable(key: bytes, error: OSError) -> Problem:
    return Problem(
        path=shown(key),
        line=1,
        column=1,
        severity="error",
        code="unreadable",
        message=f"cannot be read: {error.strerror or error}",
        hint="look at the permissions, or at where the link points",
    )
