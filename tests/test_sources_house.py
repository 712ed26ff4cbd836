"""The house style read at once gives what all the questions of the slow way would give."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui.sources import reading, resolve_notes
from briefing_tui.sources.house import house_citation

# Words that mean something to one of the questions, and some that do not.
WORDS = (
    "Harbour Ports The of Güney İstanbul Иванов Порты 港口 US/Japan e-Devlet O’Neill Q&A 24 2024 "
    "1.5 12% Ibid Ibid. ibid. a.g.e. Op. cit. Там же Idem supra note 4 n dipnot p. 4 s. 12 vol 3 "
    "no. 7 May 3, 2024 March 2024 Accessed Date Access Retrieved (accessed 3 March 2024) (access) "
    "erişim tarihi 26.03.2024 tarihinde erişildi Online Web URL Kaynak In İçinde В see also "
    "bkz. by and ve и ; // :/ www.a.example http://b.example * _emphasis_ - – : ? ! ... ' ‘x’ Line "
    "Civil Vivi S V (Ankara: Press, 2020) [2] [электронный ресурс] Doe, J. Jane Doe §3 № 5 e\u0301"
).split(" ")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
addresses = st.sampled_from(
    [
        "https://h.example/a", "http://www.h.example", "https://h.example/a?b=c&d=%20#e",
        "https://h.example/a.", "https://h.example/web/2024/https://b.example/c", "https://h/a",
        "https://h.example/a(b)", "https://h.example/a;b", "https://h.example:8080/a", "https://h.",
        "https://h_.example/~x/",
    ]
)  # fmt: skip
announced = st.sampled_from(["Date of Access", "Date of access", "Erişim Tarihi", "Дата обращения"])
days = st.sampled_from(["02.05.2031", "31.02.2031", "00.00.0000", "29.02.2028"])
ends = st.sampled_from([".", "", ". See also Doe, p. 4.", " Ibid.", "; Jane Doe, Ports, 2020."])


def slowly(text):
    with patch.object(reading, "house_citation", lambda _: None):
        return reading.read_note(1, text, 1)


@settings(deadline=None, max_examples=600)
@given(
    st.tuples(words, words, addresses, announced, days, ends),
    st.sampled_from(["“”", '""', "«»", "“"]),
)
@example(("A", "Haber Kaynak", "https://h.example/a", "Erişim Tarihi", "02.05.2031", "."), "“”")
@example(("A", "France 24", "https://h.example/a", "Date of Access", "02.05.2031", "."), "“”")
@example(("A 3", "Line Civil", "https://h.example/a", "Date of Access", "02.05.2031", "."), "“”")
def test_both_ways_agree(parts, quotes):
    title, publisher, address, announced, day, end = parts
    named = f"{quotes[0]}{title}{quotes[1:]}, {publisher}"
    text = f"{named}, {address}, ({announced}: {day}){end}"
    assert reading.read_note(1, text, 1) == slowly(text)


@pytest.mark.parametrize(
    "text",
    [
        "“Ports: A Count”, Channel Herald, https://h.example/a, (Date of Access: 02.05.2031).",
        "“Limanlar”, Anadolu Ajansı, https://h.example/a?b=1, (Erişim Tarihi: 02.05.2031).",
        "“Порты США/Японии”, Коммерсантъ, https://h.example/a, (Дата обращения: 02.05.2031)",
        '"Ports In 2024", France 24, https://h.example/a, (Date of Access: 02.05.2031).',
    ],
)
def test_what_our_archives_are_full_of_is_read_at_once(text):
    citation = house_citation(text)
    assert citation is not None
    assert (citation.accessed, citation.url[:19]) == ("2031-05-02", "https://h.example/a")


@pytest.mark.parametrize(
    "text",
    [
        "Ibid.",
        "“Ports”, Ibid., https://h.example/a, (Date of Access: 02.05.2031).",
        "“Ports”, Herald, p. 4, https://h.example/a, (Date of Access: 02.05.2031).",
        "“Ports”, Herald, https://h.example/a, (Date of Access: 31.02.2031).",
        "“Ports” and “Ships”, Herald, https://h.example/a, (Date of Access: 02.05.2031).",
    ],
)
def test_what_may_be_more_is_left_to_the_slow_way(text):
    assert house_citation(text) is None


def test_notes_of_both_ways_stand_in_one_chain():
    notes = [
        (1, "“Ports”, Herald, https://h.example/a, (Date of Access: 02.05.2031).", 1),
        (2, "Ibid., p. 4.", 2),
        (3, "“Ports”, a.g.e., (Erişim Tarihi: 03.05.2031).", 3),
    ]
    first, second, third = resolve_notes(notes)
    assert second.citations[0].url == third.citations[0].url == first.citations[0].url
    assert second.citations[0].locator == "p. 4"
