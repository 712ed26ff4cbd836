"""A faster segment writer for Whoosh 2.7.4, and everything else that touches its private parts.

Whoosh sorts all postings of a commit, writes them one by one, and merges segments by sorting theirs
again. This writer groups postings by term as they come, so that only the vocabulary is sorted,
writes a term's postings block by block, and merges segments term by term as a stream, holding one
posting list at a time. What lies on disk is the same, which a test holds; where Whoosh is not the
one that this was written for, `open_writer` gives the stock writer.
"""

# ruff: noqa: SLF001 - private parts are what this file is for
from __future__ import annotations

import heapq
from array import array
from itertools import groupby, pairwise
from operator import itemgetter
from pickle import dumps
from typing import TYPE_CHECKING, Any
from zlib import compress

import whoosh
from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3LeafMatcher,
    W3PostingsWriter,
    W3TermInfo,
)
from whoosh.reading import SegmentReader
from whoosh.system import pack_int, pack_uint, pack_ushort
from whoosh.writing import SegmentWriter

from briefing_tui.search.schema import Words, encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Row = tuple[array[int], array[float], list[bytes]]
    """A term's postings: document numbers, frequencies, encoded positions."""
    Source = Row | tuple[Any, Any, int, dict[int, int] | None]
    """A row, or a merged segment's reader, term info, first new number, and new numbers by old."""

_COMPRESSION = 1
_WRITTEN_FOR = (2, 7, 4)
_NEEDED = {
    SegmentWriter: ("_flush_segment", "_finish", "add_postings_to_pool", "add_reader"),
    W3FieldWriter: ("start_term", "finish_term", "start_field", "finish_field"),
    W3TermInfo: ("set_extent", "to_bytes"),
    W3PostingsWriter: ("_write_block", "_new_block", "start_postings", "finish_postings"),
    W3LeafMatcher: ("_read_ids", "_read_weights", "_read_values", "_next_block"),
}


def is_supported() -> bool:
    """Tell whether this is the Whoosh whose insides are known here."""
    return whoosh.__version__ == _WRITTEN_FOR and all(
        hasattr(owner, name) for owner, names in _NEEDED.items() for name in names
    )


def open_writer(index: Any) -> Any:
    """Give a writer for a Whoosh index, which holds its lock from now on.

    Raises:
        whoosh.index.LockError: another process holds it.
    """
    codec = W3Codec(compression=_COMPRESSION)
    # Our fields have no lengths (the cards do): looking for them costs a system call for each
    # posting.
    codec.length_stats = False
    kind = FastWriter if is_supported() else SegmentWriter
    return kind(index, codec=codec, compound=False)


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


_ONE: tuple[bytes, ...] = tuple(pack_uint(1) + dumps([position], 2) for position in range(4096))


def _encoded_positions(positions: list[int]) -> bytes:
    """Do what `whoosh.formats.Positions.encode` does; most words stand once in a field."""
    if len(positions) == 1 and positions[0] < len(_ONE):
        return _ONE[positions[0]]
    gaps = [positions[0], *(after - before for before, after in pairwise(positions))]
    encoded_count: bytes = pack_uint(len(positions))
    return encoded_count + dumps(gaps, 2)


class FastWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of a segment with `Words` fields; postings stay in memory to the commit."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, **options)
        self.readers: list[Any] = []
        """Of the segments that are merged; closed in the end."""
        self._rows: dict[str, dict[str, list[Any]]] = {}
        # Field -> term -> number, frequency and encoded positions, again and again.
        self._merged: list[tuple[Any, int, dict[int, int] | None]] = []

    def add_document(self, **values: Any) -> None:
        """Add a document; what is in `Words` fields goes straight to its terms' rows."""
        number = self.docnum
        others = {}
        for name, value in values.items():
            if not isinstance(self.schema[name], Words):
                others[name] = value
                continue
            rows = self._rows.setdefault(name, {})
            for term, positions in value.items():
                posting = number, len(positions), _encoded_positions(positions)
                if term in rows:
                    rows[term] += posting
                else:
                    rows[term] = [*posting]
        super().add_document(**others)

    def add_postings_to_pool(
        self, reader: Any, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        """Remember a segment to be merged while writing; Whoosh would sort its postings here."""
        self._merged.append((reader, startdoc, docmap))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        out = self.fieldwriter
        sources = [self._own(), *(self._of(at) for at in range(len(self._merged)))]
        # The order of sources is that of their documents' numbers.
        lines = heapq.merge(*sources, key=itemgetter(0, 1))
        for field, terms in groupby(lines, key=lambda line: line[0][0]):
            out.start_field(field, self.schema[field])
            for (_, term), found in groupby(terms, key=itemgetter(0)):
                row = _joined(source for _, _, source in found)
                if row[0]:
                    _write(out, term, row)
            out.finish_field()
        out.close()

    def _own(self) -> Iterator[tuple[tuple[str, bytes], int, Source]]:
        for field in sorted(self._rows):
            rows = self._rows[field]
            for term, spelled in sorted((encoded(term), term) for term in rows):
                row = rows.pop(spelled)
                yield (field, term), 0, (array("I", row[::3]), array("f", row[1::3]), row[2::3])

    def _of(self, at: int) -> Iterator[tuple[tuple[str, bytes], int, Source]]:
        reader, first, numbers = self._merged[at]
        for key, info in reader:
            yield key, at + 1, (reader, (key, info), first, numbers)

    def _finish(self) -> None:
        for reader in self.readers:
            reader.close()
        self.readers.clear()
        super()._finish()


def _joined(sources: Iterable[Source]) -> Row:
    """Give a term's postings from all its sources, in the order of the documents."""
    ids, weights, values = array("I"), array("f"), list[bytes]()
    for source in sources:
        if len(source) == 3:
            ids, weights, values = source  # our own, which come first
            continue
        reader, ((field, term), info), first, numbers = source
        for old, often, where in _blocks(reader, field, term, info):
            if numbers is None:
                ids.extend([first + number for number in old])
                weights.extend(often)
                values.extend(where)
            else:
                for number, times, value in zip(old, often, where, strict=True):
                    if number in numbers:
                        ids.append(numbers[number])
                        weights.append(times)
                        values.append(value)
    return ids, weights, values


def _blocks(
    reader: Any, field: str, term: bytes, info: Any
) -> Iterator[tuple[Iterable[int], Iterable[float], Iterable[bytes]]]:
    """Give a posting list's blocks, deleted documents among them."""
    postings = reader._terms._postfile
    format_ = reader.schema[field].format
    matcher = reader.codec().postings_reader(postings, info, format_, term=(field, term))
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        matcher._read_values()
        yield matcher._ids, matcher._weights, matcher._values
        matcher._next_block()


def weights(reader: Any, field: str, term: str, base: int) -> dict[int, float]:
    """Give document number plus `base` -> times a term stands in a field, deleted documents too.

    Block by block this takes a third of the time of Whoosh's matchers, which are asked for each
    posting by three calls.
    """
    key = encoded(term)
    out: dict[int, float] = {}
    if (field, key) not in reader:
        return out
    postings = reader._terms._postfile
    info = reader.term_info(field, key)
    format_ = reader.schema[field].format
    matcher = reader.codec().postings_reader(postings, info, format_, term=(field, key))
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        if base:
            out.update(zip([base + n for n in matcher._ids], matcher._weights, strict=True))
        else:
            out.update(zip(matcher._ids, matcher._weights, strict=True))
        matcher._next_block()
    return out


def _write(out: Any, term: bytes, row: Row) -> None:
    """Write a term's postings as a `W3FieldWriter` would that is given them one by one."""
    ids, times, values = row
    writer = out._postwriter
    size = writer._blocklimit
    if len(ids) <= size:
        _write_one_block(out, term, row)
        return
    out.start_term(term)
    for at in range(0, len(ids), size):
        if at:
            writer._write_block()
        writer._ids = ids[at : at + size]
        writer._weights = times[at : at + size]
        writer._values = values[at : at + size]
        writer._maxweight = max(writer._weights)
    out.finish_term()


def _write_one_block(out: Any, term: bytes, row: Row) -> None:
    """Write postings that fit into one block, as nearly all do, without a detour over a buffer."""
    ids, times, values = row
    most, count = max(times), len(ids)
    weights: Any = tuple(times)
    if most == min(times):
        weights = None if most == 1.0 else most
    gaps = (ids[0], *(after - before for before, after in pairwise(ids)))
    data = dumps((gaps, weights, tuple(values)), 2)
    # Most terms stand in a few documents, and Whoosh would compress even these 60 bytes.
    level = _COMPRESSION if count > 4 else 0
    if level:
        data = compress(data, level)
    about = dumps((count, ids[-1], most, level, 0, 0), 2)
    file = out._postfile
    begin = file.tell()
    file.write(WHOOSH3_HEADER_MAGIC + pack_int(-len(about) - len(data)) + about + data)
    info = W3TermInfo()
    info._weight, info._df, info._maxweight = sum(times), count, most
    info._minid, info._maxid = ids[0], ids[-1]
    info.set_extent(begin, file.tell() - begin)
    out._tindex.add(pack_ushort(out._fieldid) + term, info.to_bytes())
