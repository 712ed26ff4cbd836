"""Results as JSON: one document each, with `schema_version` first.

What a briefing does not tell is null or an empty list. Names and meanings of keys do not change
within a schema version; keys may be added.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from briefing_tui import text
from briefing_tui.cli import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.archive import Added, Archive, Cited
    from briefing_tui.briefing import (
        Author,
        Briefing,
        Citation,
        Draft,
        Entry,
        Footnote,
        Found,
        Problem,
        Reading,
        Results,
        Support,
    )

SCHEMA_VERSION = 1

Record = dict[str, Any]


def document(**members: Any) -> Record:
    """Give a document that is safe to decode and print: no string holds a control character."""
    return {"schema_version": SCHEMA_VERSION, **{k: _clean(v) for k, v in members.items()}}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return text.clean(value)
    if isinstance(value, dict):
        return {key: _clean(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(member) for member in value]
    return value


def entries(archive: Archive, listed: Sequence[Entry]) -> Record:
    """Give the answer of `list`."""
    return document(
        archive=_archive(archive),
        briefings=[_entry(entry) for entry in listed],
        problems=len(archive.problems()),
    )


def results(answer: Results, found: Iterable[tuple[Found, int | None]]) -> Record:
    """Give the answer of `search`; spans count code points of the snippet."""
    return document(
        query=answer.query,
        understood=answer.understood,
        mode="and+or" if any(result.loose for result in answer.found) else "and",
        total=answer.total,
        took_ms=round(answer.seconds * 1000, 2),
        complete=answer.complete,
        messages=answer.messages,
        hits=[
            {
                **_entry(result.entry),
                "field": result.snippet.field,
                "paragraph": paragraph,
                "place": wording.place(result.snippet, paragraph),
                "snippet": result.snippet.text,
                "matches": [list(span) for span in result.snippet.spans],
                "loose": result.loose,
            }
            for result, paragraph in found
        ],
    )


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
        footnotes=[_note(note) for note in piece.footnotes],
        also_in=piece.also_in,
        translation_of=piece.translation_of or None,
        translations=[{"slug": t.slug, "lang": t.lang, "title": t.title} for t in translations],
        related=piece.related,
        words=piece.words,
        minutes=piece.minutes,
        extra=dict(piece.extra),
        problems=[asdict(problem) for problem in piece.problems],
    )


def exported(reading: Reading) -> Record:
    """Give the answer of `export --to json`: that of `show`, and what stands beside the piece."""
    from briefing_tui.archive import full_notes  # noqa: PLC0415 - only exporting needs it

    piece = reading.briefing
    record = briefing(piece, reading.authors, reading.translations)
    full = full_notes(piece)
    for note in record["footnotes"]:
        note["resolved"] = text.clean(full[note["number"]])
    beside = document(
        sources=[
            {
                **_citation(replace(use.citation, locator=None)),
                "notes": use.notes,
                "elsewhere": use.elsewhere,
            }
            for use in reading.sources
        ],
        evidence=[support and _support(piece, support) for support in reading.supports],
    )
    return record | beside


def exported_list(readings: Iterable[Reading]) -> Record:
    """Give the answer of `export --to json` for several briefings."""
    records = [exported(reading) for reading in readings]
    for record in records:
        del record["schema_version"]
    return document(briefings=records)


def cited(slug: str, number: int | None, style: str, answer: Cited, items: Iterable[str]) -> Record:
    """Give the answer of `cite`: each citation in the style, and as an item of CSL-JSON.

    Args:
        slug: of the briefing.
        number: of the note, if one was asked for.
        style: of the texts.
        answer: what was cited.
        items: the same as CSL-JSON, a list of one in each.
    """
    return document(
        slug=slug,
        note=number,
        style=style,
        citations=[
            {"text": told.strip(), "csl": json.loads(item)[0]}
            for told, item in zip(answer.items, items, strict=True)
        ],
        faults=answer.faults,
        doubts=answer.doubts,
    )


def problems(told: Iterable[Problem]) -> Record:
    """Give the answer of `check`."""
    return document(problems=[asdict(problem) for problem in told])


def added(outcome: Added, made: Draft) -> Record:
    """Give the answer of `add`."""
    return document(
        slug=outcome.slug,
        path=wording.path_of(outcome.path),
        authors=[wording.path_of(path) for path in outcome.authors],
        kept=[wording.path_of(path) for path in outcome.kept],
        problems=[asdict(problem) for problem in outcome.problems],
        unsure=made.unsure,
        left_out=made.left_out,
    )


def draft(made: Draft, yaml: str) -> Record:
    """Give the answer of `add --stdout`."""
    return document(slug=made.slug, yaml=yaml, unsure=made.unsure, left_out=made.left_out)


def _archive(archive: Archive) -> Record:
    path = wording.path_of(archive.root)
    return {"id": path, "title": archive.title, "path": path}


def _entry(entry: Entry) -> Record:
    return {
        "slug": entry.slug,
        "title": entry.title,
        "date": entry.date or None,
        "kind": entry.kind or None,
        "lang": entry.lang or None,
        "authors": entry.authors,
        "path": entry.path,
        "topics": entry.topics,
        "regions": entry.regions,
        "translation_of": entry.translation_of or None,
        "also_in": entry.also_in,
        "words": entry.words,
        "notes": entry.notes,
        "last_access": entry.last_access or None,
        "errors": entry.errors,
        "warnings": entry.warnings,
    }


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


def _note(note: Footnote) -> Record:
    reference = note.reference
    return {
        "number": note.number,
        "text": note.text,
        "citations": [_citation(citation) for citation in note.citations],
        "reference": reference
        and {
            "status": reference.status,
            "term": reference.term,
            "note": reference.target or None,
            "path": [step.number for step in reference.path],
            "reason": reference.reason,
            "candidates": reference.candidates,
            "doubtful": reference.doubtful,
        },
    }


def _citation(citation: Citation) -> Record:
    return {
        "id": citation.id or None,
        "title": citation.title,
        "publisher": citation.publisher,
        "authors": citation.authors,
        "url": citation.url,
        "date": citation.date,
        "accessed": citation.accessed,
        "locator": citation.locator,
    }
