"""What stands above a page's text: kind, title, takeaways, languages, byline, date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.text import sentences

from .byline import Byline, byline_of, is_name, names_in, same_name
from .language import named_languages, tells_of_languages
from .lines import Line, ends_sentence, has_bullet, without_bullet
from .notes import has_mark
from .wording import (
    date_of,
    is_chrome,
    is_cookies,
    is_kind,
    is_reading_time,
    is_share,
    is_takeaways_heading,
    key,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—/-]\s+")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+")
_LONGEST_TAKEAWAY = 60  # words
_MOST_TAKEAWAYS = 8


@dataclass(slots=True)
class Head:
    """What stands above the text."""

    kind: str = ""
    title: str = ""
    date: str = ""
    languages: tuple[str, ...] = ()
    authors: list[Byline] = field(default_factory=list)
    takeaways: list[str] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    """Line -> `meta` when it tells of a field, `takeaway`, `left`."""
    unsure: list[str] = field(default_factory=list)


def read_head(
    lines: Sequence[Line],
    indices: Sequence[int],
    *,
    numbers: Collection[int],
    names: Sequence[str],
    title: str,
    markdown: bool,
) -> Head:
    """Read what stands above the text.

    Args:
        lines: the page.
        indices: those of its lines that are above or in the text.
        numbers: numbers of the notes; a line that marks one is text.
        names: authors who are named below the text.
        title: the title if it is known already.
        markdown: whether the signs of Markdown mean what they mean there.
    """
    return _Reading(lines, indices, numbers, names, markdown).read(title)


class _Reading:
    def __init__(
        self,
        lines: Sequence[Line],
        indices: Sequence[int],
        numbers: Collection[int],
        names: Sequence[str],
        markdown: bool,
    ) -> None:
        self.lines = lines
        self.indices = indices
        self.numbers = numbers
        self.names = names
        self.markdown = markdown
        self.head = Head()
        self.at = 0
        self.languages_follow = False

    def read(self, title: str) -> Head:
        """Read title first, then what stands between it and the text."""
        self._read_title(title)
        self._read_rest()
        return self.head

    # --- the title

    def _read_title(self, title: str) -> None:
        head = self.head
        top = self.indices[:12]
        first_heading = next((i for i in top if self.lines[i].heading == 1), None)
        while self.at < len(self.indices):
            i = self.indices[self.at]
            line = self.lines[i]
            if title and same_name(line.plain, title):
                head.roles[i] = "meta"
                self.at += 1
                break
            if self._meta(i):
                self.at += 1
                continue
            if title:
                break
            if not self.markdown or first_heading is None or i == first_heading:
                if not _is_title(line):
                    break
                title = self._take_title(i)
                break
            if i > first_heading or line.words > 40:
                break
            head.roles[i] = "left"
            head.unsure.append(f"a line above the title was left out: {line.plain[:60]}")
            self.at += 1
        head.title = title
        while title and self.at < len(self.indices):
            i = self.indices[self.at]
            if not same_name(self.lines[i].plain, title):
                break
            head.roles[i] = "left"
            self.at += 1

    def _take_title(self, i: int) -> str:
        text = self.lines[i].plain
        self.head.roles[i] = "meta"
        self.at += 1
        if self.at < len(self.indices):
            following = self.lines[self.indices[self.at]]
            underlined = re.fullmatch("=+|-+", following.text)
            if self.markdown and underlined:
                self.head.roles[self.indices[self.at]] = "left"
                self.at += 1
            # `Title - Site`, the window's name, stands above the title on some pages.
            longer = re.fullmatch(r"(.{8,}?)\s+[|–—·-]\s+.{2,60}", text)
            if longer and same_name(longer[1], following.plain):
                self.head.roles[self.indices[self.at]] = "meta"
                self.at += 1
                return following.plain
        return text

    # --- lines that tell of something

    def _meta(self, i: int, *, near: bool = False) -> str:
        """Read a line that tells of the text; give `divider` or `meta`, or nothing for any other.

        Args:
            i: the line.
            near: whether such a line stands beside it, so that a bare name is a byline.
        """
        line, head = self.lines[i], self.head
        plain = line.plain
        if line.code:
            return ""
        languages = named_languages(plain)
        if languages and not self._speaks_alone(i, plain):
            head.languages += languages
            head.roles[i] = "left"
            self.languages_follow = False
            return "divider"
        if tells_of_languages(plain):
            head.roles[i] = "left"
            self.languages_follow = True
            return "divider"
        if is_kind(plain) and not head.kind:
            head.kind = plain
            head.roles[i] = "meta"
            return "meta"
        if is_share(plain) or is_reading_time(plain):
            head.roles[i] = "left"
            return "divider"
        if is_chrome(plain) or is_cookies(plain) or not key(plain):
            head.roles[i] = "left"
            return "left"
        return self._byline_or_date(i, plain, near=near)

    def _speaks_alone(self, i: int, plain: str) -> bool:
        """Tell whether a single language's name is no switcher: nothing around it says so."""
        if len(named_languages(plain)) > 1 or ":" in plain or self.languages_follow:
            return False
        return not any(
            0 <= k < len(self.lines) and named_languages(self.lines[k].plain)
            for k in (i - 1, i + 1)
        ) and not tells_of_languages(re.sub(r"\S+\W*$", "", plain) + ":")

    def _byline_or_date(self, i: int, plain: str, *, near: bool) -> str:
        head = self.head
        known = any(same_name(plain, name) for name in self.names)
        if known or (near and is_name(plain) and byline_of(plain) is None):
            head.authors.append(Byline((plain,)))
            head.roles[i] = "meta"
            return "divider"
        parts = [plain] if date_of(plain) is not None or byline_of(plain) else _parts(plain)
        dates = [date for part in parts if (date := date_of(part)) is not None]
        bylines = [line for part in parts if (line := byline_of(part))]
        kinds = [part for part in parts if is_kind(part)]
        others = [
            part
            for part in parts
            if date_of(part) is None
            and not byline_of(part)
            and not is_kind(part)
            and not is_chrome(part)
        ]
        if not (dates or bylines or (kinds and len(parts) > 1)) or len(others) > 1:
            return ""
        if others and not (dates and (named := names_in(others[0]))):
            return ""
        if others and named:
            bylines.append(named)
        head.authors += bylines
        head.roles[i] = "meta"
        if kinds and not head.kind:
            head.kind = kinds[0]
        if dates and not head.date:
            head.date = dates[0]
            if not dates[0]:
                head.unsure.append(f"the date could not be read for sure: {plain}")
        return "divider"

    # --- between title and text

    def _read_rest(self) -> None:
        head = self.head
        pending: list[int] = []
        dividers: list[tuple[int, int]] = []
        headed = False
        for n in range(self.at, len(self.indices)):
            i = self.indices[n]
            line = self.lines[i]
            if i in head.roles:
                continue
            if is_takeaways_heading(line.plain) and not headed:
                taken = self._under_heading(n)
                if taken:
                    headed = True
                    head.roles[i] = "left"
                    self._take(taken)
                    continue
            near = self._is_dated(n + 1) or (n > 0 and self._is_dated(n - 1))
            kind = self._meta(i, near=near)
            if kind:
                if kind == "divider":
                    dividers.append((i, len(pending)))
                continue
            long = line.words > _LONGEST_TAKEAWAY
            if long or line.code or line.heading or has_mark(line.text, self.numbers):
                break
            if len(pending) >= _MOST_TAKEAWAYS:
                break
            pending.append(i)
        if headed:
            return
        self._guess(pending, dividers)

    def _is_dated(self, n: int) -> bool:
        if not 0 <= n < len(self.indices):
            return False
        plain = self.lines[self.indices[n]].plain
        return date_of(plain) is not None or is_reading_time(plain)

    def _under_heading(self, n: int) -> list[int]:
        """Give the lines of the takeaways under a heading: its list, or its short lines."""
        out: list[int] = []
        rest = self.indices[n + 1 : n + 2 + _MOST_TAKEAWAYS]
        listed = bool(rest) and _is_listed(self.lines[rest[0]].text)
        for k, i in enumerate(rest):
            line = self.lines[i]
            if line.words > _LONGEST_TAKEAWAY or has_mark(line.text, self.numbers) or line.heading:
                break
            if listed != _is_listed(line.text) or self._is_meta(line):
                break
            if listed and has_bullet(line.text) != has_bullet(self.lines[rest[0]].text):
                break
            if out and not listed and line.block != self.lines[out[0]].block:
                block = [j for j in out if self.lines[j].block == self.lines[out[0]].block]
                # One block of several lines is the whole list.
                if len(block) > 1 or len(sentences(line.text)) > 1:
                    break
            out.append(i)
            if k == len(rest) - 1 and not listed:
                return []
        return out[:_MOST_TAKEAWAYS]

    def _is_meta(self, line: Line) -> bool:
        plain = line.plain
        return (
            is_chrome(plain)
            or date_of(plain) is not None
            or byline_of(plain) is not None
            or bool(named_languages(plain))
            or tells_of_languages(plain)
        )

    def _take(self, taken: Sequence[int]) -> None:
        for i in taken:
            text = without_bullet(self.lines[i].text)
            self.head.roles[i] = "takeaway"
            self.head.takeaways.append(
                _NUMBERED.sub("", text, count=1) if _is_listed(text) else text
            )

    def _guess(self, pending: list[int], dividers: list[tuple[int, int]]) -> None:
        """Find takeaways that no heading announces."""
        lines = self.lines
        body = [lines[i] for i in self.indices if i not in self.head.roles]
        for _, count in reversed(dividers):
            taken = pending[:count]
            if taken and self._fits(taken, body, count):
                self._take(taken)
                shown = next(lines[i].plain for i, c in dividers if c == count)[:40]
                self.head.unsure.append(f"takeaways guessed from the short lines before '{shown}'")
                return
        bullets = 0
        while bullets < len(pending) and has_bullet(lines[pending[bullets]].text):
            bullets += 1
        if bullets and self._fits(pending[:bullets], body, bullets):
            self._take(pending[:bullets])
            self.head.unsure.append("takeaways guessed from the list under the title")
            return
        block = [i for i in pending if lines[i].block == lines[pending[0]].block] if pending else []
        for taken in (block, self._contrast(pending, body)):
            if len(taken) > 1 and self._is_list(taken) and self._fits(taken, body, len(taken)):
                self._take(taken)
                self.head.unsure.append("takeaways guessed from the short lines under the title")
                return

    def _fits(self, taken: Sequence[int], body: Sequence[Line], count: int) -> bool:
        """Tell whether lines can be takeaways: few, and enough text is left below them."""
        own = sum(self.lines[i].words for i in taken)
        rest = sum(line.words for line in body) - own
        together = len({self.lines[i].block for i in taken}) == 1
        return count <= (_MOST_TAKEAWAYS if together else 5) and rest > own

    def _is_list(self, taken: Sequence[int]) -> bool:
        """Tell whether lines of one block are a list: sentences, such as the text has none."""
        if sum(ends_sentence(self.lines[i].text) for i in taken) * 2 < len(taken):
            return False
        own = {self.lines[i].block for i in taken}
        body = [self.lines[i] for i in self.indices if i not in self.head.roles]
        others = [line for line in body if line.block not in own]
        if len({line.block for line in others}) > 0.6 * len(others):
            return bool(others)
        # A text without blank lines between its paragraphs: they are longer at least.
        mean = sum(self.lines[i].words for i in taken) / len(taken)
        single = all(len(sentences(self.lines[i].text)) == 1 for i in taken)
        return single and sum(line.words for line in others) > 1.5 * mean * len(others)

    def _contrast(self, pending: Sequence[int], body: Sequence[Line]) -> list[int]:
        """Give single sentences under the title that long paragraphs follow."""
        taken: list[int] = []
        for i in pending[:6]:
            line = self.lines[i]
            if len(sentences(line.text)) > 1 or not ends_sentence(line.text) or line.words > 45:
                break
            taken.append(i)
        rest = sorted(line.words for line in body[len(taken) :])
        if not 2 <= len(taken) <= 5 or len(rest) < 3 or taken != list(pending[: len(taken)]):
            return []
        longest = max(self.lines[i].words for i in taken)
        return taken if rest[len(rest) // 2] > 2 * longest else []


def _is_title(line: Line) -> bool:
    if line.heading:
        return True
    return line.words <= 40 and not (line.words > 25 and ends_sentence(line.text))


def _is_listed(text: str) -> bool:
    return has_bullet(text) or _NUMBERED.match(text) is not None


def _parts(text: str) -> list[str]:
    if len(text) > 200:
        return [text]
    parts: list[str] = []
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        # `By Ada Deniz, 3 May 2031`, `By Ada Deniz, May 3, 2031`, `Ada Deniz on 3 May 2031`
        for comma in re.finditer(r",\s+|\s+(?=on\s)", part):
            if date_of(part[comma.end() :]) is not None:
                parts += [part[: comma.start()], part[comma.end() :]]
                break
        else:
            parts.append(part)
    return parts
