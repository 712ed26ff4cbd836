"""A new briefing: what is asked before its file is written."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.text import slugify
from briefing_tui.tui.form import Field, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing_tui.archive import Archive, Begun
    from briefing_tui.tui.editing import EditingApp

_HINTED = 4
"""Of the values that the archive has, as many as stand in an empty line."""


class _Known(NamedTuple):
    """What briefings of the archive have, the most frequent first."""

    slugs: frozenset[str]
    kinds: list[str]
    languages: list[str]
    authors: list[str]


async def begin(app: EditingApp) -> Begun | None:
    """Ask for title, kind, language and author of a new briefing, and write its file.

    Returns:
        None when nothing is to be begun.

    Raises:
        BriefingError: the archive cannot be asked.
    """
    known = await app.archive.ask(_known)
    values: dict[str, str] = {}
    refused = ""
    while True:
        answer = await app.push_screen_wait(_form(known, values, refused))
        if answer is None:
            return None
        values = answer
        try:
            return await app.archive.ask(partial(_new, values))
        except BriefingError as error:
            refused = f"{error.message}: {error.hint}" if error.hint else error.message


def _form(known: _Known, values: dict[str, str], refused: str) -> Form:
    lines = (
        ("title", "Title", ()),
        ("kind", "Kind", known.kinds),
        ("lang", "Language", known.languages),
        ("author", "Author", known.authors),
    )

    def told(now: dict[str, str]) -> str:
        if refused and now == values:
            return refused
        if not now["title"]:
            return "The name of the file is made of the title."
        slug = slugify(now["title"])
        if slug in known.slugs:
            return f"{slug}.yaml is there already"
        empty = [label.lower() for name, label, _ in lines if not now[name]]
        return f"{slug}.yaml" + (f", so far without {', '.join(empty)}" if empty else "")

    return Form(
        "A new briefing",
        [
            Field(name, label, values.get(name, ""), _some(choices), choices, name == "title")
            for name, label, choices in lines
        ],
        done="begin it, in your editor",
        told=told,
    )


def _new(values: dict[str, str], archive: Archive) -> Begun:
    author = slugify(values["author"]) if values["author"] else ""
    return archive.new(
        values["title"],
        kind=values["kind"],
        lang=values["lang"],
        authors=[author] if author else [],
    )


def _known(archive: Archive) -> _Known:
    entries = archive.list()
    return _Known(
        frozenset(entry.slug for entry in entries),
        _frequent(entry.kind for entry in entries),
        _frequent(entry.lang for entry in entries),
        sorted(archive.profiles()),
    )


def _frequent(values: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(value for value in values if value).most_common()]


def _some(values: Sequence[str]) -> str:
    return ", ".join(values[:_HINTED]) + (" …" if len(values) > _HINTED else "")
