"""Which passages of a piece and of its translation say the same.

Headings and notes show it, as both have the same; between two of them, the lengths do: Gale and
Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics 19
(1993).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from briefing_tui.briefing import Block

# From that paper: the variance of the difference in length for each character, and how often so
# many passages of the one stand for so many of the other.
_VARIANCE = 6.8
_KINDS = (
    (1, 1, -math.log(0.89)),
    (1, 0, -math.log(0.0099)),
    (0, 1, -math.log(0.0099)),
    (2, 1, -math.log(0.045)),
    (1, 2, -math.log(0.045)),
)
_UNLIKE = 20.0
"""What it costs to take a heading for a paragraph."""
_NOTE = 15.0
"""What it is worth to let passages with the same note stand together."""
_MOST = 10_000
"""Pairs of blocks between two anchors that are weighed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks of a piece, and those of its translation that say the same; one side may be empty."""

    left: range
    right: range


def paired(left: Sequence[Block], right: Sequence[Block]) -> tuple[Pair, ...]:
    """Pair the blocks of a piece with those of its translation, in order; every block is in one."""
    if [block.kind for block in left] == [block.kind for block in right]:
        return tuple(Pair(range(n, n + 1), range(n, n + 1)) for n in range(len(left)))
    notes = _notes(left, right)

    def between(mine: range, theirs: range) -> Iterator[Pair]:
        return _between(left, right, mine, theirs, [n for n in notes if _inside(n, mine, theirs)])

    return tuple(_cut(range(len(left)), range(len(right)), _headings(left, right), between))


def _inside(anchor: tuple[int, int], mine: range, theirs: range) -> bool:
    return anchor[0] in mine and anchor[1] in theirs


def _cut(
    mine: range,
    theirs: range,
    anchors: Iterable[tuple[int, int]],
    between: Callable[[range, range], Iterator[Pair]],
) -> Iterator[Pair]:
    """Pair the blocks of anchors, and what stands between them as `between` does."""
    for i, j in anchors:
        yield from between(range(mine.start, i), range(theirs.start, j))
        yield Pair(range(i, i + 1), range(j, j + 1))
        mine, theirs = range(i + 1, mine.stop), range(j + 1, theirs.stop)
    yield from between(mine, theirs)


def counterpart(pairs: Iterable[Pair], block: int) -> int:
    """Give the block of the translation that says what one of the piece does, or the one before."""
    last = 0
    for pair in pairs:
        if block in pair.left:
            if not pair.right:
                return last
            share = (block - pair.left.start) / len(pair.left)
            return pair.right[int(share * len(pair.right))]
        last = pair.right[-1] if pair.right else last
    return last if block >= 0 else block


def swapped(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Give the pairs as the translation sees them."""
    return tuple(Pair(pair.right, pair.left) for pair in pairs)


def _headings(left: Sequence[Block], right: Sequence[Block]) -> list[tuple[int, int]]:
    """Give the headings that belong together: all or none."""
    mine, theirs = (
        [n for n, b in enumerate(side) if b.kind == "heading"] for side in (left, right)
    )
    same = [left[n].level for n in mine] == [right[n].level for n in theirs]
    return list(zip(mine, theirs, strict=True)) if same else []


def _notes(left: Sequence[Block], right: Sequence[Block]) -> list[tuple[int, int]]:
    """Give blocks with a mark of the same note, rising on both sides."""
    mine, theirs = _marked(left), _marked(right)
    found = {(mine[number], theirs[number]) for number in mine.keys() & theirs.keys()}
    return _rising([(i, j) for i, j in found if left[i].kind == right[j].kind])


def _marked(blocks: Sequence[Block]) -> dict[int, int]:
    """Give the block of each note that is marked in one block only."""
    out: dict[int, int] = {}
    several: set[int] = set()
    for index, block in enumerate(blocks):
        for mark in block.marks:
            if out.setdefault(mark.number, index) != index:
                several.add(mark.number)
    return {number: index for number, index in out.items() if number not in several}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest run of pairs that rises on both sides."""
    # The longest rising subsequence: what ends each length lowest, and what came before it. Of
    # those with the same left side the one with the highest right side comes first, so that a run
    # takes one of them only.
    pairs = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [j]
        last[place : place + 1] = [index]
    out = []
    index = last[-1] if last else -1
    while index >= 0:
        out.append(pairs[index])
        index = before[index]
    return out[::-1]


def _between(
    left: Sequence[Block],
    right: Sequence[Block],
    mine: range,
    theirs: range,
    notes: Sequence[tuple[int, int]],
) -> Iterator[Pair]:
    """Pair what stands between two headings, or two notes.

    Args:
        left: the piece.
        right: its translation.
        mine: of the piece, the blocks to pair.
        theirs: of the translation.
        notes: blocks in there that have a mark of the same note.
    """
    few, many = sorted((len(mine), len(theirs)))
    if not many:
        return
    partly = few * 2 < many
    if not few:
        yield Pair(mine, theirs)
    elif notes and (partly or few * many > _MOST):

        def between(here: range, there: range) -> Iterator[Pair]:
            return _between(left, right, here, there, ())

        yield from _cut(mine, theirs, notes, between)
    elif few * many > _MOST:
        yield Pair(mine, theirs)
    elif partly:
        # Part of it is not translated, and nothing tells which part but that most stop early.
        for i, j in zip(mine, theirs, strict=False):
            yield Pair(range(i, i + 1), range(j, j + 1))
        yield Pair(mine[few:], theirs[few:])
    else:
        yield from _by_length(
            [left[n] for n in mine],
            [right[n] for n in theirs],
            mine.start,
            theirs.start,
            set(notes),
        )


def _by_length(
    left: Sequence[Block],
    right: Sequence[Block],
    first: int,
    other: int,
    notes: Collection[tuple[int, int]],
) -> Iterator[Pair]:
    """Pair blocks so that all together are most likely to say the same.

    Args:
        left: the blocks of the piece.
        right: those of its translation.
        first: index of the first of `left`.
        other: index of the first of `right`.
        notes: blocks with a mark of the same note, by these indexes.
    """
    rows, columns = len(left) + 1, len(right) + 1
    best = [[math.inf] * columns for _ in range(rows)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * columns for _ in range(rows)]
    best[0][0] = 0.0
    for i in range(rows):
        for j in range(columns):
            for down, along, prior in _KINDS:
                if down > i or along > j or best[i - down][j - along] == math.inf:
                    continue
                cost = best[i - down][j - along] + prior
                if down and along:
                    cost += _unlikeness(left[i - down : i], right[j - along : j])
                    cost -= _NOTE * sum(
                        (first + a, other + b) in notes
                        for a in range(i - down, i)
                        for b in range(j - along, j)
                    )
                if cost < best[i][j]:
                    best[i][j], came[i][j] = cost, (down, along)
    out = []
    i, j = rows - 1, columns - 1
    while i or j:
        down, along = came[i][j]
        out.append(Pair(range(first + i - down, first + i), range(other + j - along, other + j)))
        i, j = i - down, j - along
    yield from reversed(out)


def _unlikeness(left: Sequence[Block], right: Sequence[Block]) -> float:
    """Give -log of the chance that passages of such lengths say the same."""
    mine, theirs = (sum(len(block.text) for block in side) for side in (left, right))
    mean = max(1.0, (mine + theirs) / 2)
    distance = abs(mine - theirs) / math.sqrt(_VARIANCE * mean)
    kinds = {block.kind == "heading" for block in (*left, *right)}
    chance = math.erfc(distance / math.sqrt(2))
    return -math.log(max(chance, 1e-300)) + (_UNLIKE if len(kinds) > 1 else 0.0)
