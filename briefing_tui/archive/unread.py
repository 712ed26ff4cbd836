"""Which files an answer about the whole archive does not have as they are now.

"Nothing falls" is worth only as much as was read: a file with an error answers by an older version
or in part, one whose slug is taken not at all, and while another copy of the program is at the
catalogue, files may have come, changed and gone without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing_tui.archive.refresh import digest_of, is_stale
from briefing_tui.archive.scan import first_of_slugs, scan, shown
from briefing_tui.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

    from briefing_tui.archive.scan import Found
    from briefing_tui.catalogue import Catalogue, Stat


def unread(root: Path, catalogue: Catalogue) -> tuple[str, ...]:
    """Give the paths of what the catalogue has not, or not wholly, as it is on disk now.

    Args:
        root: the archive's folder.
        catalogue: after a refresh, which may have had to leave it to another copy.

    Raises:
        ArchiveError: the folder cannot be read.
    """
    try:
        scanned = scan(root)
    except OSError as error:
        raise ArchiveError(f"{shown(os.fsencode(root))}: {error.strerror}") from error
    listed = first_of_slugs(scanned.files)
    known = catalogue.stats()
    broken = catalogue.broken()
    pieces = [found for found in scanned.files if found.role == "briefing"]
    out = {problem.path for problem in scanned.problems}
    out.update(
        shown(found.key)
        for found in pieces
        if found.key not in listed
        or found.key in broken
        or _differs(root, known.get(found.key), found)
    )
    gone = known.keys() - {found.key for found in pieces}
    out.update(shown(key) for key in gone if known[key].role == "briefing" and known[key].listed)
    return tuple(sorted(out))


def _differs(root: Path, known: Stat | None, found: Found) -> bool:
    """Tell whether a file that is to be listed is another one than the catalogue knows."""
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    if known is None or not known.listed:
        return True
    if not is_stale(known, found, listed=True):
        return False
    # Written just before it was read, or given other time stamps: its bytes tell.
    try:
        return digest_of(yamlfile.load(root / os.fsdecode(found.key))) != known.digest
    except OSError:
        return True
