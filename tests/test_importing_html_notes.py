"""Footnotes of web pages, in every shape that sites give them."""

from __future__ import annotations

import pytest
from web_pages import BODY, NOTES, SHAPES, web

from briefing_tui.body import parse
from briefing_tui.importing import read_page


@pytest.mark.parametrize("shape", SHAPES)
def test_notes_come_in_whatever_their_shape(shape):
    mark, note, around = SHAPES[shape]
    draft = read_page(web(mark, note, around), "page.html")
    assert draft.fields["footnotes"] == list(enumerate(NOTES, 1))
    body = parse(draft.fields["body"], [1, 2, 3])
    assert [b.text for b in body.blocks if b.paragraph] == BODY
    assert body.used == {1, 2, 3}
    assert not [doubt for doubt in draft.unsure if "mark" in doubt]


def page(body: str) -> str:
    return f"<!DOCTYPE html><body><article><h1>Salt</h1>{body}</article></body>"


def test_letters_and_signs_for_marks_stay_text_and_are_told():
    draft = read_page(
        page(
            f"<p>{BODY[0][:-3]}<sup><a href=#a>*</a></sup> {BODY[1][:-3]}<a href=#b>[b]</a></p>"
            "<p id=a>* A first note.</p><p id=b>[b] A second one.</p>"
        )
    )
    assert "footnotes" not in draft.fields
    assert "notes marked by letters or signs stay text: '*', '[b]'" in draft.unsure
    for words in ("A first note.", "A second one.", "[b]"):
        assert words in draft.fields["body"]


def test_roman_marks_become_numbers():
    notes = "".join(
        f"<p><a name=_edn{n} href=#_ednref{n}>[{roman}]</a> {text}</p>"
        for n, roman, text in zip((1, 2, 3), ("i", "ii", "iii"), NOTES, strict=True)
    )
    text = BODY[0]
    for n, roman in enumerate(("i", "ii", "iii"), 1):
        text += f" And so on.<a name=_ednref{n} href=#_edn{n}>[{roman}]</a>"
    draft = read_page(page(f"<p>{text.replace('[1]', '')}</p>{notes}"))
    assert draft.fields["footnotes"] == list(enumerate(NOTES, 1))
    assert draft.fields["body"].endswith("And so on.[1] And so on.[2] And so on.[3]\n")


def test_several_marks_in_a_row_and_notes_of_several_paragraphs():
    draft = read_page(
        page(
            f"<p>{BODY[0][:-3]}<sup>[<a href=#n1>1</a>, <a href=#n2>2</a>]</sup></p>"
            f"<p>{BODY[1]}</p>"
            f"<ol><li id=n1><p>{NOTES[0]}</p><p>More of it.</p></li><li id=n2>{NOTES[1]}</li>"
            f"<li>{NOTES[2]}</li></ol>"
        )
    )
    assert "[1][2]" in draft.fields["body"]
    assert draft.fields["footnotes"] == [
        (1, f"{NOTES[0]} More of it."), (2, NOTES[1]), (3, NOTES[2])
    ]  # fmt: skip
    assert "nothing in the text marks note 3" in draft.unsure


def test_a_notes_links_keep_their_addresses():
    draft = read_page(
        page(
            f"<p>{BODY[0][:-3]}<sup><a href=#n1>1</a></sup></p><p>{BODY[1]}</p><ol><li id=n1>"
            "<i>Salt</i>, <a href='https://a.example/x_y'>The Herald</a>, "
            "<a href='https://b.example'>https://b.example</a> <a href=#r1>↩</a></li></ol>"
        )
    )
    assert draft.fields["footnotes"] == [
        (1, "Salt, The Herald (https://a.example/x_y), https://b.example")
    ]


def test_other_links_within_the_page_are_no_marks():
    draft = read_page(
        page(
            "<p><a href=#s1>1</a> <a href=#s2>2</a></p><p>See <a href=#t1>1</a> and "
            f"<a href=#comments>12</a>. {BODY[0][:-3]}</p><h2 id=s1>One</h2><p>{BODY[1][:-3]}</p>"
            f"<h2 id=s2>Two</h2><p>{BODY[2][:-3]}</p>"
            "<table id=t1><tr><td>a<td>b<tr><td>c<td>d</table>"
            "<div id=comments>12 comments</div>"
        )
    )
    assert "footnotes" not in draft.fields
