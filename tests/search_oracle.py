"""A search that obeys the contract of `briefing_tui.search.Index` by looking through every text.

It keeps the documents in a dict, has no postings, positions, segments or scores, and is what the
real index is compared with.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from math import log

from briefing_tui.results import FACETS, Facet
from briefing_tui.search import Alike, Answer, Match
from briefing_tui.search.analysis import is_stop_word, places, word_of
from briefing_tui.search.languages import primary
from briefing_tui.search.marking import Finder
from briefing_tui.search.matching import Wanted
from briefing_tui.search.matching import wanted as wanted_leaves
from briefing_tui.search.schema import readable
from briefing_tui.search.snippets import found_in
from briefing_tui.search.tree import (
    PLAIN_FIELDS,
    And,
    Dates,
    Every,
    Field,
    Fuzzy,
    Has,
    Is,
    Not,
    Or,
    Term,
    Wildcard,
)
from briefing_tui.text import fold, is_acronym


class Oracle:
    def __init__(self):
        self._documents = {}

    @classmethod
    def open(cls, folder):
        return cls()

    def close(self):
        pass

    def manifest(self):
        return {document.slug: document.stamp for document in self._documents.values()}

    def update(self, put, remove=()):
        put = list(put)
        for slug in [*remove, *(document.slug for document in put)]:
            self._documents.pop(slug, None)
        self._documents.update((document.slug, document) for document in put)

    def search(
        self,
        query,
        *,
        limit=20,
        sort="relevance",
        within=None,
        filters=None,
        narrowed=None,
        facets=False,
        wanted=lambda: True,
    ):
        if query.tree is None:
            return Answer()
        if not wanted():
            return Answer(complete=False)
        self._filters = filters or {}
        allowed = [d for d in self._documents.values() if within is None or d.slug in within]
        strict = [d for d in allowed if self._holds(query.tree, d)]
        loose = []
        held, words = query.loosened()
        if len(words) > 1:
            loose = [
                d
                for d in allowed
                if d not in strict
                and any(self._holds(word, d) for word in words)
                and all(self._holds(node, d) for node in held)
            ]
        narrowed = narrowed or {}
        counted = ()
        if facets:
            names = (*FACETS, "is") if self._filters else FACETS
            counted = tuple(self._counted(name, narrowed, strict, loose) for name in names)
        strict, loose = ([d for d in each if self._fits(d, narrowed)] for each in (strict, loose))
        found = [*_sorted(strict, sort), *_sorted(loose, sort)][: max(0, limit)]
        leaves = wanted_leaves(query)
        matches = []
        for document in found:
            finder = Finder(leaves, self._languages, document.lang)
            hits, snippet = found_in(readable(document), finder)
            matches.append(Match(document.slug, document in loose, snippet, hits))
        messages = ("no briefing has all the words",) if loose and not strict else ()
        return Answer(tuple(matches), len(strict) + len(loose), len(strict), messages, counted)

    def alike(self, slug, texts, lang, limit=20):
        words = {}
        for text in texts:
            for place in places(text, lang):
                word, _ = word_of(text[place.start : place.end])
                if place.step and _tells(word):
                    words.setdefault(fold(word), word)
        documents = self._documents
        having = {
            word: {
                each
                for each, document in documents.items()
                if self._holds(Term(word), document, frozenset({"title", "takeaway"}))
            }
            for word in words.values()
        }
        most = max(2, len(documents) // 4)
        telling = [word for word, slugs in having.items() if 2 <= len(slugs) <= most]
        rarest = sorted(telling, key=lambda word: (len(having[word]), word))[:20]
        found = []
        for each in documents.keys() - {slug}:
            shared = tuple(word for word in rarest if each in having[word])
            if len(shared) >= 3:
                score = sum(log(len(documents) / len(having[word])) for word in shared)
                found.append(Alike(each, shared, score))
        return tuple(sorted(found, key=lambda alike: (-alike.score, alike.slug))[:limit])

    @property
    def _languages(self):
        return frozenset(primary(document.lang) for document in self._documents.values())

    def _values(self, document, facet):
        if facet == "is":
            return {name for name, slugs in self._filters.items() if document.slug in slugs}
        return _values(document, facet)

    def _fits(self, document, narrowed):
        for facet, values in narrowed.items():
            had, wanted = self._values(document, facet), set(values)
            if facet == "is":
                if not wanted <= had:
                    return False
            elif not (had & wanted or ("" in wanted and not had)):
                return False
        return True

    def _counted(self, name, narrowed, strict, loose):
        dates = ("year", "month")
        own = dates if name in dates else (name,) if name != "is" else ()
        others = {facet: values for facet, values in narrowed.items() if facet not in own}
        base = [d for d in strict if self._fits(d, others)]
        base = base or [d for d in loose if self._fits(d, others)]
        counts = Counter(value for document in base for value in self._values(document, name))
        without = sum(not self._values(document, name) for document in base)
        if name in dates:
            order = sorted(counts.items(), reverse=True)
        else:
            order = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        return Facet(name, tuple(order), without)

    def _holds(self, node, document, fields=PLAIN_FIELDS):
        if isinstance(node, And):
            return all(self._holds(part, document, fields) for part in node.parts)
        if isinstance(node, Or):
            return any(self._holds(part, document, fields) for part in node.parts)
        if isinstance(node, Not):
            return not self._holds(node.node, document, fields)
        if isinstance(node, Field):
            return self._holds(node.node, document, frozenset({node.name}))
        if isinstance(node, Every):
            return True
        if isinstance(node, Has):
            return bool(_had(document)[node.name])
        if isinstance(node, Is):
            return document.slug in self._filters.get(node.name, ())
        if isinstance(node, Dates):
            known = {"date": [document.date], "accessed": document.accessed}
            return any(_lies_in(day, node) for field in fields for day in known[field] if day)
        if isinstance(node, Wildcard | Fuzzy):
            return any(
                _is_like(word, node)
                for name, texts in document.texts().items()
                if name in fields
                for text in texts
                for place in places(text, document.lang)
                for word in place.terms
                if word[0] not in "~^"
            )
        return any(
            _follow(chain, list(places(text, document.lang)))
            for name, texts in document.texts().items()
            if name in fields
            for text in texts
            for chain in Wanted(node, fields).chains(self._languages)
        )


def _tells(word):
    return is_acronym(word) or (len(word) > 3 and word.isalpha() and not is_stop_word(word))


def _values(document, facet):
    if facet == "month":
        return {document.date[:7]} - {""}
    return {
        "topic": set(document.topics),
        "region": set(document.regions),
        "author": set(document.authors),
        "kind": {document.kind},
        "lang": {document.lang},
        "year": {document.date[:4]},
    }[facet] - {""}


def _had(document):
    return {
        "takeaways": document.takeaways,
        "notes": document.notes,
        "sources": document.sources,
        "authors": document.authors,
        "topics": document.topics,
        "regions": document.regions,
        "kind": document.kind,
        "lang": document.lang,
        "date": document.date,
        "accessed": document.accessed,
    }


def _lies_in(day, dates):
    """Tell whether all days of a date lie between two."""
    year, month, date = ([int(part) for part in day.split("-")] + [0, 0])[:3]
    every = [
        f"{year:04}-{m:02}-{d:02}"
        for m in ([month] if month else range(1, 13))
        for d in ([date] if date else range(1, monthrange(year, m)[1] + 1))
    ]
    return all(dates.first <= d and (not dates.last or d <= dates.last) for d in every)


def _is_like(spelling, node):
    word = fold(spelling)
    text = fold(node.text).replace("-", "").replace("'", "")
    if isinstance(node, Fuzzy):
        return _changes(text, word) <= node.changes
    return _has_form(text, word)


def _has_form(form, word):
    if not form:
        return not word
    if form[0] == "*":
        return any(_has_form(form[1:], word[at:]) for at in range(len(word) + 1))
    return word[:1] == form[0] and _has_form(form[1:], word[1:])


def _changes(one, other):
    """Count the letters put in, left out, replaced and exchanged, by the usual table."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _follow(chain, text):
    """Tell whether words of a chain follow each other somewhere."""
    position, standing = -1, {}
    for place in text:
        position += place.step
        standing.setdefault(position, []).append(place.terms)
    return any(
        all(
            any(word.matches(terms) for terms in standing.get(begin + at, ()))
            for at, word in enumerate(chain)
        )
        for begin in standing
    )


def _sorted(documents, sort):
    order = sorted(documents, key=lambda d: d.slug)
    order.sort(key=lambda d: d.date, reverse=True)
    if sort == "title":
        order.sort(key=lambda d: fold(d.title))
    return order
