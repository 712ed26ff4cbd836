"""The tables of the reading state, and a connection to them.

Unlike a cache it cannot be made anew: an older file is upgraded step by step, a newer one is left
alone, a damaged one is set aside.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from briefing_tui.errors import BriefingError
from briefing_tui.text import clean, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILE = "state.sqlite"
_PATIENCE = 5.0
"""Seconds to wait while another copy of the program writes."""

_UPGRADES = (
    # 1
    """
CREATE TABLE archive (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,     -- of archive.yaml, else the folder, as the file system has it
    root BLOB NOT NULL,          -- the folder when it was last open
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    sketch TEXT NOT NULL,        -- of what was in it, to know it again; JSON
    seen TEXT NOT NULL
);
CREATE TABLE briefing (
    archive INTEGER NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    opening TEXT NOT NULL DEFAULT '',
    read TEXT NOT NULL DEFAULT '',     -- when; empty: unread
    starred TEXT NOT NULL DEFAULT '',  -- when; empty: no star
    place TEXT NOT NULL DEFAULT '',    -- Quote as JSON
    left_at TEXT NOT NULL DEFAULT '',  -- when it was left there
    PRIMARY KEY (archive, slug)
) WITHOUT ROWID;
CREATE TABLE highlight (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    archive INTEGER NOT NULL,
    slug TEXT NOT NULL,
    quote TEXT NOT NULL,         -- Quote as JSON
    note TEXT NOT NULL,
    made TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX highlight_slug ON highlight (archive, slug);
CREATE TABLE query (
    archive INTEGER NOT NULL,
    text TEXT NOT NULL,
    number INTEGER NOT NULL,     -- the higher, the later
    PRIMARY KEY (archive, text)
) WITHOUT ROWID;
CREATE TABLE search (
    archive INTEGER NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    narrowed TEXT NOT NULL,      -- facet -> values, as JSON
    sort TEXT NOT NULL,
    PRIMARY KEY (archive, name)
) WITHOUT ROWID;
-- What can be undone, the latest last.
CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    archive INTEGER NOT NULL,
    act TEXT NOT NULL,
    slugs TEXT NOT NULL,         -- JSON
    words TEXT NOT NULL,
    made TEXT NOT NULL,
    before TEXT NOT NULL         -- what stood there, as JSON; of what was undone, what it had made
);
CREATE INDEX change_archive ON change (archive, number);
""",
    # 2: what was undone is kept, to be done again, until something else is done.
    """
ALTER TABLE change ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
""",
)
"""The statements that lead from each version of the tables to the next one."""


class StateError(BriefingError):
    """The reading state cannot be read or kept."""

    exit_code = 3


@contextlib.contextmanager
def reading_back() -> Iterator[None]:
    """Make something of what stands in a place of the tables.

    Raises:
        StateError: it is not what this program writes there; a disk has changed it, or somebody.
    """
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise StateError(
            "something in the reading state is damaged, and cannot be read",
            f"put back a copy of {_FILE} in the state folder, or move it away to begin it anew",
        ) from error


def connect(folder: Path) -> tuple[sqlite3.Connection, str]:
    """Open the reading state in a folder, made when it is missing.

    Returns:
        The connection, and what is to be told of it: that a damaged file was set aside.

    Raises:
        StateError: it can neither be opened nor made, or a newer program wrote it.
    """
    path = folder / _FILE
    with telling(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != os.getuid():
            raise StateError(
                f"the folder {escaped(str(folder))} of the reading state belongs to somebody else"
            )
        folder.chmod(0o700)
        with (folder / "opening").open("wb") as lock:
            # One at a time: of two copies, one would set aside what the other has just made anew,
            # and SQLite does not wait when both switch to the write-ahead log.
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                return _opened(path), ""
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                aside = _set_aside(path)
                return _opened(path), (
                    f"The file that remembers what you read was damaged; it is kept as "
                    f"{escaped(str(aside))}, and begun anew."
                )


def in_memory() -> sqlite3.Connection:
    """Open a reading state that goes when the program ends."""
    connection = _connection(":memory:")
    _upgrade(connection, 0)
    return connection


def _connection(path: Path | str) -> sqlite3.Connection:
    # Transactions are begun and ended by `transaction` alone.
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)


def _opened(path: Path) -> sqlite3.Connection:
    connection = _connection(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(_UPGRADES):
            raise StateError(  # noqa: TRY301 - the connection is closed below
                f"the reading state {escaped(str(path))} was written by a newer version of this "
                "program",
                "update the program; until then nothing of it is read or changed",
            )
        if version == 0:
            # An empty file, or anybody's database.
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables:
                raise sqlite3.DatabaseError("no reading state")  # noqa: TRY301
        elif _columns(connection) != _columns_of(version):
            raise sqlite3.DatabaseError("no reading state, or not all of one")  # noqa: TRY301
        if version < len(_UPGRADES):
            _upgrade(connection, version)
        # 1 ms for 1,000 briefings; damage would show later, while somebody writes a note.
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")  # noqa: TRY301
    except BaseException:
        connection.close()
        raise
    return connection


def _upgrade(connection: sqlite3.Connection, version: int, to: int = len(_UPGRADES)) -> None:
    with transaction(connection, "EXCLUSIVE"):
        for statements in _UPGRADES[version:to]:
            for statement in statements.split(";\n"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {to}")


def _columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Give the columns of all tables, each with its table."""
    found = connection.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return set(found)


def _columns_of(version: int) -> set[tuple[str, str]]:
    """Give the columns that the tables of a version have."""
    with contextlib.closing(_connection(":memory:")) as connection:
        _upgrade(connection, 0, version)
        return _columns(connection)


@contextlib.contextmanager
def transaction(
    connection: sqlite3.Connection, kind: Literal["DEFERRED", "IMMEDIATE", "EXCLUSIVE"]
) -> Iterator[None]:
    """Do all of it or nothing.

    Args:
        connection: to the tables.
        kind: what is to be written begins at once (IMMEDIATE): what has begun by reading cannot
            wait for another copy of the program.
    """
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _set_aside(path: Path) -> Path:
    """Rename a damaged file and what belongs to it; nothing of it is lost."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for suffix in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    return aside


@contextlib.contextmanager
def telling(path: Path | None) -> Iterator[None]:
    """Tell what fails as a mistake that can be mended.

    Raises:
        StateError: SQLite or the file system failed, or what is read back is damaged.
    """
    try:
        yield
    except UnicodeDecodeError:
        with reading_back():
            raise
    except (sqlite3.Error, OSError) as error:
        where = f" {escaped(str(path))}" if path is not None else ""
        reason = getattr(error, "strerror", None) or clean(str(error))
        raise StateError(
            f"the reading state{where} cannot be kept: {reason}",
            "free some disk space, or make the folder writable; until then nothing is remembered",
        ) from error
