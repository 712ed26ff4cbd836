"""What joins files: a list's names and order, a briefing's sources, what its takeaways rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.archive.refresh import names_of
from briefing_tui.briefing import Citation, SourceUse, Support
from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from briefing_tui.briefing import Author, Briefing, Entry, Sort


def with_names(entry: Entry, profiles: Mapping[str, Author]) -> Entry:
    """Give an entry with the names of its authors."""
    return replace(entry, authors=names_of(entry.authors, profiles))


def in_order(entries: list[Entry], sort: Sort) -> list[Entry]:
    """Sort entries as `Archive.list` gives them."""
    entries.sort(key=lambda e: (bool(e.translation_of), fold(e.title), e.slug))
    if sort == "title":
        entries.sort(key=lambda e: fold(e.title))
    else:
        entries.sort(key=lambda e: e.date or e.last_access, reverse=True)
    return entries


def supports_of(briefing: Briefing) -> tuple[Support | None, ...]:
    """Give, for each takeaway, the closest sentence of the body and the notes on it."""
    from briefing_tui.sources import closest_sentence  # noqa: PLC0415 - reading alone needs it

    places = [(i, block) for i, block in enumerate(briefing.blocks) if block.paragraph]
    texts = [block.text for _, block in places]
    out: list[Support | None] = []
    for takeaway in briefing.takeaways:
        found = closest_sentence(takeaway, texts)
        if found is None:
            out.append(None)
            continue
        index, block = places[found.paragraph - 1]
        notes = [m.number for m in block.marks if found.start <= m.start < found.end]
        out.append(
            Support(index, found.paragraph, found.start, found.end, tuple(dict.fromkeys(notes)))
        )
    return tuple(out)


def sources_of(
    briefing: Briefing,
    cited_by: Callable[[str], Iterable[tuple[str, int]]],
    versions: Collection[str],
) -> tuple[SourceUse, ...]:
    """Give the distinct sources of a briefing, in the order of their first notes.

    Args:
        briefing: whose.
        versions: slugs of its own language versions, which are no other briefings.
        cited_by: gives slug and note number of every note in the archive that rests on a source.
    """
    first: dict[str, Citation] = {}
    notes: dict[str, list[int]] = {}
    for note in briefing.footnotes:
        for place, citation in enumerate(note.citations):
            # What cannot be told apart from other sources stands for itself.
            key = citation.id or f"{note.number}.{place}"
            first.setdefault(key, citation)
            if note.number not in notes.setdefault(key, []):
                notes[key].append(note.number)
    return tuple(
        SourceUse(
            citation,
            tuple(notes[key]),
            len({slug for slug, _ in cited_by(key)} - {briefing.slug, *versions}),
        )
        for key, citation in first.items()
    )
