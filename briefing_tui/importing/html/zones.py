"""Which part of a web page is the piece, and what the rest is: by elements, roles and class names.

What is unsure stays in: the rules that pages of text go through look at it next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefing_tui.importing.lines import ends_sentence
from briefing_tui.importing.told import facts_of
from briefing_tui.importing.wording import is_similar_heading, key

from .classnames import (
    BYLINE_WORDS,
    CAPTION_WORDS,
    COMMENT_WORDS,
    KIND_WORDS,
    NOTE_WORDS,
    POINT_WORDS,
    PROFILE_WORDS,
    QUOTE_WORDS,
    SITE_HINTS,
    SITE_WORDS,
    UNSEEN_WORDS,
    class_words,
)
from .tree import Element

if TYPE_CHECKING:
    from briefing_tui.importing.lines import Part

Zone: TypeAlias = "Part | Literal['site', 'hidden']"

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = frozenset(
    "script style template head title meta link base iframe object embed canvas svg "
    "textarea select option datalist audio video map area param source track noembed noframes "
    "input progress meter".split()
)
_SITE = frozenset("nav form button dialog menu".split())
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_HINTED = 60  # words outside of links
_SITE_IDS = frozenset(("footer", "header", "siteheader", "sitefooter", "comments", "respond"))
_SITE_ROLES = frozenset(
    "navigation banner contentinfo search complementary menu menubar dialog alertdialog".split()
)
_MOST_QUOTES = 40
_MOST_IN_LINE = 24
"""Elements and texts in a line of facts."""
_LONG = 20
"""Words of a paragraph that is no caption, no teaser and no button."""


@dataclass(slots=True)
class Weight:
    """How much text an element holds, what nobody sees and what leads about the site apart."""

    words: int = 0
    linked: int = 0
    """Of them, those in links."""

    @property
    def prose(self) -> int:
        """Words outside of links."""
        return self.words - self.linked


@dataclass(slots=True)
class _Counted:
    """An element whose words are being counted."""

    weight: Weight
    own: int = 0
    """Words outside of links that stand in no block within it."""
    long: int = 0
    """Words in long paragraphs."""


@dataclass(slots=True)
class Zones:
    """What the elements of a page are."""

    roles: dict[int, Zone] = field(default_factory=dict)
    """By the identity of the outermost element of each zone."""
    weights: dict[int, Weight] = field(default_factory=dict)
    base: Element | None = None
    """The element that holds the piece."""
    unsure: list[str] = field(default_factory=list)


def find_zones(root: Element, kept: set[int], title: str) -> Zones:
    """Find the piece on a page.

    Args:
        root: the page.
        kept: elements that belong to the piece wherever they are: its notes.
        title: the title, as far as it is known, folded.
    """
    return _Finder(root, kept, title).found()


class _Finder:
    def __init__(self, root: Element, kept: set[int], title: str) -> None:
        self.root = root
        self.kept = kept
        self.title = title
        self.out = Zones()
        self.total = Weight()
        self.quotes = 0
        self.said = ""
        """The page's words, once they were asked for."""
        self.long: dict[int, int] = {}
        """Words in an element's long paragraphs."""
        self.heading: Element | None = None
        """The first heading that is the title."""
        self.holds: set[int] = set()
        """Elements that hold what is kept, or the title."""

    def found(self) -> Zones:
        self._weigh()
        self.heading = self._heading()
        for element in self.root.elements():
            if id(element) in self.kept or element is self.heading:
                self.holds.update(id(ancestor) for ancestor in element.ancestors())
        base = self._base()
        self.out.base = base
        self._mark(base)
        return self.out

    # --- weights

    def _weigh(self) -> None:
        """Count words, from the inside out; what is not seen, or not the piece, counts nothing."""
        dark = {
            id(e)
            for e in self.root.elements()
            if e.name in _HIDDEN or e.name in {"nav", "button", "noscript"}
        }
        self._count(dark)
        whole = max(self.total.prose, 1)
        for element in self.root.elements():
            words = class_words(element)
            share = self._weight(element).prose / whole
            if element.name == "footer":
                site = share < 0.3 and not element.within("article", "main")
            elif words & COMMENT_WORDS:
                # Readers may write more than the author.
                site = share < 0.97
            else:
                site = share < 0.3 and element.is_block and bool(words)
                site = site and self._is_site(element, words, within=False)
            if site and id(element) not in self.kept:
                dark.add(id(element))
        self._count(dark)

    def _count(self, dark: set[int]) -> None:
        weights = self.out.weights
        self.total = Weight()
        self.long.clear()
        opened = [_Counted(self.total)]
        unseen = links = 0
        for node, begins in self.root.walk():
            if isinstance(node, str):
                if not unseen:
                    count = len(node.split())
                    opened[-1].weight.words += count
                    opened[-1].weight.linked += count if links else 0
                    opened[-1].own += 0 if links else count
                continue
            link = node.name == "a" and bool(node.get("href"))
            if begins:
                weights[id(node)] = Weight()
                opened.append(_Counted(weights[id(node)]))
                unseen += id(node) in dark
                links += link
                continue
            done, around = opened.pop(), opened[-1]
            if not node.is_block:
                around.own += done.own
            elif done.own >= _LONG:
                done.long += done.own
            self.long[id(node)] = done.long
            around.weight.words += done.weight.words
            around.weight.linked += done.weight.linked
            around.long += done.long
            unseen -= id(node) in dark
            links -= link

    def _weight(self, element: Element) -> Weight:
        return self.out.weights.get(id(element), self.total)

    def _heading(self) -> Element | None:
        """Give the heading that says the title that the page's head says; else the first `h1`."""
        headings = [
            heading
            for heading in self.root.find_all("h1", "h2", "h3", "h4")
            if not heading.within("nav", "aside")
        ]
        same = [h for h in headings if self.title and fold_key(h.text(400)) == self.title]
        firsts = [h for h in headings if h.name == "h1" and h.text(400)]
        return next(iter([*same, *firsts]), None)

    # --- the piece

    def _base(self) -> Element:
        body = next(self.root.find_all("body"), self.root)
        articles = [
            e
            for e in self.root.elements()
            if (e.name == "article" or e.get("role") == "article") and not self._teaser_like(e)
        ]
        mains = [e for e in self.root.elements() if e.name == "main" or e.get("role") == "main"]
        bodies = [e for e in self.root.elements() if "articleBody" in e.get("itemprop").split()]
        total = max(self._weight(body).prose, 1)
        outer = [e for e in articles if not any(a in articles for a in e.ancestors())]
        outer.sort(key=lambda e: -self._weight(e).prose)
        if outer:
            best = self._weight(outer[0]).prose
            second = self._weight(outer[1]).prose if len(outer) > 1 else 0
            if best >= 0.4 * total or (best >= 2.5 * second and best >= 150):
                inside = self.heading is None or outer[0] in self.heading.ancestors()
                if second < 0.5 * best:
                    return outer[0]
                if inside:
                    self.out.unsure.append(
                        "the page holds several pieces; the longest one was taken"
                    )
                    return outer[0]
        start = body
        for candidates in (bodies, mains):
            best_of = max(candidates, key=lambda e: self._weight(e).prose, default=None)
            if best_of is not None and self._weight(best_of).prose >= 0.5 * total:
                start = best_of
        return self._densest(start)

    def _densest(self, start: Element) -> Element:
        """Give the smallest element that holds nearly all paragraphs, and what belongs to them.

        Beside the paragraphs of a piece stand its notes and its author; beside the element that
        holds a piece stand rows of links.
        """
        total = self._long(start)
        element = start
        while total:
            inner = [child for child in element.children if isinstance(child, Element)]
            best = max(inner, key=self._long, default=None)
            if best is None or self._long(best) < 0.85 * total:
                break
            element = best
        while element is not start and element.parent is not None:
            around, own = self._weight(element.parent), self._weight(element)
            words, linked = around.words - own.words, around.linked - own.linked
            if words > 5 and linked > 0.35 * words:
                break
            element = element.parent
        return element

    def _long(self, element: Element) -> int:
        return self.long.get(id(element), 0)

    def _teaser_like(self, element: Element) -> bool:
        weight = self._weight(element)
        return weight.prose < 20 or any(a.name in {"aside", "nav"} for a in element.ancestors())

    # --- what is not the piece

    def _mark(self, base: Element) -> None:
        above = {id(ancestor) for ancestor in base.ancestors()} | {id(base)}
        inside: list[tuple[Element, bool]] = [(self.root, self.root is base)]
        while inside:
            element, within = inside.pop()
            for child in reversed(element.children):
                if isinstance(child, str):
                    continue
                if id(child) in above:
                    inside.append((child, child is base))
                    continue
                zone = self._zone(child, within, base)
                if zone:
                    self.out.roles[id(child)] = zone
                if zone not in {"site", "hidden"}:
                    inside.append((child, within or bool(zone) or self._heads(child)))

    def _heads(self, element: Element) -> bool:
        """Tell whether an element is the title and little besides."""
        if self.heading is None or id(element) not in self.holds:
            return False
        return element in self.heading.ancestors() and self._weight(element).words < 100

    def _zone(self, element: Element, within: bool, base: Element) -> Zone:
        if id(element) in self.kept:
            return ""
        words = class_words(element)
        share = self._weight(element).prose / max(self._weight(base).prose, 1)
        holds = id(element) in self.holds or element is self.heading
        if self._is_hidden(element, words) and (share < 0.3 or element.name in _HIDDEN):
            return "" if holds and element.name not in _HIDDEN else "hidden"
        rest = self._weight(base).prose - self._weight(element).prose
        few = share < 0.3 or (rest > 15 and self._weight(element).prose < _MOST_HINTED)
        if few and not holds and self._is_site(element, words, within):
            inline = not element.is_block and element.name not in _SITE
            return "site" if not inline or may_stand_apart(element) else ""
        if not within:
            return self._zone_outside(element, words, holds)
        if element is self.heading:
            return ""
        return self._part(element, words, share)

    def _is_hidden(self, element: Element, words: frozenset[str]) -> bool:
        if element.name == "noscript":
            # What a page shows without programs is a picture, or all of its text.
            return len(element.text().split()) < max(100, self.total.words)
        return (
            element.name in _HIDDEN
            or ("hidden" in element.attributes and element.get("hidden") != "until-found")
            or element.get("aria-hidden") == "true"
            or bool(words & UNSEEN_WORDS)
            or _UNSEEN.search(element.get("style")) is not None
        )

    def _is_site(self, element: Element, words: frozenset[str], within: bool) -> bool:
        weight = self._weight(element)
        if element.name in _SITE or element.get("role") in _SITE_ROLES - {"complementary"}:
            # A note's number may be a button; a form may hold the whole page.
            return not (element.name == "button" and element.within("sup"))
        if words & NOTE_WORDS:
            return False
        hinted = words & SITE_HINTS and weight.prose < _MOST_HINTED
        if (words & SITE_WORDS or hinted) and not words & (POINT_WORDS | CAPTION_WORDS):
            # `author-social` is about an author only if it says something of them.
            return not (words & PROFILE_WORDS and weight.prose >= 15)
        if element.get("id").lower().replace("-", "") in _SITE_IDS and not within:
            return True
        if words & QUOTE_WORDS:
            return self._is_said_elsewhere(element)
        if element.name == "aside" or element.get("role") == "complementary":
            wanted = words & (PROFILE_WORDS | POINT_WORDS)
            return not wanted and (weight.prose < 20 or weight.linked > weight.prose)
        if element.name in {"article", "section", "div"} and self._leads_elsewhere(element):
            return True
        return element.name == "article" and within

    def _is_said_elsewhere(self, element: Element) -> bool:
        """Tell whether the page says the same words twice, as it does beside a text."""
        self.quotes += 1
        if self.quotes > _MOST_QUOTES:
            return False
        self.said = self.said or self.root.text()
        words = element.text(1_000).strip(" “”\"'»«")
        return len(words) < 1_000 and self.said.count(words) > 1

    def _leads_elsewhere(self, element: Element) -> bool:
        """Tell whether an element begins with a heading such as `Related posts`."""
        first = _first_line(element)
        return bool(first) and is_similar_heading(first)

    def _zone_outside(self, element: Element, words: frozenset[str], holds: bool) -> Zone:
        """Judge what stands beside the piece: some of it belongs to it all the same."""
        if element is self.heading or holds:
            return ""
        weight = self._weight(element)
        if words & NOTE_WORDS and weight.prose > 5:
            return ""
        if words & POINT_WORDS and 5 < weight.words < 300:
            return "takeaway"
        if words & PROFILE_WORDS and 0 < weight.words < 250:
            return _author_zone(element, weight)
        if words & BYLINE_WORDS and 0 < weight.words <= 25:
            return "byline"
        if any(self._wanted_outside(inner) for inner in element.elements()):
            return ""
        return "site"

    def _wanted_outside(self, element: Element) -> bool:
        words = class_words(element)
        weight = self._weight(element)
        if element.name == "nav" or words & (SITE_WORDS | SITE_HINTS):
            return False
        return bool(
            (words & NOTE_WORDS and weight.prose > 5)
            or (words & POINT_WORDS and 5 < weight.words < 300)
            or (words & PROFILE_WORDS and 0 < weight.words < 250)
        )

    def _part(self, element: Element, words: frozenset[str], share: float) -> Zone:
        """Name what the markup says that an element of the piece is."""
        weight = self._weight(element)
        if share > 0.4 or not weight.words or element.within("blockquote"):
            return ""
        rels = element.get("rel").lower().split()
        if words & POINT_WORDS and weight.words > 5:
            return "takeaway"
        if element.name == "figcaption" or words & CAPTION_WORDS:
            return "caption"
        if "category" in rels or (words & KIND_WORDS and weight.words <= 6):
            return "kind"
        if words & PROFILE_WORDS or "author" in rels or element.name == "address":
            return _author_zone(element, weight) if weight.words < 250 else ""
        if (words & BYLINE_WORDS or element.name == "time") and weight.words <= 25:
            return "byline"
        return ""


def _author_zone(element: Element, weight: Weight) -> Zone:
    """Tell a byline from a profile, which says something in sentences."""
    says = re.search(r"[^\W\d_]{3,}[.!?](?:\s|$)", element.text(400))
    return "profile" if weight.words > 14 or says else "byline"


def may_stand_apart(element: Element) -> bool:
    """Tell whether words within a line are a line of their own: a name in a row of such facts."""
    line = short_line(element)
    # A line that tells all of it as it stands is left whole: `By Ada Deniz`.
    return bool(line) and facts_of(line) is None


def short_line(element: Element) -> str:
    """Give the line that an element is in; nothing when it is a sentence, or long."""
    top = element
    while top.parent is not None and not (top.is_block or top.parent.is_block):
        top = top.parent
    if top.parent is None or top.parent.name in {"li", "td", "blockquote", *_HEADINGS}:
        return ""
    pieces = [top.text(400)]
    for nodes, before in ((top.preceding(), True), (top.following(), False)):
        for node in () if top.is_block else nodes:
            if isinstance(node, Element) and (node.is_block or node.name == "br"):
                break
            if len(pieces) > _MOST_IN_LINE:
                return ""
            piece = node if isinstance(node, str) else node.text(400)
            pieces = [piece, *pieces] if before else [*pieces, piece]
            if sum(map(len, pieces)) > 400:
                return ""
    text = " ".join(" ".join(pieces).split())
    return "" if len(text.split()) > 25 or ends_sentence(text) else text


def fold_key(text: str) -> str:
    """Give the form under which titles are compared."""
    return key(text)


def _first_line(element: Element) -> str:
    """Give the words of the first block in an element, as long as they are few."""
    pieces: list[str] = []
    for node, _ in element.walk():
        if isinstance(node, str):
            pieces.append(node)
            if sum(map(len, pieces)) > 200:
                return ""
        elif node.is_block and "".join(pieces).strip():
            break
    return " ".join("".join(pieces).split())
