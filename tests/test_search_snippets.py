"""The passage that is shown of a match."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.search import Document, Index, parse_query

FILLER = "The ministers met again and spoke at length about fish, ferries and the weather. "


@pytest.fixture
def shown(tmp_path):
    index = Index.open(tmp_path / "index")

    def ask(query, **fields):
        index.update([Document("a", "1", fields.pop("title", "A Title"), **fields)])
        (match,) = index.search(parse_query(query)).matches
        return match.snippet

    yield ask
    index.close()


def marked(snippet):
    return [snippet.text[start:end] for start, end in snippet.spans]


def test_a_long_text_is_cut_at_words_around_the_hit(shown):
    text = FILLER * 20 + "Then the harbour accord was signed.[4] " + FILLER * 20
    snippet = shown("accord", body=("First.", text))
    assert (snippet.field, snippet.index) == ("body", 1)
    assert 160 <= len(snippet.text) <= 242
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert snippet.text[1:-1] in text
    assert marked(snippet) == ["accord"]
    before, after = text.split(snippet.text[1:-1])
    assert before.endswith(" ")
    assert after.startswith(" ")
    assert "signed.[4]" in snippet.text


def test_a_short_text_is_shown_whole(shown):
    snippet = shown("accord", body=("A harbour accord.",))
    assert snippet.text == "A harbour accord."


def test_where_more_of_the_words_stand_together_is_better(shown):
    body = (
        FILLER + "An accord was near. " + FILLER * 9,
        FILLER * 3 + "The harbour accord. " + FILLER * 9,
    )
    snippet = shown("harbour accord", body=body)
    assert snippet.index == 1
    assert marked(snippet) == ["harbour", "accord"]


def test_the_stretch_with_more_of_the_words_is_taken_within_a_text(shown):
    text = "An accord. " + FILLER * 9 + "The harbour accord of the north. " + FILLER * 9
    assert marked(shown("harbour accord", body=(text,))) == ["harbour", "accord"]


def test_body_comes_before_title_at_equal_worth(shown):
    assert shown("accord", title="The accord", body=("An accord.",)).field == "body"
    assert shown("accord", title="The accord", body=("Nothing.",)).field == "title"
    assert shown("accord", title="Accord", takeaways=("No.", "The accord.")).text == "The accord."


def test_a_hit_in_a_note_or_its_source_gives_the_note(shown):
    notes = (
        (3, "Nothing."),
        (4, "“Harbour Signing”, Channel Herald, https://www.herald.example/1."),
    )
    for query in ("herald", "source:herald", "herald.example", "source:herald.example"):
        snippet = shown(query, notes=notes, sources=("https://www.herald.example/1",))
        assert (snippet.field, snippet.index) == ("note", 4)
        assert marked(snippet)


def test_an_author_gives_the_name(shown):
    snippet = shown("ornek", authors=("Ada Kaya", "Derya ÖRNEK"), body=("Text.",))
    assert (snippet.field, snippet.text, marked(snippet)) == (
        "author", "Ada Kaya, Derya ÖRNEK", ["ÖRNEK"],
    )  # fmt: skip


@pytest.mark.parametrize("query", ["lang:en", "kind:analysis", "topic:sea", "-zzz"])
def test_a_match_that_no_text_tells_of_shows_its_beginning(shown, query):
    told = {"lang": "en", "kind": "Analysis", "topics": ("sea",)}
    assert shown(query, takeaways=("Taken.",), body=("Said.",), **told).text == "Taken."
    assert shown(query, body=("", "Said."), **told).text == "Said."
    assert shown(query, **told).text == "A Title"
    assert shown(query, title="", **told).text == ""


def test_a_phrase_is_marked_as_one(shown):
    assert marked(shown('"harbour accord"', body=("The harbour accord, an accord.",))) == [
        "harbour accord"
    ]


def test_scripts_without_spaces_are_cut_too(shown):
    snippet = shown("外交", body=("中国的经济" * 200 + "外交" + "中国的经济" * 200,))
    assert marked(snippet) == ["外交"]
    assert len(snippet.text) <= 242


def test_a_word_longer_than_a_snippet_is_cut(shown):
    snippet = shown("=" + "x" * 1000, body=("y " + "x" * 1000 + " z",))
    assert len(snippet.text) <= 1002
    assert len(marked(snippet)) == 1


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(["accord", "harbour", "a", "word", "\n", "[3]", "中国", "x" * 90]),
        max_size=90,
    ),
    st.sampled_from([" ", "  ", "\n", ""]),
)
def test_any_snippet_is_a_piece_of_its_text(parts, space):
    from briefing_tui.search.marking import Finder
    from briefing_tui.search.matching import wanted
    from briefing_tui.search.snippets import found_in

    text = space.join(parts)
    finder = Finder(wanted(parse_query("accord harbour 中国")), frozenset({"en"}), "en")
    hits, snippet = found_in([("title", 0, "T", 0), ("body", 0, text, 1)], finder)
    plain = text.replace("\n", " ")
    assert snippet.text.removeprefix("…").removesuffix("…") in (plain or "T") or snippet.text == "T"
    assert bool(hits) == bool(snippet.spans)
    ends = 0
    for start, end in snippet.spans:
        assert ends <= start < end <= len(snippet.text)
        assert "…" not in snippet.text[start:end]
        ends = end
