"""Which line of a page is its title, when menus and the site's name may stand above it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from .byline import people_in
from .lines import Line, ends_sentence
from .marks import has_mark
from .names import is_house, same_name
from .takeaways import under_heading
from .wording import is_kind, is_takeaways_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from .told import Told

_MOST_ABOVE = 40
"""Lines that are looked at; menus are long."""
_LONGEST = 40  # words
_SHORT = 15
"""Lines above a text that hold no long menu."""
FEW = 4
"""Lines above a title that are no menu."""
_GAP = re.compile(r"\s+[|–—·»:-]\s+|:\s+|\s*[|»]\s*")


class Found(NamedTuple):
    """Where the title is."""

    at: int
    """Its place among the lines that were looked at."""
    sure: bool
    """Something else on the page shows that it is the title, not its place and form alone."""


def title_at(
    lines: Sequence[Line],
    indices: Sequence[int],
    told: Mapping[int, Told | None],
    *,
    given: str,
    numbers: Collection[int],
    markdown: bool,
) -> Found | None:
    """Find the line that is the title; None when there is none.

    Args:
        lines: the page.
        indices: those of its lines that are above or in the text.
        told: what the first of them tell, by line.
        given: the title, if the page has told it otherwise.
        numbers: of the notes; a line that marks one is text.
        markdown: whether a `#` makes a heading.
    """
    if given or markdown:
        headed = _headed(lines, indices[:_MOST_ABOVE], given)
        if given or headed is not None:
            return None if headed is None else Found(headed, sure=True)
    start = text_start(lines, indices)
    candidates: list[int] = []
    points: set[int] = set()
    for n in range(max(0, start - _MOST_ABOVE), max(start, min(len(indices), _SHORT))):
        i = indices[n]
        fact = told.get(i)
        if fact is not None and not fact.bare:
            continue
        if is_takeaways_heading(lines[i].plain):
            below = under_heading(lines, indices[n + 1 :], numbers)
            points |= {i, *below} if below else set()
        if i in points:
            continue
        if not _is_title(lines[i]) or _is_text(lines[i]) or has_mark(lines[i].text, numbers):
            if n < start:
                continue
            break
        candidates.append(n)
    if not candidates:
        return None
    score = _Score(lines, indices, told, candidates, start)
    best = max(candidates, key=score.of)
    return Found(best, sure=score.is_shown(best))


def text_start(lines: Sequence[Line], indices: Sequence[int]) -> int:
    """Give the place of the first paragraph that another follows soon; of the first, if none does.

    Menus may be long, but hold no paragraphs; a plea for consent to cookies stands alone.
    """
    long = [n for n, i in enumerate(indices) if _is_paragraph(lines[i])]
    if not long:
        return min(len(indices), _SHORT)
    return next((n for n, m in itertools.pairwise(long) if m - n <= 5), long[0])


def _headed(lines: Sequence[Line], top: Sequence[int], given: str) -> int | None:
    """Give the place of the title that the page tells, or of its first heading."""
    if given:
        for n, i in enumerate(top):
            if same_name(lines[i].plain, given):
                return n
            if lines[i].words > _LONGEST and ends_sentence(lines[i].said):
                break
        return None
    first = next((n for n, i in enumerate(top[:12]) if lines[i].heading == 1), None)
    if first is None or any(lines[i].words > _LONGEST for i in top[:first]):
        return None
    return first


class _Score:
    """How much speaks for a line being the title."""

    def __init__(
        self,
        lines: Sequence[Line],
        indices: Sequence[int],
        told: Mapping[int, Told | None],
        candidates: Sequence[int],
        start: int,
    ) -> None:
        self.lines = lines
        self.top = indices
        self.told = told
        self.candidates = candidates
        self.start = start
        kinds = [n for n in range(start) if self._is_kind(n)]
        self._in_menu = frozenset(kinds[:-1])
        """Kinds of text that are entries of a menu: of the piece itself only the last may tell."""
        self._menu = start > _SHORT or bool(self._in_menu)

    def of(self, n: int) -> float:
        """Give a number that is larger for the likelier title."""
        line = self._line(n)
        fact = self.told.get(self.top[n])
        score = 1.0 if line.words > 2 else -1.0 if line.words == 1 else 0.0
        if self._menu:
            # Below it the title is near the text, and longer than the menu's entries.
            score += (1 if line.words > 3 else -1) - 0.05 * (self.start - n)
        else:
            score -= 0.1 * n
        score += 1 if n == 0 or self._tells(n - 1) else 0
        score += 2 if self._leads_to(n, self._tells) else 0
        score += 3 * self._is_said_again(n) - 3 * self._says_another(n)
        if fact is not None:
            score -= 3 if fact.people else 2
        if _is_named_house(line.plain) or people_in(line.plain):
            score -= 2
        if line.words > 2 and ends_sentence(line.plain) and line.plain[-1] not in "?!":
            score -= 3
        return score - (2 if self._names_the_site(line) else 0)

    def is_shown(self, n: int) -> bool:
        """Tell whether something else than a line's form shows that it is the title.

        No menu stands above it; or it is said twice; or authors or a date follow it; or it is the
        last above the text, but for a standfirst.
        """
        if n <= FEW or self._is_said_again(n) or self._leads_to(n, self._is_signed):
            return True
        # Lines that were taken for other pieces' titles, and may be this one's, are among them.
        below = range(self.top[n] + 1, self.top[min(self.start, len(self.top) - 1)])
        return all(self.told.get(i) or ends_sentence(self.lines[i].said) for i in below)

    def _line(self, n: int) -> Line:
        return self.lines[self.top[n]]

    def _tells(self, n: int) -> bool:
        fact = self.told.get(self.top[n])
        return fact is not None and fact.is_fact and n not in self._in_menu

    def _is_kind(self, n: int) -> bool:
        fact = self.told.get(self.top[n])
        return fact is not None and bool(fact.kind) and fact.date is None and not fact.people

    def _is_signed(self, n: int) -> bool:
        """Tell whether a line has authors or a date; a kind of text may be a menu's entry."""
        fact = self.told.get(self.top[n])
        return fact is not None and (fact.date is not None or bool(fact.people))

    def _leads_to(self, n: int, tells: Callable[[int], bool]) -> bool:
        """Tell whether facts follow a line, with a standfirst in between at most."""
        own = self._line(n)
        skipped = 0
        for m in range(n + 1, min(n + 5, len(self.top))):
            if tells(m):
                return True
            if self.told.get(self.top[m]) is not None:
                continue
            line = self._line(m)
            longer = line.words > 6 and line.words >= 1.5 * own.words
            if skipped or not (longer or line.block == own.block or ends_sentence(line.said)):
                return False
            skipped += 1
        return False

    def _is_said_again(self, n: int) -> bool:
        """Tell whether another line says the same and something besides: `Title | Site`."""
        plain = self._line(n).plain
        return any(
            m != n and any(same_name(part, plain) for part in _divided(self._line(m).plain))
            for m in self.candidates
        )

    def _says_another(self, n: int) -> bool:
        parts = _divided(self._line(n).plain)
        return any(
            same_name(part, self._line(m).plain)
            for part in parts
            for m in self.candidates
            if m != n
        )

    def _names_the_site(self, line: Line) -> bool:
        """Tell whether a line is named in another at the page's end: `© Gulf Institute`."""
        plain = line.plain
        if len(plain) < 5:
            return False
        return any(
            plain in other.plain and len(other.plain) > len(plain) and other.words < 40
            for other in self.lines[-12:]
        )


def _divided(plain: str) -> list[str]:
    """Give what stands before and after each sign that may divide a title from something else."""
    if len(plain) > 300:
        return []
    gaps = [gap.span() for gap in _GAP.finditer(plain)]
    parts = [plain[:start] for start, _ in gaps] + [plain[end:] for _, end in gaps]
    return [part for part in parts if len(part) > 3 and not is_kind(part)]


def _is_named_house(plain: str) -> bool:
    """Tell whether a line is the name of an institute, all in capitals but its small words."""
    words = [word for word in plain.split() if len(word) > 3]
    return is_house(plain) and len(words) < 6 and all(word[0].isupper() for word in words)


def _is_paragraph(line: Line) -> bool:
    return line.words >= 18 and ends_sentence(line.said) and not line.heading


def _is_text(line: Line) -> bool:
    return line.words > 12 and line.plain.endswith(".") and not line.heading


def _is_title(line: Line) -> bool:
    if line.heading:
        return True
    return line.words <= _LONGEST and not (line.words > 25 and ends_sentence(line.said))
