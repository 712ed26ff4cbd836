"""Comparing: two files, or what two files were, without any archive around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui import comparing
from briefing_tui.archive.joining import supports_of
from briefing_tui.text import escaped

if TYPE_CHECKING:
    from briefing_tui.briefing import Briefing, Problem, Support
    from briefing_tui.difference import Comparison


@dataclass(frozen=True, slots=True)
class Version:
    """A briefing at one time."""

    briefing: Briefing | None
    """None when nothing can be read of it, or when there was none."""
    problems: tuple[Problem, ...] = ()
    """The faults of its file, under the name that it was given."""
    supports: tuple[Support | None, ...] = ()
    """For each takeaway, the sentence that is closest to it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a briefing, and what changed."""

    before: Version
    after: Version
    comparison: Comparison | None
    """None when one of them cannot be read."""


def read_version(source: Path | bytes, name: str) -> Version:
    """Read a briefing's file as it is, or its bytes.

    Args:
        source: the file or the bytes.
        name: under which its faults are told; its last part gives the slug.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    label = escaped(name)
    if isinstance(source, Path):
        try:
            data = yamlfile.load(source)
        except OSError as error:
            return Version(None, (replace(yamlfile.problem_of(error, ""), path=label),))
    else:
        data = source
    slug = Path(name.rpartition(":")[2]).stem
    briefing, problems = yamlfile.read_briefing(data, label, slug)
    supports = supports_of(briefing) if briefing is not None else ()
    return Version(briefing, problems, supports)


def compare(
    before: tuple[Path | bytes, str] | None, after: tuple[Path | bytes, str] | None
) -> Compared:
    """Compare two versions of a briefing.

    Args:
        before: the file or the bytes of the one, and its name; None when there was no briefing.
        after: those of the other.
    """
    nothing = Version(None)
    old = read_version(*before) if before is not None else nothing
    new = read_version(*after) if after is not None else nothing
    if (before is not None and old.briefing is None) or (
        after is not None and new.briefing is None
    ):
        return Compared(old, new, None)
    found = comparing.compare(old.briefing, new.briefing, (old.supports, new.supports))
    return Compared(old, new, found)
