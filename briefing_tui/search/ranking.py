"""Which documents match a query, and how well: every posting list is read once, for both.

A word's score is that of BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
2009): its occurrences in each field, set against that field's usual length and weighed, are added
before they saturate. The inverse document frequency is the one that Lucene uses, which stays
positive for common words; a word that is written twice in a query counts twice. `bench/quality.py`
measures it.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from briefing_tui.search.dates import Days
from briefing_tui.search.matching import Wanted
from briefing_tui.search.tree import (
    PLAIN_FIELDS,
    And,
    Dates,
    Every,
    Field,
    Has,
    Is,
    Not,
    Or,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from briefing_tui.search.matching import Chain, Pattern, Word
    from briefing_tui.search.segments import Segment, View
    from briefing_tui.search.tree import Node, Query

K1 = 2.0
_BOOSTS = {
    "title": 2.5, "takeaway": 1.5, "body": 1.0, "note": 0.5, "source": 0.25, "author": 2.0,
    "topic": 1.0, "region": 1.0, "kind": 0.5, "lang": 0.1,
}  # fmt: skip
_SLACK = {"title": 0.5, "takeaway": 0.5, "body": 0.75, "note": 0.75}
"""BM25's b: how far a field's length counts. Names and topics have none that tells anything."""
_OFTEN = 64  # terms between two looks at whether the answer is still wanted


class GivenUpError(Exception):
    """Nobody wants the answer any more. Never leaves this package."""


class Evaluation:
    """One query over one view.

    Args:
        view: the index as it is now.
        filters: name -> slugs of the briefings that `is:name` means.
        wanted: asked now and then; when false `GivenUpError` is raised.
    """

    def __init__(
        self, view: View, filters: Mapping[str, Collection[str]], wanted: Callable[[], bool]
    ) -> None:
        self._view = view
        self._filters = filters
        self._wanted = wanted
        self._scores: dict[Wanted, dict[int, float]] = {}
        self._standing: dict[Wanted, dict[str, Collection[int]]] = {}
        self._patterns: dict[tuple[Pattern, frozenset[str]], list[str]] = {}

    def matching(self, node: Node, fields: frozenset[str] = PLAIN_FIELDS) -> set[int]:
        """Give the numbers of the documents that match."""
        if isinstance(node, And):
            # All parts are read: loose matches need them.
            parts = [self.matching(part, fields) for part in dict.fromkeys(node.parts)]
            return set.intersection(*parts)
        if isinstance(node, Or):
            return set().union(*(self.matching(part, fields) for part in node.parts))
        if isinstance(node, Not):
            return set(self._view.living - self.matching(node.node, fields))
        if isinstance(node, Field):
            return self.matching(node.node, frozenset({node.name}))
        if isinstance(node, Every):
            return set(self._view.living)
        if isinstance(node, Has):
            return set(self._view.labels("has").get(node.name, ()))
        if isinstance(node, Is):
            return self._view.numbered(self._filters.get(node.name, ()))
        if isinstance(node, Dates):
            days = Days(node.first, node.last)
            (field,) = fields
            known = self._view.labels(field)
            return set().union(*(found for day, found in known.items() if days.hold(day)))
        return set(self._leaf(Wanted(node, fields)))

    def loosely(self, query: Query) -> set[int]:
        """Give the numbers of the documents that match any of the words, and all that must hold."""
        held, words = query.loosened()
        if len(words) < 2:
            return set()
        found = set().union(*(self.matching(word) for word in words))
        for node in held:
            found &= self.matching(node)
        return found

    def scores(self, leaves: Mapping[Wanted, float]) -> dict[int, float]:
        """Give document number -> how well it answers the leaves together.

        Args:
            leaves: each with its weight.
        """
        total: dict[int, float] = {}
        for want, weight in leaves.items():
            for number, score in self._leaf(want).items():
                total[number] = total.get(number, 0.0) + weight * score
        return total

    def having(self, want: Wanted) -> Collection[int]:
        """Give the numbers of the documents that have what is wanted."""
        return self._leaf(want).keys()

    def fields_with(self, leaves: Iterable[Wanted], number: int) -> set[str]:
        """Give the fields of a document in which any of the leaves stands."""
        return {
            field
            for want in leaves
            for field, found in self._standing[want].items()
            if number in found
        }

    @property
    def told(self) -> Mapping[Pattern, Collection[str]]:
        """Pattern -> the spellings that it tells, in the fields that it was looked for in."""
        out: dict[Pattern, set[str]] = {}
        for (pattern, _), words in self._patterns.items():
            out.setdefault(pattern, set()).update(words)
        return out

    def look_up(self) -> None:
        """Stop when the answer is not wanted any more.

        Raises:
            GivenUpError: it is not.
        """
        if not self._wanted():
            raise GivenUpError

    def _leaf(self, want: Wanted) -> dict[int, float]:
        """Give document number -> score of one leaf in its fields."""
        known = self._scores.get(want)
        if known is not None:
            return known
        view = self._view
        found = want.chains(view.languages)
        weight: dict[int, float] = {}
        standing = self._standing[want] = {}
        for field in sorted(want.fields):  # in one order, so that sums are the same in each process
            self.look_up()
            often = self._often(found, field, want.fields)
            if not often:
                continue
            standing[field] = often.keys()
            boost = _BOOSTS[field]
            slack = _SLACK.get(field, 0.0)
            slope = slack / view.mean_lengths[field] if slack else 0.0
            lengths = view.lengths[field] if slack else ()
            for number, times in often.items():
                length = 1 - slack + slope * lengths[number] if slack else 1.0
                weight[number] = weight.get(number, 0.0) + boost * times / length
        rarity = self.rarity(len(weight))
        total = {number: rarity * much * (K1 + 1) / (much + K1) for number, much in weight.items()}
        self._scores[want] = total
        return total

    @property
    def documents(self) -> int:
        """Number of documents that there are."""
        return self._view.count

    def slug(self, number: int) -> str:
        """Give a document's slug."""
        return self._view.slug(number)

    def rarity(self, documents: int) -> float:
        """Give the inverse document frequency of what is in so many documents."""
        return log(1 + (self._view.count - documents + 0.5) / (documents + 0.5))

    def rarity_of(self, want: Wanted) -> float:
        """Give the inverse document frequency of one leaf."""
        return self.rarity(len(self._leaf(want)))

    def standing(self, want: Wanted, field: str, among: Collection[int]) -> dict[int, list[int]]:
        """Give document number -> positions of a word in a field, in order."""
        found: dict[int, set[int]] = {}
        words = (chain[0] for chain in want.chains(self._view.languages) if len(chain) == 1)
        forms = dict.fromkeys(form for word in words for group in word.forms for form in group)
        for segment in self._view.segments:
            self.look_up()
            for form in forms:
                for number, positions in segment.positions(field, form, among):
                    found.setdefault(number, set()).update(positions)
        return {number: sorted(where) for number, where in found.items()}

    def _often(
        self, found: Iterable[Chain], field: str, fields: frozenset[str]
    ) -> dict[int, float]:
        """Give document number -> times that one of the chains stands in a field of `fields`."""
        out: dict[int, float] = {}
        for chain in found:
            told = self._told(chain[0].pattern, field, fields)
            for segment in self._view.segments:
                if len(chain) > 1:
                    often = self._chained(chain, segment, field)
                elif chain[0].pattern is not None:
                    often = self._any_of(told, segment, field)
                elif chain[0].prefixes:
                    often = self._begun(chain[0], segment, field)
                else:
                    often = _word(chain[0], segment, field)
                _keep_most(out, often)
        return out

    def _begun(self, word: Word, segment: Segment, field: str) -> dict[int, float]:
        # A union of sets: as a tree of matchers `con*` takes 5 to 15 s at 10,000 documents, so 0.1
        # s.
        found: set[int] = set()
        for prefix in word.prefixes:
            for numbers in segment.beginning(field, prefix):
                self.look_up()
                found |= numbers
                if len(found) == segment.living:
                    return dict.fromkeys(found, 1.0)
        return dict.fromkeys(found, 1.0)

    def _told(self, pattern: Pattern | None, field: str, fields: frozenset[str]) -> Sequence[str]:
        """Give the spellings that a pattern tells: those of a field, and perhaps some others.

        Most words stand in several fields: what is dear to compare is looked for in all at once.
        """
        if pattern is None:
            return ()
        together = fields if pattern.changes is not None else frozenset({field})
        if (pattern, together) not in self._patterns:
            known = self._view.spellings(together)
            words = [known.words[at] for at in pattern.among(known.folded)]
            self._patterns[pattern, together] = words
        return self._patterns[pattern, together]

    def _any_of(self, words: Iterable[str], segment: Segment, field: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for count, word in enumerate(words):
            if count % _OFTEN == 0:
                self.look_up()
            found.update(dict.fromkeys(segment.weights(field, word), 1.0))
            if len(found) == segment.living:
                break
        return found

    def _chained(self, chain: Chain, segment: Segment, field: str) -> dict[int, float]:
        among: set[int] | None = None
        for word in chain:
            self.look_up()
            found = set(_word(word, segment, field))
            among = found if among is None else among & found
            if not among:
                return {}
        begins: dict[int, list[int]] = {}
        for at, word in enumerate(chain):
            self.look_up()
            here: dict[int, set[int]] = {}
            for form in (form for group in word.forms for form in group):
                for number, positions in segment.positions(field, form, among or ()):
                    known = here.get(number)
                    here[number] = known.union(positions) if known else set(positions)
            if at == 0:
                begins = {number: [*positions] for number, positions in here.items()}
            else:
                begins = {
                    number: left
                    for number, starts in begins.items()
                    if number in here
                    and (left := [start for start in starts if start + at in here[number]])
                }
            among = set(begins)
        return {number: float(len(starts)) for number, starts in begins.items()}


def _word(word: Word, segment: Segment, field: str) -> dict[int, float]:
    """Give document number -> times; a group's terms add up, and the most telling group counts."""
    out: dict[int, float] = {}
    for group in word.forms:
        together: dict[int, float] = {}
        for form in group:
            often = segment.weights(field, form)
            if not together:
                together = often
            else:
                for number, times in often.items():
                    together[number] = together.get(number, 0.0) + times
        _keep_most(out, together)
    return out


def _keep_most(out: dict[int, float], more: dict[int, float]) -> None:
    if not out:
        out.update(more)
        return
    for number, times in more.items():
        if times > out.get(number, 0.0):
            out[number] = times
