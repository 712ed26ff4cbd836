"""The file that a new briefing begins as: every field, with a line that teaches it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from .fields import BRIEFING_FIELDS
from .writer import dump

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import Field

_HEAD = """\
# yaml-language-server: $schema={schema}
#
# Fill in what is empty, and write your own over the examples in body and footnotes. Lines that
# begin with # are comments: keep or delete them. `briefing check` tells what is left to do.
"""


def template(values: Mapping[str, Any], schema: str) -> str:
    """Give a new briefing's file.

    Args:
        values: what is known, by field; the others are left open. `date` is there.
        schema: where the JSON Schema is, from the file's folder.
    """
    return _HEAD.format(schema=schema) + "".join(
        f"\n# {field.description}\n{_lines(field, values)}" for field in BRIEFING_FIELDS.values()
    )


def left_to_fill(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the fields of a template that only its author can fill."""
    return tuple(
        field.name
        for field in BRIEFING_FIELDS.values()
        if field.placeholder or (field.missing and not values.get(field.name))
    )


def _lines(field: Field, values: Mapping[str, Any]) -> str:
    if field.name == "body":
        return dump({"body": f"{field.placeholder}[1]\n"})
    if field.name == "footnotes":
        day = ".".join(reversed(values["date"].split("-")))
        note = f"{field.placeholder}, https://source.example/page, (Date of Access: {day})."
        return dump({"footnotes": [(1, note)]})
    if values.get(field.name):
        return dump({field.name: values[field.name]})
    if not field.missing:
        return textwrap.indent(dump({field.name: field.examples[0]}), "# ")
    if field.shape == "authors":
        return f"{field.name}: []\n"
    if field.shape == "lines":
        return f"{field.name}:\n  # - {field.examples[0][0]}\n"
    return f"{field.name}:\n"
