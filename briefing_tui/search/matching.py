"""What a query looks for, as terms of the analysis.

Every word of a query becomes a `Word`: groups of terms, any of which makes a match. A leaf of the
query becomes chains of words that must follow each other; most chains are of one word. The index is
asked for the same terms that `marking` looks for in a text, so that what is marked is what matched.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from briefing_tui.search.analysis import (
    CAPITALS,
    FOLDED,
    LONGEST_TERM,
    capitals,
    is_stop_word,
    may_be_stemmed,
    places,
    spelling,
    word_of,
)
from briefing_tui.search.languages import stem
from briefing_tui.search.tree import (
    PLAIN_FIELDS,
    And,
    Field,
    Fuzzy,
    Leaf,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)
from briefing_tui.text import fold, is_acronym

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefing_tui.search.tree import Node, Query


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is looked for.

    `forms` are its spellings and stems: a group's terms never share a place, while the groups may
    describe the same places. `prefixes` match every term that begins so, and a `pattern` every
    spelling that it tells.
    """

    forms: tuple[tuple[str, ...], ...] = ()
    prefixes: tuple[str, ...] = ()
    pattern: Pattern | None = None

    @property
    def is_open(self) -> bool:
        """Whether its terms are known only when they are met."""
        return bool(self.prefixes) or self.pattern is not None

    def matches(self, terms: Sequence[str]) -> bool:
        """Tell whether a place with these terms is one."""
        if self.pattern is not None:
            return any(spelled(term) and self.pattern.tells(term) for term in terms)
        if self.prefixes:
            return any(term.startswith(self.prefixes) for term in terms)
        return any(form in terms for group in self.forms for form in group)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Spellings that are close to a word, or of a form with `*` in it; both are compared folded."""

    text: str
    """Folded."""
    changes: int | None = None
    """At most so many; None for a form."""

    def tells(self, spelling: str) -> bool:
        """Tell whether a spelling is one."""
        if self.changes is None:
            return bool(_form(self.text)(fold(spelling)))
        return self.changes_of(spelling) <= self.changes

    def changes_of(self, spelling: str) -> int:
        """Give how many changes a spelling is away; any number above `changes` if it is none."""
        distance: int = OSA.distance(self.text, fold(spelling), score_cutoff=self.changes)
        return distance

    def among(self, folded: Sequence[str]) -> list[int]:
        """Give the places of those that are among many folded spellings, the closest first."""
        if self.changes is None:
            match = _form(self.text)
            head, *_, tail = self.text.split("*")
            # Looking at the ends first takes a quarter of the time.
            return [
                at
                for at, word in enumerate(folded)
                if word.endswith(tail) and word.startswith(head) and match(word)
            ]
        return [
            at
            for _, _, at in process.extract(
                self.text, folded, scorer=OSA.distance, score_cutoff=self.changes, limit=None
            )
        ]


@lru_cache(maxsize=64)
def _form(text: str) -> Callable[[str], object]:
    return re.compile("(?s)" + ".*".join(map(re.escape, text.split("*")))).fullmatch


def spelled(term: str) -> bool:
    """Tell whether a term is a spelling: no folded form, no stem, no capitals."""
    return not term.startswith((FOLDED, CAPITALS))


Chain = tuple[Word, ...]
LABELS = frozenset({"topic", "region", "kind", "lang"})
"""Fields of tags, in which `us` is a region and `en` a language and no function word."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leaf of a query that is to be found, and the fields it is looked for in."""

    leaf: Leaf
    fields: frozenset[str]

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and neither a phrase nor a pattern."""
        return isinstance(self.leaf, Term)

    @property
    def parts(self) -> tuple[Wanted, ...]:
        """The words of a hyphenated one; none when these are no words: `B-52`, `e-mail`."""
        if not isinstance(self.leaf, Term) or self.leaf.exact:
            return ()
        parts = self.leaf.text.split("-")
        if len(parts) < 2 or not all(part.isalpha() and len(part) > 1 for part in parts):
            return ()
        return tuple(Wanted(Term(part), self.fields) for part in parts if not is_stop_word(part))

    def chains(self, languages: frozenset[str]) -> tuple[Chain, ...]:
        """Give the chains of words any of which matches.

        Args:
            languages: primary language tags of the texts that are searched; a word of a query may
                be a word of any of them.
        """
        return _chains(self.leaf, languages, self.fields <= LABELS)


def wanted(query: Query) -> dict[Wanted, int]:
    """Give what a query wants to find, in order: its leaves, but for those that it excludes.

    Each with how often it is there: who writes a word twice means it.
    """
    return Counter(_leaves(query.tree, PLAIN_FIELDS))


def weighed(leaves: Mapping[Wanted, int]) -> dict[Wanted, float]:
    """Give what is to be scored, with its weight: half of a hyphenated word goes to its parts.

    So `boundary-layer` raises what speaks of the layers of a boundary; it does not find it.
    """
    out: dict[Wanted, float] = {}
    for want, times in leaves.items():
        parts = want.parts
        for each in (want, *parts):
            out[each] = out.get(each, 0.0) + (times / 2 if parts else times)
    return out


def _leaves(node: Node | None, fields: frozenset[str]) -> Iterator[Wanted]:
    if isinstance(node, Field):
        yield from _leaves(node.node, frozenset({node.name}))
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part, fields)
    elif isinstance(node, Leaf):
        yield Wanted(node, fields)


@lru_cache(maxsize=4096)
def _chains(leaf: Leaf, languages: frozenset[str], label: bool) -> tuple[Chain, ...]:
    if isinstance(leaf, Prefix):
        begin = fold(leaf.text).replace("-", "").replace("'", "")
        return ((Word(prefixes=(begin[:LONGEST_TERM], FOLDED + begin[:LONGEST_TERM])),),)
    if isinstance(leaf, Wildcard | Fuzzy):
        text = fold(leaf.text).replace("-", "").replace("'", "")
        changes = leaf.changes if isinstance(leaf, Fuzzy) else None
        return ((Word(pattern=Pattern(text, changes)),),)
    exact = isinstance(leaf, Phrase) or leaf.exact
    found = list(places(leaf.text, ""))
    line = [place for place in found if place.step]
    if exact:
        return (tuple(_exact(leaf.text[p.start : p.end]) for p in line),)
    if len(line) == 1 and not label:
        return ((_alone(leaf.text[line[0].start : line[0].end], languages),),)
    chain = tuple(_any_form(leaf.text[p.start : p.end], languages) for p in line)
    if len(found) != len(line) + 1:
        return (chain,)
    joined = next(place for place in found if not place.step)
    return chain, (_forms(joined.terms[0], languages),)


def _exact(chunk: str) -> Word:
    word, fixed = word_of(chunk)
    if fixed:
        return Word(((word,),))
    if is_acronym(word):
        return Word(((CAPITALS + capitals(word),),))
    return Word(((spelling(chunk)[:LONGEST_TERM],),))


def _alone(chunk: str, languages: frozenset[str]) -> Word:
    word, _ = word_of(chunk)
    if is_stop_word(word):
        forms = dict.fromkeys((capitals(word.upper()), capitals(fold(word).upper())))
        return Word(tuple((CAPITALS + form,) for form in forms))
    return _any_form(chunk, languages)


def _any_form(chunk: str, languages: frozenset[str]) -> Word:
    word, fixed = word_of(chunk)
    if fixed:
        return Word(((word,),))
    return _forms(word, languages, acronym=is_acronym(word))


def _forms(word: str, languages: frozenset[str], *, acronym: bool = False) -> Word:
    forms = dict.fromkeys([fold(word)])
    if may_be_stemmed(word, acronym):
        stems = (stem(word, language) for language in sorted(languages))
        # One letter tells nothing: Turkish takes `time` for an ending of `t`.
        forms.update(dict.fromkeys(form for form in stems if len(form) > 1))
    return Word(tuple(_group(form) for form in forms if form))


def _group(form: str) -> tuple[str, ...]:
    return form[:LONGEST_TERM], FOLDED + form[:LONGEST_TERM]
