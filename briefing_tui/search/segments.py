"""Reading an index: one view of its segments as they are at one moment, for one thread.

Whoosh opens nothing for long but these readers, and they share a position in their files: two
threads never share a view. What the cards of a segment say never changes, so that they are read
once.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from whoosh.reading import TermNotFound

from briefing_tui.search.analysis import CAPITALS, FOLDED
from briefing_tui.search.fastwriter import is_supported, weights
from briefing_tui.search.postings import encoded
from briefing_tui.search.schema import MEASURED, Card, unpacked
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing_tui.search.schema import Texts

    Lexicon = dict[str, "Spellings"]
    """Field -> its words."""

_MARKED = (FOLDED.encode(), CAPITALS.encode())


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

    words: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Segment:
    """A part of the index, with the number of its first document."""

    reader: Any
    base: int
    cards: tuple[Card, ...]
    gone: frozenset[int]
    """Numbers of the documents that are deleted."""
    lexicon: Lexicon
    """What is known of its words; filled as it is asked for."""

    def weights(self, field: str, term: str) -> dict[int, float]:
        """Give document number -> times that a term stands in a field."""
        with reading():
            if is_supported():
                found = weights(self.reader, field, term, self.base)
                for number in self.gone:
                    found.pop(number, None)
                return found
            try:
                matcher = self.reader.postings(field, encoded(term))
            except TermNotFound:
                return {}
            found = {}
            while matcher.is_active():
                found[self.base + matcher.id()] = matcher.weight()
                matcher.next()
            return found

    def positions(
        self, field: str, term: str, among: Iterable[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Give the positions of a term in a field, for documents `among`, in ascending order."""
        with reading():
            try:
                matcher = self.reader.postings(field, encoded(term))
            except TermNotFound:
                return
            for number in among:
                local = number - self.base
                if not matcher.is_active():
                    return
                if matcher.id() < local:
                    matcher.skip_to(local)
                    if not matcher.is_active():
                        return
                if matcher.id() == local:
                    yield number, matcher.value_as("positions")

    def beginning(self, field: str, prefix: str) -> Iterator[set[int]]:
        """Give the documents of each term of a field that begins so."""
        for _, found in self._terms(field, encoded(prefix)):
            yield found

    def labels(self, name: str) -> Iterator[tuple[str, set[int]]]:
        """Give the values of a label, as `Document.labels` has them, and each one's documents."""
        begin = encoded(f"{name}=")
        for term, found in self._terms("label", begin):
            yield term[len(begin) :].decode("utf-8", "replace"), found

    def spellings(self, field: str) -> Spellings:
        """Give the spellings in a field; a segment never changes, so that they are read once."""
        if field not in self.lexicon:
            found = Spellings()
            with reading():
                # Without what else is known of each term it takes half the time.
                for name, term in self.reader.terms_from(field, b""):
                    if name != field:
                        break
                    if not term.startswith(_MARKED):
                        spelling = term.decode("utf-8", "replace")
                        found.words.append(spelling)
                        found.folded.append(spelling if spelling.isascii() else fold(spelling))
            self.lexicon[field] = found
        return self.lexicon[field]

    def documents(self, field: str, term: str) -> int:
        """Give the number of documents in which a term stands in a field; deleted ones count."""
        with reading():
            return int(self.reader.doc_frequency(field, encoded(term)))

    def _terms(self, field: str, begin: bytes) -> Iterator[tuple[bytes, set[int]]]:
        for term, info in self._lexicon(field, begin):
            with reading():
                if info.doc_frequency() < 3:  # most terms: no posting list has to be read
                    found = {self.base + info.min_id(), self.base + info.max_id()} - self.gone
                else:
                    numbers = self.reader.postings(field, term).all_ids()
                    found = {self.base + number for number in numbers}
            yield term, found

    def _lexicon(self, field: str, begin: bytes) -> Iterator[tuple[bytes, Any]]:
        with reading():
            try:
                for (name, term), info in self.reader.iter_from(field, begin):
                    if name != field or not term.startswith(begin):
                        return
                    yield term, info
            except TermNotFound:
                return

    def texts(self, number: int) -> Texts:
        """Give language and texts of a document, in the order of reading."""
        return unpacked(self._column[number - self.base])

    @cached_property
    def _column(self) -> Any:
        return self.reader.column_reader("texts", translate=False)

    @property
    def living(self) -> int:
        """Number of documents that are not deleted."""
        return len(self.cards) - len(self.gone)


class View:
    """All segments as one, and what is said of all documents.

    Args:
        reader: a Whoosh reader of the whole index; the view closes it.
        generation: number of the commit that it shows, or of one before.
        cards: segment id -> cards, known from earlier views; it is brought up to this one.
        lexicons: segment id -> what is known of its words, likewise.
    """

    def __init__(
        self,
        reader: Any,
        generation: int,
        cards: dict[str, tuple[Card, ...]],
        lexicons: dict[str, Lexicon],
    ) -> None:
        self._reader = reader
        self.generation = generation
        self._labels: dict[str, dict[str, set[int]]] = {}
        segments = []
        known = {}
        words = {}
        with reading():
            for leaf, base in reader.leaf_readers():
                if leaf.doc_count_all() == 0:
                    continue
                name = leaf.segment().segment_id()
                known[name] = cards.get(name) or tuple(
                    map(Card.from_bytes, leaf.column_reader("card", translate=False))
                )
                gone = (
                    frozenset(
                        base + number
                        for number in range(len(known[name]))
                        if leaf.is_deleted(number)
                    )
                    if leaf.has_deletions()
                    else frozenset()
                )
                words[name] = lexicons.get(name, {})
                segments.append(Segment(leaf, base, known[name], gone, words[name]))
        cards.clear()
        cards.update(known)
        lexicons.clear()
        lexicons.update(words)
        self.segments = tuple(segments)

    def close(self) -> None:
        """Close the segments' files."""
        self._reader.close()

    @cached_property
    def cards(self) -> dict[int, Card]:
        """Document number -> card, of all documents that are not deleted."""
        return {
            number: card
            for segment in self.segments
            for number, card in enumerate(segment.cards, segment.base)
            if number not in segment.gone
        }

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Slug -> document number."""
        return {card.slug: number for number, card in self.cards.items()}

    def numbered(self, slugs: Iterable[str]) -> set[int]:
        """Give the numbers of documents by their slugs, as far as they are there."""
        return {self.numbers[slug] for slug in slugs if slug in self.numbers}

    def labels(self, name: str) -> dict[str, set[int]]:
        """Give value -> numbers of the documents that have it, read once; see `Document.labels`."""
        if name not in self._labels:
            together: dict[str, set[int]] = {}
            for segment in self.segments:
                for value, found in segment.labels(name):
                    together.setdefault(value, set()).update(found)
            self._labels[name] = together
        return self._labels[name]

    @cached_property
    def languages(self) -> frozenset[str]:
        """Languages that the documents are in."""
        return frozenset(card.lang for card in self.cards.values())

    @cached_property
    def mean_lengths(self) -> dict[str, float]:
        """Mean length of each measured field, in words."""
        count = max(1, len(self.cards))
        return {
            name: max(1.0, sum(card.lengths[at] for card in self.cards.values()) / count)
            for at, name in enumerate(MEASURED)
        }

    def texts(self, number: int) -> Texts:
        """Give language and texts of a document, in the order of reading."""
        segment = next(s for s in reversed(self.segments) if s.base <= number)
        with reading():
            return segment.texts(number)
