"""To know an archive again after it moved, and a briefing after its file was renamed."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefing_tui.briefing import Entry
    from briefing_tui.state.values import Piece

_SKETCH = 256
_SAME = 0.8
"""Of the briefings of two archives together, the share that both have when they are the same."""


class Folder(NamedTuple):
    """An archive's folder, as it was or is."""

    root: bytes
    device: int
    inode: int


class Known(NamedTuple):
    """An archive that there is a state of."""

    number: int
    id: bytes
    folder: Folder
    sketch: tuple[int, ...]


def folder_of(root: Path) -> Folder:
    """Give what a folder is known again by; zeros for what cannot be looked at."""
    try:
        status = root.stat()
    except OSError:
        return Folder(os.fsencode(root), 0, 0)
    return Folder(os.fsencode(root), status.st_dev, status.st_ino)


def sketch_of(entries: Iterable[Entry]) -> tuple[int, ...]:
    """Give numbers by which an archive is known again: the smallest hashes of its briefings.

    Of two such sketches the share of briefings that both archives have can be estimated (the
    bottom-k sketch of Broder, "On the resemblance and containment of documents", 1997); of
    archives of up to 256 briefings it is exact.
    """
    hashes = {
        int.from_bytes(blake2b(f"{e.slug}\n{fold(e.title)}".encode(), digest_size=6).digest())
        for e in entries
    }
    return tuple(sorted(hashes)[:_SKETCH])


def _resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    both = set(one) & set(other)
    smallest = sorted({*one, *other})[:_SKETCH]
    return sum(number in both for number in smallest) / len(smallest) if smallest else 0.0


def moved_from(
    key: bytes, folder: Folder, sketch: Sequence[int], known: Iterable[Known]
) -> Known | None:
    """Give the archive that is this one under its former name; None when that is not certain.

    That is the archive of the same folder, of which one of both is known by its path: it was moved
    or renamed, or `archive.yaml` came or went. Else the one whose folder is gone and in which
    nearly the same briefings were. When several archives could be meant, none is.
    """
    by_path = key == folder.root
    candidates = [each for each in known if by_path or each.id == each.folder.root]
    same_folder = [
        each
        for each in candidates
        if each.folder[1:] == folder[1:]
        and folder.inode
        and (each.folder.root == folder.root or not _is_there(each.folder))
        and (_resemblance(sketch, each.sketch) > 0 or not (sketch and each.sketch))
    ]
    if same_folder:
        return same_folder[0] if len(same_folder) == 1 else None
    same_content = [
        each
        for each in candidates
        if not _is_there(each.folder) and _resemblance(sketch, each.sketch) >= _SAME
    ]
    return same_content[0] if len(same_content) == 1 else None


def _is_there(folder: Folder) -> bool:
    return os.path.isdir(os.fsdecode(folder.root))  # noqa: PTH112 - bytes that are no UTF-8


def renamed(orphans: Iterable[Piece], present: Mapping[str, Iterable[Piece]]) -> dict[str, str]:
    """Tell which briefing each one that is gone is now; those of which it is not certain are left.

    Args:
        orphans: briefings with a state whose slugs are gone.
        present: by title, those that are there and have no state.

    Returns:
        Former slugs -> present ones.
    """
    claims: dict[str, list[str]] = {}
    for orphan in orphans:
        same = [
            piece.slug
            for piece in present.get(orphan.title, ())
            if orphan.opening and piece.opening == orphan.opening
        ]
        if len(same) == 1:
            claims.setdefault(same[0], []).append(orphan.slug)
    return {olds[0]: new for new, olds in claims.items() if len(olds) == 1}
