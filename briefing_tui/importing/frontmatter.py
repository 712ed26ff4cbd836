"""The few lines between `---` that a Markdown file may begin with.

Only flat `key: value` lines and lists are read, the ones that tell what a briefing has a field for;
whatever else stands there is left out, and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 200
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.+)")
_FIELDS = {
    "title": "title", "date": "date", "published": "date", "author": "authors",
    "authors": "authors",
    "lang": "lang", "language": "lang", "tags": "topics",
    "topics": "topics", "kind": "kind",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood above a Markdown text."""

    values: dict[str, list[str]]
    """By the names of the format: title, date, authors, lang, topics, kind."""
    left_out: tuple[str, ...]
    """Lines that were not understood."""


def split(text: str) -> tuple[FrontMatter | None, str]:
    """Take the front matter off a text; None when it has none."""
    body = text.lstrip("\n")
    if not body.startswith(("---\n", "--- \n")):
        return None, text
    lines = body.split("\n", _LONGEST + 2)[1 : _LONGEST + 2]
    end = next((i for i, line in enumerate(lines) if line.rstrip() in {"---", "..."}), 0)
    if not end or not any(_PAIR.fullmatch(line.rstrip()) for line in lines[:end]):
        return None, text
    values: dict[str, list[str]] = {}
    left: list[str] = []
    field = ""
    for line in (line.rstrip() for line in lines[:end]):
        pair, item = _PAIR.fullmatch(line), _ITEM.fullmatch(line)
        if pair:
            field = _FIELDS.get(pair[1].strip().lower(), "")
            given = _values(pair[2] or "")
            if field and field not in values:
                values[field] = given
                continue
        elif item and field:
            values[field].extend(_values(item[1]))
            continue
        if line.strip():
            left.append(line.strip())
    rest = body.split("\n", end + 2)
    return FrontMatter(values, tuple(left)), rest[end + 2] if len(rest) > end + 2 else ""


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^,\[\]]+", text[1:-1])
    else:
        parts = [text]
    bare = (part.strip() for part in parts)
    unquoted = (b[1:-1] if len(b) > 1 and b[0] == b[-1] and b[0] in "\"'" else b for b in bare)
    return [value.strip() for value in unquoted if value.strip()]
