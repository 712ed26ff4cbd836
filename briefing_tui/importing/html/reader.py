"""A tree of elements -> lines of Markdown, each with what the page's own markup says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing_tui.importing.dates import date_of
from briefing_tui.importing.language import named_languages
from briefing_tui.importing.lines import Line, ends_sentence
from briefing_tui.importing.wording import is_kind, is_notes_heading
from briefing_tui.text import clean

from .inline import Run, Style, markdown_of, without_brackets, words_of
from .tables import code_of, is_data, table_of
from .tree import Element
from .words import Words
from .zones import may_stand_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing_tui.importing.lines import Part

    from .footnotes import Footnotes
    from .tree import Node
    from .zones import Zone, Zones

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 60  # words; a longer one was not closed
_DEEPEST = 8
"""Lists and quotations nested deeper are set as if they were not."""
_NUMBERED_CAPTION = re.compile(
    r"(?:fig(?:ure)?|table|chart|map|graph|box|şekil|tablo|grafik|harita|рис(?:унок)?|табл(?:ица)?"
    r"|карта|график|abb(?:ildung)?|tabelle)\.?\s*\d",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\[\d{1,4}\]|\d{1,3}[.)]\s|\(\d{1,3}\)\s|[•▪■◦–-]\s|[⁰¹²³⁴-⁹]")
_WORD = re.compile(r"[^\W\d_]{2}")
_PERMALINK = re.compile(r"[¶#§🔗]?")
_LEAST_HIDDEN = 12
"""Words; what is hidden and shorter is meant for machines: `Opens in a new window`."""


@dataclass(slots=True)
class Read:
    """What a page holds."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """An open list."""

    number: int
    """Of the next item; 0 when the list has bullets."""
    block: int
    """The outermost list's lines count as one block."""


@dataclass(slots=True)
class _Open:
    """An element that is being read, and what holds in it."""

    element: Element
    children: Iterator[Node]
    style: Style = field(default_factory=Style)
    zone: Zone = ""
    block: bool = False
    """It stands on lines of its own."""
    heading: int = 0
    quote: int = 0
    items: tuple[_List, ...] = ()


class Reader:
    """One run over a page.

    Args:
        zones: which of its elements are what.
        footnotes: which are marks and notes.
        address: the page's, for links that are relative to it.
    """

    def __init__(self, zones: Zones, footnotes: Footnotes, address: str) -> None:
        self._zones = zones
        self._footnotes = footnotes
        self._words = Words(footnotes, address, lambda e: zones.roles.get(id(e)) == "hidden")
        self._out = Read()
        self._runs: list[Run] = []
        self._block = 0
        self._marker = ""
        """What stands before the next line of a list item."""
        self._note = 0
        self._notes: dict[int, int] = {}
        """Number of a note -> its line."""
        self._links: set[int] = set()
        """Lines that are nothing but links."""

    def read(self, root: Element) -> Read:
        """Write the page as lines."""
        stack = [_Open(root, iter(root.children))]
        while stack:
            opened = stack[-1]
            child = next(opened.children, None)
            if child is None:
                if opened.block:
                    self._end_line(opened)
                self._leave(opened.element)
                stack.pop()
            elif isinstance(child, str):
                self._runs += self._words.text(child, opened.style, opened.element)
            elif (inner := self._enter(child, opened)) is not None:
                stack.append(inner)
        self._end_line(_Open(root, iter(())))
        self._gather_notes()
        self._drop_lists_of_links()
        return self._out

    # --- elements

    def _enter(self, element: Element, around: _Open) -> _Open | None:
        """Begin an element; None when it is read already, or not at all."""
        if element.name == "a" and around.heading and _PERMALINK.fullmatch(element.text(20)):
            return None
        if id(element) in self._footnotes.dropped:
            words = element.text(60)
            if _WORD.search(words) and len(words.split()) <= 6:
                self._out.left_out.append(words)  # `back to the text`
            return None
        zone = self._zones.roles.get(id(element), "")
        if zone == "hidden":
            words = element.text()
            if len(words.split()) >= _LEAST_HIDDEN and element.name not in {"script", "style"}:
                self._out.left_out.append(words)
            return None
        if element.name == "br" and self._divides(element, around):
            self._end_line(around)
            return None
        if (whole := self._words.whole(element, around.style)) is not None:
            self._runs += whole
            return None
        if id(element) in self._footnotes.beside:
            self._add_note_beside(element)
            return None
        is_note = id(element) in self._footnotes.notes
        apart = bool(zone) and zone != around.zone and may_stand_apart(element)
        inner = replace(
            around,
            element=element,
            children=iter(element.children),
            style=self._words.style(element, around.style),
            block=element.is_block or is_note or apart,
        )
        if element.name == "q":
            self._runs.append(Run("“", around.style))
        if not inner.block:
            return inner
        self._end_line(around)
        if zone and around.zone != "site":
            inner.zone = zone
        return self._enter_block(element, inner)

    def _enter_block(self, element: Element, inner: _Open) -> _Open | None:
        name = element.name
        note = self._footnotes.notes.get(id(element), 0)
        if note or id(element) in self._footnotes.more:
            self._note = note or max(self._notes, default=0)
            inner.heading = inner.quote = 0
            inner.items = ()
        elif name == "hr":
            self._add_line("---", "---", inner)
        elif name == "pre":
            rows = code_of(element)
            if rows and inner.zone == "site":
                self._out.left_out += rows
            elif rows:
                self._add(Line(" ".join(rows), tuple(rows), self._next_block(), code=True))
            return None
        elif name == "table" and is_data(element) and not self._holds_notes(element):
            if inner.zone != "site":
                self._add_table(element, inner)
                return None
        elif name in _HEADINGS and _is_short(element):
            inner.heading = int(name[1])
        elif name == "blockquote":
            inner.quote = min(inner.quote + 1, _DEEPEST)
        elif name in {"ul", "ol", "menu", "dir"}:
            start = element.get("start")
            number = int(start) if start.isdecimal() and len(start) < 6 else 1
            block = inner.items[0].block if inner.items else self._next_block()
            inner.items = (*inner.items, _List(number if name == "ol" else 0, block))
        elif name == "li":
            self._begin_item(element, inner)
        return inner

    def _begin_item(self, element: Element, inner: _Open) -> None:
        if not inner.items:
            inner.items = (_List(0, self._next_block()),)
        held = inner.items[-1]
        value = element.get("value")
        if held.number and value.isdecimal() and len(value) < 6:
            held.number = int(value)
        self._marker = f"{held.number}. " if held.number else "- "
        held.number += held.number > 0

    def _leave(self, element: Element) -> None:
        if id(element) in self._footnotes.notes or id(element) in self._footnotes.more:
            self._note = 0
        if element.name == "li":
            self._marker = ""
        if element.name == "q":
            self._runs.append(Run("”"))

    def _holds_notes(self, element: Element) -> bool:
        return any(id(inner) in self._footnotes.notes for inner in element.elements())

    def _divides(self, element: Element, around: _Open) -> bool:
        """Tell whether a line break ends a line: two do, or one between items, or under a title."""
        if around.heading or self._note:
            return False
        if around.zone in {"byline", "profile"} or around.element.name in {"address", "td"}:
            return True
        said = [run for run in self._runs[:9] if run.text.strip()]
        titled = 0 < len(said) < 9 and all(run.style.strong for run in said)
        following = _text_after(element)
        return following is None or titled or _ITEM.match(following) is not None

    # --- lines

    def _end_line(self, opened: _Open) -> None:
        """Make a line of the words so far."""
        runs, self._runs = without_brackets(self._runs), []
        words = clean(words_of(runs)).strip("\u00a0 ")
        if not words:
            return
        marked = any(run.mark for run in runs)
        caption = opened.zone == "caption" and not (_NUMBERED_CAPTION.match(words) or marked)
        if opened.zone == "site" or caption:
            self._out.left_out.append(words)
            return
        markdown = clean(markdown_of(runs, heading=bool(opened.heading)))
        self._add_line(markdown, words, opened)
        spoken = [run for run in runs if re.search(r"\w", run.text)]
        if spoken and all(run.style.link for run in spoken) and not self._note:
            self._links.add(len(self._out.lines) - 1)

    def _add_line(self, markdown: str, words: str, opened: _Open) -> None:
        if self._note:
            self._add_note(markdown, words)
            return
        block = self._next_block()
        indent = ""
        if opened.heading:
            markdown = f"{'#' * opened.heading} {markdown}"
        elif opened.items:
            depth = min(len(opened.items), _DEEPEST)
            indent = "  " * (depth - 1 if self._marker else depth)
            if self._marker:
                block = opened.items[0].block
            markdown = f"{self._marker}{markdown}"
            self._marker = ""
        markdown = f"{'> ' * opened.quote}{markdown}"
        zone = opened.zone
        part: Part = "" if zone == "site" or zone == "hidden" else zone  # noqa: PLR1714 - typed
        self._add(Line(markdown, (f"{indent}{markdown}",), block, part=part, shown=words))

    def _add_note(self, markdown: str, words: str) -> None:
        if self._note not in self._notes:
            self._notes[self._note] = len(self._out.lines)
            line = Line(markdown, (markdown,), self._next_block(), False, "note", self._note, words)
            self._add(line)
            return
        at = self._notes[self._note]
        before = self._out.lines[at]
        text, shown = f"{before.text} {markdown}", f"{before.shown} {words}"
        self._out.lines[at] = replace(before, text=text, raw=(text,), shown=shown)

    def _add_note_beside(self, element: Element) -> None:
        """Take a note out of the paragraph that it stands in."""
        runs = self._words.flat(element)
        words = clean(words_of(runs))
        if words:
            self._note = self._footnotes.notes[id(element)]
            self._add_note(clean(markdown_of(runs)), words)
            self._note = 0

    def _add_table(self, element: Element, inner: _Open) -> None:
        for child in element.children:
            if isinstance(child, Element) and child.name == "caption":
                self._runs += self._words.flat(child)
                self._end_line(replace(inner, zone=""))
        rows, words = table_of(element, self._words)
        self._add(Line(" ".join(rows), tuple(rows), self._next_block(), shown=words))

    def _add(self, line: Line) -> None:
        self._out.lines.append(line)

    def _next_block(self) -> int:
        self._block += 1
        return self._block

    # --- the whole

    def _gather_notes(self) -> None:
        """Put notes that stand about the page where its last ones are, or at its end."""
        lines = self._out.lines
        at = sorted(self._notes.values())
        between = [n for n in range(at[0], at[-1]) if not lines[n].note] if at else []
        if not [n for n in between if lines[n].words > 8]:
            return
        first = at[-1]
        while first - 1 in at:
            first -= 1
        end = at[-1] + 1
        if not is_notes_heading(lines[first - 1].plain):
            # They stand beside their marks: the text goes on.
            end = len(lines)
            while end and lines[end - 1].part in {"profile", "byline"}:
                end -= 1
        notes = [lines[n] for n in at]
        headings = {
            n for n in range(at[0], first - 1) if n + 1 in at and is_notes_heading(lines[n].plain)
        }
        self._out.left_out += [lines[n].shown for n in sorted(headings)]
        taken = headings | set(at)
        kept = [line for n, line in enumerate(lines[:end]) if n not in taken]
        self._out.lines = [*kept, *notes, *lines[end:]]
        self._links.clear()

    def _drop_lists_of_links(self) -> None:
        """Leave out rows of links above and below the piece: menus that no element names."""
        lines = self._out.lines
        dropped: set[int] = set()
        for indices in (range(len(lines)), range(len(lines) - 1, -1, -1)):
            row: list[int] = []
            for n in indices:
                if n in self._links and not self._tells(lines[n]):
                    row.append(n)
                    continue
                dropped.update(row if len(row) > 2 else ())
                row = []
                if lines[n].note or (lines[n].words > 12 and ends_sentence(lines[n].shown)):
                    break
        self._out.left_out += [lines[n].shown for n in sorted(dropped)]
        self._out.lines = [line for n, line in enumerate(lines) if n not in dropped]

    def _tells(self, line: Line) -> bool:
        plain = line.plain
        known = is_kind(plain) or date_of(plain) is not None or named_languages(plain)
        return bool(line.part or line.heading == 1 or known)


def _is_short(heading: Element) -> bool:
    return len(heading.text(12 * _LONGEST_HEADING).split()) <= _LONGEST_HEADING


def _text_after(element: Element) -> str | None:
    """Give the words behind a line break; None when another line break follows."""
    for sibling in element.following():
        if isinstance(sibling, Element):
            if sibling.name == "br":
                return None
            if text := sibling.text(40):
                return text[:40]
        elif sibling.strip():
            return sibling.strip()[:40]
    return ""
