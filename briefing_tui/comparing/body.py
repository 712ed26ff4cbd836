"""What has become of the passages of the body, and of the note marks on them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.difference import (
    LinkChange,
    MarkChange,
    PassageChange,
    Place,
    SentenceChange,
    TextChange,
)
from briefing_tui.sources.identity import canonical_url

from .pairing import out_of_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Footnote

    from .notes import Keys, Notes
    from .pairing import Pairing
    from .passages import Body, Match, Passages

BodyChanges = PassageChange | SentenceChange | MarkChange | LinkChange | TextChange


@dataclass(slots=True)
class _Spot:
    """A passage, and the notes that it lost and gained."""

    match: Match
    lost: list[int]
    gained: list[int]


class Marks:
    """Compares what stands on the passages of two bodies.

    Args:
        passages: the two bodies, paired.
        matches: the passages whose notes are compared.
        notes: the notes of each version.
        pairing: which notes are the same.
    """

    def __init__(
        self,
        passages: Passages,
        matches: Sequence[Match],
        notes: tuple[Notes, Notes],
        pairing: Pairing,
    ) -> None:
        self._passages = passages
        self._before, self._after = passages.before, passages.after
        self._matches = matches
        self._notes = notes
        self._pairing = pairing
        self._changes: list[tuple[tuple[int, bool], BodyChanges]] = []
        self._behind: list[int] = []
        """For each block before the one of now behind which it is read when it is gone."""
        at = -1
        for now in passages.blocks.after_of:
            at = at if now is None else now
            self._behind.append(at)

    def changes(self) -> list[BodyChanges]:
        """Give all changes of the body, in the order of the version now."""
        self._blocks()
        self._marks()
        self._links()
        self._changes.sort(key=lambda each: each[0])
        return [*(change for _, change in self._changes), *self._texts()]

    def _tell(self, change: BodyChanges, block: int, *, before: bool = False) -> None:
        """Put a change where it is read: what is gone behind what stood before it."""
        at = self._behind[block] if before else block
        self._changes.append(((at, before), change))

    def _tell_of(self, change: BodyChanges, match: Match) -> None:
        was, now = match.blocks
        if now is not None:
            self._tell(change, now)
        elif was is not None:
            self._tell(change, was, before=True)

    # --- blocks

    def _blocks(self) -> None:
        passages = self._passages
        gone, new = passages.blocks.free
        for i in gone:
            if passages.alone[0][i]:
                place = passages.place(i, self._before.text_of(i), before=True)
                lost = self._footnotes(self._before.notes_of[i], before=True)
                self._tell(PassageChange(place, None, lost=lost), i, before=True)
        for j in new:
            if passages.alone[1][j]:
                place = passages.place(j, self._after.text_of(j))
                gained = self._footnotes(self._after.notes_of[j])
                self._tell(PassageChange(None, place, gained=gained), j)

    # --- notes on passages

    def _marks(self) -> None:
        lost: defaultdict[int, list[_Spot]] = defaultdict(list)
        gained: defaultdict[int, list[_Spot]] = defaultdict(list)
        spots = [*map(self._spot, self._matches)]
        for spot in spots:
            for note in spot.lost:
                lost[note].append(spot)
            for note in spot.gained:
                gained[note].append(spot)
        for i, j in self._pairing.pairs:
            if i in lost and j in gained:
                for old, new in self._moves(lost[i], gained[j]):
                    old.lost.remove(i)
                    new.gained.remove(j)
                    note_now = self._notes[1].notes[j]
                    change = MarkChange(note_now, old.match.place, new.match.place)
                    self._tell_of(change, new.match)
        for spot in spots:
            if spot.lost or spot.gained:
                self._rests(spot)

    def _moves(self, lost: list[_Spot], gained: list[_Spot]) -> Iterator[tuple[_Spot, _Spot]]:
        """Tell from where to where a note moved: in one block, and then from block to block.

        Where it left more passages than it came to, or fewer, nobody knows which went where.
        """
        by_block: defaultdict[int, tuple[list[_Spot], list[_Spot]]]
        by_block = defaultdict(lambda: ([], []))
        rest: tuple[list[_Spot], list[_Spot]] = ([], [])
        for side, spots in enumerate((lost, gained)):
            for spot in spots:
                was, block = spot.match.blocks
                if side == 0 and was is not None:
                    block = self._passages.blocks.after_of[was]
                (rest if block is None else by_block[block])[side].append(spot)
        for olds, news in by_block.values():
            if len(olds) == len(news):
                yield from zip(olds, news, strict=True)
            else:
                rest[0].extend(olds)
                rest[1].extend(news)
        if len(rest[0]) == len(rest[1]):
            yield from zip(*rest, strict=True)

    def _spot(self, match: Match) -> _Spot:
        before, after = {*match.before}, {*match.after}
        lost = [i for i in match.before if self._pairing.after_of[i] not in after]
        gained = [j for j in match.after if self._pairing.before_of[j] not in before]
        # Another note of the same source is the same evidence.
        same: defaultdict[Keys, list[int]] = defaultdict(list)
        for j in reversed(gained):
            same[self._notes[1].keys[j]].append(j)
        kept = []
        for i in lost:
            twins = same[self._notes[0].keys[i]]
            if twins:
                after.discard(twins.pop())
            else:
                kept.append(i)
        return _Spot(match, kept, [j for j in gained if j in after])

    def _rests(self, spot: _Spot) -> None:
        match = spot.match
        change = SentenceChange(
            place=match.place,
            status=match.status,
            lost=self._footnotes(spot.lost, before=True),
            gained=self._footnotes(spot.gained),
            bare=self._is_bare(match),
        )
        self._tell_of(change, match)

    def _is_bare(self, match: Match) -> bool:
        """Tell whether the paragraph that a passage was in has no note any more."""
        was = match.blocks[0]
        now = self._passages.blocks.after_of[was] if was is not None else None
        if was is None or now is None or not self._after.blocks[now].paragraph:
            return False
        return bool(self._before.notes_of[was]) and not self._after.notes_of[now]

    def _footnotes(self, notes: Iterable[int], *, before: bool = False) -> tuple[Footnote, ...]:
        own = self._notes[0 if before else 1].notes
        return tuple(own[note] for note in notes)

    # --- what is no note

    def _links(self) -> None:
        """Tell of addresses in the body that are in one version alone."""
        was, now = _addresses(self._before), _addresses(self._after)
        every = [{key for links in side for key in links} for side in (was, now)]
        lost = [tuple(h for k, h in links.items() if k not in every[1]) for links in was]
        gained = [tuple(h for k, h in links.items() if k not in every[0]) for links in now]
        for j, hrefs in enumerate(gained):
            i = self._passages.blocks.before_of[j]
            gone = lost[i] if i is not None else ()
            if hrefs or gone:
                self._tell(LinkChange(self._passages.place(j, ""), gone, hrefs), j)
        for i in self._passages.blocks.free[0]:
            if lost[i]:
                place = self._passages.place(i, "", before=True)
                self._tell(LinkChange(place, lost[i], ()), i, before=True)

    def _texts(self) -> Iterable[PassageChange | TextChange]:
        """Tell which passages moved or say something else, whatever became of their notes."""
        passages = self._passages
        pairs = passages.blocks.pairs
        moved = out_of_order(pairs)
        changed: set[int] = set()
        for i, j in pairs:
            old, new = self._before.blocks[i], self._after.blocks[j]
            rewritten = j in passages.rewritten and not passages.translated
            if rewritten or (i in moved and old.paragraph != new.paragraph):
                yield PassageChange(
                    Place(old.kind, old.paragraph, self._before.text_of(i)),
                    passages.place(j, self._after.text_of(j)),
                    rewritten=rewritten,
                )
            if old.kind != new.kind or (passages.translated and old.text != new.text):
                changed.add(j)
        changed |= {*passages.reworded()}
        if changed:
            places = (passages.place(j, self._after.text_of(j)) for j in sorted(changed))
            yield TextChange(tuple(places))


def _addresses(body: Body) -> list[dict[str, str]]:
    """Give the addresses that each block links to, by the page that they lead to."""
    return [
        {canonical_url(span.href): span.href for span in block.spans if span.kind == "link"}
        for block in body.blocks
    ]
