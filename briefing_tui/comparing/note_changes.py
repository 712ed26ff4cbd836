"""What has become of the notes that are in both versions, and which have come and gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.difference import Detail, NoteChange, Place, Renumbering
from briefing_tui.sources.identity import canonical_url

from .notes import open_ends
from .passages import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing_tui.briefing import Citation, Footnote
    from briefing_tui.difference import Particular

    from .notes import Notes
    from .pairing import Pairing

_PARTICULARS: tuple[Particular, ...] = (
    "title", "publisher", "authors", "date", "url", "locator", "accessed",
)  # fmt: skip

Places = tuple[dict[int, Place], dict[int, Place]]
"""For the notes of each version where they first stand in the body."""


class NoteChanges:
    """Compares notes that have been paired.

    Args:
        before: the notes of the one version.
        after: those of the other.
        pairing: which of them are the same.
        places: where in the body they stand.
    """

    def __init__(self, before: Notes, after: Notes, pairing: Pairing, places: Places) -> None:
        self._before = before
        self._after = after
        self._pairing = pairing
        self._places = places

    def changes(self) -> Iterator[NoteChange]:
        """Tell of each note that changed, in the order of the version now."""
        gone = list(reversed(self._pairing.free[0]))
        for j, i in enumerate(self._pairing.before_of):
            # What is gone is told where it stood: behind the note that was before it.
            while i is not None and gone and gone[-1] < i:
                yield self._gone(gone.pop())
            if i is None:
                yield NoteChange(None, self._after.notes[j], self._places[1].get(j))
            elif change := self._change(i, j):
                yield change
        yield from map(self._gone, reversed(gone))

    def renumbering(self) -> Iterator[Renumbering]:
        """Tell which notes have other numbers."""
        olds, news = self._before.notes, self._after.notes
        numbers = [(olds[i].number, news[j].number) for i, j in self._pairing.pairs]
        if moved := tuple((old, new) for old, new in numbers if old != new):
            yield Renumbering(moved)

    def _gone(self, i: int) -> NoteChange:
        return NoteChange(self._before.notes[i], None, self._places[0].get(i))

    def _change(self, i: int, j: int) -> NoteChange | None:
        old, new, place = self._before.notes[i], self._after.notes[j], self._places[1].get(j)
        if self._before.sources[i] != self._after.sources[j] or open_ends(old) != open_ends(new):
            was, now = self._before.target_of(old), self._after.target_of(new)
            follows = was is not None and now is not None and self._pairing.after_of[was] == now
            return NoteChange(old, new, place, rests_anew=True, follows=follows)
        details = self._details(i, j)
        reworded = self._before.words[i] != self._after.words[j] or _has_other_address(old, new)
        if details or reworded:
            return NoteChange(old, new, place, details=details, reworded=reworded)
        return None

    def _details(self, i: int, j: int) -> tuple[Detail, ...]:
        """Give what two notes tell differently of the same sources.

        What a back-reference takes over from the note that it points to is told there.
        """
        told = tuple(_differences(self._before.cited(i), self._after.cited(j)))
        if not told:
            return ()
        one, other = self._before.next_stop(i), self._after.next_stop(j)
        if one is None or other is None or self._pairing.after_of[one] != other:
            return told
        inherited = {*_differences(self._before.cited(one), self._after.cited(other))}
        return tuple(detail for detail in told if detail not in inherited)


def _differences(old: Mapping[str, Citation], new: Mapping[str, Citation]) -> Iterator[Detail]:
    for key, one in old.items():
        other = new.get(key, one)
        for name in _PARTICULARS:
            was, now = _told(one, name), _told(other, name)
            if was != now and not _same(name, was, now):
                yield Detail(name, was, now)


def _told(citation: Citation, name: Particular) -> str:
    if name == "authors":
        return ", ".join(citation.authors)
    return getattr(citation, name) or ""


def _same(name: Particular, was: str, now: str) -> bool:
    """Tell whether two spellings tell the same."""
    if name == "url":
        return canonical_url(was) == canonical_url(now)
    return words_in(was) == words_in(now)


def _has_other_address(old: Footnote, new: Footnote) -> bool:
    """Tell whether an address is written otherwise, be it only in what it tells of the visitor."""
    return [c.url for c in old.own] != [c.url for c in new.own]
