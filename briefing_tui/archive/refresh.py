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
import uuid
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefing_tui.archive.joining import basis_of, names_of
from briefing_tui.archive.scan import Found, Scan, first_of_slugs, scan, shown
from briefing_tui.briefing import (
    Author,
    Briefing,
    Changes,
    Entry,
    Identity,
    Problem,
    Progress,
)
from briefing_tui.catalogue import Catalogue, Row, Stat, sound
from briefing_tui.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefing_tui.search import Document, Index

# How far a refresh is, is told this often: 200 briefings of 1,200 words take about a second.
_BATCH_FILES = 200
_BATCH_BYTES = 2_000_000
# The first batch of a first start is small, so that there soon is something to look at.
_FIRST_BATCH = 25
# A commit of the index writes each of its words anew: with 1,000 briefings it takes a third less
# for each than with 200, and 70 MB more of memory. What is not committed is not found yet.
_COMMIT_FILES = 1_000
_COMMIT_TEXT = 12_000_000  # code points
# As git does: a file written within this time of being read may have changed again within the same
# tick of the file system's clock, so its bytes are compared.
_RACY_NS = 2_000_000_000


def digest_of(data: bytes) -> str:
    """Give the hash by which a file's bytes are told from other bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def entry_of(briefing: Briefing) -> Entry:
    """Give the part of a briefing that a list shows."""
    return Entry(
        slug=briefing.slug,
        path=briefing.path,
        title=briefing.title,
        kind=briefing.kind,
        date=briefing.date,
        lang=briefing.lang,
        authors=tuple(a if isinstance(a, str) else a.name for a in briefing.authors),
        topics=briefing.topics,
        regions=briefing.regions,
        takeaways=briefing.takeaways,
        translation_of=briefing.translation_of,
        also_in=briefing.also_in,
        words=briefing.words,
        notes=len(briefing.footnotes),
        last_access=briefing.last_access,
        author_slugs=tuple(a if isinstance(a, str) else a.slug for a in briefing.authors),
    )


def _stamp(digest: str, entry: Entry, profiles: Mapping[str, Author]) -> str:
    names = "\n".join(names_of(entry.authors, profiles)).encode("utf-8", "surrogatepass")
    return f"{digest}-{blake2b(names, digest_size=6).hexdigest()}"


def _document(briefing: Briefing, stamp: str, profiles: Mapping[str, Author]) -> Document:
    from briefing_tui.search import Document  # noqa: PLC0415 - importing Whoosh takes 115 ms

    sources = dict.fromkeys(
        part
        for note in briefing.footnotes
        for citation in note.citations
        for part in (citation.title, citation.publisher, citation.url)
        if part
    )
    accessed = {c.accessed for n in briefing.footnotes for c in n.citations if c.accessed}
    return Document(
        slug=briefing.slug,
        stamp=stamp,
        title=briefing.title,
        takeaways=briefing.takeaways,
        body=tuple(block.text for block in briefing.blocks),
        paragraphs=tuple(block.paragraph for block in briefing.blocks),
        notes=tuple((note.number, note.text) for note in briefing.footnotes),
        sources=tuple(sources),
        authors=names_of(entry_of(briefing).authors, profiles),
        topics=briefing.topics,
        regions=briefing.regions,
        kind=briefing.kind,
        lang=briefing.lang,
        date=briefing.date,
        accessed=tuple(sorted(accessed)),
    )


def parse(
    data: bytes, found: Found
) -> tuple[Briefing | Author | Identity | None, tuple[Problem, ...]]:
    """Read a file's bytes as what its place in the archive says it is.

    Args:
        data: the file, whole.
        found: where it is.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    if found.role == "archive":
        return yamlfile.read_archive(data, shown(found.key))
    if found.role == "author":
        return yamlfile.read_author(data, shown(found.key), found.slug)
    return yamlfile.read_briefing(data, shown(found.key), found.slug)


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

    scanned: Scan
    listed: frozenset[bytes]
    """Keys of the files that are listed under their slugs."""
    stale: tuple[Found, ...]
    """Those that had to be read."""


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
        open_index: gives the full-text index, called only when there is something to put in.
    """

    def __init__(
        self, root: Path, cache: Path, catalogue: Catalogue, open_index: Callable[[], Index]
    ) -> None:
        self._root = root
        self._cache = cache
        self._catalogue = catalogue
        self._open_index = open_index
        self._version = -1
        self._known: dict[bytes, Stat] = {}
        self._looked: Seen | None = None
        self._seen: dict[str, str] = {}
        self._rest: list[str] = [""]
        self._held: dict[str, str] = {}
        """Slug -> stamp of what an index held that another catalogue had filled: it stays good."""

    def run(self, *, index: bool, patience: float) -> Iterator[Progress]:
        """Do the work, and report after each batch; the last report has everything.

        Args:
            index: false leaves the full-text index for another time.
            patience: seconds to wait while another copy of the program is at it; after that, what
                the other copy has done so far is reported.
        """
        try:
            with _only_copy(self._cache / "lock", patience) as alone:
                self._learn()
                seen = self._look()
                if alone:
                    yield from self._work(seen, index=index)
        except OSError as error:
            raise ArchiveError(f"{error.filename or self._root}: {error.strerror}") from error
        self._learn()
        yield Progress(1, 1, self._changes())

    def seen(self) -> tuple[Seen, Mapping[bytes, Stat]]:
        """Give the files as the last run found them, and what the catalogue knows of them by key.

        Raises:
            ArchiveError: there was no run yet, and the folder cannot be read.
        """
        if self._looked is None:
            try:
                self._learn()
                return self._look(), self._known
            except OSError as error:
                raise ArchiveError(f"{error.filename or self._root}: {error.strerror}") from error
        return self._looked, self._known

    def _look(self) -> Seen:
        scanned = scan(self._root)
        listed = first_of_slugs(scanned.files)
        stale = tuple(
            found
            for found in scanned.files
            if is_stale(self._known.get(found.key), found, found.key in listed)
        )
        self._looked = Seen(scanned, listed, stale)
        return self._looked

    def _learn(self) -> None:
        version = self._catalogue.version()
        if version != self._version:
            self._known = self._catalogue.stats()
            self._version = version

    def _changes(self) -> Changes:
        """Tell what is other than at the last report, whoever did it."""
        now: dict[str, str] = {}
        rest = [self._catalogue.meta("unread")]
        for key, stat in self._known.items():
            if stat.role == "briefing" and stat.listed:
                now[stat.slug] = f"{stat.digest} {stat.stamp}"
            else:
                rest.append(f"{key!r} {stat.digest} {stat.listed}")
        before, self._seen = self._seen, now
        besides, self._rest = rest != self._rest, rest
        if now == before and not besides:
            return Changes(total=len(now))
        return Changes(
            added=tuple(sorted(now.keys() - before.keys())),
            changed=tuple(sorted(s for s in now.keys() & before.keys() if now[s] != before[s])),
            removed=tuple(sorted(before.keys() - now.keys())),
            total=len(now),
            besides=besides,
        )

    def _work(self, seen: Seen, *, index: bool) -> Iterator[Progress]:
        scanned, listed, stale = seen.scanned, seen.listed, seen.stale
        self._catalogue.unread(scanned.problems)
        self._catalogue.commit()
        there = {found.key for found in scanned.files}
        removed = [key for key in self._known if key not in there]
        authors_gone = "author" in [self._known.pop(key).role for key in removed]
        if removed:
            self._catalogue.remove(removed)
            self._catalogue.commit()
        self._store([found for found in stale if found.role == "archive"], listed, {})
        writers = [found for found in stale if found.role == "author"]
        stored = self._store(writers, listed, {}).rows
        profiles = self._catalogue.authors()
        if stored or authors_gone:
            self._restamp(profiles)
        pieces = [found for found in stale if found.role == "briefing"]
        done = 0
        waiting = _Waiting(self._put)
        for batch in _batches(pieces):
            read = self._store(batch, listed, profiles)
            if index:
                waiting.add(_document(*briefing, profiles) for briefing in read.briefings)
            done += len(batch)
            if done < len(pieces):
                yield Progress(done, len(pieces), self._changes())
        if index:
            waiting.put()
            yield from self._catch_up(profiles)

    def _store(
        self, batch: list[Found], listed: frozenset[bytes], profiles: Mapping[str, Author]
    ) -> _Batch:
        """Read files and put those whose bytes are other than known into the catalogue."""
        out = _Batch()
        touched = False
        for found in batch:
            old = self._known.get(found.key)
            read_ns = time.time_ns()
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
                stat = stat._replace(stamp=_stamp(digest, entry, profiles))
                row = Row(found.key, stat, entry, problems, data, basis_of(value))
                if stat.listed:
                    out.briefings.append((value, stat.stamp))
            elif value is not None:
                row = Row(found.key, stat, value, problems, data)
            out.rows.append(replace(row, mentions=mentions))
            self._known[found.key] = row.stat
        self._catalogue.store(out.rows)
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
            stamp = _stamp(stat.stamp.partition("-")[0], entry, profiles)
            if stamp != stat.stamp:
                stamps.append((entry.slug, stamp))
                self._known[key] = stat._replace(stamp=stamp)
        if stamps:
            self._catalogue.restamp(stamps)
            self._catalogue.commit()

    def _put(self, documents: Sequence[Document]) -> None:
        index = self._index()
        gone = self._catalogue.gone()
        index.update((d for d in documents if self._held.get(d.slug) != d.stamp), gone)
        for slug in (*(document.slug for document in documents), *gone):
            self._held.pop(slug, None)  # from now on the catalogue knows better
        self._catalogue.indexed(((d.slug, d.stamp) for d in documents), gone)
        self._catalogue.commit()

    def _index(self) -> Index:
        """Open the index; one that the catalogue has not filled is compared and noted first."""
        index = self._open_index()
        mark = self._cache / "index" / "identity"
        identity = mark.read_text(errors="replace") if mark.exists() else ""
        if not identity or identity != self._catalogue.meta("index"):
            identity = identity or uuid.uuid4().hex
            self._held = index.manifest()
            self._catalogue.new_index(identity, self._held)
            self._catalogue.commit()
            mark.write_text(identity)
        return index

    def _catch_up(self, profiles: Mapping[str, Author]) -> Iterator[Progress]:
        """Index what is in the catalogue and not in the index, from the last good bytes."""
        mark = self._cache / "index" / "identity"
        identity = mark.read_text(errors="replace") if mark.exists() else ""
        if self._known and (not identity or identity != self._catalogue.meta("index")):
            self._index()  # it was deleted or built anew: everything is pending now
        pending = [
            Found(key, "briefing", stat.slug, stat.mtime_ns, stat.size)
            for key in self._catalogue.pending()
            if (stat := self._known.get(key)) is not None
        ]
        done = 0
        waiting = _Waiting(self._put)
        for batch in _batches(pending):
            documents = []
            for found in batch:
                data = self._catalogue.good(found.key)
                value = parse(data, found)[0] if data is not None else None
                if isinstance(value, Briefing):
                    stamp = self._known[found.key].stamp
                    documents.append(_document(value, stamp, profiles))
            waiting.add(documents)
            done += len(batch)
            if done < len(pending):
                yield Progress(done, len(pending), self._changes())
        waiting.put()
        if self._catalogue.gone():
            self._put(())


class _Waiting:
    """Documents that wait for a commit which is worth it; the first ones do not wait.

    Args:
        commit: puts documents into the index.
    """

    def __init__(self, commit: Callable[[Sequence[Document]], None]) -> None:
        self._commit = commit
        self._documents: list[Document] = []
        self._text = 0
        self._begun = False

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents, and commit when there are enough."""
        for document in documents:
            self._documents.append(document)
            self._text += sum(map(len, document.body))
        if not self._begun or len(self._documents) >= _COMMIT_FILES or self._text >= _COMMIT_TEXT:
            self.put()

    def put(self) -> None:
        """Commit what is there."""
        if self._documents:
            self._commit(self._documents)
            self._begun = True
        self._documents, self._text = [], 0


def _batches(files: Iterable[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size, most = 0, _FIRST_BATCH
    for found in files:
        if batch and (len(batch) >= most or size + found.size > _BATCH_BYTES):
            yield batch
            batch, size, most = [], 0, _BATCH_FILES
        batch.append(found)
        size += found.size
    if batch:
        yield batch


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
