"""A saved page is added and a new briefing begun from within: shown first, then written."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pages
import pytest
from editors import called, editor_in
from journeys import place_of, running, screen_text, seen, told, until
from textual.events import Paste
from textual.widgets import Input

from briefing_tui.tui import clipboard, paths
from briefing_tui.tui.adding import AddPage
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.draft_page import DraftPage
from briefing_tui.tui.finder import Finder
from briefing_tui.tui.form import Form
from briefing_tui.tui.preview import Preview
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.virtual_list import VirtualList

PAGE = pages.page(pages.ENGLISH, pages.Layout(date=True))
SLUG = "who-keeps-the-lighthouses-of-the-narrow-gulf"
HTML = """<html><head><title>Salt Roads</title></head><body><article><h1>Salt Roads</h1>
<p>The salt roads lead over three passes, and each of them is closed for half of the year.</p>
<p>Nobody has counted the mules that cross them, nor those who lead the mules over.</p>
</article></body></html>"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with saved pages, which is the current one."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "my page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "older.html").write_text(HTML, encoding="utf-8")
    os.utime(folder / "older.html", (1_700_000_000, 1_700_000_000))
    (folder / "data.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


async def add(app, pilot):
    await seen(app, "newest first")
    await pilot.press("escape", "a")
    await until(app, lambda: isinstance(app.screen, AddPage))
    await seen(app, "my page.txt")
    return app.screen.query_one(Input)


async def drafted(app):
    await until(app, lambda: isinstance(app.screen, DraftPage))
    await seen(app, "Recognised")


async def test_a_page_is_shown_then_written_then_read(archive_folder, tmp_path, here):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await add(app, pilot)
        await pilot.press(*"my", "tab", "enter")
        await drafted(app)
        text = screen_text(app)
        assert "Who Keeps the Lighthouses" in text
        assert "3 takeaways" in text
        assert f"{SLUG}.yaml" in text
        assert not (archive_folder / f"{SLUG}.yaml").exists()
        await pilot.press("w")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "By ")
        await told(app, f"Written: {SLUG}.yaml, authors/")
        assert (archive_folder / f"{SLUG}.yaml").is_file()
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))
        await seen(app, "5 briefings")
        await until(app, lambda: app.screen.current.slug == SLUG)
        assert app.screen.query_one(VirtualList).cursor > 0


async def test_what_is_left_stands_beside_the_text_until_it_is_mended_or_put_away(
    archive_folder, tmp_path, here, monkeypatch
):
    monkeypatch.setattr(BriefingApp, "suspend", lambda _: contextlib.nullcontext())
    editor = editor_in(tmp_path / "tools", "save('date: 2031-05-01\\n' + text)")
    monkeypatch.setenv("VISUAL", str(editor))
    (here / "my page.txt").write_text(pages.page(pages.ENGLISH, pages.Layout()))
    async with running(archive_folder, tmp_path) as (app, pilot):
        await add(app, pilot)
        await pilot.press("down", "enter")
        await drafted(app)
        await seen(app, "no date was found")
        await seen(app, "l Left to see to")
        await pilot.press("l")
        await until(app, lambda: app.screen.query_one("#draft-left").has_focus)
        await pilot.press("l")
        assert app.screen.query_one(VirtualList).has_focus
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "line 1: there is no “date”")
        await pilot.press("e")
        await until(app, lambda: "line 1: there is no “date”" not in screen_text(app))
        assert called(tmp_path / "tools")[-1] == str(archive_folder / f"{SLUG}.yaml")
        await seen(app, "left to see to")  # the guesses about the page
        await pilot.press("escape")
        await until(app, lambda: "left to see to" not in screen_text(app))


async def test_a_name_that_is_taken_asks_for_another_or_to_be_replaced(
    archive_folder, tmp_path, here
):
    path = archive_folder / f"{SLUG}.yaml"
    path.write_text("title: Mine\nbody: |\n  Words of mine.\n")
    async with running(archive_folder, tmp_path) as (app, pilot):
        await add(app, pilot)
        await pilot.press("down", "enter")
        await drafted(app)
        await seen(app, "exists already")
        assert "w Add it" not in screen_text(app)
        await pilot.press("w", "enter")
        await pilot.press("R")
        await until(app, lambda: isinstance(app.screen, Preview))
        await seen(app, "-  Words of mine.")
        await pilot.press("escape")
        await drafted(app)
        assert path.read_text().startswith("title: Mine")
        await pilot.press("n")
        await until(app, lambda: isinstance(app.screen, Form))
        await pilot.press(*["backspace"] * 60, *"Lamps of the Gulf", "enter")
        await until(app, lambda: isinstance(app.screen, DraftPage))
        await seen(app, "lamps-of-the-gulf.yaml")
        await seen(app, "w Add it")
        await pilot.press("w")
        await until(app, lambda: isinstance(app.screen, Reader))
        assert (archive_folder / "lamps-of-the-gulf.yaml").is_file()
        assert path.read_text().startswith("title: Mine")


async def test_replacing_writes_over_the_file_once_it_was_shown(archive_folder, tmp_path, here):
    path = archive_folder / f"{SLUG}.yaml"
    path.write_text("title: Mine\nbody: |\n  Words of mine.\n")
    async with running(archive_folder, tmp_path) as (app, pilot):
        await add(app, pilot)
        await pilot.press("down", "enter")
        await drafted(app)
        await seen(app, "exists already")
        await pilot.press("R")
        await seen(app, "-  Words of mine.")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "Who Keeps the Lighthouses")
        assert "Words of mine" not in path.read_text()


async def test_a_page_that_is_pasted_is_one(archive_folder, tmp_path, here):
    async with running(archive_folder, tmp_path) as (app, pilot):
        box = await add(app, pilot)
        # As terminals paste: the end of each line is the Enter key.
        box.post_message(Paste(PAGE.replace("\n", "\r")))
        await drafted(app)
        await seen(app, "Who Keeps the Lighthouses")
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, AddPage))
        app.screen.query_one(Input).post_message(Paste(HTML))
        await drafted(app)
        await seen(app, "Salt Roads")


async def test_a_file_that_is_dropped_on_the_terminal_is_taken(archive_folder, tmp_path, here):
    path = here / "my page.txt"
    async with running(archive_folder, tmp_path) as (app, pilot):
        box = await add(app, pilot)
        box.post_message(Paste(f"'{path}' "))
        await until(app, lambda: box.value == str(path))
        await pilot.press("enter")
        await drafted(app)


@pytest.mark.parametrize("form", ["'{}' ", '"{}"', "{escaped} ", "file://{quoted}\n", "{}"])
def test_a_dropped_file_is_known_however_the_terminal_writes_it(here, form):
    path = str(here / "my page.txt")
    dropped = form.format(path, escaped=path.replace(" ", "\\ "), quoted=path.replace(" ", "%20"))
    assert paths.path_of(dropped) == Path(path)


async def test_what_is_no_page_is_told(archive_folder, tmp_path, here):
    (here / "big.txt").write_bytes(b"x" * 16_000_001)
    os.mkfifo(here / "pipe.txt")
    async with running(archive_folder, tmp_path) as (app, pilot):
        box = await add(app, pilot)
        for typed, message in (
            ("data.bin", "is not UTF-8"),
            ("big.txt", "is too large for a page"),
            ("pipe.txt", "is no file"),
            ("missing.txt", "is not there"),
            ("https://herald.example/x", "Nothing is fetched from the network"),
            ("'my page.txt' older.html", "Those are several files"),
            ("x" * 5000, "is not there"),
        ):
            box.value = typed
            await pilot.press("enter")
            await seen(app, message)
            assert isinstance(app.screen, AddPage)


async def test_folders_are_gone_into_and_out_of_by_mouse(archive_folder, tmp_path, here):
    (here / "below" / "inner.md").write_text("# Inner\n\n" + "A text of some words. " * 9 + "\n")
    async with running(archive_folder, tmp_path) as (app, pilot):
        box = await add(app, pilot)
        await pilot.click(offset=place_of(app, "below/"))
        await seen(app, "inner.md")
        assert box.value == "below/"
        await pilot.click(offset=place_of(app, ".."))
        await seen(app, "my page.txt")
        await pilot.click(offset=place_of(app, "below/"))
        await seen(app, "inner.md")
        await pilot.click(offset=place_of(app, "inner.md"))
        await drafted(app)


async def test_the_clipboard_gives_its_richest_form_that_can_be_read(
    archive_folder, tmp_path, here, monkeypatch
):
    forms = [b"<html><body></body></html>", PAGE.encode()]
    monkeypatch.setattr(clipboard, "read", lambda: forms)
    async with running(archive_folder, tmp_path) as (app, pilot):
        await add(app, pilot)
        await pilot.press("ctrl+v")
        await drafted(app)
        await seen(app, "Who Keeps the Lighthouses")
        await pilot.press("q")
        forms[:] = [str(here / "older.html").encode()]
        await until(app, lambda: isinstance(app.screen, AddPage))
        await pilot.press("ctrl+v")
        await drafted(app)
        await seen(app, "Salt Roads")
        await pilot.press("q")
        forms.clear()
        await until(app, lambda: isinstance(app.screen, AddPage))
        await pilot.press("ctrl+v")
        await seen(app, "The clipboard cannot be read from here")


def test_the_programs_that_print_the_clipboard(tmp_path, monkeypatch):
    for name in ("wl-paste", "xclip", "pbpaste", "tmux"):
        tool = tmp_path / name
        tool.write_text('#!/bin/sh\ncase "$*" in *html*) exit 1;; *) echo "$0";; esac\n')
        tool.chmod(0o755)
    base = {"PATH": f"{tmp_path}:/bin:/usr/bin"}
    monkeypatch.setenv("PATH", base["PATH"])

    def first(**names):
        return [
            Path(words.split()[-1]).name
            for words in map(bytes.decode, clipboard.read(base | names))
        ]

    assert first() == []
    assert first(WAYLAND_DISPLAY="wayland-0") == ["wl-paste"]
    assert first(DISPLAY=":0") == ["xclip"]
    assert first(DISPLAY=":0", SSH_TTY="/dev/pts/1") == []
    assert first(TMUX="x", SSH_TTY="/dev/pts/1") == ["tmux"]
    assert clipboard.sources(base, "darwin") == [["pbpaste"]]


# --- paths


def test_what_a_path_goes_on_with(here):
    names = [entry.name for entry in paths.entries("")]
    assert names == ["my page.txt", "older.html", "below/"]
    assert [entry.name for entry in paths.entries("d")] == ["data.bin"]
    assert [entry.name for entry in paths.entries("MY")] == ["my page.txt"]
    assert paths.entries("none/") == []
    assert [entry.typed for entry in paths.offered("below/")] == [""]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("m", "my page.txt"), ("b", "below/"), ("zz", "zz"), ("", ""), ("o", "older.html")],
)
def test_a_path_is_completed_as_far_as_there_is_one_way(here, typed, expected):
    assert paths.completed(typed) == expected


def test_several_ways_complete_what_they_share(here):
    (here / "mud.txt").write_text("x")
    (here / "myth.txt").write_text("x")
    assert paths.completed("m") == "m"
    assert paths.completed("my") == "my"
    (here / "my pagoda.txt").write_text("x")
    assert paths.completed("my ") == "my pag"


def test_paths_as_people_write_them(here, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    (home / "it's here.txt").write_text("x")
    assert paths.path_of("~/it's here.txt  ") == home / "it's here.txt"
    assert paths.path_of("") is None
    assert paths.path_of("my page.txt") == Path("my page.txt")
    assert paths.path_of("my\\ page.txt") == Path("my page.txt")
    assert paths.path_of("file:///a%20b/%C3%B6.html") == Path("/a b/ö.html")
    assert paths.path_of("not 'closed") == Path("not 'closed")


@pytest.mark.parametrize("pasted", ["a\0/b", "~\0/", "file://[x]/a", "file:///a%00b/"])
def test_what_can_be_no_path_is_none(here, pasted):
    meant = paths.path_of(pasted)
    assert not paths.kind_of(meant)
    assert paths.completed(pasted) == pasted
    assert all(entry.name == ".." for entry in paths.offered(str(meant)))
    assert all(entry.name == ".." for entry in paths.offered(pasted))


# --- a new briefing


@pytest.fixture
def use(tmp_path, monkeypatch):
    monkeypatch.setattr(BriefingApp, "suspend", lambda _: contextlib.nullcontext())

    def use(code=""):
        monkeypatch.setenv("VISUAL", str(editor_in(tmp_path / "tools", code)))

    use()
    return use


async def new(app, pilot):
    await seen(app, "newest first")
    await pilot.press("escape", "c")
    await until(app, lambda: isinstance(app.screen, Form))
    await seen(app, "A new briefing")


async def test_a_new_briefing_is_begun_and_what_is_left_is_told(archive_folder, tmp_path, use):
    use("save(text.replace('Write the text here', 'The tide turns at noon'))")
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await new(app, pilot)
        await seen(app, "Tab: next line")
        await pilot.press(*"Two Tides")
        await seen(app, "two-tides.yaml, so far without kind, language, author")
        await pilot.press("tab", *"comm", "tab", "tab", *"en", "tab", *"derya", "tab")
        await until(app, lambda: "so far without" not in screen_text(app))
        await seen(app, "two-tides.yaml")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "The tide turns at noon")
        text = (archive_folder / "two-tides.yaml").read_text()
        assert "\nkind: Commentary\n" in text
        assert "derya-ornek" in text
        await seen(app, "left to see to")
        assert called(tmp_path / "tools")[0].startswith("+")
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))
        await seen(app, "5 briefings")


async def test_a_briefing_that_was_given_up_is_taken_away(archive_folder, tmp_path, use):
    use("sys.exit(1)")
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await new(app, pilot)
        await pilot.press(*"Two Tides", "enter")
        await told(app, "Nothing was written: two-tides.yaml")
        assert isinstance(app.screen, Finder)
        assert not (archive_folder / "two-tides.yaml").exists()


async def test_a_title_is_needed_and_must_be_a_new_one(archive_folder, tmp_path, use):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await new(app, pilot)
        await pilot.press("enter")
        await seen(app, "this is needed")
        await pilot.press(*"Price of Salt")
        await seen(app, "price-of-salt.yaml")
        await pilot.press("enter")
        await seen(app, "exists already")
        await pilot.press("escape")
        await until(app, lambda: isinstance(app.screen, Finder))
        assert not called(tmp_path / "tools")


async def test_what_is_refused_can_be_put_right_in_the_form(archive_folder, tmp_path, use):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await new(app, pilot)
        await pilot.press(*"A Title", "tab", "tab", *"english", "enter")
        await seen(app, "is no language code")
        assert [box.value for box in app.screen.query(Input)] == ["A Title", "", "english", ""]
        await pilot.press("escape")
        await until(app, lambda: isinstance(app.screen, Finder))
        assert len(list(archive_folder.glob("*.yaml"))) == 4
