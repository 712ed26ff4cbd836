"""From Markdown's tokens to the blocks that are laid out, searched and quoted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefing_tui.briefing import Block, BlockKind, Mark, Span, SpanKind
from briefing_tui.text import clean

from .bounds import MOST_BLOCKS, Budget, structured
from .markdown import MARK, bounded_block_tokens, in_addresses, inline_tokens, mark_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

# What a paragraph must hold for the inline rules, but that of the note marks, to have a say in it.
_INLINE = re.compile(r"[\\`*_<~\]&](?:(?<=[\\`*_<])|(?<=~)~|(?<=\])\(|(?<=&)(?:#|\w+;))")
# White space at a line's end or begin.
_LOOSE = re.compile(r"\n[ \t]|[ \t]\n|\t")
# Between paragraphs.
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_SPANS: dict[str, SpanKind] = {
    "em": "emphasis",
    "strong": "strong",
    "s": "strike",
    "link": "link",
}
# A column of a table is padded to its widest cell, but not further than this: one cell of 100 kB in
# a table of 5,000 rows would otherwise become 500 MB.
_WIDEST_PADDING = 60


@dataclass(frozen=True, slots=True)
class Body:
    """A body, read."""

    blocks: tuple[Block, ...]
    """In the order of the text."""
    missing: tuple[tuple[int, int, int], ...] = ()
    """Marks without a note, which stay text: number, line and column in the Markdown, from 1."""
    used: frozenset[int] = frozenset()
    """Numbers of the notes that are marked somewhere."""
    left: int = 0
    """The line from which on signs stay as they are, because there are too many; or 0."""


@dataclass(slots=True)
class _Content:
    """The text of a block or a cell, with what is set apart in it."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


class Reading:
    """One run over a body.

    Args:
        markdown: with line feeds for line ends.
        notes: numbers of the notes there are.
    """

    def __init__(self, markdown: str, notes: frozenset[int]) -> None:
        self._markdown = markdown
        self._notes = notes
        self._blocks: list[Block] = []
        self._missing: list[tuple[int, int, int]] = []
        self._used: set[int] = set()
        self._paragraphs = 0
        self._containers: list[BlockKind] = []
        self._lists: list[_List] = []
        self._marker = ""
        self._marker_line = 0
        self._budget = Budget()
        self._left = 0

    @cached_property
    def lines(self) -> list[str]:
        """The body's lines: to find columns in, which few bodies need."""
        return self._markdown.split("\n")

    def read(self) -> Body:
        """Read it all."""
        end = structured(self._markdown)
        if end:
            tokens, left = bounded_block_tokens(self._markdown[:end])
            self._read_tokens(tokens)
            if left >= 0:
                self._leave(left)
        if end < len(self._markdown):
            self._read_paragraphs(end)
        return Body(tuple(self._blocks), tuple(self._missing), frozenset(self._used), self._left)

    def _read_paragraphs(self, start: int) -> None:
        """Read what is nothing but paragraphs, ten times faster than markdown-it does."""
        text = self._markdown
        line = text.count("\n", 0, start)
        if start:
            self._leave(line)
        for gap in _GAP.finditer(text, start):
            if len(self._blocks) >= MOST_BLOCKS:
                break  # all that is left over becomes one paragraph
            if start < gap.start():
                self._add_paragraph(text[start : gap.start()], line)
            line += text.count("\n", start, gap.end())
            start = gap.end()
        if len(self._blocks) >= MOST_BLOCKS:
            self._leave(line)
        self._add_paragraph(text[start:], line)

    def _add_paragraph(self, written: str, line: int) -> None:
        content = written.lstrip()
        if content:
            line += written.count("\n", 0, len(written) - len(content))
            self._add("paragraph", self._inline(content.rstrip(), line), line)

    def _leave(self, line: int) -> None:
        """Note that from a line on, counted from 0, not all signs are read as such."""
        self._left = min(self._left or line + 1, line + 1)

    def _read_tokens(self, tokens: list[Token]) -> None:
        table: _Table | None = None
        kind: BlockKind = "paragraph"
        level = line = 0
        numbers = _list_numbers(tokens)
        for token in tokens:
            line = token.map[0] if token.map else line
            match token.type:
                case "inline" if table is not None:
                    cell = self._inline(token.content, line, token.meta["column"])
                    table.rows[-1].append(cell)
                case "inline":
                    self._add(kind, self._inline(token.content, line), line, level)
                case "paragraph_open":
                    kind = self._containers[-1] if self._containers else "paragraph"
                    level = self._containers.count(kind)
                case "heading_open":
                    kind, level = "heading", int(token.tag[1:])
                case "fence" | "code_block":
                    self._add_code(token, line)
                case "hr":
                    self._add("rule", _Content(), line)
                case "blockquote_open":
                    self._settle_marker()
                    self._containers.append("quote")
                case "bullet_list_open" | "ordered_list_open":
                    self._settle_marker()
                    self._containers.append("item")
                    given = numbers[id(token)]
                    counted = len(set(given)) == 1
                    self._lists.append(_List(token.tag == "ol", given, counted))
                case "list_item_open":
                    self._marker = self._lists[-1].marker(token.markup)
                    self._marker_line = line
                case "list_item_close":
                    self._settle_marker()
                case "blockquote_close":
                    self._containers.pop()
                case "bullet_list_close" | "ordered_list_close":
                    self._containers.pop()
                    self._lists.pop()
                case "table_open":
                    table = _Table(token.meta["align"])
                case "tr_open" if table is not None:
                    table.rows.append([])
                case "table_close" if table is not None:
                    self._add("table", table.draw(), line - len(table.rows))
                    table = None
                case _:
                    pass

    def _add(self, kind: BlockKind, content: _Content, line: int, level: int = 0) -> None:
        marker = ""
        if kind == "item":
            marker, self._marker = self._marker, ""
        else:
            self._settle_marker()
        if kind == "paragraph":
            if not content.text:
                return
            self._paragraphs += 1
        # An outer span stands before those it holds.
        spans = sorted(content.spans, key=lambda span: (span.start, -span.end))
        self._blocks.append(
            Block(
                kind,
                content.text,
                tuple(content.marks),
                tuple(spans),
                level,
                marker,
                self._paragraphs if kind == "paragraph" else 0,
                line + 1,
            )
        )

    def _add_code(self, token: Token, line: int) -> None:
        text = token.content.rstrip("\n")
        language = token.info.strip()
        if len(language.split()) > 1:
            # One word names the language; more of them are somebody's text.
            text, language = f"{language}\n{text}", ""
        self._add("code", _Content(clean(text.expandtabs(4))), line)
        if language:
            self._blocks[-1] = replace(self._blocks[-1], marker=clean(language))

    def _settle_marker(self) -> None:
        """Give an item that begins with no paragraph a block for its number or bullet."""
        if self._marker:
            self._add("item", _Content(), self._marker_line, self._containers.count("item"))

    # --- inline

    def _inline(self, markdown: str, line: int, column: int | None = None) -> _Content:
        """Read a paragraph, a heading or a cell that begins at a line and column (from 0)."""
        places = _Places(self, markdown, line, column)
        if not _may_be_styled(markdown):
            return self._plain(markdown, places)
        if not self._budget.affords(markdown):
            self._leave(line)
            return self._plain(markdown, places)
        return self._styled(inline_tokens(markdown, self._notes), places)

    def _plain(self, markdown: str, places: _Places) -> _Content:
        if "[" not in markdown:
            return _Content(clean(_unwrap(markdown)))
        out = _Content()
        pieces: list[str] = []
        size = done = 0
        addressed = in_addresses(markdown)
        for match in MARK.finditer(markdown):
            if match.start() in addressed:
                continue
            if not self._budget.takes_mark():
                self._leave(places.find(match.start())[0] - 1)
                break
            pieces.append(_unwrap(markdown[done : match.start()]))
            size += len(pieces[-1])
            done = match.end()
            numbers = mark_numbers(match)
            if self._notes.isdisjoint(numbers):
                self._miss(numbers, match.start(), places)
                pieces.append(_unwrap(match.group()))
                size += len(pieces[-1])
            else:
                for number in numbers:
                    self._mark(number, size, match.start(), places, out)
                    pieces.append(f"[{number}]")
                    size += len(pieces[-1])
        pieces.append(_unwrap(markdown[done:]))
        out.text = clean("".join(pieces))
        return out

    def _styled(self, tokens: list[Token], places: _Places) -> _Content:
        out = _Content()
        pieces: list[str] = []
        size = 0
        opened: list[tuple[int, str]] = []
        for token in tokens:
            piece = ""
            match token.type:
                case "text" | "text_special":
                    piece = token.content
                case "softbreak" | "hardbreak":
                    piece = " "
                case "code_inline":
                    piece = token.content
                    out.spans.append(Span("code", size, size + len(piece)))
                case "note_mark":
                    number = token.meta["number"]
                    piece = f"[{number}]"
                    self._mark(number, size, token.meta["offset"], places, out)
                case "note_missing":
                    piece = token.content
                    self._miss(token.meta["numbers"], token.meta["offset"], places)
                case "em_open" | "strong_open" | "s_open" | "link_open":
                    opened.append((size, str(token.attrs.get("href", ""))))
                case "em_close" | "strong_close" | "s_close" | "link_close":
                    start, href = opened.pop()
                    if start < size:
                        kind = _SPANS[token.type.removesuffix("_close")]
                        out.spans.append(Span(kind, start, size, href))
                case _:
                    pass
            pieces.append(piece)
            size += len(piece)
        # `str.translate` takes fifty times as long.
        out.text = clean("".join(pieces).replace("\n", " ").replace("\t", " "))
        return out

    def _mark(self, number: int, at: int, offset: int, places: _Places, out: _Content) -> None:
        if number in self._notes:
            self._used.add(number)
            out.marks.append(Mark(number, at, at + len(f"[{number}]")))
        else:
            self._miss([number], offset, places)

    def _miss(self, numbers: Iterable[int], offset: int, places: _Places) -> None:
        line, column = places.find(offset)
        self._missing.extend((number, line, column) for number in numbers)


def _may_be_styled(markdown: str) -> bool:
    # Most paragraphs hold none of these signs; to look for each takes a third of the time.
    some = (
        "*" in markdown
        or "_" in markdown
        or "](" in markdown
        or "\\" in markdown
        or "`" in markdown
        or "&" in markdown
        or "<" in markdown
        or "~~" in markdown
    )
    return some and _INLINE.search(markdown) is not None


def _unwrap(markdown: str) -> str:
    """Put a piece of a paragraph on one line."""
    if "\n" in markdown and _LOOSE.search(markdown) is None:
        return markdown.replace("\n", " ")
    if "\n" in markdown:
        head, *inner, tail = markdown.split("\n")
        lines = [head.rstrip(" \t"), *(line.strip(" \t") for line in inner), tail.lstrip(" \t")]
        markdown = " ".join(lines)
    return markdown.replace("\t", " ")


class _Places:
    """Lines and columns of offsets in a piece of the body; they are asked for in rising order."""

    def __init__(self, body: Reading, markdown: str, line: int, column: int | None) -> None:
        self._body = body
        self._markdown = markdown
        self._line = line
        self._start = 0
        """Where the line of the last offset begins."""
        self._seen = 0
        self._shift = column

    def find(self, offset: int) -> tuple[int, int]:
        """Give line and column, from 1."""
        breaks = self._markdown.count("\n", self._seen, offset)
        if breaks:
            self._line += breaks
            self._start = self._markdown.rfind("\n", self._seen, offset) + 1
            self._shift = None
        self._seen = offset
        if self._shift is None:
            end = self._markdown.find("\n", self._start)
            written = self._markdown[self._start : end if end >= 0 else None]
            bare = written.strip()
            lines = self._body.lines
            source = lines[self._line] if self._line < len(lines) else ""
            # What stands before it there: indentation, `> `, `## `.
            self._shift = max(source.find(bare), 0) - (len(written) - len(written.lstrip()))
        return self._line + 1, max(offset - self._start + self._shift, 0) + 1


# --- lists


@dataclass(slots=True)
class _List:
    """An open list, and the numbers that its items carry."""

    ordered: bool
    numbers: list[str]
    counted: bool
    """All numbers are the same: `1.` before each item is Markdown's way of letting others count."""
    at: int = 0

    def marker(self, sign: str) -> str:
        """Give the next item's marker.

        Numbers stay as they are written, for a list may leave some out; unless they are `counted`.
        """
        self.at += 1
        if not self.ordered:
            return "•"
        number = self.numbers[self.at - 1]
        if self.at > 1 and self.counted:
            number = str(int(number) + self.at - 1)
        return number + sign


def _list_numbers(tokens: list[Token]) -> dict[int, list[str]]:
    """Give the numbers of each list's items, by the identity of the token that opens it."""
    out: dict[int, list[str]] = {}
    opened: list[list[str]] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            opened.append(out.setdefault(id(token), []))
        elif token.type == "list_item_open":
            opened[-1].append(token.info)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            opened.pop()
    return out


# --- tables


class _Table:
    """A table's cells, and how they are set."""

    def __init__(self, align: list[str]) -> None:
        self.rows: list[list[_Content]] = []
        self._align = align

    def draw(self) -> _Content:
        """Set the rows on lines and pad the cells; those of the header are strong."""
        widths = [0] * max(map(len, self.rows))
        for row in self.rows:
            for column, cell in enumerate(row):
                if widths[column] < (width := _width(cell)) <= _WIDEST_PADDING:
                    widths[column] = width
        out = _Content()
        lines: list[str] = []
        size = 0
        for number, row in enumerate(self.rows):
            pieces: list[str] = []
            for column, cell in enumerate(row):
                space = max(widths[column] - _width(cell), 0)
                side = self._align[column] if column < len(self._align) else ""
                left = {"right": space, "center": space // 2}.get(side, 0)
                right = space - left if column + 1 < len(row) else 0
                pieces.append((" │ " if column else "") + " " * left)
                start = size + len(pieces[-1])
                out.marks += [Mark(m.number, start + m.start, start + m.end) for m in cell.marks]
                if number == 0 and cell.text:
                    out.spans.append(Span("strong", start, start + len(cell.text)))
                out.spans += [
                    Span(s.kind, start + s.start, start + s.end, s.href) for s in cell.spans
                ]
                pieces.append(cell.text + " " * right)
                size = start + len(pieces[-1])
            lines.append("".join(pieces))
            size += 1
        out.text = "\n".join(lines)
        return out


def _width(cell: _Content) -> int:
    """Give the columns that a cell takes on a terminal, near enough to pad by."""
    if cell.text.isascii():
        return len(cell.text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in cell.text)
    return len(cell.text) + wide - sum(unicodedata.combining(c) > 0 for c in cell.text)
