"""A journal's article read at once gives what all the questions of the slow way would give."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui.sources import reading
from briefing_tui.sources.articles import article_citation

# Words that mean something to one of the questions, and some that do not.
NAMES = (
    "Jane Doe Иван Петров Ayşe Örnek See Also Cf Vgl Bkz Id Idem Ibid Supra Note Eds Ed Press "
    "Institute Ministry University March May Vol No London Berlin Van De Anna Weber NATO Ders "
    "Editor Review The And By Staff Reuters El Mismo Dr Prof In Voir Siehe Age"
).split(" ")
WORDS = (
    *NAMES,
    *(
        "Harbour Ports of Journal Law Policy Quarterly Heft Issue Series S C Bd Cilt Part page p "
        "Spring Fall Winter Accessed Retrieved Date Access erişim tarihi Online Web URL Kaynak "
        "ibid op cit supra note dipnot sayfa see also bkz by and ve и : , - – : Ports, Thesis "
        "diss International Affairs Studies Proceedings Conference Reports Dergisi Вестник & "
        "Published Updated Volume Number Jahr Year"
    ).split(" "),
)
names = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2).map(" ".join)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
figures = st.tuples(
    st.sampled_from(["4", "12", "120", "1998"]), st.sampled_from(["3", "12", "3–4"]),
    st.sampled_from(["2018", "1650", "3018"]),
    st.sampled_from(["14–19", "14-19", "14", "201–18", "1998–2001"]),
)  # fmt: skip
ends = st.sampled_from([".", "", ", at 15.", ". Ibid.", "; Jane Doe, Ports, 2020."])


def slowly(text):
    with patch.object(reading, "article_citation", lambda _: None):
        return reading.read_note(1, text, 1)


@settings(deadline=None, max_examples=600)
@given(names, words, words, figures, ends, st.sampled_from(["“”", '""']))
@example("Jane Doe", "Ports", "Harbour Law", ("4", "3", "2018", "14–19"), ".", "“”")
@example("Jane Doe", "Ports", "London", ("4", "3", "2018", "14–19"), ".", "“”")
@example("Jane Doe", "Ports", "Voir note", ("4", "3", "2018", "14–19"), ".", "“”")
def test_both_ways_agree(author, title, journal, numbers, end, quotes):  # noqa: PLR0917
    volume, issue, year, pages = numbers
    text = (
        f"{author}, {quotes[0]}{title},{quotes[1]} {journal} {volume}, no. {issue} ({year}):"
        f" {pages}{end}"
    )
    reading._read_once.cache_clear()
    slow = slowly(text)
    reading._read_once.cache_clear()
    assert reading.read_note(1, text, 1) == slow


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe, “Ports of the North: A History,” Journal of Sea Law 12, no. 4 (2031): 45–67.",
        'Ayşe Örnek, "Liman Hukuku," Deniz Hukuku Dergisi 4, no. 1 (2030): 7-19.',
        "Иван Петров, “Порты и проливы,” Вестник Гавани 31, no. 2 (2029): 101–120",
    ],
)
def test_what_notes_are_full_of_is_read_at_once(text):
    citation = article_citation(text)
    assert citation is not None
    assert None not in (citation.title, citation.publisher, citation.date, citation.locator)
    assert citation.authors == (text.partition(",")[0],)


@pytest.mark.parametrize(
    "text",
    [
        "See Doe, “Ports,” Sea Law 12, no. 4 (2031): 45–67.",
        "Harbour Ministry, “Ports,” Sea Law 12, no. 4 (2031): 45–67.",
        "Jane Doe, “Ibid.,” Sea Law 12, no. 4 (2031): 45–67.",
        "Jane Doe, “Ports,” Sea Law Vol 12, no. 4 (2031): 45–67.",
        "Jane Doe, “Ports,” Sea Law 12, no. 4 (2031): 45–67. See also note 3.",
    ],
)
def test_what_may_be_more_is_read_slowly(text):
    assert article_citation(text) is None
