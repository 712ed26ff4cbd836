"""An `Entry` as a row of the catalogue, and many of them read at once: an interface lists them all.

10,000 take 80 ms in one go, 150 one by one.
"""

from __future__ import annotations

import json
from dataclasses import fields
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
    rows = list(rows)
    with no_collection():
        values = json.loads(f"[{','.join(row[1] or 'null' for row in rows)}]")
        return [
            _entry(value, errors, warnings, names)
            if value
            else _unread(slug, errors, warnings, problems)
            for value, (slug, _, errors, warnings, problems) in zip(values, rows, strict=True)
        ]


def _entry(value: list[Any], errors: int, warnings: int, names: Names) -> Entry:
    (
        slug, path, title, kind, date, lang, authors, topics, regions, takeaways,
        translation_of, also_in, words, notes, last_access, author_slugs,
    ) = value  # fmt: skip
    return Entry(
        slug, path, title, kind, date, lang, names(authors), tuple(topics), tuple(regions),
        tuple(takeaways), translation_of, tuple(also_in), words, notes, last_access,
        errors, warnings, tuple(author_slugs),
    )  # fmt: skip


def _unread(slug: str, errors: int, warnings: int, problems: str) -> Entry:
    faults = json.loads(problems)
    path = Problem(*faults[0]).path if faults else slug
    return Entry(slug=slug, path=path, title=path, errors=errors, warnings=warnings)
