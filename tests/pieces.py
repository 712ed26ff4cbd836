"""Briefings for the tests of citing and exporting."""

from __future__ import annotations

from pathlib import Path

import twin

from briefing_tui.briefing import Author, Briefing, Reading
from briefing_tui.sources import resolve_notes
from briefing_tui.yamlfile import read_briefing

URL = "https://herald.example/a"
PAGE = f"“Ministers Agree Date”, Channel Herald, {URL}, (Date of Access: 02.05.2031)."

# Bodies whose Markdown others read otherwise than we do; their notes are 1 to 3.
BODIES = [
    "A.[1] <b>x</b> [9] [word]: y\n\n[word]: https://a.example\n[1]: z\n\n<div>\nno block\n</div>",
    "| a [1] | b |\n|---|:-:|\n| \\| [2] | <b> | surplus [3] |\n| short |",
    "> - a [1]\n>   [9](https://a.example) b\n>\n>   1. c <i> [2][3]\n\n# T <b> [1] #\n\nSet\n===",
    "\tcode [1]\n\n```py title\n[1] <b>\n```\n\n~~~\n<b>\n~~~\n\n* * *\n\na<br>b  \nhard\\\nbreak",
    '![alt [1]](a.png) and ![](b.png "t") [link](https://a.example)[2] <https://b.example>',
    "`` ` [1] `` `<b>` \\`<b>\\` **a [1]**[2] *b*[^3] ^[1] &amp; &copy; \\* \\<b>",
]  # fmt: skip


def piece(*notes: str, **fields) -> Briefing:
    numbered = [(number, text, number) for number, text in enumerate(notes, 1)]
    fields = {"slug": "piece", "path": "piece.yaml", "title": "A Piece", **fields}
    return Briefing(footnotes=resolve_notes(numbered), **fields)


def samples() -> list[Briefing]:
    folder = Path(__file__).resolve().parent.parent / "briefings"
    read = [read_briefing(p.read_bytes(), p.name, p.stem)[0] for p in sorted(folder.glob("*.yaml"))]
    return [briefing for briefing in read if briefing is not None]


def parsed(text: str) -> Briefing:
    briefing, _ = read_briefing(text.encode(), "twin.yaml", twin.SLUG)
    assert briefing is not None
    return briefing


def reading(briefing: Briefing, *authors: Author, **fields) -> Reading:
    fields = {"translations": (), "supports": (), "sources": (), "others": (), **fields}
    return Reading(briefing, authors, **fields)
