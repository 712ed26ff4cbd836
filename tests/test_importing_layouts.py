"""Pages in every layout, saved as text, Markdown or HTML, come in whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import lost, lost_words, paragraphs, through_yaml
from pages import BYLINES, PIECES, POINTS, STYLES, Layout, Piece, page
from web_pages import web_page

from briefing_tui.importing import read_page

layouts = st.builds(
    Layout,
    style=st.sampled_from(list(STYLES)),
    heading=st.booleans(),
    byline=st.sampled_from(BYLINES),
    points=st.sampled_from(POINTS),
    share=st.booleans(),
    similar=st.booleans(),
    blank_between_notes=st.booleans(),
    date=st.booleans(),
    also=st.sampled_from(["none", "line", "list"]),
    breaks=st.sampled_from(["\n", "\r\n", "\r"]),
    start=st.sampled_from(["", "\ufeff", "\n\n", "\ufeff\n"]),
    space=st.sampled_from([" ", "\u00a0"]),
    kind_below=st.booleans(),
    points_below=st.booleans(),
    site=st.booleans(),
)


def test_a_lost_line_would_be_noticed():
    source = page(PIECES["en"], Layout())
    draft = read_page(source)
    assert lost(source + "\nThe boats of the gulf were never painted.", draft) == [
        "The boats of the gulf were never painted."
    ]
    assert lost(source.replace("painted", "tarred"), draft) != []
    assert lost(source.replace("Ibid.", "Idem."), draft) != []


def plain(piece: Piece, style: str = "brackets") -> list[str]:
    """Give a piece's paragraphs as they are to be read, marks as `[n]`."""
    gap = " " if style == "brackets, tight" else ""
    return [re.sub(r"\{(\d+)\}", rf"{gap}[\1]", paragraph) for paragraph in piece.paragraphs]


def compare(piece: Piece, layout: Layout, draft, style: str, space: str) -> None:
    """Compare a draft with the piece that its page was made of."""
    fields = draft.fields
    assert fields["title"] == piece.title.replace(" ", space)
    assert fields["kind"] == piece.kind
    assert fields["lang"] == piece.lang
    assert paragraphs(draft) == [text.replace(" ", space) for text in plain(piece, style)]
    assert fields["footnotes"] == [(n, t.replace(" ", space)) for n, t in enumerate(piece.notes, 1)]
    wanted = [text.replace(" ", space) for text in piece.takeaways]
    assert fields.get("takeaways", []) == ([] if layout.points == "none" else wanted)
    assert fields.get("also_in", []) == ([] if layout.also == "none" else list(piece.also_codes))
    dated = layout.date or layout.byline == "beside the date"
    assert fields.get("date", "") == ("2031-03-07" if dated else "")
    if layout.byline == "none":
        assert draft.authors == ()
        return
    (author,) = draft.authors
    assert (author.name, author.slug) == (piece.person, piece.slug)
    assert author.family == piece.person.split()[1]
    named = layout.byline in {"top", "above", "signed", "beside the date"}
    assert author.bio == ("" if named else piece.bio.replace(" ", space))
    assert fields["authors"] == [piece.slug]


def check(piece: Piece, layout: Layout) -> None:
    """Import a page of text."""
    source = page(piece, layout)
    draft = read_page(source)
    compare(piece, layout, draft, layout.style, layout.space)
    assert lost(source, draft) == []
    assert "\\" not in draft.fields["body"]


def check_markdown(piece: Piece, layout: Layout) -> None:
    """Import a page of Markdown."""
    layout = replace(layout, start="")
    title = piece.title.replace(" ", layout.space)
    source = page(piece, layout).replace(title, f"# {title}", 1)
    draft = read_page(source.encode(), "page.md")
    compare(piece, layout, draft, layout.style, layout.space)
    assert lost(source, draft) == []


def check_web(piece: Piece, layout: Layout) -> None:
    """Import a web page."""
    source = web_page(piece, layout)
    draft = read_page(source.encode(), "page.html")
    compare(piece, layout, draft, "", " ")
    assert not lost_words(source, draft)
    assert "\\" not in draft.fields["body"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("byline", BYLINES)
def test_a_page_comes_in_whole_however_it_is_set(style, byline):
    # Each byline meets each style, in one language and with one way of takeaways; chance mixes the
    # rest below.
    at = 5 * BYLINES.index(byline) + list(STYLES).index(style)
    heading = at % 2 == 0
    layout = Layout(style, heading, byline, POINTS[at % 7], blank_between_notes=heading)
    piece = list(PIECES.values())[at % 3]
    check(piece, layout)
    check_markdown(piece, layout)
    check_web(piece, layout)


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", list(STYLES)[::3])
@pytest.mark.parametrize(
    "breaks", ["\r\n", "\r", "\u2028", "\x85"], ids=["crlf", "cr", "ls", "nel"]
)
def test_line_breaks_marks_of_order_and_hard_spaces_do_not_matter(lang, style, breaks):
    check(PIECES[lang], Layout(style, breaks=breaks, start="\ufeff", date=True))
    check(PIECES[lang], Layout(style, breaks=breaks, space="\u00a0", byline="bottom", also="none"))


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(list(PIECES.values())), layouts)
def test_any_mixture_of_layouts_comes_in_whole(piece, layout):
    check(piece, layout)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(list(PIECES.values())), layouts)
def test_any_mixture_comes_in_whole_from_markdown(piece, layout):
    check_markdown(piece, layout)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(list(PIECES.values())), layouts)
def test_any_mixture_comes_in_whole_from_a_web_page(piece, layout):
    check_web(piece, layout)


# --- the whole way


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", list(STYLES)[::2])
def test_a_page_can_be_read_as_a_briefing(lang, style):
    piece = PIECES[lang]
    draft = read_page(page(piece, Layout(style, date=True)))
    briefing, profiles = through_yaml(draft)
    assert (briefing.title, briefing.kind, briefing.date) == (piece.title, piece.kind, "2031-03-07")
    assert [block.text for block in briefing.blocks] == plain(piece, style)
    assert [(n.number, n.text) for n in briefing.footnotes] == list(enumerate(piece.notes, 1))
    assert briefing.takeaways == piece.takeaways
    assert briefing.also_in == piece.also_codes
    assert briefing.authors == (piece.slug,)
    assert profiles == draft.authors
    assert {m.number for block in briefing.blocks for m in block.marks} == {
        note.number for note in briefing.footnotes
    }
