"""A document's texts -> the postings of its fields, at the speed that filling an index needs.

A text is divided at its white space first, and what stands between is looked up whole, punctuation
included: after some hundred documents nearly all of it has been read before.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from whoosh import fields, formats

from briefing_tui.search.analysis import is_divided_by_spaces, is_shouted, read_anew, strings
from briefing_tui.search.languages import primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Steps = list[tuple[int, "Word"]]
    """How far each word is from the one before."""

_MOST_KNOWN = 200_000  # stretches of a language; about 60 MB
_GAP = 8  # positions between two texts of a field, so that no phrase goes across


class Word:
    """What one word is found under. It is told from others as an object, which is the quickest way.

    There may be several of the same terms.
    """

    __slots__ = ("terms",)

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.terms = terms


Postings = dict[Word, bytes]
"""Where each word of a field stands, as `Positions` encodes it."""


class Positions(formats.Format):  # type: ignore[misc]
    """Positions as two bytes each, or four where those do not do, behind one byte that tells so.

    Whoosh's own format pickles them one by one, which takes four times as long both ways.
    """

    _SHORT, _LONG = "H", "I"
    _LONGER = b"\0"

    def encode(self, positions: Sequence[int]) -> bytes:
        """Encode positions in ascending order, one at least."""
        if positions[-1] < len(_ALONE):
            if len(positions) == 1:
                return _ALONE[positions[0]]
            return array(self._SHORT, positions).tobytes()
        return self._LONGER + array(self._LONG, positions).tobytes()

    @staticmethod
    def count(value: bytes) -> int:
        """Tell how many positions are encoded."""
        return len(value) // 4 if len(value) % 2 else len(value) // 2

    def decode_positions(self, value: bytes) -> list[int]:
        """Give the positions that `encode` was given."""
        if len(value) % 2:
            return array(self._LONG, value[1:]).tolist()
        return array(self._SHORT, value).tolist()


# Most terms stand in a field of a document once; of equal objects a posting list keeps one.
_ALONE: tuple[bytes, ...] = tuple(array("H", (position,)).tobytes() for position in range(1 << 16))
_POSITIONS = Positions()


class Words(fields.FieldType):  # type: ignore[misc]
    """A field whose value is analysed already: `Postings`."""

    def __init__(self) -> None:
        super().__init__(Positions(), None, scorable=False, stored=False)

    def index(self, value: Postings, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give term, frequency, weight and encoded positions of each term."""
        for term, where in by_term(value).items():
            often = Positions.count(where)
            yield encoded(term), often, float(often), where


def encoded(term: str) -> bytes:
    """Give a term as the index holds it."""
    return term.encode("utf-8", "surrogatepass")


def analysed(texts: Iterable[str], lang: str) -> tuple[Postings, int]:
    """Give a field's postings and its length in words."""
    lang = primary(lang)
    found: defaultdict[Word, list[int]] = defaultdict(list)
    position, gaps = -1, 0
    for text in texts:
        reader = _reader(lang, is_shouted(text))
        reads: Iterable[Word | Steps]
        if is_divided_by_spaces(text):
            reads = map(reader.__getitem__, text.split())
        else:
            reads = [reader.read(text)]
        for read in reads:
            if isinstance(read, Word):
                position += 1
                found[read].append(position)
            else:
                for step, word in read:
                    position += step
                    found[word].append(position)
        position += _GAP
        gaps += _GAP
    encode = _POSITIONS.encode
    postings = {word: encode(positions) for word, positions in found.items()}
    return postings, position + 1 - gaps


def present(terms: Iterable[str]) -> Postings:
    """Give the postings of a field in which terms stand by themselves, in no order."""
    return dict.fromkeys(map(_alone, terms), _ALONE[0])


@lru_cache(maxsize=50_000)
def _alone(term: str) -> Word:
    return Word((term,))


def by_term(postings: Postings) -> dict[str, bytes]:
    """Give the postings of a field by term."""
    found: dict[str, bytes] = {}
    for word, where in postings.items():
        for term in word.terms:
            found[term] = joined(found[term], where) if term in found else where
    return found


def joined(one: bytes, other: bytes) -> bytes:
    """Give the positions of a term that stands where either of two words does: a stem, perhaps."""
    decode = _POSITIONS.decode_positions
    return _POSITIONS.encode(sorted(decode(one) + decode(other)))


class _Reader(dict[str, "Word | Steps"]):
    """What stands between white space -> its one word, or `Steps`, if it is not one."""

    def __init__(self, lang: str, shouted: bool) -> None:
        self._lang, self._shouted = lang, shouted
        self._chunks: dict[str, Steps] = {}
        self._words: dict[tuple[str, ...], Word] = {}

    def __missing__(self, stretch: str) -> Word | Steps:
        if len(self) > _MOST_KNOWN:
            self.clear()
        steps = self.read(stretch)
        read = steps[0][1] if len(steps) == 1 and steps[0][0] == 1 else steps
        self[stretch] = read
        return read

    def read(self, text: str) -> Steps:
        """Read any text."""
        return [
            step for chunk in strings(text) for step in self._chunks.get(chunk) or self._read(chunk)
        ]

    def _read(self, chunk: str) -> Steps:
        if len(self._chunks) > _MOST_KNOWN:
            self._chunks.clear()
            self._words.clear()
        words = self._words
        steps = self._chunks[chunk] = [
            (step, words.get(terms) or words.setdefault(terms, Word(terms)))
            for _, _, terms, step in read_anew(chunk, self._lang, self._shouted)
        ]
        return steps


@cache
def _reader(lang: str, shouted: bool) -> _Reader:
    return _Reader(lang, shouted)
