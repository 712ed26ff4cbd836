"""How a briefing lies in a Whoosh index: the schema, and a document's way into it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whoosh import columns, fields, formats

from briefing_tui.search.analysis import is_shouted, read, strings
from briefing_tui.search.languages import primary
from briefing_tui.search.tree import FIELDS
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing_tui.briefing import HitField
    from briefing_tui.search.document import Document

SCHEMA_VERSION = 2
"""Part of an index's stamp; to be raised whenever an index is laid out otherwise."""
MEASURED = ("title", "takeaway", "body", "note")
"""Fields whose length tells something about a match."""
_MOST_KNOWN = 200_000  # words; about 60 MB
_LONGEST_LABEL = 200  # code points; a term of an index has a bound
_GAP = 8  # positions between two texts of a field, so that no phrase goes across

Postings = dict[str, list[int]]
"""Term -> positions in a field."""


class Words(fields.FieldType):  # type: ignore[misc]
    """A field whose value is analysed already: `Postings`, with positions."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=False, stored=False)

    def index(self, value: Postings, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give term, frequency, weight and encoded positions of each term."""
        encode = self.format.encode
        for term, positions in value.items():
            count = len(positions)
            yield encoded(term), count, float(count), encode(positions)


def encoded(term: str) -> bytes:
    """Give a term as the index holds it."""
    return term.encode("utf-8", "replace")


def schema() -> fields.Schema:
    """Give the schema of an index."""
    return fields.Schema(
        card=fields.COLUMN(columns.VarBytesColumn()),
        texts=fields.STORED(),
        label=Words(),
        **{name: Words() for name in FIELDS},
    )


@dataclass(frozen=True, slots=True)
class Card:
    """What every search reads of a document; small, and read once for a segment."""

    slug: str
    stamp: str
    date: str
    title: str
    """Folded, to sort by."""
    lang: str
    """The primary language."""
    lengths: tuple[int, ...]
    """Words in each of the `MEASURED` fields."""

    def to_bytes(self) -> bytes:
        """Give the card as the index holds it."""
        row = [self.slug, self.stamp, self.date, self.title, self.lang, *self.lengths]
        return json.dumps(row, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Card:
        """Read a card."""
        slug, stamp, date, title, lang, *lengths = json.loads(data)
        return cls(slug, stamp, date, title, lang, tuple(lengths))


def row(document: Document) -> dict[str, object]:
    """Give a document as Whoosh takes it; all analysis is done here, before anything is written.

    Raises:
        TypeError, ValueError: the document is none of ours.
    """
    out: dict[str, object] = {}
    lengths = {}
    for name, texts in document.texts().items():
        postings, length = analysed(texts, document.lang)
        lengths[name] = length
        if postings:
            out[name] = postings
    out["card"] = Card(
        document.slug,
        document.stamp,
        document.date,
        fold(document.title),
        primary(document.lang),
        tuple(lengths[name] for name in MEASURED),
    ).to_bytes()
    out["texts"] = (document.lang, readable(document))
    out["label"] = {
        label_term(name, value): [0]
        for name, values in document.labels().items()
        for value in values
    }
    return out


def label_term(name: str, value: str) -> str:
    """Give the term of the field `label` for what a document is or has."""
    return f"{name}={value[:_LONGEST_LABEL]}"


def readable(document: Document) -> tuple[tuple[HitField, int, str, int], ...]:
    """Give what is read of a document, in its order, for hits and snippets.

    Each text has its field, its index as in a `Hit`, and the number of its paragraph or 0.
    """
    numbers = (*document.paragraphs, *[0] * len(document.body))
    return (
        ("title", 0, document.title, 0),
        *(("takeaway", i, text, 0) for i, text in enumerate(document.takeaways)),
        *(("body", i, text, numbers[i]) for i, text in enumerate(document.body)),
        *(("note", number, text, 0) for number, text in document.notes),
        ("author", 0, ", ".join(document.authors), 0),
        *(("source", 0, text, 0) for text in document.sources),
    )


def analysed(texts: Iterable[str], lang: str) -> tuple[Postings, int]:
    """Give a field's postings and its length in words."""
    postings: Postings = {}
    lang = primary(lang)
    position = -1
    length = 0
    for text in texts:
        known = _reader(lang, is_shouted(text))
        for chunk in strings(text):
            for step, terms in known[chunk]:
                position += step
                length += step
                for term in terms:
                    if term in postings:
                        postings[term].append(position)
                    else:
                        postings[term] = [position]
        position += _GAP
    return postings, length


class _Reader(dict[str, tuple[tuple[int, tuple[str, ...]], ...]]):
    """Chunk -> step and terms of each place in it: one look-up for a word that was read before."""

    def __init__(self, lang: str, shouted: bool) -> None:
        self._lang, self._shouted = lang, shouted

    def __missing__(self, chunk: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = tuple((p.step, p.terms) for p in read(chunk, self._lang, self._shouted))
        self[chunk] = found
        return found


@cache
def _reader(lang: str, shouted: bool) -> _Reader:
    return _Reader(lang, shouted)
