"""A briefing's file by itself: outside any archive, or hidden by another of its slug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.archive.places import AUTHORS
from briefing_tui.archive.scan import key_of, shown
from briefing_tui.briefing import Author, Briefing
from briefing_tui.errors import BriefingError

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> tuple[Briefing, tuple[Author, ...]]:
    """Read a briefing and the profiles of its authors that stand beside it.

    Nothing else of its folder is looked at: it may be any folder, and a large one.

    Raises:
        BriefingError: nothing can be read of the file.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    name = shown(key_of(path.name))
    try:
        data = yamlfile.load(path)
        briefing, problems = yamlfile.read_briefing(data, name, name.rpartition(".")[0])
    except OSError as error:
        briefing, problems = None, (yamlfile.problem_of(error, name),)
    if briefing is None:
        told = next(problem for problem in problems if problem.severity == "error")
        where = f"{told.path}:{told.line}:{told.column}: {told.message}"
        raise BriefingError(where, told.hint)
    return briefing, tuple(
        author if isinstance(author, Author) else _profile(path.parent / AUTHORS, author)
        for author in briefing.authors
    )


def _profile(folder: Path, slug: str) -> Author:
    from briefing_tui import yamlfile  # noqa: PLC0415 - as above

    told = None
    for suffix in (".yaml", ".yml"):
        try:
            data = yamlfile.load(folder / f"{slug}{suffix}")
        except OSError:
            continue  # there is none of that name; the slug stands for the author
        told = told or yamlfile.read_author(data, f"{AUTHORS}/{slug}{suffix}", slug)[0]
    return told or Author(slug=slug, name=slug, known=False)
