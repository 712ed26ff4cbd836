"""Where in a text words begin as any of some terms do, so that the others need not be read.

Reading a word takes some microseconds, stemming it sixty; twenty briefings have 20,000 words, of
which a query's are a few hundred. One regular expression tells which may be among them: rather too
many than too few.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefing_tui.text import fold

if TYPE_CHECKING:
    Tree = dict[str, "Tree"]
    """Letter -> what may follow; nothing where a beginning ends."""

# Latin, Cyrillic, and signs; no characters that combine with those before, or have no width.
_PLAIN = (
    (0x0000, 0x024F), (0x0400, 0x0482), (0x048A, 0x052F), (0x1E00, 0x1EFF), (0x2010, 0x2027),
    (0x2030, 0x205E), (0x20A0, 0x20C0), (0x2190, 0x23FF), (0x2500, 0x2775), (0x2794, 0x27BF),
)  # fmt: skip
_NOT_PLAIN = re.compile(f"[^{''.join(f'{chr(first)}-{chr(last)}' for first, last in _PLAIN)}]")
_NEVER = re.compile("(?!)")


def is_plain(text: str) -> bool:
    """Tell whether `starting` serves for a text: its words are Latin or Cyrillic."""
    return text.isascii() or _NOT_PLAIN.search(text) is None


def beginning(term: str, letters: int | None = None) -> str:
    """Give the first letters and digits of a term, folded; no more than `letters`."""
    return "".join(filter(str.isalnum, fold(term)))[:letters].replace("y", "i")


@lru_cache(maxsize=256)
def starting(beginnings: frozenset[str]) -> re.Pattern[str]:
    """Give what matches where a word may begin so, in texts that are plain.

    Signs may stand between the letters, as in `B-52` and `O'Brien`; `y` counts as `i`.

    Args:
        beginnings: as `beginning` gives them, none of them empty.
    """
    tree: Tree = {}
    for each in sorted(beginnings, key=len, reverse=True):
        node = tree
        for letter in each[:-1]:
            node = node.setdefault(letter, {})
        node[each[-1]] = {}  # a longer one that begins so is told by this one, too
    known, _ = _spellings()
    found = [(known[letter], below) for letter, below in tree.items() if letter in known]
    if not found:
        return _NEVER
    # Looking for one of a set of characters first takes a third of the time.
    initials = "".join(spellings for spellings, _ in found)
    return re.compile(
        rf"[{initials}](?<![^\W_].)(?:"
        + "|".join(f"(?<=[{spellings}]){_following(below)}" for spellings, below in found)
        + ")"
    )


def _following(tree: Tree) -> str:
    if not tree:
        return ""
    known, several = _spellings()
    # Behind a character that stands for several letters, any may follow.
    after = "|".join(
        f"[{known[letter]}]{_following(below)}" for letter, below in tree.items() if letter in known
    )
    return rf"(?:(?<=[{several}])|[^\w\s]*(?:[{several}]{'|' if after else ''}{after}))"


@cache
def _spellings() -> tuple[dict[str, str], str]:
    """Give letter -> the characters whose folded form begins with it, and all that have several."""
    known: dict[str, str] = {}
    several = ""
    letters = [
        chr(code)
        for first, last in _PLAIN
        for code in range(first, last + 1)
        if chr(code).isalnum()
    ]
    for letter, folded in zip(letters, fold("\n".join(letters)).split("\n"), strict=True):
        begin = beginning(folded)
        known[begin[:1]] = known.get(begin[:1], "") + letter
        if len(begin) != 1:
            several += letter
    return known, several
