"""HTML as sites write it -> a tree of elements, in time that grows with its length only.

The only module that knows BeautifulSoup. What it is given has been made plain before: a scanner
drops comments, programs and all attributes that say nothing here, and makes text of a `<` that
begins no tag. 100 kB of `<a <a <a …` take Python's own parser, on which BeautifulSoup rests, more
than 20 seconds otherwise.
"""

from __future__ import annotations

import html
import re
import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError

from .tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from bs4.element import PageElement

# Pages are nested thirty deep, some sixty.
_DEEPEST = 120
_KEPT = frozenset(
    "alt aria-hidden aria-label class colspan content datetime epub:type href hreflang hidden id "
    "itemprop lang name property pubdate rel role start style type value".split()
)
_LONGEST_VALUE = 4_000
_NAME = re.compile(r"/?([a-zA-Z][\w:.-]*)(?=[\s/>])")
_STOP = re.compile(r"=\s*+([\"'])|>")
_ATTRIBUTE = re.compile(
    r"([^\s/>=\"'][^\s/>=]*+)(?:\s*+=\s*+(\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*+))?"
)
# What stands in them is no HTML: it ends at the end tag, whatever it is.
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_BODY_TAG = re.compile(r"<(?:/head|body|header|main|article|div|h1|p)\b", re.IGNORECASE)
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(https?://\S+)")
# An item ends where the next one begins, though nobody has said so.
_ENDS = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "p": frozenset(("p",)),
}
# What may stand in a head; anything else ends it, as it does in browsers.
_IN_HEAD = frozenset("base link meta noscript script style template title".split())
_HOLDERS = frozenset(("ul", "ol", "menu", "dl", "table", "blockquote", "article", "section"))


@dataclass(frozen=True, slots=True)
class Markup:
    """A page, parsed."""

    root: Element
    data: tuple[str, ...]
    """What its JSON-LD scripts hold."""
    address: str
    """Where the browser that saved it says that it was, or nothing."""


def parse(page: str) -> Markup:
    """Parse a page.

    Raises:
        BriefingError: BeautifulSoup is not installed.
    """
    try:
        from bs4 import BeautifulSoup  # noqa: PLC0415 - an extra, which takes 60 ms
    except ImportError as error:
        # Of several Pythons the one that runs this has to have it.
        pip = f"{shlex.quote(sys.executable)} -m pip" if sys.executable else "pip"
        raise BriefingError(
            "HTML is read with the library beautifulsoup4, which is not installed",
            f"{pip} install 'briefing-tui[html]', or save the page as text",
        ) from error
    scanner = _Scanner(page.replace("\0", ""))
    # The tag keeps it from taking a short page for a file's name.
    plain = f"<html>{''.join(scanner.pieces())}</html>"
    soup = BeautifulSoup(plain, "html.parser", multi_valued_attributes=None)
    return Markup(_tree_of(soup), tuple(scanner.data), scanner.address)


class _Scanner:
    """One run over a page, from `<` to `<`; no part of it is looked at twice."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.data: list[str] = []
        self.address = ""
        self._absent: set[str] = set()
        """Ends that do not come any more."""
        self._quotes = True
        """Quotation marks still come in pairs."""

    def pieces(self) -> Iterator[str]:
        """Give the page's text and its tags, plainly written."""
        at = 0
        while (start := self.page.find("<", at)) >= 0:
            yield self.page[at:start]
            piece, at = self._piece(start)
            yield piece
        yield self.page[at:]

    def _piece(self, start: int) -> tuple[str, int]:
        page = self.page
        if page.startswith("<!--", start):
            end = self._find("-->", start + 4)
            if found := _SAVED_FROM.match(page, start + 4):
                self.address = found[1]
            # One that is not closed would take the rest of the page with it.
            return "", end + 3 if end >= 0 else start + 4
        if page.startswith("<![CDATA[", start):
            end = self._find("]]>", start)
            return (html.escape(page[start + 9 : end]), end + 3) if end >= 0 else ("", start + 9)
        if page.startswith(("<!", "<?"), start):
            end = self._find(">", start)
            return ("", end + 1) if end >= 0 else ("&lt;", start + 1)
        name = _NAME.match(page, start + 1)
        # `<https://a.example>` is no tag.
        end = self._tag_end(name.end()) if name and name[1][-1] != ":" else -1
        if name is None or end < 0:
            return "&lt;", start + 1
        return self._tag(name[1].lower(), page[start + 1] == "/", name.end(), end)

    def _find(self, end: str, start: int) -> int:
        if end in self._absent:
            return -1
        at = self.page.find(end, start)
        if at < 0:
            self._absent.add(end)
        return at

    def _tag_end(self, at: int) -> int:
        """Find the `>` of a tag; one in an attribute's value is none."""
        start = at
        while self._quotes:
            stop = _STOP.search(self.page, at)
            if stop is None:
                break
            if stop[1] is None:
                return stop.start()
            at = self.page.find(stop[1], stop.end()) + 1
            if not at:
                break
        # A quotation mark that nothing closes: from here on a tag ends at the next `>`.
        self._quotes = False
        return self._find(">", start)

    def _tag(self, name: str, ends: bool, start: int, end: int) -> tuple[str, int]:
        if ends:
            return f"</{name}>", end + 1
        inside = self.page[start:end]
        # Of an attribute that stands there twice, the first counts.
        attributes = dict(reversed(list(_attributes(inside))))
        written = [f' {key}="{html.escape(value)}"' for key, value in attributes.items()]
        tag = f"<{name}{''.join(written)}>"
        if name not in _RAW or inside.endswith("/"):
            return tag, end + 1
        content, end = self._raw(name, end + 1)
        if name == "script" and "ld+json" in attributes.get("type", ""):
            self.data.append(content)
        return (f"{tag}{content.replace('<', '&lt;')}</title>" if name == "title" else ""), end

    def _raw(self, name: str, start: int) -> tuple[str, int]:
        """Give what stands in an element that is no HTML, and where it ends."""
        closing = f"</{name}"
        if closing not in self._absent:
            found = re.compile(closing, re.IGNORECASE).search(self.page, start)
            if found:
                end = self._find(">", found.start())
                return self.page[start : found.start()], end + 1 if end >= 0 else len(self.page)
            self._absent.add(closing)
        after = _BODY_TAG.search(self.page, start)
        end = after.start() if after else len(self.page)
        return self.page[start:end], end


def _attributes(inside: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(inside):
        name = found[1].lower()
        if name in _KEPT:
            value = found[2] or ""
            if value[:1] in {'"', "'"}:
                value = value[1:-1]
            if value[:5].lower() != "data:":
                yield name, html.unescape(value[:_LONGEST_VALUE])


# --- from BeautifulSoup's tree to ours


def _tree_of(soup: BeautifulSoup) -> Element:
    from bs4.element import NavigableString, Tag  # noqa: PLC0415 - as above

    root = Element("html")
    stack = [_Frame(iter(soup.contents), root)]
    while stack:
        frame = stack[-1]
        child = next(frame.children, None)
        if child is None:
            stack.pop()
            if frame.ending:
                frame.into.children.append(Element(frame.ending, parent=frame.into))
        elif isinstance(child, Tag):
            name = child.name.lower()
            into = _end_items(name, stack)
            attributes = {key: str(value) for key, value in child.attrs.items()}
            element = Element(name, attributes, into)
            into.children.append(element)
            if element.depth > _DEEPEST:
                # What it holds follows it, between two empty ones.
                stack.append(_Frame(iter(child.contents), into, name))
            else:
                stack.append(_Frame(iter(child.contents), element))
        elif isinstance(child, NavigableString):
            frame.into.children.append(str(child))
    return root


@dataclass(slots=True)
class _Frame:
    """Children that are still to be read, and the element that they go into."""

    children: Iterator[PageElement]
    into: Element
    ending: str = ""
    """An element that marks where they end."""


def _end_items(name: str, stack: list[_Frame]) -> Element:
    """End the items that an element of this name ends; give the element that it goes into."""
    into: Element = stack[-1].into
    ended = _ENDS.get(name)
    at: Element | None = into if ended else None
    found = into
    if into.name == "head" and into.parent is not None and name not in _IN_HEAD:
        found = into.parent
    while at is not None and ended and at.name not in _HOLDERS:
        if at.name in ended and at.parent is not None:
            found = at.parent
        at = at.parent
    # What follows in them goes where the new item goes.
    for frame in reversed(stack if found is not into else ()):
        if frame.into is found:
            break
        frame.into = found
    return found
