"""What was saved -> lines that mean something, whatever it was saved as.

Text, Markdown and HTML part here and nowhere else: what follows knows lines, and what a page tells
of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from briefing_tui.errors import BriefingError

from . import frontmatter
from .decoding import is_html, is_mime, text_of
from .given import Given
from .lines import Line, lines_of, looks_like_markdown, normalise
from .printed import without_furniture

_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]{0,400}\])++)\]")
_YAML = re.compile(r"^title:.*\n(?:.*\n){0,200}?body:[ \t]*[|>\"]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A saved page, read as far as its form goes."""

    lines: tuple[Line, ...]
    markdown: bool = False
    """The signs of Markdown mean in it what they mean there."""
    given: Given = field(default_factory=Given)
    name: str = ""
    """The file's, without its ending."""
    unsure: tuple[str, ...] = ()


def read_source(page: str | bytes, name: str) -> Source:
    """Read a page by its form; see `read_page`.

    Raises:
        BriefingError: it is no page, or its encoding cannot be told.
    """
    doubts: tuple[str, ...] = ()
    stem = PurePath(name).stem if name not in {"", "-"} else ""
    web_page = False
    if isinstance(page, bytes) and is_mime(page):
        from .mime import page_in  # noqa: PLC0415 - the mail library takes 40 ms

        page, web_page = page_in(page)
    elif isinstance(page, bytes):
        page, doubts = text_of(page, name)
    if web_page or is_html(page[:5000], name):
        from .html import read_html  # noqa: PLC0415 - text needs no library for HTML

        web = read_html(page)
        return Source(web.lines, True, web.given, stem, (*doubts, *web.unsure))
    if "\0" in page[:5000]:
        raise BriefingError("this is no text", "add takes a page saved as text, Markdown or HTML")
    text, furniture = without_furniture(page.replace("\r\n", "\n"))
    text, hidden = normalise(text)
    if _YAML.match(text.lstrip("\n ")[:20_000]):
        raise BriefingError(
            "this is a briefing in YAML already", "copy the file into the archive's folder"
        )
    given, text = frontmatter.split(text)
    markdown = given is not None or looks_like_markdown(text, name)
    if hidden:
        doubts = (*doubts, f"{hidden} characters that cannot be seen were made visible")
    broken: list[str] = []
    lines = lines_of(text, markdown=markdown, joined=broken)
    if markdown and "^[" in text:
        lines = _with_inline_notes(lines)
    if broken:
        shown = ", ".join(f"'{word}'" for word in broken[:3])
        n = len(broken)
        doubts = (*doubts, f"{n} words broken at the ends of lines were joined, such as {shown}")
    given = given or Given()
    given = replace(given, left_out=(*given.left_out, *furniture))
    return Source(tuple(lines), markdown, given, stem, doubts)


def _with_inline_notes(lines: list[Line]) -> list[Line]:
    """Give pandoc's notes in the middle of a text, `^[A note.]`, a mark and a place at the end.

    They come after the notes that the page has, and are numbered with them by their marks.
    """
    out: list[Line] = []
    notes: list[str] = []

    def mark(found: re.Match[str]) -> str:
        notes.append(found[1])
        return f"[^inline-{len(notes)}]"

    for line in lines:
        if line.code or "^[" not in line.text:
            out.append(line)
            continue
        raw = tuple(_INLINE_NOTE.sub(mark, "\n".join(line.raw)).split("\n"))
        out.append(replace(line, raw=raw, text=" ".join(row.strip() for row in raw)))
    block = out[-1].block + 1 if out else 0
    for n, note in enumerate(notes, 1):
        text = f"[^inline-{n}]: {' '.join(note.split())}"
        out.append(Line(text, (text,), block))
    return out
