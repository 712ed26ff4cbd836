"""Saved pages come in whole: every line is in a field, word for word, or listed as left out."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import BYLINES, PIECES, STYLES, Layout, Piece, page

from briefing_tui.body import parse
from briefing_tui.importing import read_page


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
        texts += [author.name, author.role, *author.bio.split("\n\n")]
    return texts


def lost(source: str, draft) -> list[str]:
    """List the lines of a page that are in no field, word for word, and not left out either."""
    numbered = re.compile(r"\s*(?:\[\^?[\w-]+\]:?|\(?\d{1,4}[.)]?(?=\s|$)|[⁰¹²³⁴-⁹]+[.)]?)\s*")
    bullet = re.compile(r"\s*(?:[-*+•–—]|\d{1,2}[.)])\s+")
    haystacks = [" " + " ".join(words(text)) + " " for text in texts_of(draft)]
    missing = []
    for line in re.split("\r\n|[\r\n\f\v\x85\u2028\u2029]", source):
        shapes = {line, numbered.sub("", line, count=1), bullet.sub("", line, count=1)}
        wanted = [" ".join(words(shape)) for shape in shapes]
        if not all(any(f" {want} " in hay for hay in haystacks) for want in wanted[:0]):
            continue
        if not any(not want or any(f" {want} " in hay for hay in haystacks) for want in wanted):
            missing.append(line)
    return missing


def plain(piece: Piece) -> list[str]:
    """Give a piece's paragraphs as they are to be read, marks as `[n]`."""
    return [re.sub(r"\{(\d+)\}", r"[\1]", paragraph) for paragraph in piece.paragraphs]


def paragraphs(draft) -> list[str]:
    body = parse(draft.fields["body"], [n for n, _ in draft.fields.get("footnotes", [])])
    return [block.text for block in body.blocks if block.paragraph]


def check(piece: Piece, layout: Layout) -> None:
    """Import a page and compare it with the piece that it was made of."""
    source = page(piece, layout)
    draft = read_page(source)
    fields = draft.fields
    space = layout.space
    spaced = [text.replace(" ", space) for text in plain(piece)]
    assert fields["title"] == piece.title.replace(" ", space)
    assert fields["kind"] == piece.kind
    assert fields["lang"] == piece.lang
    assert paragraphs(draft) == spaced
    assert fields["footnotes"] == [(n, t.replace(" ", space)) for n, t in enumerate(piece.notes, 1)]
    wanted = [text.replace(" ", space) for text in piece.takeaways] if layout.takeaways else []
    assert fields.get("takeaways", []) == wanted
    assert fields.get("also_in", []) == (list(piece.also_codes) if layout.also else [])
    assert fields.get("date", "") == ("2031-03-07" if layout.date else "")
    if layout.byline == "none":
        assert draft.authors == ()
    else:
        (author,) = draft.authors
        assert (author.name, author.slug) == (piece.person, piece.slug)
        assert author.family == piece.person.split()[1]
        assert author.bio == ("" if layout.byline == "top" else piece.bio.replace(" ", space))
        assert fields["authors"] == [piece.slug]
    assert lost(source, draft) == []
    assert "\\" not in fields["body"]


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("heading", [False, True], ids=["bare", "headed"])
@pytest.mark.parametrize("byline", BYLINES)
def test_a_page_comes_in_whole_however_it_is_set(lang, style, heading, byline):
    for takeaways, share, similar in itertools.product((True, False), repeat=3):
        check(
            PIECES[lang],
            Layout(style, heading, byline, takeaways, share, similar, blank_between_notes=share),
        )


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "breaks", ["\r\n", "\r", "\u2028", "\x85"], ids=["crlf", "cr", "ls", "nel"]
)
def test_line_breaks_marks_of_order_and_hard_spaces_do_not_matter(lang, style, breaks):
    check(PIECES[lang], Layout(style, breaks=breaks, start="\ufeff", date=True))
    check(PIECES[lang], Layout(style, breaks=breaks, space="\u00a0", byline="bottom", also=False))


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(list(PIECES.values())),
    st.builds(
        Layout,
        style=st.sampled_from(list(STYLES)),
        heading=st.booleans(),
        byline=st.sampled_from(BYLINES),
        takeaways=st.booleans(),
        share=st.booleans(),
        similar=st.booleans(),
        blank_between_notes=st.booleans(),
        date=st.booleans(),
        also=st.booleans(),
        breaks=st.sampled_from(["\n", "\r\n", "\r"]),
        start=st.sampled_from(["", "\ufeff", "\n\n", "\ufeff\n"]),
        space=st.sampled_from([" ", "\u00a0"]),
    ),
)
def test_any_mixture_of_layouts_comes_in_whole(piece, layout):
    check(piece, layout)
