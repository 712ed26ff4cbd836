"""The file that a fault is in, and the lines around it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.archive.checks import lines_of
from briefing_tui.archive.scan import shown

if TYPE_CHECKING:
    from pathlib import Path

    from briefing_tui.briefing import Problem
    from briefing_tui.catalogue import Catalogue


_BODY = re.compile(r"(?P<quote>[\"']?)body(?P=quote)[ \t]*:(?P<begin>.*)")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a file around a fault, as they are now."""

    file: Path | None
    """None for a fault of no file that is known, such as a folder that may not be looked into."""
    first: int
    """The number of the first of `lines`."""
    lines: tuple[str, ...]
    """Safe to print. Empty when there is no such line, or nothing can be read."""


def excerpt(root: Path, catalogue: Catalogue, problem: Problem, around: int) -> Excerpt:
    """Give the lines around a fault, `around` of them on each side where there are as many."""
    # A fault tells the path as it is safe to print; that need not be how the file is named.
    key = next((key for key in catalogue.stats() if shown(key) == problem.path), None)
    if key is None:
        return Excerpt(None, 1, ())
    file = root / os.fsdecode(key)
    first = max(1, problem.line - around)
    return Excerpt(file, first, tuple(lines_of(file)[first - 1 : problem.line + around]))


def line_in_file(file: Path, line: int, note: int = 0) -> int:
    """Give the line of a briefing's file on which a line of its body stands, both from 1.

    The first line of the file where there is no body, that of `body:` where it is not in a block.

    Args:
        file: the briefing's.
        line: of the body.
        note: the number of a note; if it is marked in the paragraph that begins with that line,
            the line with the mark is meant.
    """
    lines = lines_of(file)
    for number, text in enumerate(lines, 1):
        body = _BODY.match(text)
        if body is None:
            continue
        if not body["begin"].lstrip().startswith(("|", ">")):
            return number
        mark = re.compile(rf"\[[^\[\]]*(?<!\d){note}(?!\d)[^\[\]]*\]")
        for at, words in enumerate(lines[number + line - 1 :], number + line):
            if not words.strip():
                break
            if note and mark.search(words):
                return at
        return number + line
    return 1
