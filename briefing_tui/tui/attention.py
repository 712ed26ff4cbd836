"""Whether a text was read, told from what of it was on the screen and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FASTEST = 1000 / 60
"""Words a second that nobody exceeds who reads: four times the mean (see `reading_minutes`)."""
_ENOUGH = 0.9
"""Share of the words that must have been seen: a section that is left out is not."""


class Attention:
    """What one reader has seen of one text."""

    def __init__(self) -> None:
        self._words: Sequence[int] = ()
        self._seen: set[int] = set()
        self._before = 0
        self._spent = 0.0
        self._since: float | None = None

    def begin(self, words: Sequence[int], *, before: int) -> None:
        """Take a text, or a new version of one.

        Args:
            words: the number of words of each block.
            before: the blocks that were read another time, from the first on.
        """
        self._words, self._before = words, before

    def look(self, now: float) -> None:
        """Note that the text is looked at from a time on, in seconds."""
        if self._since is None:
            self._since = now

    def look_away(self, now: float) -> None:
        """Note that it is not looked at any more."""
        self._spent, self._since = self._time(now), None

    def see(self, blocks: Iterable[int]) -> None:
        """Note that blocks are on the screen."""
        self._seen.update(blocks)

    def _time(self, now: float) -> float:
        return self._spent + (now - self._since if self._since is not None else 0.0)

    def lacks(self, now: float) -> float | None:
        """Give the seconds until what was seen can have been read; None when too little was."""
        new = sum(n for i, n in enumerate(self._words) if i >= self._before and i in self._seen)
        total = sum(self._words)
        if new + sum(self._words[: self._before]) < _ENOUGH * total:
            return None
        return max(0.0, new / _FASTEST - self._time(now))
