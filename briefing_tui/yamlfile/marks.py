"""Marks and notes that do not find each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing_tui.body import Body

    from .faults import Faults
    from .notes import Note
    from .prose import Typed

_DEFINITION = re.compile(r"[ \t]*\[\^?[0-9]+\](?P<colon>:)?[ \t]*(?=\S)")


def tell_marks(typed: Typed, body: Body, notes: Iterable[Note], faults: Faults) -> None:
    """Note the marks that lead to no note, the notes no mark leads to, and notes in the body.

    Args:
        typed: the body as it stands in the file.
        body: the same, read.
        notes: those of the file.
        faults: where faults are noted.
    """
    inside = set(_inside(typed.text.split("\n"), body.missing))
    moved = {number for number, _, _ in inside}
    for mark in body.missing:
        number, line, column = mark
        if mark in inside:
            code, message = "note-in-body", f"note {number} stands in the body"
            hint = "move it to “footnotes: |”"
        elif number in moved:
            continue  # it has its note as soon as that is moved
        else:
            code, message = "mark-without-note", f"the mark [{number}] has no note"
            hint = f"add note {number} to the footnotes; if it is no mark, write \\[{number}]"
        faults.add("warning", code, typed.place(line, column), message, hint)
    for note in notes:
        if note.number not in body.used:
            message = f"no mark in the body leads to note {note.number}"
            hint = f"write [{note.number}] where the text rests on it"
            faults.add("warning", "note-without-mark", (note.line, note.column), message, hint)


def _inside(
    lines: list[str], missing: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Find the notes in a body: `[^1]: …`, or `[1] …` on a line of its own below its mark."""
    marked: set[int] = set()
    for number, line, column in missing:
        row = lines[line - 1] if line <= len(lines) else ""
        found = _DEFINITION.match(row)
        first = not row[: column - 1].strip()
        if first and found and (found["colon"] or number in marked):
            yield number, line, column
        elif not first:
            marked.add(number)
