"""How a briefing lies in a Whoosh index: the schema, and a document's way into it."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import compress, decompress

from whoosh import columns, fields

from briefing_tui.search.languages import primary
from briefing_tui.search.postings import Words, analysed, present
from briefing_tui.search.tree import FIELDS
from briefing_tui.text import fold

if TYPE_CHECKING:
    from briefing_tui.search.document import Document
    from briefing_tui.search.snippets import Text

    Texts = tuple[str, tuple[Text, ...]]

SCHEMA_VERSION = 6
"""Part of an index's stamp; to be raised whenever an index is laid out otherwise."""
MEASURED = ("title", "takeaway", "body", "note")
"""Fields whose length tells something about a match."""
_LONGEST_LABEL = 200  # code points; a term of an index has a bound


def schema() -> fields.Schema:
    """Give the schema of an index."""
    return fields.Schema(
        slug=fields.COLUMN(_column()),
        card=fields.COLUMN(_column()),
        lengths=fields.COLUMN(_column()),
        texts=fields.COLUMN(_column()),
        label=Words(),
        **{name: Words() for name in FIELDS},
    )


def _column() -> columns.VarBytesColumn:
    # With its offsets a column of 10,000 rows opens in 0.1 ms instead of 10.
    return columns.VarBytesColumn(write_offsets_cutoff=0)


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of a document beside its words; small, and read once."""

    stamp: str
    date: str
    title: str
    """Folded, to sort by."""
    lang: str
    """The primary language."""

    def to_bytes(self) -> bytes:
        """Give the card as the index holds it."""
        row = [self.stamp, self.date, self.title, self.lang]
        return json.dumps(row, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Card:
        """Read a card."""
        return cls(*json.loads(data))


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
    out["slug"] = document.slug.encode("utf-8", "surrogatepass")
    out["card"] = Card(
        document.stamp, document.date, fold(document.title), primary(document.lang)
    ).to_bytes()
    out["lengths"] = array("I", [lengths[name] for name in MEASURED]).tobytes()
    out["texts"] = _packed((document.lang, readable(document)))
    out["label"] = present(
        label_term(name, value) for name, values in document.labels().items() for value in values
    )
    return out


def label_term(name: str, value: str) -> str:
    """Give the term of the field `label` for what a document is or has."""
    return f"{name}={value[:_LONGEST_LABEL]}"


def _packed(texts: Texts) -> bytes:
    return compress(json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> Texts:
    """Give language and texts of a document, in the order of reading, as the index holds them."""
    lang, texts = json.loads(decompress(data).decode("utf-8", "surrogatepass"))
    return lang, tuple(map(tuple, texts))


def readable(document: Document) -> tuple[Text, ...]:
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
