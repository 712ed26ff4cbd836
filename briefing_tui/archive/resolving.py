"""Which briefing a name means."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.places import expanded
from briefing_tui.archive.scan import key_of
from briefing_tui.errors import NotFoundError
from briefing_tui.text import clean, escaped, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.catalogue import Catalogue


def resolve(
    catalogue: Catalogue, root: Path, name: str, take_in: Callable[[bytes], object] | None = None
) -> str:
    """Give the slug that a slug or the path of a file in the archive means.

    Args:
        catalogue: of the archive.
        root: the archive's folder.
        name: the slug or the path, from the current folder or from the archive's.
        take_in: lets the catalogue know the file of a key that it does not know.

    Raises:
        NotFoundError: neither; the hint has names that are close.
    """
    # A slug shows the bytes of its file's name that are no text, and no query may hold them.
    told = escaped(name)
    if catalogue.entry(told) is not None:
        return told
    for base in (Path.cwd(), root):
        try:
            path = base / expanded(name)
            relative = (path.parent.resolve() / path.name).relative_to(root)
        except (ValueError, OSError, RuntimeError):
            continue
        key = key_of(str(relative))
        slug = catalogue.slug(key)
        if slug is None and take_in is not None:
            take_in(key)
            slug = catalogue.slug(key)
        if slug is not None:
            return slug
    raise no_such(catalogue, name)


def no_such(catalogue: Catalogue, name: str) -> NotFoundError:
    """Give the error for a name of no briefing, with those that are close in its hint."""
    slugs = [entry.slug for entry in catalogue.entries()]
    close = difflib.get_close_matches(fold(name), slugs, n=3, cutoff=0.5)
    close = close or [slug for slug in slugs if fold(name) in slug][:3]
    hint = f"did you mean {' or '.join(close)}?" if close else "`briefing list` shows them all"
    return NotFoundError(f"there is no briefing '{clean(name)}'", hint)
