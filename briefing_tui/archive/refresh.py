"""Bring catalogue and full-text index up to the files: scan, diff, parse what changed, commit.

The order of commits makes a cut harmless. A file first goes into the catalogue with the stamp that
the index should have it under; then the index is committed; then the catalogue learns that the
index has it. A process killed in between leaves two stamps that differ, and the next refresh
indexes that file again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing_tui.archive.indexing import Waiting, batches
from briefing_tui.archive.joining import basis_of
from briefing_tui.archive.parsing import digest_of, document_of, entry_of, parse, stamp_of
from briefing_tui.archive.scan import Files, Found, key_of, shown
from briefing_tui.briefing import Briefing, Changes, Problem, Progress
from briefing_tui.catalogue import Catalogue, Row, Stat, sound
from briefing_tui.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefing_tui.archive.indexing import Indexer
    from briefing_tui.briefing import Author

    Thorough = Literal["tidy", "rebuild"]
    """Merge the parts of the full-text index, or build it anew."""

# As git does: a file written within this time of being read may have changed again within the same
# tick of the file system's clock, so its bytes are compared.
_RACY_NS = 2_000_000_000
# Nanoseconds without a write after which a file that reads well is taken for whole. Writers that
# pause for longer than this begin with what has faults, and are waited for as `settle` says.
_QUIET_NS = 100_000_000


def is_stale(known: Stat | None, found: Found, listed: bool) -> bool:
    """Tell whether a file must be read, as far as size and time stamps tell.

    Args:
        known: what the catalogue knows of it; None when it does not know it.
        found: the file as its folder tells of it.
        listed: whether it is the one to be listed under its slug.
    """
    return (
        known is None
        or (known.mtime_ns, known.ctime_ns, known.size)
        != (found.mtime_ns, found.ctime_ns, found.size)
        or found.mtime_ns > known.read_ns - _RACY_NS
        or known.listed != listed
    )


@contextlib.contextmanager
def _only_copy(path: Path, patience: float) -> Iterator[bool]:
    """Hold the lock of the archive's cache; false when another copy holds it for all of `patience`.

    The kernel drops it when the process dies, so that a killed copy locks nobody out.
    """
    end = time.monotonic() + patience
    with path.open("wb") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    yield False
                    return
                time.sleep(0.02)
            else:
                yield True
                return


@dataclass(frozen=True, slots=True)
class Seen:
    """The files as a run found them, before it read any."""

    files: Files
    stale: tuple[Found, ...]
    """Those that had to be read, by path."""
    known: Mapping[bytes, Stat]
    """What the catalogue knows of all files now, by key."""


@dataclass(slots=True)
class _Batch:
    """What is read at a time."""

    rows: list[Row] = field(default_factory=list)
    briefings: list[tuple[Briefing, str]] = field(default_factory=list)
    """What the index is to have, with its stamp."""


class Refresher:
    """Keeps one archive's catalogue and index up to its files.

    Args:
        root: the archive's folder.
        cache: the folder of catalogue, index and lock.
        catalogue: open in this thread.
        indexer: of the full-text index, opened only when there is something to put in.
    """

    def __init__(self, root: Path, cache: Path, catalogue: Catalogue, indexer: Indexer) -> None:
        self._root = root
        self._cache = cache
        self._catalogue = catalogue
        self._indexer = indexer
        self._version = -1
        self._known: dict[bytes, Stat] = {}
        self._files = Files(root)
        self._stale: tuple[Found, ...] | None = None
        self._doubtful: set[bytes] = set()
        """Keys of files that may have to be read for another reason than what a look finds."""
        self._moved = True
        """Whether something may be other than at the last report."""
        self._settle_ns = 0
        self._missing: set[bytes] = set()
        """Keys of files that the last run did not find, and did not take for gone."""
        self.unsettled = False
        """Whether the last run left files for the next one because somebody may be at them."""
        self._seen: dict[str, tuple[str, str]] = {}
        self._rest: set[object] = {""}

    def run(
        self,
        paths: Iterable[Path] | None = None,
        *,
        index: bool,
        patience: float,
        thorough: Thorough | None = None,
        settle: float = 0,
    ) -> Iterator[Progress]:
        """Do the work, and report after each batch; the last report has everything.

        Args:
            paths: of the files and folders to look at, as for `look`.
            index: false leaves the full-text index for another time.
            thorough: what more is done for the full-text index.
            patience: seconds to wait while another copy of the program is at it; after that, what
                the other copy has done so far is reported.
            settle: seconds in which a file may be half written; see `Archive.refreshing`.
        """
        self._settle_ns, self.unsettled = int(settle * 1e9), False
        try:
            with _only_copy(self._cache / "lock", patience) as alone:
                stale = self.look(paths)
                if alone:
                    put = self._indexer.done
                    yield from self._work(stale, index=index and thorough != "rebuild")
                    profiles = self._catalogue.authors()
                    if thorough == "rebuild":
                        for done, total in self._indexer.rebuild(self._known, profiles):
                            yield Progress(done, total, self._changes())
                    elif thorough == "tidy":
                        self._indexer.tidy()
                    elif self._indexer.done != put and self._indexer.is_crowded():
                        # What has changed is found now; merging makes nobody wait for it.
                        yield Progress(1, 1, self._changes())
                        self._indexer.relieve()
                elif thorough is not None:
                    raise ArchiveError(
                        "another copy is indexing", "search goes on with what is indexed; try again"
                    )
        except OSError as error:
            raise ArchiveError(f"{error.filename or self._root}: {error.strerror}") from error
        self._learn()
        yield Progress(1, 1, self._changes())

    def take_in(self, key: bytes) -> None:
        """Put one briefing and the profiles of its authors into the catalogue, before the others.

        The next run indexes it. Nothing is done where another copy of the program is at the
        archive, and for a file that is not listed: it is gone, or another one has its slug.

        Args:
            key: of the briefing's file.

        Raises:
            ArchiveError: the folder cannot be read.
        """
        try:
            with _only_copy(self._cache / "lock", 0) as alone:
                if not alone:
                    return
                stale = self.look()
                asked = [f for f in stale if f.key == key and key in self._files.listed]
                read = self._store(asked, self._catalogue.authors())
                names = {a for briefing, _ in read.briefings for a in briefing.authors}
                writers = [f for f in stale if f.role == "author" and f.slug in names]
                if self._store(writers, {}).rows:
                    self._restamp(self._catalogue.authors())
        except OSError as error:
            raise ArchiveError(f"{error.filename or self._root}: {error.strerror}") from error

    def busy(self) -> bool:
        """Tell whether another copy of the program is at the archive."""
        with _only_copy(self._cache / "lock", 0) as alone:
            return not alone

    def behind(self) -> int:
        """Tell how many files would have to be read or indexed, as of the last look."""
        return max(len(self._stale or ()), self._indexer.waiting())

    def seen(self) -> Seen:
        """Give the files as the last run found them; where there was none, as they are now.

        Raises:
            ArchiveError: they have to be looked at, and the folder cannot be read.
        """
        if self._stale is None:
            self.look()
        return Seen(self._files, self._stale or (), self._known)

    def look(self, paths: Iterable[Path] | None = None) -> tuple[Found, ...]:
        """Find out which files have to be read.

        Args:
            paths: of files and folders that may have changed, come or gone; None for all. Those
                that an earlier look has found and no run has read are among the answer as well.

        Raises:
            ArchiveError: the folder cannot be read.
        """
        try:
            self._learn()
            if paths is None:
                self._doubtful |= self._files.look()
            else:
                self._doubtful |= self._files.look_at(self._keys(paths))
        except OSError as error:
            raise ArchiveError(f"{error.filename or self._root}: {error.strerror}") from error
        found, listed = self._files.found, self._files.listed
        self._stale = tuple(
            found[key]
            for key in sorted(self._doubtful & found.keys())
            if is_stale(self._known.get(key), found[key], key in listed)
        )
        self._doubtful = {each.key for each in self._stale}
        return self._stale

    def _keys(self, paths: Iterable[Path]) -> set[bytes]:
        """Give the keys of what is in the archive, b"" for the archive itself."""
        keys = set()
        for path in paths:
            try:
                inside = Path(os.path.abspath(path)).relative_to(self._root)  # noqa: PTH100
            except ValueError:
                try:
                    real = path.parent.resolve() / path.name
                    inside = real.relative_to(self._root)
                except (ValueError, OSError, RuntimeError):  # elsewhere, or links in a circle
                    continue
            keys.add(key_of(str(inside)) if inside.parts else b"")
        return keys

    def _learn(self) -> None:
        version = self._catalogue.version()
        if version != self._version:
            self._known = self._catalogue.stats()
            self._version = version
            self._doubtful.update(self._known, self._files.found)
            self._moved = True

    def _changes(self) -> Changes:
        """Tell what is other than at the last report, whoever did it."""
        if not self._moved:
            return Changes(total=len(self._seen))
        now: dict[str, tuple[str, str]] = {}
        rest: set[object] = {self._catalogue.meta("unread")}
        for key, stat in self._known.items():
            if stat.listed and stat.role == "briefing":
                now[stat.slug] = stat.digest, stat.stamp
            else:
                rest.add((key, stat.digest, stat.listed))
        before, self._seen = self._seen, now
        besides, self._rest = rest != self._rest, rest
        self._moved = False
        if now == before and not besides:
            return Changes(total=len(now))
        return Changes(
            added=tuple(sorted(now.keys() - before.keys())),
            changed=tuple(sorted(s for s in now.keys() & before.keys() if now[s] != before[s])),
            removed=tuple(sorted(before.keys() - now.keys())),
            total=len(now),
            besides=besides,
        )

    def _work(self, stale: tuple[Found, ...], *, index: bool) -> Iterator[Progress]:
        if self._catalogue.unread(self._files.problems):
            self._catalogue.commit()
            self._moved = True
        removed = self._gone(stale)
        authors_gone = "author" in [self._known.pop(key).role for key in removed]
        if removed:
            self._catalogue.remove(removed)
            self._catalogue.commit()
            self._moved = True
        self._store([found for found in stale if found.role == "archive"], {})
        writers = [found for found in stale if found.role == "author"]
        stored = self._store(writers, {}).rows
        profiles = self._catalogue.authors()
        if stored or authors_gone:
            self._restamp(profiles)
        pieces = [found for found in stale if found.role == "briefing"]
        done = 0
        waiting = Waiting(self._indexer.put)
        for batch in batches(pieces):
            read = self._store(batch, profiles)
            if index:
                waiting.add(document_of(*briefing, profiles) for briefing in read.briefings)
            done += len(batch)
            if done < len(pieces):
                yield Progress(done, len(pieces), self._changes())
        if index:
            waiting.put()
            for done, total in self._indexer.catch_up(self._known, profiles):
                yield Progress(done, total, self._changes())

    def _gone(self, stale: Iterable[Found]) -> set[bytes]:
        """Give the keys of the files that are no more.

        Editors that write a new file and give it the old one's name leave a moment without either.
        Where a new name has appeared it is a file that was renamed, and known by both at once.
        """
        missing = self._known.keys() - self._files.found.keys()
        renamed = any(found.key not in self._known for found in stale)
        wait = missing - self._missing if self._settle_ns and not renamed else set()
        self._missing = wait
        self.unsettled = self.unsettled or bool(wait)
        return missing - wait

    def _store(self, batch: list[Found], profiles: Mapping[str, Author]) -> _Batch:
        """Read files and put those whose bytes are other than known into the catalogue."""
        out = _Batch()
        listed = self._files.listed
        touched = False
        for found in batch:
            old = self._known.get(found.key)
            read_ns = time.time_ns()
            age = read_ns - found.mtime_ns
            if self._settle_ns and 0 <= age < _QUIET_NS:
                self.unsettled = True
                continue
            data, unreadable = self._load(found)
            # What cannot be read now is tried again each time: permissions leave no trace in mtime.
            digest = "" if unreadable else digest_of(data)
            mtime_ns = -1 if unreadable else found.mtime_ns
            if old is not None and (old.digest, old.role, old.listed) == (
                digest,
                found.role,
                found.key in listed,
            ):
                if not unreadable:
                    self._catalogue.touch(found.key, mtime_ns, found.ctime_ns, found.size, read_ns)
                    self._known[found.key] = old._replace(
                        mtime_ns=mtime_ns,
                        ctime_ns=found.ctime_ns,
                        size=found.size,
                        read_ns=read_ns,
                    )
                    touched = True
                continue
            value, problems = (None, (unreadable,)) if unreadable else parse(data, found)
            if 0 <= age < self._settle_ns and not sound(problems):
                self.unsettled = True
                continue
            mentions = value.mentions if isinstance(value, Briefing) else ()
            if not sound(problems) and self._catalogue.has_sound(found.key):
                value = None  # half a file is worth less than its last good version
            stat = Stat(
                found.role, found.slug, found.key in listed, mtime_ns, found.ctime_ns, found.size,
                read_ns, digest, old.stamp if old else "",
            )  # fmt: skip
            row = Row(found.key, stat, None, problems)
            if isinstance(value, Briefing):
                entry = entry_of(value)
                stat = stat._replace(stamp=stamp_of(digest, entry, profiles))
                row = Row(found.key, stat, entry, problems, data, basis_of(value))
                if stat.listed:
                    out.briefings.append((value, stat.stamp))
            elif value is not None:
                row = Row(found.key, stat, value, problems, data)
            out.rows.append(replace(row, mentions=mentions))
            self._known[found.key] = row.stat
        self._catalogue.store(out.rows)
        self._moved = self._moved or bool(out.rows)
        if out.rows or touched:
            self._catalogue.commit()
        return out

    def _load(self, found: Found) -> tuple[bytes, Problem | None]:
        from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

        try:
            return yamlfile.load(self._root / os.fsdecode(found.key)), None
        except OSError as error:
            return b"", yamlfile.problem_of(error, shown(found.key))

    def _restamp(self, profiles: Mapping[str, Author]) -> None:
        """Let the briefings of authors whose names changed be indexed anew."""
        digests = {
            stat.slug: (key, stat)
            for key, stat in self._known.items()
            if stat.role == "briefing" and stat.listed and stat.stamp
        }
        stamps = []
        for entry in self._catalogue.entries():
            if entry.slug not in digests:
                continue
            key, stat = digests[entry.slug]
            stamp = stamp_of(stat.stamp.partition("-")[0], entry, profiles)
            if stamp != stat.stamp:
                stamps.append((entry.slug, stamp))
                self._known[key] = stat._replace(stamp=stamp)
        if stamps:
            self._catalogue.restamp(stamps)
            self._catalogue.commit()
            self._moved = True


def gathered(
    reports: Iterable[Progress], report: Callable[[Progress], None] | None = None
) -> Changes:
    """Give what all reports of a refresh tell together, handing on each as it comes."""
    added: set[str] = set()
    changed: set[str] = set()
    removed: set[str] = set()
    total = 0
    besides = False
    for progress in reports:
        changes = progress.changes
        added.update(changes.added)
        changed.update(changes.changed)
        removed.update(changes.removed)
        total = changes.total
        besides = besides or changes.besides
        if report is not None:
            report(progress)
    return Changes(
        tuple(sorted(added)),
        tuple(sorted(changed - added)),
        tuple(sorted(removed)),
        total,
        besides,
    )
