"""What a file itself says about the sources of its notes: `sources: {4: {same_as: 2}}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .composer import Mapping
from .faults import quoted
from .fields import CORRECTIONS, NOTE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection

    from .composer import Node
    from .faults import Faults
    from .prose import Prose

_NOTE_NUMBER = re.compile(NOTE_NUMBER)


def read_corrections(
    node: Node | None, numbers: Collection[int], prose: Prose, faults: Faults, *, cut: bool
) -> dict[int, dict[str, str]]:
    """Read the value of `sources`.

    Args:
        node: the value, or None.
        numbers: of the notes there are.
        prose: how to get at the text of a scalar.
        faults: where faults are noted.
        cut: whether notes may be missing because reading ended before the file did.

    Returns:
        For each corrected note, the fields that are set.
    """
    out: dict[int, dict[str, str]] = {}
    if node is None:
        return out
    hint = "write, for instance, sources: {4: {same_as: 2}}"
    if not isinstance(node, Mapping):
        message = "“sources” is no mapping of note numbers"
        faults.add("error", "bad-correction", (node.line, node.column), message, hint)
        return out
    for name, (key, value) in node.entries.items():
        place = (key.line, key.column)
        number = int(name) if _NOTE_NUMBER.fullmatch(name) else 0
        if not isinstance(value, Mapping) or not number:
            message = f"{quoted(name)} is no correction of a note"
            faults.add("error", "bad-correction", place, message, hint)
        elif number in numbers:
            out[number] = _correction(number, value, numbers, prose, faults)
        elif not cut:
            message = f"there is no note {number} to correct"
            faults.add("error", "bad-correction", place, message, "look at the number")
    return out


def _correction(
    number: int, node: Mapping, numbers: Collection[int], prose: Prose, faults: Faults
) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, (key, value) in node.entries.items():
        place = (key.line, key.column)
        if name not in CORRECTIONS:
            hint = f"what can be corrected is {', '.join(CORRECTIONS)}"
            message = f"{quoted(name)} of a source cannot be corrected"
            faults.add("error", "bad-correction", place, message, hint)
            continue
        text = prose.line(value, f"“{name}”")
        if name == "same_as":
            target = int(text) if _NOTE_NUMBER.fullmatch(text) else 0
            if target not in numbers or target == number:
                message = f"{quoted(text)} is no other note of this piece"
                hint = "write the number of the note that cites the same source"
                faults.add("error", "bad-correction", place, message, hint)
                continue
        out[name] = text
    return out
