"""Which files an archive has: a walk over its folders, or a look at some; none is opened."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.archive.places import AUTHORS, NAMING
from briefing_tui.briefing import Problem
from briefing_tui.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from briefing_tui.catalogue import Role

_SUFFIXES = (".yaml", ".yml")
_SUFFIXES_IN_BYTES = (b".yaml", b".yml")
# As `os.fsencode`, which takes three times as long to call.
_ENCODING, _ERRORS = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
_MANY = 100  # paths; after that a walk over 10,000 files takes no longer
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


def shown(key: bytes) -> str:
    """Give a file's path for people: stray bytes and control characters made visible."""
    return escaped(key.decode("utf-8", "surrogateescape"))


def key_of(relative: str) -> bytes:
    """Give the key of a path relative to the archive."""
    return os.fsencode(relative.replace(os.sep, "/"))


class Files:
    """The files of an archive as they were found last.

    Every `.yaml` and `.yml` file is one, hidden ones and those in hidden folders apart. Folders
    behind symbolic links are not entered (they may lead in a circle); a link to a file is read as
    the file. What is no regular file is left to the reader, which says so.

    A walk over 10,000 files takes 45 ms, 20 of them the kernel's for telling about each; the next
    one takes 28, because what has not changed is not worked out again.

    Args:
        root: the archive's folder; nothing is looked at yet.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.fspath(root)
        self._found: dict[bytes, Found] | None = None
        self._problems: dict[bytes, Problem] = {}
        self._links: set[bytes] = set()
        self.listed: frozenset[bytes] = frozenset()
        """Keys of the files that are listed: of those that share a slug, the first by path."""

    @property
    def found(self) -> Mapping[bytes, Found]:
        """All files by their keys, in no order."""
        return self._found or {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The faults of the folders and links that could not be looked at, by path."""
        return tuple(self._problems[key] for key in sorted(self._problems))

    def in_order(self) -> tuple[Found, ...]:
        """Give all files by path."""
        return tuple(self.found[key] for key in sorted(self.found))

    def look(self) -> set[bytes]:
        """Walk over the whole archive.

        Returns:
            The keys of the files that are new, are gone, or are other than before.

        Raises:
            OSError: the archive's own folder cannot be read.
        """
        walk = _Walk(self._root, self.found)
        walk.below("")
        self._problems, self._links = walk.problems, walk.links
        return self._take(walk)

    def look_at(self, keys: Collection[bytes]) -> set[bytes]:
        """Look at some files and folders alone; whatever they were, they may be something else now.

        All of the archive is walked over when that is as quick, or when something in it could not
        be looked at, so that a key cannot tell what has become of it. What links lead to may change
        without anybody telling: they are looked at each time.

        Args:
            keys: of files, or of folders without a slash at the end; empty for the archive itself.

        Returns, Raises:
            As `look`.
        """
        every = self._links.union(keys)
        if self._found is None or self._problems or b"" in every or len(every) > _MANY:
            return self.look()
        walk = _Walk(self._root, self._found)
        walk.found.update(self._found)
        for key in every:
            if walk.found.pop(key, None) is None:
                below = key + b"/"
                for other in [other for other in walk.found if other.startswith(below)]:
                    del walk.found[other]
        for key in every:
            walk.at(key)
        if walk.problems:
            return self.look()
        self._links |= walk.links
        return self._take(walk)

    def _take(self, walk: _Walk) -> set[bytes]:
        before, self._found = self.found, walk.found
        changed = walk.fresh
        if before.keys() != walk.found.keys():
            listed = _first_of_slugs(walk.found.values())
            changed |= before.keys() - walk.found.keys() | listed ^ self.listed
            self.listed = listed
        return changed


def scan(root: Path) -> Files:
    """Give the files of an archive as they are now.

    Raises:
        OSError: the archive's own folder cannot be read.
    """
    files = Files(root)
    files.look()
    return files


class _Walk:
    """What is found on a walk.

    Args:
        root: the archive's folder.
        before: what was found the last time; what is the same stays the same object.
    """

    def __init__(self, root: str, before: Mapping[bytes, Found]) -> None:
        self._root = root
        self._before = before
        self.found: dict[bytes, Found] = {}
        self.fresh: set[bytes] = set()
        """Keys of the files that are new, or other than before."""
        self.links: set[bytes] = set()
        """Keys of symbolic links that have the name of a file."""
        self.problems: dict[bytes, Problem] = {}
        """What could not be looked at, folders with a slash at their end."""

    def below(self, beginning: str) -> None:
        """Walk over a folder.

        Args:
            beginning: of the paths in it, relative to the root, with a slash at the end; or empty.

        Raises:
            OSError: the root cannot be read.
        """
        folders = [beginning]
        while folders:
            prefix = folders.pop()
            start = os.fsencode(prefix)
            try:
                with _listed(f"{self._root}/{prefix}" if prefix else self._root) as entries:
                    for entry in entries:
                        name = entry.name
                        if name[0] == ".":
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(f"{prefix}{name}/")
                        elif name.lower().endswith(_SUFFIXES):
                            key = start + name.encode(_ENCODING, _ERRORS)
                            if entry.is_symlink():
                                self.links.add(key)
                            self._take(key, entry.stat)
            except OSError as error:
                if not prefix:
                    raise
                self.problems[start] = _unreadable(start, error)

    def at(self, key: bytes) -> None:
        """Find what stands at a key, be it a file or a folder, as a walk over everything would."""
        path = os.fsencode(self._root)
        *above, name = key.split(b"/")
        try:
            for folder in above:
                path += b"/" + folder
                if folder.startswith(b".") or not stat.S_ISDIR(os.lstat(path).st_mode):
                    return
            path += b"/" + name
            mode = os.lstat(path).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self.problems[key] = _unreadable(key, error)
            return
        if name.startswith(b"."):
            return
        if stat.S_ISDIR(mode):
            self.below(f"{os.fsdecode(key)}/")
        elif name.lower().endswith(_SUFFIXES_IN_BYTES):
            if stat.S_ISLNK(mode):
                self.links.add(key)
            self._take(key, partial(os.stat, path))

    def _take(self, key: bytes, ask: Callable[[], os.stat_result]) -> None:
        try:
            status = ask()
        except OSError as error:
            self.problems[key] = _unreadable(key, error)
            return
        old = self._before.get(key)
        told = status.st_mtime_ns, status.st_size, status.st_ctime_ns
        if old is not None and old[3:] == told:
            self.found[key] = old
        elif not stat.S_ISDIR(status.st_mode):  # a link to a folder
            self.found[key] = found_at(key, *told)
            self.fresh.add(key)


def folders(root: Path) -> Iterator[str]:
    """Give the folders that `scan` looks into, without a look at their files.

    Raises:
        OSError: the archive's own folder cannot be read.
    """
    waiting = [os.fspath(root)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                waiting += [
                    entry.path
                    for entry in entries
                    if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
                ]
        except OSError:
            if folder == os.fspath(root):
                raise
        yield folder


def is_looked_at(name: str) -> bool:
    """Tell by its name whether a file could be one of an archive's."""
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")


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


def _first_of_slugs(files: Iterable[Found]) -> frozenset[bytes]:
    first: dict[tuple[str, str], bytes] = {}
    for key, role, slug, *_ in files:
        other = first.setdefault((role, slug), key)
        if key < other:
            first[role, slug] = key
    return frozenset(first.values())


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
