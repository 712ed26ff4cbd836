"""Words with their emphasis, links and note marks -> one line of Markdown, and its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing_tui.importing.escaping import compose, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SPACE = re.compile("([ \t\n\r\f]+)")
_SIGNS = {"strong": "**", "emphasis": "*", "strike": "~~", "code": "`"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of words is set."""

    link: str = ""
    """An address."""
    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    code: bool = False

    def shared(self, other: Style) -> Style:
        """Give what both have."""
        return Style(
            self.link if self.link == other.link else "",
            self.strong and other.strong,
            self.emphasis and other.emphasis,
            self.strike and other.strike,
            self.code and other.code,
        )

    def linked(self, address: str) -> Style:
        """Give the style within a link."""
        return replace(self, link=address)

    def having(self, name: Literal["strong", "emphasis", "strike", "code"]) -> Style:
        """Give the style with one thing more."""
        match name:
            case "strong":
                return replace(self, strong=True)
            case "emphasis":
                return replace(self, emphasis=True)
            case "strike":
                return replace(self, strike=True)
            case _:
                return replace(self, code=True)

    def signs(self) -> list[str]:
        """Give what opens it, from the outside; a link by its address."""
        names = [name for name in _SIGNS if getattr(self, name)]
        return [*([f"({self.link})"] if self.link else []), *(_SIGNS[name] for name in names)]


_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words of one style, or a note mark."""

    text: str
    style: Style = _PLAIN
    mark: bool = False


def words_of(runs: Iterable[Run]) -> str:
    """Give the words alone."""
    return "".join(run.text for run in _tidy(runs))


def markdown_of(runs: Sequence[Run], *, heading: bool = False) -> str:
    """Write Markdown that reads as these words.

    Where it cannot hold the emphasis, as in the middle of some words, the words win.
    """
    tidy = list(_tidy(runs))
    words = "".join(run.text for run in tidy)
    linked = [replace(run, style=Style(run.style.link)) for run in tidy]
    for attempt in (tidy, linked):
        written = compose(list(_pieces(attempt)), words, heading=heading)
        if written is not None:
            return written
    return escape(words, {int(run.text[1:-1]) for run in tidy if run.mark})


def without_brackets(runs: Sequence[Run]) -> list[Run]:
    """Take away brackets that stand around note marks outside of their links: `[<a>1</a>]`."""
    out = list(runs)
    start = 0
    while start < len(out):
        if not out[start].mark:
            start += 1
            continue
        end = start + 1  # behind the last of a row of marks
        while end < len(out) and (out[end].mark or not out[end].text.strip(" ,;")):
            end += 1
        while not out[end - 1].mark:
            end -= 1
        if start and end < len(out):
            before, after = out[start - 1], out[end]
            opening, closing = before.text.rstrip(), after.text.lstrip()
            if opening[-1:] + closing[:1] in {"[]", "()"}:
                out[start - 1] = replace(before, text=opening[:-1])
                out[end] = replace(after, text=closing[1:])
                out[start:end] = [
                    run if run.mark else replace(run, text="") for run in out[start:end]
                ]
        start = end
    return out


def _tidy(runs: Iterable[Run]) -> Iterator[Run]:
    """Make white space one space, and keep it out of the ends of what is emphasised."""
    last: Run | None = None
    gap = False
    for run in runs:
        for piece in (run.text,) if run.mark else _SPACE.split(run.text):
            if not piece:
                continue
            if not run.mark and _SPACE.fullmatch(piece):
                gap = True
                continue
            if gap and last is not None:
                yield Run(" ", last.style.shared(run.style))
            gap = False
            last = Run(piece, run.style, run.mark)
            yield last


def _pieces(runs: Sequence[Run]) -> Iterator[tuple[str, bool]]:
    """Give words and signs in turn."""
    opened: list[str] = []
    code = ""
    for n, run in enumerate(runs):
        wanted = run.style.signs()
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        while len(opened) > same:
            yield _closing(opened.pop(), code), False
        for sign in wanted[same:]:
            if sign == "`":
                code = _fence(runs[n:])
            opened.append(sign)
            yield code if sign == "`" else "[" if sign.startswith("(") else sign, False
        yield run.text, not run.mark and not run.style.code
    while opened:
        yield _closing(opened.pop(), code), False


def _closing(sign: str, code: str) -> str:
    if sign == "`":
        return code
    if not sign.startswith("("):
        return sign
    address = sign[1:-1]
    return f"](<{address}>)" if re.search(r"[()]", address) else f"]({address})"


def _fence(runs: Sequence[Run]) -> str:
    """Give as many backticks as the code does not hold."""
    text = ""
    for run in runs:
        if not run.style.code:
            break
        text += run.text
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * (longest + 1)
