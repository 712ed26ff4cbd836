"""Citations and documents of briefings, for the front ends: what they ask, in a style or format."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefing_tui import export
from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.text import escaped, one_line
from briefing_tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing_tui.briefing import Author, Block, Briefing, Footnote, Reading
    from briefing_tui.export.works import Work

Remark: TypeAlias = export.Remark
Style = Literal["chicago", "apa", "plain", "bibtex", "ris", "csl-json"]
Format = Literal["md", "html", "bibtex", "ris", "csl-json"]


@dataclass(frozen=True, slots=True)
class Cited:
    """What was asked to be cited."""

    text: str
    """All of it in the style; empty when nothing is known."""
    items: tuple[str, ...] = ()
    """Each source by itself, in the same style."""
    faults: tuple[str, ...] = ()
    """What of a note could not be followed, and why."""
    doubts: tuple[str, ...] = ()
    """What a person should look at."""


def cite(
    reading: Reading, style: Style, *, note: int | None = None, sources: bool = False
) -> Cited:
    """Cite a briefing, what one of its notes rests on, or all its sources.

    Raises:
        NotFoundError: no such note or no source; or several it may be, in the hint.
    """
    briefing = reading.briefing
    if sources:
        return _cited_sources([briefing], style)
    if note is not None:
        return _cited_note(briefing, note, style)
    return _cited([export.work_of_briefing(briefing, reading.authors)], style)


def cite_source(briefing: Briefing, source: str, style: Style) -> str:
    """Cite one source of a briefing, with all that its notes tell and without their pages.

    Args:
        briefing: whose notes rest on it.
        source: its id.
        style: what it is written in.

    Returns:
        The citation; nothing when no note rests on the source.
    """
    for each in export.Sources(briefing).listed():
        if each.work.key.endswith(f"-{source[:8]}"):
            return _cited([each.work], style).text
    return ""


def document(
    readings: Sequence[Reading],
    to: Format,
    *,
    resolve: bool = False,
    remarks: Sequence[Sequence[Remark]] = (),
) -> str:
    """Give one document of briefings, or the bibliography of their sources.

    Args:
        readings: of the briefings, in the order of the document.
        to: the format.
        resolve: whether notes tell in full what they point to.
        remarks: what a reader left in each, for Markdown and HTML; empty when that is not wanted.
    """
    if to in _FORMATS:
        return _cited_sources([reading.briefing for reading in readings], to).text
    write = export.to_html if to == "html" else export.to_markdown
    return write(list(readings), resolve=resolve, remarks=remarks)


def noted_document(pieces: Iterable[tuple[str, str, Iterable[Remark]]]) -> str:
    """Give what a reader left in several briefings as one document in Markdown.

    Args:
        pieces: of each briefing its title, its citation (empty when it is not known), the remarks.
    """
    return export.noted_document(pieces)


def target_of(path: Path, *, force: bool) -> Path:
    """Give the file that a document is to be written into: where a link leads, if `path` is one.

    Raises:
        BriefingError: what is there is no file, or it is one and `force` does not allow for that.
        ArchiveError: it cannot be found out.
    """
    from briefing_tui.archive.writing import kind_of  # noqa: PLC0415 - citing writes nothing

    kind = kind_of(path, followed=True)
    if kind not in ("", "a file"):
        hint = "" if kind == "a folder" else "-o - writes to standard output"
        raise BriefingError(f"{escaped(str(path))} is {kind}, no file", hint)
    if not force and os.path.lexists(path):
        raise _taken(path)
    return Path(os.path.realpath(path))


def write_document(path: Path, text: str, *, force: bool = False) -> None:
    """Write a document in UTF-8, whole or not at all; a link stays one, what it leads to is new.

    Args:
        path: the file; its folder must be there.
        text: all of it.
        force: whether a file that is there is written over.

    Raises:
        BriefingError: as `target_of` does.
        ArchiveError: it cannot be written; nothing has changed then.
    """
    from briefing_tui.archive.writing import put  # noqa: PLC0415 - citing writes nothing

    target = target_of(path, force=force)
    try:
        put(target, text.encode(), over=force)
    except FileExistsError as error:
        raise _taken(path) from error


def _taken(path: Path) -> BriefingError:
    return BriefingError(f"{escaped(str(path))} exists already", "--force writes over it")


def quote(
    text: str,
    briefing: Briefing,
    authors: Iterable[Author],
    blocks: Iterable[Block] = (),
    style: Style = "chicago",
) -> str:
    """Give selected words for the clipboard, with full citations; no Ibid. is left.

    Args:
        text: what was selected, as the body shows it; its lines are paragraphs.
        briefing: it is from.
        authors: the briefing's.
        blocks: those that the selection touches; they tell which `[n]` is a mark, and which
            paragraph is quoted.
        style: one of those for people; `chicago` in place of the others.
    """
    worded = _STYLES.get(style, export.chicago)
    return export.quote_with_citation(text, briefing, authors, blocks, worded)


def full_notes(briefing: Briefing) -> dict[int, str]:
    """Give each note's words by its number, what it points to in full."""
    sources = export.Sources(briefing)
    return {note.number: export.in_full(note, briefing, sources) for note in briefing.footnotes}


def _cited_sources(briefings: Iterable[Briefing], style: str) -> Cited:
    listed = [each for briefing in briefings for each in export.Sources(briefing).listed()]
    return _cited(export.distinct(listed), style)


def _cited_note(briefing: Briefing, number: int, style: Style) -> Cited:
    note = briefing.note(number)
    slug = briefing.slug
    if note is None:
        numbers = [note.number for note in briefing.footnotes]
        has = f"it has {counted(len(numbers), 'note')}" if numbers else "it has no notes"
        has += f", {min(numbers)} to {max(numbers)}" if len(numbers) > 1 else ""
        raise NotFoundError(f"there is no note {number} in {slug}", has)
    sources = export.Sources(briefing)
    works = sources.of(note)
    faults = tuple(export.faults_of(note))
    if not works and faults:
        hint = "\n".join(_candidates(note, briefing, sources, style))
        raise NotFoundError(f"note {number} of {slug} is not resolved: {'; '.join(faults)}", hint)
    if not works:
        raise NotFoundError(f"note {number} of {slug} cites no source", one_line(note.text))
    return _cited(works, style, faults, tuple(_doubts(note, works)))


def _candidates(
    note: Footnote, briefing: Briefing, sources: export.Sources, style: Style
) -> Iterable[str]:
    """List the sources that a note could mean, each with the note that it stands in."""
    word = _STYLES.get(style, export.chicago)
    for number, place in (choice for r in note.references for choice in r.choices):
        found = briefing.note(number)
        works = sources.of(found) if found is not None else ()
        if place < len(works):
            yield f"note {number}: {word(works[place])}"
        elif found is not None:
            yield f"note {number}: {one_line(found.text)}"


def _doubts(note: Footnote, works: Sequence[Work]) -> Iterable[str]:
    for reference in note.references:
        if reference.doubtful and reference.status == "resolved":
            yield f"{reference.term} means note {reference.target}, doubtful: {reference.reason}"
    if any(work.words for work in works):
        yield "this source could not be taken apart; given are the note's own words"
    elif note.unparsed:
        yield "the note cites more than could be taken apart"


def _cited(
    works: Sequence[Work],
    style: str,
    faults: tuple[str, ...] = (),
    doubts: tuple[str, ...] = (),
) -> Cited:
    if style in _STYLES:
        items = tuple(map(_STYLES[style], works))
        return Cited("\n".join(items), items, faults, doubts)
    write = _FORMATS[style]
    items = tuple(write([work]) for work in works)
    return Cited(write(works) if works else "", items, faults, doubts)


def _csl_json(works: Sequence[Work]) -> str:
    return json.dumps(export.to_csl(works), ensure_ascii=False, indent=2)


_STYLES: dict[str, Callable[[Work], str]] = {
    "chicago": export.chicago,
    "apa": export.apa,
    "plain": export.plain,
}
_FORMATS: dict[str, Callable[[Sequence[Work]], str]] = {
    "bibtex": export.to_bibtex,
    "ris": export.to_ris,
    "csl-json": _csl_json,
}
