"""Which documents speak of the same things: the telling words that they share with a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.search.analysis import is_stop_word, places, word_of
from briefing_tui.search.document import Alike
from briefing_tui.search.matching import Wanted
from briefing_tui.search.tree import Term
from briefing_tui.text import fold, is_acronym

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.search.ranking import Evaluation

_FIELDS = frozenset({"title", "takeaway"})  # what it is about; a body has a bit of all
_SHORTEST = 4  # letters of a word that tells anything; acronyms have fewer
_MOST = 20  # words that are compared: the rarest
_FEWEST = 3  # words that two texts share before they are called alike
_COMMON = 4  # a word that is in more than one of so many documents tells nothing


def alike(
    slug: str, texts: Iterable[str], lang: str, limit: int, by: Evaluation
) -> tuple[Alike, ...]:
    """Give the documents that share most telling words with texts.

    Args:
        slug: of the document that the texts are from; it is not among them.
        texts: what it is about: its title and takeaways.
        lang: of the texts, as a BCP 47 tag, or empty.
        limit: how many to give at most.
        by: an evaluation of any query.
    """
    words: dict[str, str] = {}
    for text in texts:
        for place in places(text, lang):
            word, _ = word_of(text[place.start : place.end])
            if place.step and _tells(word):
                words.setdefault(fold(word), word)
    most = max(2, by.documents // _COMMON)
    found = {word: by.having(Wanted(Term(word), _FIELDS)) for word in words.values()}
    having = {word: numbers for word, numbers in found.items() if 1 < len(numbers) <= most}
    rarest = sorted(having, key=lambda word: (len(having[word]), word))[:_MOST]
    shared: dict[int, list[str]] = {}
    for word in rarest:
        for number in having[word]:
            shared.setdefault(number, []).append(word)
    out = [
        Alike(by.slug(number), tuple(told), sum(by.rarity(len(having[word])) for word in told))
        for number, told in shared.items()
        if len(told) >= _FEWEST
    ]
    out = [each for each in out if each.slug != slug]
    return tuple(sorted(out, key=lambda each: (-each.score, each.slug))[:limit])


def _tells(word: str) -> bool:
    if is_acronym(word):
        return True
    return len(word) >= _SHORTEST and word.isalpha() and not is_stop_word(word)
