"""Searches that are kept under a name: in the settings, or by the interface."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.cli import wording
from briefing_tui.errors import NotFoundError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from briefing_tui.archive import Archive
    from briefing_tui.config import Config
    from briefing_tui.results import FacetName, Sort


class Asked(NamedTuple):
    """What is to be searched for."""

    query: str
    narrowed: Mapping[FacetName, Sequence[str]]
    sort: Sort


def asked(
    query: str,
    options: argparse.Namespace,
    narrowed: Mapping[FacetName, Sequence[str]],
    archive: Archive,
) -> Asked:
    """Give the search that a query means; one that begins with `@NAME` goes on from a kept one.

    Args:
        query: words to look for.
        options: the settings, and the order that is asked for.
        narrowed: facets that are asked for; they replace those of the kept search.
        archive: it may remember the search.

    Raises:
        NotFoundError: no search of this name is kept.
    """
    if not query.startswith("@"):
        return Asked(query, narrowed, options.sort or "relevance")
    name, words = _name_in(query[1:], options.settings)
    kept = _kept(name, options.settings, archive)
    # Its own words stay together: an OR among them is none of the words that follow.
    query = f"({kept.query}) {words}" if words else kept.query
    return Asked(query, {**kept.narrowed, **narrowed}, options.sort or kept.sort)


def _name_in(text: str, settings: Config) -> tuple[str, str]:
    """Divide a name from the words that follow it; a name may hold spaces."""
    whole = [name for name in settings.searches if f"{text} ".startswith(f"{name} ")]
    name = max(whole, key=len, default="") or text.partition(" ")[0]
    return name, text[len(name) :].strip()


def _kept(name: str, settings: Config, archive: Archive) -> Asked:
    search = settings.searches.get(name)
    if search is not None:
        return Asked(search.query, search.only, search.sort or "relevance")
    from briefing_tui.state import State  # noqa: PLC0415 - the settings have most of them

    with State.open() as state:
        remembered = state.of(archive.id, archive.root, archive.list).saved_searches()
    for each in remembered:
        if each.name == name:
            return Asked(each.query, each.narrowed, each.sort)
    known = [*settings.searches, *(each.name for each in remembered)]
    close = difflib.get_close_matches(name, known, n=1)
    there = f"there are: {', '.join(map(wording.line, known))}" if known else ""
    raise NotFoundError(
        f"no search is kept under the name {wording.line(name)}",
        f"did you mean @{wording.line(close[0])}?" if close else there,
    )
