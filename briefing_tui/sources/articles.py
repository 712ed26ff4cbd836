"""Articles of journals as Chicago's notes have them, read at once, as `house` does its own.

`Jane Doe, “Title,” Journal 12, no. 4 (2031): 45–67.` is the most frequent style after the house's
(Chicago Manual of Style, 14.171 of the seventeenth edition). Where nothing in a note could be
anything else, one expression gives what all the questions of `reading` would.
"""

from __future__ import annotations

import re

from briefing_tui.briefing import Citation

from .backreferences import may_point
from .dates import flat, published_dates
from .house import is_publisher
from .imprint import is_organisation, is_town
from .particulars import is_plain_name
from .remembering import remembering
from .terms import IDEM_TERM
from .wording import SIGNAL, names, signal_ends

_ARTICLE = re.compile(
    r"(?P<authors>[^\W\d_]{2,} [^\W\d_]{2,}), "
    # Words alone: what else may stand in a title has a meaning somewhere.
    r"[“\"](?P<title>[^\W\d_](?:[^\W\d_]|[ ,:-]){1,200}[^\W\d_]),[”\"] "
    r"(?P<publisher>[^\W\d_](?:[^\W\d_]|[ &-]){1,80}[^\W\d_]) [1-9]\d{0,2}, no\. [1-9]\d? "
    r"\((?P<date>(?:1[6-9]|20)\d\d)\): (?P<locator>[1-9]\d{0,2}[–-][1-9]\d{0,2})\.?"
)
_FIELDS = ("authors", "title", "publisher", "date", "locator")


def article_citation(text: str) -> Citation | None:
    """Give the one article that a note cites; None where there may be more to it.

    Args:
        text: of the note, in composed form (NFC).
    """
    match = _ARTICLE.fullmatch(text)
    if match is None or not text.isprintable():
        return None
    author, title, journal, date, pages = match.group(*_FIELDS)
    if not (_is_author(author) and _is_journal(journal)) or may_point(flat(title)):
        return None
    return Citation(
        title=" ".join(title.split()),
        publisher=" ".join(journal.split()),
        authors=(author,),
        date=date,
        locator=pages,
        places=tuple((name, *match.span(name)) for name in _FIELDS),
    )


@remembering
def _is_author(name: str) -> bool:
    """Tell whether two words before a title are sure to be a person's given and family name."""
    written = flat(name)
    return (
        all(word[0].isupper() and word[1:].islower() for word in name.split())
        and names(name) == (name,)
        and not is_organisation(name)
        and SIGNAL.match(written) is None
        and not signal_ends(written, 0, len(written))
        and not may_point(written)
        and IDEM_TERM.match(written) is None
    )


@remembering
def _is_journal(name: str) -> bool:
    """Tell whether a name before volume and issue is sure to be the journal's, all of it."""
    numbered = f"{flat(name)} 4"
    return (
        is_publisher(name)
        and not is_town(name)
        and is_plain_name(numbered)
        and not may_point(numbered)
        and not any(True for _ in published_dates(f"{numbered}, 2018"))
    )
