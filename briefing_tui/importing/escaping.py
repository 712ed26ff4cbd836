"""Words -> Markdown that reads as the same words, with as few backslashes as will do; and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.body import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

# Signs that Markdown may take for its own: at a line's start, and anywhere.
_START = re.compile(r"(?:\d{1,9}(?=[.)]))?([#>+.)=~`:|_*-])")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>()#+!|&~-]")
_MARK = re.compile(r"\[[1-9]\d{0,4}\]")
_MOST_TRIED = 48


def escape(paragraph: str, notes: Collection[int]) -> str:
    """Write one line of text so that `body.parse` gives one paragraph of exactly these words.

    Args:
        paragraph: a line of text, its note marks written `[n]`.
        notes: numbers of the notes there are.
    """

    def same(markdown: str) -> bool:
        return _reads_as(markdown, paragraph, notes, "paragraph")

    if same(paragraph):
        return paragraph
    marks = [match.span() for match in _MARK.finditer(paragraph) if int(match[0][1:-1]) in notes]
    inside = {at for start, end in marks for at in range(start, end)}
    places = {m.start() for m in _SIGNS.finditer(paragraph)} - inside
    return _fewest(paragraph, places, same) or _escaped(paragraph, places)


def compose(pieces: Sequence[tuple[str, bool]], words: str, *, heading: bool = False) -> str | None:
    """Write a paragraph or a heading of words and signs.

    Args:
        pieces: each with whether it is words (and not signs of Markdown, or a note mark).
        words: what a reader is to see.
        heading: whether it stands behind a heading's `#`.

    Returns:
        The Markdown without that `#`; None when the signs cannot stand there.
    """
    written = "".join(piece for piece, _ in pieces)
    notes = {int(number) for number in re.findall(r"\[([1-9]\d{0,4})\]", written)}
    before, kind = ("# ", "heading") if heading else ("", "paragraph")

    def same(markdown: str) -> bool:
        return _reads_as(before + markdown, words, notes, kind)

    if same(written):
        return written
    places: set[int] = set()
    at = 0
    for piece, literal in pieces:
        if literal:
            places.update(at + m.start() for m in _SIGNS.finditer(piece))
        at += len(piece)
    for mark in _MARK.finditer(written):
        places -= {*range(*mark.span())}
    return _fewest(written, places, same)


def spoken(markdown: str, notes: Collection[int] = ()) -> str:
    """Give a paragraph's words without Markdown's signs, and behind a link's words its address."""
    out: list[str] = []
    for block in parse(markdown, notes).blocks:
        text = block.text
        links = [span for span in block.spans if span.kind == "link"]
        for span in sorted(links, key=lambda span: -span.end):
            label = text[span.start : span.end]
            bare = span.href.removeprefix("mailto:")
            if _address(bare) not in _address(text):
                gap = "" if label.endswith(" ") else " "
                text = f"{text[: span.end]}{gap}({bare}){text[span.end :]}"
        out.append(f"{block.marker} {text}".strip() if block.marker else text)
    return " ".join(out)


def _address(text: str) -> str:
    return re.sub(r"https?://(?:www\.)?|/(?=\s|$)", "", text)


def _fewest(text: str, places: set[int], same: Callable[[str], bool]) -> str | None:
    """Put backslashes at as few of these places as will do; None when all of them will not."""
    if first := _START.match(text):
        at = first.start(1)
        if at in places or text[at] in ".)=:":
            places = {at, *places}
            if same(alone := _escaped(text, {at})):
                return alone
    if not same(_escaped(text, places)):
        return None
    # First whole kinds of signs, then one by one: what Markdown leaves alone needs no backslash.
    kept = set(places)
    for sign in sorted({text[at] for at in places}):
        without = {at for at in kept if text[at] != sign}
        if same(_escaped(text, without)):
            kept = without
    if len(kept) <= _MOST_TRIED:
        for at in sorted(kept, reverse=True):
            if same(_escaped(text, kept - {at})):
                kept.discard(at)
    return _escaped(text, kept)


def _escaped(text: str, places: Iterable[int]) -> str:
    out: list[str] = []
    last = 0
    for at in sorted(places):
        out += [text[last:at], "\\"]
        last = at
    return "".join([*out, text[last:]])


def _reads_as(markdown: str, words: str, notes: Collection[int], kind: str) -> bool:
    blocks = parse(markdown, notes).blocks
    return len(blocks) == 1 and blocks[0].kind == kind and _shown(blocks[0].text) == _shown(words)


def _shown(text: str) -> str:
    return " ".join(re.split("[ \t]+", text.strip(" \t")))
