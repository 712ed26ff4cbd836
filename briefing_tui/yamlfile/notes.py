"""The notes of a briefing: a block of text, a mapping by number, or a list."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui import sources

from .composer import Mapping, Scalar, Sequence
from .faults import quoted
from .fields import NOTE_KEY
from .mishaps import IN_A_BLOCK

if TYPE_CHECKING:
    from .composer import Node
    from .faults import Faults
    from .prose import Prose

# How notes are numbered at the start of a line; the first that fits one holds for the whole block,
# so that a line that begins with `3.` or a year stays part of its note.
_STYLES = (
    re.compile(r"\n[ \t]*\[\^([0-9]{1,5})\](?::|(?=\s|$))[ \t]*"),
    re.compile(r"\n[ \t]*\[([0-9]{1,5})\][ \t]*"),
    re.compile(r"\n([0-9]{1,3})[.)](?:[ \t]+|(?=\n)|$)"),
)
_BREAK = re.compile(r"\n[ \t\n]*")
MOST_NOTES = 10_000
_KEY = re.compile(NOTE_KEY)


class Note(NamedTuple):
    """A note as it stands in the file."""

    number: int
    text: str
    line: int
    column: int


def read_notes(node: Node, prose: Prose, faults: Faults) -> tuple[list[Note], str]:
    """Read the value of `footnotes`.

    Words are kept as they are written; the lines of a note are joined by a space.

    Args:
        node: a scalar (`[1] …`, `[^1]: …` or `1. …` at the start of each note), a mapping by
            number, or a list.
        prose: how to get at the text of a scalar, and at its places.
        faults: where faults are noted.

    Returns:
        The notes in the file's order, and text that belongs to none.
    """
    if isinstance(node, Scalar):
        notes, stray = _block(node, prose, faults)
    elif isinstance(node, Mapping):
        notes, stray = _mapping(node, prose, faults)
    else:
        notes, stray = _list(node, prose, faults)
    _check(notes, faults)
    _check_lengths(notes, faults)
    return notes, stray


def _joined(text: str) -> str:
    """Put a text on one line: its lines without white space around them, blank ones left out."""
    text = text.strip(" \t\n")
    if " \n" in text or "\t\n" in text:
        return " ".join(bare for line in text.split("\n") if (bare := line.strip(" \t")))
    return _BREAK.sub(" ", text) if "\n" in text else text


def _block(node: Scalar, prose: Prose, faults: Faults) -> tuple[list[Note], str]:
    typed = prose.typed(node, "footnotes")
    text = f"\n{typed.text}"
    firsts = [(match.start(), style) for style in _STYLES if (match := style.search(text))]
    style = min(firsts, key=lambda first: first[0])[1] if firsts else None
    marks = list(islice(style.finditer(text), MOST_NOTES + 1)) if style else []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    stray = text[: marks[0].start()] if marks else text
    if stray.strip():
        above = len(stray) - len(stray.lstrip())
        line = stray.count("\n", 0, above)
        place = typed.place(line, above - stray.rfind("\n", 0, above))
        first, _, _ = stray[above:].partition("\n")
        message = f"{quoted(first)} belongs to no note"
        hint = "begin each note with its number, as in “[1] …”; delete what is no note"
        faults.add("warning", "text-before-notes", place, message, hint)
    notes: list[Note] = []
    line = seen = 0
    for mark, end in zip(marks, ends, strict=False):
        line += text.count("\n", seen, mark.start() + 1)
        seen = mark.start() + 1
        column = mark.start(1) - mark.start() - (0 if style is _STYLES[2] else 1)
        place = typed.place(line, column)
        if len(notes) == MOST_NOTES:
            _tell_too_many(place, faults)
            break
        notes.append(Note(int(mark[1]), _joined(text[mark.end() : end]), *place))
    return notes, _joined(stray)


def _mapping(node: Mapping, prose: Prose, faults: Faults) -> tuple[list[Note], str]:
    notes: list[Note] = []
    stray: list[str] = []
    for name, (key, value) in node.entries.items():
        text = _joined(prose.text(value, "a note"))
        number = _KEY.fullmatch(name)
        if number:
            notes.append(Note(int(number[1]), text, key.line, key.column))
        else:
            message = f"{quoted(name)} is no number of a note"
            faults.add("error", "note-number", (key.line, key.column), message, IN_A_BLOCK)
            stray.append(f"{name}: {text}")
    return notes, " ".join(stray)


def _list(node: Sequence, prose: Prose, faults: Faults) -> tuple[list[Note], str]:
    notes: list[Note] = []
    for item in node.items:
        if len(notes) >= MOST_NOTES:
            _tell_too_many((item.line, item.column), faults)
            break
        if isinstance(item, Mapping) and all(map(_KEY.fullmatch, item.entries)):
            message = "a number and a colon begin a field, which is no item of a list of notes"
            faults.add("error", "unquoted-colon", (item.line, item.column), message, IN_A_BLOCK)
            notes += _mapping(item, prose, faults)[0]
            continue
        text = f"\n{_joined(prose.text(item, 'a note'))}"
        match = _STYLES[0].match(text) or _STYLES[1].match(text)
        number = int(match[1]) if match else (notes[-1].number if notes else 0) + 1
        written = text[match.end() if match else 1 :]
        notes.append(Note(number, written, item.line, item.column))
    return notes, ""


def _tell_too_many(place: tuple[int, int], faults: Faults) -> None:
    message = f"there are more than {MOST_NOTES:,} notes, and those from here on are not read"
    faults.add("error", "too-many-notes", place, message, "divide the piece")


def _check(notes: list[Note], faults: Faults) -> None:
    lines: dict[int, int] = {}
    last = 0
    for note in notes:
        place = (note.line, note.column)
        if note.number in lines:
            faults.add(
                "warning",
                "note-twice",
                place,
                f"there is a note {note.number} in line {lines[note.number]} already",
                "give one of them another number; marks lead to the first",
            )
        elif note.number < last:
            message = f"note {note.number} comes after note {last}"
            hint = "put the notes in the order of their numbers: “Ibid.” means the note before"
            faults.add("warning", "note-order", place, message, hint)
        if not note.text:
            message = f"note {note.number} is empty"
            faults.add("warning", "empty-note", place, message, "write it, or delete its number")
        lines.setdefault(note.number, note.line)
        last = max(last, note.number)


def _check_lengths(notes: list[Note], faults: Faults) -> None:
    looked = sources.looked_into([note.text for note in notes])
    if all(looked):
        return
    note = notes[looked.index(False)]
    faults.add(
        "warning",
        "too-much-in-notes",
        (note.line, note.column),
        f"note {note.number} is shown, but no source is looked for in it: there is too much",
        "a note is a few lines long, and a piece has some hundred of them",
    )
