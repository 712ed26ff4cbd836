"""Where a query's words stand in texts."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing_tui.results import Hit
from briefing_tui.search.analysis import (
    FOLDED,
    chunks,
    is_divided_by_spaces,
    is_shouted,
    read,
    spelling,
)
from briefing_tui.search.beginnings import beginning, is_plain, starting
from briefing_tui.search.languages import beginnings, primary
from briefing_tui.search.matching import Word, wanted
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from briefing_tui.results import HitField
    from briefing_tui.search.matching import Chain, Pattern, Wanted
    from briefing_tui.search.tree import Query


class Finder:
    """Finds a query's words in texts of one language.

    Args:
        asked: what is looked for, each once; its place here is the number that `marks` gives.
        languages: as for `Wanted.chains`.
        lang: the language of the texts, as a BCP 47 tag, or empty.
        told: the spellings that each pattern tells of all that the texts have, where it is known.
    """

    def __init__(
        self,
        asked: Iterable[Wanted],
        languages: frozenset[str],
        lang: str,
        told: Mapping[Pattern, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self._asked = [(want.fields, want.chains(languages)) for want in asked]
        self._asked_in: dict[HitField, list[tuple[int, tuple[Chain, ...]]]] = {}
        self._lang = primary(lang)
        self.apart = {"author"}
        """Fields in which more may be marked than what stands in the index's field of that name."""
        if any("source" in fields and "note" not in fields for fields, _ in self._asked):
            self.apart.add("note")
            told = {}
        words = {word for _, chains in self._asked for chain in chains for word in chain}
        self._all = words
        self._open = [word for word in words if word.is_open and word.pattern not in told]
        self._patterns = [word.pattern for word in self._open if word.pattern is not None]
        self._formed: dict[str, list[Word]] = {}
        self._spelled: set[str] = set()
        for word in words:
            spelled = told.get(word.pattern, ()) if word.pattern is not None else ()
            self._spelled.update(spelled)
            for form in (*(form for group in word.forms for form in group), *spelled):
                self._formed.setdefault(form, []).append(word)
        stems = self._formed.keys() - self._spelled
        stems.update(prefix for word in words for prefix in word.prefixes)
        self._stems, self._begun = self._beginnings(stems)
        self._known = _Known(self, False), _Known(self, True)

    def _beginnings(
        self, stems: Iterable[str]
    ) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """Give what matches where a plain text may have a word with a stem, and any that is wanted.

        None where that cannot be told, and each word has to be looked at.
        """
        begun: set[str] = set()
        for stem in stems:
            known = beginnings(beginning(stem), self._lang)
            if not known:
                return None, None
            begun.update(letters[:_LETTERS] for letters in known)
        spelled = {beginning(spelling, _LETTERS_SPELLED) for spelling in self._spelled}
        if len(spelled) > _MOST_BEGINNINGS:
            spelled = {letters[:1] for letters in spelled}
        if self._patterns or not all(spelled):
            return starting(frozenset(begun)), None
        return starting(frozenset(begun)), starting(frozenset(begun | spelled))

    def marks(self, field: HitField, text: str) -> list[tuple[int, int, int]]:
        """Give start and end of each find in a text, and the number of what was found there."""
        here = self._asked_in.get(field)
        if here is None:
            here = self._asked_in[field] = [
                (n, found) for n, (fields, found) in enumerate(self._asked) if holds(fields, field)
            ]
        if not here:
            return []
        shouted = is_shouted(text)
        found = self._found(text, shouted)
        if not found:
            return []
        seen = {word for _, _, words in found for word in words}
        out = []
        line: list[list[_Found]] = []
        for number, chains in here:
            for chain in chains:
                if len(chain) == 1:
                    out += [
                        (start, end, number) for start, end, words in found if chain[0] in words
                    ]
                elif seen.issuperset(chain):
                    line = line or list(self._line(text, shouted))
                    out += [(start, end, number) for start, end in _chained(chain, line)]
        return sorted(out)

    def _found(self, text: str, shouted: bool) -> list[_Found]:
        """Give the places of a text where words are that are looked for."""
        known = self._known[shouted]
        if self._begun is None or not is_plain(text) or not is_divided_by_spaces(text):
            return [
                (match.start() + start, match.start() + end, words)
                for match in chunks(text)
                if self._may_hold(match.group())
                for start, end, words in known[match.group()]
            ]
        out: list[_Found] = []
        last = 0
        for match in self._begun.finditer(text):
            begin = match.start()
            if begin < last:
                continue
            while begin and not text[begin - 1].isspace():
                begin -= 1
            rest = _TO_SPACE.match(text, match.end())
            last = rest.end() if rest is not None else len(text)
            out += [
                (begin + start, begin + end, words) for start, end, words in known[text[begin:last]]
            ]
        return out

    def read(self, stretch: str, shouted: bool) -> tuple[_Found, ...]:
        """Give the places of a stretch without spaces where words are that are looked for."""
        out = []
        for match in chunks(stretch):
            chunk, at = match.group(), match.start()
            if not self._may_hold(chunk):
                continue
            # Its spelling tells a word without being stemmed; if that is all there is, it will do.
            if (
                chunk.isalpha()
                and self._words((spelling(chunk), FOLDED + fold(chunk))) == self._all
            ):
                out.append((at, at + len(chunk), self._all))
            else:
                for place in read(chunk, self._lang, shouted):
                    words = self._words(place.terms)
                    if words:
                        out.append((at + place.start, at + place.end, words))
        return tuple(out)

    def _words(self, terms: Sequence[str]) -> set[Word]:
        """Give the words that are looked for among those with any of these terms."""
        words = {word for term in terms for word in self._formed.get(term, ())}
        words.update(word for word in self._open if word.matches(terms))
        return words

    def _may_hold(self, chunk: str) -> bool:
        """Tell whether a chunk may hold a word that is looked for: to find out is dear."""
        if self._stems is None or not chunk.isalpha() or chunk[:-1].isupper():
            return True
        return (
            not is_plain(chunk)
            or self._stems.match(chunk) is not None
            or spelling(chunk) in self._spelled
            or any(pattern.tells(chunk) for pattern in self._patterns)
        )

    def _line(self, text: str, shouted: bool) -> Iterator[list[_Found]]:
        """Give what is found at each position of a text."""
        for match in chunks(text):
            chunk, at = match.group(), match.start()
            if chunk.isalpha() and not self._may_hold(chunk):
                yield []
                continue
            here: list[_Found] = []
            for number, place in enumerate(read(chunk, self._lang, shouted)):
                if number and place.step:
                    yield here
                    here = []
                here.append((at + place.start, at + place.end, self._words(place.terms)))
            if here:
                yield here


_Found = tuple[int, int, set[Word]]
_TO_SPACE = re.compile(r"\S*")
# Compiling takes 20 us for each letter of each.
_LETTERS = 5
_LETTERS_SPELLED = 3
_MOST_BEGINNINGS = 100


class _Known(dict[str, tuple[_Found, ...]]):
    """Stretch -> what is found in it; most words of a text are met again and again."""

    def __init__(self, finder: Finder, shouted: bool) -> None:
        self._finder, self._shouted = finder, shouted

    def __missing__(self, stretch: str) -> tuple[_Found, ...]:
        found = self[stretch] = self._finder.read(stretch, self._shouted)
        return found


def _chained(chain: Chain, line: Sequence[Sequence[_Found]]) -> Iterator[tuple[int, int]]:
    for at in range(len(line) - len(chain) + 1):
        matched = [
            next(((start, end) for start, end, words in line[at + i] if word in words), None)
            for i, word in enumerate(chain)
        ]
        first, last = matched[0], matched[-1]
        if first is not None and last is not None and None not in matched:
            yield first[0], last[1]


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
