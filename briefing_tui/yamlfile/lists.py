"""Lists that people write with other signs than YAML's: `-one`, `– one`, `1. one`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .strays import BULLETS

if TYPE_CHECKING:
    from .composer import Scalar
    from .faults import Faults
    from .prose import Prose

# What begins an item for a person; YAML takes it for a part of the text.
_SIGN = re.compile(r"[-*](?=[^\W\d])|[•–—](?=[ \t]*\w)|[0-9]{1,2}[.)](?=[ \t])")
_HYPHEN = re.compile(r"-(?=[^\W\d])")
# At the start of a line that goes on with an item. Dashes stand in prose.
_DEEPER = re.compile(r"[-*•][ \t]+(?=\S)")
_STOP = (".", "!", "?", "…", "”", "»")


def meant_items(node: Scalar, name: str, prose: Prose, faults: Faults) -> list[str]:
    """Give the items of a list that YAML has taken for one text, and note it.

    Args:
        node: the value of a field that holds a list.
        name: the field.
        prose: of the file.
        faults: where it is noted.

    Returns:
        The items, or none when the text begins as no list does.
    """
    if node.style:
        return []
    rows = prose.rows(node)
    if not _SIGN.match(rows[0].text):
        return []
    message = f"“{name}” begins as a list does, but YAML takes it for one text"
    faults.add("error", "not-an-item", rows[0].place, message, BULLETS)
    out: list[str] = []
    for row in rows:
        sign = _SIGN.match(row.text)
        if sign:
            out.append(row.text[sign.end() :].strip())
        else:
            out[-1] += f" {row.text}"
    return out


def run_on_items(node: Scalar, name: str, prose: Prose, faults: Faults) -> list[str]:
    """Give the items that have run into the one above them, `- one` and below it `-two`.

    Args:
        node: an item of a list.
        name: the field that holds the list.
        prose: of the file.
        faults: where it is noted.

    Returns:
        That item and those that have run into it, or none when there are no such.
    """
    rows = prose.rows(node) if not node.style else []
    for row in rows[1:]:
        if _DEEPER.match(row.text):
            message = f"“{row.text[0]}” begins no item here: the line goes on with the one above"
            hint = "begin it in the column of the other items; in a text, put the item in quotes"
            faults.add("warning", "item-in-item", row.place, message, hint)
    if not any(_HYPHEN.match(row.text) for row in rows[1:]):
        return []
    out = [rows[0].text]
    for row in rows[1:]:
        if _HYPHEN.match(row.text):
            message = f"no space follows “-”, so that it begins no item of “{name}”"
            faults.add("error", "not-an-item", row.place, message, BULLETS)
            out.append(row.text[1:])
        else:
            out[-1] += f" {row.text}"
    return out


def tell_one_item(node: Scalar, name: str, prose: Prose, faults: Faults) -> None:
    """Note that the lines of a list without signs are one item, if each of them is a sentence."""
    rows = prose.rows(node) if not node.style else []
    if len(rows) > 1 and all(row.text.endswith(_STOP) for row in rows):
        message = f"the {len(rows)} lines of “{name}” are read as one item"
        faults.add("warning", "one-item", rows[0].place, message, BULLETS)
