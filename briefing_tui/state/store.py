"""What is remembered of one archive, and how it changes; what the reader does can be undone."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.state.anchoring import locate_all, spot_of
from briefing_tui.state.knowing import renamed, sketch_of
from briefing_tui.state.rows import is_text, now, quoted
from briefing_tui.state.values import (
    Highlight,
    Left,
    Located,
    Piece,
    Place,
    Quote,
    Remembered,
    SavedSearch,
    piece_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing_tui.briefing import Briefing, Entry
    from briefing_tui.state.rows import Rows
    from briefing_tui.state.values import Act, Change

_QUERIES = 200
"""Queries that are kept of an archive."""


class ArchiveState:
    """What is remembered of one archive.

    Raises:
        StateError: from any method, when it cannot be read or written.
    """

    def __init__(self, rows: Rows, told: str) -> None:
        self._rows = rows
        self.told = told
        """What is to be told of it, a sentence; empty when nothing is."""
        self._version = rows.version()

    # --- what is there

    def changed_elsewhere(self) -> bool:
        """Tell whether another copy of the program has written since this was last asked."""
        version, self._version = self._version, self._rows.version()
        return version != self._version

    def remembered(self) -> Remembered:
        """Give all that lists need to know."""
        select = self._rows.select
        with self._rows.reading():
            return Remembered(
                dict(select("SELECT slug, read FROM briefing", "read <> ''")),
                dict(select("SELECT slug, starred FROM briefing", "starred <> ''")),
                dict(select("SELECT slug, count(*) FROM highlight", "1 GROUP BY slug")),
                frozenset(slug for (slug,) in select("SELECT slug FROM highlight", "note <> ''")),
                self.queries(),
                self.saved_searches(),
            )

    def place(self, slug: str) -> Place | None:
        """Give where a briefing was left; None when it was left at its beginning."""
        found = self._rows.select("SELECT place, left_at FROM briefing", "slug = ?", slug)
        if not found or not found[0][0]:
            return None
        return Place(quoted(found[0][0]), found[0][1])

    def highlights(self, slug: str | None = None) -> tuple[Highlight, ...]:
        """List the highlights of a briefing, or of all, in the order of the texts."""
        found = self._rows.highlights() if slug is None else self._rows.highlights("slug = ?", slug)
        return tuple(sorted(found, key=lambda h: (h.slug, h.quote.block, h.quote.offset, h.number)))

    def highlight(self, number: int) -> Highlight:
        """Give one highlight.

        Raises:
            NotFoundError: it was removed.
        """
        found = self._rows.highlights("number = ?", number)
        if not found:
            raise NotFoundError("this highlight is gone; it was removed elsewhere")
        return found[0]

    def located(self, briefing: Briefing) -> tuple[Located, ...]:
        """List the highlights of a briefing with where each stands in it, those found first."""
        kept = self.highlights(briefing.slug)
        passages = locate_all((each.quote for each in kept), briefing.blocks)
        both = [Located(*pair) for pair in zip(kept, passages, strict=True)]
        return tuple(sorted(both, key=lambda each: (not each.passage.found, each.passage.start)))

    def left(self, briefing: Briefing) -> Left:
        """Tell how a briefing was left, and where its highlights stand."""
        place = self.place(briefing.slug)
        if place is None:
            return Left(highlights=self.located(briefing))
        spot, found = spot_of(place.quote, briefing.blocks)
        return Left(spot, place.left, found, self.located(briefing))

    def queries(self) -> tuple[str, ...]:
        """List what was searched for, the latest first."""
        found = self._rows.select("SELECT text FROM query", "1 ORDER BY number DESC")
        return tuple(text for (text,) in found)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """List the saved searches by name."""
        found = self._rows.searches()
        return tuple(sorted(found, key=lambda search: (search.name.casefold(), search.name)))

    # --- what is kept without being asked for

    def remember(self, piece: Piece) -> None:
        """Note by what a briefing is known again, if something is remembered of it."""
        if not self._rows.select("SELECT 1 FROM briefing", "slug = ?", piece.slug):
            return
        with self._rows.writing():
            self._rows.set(piece.slug, "title", piece.title)
            if piece.opening:
                self._rows.set(piece.slug, "opening", piece.opening)

    def keep_place(self, slug: str, quote: Quote | None) -> None:
        """Note where a briefing is left: the words there, or None for its beginning."""
        with self._rows.writing():
            self._rows.set(slug, "place", json.dumps(asdict(quote)) if quote else "")
            self._rows.set(slug, "left_at", now())

    def remember_query(self, text: str) -> None:
        """Add what was searched for to the history, or move it to its front."""
        text = text.strip()
        if not text or not is_text(text):
            return
        with self._rows.writing():
            self._rows.db.execute(
                "INSERT OR REPLACE INTO query SELECT ?1, ?2, coalesce(max(number), 0) + 1 "
                "FROM query WHERE archive = ?1",
                (self._rows.archive, text),
            )
            self._rows.db.execute(
                "DELETE FROM query WHERE archive = ?1 AND number <= (SELECT number FROM query "
                "WHERE archive = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
                (self._rows.archive, _QUERIES),
            )

    def forget_query(self, text: str) -> None:
        """Take one query out of the history."""
        with self._rows.writing():
            self._rows.db.execute(
                "DELETE FROM query WHERE archive = ? AND text = ?", (self._rows.archive, text)
            )

    def forget_queries(self) -> None:
        """Forget the history of queries."""
        with self._rows.writing():
            self._rows.db.execute("DELETE FROM query WHERE archive = ?", (self._rows.archive,))

    # --- what the reader does, and can undo

    def set_read(self, slugs: Iterable[str], read: bool = True, *, by_hand: bool = True) -> None:
        """Note that briefings were read, or are to be read again.

        Args:
            slugs: which.
            read: false for unread.
            by_hand: false when they were read to the end, which is nothing to be undone.
        """
        self._switch("read", slugs, read, ("read" if read else "unread") if by_hand else None)

    def set_star(self, slugs: Iterable[str], star: bool = True) -> None:
        """Give briefings a star, or take it away."""
        self._switch("starred", slugs, star, "star" if star else "unstar")

    def _switch(self, column: str, slugs: Iterable[str], on: bool, act: Act | None) -> None:
        value = now() if on else ""
        with self._rows.writing(lasting=act is not None):
            before = {s: self._rows.of_briefing(s, column) for s in slugs if is_text(s)}
            changed = {slug: old for slug, old in before.items() if bool(old) != on}
            for slug in changed:
                self._rows.set(slug, column, value)
            if changed and act is not None:
                steps = [["set", slug, column, old] for slug, old in changed.items()]
                self._rows.note_change(act, steps, slugs=tuple(changed))

    def add_highlight(self, slug: str, quote: Quote, note: str = "") -> Highlight:
        """Set a passage of a briefing apart, and give what that is kept as."""
        made = now()
        with self._rows.writing(lasting=True):
            (number,) = self._rows.db.execute(
                "INSERT INTO highlight (archive, slug, quote, note, made, changed) "
                "VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
                (self._rows.archive, slug, json.dumps(asdict(quote)), note, made, made),
            ).fetchone()
            # A row by which the briefing is known again when its file has another name.
            self._rows.set(slug, "title", self._rows.of_briefing(slug, "title"))
            self._rows.note_change(
                "highlight", [["highlight", number, None]], slugs=(slug,), words=quote.exact
            )
        return Highlight(number, slug, quote, note, made, made)

    def change_note(self, number: int, note: str, *, going_on: bool = False) -> Highlight:
        """Write something else on a highlight; with nothing it stays, without a note.

        Args:
            number: of the highlight.
            note: all that is written on it.
            going_on: whether the reader is still at what they last changed, which is undone as one.

        Raises:
            NotFoundError: it was removed.
        """
        with self._rows.writing(lasting=True):
            old = self.highlight(number)
            new = replace(old, note=note, changed=now())
            if old.note != note:
                self._rows.put_highlight(new)
                if not going_on:
                    self._note_highlight("note", old)
        return new

    def remove_highlight(self, number: int) -> Highlight:
        """Take a highlight away with its note, and give what it was.

        Raises:
            NotFoundError: it was removed.
        """
        with self._rows.writing(lasting=True):
            old = self.highlight(number)
            self._rows.delete_highlight(number)
            self._note_highlight("remove", old)
        return old

    def _note_highlight(self, act: Act, old: Highlight) -> None:
        steps = [["highlight", old.number, asdict(old)]]
        self._rows.note_change(act, steps, slugs=(old.slug,), words=old.quote.exact)

    def save_search(self, search: SavedSearch) -> None:
        """Keep a search under its name; one of that name is written over."""
        with self._rows.writing(lasting=True):
            before = self._search(search.name)
            self._rows.put_search(search)
            self._rows.note_change("search", [["search", search.name, before]], words=search.name)

    def remove_search(self, name: str) -> None:
        """Forget a saved search."""
        with self._rows.writing(lasting=True):
            before = self._search(name)
            if before is not None:
                self._rows.delete_search(name)
                self._rows.note_change("no-search", [["search", name, before]], words=name)

    def _search(self, name: str) -> dict[str, object] | None:
        found = self._rows.searches("name = ?", name)
        return asdict(found[0]) if found else None

    def undo(self) -> Change | None:
        """Take back what was done last in this archive; None when there is nothing to be undone.

        What was done in earlier runs, or in another copy of the program, counts as well.
        """
        with self._rows.writing(lasting=True):
            return self._rows.undo()

    def redo(self) -> Change | None:
        """Do again what was undone last; None when nothing was, or something was done since."""
        with self._rows.writing(lasting=True):
            return self._rows.redo()

    # --- files that were renamed

    def follow(self, entries: Iterable[Entry], read: Callable[[str], Briefing]) -> dict[str, str]:
        """Follow the files of an archive: a briefing whose file was renamed is known again.

        Args:
            entries: all its briefings.
            read: reads one by its slug; may raise a `BriefingError`.

        Returns:
            Former slugs -> those that have their state now.
        """
        there = {entry.slug: entry for entry in entries}
        sketch = json.dumps(sketch_of(there.values()))
        known = {
            slug: Piece(slug, title, opening)
            for slug, title, opening in self._rows.select(
                "SELECT slug, title, opening FROM briefing"
            )
        }
        orphans = [piece for slug, piece in known.items() if slug not in there]
        titles = {orphan.title for orphan in orphans if orphan.opening}
        present: dict[str, list[Piece]] = {}
        for slug, entry in there.items():
            if entry.title in titles and slug not in known:
                piece = piece_of(entry)
                if not piece.opening:
                    piece = _read(slug, read) or piece
                present.setdefault(entry.title, []).append(piece)
        moved = renamed(orphans, present)
        with self._rows.writing():
            self._rows.db.execute(
                "UPDATE archive SET sketch = ? WHERE number = ? AND sketch <> ?",
                (sketch, self._rows.archive, sketch),
            )
            for former, slug in moved.items():
                self._rows.rename(former, slug)
        return moved


def _read(slug: str, read: Callable[[str], Briefing]) -> Piece | None:
    try:
        return piece_of(read(slug))
    except BriefingError:
        return None  # of what cannot be read nothing is certain
