"""A faster reader of Whoosh 2.7.4's segments, by its private parts, as `fastwriter` writes them.

Whoosh asks for each posting by three calls, and looks for a term by a read of the file for each of
its steps: here blocks of postings and stretches of terms are read at once, past Python's buffers,
which threads would have to share. Where Whoosh is not the one that this was written
for, its own readers serve; a test holds that they tell the same.
"""

# ruff: noqa: SLF001 - private parts are what this file is for
from __future__ import annotations

import os
from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate, chain, repeat
from pickle import dumps, loads
from struct import Struct
from typing import TYPE_CHECKING, Any
from zlib import compress, decompress

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
    OrderedHashReader: ("range_for_key", "_read_extras"),
    W3TermsReader: ("_keycoder",),
}
# How lengths, terms and what is said of them lie in the files.
INT = Struct("!i")
LENGTHS = Struct("!II")
_SLOT = Struct("!Iq")
_POSITION = Struct("!I")
FIELD = Struct("!H")
TERM = Struct("!BfIBBfIIqi")  # a `W3TermInfo` without lengths: they stand in the cards
WORDS_EXT = ".wrd"
MARKED = (FOLDED.encode(), CAPITALS.encode())
_LONGEST_KEY = 1024  # bytes; labels have 200 code points
_LONGEST_ENTRY = 4096  # bytes of a term and what is said of it
_READ_AT_ONCE = 1 << 16
_QUICKLY = 1  # zlib's level
_SLOTS_AT_ONCE = 8  # half of all are empty, and looking ends at an empty one

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
    if field in terms._fieldmap:
        found = _entry(terms._tindex, terms._keycoder(field, term))
        if found is not None:
            *_, offset, size = TERM.unpack(found)
            yield from _blocks(_read(terms._postfile, offset, size))


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
    at, end = _first_from(table, wanted), table.endofdata
    data, first = b"", at
    posts, first_post = b"", 0
    while at < end:
        here = at - first
        if len(data) - here < _LONGEST_ENTRY and first + len(data) < end:
            data, first, here = _read(table.dbfile, at, min(_READ_AT_ONCE, end - at)), at, 0
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
            if offset + size > first_post + len(posts):
                posts, first_post = _read(index._postfile, offset, max(size, _READ_AT_ONCE)), offset
            own = posts[offset - first_post : offset - first_post + size]
            ids = [n for block in _blocks(own) for n in block[0]]
        yield key[FIELD.size :], ids
        at += LENGTHS.size + key_length + length


def spellings(reader: Any) -> dict[frozenset[str], bytes]:
    """Give the spellings among the terms of a segment, packed, by the fields that they stand in."""
    storage, name = reader._storage, reader.segment().make_filename(WORDS_EXT)
    if is_supported() and storage.file_exists(name):
        with storage.open_file(name) as file:
            packed = loads(file.read())  # noqa: S301 - of our own private folder
        names = reader._terms._fieldunmap
        return {
            frozenset(names[at] for (at,) in FIELD.iter_unpack(fields)): words
            for fields, words in packed.items()
        }
    fields: defaultdict[bytes, set[str]] = defaultdict(set)
    for name, term in reader.all_terms():
        if not term.startswith(MARKED):
            fields[term].add(name)
    words: defaultdict[frozenset[str], list[bytes]] = defaultdict(list)
    for term, names in fields.items():
        words[frozenset(names)].append(term)
    return {names: packed_words(found) for names, found in words.items()}


def packed_words(words: Iterable[bytes]) -> bytes:
    """Pack words as they are kept in a file."""
    return compress(b"\0".join(words), _QUICKLY)


def unpacked_words(words: bytes) -> list[str]:
    """Give the words that `packed_words` packed."""
    return decompress(words).decode("utf-8", "surrogatepass").split("\0")


def values(reader: Any, column: str) -> list[bytes]:
    """Give what a column of a segment holds for each document, deleted ones among them."""
    rows = reader.column_reader(column, translate=False)
    if not is_supported():
        return list(rows)
    together = rows._dbfile.get(rows._basepos, sum(rows._lengths))
    return [
        together[at : at + length] for at, length in zip(rows._offsets, rows._lengths, strict=True)
    ]


def _read(file: Any, at: int, size: int) -> bytes:
    return os.pread(file.fileno(), size, at)


def _entry(table: Any, key: bytes) -> bytes | None:
    """Give what a table of terms says of one; None when it is not there."""
    hashed = table.hashfn(key)
    start, slots = table.tables[hashed & 255]
    if not slots:
        return None
    slot = (hashed >> 8) % slots
    within = min(_SLOTS_AT_ONCE, slots - slot)
    data = _read(table.dbfile, start + slot * _SLOT.size, within * _SLOT.size)
    for other, at in _SLOT.iter_unpack(data):
        if not at:
            return None
        if other == hashed:
            size = LENGTHS.size + len(key) + TERM.size
            entry = _read(table.dbfile, at, size)
            if LENGTHS.unpack_from(entry)[0] == len(key) and entry.startswith(key, LENGTHS.size):
                return entry[LENGTHS.size + len(key) :]
    try:
        at, length = table.range_for_key(key)
    except KeyError:
        return None
    return _read(table.dbfile, at, length)


class _Keys:
    """The keys of a table of terms in their order, as `bisect` asks for them."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.indexlen)

    def position(self, number: int) -> int:
        """Give where a key's entry begins."""
        size = _POSITION.size
        (at,) = _POSITION.unpack(
            _read(self._table.dbfile, self._table.indexbase + number * size, size)
        )
        return int(at)

    def __getitem__(self, number: int) -> bytes:
        entry = _read(self._table.dbfile, self.position(number), _LONGEST_KEY)
        return entry[LENGTHS.size : LENGTHS.size + LENGTHS.unpack_from(entry)[0]]


def _first_from(table: Any, key: bytes) -> int:
    """Give where the first entry of a table of terms begins whose key is not before another."""
    if table.extras["indextype"] != "I":
        found = table.closest_key_pos(key)
        return int(table.endofdata if found is None else found)
    keys = _Keys(table)
    number = bisect_left(keys, key)
    return keys.position(number) if number < len(keys) else int(table.endofdata)


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
