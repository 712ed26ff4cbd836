"""What joins files: a list's names and order, a briefing's sources, what its takeaways rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui import text
from briefing_tui.briefing import Citation, SourceUse, Support
from briefing_tui.evidence import Basis, CitedNote, Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from briefing_tui.briefing import Author, Block, Briefing, Entry, Footnote
    from briefing_tui.results import Sort


def names_of(authors: Iterable[str], profiles: Mapping[str, Author]) -> tuple[str, ...]:
    """Give the names of authors: a profile's for a slug, the slug where there is none."""
    return tuple(profiles[a].name if a in profiles else a for a in authors)


def with_names(entry: Entry, profiles: Mapping[str, Author]) -> Entry:
    """Give an entry with the names of its authors."""
    return replace(entry, authors=names_of(entry.authors, profiles))


def in_order(entries: Iterable[Entry], sort: Sort) -> list[Entry]:
    """Give entries in the order of `Archive.list`."""
    out = sorted(entries, key=lambda e: (bool(e.translation_of), text.fold(e.title), e.slug))
    if sort == "title":
        out.sort(key=lambda e: text.fold(e.title))
    else:
        out.sort(key=lambda e: e.date or e.last_access, reverse=True)
    return out


def supports_of(briefing: Briefing) -> tuple[Support | None, ...]:
    """Give, for each takeaway, the closest sentence of the body and the notes on it."""
    from briefing_tui.sources import closest_sentences  # noqa: PLC0415 - reading alone needs it

    places = [(i, block) for i, block in enumerate(briefing.blocks) if block.paragraph]
    out: list[Support | None] = []
    for found in closest_sentences(briefing.takeaways, [block.text for _, block in places]):
        if found is None:
            out.append(None)
            continue
        index, block = places[found.paragraph - 1]
        notes = _marked(block, found.start, found.end)
        out.append(Support(index, found.paragraph, found.start, found.end, notes))
    return tuple(out)


def basis_of(briefing: Briefing) -> Basis:
    """Give everything that a briefing says with a note on it, and what its notes rest on."""
    # Of two notes with one number, marks lead to the first; nothing rests on the other.
    first: dict[int, Footnote] = {}
    for note in briefing.footnotes:
        first.setdefault(note.number, note)
    cited = {number: {c.id for c in note.citations} for number, note in first.items()}
    notes = tuple(
        CitedNote(note.number, note.text, citation, _via(note, citation, cited), note.unparsed)
        for note in first.values()
        for citation in note.citations
    )
    takeaways = [
        Claim("takeaway", n, text, s.notes, s.block, s.start, s.end)
        if s is not None
        else Claim("takeaway", n, text, ())
        for n, (text, s) in enumerate(
            zip(briefing.takeaways, supports_of(briefing), strict=True), 1
        )
    ]
    sentences = [
        Claim("sentence", block.paragraph, block.text[start:end], marked, index, start, end)
        for index, block in enumerate(briefing.blocks)
        if block.marks
        for start, end in _pieces(block)
        if (marked := _marked(block, start, end))
    ]
    return Basis(notes, (*takeaways, *sentences))


def _via(note: Footnote, citation: Citation, cited: Mapping[int, Collection[str]]) -> int:
    """Give the note that another one points to for a citation; 0 for one of its own."""
    if note.reference is None or citation in note.own:
        return 0
    pointers = (note.reference, *note.further)
    return next((p.target for p in pointers if p.target and citation.id in cited[p.target]), 0)


def _pieces(block: Block) -> list[tuple[int, int]]:
    """Divide a block into what a mark belongs to: sentences, or the lines of a table or listing."""
    divide = text.lines if block.kind in {"table", "code"} else text.sentences
    return divide(block.text)


def _marked(block: Block, start: int, end: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(m.number for m in block.marks if start <= m.start < end))


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
    notes: dict[str, dict[int, None]] = {}
    for note in briefing.footnotes:
        for place, citation in enumerate(note.citations):
            # What cannot be told apart from other sources stands for itself.
            key = citation.id or f"{note.number}.{place}"
            first.setdefault(key, citation)
            notes.setdefault(key, {})[note.number] = None
    return tuple(
        SourceUse(
            citation,
            tuple(notes[key]),
            len({slug for slug, _ in cited_by(key)} - {briefing.slug, *versions}),
        )
        for key, citation in first.items()
    )
