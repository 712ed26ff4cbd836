"""Results as JSON: one document each, with `schema_version` first.

What a briefing does not tell is null or an empty list. Names and meanings of keys do not change
within a schema version; keys may be added.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from briefing_tui import text
from briefing_tui.cli import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from briefing_tui.archive import Added, Archive, Begun, Rendered
    from briefing_tui.briefing import (
        Author,
        Briefing,
        Draft,
        Entry,
        Footnote,
        Found,
        Problem,
        Results,
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


def problems(told: Iterable[Problem]) -> Record:
    """Give the answer of `check`."""
    return document(problems=[asdict(problem) for problem in told])


def added(outcome: Added, made: Draft, spelt: Callable[[Path], Path]) -> Record:
    """Give the answer of `add`; `spelt` gives a path as it is to be shown."""

    def path_of(path: Path) -> str:
        return wording.path_of(spelt(path))

    return document(
        slug=outcome.slug,
        path=path_of(outcome.path),
        authors=[path_of(path) for path in outcome.authors],
        kept=[path_of(path) for path in outcome.kept],
        differences=[
            {"path": path_of(each.path), "field": each.field, "old": each.old, "new": each.new}
            for each in outcome.differences
        ],
        problems=[asdict(problem) for problem in outcome.problems],
        unsure=outcome.unsure,
        left_out=made.left_out,
    )


def begun(outcome: Begun, path: Path) -> Record:
    """Give the answer of `new`."""
    return document(
        slug=outcome.slug,
        path=wording.path_of(path),
        to_fill=outcome.to_fill,
        problems=[asdict(problem) for problem in outcome.problems],
    )


def draft(made: Draft, rendered: Rendered) -> Record:
    """Give the answer of `add --stdout`."""
    return document(
        slug=made.slug, yaml=rendered.text, unsure=rendered.unsure, left_out=made.left_out
    )


def _archive(archive: Archive) -> Record:
    path = wording.path_of(archive.root)
    return {"id": wording.path_of(archive.id), "title": archive.title, "path": path}


def _entry(entry: Entry) -> Record:
    return {
        "slug": entry.slug,
        "title": entry.title,
        "date": entry.date or None,
        "kind": entry.kind or None,
        "lang": entry.lang or None,
        "authors": entry.author_slugs,
        "path": entry.path,
        "author_names": entry.authors,
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


def _note(note: Footnote) -> Record:
    reference = note.reference
    return {
        "number": note.number,
        "text": note.text,
        "citations": [
            {
                "id": citation.id or None,
                "title": citation.title,
                "publisher": citation.publisher,
                "authors": citation.authors,
                "url": citation.url,
                "date": citation.date,
                "accessed": citation.accessed,
                "locator": citation.locator,
            }
            for citation in note.citations
        ],
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
