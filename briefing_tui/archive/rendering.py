"""Drafts -> YAML that is proven: read back and compared, before it is put anywhere.

The writer promises that whatever it writes reads back as the same text. Here the promise is held
against each draft, with the reader that will read the file: a person who adds a page must not lose
a word of it to a mistake of this program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefing_tui.briefing import Author
from briefing_tui.errors import BriefingError
from briefing_tui.text import clean, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefing_tui.briefing import Briefing, Draft, Problem

_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
# What the page says and the format cannot take, such as a date in words.
_REFUSED = {"bad-date": "date", "impossible-date": "date", "bad-lang": "lang"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A draft as YAML."""

    text: str
    briefing: Briefing
    """What is read in it."""
    problems: tuple[Problem, ...]
    """What a check says of it; no error is among them."""
    unsure: tuple[str, ...]
    """What a person should look at: the draft's own list, and what could not be written."""


def render(draft: Draft, *, inline: bool) -> Rendered:
    """Write a draft as YAML.

    Args:
        draft: what is to be written.
        inline: whether the profiles of its authors stand in it; else their slugs do.

    Raises:
        BriefingError: it makes no briefing, or what it makes does not say what the draft says.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    fields: dict[str, Any] = {name: _cleaned(value) for name, value in draft.fields.items()}
    profiles = {author.slug: _cleaned_author(author) for author in draft.authors}
    slugs = fields.get("authors") or list(profiles)
    fields["authors"] = [profiles.get(slug, slug) for slug in slugs] if inline else slugs
    unsure = [*draft.unsure]
    path = f"{draft.slug}.yaml"
    text = yamlfile.dump(fields)
    briefing, problems = yamlfile.read_briefing(text.encode(), path, draft.slug)
    if briefing is not None and any(p.code in _REFUSED for p in problems):
        unsure += _without_refused(fields, briefing, problems)
        text = yamlfile.dump(fields)
        briefing, problems = yamlfile.read_briefing(text.encode(), path, draft.slug)
    errors = [problem.message for problem in problems if problem.severity == "error"]
    if briefing is None or errors:
        # Better no file than one that its own reader refuses.
        raise BriefingError(f"this page does not make a briefing: {'; '.join(errors)}")
    _prove(path, fields, dict(_fields_of(briefing, fields)))
    return Rendered(text, briefing, problems, tuple(unsure))


def render_author(author: Author) -> str:
    """Write an author's profile as YAML.

    Raises:
        BriefingError: what it makes does not say what the profile says.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - as in `render`

    cleaned = _cleaned_author(author)
    text = yamlfile.dump_author(cleaned)
    path = f"authors/{author.slug}.yaml"
    told, problems = yamlfile.read_author(text.encode(), path, author.slug)
    if told is None:
        raise BriefingError(f"{path} cannot be made: {'; '.join(p.message for p in problems)}")
    _prove(path, {"author": cleaned}, {"author": told})
    return text


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in value]
    return value


def _cleaned_author(author: Author) -> Author:
    return _mapped(author, clean)


def _mapped(author: Author, change: Callable[[str], str]) -> Author:
    """Change every text of a profile."""
    return replace(
        author,
        name=change(author.name),
        family=change(author.family),
        role=change(author.role),
        affiliation=change(author.affiliation),
        bio="\n\n".join(map(change, _PARAGRAPHS.split(author.bio))),
        languages=tuple(map(change, author.languages)),
        interests=tuple(map(change, author.interests)),
        links=tuple(map(change, author.links)),
    )


def _without_refused(
    fields: dict[str, Any], briefing: Briefing, problems: tuple[Problem, ...]
) -> Iterator[str]:
    """Take out of a draft what the reader refuses, and say so."""
    for problem in problems:
        if problem.code not in _REFUSED:
            continue
        hint = f": {problem.hint}" if problem.hint else ""
        yield f"{problem.message}, and is left out{hint}"
        name = _REFUSED[problem.code]
        if not getattr(briefing, name):
            fields.pop(name, None)
        fields["also_in"] = list(briefing.also_in)


# --- the same words?


def _prove(path: str, meant: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    names = dict.fromkeys([*meant, *told])
    wrong = [name for name in names if _plain(name, meant) != _plain(name, told)]
    if wrong:
        raise BriefingError(
            f"{path} would not say what the page says in “{'”, “'.join(wrong)}”; "
            "nothing was written",
            "this is a mistake of the program: please report it, with the page",
        )


def _fields_of(briefing: Briefing, meant: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give a briefing's fields by their names in the format; those that nobody meant, too."""
    for name in ("title", "kind", "date", "lang", "translation_of", "body"):
        yield name, getattr(briefing, name)
    for name in ("also_in", "authors", "topics", "regions", "takeaways"):
        yield name, list(getattr(briefing, name))
    yield "related", list(briefing.related or ()) if "related" in meant else None
    yield "footnotes", [(note.number, note.text) for note in briefing.footnotes]
    yield from briefing.extra


def _plain(name: str, fields: Mapping[str, Any]) -> object:
    """Give a field's value in the one form that is the same before it is written and after."""
    value = fields.get(name)
    if not value:
        return None
    if name == "body":
        return value
    if name == "footnotes":
        return [(number, _joined(text)) for number, text in value]
    if name in {"lang", "also_in"}:  # the reader writes their letters as BCP 47 does
        return [str(item).casefold() for item in (value if isinstance(value, list) else [value])]
    if isinstance(value, list):
        return [item for each in value if (item := _plain_item(each))] or None
    return _plain_item(value)


def _plain_item(value: object) -> object:
    if not isinstance(value, Author):
        return _joined(str(value)) or None
    author = replace(_mapped(value, _joined), slug=slugify(value.name), known=True)
    # One of whom nothing but the name is known may stand in a list as that name.
    return author.name if author == Author(author.slug, author.name) else author


def _joined(text: str) -> str:
    """Join the lines of a text, as the reader does."""
    return " ".join(bare for line in text.split("\n") if (bare := line.strip()))
