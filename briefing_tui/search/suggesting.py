"""Other words for those of a query that stand nowhere: offered, never searched by themselves."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing_tui.search.analysis import is_stop_word, places, spelling, word_of
from briefing_tui.search.matching import Pattern, Wanted, wanted
from briefing_tui.search.tree import Phrase, Term
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing_tui.search.ranking import Evaluation
    from briefing_tui.search.segments import View
    from briefing_tui.search.tree import Query

_SHORT = 4  # letters up to which one change is all that leaves a word itself
_SHORTEST = 3
_MOST_CLOSE = 5  # words that are tried for each of a phrase
_MOST_TRIED = 15  # phrases; looking for one takes some milliseconds
_FIELDS = frozenset({"title", "takeaway", "body", "author", "topic", "region", "kind"})
"""Fields of words; what addresses are made of is no better word than what was typed."""


def did_you_mean(query: Query, view: View, evaluation: Evaluation) -> str:
    """Give the query with close words for each word and phrase of it that stands nowhere.

    Of words as close, the one in most documents; a phrase gets one that stands somewhere as a
    whole, with other words for those of its own that stand nowhere, or for one of them. Empty when
    there is nothing to offer; beginnings, patterns and exclusions are left as they are.
    """
    text = query.text
    for want in wanted(query):
        leaf = want.leaf
        if not isinstance(leaf, Term | Phrase) or evaluation.having(want):
            continue
        if isinstance(leaf, Phrase) or leaf.exact:
            other = _phrase(leaf.text, want.fields, view, evaluation)
        else:
            other = next(_close(leaf.text, want.fields, view), "")
        # What stands before a colon was meant for a field, which is told elsewhere.
        typed = r"\s+".join(map(re.escape, leaf.text.split()))
        place = re.search(rf"(?<!\w){typed}(?!\w|:\S)", text, re.IGNORECASE)
        if other and place:
            text = text[: place.start()] + other + text[place.end() :]
    return text if text != query.text else ""


def _close(chunk: str, fields: frozenset[str], view: View) -> Iterator[str]:
    """Give the words of some fields that are spelled nearly as another, the closest first."""
    word, fixed = word_of(chunk)
    if fixed or len(word) < _SHORTEST or not word.isalpha() or is_stop_word(word):
        return
    folded = fold(word)
    pattern = Pattern(folded, 1 if len(folded) <= _SHORT else 2)
    fields = fields & _FIELDS or fields
    known = view.spellings(fields)
    found = []
    for at in pattern.among(known.folded):
        close = known.words[at]
        if len(close) >= _SHORTEST and close.isalpha() and close != spelling(word):
            documents = sum(
                segment.documents(field, close) for segment in view.segments for field in fields
            )
            found.append((pattern.changes_of(close), -documents, close))
    yield from (close for *_, close in sorted(found))


def _phrase(text: str, fields: frozenset[str], view: View, evaluation: Evaluation) -> str:
    """Give a phrase with other words that stands somewhere in some fields, or nothing."""

    def stands(phrase: str) -> bool:
        return bool(evaluation.having(Wanted(Phrase(phrase), fields)))

    words = [(place.start, place.end) for place in places(text, "") if place.step]
    unknown = [(start, end) for start, end in words if not stands(text[start:end])]
    # From the last to the first, so that those before keep their places.
    for start, end in reversed(unknown[1:]):
        other = next(_close(text[start:end], fields, view), "")
        if not other:
            return ""
        text = text[:start] + other + text[end:]
    changed = (
        text[:start] + other + text[end:]
        for start, end in unknown[:1] or words
        for other in islice(_close(text[start:end], fields, view), _MOST_CLOSE)
    )
    return next(filter(stands, islice(changed, _MOST_TRIED)), "")
