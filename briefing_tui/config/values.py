"""What can be set, as frozen values; `Config()` is what holds where nothing is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefing_tui.briefing import Problem
    from briefing_tui.results import FacetName, Sort

CitationStyle = Literal["chicago", "apa", "plain", "bibtex", "ris", "csl-json"]
Bidi = Literal["auto", "always", "never"]
Key = TypeVar("Key")
Value = TypeVar("Value")

LEAST_MEASURE, MOST_MEASURE = 40, 100
"""Cells of the column of text."""


def _nothing() -> Mapping[Key, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Search:
    """A search that is kept under a name."""

    query: str
    """What is searched for; `*` is everything."""
    sort: Sort | None = None
    """In which order; by relevance, a list by date, when None."""
    only: Mapping[FacetName, tuple[str, ...]] = field(default_factory=_nothing)
    """What the results are narrowed to, as `Archive.search` takes it."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run."""

    path: Path | None = None
    """The file; None where there is no home for one. It need not be there."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it. What is named here holds as if it were not set."""
    lines: Mapping[str, int] = field(default_factory=_nothing)
    """The line of each setting that was read, by its name with dots: `archives.work`."""

    theme: str | None = None
    """A theme's name, known or not; None takes the one that suits the terminal."""
    measure: int = 76
    """Cells of the column of text to begin with."""
    browser: tuple[str, ...] = ()
    """A command and its arguments; `%s` in it is the address, which otherwise follows."""
    editor: tuple[str, ...] = ()
    """A command and its arguments."""
    citation_style: CitationStyle = "chicago"
    """What citations are written in when no other style is asked for."""
    mouse: bool = True
    """Whether the interface takes the mouse; without it the terminal's own selection works."""
    ascii: bool = False
    """Whether lines and signs are drawn in ASCII also where more could be shown."""
    bidi: Bidi = "auto"
    """Who puts Arabic and Hebrew in order: this program always, the terminal, or as it is known."""
    default: str | None = None
    """The name of the archive that is opened when none is named."""
    archives: Mapping[str, Path] = field(default_factory=_nothing)
    """Folders of archives, by the names they are called by."""
    searches: Mapping[str, Search] = field(default_factory=_nothing)
    """Searches, by the names they are kept under."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    """Keys by the id of the binding they are for, as written; none takes the key away."""
