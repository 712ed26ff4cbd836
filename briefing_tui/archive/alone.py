"""A briefing's file that is in no archive, read by itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing_tui.archive.checks import read_file
from briefing_tui.archive.joining import sources_of, supports_of
from briefing_tui.archive.scan import Found, shown
from briefing_tui.briefing import Author, Briefing, Reading
from briefing_tui.errors import BriefingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing_tui.briefing import Problem


def reading_alone(path: Path) -> Reading:
    """Read a file that is in no archive: its authors are known by their slugs alone.

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
            a if isinstance(a, Author) else Author(slug=a, name=a, known=False)
            for a in value.authors
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
