"""A faster segment writer for Whoosh 2.7.4; it and `fastreader` alone touch its private parts.

Whoosh sorts all postings of a commit, writes them one by one, and merges segments by sorting theirs
again. This writer groups postings by term as they come, so that only the vocabulary is sorted,
writes a term's postings block by block, and merges segments term by term as a stream, holding one
posting list at a time. What Whoosh's own reader finds on disk is the same, which a test holds;
where Whoosh is not the one that this was written for, `open_writer` gives the stock writer.
"""

# ruff: noqa: SLF001 - private parts are what this file is for
from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import chain, groupby
from operator import itemgetter, sub
from pickle import dumps
from struct import pack
from typing import TYPE_CHECKING, Any
from zlib import compress, crc32

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.reading import SegmentReader
from whoosh.util.numlists import GrowableArray
from whoosh.writing import SegmentWriter

from briefing_tui.search.fastreader import (
    FIELD,
    INT,
    LENGTHS,
    MARKED,
    TERM,
    WORDS_EXT,
    is_supported,
    packed_words,
    posting_list,
)
from briefing_tui.search.postings import Positions, Words, encoded, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.search.fastreader import Row
    from briefing_tui.search.postings import Word

    Line = tuple[bytes, int, Row]
    """Key of a term, number of the source, and the term's postings there."""

# In a small segment compressing smaller blocks, too, takes 3 % of space off and 3 % of time more.
_WORTH_COMPRESSING = 1_000  # bytes
_COMPRESSION = 1
_BLOCK = 128  # postings
_PICKLED = 3  # Pickle's protocol: the one Whoosh writes, 2, needs a call for each bytes object

_CRC32 = 1


def open_writer(index: Any) -> Any:
    """Give a writer for a Whoosh index, which holds its lock from now on.

    Raises:
        whoosh.index.LockError: another process holds it.
    """
    fast = is_supported()
    codec = (_FastCodec if fast else W3Codec)(blocklimit=_BLOCK, compression=_COMPRESSION)
    # Our fields have no lengths (the cards do): looking for them costs a system call for each
    # posting.
    codec.length_stats = False
    return (FastWriter if fast else SegmentWriter)(index, codec=codec, compound=False)


def merge(writer: Any, segment: Any) -> None:
    """Put a segment's documents, without the deleted ones, into the segment being written."""
    reader = SegmentReader(writer.storage, writer.schema, segment)
    if isinstance(writer, FastWriter):
        writer.readers.append(reader)
        writer.add_reader(reader)
    else:
        try:
            writer.add_reader(reader)
        finally:
            reader.close()


class _FastCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec but for how terms and postings are written."""

    def field_writer(self, storage: Any, segment: Any) -> _TermsWriter:
        return _TermsWriter(storage, segment)

    def __reduce__(self) -> tuple[type[W3Codec], tuple[int, int, int]]:
        # The table of contents holds the codec of each segment: there it is Whoosh's own.
        return W3Codec, (self._blocklimit, self._compression, self._inlinelimit)


class FastWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of a segment with `Words` fields; postings stay in memory to the commit."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, **options)
        self.readers: list[Any] = []
        """Of the segments that are merged; closed in the end."""
        # Field -> word -> number and positions, again and again. A word stands for several terms.
        self._rows: dict[str, dict[Word, list[Any]]] = {
            name: defaultdict(list) for name, field in self.schema.items() if _is_words(field)
        }
        self._merged: list[tuple[Any, int, dict[int, int] | None]] = []

    def add_document(self, **values: Any) -> None:
        """Add a document; what is in `Words` fields goes straight to its words' rows."""
        number = self.docnum
        others = {}
        for name, value in values.items():
            if name not in self._rows:
                others[name] = value
                continue
            rows = self._rows[name]
            for word, where in value.items():
                row = rows[word]
                row.append(number)
                row.append(where)
        super().add_document(**others)

    def add_postings_to_pool(
        self, reader: Any, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        """Remember a segment to be merged while writing; Whoosh would sort its postings here."""
        self._merged.append((reader, startdoc, docmap))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        out = self.fieldwriter
        out.fields = {name: at for at, name in enumerate(sorted(self._rows))}
        lines = self._own()
        if self._merged:
            sources = (_lines(*merged, out.fields, at) for at, merged in enumerate(self._merged, 1))
            lines = heapq.merge(lines, *sources, key=itemgetter(0, 1))
            for key, found in groupby(lines, key=itemgetter(0)):
                ids, often, where = _joined([row for *_, row in found])
                if ids:
                    out.write(key, ids, often, where)
        else:
            for key, _, row in lines:
                out.write(key, *row)
        out.close()

    def _own(self) -> Iterator[Line]:
        for at, name in enumerate(sorted(self._rows)):
            field = FIELD.pack(at)
            rows: defaultdict[str, list[list[Any]]] = defaultdict(list)
            for word, row in self._rows.pop(name).items():
                for term in word.terms:
                    rows[term].append(row)
            for term in sorted(rows):
                yield field + encoded(term), 0, _together(rows.pop(term))

    def _finish(self) -> None:
        for reader in self.readers:
            reader.close()
        self.readers.clear()
        super()._finish()


def _is_words(field: Any) -> bool:
    return isinstance(field, Words)


def _together(rows: list[list[Any]]) -> Row:
    """Give a term's postings from the rows of all its words."""
    if len(rows) == 1:
        (row,) = rows
        where = row[1::2]
        return row[::2], _often(where), where
    found: dict[int, bytes] = {}
    for row in rows:
        more = dict(zip(row[::2], row[1::2], strict=True))
        for number in found.keys() & more.keys():
            more[number] = joined(found[number], more[number])
        found.update(more)
    numbers = sorted(found)
    where = [*map(found.__getitem__, numbers)]
    return numbers, _often(where), where


def _often(where: Sequence[bytes]) -> Sequence[int]:
    """Give how often a term stands in each document, from its encoded positions."""
    if max(map(len, where)) == 2:  # nearly always once in each
        return [1] * len(where)
    return [*map(Positions.count, where)]


def _joined(rows: list[Row]) -> Row:
    """Give a term's postings from all its sources, in the order of the documents."""
    if len(rows) == 1:
        return rows[0]
    # Our own documents, which are the first source, are numbered first; the rest follow in turn.
    ids, often, where = zip(*rows, strict=True)
    return [*chain(*ids)], [*chain(*often)], [*chain(*where)]


def _lines(
    reader: Any, first: int, numbers: dict[int, int] | None, fields: dict[str, int], source: int
) -> Iterator[Line]:
    """Give the terms of a segment that is merged, with what is left of their postings.

    Args:
        reader: of the segment.
        first: what its first document is numbered now.
        numbers: new numbers by old ones, when some documents are deleted.
        fields: of the segment that is being written.
        source: its number among those that are merged.
    """
    terms = reader._terms
    table, posts = terms._tindex, terms._postfile
    # Fields are numbered in the order of their names, the merged segment's as ours.
    keys = [FIELD.pack(fields[name]) for name in terms._fieldunmap]
    begin = table.startofdata
    data = table.dbfile.get(begin, table.endofdata - begin)
    at, end = 0, len(data)
    while at < end:
        key_length, length = LENGTHS.unpack_from(data, at)
        at += LENGTHS.size
        key = data[at : at + key_length]
        at += key_length
        *_, offset, size = TERM.unpack_from(data, at)
        at += length
        ids, often, where = posting_list(posts.get(offset, size), first if numbers is None else 0)
        if numbers is not None:
            left = [n for n, old in enumerate(ids) if old in numbers]
            if not left:
                continue
            ids = [numbers[ids[n]] for n in left]
            often = [often[n] for n in left]
            where = [where[n] for n in left]
        yield keys[FIELD.unpack_from(key)[0]] + key[FIELD.size :], source, (ids, often, where)


class _TermsWriter:
    """Writes a segment's terms and postings; in the place of a `W3FieldWriter`."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.fields: dict[str, int] = {}
        """Name -> number of each field."""
        self.is_closed = False
        self._table = _TermTable(segment.create_file(storage, W3Codec.TERMS_EXT))
        self._posts = segment.create_file(storage, W3Codec.POSTS_EXT).raw_file()
        self._words = segment.create_file(storage, WORDS_EXT)
        # Spelling -> the keys of its fields, one after the other.
        self._spellings: defaultdict[bytes, bytes] = defaultdict(bytes)
        self._written = 0

    def write(
        self, key: bytes, ids: Sequence[int], often: Sequence[float], where: Sequence[bytes]
    ) -> None:
        """Write a term with its postings; keys must ascend, and so must documents' numbers."""
        begin, count = self._written, len(ids)
        if count == 1:  # most terms
            total = most = often[0]
            data = _block_of_one(ids[0], most, where[0])
        else:
            total, most = sum(often), max(often)
            data = b"".join(
                _block(
                    ids[at : at + _BLOCK],
                    often[at : at + _BLOCK],
                    where[at : at + _BLOCK],
                    last=at + _BLOCK >= count,
                )
                for at in range(0, count, _BLOCK)
            )
        self._posts.write(WHOOSH3_HEADER_MAGIC + data)
        length = len(WHOOSH3_HEADER_MAGIC) + len(data)
        self._written += length
        term = TERM.pack(0, total, count, 0, 0, most, ids[0], ids[-1], begin, length)
        self._table.add(key, term)
        word = key[FIELD.size :]
        if not word.startswith(MARKED):
            self._spellings[word] += key[: FIELD.size]

    def close(self) -> None:
        """Write what stands at the end of the files, and close them."""
        # To find similar words all are read: from the terms' own table it would take thirty times
        # as long. Most words stand in several fields, and are written once.
        words: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for word, fields in self._spellings.items():
            words[fields].append(word)
        packed = {fields: packed_words(found) for fields, found in words.items()}
        self._words.write(dumps(packed, _PICKLED))
        self._words.close()
        self._table.extras["fieldmap"] = self.fields
        self._table.close()
        self._posts.close()
        self.is_closed = True


def _block(
    ids: Sequence[int], often: Sequence[float], where: Sequence[bytes], *, last: bool
) -> bytes:
    most = float(max(often))
    times: Any = tuple(often)
    if most == min(often):
        times = None if most == 1.0 else most
    gaps = (ids[0], *map(sub, ids[1:], ids))
    return _packed(len(ids), ids[-1], most, dumps((gaps, times, tuple(where)), _PICKLED), last)


def _block_of_one(number: int, often: float, where: bytes) -> bytes:
    most = float(often)
    times = None if most == 1.0 else most
    return _packed(1, number, most, dumps(((number,), times, (where,)), _PICKLED), last=True)


def _packed(count: int, highest: int, most: float, data: bytes, last: bool) -> bytes:
    level = 0
    if len(data) > _WORTH_COMPRESSING:
        level, data = _COMPRESSION, compress(data, _COMPRESSION)
    about = dumps((count, highest, most, level, 0, 0), 2)
    length = len(about) + len(data)
    return INT.pack(-length if last else length) + about + data


class _TermTable(OrderedHashWriter):  # type: ignore[misc]
    """Whoosh's table of terms, hashed by CRC-32 instead of MD5; its reader knows both."""

    def __init__(self, file: Any) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.index = GrowableArray("I")
        self._write = file.raw_file().write
        self._at = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Add a term; the keys ascend."""
        at = self._at
        self.index.append(at)
        hashed = crc32(key)
        self.buckets[hashed & 255].append((hashed, at))
        entry = LENGTHS.pack(len(key), len(value)) + key + value
        self._write(entry)
        self._at = at + len(entry)

    def _write_hashes(self) -> None:
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self._at, slots))
            table = [(0, 0)] * slots
            for entry in entries:
                slot = (entry[0] >> 8) % slots
                while table[slot][1]:
                    slot = (slot + 1) % slots
                table[slot] = entry
            data = pack("!" + "Iq" * slots, *(part for entry in table for part in entry))
            self._write(data)
            self._at += len(data)
