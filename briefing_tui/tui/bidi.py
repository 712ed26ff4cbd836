"""The order in which right-to-left text is drawn, on terminals that do not see to it themselves.

Most draw one cell after the other from the left, so that Arabic and Hebrew come out backwards. This
follows the Unicode Bidirectional Algorithm (Unicode Standard Annex 9) as far as lines of prose need
it: strong and weak types, neutrals and paired brackets by what stands around them, no embeddings,
which are made visible before. Arabic letters keep the shapes that the terminal gives them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
_VTE_TURNS = 5800
"""The version of VTE from which on it turns text itself: 0.58."""


def terminal_turns(environ: Mapping[str, str]) -> bool:
    """Tell whether a terminal draws right-to-left text in its order by itself.

    VTE (GNOME Terminal and its kin), Konsole, Terminal on macOS and mlterm do.
    """
    version = environ.get("VTE_VERSION", "")
    return (
        (version.isdecimal() and int(version) >= _VTE_TURNS)
        or "KONSOLE_VERSION" in environ
        or environ.get("TERM_PROGRAM") == "Apple_Terminal"
        or "MLTERM" in environ
    )


def has_right_to_left(text: str) -> bool:
    """Tell whether a text has letters that are written from the right."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def begins_right_to_left(text: str) -> bool:
    """Tell whether a paragraph is written from the right: whether its first letter is (rule P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def _kinds(letters: Sequence[str]) -> list[str]:
    """Give for each letter L, R, N for a number, or nothing for what is neutral."""
    out: list[str] = []
    for letter in letters:
        kind = unicodedata.bidirectional(letter[0])
        if kind in {"R", "AL"}:
            out.append("R")
        elif kind in {"EN", "AN"} and len(letter) == 1:
            out.append("N")
        else:
            out.append("L" if kind == "L" else "")
    # A sign between two digits belongs to their number: 3.5, 12:30, 1,204 (rule W4).
    for index in range(1, len(letters) - 1):
        separates = unicodedata.bidirectional(letters[index][0]) in {"CS", "ES"}
        if separates and out[index - 1] == "N" == out[index + 1]:
            out[index] = "N"
    return out


def visual_order(letters: Sequence[str], right_to_left: bool) -> list[tuple[int, bool]]:
    """Give the letters of a line in the order in which they stand from the left.

    Args:
        letters: what is drawn as one: a letter with its accents, or a note mark.
        right_to_left: whether the paragraph is written from the right.

    Returns:
        The index of each letter, and whether it is read from the right, so that a bracket is turned
        round (rule L4).
    """
    base = "R" if right_to_left else "L"
    kinds = _kinds(letters)
    strong = base
    levels: list[int] = []
    for kind in kinds:
        if kind in {"L", "R"}:
            strong = kind
        # A number reads from the left, within what stands around it (rules I1, I2).
        levels.append(
            {"R": 1, "L": 2 * right_to_left, "N": 2 if strong == "R" else 0, "": -1}[kind]
        )
        if kind == "N" and right_to_left:
            levels[-1] = 2
    _settle_neutrals(levels, kinds, base)
    order = list(range(len(letters)))
    # Rule L2: from the highest level down, what is at it or above is turned round.
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return [(index, levels[index] % 2 == 1) for index in order]


def _settle_neutrals(levels: list[int], kinds: Sequence[str], base: str) -> None:
    """Give neutrals the direction of both their sides, or else that of the paragraph (N1, N2)."""

    def side(index: int) -> str:
        if not 0 <= index < len(levels):
            return base
        # Within text from the right a number counts as such.
        return "R" if levels[index] == 1 or (kinds[index] == "N" and levels[index] == 2) else "L"

    start = 0
    while start < len(levels):
        end = start
        while end < len(levels) and levels[end] < 0:
            end += 1
        if end > start:
            direction = side(end) if side(start - 1) == side(end) else base
            level = 1 if direction == "R" else 2 * (base == "R")
            levels[start:end] = [level] * (end - start)
        start = end + 1


def mirrored(letter: str) -> str:
    """Give a bracket as it is drawn in text from the right."""
    return _MIRRORED.get(letter, letter)
