"""What a web page tells of itself: JSON-LD, meta tags, times, links to other languages.

A page tells the same thing in several places, for search engines, for social networks and for
readers; what readers see comes first, what only machines see last.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing_tui.importing.byline import byline_of, persons_in
from briefing_tui.importing.dates import date_of
from briefing_tui.importing.language import code_of, named_languages
from briefing_tui.importing.names import same_name
from briefing_tui.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing_tui.importing.given import Person

    from .markup import Markup

_PIECES = re.compile(r"(?:Article|BlogPosting|Report|Review|Chapter|CreativeWork|Thesis)$")
_DATES = (
    "article:published_time", "article:published", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued",
    "citation_publication_date", "citation_date", "citation_online_date", "parsely-pub-date",
    "pubdate", "publish-date", "publishdate", "sailthru.date", "og:published_time",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "citation_author",
    "parsely-author", "sailthru.author", "byl", "twitter:data1:author",
)  # fmt: skip
_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "headline")
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")
_NOBODY = frozenset(
    "admin administrator webmaster editor root user wordpress author yonetici".split()
)
_SEPARATOR = re.compile(r"\s+(?:[|–—·»«•/-]|::)\s+|\s*[|»]\s*")
_SWITCHER = re.compile(
    r"lang(?:uage)?s?\b|wpml|polylang|pll-|trp-|qtranxs|translat|weglot|dil-sec", re.IGNORECASE
)
_MOST_SCRIPTS = 40


@dataclass(slots=True)
class Facts:
    """What a page tells of itself, each with the surest first."""

    titles: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    """Names of the site, folded."""
    dates: list[str] = field(default_factory=list)
    lang: str = ""
    also_in: list[str] = field(default_factory=list)
    authors: list[Person] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    address: str = ""
    """Of the page, as it was on the web."""


def read_facts(markup: Markup) -> Facts:
    """Collect what the page's head and its scripts tell."""
    return _Reading(markup).read()


class _Reading:
    def __init__(self, markup: Markup) -> None:
        self.root = markup.root
        self.facts = Facts(address=markup.address)
        self.meta: dict[str, list[str]] = {}
        for tag in self.root.find_all("meta"):
            name = (tag.get("property") or tag.get("name") or tag.get("itemprop")).lower()
            if name and tag.get("content").strip():
                self.meta.setdefault(name, []).append(one_line(tag.get("content")))
        self.nodes = list(_json_nodes(markup.data))
        self.by_id = {node["@id"]: node for node in self.nodes if isinstance(node.get("@id"), str)}

    def read(self) -> Facts:
        facts = self.facts
        pieces = [node for node in self.nodes if _is_a(node, _PIECES)]
        self._read_address()
        facts.sites += [fold(site) for site in self._sites(pieces)]
        facts.titles += [title for name in _TITLES for title in self.meta.get(name, [])[:1]]
        facts.titles += [title for node in pieces for title in _strings(node.get("headline"))]
        window = next(self.root.find_all("title"), None)
        if window is not None and not window.within("svg"):
            facts.titles.append(window.text())
        self._read_dates(pieces)
        self._read_languages(pieces)
        self._read_authors(pieces)
        facts.kinds += [
            k for name in ("article:section", "section") for k in self.meta.get(name, [])
        ]
        facts.kinds += [k for node in pieces for k in _strings(node.get("articleSection"))]
        return facts

    def _read_address(self) -> None:
        facts = self.facts
        links = {tag.get("rel").lower(): tag.get("href") for tag in self.root.find_all("link")}
        bases = [tag.get("href") for tag in self.root.find_all("base")]
        found = [*bases, links.get("canonical", ""), *self.meta.get("og:url", [])]
        told = [a for a in found if a.lower().startswith(("http://", "https://"))]
        facts.address = next(iter([*told, facts.address]))

    def _sites(self, pieces: Sequence[dict[str, object]]) -> Iterator[str]:
        for name in _SITES:
            yield from self.meta.get(name, [])
        for node in [*pieces, *(n for n in self.nodes if _is_a(n, re.compile("WebSite$")))]:
            for house in self._nodes_of(node.get("publisher")):
                yield from _strings(house.get("name"))
        for node in self.nodes:
            if _is_a(node, re.compile("^(?:WebSite|Organization|NewsMediaOrganization)$")):
                yield from _strings(node.get("name"))
        if host := urlsplit(self.facts.address).hostname:
            labels = host.removeprefix("www.").split(".")
            yield from (labels[0], host.removeprefix("www."))

    def _read_dates(self, pieces: Sequence[dict[str, object]]) -> None:
        told = [d for node in pieces for d in _strings(node.get("datePublished"))]
        for name in _DATES[:1]:
            told += self.meta.get(name, [])
        told += [d for name in _DATES[1:] for d in self.meta.get(name, [])]
        told += [
            d for n in self.nodes if "datePublished" in n for d in _strings(n["datePublished"])
        ]
        self.facts.dates += [day for text in told if (day := day_of(text))]

    def _read_languages(self, pieces: Sequence[dict[str, object]]) -> None:
        facts = self.facts
        tags = [e.get("lang") for e in self.root.find_all("html", "body") if e.get("lang")]
        tags += [tag for node in pieces for tag in _strings(node.get("inLanguage"))]
        facts.lang = next((code for tag in tags if (code := code_of(tag))), "")
        for link in self.root.find_all("link", "a"):
            rels = link.get("rel").lower().split()
            code = link.get("hreflang").strip().lower()
            if not code or code == "x-default" or (link.name == "link" and "alternate" not in rels):
                continue
            facts.also_in += filter(None, [code_of(code)])
        for element in self.root.elements():
            named = f"{element.get('class')} {element.get('id')}"
            if element.name in {"ul", "div", "nav", "p", "span"} and _SWITCHER.search(named):
                for anchor in element.find_all("a"):
                    codes = named_languages(anchor.text()) or _code(anchor.text())
                    facts.also_in += codes if len(codes) == 1 else ()

    def _read_authors(self, pieces: Sequence[dict[str, object]]) -> None:
        found: list[Person] = []
        for node in pieces:
            for name in ("author", "creator"):
                found += self._people(node.get(name))
        if not found:
            texts = [text for name in _AUTHORS for text in self.meta.get(name, [])]
            found = [p for text in texts if not text.startswith("http") for p in _persons(text)]
        for person in found:
            fits = fold(person.name) not in _NOBODY and fold(person.name) not in self.facts.sites
            known = any(same_name(person.name, p.name) for p in self.facts.authors)
            if person.name and len(person.name) < 100 and fits and not known:
                self.facts.authors.append(person)

    def _people(self, value: object) -> Iterator[Person]:
        for node in self._nodes_of(value):
            for name in _strings(node.get("name"))[:1]:
                role = next(iter(_strings(node.get("jobTitle"))), "")
                houses = [
                    text
                    for key in ("affiliation", "worksFor")
                    for house in self._nodes_of(node.get(key))
                    for text in _strings(house.get("name"))
                ]
                for person in _persons(name):
                    house = person.affiliation or next(iter(houses), "")
                    yield replace(person, role=person.role or role, affiliation=house)
        for name in _strings(value):
            if not name.startswith("http"):
                yield from _persons(name)

    def _nodes_of(self, value: object) -> Iterator[dict[str, object]]:
        """Give the nodes that a value is or points to."""
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                target = item.get("@id")
                known = self.by_id.get(target) if isinstance(target, str) else None
                yield known if known is not None and "name" not in item else item


def _persons(name: str) -> tuple[Person, ...]:
    return byline_of(name) or persons_in(name)


def day_of(text: str) -> str:
    """Give the day of a moment, `2031-03-07T10:00:00+03:00`, or of a date in words."""
    found = re.match(r"\s*(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?=[T\s]|$)", text)
    day = "-".join(found.groups()) if found else text
    if re.fullmatch(r"\d{4}(?:[-/]\d\d)?", day.strip()):
        return day.strip().replace("/", "-")
    return date_of(day) or ""


def without_site(title: str, sites: Iterable[str], known: Sequence[str] = ()) -> str:
    """Take the site's name off a title: `Deep Water - Gulf Site`, `Gulf Site | Deep Water`.

    Args:
        title: as the browser's window shows it.
        sites: names of the site, folded.
        known: texts of which one may be the title.
    """
    gaps = [gap.span() for gap in _SEPARATOR.finditer(title)]
    parts = [(title[: gaps[-1][0]], title[gaps[-1][1] :])] if gaps else []
    parts += [(title[gaps[0][1] :], title[: gaps[0][0]])] if gaps else []
    for rest, cut in parts:
        folded = "".join(fold(cut).split())
        if any(same_name(rest, text) for text in known) or any(
            site and "".join(site.split()) == folded for site in sites
        ):
            return rest
    for start, end in gaps:
        for part in (title[:start], title[end:]):
            if any(same_name(part, text) for text in known):
                return part
    if (
        gaps
        and re.search(r"[|»]", title[gaps[-1][0] : gaps[-1][1]])
        and len(title[: gaps[-1][0]]) > 7
    ):
        return without_site(title[: gaps[-1][0]], sites, known)
    return title


def _code(text: str) -> tuple[str, ...]:
    return (code_of(text),) if re.fullmatch("[A-Za-z]{2}", text.strip()) and code_of(text) else ()


def _json_nodes(scripts: Iterable[str]) -> Iterator[dict[str, object]]:
    """Go through the nodes of JSON-LD, however they are nested; what is no JSON tells nothing."""
    for script in list(scripts)[:_MOST_SCRIPTS]:
        text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$", "", script)
        try:
            waiting: list[object] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value[:500]
            elif isinstance(value, dict):
                yield value
                for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                    waiting.append(value.get(name))


def _is_a(node: dict[str, object], kinds: re.Pattern[str]) -> bool:
    return any(kinds.search(kind) for kind in _strings(node.get("@type")))


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [one_line(item) for item in items if isinstance(item, str) and item.strip()]
