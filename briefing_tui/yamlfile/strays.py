"""Lines that stand where fields do, or beside them, and are no fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .faults import quoted
from .mishaps import (
    BLOCK_HEADER,
    ITEM,
    KEY,
    LIST_SHAPES,
    LONG_SHAPES,
    MOST_LINES_MENDED,
    Mishap,
    divided,
    header_of,
    indent,
    indent_of_block,
    name_in,
    spaces,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import Field

BULLETS = "begin each item of the list with “- ”: a hyphen and a space"
_EQUALS = re.compile(r"([\w-]+)[ \t]*=[ \t]*(.*)")
# Not so in `https://…`.
_GLUED = re.compile(r"([\w-]+):(?=[^\s:/])")
_BULLET = re.compile(r"[-–—•*](?=[^\s\d*-])")
_DASH = re.compile(r"[–—•][ \t]+(?=\S)")
_ITEM = re.compile(r" *- +")
_COMMENT = re.compile(r"\s+#")
_NOT_PLAIN = frozenset("\"'[{|>#&*!")


def stray_line(
    lines: list[str], fields: Mapping[str, Field], field: re.Pattern[str], line: int
) -> Mishap:
    """Tell what a line is that has no colon where YAML looks for one.

    Args:
        lines: of the file.
        fields: those that it may have.
        field: what a line begins with that begins a field.
        line: which, from 0.
    """
    row = lines[line]
    place = (line + 1, indent(row) + 1)
    header = header_of(lines, field, line)
    name = name_in(lines[header]) if header >= 0 else ""
    shape = fields[name].shape if name in fields else ""
    message = f"{quoted(row)} is no field: there is no “: ” in it"
    if header >= 0 and BLOCK_HEADER.fullmatch(lines[header]):
        return not_indented(lines, field, header, line)
    if (equals := _EQUALS.fullmatch(row)) and equals[1] in fields:
        hint = f"write “{equals[1]}: …”, with a colon in the place of “=”"
        return Mishap("not-a-field", place, message, hint, {line: f"{equals[1]}: {equals[2]}"})
    if glued := _GLUED.match(row):
        message = f"no space follows the colon of “{glued[1]}”"
        mended = {line: f"{row[: glued.end()]} {row[glued.end() :]}"}
        place = (line + 1, glued.end())
        return Mishap("no-space-after-colon", place, message, f"write “{glued[1]}: ”", mended)
    if shape in LIST_SHAPES and _BULLET.match(row.lstrip()):
        message = f"no space follows “{row.lstrip()[0]}”, so that it begins no item of “{name}”"
        mended = {line: f"{row[: indent(row)]}- {row.lstrip()[1:]}"}
        return Mishap("not-an-item", place, message, BULLETS, mended)
    if shape in LIST_SHAPES and (dash := _DASH.match(row.lstrip())):
        message = f"“{row.lstrip()[0]}” begins no item of “{name}”"
        mended = {line: f"{row[: indent(row)]}- {row.lstrip()[dash.end() :]}"}
        return Mishap("not-an-item", place, message, BULLETS, mended)
    if shape in LIST_SHAPES and (depth := _depth_of_item(lines, header, line)):
        message = f"{quoted(row)} is not indented as far as the item above"
        hint = f"indent it by {spaces(depth)} if it belongs to that item"
        return Mishap("not-a-field", place, message, hint, {line: " " * depth + row.lstrip()})
    if shape in LONG_SHAPES:
        return Mishap(
            "text-not-indented",
            place,
            f"this line is meant as part of “{name}”, but begins where fields do",
            f"write “{name}: |” and indent every line of the text by two spaces",
            {line: f"#{row}"},
            sure=False,
        )
    hint = "indent it by two spaces if it belongs to the field above"
    if header < 0:
        hint = f"delete it, or make a field of it, as in “{next(iter(fields))}: …”"
    return Mishap("not-a-field", place, message, hint, {line: f"#{row}"}, sure=False)


def comment_within(lines: list[str], field: re.Pattern[str], line: int) -> Mishap | None:
    """Find the comment that ends a value without quotes which a line goes on with.

    Args:
        lines: of the file.
        field: what a line begins with that begins a field.
        line: which, from 0.
    """
    if field.match(lines[line].lstrip()) or ITEM.match(lines[line]):
        return None
    comments = {}
    above = line - 1
    while above >= 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        if lines[above].strip():
            comments[above] = ""
        above -= 1
    # The line that the value begins in.
    start = above
    while start > 0 and not (KEY.match(lines[start]) or ITEM.match(lines[start])):
        start -= 1
    if above < 0 or indent(lines[line]) <= indent(lines[start]):
        return None
    value = divided(lines[start])[1]
    if not value or value[0] in _NOT_PLAIN:
        return None
    if not comments:
        found = _COMMENT.search(lines[above])
        if found is None:
            return None
        place, comments = (above + 1, found.end()), {above: lines[above][: found.start()]}
    else:
        place = (min(comments) + 1, indent(lines[min(comments)]) + 1)
    message = "a comment within a text without quotes ends it, and the next lines are left over"
    hint = f"move it above line {start + 1}, or put the whole text in quotes if it is part of it"
    return Mishap("comment-in-text", place, message, hint, comments, sure=False)


def _depth_of_item(lines: list[str], header: int, line: int) -> int:
    """Give the column of the text of the item that a line follows, or 0 when it follows none."""
    found = (_ITEM.match(lines[number]) for number in range(line - 1, header, -1))
    return next((match.end() for match in found if match), 0)


def not_indented(lines: list[str], field: re.Pattern[str], header: int, line: int) -> Mishap:
    """Indent all that stands below a block's header, up to the next field."""
    name = name_in(lines[header])
    lead = indent_of_block(lines, header)
    mended = {}
    start = next((row for row in lines[header + 1 :] if row.strip()), "")
    for number in range(header + 1, len(lines)):
        row = lines[number]
        if field.match(row):
            break
        if row.strip() and not indent(start):
            mended[number] = lead + row  # all of it, so that lists stay nested
        elif row.strip() and indent(row) < len(lead):
            mended[number] = lead + row.lstrip(" ")
        if len(mended) > MOST_LINES_MENDED:
            break
    first = min(mended, default=line)
    if len(mended) > MOST_LINES_MENDED:
        mended.clear()
    depth = indent(lines[first])
    return Mishap(
        "text-not-indented",
        (first + 1, depth + 1),
        f"this line of “{name}” is not indented as far as its first line"
        if depth or first > header + 1
        else f"the text of “{name}” is not indented",
        f"indent every line of it by {spaces(len(lead))}",
        mended,
    )
