"""Keeping the last answers about short texts: names and titles are asked about again and again."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_KEPT = 300
_T = TypeVar("_T")


def remembering(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """Keep the last answers of a function of one text.

    Not for long texts: a file may be made of them, and they would stay in memory.
    """
    kept = lru_cache(maxsize=1024)(function)

    @wraps(function)
    def remembered(text: str) -> _T:
        return kept(text) if len(text) <= _LONGEST_KEPT else function(text)

    return remembered
