"""The notes of a briefing: a block of text, a mapping by number, or a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .composer import Mapping, Scalar, Sequence
from .faults import quoted
from .fields import NOTE_KEY
from .mishaps import IN_A_BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .composer import Node
    from .faults import Faults
    from .prose import Prose

# How notes are numbered; the first that fits a line holds for the whole block, so that a line that
# begins with `3.` or a year stays part of its note.
_STYLES = (
    re.compile(r"[ \t]*\[\^([0-9]{1,5})\](?::|(?=\s|$))[ \t]*"),
    re.compile(r"[ \t]*\[([0-9]{1,5})\][ \t]*"),
    re.compile(r"([0-9]{1,3})[.)](?:[ \t]+|$)"),
)
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
    return notes, stray


def _joined(lines: Iterable[str]) -> str:
    return " ".join(bare for line in lines if (bare := line.strip(" \t")))


def _block(node: Scalar, prose: Prose, faults: Faults) -> tuple[list[Note], str]:
    text = prose.typed(node, "footnotes")
    lines = text.text.split("\n")
    style = next((s for line in lines for s in _STYLES if s.match(line)), None)
    found: list[tuple[int, int, int, list[str]]] = []
    stray: list[str] = []
    for number, line in enumerate(lines, 1):
        match = style.match(line) if style else None
        if match:
            rest = line[match.end() :]
            column = match.start(1) - (0 if style is _STYLES[2] else 1)
            found.append((int(match[1]), number, column + 1, [rest]))
        elif found:
            found[-1][3].append(line)
        elif line.strip():
            if not stray:
                place = text.place(number, len(line) - len(line.lstrip()) + 1)
                message = f"{quoted(line)} belongs to no note"
                hint = "begin each note with its number, as in “[1] …”; delete what is no note"
                faults.add("warning", "text-before-notes", place, message, hint)
            stray.append(line)
    notes = [
        Note(number, _joined(parts), *text.place(line, column))
        for number, line, column, parts in found
    ]
    return notes, _joined(stray)


def _mapping(node: Mapping, prose: Prose, faults: Faults) -> tuple[list[Note], str]:
    notes: list[Note] = []
    stray: list[str] = []
    for name, (key, value) in node.entries.items():
        text = _joined(prose.text(value, "a note").split("\n"))
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
        if isinstance(item, Mapping) and all(map(_KEY.fullmatch, item.entries)):
            message = "a number and a colon begin a field, which is no item of a list of notes"
            faults.add("error", "unquoted-colon", (item.line, item.column), message, IN_A_BLOCK)
            notes += _mapping(item, prose, faults)[0]
            continue
        text = _joined(prose.text(item, "a note").split("\n"))
        match = _STYLES[0].match(text) or _STYLES[1].match(text)
        number = int(match[1]) if match else (notes[-1].number if notes else 0) + 1
        notes.append(Note(number, text[match.end() :] if match else text, item.line, item.column))
    return notes, ""


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
