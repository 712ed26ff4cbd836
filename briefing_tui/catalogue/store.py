"""What the catalogue keeps of each file, and what it answers from that.

A row also remembers under which stamp its briefing stands in the full-text
index, so that a process killed between two commits is repeated and not lost.

A connection belongs to the thread that opened it; several processes may hold one (write-ahead log).
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import sqlite3
import zlib
from dataclasses import asdict, astuple, dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from briefing_tui.briefing import Author, Entry, Identity, Mention, Problem
from briefing_tui.catalogue import entries, evidence
from briefing_tui.catalogue.evidence import Evidence
from briefing_tui.catalogue.tables import OtherVersionError, connect
from briefing_tui.errors import ArchiveError
from briefing_tui.evidence import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing_tui.catalogue.entries import Names

Role = Literal["briefing", "author", "archive"]


class Stat(NamedTuple):
    """What tells whether a file has changed since it was read.

    Before each answer all of them are made; a tuple takes a third of a data class's time.
    """

    role: Role
    slug: str
    listed: bool
    mtime_ns: int
    ctime_ns: int
    size: int
    read_ns: int
    digest: str
    stamp: str
    """Of a briefing that can be read: differs whenever the index should hold something else."""


@dataclass(frozen=True, slots=True)
class Row:
    """A file as it was read."""

    key: bytes
    stat: Stat
    value: Entry | Author | Identity | None
    problems: tuple[Problem, ...]
    data: bytes | None = None
    """The file's bytes, when anything could be read from them."""
    basis: Basis | None = None
    """What a briefing rests on."""
    mentions: tuple[Mention, ...] = ()
    """What the file as it is now names of other files, even if an older version stays listed."""


def _pack(value: Entry | Author | Identity | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Entry):
        return entries.packed(value)
    return json.dumps(asdict(value), ensure_ascii=False)


def _unpack(text: str) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(text).items()}


def _pack_problems(problems: Iterable[Problem]) -> str:
    return json.dumps([astuple(problem) for problem in problems], ensure_ascii=False)


def sound(problems: Iterable[Problem]) -> bool:
    """Tell whether a file with these faults reads without an error."""
    return all(problem.severity != "error" for problem in problems)


class Catalogue:
    """The open catalogue of one archive.

    Raises:
        ArchiveError: from any method, when the file cannot be read or written (a full disk, say).
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        status = path.stat()
        self._inode = (status.st_dev, status.st_ino)
        self._path = path
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """Open the catalogue at `path`; a missing, damaged or older one is made anew."""
        with _telling(path), path.with_name("opening").open("wb") as lock:
            # Making it, and making it anew, is for one at a time: SQLite does not wait when two
            # switch to the write-ahead log at once.
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                return cls(connect(path), path)
            except OtherVersionError:
                pass
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                # Not a database any more. Nothing in it is worth more than making it anew.
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            return cls(connect(path), path)

    def is_at(self, path: Path) -> bool:
        """Tell whether the catalogue still is the file at `path`, and not a deleted one."""
        try:
            status = path.stat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == self._inode

    def close(self) -> None:
        """Close the connection; what is not committed is dropped."""
        self._db.close()

    # --- what is there

    def stats(self) -> dict[bytes, Stat]:
        """Give every file that the catalogue knows, by its key."""
        rows = self._all(
            "SELECT key, role, slug, listed, mtime_ns, ctime_ns, size, read_ns, digest, stamp "
            "FROM file"
        )
        return {
            key: Stat(role, slug, bool(listed), *rest) for key, role, slug, listed, *rest in rows
        }

    def entries(self, slugs: Iterable[str] | None = None, names: Names = tuple) -> list[Entry]:
        """List the briefings, in no order.

        A file that never could be read is listed by its path, with its faults counted.

        Args:
            slugs: of those that are wanted; None for all.
            names: gives the authors of an entry for those that stand in the file.
        """
        asked = "SELECT * FROM entry"
        if slugs is None:
            with _telling(self._path):
                return entries.read(self._db.execute(asked), names)
        else:
            wanted = json.dumps([slug for slug in slugs if _is_text(slug)])
            of_slugs = "slug IN (SELECT value FROM json_each(?))"
            rows = self._all(f"{asked} WHERE {of_slugs}", wanted)
        return entries.read(rows, names)

    def entry(self, slug: str) -> Entry | None:
        """Give one briefing's entry, or None."""
        rows = self._all("SELECT * FROM entry WHERE slug = ?", slug)
        return entries.read(rows)[0] if rows else None

    def family(self, slug: str) -> list[Entry]:
        """List a briefing, its original and all their translations, in no order."""
        rows = self._all(
            "WITH original (slug) AS (SELECT coalesce("
            "(SELECT original FROM translated WHERE slug = ?1 LIMIT 1), ?1)) "
            "SELECT * FROM entry WHERE slug IN (SELECT slug FROM original UNION "
            "SELECT slug FROM translated WHERE original IN original)",
            slug,
        )
        return entries.read(rows)

    def by_author(self, author: str) -> list[Entry]:
        """List an author's briefings, in no order."""
        rows = self._all(
            "SELECT * FROM entry WHERE slug IN (SELECT slug FROM written WHERE author = ?)",
            author,
        )
        return entries.read(rows)

    def key(self, slug: str) -> bytes | None:
        """Give the key of the file that is listed under `slug`, or None."""
        rows = self._all(
            "SELECT key FROM file WHERE role = 'briefing' AND listed AND slug = ?", slug
        )
        return rows[0][0] if rows else None

    def slug(self, key: bytes) -> str | None:
        """Give the slug that the file of a key is listed under, or None."""
        rows = self._all(
            "SELECT slug FROM file WHERE key = ? AND role = 'briefing' AND listed", key
        )
        return str(rows[0][0]) if rows else None

    def authors(self) -> dict[str, Author]:
        """Give every author with a profile, by slug."""
        rows = self._all(
            "SELECT slug, value FROM file WHERE role = 'author' AND listed AND value <> ''"
        )
        return {slug: Author(**_unpack(value)) for slug, value in rows}

    def identity(self) -> Identity | None:
        """Give what the archive calls itself; None when no file of it is known."""
        rows = self._all("SELECT value FROM file WHERE role = 'archive' AND listed")
        return Identity(**(_unpack(rows[0][0]) if rows[0][0] else {})) if rows else None

    def problems(self) -> dict[bytes, tuple[Problem, ...]]:
        """Give the faults of each file that has any, by its key; those of no file under b""."""
        rows = self._all(
            "SELECT key, problems FROM file WHERE problems <> '[]' "
            "UNION ALL SELECT x'', value FROM meta WHERE name = 'unread' AND value <> '[]'"
        )
        return {key: tuple(Problem(*values) for values in json.loads(text)) for key, text in rows}

    def broken(self) -> set[bytes]:
        """Give the keys of the files that have an error."""
        return {key for (key,) in self._all("SELECT key FROM file WHERE errors")}

    def mentions(self) -> dict[str, tuple[bytes, tuple[Mention, ...]]]:
        """Give for each listed briefing, by slug, its key and what it names of other files."""
        named: dict[bytes, list[Mention]] = {}
        for key, *values in self._all(
            "SELECT key, field, target, line, column FROM mention ORDER BY rowid"
        ):
            named.setdefault(key, []).append(Mention(*values))
        rows = self._all("SELECT slug, key FROM file WHERE role = 'briefing' AND listed")
        return {slug: (key, tuple(named.get(key, ()))) for slug, key in rows}

    def author_slugs(self) -> set[str]:
        """Give the slugs that have a profile, readable or not."""
        rows = self._all("SELECT slug FROM file WHERE role = 'author' AND listed")
        return {slug for (slug,) in rows}

    def good(self, key: bytes) -> bytes | None:
        """Give the bytes of the last version of a file that could be read, or None."""
        rows = self._all("SELECT data FROM good WHERE key = ?", key)
        return zlib.decompress(rows[0][0]) if rows else None

    def has_sound(self, key: bytes) -> bool:
        """Tell whether a version of the file is kept that read without an error."""
        return bool(self._all("SELECT 1 FROM good WHERE key = ? AND sound", key))

    @property
    def evidence(self) -> Evidence:
        """What rests on what."""
        return Evidence(self._all)

    def indexable(self) -> list[bytes]:
        """List the keys of all briefings that can be indexed."""
        return [
            key
            for (key,) in self._all(
                "SELECT key FROM file WHERE role = 'briefing' AND listed AND value <> ''"
            )
        ]

    def pending(self) -> list[bytes]:
        """List the keys of briefings that the index has not, or has in another version."""
        return [
            key
            for (key,) in self._all(
                "SELECT key FROM file "
                "WHERE role = 'briefing' AND listed AND value <> '' AND stamp <> indexed"
            )
        ]

    def gone(self) -> list[str]:
        """List slugs that the full-text index must still forget."""
        return [slug for (slug,) in self._all("SELECT slug FROM gone")]

    def meta(self, name: str) -> str:
        """Give a value kept under a name, or empty."""
        rows = self._all("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def version(self) -> int:
        """Give a number that differs once another connection has committed."""
        return int(self._all("PRAGMA data_version")[0][0])

    # --- what changes; nothing is on disk before `commit`

    def store(self, rows: Iterable[Row]) -> None:
        """Put files in, over what was known of them.

        Where a row has no value because the file is broken now, the last good value, stamp and
        bytes stay.
        """
        with _telling(self._path):
            for row in rows:
                stat = row.stat
                self._db.execute(
                    "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') "
                    "ON CONFLICT (key) DO UPDATE SET role = excluded.role, slug = excluded.slug, "
                    "listed = excluded.listed, mtime_ns = excluded.mtime_ns, "
                    "ctime_ns = excluded.ctime_ns, size = excluded.size, "
                    "read_ns = excluded.read_ns, digest = excluded.digest, "
                    "problems = excluded.problems, "
                    "errors = excluded.errors, warnings = excluded.warnings, "
                    "indexed = CASE WHEN listed = excluded.listed THEN indexed ELSE '' END, "
                    "stamp = CASE WHEN excluded.value = '' THEN stamp ELSE excluded.stamp END, "
                    "value = CASE WHEN excluded.value = '' THEN value ELSE excluded.value END",
                    (
                        row.key, stat.role, stat.slug, stat.listed, stat.mtime_ns, stat.ctime_ns,
                        stat.size, stat.read_ns, stat.digest, _pack(row.value),
                        _pack_problems(row.problems),
                        sum(problem.severity == "error" for problem in row.problems),
                        sum(problem.severity == "warning" for problem in row.problems),
                        stat.stamp,
                    ),
                )  # fmt: skip
                if stat.role == "briefing" and stat.listed:
                    self._db.execute("DELETE FROM gone WHERE slug = ?", (stat.slug,))
                self._db.execute("DELETE FROM mention WHERE key = ?", (row.key,))
                self._db.executemany(
                    "INSERT INTO mention VALUES (?, ?, ?, ?, ?)",
                    ((row.key, *astuple(mention)) for mention in row.mentions),
                )
                if row.data is None:
                    continue
                self._db.execute(
                    "INSERT OR REPLACE INTO good VALUES (?, ?, ?)",
                    (row.key, zlib.compress(row.data, 1), sound(row.problems)),
                )
                if isinstance(row.value, Entry) and stat.listed:
                    self._join(row.value, row.basis or Basis())

    def _join(self, entry: Entry, basis: Basis) -> None:
        self._part(entry.slug)
        evidence.store(self._db, entry.slug, basis)
        self._db.executemany(
            "INSERT OR IGNORE INTO written VALUES (?, ?)",
            ((author, entry.slug) for author in entry.author_slugs),
        )
        if entry.translation_of:
            self._db.execute(
                "INSERT INTO translated VALUES (?, ?)", (entry.translation_of, entry.slug)
            )

    def _part(self, slug: str) -> None:
        evidence.drop(self._db, slug)
        for table in ("written", "translated"):
            self._db.execute(f"DELETE FROM {table} WHERE slug = ?", (slug,))  # noqa: S608 - ours

    def unread(self, problems: Iterable[Problem]) -> bool:
        """Note the faults of folders and of what is no file: they have no row of their own.

        Returns:
            Whether they are other ones than before.
        """
        text = _pack_problems(problems)
        if text == (self.meta("unread") or "[]"):
            return False
        with _telling(self._path):
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('unread', ?)", (text,))
        return True

    def touch(self, key: bytes, mtime_ns: int, ctime_ns: int, size: int, read_ns: int) -> None:
        """Note that a file was read again and holds the same bytes."""
        with _telling(self._path):
            self._db.execute(
                "UPDATE file SET mtime_ns = ?, ctime_ns = ?, size = ?, read_ns = ? WHERE key = ?",
                (mtime_ns, ctime_ns, size, read_ns, key),
            )

    def remove(self, keys: Iterable[bytes]) -> None:
        """Forget files. Their slugs are `gone` until the index has forgotten them too."""
        with _telling(self._path):
            for key in keys:
                self._db.execute(
                    "INSERT OR IGNORE INTO gone SELECT slug FROM file "
                    "WHERE key = ? AND role = 'briefing' AND listed",
                    (key,),
                )
                for (slug,) in self._db.execute(
                    "SELECT slug FROM file WHERE key = ? AND role = 'briefing' AND listed", (key,)
                ).fetchall():
                    self._part(slug)
                self._db.execute("DELETE FROM file WHERE key = ?", (key,))
                self._db.execute("DELETE FROM good WHERE key = ?", (key,))
                self._db.execute("DELETE FROM mention WHERE key = ?", (key,))

    def indexed(self, stamps: Iterable[tuple[str, str]], forgotten: Iterable[str]) -> None:
        """Note under which stamp slugs stand in the full-text index, and which it has forgotten."""
        with _telling(self._path):
            self._db.executemany(
                "UPDATE file SET indexed = ? WHERE role = 'briefing' AND listed AND slug = ?",
                ((stamp, slug) for slug, stamp in stamps),
            )
            self._db.executemany("DELETE FROM gone WHERE slug = ?", ((slug,) for slug in forgotten))

    def restamp(self, stamps: Iterable[tuple[str, str]]) -> None:
        """Set the stamps that slugs should have in the index, when an author's name has changed."""
        with _telling(self._path):
            self._db.executemany(
                "UPDATE file SET stamp = ? WHERE role = 'briefing' AND listed AND slug = ?",
                ((stamp, slug) for slug, stamp in stamps),
            )

    def new_index(self, identity: str, slugs: Iterable[str]) -> None:
        """Note that the index is another one than before, holding `slugs` in any version."""
        with _telling(self._path):
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('index', ?)", (identity,))
            self._db.execute("UPDATE file SET indexed = ''")
            self._db.execute("DELETE FROM gone")
            self._db.executemany(
                "INSERT INTO gone SELECT :slug WHERE NOT EXISTS (SELECT 1 FROM file "
                "WHERE role = 'briefing' AND listed AND slug = :slug)",
                ({"slug": slug} for slug in slugs),
            )

    def commit(self) -> None:
        """Put on disk what was changed since the last commit, all of it or nothing."""
        with _telling(self._path):
            self._db.commit()

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if any(isinstance(value, str) and not _is_text(value) for value in values):
            return []  # bytes of a command line that are no UTF-8: nothing here is spelt so
        with _telling(self._path):
            return self._db.execute(query, values).fetchall()


def _is_text(value: str) -> bool:
    """Tell whether a text has no lone surrogate: SQLite takes none."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(
            f"the catalogue {path} cannot be used: {error}",
            "it is a cache: free some disk space, or delete it and start again",
        ) from error
