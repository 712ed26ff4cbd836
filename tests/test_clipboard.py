"""Copying and opening: by which way, what exactly, and what is refused."""

from __future__ import annotations

import base64
import os
import stat
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journeys import open_first, running, told, until

from briefing_tui.briefing import Block
from briefing_tui.tui import browser, clipboard
from briefing_tui.tui.article import Article
from briefing_tui.tui.layout import pieces
from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.selecting import extended, sentence_at, widened


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A folder of programs that keep what they are given."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(name, status=0):
        program = folder / name
        taken, words = folder / f"{name}.taken", folder / f"{name}.words"
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > {words}\ncat > {taken}\nexit {status}\n'
        )
        program.chmod(0o755)
        return taken, words

    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return make


def environ(**names):
    return {"PATH": os.environ["PATH"], "TERM": "xterm-256color"} | names


def copied(text, **names):
    written = []
    return clipboard.copy(text, written.append, environ(**names)), "".join(written)


def test_the_terminal_gets_it_and_it_is_said(tools):
    way, written = copied("Örnek “quoted”", PATH="/nowhere")
    assert way == "through the terminal (OSC 52)"
    assert written.startswith("\x1b]52;c;")
    assert base64.b64decode(written[7:-1]).decode() == "Örnek “quoted”"


def test_the_desktop_gets_it_too(tools):
    taken, _ = tools("wl-copy")
    way, _ = copied("words", WAYLAND_DISPLAY="wayland-0")
    assert way == "through the terminal (OSC 52) and with wl-copy"
    assert taken.read_text() == "words"
    tools("xclip")
    assert copied("words", TERM="linux", DISPLAY=":0") == ("with xclip", "")


def test_over_ssh_the_clipboard_of_the_other_machine_is_left_alone(tools):
    taken, _ = tools("wl-copy")
    way, _ = copied("words", WAYLAND_DISPLAY="wayland-0", SSH_CONNECTION="a b c d")
    assert way == "through the terminal (OSC 52)"
    assert not taken.exists()


def test_a_program_that_fails_is_passed_over(tools):
    tools("xclip", 1)
    taken, _ = tools("xsel")
    way, _ = copied("words", TERM="dumb", DISPLAY=":0")
    assert way == "with xsel"
    assert taken.read_text() == "words"


def test_what_no_clipboard_takes_goes_into_a_file_of_ones_own(tmp_path):
    way, written = copied("secret", TERM="linux", XDG_RUNTIME_DIR=str(tmp_path), PATH="/nowhere")
    path = tmp_path / "briefing-clipboard.txt"
    assert way == f"into {path}, as no clipboard can be reached"
    assert written == ""
    assert path.read_text() == "secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_laid_in_the_way_of_the_file_is_not_followed(tmp_path):
    target = tmp_path / "precious"
    target.write_text("keep")
    (tmp_path / "briefing-clipboard.txt").symlink_to(target)
    copied("secret", TERM="linux", XDG_RUNTIME_DIR=str(tmp_path), PATH="/nowhere")
    assert target.read_text() == "keep"


def test_what_is_too_long_for_the_terminal_is_not_sent_in_part(tmp_path):
    way, written = copied("x" * 80_000, XDG_RUNTIME_DIR=str(tmp_path), PATH="/nowhere")
    assert written == ""
    assert way.startswith("into ")
    (tmp_path / "file").write_text("")
    assert copied("x" * 80_000, XDG_RUNTIME_DIR=str(tmp_path / "file"), PATH="/n") == ("", "")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://herald.example/a?b=c#d", "herald.example"),
        ("www.herald.example/a", "herald.example"),
        ("https://herald.example@evil.example/", "evil.example"),
        ("https://her\u200bald.example/", "herald.example"),
        ("https://hеrald.example/", "xn--hrald-zwe.example"),  # a Cyrillic е
    ],
)
def test_the_real_host_is_told(text, host):
    assert browser.web_address(text).host == host


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd", "javascript:alert(1)", "https://", "http://[y/", "-version", "",
        "https://a.example/ --new-window", "https://a.example/\x1b]52;c;eA==\a", "data:text/html,x",
        "https://good.example\\@evil.example",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    assert browser.web_address(text) is None


def test_the_browser_gets_the_address_as_one_word(tools, monkeypatch):
    _, words = tools("surf")
    found = browser.find_browser(environ(BROWSER="nothing-there:surf -x %s"))
    url = "https://a.example/?q=$(touch /tmp/x)&b='\"`ls`;c"
    assert browser.start(found, url)
    assert words.read_text().splitlines() == ["-x", url]


def test_browsers_are_looked_for_where_they_can_be_seen(tools):
    tools("xdg-open")
    tools("lynx")
    assert browser.find_browser(environ(DISPLAY=":0")).command == ("xdg-open",)
    found = browser.find_browser(environ())
    assert found.command == ("lynx",)
    assert found.in_terminal
    assert browser.find_browser({"PATH": "/nowhere"}) is None


def test_a_browser_that_fails_at_once_has_not_opened_anything(tools):
    tools("surf", 3)
    assert not browser.start(browser.find_browser(environ(BROWSER="surf")), "https://a.example/")
    assert not browser.start(browser.Browser(("/nowhere/surf",), in_terminal=False), "https://a.b/")


TEXTS = ["One. Two two.[1] Three three three.", "", "Four four."]


def page():
    blocks = [Block("paragraph", text) for text in TEXTS]
    return pieces([("Title", "title")], blocks)


def words_of(span):
    (first, start), (last, end) = span
    return page()[first].text[start : end if first == last else None]


def test_a_sentence_then_its_paragraph_then_the_next_are_selected():
    span = sentence_at(page(), (1, 14))
    assert words_of(span) == "Two two.[1]"
    span = widened(page(), span)
    assert span == ((1, 0), (1, len(TEXTS[0])))
    span = widened(page(), span)
    assert span == ((1, 0), (3, len(TEXTS[2])))
    assert widened(page(), span) == span
    assert sentence_at(page(), (2, 0)) == ((3, 0), (3, 10))
    assert sentence_at(page(), (3, 10)) is None


@given(st.lists(st.tuples(st.sampled_from(["word", "sentence"]), st.sampled_from([1, -1]))))
def test_the_end_of_a_selection_goes_on_and_back_but_not_before_its_beginning(steps):
    span = begin = sentence_at(page(), (1, 0))
    for unit, step in steps:
        before, span = span, extended(page(), span, unit, step)
        assert span[0] == begin[0]
        assert span[1] > span[0]
        assert (span[1] >= before[1]) if step > 0 else (span[1] <= before[1])


def test_a_word_more_is_the_next_word_or_mark():
    span = ((1, 0), (1, 4))
    ends = []
    for _ in range(4):
        span = extended(page(), span, "word", 1)
        ends.append(words_of(span))
    assert ends == ["One. Two", "One. Two two", "One. Two two.[1]", "One. Two two.[1] Three"]


@pytest.fixture
def clip(monkeypatch):
    """What the interface copies, as the file that is the last resort would hold it."""
    texts = []
    monkeypatch.setattr(
        clipboard, "copy", lambda text, write, *_: texts.append(text) or "somewhere"
    )
    return texts


async def test_citation_quotation_and_address_are_copied(archive_folder, tmp_path, clip):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        popup = app.screen.query_one(NotePopup)
        await pilot.press("8", "enter")
        await until(app, lambda: popup.display)
        await pilot.press("y")
        await told(app, "The citation of note 8 copied somewhere")
        assert "Marlen Times" in clip[0]
        assert "bid" not in clip[0]
        await pilot.press("U")
        await told(app, "The address at marlentimes.example copied")
        assert clip[1] == "https://www.marlentimes.example/content/df99?utm_source=mail"
        await pilot.press("Y")
        await told(app, "The quotation with its full citation copied")
        assert "It also keeps the only dry dock on the coast.”[8]" in clip[2]
        assert "[8] “One Office" in clip[2]
        assert "Ibid" not in clip[2]
        assert "para. 8" in clip[2]
        await pilot.press("escape", "escape", "y")
        await told(app, "The citation of this briefing copied")
        assert "“Two Ports, One Channel" in clip[3]


async def test_keys_select_and_copy_whole_paragraphs(archive_folder, tmp_path, clip):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        article = app.screen.query_one(Article)
        await pilot.press("right_square_bracket", "x")
        sentence = "The two governments will sign a revised harbour accord on 2 June.[1]"
        assert article.selected_text == sentence
        await pilot.press("shift+right", "shift+right", "shift+left")
        assert article.selected_text == f"{sentence} It"
        await pilot.press("x", "x", "y")
        await until(app, lambda: clip)
        first, second = clip[0].split("\n\n")
        assert first.endswith("since the ferries of 1971.")
        assert second.startswith("Under the draft")
        assert second.endswith("three years.[2]")
        await pilot.press("escape")
        assert article.selected_text == ""


async def test_without_a_browser_the_address_is_copied(archive_folder, tmp_path, clip, monkeypatch):
    monkeypatch.setattr(browser, "find_browser", lambda **_: None)
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        popup = app.screen.query_one(NotePopup)
        await pilot.press("4", "enter")
        await until(app, lambda: popup.display)
        await pilot.press("o")
        await told(app, "No browser can be started here; the address at coastreview.example")
        assert clip == ["https://coastreview.example/patrols.html"]


def test_the_suite_of_programs_is_not_run_through_a_shell(tools, monkeypatch):
    seen = []
    real = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *a, **k: seen.append((a[0], k.get("shell"))) or real(*a, **k)
    )
    tools("xclip")
    copied("$(ls)", TERM="linux", DISPLAY=":0")
    assert seen == [(["xclip", "-selection", "clipboard"], None)]
