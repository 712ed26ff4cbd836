"""Where a query's words stand in a briefing that matched, and the passage that shows it best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing_tui.results import Hit, Snippet
from briefing_tui.search.marking import united

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefing_tui.results import HitField
    from briefing_tui.search.marking import Finder

    Text = tuple[HitField, int, str, int]
    """Field, index as in a `Hit`, the text itself, and the number of its paragraph or 0."""

SHORTEST, LONGEST = 160, 240  # code points of a snippet, as far as the text has them
_AROUND = 60  # code points kept before the first hit
# At equal worth a reader is told what the list does not show already.
_PREFERENCE: dict[HitField, int] = {
    "body": 5, "takeaway": 4, "note": 3, "title": 2, "author": 1, "source": 0,
}  # fmt: skip


def found_in(
    texts: Sequence[Text], finder: Finder, among: Collection[str] | None = None
) -> tuple[tuple[Hit, ...], Snippet]:
    """Give the hits in the texts of a briefing, in the order of `texts`, and its best snippet.

    Args:
        texts: all texts of the briefing, in the order of reading.
        finder: of the query, for the language of the texts.
        among: the fields in which anything stands, where it is known; no others are read.
    """
    out: list[Hit] = []
    best: tuple[tuple[int, int, int], Text, tuple[tuple[int, int], ...], tuple[int, int]] | None
    best = None
    for order, text in enumerate(texts):
        if among is not None and text[0] not in among and text[0] not in finder.apart:
            continue
        marks = finder.marks(text[0], text[2])
        if not marks:
            continue
        marked = united((start, end) for start, end, _ in marks)
        if text[0] != "source":
            out.append(Hit(text[0], text[1], marked, text[3]))
        first, last, worth = _densest(marks)
        rank = (worth, _PREFERENCE[text[0]], -order)
        if best is None or rank > best[0]:
            best = rank, text, marked, (first, last)
    return tuple(out), _cut(*best[1:]) if best else _opening(texts)


def _densest(marks: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Give start and end of the stretch with most different words, and how many these are.

    Args:
        marks: start, end and number of the word, in order.
    """
    best = (0, 0, 0, 0)
    begin = 0
    for at, (_, end, _) in enumerate(marks):
        while end - marks[begin][0] > LONGEST - _AROUND and begin < at:
            begin += 1
        within = marks[begin : at + 1]
        rank = (len({number for _, _, number in within}), len(within))
        if rank > best[2:]:
            best = (marks[begin][0], end, *rank)
    return best[0], best[1], best[2]


def _opening(texts: Sequence[Text]) -> Snippet:
    """Give the beginning of what the list does not show, for a match that no text tells of."""
    for wanted in ("takeaway", "body", "title"):
        for whole in texts:
            if whole[0] == wanted and whole[2].strip():
                return _cut(whole, (), (0, 0))
    return Snippet("title", 0, "")


def _cut(whole: Text, marked: Sequence[tuple[int, int]], shown: tuple[int, int]) -> Snippet:
    """Cut a text at word borders so that the stretch to be shown is seen."""
    field, index, text, paragraph = whole
    first, last = shown
    if len(text) <= LONGEST:
        begin, end = 0, len(text)
    else:
        begin = max(0, min(first - _AROUND, len(text) - LONGEST))
        begin = _border(text, begin, first)
        end = min(len(text), max(begin + SHORTEST, last + _AROUND // 2))
        end = _border_before(text, min(end + (LONGEST - SHORTEST) // 2, begin + LONGEST - 2), last)
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    head = "…" if begin > 0 else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - begin
    inside = [
        (max(start, begin) + shift, min(stop, end) + shift)
        for start, stop in marked
        if start < end and stop > begin
    ]
    flat = "".join(" " if c in "\n\t" else c for c in text[begin:end])
    return Snippet(field, index, head + flat + tail, tuple(inside), paragraph)


def _border(text: str, at: int, latest: int) -> int:
    """Give the first beginning of a word from `at` on, not after `latest`."""
    if at == 0:
        return 0
    for i in range(at, latest + 1):
        if text[i - 1].isspace():
            return i
    return max(at, latest - _AROUND // 3)  # no space near: a script without them


def _border_before(text: str, at: int, earliest: int) -> int:
    """Give the last end of a word up to `at`, not before `earliest`."""
    if at >= len(text):
        return len(text)
    for i in range(at, max(earliest, at - _AROUND) - 1, -1):
        if text[i].isspace():
            return i
    return max(at, earliest) if at > earliest else at
