"""Bylines: lines that say who wrote a piece, and as what."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from .names import is_desk, is_house, is_name, is_role, person_of

if TYPE_CHECKING:
    from .given import Person

_BYLINE = re.compile(
    r"\W{0,3}(?:(?:(?:written|posted|published|text|words|story|prepared|authored|report(?:ed)?"
    r"|interview(?:ed)?|analysis|commentary|essay|opinion)\s+)?"
    r"by(?:\s*:)?\s"
    r"|(?:authors?|author\(s\)|writers?|yazar(?:lar|ı)?|yazan|hazırlayan(?:lar)?|автор(?:ы)?|подготовил"
    r"(?:а|и)?|autor(?:in|es|en|inn?en)?|auteurs?|text)\s*[:—–-]\s*"
    r"|(?:von|par|por)\s)\s*(?P<names>.+)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"((?:[^\W\d_][\w.'’-]*\s){1,3}?[^\W\d_][\w.'’-]*?)(?:(\s*[,|–—]\s*)|\s(?=[\d@]|\w+\s\d))"
)
_AND = re.compile(r"\s*(?:[,;&/]|(?<!\w)(?:and|ve|и|und|et|y)(?!\w))\s*")
# What stands between a name and a function, and around the latter.
_BETWEEN = re.compile(r"\s+[–—|-]\s+|\s*[(:]\s*|,\s+")
# `Ada Deniz*`, `Ada Deniz¹`, `Ada Deniz [1]`: a mark that leads to a word on the author.
_MARKED = re.compile(r"\s?(?:[*†‡⁰¹²³⁴-⁹]+|\[[\d*]{1,2}\])(?=$|[,;&\s])")


@lru_cache(maxsize=4096)
def byline_of(line: str) -> tuple[Person, ...]:
    """Read a line such as `By Ada Deniz and Can Er`, `Yazar: …`, `Автор: …`; () for any other."""
    if len(line) > 250 or not (found := _BYLINE.fullmatch(line.strip(" *_"))):
        return ()
    names = found["names"]
    if people := people_in(names):
        return people
    # Behind a name may stand anything: a function that is on no list, a time, an address.
    first = _FIRST.match(names)
    if first and is_name(first[1]) and len(names.split()) <= 16 and names[-1] not in ".!?":
        rest = names[first.end() :].strip(" ,|")
        return (person_of(first[1], rest if first[2] and not re.search(r"\d|@", rest) else ""),)
    return ()


@lru_cache(maxsize=4096)
def people_in(text: str) -> tuple[Person, ...]:
    """Read names that commas and `and` join, each perhaps with a function behind; else ()."""
    if len(text) > 300:
        return ()
    text = _MARKED.sub("", text).strip(" *_.,|")
    people: list[Person] = []
    gap, at = "", 0
    for found in [*_AND.finditer(text), None]:
        part = text[at : found.start() if found else len(text)].strip(" ()")
        if part and not _take(people, gap, part):
            return ()
        gap, at = (found.group(), found.end()) if found else ("", len(text))
    return tuple(people)


def _take(people: list[Person], gap: str, part: str) -> bool:
    """Read a part of a list of names: a person, or what the last one is."""
    person = person_of(part)
    if is_name(person.name) or is_desk(part):
        people.append(person)
        return True
    between = _BETWEEN.search(part)
    # `Santo Domingo - 3:30 pm` is no person.
    if between and not re.search(r"\d", part) and is_name(name := part[: between.start()]):
        people.append(_with(person_of(name), "", part[between.end() :].rstrip(" )")))
        return True
    if not people:
        return False
    last = people[-1]
    if is_role(part) or is_house(part) or last.role or last.affiliation:
        people[-1] = _with(last, gap, part)
        return True
    return False


def _with(person: Person, gap: str, text: str) -> Person:
    """Add a function, or the house that somebody works for."""
    if person.affiliation:
        return replace(person, affiliation=f"{person.affiliation}{gap}{text}")
    if is_house(text) and not is_role(text):
        return replace(person, affiliation=text)
    return replace(person, role=f"{person.role}{gap}{text}" if person.role else text)


def persons_in(text: str) -> tuple[Person, ...]:
    """Read the names in a field that holds nothing else; what is no list of names is one name."""
    return people_in(text) or ((person_of(text),) if text else ())
