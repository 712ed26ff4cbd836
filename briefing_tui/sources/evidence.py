"""Which sentence of the body a takeaway sums up, by the words they share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

# Two of five content words: below that, sentences of the same piece resemble one another by its
# subject alone (a takeaway that is not in the body at all shares the names of the countries).
THRESHOLD = 0.4
# Endings differ, stems agree: `increasing` and `increased`, `savunma` and `savunmasını`. Six
# letters keep `strategy` with `strategic`, and apart from `strait`.
_STEM = 6
# Sentences that are compared in one go: the more, the larger is each set of them.
_TOGETHER = 4096
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MARK = re.compile(r"\[\^?\d+(?:,\s?\d+)*\]")
# Words that tell nothing about the subject, folded; short ones are dropped by their length.
_EMPTY_WORDS = """
about above after again also although among and another any are because been before being between
both but can could did does during each for from further had has have having her here him his how
into its itself just may more most much must nor not now off once only other our out over own
particular same she should some since such than that the their them then there these they this
those through too under until upon very was were what when where which while who whom why will with
within would you your
acaba ama ancak bazi beri bile bir biz bunu bunun cok daha dahi diye eden eder edilen en gibi gore
hem her hic icin ile ise iki iken itibaren kadar kendi ki kim nasil neden olan olarak oldu oldugu
olmak olup onlar onun oysa pek sadece sonra tarafindan uzere var ve veya ya yani yine yok
без будет была были было быть весь вот все всех для его если есть еще или как когда который которые
которая между мог может надо него нее них ничего однако она они оно очень под после при про раз
также так такой там тем того тоже только том тот тут уже чем чтобы что эта эти это этого этой этом
этот
aber als auch auf aus bei das dass dem den der des die diese durch ein eine einem einen einer fur
hat ist mit nach nicht noch oder sich sie sind und von war wie wird zum zur
aux avec ces cette dans des elle est ete les leur mais nous par pas plus pour que qui sont sur une
como con del ella entre esta este fue han las los mas para pero por son sus una
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of the body that shares most words with a takeaway."""

    paragraph: int
    """Its paragraph, from 1 in the order given."""
    start: int
    end: int
    """Offsets of the sentence in that paragraph, note marks after its full stop included."""
    share: float
    """Part of the takeaway's content words that the sentence has, from 0 to 1."""


def _stems(text: str) -> set[str]:
    words = _WORD.findall(fold(_MARK.sub(" ", text)))
    # An apostrophe parts a word from its ending: `Japan's`, `Türkiye'nin`.
    plain = [word.partition("'")[0] or word for word in words]
    return {
        word[:_STEM]
        for word in plain
        if word not in _EMPTY and (len(word) > 2 or word.isdigit() or not word.isascii())
    }


def closest_sentence(takeaway: str, paragraphs: Sequence[str]) -> Evidence | None:
    """Find the sentence of the body that shares most of a takeaway's words.

    As `closest_sentences` does for several.
    """
    return closest_sentences([takeaway], paragraphs)[0]


def closest_sentences(takeaways: Sequence[str], paragraphs: Sequence[str]) -> list[Evidence | None]:
    """Find, for each takeaway, the sentence of the body that shares most of its words.

    Words are folded, empty ones left out, endings cut off. Where two sentences share as many, the
    one with fewer other words wins, then the earlier. It is a resemblance of words, no proof.

    Args:
        takeaways: any number of them.
        paragraphs: the texts of the body's paragraphs, in order.

    Returns:
        A sentence each, or None where none shares `THRESHOLD` of the takeaway's words.
    """
    wanted = [_stems(takeaway) for takeaway in takeaways]
    known = frozenset().union(*wanted)
    found: list[Evidence | None] = [None] * len(wanted)
    if not known:
        return found
    said = [
        (len(stems), number, start, end, stems & known)
        for number, paragraph in enumerate(paragraphs, 1)
        for start, end in sentences(paragraph)
        if not known.isdisjoint(stems := _stems(paragraph[start:end]))
    ]
    # Of those that share as many words, the first is then the one.
    said.sort(key=lambda sentence: sentence[0])
    most = [0] * len(wanted)
    for at in range(0, len(said), _TOGETHER):
        having: dict[str, int] = {}
        for place, (*_, stems) in enumerate(said[at : at + _TOGETHER]):
            for stem in stems:
                having[stem] = having.get(stem, 0) | 1 << place
        for n, words in enumerate(wanted):
            common, place = _in_most([having[word] for word in words if word in having])
            if common > most[n] and common / len(words) >= THRESHOLD:
                most[n] = common
                _, number, start, end, _ = said[at + place]
                found[n] = Evidence(number, start, end, common / len(words))
    return found


def _in_most(sets: Sequence[int]) -> tuple[int, int]:
    """Find the number that is in most of some sets, the least of several.

    A set is an integer: bit 5 is on when 5 is in it. They are added up in all bits at once, each
    digit of the sums in an integer of its own; so it takes the same time whatever is in the sets.

    Returns:
        In how many sets it is, and the number; 0 and 0 when there is none.
    """
    digits: list[int] = []
    for carry in sets:
        for n, digit in enumerate(digits):
            digits[n], carry = digit ^ carry, digit & carry  # noqa: PLW2901 - as on paper
            if not carry:
                break
        else:
            digits.append(carry)
    most, numbers = 0, 0
    for n in reversed(range(len(digits))):
        in_more = digits[n] & numbers if numbers else digits[n]
        if in_more:
            most, numbers = most | 1 << n, in_more
    return most, (numbers & -numbers).bit_length() - 1 if numbers else 0
