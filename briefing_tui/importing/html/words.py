"""What stands in an element -> runs of words: links, emphasis, marks, raised and lowered digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from briefing_tui.body.markdown import is_link

from .inline import Run, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .footnotes import Footnotes
    from .tree import Element, Node

_STYLES: dict[str, Literal["strong", "emphasis", "strike", "code"]] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "s": "strike",
    "del": "strike", "strike": "strike", "code": "code", "kbd": "code", "samp": "code",
    "tt": "code",
}  # fmt: skip
_DIGITS = re.compile(r"[\d+−()-]{1,6}|[ni]|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})+")
_RAISED = str.maketrans("0123456789+-−–()ni;", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿⁱ,")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
# Hints where a word may be broken, which only a browser knows what to do with.
_BREAKS = re.compile("[\u00ad\u200b\u2060\ufeff]")


class Words:
    """Reads the words in elements.

    Args:
        footnotes: which elements are marks, and which are not read.
        address: the page's, for links that are relative to it.
        hidden: tells whether an element is not seen.
    """

    def __init__(
        self, footnotes: Footnotes, address: str, hidden: Callable[[Element], bool]
    ) -> None:
        self._footnotes = footnotes
        self._address = address
        self._hidden = hidden

    def flat(self, element: Element) -> list[Run]:
        """Give the runs of an element as if it held one line."""
        runs: list[Run] = []
        stack: list[tuple[Element, Iterator[Node], Style]] = [
            (element, iter(element.children), Style())
        ]
        while stack:
            around, children, style = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                runs.append(Run(" " if around.is_block else "", style))
            elif isinstance(child, str):
                runs += self.text(child, style, around)
            elif (whole := self.whole(child, style)) is not None:
                runs += whole
            elif not self._hidden(child):
                runs.append(Run(" " if child.is_block else "", style))
                stack.append((child, iter(child.children), self.style(child, style)))
        return runs

    def text(self, text: str, style: Style, within: Element) -> list[Run]:
        """Give the run of a text; what only divides raised note marks is none."""
        if not re.search(r"\w", text) and self._is_row_of_marks(within):
            return []
        return [Run(_BREAKS.sub("", text), style)]

    def whole(self, element: Element, style: Style) -> list[Run] | None:
        """Read an element that is a sign by itself; None when it is to be read like others."""
        if id(element) in self._footnotes.dropped:
            return []
        if number := self._footnotes.marks.get(id(element)):
            return [Run(f"[{number}]", mark=True)]
        name = element.name
        if name == "br":
            return [Run(" ", style)]
        if name == "img":
            # Some sites put pictures in the place of signs.
            return [Run(element.get("alt"), style)] if "emoji" in element.get("class") else []
        if name in {"sup", "sub"} and not self._holds_marks(element):
            text = element.text(40)
            if _DIGITS.fullmatch(text):
                return [Run(text.translate(_RAISED if name == "sup" else _LOWERED), style)]
        return None

    def style(self, element: Element, around: Style) -> Style:
        """Give the style of what stands in an element."""
        if name := _STYLES.get(element.name):
            return around if around.code else around.having(name)
        if element.name == "a" and not around.link:
            return around.linked(self._link(element.get("href")))
        return around

    def _holds_marks(self, element: Element) -> bool:
        return any(id(inner) in self._footnotes.marks for inner in element.elements())

    def _is_row_of_marks(self, element: Element) -> bool:
        return element.name in {"sup", "span"} and self._holds_marks(element)

    def _link(self, address: str) -> str:
        """Give an address that a link may lead to, whole; else nothing."""
        address = re.sub(r"\s+", "%20", _BREAKS.sub("", address.strip()))
        if not address or address.startswith("#"):
            return ""
        if self._address:
            try:
                address = urljoin(self._address, address)
            except ValueError:
                return ""
        address = address.replace("<", "%3C").replace(">", "%3E")
        return address if is_link(address) else ""
