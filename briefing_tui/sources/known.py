"""The sources that earlier notes cite in full, found by title, author and publisher."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from .cited import Source, own_sources, title_words
from .dates import flat
from .identity import name_key, words_of
from .wording import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .reading import ReadNote

MOST_CANDIDATES = 20
_MOST_COMPARED = 200_000
"""Names compared in one briefing: about a second's work."""


class Found(NamedTuple):
    """What answers to a name or title, and whether a reader should look at it."""

    sources: list[Source]
    how: str
    doubtful: bool = False


class Known:
    """The sources that earlier notes cite in full."""

    def __init__(self) -> None:
        self._new: list[ReadNote] = []
        """Their sources are not in the tables yet: most briefings never ask for one by its name."""
        self._titles: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self._openings: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self._authors: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self._publishers: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self._addresses: defaultdict[str, set[str]] = defaultdict(set)
        self._asked: dict[str, list[Source]] = {}
        """What an author's name was answered by since the last source came in."""
        self._left = _MOST_COMPARED

    def add(self, read: ReadNote) -> None:
        """Let what a note cites itself be found from now on."""
        self._new.append(read)

    def _learn(self) -> None:
        if self._new:
            self._asked.clear()
        for read in self._new:
            for source in own_sources(read):
                self._enter(source)
        self._new.clear()

    def _enter(self, source: Source) -> None:
        citation = source.citation
        key = source.key
        if citation.url and (name := name_key(citation)):
            self._addresses[name].add(key)
        for title in source.titles:
            if citation.title or " " in title:
                self._titles[title].setdefault(key, source)
                words = title.split(" ", 2)
                self._openings[words[0]].setdefault(key, source)
                self._openings[" ".join(words[:2])].setdefault(key, source)
        for author in source.authors:
            for word in words_of(author).split():
                if len(word) > 1:
                    self._authors[word].setdefault(key, source)
        if citation.publisher:
            self._publishers[words_of(citation.publisher)].setdefault(key, source)

    def _distinct(self, sources: Iterable[Source]) -> list[Source]:
        """Drop a source without an address where just one with an address has its name."""
        found = list(islice(sources, MOST_CANDIDATES))
        kept: list[Source] = []
        for source in found:
            name = name_key(source.citation)
            if not source.citation.url and len(self._addresses.get(name, ())) == 1:
                twin = [s for s in found if s.citation.url and name_key(s.citation) == name]
                if twin and twin[0].number < source.number:
                    continue
                if twin:
                    kept = [s for s in kept if s is not twin[0]]
            kept.append(source)
        return kept

    def titled(self, title: str, *, quoted: bool = False) -> Found:
        """Find the sources of that title, or else those whose title begins so.

        One word is enough when it is `quoted`, and but one title begins with it.
        """
        self._learn()
        key = title_words(title)
        if exact := self._titles.get(key):
            return Found(self._distinct(exact.values()), "same title")
        words = key.split()
        if len(words) < 2:
            only = self._distinct(self._openings.get(key, {}).values()) if quoted else []
            return Found(only if len(only) == 1 else [], "shortened title", doubtful=True)
        begun = self._openings.get(" ".join(words[:2]), {}).values()
        short = (s for s in begun if any(f"{t} ".startswith(f"{key} ") for t in s.titles))
        return Found(self._distinct(short), "shortened title")

    def by_author(self, name: str, year: str = "") -> Found:
        """Find the works of the author or authors named, of the year given if any."""
        self._learn()
        found = self._by(name)
        if year:
            found = [s for s in found if (s.citation.date or _year_in(s) or year)[:4] == year]
        if len(found) > 1:
            # `Martin, op. cit.` is Ann Martin rather than Martin Luther.
            found = [s for s in found if not _is_only_given(name, s)] or found
            if len(found) > 1 and not _OTHERS.search(flat(name)):
                # Who writes alone is not named as one of two.
                alone = [s for s in found if len(s.authors) == len(_persons(name))]
                if len(alone) == 1 and len(alone) < len(found):
                    return Found(alone, "same author", doubtful=True)
        doubtful = any(_is_only_given(name, s) for s in found) or (
            bool(year) and any(not (s.citation.date or _year_in(s)) for s in found)
        )
        return Found(self._distinct(found), "same author", doubtful)

    def by_author_and_title(self, name: str, title: str) -> Found:
        """Find the works of an author in whose title the words stand."""
        self._learn()
        key = title_words(title)
        works = list(self._by(name))
        same = [s for s in works if key in s.titles]
        if same or not key:
            return Found(self._distinct(same), "same title")
        begun = [s for s in works if any(f"{t} ".startswith(f"{key} ") for t in s.titles)]
        found = begun or [s for s in works if s.citation.title and f" {key} " in f" {s.titles[0]} "]
        return Found(self._distinct(found), "shortened title")

    def _by(self, name: str) -> list[Source]:
        words = [w for person in _persons(name) for w in words_of(person).split() if len(w) > 1]
        pools = [self._authors.get(w, {}) for w in words if w not in PARTICLES]
        smallest = min(pools, key=len, default={})
        if name not in self._asked:
            # Only a file made for it has thousands of authors who share their names by halves.
            self._left -= len(smallest)
            found = (s for s in smallest.values() if wrote(name, s)) if self._left >= 0 else ()
            self._asked[name] = list(islice(found, MOST_CANDIDATES))
        return self._asked[name]

    def published_by(self, name: str) -> Found:
        """Find what a paper or agency has published."""
        self._learn()
        found = self._publishers.get(words_of(name), {}).values()
        # There was one piece of it in the notes, but papers print many.
        return Found(self._distinct(found), "same publisher", doubtful=True)


_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_AND = re.compile(r"(?:(?<!\w)(?:and|ve|ile|и|und|et|y|e)(?!\w)|&|,|/|(?<=\s)[–—-](?=\s))\s*")
_OTHERS = re.compile(
    r"(?<!\w)(?:et\.?\s?al|vd|v\.\s?d|и\s?др|u\.\s?a|and\sothers|y\sotros|e\.\s?a)(?!\w)\.?"
)


def _year_in(source: Source) -> str:
    """Give the only year among the words of a source that has no other date."""
    years = set(_YEAR.findall(source.words)) if not source.citation.title else set()
    return years.pop() if len(years) == 1 else ""


def _persons(name: str) -> list[str]:
    """Divide `Doe and Roe`, `Doe, J., Roe, R.`, `Иванов И. И. и др.` into persons, folded."""
    out: list[str] = []
    for piece in _AND.split(_OTHERS.sub(" ", flat(name))):
        if not piece.strip(" ."):
            continue
        if out and not re.search(r"[^\W\d_]{2}", piece):
            out[-1] += f" {piece}"
        else:
            out.append(piece)
    return out


def wrote(name: str, source: Source) -> bool:
    """Tell whether every person in `name` may be one of a source's authors."""
    persons = _persons(name)
    if any(is_family(name, author) for author in source.authors):
        return True
    return bool(persons) and all(any(is_family(p, a) for a in source.authors) for p in persons)


def is_family(name: str, cited: str) -> bool:
    """Tell whether `name` may stand for the author `cited`: `Doe` or `Doe, J.` for `Jane Doe`.

    Every whole word must be one of the author's, every initial begin one of the others.
    """
    words = re.findall(r"[^\W\d_]+", flat(name))
    own = re.findall(r"[^\W\d_]+", flat(cited))
    whole = [word for word in words if len(word) > 1]
    if not whole or any(word not in own for word in whole if word not in PARTICLES):
        return False
    left = [word for word in own if word not in whole]
    initials = [word for word in words if len(word) == 1]
    return not left or all(any(word[0] == letter for word in left) for letter in initials)


def _is_only_given(name: str, source: Source) -> bool:
    """Tell whether `name` is but the given name of a source's author: `Jane` of `Jane Doe`."""
    words = [w for w in words_of(name).split() if len(w) > 1]
    if len(words) != 1:
        return False
    named = [a for a in source.authors if words[0] in words_of(a).split()]
    return bool(named) and all(_given(a) == words[0] for a in named)


def _given(author: str) -> str:
    """Give the first word of `Jane Doe`; names written family first have none to tell."""
    words = words_of(author).split()
    inverted = "," in author or len(words) < 2 or any(len(w) == 1 for w in words[1:])
    # `Jane M. Doe` has an initial, too, but its last word is whole.
    if inverted and not ("," not in author and len(words) > 2 and len(words[-1]) > 1):
        return ""
    return words[0]
