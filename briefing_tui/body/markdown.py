"""markdown-it with the rules of our own: note marks, links and images, tables, bounds on nesting.

markdown-it's own `link` and `image` rules look for a label's end from every bracket anew, which
takes time with the square of the text's length; here the brackets are paired once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block

from briefing_tui.text import unsafe_characters

from .bounds import MOST_ASKED, MOST_CELLS, MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]

# markdown-it drops what is nested deeper than `maxNesting`. Beyond the first of these limits the
# signs of lists and quotations stay text, so that the second is never reached.
_DEEPEST_CONTAINER = 40
_MAX_NESTING = 100

_NUMBER = r"\^?[1-9][0-9]{0,4}"
MARK = re.compile(rf"\[({_NUMBER}(?:[ \n]{{0,2}},[ \n]{{0,2}}{_NUMBER})*)\]")
_ROUND = re.compile(r"[()]")
_ADDRESS = re.compile(r"(?:://|www\.)[^\s<>\"“”«»]+")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
_GAP = re.compile(r"[ \t\n]*")
_BRACKET = re.compile(r"\\.|`[^`]*`|<[^<>\s]*>|[\[\]]", re.DOTALL)
_DELIMITER = r"[ \t]*:?-+:?[ \t]*"
_DELIMITER_ROW = re.compile(rf"\|?{_DELIMITER}(?:\|{_DELIMITER})*\|?")
_BAR = re.compile(r"(?<!\\)\|")


class _Parser(MarkdownIt):
    """Addresses stay as they are written: markdown-it would encode and decode them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it calls it so
        return is_link(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


# The characters at which an inline rule may begin; markdown-it stops at twice as many, for rules
# that are not in use here. (Versions before 4 do not look at it.)
_TERMINATORS = re.compile(r"[\n!&*<\[\\\]`_~]")


@lru_cache(maxsize=1)
def _parser() -> _Parser:
    parser = _Parser("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.enable("strikethrough").disable(["reference", "html_block", "html_inline", "image"])
    # What each of them may interrupt, as markdown-it has it.
    parser.block.ruler.before("code", "gfm_table", _table, {"alt": ["paragraph"]})
    containers = ["paragraph", "blockquote"]
    parser.block.ruler.at("blockquote", _shallow(blockquote), {"alt": [*containers, "list"]})
    parser.block.ruler.at("list", _shallow(list_block), {"alt": containers})
    parser.inline.ruler.before("link", "note_mark", _note_mark)
    parser.inline.ruler.at("link", _link)
    parser.inline.terminator_re = _TERMINATORS
    return parser


def block_tokens(markdown: str) -> list[Token]:
    """Give the block structure; the content of `inline` tokens is not parsed yet.

    A table is `table_open` (`meta["align"]`), then for each row `tr_open`, an `inline` for each
    cell (`meta["column"]`: where it begins in its line, from 0), `tr_close`; then `table_close`.
    """
    return bounded_block_tokens(markdown)[0]


def bounded_block_tokens(markdown: str) -> tuple[list[Token], int]:
    """Give the block structure, and the line, from 0, from which on not all is read, or -1."""
    parser = _parser()
    tokens: list[Token] = []
    bounds = {"cells": 0, "asked": 0, "left": -1}
    parser.block.parse(markdown, parser, bounds, tokens)
    return tokens, bounds["left"]


def inline_tokens(content: str, notes: frozenset[int]) -> list[Token]:
    """Give the inline structure of a paragraph, a heading or a cell.

    `note_mark` carries `meta["number"]`, `note_missing` the `meta["numbers"]` of a mark that stays
    text; both the `meta["offset"]` in `content`.
    """
    parser = _parser()
    return parser.inline.parse(content, parser, {"notes": notes}, [])


def is_link(address: str) -> bool:
    """Tell whether an address may become a link: http, https, mailto, and nothing hidden in it."""
    return _LINK.fullmatch(address) is not None and not unsafe_characters(address)


# --- note marks


def mark_numbers(match: re.Match[str]) -> list[int]:
    """Give the numbers of a match of `MARK`."""
    return [int(number.strip(" \n^")) for number in match[1].split(",")]


def in_addresses(text: str) -> frozenset[int]:
    """Give the offsets of what looks like a mark but goes on with a bare address.

    `https://a.example/list[1]` holds no mark, `https://a.example/list.[1]` does: a full stop ends
    no address, and neither does what closes a bracket or a quotation. A round bracket that the
    address has not opened closes one around it, a link's own: no address goes on behind it.
    """
    if "://" not in text and "www." not in text:
        return frozenset()
    out: set[int] = set()
    for address in _ADDRESS.finditer(text):
        end = -1
        inside = False
        for mark in MARK.finditer(text, address.start(), _address_end(text, *address.span())):
            # In a run of marks all are what the first is.
            if mark.start() != end:
                before = text[mark.start() - 1]
                inside = before.isalnum() or before in "/=&%#~+*@$_-]"
            if inside:
                out.add(mark.start())
            end = mark.end()
    return frozenset(out)


def _address_end(text: str, start: int, end: int) -> int:
    """Give where an address ends: at the first bracket that it closes and has not opened."""
    opened = 0
    for bracket in _ROUND.finditer(text, start, end):
        opened += 1 if bracket.group() == "(" else -1
        if opened < 0:
            return bracket.start()
    return end


def _note_mark(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - nothing asks silently
    match = MARK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if "in_addresses" not in state.env:
        state.env["in_addresses"] = in_addresses(state.src)
    if state.pos in state.env["in_addresses"]:
        return False
    numbers = mark_numbers(match)
    notes: frozenset[int] = state.env["notes"]
    if notes.isdisjoint(numbers):
        target = _target(state, match.end())
        if target is not None and is_link(target.href):
            return False
        token = state.push("note_missing", "", 0)
        token.content = match.group()
        token.meta = {"numbers": numbers, "offset": state.pos}
    else:
        for number in numbers:
            token = state.push("note_mark", "", 0)
            token.meta = {"number": number, "offset": state.pos}
    state.pos = match.end()
    return True


# --- links and images


class _Target(NamedTuple):
    """What stands in the round brackets of a link."""

    href: str
    written: str
    title: str
    end: int


def _gap_end(state: StateInline, at: int) -> int:
    match = _GAP.match(state.src, at, state.posMax)
    return match.end() if match else at


def _target(state: StateInline, at: int) -> _Target | None:
    """Read `(address "title")` at an offset (CommonMark, section 6.3)."""
    if at >= state.posMax or state.src[at] != "(":
        return None
    helpers = state.md.helpers
    start = _gap_end(state, at + 1)
    address = helpers.parseLinkDestination(state.src, start, state.posMax)
    if not address.ok:
        return None
    title = ""
    end = _gap_end(state, address.pos)
    if end > address.pos:
        found = helpers.parseLinkTitle(state.src, end, state.posMax)
        if found.ok:
            title = found.str
            end = _gap_end(state, found.pos)
    if end >= state.posMax or state.src[end] != ")":
        return None
    return _Target(address.str, state.src[start : address.pos].strip("<>"), title, end + 1)


def _label_ends(state: StateInline) -> dict[int, int]:
    """Pair the brackets, once for a text: where `[` stands -> where the `]` of its `](` does."""
    ends: dict[int, int] | None = state.env.get("label_ends")
    if ends is None:
        ends = state.env["label_ends"] = {}
        opened: list[int] = []
        for match in _BRACKET.finditer(state.src):
            if match.group() == "[":
                opened.append(match.start())
            elif match.group() == "]" and opened:
                start = opened.pop()
                if state.src.startswith("(", match.end()):
                    ends[start] = match.start()
    return ends


def _link(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - nothing asks silently
    """Read `[label](address "title")`, or with `!` an image; nothing of either gets lost."""
    image = state.src[state.pos] == "!"
    start = state.pos + image
    end = _label_ends(state).get(start, state.posMax)
    if end >= state.posMax or (state.linkLevel and not image):
        return False
    mark = MARK.fullmatch(state.src, start, end + 1) if image else None
    if mark and not state.env["notes"].isdisjoint(mark_numbers(mark)):
        return False  # `at last![1](see there)`
    target = _target(state, end + 1)
    if target is None or not (image or is_link(target.href)):
        return False
    after, state.posMax, state.pos = state.posMax, end, start + 1
    labelled = start + 1 < end
    if image:
        # As a level of nesting, so that images within images come to an end.
        state.push("image_open", "", 1)
        state.md.inline.tokenize(state)
        state.push("image_close", "", -1)
        if labelled:
            _text(state, f" ({target.title}, " if target.title else " (")
        _address(state, target)
        if labelled:
            _text(state, ")")
    else:
        state.linkLevel += 1
        state.push("link_open", "a", 1).attrs = {"href": target.href}
        if labelled:
            state.md.inline.tokenize(state)
        else:
            _text(state, target.written)
        state.push("link_close", "a", -1)
        state.linkLevel -= 1
    if target.title and not (image and labelled):
        _text(state, f" ({target.title})")
    state.pos, state.posMax = target.end, after
    return True


def _text(state: StateInline, text: str) -> None:
    # `text_special`: no rule looks into it any more.
    state.push("text_special", "", 0).content = text


def _address(state: StateInline, target: _Target) -> None:
    if state.linkLevel or not is_link(target.href):
        _text(state, target.written)
        return
    state.push("link_open", "a", 1).attrs = {"href": target.href}
    _text(state, target.written)
    state.push("link_close", "a", -1)


# --- blocks


def _shallow(rule: BlockRule) -> BlockRule:
    """Keep a container's rule from nesting without end, and from being asked without end.

    A quotation asks of each line behind it whether it interrupts, and may do so up to the end of
    the body, although the next quotation begins a line further on.
    """

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        state.env["asked"] += 1
        if state.env["asked"] > MOST_ASKED:
            _leave(state, start)
            return False
        return state.level < _DEEPEST_CONTAINER and rule(state, start, end, silent)

    return bounded


def _leave(state: StateBlock, line: int) -> None:
    if state.env["left"] < 0:
        state.env["left"] = line


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table (GFM, section 4.10), with every cell there is and none that is not.

    markdown-it's own rule drops what a row has beyond the header's cells, as the specification
    says, and fills short rows up: 24 kB of Markdown become 65,000 cells.
    """
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    if state.env["cells"] > MOST_CELLS:
        return False
    first = state.bMarks[start + 1] + state.tShift[start + 1]
    if first >= state.eMarks[start + 1] or state.src[first] not in "|-:":
        return False
    if state.is_code_block(start) or state.is_code_block(start + 1):
        return False
    header, delimiters = _line(state, start), _line(state, start + 1)
    if "|" not in header or delimiters.count("|") > MOST_COLUMNS:
        return False
    if _DELIMITER_ROW.fullmatch(delimiters) is None:
        return False
    align = [_alignment(cell) for cell, _ in _cells(delimiters)]
    if len(align) != len(_cells(header)):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    token = state.push("table_open", "table", 1)
    token.meta = {"align": align}
    _push_row(state, start)
    line = start + 2
    interrupting = state.md.block.ruler.getRules("blockquote")
    while line < end and state.sCount[line] >= state.blkIndent:
        if state.isEmpty(line) or state.is_code_block(line):
            break
        if state.env["cells"] > MOST_CELLS or any(
            rule(state, line, end, True) for rule in interrupting
        ):
            break
        _push_row(state, line)
        line += 1
    if state.env["cells"] > MOST_CELLS:
        _leave(state, line)
    state.push("table_close", "table", -1)
    token.map = [start, line]
    state.parentType = parent
    state.line = line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _alignment(delimiter: str) -> str:
    if delimiter.endswith(":"):
        return "center" if delimiter.startswith(":") else "right"
    return ""


def _cells(row: str) -> list[tuple[str, int]]:
    r"""Divide a row at its bars; `\|` is a bar in a cell.

    Returns:
        Each cell's Markdown, and where it begins in the row.
    """
    out: list[tuple[str, int]] = []
    at = 0
    pieces = _BAR.split(row, MOST_COLUMNS)
    for number, piece in enumerate(pieces):
        text = piece.strip()
        # Bars may stand around the row, or not.
        if text or 0 < number < len(pieces) - 1:
            out.append((text.replace("\\|", "|"), at + len(piece) - len(piece.lstrip())))
        at += len(piece) + 1
    return out


def _push_row(state: StateBlock, line: int) -> None:
    start = state.bMarks[line] + state.tShift[line]
    indent = start - state.src.rfind("\n", 0, start) - 1
    state.push("tr_open", "tr", 1)
    for text, at in _cells(_line(state, line)):
        token = state.push("inline", "", 0)
        token.content = text
        token.map = [line, line + 1]
        token.meta = {"column": indent + at}
        token.children = []
        state.env["cells"] += 1
    state.push("tr_close", "tr", -1)
