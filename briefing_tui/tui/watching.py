"""Being told by the system that files have changed, so that a saved file is seen at once.

The folders are watched one by one, those and only those that the archive looks into: what git does
in its own folder wakes nobody, and a link to a folder leads nowhere. Where the system tells nothing
(a file system of another machine, more folders than may be watched, a platform without the library)
the archive's files are looked at again and again, as before.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive.scan import folders, is_looked_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SETTLE = 100
"""Milliseconds without a change after which a change is told: one save is often several."""
_AT_LAST = 1_000
"""Milliseconds after which changes that go on are told all the same."""
_BEGUN = 200
"""Milliseconds until a watch that has nothing to tell says that it is there."""
_AGAIN = 0.2  # seconds until folders that have changed while they were listed are listed again
_PLACE = 4
"""Of the fields in a line of the table of mounts, the one that tells where it is mounted."""
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = frozenset(
    "9p acfs afs beegfs ceph cifs coda davfs drvfs gfs gfs2 glusterfs gpfs lustre ncpfs nfs nfs4 "
    "ocfs2 prl_fs shfs smb3 smbfs vboxsf virtiofs".split()
)
"""File systems that others write to behind this kernel's back; those of FUSE may be such."""


class Watcher:
    """Tells when an archive's files change.

    Args:
        root: the archive's folder.
        changed: called in a thread of the watcher's own with what has changed, or with None when
            everything should be looked at: folders have changed, or changes may have been missed.
    """

    def __init__(self, root: Path, changed: Callable[[list[Path] | None], object]) -> None:
        self._root = root
        self._changed = changed
        self._stop = threading.Event()
        self._given_up = False
        self._place: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self.watching = False
        """Whether changes are told; before and after that they must be looked for."""

    def keep_on(self) -> None:
        """Begin to watch, or go on with the folder that is at the archive's place now.

        Once it has begun, `changed` is called: what was before is not told.
        """
        if self._given_up or self._stop.is_set():
            return
        place = _place_of(self._root)
        if self._thread is not None and self._thread.is_alive():
            if place == self._place:
                return
            self.stop()  # another folder has taken its name
            self._stop = threading.Event()
        if place is None or is_remote(self._root):
            return
        self._place = place
        self._thread = threading.Thread(
            target=self._watch, args=(self._stop,), name="briefing-watch", daemon=True
        )
        self._thread.start()

    def give_up(self) -> None:
        """Stop for good: changes are not told here, or not all of them."""
        self._given_up = True
        self._stop.set()
        self.watching = False

    def stop(self, patience: float = 2.0) -> None:
        """End, and wait at most `patience` seconds for that: a tenth of one is what it takes.

        The interpreter must not end before it: Rust code that wants the lock back then aborts.
        """
        self._stop.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(patience)
        self.watching = False

    def _watch(self, stop: threading.Event) -> None:
        try:
            import watchfiles  # noqa: PLC0415 - 30 ms, and not before the first paint
        except ImportError:  # no wheel for this platform
            self._given_up = True
            return
        while not stop.is_set():
            try:
                watched = frozenset(folders(self._root))
                changes = watchfiles.watch(
                    *watched,
                    watch_filter=None,
                    recursive=False,
                    step=_SETTLE,
                    debounce=_AT_LAST,
                    rust_timeout=_BEGUN,
                    yield_on_timeout=True,
                    stop_event=stop,
                    raise_interrupt=False,
                    force_polling=False,
                    ignore_permission_denied=True,
                )
                with contextlib.closing(changes):
                    self._tell(watched, ({path for _, path in told} for told in changes), stop)
            except FileNotFoundError:
                if _place_of(self._root) is None:
                    break
                stop.wait(_AGAIN)
            except (OSError, RuntimeError):  # too many folders, too many watchers, or no such thing
                self._given_up = True
                break
        if not stop.is_set():
            self.watching = False
            self._changed(None)

    def _tell(
        self, watched: frozenset[str], changes: Iterable[set[str]], stop: threading.Event
    ) -> None:
        """Tell of changes until other folders are to be watched."""
        begun = False
        for paths in changes:
            if stop.is_set():
                return
            anew = any(_is_folder(path, watched) for path in paths)
            files = [Path(path) for path in paths if is_looked_at(os.path.basename(path))]  # noqa: PTH119 - thousands at once
            if anew or not begun:
                self.watching = begun = True
                self._changed(None)
            elif files:
                self._changed(files)
            if anew:
                return


def _is_folder(path: str, watched: frozenset[str]) -> bool:
    """Tell whether a change is one of folders: they are watched themselves, or are to be."""
    hidden = os.path.basename(path).startswith(".")  # noqa: PTH119 - thousands at once
    return path in watched or (not hidden and os.path.isdir(path) and not os.path.islink(path))  # noqa: PTH112, PTH114


def _place_of(root: Path) -> tuple[int, int] | None:
    """Give what a folder is known by whatever it is called, or None when it is not there."""
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_remote(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Tell whether a folder lies where others may write without this machine's knowledge.

    Args:
        folder: the folder.
        mounts: the table of mounts: proc(5), `/proc/pid/mountinfo`. Where there is none, nothing is
            known, and the answer is no.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    real = os.path.realpath(folder)
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > _PLACE and after:
            at = _unescaped(fields[_PLACE])
            inside = real == at or real.startswith(at.rstrip("/") + "/")
            if inside and len(at) >= len(best):
                best, kind = at, after.split()[0]
    return kind in _REMOTE or kind == "fuse" or kind.startswith("fuse.")


def _unescaped(field: str) -> str:
    """Give a path of the table of mounts, in which white space stands as octal numbers."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field
