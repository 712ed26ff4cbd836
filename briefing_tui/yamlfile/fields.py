"""The fields of the format: what reader, schema and template say of it.

The patterns are written so that they mean the same to Python and to the editors that read a JSON
Schema (ECMA 262): no class but white space, no flags.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Shape = Literal[
    "line", "text", "body", "date", "lang", "slug", "lines", "slugs", "langs", "authors", "notes",
    "corrections", "id",
]  # fmt: skip

DATE = "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
# The subtags of BCP 47 that people use: language, script, region, variants.
LANG = (
    "[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    "(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
)
_ID_PART = "[^\\s!-/:-@\\[-`{-~]+"
ID = f"{_ID_PART}(?:[-_.]{_ID_PART})*"
"""Letters and digits of any script, with a hyphen, a dot or an underscore between them."""
NOTE_NUMBER = "[0-9]{1,5}"
NOTE_KEY = rf"\[?\^?({NOTE_NUMBER})[\].)]*"
"""A note's number as the key of a mapping: `4`, `[4]`, `[^4]`."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a briefing, of an author's profile or of an archive's name."""

    name: str
    shape: Shape
    description: str
    """What to write there, on one line: editors show it, and the template."""
    missing: Literal["error", "warning", ""] = ""
    """How bad it is that a file does not have it."""
    example: str = ""
    """A line that has it, for the hint."""
    examples: tuple[Any, ...] = ()
    """Values that it may have, as JSON writes them."""
    placeholder: str = ""
    """Words of the template; while they stand there, nobody has filled the field in."""


_BRIEFING = (
    Field(
        "title",
        "line",
        "The title, on one line.",
        "error",
        'title: "Two Ports, One Channel"',
        ("Two Ports, One Channel",),
    ),
    Field(
        "kind",
        "line",
        "What it is: Analysis, Commentary, Report.",
        "warning",
        "kind: Analysis",
        ("Analysis", "Commentary", "Report"),
    ),
    Field(
        "date",
        "date",
        "Of publication: YYYY, YYYY-MM or YYYY-MM-DD.",
        "warning",
        "date: 2031-05-14",
        ("2031-05-14", "2031-05", "2031"),
    ),
    Field(
        "lang",
        "lang",
        "The language, as in BCP 47: en, tr, ru, zh-Hans.",
        "warning",
        "lang: en",
        ("en", "tr", "ru", "zh-Hans"),
    ),
    Field(
        "translation_of",
        "slug",
        "Only in a translation: the slug (the file's name without .yaml) of its original.",
        examples=("two-ports-one-channel",),
    ),
    Field(
        "also_in",
        "langs",
        "Languages of translations that are not in the archive: [tr, ru].",
        examples=(["tr", "ru"],),
    ),
    Field(
        "authors",
        "authors",
        "Who wrote it: slugs of profiles in authors/, or mappings with a name.",
        "warning",
        "authors: [derya-ornek]",
        (["derya-ornek"], [{"name": "Derya Örnek", "role": "Analyst"}]),
    ),
    Field(
        "topics",
        "slugs",
        "What it is about: [maritime-security, trade].",
        examples=(["maritime-security", "trade"],),
    ),
    Field(
        "regions",
        "slugs",
        "Which part of the world it is about: [east-asia].",
        examples=(["east-asia"],),
    ),
    Field(
        "takeaways",
        "lines",
        "What a reader should take away: a sentence or two each, behind a hyphen.",
        "warning",
        'takeaways: ["Patrol spending has risen for four years."]',
        (["Patrol spending along the channel has risen for four years."],),
    ),
    Field(
        "body",
        "body",
        "The text in Markdown, indented; a note's mark [1] stands behind what rests on it.",
        "error",
        "body: |",
        ("The two governments will sign a revised accord on 2 June.[1]\n",),
        "Write the text here, with a blank line between two paragraphs.",
    ),
    Field(
        "footnotes",
        "notes",
        "The notes, each behind its number; Ibid., op. cit., a.g.e. and Там же are understood.",
        examples=(
            "[1] “Ministers Agree Date”, Channel Herald, https://herald.example/date\n[2] Ibid.\n",
            {"1": "“Ministers Agree Date”, Channel Herald.", "2": "Ibid."},
            ["“Ministers Agree Date”, Channel Herald.", "Ibid."],
        ),
        placeholder="“Title of the Source”, Publisher",
    ),
    Field(
        "sources",
        "corrections",
        "Corrections to what was read from the notes, by number: {4: {same_as: 2}}.",
        examples=({"4": {"same_as": 2}}, {"3": {"publisher": "Channel Herald"}}),
    ),
    Field(
        "related",
        "slugs",
        "Slugs of pieces to read next, the closest first; [] for none.",
        examples=(["price-of-salt"], []),
    ),
)
_AUTHOR = (
    Field("name", "line", "The full name.", "error", "name: Derya Örnek", ("Derya Örnek",)),
    Field("family", "line", "The part of the name to sort by.", examples=("Örnek",)),
    Field("role", "line", "What the author does.", examples=("Analyst",)),
    Field("affiliation", "line", "Where the author works.", examples=("Channel Desk",)),
    Field(
        "bio",
        "text",
        "A paragraph about the author.",
        examples=("Derya Örnek writes about harbours and those who keep them.",),
    ),
    Field(
        "languages",
        "lines",
        "Languages the author works in: [Turkish, English].",
        examples=(["Turkish", "English"],),
    ),
    Field(
        "interests",
        "lines",
        "What the author writes about: [ports, tides].",
        examples=(["ports", "tides"],),
    ),
    Field(
        "links",
        "lines",
        "Addresses of the author's pages.",
        examples=(["https://desk.example/derya-ornek"],),
    ),
)
_ARCHIVE = (
    Field(
        "id",
        "id",
        "A name for programs, which stays when the folder is moved or renamed.",
        examples=("channel-desk",),
    ),
    Field("title", "line", "A name for people.", examples=("Briefings of the Channel Desk",)),
)
BRIEFING_FIELDS = {field.name: field for field in _BRIEFING}
AUTHOR_FIELDS = {field.name: field for field in _AUTHOR}
ARCHIVE_FIELDS = {field.name: field for field in _ARCHIVE}
CORRECTIONS = ("same_as", "title", "publisher", "url", "accessed")
"""What a correction of a source may set."""
OWN_FIELD = "^x[-_]"
"""What begins so is the user's own: kept, and never told."""
