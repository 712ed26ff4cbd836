"""The fields of the format: what the reader accepts, and what a schema for editors is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "line", "text", "body", "date", "lang", "slug", "lines", "slugs", "langs", "authors", "notes",
    "corrections",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a briefing or of an author's profile."""

    name: str
    shape: Shape
    description: str
    """For editors: what to write there."""
    missing: Literal["error", "warning", ""] = ""
    """How bad it is that a file does not have it."""
    example: str = ""
    """A line that has it, for the hint."""


_BRIEFING = (
    Field("title", "line", "The title, on one line.", "error", 'title: "Two Ports, One Channel"'),
    Field("kind", "line", "What it is: Analysis, Commentary, Report.", "warning", "kind: Analysis"),
    Field("date", "date", "YYYY, YYYY-MM or YYYY-MM-DD.", "warning", "date: 2031-05-14"),
    Field(
        "lang", "lang", "The language, as in BCP 47: en, tr, ru, zh-Hans.", "warning", "lang: en"
    ),
    Field("translation_of", "slug", "The slug of the briefing that this one translates."),
    Field("also_in", "langs", "Languages of translations that are not in the archive."),
    Field(
        "authors",
        "authors",
        "Slugs of profiles in authors/, or mappings with a name.",
        "warning",
        "authors: [derya-ornek]",
    ),
    Field("topics", "slugs", "What it is about."),
    Field("regions", "slugs", "Which part of the world it is about."),
    Field(
        "takeaways",
        "lines",
        "What a reader should take away, a sentence or two each.",
        "warning",
        "takeaways: [Patrols have grown for four years.]",
    ),
    Field("body", "body", "The text, in Markdown, with note marks [1].", "error", "body: |"),
    Field("footnotes", "notes", "The notes, [1] at the start of each."),
    Field("sources", "corrections", "Corrections to what was read from the notes, by number."),
    Field("related", "slugs", "Slugs of pieces to read next; [] for none."),
)
_AUTHOR = (
    Field("name", "line", "The full name.", "error", "name: Derya Örnek"),
    Field("family", "line", "The part of the name to sort by."),
    Field("role", "line", "What the author does."),
    Field("affiliation", "line", "Where."),
    Field("bio", "text", "A paragraph about the author."),
    Field("languages", "lines", "Languages the author works in."),
    Field("interests", "lines", "What the author writes about."),
    Field("links", "lines", "Addresses of the author's pages."),
)
BRIEFING_FIELDS = {field.name: field for field in _BRIEFING}
AUTHOR_FIELDS = {field.name: field for field in _AUTHOR}
CORRECTIONS = ("same_as", "title", "publisher", "url", "accessed")
"""What a correction of a source may set."""
