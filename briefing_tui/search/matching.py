"""What a query looks for, as terms of the analysis; and where that stands in a text.

Every word of a query becomes a `Word`: groups of terms, any of which makes a match. A leaf of the
query becomes chains of words that must follow each other; most chains are of one word. The index is
asked for the same terms that are looked for in a text here, so that what is marked is what matched.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from briefing_tui.briefing import Hit
from briefing_tui.search.analysis import (
    CAPITALS,
    FOLDED,
    LONGEST_TERM,
    Place,
    capitals,
    chunks,
    is_shouted,
    is_stop_word,
    may_be_stemmed,
    places,
    read,
    spelling,
    strings,
    word_of,
)
from briefing_tui.search.languages import keeps_initial, primary, stem
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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefing_tui.briefing import HitField
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
        forms.update(dict.fromkeys(stem(word, language) for language in sorted(languages)))
    return Word(tuple(_group(form) for form in forms if form))


def _group(form: str) -> tuple[str, ...]:
    return form[:LONGEST_TERM], FOLDED + form[:LONGEST_TERM]


class Finder:
    """Finds a query's words in texts of one language.

    Args:
        asked: what is looked for, each once; its place here is the number that `marks` gives.
        languages: as for `Wanted.chains`.
        lang: the language of the texts, as a BCP 47 tag, or empty.
    """

    def __init__(self, asked: Iterable[Wanted], languages: frozenset[str], lang: str) -> None:
        self._asked = [(want.fields, want.chains(languages)) for want in asked]
        self._lang = primary(lang)
        words = {word for _, chains in self._asked for chain in chains for word in chain}
        self._open = [word for word in words if word.is_open]
        self._formed: dict[str, list[Word]] = {}
        for word in words:
            for form in (form for group in word.forms for form in group):
                self._formed.setdefault(form, []).append(word)
        self._terms = frozenset(self._formed)
        beginnings = [*self._formed, *(prefix for word in words for prefix in word.prefixes)]
        initials = {fold(start.lstrip(FOLDED + CAPITALS))[:1] for start in beginnings}
        # There are few letters, and very many words.
        self._may_begin = cache(
            lambda letter: fold(letter)[:1] in initials or not keeps_initial(letter, self._lang)
        )
        self._patterns = [word.pattern for word in words if word.pattern is not None]
        self._known = _Known(self, False), _Known(self, True)

    def marks(self, field: HitField, text: str) -> list[tuple[int, int, int]]:
        """Give start and end of each find in a text, and the number of what was found there."""
        here = [
            (n, chains) for n, (fields, chains) in enumerate(self._asked) if holds(fields, field)
        ]
        if not here:
            return []
        shouted = is_shouted(text)
        known = self._known[shouted]
        if not any(map(known.__getitem__, strings(text))):
            return []
        found = [
            (match.start() + start, match.start() + end, words)
            for match in chunks(text)
            for start, end, words in known[match.group()]
        ]
        seen = {word for _, _, words in found for word in words}
        out = []
        line: list[Place] = []
        for number, chains in here:
            for chain in chains:
                if len(chain) == 1:
                    out += [
                        (start, end, number) for start, end, words in found if chain[0] in words
                    ]
                elif seen.issuperset(chain):
                    line = line or list(places(text, self._lang))
                    out += [(start, end, number) for start, end in _chained(chain, line)]
        return sorted(out)

    def found(self, chunk: str, shouted: bool) -> tuple[_Found, ...]:
        """Give the places of a chunk where words are that are looked for."""
        if chunk.isalpha() and not self._may_hold(chunk):
            return ()  # stemming each word of twenty texts would take a third of a second
        out = []
        for place in read(chunk, self._lang, shouted):
            if self._terms.isdisjoint(place.terms) and not self._open:
                continue
            words = {word for term in place.terms for word in self._formed.get(term, ())}
            words.update(word for word in self._open if word.matches(place.terms))
            if words:
                out.append((place.start, place.end, words))
        return tuple(out)

    def _may_hold(self, word: str) -> bool:
        """Tell whether a word of letters may be one that is looked for."""
        if self._may_begin(word[0]):
            return True
        if not self._patterns:
            return False
        return word[:-1].isupper() or any(pattern.tells(word) for pattern in self._patterns)


_Found = tuple[int, int, set[Word]]


class _Known(dict[str, tuple[_Found, ...]]):
    """Chunk -> what is found in it; most words of a text are met again and again."""

    def __init__(self, finder: Finder, shouted: bool) -> None:
        self._finder, self._shouted = finder, shouted

    def __missing__(self, chunk: str) -> tuple[_Found, ...]:
        found = self[chunk] = self._finder.found(chunk, self._shouted)
        return found


def _chained(chain: Chain, text: Sequence[Place]) -> Iterator[tuple[int, int]]:
    line: list[list[Place]] = []
    for place in text:
        if place.step:
            line.append([place])
        else:
            line[-1].append(place)
    for at in range(len(line) - len(chain) + 1):
        matched = [
            next((p for p in line[at + i] if word.matches(p.terms)), None)
            for i, word in enumerate(chain)
        ]
        first, last = matched[0], matched[-1]
        if first is not None and last is not None and None not in matched:
            yield first.start, last.end


def united(stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put stretches in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return tuple(out)


def hits(
    query: Query, texts: Iterable[tuple[HitField, int, str, int]], lang: str
) -> tuple[Hit, ...]:
    """Tell where a query's words stand in texts: phrases as phrases, prefixes as prefixes.

    Args:
        query: as `parse_query` gives it; what it excludes is not looked for.
        texts: field, index, plain text and paragraph or 0; of a briefing or any part of it.
        lang: the language of the texts, as a BCP 47 tag, or empty.

    Returns:
        One hit for each text in which anything was found, in the order of `texts`.
    """
    finder = Finder(wanted(query), frozenset({primary(lang)}), lang)
    out = []
    for field, index, text, paragraph in texts:
        marked = united((start, end) for start, end, _ in finder.marks(field, text))
        if marked:
            out.append(Hit(field, index, marked, paragraph))
    return tuple(out)


def holds(fields: frozenset[str], field: HitField) -> bool:
    """Tell whether what is looked for in `fields` is marked in a text of `field`.

    A source is read in the note that cites it.
    """
    return field in fields or (field == "note" and "source" in fields)
