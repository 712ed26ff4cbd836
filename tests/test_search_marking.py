"""What is marked in a text is what reading each of its words finds, though few of them are read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.search import parse_query
from briefing_tui.search.analysis import places
from briefing_tui.search.beginnings import beginning, is_plain, starting
from briefing_tui.search.marking import Finder
from briefing_tui.search.matching import spelled, wanted

LANGUAGES = frozenset({"en", "tr", "ru", "de", "nl", ""})
WORDS = (
    "us US U.S. US-Japan B-52 B52 NATO NGOs port Ports porting O’Brien l’OTAN AT&T Straße strasse "
    "İstanbul Ankara’nın adı kitabı görüşmeler gorusme санкции Ёлка www.forbes.com/ports-a/b "
    "54,000 ½port æon aeon ﬁnance finance 中国port port中国 po\u00adrt po\u0301rt gegangen dying "
    "die aerzte ärzte λιμάνι а_порт (port) “port” [1, 2] [1] — ǆep džep don't ۳port port²"
).split(" ")
QUERIES = (
    "us port finance ankara b52 otan us-japan strasse istanbul at kitap gorusme санкция елка "
    "forbes 54000 aeon gang die arzt λιμανι =ports por* ca* g* port~ kitp~2 p*t *an dzep brien "
    'obrien "port us" "us japan" "b 52" "ports porting" 国 port2 title:port note:us'
).split(" ")
words = st.sampled_from([w for w in WORDS if w])
texts = st.lists(words, max_size=12).flatmap(
    lambda chosen: st.sampled_from([" ", "  ", "\n", "\u00a0", ", "]).map(
        lambda space: space.join(chosen)
    )
)
queries = st.one_of(
    st.lists(words | st.sampled_from(QUERIES), min_size=1, max_size=3).map(" ".join),
    st.lists(words, min_size=2, max_size=3).map(lambda chosen: f'"{" ".join(chosen)}"'),
)


def all_marked(asked, field, text, lang):
    """Mark by reading every word."""
    line = []
    for place in places(text, lang):
        if place.step:
            line.append([])
        line[-1].append(place)
    for number, want in enumerate(asked):
        for chain in want.chains(LANGUAGES) if field in want.fields else ():
            for at in range(len(line) - len(chain) + 1):
                found = [
                    [place for place in line[at + i] if word.matches(place.terms)]
                    for i, word in enumerate(chain)
                ]
                if len(chain) == 1:
                    yield from ((place.start, place.end, number) for place in found[0])
                elif all(found):
                    yield found[0][0].start, found[-1][0].end, number


def told(asked, text, lang):
    spellings = {term for place in places(text, lang) for term in place.terms if spelled(term)}
    patterns = {
        word.pattern for want in asked for chain in want.chains(LANGUAGES) for word in chain
    } - {None}
    return {
        pattern: {spelling for spelling in spellings if pattern.tells(spelling)}
        for pattern in patterns
    }


@settings(deadline=None, max_examples=400)
@given(
    texts | st.text(max_size=20),
    queries,
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from(["title", "body", "note"]),
)
def test_marks_are_what_reading_every_word_finds(text, query, lang, field):
    asked = [*wanted(parse_query(query))]
    expected = sorted(all_marked(asked, field, text, lang))
    assert Finder(asked, LANGUAGES, lang).marks(field, text) == expected
    known = told(asked, text, lang)
    assert Finder(asked, LANGUAGES, lang, known).marks(field, text) == expected


def test_many_spellings_that_a_pattern_tells_are_all_found():
    asked = [*wanted(parse_query("*tion"))]
    spellings = [f"{a}{b}{c}tion" for a in "abcdef" for b in "abcdef" for c in "abcdef"]
    text = " ".join(spellings)
    known = told(asked, text, "en")
    assert len(Finder(asked, LANGUAGES, "en", known).marks("body", text)) == len(spellings)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("sanction", "The Sanctions"),
        ("sanction", "“sanctioned”"),
        ("b52", "a B-52"),
        ("strasse", "STRAẞE"),
        ("aeon", "an Æon"),
        ("istanbul", "(İstanbul"),
        ("tyre", "Tires"),
        ("санкц", "«Санкции»"),
        ("obrien", "O’Brien"),
    ],
)
def test_a_beginning_is_seen_in_all_its_spellings(term, text):
    assert is_plain(text)
    assert starting(frozenset({beginning(term, 3)})).search(text)


@pytest.mark.parametrize("text", ["thousand", "x_san", "as an", "s\u00a0an", "ünsan"])
def test_a_beginning_is_seen_where_a_word_begins_alone(text):
    found = starting(frozenset({"san"})).search(text)
    assert (found is None) == (text != "x_san")


@pytest.mark.parametrize("text", ["e\u0301", "中国", "λ", "ﬁ", "a\u200bb", "ʼ", "سلام"])
def test_a_text_with_other_letters_is_not_plain(text):
    assert not is_plain(text)


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=0x24F, categories=["L", "Nd"]), min_size=1))
def test_any_plain_word_begins_as_its_folded_form_does(word):
    assert is_plain(word)
    assert starting(frozenset({beginning(word, 3)})).search(word)
