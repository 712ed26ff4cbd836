"""Pages set by hand come in as a person would read them."""

from __future__ import annotations

import re

import pytest
from imported import lost_words
from saved_pages import names, saved

from briefing_tui.body import parse
from briefing_tui.importing import read_page


def blocks(draft) -> list[str]:
    """Give the body's blocks as readers see them."""
    notes = draft.fields.get("footnotes", [])
    return [b.text for b in parse(draft.fields["body"], [n for n, _ in notes]).blocks]


@pytest.mark.parametrize("name", names())
def test_a_page_is_read_as_a_person_reads_it(name):
    page = saved(name)
    wanted = page.wanted
    draft = read_page(page.text, f"{name}.txt")
    fields = draft.fields
    notes = fields.get("footnotes", [])
    assert {
        "title": fields["title"],
        "kind": fields.get("kind", ""),
        "date": fields.get("date", ""),
        "lang": fields["lang"],
        "also_in": fields.get("also_in", []),
        "takeaways": len(fields.get("takeaways", [])),
        "notes": [number for number, _ in notes],
    } == {
        "title": wanted["title"],
        "kind": wanted.get("kind", ""),
        "date": wanted.get("date", ""),
        "lang": wanted["lang"],
        "also_in": wanted.get("also_in", []),
        "takeaways": wanted["takeaways"],
        "notes": list(range(1, wanted["notes"] + 1)),
    }
    longer = wanted.get("note_words", {})
    for (number, text), words in zip(notes, page.notes, strict=bool(page.notes)):
        assert text == words or (text.startswith(words) and longer[number] in text)
    body = blocks(draft)
    given = [*page.paragraphs, *wanted.get("body_has", [])]
    assert [text for text in body if text in given] == sorted(given, key=body.index)
    assert len(body) - len(wanted.get("body_has", [])) == wanted["paragraphs"]


@pytest.mark.parametrize("name", names())
def test_the_authors_of_a_page_are_its_authors(name):
    page = saved(name)
    told = [author.split(" | ") for author in page.wanted["authors"]]
    draft = read_page(page.text, f"{name}.txt")
    assert [a.name for a in draft.authors] == page.wanted.get("names", [t[0] for t in told])
    for author, parts in zip(draft.authors, told, strict=True):
        role, house, bio = (part.strip() for part in (*parts[1:], "", "", "")[:3])
        assert role in author.role
        assert house in author.affiliation
        assert author.bio.startswith(bio)


@pytest.mark.parametrize("name", names())
def test_no_word_of_a_page_is_lost(name):
    page = saved(name)
    lost = lost_words(page.text, read_page(page.text, f"{name}.txt"))
    # Words that were broken at the end of a line are whole now, and `ii` is written 2.
    broken = set(re.findall(r"(\w+)-\n(\w+)", page.text))
    halves = {half for pair in broken for half in pair}
    assert {
        word for word in lost if word not in halves and not re.fullmatch("[ivx]+", word)
    } == set()
