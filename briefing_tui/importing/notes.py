"""Notes on a page: the run of numbered lines after the text, and the marks that point to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.text import fold, sentences

from .byline import byline_of, is_name
from .lines import Line, is_definition
from .wording import is_author_heading, is_chrome, is_notes_heading

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPER = "⁰¹²³⁴-⁹"
# How a note's line begins, style by style; group 1 is the number, group 2 the rest.
_STYLES = {
    "bracket": re.compile(r"(?:[↑^]\s*)?\\?\[(\d{1,4})\\?\]:?\s*(.*)", re.DOTALL),
    "dot": re.compile(r"(\d{1,4})\\?[.)](?:\s+|(?=[^\d\s])|$)(.*)", re.DOTALL),
    "dash": re.compile(r"(\d{1,4})\s?[–—-]\s*(?=[^\d\s])(.*)", re.DOTALL),
    "round": re.compile(r"\((\d{1,4})\)\s*(.*)", re.DOTALL),
    "superscript": re.compile(rf"([{_SUPER}]{{1,4}})[.)]?\s*(.*)", re.DOTALL),
    "bare": re.compile(
        r"(\d{1,4})(?:\s+(?=[^\d\s%.,)–-])|(?=[^\W\d_a-zа-яё]|[\"“«„‘])|$)(.*)", re.DOTALL
    ),
}
# A bracket at the start of a line says so by itself; the other styles need more to go by.
_STRONG = "bracket"
_LABEL = re.compile(r"\[\^([^\]\s]{1,60})\]:\s*(.*)", re.DOTALL)
_CITES = re.compile(
    r"https?://|www\.|\bibid|\bop\. ?cit|\bid(?:em|\.)|a\.\s?g\.\s?[em]|\ba\.\s?e\."
    r"|там же|указ\. соч|ebd\.|a\.a\.o"
    r"|eris(?:im|ildi)|access|retrieved|дата обращения|abgerufen|consulte|^[^\"]{0,60}\"[^\"]{8,}\""
    r"|\b(?:pp?|s|ss|с|стр|vol|no|№)\.\s?\d|^(?:see|bkz|vgl|cf|см)\b"
)
_BACK_ARROW = re.compile("\\s*(?:↩|↵|⏎)[\ufe0e\ufe0f]?\\s*$")
_LONGEST_NOTE = 60  # lines
_RULE = re.compile(r"[\s*_=—–─-]{3,}")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a page."""

    items: tuple[tuple[int, str], ...] = ()
    lines: frozenset[int] = frozenset()
    """Indices of the lines that the notes take up."""
    above: tuple[int, ...] = ()
    """The heading over them, and a rule."""
    labels: dict[str, int] = field(default_factory=dict)
    """Markdown's labels, `[^smith]`, and the numbers given to them."""
    unsure: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """Index of the first line that is no longer text."""
        return min((*self.lines, *self.above))

    @property
    def last(self) -> int:
        """Index of the last line of the notes."""
        return max(self.lines)

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers there are."""
        return frozenset(number for number, _ in self.items)


@dataclass(slots=True)
class _Run:
    style: str
    starts: list[tuple[int, int, str]]
    """Line, number and the rest of the line."""


def find_notes(lines: Sequence[Line], *, markdown: bool) -> Notes | None:
    """Find the notes of a page: Markdown's definitions, or the last run of numbered lines.

    A run of `[n]` lines is taken as it is. One in a style that lists have too (`1.`, `1`, `¹`) must
    stand under a heading for notes, be marked in the text before it, or consist of citations.
    """
    if any(is_definition(line.text) for line in lines if not line.code):
        return _definitions(lines, markdown=markdown)
    runs = [run for style in _STYLES for run in _runs(lines, style)]
    runs = [run for run in runs if _convinces(lines, run)]
    if not runs:
        return None
    return _notes(
        lines,
        max(
            runs,
            key=lambda run: (
                bool(_above(lines, run.starts[0][0])),
                run.style == _STRONG,
                run.starts[-1][0],
                len(run.starts),
            ),
        ),
    )


def _definitions(lines: Sequence[Line], *, markdown: bool) -> Notes:
    found: list[tuple[str, list[int], str]] = []
    inside = False
    for i, line in enumerate(lines):
        match = None if line.code else _LABEL.fullmatch(line.text)
        if match:
            found.append((match[1], [i], match[2]))
            inside = True
        elif inside and (
            (markdown and line.raw[0].startswith(("  ", "\t")))
            or (line.block == lines[i - 1].block and not line.heading and not line.code)
        ):
            label, at, text = found[-1]
            found[-1] = (label, [*at, i], f"{text} {line.text}".strip())
        else:
            inside = False
    if all(label.isascii() and label.isdigit() for label, _, _ in found):
        labels = {label: int(label) for label, _, _ in found}
    else:
        # Markdown numbers them by their first marks; what is never marked follows.
        own = {i for _, at, _ in found for i in at}
        text = " ".join(line.text for i, line in enumerate(lines) if i not in own)
        known = [label for label, _, _ in found]
        marked = [m[1] for m in re.finditer(r"\[\^([^\]\s]{1,60})\]", text) if m[1] in set(known)]
        labels = {label: n for n, label in enumerate(dict.fromkeys([*marked, *known]), 1)}
    items = sorted((labels[label], _BACK_ARROW.sub("", text)) for label, _, text in found)
    first = found[0][1][0]
    return Notes(
        tuple(items), frozenset(i for _, at, _ in found for i in at), _above(lines, first), labels
    )


def _runs(lines: Sequence[Line], style: str) -> list[_Run]:
    pattern = _STYLES[style]
    runs: list[_Run] = []
    for i, line in enumerate(lines):
        if line.code or not (match := pattern.fullmatch(line.text)):
            continue
        number, rest = int(match[1].translate(_SUPERSCRIPTS)), match[2].strip()
        start = (i, number, rest)
        if runs:
            before, last, _ = runs[-1].starts[-1]
            near = i - before <= _LONGEST_NOTE and line.block - lines[before].block <= 6
            step = number - last
            if near and (step == 1 or (style == _STRONG and 0 <= step <= 3)):
                runs[-1].starts.append(start)
                continue
            if style != _STRONG and number != 1:
                continue
        elif style != _STRONG and number != 1:
            continue
        runs.append(_Run(style, [start]))
    return runs


def _convinces(lines: Sequence[Line], run: _Run) -> bool:
    texts = [fold(_text(lines, run, k)[0]) for k in range(len(run.starts))]
    if not any(texts):
        return False
    first = run.starts[0][0]
    headed = bool(_above(lines, first))
    if run.style == _STRONG:
        # `[1]` on a line of its own within the text is a mark that a browser has set apart.
        cites = [_CITES.search(text) is not None for text in texts]
        if len(texts) == 1:
            return headed or cites[0] or run.starts[0][1] in _marked(lines[:first])
        return headed or all(cites) or any(rest for _, _, rest in run.starts)
    if headed:
        return True
    if len(run.starts) < 2 and run.style != "superscript":
        return False
    if 2 * sum(_CITES.search(text) is not None for text in texts) > len(texts):
        return True
    marked = _marked(lines[:first])
    numbers = {number for _, number, _ in run.starts}
    return 2 * len(numbers & marked) >= len(numbers) and bool(marked)


def _marked(lines: Sequence[Line]) -> set[int]:
    """Collect the numbers that could be marks in these lines."""
    found: set[int] = set()
    for line in lines:
        found.update(int(m[1]) for m in re.finditer(r"\[\^?(\d{1,4})\]", line.text))
        found.update(
            int(m[0].translate(_SUPERSCRIPTS)) for m in re.finditer(f"[{_SUPER}]{{1,4}}", line.text)
        )
        found.update(int(m["number"]) for m in _GLUED.finditer(line.text))
    return found


def _above(lines: Sequence[Line], first: int) -> tuple[int, ...]:
    """Give the heading over the notes, with a rule above or below it; without a heading nothing."""
    out: list[int] = []
    at = first - 1
    while at > 0 and len(out) < 3:
        if is_notes_heading(lines[at].plain):
            rule = (at - 1,) if at > 1 and _RULE.fullmatch(lines[at - 1].text) else ()
            return (*rule, at, *out)
        if not _RULE.fullmatch(lines[at].text):
            break
        out.append(at)
        at -= 1
    return ()


def _text(lines: Sequence[Line], run: _Run, k: int) -> tuple[str, list[int]]:
    """Give the words of a run's k-th note and the lines they stand on."""
    first, _, rest = run.starts[k]
    if k + 1 < len(run.starts):
        more = list(range(first + 1, run.starts[k + 1][0]))
    else:
        more = list(range(first + 1, _end(lines, run)))
    parts = [rest, *(lines[i].text for i in more)]
    return _BACK_ARROW.sub("", " ".join(part for part in parts if part)), [first, *more]


def _end(lines: Sequence[Line], run: _Run) -> int:
    """Tell where the last note ends: it is as long as the others show that notes are here."""
    at, _, rest = run.starts[-1]
    sizes = [b[0] - a[0] for a, b in zip(run.starts, run.starts[1:], strict=False)]
    end = at + 1
    if not rest and end < len(lines):
        alone = sum(not rest for _, _, rest in run.starts) > len(run.starts) / 2
        end += 1 if alone or lines[end].block == lines[at].block else 0
    most = max(sizes, default=1)
    while (
        end < len(lines)
        and end - at < most
        and lines[end].block == lines[end - 1].block
        and not is_chrome(lines[end].plain)
        and not is_name(lines[end].plain)
        and not is_author_heading(lines[end].plain)
        and byline_of(lines[end].plain) is None
        and not (end + 1 < len(lines) and fold(lines[end].text) == fold(lines[end + 1].text))
    ):
        end += 1
    return end


def _notes(lines: Sequence[Line], run: _Run) -> Notes:
    items: list[tuple[int, str]] = []
    taken: set[int] = set()
    for k, (_, number, _) in enumerate(run.starts):
        text, at = _text(lines, run, k)
        items.append((number, text))
        taken.update(at)
    first = run.starts[0][0]
    above = _above(lines, first)
    if not above and first > 1 and _RULE.fullmatch(lines[first - 1].text):
        above = (first - 1,)
    unsure: list[str] = []
    numbers = [number for number, _ in items]
    missing = sorted(set(range(min(numbers), max(numbers))) - set(numbers))
    if missing:
        unsure.append(f"no note {', '.join(map(str, missing))} was found among the notes")
    if len(set(numbers)) < len(numbers):
        unsure.append("a number stands at two notes")
    if numbers[0] != 1:
        unsure.append(f"the notes begin with number {numbers[0]}")
    return Notes(tuple(items), frozenset(taken), above, unsure=tuple(unsure))


# --- marks in the text


def has_mark(text: str, numbers: Collection[int]) -> bool:
    """Tell whether a paragraph holds what looks like a mark of one of these notes."""
    given = [m[1] for m in re.finditer(r"\[\^?(\d{1,4})\]|\[\^[^\]\s]{1,60}\]", text)]
    given += [m[0].translate(_SUPERSCRIPTS) for m in re.finditer(f"[{_SUPER}]{{1,4}}", text)]
    given += [m["number"] for m in _GLUED.finditer(text)]
    return any(number is None or int(number) in numbers for number in given)


_BRACKETS = re.compile(r"\\?\[\^?([^\]\[\s][^\]\[\n]{0,60}?)\\?\]")
_RANGE = re.compile(r"\d{1,4}(?:\s?[,;–-]\s?\^?\d{1,4})*")
# `[[1]](#_ftn1)`, `[1](#note1)`, `<sup>1</sup>`: what converters make of a linked mark.
_LINKED = re.compile(
    r"(?:<sup[^>]{0,80}>\s?)?\[?\\?\[\^?(\d{1,4})\\?\]\]?\(#[^)\s]{0,200}\)(?:\s?</sup>)?"
    r"|<sup[^>]{0,80}>\s?\[?(\d{1,4})\]?\s?</sup>"
)
_RAISED = re.compile(rf"[{_SUPER}]+(?:\s?[,،ʼ’˒·]\s?[{_SUPER}]+)*")
# A square or cubic measure, a power, a charge: `12 km²`, `10⁶`, `CO²`.
_MEASURE = re.compile(r"(?:\d|[+−⁻-]|(?:\d|\b)\s?(?:[kcdm]?m|ft|in|yd|mi|nm|к?м|[сд]м|мм))$")
# Digits stuck to the end of a sentence, a clause or a word where the page had them raised.
_GLUED = re.compile(
    r"(?<![^\W\d_])(?P<word>[^\W\d_]{2,}+|\b\d{4}(?=[.!?]))(?P<close>[\"'”’»)\]]*)(?P<stop>[.!?…,;:]?)"
    r"(?P<after>[\"'”’»)\]]*)"
    r"(?P<number>[1-9]\d{0,2})(?=\s|$|[.!?…,;:][\"'”’»)]*(?:\s|$))"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


class Marks:
    """Turns a page's marks into `[n]`, paragraph after paragraph in the order of the text."""

    def __init__(self, notes: Notes, text: Sequence[str]) -> None:
        self.notes = notes
        self.seen: set[int] = set()
        self.read_from_digits: list[str] = []
        self.left: list[str] = []
        self._last = 0
        numbers = notes.numbers
        # Digits are looked at only where nothing else marks the notes.
        self._glued = not any(
            (m := _RANGE.fullmatch(b[1])) and int(re.split(r"\D", m[0])[0]) in numbers
            for paragraph in text
            for b in _BRACKETS.finditer(paragraph)
        ) and not any(_RAISED.search(paragraph) or "<sup" in paragraph for paragraph in text)

    def convert(self, paragraph: str) -> str:
        """Write a paragraph's marks as `[n]`; everything else stays as it is."""
        numbers = self.notes.numbers
        if not numbers:
            return paragraph
        paragraph = _LINKED.sub(self._linked, paragraph)
        paragraph = _BRACKETS.sub(self._bracket, paragraph)
        if not paragraph.isascii():
            paragraph = _RAISED.sub(self._raised, paragraph)
        if self._glued:
            addresses = [m.span() for m in _ADDRESS.finditer(paragraph)]
            paragraph = _GLUED.sub(lambda m: self._digits(m, addresses), paragraph)
        return paragraph

    def alone(self, line: str) -> str:
        """Read a line that is nothing but marks, set apart by a browser; else give nothing."""
        text = re.sub(r"^\d{1,4}$", r"[\g<0>]", line.strip())
        if not re.fullmatch(rf"(?:\[\^?\d{{1,4}}\]\s?|[{_SUPER}]+)+", text):
            return ""
        given = [int(n.translate(_SUPERSCRIPTS)) for n in re.findall(rf"\d+|[{_SUPER}]+", text)]
        in_order = line.strip().isdigit() and given != [self._last + 1]
        if in_order or not set(given) <= self.notes.numbers:
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

    def _mark(self, number: int) -> str:
        self.seen.add(number)
        self._last = number
        return f"[{number}]"

    def _linked(self, match: re.Match[str]) -> str:
        number = int(match[1] or match[2])
        return self._mark(number) if number in self.notes.numbers else match.group()

    def _bracket(self, match: re.Match[str]) -> str:
        inside = match[1].removeprefix("^")
        if inside in self.notes.labels and "^" in match.group():
            return self._mark(self.notes.labels[inside])
        linked = match.string.startswith("(", match.end())
        if not _RANGE.fullmatch(inside) or (linked and not inside.isdigit()):
            return match.group()
        given: list[int] = []
        for part in re.split(r"\s?[,;]\s?", inside.replace("^", "")):
            ends = [int(n) for n in re.split(r"\s?[–-]\s?", part)]
            if len(ends) > 2 or ends[-1] - ends[0] > 50:
                return match.group()
            given += range(ends[0], ends[-1] + 1)
        if not given or not set(given) <= self.notes.numbers:
            return match.group()
        return "".join(self._mark(number) for number in given)

    def _raised(self, match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 8) : match.start()]
        groups = [g.translate(_SUPERSCRIPTS) for g in re.findall(f"[{_SUPER}]+", match.group())]
        numbers = self.notes.numbers
        given = [int(group) for group in groups]
        # `¹²` is note 12, or notes 1 and 2 side by side: the order of the text tells.
        apart = [int(digit) for digit in groups[0]] if len(groups) == 1 else given
        in_order = apart == list(range(self._last + 1, self._last + 1 + len(apart)))
        if len(apart) > 1 and in_order and given[0] > self._last + 1:
            given = apart
        if _MEASURE.search(before) or not set(given) <= numbers:
            self.left.append((before.split() or [""])[-1] + match.group())
            return match.group()
        return "".join(map(self._mark, given))

    def _digits(self, match: re.Match[str], addresses: Collection[tuple[int, int]]) -> str:
        number = int(match["number"])
        shown = match.group().split()[-1]
        if any(start <= match.start("number") < end for start, end in addresses):
            return match.group()
        if number not in self.notes.numbers:
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
