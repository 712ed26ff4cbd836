"""What the reader asks of the archive. All of it runs in the archive's own thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.archive import cite_source, counterpart, line_in_file, paired
from briefing_tui.errors import BriefingError
from briefing_tui.tui.editing import BodyLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Briefing, Citation, Problem, Reading
    from briefing_tui.config import CitationStyle
    from briefing_tui.results import Hit

_READ = 20
"""Of the new briefings, as many as are read in search of one that has another name now."""


def read(archive: Archive, slug: str, query: str) -> tuple[Reading, tuple[Hit, ...]]:
    """Give a briefing with all that is beside it, and the places of what it was found by.

    A file that the archive has not come to yet need not wait for all the others.
    """
    reading = archive.reading(archive.resolve(slug, ahead=True))
    return reading, archive.hits(query, reading.briefing) if query else ()


def errors_of(archive: Archive, slug: str) -> list[Problem]:
    """Give the faults that keep a briefing's file from being read."""
    path = archive.entry(archive.resolve(slug)).path
    return [p for p in archive.problems() if p.path == path and p.severity == "error"]


def block_in(archive: Archive, briefing: Briefing, slug: str, block: int) -> int:
    """Give the block of another language version that says what a block of this one does."""
    return counterpart(paired(briefing.blocks, archive.briefing(slug).blocks), block)


def renamed(archive: Archive, briefing: Briefing, added: Iterable[str]) -> str | None:
    """Find what was read among the briefings that are new: by its text, or by its title.

    Args:
        archive: as it is now.
        briefing: as it was read; there is no file of its name any more.
        added: slugs of what is new.
    """
    there = {entry.slug: entry for entry in archive.list()}
    new = [there[slug] for slug in added if slug in there]
    same = [e.slug for e in new if (e.title, e.lang) == (briefing.title, briefing.lang)]
    others = [e.slug for e in new if e.slug not in same and e.words == briefing.words]
    for slug in (*same, *others)[:_READ]:
        try:
            if archive.briefing(slug).blocks == briefing.blocks:
                return slug
        except BriefingError:
            continue  # it is broken or gone by now
    return same[0] if len(same) == 1 else None


def citation_in(archive: Archive, slug: str, citation: Citation, style: CitationStyle) -> str:
    """Give a source in full, as the notes of a briefing tell of it."""
    return cite_source(archive.briefing(slug), citation.id, style)


def place_in_file(
    archive: Archive, slug: str, spot: BodyLine | None, fault: Problem | None, query: str
) -> tuple[Path, int, int]:
    """Give a briefing's file, and line and column of what is to be edited in it.

    The arguments are those of `EditingApp.edit_briefing`.
    """
    file = archive.file(slug)
    if fault is None and spot is None:
        fault = next(iter(errors_of(archive, slug)), None)
    if fault is not None:
        return file, fault.line, fault.column
    spot = spot or _spot_of_hit(archive, slug, query)
    return file, line_in_file(file, spot.line, spot.note) if spot.line else 1, 0


def _spot_of_hit(archive: Archive, slug: str, query: str) -> BodyLine:
    """Give where the first words of the body stand that a query finds."""
    if not query:
        return BodyLine()
    briefing = archive.briefing(slug)
    hit = next((hit for hit in archive.hits(query, briefing) if hit.field == "body"), None)
    return BodyLine(briefing.blocks[hit.index].line) if hit is not None else BodyLine()
