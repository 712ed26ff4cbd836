"""Footnotes by their links: which element is a mark, which a note, and what only leads back.

Sites write them in a dozen ways, but nearly all link the mark to the note by its `id`. Notes that
nothing links are found by their list, or by the rules that pages of text go through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefing_tui.importing.wording import is_notes_heading

from .tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .tree import Node

_LABEL = re.compile(
    r"[\[(]?\s*(?:(?:note|fn|footnote|ref|dipnot|сноска|прим\.?)\s*)?"
    r"(?:(?P<number>\d{1,4})|(?P<letters>[a-zа-яё]|[ivxlc]{1,7})|(?P<sign>[*†‡§¶#]{1,4}))"
    r"\s*[\])]?\s*[.):]?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"[\s\ufe0e\ufe0f↩↵⏎↑⇧↥^«‹←⤴⬆]*(?:(?:jump |go |zurück |geri |back)[\w ]{0,40}|[a-z](?:[ "
    r",][a-z])*)?"
    r"[\s\ufe0e\ufe0f↩↵⏎↑⇧↥^»←⤴⬆.]*",
    re.IGNORECASE,
)
_NO_NOTE = frozenset("h1 h2 h3 h4 h5 h6 table figure img main article body html form".split())
_NO_TARGET = re.compile(r"comment|respond|disqus|^aff|^corresp|^page|^tab")
_CONTAINERS = frozenset("li p div dd td tr section aside blockquote footer dt".split())
_LISTS = re.compile(
    r"footnote|endnote|fn-?list|reflist|references|dipnot|sdfootnote|easy-footnotes"
)
_INLINE_NOTE = re.compile(r"footnote(?:s-footnote)?__note|footnote-?content|sidenote|margin-?note")
_LONGEST = 700  # words
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()


@dataclass(slots=True)
class Footnotes:
    """What is a mark and what a note, by the identity of the elements."""

    marks: dict[int, int] = field(default_factory=dict)
    """The element that is to be read as a mark -> its number."""
    notes: dict[int, int] = field(default_factory=dict)
    """The element that holds a note -> its number."""
    more: set[int] = field(default_factory=set)
    """Elements that go on with the note before them."""
    dropped: set[int] = field(default_factory=set)
    """Numbers before a note and links back to the text."""
    beside: set[int] = field(default_factory=set)
    """Notes that stand within a paragraph."""
    unsure: list[str] = field(default_factory=list)


def find_footnotes(root: Element) -> Footnotes:
    """Find marks and notes; the tree is changed where one element holds several notes."""
    return _Finder(root).found()


@dataclass(slots=True)
class _Link:
    """A link from what looks like a mark to what may be a note."""

    anchor: Element
    target: Element
    label: re.Match[str]


class _Finder:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.order: dict[int, int] = {}
        self.targets: dict[str, Element] = {}
        self.out = Footnotes()
        self.held: set[int] = set()
        """Elements that hold a note each."""
        for n, element in enumerate(root.elements()):
            self.order[id(element)] = n
            for name in (element.get("id"), element.get("name")):
                if name and element.name != "meta":
                    self.targets.setdefault(name, element)

    def found(self) -> Footnotes:
        links = list(self._links())
        held = self._held(links)
        self.held = {id(container) for container in held.values()}
        numbers = self._numbers(links, held)
        for link in links:
            container = held.get(id(link.target))
            if container is not None and id(container) in numbers:
                self.out.marks[id(_whole_mark(link.anchor))] = numbers[id(container)]
        for note in {id(note): note for note in held.values()}.values():
            if id(note) in numbers:
                self._take(note, numbers[id(note)])
        self._take_lists()
        self._take_tables()
        self._take_inline()
        return self.out

    # --- notes that are linked

    def _links(self) -> Iterator[_Link]:
        for anchor in self.root.find_all("a"):
            _, sign, fragment = anchor.get("href").partition("#")
            target = self.targets.get(fragment) or self.targets.get(unquote(fragment))
            if not sign or target is None or target.name in _NO_NOTE:
                continue
            if _NO_TARGET.search(fragment.lower()):
                continue
            label = _LABEL.fullmatch(anchor.text(60))
            ahead = self.order[id(target)] > self.order[id(anchor)]
            if label and ahead and not target.within("nav", "h1", "h2", "h3", "h4", "h5", "h6"):
                yield _Link(anchor, target, label)

    def _held(self, links: Sequence[_Link]) -> dict[int, Element]:
        """Give for each target the element that holds its note."""
        containers: dict[int, Element] = {}
        shared: dict[int, list[Element]] = {}
        for link in links:
            container = None if id(link.target) in containers else _container(link.target)
            if container is None or container in (link.anchor, *link.anchor.ancestors()):
                continue
            containers[id(link.target)] = container
            shared.setdefault(id(container), []).append(link.target)
        held: dict[int, Element] = {}
        for targets in shared.values():
            container = containers[id(targets[0])]
            parts = [container] if len(targets) == 1 else _divide(container, targets)
            for target, part in zip(targets, parts, strict=True):
                if part is not None and 0 < len(part.text().split()) <= _LONGEST:
                    held[id(target)] = part
        return held

    def _numbers(self, links: Sequence[_Link], held: dict[int, Element]) -> dict[int, int]:
        """Give the notes their numbers: those of the marks, as long as each has one of its own."""
        labels: dict[int, re.Match[str]] = {}
        for link in links:
            if (container := held.get(id(link.target))) is not None:
                labels.setdefault(id(container), link.label)
        letters = [m["letters"].lower() for m in labels.values() if m["letters"]]
        roman = bool(letters) and letters == _ROMAN[: len(letters)] and len(set(letters)) > 1
        given: dict[int, int] = {}
        stay: list[str] = []
        for note, label in labels.items():
            if label["number"]:
                given[note] = int(label["number"])
            elif roman:
                given[note] = _ROMAN.index(label["letters"].lower()) + 1
            else:
                stay.append(label.group().strip())
        if stay:
            shown = ", ".join(f"'{label}'" for label in dict.fromkeys(stay[:5]))
            self.out.unsure.append(f"notes marked by letters or signs stay text: {shown}")
        if not _are_plausible(sorted(given.values()), [link.target for link in links]):
            return {}
        if len(set(given.values())) < len(given):
            self.out.unsure.append("the numbers of the notes begin again; they are numbered on")
            return {container: n for n, container in enumerate(given, 1)}
        return given

    def _take(self, container: Element, number: int) -> None:
        """Take a note; one of several paragraphs, or whose number stands alone, goes on."""
        self.out.notes[id(container)] = number
        self._drop_signs(container, number)
        following = _following(container)
        alone = not _own_words(container, number)
        ends = next((n for n, e in enumerate(following) if self._is_other(e)), len(following))
        if alone:
            ends = min(ends, 1)
        elif ends == len(following) or id(following[ends]) not in self.held:
            # What stands behind the last note may be anything.
            return
        for element in following[:ends]:
            if element.name not in {"p", "div", "dd", "blockquote", "ul"}:
                break
            self.out.more.add(id(element))
            self._drop_signs(element, 0)

    def _is_other(self, element: Element) -> bool:
        """Tell whether an element is another note, or no note at all."""
        if element.name in _NO_NOTE or element.name == "hr":
            return True
        return any(id(e) in self.held for e in _self_and_elements(element))

    def _drop_signs(self, container: Element, number: int) -> None:
        """Drop links back to the text, and the note's own number where an element holds it."""
        for element in _self_and_elements(container):
            if element.name == "a" and "#" in element.get("href"):
                fragment = unquote(element.get("href").partition("#")[2])
                target = self.targets.get(fragment)
                text = element.text(60)
                if target is None and not element.get("href").startswith("#"):
                    continue  # it leads to another page
                earlier = target is not None and (
                    self.order.get(id(target), 0) < self.order.get(id(container), 1 << 60)
                )
                if _BACK.fullmatch(text) or (earlier and _LABEL.fullmatch(text)):
                    self.out.dropped.add(id(element))
        for element in _self_and_elements(container):
            text = element.text(60)
            if not text:
                continue
            label = _LABEL.fullmatch(text)
            if (
                label
                and number
                and element is not container
                and label["number"] == str(number)
                and element.name in {"sup", "span", "a", "b", "strong", "td", "dt", "em", "i", "p"}
            ):
                self.out.dropped.add(id(element))
            elif element is not container and not label:
                break
        for element in container.elements():
            # `^ a b`, Wikipedia's way back from a source that is used twice.
            if "backlink" in element.get("class"):
                self.out.dropped.add(id(element))

    # --- notes that nothing links

    def _take_lists(self) -> None:
        """Take lists of notes: the numbers of an `ol` are shown, but stand in no text."""
        for held in list(self.root.find_all("ol", "ul")):
            items = [c for c in held.children if isinstance(c, Element) and c.name == "li"]
            if not items or held.within("nav"):
                continue
            known = [self.out.notes.get(id(item)) or self._inner(item) for item in items]
            if held.name == "ul" and not any(known):
                continue
            named = any(
                _LISTS.search(f"{e.get('class')} {e.get('id')}".lower())
                for e in (held, held.parent)
                if e is not None
            )
            if not (any(known) or named or is_notes_heading(_text_before(held))):
                continue
            numbers = list(_ordinals(held, items))
            if any(k and k != n for k, n in zip(known, numbers, strict=True)):
                continue
            taken = set(self.out.notes.values())
            for item, number, there in zip(items, numbers, known, strict=True):
                if not there and item.text(60) and number not in taken:
                    self.out.notes[id(item)] = number
                    self._drop_signs(item, number)

    def _inner(self, item: Element) -> int:
        return next((n for e in item.elements() if (n := self.out.notes.get(id(e), 0))), 0)

    def _take_tables(self) -> None:
        """Take tables of two columns, the first of which holds the numbers."""
        for table in list(self.root.find_all("table")):
            rows = [row for row in table.find_all("tr") if row.text(60)]
            if not rows or any(self.out.notes.get(id(row)) for row in rows):
                continue
            numbers: list[int] = []
            for row in rows:
                cells = [c.text(60) for c in row.children if isinstance(c, Element)]
                label = _LABEL.fullmatch(cells[0]) if len(cells) == 2 else None
                numbers.append(int(label["number"] or 0) if label else 0)
            there = any(number in self.out.notes.values() for number in numbers)
            if (
                numbers == list(range(1, len(rows) + 1))
                and not there
                and (
                    is_notes_heading(_text_before(table))
                    or _LISTS.search(table.get("class").lower())
                )
            ):
                for row, number in zip(rows, numbers, strict=True):
                    self.out.notes[id(row)] = number
                    self._drop_signs(row, number)

    def _take_inline(self) -> None:
        """Take notes that stand beside their marks, unseen until the mark is touched."""
        there = set(self.out.notes.values())
        for element in list(self.root.find_all("span", "aside", "small", "div")):
            known = [element, *element.ancestors(), *element.elements()]
            if not _INLINE_NOTE.search(element.get("class")) or any(
                id(e) in self.out.notes for e in known
            ):
                continue
            before = _before(element)
            label = _LABEL.fullmatch(before.text(60)) if before is not None else None
            if before is None or not label or not label["number"]:
                continue
            number = int(label["number"])
            if number in there:
                self.out.dropped.add(id(element))
            else:
                self.out.notes[id(element)] = number
                self.out.beside.add(id(element))
            self.out.marks[id(before)] = number


def _are_plausible(numbers: Sequence[int], targets: Sequence[Element]) -> bool:
    """Tell whether numbers are those of notes: one after the other, with few gaps."""
    if not numbers:
        return True
    if len(numbers) == 1 and numbers[0] > 1:
        named = f"{targets[0].get('id')} {targets[0].get('name')} {targets[0].get('class')}"
        return re.search(r"fn|ftn|edn|note|ref|cite", named.lower()) is not None
    return numbers[-1] - numbers[0] < 2 * len(numbers) + 3


def _self_and_elements(element: Element) -> Iterator[Element]:
    yield element
    yield from element.elements()


def _own_words(container: Element, number: int) -> str:
    text = container.text()
    return re.sub(rf"^[\[(]?{number}[\])]?[.):]?\s*", "", text).strip(" ↩↑^")


def _container(target: Element) -> Element | None:
    """Give the element that holds the note to which a link leads."""
    found: Element | None = target
    while found is not None and found.name not in _CONTAINERS:
        if found.name in _NO_NOTE or found.name == "pre":
            return None
        found = found.parent
    if found is not None and found.name in {"td", "dt"} and found.parent is not None:
        if found.name == "td" and found.parent.name == "tr":
            return found.parent
        if found.name == "dt":
            return found
    # `<li><p id="fn1">…</p><p>…</p></li>`: the item is the note, unless it holds several.
    if found is not None and found.name == "p" and found.parent is not None:
        parent = found.parent
        first = next((c for c in parent.children if isinstance(c, Element)), None)
        if parent.name == "li" and first is found:
            return parent
    return found


def _divide(container: Element, targets: Sequence[Element]) -> list[Element | None]:
    """Give each note of an element an element of its own, by the line it begins on."""
    starts: dict[int, int] = {}
    for n, target in enumerate(targets):
        top: Element = target
        while top.parent is not None and top.parent is not container:
            top = top.parent
        if top.parent is not container or id(top) in starts:
            return [None] * len(targets)
        starts[id(top)] = n
    groups: list[list[Node]] = [[]]
    which: list[int] = []
    for child in container.children:
        if isinstance(child, Element) and id(child) in starts:
            groups.append([])
            which.append(starts[id(child)])
        groups[-1].append(child)
    parts: list[Element] = []
    for group in groups:
        part = Element("p", {}, container)
        part.children = group
        for child in group:
            if isinstance(child, Element):
                child.parent = part
        parts.append(part)
    container.children = list(parts)
    out: list[Element | None] = [None] * len(targets)
    for n, part in zip(which, parts[1:], strict=True):
        out[n] = part
    return out


def _whole_mark(anchor: Element) -> Element:
    """Give the largest element that shows nothing but one mark: `<sup>[<a>1</a>]</sup>`."""
    whole = anchor
    label = re.sub(r"\W", "", anchor.text(60))
    while (parent := whole.parent) is not None and not parent.is_block:
        if len(parent.children) > 8 or parent.name == "a":
            break
        if re.sub(r"\W", "", parent.text(60)) != label:
            break
        whole = parent
    return whole


def _following(container: Element) -> list[Element]:
    """Give the next few elements behind a note."""
    out: list[Element] = []
    for node in container.following():
        if isinstance(node, Element):
            out.append(node)
        elif node.strip():
            break
        if len(out) > 6:
            break
    return out


def _text_before(element: Element) -> str:
    """Give the words of what stands before an element, whatever it is nested in."""
    for around in (element, *list(element.ancestors())[:3]):
        for node in around.preceding():
            if text := node.strip() if isinstance(node, str) else node.text(100):
                return text[:100]
    return ""


def _before(element: Element) -> Element | None:
    """Give the element just before one."""
    for node in element.preceding():
        if isinstance(node, Element):
            return node
        if node.strip():
            return None
    return None


def _ordinals(held: Element, items: Iterable[Element]) -> Iterator[int]:
    number = int(held.get("start")) if held.get("start").isdecimal() else 1
    for item in items:
        if item.get("value").isdecimal():
            number = int(item.get("value"))
        yield number
        number += 1
