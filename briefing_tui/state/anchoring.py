"""A passage of a body -> the quote it is kept as, and back, after the file was edited.

It is looked for by its words; then by its words under the fold, white space made alike; then by the
passage closest to it. Where several places fit equally well nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.state.values import Passage, Quote
from briefing_tui.text import fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Block
    from briefing_tui.state.values import Located, Spot

_AROUND = 48
"""Characters before and after a quote that are kept with it."""
_PLACE = 96
"""Characters by which the top of a page is known again."""
LIKENESS = 0.75
"""Of the letters of a passage and a quote together, the share that agrees, at least, when the
passage is taken for the quote after an edit."""
_CLEARLY = 0.05
"""By as much a passage must be closer than all others."""
_SHORT = 16
"""A quote of fewer letters is found only where words around it agree, or where it stood; and it is
never looked for by what is close to it, for too much is."""
_SHARED = 0.4
"""Of the words of a quote, the share that a run of blocks must have to be looked at closely."""
_LONG = 1_500
"""A quote of more characters is looked for by how it begins and ends."""
_ENDS = 400
"""Characters at its beginning, and at its end, that such a quote is looked for by."""
_RUNS = 12
"""Runs of blocks that are looked at closely, those that have most of the words."""
_SIGN = 3
"""Letters that a Chinese or Japanese character counts for."""
_NEIGHBOURS = 4
"""Characters beside a short quote that must be the same, on one side."""

_SPACES = re.compile(r"\s+")
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+")
_SIGN_OF_ITS_OWN = re.compile(f"[{_SIGNS}]")


class _Text:
    """A body without its note marks, as one text; each of its characters knows its spot."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        parts: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        """Where in the text a run of characters begins, of which block it is, and its offset."""
        self.starts: list[int] = []
        """Where each block begins."""
        at = 0
        for index, block in enumerate(blocks):
            self.starts.append(at)
            begin = 0
            for start, end in (*((m.start, m.end) for m in block.marks), (len(block.text),) * 2):
                if begin < start:
                    self._runs.append((at, index, begin))
                    parts.append(block.text[begin:start])
                    at += start - begin
                begin = max(begin, end)
            parts.append("\n")
            at += 1
        self.text = "".join(parts)
        self._begins = [run[0] for run in self._runs]

    @cached_property
    def flat(self) -> tuple[str, list[int]]:
        """The text folded, white space made alike, with where each character came from."""
        return _flat(self.text)

    @cached_property
    def words(self) -> list[set[str]]:
        """The folded words of each block."""
        return [set(_WORD.findall(fold(block.text))) for block in self.blocks]

    def spot(self, at: int) -> Spot:
        """Give block and offset of a character of the text."""
        if not self._runs:
            return 0, 0
        begin, block, offset = self._runs[max(0, bisect_right(self._begins, at) - 1)]
        return block, offset + at - begin

    def end_spot(self, at: int) -> Spot:
        """Give block and offset behind the character before `at`."""
        block, offset = self.spot(at - 1)
        return block, offset + 1

    def at(self, spot: Spot) -> int:
        """Give where in the text a spot is; one in a note mark is where the mark was."""
        index, offset = spot
        if index >= len(self.blocks):
            return len(self.text)
        block = self.blocks[index]
        passed = sum(
            min(mark.end, offset) - mark.start for mark in block.marks if mark.start < offset
        )
        return self.starts[index] + min(offset, len(block.text)) - passed

    def block(self, at: int) -> int:
        """Give the block that a character of the text is in."""
        return max(0, bisect_right(self.starts, at) - 1)


class _Candidate(NamedTuple):
    start: int
    end: int
    likeness: float = 1.0


def quote(blocks: Sequence[Block], start: Spot, end: Spot) -> Quote | None:
    """Give the quote that a passage is kept as; None when it has no letters.

    Args:
        blocks: of the body.
        start: of the passage.
        end: behind its last character.
    """
    body = _Text(blocks)
    first, last = body.at(start), body.at(end)
    exact = body.text[first:last]
    first += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    if not exact:
        return None
    return _quote(body, first, first + len(exact))


def place_quote(blocks: Sequence[Block], spot: Spot) -> Quote | None:
    """Give the words from a spot on, by which it is known again; None when none follow."""
    if not 0 <= spot[0] < len(blocks):
        return None
    index, offset = spot
    before = max(0, index - 1)
    near = _Text(blocks[before : index + 2])
    first = near.at((index - before, offset))
    exact = near.text[first : first + _PLACE].rstrip()
    in_block = exact.partition("\n")[0]
    if _letters(in_block) >= _SHORT:  # enough, whatever becomes of the next block
        exact = in_block
    if not exact.strip():
        return None
    found = _quote(near, first, first + len(exact))
    return replace(found, block=found.block + before)


def _quote(body: _Text, first: int, last: int) -> Quote:
    block = body.block(first)
    return Quote(
        body.text[first:last],
        body.text[max(0, first - _AROUND) : first],
        body.text[last : last + _AROUND].rstrip("\n"),
        block,
        body.blocks[block].paragraph,
        first - body.starts[block],
    )


def locate(wanted: Quote, blocks: Sequence[Block]) -> Passage:
    """Tell where a quote stands in a body."""
    return next(iter(locate_all([wanted], blocks)))


def locate_all(wanted: Iterable[Quote], blocks: Sequence[Block]) -> list[Passage]:
    """Tell where each of several quotes stands in a body."""
    body = _Text(blocks)
    return [_locate(each, body) for each in wanted]


def _locate(wanted: Quote, body: _Text) -> Passage:
    exact = [_Candidate(at, at + len(wanted.exact)) for at in _places(wanted.exact, body.text)]
    passage = _chosen(wanted, exact, body, "exact")
    if passage is None:
        passage = _chosen(wanted, _alike(wanted, *body.flat), body, "spelling")
    if passage is None:
        passage = _chosen(wanted, _close(wanted, body), body, "close")
    return passage or Passage("lost")


def words_now(located: Located, blocks: Sequence[Block]) -> str:
    """Give the words of a highlighted passage as they are now; empty where it stands nowhere."""
    passage = located.passage
    if not passage.found or passage.fit == "exact":
        return located.highlight.quote.exact if passage.found else ""
    now = quote(blocks, passage.start, passage.end)
    return now.exact if now else ""


def spot_of(place: Quote, blocks: Sequence[Block]) -> tuple[Spot, bool]:
    """Give the spot that a page was left at, and whether its words were found there.

    Where they were not, it is the beginning of the block that has its number now: a page has to
    begin somewhere.
    """
    passage = locate(place, blocks)
    if passage.found:
        return passage.start, True
    return (min(place.block, max(0, len(blocks) - 1)), 0), False


def _flat(text: str) -> tuple[str, list[int]]:
    """Fold a text, each run of white space one space; and tell where each character came from."""
    folded, offsets = fold_with_offsets(text)
    parts: list[str] = []
    where: list[int] = []
    begin = 0
    for gap in _SPACES.finditer(folded):
        parts.append(folded[begin : gap.start()] + " ")
        where += offsets[begin : gap.start() + 1]
        begin = gap.end()
    parts.append(folded[begin:])
    where += offsets[begin:]
    return "".join(parts), where


def _places(words: str, text: str) -> Iterator[int]:
    """Give where words stand in a text, also where one place reaches into the next."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _alike(wanted: Quote, folded: str, offsets: list[int]) -> list[_Candidate]:
    words = " ".join(fold(wanted.exact).split())
    if not words:
        return []
    return [
        # Behind the last character, and not before the next one: a gap may lie between.
        _Candidate(offsets[at], max(offsets[at + len(words) - 1] + 1, offsets[at]))
        for at in _places(words, folded)
    ]


def _chosen(wanted: Quote, candidates: list[_Candidate], body: _Text, fit: str) -> Passage | None:
    """Choose by the words around, then by the paragraph, then by the very place; never by chance.

    None when there is no candidate, or only one that a short quote's neighbours do not confirm.
    """
    if not candidates:
        return None
    around = [_agreement(wanted, candidate, body) for candidate in candidates]
    if _letters(wanted.exact) < _SHORT:
        kept = [
            (candidate, shared)
            for candidate, shared in zip(candidates, around, strict=True)
            if max(shared) >= _NEIGHBOURS or _unmoved(wanted, candidate, body)
        ]
        if not kept:
            return None
        candidates, around = [k[0] for k in kept], [k[1] for k in kept]
    best = max(candidate.likeness for candidate in candidates)
    left = [
        (candidate, sum(shared))
        for candidate, shared in zip(candidates, around, strict=True)
        if candidate.likeness >= best - _CLEARLY
    ]
    most = max(shared for _, shared in left)
    tied = [candidate for candidate, shared in left if shared == most]
    for same in (_in_its_paragraph, _unmoved):
        closer = [candidate for candidate in tied if same(wanted, candidate, body)]
        tied = closer or tied
    if len(tied) > 1:
        return Passage("several", places=len(tied))
    start, end, _ = tied[0]
    if fit != "close" and most < _NEIGHBOURS and not _in_its_paragraph(wanted, tied[0], body):
        # The same words elsewhere, nothing around them the same: they were moved, unless something
        # close to them stands where they were.
        there = [c for c in _close(wanted, body) if c.end <= start or c.start >= end]
        if any(sum(_agreement(wanted, c, body)) >= _NEIGHBOURS for c in there):
            return Passage("several", places=2)
    spot = body.spot(start)
    return Passage(
        fit,  # type: ignore[arg-type]
        spot,
        body.end_spot(end),
        body.blocks[spot[0]].paragraph if body.blocks else 0,
    )


def _letters(text: str) -> int:
    """Count the letters of a text, to tell whether it is much or little."""
    signs = len(_SIGN_OF_ITS_OWN.findall(text))
    return sum(map(str.isalnum, text)) + (_SIGN - 1) * signs


def _agreement(wanted: Quote, candidate: _Candidate, body: _Text) -> tuple[int, int]:
    """Give how many characters before and after a candidate are those that stood there."""
    before = fold(body.text[max(0, candidate.start - _AROUND) : candidate.start])
    after = fold(body.text[candidate.end : candidate.end + _AROUND])
    return (
        _shared(fold(wanted.prefix)[::-1], before[::-1]),
        _shared(fold(wanted.suffix), after),
    )


def _shared(a: str, b: str) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += not one.isspace()
    return count


def _in_its_paragraph(wanted: Quote, candidate: _Candidate, body: _Text) -> bool:
    block = body.block(candidate.start)
    paragraph = body.blocks[block].paragraph
    return paragraph == wanted.paragraph and (paragraph > 0 or block == wanted.block)


def _unmoved(wanted: Quote, candidate: _Candidate, body: _Text) -> bool:
    block = body.block(candidate.start)
    return block == wanted.block and candidate.start - body.starts[block] == wanted.offset


# --- the closest passage


def _close(wanted: Quote, body: _Text) -> list[_Candidate]:
    """Give of runs of as many blocks as the quote has the passages closest to it.

    Those alone that are close enough. A run is looked at if it has a good part of the words.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 - 20 ms, and only where a quote was edited

    if len(wanted.exact) > _LONG:
        return _close_ends(wanted, body)
    needle = " ".join(fold(wanted.exact).split())
    if _letters(needle) < _SHORT:
        return []
    span = min(wanted.exact.count("\n") + 1, max(1, len(body.blocks)))
    words = set(_WORD.findall(needle))
    shares = [
        (len(words & set().union(*body.words[first : first + span])), first)
        for first in range(len(body.words) - span + 1)
    ]
    likely = sorted((-shared, first) for shared, first in shares if shared >= _SHARED * len(words))
    out: list[_Candidate] = []
    for _, first in likely[:_RUNS]:
        begin = body.starts[first]
        after = first + span
        end = body.starts[after] if after < len(body.starts) else len(body.text)
        text, offsets = _flat(body.text[begin:end])
        near = fuzz.partial_ratio_alignment(needle, text, score_cutoff=60)
        if near is None:
            continue
        start, stop, likeness = _fitted(needle, text, near.dest_start, near.dest_end)
        if likeness >= LIKENESS:
            out.append(_Candidate(begin + offsets[start], begin + offsets[stop - 1] + 1, likeness))
    return _apart(out)


def _close_ends(wanted: Quote, body: _Text) -> list[_Candidate]:
    """Give the passages close to a long quote, as `_close` does.

    Fitting all of it would take as long as its length squared, for each word it may end with.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - as above

    whole = wanted.exact
    head = whole[:_ENDS].rpartition(" ")[0].strip() or whole[:_ENDS]
    tail = whole[-_ENDS:].partition(" ")[2].strip() or whole[-_ENDS:]
    firsts, lasts = (
        [_Candidate(at, at + len(part)) for at in _places(part, body.text)]
        or _close(replace(wanted, exact=part), body)
        for part in (head, tail)
    )
    out = []
    for first in firsts:
        # The next end, for a passage has not two.
        end = min((last.end for last in lasts if last.end > first.end), default=0)
        likeness = Indel.normalized_similarity(
            whole, body.text[first.start : end], score_cutoff=LIKENESS
        )
        if likeness:
            out.append(_Candidate(first.start, end, likeness))
    return _apart(out)


def _fitted(needle: str, text: str, start: int, end: int) -> tuple[int, int, float]:
    """Fit the ends of a passage to words, so that it is closest to the needle.

    The alignment has found where it is, by a window that is no longer than the needle.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - as above

    more = len(needle) // 2 + 8
    words = [
        word.span()
        for word in _WORD.finditer(text, max(0, start - more), min(len(text), end + more))
    ]
    if not words:
        return start, end, 0.0

    def likeness(first: int, last: int) -> float:
        return Indel.normalized_similarity(needle, text[first:last])

    starts, ends = [word[0] for word in words], [_closing(text, word[1]) for word in words]
    end = max((e for e in ends if e > start), key=lambda e: likeness(start, e), default=end)
    start = max((s for s in starts if s < end), key=lambda s: likeness(s, end), default=start)
    end = max((e for e in ends if e > start), key=lambda e: likeness(start, e), default=end)
    return start, end, likeness(start, end)


def _closing(text: str, end: int) -> int:
    """Give the end of a word with the stop or the quotation mark that closes with it."""
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return end


def _apart(candidates: list[_Candidate]) -> list[_Candidate]:
    """Keep the closest of those that overlap: runs of blocks do."""
    out: list[_Candidate] = []
    for each in sorted(candidates, key=lambda c: -c.likeness):
        if all(each.end <= kept.start or each.start >= kept.end for kept in out):
            out.append(each)
    return out
