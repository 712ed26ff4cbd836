"""Which changes that reading makes may be made to the file itself.

Reading takes a broken file for what it was most likely meant to be, and says so. To write that down
is another matter: then the fault is gone, and nobody is asked any more. So a change is made to a
file only where its lines alone show that it can mean nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .mishaps import BLOCK_HEADER, indent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .fields import Field
    from .syntax import Change

KEY = re.compile(r"([\w.-]+) *[:：](?=\s|$|[^\s/])")
"""What begins a field at the start of a line, or is meant to."""
# Set off by two spaces it is a comment; behind one, only the author knows.
_COMMENT = re.compile(r"(?: {2,}|\t[ \t]*)#(?: .*)?$")
_HASH = re.compile(r"\s#")
_ITEM = re.compile(r" *- +")
_LISTS = frozenset({"lines", "slugs", "langs", "authors"})


def is_mechanical(change: Change, lines: list[str], fields: Mapping[str, Field]) -> bool:
    """Tell whether a change can be made to a file without asking anybody.

    Args:
        change: of the lines, which are as it found them.
        lines: of the file.
        fields: those that it may have.
    """
    check = _CHECKS.get(change.code)
    return check is not None and change.sure and check(change, lines, fields)


def _always(_change: Change, _lines: list[str], _fields: Mapping[str, Field]) -> bool:
    return True


def _quoting(change: Change, lines: list[str], fields: Mapping[str, Field]) -> bool:
    """A value on one line, and on no other, that holds no comment and is no list."""
    if len(change.rows) != 1:
        return False
    number, old, new = change.rows[0]
    comment = _COMMENT.search(old)
    if comment and not new.endswith(comment.group()):
        return False
    if _HASH.search(old[: comment.start()] if comment else old):
        return False
    following = next((row for row in lines[number + 1 :] if row.strip()), "")
    if indent(following.expandtabs(2)) > indent(old):
        return False
    key = KEY.match(old)
    return key is None or key[1] not in fields or fields[key[1]].shape not in _LISTS


def _indenting(change: Change, _lines: list[str], _fields: Mapping[str, Field]) -> bool:
    """Lines of a text, none of which could be a comment or a field, and the bar above them."""
    return not any(
        old.startswith("#") or KEY.match(old)
        for _, old, new in change.rows
        if not BLOCK_HEADER.fullmatch(new)
    )


def _untabbing(change: Change, lines: list[str], _fields: Mapping[str, Field]) -> bool:
    """Lines that begin with a tab, and do not stand among the lines of a text."""
    for number, old, _ in change.rows:
        if not old.startswith("\t"):
            return False
        above = number - 1
        while above > 0 and (not lines[above] or lines[above][0] in " \t"):
            if lines[above].startswith(" ") and _in_a_block(lines, above):
                return False
            above -= 1
    return True


def _in_a_block(lines: list[str], number: int) -> bool:
    header = next((row for row in reversed(lines[:number]) if row and row[0] not in " \t"), "")
    return BLOCK_HEADER.fullmatch(header) is not None


_CHECKS: dict[str, Callable[[Change, list[str], Mapping[str, Field]], bool]] = {
    "reserved-character": _quoting,
    "unquoted-colon": _quoting,
    "unquoted-bracket": _quoting,
    "text-after-quote": _quoting,
    "text-not-indented": _indenting,
    "text-without-bar": _indenting,
    "tab-indent": _untabbing,
    "nbsp-indent": _always,
    "nbsp-after-colon": _always,
    "fullwidth-colon": _always,
    "no-space-after-colon": _always,
    "dashes-in-body": _always,
    "dots-end-document": _always,
}
