"""What the settings do in the interface, and that a fault in them keeps nobody from reading."""

from __future__ import annotations

import pytest
from journeys import open_first, running, seen, told, until
from rich.segment import Segment
from textual.theme import BUILTIN_THEMES

from briefing_tui import config, tui
from briefing_tui.config import Config
from briefing_tui.tui import clipboard, themes
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.glyphs import Plainer
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.theme_chooser import ThemeChooser


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give the folder of the user's settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "briefing-tui"
    (folder / "themes").mkdir(parents=True)
    return folder


def settings(folder, text):
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return config.load()


def messages(app):
    return [notice.message for notice in app._notifications]


async def test_the_text_is_as_wide_as_is_set_and_cited_in_the_style(
    archive_folder, tmp_path, folder, monkeypatch
):
    copied = []
    monkeypatch.setattr(clipboard, "copy", lambda text, write: copied.append(text) or "here")
    wanted = settings(folder, 'measure = 44\ncitation_style = "bibtex"\nbidi = "always"')
    async with running(archive_folder, tmp_path, settings=wanted) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader) and app.screen._reading)
        article = app.screen._pane.article
        assert article.measure == 44
        assert article.turning
        await pilot.press("1", "enter")
        await until(app, lambda: app.screen._pane.popup.display)
        await pilot.press("y")
        await until(app, lambda: copied)
        assert copied[0].startswith("@")
        await pilot.press("s")
        await seen(app, "sentence")
        await pilot.press("y")
        await until(app, lambda: len(copied) == 2)
        assert copied[1].startswith("@")


@pytest.mark.parametrize("wish", [True, False])
async def test_signs_are_drawn_in_ascii_where_that_is_wished(
    archive_folder, tmp_path, folder, wish
):
    wanted = settings(folder, f"ascii = {str(wish).lower()}")
    async with running(archive_folder, tmp_path, settings=wanted) as (app, _):
        await seen(app, "newest first")
        plainer = [each for each in app.get_line_filters() if isinstance(each, Plainer)]
        assert len(plainer) == wish
        for each in plainer:
            [drawn] = each.apply([Segment("┏━ Örnek · “x” 東")], app.screen.styles.background)
            assert drawn.text == '+- Örnek - "x" 東'


@pytest.mark.parametrize("wish", ["true", "false"])
def test_the_mouse_is_left_to_the_terminal_where_that_is_wished(folder, monkeypatch, wish):
    asked = []
    monkeypatch.setattr(BriefingApp, "run", lambda app, **options: asked.append(options))
    tui.run(None, settings=settings(folder, f"mouse = {wish}"))
    assert asked[0]["mouse"] == (wish == "true")


# --- themes


SEA = 'primary = "#7fd1c7"\nbackground = "#06202b"\n[variables]\nquiet = "#99aabb"\n'


async def test_the_theme_that_is_set_is_the_first_one(archive_folder, tmp_path, folder):
    (folder / "themes" / "sea.toml").write_text(SEA)
    wanted = settings(folder, 'theme = "sea"')
    async with running(archive_folder, tmp_path, settings=wanted) as (app, _):
        await seen(app, "newest first")
        assert app.theme == "sea"
        assert app.theme_variables["quiet"] == "#99aabb"
        assert messages(app) == []


async def test_no_colour_goes_before_a_theme(archive_folder, tmp_path, folder, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    wanted = settings(folder, 'theme = "gruvbox"')
    async with running(archive_folder, tmp_path, settings=wanted) as (app, _):
        assert app.theme == "ansi-dark"


async def test_faults_are_told_once_and_the_rest_counts(archive_folder, tmp_path, folder):
    (folder / "themes" / "sea.toml").write_text('primary = "#7fd1c7"\naccent = "orangish"\n')
    wanted = settings(folder, 'theme = "gruvbxo"\nmeasure = 70\nmesure = 1\n')
    async with running(archive_folder, tmp_path, settings=wanted) as (app, pilot):
        await told(app, "config.toml:1: there is no theme gruvbxo\ndid you mean gruvbox?")
        await told(app, "config.toml:3: there is no setting mesure")
        assert app.theme == "lamplight"
        await open_first(app, pilot)
        assert app.screen._pane.article.measure == 70
        count = len(messages(app))
        app.search_themes()
        await until(app, lambda: isinstance(app.screen, ThemeChooser))
        await told(app, "sea.toml:2: accent: this is no colour")
        await pilot.press("escape")
        app.search_themes()
        await pilot.pause()
        assert len(messages(app)) == count + 1


async def test_a_theme_is_seen_while_it_is_chosen_and_goes_when_it_is_not_taken(
    archive_folder, tmp_path, folder
):
    (folder / "themes" / "sea.toml").write_text(SEA)
    async with running(archive_folder, tmp_path, settings=Config(folder / "config.toml")) as (
        app,
        pilot,
    ):
        await open_first(app, pilot)
        await pilot.press("ctrl+p", *"choose the col")
        await seen(app, "Choose the colours")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, ThemeChooser))
        assert app.theme == "lamplight"
        await pilot.press(*"sea")
        await until(app, lambda: app.theme == "sea")
        await pilot.press("escape")
        await until(app, lambda: isinstance(app.screen, Reader))
        assert app.theme == "lamplight"
        app.search_themes()
        await until(app, lambda: isinstance(app.screen, ThemeChooser))
        await pilot.press(*"sea", "enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        assert app.theme == "sea"
        await told(app, 'theme = "sea"')


@pytest.mark.parametrize(
    ("text", "line", "message", "usable"),
    [
        ('primary = "#12345g"', 1, "primary: this is no colour", False),
        ("primary = 5", 1, "primary: this is no colour", False),
        ('accent = "red"', 1, "this theme has no colour primary", False),
        ('primary = "teal"\nacent = "red"', 2, "there is no colour acent", True),
        ('primary = "teal"\ndark = "yes"', 2, "dark: true or false is wanted", True),
        ('primary = "teal"\nvariables = 5', 2, "variables: a table is wanted", True),
        ('primary = "teal"\n[variables]\nquiet = "#12"', 3, "variables.quiet: this is no", True),
        ('primary = "teal"\n[variables]\nquiet = "gray-ish"', 3, "variables.quiet: this", True),
        ('primary = "teal"\n[variables]\nline = "auto"', 3, "variables.line: this is no", True),
        ('primary = "teal"\n[variables]\nline = "red; }"', 3, "variables.line: this is no", True),
        ('primary = "teal"\n[variables]\n"a;b" = "red"', 3, "variables.a;b: this is no", True),
        ('primary = "teal"\n[variables]\nlink-style = "fat"', 3, "variables.link-style:", True),
        ("primary = teal", 1, "this is not TOML", False),
    ],
)
def test_a_fault_in_a_theme_is_told(tmp_path, text, line, message, usable):
    file = tmp_path / "sea.toml"
    file.write_text(text)
    found = themes.read(file)
    [problem] = found.problems
    assert (problem.line, problem.message[: len(message)]) == (line, message)
    assert (found.theme is not None) == usable


def test_every_variable_of_textuals_themes_may_stand_in_a_theme(tmp_path):
    file = tmp_path / "sea.toml"
    for theme in BUILTIN_THEMES.values():
        variables = theme.to_color_system().generate() | theme.variables
        lines = [f'{name} = "{value}"' for name, value in variables.items()]
        file.write_text("\n".join(['primary = "teal"', "[variables]", *lines]))
        found = themes.read(file)
        assert not found.problems
        assert found.theme.variables == variables


def test_a_theme_of_the_users_goes_before_one_of_its_name(folder):
    (folder / "themes" / "gruvbox.toml").write_text(SEA)
    found = themes.find(settings(folder, 'theme = "gruvbox"'))
    assert found.theme.primary == "#7fd1c7"
