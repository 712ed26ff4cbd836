"""An `Entry` as a row of the catalogue, and many of them read at once: an interface lists them all.

10,000 take 80 ms in one go, 150 one by one.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from briefing_tui.briefing import Entry, Problem
from briefing_tui.garbage import no_collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Names = Callable[[Iterable[str]], tuple[str, ...]]
    """Gives names for authors as they stand in files."""

# How many faults a file has changes while its last good version stays: they are columns.
_COUNTED = ("errors", "warnings")
_AT_A_TIME = 500
"""Rows that are parsed at once: as fast as all of them, without having all of them as text."""
_values = attrgetter(*(f.name for f in fields(Entry) if f.name not in _COUNTED))


def packed(entry: Entry) -> str:
    """Give an entry as the catalogue holds it, its faults apart."""
    return json.dumps(_values(entry), ensure_ascii=False)


def read(rows: Iterable[tuple[Any, ...]], names: Names = tuple) -> list[Entry]:
    """Give the entries of rows of the view `entry`.

    Args:
        rows: of briefings. One without a value never could be read: it is listed by its path.
        names: gives the names of a briefing's authors.
    """
    out: list[Entry] = []
    shared = _Shared(names)
    rows = iter(rows)
    with no_collection():
        while part := list(islice(rows, _AT_A_TIME)):
            values = json.loads(f"[{','.join(row[1] or 'null' for row in part)}]")
            out += [
                _entry(value, errors, warnings, shared)
                if value
                else _unread(slug, errors, warnings, problems)
                for value, (slug, _, errors, warnings, problems) in zip(values, part, strict=True)
            ]
    return out


class _Shared(dict[Any, Any]):
    """What many briefings have in common, kept once: else they take twice the memory.

    Args:
        names: as for `read`.
    """

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = cache(names)


def _entry(value: list[Any], errors: int, warnings: int, shared: _Shared) -> Entry:
    (
        slug, path, title, kind, date, lang, authors, topics, regions, takeaways,
        translation_of, also_in, words, notes, last_access, author_slugs,
        opening,
    ) = value  # fmt: skip
    one = shared.setdefault
    topics, regions, also_in = tuple(topics), tuple(regions), tuple(also_in)
    author_slugs = tuple(author_slugs)
    return Entry(
        slug, path, title, one(kind, kind), one(date, date), one(lang, lang),
        shared.names(tuple(authors)), one(topics, topics), one(regions, regions),
        tuple(takeaways), translation_of, one(also_in, also_in), words, notes,
        one(last_access, last_access), errors, warnings, one(author_slugs, author_slugs),
        opening,
    )  # fmt: skip


def _unread(slug: str, errors: int, warnings: int, problems: str) -> Entry:
    faults = json.loads(problems)
    path = Problem(*faults[0]).path if faults else slug
    return Entry(slug=slug, path=path, title=path, errors=errors, warnings=warnings)
