"""Find briefings of an archive that are the same piece as one that is about to be added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing_tui.archive.alone import read_or_last_good
from briefing_tui.archive.parsing import entry_of
from briefing_tui.errors import BriefingError
from briefing_tui.text import fold

if TYPE_CHECKING:
    from pathlib import Path

    from briefing_tui.briefing import Briefing, Entry
    from briefing_tui.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Double:
    """A briefing that seems to be the same piece as another."""

    slug: str
    path: str
    """Relative to the archive, with forward slashes."""
    same: Literal["text", "title"]
    """What is the same: the words of the body, or title, date, authors and language."""


def doubles_of(root: Path, catalogue: Catalogue, briefing: Briefing) -> tuple[Double, ...]:
    """Look for the same piece under other slugs; see `Archive.doubles`."""
    title, text = _title(entry_of(briefing)), _text(briefing)
    out = []
    for entry in catalogue.entries():
        if entry.slug == briefing.slug:
            continue
        # As many words are a reason to look at which they are.
        if text and entry.words == briefing.words and text == _text_at(root, catalogue, entry):
            out.append(Double(entry.slug, entry.path, "text"))
        elif title is not None and title == _title(entry):
            out.append(Double(entry.slug, entry.path, "title"))
    return tuple(out)


def _title(entry: Entry) -> tuple[object, ...] | None:
    """Give what is told on top of a piece; None where that is too little to know it by."""
    if not entry.date and not entry.author_slugs:
        return None
    return (
        " ".join(fold(entry.title).split()),
        entry.date,
        frozenset(entry.author_slugs),
        entry.lang,
    )


def _text(briefing: Briefing) -> str:
    return fold(" ".join(word for block in briefing.blocks for word in block.text.split()))


def _text_at(root: Path, catalogue: Catalogue, entry: Entry) -> str:
    key = catalogue.key(entry.slug)
    try:
        return _text(read_or_last_good(root, catalogue, key, entry.slug)) if key else ""
    except BriefingError:
        return ""
