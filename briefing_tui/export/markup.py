"""The body of a briefing as HTML, from the same reading of its Markdown as everywhere.

What is marked up is told by elements of HTML itself; words are escaped, and only http, https and
mailto make a link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Protocol

from briefing_tui.body.markdown import block_tokens, inline_tokens, is_link
from briefing_tui.text import clean, one_line

from .prose import pieces, target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing_tui.briefing import Footnote

# Characters that HTML forbids, and `clean` has no reason to replace.
_FORBIDDEN = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(plane + end) for plane in range(0x10000, 0x110000, 0x10000)
                               for end in (0xFFFE, 0xFFFF)) + "]"
)  # fmt: skip
_TAGS = {"em": "em", "strong": "strong", "s": "s"}
_PLAIN_BLOCKS = {
    "blockquote_open": "<blockquote>", "blockquote_close": "</blockquote>",
    "bullet_list_open": "<ul>", "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>", "ordered_list_close": "</ol>",
    "list_item_close": "</li>",
}  # fmt: skip
_DEPTH = {
    "blockquote_open": 1, "blockquote_close": -1, "list_item_open": 1, "list_item_close": -1,
}  # fmt: skip


class Token(Protocol):
    """What is looked at of a token of Markdown here."""

    type: str
    info: str


def safe(text: str) -> str:
    """Escape a text for HTML, in elements and attributes alike."""
    return escape(_FORBIDDEN.sub("\ufffd", clean(text)), quote=True)


def line(text: str) -> str:
    """Escape a text on one line."""
    return safe(one_line(text))


def link(address: str, words: str, kind: str = "") -> str:
    """Give a link to an address around words that are escaped already; no link if it is unsafe."""
    href = target(address)
    if not is_link(href):
        return words
    named = f' class="{kind}"' if kind else ""
    return f'<a{named} href="{safe(href)}">{words}</a>'


def prose(text: str, *, stress: bool = True) -> str:
    """Give a text, such as a note's, with links and stress."""
    out = []
    for kind, piece in pieces(one_line(text), stress=stress):
        if kind == "address":
            out.append(link(piece, safe(piece), "address"))
        else:
            out.append(f"<em>{safe(piece)}</em>" if kind == "stressed" else safe(piece))
    return "".join(out)


@dataclass(slots=True)
class Marks:
    """The note marks of a document, each with an id of its own to come back to."""

    prefix: str
    """Of all ids: several briefings may stand in one document."""
    notes: dict[int, Footnote]
    title: Callable[[Footnote], str]
    """Gives what a mark tells when it is pointed at."""
    placed: dict[int, list[str]] = field(default_factory=dict)
    """The ids of the marks of each note, in order."""
    _told: dict[int, str] = field(default_factory=dict)
    """What the marks of each note tell, as an attribute; a note may be long and have many."""

    def draw(self, number: int) -> str:
        """Give the next mark of a note."""
        ids = self.placed.setdefault(number, [])
        here = f"{self.prefix}mark-{number}" + (f"-{len(ids) + 1}" if ids else "")
        ids.append(here)
        if number not in self._told:
            told = line(self.title(self.notes[number]))
            self._told[number] = f' title="{told}"' if told else ""
        return (
            f'<sup class="mark"><a id="{here}" href="#{self.prefix}note-{number}"'
            f' role="doc-noteref"{self._told[number]}>[{number}]</a></sup>'
        )


def body(markdown: str, marks: Marks) -> str:
    """Give the blocks of a body, its highest heading as `h2`, paragraphs with their numbers."""
    drawn = _Drawing(marks).blocks(markdown.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(filter(None, drawn))


class _Drawing:
    """One run over a body."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._numbers = frozenset(marks.notes)
        self._paragraph = 0

    def blocks(self, markdown: str) -> Iterator[str]:
        """Draw the blocks, a piece of HTML for each tag or text."""
        tokens = block_tokens(markdown)
        highest = min((int(t.tag[1:]) for t in tokens if t.type == "heading_open"), default=2)
        values = _item_numbers(tokens)
        depth = 0
        tag = ""
        table: _Table | None = None
        for token in tokens:
            depth += _DEPTH.get(token.type, 0)
            match token.type:
                case "table_open":
                    table = _Table(token.meta["align"])
                case "tr_open" if table is not None:
                    table.rows.append([])
                case "inline" if table is not None:
                    table.rows[-1].append(self.inline(token.content))
                case "table_close" if table is not None:
                    yield table.draw()
                    table = None
                case "paragraph_open":
                    tag = "" if token.hidden else "p"
                case "heading_open":
                    tag = f"h{min(6, int(token.tag[1:]) - highest + 2)}"
                case "inline":
                    yield self._block(tag, self.inline(token.content), numbered=not depth)
                case "fence" | "code_block":
                    yield _code(token.content, token.info)
                case "hr":
                    yield "<hr>"
                case "list_item_open":
                    value = values.get(id(token))
                    yield "<li>" if value is None else f'<li value="{value}">'
                case kind:
                    yield _PLAIN_BLOCKS.get(kind, "")

    def _block(self, tag: str, html: str, *, numbered: bool) -> str:
        if not html:
            return ""
        if tag == "p" and numbered:
            self._paragraph += 1
            number = self._paragraph
            return f'<p id="{self._marks.prefix}p{number}" data-number="{number}">{html}</p>'
        return f"<{tag}>{html}</{tag}>" if tag else html

    # --- inline

    def inline(self, content: str) -> str:
        """Draw the words of a paragraph, a heading or a cell."""
        out: list[str] = []
        opened: list[str] = []
        """Start tags of what is open; empty for a link in a link, which HTML has not."""
        for token in inline_tokens(content, self._numbers):
            match token.type:
                case "text" | "text_special" | "note_missing":
                    out.append(safe(token.content))
                case "softbreak":
                    out.append("\n")
                case "hardbreak":
                    out.append("<br>\n")
                case "code_inline":
                    out.append(f"<code>{safe(token.content)}</code>")
                case "note_mark":
                    out.append(self._mark(token.meta["number"], opened))
                case "em_open" | "strong_open" | "s_open":
                    opened.append(f"<{token.tag}>")
                    out.append(opened[-1])
                case "link_open":
                    opened.append(self._link(str(token.attrs["href"]), opened))
                    out.append(opened[-1])
                case "em_close" | "strong_close" | "s_close" | "link_close":
                    out.append(_end(opened.pop()))
                case _:
                    pass
        return "".join(out)

    def _mark(self, number: int, opened: list[str]) -> str:
        """Draw a mark; in the words of a link, the link is closed around it."""
        if number not in self._numbers:
            return safe(f"[{number}]")
        drawn = self._marks.draw(number)
        first = next((n for n, tag in enumerate(opened) if tag.startswith("<a ")), None)
        if first is None:
            return drawn
        inner = opened[first:]
        return "".join([*map(_end, reversed(inner)), drawn, *inner])

    def _link(self, href: str, opened: Iterable[str]) -> str:
        if any(tag.startswith("<a ") for tag in opened):
            return ""
        return link(href, "").removesuffix("</a>")


def _end(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>" if tag else ""


def _code(content: str, info: str) -> str:
    """Give a block of code; more than a word behind its fence is somebody's text."""
    text, language = content.rstrip("\n"), info.strip()
    if len(language.split()) > 1:
        text, language = f"{language}\n{text}", ""
    named = f' class="language-{line(language)}"' if language else ""
    return f"<pre><code{named}>{safe(text)}</code></pre>"


def _item_numbers(tokens: Iterable[Token]) -> dict[int, int]:
    """Give the number of each item of an ordered list, by the identity of its token.

    They are as written, for a list may leave some out; unless all are the same: `1.` before each
    item is Markdown's way of letting the reader count.
    """
    out: dict[int, int] = {}
    opened: list[list[Token]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            opened.append([])
        elif token.type == "list_item_open":
            opened[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = [item for item in opened.pop() if item.info]
            counted = len({int(item.info) for item in items}) == 1
            for number, item in enumerate(items):
                out[id(item)] = int(item.info) + (number if counted else 0)
    return out


class _Table:
    """A table; the first row is its header."""

    def __init__(self, align: list[str]) -> None:
        self.rows: list[list[str]] = []
        self._align = align
        self._width = 0

    def draw(self) -> str:
        """Draw it; the last cell of a short row is as wide as what is missing."""
        self._width = max(map(len, self.rows))
        head, *rest = self.rows
        drawn = [self._row(head, "th", ' scope="col"'), "</thead>", "<tbody>"]
        drawn += [self._row(row, "td", "") for row in rest]
        rows = "\n".join(drawn)
        return f'<div class="table">\n<table>\n<thead>\n{rows}\n</tbody>\n</table>\n</div>'

    def _row(self, row: list[str], tag: str, scope: str) -> str:
        cells = []
        for column, html in enumerate(row or [""]):
            side = self._align[column] if column < len(self._align) else ""
            kind = f' class="{side}"' if side else ""
            # Filling up would let 24 kB of Markdown become 65,000 cells; HTML ends at 1000.
            missing = min(self._width - column, 1000) if column >= len(row) - 1 else 1
            span = f' colspan="{missing}"' if missing > 1 else ""
            cells.append(f"<{tag}{scope}{kind}{span}>{html}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"
