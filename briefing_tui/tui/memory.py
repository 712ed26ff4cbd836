"""The reading state of one run of the interface, in a thread of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefing_tui.errors import BriefingError
from briefing_tui.state import ArchiveState, Remembered, State, StateError, piece_of
from briefing_tui.tui.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefing_tui.briefing import Briefing, Entry, Progress
    from briefing_tui.state import Quote

T = TypeVar("T")

_LOOK = 2.0
"""Seconds between two looks at what other copies of the program have written; one takes 10 µs."""


class Memory:
    """Keeps what is read, starred and highlighted, and tells it.

    Where it cannot be kept on a disk, that is told once and it is kept for this run.

    Args:
        root: the archive's folder.
        cache: where caches are; the user's own when None.
        changed: called in a thread when `now` has changed, by this copy of the program or another.
        tell: called in a thread with a sentence that the reader should know.
        failed: called in a thread with a `BriefingError`, not again while it stays the same, or
            with a bug.
    """

    def __init__(
        self,
        root: Path,
        *,
        cache: Path | None,
        changed: Callable[[], object],
        tell: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self.now = Remembered()
        """What lists need to know, as of the last look; nothing at all before the first."""
        self._root = root
        self._cache = cache
        self._changed = changed
        self._tell = tell
        self._failed = failed
        self._told = ""
        """The failure told last."""
        self._state: State | None = None
        self._followed = False
        self._asking: Asking[ArchiveState]
        self._asking = Asking(
            "briefing-state", self._opened, self._closed, idle=self._look, every=_LOOK
        )

    def start(self) -> None:
        """Open the state, and tell what is in it."""
        self._asking.start()
        self._do(self._renew)

    def stop(self, patience: float = 0.5) -> None:
        """Keep what was told so far, and end, in `patience` seconds at most."""
        self._asking.stop()
        self._asking.join(patience)

    async def ask(self, question: Callable[[ArchiveState], T]) -> T:
        """Put a question to the state, or change it, and wait for the answer.

        Raises:
            BriefingError: what the question raised, or that the archive cannot be opened.
        """

        def asked(state: ArchiveState) -> T:
            answer = question(state)
            self._renew(state)
            return answer

        return await self._asking.ask(asked)

    # --- what is kept

    def set_star(self, pieces: Sequence[Briefing | Entry], star: bool) -> None:
        """Give briefings a star, or take it away."""
        self._change(pieces, lambda state, slugs: state.set_star(slugs, star))

    def set_read(
        self, pieces: Sequence[Briefing | Entry], read: bool, *, by_hand: bool = True
    ) -> None:
        """Note that briefings were read, or are to be read again; as `ArchiveState.set_read`."""
        self._change(pieces, lambda state, slugs: state.set_read(slugs, read, by_hand=by_hand))

    def keep_place(self, briefing: Briefing, quote: Quote | None) -> None:
        """Note where a briefing is left."""

        def keep(state: ArchiveState) -> None:
            state.keep_place(briefing.slug, quote)
            state.remember(piece_of(briefing))

        self._do(keep)

    def remember_query(self, query: str) -> None:
        """Add what was searched for to the history."""

        def keep(state: ArchiveState) -> None:
            state.remember_query(query)
            self._renew(state)

        self._do(keep)

    def _change(
        self,
        pieces: Sequence[Briefing | Entry],
        change: Callable[[ArchiveState, list[str]], object],
    ) -> None:
        def order(state: ArchiveState) -> None:
            change(state, [piece.slug for piece in pieces])
            for piece in pieces:
                state.remember(piece_of(piece))
            self._renew(state)

        self._do(order)

    def refreshed(self, progress: Progress) -> None:
        """Follow files that were renamed, when a refresh of the archive may have found some."""
        changes = progress.changes
        whole = progress.done >= progress.total
        if whole and (not self._followed or (changes.added or changes.removed)):
            self._followed = True
            self._do(self._follow)

    # --- in the thread

    def _do(self, order: Callable[[ArchiveState], object]) -> None:
        def done(state: ArchiveState) -> None:
            order(state)
            self._told = ""

        self._asking.tell(done, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, BriefingError):
            self._failed(error)
        elif error.message != self._told:
            self._told = error.message
            self._failed(error)

    def _opened(self, before: ArchiveState | None) -> ArchiveState:
        if before is not None:
            return before
        from briefing_tui.archive import Archive  # noqa: PLC0415 - 40 ms, and not the interface's

        with Archive.open(self._root, cache=self._cache) as archive:
            named = archive.id, archive.root, archive.list
            try:
                self._state = State.open()
                found = self._state.of(*named)
            except StateError as error:
                self._fail(error)
                self._state = State.in_memory()
                found = self._state.of(*named)
        for sentence in filter(None, (self._state.told, found.told)):
            self._tell(sentence)
        return found

    def _closed(self, _: ArchiveState) -> None:
        if self._state is not None:
            self._state.close()

    def _renew(self, state: ArchiveState) -> None:
        state.changed_elsewhere()  # what is read now has that in it
        now = state.remembered()
        if now != self.now:
            self.now = now
            self._changed()

    def _look(self, state: ArchiveState) -> None:
        try:
            if state.changed_elsewhere():
                self._renew(state)
        except StateError as error:
            self._fail(error)

    def _follow(self, state: ArchiveState) -> None:
        from briefing_tui.archive import Archive  # noqa: PLC0415 - as above

        with Archive.open(self._root, cache=self._cache) as archive:
            moved = state.follow(archive.list(), archive.briefing)
        for former, slug in moved.items():
            self._tell(f"{former} is called {slug} now; what you remember of it went along.")
        if moved:
            self._renew(state)
