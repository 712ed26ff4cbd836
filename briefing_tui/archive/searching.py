"""A query -> results with what a list shows of them, and where its words stand in a briefing."""

from __future__ import annotations

import time
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING

from briefing_tui.archive.joining import with_names
from briefing_tui.errors import BriefingError
from briefing_tui.results import Found, Results

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from briefing_tui.briefing import Briefing
    from briefing_tui.catalogue import Catalogue
    from briefing_tui.results import FacetName, Hit, Sort
    from briefing_tui.search import Alike, Index


def prepare_to_search() -> None:
    """Import all that a search takes, 200 ms, before the first one is asked for."""
    import_module("briefing_tui.search")


def search(
    catalogue: Catalogue,
    index: Callable[[], Index] | None,
    query: str,
    *,
    limit: int,
    sort: Sort,
    within: Collection[str] | None,
    filters: Mapping[str, Collection[str]],
    narrowed: Mapping[FacetName, Collection[str]],
    facets: bool,
    wanted: Callable[[], bool],
) -> Results:
    """Search the archive; see `Archive.search`.

    Args:
        catalogue: as of the last refresh.
        index: opens the full-text index; None when there is none yet.
        query: any text.
        limit: how many results to give at most.
        sort: relevance, or the newest first, or by title.
        within: slugs to stay within; None for the whole archive.
        filters: name -> slugs of what `is:name` means.
        narrowed: facet -> values, one of which a briefing has.
        facets: whether they are counted.
        wanted: asked now and then; when false the search gives up.
    """
    from briefing_tui.search import parse_query  # noqa: PLC0415 - importing Whoosh takes 115 ms

    start = time.perf_counter()
    parsed = parse_query(query, filters=filters)
    if index is None:
        return Results(
            query,
            understood=parsed.understood,
            messages=parsed.messages,
            complete=not catalogue.entries(),
        )
    answer = index().search(
        parsed,
        limit=limit,
        sort=sort,
        within=within,
        filters=filters,
        narrowed=narrowed,
        facets=facets,
        wanted=wanted,
    )
    profiles = catalogue.authors()
    found = []
    for match in answer.matches:
        entry = catalogue.entry(match.slug)
        if entry is not None:
            named = with_names(entry, profiles)
            found.append(Found(named, match.snippet, match.hits, match.loose, match.score))
    return Results(
        query=query,
        found=tuple(_originals_first(found)),
        total=answer.total,
        strict=answer.strict,
        understood=parsed.understood,
        messages=(*parsed.messages, *answer.messages),
        did_you_mean=answer.did_you_mean,
        facets=answer.facets,
        seconds=time.perf_counter() - start,
        complete=answer.complete and not catalogue.pending(),
    )


def _originals_first(found: Iterable[Found]) -> Iterator[Found]:
    """Put translations behind what they may be translations of, where nothing else sets them apart.

    As a list does; the index only knows of titles and dates.
    """
    for _, equals in groupby(found, key=lambda each: (each.loose, each.score, each.entry.date)):
        yield from sorted(equals, key=lambda each: bool(each.entry.translation_of))


def alike(index: Callable[[], Index] | None, briefing: Briefing) -> tuple[Alike, ...]:
    """Give the briefings that share telling words with another one; none without an index."""
    if index is None:
        return ()
    try:
        texts = (briefing.title, *briefing.takeaways)
        return index().alike(briefing.slug, texts, briefing.lang)
    except BriefingError:  # it cannot be opened now: there are other reasons to be near
        return ()


def hits_in(query: str, briefing: Briefing) -> tuple[Hit, ...]:
    """Tell where a query's words stand in a briefing, in the order of reading."""
    from briefing_tui.search import hits, parse_query  # noqa: PLC0415 - as in `search`

    return hits(
        parse_query(query),
        [
            ("title", 0, briefing.title, 0),
            *(("takeaway", i, text, 0) for i, text in enumerate(briefing.takeaways)),
            *(("body", i, block.text, block.paragraph) for i, block in enumerate(briefing.blocks)),
            *(("note", note.number, note.text, 0) for note in briefing.footnotes),
        ],
        briefing.lang,
    )
