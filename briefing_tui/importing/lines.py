"""A page's text cut into lines that mean something: one line, one paragraph, heading or note.

Text saved from a browser has a line for each paragraph; text from mail and terminals is broken at a
column, and Markdown may be. What was broken is joined here, so that the rest need not know.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from briefing_tui.text import clean, fold, unsafe_characters

from .byline import byline_of
from .dates import date_of
from .language import named_languages
from .printed import Hyphens
from .wording import (
    is_author_heading,
    is_chrome,
    is_kind,
    is_notes_heading,
    is_similar_heading,
    is_takeaways_heading,
    key,
)

# CR LF, CR, line and page feeds, and Unicode's own breaks.
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SIGNS = "-*+•●▪■□▸►▶➤➢✓✔→»◦○‣–—·∙"
_BULLET = re.compile(rf"(?:[{re.escape(_SIGNS)}]|[oO](?=\s{{2}}))\s+(?=\S)")
_ITEM = re.compile(
    rf"(?:[{re.escape(_SIGNS)}]\s|"
    r"\d{1,3}[.)](?:\s|$)|\[\^?[^\]\s]{1,60}\]|[⁰¹²³⁴-⁹]|#{1,6}\s|>|\||:::)"
)
_NUMBER = re.compile(r"\d{1,4}\s")
_DEFINITION = re.compile(r"\[\^[^\]\s]{1,60}\]:")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_HEADING = re.compile(r"#{1,6}(?:\s+(.*?))?(?:\s+#+)?\s*")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|__|_)(\S(?:.*\S)?)\1")
# Signs that nobody writes by chance, and those that mean something in a file named `.md`, or beside
# Markdown's footnotes.
_SURELY = re.compile(r"\A\s*#{1,6} \S|^ {0,3}(?:```|~~~)", re.MULTILINE)
_HEADINGS = re.compile(r"^#{1,6} \S", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
_INLINE = re.compile(
    r"\*\*\S|\]\(\S|^=+ *$|^#{1,6} |(?<!\w)([*_`])\w[^*_`\n]{0,200}\w?\1(?!\w)", re.MULTILINE
)
_LISTS = re.compile(r"^ {0,3}(?:[-*+] |> )", re.MULTILINE)
_END = re.compile(
    r"[.!?…:;。！？][\"'”’»)\]]*(?:\s?\[\^?[^\]\s]{1,60}\]|[⁰¹²³⁴-⁹]|\d{1,3})*[\"'”’»)]*$"
)


Part: TypeAlias = Literal["", "kind", "byline", "takeaway", "profile", "note", "caption"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page that holds something."""

    text: str
    """Without white space around it; lines that were one are joined by a space."""
    raw: tuple[str, ...]
    """The page's own lines."""
    block: int
    """Counts up at each blank line."""
    code: bool = False
    """Part of a fenced block of code, which is left alone."""
    part: Part = ""
    """What the page's own markup says that it is."""
    note: int = 0
    """The number of the note that the markup says it is."""
    shown: str = ""
    """The words without any Markdown, where the text has been written as such."""

    @property
    def said(self) -> str:
        """The words as a field that is no Markdown takes them."""
        return self.shown or self.text

    @property
    def plain(self) -> str:
        """The text without Markdown's heading signs and emphasis around it, to recognise it by."""
        if self.shown:
            return self.shown.strip()
        text = self.text
        if heading := _HEADING.fullmatch(text):
            text = heading[1] or ""
        if strong := _EMPHASIS.fullmatch(text):
            text = strong[2]
        return text.strip()

    @property
    def heading(self) -> int:
        """Level of a Markdown heading, or 0."""
        return len(self.text) - len(self.text.lstrip("#")) if _HEADING.fullmatch(self.text) else 0

    @property
    def words(self) -> int:
        """Number of words, as spaces divide them."""
        return len(self.text.split())


def normalise(text: str) -> tuple[str, int]:
    """Make every kind of line break one, and what a terminal would obey visible.

    Returns:
        The text, and how many characters were made visible. Byte order marks, which show nothing
        and join nothing, are gone.
    """
    text = _BREAK.sub("\n", text).replace("\ufeff", "")
    return clean(text), len(unsafe_characters(text))


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, note marks after the stop included."""
    return _END.search(text[-80:].rstrip()) is not None


def without_bullet(text: str) -> str:
    """Take the bullet off a list item."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text


def has_bullet(text: str) -> bool:
    """Tell whether a line is a list item with a bullet."""
    return _BULLET.match(text) is not None


def looks_like_markdown(text: str, name: str) -> bool:
    """Tell whether a text was written as Markdown, so that its signs mean what they mean there.

    A `#` at the top or several of them, or fences say so; lesser signs do beside `[^1]:` or in a
    file named so.
    """
    if _SURELY.search(text) or len(_HEADINGS.findall(text)) > 1:
        return True
    named = name.lower().endswith((".md", ".markdown", ".mdown", ".qmd", ".rmd"))
    if named and _LISTS.search(text):
        return True
    return bool((named or _FOOTNOTE.search(text)) and _INLINE.search(text))


def lines_of(text: str, *, markdown: bool, joined: list[str] | None = None) -> list[Line]:
    """Cut a text into lines, joining those that were broken at a column, and fenced code.

    Args:
        text: with line feeds.
        markdown: whether it was written as such.
        joined: where words are noted that were broken between two lines.
    """
    raw = [line.rstrip() for line in text.split("\n")]
    width = _wrap_width(raw)
    words = {fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)} if width else ()
    hyphens = Hyphens(words)
    out: list[Line] = []
    group: list[str] = []
    block, fence, blank = 0, "", False

    def close(*, code: bool = False) -> None:
        if group:
            rows = [line.strip() for line in group if line]
            text = hyphens.join(rows) if width and not code else " ".join(rows)
            out.append(Line(text, tuple(group), block, code=code))
            group.clear()

    for line in raw:
        if fence:
            group.append(line)
            if (found := _FENCE.fullmatch(line)) and found[1].startswith(fence):
                close(code=True)
                fence = ""
            continue
        if not line.strip():
            blank = True
            continue
        opens = _FENCE.match(line) if markdown else None
        if blank or opens or not (group and _continues(group, line, width, markdown=markdown)):
            close()
        if blank:
            block, blank = block + 1, False
        group.append(line)
        fence = opens[1] if opens else ""
    close(code=bool(fence))
    if joined is not None:
        joined += hyphens.joined
    return out


def _wrap_width(raw: list[str]) -> int:
    """Give the column at which a text was broken, or 0 when it was not.

    Broken text has lines of about one length that mostly stop in the middle of a sentence, and each
    is followed by a word that would not have fitted (the rule of a greedy paragraph filler).
    """
    pairs = [
        (one, two) for one, two in itertools.pairwise(raw) if " " in one.strip() and two.strip()
    ]
    longest = sorted(len(line) for line in raw if " " in line.strip())
    if len(pairs) < 6 or not longest:
        return 0
    width = longest[int(len(longest) * 0.98)]
    if not 40 <= width <= 120:
        return 0
    broken = sum(len(one) + 1 + len(two.split(None, 1)[0]) > width - 4 for one, two in pairs)
    stopped = sum(ends_sentence(one) for one, _ in pairs)
    return width if broken > 0.6 * len(pairs) and stopped < 0.5 * len(pairs) else 0


def _continues(group: list[str], line: str, width: int, *, markdown: bool) -> bool:
    """Tell whether a line goes on with the paragraph that the lines before it began."""
    if not markdown and not width:
        return False
    first, before, text = group[0].strip(), group[-1], line.strip()
    if _ITEM.match(text) or _HEADING.fullmatch(first):
        return False
    if markdown and (set(text) <= set("=-") or first.startswith("|")):
        return False
    if _stands_alone(before.strip()) or _stands_alone(text) or fold(before.strip()) == fold(text):
        return False
    if _NUMBER.match(text) and _NUMBER.match(first):
        return False
    if markdown and has_bullet(first) and line.startswith("  "):
        return True
    if width:
        return len(before) + 1 + len(text.split(None, 1)[0]) > width - 12
    if line.startswith(("    ", "\t")) and not _ITEM.match(first):
        return False
    # Markdown joins the lines of a paragraph, but a page saved line by line is not meant so.
    return len(before) > 40 and not ends_sentence(before)


def _stands_alone(text: str) -> bool:
    if len(text) > 160:
        return False
    text = text.strip(" *_")
    return (
        key(text) == ""
        or is_kind(text)
        or is_chrome(text)
        or is_notes_heading(text)
        or is_takeaways_heading(text)
        or is_similar_heading(text)
        or is_author_heading(text)
        or date_of(text) is not None
        or bool(byline_of(text))
        or bool(named_languages(text))
    )


def is_definition(text: str) -> bool:
    """Tell whether a line defines a Markdown footnote."""
    return _DEFINITION.match(text) is not None
