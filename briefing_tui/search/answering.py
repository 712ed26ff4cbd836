"""One search over one view of the index: what matches, in which order, and what is told of it."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.results import FACETS, Facet
from briefing_tui.search.document import Answer, Match
from briefing_tui.search.marking import Finder
from briefing_tui.search.matching import wanted, weighed
from briefing_tui.search.nearness import CANDIDATES, gains
from briefing_tui.search.ranking import Evaluation
from briefing_tui.search.snippets import found_in
from briefing_tui.search.suggesting import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from briefing_tui.results import FacetName, Sort
    from briefing_tui.search.segments import View
    from briefing_tui.search.tree import Query


_DATES: frozenset[FacetName] = frozenset({"year", "month"})
_IS: frozenset[FacetName] = frozenset({"is"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, as `Index.search` is asked for it."""

    query: Query
    limit: int
    sort: Sort
    within: Collection[str] | None
    filters: Mapping[str, Collection[str]]
    narrowed: Mapping[FacetName, Collection[str]]
    facets: bool
    wanted: Callable[[], bool]


def answer(view: View, asked: Asked) -> Answer:
    """Answer a search.

    Raises:
        GivenUpError: it is not wanted any more.
        DamagedError: the index cannot be read.
    """
    query, limit = asked.query, max(0, asked.limit)
    evaluation = Evaluation(view, asked.filters, asked.wanted)
    strict = evaluation.matching(query.tree) if query.tree is not None else set()
    loose = evaluation.loosely(query) - strict
    if asked.within is not None:
        allowed = view.numbered(asked.within)
        strict &= allowed
        loose &= allowed
    facets = _facets(view, asked, strict, loose) if asked.facets else ()
    for name in asked.narrowed:
        having = _having(view, asked, name)
        strict &= having
        loose &= having
    leaves = wanted(query)
    scored = weighed(leaves)
    scores = evaluation.scores(scored)
    ranked = strict if len(strict) >= CANDIDATES else strict | loose
    for number, gain in gains(scored, scores, ranked, evaluation).items():
        scores[number] += gain
    order = _sorted(strict, view, scores, asked.sort, limit)
    if len(order) < limit:
        order += _sorted(loose, view, scores, asked.sort, limit - len(order))
    told = evaluation.told
    finders: dict[str, Finder] = {}
    matches = []
    for number in order:
        evaluation.look_up()
        lang, texts = view.texts(number)
        if lang not in finders:
            finders[lang] = Finder(leaves, view.languages, lang, told)
        hits, snippet = found_in(texts, finders[lang], evaluation.fields_with(leaves, number))
        score = scores.get(number, 0.0)
        matches.append(Match(view.slug(number), number in loose, snippet, hits, score))
    return Answer(
        matches=tuple(matches),
        total=len(strict) + len(loose),
        strict=len(strict),
        messages=("no briefing has all the words",) if loose and not strict else (),
        facets=facets,
        did_you_mean="" if strict else did_you_mean(query, view, evaluation),
    )


def _facets(view: View, asked: Asked, strict: set[int], loose: set[int]) -> tuple[Facet, ...]:
    """Count what matches by its values: of each facet, under what the others are narrowed to.

    So a count tells what would be found with that value in the place of the facet's present ones;
    year and month are one in this. What a briefing `is`, it is besides: what is told of that would
    be found with that value, too.
    """
    having = {name: _having(view, asked, name) for name in asked.narrowed}
    out = []
    for name in (*FACETS, *_IS) if asked.filters else FACETS:
        own = _DATES if name in _DATES else {name} - _IS
        others = [found for other, found in having.items() if other not in own]
        # Where nothing matches all of the words, what matches some is what is listed.
        counted = strict.intersection(*others) or loose.intersection(*others)
        known = _known(view, asked, name)
        values = {value: len(counted & found) for value, found in known.items()}
        order = sorted((value for value, count in values.items() if count), reverse=name in _DATES)
        if name not in _DATES:
            order.sort(key=values.__getitem__, reverse=True)
        without = len(counted - _having_any(view, known, name))
        out.append(Facet(name, tuple((value, values[value]) for value in order), without))
    return tuple(out)


def _having(view: View, asked: Asked, name: FacetName) -> set[int]:
    known = _known(view, asked, name)
    found = [known.get(value, set()) for value in asked.narrowed[name]]
    if name in _IS:
        return set(view.living).intersection(*found)
    if "" in asked.narrowed[name]:
        found.append(set(view.living - _having_any(view, known, name)))
    return set().union(*found)


def _having_any(
    view: View, known: Mapping[str, set[int]], name: FacetName
) -> frozenset[int] | set[int]:
    return set().union(*known.values()) if name in _IS else view.labelled(name)


def _known(view: View, asked: Asked, name: FacetName) -> Mapping[str, set[int]]:
    """Give the documents that have each value of a facet."""
    if name in _IS:
        return {flag: view.numbered(slugs) for flag, slugs in asked.filters.items()}
    return view.labels(name)


def _sorted(
    numbers: set[int], view: View, scores: dict[int, float], sort: Sort, most: int
) -> list[int]:
    """Give the first `most` documents in the order that is asked for."""
    if most <= 0:
        return []
    if sort == "relevance" and len(numbers) > most:
        # Of what is worse than the last that is shown, nothing has to be read.
        worth = heapq.nlargest(most, (scores.get(n, 0.0) for n in numbers))[-1]
        numbers = {n for n in numbers if scores.get(n, 0.0) >= worth}
    order = sorted(numbers, key=view.slug)
    order.sort(key=lambda n: view.card(n).date, reverse=True)
    if sort == "title":
        order.sort(key=lambda n: view.card(n).title)
    else:
        order.sort(key=lambda n: scores.get(n, 0.0), reverse=True)
        if sort == "date":
            order.sort(key=lambda n: view.card(n).date, reverse=True)
    return order[:most]
