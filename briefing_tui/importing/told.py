"""Single lines that tell something: of a piece its kind, date, authors, languages; or the site."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .byline import byline_of, people_in
from .dates import date_of, is_time, is_year
from .language import named_languages, tells_of_languages
from .names import is_house, is_role
from .wording import (
    breadcrumb,
    is_chrome,
    is_cookies,
    is_kind,
    is_label,
    is_menu,
    is_reading_time,
    is_share,
    key,
    may_be_kind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .given import Person
    from .lines import Line

_NO_KINDS = frozenset(("uncategorized", "genel", "blog", "без рубрики", "allgemein", "home"))
_PARTS = re.compile(r"\s*[|·•∙]\s*|\s+[–—/-]\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a line tells; such a line is no text."""

    kind: str = ""
    date: str | None = None
    """Empty when it cannot be read for sure."""
    people: tuple[Person, ...] = ()
    languages: tuple[str, ...] = ()
    role: str = "left"
    """`meta` when a field takes it."""
    divides: bool = True
    """Whether it stands between what is about the text and the text."""
    row: bool = False
    """Whether it is a row of buttons or of languages."""
    path: str = ""
    """A kind that stands among the steps that lead to the page: `Home / Analysis`."""
    bare: bool = False
    """It is names and nothing that says so, or may be a kind: a title can look the same."""

    @property
    def is_fact(self) -> bool:
        """Whether it tells of the piece."""
        return bool(self.kind or self.date is not None or self.people)


def told_by(lines: Sequence[Line], i: int) -> Told | None:
    """Read the i-th line as one that tells something; None for any other.

    Bare names and what may be a kind are told as such only where a neighbour says so.
    """
    line = lines[i]
    plain = line.plain
    if line.code or len(plain) > 400:
        return None
    languages = named_languages(plain)
    if languages and not _speaks_alone(lines, i):
        return Told(languages=languages, row=True)
    if tells_of_languages(plain):
        return Told(row=True)
    if line.part == "kind":
        return Told(kind=kind_among(plain), role="meta", divides=False)
    if is_kind(plain):
        return Told(kind=plain, role="meta", divides=False)
    if is_share(plain):
        return Told(row=True)
    if is_reading_time(plain):
        return Told()
    if steps := breadcrumb(plain):
        return Told(path=next(filter(is_kind, reversed(steps)), ""), divides=False)
    if is_chrome(plain) or is_cookies(plain) or is_label(plain) or not key(plain):
        return Told(divides=False)
    if facts := facts_of(plain):
        return facts
    people = people_in(plain)
    if people and (line.part == "byline" or _is_dated(lines, i + 1) or _is_dated(lines, i - 1)):
        return Told(people=people, role="meta", bare=line.part != "byline")
    if people and i + 1 < len(lines) and is_function(lines[i + 1]):
        return Told(people=people, role="meta", bare=True)
    if is_menu(plain) and not line.heading:
        return Told(divides=False)
    if may_be_kind(plain) and not line.heading:
        return Told(kind=plain, role="meta", divides=False, bare=True)
    return None


def kind_among(categories: str) -> str:
    """Choose among a page's categories: what is a kind of text before what is a subject."""
    plain = re.sub(r"^[^:]{3,20}:\s*", "", categories)
    told = [part.strip() for part in re.split(r"\s*[,|/·•]\s*", plain) if part.strip()]
    told = [part for part in told if key(part) not in _NO_KINDS]
    return next((part for part in told if is_kind(part)), next(iter(told), ""))


def facts_of(plain: str) -> Told | None:
    """Read a line of facts with signs between them: `Ada Deniz | Analysis | 5 March 2031`."""
    if len(plain) > 250:
        return None
    whole = date_of(plain)
    if whole is not None:
        return Told(date=whole, role="meta")
    parts = _parts(plain)
    if not any(date_of(part) is not None for part in parts) and (people := byline_of(plain)):
        return Told(people=people, role="meta")
    told = Told(role="meta")
    others: list[str] = []
    for part in parts:
        date = date_of(part)
        if date is not None:
            # Of `May 2031, as of 1 May 2031` the day.
            told = replace(told, date=max(told.date or "", date, key=len))
        elif languages := named_languages(part):
            told = replace(told, languages=languages)
        elif people := byline_of(part):
            told = replace(told, people=told.people + people)
        elif is_kind(part):
            told = replace(told, kind=told.kind or part)
        elif not (is_chrome(part) or is_label(part) or is_time(part)):
            others.append(part)
    if told.date is None and not told.people:
        # `Analysis | East Asia`
        return told if told.kind and len(others) == 1 and len(others[0]) < 40 else None
    for part in others:
        if people := people_in(part):
            told = replace(told, people=told.people + people)
        elif told.people and (is_role(part) or is_house(part)):
            last = told.people[-1]
            field = "role" if is_role(part) else "affiliation"
            told = replace(told, people=(*told.people[:-1], replace(last, **{field: part})))
        elif not told.kind and may_be_kind(part):
            told = replace(told, kind=part)
        elif len(others) > 1 or not (told.date is not None and len(part.split()) <= 4):
            return None
    return told


def is_function(line: Line) -> bool:
    """Tell whether a line is what somebody is and where: `Research Fellow, Gulf Institute`."""
    plain = line.plain
    short = line.words <= 16 and not plain.endswith((".", "!", "?", ":"))
    if not short or byline_of(plain) or people_in(plain):
        return False
    return is_role(plain) or is_house(plain)


def _is_dated(lines: Sequence[Line], i: int) -> bool:
    if not 0 <= i < len(lines):
        return False
    plain = lines[i].plain
    return date_of(plain) is not None or is_reading_time(plain) or is_year(plain)


def _speaks_alone(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a single language's name is no switcher: nothing around it says so."""
    plain = lines[i].plain
    if len(named_languages(plain)) > 1 or ":" in plain:
        return False
    if i > 0 and tells_of_languages(lines[i - 1].plain):
        return False
    beside = (lines[k].plain for k in (i - 1, i + 1) if 0 <= k < len(lines))
    return not any(map(named_languages, beside)) and not tells_of_languages(
        re.sub(r"\S+\W*$", "", plain) + ":"
    )


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        parts += _dated(part)
    return parts


def _dated(part: str) -> list[str]:
    """Divide `By Ada Deniz, 3 May 2031`, `Brief 4, 3.5.2031, 8 pages` at the date."""
    if len(part) > 160 or date_of(part) is not None or not re.search(r"\d", part):
        return [part]
    for gap in list(re.finditer(r",\s+|\s+", part))[-7:]:
        if date_of(part[gap.end() :]) is not None:
            return [part[: gap.start()].rstrip(","), part[gap.end() :]]
    pieces = part.split(", ")
    for n, piece in enumerate(pieces):
        if date_of(piece) is not None and len(pieces) <= 4:
            return [*filter(None, (", ".join(pieces[:n]), piece)), *pieces[n + 1 :]]
    return [part]
