"""The rows of one archive, how they are written, and what stood in them before, to be undone."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefing_tui.state.tables import reading_back, telling, transaction
from briefing_tui.state.values import Change, Highlight, Quote, SavedSearch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from briefing_tui.state.values import Act, Narrowed

_CHANGES = 500
"""Changes of an archive that can be undone."""


class Rows:
    """The rows of one archive.

    A *step* is how a change is undone: `["set", slug, column, value]`, or `["highlight", number,
    fields]` and `["search", name, fields]`, with None for the fields of what was not there.

    Args:
        connection: to the tables.
        path: of their file; None when it is in memory.
        number: the archive's.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None, number: int) -> None:
        self.db = connection
        self.archive = number
        self._path = path

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read several things of the same moment."""
        with telling(self._path), transaction(self.db, "DEFERRED"):
            yield

    @contextmanager
    def writing(self, *, lasting: bool = False) -> Iterator[None]:
        """Write all of it or nothing.

        Args:
            lasting: whether it is on the disk afterwards, whatever becomes of the power.
        """
        with telling(self._path):
            self.db.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            with transaction(self.db, "IMMEDIATE"):
                yield

    def select(self, asked: str, where: str = "1", *values: object) -> list[tuple[Any, ...]]:
        """Give rows of this archive; of a text that no table can hold there are none."""
        if not all(is_text(value) for value in values if isinstance(value, str)):
            return []
        with telling(self._path):
            return self.db.execute(
                f"{asked} WHERE archive = ? AND {where}", (self.archive, *values)
            ).fetchall()

    def version(self) -> int:
        """Give a number that is another one when another connection has written."""
        with telling(self._path):
            (version,) = self.db.execute("PRAGMA data_version").fetchone()
        return int(version)

    # --- of a briefing

    def of_briefing(self, slug: str, column: str) -> str:
        """Give what a column has of a briefing; empty when nothing is remembered of it."""
        found = self.select(f"SELECT {column} FROM briefing", "slug = ?", slug)  # noqa: S608 - ours
        return str(found[0][0]) if found else ""

    def set(self, slug: str, column: str, value: str) -> None:
        """Write a column of a briefing."""
        self.db.execute(
            f"INSERT INTO briefing (archive, slug, {column}) VALUES (?1, ?2, ?3) "  # noqa: S608
            f"ON CONFLICT DO UPDATE SET {column} = ?3",
            (self.archive, slug, value),
        )

    # --- highlights

    def highlights(self, where: str = "1", *values: object) -> list[Highlight]:
        """Give the highlights that a condition holds for, in no order."""
        return [
            Highlight(number, slug, quoted(quote), *rest)
            for number, slug, quote, *rest in self.select(
                "SELECT number, slug, quote, note, made, changed FROM highlight", where, *values
            )
        ]

    def put_highlight(self, new: Highlight) -> None:
        """Write a highlight, over one of its number."""
        self.db.execute(
            "INSERT OR REPLACE INTO highlight VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                new.number, self.archive, new.slug, json.dumps(asdict(new.quote)), new.note,
                new.made, new.changed,
            ),
        )  # fmt: skip

    def delete_highlight(self, number: int) -> None:
        """Delete a highlight."""
        self.db.execute("DELETE FROM highlight WHERE number = ?", (number,))

    # --- saved searches

    def searches(self, where: str = "1", *values: object) -> list[SavedSearch]:
        """Give the saved searches that a condition holds for, in no order."""
        return [
            SavedSearch(name, query, _narrowed(facets), sort)
            for name, query, facets, sort in self.select(
                "SELECT name, query, narrowed, sort FROM search", where, *values
            )
        ]

    def put_search(self, new: SavedSearch) -> None:
        """Write a saved search, over one of its name."""
        self.db.execute(
            "INSERT OR REPLACE INTO search VALUES (?, ?, ?, ?, ?)",
            (self.archive, new.name, new.query, json.dumps(dict(new.narrowed)), new.sort),
        )

    def delete_search(self, name: str) -> None:
        """Delete a saved search."""
        self.db.execute("DELETE FROM search WHERE archive = ? AND name = ?", (self.archive, name))

    # --- what can be undone

    def note_change(
        self, act: Act, steps: list[list[Any]], *, slugs: tuple[str, ...] = (), words: str = ""
    ) -> None:
        """Note how a change is undone that is being written; what was undone before it is past."""
        self.db.execute("DELETE FROM change WHERE archive = ? AND undone", (self.archive,))
        self.db.execute(
            "INSERT INTO change (archive, act, slugs, words, made, before) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (self.archive, act, json.dumps(slugs), words, now(), json.dumps(steps)),
        )
        self.db.execute(
            "DELETE FROM change WHERE archive = ?1 AND number <= (SELECT number FROM change "
            "WHERE archive = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
            (self.archive, _CHANGES),
        )

    def undo(self) -> Change | None:
        """Undo the last change; None when there is none."""
        return self._take_back("undone = 0 ORDER BY number DESC", undone=True)

    def redo(self) -> Change | None:
        """Do again what was undone last; None when nothing was, or something was done since."""
        return self._take_back("undone = 1 ORDER BY number", undone=False)

    def _take_back(self, which: str, *, undone: bool) -> Change | None:
        """Put back what stood before a change, and note what stands now in its place."""
        found = self.select(
            "SELECT number, act, slugs, words, made, before FROM change", f"{which} LIMIT 1"
        )
        if not found:
            return None
        number, act, slugs, words, made, before = found[0]
        with reading_back():
            steps = json.loads(before)
            now_there = [self._as_it_is(*step) for step in steps]
            for kind, key, *rest in steps:
                self._put_back(kind, key, *rest)
            change = Change(act, tuple(json.loads(slugs)), words, made)
        self.db.execute(
            "UPDATE change SET before = ?, undone = ? WHERE number = ?",
            (json.dumps(now_there), undone, number),
        )
        return change

    def _put_back(self, kind: str, key: Any, *rest: Any) -> None:
        if kind == "set":
            self.set(key, *rest)
        elif kind == "highlight":
            self.delete_highlight(key)
            if rest[0] is not None:
                self.put_highlight(Highlight(**{**rest[0], "quote": Quote(**rest[0]["quote"])}))
        else:
            self.delete_search(key)
            if rest[0] is not None:
                self.put_search(SavedSearch(**rest[0]))

    def _as_it_is(self, kind: str, key: Any, *rest: Any) -> list[Any]:
        """Give the step that leads back to what a step is about to write over."""
        if kind == "set":
            return [kind, key, rest[0], self.of_briefing(key, rest[0])]
        there: list[Highlight] | list[SavedSearch]
        there = (
            self.highlights("number = ?", key)
            if kind == "highlight"
            else self.searches("name = ?", key)
        )
        return [kind, key, asdict(there[0]) if there else None]

    def rename(self, former: str, slug: str) -> None:
        """Let a briefing have what another slug had; that which is undone later too."""
        for table in ("briefing", "highlight"):
            self.db.execute(
                f"UPDATE OR REPLACE {table} SET slug = ? WHERE archive = ? AND slug = ?",  # noqa: S608
                (slug, self.archive, former),
            )
        for number, slugs, before in self.select("SELECT number, slugs, before FROM change"):
            with reading_back():
                named = [slug if each == former else each for each in json.loads(slugs)]
                steps = json.loads(before)
                for step in steps:
                    if step[0] == "set" and step[1] == former:
                        step[1] = slug
                    elif step[0] == "highlight" and step[2] and step[2]["slug"] == former:
                        step[2]["slug"] = slug
            self.db.execute(
                "UPDATE change SET slugs = ?, before = ? WHERE number = ?",
                (json.dumps(named), json.dumps(steps), number),
            )


def quoted(text: str) -> Quote:
    """Give a quote, from JSON."""
    with reading_back():
        return Quote(**json.loads(text))


def _narrowed(text: str) -> Narrowed:
    with reading_back():
        return {facet: tuple(values) for facet, values in json.loads(text).items()}


def now() -> str:
    """Give the time."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_text(value: str) -> bool:
    """Tell whether a text has no lone surrogate, of a command line's bytes: SQLite takes none."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
