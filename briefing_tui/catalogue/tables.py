"""The catalogue's tables, and a connection to them."""

from __future__ import annotations

import os
import sqlite3
import zlib
from dataclasses import fields
from pathlib import Path

from briefing_tui import __version__
from briefing_tui.briefing import Author, Citation, Entry, Identity, Problem
from briefing_tui.evidence import Claim

_TABLES = """
CREATE TABLE file (
    key BLOB PRIMARY KEY,        -- path relative to the archive, as the file system has it
    role TEXT NOT NULL,
    slug TEXT NOT NULL,
    listed INTEGER NOT NULL,     -- 0: another file has the same slug and comes first
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    read_ns INTEGER NOT NULL,    -- when it was last read
    digest TEXT NOT NULL,
    value TEXT NOT NULL,         -- a value of _VALUES as JSON; empty when it never could be read
    problems TEXT NOT NULL,
    errors INTEGER NOT NULL,     -- how many of the problems are errors
    warnings INTEGER NOT NULL,
    stamp TEXT NOT NULL,         -- the stamp that the full-text index should have it under
    indexed TEXT NOT NULL        -- the stamp that it does have it under; empty when it has it not
);
CREATE INDEX file_slug ON file (slug);
-- What lists show of a briefing; the problems only of one that never could be read.
CREATE VIEW entry AS
    SELECT slug, value, errors, warnings, CASE value WHEN '' THEN problems END
    FROM file WHERE role = 'briefing' AND listed;
-- Asked at each search: going through 10,000 rows takes 4 ms.
CREATE INDEX file_waiting ON file (slug) WHERE stamp <> indexed;
CREATE INDEX file_author ON file (slug) WHERE role = 'author';
CREATE INDEX file_archive ON file (slug) WHERE role = 'archive';
-- The last version of each file that read without an error, so that a broken one stays readable;
-- of a file that never did, the last one of which anything could be read (sound = 0).
CREATE TABLE good (key BLOB PRIMARY KEY, data BLOB NOT NULL, sound INTEGER NOT NULL);
-- Each source of each note, back-references followed: what a briefing rests on.
CREATE TABLE citation (
    slug TEXT NOT NULL,
    note INTEGER NOT NULL,
    place INTEGER NOT NULL,      -- among the sources of its note
    source INTEGER NOT NULL,     -- number of a source; 0 when nothing tells it from others
    via INTEGER NOT NULL,        -- the note that this one points to; 0: its own source
    more INTEGER NOT NULL,       -- 1: the note cites something else that could not be read
    accessed TEXT NOT NULL,      -- YYYY-MM-DD; empty when the note does not tell
    text TEXT NOT NULL,          -- the note's words
    value TEXT NOT NULL          -- Citation as JSON
);
CREATE UNIQUE INDEX citation_slug ON citation (slug, note, place);
CREATE INDEX citation_source ON citation (source);
-- The sources, as often as they are cited in different ways; only those that a citation has.
CREATE TABLE source (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,          -- id that title and publisher alone give; empty without a title
    domain TEXT NOT NULL,        -- the host's labels, the last one first; empty without an address
    port INTEGER NOT NULL,       -- 0: the usual one
    words TEXT NOT NULL          -- folded title, publisher and authors, a space before each word
);
CREATE INDEX source_id ON source (id);
CREATE INDEX source_name ON source (name);
CREATE INDEX source_domain ON source (domain);
-- What a briefing says with a note on it: takeaways, then sentences.
CREATE TABLE claim (
    slug TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    value TEXT NOT NULL,         -- Claim as JSON
    PRIMARY KEY (slug, ordinal)
) WITHOUT ROWID;
-- Who wrote what, and which piece is a translation of which: asked at each opening of a briefing.
CREATE TABLE written (author TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (author, slug))
    WITHOUT ROWID;
CREATE INDEX written_slug ON written (slug);
CREATE TABLE translated (original TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (original, slug))
    WITHOUT ROWID;
CREATE INDEX translated_slug ON translated (slug);
-- What a file names of other files, and where: for the faults across files.
CREATE TABLE mention (key BLOB NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL,
    line INTEGER NOT NULL, column INTEGER NOT NULL);
CREATE INDEX mention_key ON mention (key);
-- Slugs that are gone from the archive and still stand in the full-text index.
CREATE TABLE gone (slug TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


_VALUES = (Entry, Author, Identity, Problem, Citation, Claim)


def _rules() -> list[tuple[str, int]]:
    """Tell the modules that files are read by from those of another version of the program.

    The version alone does not: an installation from a repository changes without it. Names and
    sizes do, nearly always; times of change would tell two installations of the same modules apart,
    and each would make the other's catalogue anew at every call.
    """
    package = Path(__file__).resolve().parents[1]
    try:
        return sorted(
            (f"{part}/{entry.name}", entry.stat().st_size)
            for part in ("yamlfile", "body", "sources", ".")
            for entry in os.scandir(package / part)
            if entry.name.endswith((".py", ".pyc"))
        )
    except OSError:
        return []  # from an archive of modules: the version must do


# A catalogue of other tables, of values with other fields, or written by a program that may read
# the files otherwise, is made anew. SQLite keeps 31 bits of it.
SCHEMA = (
    zlib.crc32(
        repr(
            (_TABLES, __version__, _rules(), [[f.name for f in fields(v)] for v in _VALUES])
        ).encode()
    )
    >> 1
)


class OtherVersionError(Exception):
    """The catalogue was written by another version of the program."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the catalogue in a file, made when it is missing.

    Raises:
        OtherVersionError: it is there, with other tables.
        sqlite3.Error: it cannot be opened, or is damaged.
    """
    connection = sqlite3.connect(path, timeout=10)
    try:
        # A cache need not survive a power cut, and must not wait for the disk at each commit.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            with connection:  # two copies may start at once: the second finds the tables made
                connection.execute("BEGIN IMMEDIATE")
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version == 0:
                    for statement in _TABLES.split(";\n"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {SCHEMA}")
                    version = SCHEMA
        if version != SCHEMA:
            raise OtherVersionError  # noqa: TRY301 - the connection is closed below
        # Damage shows at the first page read, not when a search is under way.
        connection.execute("SELECT count(*) FROM file").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
