"""Snowball's stemmers (https://snowballstem.org/algorithms/), for several threads and quicker.

`snowballstemmer` uses PyStemmer, which is in C, where it is installed. Its own stemmers are in pure
Python, and half of their time goes into finding an ending in a table by halving it, letter by
letter. Here a table is a dict, asked for the longest ending first.
"""

from __future__ import annotations

import threading
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import snowballstemmer  # type: ignore[import-untyped]
from snowballstemmer.basestemmer import BaseStemmer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    Stem = Callable[[str], str]


def stemmers_version() -> str:
    """Give what the stemmers are, for an index's stamp: another release may stem otherwise."""
    try:
        return f"{version('snowballstemmer')} by PyStemmer {version('PyStemmer')}"
    except PackageNotFoundError:
        return version("snowballstemmer")


class _Stemmers(threading.local):
    """Those of one thread: a stemmer remembers the word that it is at."""

    def __init__(self) -> None:
        self.known: dict[str, Stem | None] = {}


_stemmers = _Stemmers()


def stemmer(algorithm: str) -> Stem | None:
    """Give this thread's stemmer by Snowball's name for it; None where there is none."""
    known = _stemmers.known
    if algorithm not in known:
        known[algorithm] = _made(algorithm)
    return known[algorithm]


def _made(algorithm: str) -> Stem | None:
    try:
        made = snowballstemmer.stemmer(algorithm)
    except KeyError:  # an older Snowball has fewer languages
        return None
    stem: Stem = (_quick(type(made))() if isinstance(made, BaseStemmer) else made).stemWord
    return stem


def _quick(plain: Any) -> Any:
    quick = {"find_among": _ahead, "find_among_b": _behind, "go_out_grouping_b": _back_to}
    return type(plain.__name__, (plain,), quick)


class _Table:
    """A table of beginnings or endings."""

    def __init__(self, entries: Sequence[Any]) -> None:
        self.entries = entries
        self.by_text = {entry.s: entry for entry in entries}
        self.lengths = sorted({len(entry.s) for entry in entries}, reverse=True)


# A stemmer's tables live as long as its class.
_tables: dict[int, _Table] = {}


def _table(entries: Sequence[Any]) -> _Table:
    table = _tables.get(id(entries))
    if table is None:
        table = _tables[id(entries)] = _Table(entries)
    return table


def _behind(self: Any, entries: Sequence[Any]) -> Any:
    """Find the longest ending before the cursor, as `BaseStemmer.find_among_b`."""
    table = _table(entries)
    cursor, current = self.cursor, self.current
    room = cursor - self.limit_backward
    for length in table.lengths:
        if length <= room:
            entry = table.by_text.get(current[cursor - length : cursor])
            if entry is not None:
                return _accepted(self, entry, entries, cursor, -1)
    return 0


def _ahead(self: Any, entries: Sequence[Any]) -> Any:
    """Find the longest beginning at the cursor, as `BaseStemmer.find_among`."""
    table = _table(entries)
    cursor, current = self.cursor, self.current
    room = self.limit - cursor
    for length in table.lengths:
        if length <= room:
            entry = table.by_text.get(current[cursor : cursor + length])
            if entry is not None:
                return _accepted(self, entry, entries, cursor, 1)
    return 0


def _accepted(self: Any, entry: Any, entries: Sequence[Any], cursor: int, way: int) -> Any:
    """Take an entry or, where a rule of its own refuses it, the next one that is part of it."""
    while True:
        self.cursor = cursor + way * len(entry.s)
        if entry.method is None:
            return entry.result
        if entry.method(self):
            self.cursor = cursor + way * len(entry.s)
            return entry.result
        if entry.substring_i < 0:
            return 0
        entry = entries[entry.substring_i]


def _back_to(self: Any, letters: Collection[str]) -> bool:
    """Go back to behind one of some letters, as `BaseStemmer.go_out_grouping_b`."""
    current, limit = self.current, self.limit_backward
    for at in range(self.cursor, limit, -1):
        if current[at - 1] in letters:
            self.cursor = at
            return True
    self.cursor = min(self.cursor, limit)
    return False
