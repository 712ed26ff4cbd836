"""Put files in place: whole or not at all, and never over what is there unless that is asked for.

A file is written under a hidden name beside its own, brought to the disk, and then given its name
in one step of the file system. A process that is killed in between leaves the old file as it was
and at worst the hidden one, which `sweep` removes later.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import stat
import threading
import time
from typing import TYPE_CHECKING

from briefing_tui.errors import ArchiveError
from briefing_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SUFFIX = ".briefing-new"
_OURS = re.compile(rf"\..+\.[0-9a-f]{{8}}{re.escape(_SUFFIX)}")
# Seconds. Nobody writes a briefing's file for so long: whoever began it is gone.
_STALE = 3600
_PATIENCE = 10.0

_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_asking = threading.Lock()
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
_FULL = "free some disk space, or look at your quota"
_CLOSED = "look at the permissions of the folder"
_HINTS = {
    errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL,
    errno.EACCES: _CLOSED, errno.EPERM: _CLOSED, errno.EROFS: _CLOSED,
}  # fmt: skip


def kind_of(path: Path, *, followed: bool = False) -> str:
    """Say what stands at a path: `a file`, `a folder`, `a link`; empty when nothing does.

    Args:
        path: the path.
        followed: whether what a link leads to is meant.

    Raises:
        ArchiveError: it cannot be found out.
    """
    try:
        mode = path.stat(follow_symlinks=followed).st_mode
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise unwritten(path, error) from error
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "a file")


def unwritten(path: Path, error: OSError) -> ArchiveError:
    """Give what is told when a file cannot be written."""
    reason = error.strerror or str(error)
    return ArchiveError(
        f"{clean(str(path))} cannot be written: {reason}", _HINTS.get(error.errno or 0, "")
    )


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let copies of this program that write into a folder take turns.

    The kernel drops the lock when a process dies. Where the file system knows no locks, all go on
    at once: a name that is taken is refused all the same.

    Raises:
        ArchiveError: the folder is gone, or another copy holds it for ten seconds.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise unwritten(folder, error) from error
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise ArchiveError(
                    f"another program is writing into {clean(str(folder))}", "try again later"
                ) from None
            time.sleep(0.02)
        except OSError:
            return  # no locks on this file system
        else:
            return


def put(
    path: Path, data: bytes, *, over: bool = False, ready: Callable[[], None] | None = None
) -> tuple[int, int]:
    """Write a file.

    Args:
        path: the file; its folder must be there.
        data: all of it.
        over: whether it takes the place of a file of that name, whose permissions it keeps then,
            and whose owner and group where that is permitted.
        ready: called when all is on the disk, right before the file takes its place; raises to keep
            it from that.

    Returns:
        What the file is known by, for `take_back`.

    Raises:
        FileExistsError: the name is taken, and `over` is false.
        ArchiveError: it cannot be written; nothing has changed then.
    """
    sweep(path.parent)
    temporary: Path | None = None
    try:
        handle, temporary = _open_beside(path)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(data)
            file.flush()
            _let_be_read(handle, path.stat() if over and path.is_file() else None)
            os.fsync(handle)
            status = os.fstat(handle)
        if ready is not None:
            ready()
        if over:
            temporary.replace(path)
        else:
            _link(temporary, path)
        _sync(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise unwritten(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):  # what stays is swept away another time
                temporary.unlink()
    return status.st_dev, status.st_ino


def take_back(path: Path, known: tuple[int, int]) -> None:
    """Remove a file that `put` has placed, unless another has taken its place meanwhile."""
    with contextlib.suppress(OSError):  # why it is taken back is worth more telling
        status = path.lstat()
        if (status.st_dev, status.st_ino) == known:
            path.unlink()


def sweep(folder: Path) -> None:
    """Remove what killed copies of this program have left half written, an hour ago or more."""
    before = time.time() - _STALE
    # Clearing up is nothing that was asked for: where it fails, somebody else will do it.
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                status = entry.stat(follow_symlinks=False)
                ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid()
                if ours and status.st_mtime < before:
                    os.unlink(entry.path)  # noqa: PTH108 - scandir gives no path


def _open_beside(path: Path) -> tuple[int, Path]:
    """Make a hidden file beside another; nobody else may read it before it is finished."""
    while True:
        temporary = path.with_name(f".{path.stem[:40]}.{os.urandom(4).hex()}{_SUFFIX}")
        with contextlib.suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            return os.open(temporary, flags, 0o600), temporary


def _let_be_read(handle: int, before: os.stat_result | None) -> None:
    """Give a finished file the owner and permissions that it is to have under its name.

    Args:
        handle: the file, open.
        before: of the file whose place it takes; for a new one the user's mask decides.
    """
    if before is None:
        os.fchmod(handle, 0o666 & ~_mask())
        return
    now = os.fstat(handle)
    if now.st_uid != before.st_uid:
        _give(handle, before.st_uid, -1)
    if now.st_gid != before.st_gid:
        _give(handle, -1, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode))  # last: a new owner takes set-id bits away


def _give(handle: int, owner: int, group: int) -> None:
    """Give a file to another owner or group, if we may: only root may give it to anybody."""
    try:
        os.fchown(handle, owner, group)
    except OSError as error:
        if error.errno != errno.EPERM:
            raise


def _mask() -> int:
    """Give the user's mask, which can only be asked for by setting another one."""
    with _asking:
        mask = os.umask(0o077)
        os.umask(mask)
    return mask


def _link(temporary: Path, path: Path) -> None:
    """Give a file its name unless the name is taken, whoever else is at it."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links (FAT, some network ones): whoever makes the name has it.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666))
        try:
            temporary.replace(path)
        except BaseException:
            path.unlink()
            raise


def _sync(folder: Path) -> None:
    """Bring a folder's names to the disk, where its file system can: the file itself is there."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
