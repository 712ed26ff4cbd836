"""What stands above a page's text: kind, title, takeaways, languages, byline, date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .byline import people_in
from .dates import is_year
from .given import Person
from .lines import Line, ends_sentence, without_bullet
from .names import is_house, is_role, same_name
from .takeaways import MOST, Guess, is_listed, may_be_one, under_heading, without_number
from .title import FEW, text_start, title_at
from .told import Told, is_function, told_by
from .wording import is_takeaways_heading

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_TOP = 60
"""Lines that may stand above the text."""


@dataclass(slots=True)
class Head:
    """What stands above the text."""

    kind: str = ""
    title: str = ""
    date: str = ""
    languages: tuple[str, ...] = ()
    authors: list[Person] = field(default_factory=list)
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
        names: authors who are named below the text, or told of otherwise.
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
        self.path = ""
        top = max(_TOP, text_start(lines, indices) + 20)
        self.told: dict[int, Told | None] = {i: told_by(lines, i) for i in indices[:top]}

    def read(self, title: str) -> Head:
        """Read title first, then what stands between it and the text."""
        found = title_at(
            self.lines,
            self.indices,
            self.told,
            given=title,
            numbers=self.numbers,
            markdown=self.markdown,
        )
        self.head.title = title
        if found is None:
            self._read_below(0)
        else:
            self._read_above(found.at)
            self._read_below(self._take_title(found.at))
            if not found.sure:
                self.head.unsure.append(
                    f"'{self.head.title}' was guessed to be the title: nothing near it says so"
                )
        self.head.kind = self.head.kind or self.path
        return self.head

    # --- the title, and what stands above it

    def _read_above(self, end: int) -> None:
        """Read the lines above the title: what tells nothing is the site's."""
        left: list[str] = []
        for n in range(end):
            i = self.indices[n]
            fact = self._fact(n)
            if fact is not None and (not fact.kind or self._is_near(n, end)):
                self._apply(i, fact)
            else:
                self.head.roles[i] = "left"
                left.append(self.lines[i].plain)
        if left:
            lines = "a line" if len(left) == 1 else f"{len(left)} lines"
            was = "was" if len(left) == 1 else "were"
            shown = left[0][:60]
            self.head.unsure.append(f"{lines} above the title {was} left out: {shown}")

    def _is_near(self, n: int, end: int) -> bool:
        """Tell whether a line belongs to the title below it, and is no entry of a menu."""
        between = (self.told.get(i) for i in self.indices[n + 1 : end])
        return end <= FEW or all(fact is not None and fact.is_fact for fact in between)

    def _take_title(self, n: int) -> int:
        """Take the title, and what belongs to it; give the place of the next line."""
        head = self.head
        i = self.indices[n]
        head.roles[i] = "meta"
        head.title = head.title or self.lines[i].plain
        n += 1
        if self.markdown and n < len(self.indices):
            following = self.lines[self.indices[n]]
            if not following.shown and re.fullmatch("=+|-+", following.text):
                head.roles[self.indices[n]] = "left"
                n += 1
        for _ in range(2):  # it is said again, for the window or a picture
            if n < len(self.indices) and same_name(self.lines[self.indices[n]].plain, head.title):
                head.roles[self.indices[n]] = "left"
                n += 1
        return n

    # --- lines that tell of something

    def _fact(self, n: int) -> Told | None:
        """Give what a line tells, other lines around it considered."""
        i = self.indices[n]
        line = self.lines[i]
        plain = line.plain
        if any(same_name(plain, name) for name in self.names) and not line.heading:
            return Told(people=(Person(plain),), role="meta")
        fact = self.told.get(i) if i in self.told else told_by(self.lines, i)
        if fact is None and line.words <= 16 and not line.heading:
            people = people_in(plain)
            if any(same_name(p.name, name) for p in people for name in self.names):
                return Told(people=people, role="meta")
        if fact is None and is_year(plain) and n and self._is_fact(n - 1):
            return Told(date=plain, role="meta")
        if fact is None and line.part == "byline" and not ends_sentence(line.said):
            # What it tells, the page's markup has told already.
            return Told()
        if fact is not None and fact.kind and fact.bare and self.head.kind:
            return None
        return fact

    def _is_fact(self, n: int) -> bool:
        if n < 0 or n >= len(self.indices):
            return False
        return self.head.roles.get(self.indices[n]) == "meta"

    def _apply(self, i: int, fact: Told) -> None:
        """Take what a line tells."""
        head = self.head
        head.roles[i] = fact.role
        head.languages += fact.languages
        head.kind = head.kind or fact.kind
        self.path = self.path or fact.path
        head.authors += fact.people
        if fact.date is not None and not head.date:
            head.date = fact.date
            if not fact.date:
                told = self.lines[i].plain
                head.unsure.append(f"the date could not be read for sure: {told}")

    # --- between title and text

    def _read_below(self, start: int) -> None:
        head = self.head
        pending: list[int] = []
        dividers: list[tuple[int, int, bool]] = []
        headed = False
        for n in range(start, len(self.indices)):
            i = self.indices[n]
            line = self.lines[i]
            if i in head.roles:
                continue
            if (is_takeaways_heading(line.plain) or line.part == "takeaway") and not headed:
                heading = is_takeaways_heading(line.plain)
                taken = self._points(n + 1 if heading else n, told=line.part == "takeaway")
                if taken:
                    headed = True
                    if heading:
                        head.roles[i] = "left"
                    self._take(taken)
                    continue
            if self._is_function_of_author(n):
                head.roles[i] = "meta"
                continue
            fact = self._fact(n) or self._bare_names(n, start, pending)
            if fact is not None:
                self._apply(i, fact)
                if fact.divides:
                    dividers.append((i, len(pending), fact.row))
                continue
            if not may_be_one(line, self.numbers) or len(pending) >= MOST:
                break
            pending.append(i)
        if headed:
            return
        body = [i for i in self.indices if i not in head.roles]
        taken, where = Guess(self.lines, pending, body).found(dividers)
        if taken:
            self._take(taken)
            head.unsure.append(f"takeaways guessed from {where}")

    def _points(self, n: int, *, told: bool) -> list[int]:
        """Give the lines of takeaways that begin at a place."""
        if not told:
            return under_heading(self.lines, self.indices[n:], self.numbers)
        taken: list[int] = []
        for i in self.indices[n:]:
            if self.lines[i].part != "takeaway":
                break
            taken.append(i)
        return taken if len(taken) <= 2 * MOST else []

    def _take(self, taken: Sequence[int]) -> None:
        for i in taken:
            line = self.lines[i]
            if line.heading and line.part == "takeaway":
                self.head.roles[i] = "left"
                continue
            text = without_bullet(line.said)
            self.head.roles[i] = "takeaway"
            self.head.takeaways.append(without_number(text) if is_listed(line.text) else text)

    def _is_function_of_author(self, n: int) -> bool:
        """Take a line under an author's name that says what they are."""
        line = self.lines[self.indices[n]]
        if not self.head.authors or not self._is_fact(n - 1) or not is_function(line):
            return False
        before = self.told.get(self.indices[n - 1])
        last = self.head.authors[-1]
        if before is None or not (before.people or last.role) or last.affiliation:
            return False
        if is_house(line.plain) and not is_role(line.plain):
            last = replace(last, affiliation=line.plain)
        elif last.role:
            return False
        else:
            last = replace(last, role=line.plain)
        self.head.authors[-1] = last
        return True

    def _bare_names(self, n: int, start: int, pending: Sequence[int]) -> Told | None:
        """Read names alone under the title, where no date beside them says that they sign it."""
        line = self.lines[self.indices[n]]
        if line.heading or n - start > 3 or len(pending) > 1 or self.head.authors:
            return None
        people = people_in(line.plain)
        if not people or self.names:
            return None
        signs = any(self._is_signed(person) for person in people) or len(people) > 1
        if not signs:
            rest = [self.lines[i] for i in self.indices[n + 1 :]]
            headings = sum(o.words < 8 and not ends_sentence(o.said) for o in rest)
            if not rest or rest[0].words < 20 or headings > 1:
                return None
            self.head.unsure.append(f"'{line.plain}' was taken for the author's name")
        return Told(people=people, role="meta")

    def _is_signed(self, person: Person) -> bool:
        """Tell whether a name is spelled as only names are: `Ece IŞIK`, `J. R. Smith`."""
        words = person.name.split()
        capitals = [word for word in words if len(word) > 1 and word.isupper()]
        initials = any(re.fullmatch(r"(?:[^\W\d_]\.)+", word) for word in words)
        return bool(person.role) or initials or 0 < len(capitals) < len(words)
