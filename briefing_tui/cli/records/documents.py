"""What every document has, and the parts that several have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing_tui import text
from briefing_tui.cli import wording

if TYPE_CHECKING:
    from briefing_tui.archive import Archive
    from briefing_tui.briefing import (
        Citation,
        Entry,
        Footnote,
        Reference,
    )


SCHEMA_VERSION = 1

Record = dict[str, Any]


def document(**members: Any) -> Record:
    """Give a document that is safe to decode and print: no string holds a control character."""
    return {"schema_version": SCHEMA_VERSION, **{k: cleaned(v) for k, v in members.items()}}


def cleaned(value: Any) -> Any:
    """Make every string in a document safe to print."""
    if isinstance(value, str):
        return text.clean(value)
    if isinstance(value, dict):
        return {key: cleaned(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(member) for member in value]
    return value


def citation_of(citation: Citation) -> Record:
    """Give a source as a note cites it."""
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


def note_of(note: Footnote) -> Record:
    """Give a note, what it cites and what it points to."""
    references = [_reference_of(reference) for reference in note.references]
    return {
        "number": note.number,
        "text": note.text,
        "citations": [citation_of(citation) for citation in note.citations],
        "reference": references[0] if references else None,
        "further_references": references[1:],
    }


def _reference_of(reference: Reference) -> Record:
    return {
        "status": reference.status,
        "term": reference.term,
        "note": reference.target or None,
        "path": [step.number for step in reference.path],
        "reason": reference.reason,
        "candidates": reference.candidates,
        "doubtful": reference.doubtful,
    }


def evidence_of(note: Footnote) -> Record:
    """Give what a note says in its own words, and the notes that it leads back to."""
    first = note.reference
    references = note.references
    targets = (each.target for each in references if each.status == "resolved")
    return {
        "number": note.number,
        "text": note.text,
        "citations": [_own_words(citation) for citation in note.own],
        "kind": note.kind,
        "refers_to": list(dict.fromkeys(targets)),
        "path": [step.number for step in first.path] if first else [],
        "rule": first.path[0].how if first and first.status == "resolved" else None,
        "doubtful": any(each.doubtful for each in references),
        "unresolved": next((each.fault for each in references if each.fault), None),
        "candidates": [
            {"note": number, "citation": place}
            for each in references
            for number, place in each.choices
        ],
    }


def _own_words(citation: Citation) -> Record:
    record = citation_of(citation)
    del record["id"]
    return record


def archive_of(archive: Archive) -> Record:
    """Name an archive."""
    path = wording.path_of(archive.root)
    return {"id": wording.path_of(archive.id), "title": archive.title, "path": path}


def entry_of(entry: Entry) -> Record:
    """Give what a list shows of a briefing."""
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
