"""Which files an answer about the whole archive does not have as they are now.

"Nothing falls" is worth only as much as was read: a file with an error answers by an older version
or in part, one whose slug is taken not at all, and while another copy of the program is at the
catalogue, files may have come, changed and gone without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing_tui.archive.parsing import digest_of
from briefing_tui.archive.refresh import is_stale
from briefing_tui.archive.scan import shown

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from briefing_tui.archive.refresh import Seen
    from briefing_tui.archive.scan import Found
    from briefing_tui.catalogue import Stat


def unread(root: Path, seen: Seen, broken: AbstractSet[bytes]) -> tuple[str, ...]:
    """Give the paths of what the catalogue has not, or not wholly, as it was last seen on disk.

    Args:
        root: the archive's folder.
        seen: its files, as a refresh found them that may have had to leave them to another copy.
        broken: keys of the files in which the catalogue knows of an error.
    """
    files, known = seen.files, seen.known
    out = {problem.path for problem in files.problems}
    differing = {found.key for found in seen.stale if _differs(root, known.get(found.key), found)}
    pieces = {key for key, found in files.found.items() if found.role == "briefing"}
    out.update(map(shown, pieces & differing | pieces & broken | pieces - files.listed))
    gone = known.keys() - files.found.keys()
    out.update(shown(key) for key in gone if known[key].role == "briefing" and known[key].listed)
    return tuple(sorted(out))


def _differs(root: Path, known: Stat | None, found: Found) -> bool:
    """Tell whether a file that is to be listed is another one than the catalogue knows."""
    if known is None or not known.listed:
        return True
    if not is_stale(known, found, listed=True):
        return False
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    # Written just before it was read, or given other time stamps: its bytes tell.
    try:
        return digest_of(yamlfile.load(root / os.fsdecode(found.key))) != known.digest
    except OSError:
        return True
