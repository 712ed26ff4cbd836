"""Who wrote a page, from what stands below its text: names, biographies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.text import fold, one_line, sentences

from .byline import byline_of, people_in
from .dates import date_of
from .given import Person
from .lines import Line, ends_sentence
from .names import (
    author_of,
    is_desk,
    is_house,
    is_name,
    is_role,
    opening_name,
    opens_with,
    same_name,
)
from .wording import (
    is_author_heading,
    is_boilerplate,
    is_chrome,
    is_menu,
    is_share,
    key,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefing_tui.briefing import Author

# `* Ada Deniz is …`: the sign leads from the byline to here.
_SIGNS = "*†‡•–—- \u00a0"


@dataclass(slots=True)
class _Person:
    name: str
    role: str = ""
    affiliation: str = ""
    sure: bool = True
    """A biography, a byline or the page's markup says that it is an author."""
    block: int = -1
    bio: list[str] = field(default_factory=list)

    def add(self, text: str, block: int, *, markdown: bool) -> None:
        """Add to the biography; Markdown's lines of one block are one paragraph."""
        if self.bio and block == self.block and markdown:
            self.bio[-1] += " " + text
        else:
            self.bio.append(text)
        self.block = block
        self.sure = True

    def author(self) -> Author:
        bio = "\n\n".join(self.bio)
        return author_of(Person(self.name, self.role, self.affiliation, bio))


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
        return [person.author() for person in self.people if person.sure]

    def joined(self, bylines: Sequence[Person], given: Sequence[Person]) -> list[Author]:
        """Join the people below the text with those named above it, in the order above.

        Args:
            bylines: people whom the page names above its text.
            given: people whom it names beside its text, for machines.
        """
        people: list[_Person] = []
        rest = list(self.people)
        told = list(bylines)
        shown = [person.name for person in bylines] + [p.name for p in rest if p.sure]
        # What machines are told is often the editor's name, or the site's.
        hidden = [p for p in given if not any(same_name(p.name, name) for name in shown)]
        told += [p for p in given if not (shown and p in hidden)]
        for one in told:
            if any(same_name(one.name, person.name) for person in people):
                continue
            known = next((p for p in rest if same_name(one.name, p.name)), None)
            if known:
                rest.remove(known)
            person = known or _Person(one_line(one.name))
            person.role = person.role or one.role
            person.affiliation = person.affiliation or one.affiliation
            if one.bio and not person.bio:
                person.bio.append(one.bio)
            people.append(person)
        for person in rest:
            if person.sure or not people:
                people.append(person)
                if not person.sure:
                    self.unsure.append(f"'{person.name}' was taken for the author's name")
            else:
                self.unsure.append(f"'{person.name}' below the text was left out")
        if shown and hidden:
            names = ", ".join(person.name for person in hidden)
            self.unsure.append(f"the page tells machines another author: {names}")
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
                    person.add(line.said.lstrip(_SIGNS), line.block, markdown=self.markdown)
                    self.roles[i] = "bio"
            else:
                left.append(line.plain)
        if left:
            self.unsure.append(f"text below the notes was left out: {one_line(left[0])[:60]}")


def box_before(lines: Sequence[Line], indices: Sequence[int], names: Sequence[str]) -> int:
    """Tell where an author's box ends the text, before the notes or without any.

    A box is the same name twice, one line after the other, or a heading such as `About the author`,
    in the second half of the page; or a byline or name alone at the end or above a biography; or a
    biography that begins with the author's name. Without one the text goes on to the end.

    Args:
        lines: the page.
        indices: those of its lines that are above or in the text.
        names: authors who are named above the text.
    """
    end = indices[-1] + 1 if indices else 0
    for n in range(max(1, len(indices) // 2), len(indices)):
        i = indices[n]
        line = lines[i]
        following = [lines[k] for k in indices[n + 1 : n + 4]]
        if line.code:
            continue
        headed = is_author_heading(line.plain) and (line.heading or bool(following))
        if headed or (line.part != "profile" and _twins(line, following)):
            return i
    if len(indices) <= 3:
        return end
    for n in range(max(2, len(indices) - 6), len(indices)):
        i = indices[n]
        below = lines[i + 1] if i + 1 < end else None
        if _signs(lines[i], below) or _is_biography(lines[i], names):
            # A text that goes on at length does so in its author's own words.
            own = sum(lines[k].words for k in indices[n:])
            if own < min(400, sum(lines[k].words for k in indices[:n])):
                return i
    return end


def _signs(line: Line, below: Line | None) -> bool:
    """Tell whether a line is a name alone at the end, or above what is said of that name."""
    if line.heading or line.words > 24:
        return False
    people = byline_of(line.plain) or people_in(line.plain)
    if not people or (line.words > 8 and line.plain.endswith(".")):
        return False
    if below is None or opens_with(below.plain, people[-1].name):
        return True
    return bool(people[-1].role) and below.words > 12


def _is_biography(line: Line, names: Sequence[str]) -> bool:
    """Tell whether a paragraph says who an author is, or who somebody with a function is."""
    plain = line.plain.lstrip(_SIGNS)
    name = opening_name(plain)
    if not name or line.heading:
        return False
    known = any(same_name(name, other) or same_name(_bare(name), other) for other in names)
    begin = " ".join(plain.split()[:24])
    return known or (not names and (is_role(begin[:119]) or is_house(begin[:119])))


def _bare(name: str) -> str:
    """Give a name without the title before it."""
    return author_of(Person(name)).name


def read_profiles(
    lines: Sequence[Line],
    indices: Sequence[int],
    *,
    notes: Collection[int],
    names: Sequence[str],
    markdown: bool,
) -> Profiles:
    """Read what stands below the text: names and biographies, and what belongs to the site.

    Args:
        lines: the page.
        indices: those of its lines that are below the text.
        notes: those that the notes take up.
        names: authors who are named above it.
        markdown: whether lines of one block are one paragraph.
    """
    return _Reading(lines, indices, notes, names, markdown).read()


class _Reading:
    def __init__(
        self,
        lines: Sequence[Line],
        indices: Sequence[int],
        notes: Collection[int],
        names: Sequence[str],
        markdown: bool,
    ) -> None:
        self.lines = lines
        self.indices = indices
        self.notes = notes
        self.names = names
        self.found = Profiles(markdown=markdown)
        self.headed = False
        self.at = 0

    def read(self) -> Profiles:
        """Read line after line."""
        while self.at < len(self.indices):
            i = self.indices[self.at]
            self.at += 1
            self.found.roles.setdefault(i, self._role(i, self.lines[i]))
        return self.found

    def _role(self, i: int, line: Line) -> str:
        found, people = self.found, self.found.people
        plain = line.plain
        if is_chrome(plain) or not key(plain) or is_boilerplate(plain):
            return "left"
        if is_author_heading(plain):
            self.headed = True
            return "left"
        if date_of(plain) is not None:
            if line.part != "profile":
                found.unsure.append(f"a date stands below the text: {one_line(plain)}")
            return "left"
        told = byline_of(plain) or tuple(p for p in people_in(plain) if p.role or p.affiliation)
        if told and line.words < 30 and not (line.words > 8 and plain.endswith(".")):
            for one in told:
                person = self._person(one.name)
                person.role, person.affiliation = one.role, one.affiliation
            return "meta"
        if self._take_twins(i, line):
            return "meta"
        if self._take_name(i, line):
            return "meta"
        if people and not people[-1].bio and not ends_sentence(line.said) and line.words < 20:
            if is_role(plain) and not people[-1].role:
                people[-1].role = plain
                return "meta"
            if is_house(plain) and not people[-1].affiliation:
                people[-1].affiliation = plain
                return "meta"
        return self._take_biography(i, line)

    def _take_twins(self, i: int, line: Line) -> bool:
        if not _twins(line, self._next(i, 3)):
            return False
        person = self._person(line.plain)
        while self.at < len(self.indices) and same_name(
            self.lines[self.indices[self.at]].plain, line.plain
        ):
            self.found.roles[self.indices[self.at]] = "meta"
            self.at += 1
        person.block = -1
        return True

    def _take_name(self, i: int, line: Line) -> bool:
        """Take a line with a name on it that leads a biography."""
        plain = line.plain
        if not is_name(plain) or is_menu(plain):
            return False
        following = self._next(i, 3)
        first = not self.found.people
        known = any(same_name(plain, name) for name in self.names)
        leads = known or (self.headed and first) or line.part == "profile"
        leads = leads or any(opens_with(other.said, plain) for other in following[:2])
        if leads:
            self._person(plain)
            return True
        # At the very end, or above the notes, it may be a signature; below the notes of a web page
        # stands much that looks like one.
        if first and not following and not (line.shown and not self._is_above_notes(i)):
            self._person(plain).sure = False
            return True
        return False

    def _is_above_notes(self, i: int) -> bool:
        return any(k in self.notes for k in range(i + 1, i + 4))

    def _take_biography(self, i: int, line: Line) -> str:
        people = self.found.people
        text = line.said.lstrip(_SIGNS)
        parts = list(self._by_person(text, line))
        if parts:
            for person, part in parts:
                person.add(part, line.block, markdown=self.found.markdown)
            return "bio"
        follows = i - 1 in self.found.roles and self.found.roles[i - 1] in {"meta", "bio"}
        goes_on = bool(people) and (follows or line.part == "profile")
        if goes_on and (not people[-1].bio or _belongs(line)):
            people[-1].add(text, line.block, markdown=self.found.markdown)
            return "bio"
        name = opening_name(text)
        if name and not people and (self.headed or line.part == "profile"):
            self._person(name).add(text, line.block, markdown=self.found.markdown)
            self.found.unsure.append(f"'{name}' was taken for the author's name")
            return "bio"
        if name and not people and not self.names and _is_biography(line, ()):
            self._person(name).add(text, line.block, markdown=self.found.markdown)
            self.found.unsure.append(f"'{name}' was taken for the author's name")
            return "bio"
        self.found.loose[i] = line
        return "left"

    def _by_person(self, text: str, line: Line) -> Iterator[tuple[_Person, str]]:
        """Divide a text by the people of whom its sentences begin to speak."""
        if line.words < 5:
            return
        starts: list[tuple[int, str]] = []
        known = [*self.names, *(person.name for person in self.found.people)]
        for start, end in sentences(text):
            name = _opening_of(text[start:end], known)
            if name and not (starts and same_name(starts[-1][1], name)):
                starts.append((start, name))
        if not starts or starts[0][0] > 0:
            return
        ends = [start for start, _ in starts[1:]] + [len(text)]
        for (start, name), end in zip(starts, ends, strict=True):
            yield self._person(name), text[start:end].strip()

    def _person(self, name: str) -> _Person:
        people = self.found.people
        known = next((person for person in people if same_name(person.name, name)), None)
        if known is None:
            people.append(known := _Person(one_line(name)))
        return known

    def _next(self, i: int, count: int) -> list[Line]:
        """Give the lines that follow one without anything else, such as notes, in between."""
        following = self.indices[self.at : self.at + count]
        return [self.lines[k] for n, k in enumerate(following, 1) if k == i + n]


def _opening_of(text: str, names: Sequence[str]) -> str:
    """Give the one of these names with which a sentence begins."""
    words = fold(text).split()
    for name in names:
        parts = fold(_bare(name)).split()
        # A title may stand before it.
        for skip in range(4):
            if parts and [word.rstrip(",") for word in words[skip : skip + len(parts)]] == parts:
                return name
            if skip < len(words) and not words[skip].endswith("."):
                break
    return ""


def _twins(one: Line, following: Sequence[Line]) -> bool:
    """Tell whether a line and the next say the same name; a heading and its link may do so, too."""
    text = one.plain
    if not following or not same_name(text, following[0].plain):
        return False
    return (
        1 < len(text) <= 80
        and len(text.split()) <= 8
        and text[-1] not in ".!?:;,"
        and any(c.isalpha() for c in text)
        and not is_share(text)
        and (
            is_name(text)
            or is_desk(text)
            or any(line.words > 5 and opens_with(line.plain, text) for line in following[1:3])
        )
    )


def _belongs(line: Line) -> bool:
    """Tell whether a line goes on with a biography: it is a sentence, not a link's text."""
    return ends_sentence(line.said) or line.words > 12 or "@" in line.said or "://" in line.said
