"""Lists, results and briefings as documents."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from briefing_tui import text
from briefing_tui.cli import wording
from briefing_tui.cli.records.documents import (
    Record,
    archive_of,
    citation_of,
    document,
    entry_of,
    note_of,
)
from briefing_tui.cli.records.remembered import highlights
from briefing_tui.wording import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Author, Briefing, Entry, Reading, Similar, Support
    from briefing_tui.results import Found, Results
    from briefing_tui.state import Located


def entries(archive: Archive, listed: Sequence[Entry]) -> Record:
    """Give the answer of `list`."""
    return document(
        archive=archive_of(archive),
        briefings=[entry_of(entry) for entry in listed],
        problems=len(archive.problems()),
    )


def results(answer: Results) -> Record:
    """Give the answer of `search`; spans count code points of the snippet."""
    return document(
        query=answer.query,
        understood=answer.understood,
        mode="and+or" if any(result.loose for result in answer.found) else "and",
        total=answer.total,
        strict=answer.strict,
        took_ms=round(answer.seconds * 1000, 2),
        complete=answer.complete,
        messages=answer.messages,
        hits=[_hit(result) for result in answer.found],
        did_you_mean=answer.did_you_mean or None,
        **({"facets": _facets(answer)} if answer.facets else {}),
    )


def _facets(answer: Results) -> Record:
    return {
        facet.name: [{"value": value, "count": count} for value, count in facet.values]
        for facet in answer.facets
    }


def _hit(result: Found) -> Record:
    entry, snippet = result.entry, result.snippet
    return {
        "slug": entry.slug,
        "title": entry.title,
        "date": entry.date or None,
        "score": round(result.score, 4),
        "field": snippet.field,
        "paragraph": snippet.paragraph or None,
        "snippet": snippet.text,
        "matches": [list(span) for span in snippet.spans],
        "place": wording.place(snippet),
        "loose": result.loose,
        **entry_of(entry),
    }


def similar(entry: Entry, found: Iterable[Similar]) -> Record:
    """Give the answer of `similar`."""
    return document(
        slug=entry.slug,
        title=entry.title,
        similar=[
            {
                **entry_of(near.entry),
                "related": near.named,
                "reasons": reasons(near),
                "shared": {
                    "sources": [citation_of(citation) for citation in near.sources],
                    "topics": near.topics,
                    "regions": near.regions,
                    "authors": near.authors,
                    "words": near.words,
                },
            }
            for near in found
        ],
    )


def author(profile: Author, pieces: Iterable[Entry]) -> Record:
    """Give the answer of `author`."""
    return document(author=asdict(profile), briefings=[entry_of(entry) for entry in pieces])


def briefing(piece: Briefing, authors: Sequence[Author], translations: Sequence[Entry]) -> Record:
    """Give the answer of `show`."""
    return document(
        slug=piece.slug,
        path=piece.path,
        title=piece.title,
        kind=piece.kind or None,
        date=piece.date or None,
        last_access=piece.last_access or None,
        lang=piece.lang or None,
        authors=[asdict(author) for author in authors],
        topics=piece.topics,
        regions=piece.regions,
        takeaways=piece.takeaways,
        paragraphs=[block.text for block in piece.blocks if block.kind == "paragraph"],
        blocks=[
            {
                "kind": block.kind,
                "text": block.text,
                "level": block.level,
                "paragraph": block.paragraph or None,
                "notes": [mark.number for mark in block.marks],
            }
            for block in piece.blocks
        ],
        footnotes=[note_of(note) for note in piece.footnotes],
        also_in=piece.also_in,
        translation_of=piece.translation_of or None,
        translations=[{"slug": t.slug, "lang": t.lang, "title": t.title} for t in translations],
        related=piece.related,
        words=piece.words,
        minutes=piece.minutes,
        extra=dict(piece.extra),
        problems=[asdict(problem) for problem in piece.problems],
    )


def exported(reading: Reading, located: Iterable[Located] | None = None) -> Record:
    """Give the answer of `export --to json`: that of `show`, and what stands beside the piece.

    Args:
        reading: the piece.
        located: what its reader highlighted; None when that is not asked for.
    """
    from briefing_tui.archive import full_notes  # noqa: PLC0415 - only exporting needs it

    piece = reading.briefing
    record = briefing(piece, reading.authors, reading.translations)
    full = full_notes(piece)
    for note in record["footnotes"]:
        note["resolved"] = text.clean(full[note["number"]])
    beside = document(
        sources=[
            {
                **citation_of(replace(use.citation, locator=None)),
                "notes": use.notes,
                "elsewhere": use.elsewhere,
            }
            for use in reading.sources
        ],
        evidence=[support and _support(piece, support) for support in reading.supports],
    )
    left = {} if located is None else {"highlights": highlights(located, piece.blocks)}
    return record | beside | left


def exported_list(
    readings: Iterable[Reading], located: Sequence[Iterable[Located]] | None = None
) -> Record:
    """Give the answer of `export --to json` for several briefings; `located` is of each."""
    records = [
        exported(reading, None if located is None else located[number])
        for number, reading in enumerate(readings)
    ]
    for record in records:
        del record["schema_version"]
    return document(briefings=records)


def _support(piece: Briefing, support: Support) -> Record:
    """Tell the closest sentence to a takeaway; its place counts code points of the block."""
    return {
        "block": support.block,
        "paragraph": support.paragraph,
        "start": support.start,
        "end": support.end,
        "sentence": piece.blocks[support.block].text[support.start : support.end],
        "notes": support.notes,
    }
