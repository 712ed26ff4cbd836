"""How a query is read, and what is told of what was not understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.search import parse_query
from briefing_tui.search.dates import Days, read_dates
from briefing_tui.wording import QUERY_HELP, query_help


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("senkaku", "senkaku"),
        ("us senkaku", "us AND senkaku"),
        ("US AND senkaku", "US AND senkaku"),
        ("the state of the union", "state AND union"),
        ('"the state" of', '"the state"'),
        ("“quoted words” «и так» „so“", '"quoted words" AND "и так" AND "so"'),
        ("a-b -c", "a-b AND NOT c"),
        ("-title:harbour", "NOT title:harbour"),
        ("TITLE:harbour", "title:harbour"),
        ("footnotes:ibid", "note:ibid"),
        ("ports OR piers ships", "(ports OR piers) AND ships"),
        ("OR ports", "ports"),
        ("ports OR", "ports"),
        ("(red ports) OR (blue piers)", "((red AND ports) OR (blue AND piers))"),
        ("((ports", "ports"),
        ("ports))", "ports"),
        ("ports ports", "ports"),
        ("between", "=between"),
        ("between ports", "ports"),
        ("которые", "=которые"),
        ("-between", "NOT between"),
        ("kish*", "kish*"),
        ("title:kish*", "title:kish*"),
        ("=word", "=word"),
        ("title:=word", "title:=word"),
        ("note:us/japan", "note:(us AND japan)"),
        ("https://www.forbes.com/a?b=1", "https://www.forbes.com/a?b=1"),
        ("12:30", "12 AND 30"),
        ("U.S.", "U.S."),
        ("中国 外交", "中国 AND 外交"),
        ("port’s", "port’s"),
        ("ports, piers; ships.", "ports AND piers AND ships"),
        ("JAPAN AND SANCTIONS", "japan AND sanctions"),
        ("[4] port", "port"),
        ("*", "*"),
        ("** port", "* AND port"),
        ("title:*", "*"),
        ("topic:*", "has:topics"),
        ("-author:*", "NOT has:authors"),
        ("po*t", "po*t"),
        ("*port, (po**t)", "*port AND po*t"),
        ("colour~", "colour~2"),
        ("port~", "port~1"),
        ("colour~1.", "colour~1"),
        ("title:colour~", "title:colour~2"),
        ("has:note", "has:notes"),
        ("HAS:Notes -has:date", "has:notes AND NOT has:date"),
        ("is:unread", "is:unread"),
        ("-is:Starred port", "NOT is:Starred AND port"),
        (">2024-03", "date:>2024-03"),
        (">=2024-03-05 port", "date:>=2024-03-05 AND port"),
        ("2023..2024", "date:2023..2024"),
        ("2023..", "date:2023.."),
        ("ports... piers", "ports AND piers"),
        ("..2024-03", "date:..2024-03"),
        ("2024", "(2024 OR date:2024)"),
        ("2024-03", "(2024-03 OR date:2024-03)"),
        ("=2024", "=2024"),
        ('"2024"', '"2024"'),
        ("title:2024", "title:2024"),
        ("title:(2024 port)", "title:(2024 AND port)"),
        ("54000", "54000"),
        ("2024-13", "2024-13"),
        ("date:2024", "date:2024"),
        ("dates:>2024", "date:>2024"),
        ("year:2024", "date:2024"),
        ("after:2024-03 port", "date:>2024-03 AND port"),
        ("-since:2024", "NOT date:>=2024"),
        ("before:2024", "date:<2024"),
        ("until:2024", "date:<=2024"),
        ("date:2023-2024", "date:2023-2024"),
        ("date:'last year' port", 'date:"last year" AND port'),
        ("host:forbes.com", "source:forbes.com"),
        ("publisher:forbes", "source:forbes"),
        ("date:>= 2024", "date:>=2024"),
        ('date:"last year"', 'date:"last year"'),
        ("date:last year port", 'date:"last year" AND port'),
        ("date:last 3 months", 'date:"last 3 months"'),
        ("date:last-year", "date:last-year"),
        ("date:today accessed:yesterday", "date:today AND accessed:yesterday"),
        ("date:(2023 OR 2024-03)", "(date:2023 OR date:2024-03)"),
        ('date:(2023 "this month")', 'date:2023 AND date:"this month"'),
        ("accessed:<2024", "accessed:<2024"),
    ],
)
def test_a_query_is_read_as(typed, understood):
    query = parse_query(typed, filters=["unread", "Starred"])
    assert query.understood == understood
    assert query.messages == ()


@pytest.mark.parametrize(
    ("typed", "understood", "told"),
    [
        ("colour:red", "colour AND red", "there is no field 'colour'"),
        ("colour:red", "colour AND red", "(title, takeaway, body,"),
        ("autor:kaya", "autor AND kaya", "(did you mean author:?)"),
        ("Titel:port", "Titel AND port", "(did you mean title:?)"),
        ("befor:port", "befor AND port", "(did you mean before:?)"),
        ("is:unread port", "port", "there are none here"),
        ("has:wings", "", "has:notes"),
        ("date:soon port", "port", "no date"),
        ("date:2024-02-30", "", "no date"),
        ("-date:x port", "port", "no date"),
        ("title:>3", "title:3", "of dates"),
        ("title: port", "title AND port", "behind the colon"),
        ("after:soon port", "port", "no date"),
        ('"open quote', "open AND quote", "not closed"),
        ("colour~9", "colour~2", "2 changes"),
        ("it~ port", "port", "too short"),
        ("por*t~ x", "port AND x", "not both"),
        ("中国~", "中国", "one word"),
        ("=port*", "=port", "as it is spelled"),
        ("=port~", "=port", "as it is spelled"),
        ('"red port"~3', '"red port"', "nearness"),
        (">five", "five", "dates"),
        ("2..3", "2 AND 3", "dates"),
        ("*t", "t", "too short"),
        ("the of", "the AND of", "in quotes"),
        ("will again", "will AND =again", "will: searched as an acronym"),
        ("it", "it", "in quotes"),
        ("x " * 2000, "x", "long"),
        ("(" * 50 + "deep", "deep", "too deep"),
    ],
)
def test_what_is_not_understood_is_told(typed, understood, told):
    query = parse_query(typed)
    assert query.understood == understood
    assert told in " ".join(query.messages)


TODAY = date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-2-9", "2024-02-09", "2024-02-09"),
        ("2024/02", "2024-02-01", "2024-02-29"),
        ("9.2.2024", "2024-02-09", "2024-02-09"),
        ("02.2024", "2024-02-01", "2024-02-29"),
        (">2024", "2025-01-01", ""),
        (">2024-02", "2024-03-01", ""),
        (">2024-02-28", "2024-02-29", ""),
        (">=2024-02", "2024-02-01", ""),
        ("<2024-03", "", "2024-02-29"),
        ("<=2024-02", "", "2024-02-29"),
        ("=2024", "2024-01-01", "2024-12-31"),
        ("2023..2024-02", "2023-01-01", "2024-02-29"),
        ("2023-2024", "2023-01-01", "2024-12-31"),
        ("2023..", "2023-01-01", ""),
        ("2023...", "2023-01-01", ""),
        ("..2023", "", "2023-12-31"),
        ("today", "2026-11-28", "2026-11-28"),
        ("yesterday", "2026-11-27", "2026-11-27"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("Last Month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("past year", "2025-11-29", "2026-11-28"),
        ("last 2 days", "2026-11-27", "2026-11-28"),
        ("past 2 weeks", "2026-11-15", "2026-11-28"),
        ("last 3 months", "2026-08-29", "2026-11-28"),
        ("last 9 months", "2026-03-01", "2026-11-28"),
        ("last 2 years", "2024-11-29", "2026-11-28"),
        ("last 9999 years", "", "2026-11-28"),
        (">9999", "9999-12-32", ""),
    ],
)
def test_dates_mean_days(typed, first, last):
    assert read_dates(typed, TODAY) == Days(first, last)


@pytest.mark.parametrize(
    "typed", ["", ">", "..", "20", "20245", "0000", "2024-00", "2023..x", "last", "this 3 years",
              "last 0 days", "last year or so", "٢٠٢٤-٩٩"],
)  # fmt: skip
def test_what_is_no_date(typed):
    assert read_dates(typed, TODAY) is None


@given(st.text(st.sampled_from("0123456789-./<>=. lastyermonhdwkpi"), max_size=20))
def test_any_text_is_dates_or_none(text):
    days = read_dates(text, TODAY)
    assert days is None or isinstance(days.hold("2024-03"), bool)


@pytest.mark.parametrize("example", [e for _, examples in QUERY_HELP for e, _ in examples])
def test_what_the_help_shows_is_understood(example):
    query = parse_query(example, filters=["unread"])
    assert query.tree is not None
    assert query.messages == ()
    assert f"  {example:24} " in query_help()


def test_the_help_fits_a_terminal():
    assert max(map(len, query_help().splitlines())) < 80


def test_the_acronym_us_is_no_function_word():
    assert parse_query("us").messages == ()
    assert parse_query("US the").understood == "US"


def test_control_characters_are_made_visible_in_what_is_told():
    query = parse_query("colour\x1b:red x\x1by:z")
    assert "\x1b" not in query.understood + "".join(query.messages)
