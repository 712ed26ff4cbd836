"""Two versions of a briefing beside each other: head, takeaways, notes, body, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.briefing import Author
from briefing_tui.difference import (
    BodyChange,
    Change,
    Claim,
    Comparison,
    CountChange,
    FieldChange,
    FieldName,
    OtherFields,
    PassageChange,
    PieceChange,
    Place,
    SourceChange,
    TakeawayChange,
    Totals,
)

from . import claims, notes
from .body import Marks
from .note_changes import NoteChanges, Places
from .note_pairs import paired
from .passages import Body, Passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.briefing import Briefing, Support

_FIELDS: tuple[FieldName, ...] = ("title", "kind", "date", "authors", "lang")
_OTHERS = ("topics", "regions", "translation_of", "also_in", "related")

Supports = tuple["Sequence[Support | None]", "Sequence[Support | None]"]


def compare(before: Briefing | None, after: Briefing | None, supports: Supports) -> Comparison:
    """Tell what changed from one version of a briefing to the next.

    Args:
        before: the one version; None when there was no briefing.
        after: the other.
        supports: for each takeaway of each version, the sentence that is closest to it and its
            notes; nothing for a version that is not there.
    """
    if before is None or after is None:
        return _alone(before, after, supports)
    cited = notes.both(before, after)
    totals = (_totals(before, cited[0]), _totals(after, cited[1]))
    if before == after:
        return Comparison(*totals)
    translated = bool(before.lang and after.lang and before.lang != after.lang)
    passages = Passages(Body(before), Body(after), translated=translated)
    known = passages.recognised or passages.translated
    matches = [*passages.matches()] if known else []
    bearings = [(m.before, m.after) for m in matches if m.status == "kept"]
    places: Places = {}, {}
    for body, standing in zip((passages.before, passages.after), places, strict=True):
        for sentence in body.sentences:
            for note in sentence.notes:
                block = body.blocks[sentence.block]
                place = Place(block.kind, block.paragraph, sentence.text)
                standing.setdefault(note, place)
    pairing = paired(*cited, bearings, places)
    compared = NoteChanges(*cited, pairing, places)
    changes: list[Change] = [
        *_fields(before, after),
        *claims.changes(before, after, supports, cited, translated=passages.translated),
        *compared.changes(),
        *compared.renumbering(),
    ]
    if known:
        changes += Marks(passages, matches, cited, pairing).changes()
    else:
        changes.append(BodyChange(totals[0].paragraphs, totals[1].paragraphs))
    changes += _paragraphs(*totals, changes)
    changes += _sources(*cited)
    if totals[0].sources != totals[1].sources:
        changes.append(CountChange("sources", totals[0].sources, totals[1].sources))
    if others := tuple(_others(before, after)):
        changes.append(OtherFields(others))
    return Comparison(*totals, tuple(changes))


def _totals(briefing: Briefing, cited: notes.Notes) -> Totals:
    paragraphs = [block for block in briefing.blocks if block.paragraph]
    return Totals(
        title=briefing.title,
        lang=briefing.lang,
        takeaways=len(briefing.takeaways),
        paragraphs=len(paragraphs),
        unnoted=sum(not block.marks for block in paragraphs),
        notes=len(briefing.footnotes),
        sources=len(cited.distinct()),
    )


def _alone(before: Briefing | None, after: Briefing | None, supports: Supports) -> Comparison:
    """Tell of a briefing that has come or gone: its takeaways, what it rests on."""
    there = after or before
    if there is None:
        return Comparison(None, None)
    cited = notes.both(there, there)[0]
    totals = _totals(there, cited)
    was, now = (None, totals) if after is not None else (totals, None)
    changes: list[Change] = [PieceChange(was, now)]
    for claim in _claims(there, supports[0 if after is None else 1]):
        pair = (None, claim) if after is not None else (claim, None)
        changes.append(TakeawayChange(*pair))
    for citation, numbers in cited.distinct().values():
        rests = ((), tuple(numbers)) if after is not None else (tuple(numbers), ())
        changes.append(SourceChange(citation, *rests))
    return Comparison(was, now, tuple(changes))


def _claims(briefing: Briefing, supports: Sequence[Support | None]) -> Iterator[Claim]:
    for number, (text, support) in enumerate(zip(briefing.takeaways, supports, strict=True), 1):
        on = [briefing.note(n) for n in support.notes] if support else []
        yield Claim(number, text, tuple(note for note in on if note is not None))


def _fields(before: Briefing, after: Briefing) -> Iterator[FieldChange]:
    for field in _FIELDS:
        was, now = _told(before, field), _told(after, field)
        if was != now:
            yield FieldChange(field, was, now)


def _told(briefing: Briefing, field: FieldName) -> str:
    if field == "authors":
        return ", ".join(a.name if isinstance(a, Author) else a for a in briefing.authors)
    return str(getattr(briefing, field))


def _others(before: Briefing, after: Briefing) -> Iterator[str]:
    if _told(before, "authors") == _told(after, "authors") and before.authors != after.authors:
        yield "authors"
    for field in _OTHERS:
        if getattr(before, field) != getattr(after, field):
            yield field
    was, now = dict(before.extra), dict(after.extra)
    yield from (name for name in {**was, **now} if was.get(name) != now.get(name))


def _sources(before: notes.Notes, after: notes.Notes) -> Iterator[SourceChange]:
    was, now = before.distinct(), after.distinct()
    for key, (citation, numbers) in was.items():
        if key not in now:
            yield SourceChange(citation, tuple(numbers), ())
    for key, (citation, numbers) in now.items():
        if key not in was:
            yield SourceChange(citation, (), tuple(numbers))


def _paragraphs(before: Totals, after: Totals, changes: Sequence[Change]) -> Iterator[CountChange]:
    """Count the paragraphs where that is not told by those that have come and gone."""
    more = 0
    for change in changes:
        if isinstance(change, PassageChange) and (change.before is None or change.after is None):
            there = change.after or change.before
            if there is not None and there.paragraph:
                more += 1 if change.after else -1
    whole = any(isinstance(change, BodyChange) for change in changes)
    if after.paragraphs - before.paragraphs != more and not whole:
        yield CountChange("paragraphs", before.paragraphs, after.paragraphs)
    if before.unnoted != after.unnoted:
        yield CountChange("unnoted", before.unnoted, after.unnoted)
