"""Fields -> YAML that a person would have written.

A dumper of a YAML library gives the right values in shapes that nobody writes: texts folded at
column 80, keys in any order, a body in quotes. The format needs few shapes, so they are written
here: a plain scalar where nothing can be misread, double quotes where something could, a literal
block for what runs over lines, `[a, b]` for short lists of slugs. Whatever is written reads back as
exactly the same text.

The shapes' rules: https://yaml.org/spec/1.2.2/, sections 7.3 (scalars on a line) and 8.1 (blocks).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from briefing_tui.briefing import Author

from .fields import AUTHOR_FIELDS, BRIEFING_FIELDS

# Prose: a literal block even when it is one line long.
_PROSE = frozenset({"body", "bio"})
_FLOW = frozenset({"also_in", "authors", "topics", "regions", "related", "languages"})
_WIDTH = 100

# What no YAML stream may hold raw, or what a reader could take for a line break (YAML 1.1 counts
# U+0085, U+2028 and U+2029), and characters that cannot be seen.
_ESCAPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_QUOTED = re.compile(r'[\\"\n\t]|' + _ESCAPED.pattern)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Begins with a letter, a digit or a sign that means nothing to YAML; no tab or line break; `: ` and
# ` #` would end it. At the end a bracket or a quotation mark may look as if its partner were lost.
_PLAIN = re.compile(r"""(?:[^\W_]|[(“„«‘/$£€§¿¡…])(?:(?!:(?: |$)| #)[^\t\n])*(?<![ "\]])""")
_FLOW_ITEM = re.compile(r"[^\W_](?:[\w .’'&+/-]*[\w.])?")
# What other readers of YAML take for a truth value, nothing, a number or a time in sixties; a date
# stays as people write it. https://yaml.org/type/
_TYPED = re.compile(
    r"(?i)y|n|yes|no|on|off|true|false|null|0x[\da-f_]+|0b[01_]+|0o[0-7]+|\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?"
    r"|(?!\d{4}\Z)\d[\d_,]*(?:\.[\d_]*)?(?:e[-+]?\d+)?|\d{4}-\d\d?-\d\d?[t ].*"
)
_INDENT = "  "


def dump(fields: Mapping[str, Any]) -> str:
    """Write a briefing.

    Args:
        fields: field name -> value, in any order. A value is a text, a number, a list or mapping of
            such, for `authors` a list of slugs, `Author` values or mappings, and for `footnotes` a
            list of `(number, text)`. What is empty is left out, but for `related`, where an empty
            list says that there are none.

    Returns:
        One YAML document: the format's fields in the format's order, then the others in theirs.

    Raises:
        ValueError: a text holds a lone surrogate, which no UTF-8 file can.
    """
    order = [name for name in BRIEFING_FIELDS if name in fields]
    order += [name for name in fields if name not in BRIEFING_FIELDS]
    return "".join(
        _entry(name, _footnotes(fields[name]) if name == "footnotes" else fields[name], "")
        for name in order
        if not _is_empty(fields[name]) or (name == "related" and fields[name] is not None)
    )


def dump_author(author: Author) -> str:
    """Write an author's profile, as it stands in `authors/<slug>.yaml`; the stem is the slug.

    Raises:
        ValueError: a text holds a lone surrogate, which no UTF-8 file can.
    """
    return _mapping(_author_fields(author), "")


def _author_fields(author: Author) -> dict[str, Any]:
    fields = {name: getattr(author, name) for name in AUTHOR_FIELDS}
    return {name: value for name, value in fields.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | Sequence | Mapping) and not value)


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _footnotes(notes: Any) -> Any:
    """Give numbered notes the shape that holds them: `[n] …` lines, else a mapping by number."""
    if not _is_list(notes) or not all(_is_list(note) and len(note) == 2 for note in notes):
        return notes
    lines = [f"[{number}] {text}".rstrip(" ") for number, text in notes]
    fits = all(text == text.strip() and "\n" not in text for _, text in notes)
    if (fits and _fits_block("\n".join(lines))) or len({n for n, _ in notes}) < len(notes):
        return "\n".join(lines) + "\n"
    return {str(number): text for number, text in notes}


def _mapping(fields: Mapping[str, Any], indent: str) -> str:
    return "".join(_entry(str(name), value, indent) for name, value in fields.items())


def _entry(name: str, value: Any, indent: str) -> str:
    key = name if name.isdecimal() else _scalar(name)
    # A key longer than 1,024 characters must be marked as one (YAML 1.2.2, section 8.2.2).
    lead = f"{indent}{key}:" if len(key) <= 1000 else f"{indent}? {key}\n{indent}:"
    return lead + _value(value, indent, name)


def _value(value: Any, indent: str, name: str = "") -> str:
    """Give what follows a key's colon or a list's dash, with the line's end.

    Args:
        value: what is to be written.
        indent: that of the key or dash.
        name: the field, which decides between shapes that are equally right.
    """
    if isinstance(value, Author):
        value = _author_fields(value)
    inner = indent + _INDENT
    if isinstance(value, Mapping):
        return "\n" + _mapping(value, inner) if value else " {}\n"
    if _is_list(value):
        if flow := _flow(value, name):
            return f" {flow}\n"
        return "\n" + "".join(_item(item, inner) for item in value)
    if isinstance(value, int):
        return f" {value}\n"
    text = str(value)
    if name in _PROSE or "\n" in text:
        return _block(text, inner) if _fits_block(text) else f" {_double_quoted(text, inner)}\n"
    return f" {_double_quoted(text) if name == 'title' else _scalar(text)}\n"


def _item(item: Any, indent: str) -> str:
    if isinstance(item, Author):
        item = _author_fields(item)
    if isinstance(item, Mapping) and item:
        # The first key stands beside the dash, the others below it.
        return f"{indent}- " + _mapping(item, indent + _INDENT).removeprefix(indent + _INDENT)
    return f"{indent}-{_value(item, indent)}"


def _flow(items: Sequence[Any], name: str) -> str:
    """Write a short list of slugs or names on one line, or give an empty text."""
    if not items:
        return "[]"
    fits = name in _FLOW and all(
        isinstance(item, str) and _FLOW_ITEM.fullmatch(item) and not _ESCAPED.search(item)
        for item in items
    )
    line = f"[{', '.join(_scalar(item) for item in items)}]" if fits else ""
    return line if len(line) + len(name) + 2 <= _WIDTH else ""


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and not _TYPED.fullmatch(text) and not _ESCAPED.search(text)
    return text if plain and not _SURROGATE.search(text) else _double_quoted(text)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _double_quoted(text: str, indent: str = "") -> str:
    if found := _SURROGATE.search(text):
        raise ValueError(f"a lone surrogate cannot be written: U+{ord(found.group()):04X}")
    *lines, last = text.split("\n")
    if not lines or not indent:
        return f'"{_QUOTED.sub(_escape, text)}"'
    # A line for each line: the backslash at its end takes the break and the indentation away.
    pieces = [_QUOTED.sub(_escape, line) + "\\n" for line in lines]
    pieces += [_QUOTED.sub(_escape, last)] if last else []
    shown = (f"\\{piece}" if piece.startswith(" ") else piece for piece in pieces)
    return f'"\\\n{indent}' + f"\\\n{indent}".join(shown) + '"'


def _fits_block(text: str) -> bool:
    """Tell whether a literal block can hold a text so that no editor harms it.

    White space at a line's end is what editors take away, and tabs at its start what they turn into
    spaces; both are kept by double quotes.
    """
    lines = text.split("\n")
    return (
        bool(text.strip("\n"))
        and not _ESCAPED.search(text)
        and not _SURROGATE.search(text)
        and "\t" not in text
        and not any(line.endswith(" ") for line in lines)
    )


def _block(text: str, indent: str) -> str:
    """Write a literal block; its header says what cannot be seen (YAML 1.2.2, section 8.1.1)."""
    content = text.rstrip("\n")
    ends = len(text) - len(content)
    header = "|" + (str(len(_INDENT)) if content.lstrip("\n").startswith(" ") else "")
    header += "-" if ends == 0 else "" if ends == 1 else "+"
    lines = [indent + line if line else "" for line in content.split("\n")]
    return f" {header}\n" + "\n".join(lines) + "\n" * max(ends, 1)
