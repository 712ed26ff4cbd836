"""How the shell words what it knows: a line of text each, safe to print, the same in every form."""

from __future__ import annotations

import os
import shlex
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from briefing_tui import text
from briefing_tui.wording import counted, dated, undated, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefing_tui.archive.adding import Difference
    from briefing_tui.briefing import (
        Author,
        Block,
        Briefing,
        Citation,
        Entry,
        Footnote,
        Mark,
        Problem,
        Reference,
        Span,
    )
    from briefing_tui.results import Snippet

    _Stretch = TypeVar("_Stretch", Mark, Span)

line = text.one_line

SEPARATOR = " · "


def path_of(path: Path | str) -> str:
    """Give a path that is safe to print, on one line."""
    return text.escaped(os.fspath(path))


def word(path: Path | str) -> str:
    """Give a path or address as a word to be typed at a shell's prompt."""
    return shlex.quote(path_of(path))


# --- what a piece is


def languages(piece: Briefing | Entry, translations: Iterable[Entry] = ()) -> str:
    """Give a piece's language and those it can also be read in: `en, also in tr (slug), ru`."""
    there = [f"{line(t.lang)} ({line(t.slug)})" for t in translations]
    known = {t.lang for t in translations} | {piece.lang}
    there += [line(lang) for lang in piece.also_in if lang not in known]
    also = f"also in {', '.join(there)}" if there else ""
    return ", ".join(filter(None, (line(piece.lang), also)))


def masthead(
    briefing: Briefing, authors: Sequence[Author], translations: Sequence[Entry]
) -> list[str]:
    """Give kind, date, languages, authors and minutes, as far as they are known."""
    told = (
        line(briefing.kind),
        dated(briefing),
        languages(briefing, translations),
        ", ".join(line(author.name) for author in authors),
        counted(briefing.minutes, "minute") if briefing.words else "",
    )
    return [part for part in told if part]


def subjects(briefing: Briefing) -> list[str]:
    """Give topics and regions."""
    return [line(subject) for subject in briefing.topics + briefing.regions]


def facts(entry: Entry) -> list[str]:
    """Give what a list tells under title and date, as far as it is known."""
    told = (
        f"{counted(entry.errors, 'error')} in the file" if entry.errors else "",
        line(entry.kind),
        ", ".join(map(line, entry.authors)),
        languages(entry),
        f"translates {line(entry.translation_of)}" if entry.translation_of else "",
        f"{entry.minutes} min" if entry.words else "",
        counted(entry.notes, "note") if entry.notes else "",
        undated(entry).removeprefix("undated, ") if not entry.date and entry.last_access else "",
    )
    return [part for part in told if part]


def fields(entry: Entry) -> tuple[str, ...]:
    """Give what a line of a list holds in a pipe; a hyphen where the piece does not tell."""
    told = (
        entry.slug,
        entry.date,
        entry.lang,
        entry.kind,
        entry.title,
        ", ".join(entry.authors),
    )
    return tuple(line(field) or "-" for field in told)


def place(snippet: Snippet) -> str:
    """Say where in a piece a passage stands."""
    if snippet.field == "takeaway":
        return f"takeaway {snippet.index + 1}"
    if snippet.field == "note":
        return f"note {snippet.index}"
    if snippet.paragraph:
        return f"paragraph {snippet.paragraph}"
    return snippet.field


def profile(author: Author) -> list[tuple[str, str]]:
    """Give what a profile lists, each with its label."""
    listed = (
        ("Languages", author.languages),
        ("Interests", author.interests),
        ("Links", author.links),
    )
    return [(label, ", ".join(map(line, values))) for label, values in listed if values]


# --- what it rests on


def source(citation: Citation) -> str:
    """Name a source: publisher and title, as far as they are known."""
    title = f"“{line(citation.title)}”" if citation.title else ""
    by = ", ".join(map(line, citation.authors)) if not citation.publisher else ""
    named = ", ".join(filter(None, (line(citation.publisher or ""), by, title)))
    return named or line(citation.url or "")


def meaning(note: Footnote, briefing: Briefing, *, named: bool = True) -> str:
    """Say which note a back-reference means, or why none: `note 2: Financial Times, “…”`.

    Args:
        note: the one that may point to another; nothing is said of one that does not.
        briefing: it is from.
        named: whether the source is named, too.
    """
    told = [_meaning(reference, note, briefing, named=named) for reference in note.references]
    return "; ".join(dict.fromkeys(told))


def _meaning(reference: Reference, note: Footnote, briefing: Briefing, *, named: bool) -> str:
    if reference.status == "resolved":
        target = briefing.note(reference.target)
        meant = {citation.id for citation in note.citations}
        # Of a note with several sources a title may have named one.
        sources = [c for c in target.citations if c.id in meant] if target and named else []
        told = f"note {reference.target}"
        told += f": {'; '.join(filter(None, map(source, sources)))}".removesuffix(": ")
        return f"{told} (doubtful: {line(reference.reason)})" if reference.doubtful else told
    told = "unresolved" if reference.status == "unresolved" else "ambiguous"
    told += f": {line(reference.reason)}" if reference.reason else ""
    if reference.candidates:
        told += f" (note {' or '.join(map(str, reference.candidates))})"
    return told


def ways_of(note: Footnote) -> list[str]:
    """Give the stops from each of a note's back-references to its source, and why each."""
    return [told for reference in note.references if (told := way(reference))]


def targets_of(note: Footnote, briefing: Briefing) -> list[Footnote]:
    """Give the notes to which a note leads back, each once."""
    numbers = dict.fromkeys(reference.target for reference in note.references)
    return [target for number in numbers if (target := briefing.note(number)) is not None]


def notes_of(block: Block, briefing: Briefing) -> list[Footnote]:
    """Give the notes whose marks stand in a block, each once."""
    numbers = dict.fromkeys(mark.number for mark in block.marks)
    return [note for number in numbers if (note := briefing.note(number)) is not None]


def with_addresses(block: Block) -> Block:
    """Write each link's address behind it, since a printed link cannot be followed."""
    out = block
    for span in sorted(block.spans, key=lambda span: span.end, reverse=True):
        address = line(span.href)
        if span.kind != "link" or not address or address in out.text[span.start : span.end]:
            continue
        extra = f" <{address}>"
        at = span.end
        out = replace(
            out,
            text=out.text[:at] + extra + out.text[at:],
            spans=tuple(_moved(s, at, len(extra)) for s in out.spans),
            marks=tuple(_moved(m, at, len(extra)) for m in out.marks),
        )
    return out


def _moved(stretch: _Stretch, at: int, by: int) -> _Stretch:
    """Move a stretch of a text into which `by` characters were put at `at`."""
    start = stretch.start + by if stretch.start >= at else stretch.start
    end = stretch.end + by if stretch.end > at else stretch.end
    return replace(stretch, start=start, end=end)


# --- a profile and what a page says of the same author


def difference(told: Difference) -> list[str]:
    """Give a field's lines as a diff does: what stays behind a minus, what the page says behind +.

    Of a biography only the paragraphs that are not the same are shown.
    """
    old, new = ([line(part) for part in text.split("\n\n")] for text in (told.old, told.new))
    lines = [f"- {told.field}: {part}" for part in old if part and part not in new]
    return lines + [f"+ {told.field}: {part}" for part in new if part not in old]


# --- faults


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line of a file that a fault is in, cut to a width, with the place to point at."""

    text: str
    indent: str
    """What stands before the caret below it: as wide as the text before the place."""


def excerpt(whole: str, column: int, width: int) -> Excerpt:
    """Cut a line so that the place of a fault is in it.

    Args:
        whole: the line.
        column: of the fault, from 1, in code points.
        width: of the result in code points, at most.
    """
    at = min(max(column - 1, 0), len(whole))
    start = max(0, min(at - width // 2, len(whole) - width)) if len(whole) > width else 0
    shown = whole[start : start + width].replace("\t", " ")
    at -= start
    if start:
        shown = "…" + shown[1:]
    if start + width < len(whole):
        shown = shown[:-1] + "…"
    return Excerpt(shown, " " * sum(map(_cells, shown[:at])))


def _cells(sign: str) -> int:
    """Give the columns of the screen that a character takes."""
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def located(problem: Problem, path: str = "") -> str:
    """Give `file:line:column`; the file by the problem's own path if no other is given."""
    return f"{path or path_of(problem.path)}:{problem.line}:{problem.column}"


def told(problem: Problem, path: str = "") -> str:
    """Tell a fault on one line, as compilers do; the file as in `located`."""
    where = located(problem, path)
    return f"{where}: {problem.severity}[{problem.code}]: {line(problem.message)}"
