"""The body of a briefing: Markdown into blocks of plain text, with note marks, links and emphasis.

The Markdown is CommonMark (https://spec.commonmark.org/0.31.2/) with the tables and ~~strikes~~ of
GitHub's (https://github.github.com/gfm/). It is read for prose that carries notes, so it differs
where CommonMark would swallow words: HTML is text; there are no reference definitions (`[1]: …` is
a mark and text); surplus cells of a table row stay; an image becomes its description and its
address; an address that is none of http, https and mailto makes no link but stays as it was
written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .blocks import Body, Reading

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Body", "parse"]


def parse(markdown: str, notes: Collection[int]) -> Body:
    """Read a body.

    `[1]`, `[^1]`, runs of them and `[1, 2]` are marks if their notes exist; they are none in code,
    in addresses, and behind a backslash. No word of the Markdown is lost, whatever it holds, and
    the time it takes grows with its length only.

    Args:
        markdown: the body as its author wrote it.
        notes: numbers of the notes there are.
    """
    return Reading(markdown.replace("\r\n", "\n").replace("\r", "\n"), frozenset(notes)).read()
