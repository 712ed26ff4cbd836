"""What rests on what, as documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing_tui.cli.records.documents import (
    Record,
    citation_of,
    document,
    evidence_of,
    note_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.archive import Cited
    from briefing_tui.briefing import Briefing, Entry, Reading
    from briefing_tui.errors import BriefingError
    from briefing_tui.evidence import CitedNote, Citing, Claim, SourceRecord, Withdrawal


def sources(found: Iterable[SourceRecord]) -> Record:
    """Give the answer of `sources` for the whole archive."""
    return document(sources=[_source(record) for record in found])


def reading(found: Reading) -> Record:
    """Give the answer of `sources` for a briefing."""
    piece = found.briefing
    dates = sorted({c.accessed for n in piece.footnotes for c in n.citations if c.accessed})
    return document(
        **_named(piece),
        footnotes=[evidence_of(note) for note in piece.footnotes],
        sources=[
            {**citation_of(use.citation), "notes": use.notes, "elsewhere": use.elsewhere}
            for use in found.sources
        ],
        paragraphs_without_notes=found.unsupported,
        first_access=dates[0] if dates else None,
        last_access=dates[-1] if dates else None,
    )


def unread(name: str, error: BriefingError) -> Record:
    """Give the answer of `sources` for a file that cannot be read."""
    return document(path=name, error=error.message)


def citing(answer: Citing) -> Record:
    """Give the answer of `cited-by`."""
    return _answer(
        answer,
        [
            {
                **_named(use.entry),
                "notes": [_cited(note) for note in use.notes],
                "claims": [_claim(claim) for claim in use.claims],
            }
            for use in answer.uses
        ],
    )


def withdrawal(answer: Withdrawal) -> Record:
    """Give the answer of `without`."""
    return _answer(
        answer,
        [
            {
                **_named(loss.entry),
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
                "notes": [note_of(note) for n in (support.notes if support else ())
                          if (note := piece.note(n)) is not None],
            }
            for number, (takeaway, support) in enumerate(
                zip(piece.takeaways, found.supports, strict=True), 1
            )
        ],
    )  # fmt: skip


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


def _answer(answer: Citing | Withdrawal, briefings: Sequence[Record]) -> Record:
    """Give what was asked for, the sources that it means, and the briefings with them."""
    return document(
        query=answer.query.text,
        kind=answer.query.kind,
        sources=[_source(record) for record in answer.sources],
        unread=answer.unread,
        briefings=briefings,
    )


def _named(piece: Briefing | Entry) -> Record:
    return {"slug": piece.slug, "title": piece.title, "path": piece.path}


def _source(record: SourceRecord) -> Record:
    return {
        **citation_of(record.citation),
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
        "citation": citation_of(note.citation),
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
