"""When two citations are the same source, and which address a link really leads to."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from briefing_tui.briefing import Citation
from briefing_tui.evidence import SourceQuery
from briefing_tui.text import fold

from .remembering import remembering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_LONGEST_HOST = 253  # RFC 1035, section 2.3.4

# Without width, or turning the direction of writing: they hide what an address is.
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_SCHEME = re.compile(r"(?i)^(?:https?|ftp):/*")
_WWW = re.compile(r"^www\d?\.(?=[^.]+\.)")
# They tell who sent the reader, not what is read. https://en.wikipedia.org/wiki/UTM_parameters,
# and those that Forbes (sh), Facebook, Google, Microsoft, Yandex and mailing programs add.
_TRACKING = re.compile(
    r"(?i)(?:utm_\w*|sh|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid"
    r"|igshid|igsh|mc_[ce]id|mkt_tok|_ga|_gl|_hs\w*|hss_channel|ref_src|ref_url|guccounter"
    r"|guce_referrer\w*|smid|smtyp|cmpid|ncid|ocid|spm|vero_id|oly_\w+_id|s_cid|xtor|at_\w+)"
)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Most addresses: nothing in them can be written in two ways.
_PLAIN = re.compile(r"https?://([\w-]+(?:\.[\w-]+)*)((?:/[\w.~/@!$&'()*+,;=-]*)?)", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
# What has a scheme is an address, whatever its host: a name without a dot, a number, a user's.
_SCHEMED = re.compile(r"(?i)(?:https?|ftp):[/\\]+[^/\\\s?#]")
# Without one, a domain is what ends in a name of letters, two at least, or in Punycode: `U.S.` and
# `3.5` are none.
_ADDRESS = re.compile(
    r"(?is)(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[a-z0-9-]*[a-z0-9])\.?(?::\d+)?"
    r"(?:[/?#].*)?"
)
_ID = re.compile(r"[0-9a-f]{12}")


def visible_url(url: str) -> str:
    """Give `url` without hidden characters, `www.` completed to `https://www.`."""
    shown = _HIDDEN.sub("", url).strip()
    return f"https://{shown}" if shown[:4].lower() == "www." else shown


def _host(name: str) -> str:
    name = name.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name[: _LONGEST_HOST + 1].encode("idna").decode("ascii")
        except UnicodeError:
            name = quote(name, errors="replace")
    return name


def _divide(url: str) -> tuple[str, str, str, str]:
    """Give host (with a port that is not the usual one), path, query, and the host alone."""
    # A browser reads a backslash as a slash; read otherwise, another host would be shown.
    rest = _CONTROL.sub("", _HIDDEN.sub("", url)).replace("\\", "/")
    rest = _SCHEME.sub("", rest)
    try:
        parts = urlsplit(f"//{rest}")
        name, port = parts.hostname or "", parts.port
    except ValueError:  # an unfinished [IPv6] address, a port that is no number
        before, _, after = rest.partition("/")
        return before.lower(), f"/{after}" if after else "", "", before.lower()
    name = _host(name)
    usual = port in (None, 80, 443)
    return name if usual else f"{name}:{port}", parts.path, parts.query, name


def _escaped(text: str, safe: str) -> str:
    def plain(match: re.Match[str]) -> str:
        letter = chr(int(match.group(1), 16))
        return letter if letter in _UNRESERVED else match.group().upper()

    return quote(_ESCAPE.sub(plain, text), safe=safe + "%", errors="replace")


def canonical_url(url: str) -> str:
    """Give the form under which addresses of the same page are equal; for comparing, not opening.

    Scheme, `www.`, fragment, tracking parameters, a trailing slash, the host's case, default ports
    and the way of escaping a letter make no difference, nor does `&amp;`, copied from HTML. The
    order of the other parameters does.
    """
    if (plain := _PLAIN.fullmatch(url)) is not None:
        return _WWW.sub("", plain[1].lower()) + plain[2].rstrip("/")
    name, path, query, _ = _divide(url)
    path = _escaped(path, "/:@!$&'()*+,;=").rstrip("/")
    kept = [
        _escaped(part, "/:@!$'()*+,;=?")
        for part in query.replace("&amp;", "&").split("&")
        if part and not _TRACKING.fullmatch(part.partition("=")[0])
    ]
    return _WWW.sub("", name) + path + ("?" + "&".join(kept) if kept else "")


def host_and_port(url: str) -> tuple[str, int]:
    """Give the host that `url` leads to, as `host` does, and its port; 0 for the usual one."""
    at_port, _, _, name = _divide(url)
    return _WWW.sub("", name), int(at_port[len(name) + 1 :] or 0)


def host(url: str) -> str:
    """Give the host that `url` leads to, for people: without `www.` and hidden characters.

    Letters outside ASCII are shown as Punycode (RFC 3492), since some look like others; what stands
    before an `@` is no part of a host.
    """
    return _WWW.sub("", _divide(url)[3])


@remembering
def words_of(text: str) -> str:
    """Give the folded words of a title or publisher, joined by single spaces."""
    return " ".join(_WORD.findall(fold(text)))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@remembering
def url_id(url: str) -> str:
    """Give the id of the source at an address."""
    return _digest(f"url\n{canonical_url(url)}")


def name_key(citation: Citation) -> str:
    """Give the folded title and publisher by which citations without an address are compared."""
    title = words_of(citation.title or "")
    return f"{title}\n{words_of(citation.publisher or '')}" if title else ""


def name_id(citation: Citation) -> str:
    """Give the id that a citation has when it tells no address; empty without a title."""
    key = name_key(citation)
    return _digest(f"name\n{key}") if key else ""


def source_id(citation: Citation) -> str:
    """Give a short hash that is the same for the same source, from run to run.

    It is made of the canonical URL, or without one of the folded title and publisher; empty when
    the citation has neither address nor title.
    """
    if citation.url:
        return url_id(citation.url)
    return name_id(citation)


def with_id(citation: Citation) -> Citation:
    """Give a citation of an address its id; one without an address as it is."""
    return _named(citation, url_id(citation.url)) if citation.url else citation


def _named(citation: Citation, identity: str) -> Citation:
    # `dataclasses.replace` takes twice as long, and there are ten to a briefing.
    return Citation(
        identity,
        citation.title,
        citation.publisher,
        citation.url,
        citation.authors,
        citation.date,
        citation.accessed,
        citation.locator,
        citation.places,
    )


def _author_words(citation: Citation) -> list[str]:
    """Give the words of the authors' names, in order; initials tell nobody from another."""
    words = {w for name in citation.authors for w in words_of(name).split() if len(w) > 1}
    return sorted(words)


def identified(groups: Iterable[Sequence[Citation]]) -> list[tuple[Citation, ...]]:
    """Give the citations of one briefing's notes their ids.

    One without an address takes the id of the citations with an address that have its title and
    publisher, if those all have the same; two addresses under one name leave it on its own, so that
    nothing is merged through it. Works of one title by authors who share no name are told apart:
    the first keeps the id of its title, and who names no author means that one.
    """
    notes = [tuple(group) for group in groups]
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    bare = {name_key(c) for citations in notes for c in citations if not c.url} - {""}
    # To fold a title takes long, and few publishers are among those.
    publishers = {key.partition("\n")[2] for key in bare}
    for citations in notes if bare else ():
        for citation in citations:
            if (
                citation.url
                and words_of(citation.publisher or "") in publishers
                and (key := name_key(citation)) in bare
            ):
                addresses[key].add(source_id(citation))

    written: defaultdict[str, dict[str, str]] = defaultdict(dict)
    """For each name the works that bear it, by the words of their authors' names."""

    def identify(citation: Citation) -> Citation:
        if citation.url:
            return citation if citation.id else with_id(citation)
        authors = _author_words(citation)
        if authors and (key := name_key(citation)):
            works = written[key]
            work = next((works[word] for word in authors if word in works), None)
            if work is None:
                work = "\n".join(authors) if works else ""
                works |= dict.fromkeys(authors, work)
            if work:
                return _named(citation, _digest(f"name\n{key}\n{work}"))
        if (same := addresses.get(name_key(citation))) and len(same) == 1:
            return _named(citation, next(iter(same)))
        return _named(citation, name_id(citation))

    return [tuple(map(identify, citations)) for citations in notes]


def source_query(text: str) -> SourceQuery:
    """Read what somebody asks for sources by: an address, a domain, or words.

    What begins with `http://` or the like is an address, and so is what reads like a domain. One
    with a path means that page; one without means all pages of the domain and of the domains below
    it, at the port that it names or else at any. `www.` makes no difference. Twelve hexadecimal
    digits are a source's id. All else are words of a title, a publisher or an author.
    """
    shown = _HIDDEN.sub("", text).strip()
    if _SCHEMED.match(shown) or _ADDRESS.fullmatch(shown):
        _, path, query, _ = _divide(shown)
        if path.strip("/") or query:
            return SourceQuery("page", source_id(Citation(url=shown)), shown)
        name, port = host_and_port(shown)
        return SourceQuery("host", name, shown, port)
    if _ID.fullmatch(shown):
        return SourceQuery("id", shown, shown)
    return SourceQuery("words", words_of(shown), shown)
