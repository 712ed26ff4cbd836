"""Which of two sequences' elements belong together: by keys, by place, by shared words.

Whatever is done here gives the same pairs when the two sequences change sides, and takes time in
proportion to their length, give or take a logarithm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import product
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

# Of elements that share a key, all pairs are looked at up to this many; else each with the nearest.
_ALL_PAIRS = 100
_NEAREST = 3
# A word that makes more pairs than this tells nothing of which belong together. There may be more
# of a text's pairs when it has few words; see `_candidates`.
_PAIRS_OF_A_WORD = 60
_PAIRS_OF_ALL = 200_000
# Pairs of texts whose likeness is measured, for each text.
_MEASURED = 4


class Pairing:
    """The pairs found so far between two sequences of texts, each element in one pair at most.

    Args:
        before: length of the one sequence.
        after: length of the other.
    """

    def __init__(self, before: int, after: int) -> None:
        self.after_of: list[int | None] = [None] * before
        self.before_of: list[int | None] = [None] * after

    def join(self, before: int, after: int) -> None:
        """Make a pair of two free elements."""
        self.after_of[before] = after
        self.before_of[after] = before

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """All pairs, in the order of the sequence before."""
        return [(i, j) for i, j in enumerate(self.after_of) if j is not None]

    @property
    def free(self) -> tuple[list[int], list[int]]:
        """What is in no pair, of each sequence."""
        return (
            [i for i, j in enumerate(self.after_of) if j is None],
            [j for j, i in enumerate(self.before_of) if i is None],
        )

    def join_ends(self, before: Sequence[Hashable], after: Sequence[Hashable]) -> None:
        """Make pairs of what is equal from the beginning on, and from the end: most of most texts.

        Args:
            before: the keys of the one sequence, none of it paired yet.
            after: the keys of the other.
        """
        shorter = min(len(before), len(after))
        start = 0
        while start < shorter and before[start] == after[start]:
            self.join(start, start)
            start += 1
        for back in range(1, shorter - start + 1):
            if before[-back] != after[-back]:
                break
            self.join(len(before) - back, len(after) - back)

    def take(self, scored: Iterable[tuple[float, int, int]]) -> None:
        """Make pairs of what is free, the lowest scores first, then the nearest by place."""
        wanted = [
            each
            for each in scored
            if self.after_of[each[1]] is None and self.before_of[each[2]] is None
        ]
        if not wanted:
            return
        places = Places(self)
        order = sorted(
            (score, places.distance(i, j), abs(i - j), i + j, i, j) for score, i, j in wanted
        )
        for *_, i, j in order:
            if self.after_of[i] is None and self.before_of[j] is None:
                self.join(i, j)

    def by_key(
        self,
        before: Mapping[int, Collection[Hashable]],
        after: Mapping[int, Collection[Hashable]],
        *,
        together: bool = False,
    ) -> None:
        """Make pairs of free elements that share keys: most keys first, then the nearest by place.

        Args:
            before: the keys of elements of the one sequence.
            after: the keys of elements of the other.
            together: only of those that stand between the same pairs.
        """
        groups: defaultdict[Hashable, tuple[list[int], list[int]]]
        groups = defaultdict(lambda: ([], []))
        for side, there in ((0, before), (1, after)):
            taken = self.before_of if side else self.after_of
            for element in sorted(there):
                if taken[element] is None:
                    for key in there[element]:
                        groups[key][side].append(element)
        shared = [group for group in groups.values() if group[0] and group[1]]
        places = Places(self)
        pairs = Counter(pair for group in shared for pair in {*places.near(*group)})
        self.take(
            (-float(count), i, j)
            for (i, j), count in pairs.items()
            if not together or places.together(i, j)
        )
        for group in shared if not together else ():
            # Many that are all alike: what is not near belongs together by its order.
            one = [i for i in group[0] if self.after_of[i] is None]
            other = [j for j in group[1] if self.before_of[j] is None]
            for i, j in zip(one, other, strict=False):
                self.join(i, j)

    def in_gaps(self) -> list[tuple[list[int], list[int]]]:
        """Give what is free between two neighbouring pairs that stand in the same order, by gap."""
        out = []
        last = (-1, -1)
        for pair in [*self.pairs, (len(self.after_of), len(self.before_of))]:
            between = range(last[0] + 1, pair[0]), range(last[1] + 1, pair[1])
            if between[0] and between[1] and all(self.before_of[j] is None for j in between[1]):
                out.append(([*between[0]], [*between[1]]))
            last = pair
        return out


class Places:
    """Where free elements stand among those that have been paired."""

    def __init__(self, pairing: Pairing) -> None:
        self._sides = (
            _Neighbours(pairing.after_of, len(pairing.before_of)),
            _Neighbours(pairing.before_of, len(pairing.after_of)),
        )

    def distance(self, before: int, after: int) -> int:
        """Tell how far from each other two elements stand, seen from the pairs around them."""
        one, other = self._sides
        return one.distance(before, after) + other.distance(after, before)

    def together(self, before: int, after: int) -> bool:
        """Tell whether two elements stand between the same pairs."""
        one, other = self._sides
        return one.around(before) == tuple((i, j) for j, i in other.around(after))

    def near(self, before: list[int], after: list[int]) -> Iterable[tuple[int, int]]:
        """Give the pairs to think of: all of them, or of many those that stand nearest."""
        if len(before) * len(after) <= _ALL_PAIRS:
            yield from product(before, after)
            return
        for i in before:
            for j in self._sides[0].nearest(i, after):
                yield i, j
        for j in after:
            for i in self._sides[1].nearest(j, before):
                yield i, j


class _Neighbours:
    """Of one sequence, for each element the paired ones around it."""

    def __init__(self, there: Sequence[int | None], other: int) -> None:
        size = len(there)
        self._left = [(-1, -1)] * size
        self._right = [(size, other)] * size
        last = (-1, -1)
        for i, j in enumerate(there):
            self._left[i] = last
            if j is not None:
                last = (i, j)
        last = (size, other)
        for i in range(size - 1, -1, -1):
            self._right[i] = last
            if (j := there[i]) is not None:
                last = (i, j)

    def distance(self, here: int, there: int) -> int:
        left, right = self._left[here], self._right[here]
        return min(
            abs((here - left[0]) - (there - left[1])),
            abs((right[0] - here) - (right[1] - there)),
        )

    def around(self, here: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Give the pairs before and behind an element."""
        return self._left[here], self._right[here]

    def nearest(self, here: int, there: list[int]) -> set[int]:
        left, right = self._left[here], self._right[here]
        out: set[int] = set()
        for place in (left[1] + here - left[0], right[1] + here - right[0]):
            at = bisect_left(there, place)
            out.update(there[max(0, at - _NEAREST) : at + _NEAREST])
        return out


def out_of_order(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Give the first elements of the pairs that must have moved, as few of them as possible.

    Args:
        pairs: in the order of their first elements.
    """
    # The longest increasing subsequence, by patience: `ends[k]` ends the best one of k + 1.
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for place, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        chosen[at : at + 1] = [place]
        before.append(chosen[at - 1] if at else -1)
    kept: set[int] = set()
    place = chosen[-1] if chosen else -1
    while place >= 0:
        kept.add(pairs[place][0])
        place = before[place]
    return {i for i, _ in pairs} - kept


# --- by shared words


class Likeness:
    """How much the texts of two sequences are alike, by the words they share.

    A word weighs the more the rarer it is in both together: `the` and `of` make no likeness.

    Args:
        before: the folded words of each text of the one sequence.
        after: those of the other.
    """

    def __init__(self, before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> None:
        self._before = before
        self._after = after
        counts: defaultdict[str, int] = defaultdict(int)
        for words in (*before, *after):
            for word in words:
                counts[word] += 1
        size = len(before) + len(after)
        self._weights = {word: log(1 + size / count) for word, count in counts.items()}

    def _weight(self, words: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, sorted(words)))

    def of(self, before: int, after: int) -> float:
        """Give the likeness of two texts, 0 to 1: shared words over all of them, by weight."""
        one, other = self._before[before], self._after[after]
        whole = self._weight(one) + self._weight(other)
        return 2 * self._weight(one & other) / whole if whole else 0.0

    def join(
        self, pairing: Pairing, least: float, among: Sequence[Sequence[bool]] | None = None
    ) -> None:
        """Make pairs of free texts that are alike, the most alike first.

        Args:
            pairing: to be added to.
            least: the likeness that two must have.
            among: for each sequence, which of its texts to look at; None for all.
        """
        before, after = pairing.free
        if among is not None:
            before = [i for i in before if among[0][i]]
            after = [j for j in after if among[1][j]]
        pairs = self._candidates(before, after)
        scored = ((-self.of(i, j), i, j) for i, j in pairs)
        pairing.take([each for each in scored if each[0] <= -least])

    def _candidates(self, before: list[int], after: list[int]) -> set[tuple[int, int]]:
        """Give the pairs that share most, by words that are rare enough to point at each other."""
        if len(before) * len(after) <= _ALL_PAIRS:
            return set(product(before, after))
        holding: defaultdict[str, tuple[list[int], list[int]]]
        holding = defaultdict(lambda: ([], []))
        for side, elements, texts in ((0, before, self._before), (1, after, self._after)):
            for element in elements:
                for word in texts[element]:
                    holding[word][side].append(element)
        shared = {w: both for w, both in holding.items() if both[0] and both[1]}
        most = max(_PAIRS_OF_A_WORD, _PAIRS_OF_ALL // max(1, len(shared)))
        weights: defaultdict[tuple[int, int], float] = defaultdict(float)
        for word in sorted(shared):
            one, other = shared[word]
            if len(one) * len(other) <= most:
                weight = self._weights[word]
                for pair in product(one, other):
                    weights[pair] += weight
        best: defaultdict[tuple[int, int], list[tuple[float, int, tuple[int, int]]]]
        best = defaultdict(list)
        for (i, j), weight in weights.items():
            best[0, i].append((-weight, j, (i, j)))
            best[1, j].append((-weight, i, (i, j)))
        return {pair for found in best.values() for *_, pair in sorted(found)[:_MEASURED]}
