"""Results as JSON: one document each, with `schema_version` first.

What a briefing does not tell is null or an empty list. Names and meanings of keys do not change
within a schema version; keys may be added.
"""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from briefing_tui import text
from briefing_tui.briefing import Footnote
from briefing_tui.cli import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.archive import Added, Archive, Compared, Mend
    from briefing_tui.briefing import (
        Author,
        Briefing,
        Draft,
        Entry,
        Found,
        Problem,
        Results,
    )
    from briefing_tui.difference import Change, Comparison

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


def comparison(compared: Compared, found: Comparison) -> Record:
    """Give the answer of `diff`; what is not there, before or after, is null."""
    faults = {
        side: [asdict(problem) for problem in version.problems if problem.severity == "error"]
        for side, version in (("before", compared.before), ("after", compared.after))
    }
    return document(
        before=found.before and asdict(found.before),
        after=found.after and asdict(found.after),
        same_evidence=found.same_evidence,
        changes=[_change(change) for change in found.changes],
        problems=faults,
    )


def _change(change: Change) -> Record:
    from briefing_tui.cli.changes import told  # noqa: PLC0415 - for `diff` alone

    own = {"sign": change.sign, "evidence": change.evidence}
    return {"type": change.kind, **own, "text": told(change), **_member(change), **own}


def _member(value: object) -> Any:
    if isinstance(value, Footnote):
        return _note(value)
    if isinstance(value, (list, tuple)):
        return [_member(each) for each in value]
    if not is_dataclass(value):
        return value
    return {each.name: _member(getattr(value, each.name)) for each in fields(value)}


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
