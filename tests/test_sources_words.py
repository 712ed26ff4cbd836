"""Expressions that are tried only where words begin find what they would find anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.sources import canonical_url, dates, particulars, terms, wording

EXPRESSIONS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (dates, particulars, terms, wording)
    for name, value in vars(module).items()
    if isinstance(value, dates.AtWords)
}
PIECES = (
    "date of last access|accessed on|retrieved|last visited|son erisim tarihi|e.t.|et:|erisildi|"
    "дата обращения|последнего просмотра|zuletzt aufgerufen am|page consultee le|dernier acces le|"
    "fecha de consulta el|ultimo accesso|acesso em|data dostepu|访问日期|閲覧日|تاريخ الوصول|"
    "26.03.2024|26 march 2024|march 26, 2024|2024, may 3|2024. — 26 марта|3 ocak 2024|tarihinde|"
    "erisilmistir|ibid.|ebenda|там же|ayni eser|同上|op. cit.|a.g.e.|указ. соч.|loc. cit.|a.a.o.|"
    "age|ib.|cit.|supra|infra|above|note 4|notes 2 and 5|(n 4)|at n. 4|4 numarali dipnot|dipnot 4|"
    "сноска 3|anm. 7|vol. 3, no. 4|№ 5 (2)|вып. 2|p. 14|pp. 1-2|§§ 3-4|s. 12 vd.|cilt ii, s. 4|"
    "madde 5|fol. xii|x|a1|format|7"
).split("|")
text = st.lists(
    st.sampled_from([*PIECES, " ", "  ", ", ", ": ", "; ", "(", ")", "[", "/", ".", "-", "\x00"]),
    max_size=9,
).map("".join)


@pytest.mark.parametrize("name", EXPRESSIONS)
@settings(deadline=None, max_examples=150)
@given(text=text)
def test_what_is_found_at_words_is_all_there_is(name, text):
    expression = EXPRESSIONS[name]
    found = [match.span() for match in expression.finditer(text)]
    assert found == [match.span() for match in expression.pattern.finditer(text)]


def test_all_expressions_are_known():
    assert len(EXPRESSIONS) >= 7


@pytest.mark.parametrize("host", ["\ud83d.example", "ü" * 5000, "ü\ud83d" * 100])
def test_a_host_that_no_name_can_have_is_compared_all_the_same(host):
    assert canonical_url(f"https://{host}/a").endswith("/a")
