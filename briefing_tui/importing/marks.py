"""Note marks in a text: what looks like one, and how each is written `[n]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing_tui.text import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .notes import Notes

SUPER = "⁰¹²³⁴-⁹"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETS = re.compile(r"\\?\[\^?([^\]\[\s][^\]\[\n]{0,60}?)\\?\]")
_RANGE = re.compile(r"\d{1,4}(?:\s?[,;–-]\s?\^?\d{1,4})*")
# `[[1]](#_ftn1)`, `[1](#note1)`, `<sup>1</sup>`: what converters make of a linked mark.
_LINKED = re.compile(
    r"(?:<sup[^>]{0,80}>\s?)?\[?\\?\[\^?(\d{1,4})\\?\]\]?\(#[^)\s]{0,200}\)(?:\s?</sup>)?"
    r"|<sup[^>]{0,80}>\s?\[?(\d{1,4})\]?\s?</sup>"
)
_RAISED = re.compile(rf"[{SUPER}]+(?:\s?[,،ʼ’˒·⁻–-]\s?[{SUPER}]+)*")
# A square or cubic measure, a power, a charge: `12 km²`, `10⁶`, `CO²`.
_MEASURE = re.compile(r"(?:\d|[+−⁻-]|(?:\d|\b)\s?(?:[kcdm]?m|ft|in|yd|mi|nm|к?м|[сд]м|мм))$")
# Digits stuck to the end of a sentence, a clause or a word where the page had them raised.
_GLUED = re.compile(
    r"(?<![^\W\d_])(?P<word>[^\W\d_]{2,}+|\b\d{4}(?=[.!?]))(?P<close>[\"'”’»)\]]*)(?P<stop>[.!?…,;:]?)"
    r"(?P<after>[\"'”’»)\]]*)"
    r"(?P<number>[1-9]\d{0,2})(?=\s|$|[.!?…,;:][\"'”’»)]*(?:\s|$))"
)
# `(3)` at the end of a sentence, a clause or a word.
_ROUND = re.compile(r"(?<=[^\s(])\s?\((?P<number>[1-9]\d{0,2})\)(?=\s|$|[.!?…,;:])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def number_of(text: str) -> int:
    """Read a number in plain or raised digits."""
    return int(text.translate(_SUPERSCRIPTS))


def has_mark(text: str, numbers: Collection[int]) -> bool:
    """Tell whether a paragraph holds what looks like a mark of one of these notes."""
    given = [m[1] for m in re.finditer(r"\[\^?(\d{1,4})\]|\[\^[^\]\s]{1,60}\]", text)]
    given += [m[0].translate(_SUPERSCRIPTS) for m in re.finditer(f"[{SUPER}]{{1,4}}", text)]
    given += [m["number"] for m in _GLUED.finditer(text)]
    return any(number is None or int(number) in numbers for number in given)


def marked_in(texts: Sequence[str], *, loose: bool) -> set[int]:
    """Collect the numbers that could be marks in these texts.

    Args:
        texts: paragraphs in their order.
        loose: whether digits stuck to words and numbers in round brackets count, which are many
            things: as long as they rise one by one from 1.
    """
    found: set[int] = set()
    rising = {"glued": 0, "round": 0}
    for text in texts:
        found.update(int(m[1]) for m in re.finditer(r"\[\^?(\d{1,4})\]", text))
        found.update(number_of(m[0]) for m in re.finditer(f"[{SUPER}]{{1,4}}", text))
        for name, pattern in (("glued", _GLUED), ("round", _ROUND)):
            for m in pattern.finditer(text):
                rising[name] += int(m["number"]) == rising[name] + 1
    if loose and not found:
        found.update(range(1, max(rising.values()) + 1))
    return found


class Marks:
    """Turns a page's marks into `[n]`, paragraph after paragraph in the order of the text.

    Args:
        notes: those of the page.
        text: its paragraphs, to see how it marks them.
    """

    def __init__(self, notes: Notes, text: Sequence[str]) -> None:
        self.notes = notes
        self.seen: set[int] = set()
        self.read_from_digits: list[str] = []
        self.left: list[str] = []
        self._sections: Sequence[Mapping[int, int]] = notes.sections or (
            {number: number for number in notes.numbers},
        )
        self._section = 0
        self._last = 0
        marked = {
            int(number)
            for paragraph in text
            for b in _BRACKETS.finditer(paragraph)
            if (m := _RANGE.fullmatch(b[1]))
            for number in re.findall(r"\d+", m[0])
        }
        raised = any(_RAISED.search(paragraph) or "<sup" in paragraph for paragraph in text)
        # The weaker a sign is, the less else may mark the notes.
        plain = not marked & notes.numbers and not raised and not notes.labels
        self._round = plain and any(_ROUND.search(paragraph) for paragraph in text)
        self._glued = plain and not self._round and not notes.told
        # A page that links its marks has other reasons to raise digits.
        self._certain = marked if notes.told else set()

    def convert(self, paragraph: str) -> str:
        """Write a paragraph's marks as `[n]`; everything else stays as it is."""
        if not self.notes.numbers:
            return paragraph
        paragraph = _LINKED.sub(self._linked, paragraph)
        paragraph = _BRACKETS.sub(self._bracket, paragraph)
        if not paragraph.isascii():
            paragraph = _RAISED.sub(self._raised, paragraph)
        if self._round or self._glued:
            addresses = [m.span() for m in _ADDRESS.finditer(paragraph)]
            if self._round:
                return _ROUND.sub(lambda m: self._in_order(m, addresses), paragraph)
            paragraph = _GLUED.sub(lambda m: self._digits(m, addresses), paragraph)
        return paragraph

    def alone(self, line: str) -> str:
        """Read a line that is nothing but marks, set apart by a browser; else give nothing."""
        text = re.sub(r"^\d{1,4}$", r"[\g<0>]", line.strip())
        if not re.fullmatch(rf"(?:\[\^?\d{{1,4}}\]\s?|[{SUPER}]+)+", text):
            return ""
        given = [number_of(n) for n in re.findall(rf"\d+|[{SUPER}]+", text)]
        in_order = line.strip().isdigit() and given != [self._last + 1]
        if in_order or not self._are_known(given):
            return ""
        return "".join(self._mark(n) for n in given)

    @property
    def unsure(self) -> list[str]:
        """What a person should look at."""
        out = []
        if self.read_from_digits:
            shown = ", ".join(f"'{word}'" for word in self.read_from_digits[:3])
            n = len(self.read_from_digits)
            out.append(f"{n} marks were read from digits stuck to words, such as {shown}")
        if self.left:
            shown = ", ".join(f"'{word}'" for word in self.left[:5])
            out.append(f"digits that could be marks were left as they are: {shown}")
        if silent := sorted(self.notes.numbers - self.seen):
            shown = ", ".join(map(str, silent[:12])) + (" …" if len(silent) > 12 else "")
            out.append(f"nothing in the text marks note {shown}")
        return out

    # --- numbers

    def _are_known(self, numbers: Sequence[int]) -> bool:
        self._turn(numbers)
        return bool(numbers) and self._sections[self._section].keys() >= set(numbers)

    def _turn(self, numbers: Sequence[int]) -> None:
        """Go on to the next chapter's notes where the marks begin again at 1."""
        done = self._last >= max(self._sections[self._section], default=0)
        if done and self._section + 1 < len(self._sections) and numbers and numbers[0] == 1:
            self._section += 1
            self._last = 0

    def _mark(self, number: int) -> str:
        written = self._sections[self._section][number]
        self.seen.add(written)
        self._last = number
        return f"[{written}]"

    # --- shapes of marks

    def _linked(self, match: re.Match[str]) -> str:
        number = int(match[1] or match[2])
        return self._mark(number) if self._are_known([number]) else match.group()

    def _bracket(self, match: re.Match[str]) -> str:
        inside = match[1].removeprefix("^")
        labels = self.notes.labels
        if inside in labels and ("^" in match.group() or self.notes.bare_labels):
            return self._mark(labels[inside])
        linked = match.string.startswith("(", match.end())
        if not _RANGE.fullmatch(inside) or (linked and not inside.isdigit()):
            return match.group()
        given = _spread(inside.replace("^", ""))
        if not self._are_known(given):
            return match.group()
        return "".join(map(self._mark, given))

    def _raised(self, match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 8) : match.start()]
        text = match.group().translate(_SUPERSCRIPTS).replace("⁻", "-")
        given = _spread(re.sub(r"[^\d–-]+", ",", text))
        # `¹²` is note 12, or notes 1 and 2 side by side: the order of the text tells.
        apart = [int(digit) for digit in text] if text.isdigit() else given
        in_order = apart == list(range(self._last + 1, self._last + 1 + len(apart)))
        if len(apart) > 1 and in_order and given[0] > self._last + 1:
            given = apart
        sure = not self._certain & set(given)
        if _MEASURE.search(before) or not sure or not self._are_known(given):
            self.left.append((before.split() or [""])[-1] + match.group())
            return match.group()
        return "".join(map(self._mark, given))

    def _in_order(self, match: re.Match[str], addresses: Collection[tuple[int, int]]) -> str:
        number = int(match["number"])
        if any(start <= match.start("number") < end for start, end in addresses):
            return match.group()
        if number > self._last + 1 or not self._are_known([number]):
            return match.group()
        space = match.group()[: match.group().index("(")]
        return space + self._mark(number)

    def _digits(self, match: re.Match[str], addresses: Collection[tuple[int, int]]) -> str:
        number = int(match["number"])
        shown = match.group().split()[-1]
        if any(start <= match.start("number") < end for start, end in addresses):
            return match.group()
        if not self._are_known([number]):
            return match.group()
        # `Fig.1` and `No.1` end no sentence; `COVID19` is a word.
        word, stop = match["word"], match["stop"]
        whole = match.string[max(0, match.start() - 12) : match.end("word")].split()[-1]
        abbreviated = stop == "." and len(sentences(f"{whole}. {number}")) < 2
        if number != self._last + 1 or abbreviated or (not stop and not word[-1].islower()):
            self.left.append(shown)
            return match.group()
        self.read_from_digits.append(shown)
        head = match.group()[: match.start("number") - match.start()]
        return head + self._mark(number)


def _spread(text: str) -> list[int]:
    """Write out `1, 3–5`; nothing when it is no list of numbers after all."""
    given: list[int] = []
    for part in re.split(r"\s?[,;]\s?", text):
        ends = [int(n) for n in re.split(r"\s?[–-]\s?", part) if n]
        if not ends or len(ends) > 2 or ends[-1] - ends[0] > 50:
            return []
        given += range(ends[0], ends[-1] + 1)
    return given
