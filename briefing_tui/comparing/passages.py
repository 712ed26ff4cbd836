"""The body in sentences and blocks, and which of two versions' belong together.

Sentences are compared by their words alone, without note marks: which notes stand on them is the
question, and must not decide it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing_tui.difference import Place
from briefing_tui.text import fold, sentences

from .pairing import Likeness, Pairing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.briefing import Block, Briefing

# Sentences that were reworked keep half of the weight of their words or more; of those that only
# speak of the same things in the samples no two share more than 0.4.
_LIKE = 0.45
# Where so small a part of the words is recognised, the rest has nothing to do with it either.
_RECOGNISED = 0.1
_MARK = re.compile(r"\[\^?[0-9]{1,5}(?:,\s?[0-9]{1,5})*\]")
_WORD = re.compile(r"[^\W_]+")
_PROSE = frozenset({"paragraph", "quote", "item"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body; a heading, a table or code counts as one."""

    block: int
    text: str
    """Without note marks, on one line."""
    words: tuple[str, ...]
    """Folded."""
    notes: tuple[int, ...]
    """Places of the notes that stand on it among the briefing's notes, each once."""


def words_in(text: str) -> tuple[str, ...]:
    """Give the folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


class Body:
    """A briefing's body, divided."""

    def __init__(self, briefing: Briefing) -> None:
        self.blocks = tuple(block for block in briefing.blocks if block.kind != "rule")
        places: dict[int, int] = {}
        for place, note in enumerate(briefing.footnotes):
            places.setdefault(note.number, place)
        self.sentences: list[Sentence] = []
        self.first: list[int] = []
        """For each block the place of its first sentence, and at the end how many there are."""
        for index, block in enumerate(self.blocks):
            self.first.append(len(self.sentences))
            self.sentences += _divided(index, block, places)
        self.first.append(len(self.sentences))
        self.notes_of = [
            tuple(dict.fromkeys(note for s in self._own(index) for note in s.notes))
            for index in range(len(self.blocks))
        ]
        """For each block the places of the notes that stand in it, each once."""

    def sentences_of(self, block: int) -> range:
        """Give the places of a block's sentences."""
        return range(self.first[block], self.first[block + 1])

    def text_of(self, block: int) -> str:
        """Give what a block says, without note marks."""
        return " ".join(sentence.text for sentence in self._own(block))

    def _own(self, block: int) -> list[Sentence]:
        return self.sentences[self.first[block] : self.first[block + 1]]

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(len(sentence.words) for sentence in self.sentences)


def _divided(index: int, block: Block, places: dict[int, int]) -> Iterable[Sentence]:
    text = block.text
    spans = (sentences(text) if block.kind in _PROSE else []) or [(0, len(text))]
    marks = iter(sorted(block.marks, key=lambda mark: mark.start))
    mark = next(marks, None)
    for number, (start, end) in enumerate(spans):
        last = number == len(spans) - 1
        pieces: list[str] = []
        notes: dict[int, None] = {}
        at = start
        while mark is not None and (last or mark.start < end):
            pieces.append(text[at : mark.start])
            at = mark.end
            if mark.number in places:
                notes[places[mark.number]] = None
            mark = next(marks, None)
        pieces.append(text[at:end])
        # A mark whose note is not there is text, and would make the sentence look reworded.
        plain = " ".join(_MARK.sub("", "".join(pieces)).split())
        yield Sentence(index, plain, words_in(plain), tuple(notes))


@dataclass(frozen=True, slots=True)
class Match:
    """A passage in both versions, or in one alone: the notes on it, and where it is."""

    status: Literal["kept", "gone", "new"]
    place: Place
    """Where it is now, or was when its block is gone."""
    blocks: tuple[int | None, int | None]
    """The block it was in, and the one it is in; None when it is in one version alone."""
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


class Passages:
    """Two bodies, their sentences and blocks paired.

    Where no sentence is recognised, the blocks of a translation are paired in their order.

    Attributes:
        sentences: pairs of sentences.
        blocks: pairs of blocks.
        rewritten: blocks that stand where another stood and have no sentence of it.
        recognised: whether the two have anything in common.
        translated: whether they have been paired as translations are.
    """

    def __init__(self, before: Body, after: Body, *, translated: bool = False) -> None:
        self.before = before
        self.after = after
        self.sentences = Pairing(len(before.sentences), len(after.sentences))
        self.blocks = Pairing(len(before.blocks), len(after.blocks))
        self.rewritten: set[int] = set()
        self.alone: tuple[list[bool], list[bool]] = ([], [])
        """For each block of the two, whether no sentence of it is in the other version."""
        self._pair_equal()
        words = ([frozenset(s.words) for s in body.sentences] for body in (before, after))
        Likeness(*words).join(self.sentences, _LIKE)
        least = min(before.words, after.words)
        common = sum(
            len(before.sentences[i].words) + len(after.sentences[j].words)
            for i, j in self.sentences.pairs
        )
        self.recognised = not least or common > 2 * _RECOGNISED * least
        if self.recognised:
            self._pair_blocks()
            self._fill_gaps()
            self._mark_alone()
            self._replace_blocks()
        self.translated = not self.recognised and translated and _kinds(before) == _kinds(after)
        if self.translated:
            self._mark_alone()
            for index in range(len(before.blocks)):
                self.blocks.join(index, index)
                self.rewritten.add(index)

    def _pair_equal(self) -> None:
        """Pair sentences of the same words; in the middle those between the same ones first."""
        sides = (self.before.sentences, self.after.sentences)
        self.sentences.join_ends(*([sentence.words for sentence in side] for side in sides))
        for around in (True, False):
            self.sentences.by_key(*(_keys(side, around=around) for side in sides))

    def _pair_blocks(self) -> None:
        """Pair the blocks that have most of their words in common."""
        common: defaultdict[tuple[int, int], int] = defaultdict(int)
        for i, j in self.sentences.pairs:
            one, other = self.before.sentences[i], self.after.sentences[j]
            # One more, so that a sentence of marks and signs alone counts, too.
            common[one.block, other.block] += len(one.words) + len(other.words) + 1
        self.blocks.take((-float(weight), i, j) for (i, j), weight in common.items())

    def _fill_gaps(self) -> None:
        """Pair sentences that stand in the place of others: as many between the same ones."""
        for i, j in self.blocks.pairs:
            here, there = self.before.sentences_of(i), self.after.sentences_of(j)
            inside = Pairing(len(here), len(there))
            for one, s in enumerate(here):
                t = self.sentences.after_of[s]
                if t is not None and t in there:
                    inside.join(one, t - there.start)
            for gone, new in inside.in_gaps():
                olds = [here[k] for k in gone if self.sentences.after_of[here[k]] is None]
                news = [there[k] for k in new if self.sentences.before_of[there[k]] is None]
                if len(olds) == len(news):
                    for s, t in zip(olds, news, strict=True):
                        self.sentences.join(s, t)

    def _replace_blocks(self) -> None:
        """Pair blocks that stand in the place of others: as many between the same ones."""
        for gone, new in self.blocks.in_gaps():
            olds = [i for i in gone if self.alone[0][i]]
            news = [j for j in new if self.alone[1][j]]
            if [self.before.blocks[i].kind for i in olds] == [
                self.after.blocks[j].kind for j in news
            ]:
                for i, j in zip(olds, news, strict=True):
                    self.blocks.join(i, j)
                    self.rewritten.add(j)

    def _mark_alone(self) -> None:
        sides = (self.before, self.after)
        taken = (self.sentences.after_of, self.sentences.before_of)
        for body, other, alone in zip(sides, taken, self.alone, strict=True):
            alone += [
                all(other[s] is None for s in body.sentences_of(block))
                for block in range(len(body.blocks))
            ]

    def place(self, block: int, text: str, *, before: bool = False) -> Place:
        """Tell where a passage stands: in the version now, if its block is there."""
        now = self.blocks.after_of[block] if before else block
        found = self.before.blocks[block] if now is None else self.after.blocks[now]
        return Place(found.kind, found.paragraph, text)

    def matches(self) -> Iterator[Match]:
        """Go through the passages of both versions whose notes are to be compared.

        They are sentences; for blocks that were rewritten the blocks; none for blocks that are in
        one version alone.
        """
        for j in sorted(self.rewritten):
            i = self.blocks.before_of[j]
            if i is not None:
                place = self.place(j, "")
                notes = self.before.notes_of[i], self.after.notes_of[j]
                yield Match("kept", place, (i, j), *notes)
        yield from self._sentences()

    def _sentences(self) -> Iterator[Match]:
        for j, sentence in enumerate(self.after.sentences):
            i, block = self.sentences.before_of[j], sentence.block
            place = self.place(block, sentence.text)
            if i is not None:
                old = self.before.sentences[i]
                yield Match("kept", place, (old.block, block), old.notes, sentence.notes)
            elif block not in self.rewritten and not self._is_new(block):
                yield Match("new", place, (None, block), (), sentence.notes)
        for i, sentence in enumerate(self.before.sentences):
            block = sentence.block
            now = self.blocks.after_of[block]
            if self.sentences.after_of[i] is not None or now in self.rewritten:
                continue
            if now is not None or not self.alone[0][block]:
                place = self.place(block, sentence.text, before=True)
                yield Match("gone", place, (block, None), sentence.notes, ())

    def reworded(self) -> Iterator[int]:
        """Give the blocks of now that say something else; a sentence with a note is told apart."""
        for match in self._sentences():
            if match.status == "kept" or match.before or match.after:
                continue
            was, now = match.blocks
            if was is not None:
                now = self.blocks.after_of[was]
            if now is not None:
                yield now
        for i, j in self.sentences.pairs:
            old, new = self.before.sentences[i], self.after.sentences[j]
            if old.text != new.text:
                yield new.block

    def _is_new(self, block: int) -> bool:
        return self.blocks.before_of[block] is None and self.alone[1][block]


def _kinds(body: Body) -> list[str]:
    return [block.kind for block in body.blocks]


def _keys(side: Sequence[Sentence], *, around: bool) -> dict[int, list[tuple[object, ...]]]:
    out: dict[int, list[tuple[object, ...]]] = {}
    for place, sentence in enumerate(side):
        words = sentence.words
        if not around:
            out[place] = [(words,)]
            continue
        left = side[place - 1].words if place else None
        right = side[place + 1].words if place + 1 < len(side) else None
        out[place] = [("after", left, words), ("before", words, right)]
    return out
