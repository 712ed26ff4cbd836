"""Reading an index: one view of its segments as they are at one moment, for one thread.

Whoosh opens nothing for long but these readers, and they share a position in their files: two
threads never share a view. What a segment holds never changes, so that what was read of it once is
known to every view.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from whoosh.reading import TermNotFound

from briefing_tui.search import fastreader
from briefing_tui.search.languages import primary
from briefing_tui.search.postings import Positions, encoded
from briefing_tui.search.schema import MEASURED, Card, unpacked
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from briefing_tui.search.schema import Texts

_POSITIONS = Positions()
_TERMS_AT_ONCE = 64
_MONTH = len("YYYY-MM")


class DamagedError(Exception):
    """The index's files are not what was written. Never leaves this package."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn what Whoosh raises on damaged files into `DamagedError`.

    A cut or missing file shows late and in many ways (EOFError, struct.error, zlib.error,
    UnpicklingError, ValueError from mmap, a plain Exception for a bad tag), so that no list of
    types would do. Only calls of Whoosh stand in such a block.
    """
    try:
        yield
    except (TermNotFound, MemoryError):
        raise
    except Exception as error:
        raise DamagedError(repr(error)) from error


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of a field as they are spelled; 10,000 briefings have 150,000 in their bodies."""

    words: list[str]
    folded: list[str]
    """Each of them, under the fold."""


@dataclass(slots=True)
class Memory:
    """What was read of a segment, and holds for every view of it."""

    slugs: list[str] | None = None
    lengths: array[int] | None = None
    """Words in each of the `MEASURED` fields, document after document."""
    cards: dict[int, Card] = field(default_factory=dict)
    labels: dict[str, dict[str, array[int]]] = field(default_factory=dict)
    """Name -> value -> numbers of documents in the segment."""
    packed: dict[frozenset[str], bytes] | None = None
    """Its spellings by the fields that they stand in, as `fastreader` gives them."""
    spellings: dict[frozenset[str], list[str]] = field(default_factory=dict)
    """Those that were asked for."""


@dataclass(frozen=True)
class Segment:
    """A part of the index, with the number of its first document."""

    reader: Any
    base: int
    count: int
    """Number of documents, deleted ones included."""
    gone: frozenset[int]
    """Numbers of the documents that are deleted."""
    known: Memory

    # --- words

    def weights(self, field: str, term: str) -> dict[int, float]:
        """Give document number -> times that a term stands in a field."""
        base, found = self.base, dict[int, float]()
        with reading():
            for ids, times, _ in fastreader.postings(self.reader, field, encoded(term)):
                numbers = [base + number for number in ids] if base else ids
                found.update(zip(numbers, times, strict=True))
        for number in self.gone:
            found.pop(number, None)
        return found

    def positions(
        self, field: str, term: str, among: Collection[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Give the positions of a term in a field, for those of the documents `among`."""
        base, decode = self.base, _POSITIONS.decode_positions
        with reading():
            for ids, _, where in fastreader.postings(self.reader, field, encoded(term)):
                for number, places in zip(ids, where, strict=True):
                    if base + number in among:
                        yield base + number, decode(places)

    def beginning(self, field: str, prefix: str) -> Iterator[set[int]]:
        """Give the documents of the terms of a field that begin so, those of some at a time."""
        together = set[int]()
        with reading():
            for count, (_, ids) in enumerate(
                fastreader.beginning(self.reader, field, encoded(prefix))
            ):
                together.update(ids)
                if count % _TERMS_AT_ONCE == 0:
                    yield self._numbered(together)
                    together.clear()
        yield self._numbered(together)

    def labels(self, name: str) -> Iterator[tuple[str, set[int]]]:
        """Give the values of a label, as `Document.labels` has them, and each one's documents."""
        if name not in self.known.labels:
            begin = encoded(f"{name}=")
            with reading():
                self.known.labels[name] = {
                    term[len(begin) :].decode("utf-8", "replace"): array("I", ids)
                    for term, ids in fastreader.beginning(self.reader, "label", begin)
                }
        for value, ids in self.known.labels[name].items():
            yield value, self._numbered(ids)

    def spellings(self, fields: frozenset[str]) -> Iterator[list[str]]:
        """Give the spellings in any of the fields, each once."""
        known = self.known
        with reading():
            if known.packed is None:
                known.packed = fastreader.spellings(self.reader)
            for names, packed in known.packed.items():
                if names.isdisjoint(fields):
                    continue
                if names not in known.spellings:
                    known.spellings[names] = fastreader.unpacked_words(packed)
                yield known.spellings[names]

    def documents(self, field: str, term: str) -> int:
        """Give the number of documents in which a term stands in a field; deleted ones count."""
        with reading():
            return int(self.reader.doc_frequency(field, encoded(term)))

    def _numbered(self, ids: Iterable[int]) -> set[int]:
        """Give the numbers of documents by those in the segment, as far as they are not deleted."""
        base = self.base
        found = {base + number for number in ids} if base else set(ids)
        return found - self.gone if self.gone else found

    # --- documents

    @property
    def living(self) -> int:
        """Number of documents that are not deleted."""
        return self.count - len(self.gone)

    def numbers(self) -> Iterable[int]:
        """Give the numbers of the documents that are not deleted, in order."""
        numbers = range(self.base, self.base + self.count)
        return (n for n in numbers if n not in self.gone) if self.gone else numbers

    def slug(self, number: int) -> str:
        """Give a document's slug."""
        return self.slugs[number - self.base]

    @property
    def slugs(self) -> list[str]:
        """The slugs of all documents, deleted ones included."""
        if self.known.slugs is None:
            with reading():
                found = fastreader.values(self.reader, "slug")
                self.known.slugs = [slug.decode("utf-8", "surrogatepass") for slug in found]
                _check(len(self.known.slugs) == self.count)
        return self.known.slugs

    @property
    def lengths(self) -> array[int]:
        """Words in each of the `MEASURED` fields, document after document."""
        if self.known.lengths is None:
            with reading():
                found = array("I", b"".join(fastreader.values(self.reader, "lengths")))
                _check(len(found) == self.count * len(MEASURED))
                self.known.lengths = found
        return self.known.lengths

    def card(self, number: int) -> Card:
        """Give what is told of a document."""
        known = self.known.cards.get(number - self.base)
        if known is None:
            with reading():
                known = Card.from_bytes(self._column("card")[number - self.base])
            self.known.cards[number - self.base] = known
        return known

    def texts(self, number: int) -> Texts:
        """Give language and texts of a document, in the order of reading."""
        with reading():
            return unpacked(self._column("texts")[number - self.base])

    def _column(self, name: str) -> Any:
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = self.reader.column_reader(name, translate=False)
        return column

    @cached_property
    def _columns(self) -> dict[str, Any]:
        return {}


def _check(sound: bool) -> None:
    if not sound:
        raise ValueError


class View:
    """All segments as one, and what is said of all documents.

    Args:
        reader: a Whoosh reader of the whole index; the view closes it.
        generation: of the commit that it shows, or of one before.
        known: segment id -> what earlier views read of it; it is brought up to this one.
    """

    def __init__(self, reader: Any, generation: object, known: dict[str, Memory]) -> None:
        self._reader = reader
        self.generation = generation
        self._labels: dict[str, dict[str, set[int]]] = {}
        self._labelled: dict[str, frozenset[int]] = {}
        self._spellings: dict[frozenset[str], Spellings] = {}
        segments = []
        now = {}
        with reading():
            for leaf, base in reader.leaf_readers():
                count = leaf.doc_count_all()
                if count == 0:
                    continue
                name = leaf.segment().segment_id()
                now[name] = known.get(name) or Memory()
                deleted = frozenset(base + number for number in leaf.segment().deleted_docs())
                segments.append(Segment(leaf, base, count, deleted, now[name]))
        known.clear()
        known.update(now)
        self.segments = tuple(segments)

    def close(self) -> None:
        """Close the segments' files."""
        self._reader.close()

    # --- all documents

    @property
    def count(self) -> int:
        """Number of documents."""
        return sum(segment.living for segment in self.segments)

    @cached_property
    def living(self) -> frozenset[int]:
        """The numbers of all documents."""
        return frozenset(number for segment in self.segments for number in segment.numbers())

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Slug -> document number."""
        found: dict[str, int] = {}
        for segment in self.segments:
            numbers = range(segment.base, segment.base + segment.count)
            every = dict(zip(segment.slugs, numbers, strict=True))
            for number in segment.gone:
                every.pop(segment.slug(number), None)
            found.update(every)
        return found

    def numbered(self, slugs: Iterable[str]) -> set[int]:
        """Give the numbers of documents by their slugs, as far as they are there."""
        return {self.numbers[slug] for slug in slugs if slug in self.numbers}

    def labels(self, name: str) -> dict[str, set[int]]:
        """Give value -> numbers of the documents that have it, read once.

        See `Document.labels`; months are read from the dates, years where they tell no more.
        """
        if name not in self._labels:
            together: dict[str, set[int]] = {}
            if name == "month":
                for date, found in self.labels("date").items():
                    together.setdefault(date[:_MONTH], set()).update(found)
            else:
                for segment in self.segments:
                    for value, found in segment.labels(name):
                        together.setdefault(value, set()).update(found)
            self._labels[name] = together
        return self._labels[name]

    def labelled(self, name: str) -> frozenset[int]:
        """Give the numbers of the documents that have any value of a label, read once."""
        if name not in self._labelled:
            self._labelled[name] = frozenset().union(*self.labels(name).values())
        return self._labelled[name]

    def spellings(self, fields: frozenset[str]) -> Spellings:
        """Give the spellings in any of the fields."""
        if fields not in self._spellings:
            known = (words for segment in self.segments for words in segment.spellings(fields))
            words = sorted(set().union(*known), key=str.isascii)
            # Together they fold in half of the time; those of ASCII are folded already.
            special = bisect_left(words, True, key=str.isascii)
            folded = fold("\0".join(words[:special])).split("\0") if special else []
            self._spellings[fields] = Spellings(words, folded + words[special:])
        return self._spellings[fields]

    @cached_property
    def languages(self) -> frozenset[str]:
        """Languages that the documents are in; empty for those of which it is not known."""
        known = self.labels("lang")
        told = {primary(tag) for tag, found in known.items() if found}
        every = sum(map(len, known.values())) == self.count
        return frozenset(told if every else told | {""})

    @cached_property
    def lengths(self) -> dict[str, array[int]]:
        """By each of the `MEASURED` fields, words in it at each document's number."""
        step = len(MEASURED)
        together = array("I")
        for segment in self.segments:
            together.extend([0] * (segment.base * step - len(together)))
            together.extend(segment.lengths)
        return {name: together[at::step] for at, name in enumerate(MEASURED)}

    @cached_property
    def mean_lengths(self) -> dict[str, float]:
        """Mean length of each measured field, in words."""
        count = max(1, self.count)
        gone = [number for segment in self.segments for number in segment.gone]
        return {
            name: max(1.0, (sum(words) - sum(words[number] for number in gone)) / count)
            for name, words in self.lengths.items()
        }

    # --- one document

    def slug(self, number: int) -> str:
        """Give a document's slug."""
        return self._of(number).slug(number)

    def card(self, number: int) -> Card:
        """Give what is told of a document."""
        return self._of(number).card(number)

    def texts(self, number: int) -> Texts:
        """Give language and texts of a document, in the order of reading."""
        return self._of(number).texts(number)

    def _of(self, number: int) -> Segment:
        return next(s for s in reversed(self.segments) if s.base <= number)
