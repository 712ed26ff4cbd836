"""A file's bytes -> its value, what a list shows of it, and what the index is to have of it."""

from __future__ import annotations

from hashlib import blake2b
from textwrap import shorten
from typing import TYPE_CHECKING

from briefing_tui.archive.joining import names_of
from briefing_tui.archive.scan import shown
from briefing_tui.briefing import Entry
from briefing_tui.text import sentences, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing_tui.archive.scan import Found
    from briefing_tui.briefing import Author, Block, Briefing, Identity, Problem
    from briefing_tui.search import Document

_OPENING = 280
"""Characters of a body's first sentences: two or three lines of a list."""


def digest_of(data: bytes) -> str:
    """Give the hash by which a file's bytes are told from other bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def entry_of(briefing: Briefing) -> Entry:
    """Give the part of a briefing that a list shows."""
    return Entry(
        slug=briefing.slug,
        path=briefing.path,
        title=briefing.title,
        kind=briefing.kind,
        date=briefing.date,
        lang=briefing.lang,
        authors=tuple(a if isinstance(a, str) else a.name for a in briefing.authors),
        topics=briefing.topics,
        regions=briefing.regions,
        takeaways=briefing.takeaways,
        translation_of=briefing.translation_of,
        also_in=briefing.also_in,
        words=briefing.words,
        notes=len(briefing.footnotes),
        last_access=briefing.last_access,
        author_slugs=tuple(a if isinstance(a, str) else a.slug for a in briefing.authors),
        opening="" if briefing.takeaways else _opening(briefing.blocks),
    )


def _opening(blocks: Sequence[Block]) -> str:
    """Give the first sentences of a body without its note marks, as many as fit."""
    text = ""
    for block in blocks:
        if len(text) > _OPENING:
            break
        if block.paragraph:
            at = 0
            for mark in block.marks:
                text += block.text[at : mark.start]
                at = mark.end
            text += f"{block.text[at:]} "
    text = " ".join(text[: 2 * _OPENING].split())
    fitting = [end for _, end in sentences(text) if end <= _OPENING]
    return text[: fitting[-1]] if fitting else shorten(text, _OPENING, placeholder=" …")


def stamp_of(digest: str, entry: Entry, profiles: Mapping[str, Author]) -> str:
    """Give what tells one version of a briefing in the index from another."""
    names = "\n".join(names_of(entry.authors, profiles)).encode("utf-8", "surrogatepass")
    return f"{digest}-{blake2b(names, digest_size=6).hexdigest()}"


def document_of(briefing: Briefing, stamp: str, profiles: Mapping[str, Author]) -> Document:
    """Give a briefing as the index takes it."""
    from briefing_tui.search import Document  # noqa: PLC0415 - importing Whoosh takes 115 ms

    sources = dict.fromkeys(
        part
        for note in briefing.footnotes
        for citation in note.citations
        for part in (citation.title, citation.publisher, citation.url)
        if part
    )
    entry = entry_of(briefing)
    names = names_of(entry.authors, profiles)
    accessed = {c.accessed for n in briefing.footnotes for c in n.citations if c.accessed}
    return Document(
        slug=briefing.slug,
        stamp=stamp,
        title=briefing.title,
        takeaways=briefing.takeaways,
        body=tuple(block.text for block in briefing.blocks),
        paragraphs=tuple(block.paragraph for block in briefing.blocks),
        notes=tuple((note.number, note.text) for note in briefing.footnotes),
        sources=tuple(sources),
        authors=names,
        author_slugs=tuple(
            slug
            for slug, name in zip(entry.author_slugs, names, strict=True)
            if slugify(name) != slug
        ),
        topics=briefing.topics,
        regions=briefing.regions,
        kind=briefing.kind,
        lang=briefing.lang,
        date=briefing.date,
        accessed=tuple(sorted(accessed)),
    )


def parse(
    data: bytes, found: Found
) -> tuple[Briefing | Author | Identity | None, tuple[Problem, ...]]:
    """Read a file's bytes as what its place in the archive says it is.

    Args:
        data: the file, whole.
        found: where it is.
    """
    from briefing_tui import yamlfile  # noqa: PLC0415 - PyYAML and markdown-it take 60 ms

    if found.role == "archive":
        return yamlfile.read_archive(data, shown(found.key))
    if found.role == "author":
        return yamlfile.read_author(data, shown(found.key), found.slug)
    return yamlfile.read_briefing(data, shown(found.key), found.slug)
