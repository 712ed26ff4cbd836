"""A briefing as a Markdown document that reads well as it is and loses nothing when it is rendered.

The body is the author's own Markdown; notes are footnotes, `[^1]`. There is no front matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.text import one_line

from .labels import labels, own_name, written_date
from .notes import in_full
from .profiles import profile_of
from .prose import pieces
from .rewriting import with_footnotes
from .styles import chicago
from .works import Sources, work_of_briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing_tui.briefing import Author, Reading

    from .labels import Labels
    from .remarks import Remark

_ACTIVE = re.compile(r"[\\`*\[\]<]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,31};)")
_AT_START = re.compile(r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[=~-]{2,}\s*$|:(?=\s)|\|")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def to_markdown(
    readings: Sequence[Reading],
    *,
    resolve: bool,
    remarks: Sequence[Sequence[Remark]] = (),
) -> str:
    """Give one document of one or more briefings, each under a heading of its own.

    Args:
        readings: the briefings.
        resolve: a note that points to another tells the source in full, its own words behind it.
        remarks: what a reader left in each of them; empty when that is not wanted.
    """
    several = len(readings) > 1
    documents = []
    for number, reading in enumerate(readings, 1):
        left = remarks[number - 1] if remarks else ()
        prefix = f"{number}-" if several else ""
        documents.append("\n".join(_document(reading, prefix, left, resolve=resolve)))
    return "\n\n---\n\n".join(documents) + "\n"


def _document(
    reading: Reading, prefix: str, remarks: Sequence[Remark], *, resolve: bool
) -> Iterator[str]:
    """Give the lines of a briefing.

    Args:
        reading: the briefing.
        prefix: of its footnotes' labels, which are one space in a whole document.
        remarks: what a reader left in it.
        resolve: as in `to_markdown`.
    """
    briefing = reading.briefing
    words = labels(briefing.lang)
    yield f"# {escaped(briefing.title)}"
    if facts := list(_facts(reading, words)):
        yield f"\n{' · '.join(facts)}"
    if briefing.takeaways:
        yield f"\n> **{words.takeaways}**\n>"
        yield from (f"> - {escaped(takeaway)}" for takeaway in briefing.takeaways)
    numbers = frozenset(note.number for note in briefing.footnotes)
    body = with_footnotes(briefing.body, numbers, lambda number: f"{prefix}{number}")
    yield f"\n{body.strip(chr(10)).rstrip()}"
    yield "\n---"
    for author in reading.authors:
        yield ""
        yield from _author(author, words)
    work = work_of_briefing(briefing, reading.authors)
    yield f"\n{words.cite}: {_prose(chicago(work), stress=False)}"
    if remarks:
        yield f"\n**{words.highlights}**"
        yield from _remarks(remarks, words)
    sources = Sources(briefing)
    marked = {mark.number for block in briefing.blocks for mark in block.marks}
    footnotes: list[str] = []
    others: list[str] = []
    for note in briefing.footnotes:
        text = one_line(in_full(note, briefing, sources) if resolve else note.text)
        if note.number in marked:
            footnotes.append(f"[^{prefix}{note.number}]: {_prose(text)}")
            # Of two notes of one number the mark means the first.
            marked.discard(note.number)
        else:
            # Nothing leads to it: as a footnote it would not be printed.
            others.append(f"- \\[{note.number}] {_prose(text)}")
    if others:
        yield f"\n{words.notes}:\n"
        yield from others
    if footnotes:
        yield ""
        yield from footnotes


def _facts(reading: Reading, words: Labels) -> Iterator[str]:
    """Give what stands under the title, as far as it is known."""
    briefing = reading.briefing
    if briefing.kind:
        yield escaped(briefing.kind)
    yield written_date(one_line(briefing.date), briefing.lang) or words.undated
    if reading.authors:
        yield ", ".join(escaped(author.name) for author in reading.authors)
    yield f"{briefing.minutes} {words.minutes}"
    there = [entry.lang for entry in reading.translations] + list(briefing.also_in)
    if others := [own_name(lang) for lang in dict.fromkeys(there) if lang != briefing.lang]:
        yield f"{words.also_in}: {escaped(', '.join(others))}"


def _author(author: Author, words: Labels) -> Iterator[str]:
    profile = profile_of(author, words)
    yield f"**{escaped(author.name)}**" + (f", {escaped(profile.about)}" if profile.about else "")
    yield from (f"\n{escaped(paragraph)}" for paragraph in profile.biography)
    if profile.facts:
        yield ""
    yield from (f"- {label}: {_prose(told, stress=False)}" for label, told in profile.facts)


def noted_document(pieces: Iterable[tuple[str, str, Iterable[Remark]]]) -> str:
    """Give what a reader left in several briefings as one document, without their texts.

    Args:
        pieces: of each briefing its title, its citation (empty when it is not known), the remarks.
    """
    words = labels("en")
    lines: list[str] = []
    for title, citation, remarks in pieces:
        lines += ["", f"## {escaped(title)}"]
        if citation:
            lines += ["", _prose(citation, stress=False)]
        lines += _remarks(remarks, words)
    return "\n".join([*lines[1:], ""])


def _remarks(remarks: Iterable[Remark], words: Labels) -> Iterator[str]:
    """Give passages as quotations with the notes below them, an empty line before each."""
    for remark in remarks:
        yield ""
        parts = [escaped(part) for part in remark.quoted.splitlines() if part.strip()]
        place = f"{words.paragraph} {remark.paragraph}" if remark.paragraph else ""
        if told := "; ".join(filter(None, (place, remark.told(words)))):
            parts.append(f"({_inner(told)})")
        yield "\n>\n".join(f"> {part}" for part in parts)
        yield from (f"\n{escaped(part)}" for part in remark.note.splitlines() if part.strip())


def escaped(text: str) -> str:
    r"""Write a line of text so that Markdown prints it as it is."""
    return _begun(_inner(one_line(text)))


def _inner(text: str) -> str:
    return _ACTIVE.sub(lambda sign: f"\\{sign[0]}", text)


def _begun(text: str) -> str:
    """Keep a line from beginning a heading, a list, a quotation."""
    if _AT_START.match(text):
        return f"\\{text}"
    number = _NUMBERED.match(text)
    return f"{number[1]}\\{text[number.end(1) :]}" if number else text


def _prose(text: str, *, stress: bool = True) -> str:
    """Write a line of text whose addresses become links and whose stress stays stress."""
    write: dict[str, Callable[[str], str]] = {
        "text": _inner,
        "address": _address,
        "stressed": lambda words: f"*{_inner(words)}*",
    }
    told = pieces(one_line(text), stress=stress)
    return _begun("".join(write[kind](piece) for kind, piece in told))


def _address(address: str) -> str:
    # In angle brackets it is a link everywhere, and ends where it should.
    return f"<{address}>" if "://" in address else _inner(address)
