"""A change as a sentence that reads well aloud: one line, safe to print, without a full stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.cli import naming
from briefing_tui.cli.naming import LISTED, LONG
from briefing_tui.cli.wording import line
from briefing_tui.difference import (
    BodyChange,
    CountChange,
    FieldChange,
    LinkChange,
    MarkChange,
    NoteChange,
    OtherFields,
    PassageChange,
    PieceChange,
    Renumbering,
    SentenceChange,
    SourceChange,
    TakeawayChange,
    TextChange,
)
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing_tui.briefing import Footnote, Reference
    from briefing_tui.difference import Change, Claim, Comparison, Place, Sign, Totals

_FIELDS = {
    "title": "the title",
    "kind": "the kind",
    "date": "the date",
    "lang": "the language",
    "authors": "the byline",
}
_DETAILS = {
    "title": "title",
    "publisher": "publisher",
    "authors": "author",
    "date": "date of publication",
    "url": "address",
    "accessed": "date of access",
    "locator": "page",
}
_BLOCKS = {
    "heading": "a heading",
    "quote": "a quotation",
    "item": "a list item",
    "code": "a block of code",
    "table": "a table",
}


def sentences(comparison: Comparison) -> Iterator[tuple[Sign, str]]:
    """Tell all changes, each with its sign; what is alike and no evidence in one line."""
    moved = sum(map(_is_moved, comparison.changes))
    reworded: list[NoteChange] = []
    for change in comparison.changes:
        if isinstance(change, NoteChange) and not change.evidence:
            reworded.append(change)
            continue
        if reworded and not isinstance(change, NoteChange):
            yield "~", _reworded(reworded)
            reworded = []
        if moved > LISTED and _is_moved(change):
            continue
        text = told(change)
        if isinstance(change, TextChange) and comparison.same_evidence:
            text += ", the evidence did not"
        yield change.sign, text
    if reworded:
        yield "~", _reworded(reworded)
    if moved > LISTED:
        yield "~", f"{counted(moved, 'paragraph')} moved"


def _is_moved(change: Change) -> bool:
    return (
        isinstance(change, PassageChange)
        and change.before is not None
        and change.after is not None
        and not change.rewritten
    )


def told(change: Change) -> str:
    """Tell a change."""
    match change:
        case PieceChange():
            return _piece(change)
        case FieldChange():
            return _field(change)
        case TakeawayChange():
            return _takeaway(change)
        case NoteChange():
            return _note(change)
        case Renumbering():
            return _renumbering(change)
        case PassageChange():
            return _passage(change)
        case SentenceChange():
            return _sentence(change)
        case MarkChange():
            return _mark(change)
        case LinkChange():
            return _links(change)
        case BodyChange():
            return _body(change)
        case TextChange():
            return _text(change)
        case SourceChange():
            return _source(change)
        case CountChange():
            return _count(change)
        case OtherFields():
            return f"also changed, which is no evidence: {naming.listed(map(line, change.fields))}"


# --- the piece


def _piece(change: PieceChange) -> str:
    totals = change.after or change.before
    if totals is None:
        return ""
    come = "new" if change.after else "gone"
    return f"the briefing is {come}: {naming.quoted(totals.title, LONG)}, {figures(totals)}"


def figures(totals: Totals) -> str:
    """Give a version in figures."""
    unnoted = f" ({totals.unnoted:,} without a note)" if totals.unnoted else ""
    return (
        f"{counted(totals.paragraphs, 'paragraph')}{unnoted}, {counted(totals.notes, 'note')} on "
        f"{counted(totals.sources, 'source')}"
    )


def _field(change: FieldChange) -> str:
    name = _FIELDS[change.field]
    was, now = (
        naming.quoted(value, LONG) if change.field == "title" and value else line(value)
        for value in (change.before, change.after)
    )
    if not was:
        return f"{name} is told now: {now}"
    if not now:
        return f"{name} is no longer told; it was {was}"
    return f"{name} is {now}, before {was}"


# --- takeaways


def _takeaway(change: TakeawayChange) -> str:
    old, new = change.before, change.after
    if new is None:
        return f"takeaway {old.number} is gone: {naming.quoted(old.text)}" if old else ""
    name = f"takeaway {new.number}"
    if old is None:
        rests = (
            f" and rests on {naming.notes(new.notes)}" if new.notes else ", no note stands on it"
        )
        return f"{name} is new{rests}: {naming.quoted(new.text)}"
    if old.number != new.number:
        name += f" ({old.number} before)"
    if not change.rests_anew:
        rests = (
            f"rests on the same: {naming.notes(new.notes)}" if new.notes else "still has no note"
        )
        return f"{name} is reworded and {rests}"
    name += ", reworded," if change.reworded else ""
    return f"{name} {_rests(old, new)}"


def _rests(old: Claim, new: Claim) -> str:
    if not new.notes:
        return f"lost its {naming.notes(old.notes)}"
    if not old.notes:
        return f"now rests on {naming.notes(new.notes)}, before on none"
    was, now = naming.apart(old.notes, new.notes)
    return f"now rests on {now}, before on {was}"


# --- notes


def _note(change: NoteChange) -> str:
    old, new = change.before, change.after
    if new is None:
        return f"note {old.number} is gone{_what(old, 'meant', 'was')}" if old else ""
    name = f"note {new.number}"
    if old is None:
        return f"{name} is new{_what(new, 'means', 'is')}"
    if old.number != new.number:
        name += f" ({old.number} before)"
    if change.rests_anew:
        place = change.place
        on_it = f"; it stands in {_where(place)}: {naming.quoted(place.text)}" if place else ""
        return _rests_anew(name, change, old, new) + on_it
    if change.details:
        return f"{name} rests on the same source, but {_details(change)}"
    if new.kind == "comment":
        return f"{name} says {naming.quoted(new.text)}, before {naming.quoted(old.text)}"
    return _reworded([change])


def _reworded(changes: Sequence[NoteChange]) -> str:
    numbers = [change.after.number for change in changes if change.after]
    its = "its source" if len(numbers) == 1 else "their sources"
    return f"the words of {naming.numbers(numbers)} changed, {its} did not"


def _what(note: Footnote, means: str, be: str) -> str:
    if note.reference is not None:
        return f": “{line(note.reference.term)}”, which {_meaning(note, means, be)}"
    if note.citations:
        return f": {naming.in_full(note)}"
    return f"{', without a source' if note.kind == 'comment' else ''}: {naming.quoted(note.text)}"


def _rests_anew(name: str, change: NoteChange, old: Footnote, new: Footnote) -> str:
    was, now = naming.apart([old], [new], numbers=False)
    if old.reference is not None and new.reference is not None:
        name = f"“{line(new.reference.term)}” of {name}"
        if old.reference.status != "resolved" or new.reference.status != "resolved":
            return f"{name} {_meaning(old, 'meant', 'was')}, and now {_meaning(new, 'means')}"
        targets = old.reference.target, new.reference.target
        if change.follows:
            return f"{name} follows note {targets[1]}: it means {now}, before {was}"
        return f"{name} now means note {targets[1]} ({now}), before note {targets[0]} ({was})"
    then, become = (
        _rest(old, was, "rested", "was", "cited"),
        _rest(new, now, "rests", "is", "cites"),
    )
    if then.startswith("rested") and become.startswith("rests "):
        return f"{name} {then}, now {become.removeprefix('rests ')}"
    return f"{name} {then}, and now {become}"


def _rest(note: Footnote, source: str, rests: str, be: str, cites: str) -> str:
    """Say in a tense what a note rests on, or why on nothing."""
    reference = note.reference
    if reference is None:
        return f"{rests} on {source}" if note.kind != "comment" else f"{cites} no source"
    term = f"“{line(reference.term)}”"
    if reference.status != "resolved":
        return f"{be} {term}, {_status(reference)}"
    return f"{rests} on {source} ({term})"


def _meaning(note: Footnote, means: str, be: str = "is") -> str:
    reference = note.reference
    if reference is not None and reference.status != "resolved":
        return f"{be} {_status(reference)}"
    named = naming.named(note)
    if reference is None:
        return f"{means} {named}"
    return f"{means} note {reference.target}" + (f" ({named})" if named else "")


def _status(reference: Reference) -> str:
    return reference.status + (f": {line(reference.reason)}" if reference.reason else "")


def _details(change: NoteChange) -> str:
    parts = []
    for detail in change.details:
        name = _DETAILS[detail.name]
        was, now = line(detail.before), line(detail.after)
        if detail.name in ("title", "publisher"):
            was, now = (naming.quoted(value, LONG) if value else "" for value in (was, now))
        if not was:
            parts.append(f"now tells its {name}: {now}")
        elif not now:
            parts.append(f"no longer tells its {name}, {was}")
        else:
            parts.append(f"its {name} is {now}, before {was}")
    return naming.listed(parts)


def _renumbering(change: Renumbering) -> str:
    runs: list[list[tuple[int, int]]] = []
    for old, new in change.numbers:
        last = runs[-1][-1] if runs else (0, 0)
        if runs and old - last[0] == new - last[1] and old > last[0]:
            runs[-1].append((old, new))
        else:
            runs.append([(old, new)])
    shown = [_run(run) for run in runs[:LISTED]]
    if len(runs) > LISTED:
        rest = sum(map(len, runs[LISTED:]))
        shown.append(f"{counted(rest, 'more note')} {'has' if rest == 1 else 'have'} other numbers")
    return naming.listed(shown)


def _run(run: list[tuple[int, int]]) -> str:
    (old, new), (last_old, last_new) = run[0], run[-1]
    if len(run) == 1:
        return f"note {old} is now note {new}"
    return f"notes {old} to {last_old} are now notes {new} to {last_new}"


# --- the body


def _where(place: Place) -> str:
    return f"paragraph {place.paragraph}" if place.paragraph else _BLOCKS.get(place.kind, "a block")


def _passage(change: PassageChange) -> str:
    old, new = change.before, change.after
    if new is None:
        if old is None:
            return ""
        with_it = ", it had no note" if old.kind != "heading" else ""
        if change.lost:
            with_it = f", and {naming.notes(change.lost)} with it"
        return f"{_where(old)} is gone{with_it}: {naming.quoted(old.text)}"
    if old is None:
        noted = ", without a note" if new.kind != "heading" else ""
        if change.gained:
            noted = f", with {naming.notes(change.gained)}"
        return f"{_where(new)} is new{noted}: {naming.quoted(new.text)}"
    if change.rewritten:
        was, now = naming.quoted(old.text), naming.quoted(new.text)
        return f"{_where(new)} is written anew: {now}, before {was}"
    return f"{_where(old)} moved, and is now {_where(new)}: {naming.quoted(new.text)}"


def _sentence(change: SentenceChange) -> str:
    where = _where(change.place)
    quoted = naming.quoted(change.place.text)
    bare = "; it has no note any more" if change.bare else ""
    lost, gained = change.lost, change.gained
    if change.status == "gone":
        return f"{where} lost a sentence with {naming.notes(lost)}: {quoted}{bare}"
    if change.status == "new":
        return f"{where} has a new sentence with {naming.notes(gained)}: {quoted}"
    here = f"{where}, {quoted}," if change.place.text else where
    if not gained:
        return f"{here} lost {naming.notes(lost)}{bare}"
    if not lost:
        return f"{here} gained {naming.notes(gained)}"
    was, now = naming.apart(lost, gained)
    return f"{here} now bears {now}, before {was}"


def _mark(change: MarkChange) -> str:
    note = naming.notes([change.note])
    here, there = _where(change.before), _where(change.after)
    was, now = (
        naming.quoted(place.text) if place.text else "" for place in (change.before, change.after)
    )
    if here == there:
        return f"{there}: {note} moved from {was} to {now}"
    was, now = (f", {quoted}" if quoted else "" for quoted in (was, now))
    return f"{note} moved from {here}{was}, to {there}{now}"


def _links(change: LinkChange) -> str:
    where = _where(change.place)
    lost, gained = (naming.listed(map(line, hrefs)) for hrefs in (change.lost, change.gained))
    if not lost:
        return f"{where} now links to {gained}"
    if not gained:
        return f"{where} no longer links to {lost}"
    return f"{where} now links to {gained}, before to {lost}"


def _body(change: BodyChange) -> str:
    were = counted(change.before, "paragraph")
    return (
        f"the body has been written anew or is another piece’s: next to nothing of its {were} is "
        f"found in the {change.after:,} of now"
    )


def _text(change: TextChange) -> str:
    paragraphs = [place.paragraph for place in change.places if place.paragraph]
    others = len(change.places) - len(paragraphs)
    parts = []
    if paragraphs:
        parts.append(
            f"{counted(len(paragraphs), 'paragraph')} ({naming.listed(naming.runs(paragraphs))})"
        )
    if others:
        parts.append(counted(others, "other passage"))
    return f"the text changed in {naming.listed(parts)}"


# --- sources


def _source(change: SourceChange) -> str:
    named = naming.full(change.citation)
    if not change.before:
        return f"new source: {named}, for {naming.numbers(change.after)}"
    return f"source no longer used: {named}, on which {naming.numbers(change.before)} rested"


def _count(change: CountChange) -> str:
    if change.what == "sources":
        return f"it rests on {_some(change.after, 'source')}, before on {_some(change.before)}"
    if change.what == "paragraphs":
        now, was = _some(change.after, "paragraph"), _some(change.before)
        return f"the text stands in {now}, before in {was}"
    if not change.after:
        return f"every paragraph has a note, before {change.before:,} had none"
    have = "has" if change.after == 1 else "have"
    return f"{counted(change.after, 'paragraph')} {have} no note, before {_some(change.before)}"


def _some(number: int, noun: str = "") -> str:
    if not noun:
        return f"{number:,}" if number else "none"
    return counted(number, noun) if number else f"no {noun}"
