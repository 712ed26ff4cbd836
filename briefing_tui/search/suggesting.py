"""Other words for those of a query that stand nowhere: offered, never searched by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.search.analysis import is_stop_word, word_of
from briefing_tui.search.matching import Pattern, wanted
from briefing_tui.search.tree import Term
from briefing_tui.text import fold

if TYPE_CHECKING:
    from briefing_tui.search.ranking import Evaluation
    from briefing_tui.search.segments import View
    from briefing_tui.search.tree import Query

_SHORT = 4  # letters up to which one change is all that leaves a word itself
_SHORTEST = 3
_FIELDS = frozenset({"title", "takeaway", "body", "author", "topic", "region", "kind"})
"""Fields of words; what addresses are made of is no better word than what was typed."""


def did_you_mean(query: Query, view: View, evaluation: Evaluation) -> str:
    """Give the query with each word that stands nowhere changed to the closest that does.

    Of those as close, the one in most documents. Empty when there is nothing to offer; phrases,
    exact words, beginnings and exclusions are left as they are.
    """
    text = query.text
    for want in wanted(query):
        leaf = want.leaf
        if not isinstance(leaf, Term) or leaf.exact or evaluation.having(want):
            continue
        word, fixed = word_of(leaf.text)
        if fixed or len(word) < _SHORTEST or not word.isalpha() or is_stop_word(word):
            continue
        other = _closest(word, want.fields, view)
        # What stands before a colon was meant for a field, which is told elsewhere.
        place = re.search(rf"(?<!\w){re.escape(leaf.text)}(?!\w|:\S)", text, re.IGNORECASE)
        if other and place:
            text = text[: place.start()] + other + text[place.end() :]
    return text if text != query.text else ""


def _closest(word: str, fields: frozenset[str], view: View) -> str:
    folded = fold(word)
    pattern = Pattern(folded, 1 if len(folded) <= _SHORT else 2)
    documents: dict[str, int] = {}
    fields = fields & _FIELDS or fields
    known = view.spellings(fields)
    for at in pattern.among(known.folded):
        spelling = known.words[at]
        if len(spelling) >= _SHORTEST and spelling.isalpha():
            documents[spelling] = sum(
                segment.documents(field, spelling) for segment in view.segments for field in fields
            )
    near = {spelling: pattern.changes_of(spelling) for spelling in documents}
    return min(documents, key=lambda s: (near[s], -documents[s], s), default="")
