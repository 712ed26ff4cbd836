"""Notes on a page: the run of numbered lines after the text, or what its markup says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing_tui.text import fold

from .byline import byline_of
from .escaping import spoken
from .lines import Line, is_definition
from .marks import SUPER, has_mark, marked_in, number_of
from .names import is_name
from .wording import is_author_heading, is_chrome, is_notes_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# How a note's line begins, style by style; group 1 is the number, group 2 the rest.
_STYLES = {
    "bracket": re.compile(r"(?:[↑^]\s*)?\\?\[(\d{1,4})\\?\]:?\s*(.*)", re.DOTALL),
    "dot": re.compile(r"(\d{1,4})\\?[.)](?:\s+|(?=[^\d\s])|$)(.*)", re.DOTALL),
    "dash": re.compile(r"(\d{1,4})\s?[–—-]\s*(?=[^\d\s])(.*)", re.DOTALL),
    "round": re.compile(r"\((\d{1,4})\)\s*(.*)", re.DOTALL),
    "superscript": re.compile(rf"([{SUPER}]{{1,4}})[.)]?\s*(.*)", re.DOTALL),
    "bare": re.compile(
        r"(\d{1,4})(?:\s+(?=[^\d\s%.,)–-])|(?=[^\W\d_a-zа-яё]|[\"“«„‘])|$)(.*)", re.DOTALL
    ),
    "roman": re.compile(r"\\?\[([ivxlc]{1,7})\\?\]\s*(.*)", re.DOTALL),
    "roman, dot": re.compile(r"([ivxlc]{1,7})\\?[.)]\s+(.*)", re.DOTALL),
}
# A bracket at the start of a line says so by itself; the other styles need more to go by.
_STRONG = "bracket"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LABEL = re.compile(r"\[\^([^\]\s]{1,60})\]:\s*(.*)", re.DOTALL)
_CITES = re.compile(
    r"https?://|www\.|\bibid|\bop\. ?cit|\bid(?:em|\.)|a\.\s?g\.\s?[em]|\ba\.\s?e\."
    r"|там же|указ\. соч|ebd\.|a\.a\.o"
    r"|eris(?:im|ildi)|accessed|date of access|retrieved|дата обращения|abgerufen|consulte"
    r"|^[^\"]{0,60}\"[^\"]{8,}\""
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
    """The headings over them, and rules."""
    labels: dict[str, int] = field(default_factory=dict)
    """Labels, `[^smith]` or `[iv]`, and the numbers given to them."""
    bare_labels: bool = False
    """Labels need no `^`."""
    sections: tuple[Mapping[int, int], ...] = ()
    """Where the numbers begin again: for each chapter, its own numbers and those given to them."""
    within: bool = False
    """Some of the text stands between them."""
    told: bool = False
    """The page's markup tells them."""
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

    @property
    def first(self) -> int:
        return self.starts[0][0]

    @property
    def numbers(self) -> list[int]:
        return [number for _, number, _ in self.starts]


def find_notes(lines: Sequence[Line], *, markdown: bool) -> Notes | None:
    """Find the notes of a page: what its markup tells, or the last run of numbered lines.

    A run of `[n]` lines is taken as it is. One in a style that lists have too (`1.`, `1`, `¹`) must
    stand under a heading for notes, be marked in the text before it, or consist of citations.
    """
    if any(line.note for line in lines):
        return _told(lines)
    if any(is_definition(line.text) for line in lines if not line.code):
        return _definitions(lines, markdown=markdown)
    runs = [run for style in _STYLES for run in _runs(lines, style)]
    runs = [run for run in runs if _convinces(lines, run)]
    if not runs:
        return None
    best = max(
        runs,
        key=lambda run: (
            bool(_above(lines, run.first)),
            run.style == _STRONG,
            run.starts[-1][0],
            len(run.starts),
        ),
    )
    return _notes(lines, _chapters(lines, runs, best))


def _told(lines: Sequence[Line]) -> Notes:
    """Give the notes that a page's own markup tells."""
    found = {line.note: i for i, line in enumerate(lines) if line.note}
    texts = _without_numbers({n: lines[i].text for n, i in sorted(found.items())})
    items = tuple((n, _BACK_ARROW.sub("", spoken(text, found))) for n, text in texts.items())
    first = min(found.values())
    above = _above(lines, first)
    if not above and first > 1 and _RULE.fullmatch(lines[first - 1].text):
        above = (first - 1,)
    return Notes(items, frozenset(found.values()), above, told=True)


def _without_numbers(texts: Mapping[int, str]) -> dict[int, str]:
    """Take the numbers off notes, if they are written before them: those of a list are not."""
    for style, pattern in _STYLES.items():
        rests = {
            n: match[2].strip()
            for n, text in texts.items()
            if (match := pattern.fullmatch(text)) and _value(style, match[1]) == n
        }
        if 2 * len(rests) > len(texts) and any(rests.values()):
            return {n: rests.get(n, text) for n, text in texts.items()}
    return dict(texts)


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
    taken = frozenset(i for _, at, _ in found for i in at)
    above = _above(lines, found[0][1][0])
    return Notes(tuple(items), taken, above, labels, within=_has_text_within(lines, taken, above))


def _has_text_within(lines: Sequence[Line], taken: frozenset[int], above: Iterable[int]) -> bool:
    """Tell whether definitions stand between the paragraphs that mark them."""
    own = {*taken, *above}
    rest = [lines[i] for i in range(min(taken), len(lines)) if i not in own]
    return any(re.search(r"\[\^[^\]\s]{1,60}\](?!:)", line.text) for line in rest)


# --- runs of numbered lines


def _value(style: str, text: str) -> int:
    if not style.startswith("roman"):
        return number_of(text)
    values = [_ROMAN[letter] for letter in text]
    following = [*values[1:], 0]
    total = sum(v if v >= n else -v for v, n in zip(values, following, strict=True))
    return total if _roman(total) == text else 0


def _roman(number: int) -> str:
    out = ""
    for value, letters in (
        (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
        (1, "i"),
    ):  # fmt: skip
        while number >= value:
            out, number = out + letters, number - value
    return out


def _runs(lines: Sequence[Line], style: str) -> list[_Run]:
    pattern = _STYLES[style]
    runs: list[_Run] = []
    for i, line in enumerate(lines):
        if line.code or not (match := pattern.fullmatch(line.text)):
            continue
        number, rest = _value(style, match[1]), match[2].strip()
        if not number and style.startswith("roman"):
            continue
        start = (i, number, rest)
        if runs:
            before, last, _ = runs[-1].starts[-1]
            near = i - before <= _LONGEST_NOTE and line.block - lines[before].block <= 6
            step = number - last
            if near and (step == 1 or (style == _STRONG and 0 <= step <= 3)):
                runs[-1].starts.append(start)
                continue
        if style == _STRONG or number == 1:
            runs.append(_Run(style, [start]))
    return runs


def _convinces(lines: Sequence[Line], run: _Run) -> bool:
    # A link's address cites nothing by itself: menus are made of links.
    texts = [
        fold(" ".join(lines[i].said for i in _text(lines, run, k)[1]))
        for k in range(len(run.starts))
    ]
    if not any(_text(lines, run, k)[0] for k in range(len(run.starts))):
        return False
    headed = bool(_above(lines, run.first))
    if not headed and _is_the_text(lines, run):
        return False
    cites = [_CITES.search(text) is not None for text in texts]
    before = [line.text for line in lines[: run.first] if not line.code]
    if run.style.startswith("roman"):
        labels = {_roman(number) for number in run.numbers}
        marked_ = {m[1] for text in before for m in re.finditer(r"\[([ivxlc]{1,7})\]", text)}
        return len(run.starts) > 1 and (headed or 2 * len(labels & marked_) >= len(labels))
    if run.style == _STRONG:
        # `[1]` on a line of its own within the text is a mark that a browser has set apart.
        if len(texts) == 1:
            return headed or cites[0] or run.numbers[0] in marked_in(before, loose=False)
        return headed or all(cites) or any(rest for _, _, rest in run.starts)
    if headed:
        return True
    if len(run.starts) < 2 and run.style != "superscript":
        return False
    if 2 * sum(cites) > len(texts):
        return True
    # A web page has signs for marks; what else looks like one is something else.
    marked = marked_in(before, loose=not lines[run.first].shown)
    return 2 * len(set(run.numbers) & marked) >= len(run.starts) and bool(marked)


def _is_the_text(lines: Sequence[Line], run: _Run) -> bool:
    """Tell whether numbered lines are the text itself: next to nothing stands above them."""
    before = [line for line in lines[: run.first] if not line.code]
    own = sum(lines[i].words for k in range(len(run.starts)) for i in _text(lines, run, k)[1])
    above = sum(line.words for line in before)
    return own > 300 and above * 6 < own and not marked_in([b.text for b in before], loose=False)


def _chapters(lines: Sequence[Line], runs: Sequence[_Run], best: _Run) -> list[_Run]:
    """Give the runs of a page whose notes begin again at 1 in each chapter; else only the best."""
    alike = sorted(
        (run for run in runs if run.style == best.style and run.numbers[0] == 1),
        key=lambda run: run.first,
    )
    out: list[_Run] = []
    for run in alike:
        follows = bool(out) and run.first - out[-1].starts[-1][0] <= 4
        if _above(lines, run.first) or follows or (run.style == _STRONG and len(run.starts) > 1):
            out.append(run)
    return out if len(out) > 1 and best in out else [best]


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
        if _is_interrupted(lines, run, k, more):
            more = [i for i in more if lines[i].block == lines[first].block]
    else:
        more = list(range(first + 1, _end(lines, run)))
    if lines[first].shown:
        rest = spoken(rest)
    parts = [rest, *(_words(lines[i]) for i in more)]
    return _BACK_ARROW.sub("", " ".join(part for part in parts if part)), [first, *more]


def _is_interrupted(lines: Sequence[Line], run: _Run, k: int, more: Sequence[int]) -> bool:
    """Tell whether the text goes on between two notes, as it does at the foot of each page."""
    later = set(run.numbers[k + 1 :])
    block = lines[run.starts[k][0]].block
    return any(lines[i].block != block and has_mark(lines[i].text, later) for i in more)


def _words(line: Line) -> str:
    return spoken(line.text) if line.shown else line.text


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
        and not byline_of(lines[end].plain)
        and not (end + 1 < len(lines) and fold(lines[end].text) == fold(lines[end + 1].text))
    ):
        end += 1
    return end


def _notes(lines: Sequence[Line], runs: Sequence[_Run]) -> Notes:
    items: list[tuple[int, str]] = []
    taken: set[int] = set()
    above: list[int] = []
    sections: list[Mapping[int, int]] = []
    unsure: list[str] = []
    for run in runs:
        offset = max((number for number, _ in items), default=0)
        for k, (_, number, _) in enumerate(run.starts):
            text, at = _text(lines, run, k)
            items.append((number + offset, text))
            taken.update(at)
        over = _above(lines, run.first)
        if not over and run.first > 1 and _RULE.fullmatch(lines[run.first - 1].text):
            over = (run.first - 1,)
        above += over
        sections.append({number: number + offset for number in run.numbers})
        unsure += _gaps(run.numbers)
    first = runs[0]
    labels = {}
    if first.style.startswith("roman"):
        labels = {_roman(number): number for number in first.numbers}
        unsure.append("the notes are numbered i, ii, … on the page")
    if len(runs) > 1:
        unsure.append("the numbers of the notes begin again; they are numbered on")
    between = set(range(min(taken), max(taken))) - taken - set(above)
    return Notes(
        tuple(items),
        frozenset(taken),
        tuple(above),
        labels,
        bare_labels=bool(labels),
        sections=tuple(sections) if len(runs) > 1 else (),
        within=any(lines[i].words > 12 for i in between),
        unsure=tuple(unsure),
    )


def _gaps(numbers: Sequence[int]) -> list[str]:
    unsure: list[str] = []
    missing = sorted(set(range(min(numbers), max(numbers))) - set(numbers))
    if missing:
        unsure.append(f"no note {', '.join(map(str, missing))} was found among the notes")
    if len(set(numbers)) < len(numbers):
        unsure.append("a number stands at two notes")
    if numbers[0] != 1:
        unsure.append(f"the notes begin with number {numbers[0]}")
    return unsure
