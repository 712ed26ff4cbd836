"""Finding words in a page: through accents, line breaks and note marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journeys import SIZES, open_first, running, seen, told, until
from textual import events
from textual.widgets import Input

from briefing_tui.briefing import Block, Mark
from briefing_tui.text import fold
from briefing_tui.tui.article import Article
from briefing_tui.tui.chooser import Chooser
from briefing_tui.tui.finding import Finding
from briefing_tui.tui.layout import pieces
from briefing_tui.tui.reader import Reader

WORDS = [
    "harbour",
    "İstanbul'un",
    "e\u0301le\u0300ve",
    "Über",
    "ﬁnal",
    "日米",
    "Ёлка",
    "a",
    "[1]",
    "―",
]


def block(text, kind="paragraph"):
    marks = tuple(Mark(1, m.start(), m.end()) for m in re.finditer(r"\[1\]", text))
    return Block(kind, text, marks)


def found(words, *texts):
    blocks = pieces([], [block(text) for text in texts])
    return [(i, blocks[i].text[a:z]) for i, a, z in Finding(blocks).find(words)]


def test_case_accents_and_turkish_i_are_alike():
    assert found("istanbul", "İSTANBUL, Istanbul and ıstanbul") == [
        (0, "İSTANBUL"), (0, "Istanbul"), (0, "ıstanbul"),
    ]  # fmt: skip
    assert found("eleve", "An e\u0301le\u0300ve") == [(0, "e\u0301le\u0300ve")]
    assert found("ÖRNEK", "Ornek") == [(0, "Ornek")]


def test_a_letter_keeps_its_accent_when_the_words_end_on_it():
    assert found("cafe", "cafe\u0301s") == [(0, "cafe\u0301")]


def test_marks_part_no_words_unless_they_are_asked_for():
    assert found("June. It", "On 2 June.[1] It is.") == [(0, "June.[1] It")]
    assert found("June", "On 2 June[1][1]") == [(0, "June")]
    assert found("june.[1]", "On 2 June.[1] It is.") == [(0, "June.[1]")]


def test_nothing_is_found_for_nothing():
    assert found(" \t", "some words") == []
    assert found(".*", "some words") == []


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), st.data())
def test_every_word_is_found_where_it_stands(words, data):
    text = " ".join(words)
    word = data.draw(st.sampled_from([w for w in words if w != "[1]"] or ["a"]))
    blocks = pieces([("Title", "title")], [block(text)])
    spans = [(a, z) for i, a, z in Finding(blocks).find(word) if i == 1]
    starts = {m.start() for m in re.finditer(re.escape(word), text)}
    assert {start for start, _ in spans} >= starts
    for a, z in spans:
        assert fold(text[a:z]) == fold(word)


@pytest.mark.parametrize("size", SIZES)
async def test_find_step_and_come_back(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        article = app.screen.query_one(Article)
        await pilot.press("slash", *"HARBOUR")
        await seen(app, "1/4")
        await pilot.press("down")
        await seen(app, "2/4")
        await pilot.press("enter")
        await until(app, lambda: article.has_focus)
        await pilot.press("n")
        await seen(app, "3/4 HARBOUR")
        await pilot.press("N", "N", "N")
        await seen(app, "4/4 HARBOUR")
        place = article.place()
        await pilot.press("slash", *"two ports")
        await pilot.press("escape")
        await until(app, lambda: article.has_focus)
        assert article.place() == place
        assert article.hit_count == 0


async def test_a_phrase_over_a_line_break_is_found_and_shown(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("slash", *"spending along", "enter")
        await seen(app, "1/1 spending along")


async def test_what_is_not_there_is_told(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("n")
        await pilot.press("slash", *"walrus")
        await seen(app, "0/0")
        await pilot.press("enter")
        await told(app, "does not stand in this text")


async def test_the_finders_hits_come_back_when_the_search_in_the_page_ends(
    archive_folder, tmp_path
):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"lantern", "enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "1/1 lantern")
        await pilot.press("slash", *"marlen", "enter")
        await seen(app, "marlen")
        article = app.screen.query_one(Article)
        assert article.hit_count == 3
        await pilot.press("escape")
        await seen(app, "/1 lantern")
        await pilot.press("slash", "enter")  # nothing typed: on to the next
        await seen(app, "1/1 lantern")
        assert not app.screen.query(Input).first().has_focus


async def test_no_letter_of_a_burst_is_lost(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        for letter in "/patrol":
            app.post_message(events.Key("slash" if letter == "/" else letter, letter))
        app.post_message(events.Key("enter", "\r"))
        await seen(app, "1/2 patrol")
        for letter in "?mark":
            app.post_message(events.Key("question_mark" if letter == "?" else letter, letter))
        await until(app, lambda: isinstance(app.screen, Chooser))
        await until(app, lambda: app.screen.query_one(Input).value == "mark")
