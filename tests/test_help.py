"""All keys in one list that is searched, the palette, and the colours that a terminal gets."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from journeys import open_first, running, screen_text, seen, until
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode

from briefing_tui import tui
from briefing_tui.tui.chooser import Choice, Chooser, matching
from briefing_tui.tui.colours import CHOICES, starting_theme
from briefing_tui.tui.find_bar import FindBar
from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.reader import Reader


def classes():
    for module in pkgutil.iter_modules(tui.__path__, f"{tui.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            owns = isinstance(value, type) and value.__module__ == module.name
            if owns and issubclass(value, DOMNode) and "BINDINGS" in vars(value):
                yield value


def test_every_key_has_a_name_to_be_remapped_by_and_tells_what_it_does():
    found = [*classes()]
    assert Reader in found
    for owner in found:
        for binding in owner.BINDINGS:
            assert isinstance(binding, Binding), owner
            assert binding.id, (owner, binding)
            assert binding.tooltip, (owner, binding)


def test_words_find_choices_in_any_order_and_a_single_character_names_one():
    lines = [
        Choice("y Copy the citation", Content, "y", names=("y",)),
        Choice("Y Copy with its citation", Content, "Y", names=("Y",)),
        Choice("j Line down", Content, "j", names=("j",)),
    ]
    assert matching(lines, "citation cÓpy") == lines[:2]
    assert matching(lines, "Y") == [lines[1]]
    assert matching(lines, "d") == [lines[2]]
    assert matching(lines, "walrus") == []
    assert matching(lines, " ") == lines


async def test_the_help_is_searched_and_does_what_is_chosen(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("question_mark")
        await until(app, lambda: isinstance(app.screen, Chooser))
        await seen(app, "Go to the next note mark")
        assert "Page Left" not in screen_text(app)
        await pilot.press(*"find words")
        await seen(app, "Find words in this page")
        assert "note mark" not in screen_text(app)
        await pilot.press("enter")
        await until(
            app, lambda: app.screen.query(FindBar) and app.screen.query_one(FindBar).display
        )
        await pilot.press("escape", "question_mark")
        await until(app, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"walrus")
        await seen(app, "No key does that")
        await pilot.press("enter", "escape")
        await until(app, lambda: isinstance(app.screen, Reader))


async def test_the_finders_help_tells_what_a_search_can_say(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("f1", *"source:forbes")
        await seen(app, "source:forbes.com")
        await pilot.press("enter")  # nothing to press
        assert isinstance(app.screen, Chooser)


async def test_the_palette_offers_what_the_keys_do_and_the_colours(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("8", "enter")
        await until(app, lambda: app.screen.query_one(NotePopup).display)
        await pilot.press("ctrl+p", *"light colours")
        await seen(app, "Light colours")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(app, lambda: app.theme == "daylight")
        assert app.screen.query_one(NotePopup).display


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"TERM": "xterm-256color"}, "lamplight"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "lamplight"),
        ({"TERM": "xterm-kitty"}, "lamplight"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "daylight"),
        ({"TERM": "rxvt-256color", "COLORFGBG": "15;default;0"}, "lamplight"),
        ({"TERM": "linux"}, "ansi-dark"),
        ({"TERM": "xterm-16color", "COLORFGBG": "0;7"}, "ansi-light"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "ansi-dark"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "lamplight"),
        ({}, "ansi-dark"),
    ],
)
def test_the_colours_suit_the_terminal(environ, theme):
    assert starting_theme(environ) == theme
    assert theme in CHOICES


async def test_all_notes_are_listed_searched_and_opened(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("f")
        await seen(app, "8 notes")
        await seen(app, "[1]")
        await pilot.press(*"ibid marlen")
        await seen(app, "[7] Ibid. → note 2")
        assert "[5]" not in screen_text(app).replace("boats.[5]", "")
        await pilot.press("down", "enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        popup = app.screen.query_one(NotePopup)
        await until(app, lambda: popup.display and popup.note.number == 8)
