"""BibTeX, for LaTeX and the programs that keep references.

Entries are of the types that BibTeX itself knows, so that its styles, biblatex, Zotero, JabRef and
the rest read them: a page is `@misc` with `howpublished`, `url` and `urldate`, not biblatex's
`@online`, which BibTeX's styles do not know. The file is UTF-8.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .punctuation import date_parts
from .works import host_of, page_range, remark_of, volume_and_issue, with_own_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .works import Name, Work

_TYPES = {
    "newspaper": "article",
    "journal": "article",
    "book": "book",
    "chapter": "incollection",
}
_HOLDERS = {"article": "journal", "book": "publisher", "incollection": "publisher"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%", "{": r"\{", "}": r"\}",
}  # fmt: skip
_ESCAPED = str.maketrans(_SPECIAL)
# BibTeX counts braces even behind a backslash: if they are not in pairs, commands stand for them.
_SINGLE_BRACES = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
# What TeX would set as one sign: `--` as a dash, `?`` as a Spanish question mark.
_LIGATURE = re.compile(r"(?<=-)-|(?<=[?!`])`|(?<=')'|(?<=<)<|(?<=>)>|(?<=,),")
# An address stands verbatim; what would upset the braces is escaped as addresses have it.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "^": "%5E", " ": "%20"})


def to_bibtex(works: Sequence[Work]) -> str:
    """Give a bibliography, an entry for each work."""
    return "\n\n".join(map(_entry, with_own_keys(works)))


def _entry(work: Work) -> str:
    kind = _TYPES.get(work.kind, "misc")
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work, kind) if value)
    return f"@{kind}{{{work.key},\n{fields}}}"


def _fields(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    yield "author", _braced(" and ".join(map(_name, work.names)))
    yield "title", _protected(work.title)
    yield "booktitle", _protected(host_of(work) if kind == "incollection" else "")
    yield _HOLDERS.get(kind, "howpublished"), _braced(escaped(work.publisher))
    yield "address", _braced(escaped(work.place))
    yield from zip(("volume", "number"), map(_braced, volume_and_issue(work)), strict=True)
    yield from zip(("year", "month", "day"), _date(work.date), strict=False)
    pages = page_range(work.locator)
    if pages is not None:
        yield "pages", _braced("--".join(filter(None, map(escaped, pages))))
    yield "url", _braced(work.url.translate(_IN_ADDRESS))
    yield "urldate", _braced(work.accessed)
    place = work.locator if pages is None else ""
    told = (work.words, work.genre, remark_of(work), place)
    yield "note", _braced(escaped("; ".join(filter(None, told))))


def _date(date: str) -> list[str]:
    """Give year, month and day as BibTeX has them; the month is one of its own words."""
    numbers = date_parts(date)
    out = [_braced(date[:4] if numbers else escaped(date))]
    if len(numbers) > 1:
        out.append(_MONTHS[numbers[1] - 1])
    return [*out, *(f"{{{day}}}" for day in numbers[2:])]


def escaped(text: str) -> str:
    """Write a text so that LaTeX prints it as it is."""
    out = _LIGATURE.sub(lambda sign: f"{{}}{sign[0]}", text.translate(_ESCAPED))
    if _in_pairs(text):
        return out
    return re.sub(r"\\[{}]", lambda brace: _SINGLE_BRACES[brace[0]], out)


def _in_pairs(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return not depth


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _protected(title: str) -> str:
    """Set a title in braces of its own: styles that lower capitals leave it alone then."""
    text = escaped(title)
    # Braces that begin with a command are an accented letter to BibTeX, and no protection.
    return f"{{{{{'{}' if text.startswith(chr(92)) else ''}{text}}}}}" if text else ""


def _name(name: Name) -> str:
    """Write a name; one whose parts are not known is kept whole by braces."""
    if not name.family:
        return f"{{{escaped(name.full)}}}"
    family, given = (_part(part) for part in (name.family, name.given))
    return f"{family}, {given}"


def _part(part: str) -> str:
    text = escaped(part)
    # A comma or the word `and` would divide the list of names at the wrong place.
    return f"{{{text}}}" if re.search(r"(?i),|\band\b", text) else text
