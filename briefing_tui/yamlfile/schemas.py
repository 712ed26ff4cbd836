"""A JSON Schema of the format, for editors: made of the same definitions that the reader reads by.

It gives the reader's verdict, as far as a schema can: what the reader tells as an error is invalid,
what it only warns of is valid. So a field that the format does not know is allowed: it is kept, a
file with one is listed and read, and `briefing check` asks which field was meant. A schema that
forbade it would fail files in an editor or a pipeline that the program takes.

Editors see values as YAML types them, `date: 2031` as a number and `kind:` as null; the reader
takes every scalar for text. Both are valid.

Draft 2020-12: https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .fields import (
    ARCHIVE_FIELDS,
    AUTHOR_FIELDS,
    BRIEFING_FIELDS,
    CORRECTIONS,
    ID,
    LANG,
    NOTE_KEY,
    NOTE_NUMBER,
    OWN_FIELD,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import Field

Kind: TypeAlias = Literal["briefing", "author", "archive"]
_Schema: TypeAlias = dict[str, Any]

MADE_BY = "Made by `briefing schema`; a newer version of the program may write it anew."
"""The comment by which the program knows a file that it has written."""

_KINDS: dict[Kind, tuple[str, str, Mapping[str, Field]]] = {
    "briefing": ("Briefing", "A piece of analysis, with its notes and authors.", BRIEFING_FIELDS),
    "author": ("Author", "Who writes briefings: a file in authors/.", AUTHOR_FIELDS),
    "archive": ("Archive", "What an archive of briefings is called.", ARCHIVE_FIELDS),
}
_SCALAR = ("string", "number", "boolean")
_WORDS: _Schema = {"type": [*_SCALAR, "null"]}
_LIST: _Schema = {"type": ["array", *_SCALAR, "null"], "items": _WORDS}
# Months and days that there are, leap years included; Python's years begin with 1.
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29"
_DAY = (
    "(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])"
    "|-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|-02-(?:0[1-9]|1[0-9]|2[0-8]))?"
)
_LANGS = rf"[\s,]*(?:{LANG}\s*(?:,[\s,]*|$))*"


def schema(kind: Kind = "briefing") -> _Schema:
    """Give the JSON Schema of a kind of file."""
    title, description, fields = _KINDS[kind]
    made: _Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": MADE_BY,
        "title": title,
        "description": description,
        **_mapping(fields),
    }
    if kind == "briefing":
        made["$defs"] = {
            "author": {
                "title": "Author",
                "description": "An author whose profile stands here and not in authors/.",
                **_mapping(AUTHOR_FIELDS),
            },
            "byline": {"anyOf": [{"$ref": "#/$defs/author"}, _WORDS]},
            "correction": _correction(),
        }
    return made


def _mapping(fields: Mapping[str, Field]) -> _Schema:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in fields.values()},
        "patternProperties": {OWN_FIELD: {"description": "Your own; it is kept."}},
        "required": [field.name for field in fields.values() if field.missing == "error"],
        "additionalProperties": True,
    }


def _property(field: Field) -> _Schema:
    about: _Schema = {
        "title": field.name.replace("_", " ").capitalize(),
        "description": field.description,
    }
    if field.examples:
        about["examples"] = list(field.examples)
    shape = _shape(field)
    if field.missing == "error":
        shape = {"type": list(_SCALAR), "pattern": r"\S"}
    if "pattern" in shape:
        # What editors say instead of the pattern; others pass over a keyword they do not know.
        about["patternErrorMessage"] = field.description
    return about | shape


def _shape(field: Field) -> _Schema:
    """Give what a field may hold that may also be left empty."""
    if field.shape == "date":
        # A year alone is a number; one before 1000 would have lost its zeros.
        years = {"minimum": 1000, "maximum": 9999}
        return {"type": ["string", "integer", "null"], "pattern": _only(f"{_LEAP}|{_DAY}"), **years}
    if field.shape == "lang":
        return _lang(LANG)
    if field.shape == "langs":
        # A text of several lines is a list of another sort, which the reader divides.
        texts = _lang(f"{_LANGS}|[^\\n]*\\n[\\s\\S]*")
        item = _lang(LANG) | {"patternErrorMessage": BRIEFING_FIELDS["lang"].description}
        return {**texts, "type": ["array", "string", "null"], "items": item}
    if field.shape == "id":
        return {**_WORDS, "pattern": _only(ID), "minimum": 0}
    if field.shape in {"lines", "slugs"}:
        return _LIST
    if field.shape == "authors":
        byline = {"$ref": "#/$defs/byline"}
        return {"anyOf": [{"type": "array", "items": byline}, byline]}
    if field.shape == "notes":
        return {
            "type": ["array", "object", *_SCALAR, "null"],
            "items": _WORDS,
            "patternProperties": {f"^{NOTE_KEY}$": _WORDS},
            "additionalProperties": False,
        }
    if field.shape == "corrections":
        return {
            "type": ["object", "null"],
            "patternProperties": {f"^(?!0+$){NOTE_NUMBER}$": {"$ref": "#/$defs/correction"}},
            "additionalProperties": False,
        }
    return _WORDS


def _correction() -> _Schema:
    return {
        "title": "Correction",
        "description": "What the note cites: the source of another note, or the fields given.",
        "type": "object",
        "properties": dict.fromkeys(CORRECTIONS, _WORDS)
        | {
            "same_as": {
                "description": "The number of another note, which cites the same source.",
                "type": ["integer", "string"],
                "pattern": f"^{NOTE_NUMBER}$",
                "minimum": 0,
                "maximum": 99999,
            }
        },
        "additionalProperties": False,
    }


def _lang(pattern: str) -> _Schema:
    return {"type": ["string", "null"], "pattern": _only(pattern)}


def _only(pattern: str) -> str:
    """Let a pattern stand for a whole text, which may be empty or have space around it."""
    return rf"^\s*(?:{pattern})?\s*$"
