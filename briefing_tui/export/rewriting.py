"""The author's own Markdown, fit for other readers of Markdown: they lose no word of it.

Our reading of a body differs from CommonMark where that would swallow words (see
`briefing_tui.body`). What is text to us and markup to others is escaped, note marks become
footnotes (`[^1]`, as GitHub, pandoc and many more have them), and all else stays letter for letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing_tui.body.markdown import MARK, block_tokens, inline_tokens, is_link, mark_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Edit = tuple[int, int, str]
    """From one offset to another, this instead."""

# Where something begins that no rule looks into: an escape, code, an address, a link's own address.
_CLOSED = re.compile(
    r"\\.|(?P<ticks>`+)|<(?P<address>[^\s<>]+)>|\]\([ \n]{0,3}<(?P<target>[^<>\n]*)>",
    re.DOTALL,
)
_LINK_END = re.compile(r"""[ \n]{0,3}(?:\)|["'(])""")
_TICKS = re.compile("`+")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_INLINE_NOTE = re.compile(r"\^(?=\[)")
# `[x](javascript:…)`: no link to us. One without a scheme is left to those who know where it leads.
_FOREIGN_LINK = re.compile(r"\](?=\(\s{0,3}(?P<href>[A-Za-z][A-Za-z0-9+.-]*:[^\s)]*))")
_DEFINITION = re.compile(r"\[(?=[^\[\]]+\]:)")
_NOTE_DEFINITION = re.compile(r"^[ \t]*(?P<open>\[)(?=\^[^\]\s]+\]:)", re.MULTILINE)


def with_footnotes(markdown: str, notes: frozenset[int], label: Callable[[int], str]) -> str:
    """Give a body with footnotes for marks.

    Args:
        markdown: the body as its author wrote it.
        notes: the numbers of its notes.
        label: gives the label of a note's footnote.
    """
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    edits: list[list[Edit]] = [[] for _ in lines]
    table: tuple[int, int] | None = None
    cells = widest = line = 0
    for token in block_tokens("\n".join(lines)):
        line = token.map[0] if token.map else line
        match token.type:
            case "table_open":
                table, widest = (line, len(token.meta["align"])), 0
            case "tr_open":
                cells = 0
            case "tr_close":
                widest = max(widest, cells)
            case "table_close" if table is not None:
                for row, edit in _widened(lines, table, widest):
                    edits[row].append(edit)
                table = None
            case "inline":
                cells += 1
                column = token.meta.get("column") if token.meta else None
                found = _edits(token.content, notes, label, _margin(token.content, lines[line]))
                for row, edit in _placed(token.content, found, lines, line, column):
                    edits[row].append(edit)
            case "fence" if not token.level and not _is_closed(lines, token.map, token.markup):
                # All that is put behind the body would be code; in a list or a quotation the code
                # ends with it.
                edits[-1].append((len(lines[-1]), len(lines[-1]), f"\n{token.markup}"))
            case _:
                pass
    return "\n".join(_edited(text, made) for text, made in zip(lines, edits, strict=True))


def _is_closed(lines: list[str], place: Sequence[int] | None, fence: str) -> bool:
    """Tell whether the code block at a place has its closing fence (CommonMark, section 4.5)."""
    begin, end = place or (0, 0)
    last = lines[end - 1]
    bare = last.strip(" \t")
    indent = len(last) - len(last.lstrip(" "))
    return end - 1 > begin and indent < 4 and len(bare) >= len(fence) and not bare.strip(fence[0])


def _margin(content: str, first: str) -> str:
    """Give the spaces that keep a later line from beginning a block (CommonMark, section 4.6).

    Args:
        content: of a paragraph.
        first: its first line in the body, with what stands before it: a list's sign, say.
    """
    before = first[: max(first.rfind(content.partition("\n")[0].strip()), 0)]
    return " " * (len(before.expandtabs(4)) + 4)


def _edits(
    content: str, notes: frozenset[int], label: Callable[[int], str], margin: str
) -> list[Edit]:
    """Find what has to change in a paragraph, a heading or a cell."""
    out: dict[int, Edit] = {}
    for token in inline_tokens(content, notes):
        if token.type not in ("note_mark", "note_missing"):
            continue
        start = token.meta["offset"]
        mark = MARK.match(content, start)
        if mark is None:
            continue
        end = mark.end()
        if token.type == "note_missing":
            out[start] = (start, start + 1, r"\[")
            continue
        numbers = mark_numbers(mark)
        told = "".join(rf"[^{label(n)}]" if n in notes else rf"\[{n}]" for n in numbers)
        # `[^1](…)` would be a link, `[^1]: …` the note itself.
        if content[end : end + 1] in ("(", ":"):
            told += "\\"
        out[start] = (start, end, told)
    marked = {end - 1 for _, end, _ in out.values()}
    closed = [(begin, end) for begin, end in _closed(content) if begin not in marked]
    begins = [begin for begin, _ in closed]
    for start in _escapes(content):
        before = bisect_right(begins, start) - 1
        inside = before >= 0 and start < closed[before][1]
        if not inside and start not in out:
            out[start] = (start, start, "\\")
        elif inside and content[begins[before]] == "`" and _begins_line(content, start):
            # Code holds no escape; a tag so far in begins no block of HTML.
            out[start] = (start, start, margin)
    return sorted(out.values())


def _begins_line(content: str, at: int) -> bool:
    return not content[content.rfind("\n", 0, at) + 1 : at].strip(" ")


def _closed(content: str) -> list[tuple[int, int]]:
    """Find the stretches that hold no markup of their own, in order."""
    ticks: defaultdict[int, list[int]] = defaultdict(list)
    for run in _TICKS.finditer(content):
        ticks[run.end() - run.start()].append(run.start())
    out: list[tuple[int, int]] = []
    at = 0
    while (match := _CLOSED.search(content, at)) is not None:
        at = match.end()
        if match["ticks"]:
            # Code ends at the next run of as many backticks; without one they are text.
            ends = ticks[len(match["ticks"])]
            close = bisect_left(ends, at)
            if close == len(ends):
                continue
            at = ends[close] + len(match["ticks"])
        elif match["target"] is not None and not _ends_label(content, match):
            # `[1](<b>`: no link to anybody, and `<b>` a tag to others.
            at = match.start() + 1
            continue
        elif (address := match["address"]) and not (is_link(address) or _EMAIL.fullmatch(address)):
            at = match.start() + 1
            continue
        out.append((match.start(), at))
    return out


def _ends_label(content: str, match: re.Match[str]) -> bool:
    """Tell whether `](<…>` is part of a whole link: a bracket is open before it, one closes it."""
    opened = content.rfind("[", 0, match.start()) > content.rfind("]", 0, match.start())
    return opened and _LINK_END.match(content, match.end()) is not None


def _escapes(content: str) -> Iterator[int]:
    """Give the offsets of signs that are text to us and markup to others."""
    yield from (match.start() for match in _TAG.finditer(content))
    yield from (match.start() for match in _INLINE_NOTE.finditer(content))
    yield from (match.start("open") for match in _NOTE_DEFINITION.finditer(content))
    if _DEFINITION.match(content):
        yield 0
    for match in _FOREIGN_LINK.finditer(content):
        if not is_link(match["href"]):
            yield match.end()


def _placed(
    content: str, edits: list[Edit], lines: list[str], line: int, column: int | None
) -> Iterator[tuple[int, Edit]]:
    """Bring edits of a token's content to the lines and columns of the body."""
    starts = [0, *(match.end() for match in re.finditer("\n", content))]
    columns: dict[int, Callable[[int], int]] = {}
    for start, end, told in edits:
        at, instead = start, told
        while True:
            row = bisect_right(starts, at) - 1
            stop = starts[row + 1] - 1 if row + 1 < len(starts) else len(content)
            if row not in columns:
                columns[row] = _column(content, starts[row], stop, lines[line + row], column)
            place = columns[row]
            until = min(end, stop)
            yield line + row, (place(at), place(until), instead)
            if end <= stop:
                break
            # A mark that goes on in the next line: what is left of it there goes.
            at, instead = stop + 1, ""


def _column(
    content: str, begin: int, stop: int, source: str, column: int | None
) -> Callable[[int], int]:
    """Give the function from offsets in a line of `content` to columns of its line in the body."""
    if column is None:
        written = content[begin:stop]
        bare = written.strip()
        # What stands before it is the list's, the quotation's or the heading's.
        shift = source.rfind(bare) - (len(written) - len(written.lstrip()))
        return lambda offset: offset - begin + shift
    columns = []
    at = column
    for sign in content:
        at += sign == "|" and source.startswith("\\|", at)
        columns.append(at)
        at += 1
    columns.append(at)
    return columns.__getitem__


def _widened(lines: list[str], table: tuple[int, int], widest: int) -> Iterator[tuple[int, Edit]]:
    """Give a table's header as many cells as its widest row: surplus ones would be dropped."""
    row, columns = table
    more = widest - columns
    if more <= 0:
        return
    for number, cell in ((row, "  |"), (row + 1, "---|")):
        text = lines[number].rstrip()
        bar = "" if text.endswith("|") and not text.endswith("\\|") else " |"
        yield number, (len(text), len(text), bar + cell * more)


def _edited(text: str, edits: list[Edit]) -> str:
    out: list[str] = []
    at = 0
    for start, end, told in sorted(edits):
        out += (text[at:start], told)
        at = end
    return "".join((*out, text[at:]))
