"""Keys: what they are called, that they can be moved, and that those moved are told everywhere."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from journeys import open_first, running, screen_text, seen, told, until
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.widgets import Input

from briefing_tui import config, tui
from briefing_tui.cli import main
from briefing_tui.tui import bindings, keymap
from briefing_tui.tui.author_page import AuthorPage
from briefing_tui.tui.chooser import Chooser
from briefing_tui.tui.facets import FacetList
from briefing_tui.tui.fault_page import FaultPage
from briefing_tui.tui.faults import Faults
from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.side_by_side import SideBySide
from briefing_tui.tui.source_page import SourcePage
from briefing_tui.tui.theme_chooser import ThemeChooser
from briefing_tui.tui.timeline import Timeline

# --- what they are called


@pytest.mark.parametrize(
    ("written", "name", "shown"),
    [
        ("y", "y", "y"),
        ("Y", "Y", "Y"),
        ("shift+y", "Y", "Y"),
        ("?", "question_mark", "?"),
        ("question_mark", "question_mark", "?"),
        (",", "comma", ","),
        ("+", "plus", "+"),
        ("€", "euro_sign", "€"),
        ("ş", "ş", "ş"),
        ("Ctrl+Y", "ctrl+y", "Ctrl+Y"),
        ("control+y", "ctrl+y", "Ctrl+Y"),
        ("shift+ctrl+y", "ctrl+shift+y", "Ctrl+Shift+Y"),
        ("ctrl++", "ctrl+plus", "Ctrl++"),
        ("ctrl+space", "ctrl+@", "Ctrl+@"),
        ("alt+Left", "alt+left", "Alt+←"),
        ("alt+Y", "alt+shift+y", "Alt+Shift+Y"),
        ("Esc", "escape", "Esc"),
        ("PgDn", "pagedown", "PgDn"),
        ("return", "enter", "Enter"),
        (" ", "space", "Space"),
        ("F5", "f5", "F5"),
        ("delete", "delete", "Del"),
    ],
)
def test_a_key_is_known_by_what_people_write(written, name, shown):
    assert keymap.key_of(written) == name
    assert keymap.shown(name) == shown


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("nope", "there is no key nope"),
        ("hyperx+a", "there is no key hyperx+a"),
        ("ctrl+nope", "there is no key ctrl+nope"),
        ("ctrl+i", "a terminal sends ctrl+i as tab"),
        ("ctrl+m", "a terminal sends ctrl+m as enter"),
        ("ctrl+[", "a terminal sends ctrl+[ as escape"),
        ("null", "there is no key null"),
        ("\x07", "this is no key that can be typed"),
    ],
)
def test_what_no_terminal_sends_is_no_key(written, message):
    with pytest.raises(keymap.NoKeyError) as raised:
        keymap.key_of(written)
    assert raised.value.message == message
    assert raised.value.hint


def test_only_the_binding_that_is_named_is_moved():
    own = BindingsMap(
        [
            Binding("escape,q", "a", id="a"),
            Binding("escape", "b", id="b"),
            Binding("c", "c", id="c"),
        ]
    )
    moved = keymap.remapped(own, {"a": ("x", "c"), "c": ("q",)})
    assert {key: [b.id for b in each] for key, each in moved.key_to_bindings.items()} == {
        "x": ["a"], "c": ["a"], "escape": ["b"], "q": ["c"],
    }  # fmt: skip
    assert keymap.remapped(own, {"b": ()}).key_to_bindings["escape"][0].id == "a"


# --- every binding of every screen


def classes():
    for module in pkgutil.iter_modules(tui.__path__, f"{tui.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            owns = isinstance(value, type) and value.__module__ == module.name
            if owns and issubclass(value, DOMNode) and vars(value).get("BINDINGS"):
                yield value


def test_every_binding_is_told_once_and_its_id_means_one_thing():
    known = {key.id: key for key in bindings.known()}
    assert len(known) == len(bindings.known())
    for owner in classes():
        actions = {}
        for binding in Binding.make_bindings(owner.BINDINGS):
            assert binding.id in known, (owner, binding)
            assert binding.key in known[binding.id].keys, (owner, binding)
            assert actions.setdefault(binding.id, binding.action) == binding.action, binding
    for key in known.values():
        assert key.what
        assert not key.what.endswith(".")
        assert "." in key.id


def ways():
    return {
        tuple(name.rpartition(".")[2] for name in way.split())
        for each in bindings._WAYS.values()
        for way in each
    }


def way_of(node):
    """Give the classes with bindings of their own, from a widget up to its screen."""
    own = [*(cls.__name__ for cls in classes()), "Input"]
    return tuple(
        type(each).__name__
        for each in node.ancestors_with_self[:-1]
        if any(cls.__name__ in own for cls in type(each).__mro__)
    )


async def test_the_ways_from_the_focus_up_are_those_that_are_looked_at(archive_folder, tmp_path):
    (archive_folder / "broken.yaml").write_text("title: a: b\nbody: x\n", encoding="utf-8")
    met = {}
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):

        async def meet(kind=None):
            if kind is not None:
                await until(app, lambda: isinstance(app.screen, kind))
            await pilot.pause()
            for node in app.screen.query("*"):
                if node.focusable:
                    met[way_of(node)] = type(app.screen).__name__

        await open_first(app, pilot)
        await meet(Reader)
        await pilot.press("slash")
        await meet()
        await pilot.press("escape", "f")
        await meet(Chooser)
        await pilot.press("escape", "v")
        await meet(SideBySide)
        await pilot.press("q", "8", "enter")
        await until(app, lambda: app.screen.query_one(NotePopup).display)
        await pilot.press("s")
        await meet(SourcePage)
        await pilot.press("q", "a", "enter")
        await meet(AuthorPage)
        await pilot.press("q", "q")
        await seen(app, "newest first")
        await pilot.press("t")
        await until(app, lambda: app.screen.query_one(Timeline).display)
        await meet()
        await pilot.press("escape", "f")
        await until(app, lambda: app.screen.query_one(FacetList).display)
        await until(app, lambda: app.screen.query_one(FacetList).option_count)
        await pilot.press("enter")
        await pilot.pause(0.3)
        await meet()
        await pilot.press("escape", "exclamation_mark")
        await meet(Faults)
        await pilot.press("enter")
        await meet(FaultPage)
        app.search_themes()
        await meet(ThemeChooser)
    known = ways()
    unknown = {
        (screen, way)
        for way, screen in met.items()
        if not any(set(way) - {"ThemeChooser"} <= set(each) for each in known)
    }
    assert unknown == set()
    assert len(met) > 12


# --- keys that are moved


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Give a function that reads settings with these keys."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "config" / "briefing-tui" / "config.toml"
    file.parent.mkdir(parents=True)

    def read(*lines):
        file.write_text("[keys]\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return config.load()

    return read


async def test_keys_do_what_the_settings_say_also_while_something_is_typed(
    archive_folder, tmp_path, settings
):
    keys = settings(
        'finder.order = "ctrl+o"',  # a letter is typed in the box
        '"finder.leave" = "ctrl+l"',  # and what else has Esc keeps it
        'reader.takeaways = ["T", "f2"]',
        "reader.zen = []",
        'app.keys = "ctrl+k"',
    )
    async with running(archive_folder, tmp_path, settings=keys) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("ctrl+o")
        await seen(app, "by title")
        await pilot.press("o", "ctrl+l")
        await until(app, lambda: not isinstance(app.focused, Input))
        await pilot.press("o")  # nothing any more
        await seen(app, "Esc Empty")
        await pilot.press("escape")
        await until(app, lambda: app.screen.query_one("#search", Input).value == "")
        await seen(app, "by title")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader) and app.screen._reading)
        article = app.focused
        await pilot.press("t", "z")
        assert app.focused is article
        assert not app.screen.has_class("-zen")
        await pilot.press("f2")
        await until(app, lambda: app.focused is not article)
        await pilot.press("escape", "T")
        await until(app, lambda: app.focused is not article)
        await pilot.press("ctrl+k")
        await until(app, lambda: isinstance(app.screen, Chooser))
        assert len(app._notifications) == 0


async def test_moved_keys_are_told_wherever_keys_are_told(archive_folder, tmp_path, settings):
    keys = settings(
        'finder.leave = "ctrl+l"',
        'finder.open = "ctrl+o"',
        'article.next-mark = "ctrl+n"',
        'reader.visit = "W"',
        'reader.close = "ctrl+w"',
        'app.help = "f3"',
        'chooser.close = "f4"',
        'find.cancel = "f5"',
    )
    async with running(archive_folder, tmp_path, settings=keys) as (app, pilot):
        await seen(app, "newest first")
        text = screen_text(app)
        assert "Ctrl+O reads · ↓ ↑ choose · Ctrl+L list · Ctrl+Q quits" in text
        assert "Ctrl+L List" in text
        assert "F3 Keys" in text
        await pilot.press("ctrl+o")
        await seen(app, "Ctrl+N Note")
        await pilot.press("ctrl+n", "enter")
        await seen(app, "W open")
        assert "Ctrl+W close" in screen_text(app)
        await pilot.press("question_mark", *"note mark")
        await seen(app, "Go to the next note mark")
        assert "Ctrl+N" in screen_text(app)
        assert "F4 closes" in screen_text(app)
        await pilot.press("f4", "slash")
        await seen(app, "F5 back")


async def test_what_cannot_be_had_is_told_and_keeps_its_own_key(archive_folder, tmp_path, settings):
    keys = settings('reader.copy = "t"', 'reader.cpoy = "c"', 'reader.quote = "c"')
    async with running(archive_folder, tmp_path, settings=keys) as (app, pilot):
        await told(app, "config.toml:2: reader.copy: t is taken by reader.takeaways")
        await told(app, "config.toml:3: there is no binding reader.cpoy\ndid you mean reader.copy?")
        await open_first(app, pilot)
        assert app.key_of("reader.copy") == "y"
        assert app.key_of("reader.quote") == "c"
        await pilot.press("t")
        await until(app, lambda: app.focused.id == "takeaways")


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        (['reader.copy = "ctrl+i"'], "reader.copy: a terminal sends ctrl+i as tab", "take tab"),
        (['reader.copy = "nope"'], "reader.copy: there is no key nope", "as in"),
        (['finder.leave = "l"'], "finder.leave: l is typed there", "Ctrl"),
        (['chooser.down = "j"'], "chooser.down: j is typed there", "Ctrl"),
        (['app.quit = "Q"'], "app.quit: Q could no longer be typed anywhere", "Ctrl"),
        (['list.down = "o"'], "list.down: o is taken by finder.order", '"finder.order" = []'),
        (['app.keys = "j"'], "app.keys: j is taken by", "another key"),
        (['reader.copy = "Y"', 'reader.quote = "t"'], "reader.quote: t is taken", ""),
        (['rail.down = "t"'], "rail.down: t is taken by", ""),
    ],
)
def test_keys_that_do_not_fit_are_told(settings, lines, message, hint):
    checked = bindings.check(settings(*lines))
    [problem] = [each for each in checked.problems if message in each.message]
    assert hint in problem.hint
    assert problem.line > 1


@pytest.mark.parametrize(
    "lines",
    [
        ['reader.copy = "Y"', 'reader.quote = "y"'],
        ['author.down = "]"'],  # never where the text has the focus
        ['chooser.down = ["ctrl+n", "j"]'],
        ['reader.takeaways = "s"', 'reader.sources = "S"'],
        ["reader.zen = []", 'reader.copy = "z"'],
        ['app.quit = "ctrl+x"'],
    ],
)
def test_keys_that_fit_are_had(settings, lines):
    checked = bindings.check(settings(*lines))
    assert checked.problems == ()
    assert len(checked.keymap) == len(lines)


def test_all_keys_are_told_in_the_shell_as_they_are_set(settings, capsys):
    settings('reader.copy = "ctrl+y"', "reader.zen = []", 'reader.quote = "t"')
    assert main(["help", "keys"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"(?m)^  Ctrl\+Y +reader\.copy +Copy the citation", out)
    assert re.search(r"(?m)^  - +reader\.zen ", out)
    assert re.search(r"(?m)^  Y +reader\.quote ", out)
    for key in bindings.known():
        assert f" {key.id} " in out
    assert main(["help", "keys", "--markdown"]) == 0
    assert "| `Ctrl+Y` | Copy the citation" in capsys.readouterr().out
    assert main(["help", "keys", "all"]) == 2
    assert main(["config", "--check"]) == 1
    assert "reader.quote: t is taken" in capsys.readouterr().out
