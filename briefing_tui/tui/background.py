"""The threads in which the archive lives, so that the interface never waits for a disk.

Two of them, each with an `Archive` of its own over the same cache. One keeps the archive up to its
files, batch after batch; the other answers, so that a list, a search or a briefing need not wait
for a batch to end. Both are daemons: quitting does not wait for them, and a cut commit is repeated
at the next start. Where many files have changed, as at the first start, a process of its own does
the work.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, TypeVar

from briefing_tui.errors import BriefingError
from briefing_tui.tui.apart import IndexingProcess
from briefing_tui.tui.asking import Asking
from briefing_tui.tui.watching import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefing_tui.archive import Archive
    from briefing_tui.briefing import Progress

T = TypeVar("T")

# A Python thread gives way after this many seconds: a letter typed while a search runs is drawn
# after 7 ms instead of 20 (at the interpreter's own 0.005).
_SWITCH_INTERVAL = 0.0005
# Seconds between two looks at the folder where nobody tells of its changes. A look costs 90 ms for
# 10,000 files: a twentieth of one core.
_POLL_AT_LEAST = 1.0
_POLL_AT_MOST = 2.0
_POLL_SHARE = 20
_MAKE_SURE = 10.0
"""Seconds between two looks at a folder whose changes are told, in case some are not."""
_SETTLE = 0.5
"""Seconds that a file with a fault must have stood still before anybody is told of it."""
_STILL_AT_IT = 0.15
"""Seconds until a look at files that somebody may have been writing."""
_LIST_SHARE = 40
_OTHERS = 1.0
"""Seconds between two looks at how far another copy of the program is."""
# Files that a thread reads and indexes without anybody noticing: half a second's work.
_MANY = 100


class Background:
    """Owns the archive of one run of the interface.

    Args:
        root: the archive's folder.
        cache: where caches are; the user's own when None.
        report: called in a thread with each `Progress` of a refresh.
        failed: called in a thread when the archive cannot be kept up: with a `BriefingError`, not
            again while it stays the same, and with a bug once.
    """

    def __init__(
        self,
        root: Path,
        *,
        cache: Path | None,
        report: Callable[[Progress], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._root = root
        self._cache = cache
        self._report = report
        self._failed = failed
        self._stop = threading.Event()
        self._indexing: IndexingProcess | None = None
        self._wake = threading.Event()
        """Set when the folder is to be looked at before its time, or never again."""
        self._as_it_is = threading.Event()
        """Set when the next look is to tell of the files as they are, half written or not."""
        self._as_it_is.set()
        self._paths: set[Path] | None = None
        """What is to be looked at next; None for everything."""
        self._told = threading.Lock()
        self._watcher = Watcher(root, self._changed)
        self._answering: Asking[Archive]
        self._answering = Asking("briefing-answers", self._opened, lambda archive: archive.close())
        self._keeping_up = threading.Thread(
            target=self._keep_up, name="briefing-refresh", daemon=True
        )

    def start(self) -> None:
        """Start to answer, from what is known of the files."""
        sys.setswitchinterval(_SWITCH_INTERVAL)
        self._answering.start()

    def keep_up(self) -> None:
        """Start to keep the archive up to its files, and go on."""
        if self._keeping_up.ident is None:
            self._keeping_up.start()

    def stop(self, patience: float = 0.3) -> None:
        """Ask both threads to end, and wait for them at most `patience` seconds.

        One that is in the middle of something is left to end with the program.
        """
        end = time.monotonic() + patience
        self._stop.set()
        if self._indexing is not None:
            self._indexing.stop()
        self._wake.set()
        self._watcher.stop()
        self._answering.stop()
        self._answering.join(patience)
        if self._keeping_up.is_alive():
            self._keeping_up.join(max(0.0, end - time.monotonic()))

    def look(self) -> None:
        """Look at the archive's files at once, and take what is there for whole."""
        self._as_it_is.set()
        self._changed(None)

    def _changed(self, paths: Iterable[Path] | None) -> None:
        """Have these files and folders looked at now, or everything."""
        self._mark(paths)
        self._wake.set()

    def _mark(self, paths: Iterable[Path] | None) -> None:
        """Have these files and folders be among what is looked at next, or everything."""
        with self._told:
            if paths is None:
                self._paths = None
            elif self._paths is not None:
                self._paths.update(paths)

    def _taken(self) -> set[Path] | None:
        with self._told:
            paths, self._paths = self._paths, set()
        return paths

    async def ask(self, question: Callable[[Archive], T]) -> T:
        """Put a question to the archive and wait for the answer without holding up the interface.

        Raises:
            BriefingError: what the question raised, or that the archive cannot be opened.
        """
        return await self._answering.ask(question)

    def ask_and_wait(self, question: Callable[[Archive], T]) -> T:
        """Put a question from another thread, and wait there for the answer.

        Raises:
            BriefingError: as `ask`.
        """
        return self._answering.ask_and_wait(question)

    def _opened(self, archive: Archive | None) -> Archive:
        """Give the archive, opened when it is not, or when its cache was deleted under it."""
        from briefing_tui.archive import Archive  # noqa: PLC0415 - 40 ms, and not the interface's

        if archive is not None and not archive.orphaned:
            return archive
        if archive is not None:
            archive.close()
        return Archive.open(self._root, cache=self._cache)

    def _keep_up(self) -> None:
        told = ""
        left = 0
        expected = True
        archive: Archive | None = None
        while not self._stop.is_set():
            start = time.monotonic()
            changed = False
            try:
                archive = self._opened(archive)
                left = self._index_apart(archive, left, self._taken())
                changed = self._refresh(archive)
                told = ""
            except BriefingError as error:
                archive = None
                if error.message != told:
                    told = error.message
                    self._failed(error)
            except Exception as error:  # noqa: BLE001 - a bug; shown where bugs are shown
                self._failed(error)
                return
            unsettled = archive is not None and archive.unsettled
            watching, woken = self._rest(
                time.monotonic() - start, unsettled=unsettled, surprised=changed and not expected
            )
            expected = woken or not watching or (unsettled and expected)
        if archive is not None:
            archive.close()

    def _refresh(self, archive: Archive) -> bool:
        """Bring the archive up to what a look has found, and report; tell whether that was any."""
        changed = False
        settle = 0.0 if self._as_it_is.is_set() else _SETTLE
        self._as_it_is.clear()
        for progress in archive.refreshing(paths=(), settle=settle):
            changed = changed or bool(progress.changes)
            self._report(progress)
            if self._stop.is_set():
                break
        return changed

    def _rest(self, took: float, *, unsettled: bool, surprised: bool) -> tuple[bool, bool]:
        """Wait until the files are to be looked at again.

        Args:
            took: seconds that the last look at them took.
            unsettled: whether it left some because somebody may have been writing them.
            surprised: whether it found changes that nobody had told of.

        Returns:
            Whether changes are told, and whether one has been.
        """
        self._watcher.keep_on()
        watching = self._watcher.watching
        if unsettled:
            pause = _STILL_AT_IT
        elif watching and not surprised:
            pause = _MAKE_SURE
        else:
            pause = min(max(_POLL_AT_LEAST, took * _POLL_SHARE), _POLL_AT_MOST)
        woken = self._wake.wait(pause)
        self._wake.clear()
        if not woken:
            self._mark(None)
        if watching and surprised and not woken and not unsettled:
            self._watcher.give_up()  # a second later it still has not told of them
        return watching, woken

    def _index_apart(self, archive: Archive, left: int, paths: Iterable[Path] | None) -> int:
        """Look at the files; where much is to be done let a process of its own do it, and report.

        Args:
            archive: open in this thread.
            left: what the last such process could not do, files that cannot be read perhaps.
            paths: what to look at; None for everything.

        Returns:
            What this one has left.
        """
        behind = first = archive.behind(paths=paths)
        while behind > left + _MANY and archive.lasting and not self._stop.is_set():
            if archive.busy:
                self._report(_with_news(archive, first - behind, first))
                self._stop.wait(_OTHERS)
                behind = archive.behind()
            else:
                self._index_in_process(archive)
                behind = archive.behind()
                if not archive.busy:
                    left = behind
        return min(left, behind)

    def _index_in_process(self, archive: Archive) -> None:
        from briefing_tui.briefing import Progress  # noqa: PLC0415 - as the archive itself

        self._indexing = IndexingProcess(self._root)
        if self._stop.is_set():
            return
        again = 0.0
        for done, total in self._indexing.run():
            start = time.monotonic()
            if start < again:
                self._report(Progress(done, total))
                continue
            self._report(_with_news(archive, done, total))
            # Then all is listed anew, which takes about as long again.
            again = start + max(_POLL_AT_LEAST, (time.monotonic() - start) * _LIST_SHARE)
        self._indexing = None


def _with_news(archive: Archive, done: int, total: int) -> Progress:
    """Report on work of another process, with what has changed by it."""
    from briefing_tui.archive import gathered  # noqa: PLC0415 - as the archive itself
    from briefing_tui.briefing import Progress  # noqa: PLC0415

    return Progress(done, total, gathered(archive.refreshing(index=False, paths=(), patience=0)))
