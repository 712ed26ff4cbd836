"""Where words stand in a text, whatever their case and accents, across lines and note marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from briefing_tui.text import fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.tui.layout import Piece


class _Searched:
    """A piece as it is searched: folded, without its note marks, each letter telling its place."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        cuts = [0, *(cut for mark in piece.marks for cut in (mark.start, mark.end))]
        ends = [*cuts[1:], len(piece.text)]
        self._kept = [(a, z) for a, z in zip(cuts[::2], ends[::2], strict=True) if a < z]
        self.folded = fold(self._bare)

    @property
    def _bare(self) -> str:
        text = self._piece.text
        return "".join(text[a:z] for a, z in self._kept) if self._piece.marks else text

    @cached_property
    def letters(self) -> tuple[str, Sequence[int]]:
        """The folded text and for each of its letters the offset it came from."""
        folded, offsets = fold_with_offsets(self._bare)
        if self._piece.marks:
            places = [offset for a, z in self._kept for offset in range(a, z)]
            offsets = [places[offset] for offset in offsets[:-1]]
        return folded, offsets


class Finding:
    """Finds words in the pieces of a text; what one search has worked out serves the next."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._searched: list[_Searched] = []

    def find(self, words: str) -> list[tuple[int, int, int]]:
        """Give piece, start and end of each place where the words stand, in order.

        A space stands for any white space. Note marks part no words, and are not looked at unless
        `words` has a bracket.
        """
        wanted = fold(words).split()
        if not wanted:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, wanted)))
        out: list[tuple[int, int, int]] = []
        if "[" in words:
            for index, piece in enumerate(self._pieces):
                out += _places(pattern, index, piece.text, fold_with_offsets(piece.text))
            return out
        if not self._searched:
            self._searched = [_Searched(piece) for piece in self._pieces]
        for index, searched in enumerate(self._searched):
            # Most pieces do not hold the words: only those that do are told letter by letter.
            if pattern.search(searched.folded):
                out += _places(pattern, index, self._pieces[index].text, searched.letters)
        return out


def _places(
    pattern: re.Pattern[str], index: int, text: str, letters: tuple[str, Sequence[int]]
) -> list[tuple[int, int, int]]:
    folded, offsets = letters
    out: list[tuple[int, int, int]] = []
    for match in pattern.finditer(folded):
        end = offsets[match.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        out.append((index, offsets[match.start()], end))
    return out
