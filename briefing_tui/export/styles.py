"""Citations as lines of text: Chicago, APA, and the house style of the notes.

- `chicago`: The Chicago Manual of Style, 17th and 18th edition, chapter 14 (chapter 13 of the 18th
  for names), notes as in notes and bibliography.
- `apa`: Publication Manual of the American Psychological Association, 7th edition, chapters 9
  and 10, entries of a reference list.
- `plain`: as the notes of briefings are written: “Title”, Publisher, address, (Date of Access:
  02.05.2031). Our own reading of notes reads it back.

What is not known is left out. The one thing a style says for an absence is APA's `(n.d.)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .punctuation import british_date, date_parts, ended, english_date, quoted
from .works import bare_pages, page_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .works import Name, Work


def chicago(work: Work) -> str:
    """Give a full note in Chicago style."""
    if work.words:
        return ended(work.words)
    locator = bare_pages(work.locator)
    behind: list[str] = []
    """What follows the title, in commas."""
    title = work.title
    attached = ""
    """What follows it without one."""
    date = english_date(work.date)
    imprint = ", ".join(filter(None, (_imprint(work), date)))
    if work.kind in ("book", "chapter"):
        inner = f"({imprint})" if imprint else ""
        further = f", {work.further}" if work.further and work.kind == "book" else ""
        if work.kind == "book":
            attached = f"{further} {inner}".rstrip()
            behind = [locator]
        else:
            behind = [f"{work.further} {inner}".strip(), locator]
    elif work.kind == "briefing" and work.genre:
        attached = f" ({', '.join(filter(None, (_in_sentence(work), imprint)))})"
        behind = [locator]
    elif work.kind == "journal" and work.publisher and work.date:
        pages = f": {locator}" if locator else ""
        behind = [f"{_holder(work)} ({date}){pages}"]
    else:
        behind = [_holder(work), date, locator]
    behind += [f"accessed {english_date(work.accessed)}" if work.accessed else "", work.url]
    behind = [part for part in behind if part]
    if title and (work.quoted or work.kind == "briefing"):
        stop = "" if attached else "," if behind else "."
        title = quoted(title, stop)
    elif title and not attached and behind:
        title = f"{title},"
    if title and attached and behind:
        attached = f"{attached},"
    lead = f"{_listed(work.names, 'and')}," if work.names else ""
    if not title:
        lead, attached = (lead if behind or attached else lead.rstrip(",")), attached.strip()
    text = " ".join(filter(None, (lead, f"{title}{attached}", ", ".join(behind))))
    return ended(text[:1].upper() + text[1:] if text.startswith("accessed ") else text)


def apa(work: Work) -> str:
    """Give an entry of a reference list in APA style."""
    if work.words:
        return ended(work.words)
    names = _apa_names(work.names)
    date = f"({_apa_date(work.date)})."
    genre = f" [{work.genre}]" if work.genre else ""
    pages = page_range(work.locator)
    place = bare_pages(work.locator)
    if pages is not None:
        place = f"pp. {place}" if pages[1] else f"p. {place}"
    title = f"{work.title}{f' ({place})' if place else ''}{genre}"
    publisher = _holder(work)
    if [publisher] == [name.full for name in work.names]:
        publisher = ""
    if not (names or title):
        # Who published it takes the place of an author.
        names, publisher = publisher, ""
    head = [ended(names), date, ended(title)] if names else [ended(title), date]
    url = work.url
    if url and work.accessed:
        url = f"Retrieved {english_date(work.accessed)}, from {url}"
    told = [*head, ended(publisher) if publisher else "", url]
    return " ".join(part for part in told if part.strip("."))


def plain(work: Work) -> str:
    """Give a citation as the notes of a briefing have it."""
    if work.words:
        return ended(work.words)
    title = work.title
    if title and (work.quoted or work.kind == "briefing"):
        title = quoted(title)
    if work.genre:
        title = f"{title} ({work.genre})".strip()
    names = ", ".join(name.full for name in work.names)
    accessed = ".".join(reversed(work.accessed.split("-")))
    told = (
        names,
        title,
        _holder(work),
        british_date(work.date),
        work.url,
        f"(Date of Access: {accessed})" if accessed else "",
        work.locator,
    )
    return ended(", ".join(part for part in told if part))


def _imprint(work: Work) -> str:
    return ": ".join(filter(None, (work.place, work.publisher)))


def _holder(work: Work) -> str:
    """Give who published it or what it stands in, and what else is told: `Herald 12, no. 3`."""
    if work.kind == "chapter":
        return ", ".join(filter(None, (work.further, _imprint(work))))
    # A volume follows its journal without a comma.
    comma = "" if work.kind == "journal" and work.further[:1].isdigit() else ","
    return f"{comma} ".join(filter(None, (_imprint(work), work.further)))


def _listed(names: Sequence[Name], last: str) -> str:
    """List names as they are spoken; of four or more only the first (Chicago 14.76)."""
    full = [name.full for name in names]
    if len(full) > 3:
        return f"{full[0]} et al."
    if len(full) < 3:
        return f" {last} ".join(full)
    return f"{full[0]}, {full[1]}, {last} {full[2]}"


def _in_sentence(work: Work) -> str:
    """Give what a briefing calls itself as it stands amid a sentence: `analysis`, not `NATO`."""
    genre = work.genre
    english = work.lang.partition("-")[0] == "en"
    plain_word = genre[:1].isupper() and genre[1:2].islower()
    return genre[0].lower() + genre[1:] if english and plain_word else genre


# --- APA


def _apa_date(date: str) -> str:
    """Give `2031, May 3`, or `n.d.`, APA's own sign for no date (9.17)."""
    numbers = date_parts(date)
    if len(numbers) < 2:
        return date or "n.d."
    words = english_date(date)
    year = date.partition("-")[0]
    return f"{year}, {words.removesuffix(year).rstrip(', ')}"


def _apa_names(names: Sequence[Name]) -> str:
    """List names, the family's first and the given ones as initials; of more than 20 the last."""
    told = [f"{n.family}, {_initials(n.given)}" if n.family else n.full for n in names]
    if len(told) > 20:
        return f"{', '.join(told[:19])}, . . . {told[-1]}"
    if len(told) < 2:
        return "".join(told)
    # Between two organisations there stands no comma.
    comma = "," if len(told) > 2 or names[0].family else ""
    return f"{', '.join(told[:-1])}{comma} & {told[-1]}"


def _initials(given: str) -> str:
    """Give the initials of given names; in scripts without capitals the names stay whole."""
    out = []
    for word in re.sub(r"\.(?=\w)", ". ", given).split():
        parts = word.split("-")
        if all(part[:1].isupper() for part in parts):
            out.append("-".join(f"{part[0]}." for part in parts))
        else:
            out.append(word)
    return " ".join(out)
