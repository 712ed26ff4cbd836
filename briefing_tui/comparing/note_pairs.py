"""Which notes of two versions are the same note.

A note is known by its source, its words and the passage that it stands on, not by its number.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from .pairing import Likeness, Pairing

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Sequence

    from briefing_tui.briefing import Footnote

    from .notes import Notes

# Words alone make two notes the same where a title was mended or a page added; half of them do
# where no mark tells what they are notes to.
_LIKE = 0.8
_LIKE_UNMARKED = 0.5
# Notes on one passage among which the one that took another's place is looked for.
_MOST = 20

Bearing = tuple[tuple[int, ...], tuple[int, ...]]
"""The notes on a passage of the body before, and on the same passage now."""


def paired(
    before: Notes,
    after: Notes,
    bearings: Sequence[Bearing],
    marked: tuple[Container[int], Container[int]],
) -> Pairing:
    """Find out which notes are the same note.

    Args:
        before: the notes of the one version.
        after: those of the other.
        bearings: for each passage that is in both, the notes on it.
        marked: of each version the notes that stand anywhere in the body.
    """
    pairing = Pairing(len(before.notes), len(after.notes))
    stands: tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]]
    stands = defaultdict(list), defaultdict(list)
    for passage, bearing in enumerate(bearings):
        for side, notes in zip(stands, bearing, strict=True):
            for note in notes:
                side[note].append(passage)
    sides = list(zip((before, after), stands, strict=True))

    def join(*what: str, full: bool = False, together: bool = False) -> None:
        """Pair the notes that have in common what is asked for."""
        keys = (_asked(notes, on, what, full=full) for notes, on in sides)
        pairing.by_key(*keys, together=together)

    join("source", "words", "passage")
    join("source", "words", full=True)  # in full, a source is known wherever it stands
    join("source", "passage")
    join("words", "passage")  # a back-reference that may mean something else now
    _join_alike_in_place(pairing, before, after, bearings)
    join("source", full=True)
    words = ([frozenset(each) for each in side.words] for side in (before, after))
    likeness = Likeness(*words)
    full = [[not is_bare(note) for note in side.notes] for side in (before, after)]
    likeness.join(pairing, _LIKE, full)
    unmarked = [
        [is_full and place not in on for place, is_full in enumerate(side)]
        for side, on in zip(full, marked, strict=True)
    ]
    likeness.join(pairing, _LIKE_UNMARKED, unmarked)
    # One `Ibid.` is like another: they are the same only between the same notes.
    join("source", "words", together=True)
    join("source", together=True)
    join("words", together=True)
    return pairing


def is_bare(note: Footnote) -> bool:
    """Tell whether a note is a back-reference that names nothing: `Ibid.`, `a.g.e., s. 4`."""
    named = any(citation.title or citation.authors for citation in note.own)
    return note.reference is not None and not named


def _asked(
    notes: Notes, stands: defaultdict[int, list[int]], what: tuple[str, ...], *, full: bool
) -> dict[int, list[Hashable]]:
    out: dict[int, list[Hashable]] = {}
    for place, note in enumerate(notes.notes):
        if full and is_bare(note):
            continue
        source = notes.keys[place] if "source" in what else ()
        if what == ("source",) and not source:
            continue
        words = notes.words[place] if "words" in what else ()
        passages = stands[place] if "passage" in what else [-1]
        out[place] = [(source, words, passage) for passage in passages]
    return out


def _join_alike_in_place(
    pairing: Pairing, before: Notes, after: Notes, bearings: Sequence[Bearing]
) -> None:
    """Pair the notes that stand on the same passage: one has taken the other's place."""
    scored = []
    for olds, news in bearings:
        gone = [i for i in olds if pairing.after_of[i] is None][:_MOST]
        come = [j for j in news if pairing.before_of[j] is None][:_MOST]
        for i, j in product(gone, come):
            one, other = set(before.words[i]), set(after.words[j])
            scored.append((-len(one & other) / (len(one | other) or 1), i, j))
    pairing.take(scored)
