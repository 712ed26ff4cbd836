"""Takeaways: under a heading that says so, or the short lines between title and text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.text import sentences

from .lines import Line, ends_sentence, has_bullet
from .marks import has_mark
from .told import told_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NUMBERED = re.compile(r"\d{1,2}[.)]\s+")
_LONGEST = 60  # words
MOST = 8
"""Takeaways that no heading announces are this many at most."""
_MOST_HEADED = 14


def is_listed(text: str) -> bool:
    """Tell whether a line is an item of a list."""
    return has_bullet(text) or _NUMBERED.match(text) is not None


def without_number(text: str) -> str:
    """Take the number off a list item."""
    return _NUMBERED.sub("", text, count=1)


def may_be_one(line: Line, numbers: Collection[int]) -> bool:
    """Tell whether a line could be a takeaway: short, and no note is marked in it."""
    return not (line.words > _LONGEST or line.code or line.heading or has_mark(line.text, numbers))


def under_heading(
    lines: Sequence[Line], following: Sequence[int], numbers: Collection[int]
) -> list[int]:
    """Give the lines of the takeaways under a heading: its list, or its short lines.

    Args:
        lines: the page.
        following: the lines that follow the heading.
        numbers: of the notes there are.
    """
    out: list[int] = []
    listed = bool(following) and is_listed(lines[following[0]].text)
    for i in following[: _MOST_HEADED + 1]:
        line = lines[i]
        if not may_be_one(line, numbers) or listed != is_listed(line.text):
            break
        fact = told_by(lines, i)
        if fact is not None and not fact.bare:
            break
        if listed and has_bullet(line.text) != has_bullet(lines[following[0]].text):
            break
        if out and not listed and line.block != lines[out[0]].block:
            block = [j for j in out if lines[j].block == lines[out[0]].block]
            # One block of several lines is the whole list.
            if len(block) > 1 or len(sentences(line.said)) > 1:
                break
        out.append(i)
    endless = len(out) > _MOST_HEADED or (not listed and len(out) > MOST)
    at_the_end = not listed and len(out) == len(following)
    return [] if endless or at_the_end else out


class Guess:
    """Finds takeaways that no heading announces.

    Args:
        lines: the page.
        pending: short lines under the title that could be takeaways.
        body: the lines that are text so far, `pending` among them.
    """

    def __init__(self, lines: Sequence[Line], pending: Sequence[int], body: Sequence[int]) -> None:
        self.lines = lines
        self.pending = pending
        self.body = [lines[i] for i in body]

    def found(self, dividers: Sequence[tuple[int, int, bool]]) -> tuple[list[int], str]:
        """Give the lines, and what they were taken from.

        Args:
            dividers: lines between what is about the text and the text, each with the number of
                pending lines above it, and whether it is a row of buttons or of languages.
        """
        for _, count, strong in reversed(dividers):
            taken = list(self.pending[:count])
            # A single sentence above a byline is a standfirst.
            alone = count == 1 and any(c == 1 and not row for _, c, row in dividers)
            if (
                taken
                and (strong or count > 1)
                and not alone
                and self._are_points(taken)
                and self._fits(taken)
            ):
                shown = next(self.lines[i].plain for i, c, _ in dividers if c == count)
                return taken, f"the short lines before '{shown[:40]}'"
        bullets = 0
        while bullets < len(self.pending) and has_bullet(self._text(bullets)):
            bullets += 1
        listed = list(self.pending[:bullets])
        if bullets > 1 and self._are_points(listed) and self._fits(listed):
            return listed, "the list under the title"
        first = self.lines[self.pending[0]].block if self.pending else 0
        block = [i for i in self.pending if self.lines[i].block == first]
        for taken in (block, self._contrast()):
            if len(taken) > 1 and self._is_list(taken) and self._fits(taken):
                return taken, "the short lines under the title"
        return [], ""

    def _text(self, n: int) -> str:
        return self.lines[self.pending[n]].text

    def _are_points(self, taken: Sequence[int]) -> bool:
        """Tell whether lines say something: sentences, or phrases of some length."""
        said = [self.lines[i] for i in taken]
        full = sum(ends_sentence(line.said) or line.words > 7 for line in said)
        return full * 2 > len(said) and sum(line.words for line in said) >= 4 * len(said)

    def _fits(self, taken: Sequence[int]) -> bool:
        """Tell whether lines can be takeaways: few, and enough text is left below them."""
        own = sum(self.lines[i].words for i in taken)
        rest = sum(line.words for line in self.body) - own
        together = len({self.lines[i].block for i in taken}) == 1
        return len(taken) <= (MOST if together else 5) and rest > own

    def _is_list(self, taken: Sequence[int]) -> bool:
        """Tell whether lines of one block are a list: sentences, such as the text has none."""
        if sum(ends_sentence(self.lines[i].said) for i in taken) * 2 < len(taken):
            return False
        own = {self.lines[i].block for i in taken}
        others = [line for line in self.body if line.block not in own]
        if len({line.block for line in others}) > 0.6 * len(others):
            return bool(others)
        # A text without blank lines between its paragraphs: they are longer at least.
        mean = sum(self.lines[i].words for i in taken) / len(taken)
        single = all(len(sentences(self.lines[i].said)) == 1 for i in taken)
        return single and sum(line.words for line in others) > 1.5 * mean * len(others)

    def _contrast(self) -> list[int]:
        """Give single sentences under the title that long paragraphs follow."""
        taken: list[int] = []
        for i in self.pending[:6]:
            line = self.lines[i]
            if len(sentences(line.said)) > 1 or not ends_sentence(line.said) or line.words > 45:
                break
            taken.append(i)
        rest = sorted(line.words for line in self.body[len(taken) :])
        if not 2 <= len(taken) <= 5 or len(rest) < 3 or taken != list(self.pending[: len(taken)]):
            return []
        longest = max(self.lines[i].words for i in taken)
        return taken if rest[len(rest) // 2] > 2 * longest else []
