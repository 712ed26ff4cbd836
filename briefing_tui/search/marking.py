"""Where a query's words stand in texts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing_tui.briefing import Hit
from briefing_tui.search.analysis import (
    CAPITALS,
    FOLDED,
    Place,
    chunks,
    is_shouted,
    places,
    read,
    strings,
)
from briefing_tui.search.languages import keeps_initial, primary
from briefing_tui.search.matching import Word, wanted
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import HitField
    from briefing_tui.search.matching import Chain, Wanted
    from briefing_tui.search.tree import Query


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
