"""How much Markdown is read as such: bounds that no briefing reaches, so that none takes seconds.

A book of 100,000 words has some 3,000 paragraphs. markdown-it takes 5 to 40 millionths of a second
for each of its signs, and a file may hold four million of them. Beyond a bound everything stays
text, as it was typed; no word is lost.
"""

from __future__ import annotations

import re

# How a line must begin to be anything but part of a paragraph.
_STRUCTURE = re.compile(
    r"\n(?: {4}| {0,3}\t| {0,3}(?:[#>=|:-]|~~~|```|(?:[*+]|[0-9]{1,9}[.)])(?:[ \t\n]|$)"
    r"|\*[ \t]*\*[ \t]*\*|_[ \t]*_[ \t]*_))"
)
# Where an inline rule may have a say.
_SIGN = re.compile(r"[\n!&*<\[\\\]`_~]")

MOST_BLOCKS = 10_000
MOST_ASKED = 100_000
"""Times that lists and quotations are asked whether one begins at a line."""
MOST_CELLS = 5_000
MOST_COLUMNS = 500
_MOST_STRUCTURED = 3_000
_MOST_LINES = 20_000
_MOST_SIGNS = 10_000
_MOST_MARKS = 10_000
# To begin with a piece takes as long as two signs do.
_BEGINNING = 2


def structured(markdown: str) -> int:
    """Give the offset up to which a body must be read for its structure.

    The rest, or all of it when that is 0, is nothing but paragraphs.
    """
    text = f"\n{markdown}"
    found = 0
    for match in _STRUCTURE.finditer(text):
        found += 1
        if found > _MOST_STRUCTURED:
            return min(match.start(), _end_of_lines(markdown))
    return _end_of_lines(markdown) if found else 0


def _end_of_lines(markdown: str) -> int:
    """Give the offset behind as many lines as are read for their structure."""
    if markdown.count("\n") < _MOST_LINES:
        return len(markdown)
    at = 0
    for _ in range(_MOST_LINES):
        at = markdown.index("\n", at) + 1
    return at


class Budget:
    """What is left of the signs and marks of one body."""

    def __init__(self) -> None:
        self._signs = _MOST_SIGNS
        self._marks = _MOST_MARKS

    @property
    def exceeded(self) -> bool:
        """Whether something was left as it is."""
        return self._signs < 0 or self._marks < 0

    def affords(self, markdown: str) -> bool:
        """Tell whether the inline rules may read a piece; from the first that is too much, none."""
        if self._signs >= 0:
            self._signs -= _BEGINNING + sum(1 for _ in _SIGN.finditer(markdown))
        return self._signs >= 0

    def takes_mark(self) -> bool:
        """Tell whether one more note mark is looked at."""
        self._marks -= 1
        return self._marks >= 0
