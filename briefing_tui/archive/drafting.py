"""Begin a briefing: a file with a comment on every field, for its author to fill."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing_tui.archive.adding import files_of, free_slug, place, refuse_taken
from briefing_tui.archive.schemas import HIDDEN, keep_schema
from briefing_tui.archive.writing import alone
from briefing_tui.errors import BriefingError
from briefing_tui.text import one_line, slugify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing_tui.briefing import Problem


@dataclass(frozen=True, slots=True)
class Begun:
    """A briefing that was begun."""

    path: Path
    slug: str
    to_fill: tuple[str, ...]
    """Fields that only its author can fill."""
    problems: tuple[Problem, ...]
    """What a check says of it: warnings, one for each of these fields."""
    stamp: tuple[int, ...] = ()
    """What the file is told from one that was saved since by."""


def begin(root: Path, title: str, *, kind: str, lang: str, authors: Sequence[str]) -> Begun:
    """Write the file of a new briefing; see `Archive.new`."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    title = one_line(title)
    if not title:
        raise BriefingError("the title is empty")
    values: dict[str, Any] = {
        "title": title,
        "kind": one_line(kind),
        "date": dt.date.today().isoformat(),  # noqa: DTZ011 - the day it is where its author is
        "lang": one_line(lang),
        "authors": [name for author in authors if (name := one_line(author))],
    }
    slug = free_slug(slugify(title))
    path = root / f"{slug}.yaml"
    text = yamlfile.template(values, HIDDEN)
    _, problems = yamlfile.read_briefing(text.encode(), path.name, slug)
    for problem in problems:
        if problem.severity == "error":  # a language that is none
            raise BriefingError(problem.message, problem.hint)
    with alone(root):
        refuse_taken(path, files_of(root), mend=f"to go on with it: briefing edit {slug}")
        keep_schema(root)
        place(path, text)
        stamp = _stamp(path)
    return Begun(path, slug, yamlfile.left_to_fill(values), problems, stamp)


def give_up(root: Path, begun: Begun) -> bool:
    """Remove the file of a briefing that nobody has written on; see `Archive.give_up`."""
    with alone(root):
        if not begun.stamp or _stamp(begun.path) != begun.stamp:
            return False
        try:
            begun.path.unlink()
        except OSError:
            return False  # it stays, and can be seen
        return True


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        status = path.lstat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
