"""A saved web page -> lines, and what its head tells.

`markup` parses, `footnotes` finds marks and notes by their links, `zones` finds the piece on the
page, `reader` writes its lines, `facts` collects what the page tells of itself. What the lines are
is judged where lines of text are judged, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing_tui.importing.given import Given
from briefing_tui.importing.language import language_of
from briefing_tui.importing.names import same_name
from briefing_tui.importing.told import kind_among
from briefing_tui.importing.wording import is_kind, is_similar_heading, key, may_be_kind
from briefing_tui.text import unsafe_characters

from .facts import Facts, day_of, read_facts, without_site
from .footnotes import find_footnotes
from .markup import parse
from .reader import Reader
from .zones import find_zones, short_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.importing.lines import Line

    from .tree import Element
    from .zones import Zones

__all__ = ["Web", "read_html"]


@dataclass(frozen=True, slots=True)
class Web:
    """A web page, read as far as its markup goes."""

    lines: tuple[Line, ...]
    given: Given
    unsure: tuple[str, ...]


def read_html(page: str) -> Web:
    """Read a web page.

    Raises:
        BriefingError: the library that it takes is not installed.
    """
    markup = parse(page)
    facts = read_facts(markup)
    footnotes = find_footnotes(markup.root)
    headings = [h.text() for h in markup.root.find_all("h1", "h2", "h3")]
    titles = [without_site(title, facts.sites, headings) for title in facts.titles]
    wanted = next((t for t in titles if any(same_name(t, h) for h in headings)), "")
    kept = footnotes.notes.keys() | footnotes.more
    zones = find_zones(markup.root, set(kept), key(wanted))
    read = Reader(zones, footnotes, facts.address).read(markup.root)
    lines = tuple(read.lines)
    unsure = [*footnotes.unsure, *zones.unsure]
    lang = facts.lang
    spoken = language_of(" ".join(line.shown for line in lines))
    if spoken and lang and spoken != lang:
        unsure.append(f"the page says that it is in '{lang}'; its words are in '{spoken}'")
    kind = _kind(lines, facts, unsure)
    given = Given(
        title=_title(lines, titles),
        kind=kind,
        date=_date(markup.root, zones, facts, unsure),
        lang=spoken or lang,
        also_in=tuple(dict.fromkeys(code for code in facts.also_in if code != (spoken or lang))),
        authors=tuple(facts.authors),
        left_out=tuple(read.left_out),
    )
    hidden = len(unsafe_characters(re.sub("[\r\0\ufeff]", "", page)))
    if hidden:
        unsure.append(f"{hidden} characters that cannot be seen were made visible")
    return Web(lines, given, tuple(unsure))


def _title(lines: Sequence[Line], titles: Sequence[str]) -> str:
    """Choose the title: a heading that the page's head confirms, else its `h1`, else the head's."""
    headings = [line for line in lines[:40] if line.heading]
    for level in (1, 2, 3):
        for line in headings:
            if line.heading == level and any(same_name(line.plain, title) for title in titles):
                return line.plain
    first = next((line.plain for line in headings if line.heading == 1), "")
    return first if first and not is_kind(first) else next(iter(titles), "")


def _kind(lines: Sequence[Line], facts: Facts, unsure: list[str]) -> str:
    """Choose among the page's categories: what is a kind of text before what is a subject."""
    told = [kind_among(line.plain) for line in lines if line.part == "kind"]
    told = [kind for kind in (*told, *map(kind_among, facts.kinds)) if 0 < len(kind) < 60]
    told = [kind for kind in told if not is_similar_heading(kind)]
    known = next((kind for kind in told if is_kind(kind) or may_be_kind(kind)), "")
    if told and not known:
        unsure.append(f"the kind is the page's category: {told[0]}")
    return known or next(iter(told), "")


def _date(root: Element, zones: Zones, facts: Facts, unsure: list[str]) -> str:
    """Choose the day on which the page was published."""
    shown: list[str] = []
    for time in root.find_all("time"):
        named = " ".join(time.get(name).lower() for name in ("class", "itemprop"))
        around = [time, *time.ancestors()]
        dropped = any(zones.roles.get(id(e)) in {"site", "hidden"} for e in around)
        if dropped or re.search(r"updat|modif", named) or not short_line(time):
            continue
        day = day_of(time.get("datetime"))
        if day and ("publish" in named or "pubdate" in time.attributes):
            shown.insert(0, day)
        elif day:
            shown.append(day)
    told = facts.dates[:1] or shown[:1]
    # Machines are told the same moment in another time zone than readers.
    near = [day for day in shown if told and _days_apart(day, told[0]) <= 1]
    if shown and told and not near and len(told[0]) == 10:
        unsure.append(f"the page tells several dates: {', '.join((told[0], shown[0]))}")
    return next(iter([*near, *told]), "")


def _days_apart(one: str, other: str) -> int:
    if len(one) != 10 or len(other) != 10:
        return 0 if one == other else 9
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
