"""The house style, read at once.

`“Title”, Publisher, https://…, (Date of Access: 02.05.2031).` Most notes of our archives are
written so. Where one is, and nothing in it could be anything else,
one expression gives what all the questions of `reading` would, in a fifth of their time; a property
in the tests holds the two together.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from briefing_tui.briefing import Citation

from .backreferences import may_point
from .dates import access_dates, flat
from .identity import url_id
from .particulars import is_plain_name
from .wording import without_lead_in

_HOUSE = re.compile(
    # No quotes within, no address, nothing at its ends that is none of its own.
    r"[“\"](?P<title>[^\W_](?:[^“”„‟«»\"《》〈〉「」『』\[\];\n]*[^\W_?!)])?)[”\"], "
    r"(?P<publisher>[^\W\d_](?:(?:[^\W_]|[ ’'&-]){1,88}[^\W_])?), "
    r"(?P<url>https?://[\w-]+\.[\w.-]*(?:[/?#][\w.~/?#&=%+-]*)?(?<![.?])), "
    r"\((?:[Dd]ate of [Aa]ccess|Erişim [Tt]arihi|[Дд]ата обращения): "
    r"(?P<accessed>(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4}))\)\.?"
)
# In a title: what could be an address, or GOST's sign before the container.
_ADDRESS = re.compile(r"[/wW](?:(?<=/)/|(?<=:/)|(?<=[wW])[wW]{2})")
_FIELDS = ("title", "publisher", "url", "accessed")
# What could be a date of access, or announce one.
_ANNOUNCING = re.compile(r"[\d(]")


def house_citation(text: str) -> Citation | None:
    """Give the one source that a note in the house style cites; None where there may be more to it.

    Args:
        text: of the note, in composed form (NFC).
    """
    found = _match(text)
    if found is None:
        return None
    match, accessed = found
    title, publisher, url = match.group("title", "publisher", "url")
    places = tuple((name, *match.span(name)) for name in _FIELDS)
    return Citation(
        url_id(url),
        " ".join(title.split()),
        " ".join(publisher.split()),
        url,
        accessed=accessed,
        places=places,
    )


def is_house_style(text: str) -> bool:
    """Tell whether a note, in composed form, is in the house style, so that it is read at once."""
    return _match(text) is not None


def _match(text: str) -> tuple[re.Match[str], str] | None:
    """Give the parts of a note in the house style, and its date of access in ISO form."""
    match = _HOUSE.fullmatch(text)
    if match is None or not text.isprintable():
        return None
    title, publisher, day, month, year = match.group("title", "publisher", "day", "month", "year")
    if not is_publisher(publisher) or _ADDRESS.search(title) is not None:
        return None
    if _ANNOUNCING.search(title) is not None and access_dates(flat(title)):
        return None
    try:
        return match, date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=512)
def is_publisher(name: str) -> bool:
    """Tell whether a name between title and address is sure to be the publisher's, all of it."""
    if not name[0].isupper() or len(name.split()) > 12:
        return False
    letters = flat(name)
    if without_lead_in(f"{letters}, ", 0, len(letters) + 2) < len(letters) or may_point(letters):
        return False
    return is_plain_name(name) and not (_ANNOUNCING.search(letters) and access_dates(letters))
