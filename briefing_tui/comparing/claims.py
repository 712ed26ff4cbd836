"""What has become of the takeaways, and of what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.difference import Claim, TakeawayChange

from .pairing import Likeness, Pairing
from .passages import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.briefing import Briefing, Support

    from .notes import Notes

# A takeaway is one sentence that is worked on: less of it stays than of the body's sentences.
_LIKE = 0.35


class _Claims:
    """The takeaways of one version."""

    def __init__(
        self, briefing: Briefing, supports: Sequence[Support | None], notes: Notes
    ) -> None:
        self.claims: list[Claim] = []
        self.rests_on: list[frozenset[str]] = []
        places = notes.place_of
        pairs = zip(briefing.takeaways, supports, strict=True)
        for number, (text, support) in enumerate(pairs, 1):
            on = [places[n] for n in support.notes if n in places] if support else []
            self.claims.append(Claim(number, text, tuple(notes.notes[place] for place in on)))
            self.rests_on.append(frozenset(key for place in on for key in notes.keys[place]))
        self.words = [words_in(claim.text) for claim in self.claims]


def changes(
    before: Briefing,
    after: Briefing,
    supports: tuple[Sequence[Support | None], Sequence[Support | None]],
    notes: tuple[Notes, Notes],
    *,
    translated: bool,
) -> Iterator[TakeawayChange]:
    """Tell what has become of the takeaways, in the order of the version now.

    Args:
        before: the one version.
        after: the other.
        supports: for each takeaway of each version, what it rests on.
        notes: the notes of each version.
        translated: pair takeaways of different languages by their order.
    """
    olds = _Claims(before, supports[0], notes[0])
    news = _Claims(after, supports[1], notes[1])
    pairing = Pairing(len(olds.claims), len(news.claims))
    pairing.by_key(*({n: [words] for n, words in enumerate(side.words)} for side in (olds, news)))
    words = ([frozenset(each) for each in side.words] for side in (olds, news))
    Likeness(*words).join(pairing, _LIKE)
    if translated and not pairing.pairs and len(olds.claims) == len(news.claims):
        for n in range(len(olds.claims)):
            pairing.join(n, n)
    for gone in pairing.free[0]:
        yield TakeawayChange(olds.claims[gone], None)
    for j, new in enumerate(news.claims):
        i = pairing.before_of[j]
        if i is None:
            yield TakeawayChange(None, new)
            continue
        anew = olds.rests_on[i] != news.rests_on[j]
        reworded = olds.words[i] != news.words[j] and not translated
        if anew or reworded:
            yield TakeawayChange(olds.claims[i], new, reworded, anew)
