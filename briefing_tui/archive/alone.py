"""One briefing's file, read by itself: in no archive, or as an archive remembers it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing_tui.archive.checks import read_file
from briefing_tui.archive.joining import sources_of, supports_of
from briefing_tui.archive.parsing import parse
from briefing_tui.archive.places import AUTHORS
from briefing_tui.archive.scan import Found, shown
from briefing_tui.briefing import Author, Briefing, Reading
from briefing_tui.catalogue import sound
from briefing_tui.errors import BriefingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing_tui.briefing import Problem
    from briefing_tui.catalogue import Catalogue


def read_or_last_good(root: Path, catalogue: Catalogue, key: bytes, slug: str) -> Briefing:
    """Read a file of an archive as it is now, or its last version without an error.

    Raises:
        BriefingError: nothing can be read of the file.
    """
    found = Found(key, "briefing", slug, 0, 0)
    value, problems = read_file(root, found)
    if isinstance(value, Briefing) and (sound(problems) or not catalogue.has_sound(key)):
        return value
    good = catalogue.good(key)
    last = parse(good, found)[0] if good is not None else None
    if isinstance(last, Briefing):
        return replace(last, problems=problems, outdated=True)
    raise unreadable(shown(key), problems)


def prepare_to_read() -> None:
    """Import all that reading a file takes, 200 ms, before the first one is asked for."""
    data = b"title: a\nbody: a [1]\ntakeaways: [a]\nfootnotes: '[1] Ibid.'\n"
    value, _ = parse(data, Found(b"a", "briefing", "a", 0, 0))
    if isinstance(value, Briefing):
        supports_of(value)


def reading_alone(path: Path) -> Reading:
    """Read a file that is in no archive, and the profiles of its authors if they stand beside it.

    Nothing else of its folder is looked at: it may be any folder, and a large one.

    Raises:
        NotFoundError: it does not exist.
        BriefingError: nothing can be read of it.
    """
    if not path.exists():
        raise NotFoundError(f"there is no file {shown(os.fsencode(path))}")
    found = Found(os.fsencode(path.name), "briefing", shown(os.fsencode(path.stem)), 0, 0)
    value, problems = read_file(path.parent, found)
    if not isinstance(value, Briefing):
        raise unreadable(shown(os.fsencode(path)), problems)
    return Reading(
        briefing=value,
        authors=tuple(
            author if isinstance(author, Author) else _profile(path.parent / AUTHORS, author)
            for author in value.authors
        ),
        translations=(),
        supports=supports_of(value),
        sources=sources_of(value, lambda _: (), ()),
        others=(),
    )


def unreadable(path: str, problems: Iterable[Problem]) -> BriefingError:
    """Give the error to raise for a file of which nothing can be read: its first fault."""
    told = next((p for p in problems if p.severity == "error"), None)
    if told is None:
        return BriefingError(f"{path} cannot be read")
    return BriefingError(f"{path}:{told.line}:{told.column}: {told.message}", told.hint)


def _profile(folder: Path, slug: str) -> Author:
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    told = None
    for suffix in (".yaml", ".yml"):
        try:
            data = yamlfile.load(folder / f"{slug}{suffix}")
        except OSError:
            continue  # there is none of that name; the slug stands for the author
        told = told or yamlfile.read_author(data, f"{AUTHORS}/{slug}{suffix}", slug)[0]
    return told or Author(slug=slug, name=slug, known=False)
