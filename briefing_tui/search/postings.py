"""A document's texts -> the postings of its fields, at the speed that filling an index needs.

A text is divided at its white space first, and what stands between is looked up whole, punctuation
included: after some hundred documents nearly all of it has been read before.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from whoosh import fields, formats

from briefing_tui.search.analysis import is_divided_by_spaces, is_shouted, steps
from briefing_tui.search.languages import primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Terms = tuple[str, ...]
    """What one word is found under."""
    Steps = list[tuple[int, Terms]]
    """How far each word is from the one before, and its terms."""

_MOST_KNOWN = 200_000  # stretches of a language; about 60 MB
_GAP = 8  # positions between two texts of a field, so that no phrase goes across

Postings = dict[str, tuple[int, bytes]]
"""Term -> how often it stands in a field, and where, as `Positions` encodes it."""


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
        for term, (often, where) in value.items():
            yield encoded(term), often, float(often), where


def encoded(term: str) -> bytes:
    """Give a term as the index holds it."""
    return term.encode("utf-8", "surrogatepass")


def analysed(texts: Iterable[str], lang: str) -> tuple[Postings, int]:
    """Give a field's postings and its length in words."""
    lang = primary(lang)
    found: defaultdict[Terms, list[int]] = defaultdict(list)
    position, gaps = -1, 0
    for text in texts:
        shouted = is_shouted(text)
        if is_divided_by_spaces(text):
            known = _reader(lang, shouted).__getitem__
            reads: Iterable[Terms | Steps] = map(known, text.split())
        else:
            reads = [[*steps(text, lang, shouted=shouted)]]
        for read in reads:
            if isinstance(read, tuple):
                position += 1
                found[read].append(position)
            else:
                for step, terms in read:
                    position += step
                    found[terms].append(position)
        position += _GAP
        gaps += _GAP
    return _by_term(found), position + 1 - gaps


def present(terms: Iterable[str]) -> Postings:
    """Give the postings of a field in which terms stand by themselves, in no order."""
    return dict.fromkeys(terms, (1, _ALONE[0]))


def _by_term(found: dict[Terms, list[int]]) -> Postings:
    encode, decode = _POSITIONS.encode, _POSITIONS.decode_positions
    postings: Postings = {}
    for terms, positions in found.items():
        posting = len(positions), encode(positions)
        for term in terms:
            if term not in postings:
                postings[term] = posting
            else:  # a stem of two words
                together = sorted(decode(postings[term][1]) + positions)
                postings[term] = len(together), encode(together)
    return postings


class _Reader(dict[str, "Terms | Steps"]):
    """What stands between white space -> terms of its one word, or `Steps`, if it is not one."""

    def __init__(self, lang: str, shouted: bool) -> None:
        self._lang, self._shouted = lang, shouted

    def __missing__(self, stretch: str) -> Terms | Steps:
        if len(self) > _MOST_KNOWN:
            self.clear()
        words = [*steps(stretch, self._lang, shouted=self._shouted)]
        read = words[0][1] if len(words) == 1 and words[0][0] == 1 else words
        self[stretch] = read
        return read


@cache
def _reader(lang: str, shouted: bool) -> _Reader:
    return _Reader(lang, shouted)
