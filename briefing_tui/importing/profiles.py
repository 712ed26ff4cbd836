"""Who wrote a page, from what stands below its text: names, biographies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.text import one_line

from .byline import (
    Byline,
    author_of,
    byline_of,
    is_name,
    is_role,
    opening_name,
    opens_with,
    same_name,
)
from .lines import Line, ends_sentence
from .wording import date_of, is_author_heading, is_chrome, is_share, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.briefing import Author


@dataclass(slots=True)
class _Person:
    name: str
    role: str = ""
    block: int = -1
    bio: list[str] = field(default_factory=list)

    def add(self, line: Line, *, markdown: bool) -> None:
        """Add a line of the biography; Markdown's lines of one block are one paragraph."""
        if markdown and self.bio and line.block == self.block:
            self.bio[-1] += " " + line.text
        else:
            self.bio.append(line.text)
        self.block = line.block

    def author(self) -> Author:
        return author_of(self.name, "\n\n".join(self.bio), self.role)


@dataclass(slots=True)
class Profiles:
    """What stands below the text."""

    people: list[_Person] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    """Line -> `meta`, `bio` or `left`."""
    unsure: list[str] = field(default_factory=list)
    loose: dict[int, Line] = field(default_factory=dict)
    """Lines that no name leads: a biography if a byline above the text names its person."""
    markdown: bool = False

    @property
    def authors(self) -> list[Author]:
        """The people named below the text."""
        return [person.author() for person in self.people]

    def joined(self, bylines: Sequence[Byline], given: Sequence[str]) -> list[Author]:
        """Join the people below the text with those named above it, in the order above."""
        people: list[_Person] = []
        named = [(name, line.role) for line in bylines for name in line.names]
        named += [(one_line(name), "") for name in given]
        rest = list(self.people)
        for name, role in named:
            if any(same_name(name, person.name) for person in people):
                continue
            known = next((p for p in rest if same_name(name, p.name)), None)
            if known:
                rest.remove(known)
            person = known or _Person(name)
            person.role = person.role or role
            people.append(person)
        people += rest
        self._give_loose_lines(people)
        return [person.author() for person in people]

    def _give_loose_lines(self, people: Sequence[_Person]) -> None:
        """Give what stands below the text to the people that it speaks of."""
        person: _Person | None = None
        left: list[str] = []
        for i, line in self.loose.items():
            spoken_of = next((p for p in people if opens_with(line.plain, p.name)), None)
            if spoken_of or (person and _belongs(line)):
                person = spoken_of or person
                if person:
                    person.add(line, markdown=self.markdown)
                    self.roles[i] = "bio"
            else:
                left.append(line.plain)
        if left:
            self.unsure.append(f"text below the notes was left out: {one_line(left[0])[:60]}")


def box_before(lines: Sequence[Line], indices: Sequence[int]) -> int:
    """Tell where an author's box ends the text, before the notes or without any.

    A box is the same name twice, one line after the other, or a heading such as `About the author`,
    in the second half of the page; or a byline or name alone at the end or above a biography.
    Without one the text goes on to the end.
    """
    end = indices[-1] + 1 if indices else 0
    for n in range(max(1, len(indices) // 2), len(indices)):
        i = indices[n]
        line = lines[i]
        following = lines[indices[n + 1]] if n + 1 < len(indices) else None
        if line.code:
            continue
        twice = following is not None and _twins(line, following)
        if twice or (is_author_heading(line.plain) and (line.heading or following is not None)):
            return i
    for i in indices[-6:] if len(indices) > 3 else ():
        plain = lines[i].plain
        below = lines[i + 1].plain if i + 1 < end else ""
        byline = byline_of(plain)
        name = byline.names[-1] if byline else plain if is_name(plain) else ""
        if name and (not below or opens_with(below, name)):
            return i
    return end


def read_profiles(lines: Sequence[Line], indices: Sequence[int], *, markdown: bool) -> Profiles:
    """Read what stands below the text: names and biographies, and what belongs to the site."""
    found = Profiles(markdown=markdown)
    headed = False
    n = 0
    while n < len(indices):
        i = indices[n]
        line = lines[i]
        # What stands beyond the notes is not below this line.
        rest = [lines[k] for m, k in enumerate(indices[n + 1 : n + 4], 1) if k == i + m]
        people = found.people
        n += 1
        if is_chrome(line.plain) or not key(line.plain):
            found.roles[i] = "left"
        elif is_author_heading(line.plain):
            found.roles[i] = "left"
            headed = True
        elif date_of(line.plain) is not None:
            found.roles[i] = "left"
            found.unsure.append(f"a date stands below the text: {one_line(line.plain)}")
        elif byline := byline_of(line.plain):
            found.roles[i] = "meta"
            for name in byline.names:
                _person(people, name).role = byline.role
        elif rest and _twins(line, rest[0]):
            person = _person(people, line.plain)
            while n < len(indices) and same_name(lines[indices[n]].plain, line.plain):
                found.roles[indices[n]] = "meta"
                n += 1
            found.roles[i] = "meta"
            person.block = -1
        elif is_name(line.plain) and _leads(line, rest, headed=headed, first=not people):
            _person(people, line.plain)
            found.roles[i] = "meta"
            if not rest:
                found.unsure.append(f"'{line.plain}' was taken for the author's name")
        elif people and not people[-1].bio and not ends_sentence(line.text) and is_role(line.plain):
            people[-1].role = line.plain
            found.roles[i] = "meta"
        elif people and i - 1 in found.roles and (not people[-1].bio or _belongs(line)):
            person = next(
                (p for p in people if not p.bio and opens_with(line.text, p.name)), people[-1]
            )
            person.add(line, markdown=markdown)
            found.roles[i] = "bio"
        elif headed and not people and (name := opening_name(line.plain)):
            _person(people, name).add(line, markdown=markdown)
            found.roles[i] = "bio"
            found.unsure.append(f"'{name}' was taken for the author's name")
        else:
            found.roles[i] = "left"
            found.loose[i] = line
    return found


def _person(people: list[_Person], name: str) -> _Person:
    known = next((person for person in people if same_name(person.name, name)), None)
    if known is None:
        people.append(known := _Person(one_line(name)))
    return known


def _twins(one: Line, other: Line) -> bool:
    text = one.plain
    return (
        same_name(text, other.plain)
        and 1 < len(text) <= 80
        and len(text.split()) <= 8
        and text[-1] not in ".!?:;,"
        and any(c.isalpha() for c in text)
        and not is_share(text)
    )


def _leads(line: Line, rest: Sequence[Line], *, headed: bool, first: bool) -> bool:
    """Tell whether a line with a name on it leads a biography."""
    if headed and first:
        return True
    if any(opens_with(following.text, line.plain) for following in rest[:2]):
        return True
    return first and not rest


def _belongs(line: Line) -> bool:
    """Tell whether a line goes on with a biography: it is a sentence, not a link's text."""
    return ends_sentence(line.text) or line.words > 12 or "@" in line.text or "://" in line.text
