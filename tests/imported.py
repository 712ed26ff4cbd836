"""What a draft holds of the page that it was made of."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup

from briefing_tui.body import parse
from briefing_tui.yamlfile import dump, dump_author, read_author, read_briefing


def words(text: str) -> list[str]:
    """Give the words of a text; marks in any style count as one word each."""
    text = re.sub(r"\[\^?([\w-]{1,40})\]:?", r" [\1] ", text)
    text = re.sub("[⁰¹²³⁴-⁹]+", lambda m: f" [{m[0].translate(_DIGITS)}] ", text)
    text = re.sub(r"(?<=[^\W\d_][.”»…])(\d{1,2})(?=\s|$)", r" [\1] ", text)
    return re.findall(r"\[[\w-]+\]|[^\s\[\]]+", text.replace("\ufeff", ""))


_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def texts_of(draft) -> list[str]:
    """Give all the texts that a draft holds, the body as readers see it."""
    notes = draft.fields.get("footnotes", [])
    body = parse(draft.fields["body"], [n for n, _ in notes])
    texts = [block.text for block in body.blocks]
    texts += [text for _, text in notes]
    texts += [value for value in draft.fields.values() if isinstance(value, str)]
    texts += draft.fields.get("takeaways", [])
    texts += draft.left_out
    for author in draft.authors:
        texts += [author.name, author.role, author.affiliation, *author.bio.split("\n\n")]
    return texts


def lost(source: str, draft) -> list[str]:
    """List the lines of a page that are in no field, word for word, and not left out either."""
    numbered = re.compile(
        r"\s*(?:\[\^?[\w-]+\]:?|\(?\d{1,4}(?:[.)]|\s?[–-]\s)?|[⁰¹²³⁴-⁹]+[.)]?)\s*"
    )
    bullet = re.compile(r"\s*(?:[-*+•–—]|\d{1,2}[.)])\s+")
    # Notes that begin again in a later chapter get other numbers, and so do their marks.
    renumbered = any("numbered on" in told for told in draft.unsure)

    def spaced(text: str) -> str:
        told = " ".join(words(text))
        return re.sub(r"\[\d+\]", "[#]", told) if renumbered else told

    haystacks = [f" {spaced(text)} " for text in texts_of(draft)]
    missing = []
    for line in re.split("\r\n|[\r\n\f\v\x85\u2028\u2029]", source):
        shapes = {line, numbered.sub("", line, count=1), bullet.sub("", line, count=1)}
        wanted = [spaced(shape) for shape in shapes]
        if not any(
            not re.search(r"\w", want) or any(f" {want} " in hay for hay in haystacks)
            for want in wanted
        ):
            missing.append(line)
    return missing


def paragraphs(draft) -> list[str]:
    """Give the paragraphs of a draft's body as readers see them."""
    body = parse(draft.fields["body"], [n for n, _ in draft.fields.get("footnotes", [])])
    return [block.text for block in body.blocks if block.paragraph]


def through_yaml(draft):
    """Write a draft and read it back as the archive does."""
    data = dump(draft.fields).encode()
    briefing, problems = read_briefing(data, f"{draft.slug}.yaml", draft.slug)
    assert [p for p in problems if p.severity == "error"] == []
    profiles = []
    for author in draft.authors:
        profile, faults = read_author(dump_author(author).encode(), "a.yaml", author.slug)
        assert faults == ()
        profiles.append(profile)
    return briefing, tuple(profiles)


def visible_words(html: str) -> Counter[str]:
    """Count the words that a browser would show, numbers apart."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(["script", "style", "head", "noscript", "template", "svg", "iframe"]):
        element.decompose()
    for element in soup.find_all(attrs={"hidden": True}):
        element.decompose()
    return _counted(soup.get_text(" "))


def held_words(draft) -> Counter[str]:
    """Count the words of a draft, those that were left out among them, numbers apart."""
    return _counted(" ".join(texts_of(draft)))


def lost_words(page: str, draft) -> Counter[str]:
    """Count the words of a page that are in no field and not left out either.

    A page may print its kind and the names of its authors again and again, above the text and in a
    box below; they are kept once.
    """
    visible = visible_words(page) if page.lstrip("\ufeff \n").startswith("<") else _counted(page)
    lost = visible - held_words(draft)
    for word in _counted(
        " ".join((draft.fields.get("kind", ""), *(a.name for a in draft.authors)))
    ):
        del lost[word]
    return lost


def _counted(text: str) -> Counter[str]:
    # Raised digits are letters to a pattern.
    return Counter(word for word in re.findall(r"[^\W\d_]+", text) if word.isalpha())
