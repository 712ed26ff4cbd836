"""Put a file in place whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from briefing_tui.errors import ArchiveError, BriefingError
from briefing_tui.text import clean


def put(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file by way of another one beside it, which takes its name when it is complete.

    Args:
        path: the file; its folder exists.
        data: all that it is to hold.
        force: whether one that is there may be written over.

    Raises:
        BriefingError: it exists, and `force` is false.
        ArchiveError: it could not be written.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.stem[:40]}.", suffix=".new", dir=path.parent
        )
        temporary = Path(name)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        if force:
            temporary.replace(path)
        else:
            _name(temporary, path)
    except FileExistsError as error:
        raise BriefingError(
            f"{clean(str(path))} exists already", "--force writes over it"
        ) from error
    except OSError as error:
        raise ArchiveError(f"{clean(str(path))} cannot be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name unless the name is taken, whoever else is at it."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (FAT, some network ones).
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
