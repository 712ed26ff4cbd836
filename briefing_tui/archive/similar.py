"""Which briefings are near to one, and by what: sources, subjects, authors, words in common."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.briefing import Similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefing_tui.briefing import Briefing, Citation, Entry
    from briefing_tui.search import Alike

# A source in common tells more than a subject in common: somebody wrote a topic to sort by it, but
# cites a page because a sentence rests on it.
_SOURCE, _TOPIC, _REGION, _AUTHOR, _WORDS = 3.0, 1.0, 0.7, 0.5, 0.25
_MOST_WORDS = 5
"""Of the words that two pieces share, as many count and are told."""


@dataclass(slots=True)
class _Common:
    """What a piece has in common with the one asked for."""

    score: float = 0.0
    sources: list[Citation] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    words: tuple[str, ...] = ()


def similar(
    briefing: Briefing,
    entries: Iterable[Entry],
    cited_by: Callable[[str], Iterable[tuple[str, int]]],
    alike: Iterable[Alike],
    limit: int,
) -> tuple[Similar, ...]:
    """Give the pieces near to a briefing, those it names in `related` first, in their order.

    What few pieces have in common counts for more than what many have, as in the ranking of a
    search: log(all / those that have it). Of a piece in several languages the version in the
    briefing's language is given, else the original. None when `related` is empty, which says so.

    Args:
        briefing: whose.
        entries: all briefings of the archive.
        cited_by: gives slug and note number of every note in the archive that rests on a source.
        alike: those that share words with it.
        limit: how many to give at most.
    """
    if briefing.related == ():
        return ()
    listed = {entry.slug: entry for entry in entries}
    original = {slug: _original(entry, listed) for slug, entry in listed.items()}
    own = original.get(briefing.slug, briefing.translation_of or briefing.slug)
    versions: dict[str, list[Entry]] = {}
    for slug, entry in listed.items():
        versions.setdefault(original[slug], []).append(entry)
    common: dict[str, _Common] = {}
    pieces = len(versions)
    for citation in _distinct(briefing):
        citing = {original[slug] for slug, _ in cited_by(citation.id) if slug in original} - {own}
        for piece in citing:
            found = common.setdefault(piece, _Common())
            found.score += _SOURCE * _rarity(pieces, len(citing) + 1)
            found.sources.append(citation)
    for values, weight, name in (
        (briefing.topics, _TOPIC, "topics"),
        (briefing.regions, _REGION, "regions"),
    ):
        having = _having(versions, name)
        for value in dict.fromkeys(values):
            for piece in having.get(value, set()) - {own}:
                found = common.setdefault(piece, _Common())
                found.score += weight * _rarity(pieces, len(having[value]))
                getattr(found, name).append(value)
    slugs = (a if isinstance(a, str) else a.slug for a in briefing.authors)
    having = _having(versions, "author_slugs")
    for author in dict.fromkeys(slugs):
        for piece in having.get(author, set()) - {own}:
            found = common.setdefault(piece, _Common())
            found.score += _AUTHOR * _rarity(pieces, len(having[author]))
            entry = next(e for e in versions[piece] if author in e.author_slugs)
            found.authors.append(entry.authors[entry.author_slugs.index(author)])
    for each in alike:
        piece = original.get(each.slug, own)
        if piece != own and not common.setdefault(piece, _Common()).words:
            found = common[piece]
            found.score += _WORDS * each.score * min(1.0, _MOST_WORDS / len(each.words))
            found.words = each.words[:_MOST_WORDS]
    named = [original[slug] for slug in briefing.related or () if slug in original]
    first = {piece: place for place, piece in enumerate(dict.fromkeys(named)) if piece != own}

    def order(piece: str) -> tuple[int, float, str]:
        near = common.get(piece)
        return first.get(piece, len(first)), -near.score if near else 0.0, piece

    out = []
    for piece in sorted({*first, *common}, key=order)[:limit]:
        near = common.get(piece, _Common())
        entry = _version(versions[piece], briefing.lang)
        out.append(
            Similar(
                entry,
                piece in first,
                tuple(near.sources),
                tuple(near.topics),
                tuple(near.regions),
                tuple(near.authors),
                near.words,
            )
        )
    return tuple(out)


def _original(entry: Entry, listed: Mapping[str, Entry]) -> str:
    return entry.translation_of if entry.translation_of in listed else entry.slug


def _distinct(briefing: Briefing) -> list[Citation]:
    cited = {
        citation.id: citation
        for note in reversed(briefing.footnotes)
        for citation in reversed(note.citations)
        if citation.id
    }
    return [*cited.values()][::-1]


def _having(versions: Mapping[str, list[Entry]], name: str) -> dict[str, set[str]]:
    """Give, for each topic or region, the pieces that have it."""
    out: dict[str, set[str]] = {}
    for piece, entries in versions.items():
        for entry in entries:
            for value in getattr(entry, name):
                out.setdefault(value, set()).add(piece)
    return out


def _rarity(pieces: int, having: int) -> float:
    return math.log(1 + pieces / having)


def _version(entries: list[Entry], lang: str) -> Entry:
    return min(entries, key=lambda e: (e.lang != lang, bool(e.translation_of), e.slug))
