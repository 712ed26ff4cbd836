"""Text copied out of PDFs: page numbers, running heads, words broken at the ends of lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NUMBER = re.compile(
    r"[-–—|·\s]*(?:(?:page|seite|sayfa|страница|стр|p|s)\.?\s*)?\d{1,4}"
    r"(?:\s*(?:of|von|из|/)\s*\d{1,4})?[-–—|·\s]*",
    re.IGNORECASE,
)
_SAYS_PAGE = re.compile(
    r"\W*(?:page|seite|sayfa|страница|стр)\.?\s*\d{1,4}(?:\s*(?:of|von|из|/)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_LONGEST_HEAD = 14  # words
_AT_EDGE = 3
"""Lines at the top or the bottom of a page among which its number and its heads are."""
_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*(?:\[?\^?\w{1,4}\]|[⁰¹²³⁴-⁹]|\d{1,3})*\s*$")
_HYPHEN = re.compile(r"(?P<word>[^\W\d_]{2,})[-\u00ad\u2010¬]$")
# What is written with a hyphen behind it anyway: `self-made`, `non-state`.
_PREFIXES = frozenset(
    "well self non long short high low so co ex multi mid post pre anti cross near far half all "
    "one "
    "two three four five ten inter sub pro semi quasi vice north south east west north-south full "
    "part large small cost law rule state tax time year oil de re un e".split()
)


def without_furniture(text: str) -> tuple[str, list[str]]:
    """Take page numbers and running heads out of a text, so that its paragraphs go on.

    Args:
        text: with line feeds; a form feed stands between pages.

    Returns:
        The text without form feeds, and the lines that were taken out.
    """
    pages = text.split("\f")
    if len(pages) == 1:
        pages = _by_numbers(text)
    if len(pages) == 1:
        return text, []
    rows = [page.split("\n") for page in pages]
    heads = _running_heads(rows)
    left: list[str] = []
    out: list[str] = []
    for number, lines in enumerate(rows):
        kept = _without_edges(lines, heads, left, first=number == 0)
        while out and not out[-1].strip():
            out.pop()
        while number and kept and not kept[0].strip():
            kept.pop(0)
        # A sentence goes on from page to page; between paragraphs stands a blank line.
        if out and (not kept or _STOP.search(out[-1]) or kept[0][:1].isupper()):
            out.append("")
        out += kept
    return "\n".join(out), left


def _by_numbers(text: str) -> list[str]:
    """Divide a text at lines that say `Page 3 of 9`, or at numbers beside a head that repeats."""
    lines = text.split("\n")
    said = [n for n, line in enumerate(lines) if _SAYS_PAGE.fullmatch(line)]
    ends = said if len(said) > 1 else _numbered(lines)
    pages: list[str] = []
    start = 0
    for end in ends:
        pages.append("\n".join(lines[start : end + 1]))
        start = end + 1
    return [*pages, "\n".join(lines[start:])]


def _numbered(lines: Sequence[str]) -> list[int]:
    """Give the lines that number pages: alone, rising, with the same head beside most of them."""
    found = [n for n, line in enumerate(lines) if _is_alone(lines, n)]
    if len(found) < 2:
        return []
    beside: Counter[str] = Counter()
    rising = all(int(lines[b]) == int(lines[a]) + 1 for a, b in itertools.pairwise(found))
    for n in found:
        around = [*lines[max(0, n - 3) : n], *lines[n + 1 : n + 4]]
        beside.update({fold(row.strip()) for row in around if _may_be_head(row)})
    most = beside.most_common(1)[0][1] if beside else 0
    return found if rising and most * 2 > len(found) and most > 1 else []


def _is_alone(lines: Sequence[str], n: int) -> bool:
    """Tell whether a line is a number between blank lines."""
    around = [*lines[max(0, n - 1) : n], *lines[n + 1 : n + 2]]
    return re.fullmatch(r"\s*\d{1,4}\s*", lines[n]) is not None and not "".join(around).strip()


def _may_be_head(row: str) -> bool:
    return 1 < len(row.split()) <= _LONGEST_HEAD and not _STOP.search(row)


def _running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Give what stands at the edges of several pages, or says the title again."""
    count: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line.strip()]
        edges = {_shape(line) for line in (*filled[:_AT_EDGE], *filled[-_AT_EDGE:])}
        count.update(edges)
    alone = [head for lines in pages[1:] if (head := _head_alone(lines))]
    if len(alone) == len(pages) - 1 > 1:
        # Each page begins with one: the title and the author's name in turn.
        count.update({_shape(head): 2 for head in alone})
    first = {_shape(line) for line in [line for line in pages[0] if line.strip()][:8]}
    return frozenset(
        shape for shape, times in count.items() if shape and (times > 1 or shape in first)
    )


def _head_alone(lines: Sequence[str]) -> str:
    """Give the first line of a page if it is short, no sentence, and a blank line follows."""
    at = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if at + 1 >= len(lines) or lines[at + 1].strip():
        return ""
    head = lines[at]
    short = bool(_shape(head)) and not _STOP.search(head) and head.strip()[:1].isupper()
    return head if short else ""


def _shape(line: str) -> str:
    """Give a line as other pages have it, without numbers; empty when it is too long for a head."""
    if len(line.split()) > _LONGEST_HEAD:
        return ""
    return " ".join(re.sub(r"\d+", "", fold(line)).split()).strip(" |·-")


def _without_edges(
    lines: Sequence[str], heads: frozenset[str], left: list[str], *, first: bool
) -> list[str]:
    kept = list(lines)
    for from_top in (True, False):
        if from_top and first:
            continue
        order = range(len(kept)) if from_top else range(len(kept) - 1, -1, -1)
        seen = 0
        for n in order:
            row = kept[n].strip()
            if not row:
                continue
            seen += 1
            if seen > _AT_EDGE:
                break
            if _NUMBER.fullmatch(row) or _shape(row) in heads:
                left.append(row)
                kept[n] = ""
            else:
                break
    return kept


class Hyphens:
    """Joins words that were broken at the ends of lines.

    Args:
        words: those of the text, folded: what else is written as one word there, or with a hyphen.
    """

    def __init__(self, words: Collection[str]) -> None:
        self.words = words
        self.joined: list[str] = []

    def join(self, lines: Sequence[str]) -> str:
        """Put the lines of a paragraph on one."""
        out = lines[0]
        for line in lines[1:]:
            broken = _HYPHEN.search(out)
            rest = re.match(r"[^\W\d_]+", line)
            if broken is None or rest is None or not rest[0][0].islower():
                out = f"{out} {line}"
                continue
            one, other = fold(broken["word"]), fold(rest[0])
            soft = out[-1] in "\u00ad¬"
            hyphened = f"{one}-{other}" in self.words or one in _PREFIXES
            if not soft and hyphened and one + other not in self.words:
                out = f"{out}{line}"
                continue
            out = f"{out[:-1]}{line}"
            self.joined.append(f"{broken['word']}{rest[0]}")
        return out
