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

    from briefing_tui.archive import Added, Archive, Begun, Mend, Rendered
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
    )
    from briefing_tui.evidence import CitedNote, Citing, Claim, SourceRecord, Withdrawal

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


def problems(told: Iterable[Problem], mended: Iterable[Mend] = ()) -> Record:
    """Give the answer of `check`; `mended` is there when something was, or would be."""
    record = document(problems=[asdict(problem) for problem in told])
    if changes := [{"path": mend.shown, "diff": mend.diff} for mend in mended]:
        record["mended"] = _clean(changes)
    return record


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


def sources(found: Iterable[SourceRecord]) -> Record:
    """Give the answer of `sources` for the whole archive."""
    return document(sources=[_source(record) for record in found])


def readings(found: Iterable[Reading]) -> Record:
    """Give the answer of `sources` for briefings."""
    return document(briefings=[_sources_of(each) for each in found])


def citing(answer: Citing) -> Record:
    """Give the answer of `cited-by`."""
    return document(
        query=answer.query.text,
        kind=answer.query.kind,
        sources=[_source(record) for record in answer.sources],
        briefings=[
            {
                "slug": use.entry.slug,
                "title": use.entry.title,
                "path": use.entry.path,
                "notes": [_cited(note) for note in use.notes],
                "claims": [_claim(claim) for claim in use.claims],
            }
            for use in answer.uses
        ],
    )


def withdrawal(answer: Withdrawal) -> Record:
    """Give the answer of `without`."""
    return document(
        query=answer.query.text,
        kind=answer.query.kind,
        sources=[_source(record) for record in answer.sources],
        briefings=[
            {
                "slug": loss.entry.slug,
                "title": loss.entry.title,
                "path": loss.entry.path,
                "fallen": [_cited(note) for note in loss.fallen],
                "weakened": [_cited(note) for note in loss.weakened],
                "takeaways": [_claim(claim) for claim in loss.takeaways],
                "paragraphs": loss.paragraphs,
                "sentences": [_claim(claim) for claim in loss.sentences],
            }
            for loss in answer.losses
        ],
    )


def trace(found: Reading) -> Record:
    """Give the answer of `trace`."""
    piece = found.briefing
    return document(
        slug=piece.slug,
        title=piece.title,
        takeaways=[
            {
                "number": number,
                "text": takeaway,
                "sentence": support
                and {
                    "text": piece.blocks[support.block].text[support.start : support.end],
                    "paragraph": support.paragraph,
                    "block": support.block,
                    "span": [support.start, support.end],
                },
                "notes": [_note(note) for n in (support.notes if support else ())
                          if (note := piece.note(n)) is not None],
            }
            for number, (takeaway, support) in enumerate(
                zip(piece.takeaways, found.supports, strict=True), 1
            )
        ],
    )  # fmt: skip


def _sources_of(found: Reading) -> Record:
    piece = found.briefing
    dates = sorted({c.accessed for n in piece.footnotes for c in n.citations if c.accessed})
    return {
        "slug": piece.slug,
        "title": piece.title,
        "path": piece.path,
        "sources": [
            {**_citation(use.citation), "notes": use.notes, "elsewhere": use.elsewhere}
            for use in found.sources
        ],
        "notes": [_note(note) for note in piece.footnotes],
        "paragraphs_without_a_note": found.unsupported,
        "first_access": dates[0] if dates else None,
        "last_access": dates[-1] if dates else None,
    }


def _source(record: SourceRecord) -> Record:
    return {
        **_citation(record.citation),
        "notes": record.notes,
        "briefings": record.briefings,
        "first_access": record.first_access or None,
        "last_access": record.last_access or None,
    }


def _cited(note: CitedNote) -> Record:
    return {
        "number": note.number,
        "text": note.text,
        "via": note.via or None,
        "citation": _citation(note.citation),
    }


def _claim(claim: Claim) -> Record:
    return {
        "kind": claim.kind,
        "number": claim.number or None,
        "text": claim.text,
        "notes": claim.notes,
        "block": claim.block if claim.block >= 0 else None,
        "span": [claim.start, claim.end] if claim.block >= 0 else None,
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
