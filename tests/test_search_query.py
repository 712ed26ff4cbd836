"""How a query is read, and what is told of what was not understood."""

from __future__ import annotations

import pytest

from briefing_tui.search import parse_query


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
    ],
)
def test_a_query_is_read_as(typed, understood):
    query = parse_query(typed)
    assert query.understood == understood
    assert query.messages == ()


@pytest.mark.parametrize(
    ("typed", "understood", "told"),
    [
        ("colour:red", "colour AND red", "there is no field 'colour'"),
        ("is:unread", "unread", "there is no field 'is'"),
        ('"open quote', "open AND quote", "not closed"),
        ("colour~", "colour", "similar spellings"),
        ("colour~2", "colour", "similar spellings"),
        (">2024-03", "2024-03", "dates"),
        ("2023..2024", "2023 AND 2024", "ranges"),
        ("po*t", "po AND t", "only at the end"),
        ("*port", "port", "only at the end"),
        ("the of", "the AND of", "in quotes"),
        ("it", "it", "in quotes"),
        ("x " * 2000, "x", "long"),
        ("(" * 50 + "deep", "deep", "too deep"),
    ],
)
def test_what_is_not_understood_is_told(typed, understood, told):
    query = parse_query(typed)
    assert query.understood == understood
    assert told in " ".join(query.messages)


def test_the_acronym_us_is_no_function_word():
    assert parse_query("us").messages == ()
    assert parse_query("US the").understood == "US"


def test_control_characters_are_made_visible_in_what_is_told():
    query = parse_query("colour\x1b:red x\x1by:z")
    assert "\x1b" not in query.understood + "".join(query.messages)
