"""`sources`, `cited-by`, `without`, `trace`: what rests on what."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing_tui.cli import outline, wording
from briefing_tui.cli.opening import Reader, folder, is_briefing_file, opened
from briefing_tui.cli.outline import Row
from briefing_tui.cli.terminal import DONE, NOTHING
from briefing_tui.cli.wording import line
from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Briefing, Citation, Entry, Footnote, Reading
    from briefing_tui.cli.terminal import Terminal
    from briefing_tui.evidence import CitedNote, Citing, Claim, Loss, SourceRecord, Withdrawal


_SHOWN = 10
"""Paths, of those that an answer does not know."""


def sources(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell the sources of briefings, or those of the whole archive."""
    if not options.slugs:
        with opened(folder(options), terminal) as archive:
            found = archive.sources()
        if options.json:
            from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

            terminal.write_json(records.sources(found))
        elif terminal.drawn:
            outline.write(terminal, _archive_rows(found))
        else:
            terminal.write("\t".join(fields_of(record)) for record in found)
        if not options.json:
            terminal.say(counted(len(found), "source"))
        return DONE if found else NOTHING
    if options.json:
        return _sources_json(options, terminal)
    with Reader(options, terminal) as reader:
        readings = [reader.read(name) for name in options.slugs]
    for number, each in enumerate(readings):
        outline.write(terminal, ([Row()] if number else []) + list(_sources_rows(each)))
    return DONE


def _sources_json(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write a document for each name as soon as it is read; one that cannot be read has its own."""
    from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

    code = DONE
    several = len(options.slugs) > 1
    with Reader(options, terminal) as reader:
        for name in options.slugs:
            try:
                record = records.reading(reader.read(name))
            except BriefingError as error:
                left_out = several and isinstance(error, NotFoundError)
                if not (left_out or is_briefing_file(PurePath(name))):
                    raise
                record, code = records.unread(name, error), NOTHING
            terminal.write_json(record, on_a_line=several)
    return code


def cited_by(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell everything in the archive that rests on a page, a domain or sources of some words."""
    with opened(folder(options), terminal) as archive:
        answer = archive.citing(" ".join(options.source))
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.citing(answer))
    elif answer.sources:
        outline.write(terminal, citing_rows(answer))
    if not answer.sources and not options.json:
        terminal.say(f"no note in the archive cites {line(answer.query.text)}")
    _tell_unread(options, answer, terminal)
    return DONE if answer.sources else NOTHING


def without(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what the archive loses when a page or a domain is withdrawn."""
    with opened(folder(options), terminal) as archive:
        answer = archive.without(options.source)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.withdrawal(answer))
    elif answer.sources:
        outline.write(terminal, withdrawal_rows(answer))
    if not answer.sources and not options.json:
        falls = "" if answer.unread else "; nothing falls"
        terminal.say(f"no note in the archive cites {line(answer.query.text)}{falls}")
    _tell_unread(options, answer, terminal)
    return DONE if answer.sources else NOTHING


def _tell_unread(
    options: argparse.Namespace, answer: Citing | Withdrawal, terminal: Terminal
) -> None:
    """Say what the answer does not know; in JSON it is part of the answer."""
    if not answer.unread or options.json:
        return
    shown = ", ".join(answer.unread[:_SHOWN])
    more = len(answer.unread) - _SHOWN
    rest = f" and {more:,} more" if more > 0 else ""
    terminal.say(
        f"not in this answer, or as it was last read: {shown}{rest}; `briefing check` tells why"
    )


def trace(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what each takeaway of a briefing rests on."""
    with Reader(options, terminal) as reader:
        found = reader.read(options.slug)
    if options.json:
        from briefing_tui.cli import records  # noqa: PLC0415 - one form is needed, not all

        terminal.write_json(records.trace(found))
        return DONE
    outline.write(terminal, trace_rows(found))
    return DONE


# --- rows


def fields_of(record: SourceRecord) -> tuple[str, ...]:
    """Give a source of the archive as the fields of a line."""
    cited = record.citation
    told = (
        cited.id,
        str(record.briefings),
        str(record.notes),
        record.last_access,
        line(cited.publisher or ""),
        line(cited.title or ""),
        line(cited.url or ""),
    )
    return tuple(field or "-" for field in told)


def _archive_rows(found: Iterable[SourceRecord]) -> Iterator[Row]:
    for record in found:
        yield from _source_rows(record.citation)
        told = f"{counted(record.notes, 'note')} in {counted(record.briefings, 'briefing')}"
        yield Row(f"{told}{_between(record.first_access, record.last_access)}", 1, "aside")


def _source_rows(cited: Citation, level: int = 0) -> Iterator[Row]:
    named = wording.source(cited)
    yield Row(named, level, "head")
    if cited.url and line(cited.url) != named:
        yield Row(line(cited.url), level + 1, "aside")


def _between(first: str, last: str) -> str:
    if not first:
        return ""
    return f", accessed {first}" if first == last else f", accessed from {first} to {last}"


def _title_row(piece: Briefing | Entry) -> Row:
    return Row(f"{line(piece.title)} ({line(piece.slug)})", 0, "title")


def _numbers(noun: str, numbers: Sequence[int]) -> str:
    """Give `note 4`, `notes 1, 2 and 8`."""
    shown = [str(number) for number in numbers]
    if len(shown) < 2:
        return f"{noun} {''.join(shown)}"
    return f"{noun}s {', '.join(shown[:-1])} and {shown[-1]}"


def _sources_rows(found: Reading) -> Iterator[Row]:
    piece = found.briefing
    yield _title_row(piece)
    dates = sorted({c.accessed for n in piece.footnotes for c in n.citations if c.accessed})
    accessed = _between(dates[0], dates[-1]) if dates else ""
    counts = f"{counted(len(found.sources), 'source')}, {counted(len(piece.footnotes), 'note')}"
    yield Row(f"{counts}{accessed}", 1, "aside")
    if found.unsupported:
        paragraphs = sum(1 for block in piece.blocks if block.paragraph)
        bare = _numbers("paragraph", found.unsupported)
        yield Row(f"{bare} of {paragraphs} without a note", 1, "aside")
    for use in found.sources:
        yield from _source_rows(use.citation, 1)
        pointing = [n for n in use.notes if (note := piece.note(n)) and _points(note, use.citation)]
        by = f" ({_numbers('note', pointing)} by pointing to another)" if pointing else ""
        more = f"; also in {counted(use.elsewhere, 'other briefing')}" if use.elsewhere else ""
        yield Row(f"{_numbers('note', use.notes)}{by}{more}", 2)
    for note in piece.footnotes:
        if not note.citations:
            yield Row(f"note {note.number} has no source that is known: {_why(note, piece)}", 1)


def _points(note: Footnote, citation: Citation) -> bool:
    """Tell whether a note rests on a source by pointing to another, not by citing it itself."""
    return note.reference is not None and citation.id not in {own.id for own in note.own}


def _why(note: Footnote, piece: Briefing) -> str:
    words = f"“{_short(note.text)}”"
    if note.reference is not None:
        return f"{words}, {wording.meaning(note, piece)}"
    return f"{words}, which could not be read" if note.unparsed else f"{words}, a comment"


def _short(text: str, most: int = 160) -> str:
    shown = line(text)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def _matched(sources: Sequence[SourceRecord], text: str) -> Iterator[Row]:
    yield Row(f"{counted(len(sources), 'source')} for {line(text)}", 0, "title")
    for record in sources:
        yield from _source_rows(record.citation, 1)


def citing_rows(answer: Citing) -> Iterator[Row]:
    """Give the answer of `cited-by`."""
    yield from _matched(answer.sources, answer.query.text)
    notes = sum(len({note.number for note in use.notes}) for use in answer.uses)
    yield Row(f"{counted(notes, 'note')} in {counted(len(answer.uses), 'briefing')}", 1)
    for use in answer.uses:
        yield Row()
        yield _title_row(use.entry)
        for note in use.notes:
            yield Row(_cited(note), 1)
        for claim in use.claims:
            yield Row(f"{_place(claim)}: {_short(claim.text, 400)}", 1)


def _cited(note: CitedNote) -> str:
    via = f" → note {note.via}" if note.via else ""
    return f"note {note.number}: {_short(note.text)}{via}"


def _place(claim: Claim) -> str:
    if claim.kind == "takeaway":
        return f"takeaway {claim.number}"
    return f"paragraph {claim.number}" if claim.number else "outside the paragraphs"


def withdrawal_rows(answer: Withdrawal) -> Iterator[Row]:
    """Give the answer of `without`."""
    yield from _matched(answer.sources, answer.query.text)
    yield Row(_summary(answer.losses), 1)
    for loss in answer.losses:
        yield Row()
        yield _title_row(loss.entry)
        yield from _loss_rows(loss)


def _summary(losses: Sequence[Loss]) -> str:
    """Give `in 2 briefings: 9 notes fall; 1 note loses one of its sources; …`."""
    fallen = sum(len(loss.fallen) for loss in losses)
    weakened = sum(len(loss.weakened) for loss in losses)
    told = [f"{counted(fallen, 'note')} {'falls' if fallen == 1 else 'fall'}"]
    if weakened:
        loses = "loses one of its sources" if weakened == 1 else "lose one of their sources"
        told.append(f"{counted(weakened, 'note')} {loses}")
    left = [
        counted(number, noun)
        for noun, number in (
            ("takeaway", sum(len(loss.takeaways) for loss in losses)),
            ("paragraph", sum(len(loss.paragraphs) for loss in losses)),
            ("sentence", sum(len(loss.sentences) for loss in losses)),
        )
        if number
    ]
    if left:
        told.append(f"left with no note: {', '.join(left)}")
    return f"in {counted(len(losses), 'briefing')}: {'; '.join(told)}"


def _loss_rows(loss: Loss) -> Iterator[Row]:
    for note in loss.fallen:
        yield Row(f"falls: {_cited(note)}", 1)
    for note in loss.weakened:
        yield Row(f"loses one of its sources: {_cited(note)}", 1)
    for claim in loss.takeaways:
        yield Row(f"left with no note: takeaway {claim.number}: {_short(claim.text, 400)}", 1)
    if loss.paragraphs:
        yield Row(f"left with no note: {_numbers('paragraph', loss.paragraphs)}", 1)
    for claim in loss.sentences:
        # Lines of a table or a list have no number; what a paragraph loses may not be all it has.
        where = f"a sentence of paragraph {claim.number}" if claim.number else _place(claim)
        yield Row(f"left with no note: {where}: {_short(claim.text, 400)}", 1)


def trace_rows(found: Reading) -> Iterator[Row]:
    """Give the answer of `trace`."""
    piece = found.briefing
    yield _title_row(piece)
    if not piece.takeaways:
        yield Row("there are no takeaways", 1)
    for number, (takeaway, support) in enumerate(
        zip(piece.takeaways, found.supports, strict=True), 1
    ):
        yield Row()
        yield Row(f"takeaway {number}: {line(takeaway)}", 0, "head")
        if support is None:
            yield Row("no sentence of the body shares enough of its words", 1)
            continue
        sentence = piece.blocks[support.block].text[support.start : support.end]
        yield Row(f"closest by its words, paragraph {support.paragraph}: {line(sentence)}", 1)
        if not support.notes:
            yield Row("no note stands on that sentence", 1)
        for n in support.notes:
            note = piece.note(n)
            if note is not None:
                yield from _note_rows(note, piece)


def _note_rows(note: Footnote, piece: Briefing) -> Iterator[Row]:
    yield Row(f"note {note.number}: {_short(note.text)}", 1)
    if note.reference is not None:
        ways = wording.ways_of(note) if note.citations else [wording.meaning(note, piece)]
        yield from (Row(way, 2, "aside") for way in ways)
    for cited in note.citations:
        yield from _source_rows(cited, 2)
