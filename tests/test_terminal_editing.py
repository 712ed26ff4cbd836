"""Mending and adding in a real terminal, by keys and by mouse alone; an editor that is stopped."""

from __future__ import annotations

import shutil

import pages
import pytest
import twin
from editors import called, editor_in
from terminal import Terminal, running
from test_terminal_process import MODES, PROGRAM, environment, on

PAGE = pages.page(pages.ENGLISH, pages.Layout(date=True))
ADDED = "who-keeps-the-lighthouses-of-the-narrow-gulf.yaml"


@pytest.fixture
def broken(archive_folder):
    """A broken file of an archive that is whole besides."""
    path = archive_folder / f"{twin.SLUG}.yaml"
    path.write_text(twin.ENGLISH.replace("kind: Analysis", "kind: [Analysis"))
    return path


@pytest.fixture
def editor(tmp_path):
    code = "save(text.replace('[Analysis', 'Analysis'))"
    return {"VISUAL": str(editor_in(tmp_path / "tools", code))}


@pytest.fixture
def page(tmp_path, monkeypatch):
    """The folder with a saved page is the current one."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(folder)


def test_by_keys_alone(broken, editor, page, tmp_path):
    with running(str(broken.parent), size=(80, 24), **editor) as terminal:
        terminal.wait("with faults")
        terminal.type("Escape", "!")
        terminal.wait("the list that begins with")
        terminal.type("Enter")
        terminal.wait("2 ✗ kind: [Analysis")
        terminal.type("e")
        terminal.wait("No fault is left")
        assert called(tmp_path / "tools") == ["+normal! 2G06l", str(broken)]
        terminal.wait("Every file reads well")
        assert on(terminal) == set(MODES)
        terminal.type("q")
        terminal.wait("newest first")
        terminal.type("a")
        terminal.wait("Add a page")
        terminal.type("a", "Tab", "Enter")
        terminal.wait("3 takeaways")
        terminal.type("w")
        terminal.wait("Written")
        terminal.wait("By ")
        terminal.type("C-q")
        assert terminal.wait_for_end() == 0
    assert (broken.parent / ADDED).is_file()


def test_by_mouse_alone(broken, editor, page):
    with running(str(broken.parent), size=(120, 40), **editor) as terminal:
        terminal.wait("with faults")
        terminal.settled()
        terminal.click("The Price of Salt")  # leaves the search box, whose keys would be typed
        terminal.click("! Faults")
        terminal.wait("the list that begins with")
        terminal.settled()
        terminal.click("e Mend it")
        terminal.wait("Every file reads well")
        terminal.settled()
        terminal.click("q Back")
        terminal.wait("newest first")
        terminal.settled()
        terminal.click("? Keys")
        terminal.wait("Make a briefing of a saved page")
        terminal.settled()
        terminal.click("Make a briefing of a saved page")
        terminal.wait("a page.txt")
        terminal.settled()
        terminal.click("a page.txt")
        terminal.wait("3 takeaways")
        terminal.settled()
        terminal.click("w Add it")
        terminal.wait("By ")
        terminal.settled()
        assert "Who Keeps the Lighthouses" in terminal.text
    assert (broken.parent / ADDED).is_file()


WAITING = """
import select
print('editing', flush=True)
while True:
    line = sys.stdin.readline()
    if line.strip() == 'stop':
        os.kill(0, 20)  # as editors do on Ctrl-Z: all of the job stops
        print('going on', flush=True)
    elif line.strip() == 'save':
        save(text.replace('winter timetable', 'summer timetable'))
        break
"""


def test_an_editor_that_is_stopped_and_a_terminal_that_gets_another_size(archive_folder, tmp_path):
    path = shutil.which("bash") or pytest.skip("needs bash")
    shell = [path, "--norc", "--noprofile", "-i"]
    vim = editor_in(tmp_path / "tools", WAITING)
    environ = environment(PS1="ready> ", HISTFILE="", VISUAL=str(vim))
    terminal = Terminal(shell, 100, 30, environ)
    try:
        terminal.wait("ready>")
        terminal.type("bind 'set enable-bracketed-paste off'", "Enter")
        terminal.type(f"{' '.join(PROGRAM)} {archive_folder}/{twin.SLUG}.yaml", "Enter")
        terminal.wait("winter timetable")
        terminal.type("e")
        terminal.wait("editing")
        assert on(terminal) == set()
        terminal.type("stop", "Enter")
        terminal.wait("Stopped")
        terminal.resize(80, 24)
        terminal.type("fg", "Enter")
        terminal.wait("going on")
        terminal.type("save", "Enter")
        terminal.wait("summer timetable")
        terminal.settled()
        assert on(terminal) == set(MODES)
        assert terminal.screen.display[-1].rstrip().endswith("Keys")
        terminal.type("C-q")
        terminal.wait("ready>")
        assert on(terminal) == set()
    finally:
        terminal.close()
