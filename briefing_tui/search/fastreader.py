"""A faster reader of Whoosh 2.7.4's segments, by its private parts, as `fastwriter` writes them.

Whoosh asks for each posting by three calls and for each term by two reads of a file: here blocks of
postings and stretches of terms are read at once. Where Whoosh is not the one that this was written
for, its own readers serve; a test holds that they tell the same.
"""

# ruff: noqa: SLF001 - private parts are what this file is for
from __future__ import annotations

from itertools import accumulate, chain, repeat
from pickle import dumps, loads
from struct import Struct
from typing import TYPE_CHECKING, Any
from zlib import decompress

import whoosh
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermsReader
from whoosh.filedb.filetables import HashWriter, OrderedHashReader, OrderedHashWriter
from whoosh.reading import TermNotFound
from whoosh.writing import SegmentWriter

from briefing_tui.search.analysis import CAPITALS, FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Row = tuple[Sequence[int], Sequence[float], Sequence[bytes]]
    """A term's postings: document numbers, frequencies, encoded positions."""
    Block = tuple[Sequence[int], Iterable[float], Sequence[bytes]]
    """Some of them; the frequencies can be read once."""

_WRITTEN_FOR = (2, 7, 4)
_NEEDED = {
    SegmentWriter: ("_flush_segment", "_finish", "add_postings_to_pool", "add_reader"),
    HashWriter: ("_write_hashes", "_write_directory", "add"),
    OrderedHashWriter: ("_write_extras",),
    OrderedHashReader: ("range_for_key", "closest_key_pos"),
    W3TermsReader: ("_keycoder",),
}
# How lengths, terms and what is said of them lie in the files.
INT = Struct("!i")
LENGTHS = Struct("!II")
FIELD = Struct("!H")
TERM = Struct("!BfIBBfIIqi")  # a `W3TermInfo` without lengths: they stand in the cards
WORDS_EXT = ".wrd"
MARKED = (FOLDED.encode(), CAPITALS.encode())
_LONGEST_ENTRY = 4096  # bytes of a term and what is said of it
_READ_AT_ONCE = 1 << 16


_ALL_THERE = all(hasattr(owner, name) for owner, names in _NEEDED.items() for name in names)


def is_supported() -> bool:
    """Tell whether this is the Whoosh whose insides are known here."""
    return _ALL_THERE and whoosh.__version__ == _WRITTEN_FOR


def postings(reader: Any, field: str, term: bytes) -> Iterator[Block]:
    """Give a term's postings in a segment block by block, deleted documents among them.

    Whoosh's matchers are asked for each posting by three calls, which takes five times as long.
    """
    if not is_supported():
        yield from _plain_postings(reader, field, term)
        return
    terms = reader._terms
    if field not in terms._fieldmap:
        return
    try:
        at, length = terms._tindex.range_for_key(terms._keycoder(field, term))
    except KeyError:
        return
    *_, offset, size = TERM.unpack(terms._tindex.dbfile.get(at, length))
    yield from _blocks(terms._postfile.get(offset, size))


def beginning(reader: Any, field: str, begin: bytes) -> Iterator[tuple[bytes, list[int]]]:
    """Give the terms of a field that begin so, in order, and each one's documents, even deleted."""
    if not is_supported():
        yield from _plainly_beginning(reader, field, begin)
        return
    index = reader._terms
    if field not in index._fieldmap:
        return
    table = index._tindex
    wanted = index._keycoder(field, begin)
    found = table.closest_key_pos(wanted)
    at, end = (table.endofdata, table.endofdata) if found is None else (found, table.endofdata)
    data, first = b"", at
    while at < end:
        here = at - first
        if len(data) - here < _LONGEST_ENTRY and first + len(data) < end:
            data, first, here = table.dbfile.get(at, min(_READ_AT_ONCE, end - at)), at, 0
        key_length, length = LENGTHS.unpack_from(data, here)
        here += LENGTHS.size
        key = data[here : here + key_length]
        if not key.startswith(wanted):
            return
        info = TERM.unpack_from(data, here + key_length)
        _, _, count, _, _, _, low, high, offset, size = info
        if count < 3:  # most terms: no posting list has to be read
            ids = [low, high][:count]
        else:
            ids = [n for block in _blocks(index._postfile.get(offset, size)) for n in block[0]]
        yield key[FIELD.size :], ids
        at += LENGTHS.size + key_length + length


def spellings(reader: Any, field: str) -> list[str]:
    """Give the spellings among the terms of a field of a segment, in order."""
    storage, name = reader._storage, reader.segment().make_filename(WORDS_EXT)
    if is_supported() and storage.file_exists(name):
        with storage.open_file(name) as file:
            words = loads(file.read()).get(field)  # noqa: S301 - of our own private folder
        return decompress(words).decode("utf-8", "surrogatepass").split("\0") if words else []
    return [
        term.decode("utf-8", "surrogatepass")
        for name, term in reader.terms_from(field, b"")
        if name == field and not term.startswith(MARKED)
    ]


def values(reader: Any, column: str) -> list[bytes]:
    """Give what a column of a segment holds for each document, deleted ones among them."""
    rows = reader.column_reader(column, translate=False)
    if not is_supported():
        return list(rows)
    together = rows._dbfile.get(rows._basepos, sum(rows._lengths))
    return [
        together[at : at + length] for at, length in zip(rows._offsets, rows._lengths, strict=True)
    ]


def _plain_postings(reader: Any, field: str, term: bytes) -> Iterator[Block]:
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return
    while matcher.is_active():
        yield (matcher.id(),), (matcher.weight(),), (matcher.value(),)
        matcher.next()


def _plainly_beginning(reader: Any, field: str, begin: bytes) -> Iterator[tuple[bytes, list[int]]]:
    try:
        for name, term in reader.terms_from(field, begin):
            if name != field or not term.startswith(begin):
                return
            yield term, [*reader.postings(field, term).all_ids()]
    except TermNotFound:
        return


def posting_list(data: bytes, first: int) -> Row:
    """Read a posting list, deleted documents among it, whose numbers begin at `first`."""
    blocks = [*_blocks(data)]
    ids = [*chain.from_iterable(block[0] for block in blocks)]
    return (
        [number + first for number in ids] if first else ids,
        [*chain.from_iterable(block[1] for block in blocks)],
        [*chain.from_iterable(block[2] for block in blocks)],
    )


def _blocks(data: bytes) -> Iterator[Block]:
    """Give what a posting list's blocks hold."""
    if data[:4] != WHOOSH3_HEADER_MAGIC:
        raise ValueError(data[:4])
    at, left = 4, True
    while left:
        (length,) = INT.unpack_from(data, at)
        left = length > 0
        at += INT.size
        end = at + abs(length)
        about = loads(data[at:end])  # noqa: S301 - of our own private folder
        # Nothing tells where it ends but that it was written so.
        body = data[at + len(dumps(about, 2)) : end]
        gaps, times, where = loads(decompress(body) if about[3] else body)  # noqa: S301
        if not isinstance(times, tuple):  # all are the same; None means 1
            times = repeat(1 if times is None else times, len(gaps))
        yield [*accumulate(gaps)], times, where
        at = end
