"""Plain text -> Markdown that reads as the same words, with as few backslashes as that takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.body import parse

if TYPE_CHECKING:
    from collections.abc import Collection

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
    if _same(paragraph, paragraph, notes):
        return paragraph
    marks = [match.span() for match in _MARK.finditer(paragraph) if int(match[0][1:-1]) in notes]
    inside = {at for start, end in marks for at in range(start, end)}
    places = [m.start() for m in _SIGNS.finditer(paragraph) if m.start() not in inside]
    if first := _START.match(paragraph):
        places = sorted({first.start(1), *places} - inside)
        alone = _escaped(paragraph, {first.start(1)} - inside)
        if _same(alone, paragraph, notes):
            return alone
    # First whole kinds of signs, then one by one: what Markdown leaves alone needs no backslash.
    kept = set(places)
    for sign in sorted({paragraph[at] for at in places}):
        without = {at for at in kept if paragraph[at] != sign}
        if _same(_escaped(paragraph, without), paragraph, notes):
            kept = without
    if len(kept) <= _MOST_TRIED:
        for at in sorted(kept, reverse=True):
            if _same(_escaped(paragraph, kept - {at}), paragraph, notes):
                kept.discard(at)
    return _escaped(paragraph, kept)


def _escaped(text: str, places: Collection[int]) -> str:
    out: list[str] = []
    last = 0
    for at in sorted(places):
        out += [text[last:at], "\\"]
        last = at
    return "".join([*out, text[last:]])


def _same(markdown: str, text: str, notes: Collection[int]) -> bool:
    blocks = parse(markdown, notes).blocks
    return (
        len(blocks) == 1
        and blocks[0].kind == "paragraph"
        and _shown(blocks[0].text) == _shown(text)
    )


def _shown(text: str) -> str:
    return " ".join(re.split("[ \t]+", text.strip(" \t")))
