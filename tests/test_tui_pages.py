"""The pages of sources, authors and faults."""

from __future__ import annotations

import contextlib

import pytest
import twin
from journeys import EDGES, open_first, running, screen_text, seen, told, until

from briefing_tui.archive import Excerpt
from briefing_tui.briefing import Problem
from briefing_tui.tui.author_page import AuthorPage
from briefing_tui.tui.fault_page import FaultPage, excerpt_content
from briefing_tui.tui.faults import Faults
from briefing_tui.tui.finder import Finder
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.source_page import SourcePage
from briefing_tui.tui.virtual_list import VirtualList


def words(app):
    """Give what is on the screen as words, frames left out."""
    return " ".join(screen_text(app).translate(str.maketrans("│┃▌▏", "    ")).split())


def place(app):
    pane = app.screen._pane
    article = pane.article
    return app.screen.slug, article.scroll_offset.y, article.focused_mark, pane.popup.display


async def open_note(app, pilot, number):
    await pilot.press(str(number), "enter")
    popup = app.screen._pane.popup
    await until(app, lambda: popup.display and popup.note.number == number)


@pytest.mark.parametrize("size", EDGES)
async def test_from_a_note_to_its_source_to_another_briefing_and_back(
    archive_folder, tmp_path, size
):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        await open_note(app, pilot, 5)
        left = place(app)
        await pilot.press("s")
        await until(app, lambda: isinstance(app.screen, SourcePage))
        await seen(app, "3 notes in 2 briefings")
        text = words(app)
        assert "Coast Review" in text
        assert "you came from here" in text
        assert "¶ 5 Patrol spending along the channel has risen" in text
        await pilot.press("right_curly_bracket", "j", "enter")
        await seen(app, "Salt was cheap once")
        article = app.screen._pane.article
        assert article.number_of(article.focused_mark) == 1
        passage = article._page.passage
        assert article._page.pieces[passage.piece].text[passage.start : passage.end] == (
            "The Coast Review says so.[1]"
        )
        await pilot.press("q", "q")
        await until(app, lambda: isinstance(app.screen, Reader) and place(app) == left)


async def test_a_takeaway_stands_below_the_sentence_that_it_is_closest_to(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (120, 50)) as (app, pilot):
        await open_first(app, pilot)
        await open_note(app, pilot, 4)
        await pilot.press("s")
        await seen(app, "takeaway: Patrol spending")
        rows = app.screen.query_one(VirtualList).rows
        assert [row.claim and row.claim.kind for row in rows[:4]] == [
            None, "sentence", "takeaway", "sentence"
        ]  # fmt: skip


async def test_a_note_whose_mark_is_gone_is_on_the_page_of_its_source(archive_folder, tmp_path):
    (archive_folder / "bare.yaml").write_text(
        "title: Bare\ndate: 2031-07-01\nbody: |\n  No mark here.\nfootnotes: |\n"
        "  [1] “Four Years Of Patrols”, Coast Review, https://coastreview.example/patrols.html.\n"
    )
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "5 briefings")
        await pilot.press(*"channel:", "backspace", "enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "harbour accord")
        await open_note(app, pilot, 4)
        await pilot.press("s")
        await seen(app, "no mark of it stands in the text")
        await pilot.press("j", "enter")
        await seen(app, "No mark here")


async def test_the_sources_rail_leads_to_pages_and_to_notes(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("s", "j", "space")
        popup = app.screen._pane.popup
        await until(app, lambda: popup.display and popup.note.number == 2)
        await pilot.press("escape", "s", "enter")
        await until(app, lambda: isinstance(app.screen, SourcePage))
        await seen(app, "One Office For Two Ports")


async def test_a_source_page_follows_the_files(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await open_note(app, pilot, 4)
        await pilot.press("s")
        await seen(app, "in 2 briefings")
        (archive_folder / "price-of-salt.yaml").unlink()
        await seen(app, "in 1 briefing ")


@pytest.mark.parametrize("size", EDGES)
async def test_an_author_leads_to_all_pieces(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("a", "enter")
        await until(app, lambda: isinstance(app.screen, AuthorPage))
        await seen(app, "4 pieces")
        assert "Derya Örnek writes about harbours" in words(app)
        assert app.screen.query_one(VirtualList).rows[-1].slug == "price-of-salt"
        await pilot.press("G", "enter")
        await seen(app, "Salt was cheap once")
        await pilot.press("q", "q")
        await until(app, lambda: isinstance(app.screen, Reader))
        assert app.screen.slug == twin.SLUG


async def test_an_author_without_a_profile_and_one_written_inline_have_pages(tmp_path):
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "a.yaml").write_text(
        "title: Alpha\nauthors:\n  - nobody-known\n  - name: Ada Stone\n    role: Clerk\n"
        "    links: [https://stone.example]\nbody: |\n  Words of alpha.\n"
    )
    (folder / "b.yaml").write_text("title: Beta\nauthors: [ada-stone]\nbody: |\n  Words.\n")
    async with running(folder, tmp_path, (120, 40)) as (app, pilot):
        await seen(app, "2 briefings")
        await pilot.press(*"alpha", "enter")
        await seen(app, "Words of alpha")
        await pilot.press("a", "enter")
        await seen(app, "1 piece")
        assert "no profile in authors/" in words(app)
        await pilot.press("q", "tab", "enter")
        await seen(app, "2 pieces")
        assert "Clerk" in words(app)
        assert "https://stone.example" in words(app)


BROKEN = twin.ENGLISH.replace("kind: Analysis", "kind: [Analysis")


@pytest.mark.parametrize("size", EDGES)
async def test_a_fault_is_shown_in_its_lines_and_mended_in_the_editor(
    archive_folder, tmp_path, monkeypatch, size
):
    path = archive_folder / f"{twin.SLUG}.yaml"
    path.write_text(BROKEN)
    editor = tmp_path / "mend.sh"
    editor.write_text('#!/bin/sh\nsed -i "s/\\[Analysis/Analysis/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
        await seen(app, "1 file with faults")
        await pilot.press("escape", "exclamation_mark")
        await seen(app, "the list that begins with")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, FaultPage))
        await seen(app, "2 ✗ kind: [Analysis")
        lines = screen_text(app).splitlines()
        at = next(i for i, line in enumerate(lines) if "kind: [Analysis" in line)
        assert lines[at + 1].index("^") == lines[at].index("[")
        await pilot.press("e")
        await told(app, "No fault is left")
        await until(app, lambda: isinstance(app.screen, Faults))
        await seen(app, "Every file reads well")
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))
        await until(app, lambda: "with faults" not in screen_text(app))


async def test_a_file_of_which_nothing_can_be_read_leads_to_its_fault(tmp_path):
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "a.yaml").write_text("title: [\n")
    async with running(folder, tmp_path) as (app, pilot):
        await seen(app, "1 file with faults")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, FaultPage))
        await seen(app, "1 ✗ title: [")
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))


async def test_a_fault_is_found_again_when_its_lines_move(archive_folder, tmp_path):
    path = archive_folder / f"{twin.SLUG}.yaml"
    path.write_text(BROKEN)
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "1 file with faults")
        await pilot.press("escape", "exclamation_mark")
        await seen(app, "the list that begins with")
        await pilot.press("enter")
        await seen(app, "2 ✗ kind: [Analysis")
        path.write_text(f"# one\n# two\n{BROKEN}")
        await seen(app, "4 ✗ kind: [Analysis")


async def test_the_editor_opens_at_the_paragraph_that_is_read(
    archive_folder, tmp_path, monkeypatch
):
    asked = []
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        monkeypatch.setattr(app, "edit", lambda path, *place: asked.append((path.name, *place)))
        await open_first(app, pilot)
        article = app.screen._pane.article
        article.restore((2, 0))
        await pilot.press("e")
        await until(app, lambda: asked)
    name, line, _ = asked[0]
    lines = (archive_folder / name).read_text().splitlines()
    assert lines[line - 1].startswith("  The office would also")


@pytest.mark.parametrize(
    ("line", "column", "width", "rows"),
    [
        ("kind: x", 7, 40, [" 1 ✗ kind: x", "   │       ^"]),
        ("\tkind: x", 2, 40, [" 1 ✗     kind: x", "   │     ^"]),
        ("日本: x", 3, 40, [" 1 ✗ 日本: x", "   │     ^"]),
        ("", 1, 40, [" 1 ✗ ", "   │ ^"]),
        ("abcdefghijklmnopqrstuvwxyz", 11, 13,
         [" 1 ✗ abcdefgh", "   │ ijklmnop", "   │   ^", "   │ qrstuvwx", "   │ yz"]),
        ("abc", 4, 13, [" 1 ✗ abc", "   │    ^"]),
        ("abc", 99, 13, [" 1 ✗ abc", "   │    ^"]),
    ],
)  # fmt: skip
def test_the_caret_stands_below_its_character(line, column, width, rows):
    problem = Problem("a.yaml", 1, column, "error", "code", "what is wrong")
    above, content = excerpt_content(Excerpt(None, 1, (line,)), problem, width)
    assert above == 0
    assert content.plain.split("\n") == rows


def test_lines_beside_a_fault_are_cut_and_a_huge_one_is_shown_around_the_fault():
    problem = Problem("a.yaml", 2, 50_001, "error", "code", "what is wrong")
    huge = "a" * 50_000 + "!" + "b" * 50_000
    above, content = excerpt_content(Excerpt(None, 1, ("x" * 99, huge)), problem, 40)
    lines = content.plain.split("\n")
    assert above == 1
    assert lines[0] == " 1 │ " + "x" * 34 + "…"
    caret = next(i for i, line in enumerate(lines) if line.endswith("^"))
    assert lines[caret - 1][lines[caret].index("^")] == "!"
    assert len(lines) < 70


async def test_nothing_in_a_file_acts_on_a_page(tmp_path):
    folder = tmp_path / "[b]folder[/x]"
    (folder / "authors").mkdir(parents=True)
    evil = "[@click=app.quit]x[/] [/b] \\e[31m"
    (folder / "authors" / "a.yaml").write_text(
        f'name: "{evil}"\nbio: "{evil}"\nlinks: ["{evil}"]\n'
    )
    text = (
        f'title: "{evil}"\nlang: en\nauthors: [a]\nbody: |\n  # [/b] head\n\n  A [/b] claim.[1]\n'
        "footnotes: |\n  [1] “[link=x]T[/i]”, [b]P[/i], https://e.example/[x].\n"
    )
    (folder / "[red]x[b].yaml").write_text(text)
    (folder / "y.yaml").write_text(
        text.replace("lang: en", "lang: tr\ntranslation_of: '[red]x[b]'")
    )
    (folder / "[i]z.yaml").write_text(f'title: "{evil}\nbody: |\n  x\n')
    async with running(folder, tmp_path, (200, 55)) as (app, pilot):
        await seen(app, "3 briefings")
        await pilot.press(*"claim", "enter")
        await seen(app, "A [/b] claim.")
        await pilot.press("v")
        await seen(app, "Other side")
        assert screen_text(app).count("· [@click=app.quit]x[/] [/b]") == 2
        await pilot.press("q", "a", "enter")
        await seen(app, "Links")
        await pilot.press("q", "s", "enter")
        await seen(app, "that rest on it")
        assert "[link=x]T[/i]" in words(app)
        await pilot.press("q", "q", "escape", "exclamation_mark")
        await seen(app, "[i]z.yaml:1")
        await pilot.press("enter")
        await seen(app, "Mend it")
        assert "[@click=app.quit]x[/] [/b]" in words(app)
        assert "\x1b" not in screen_text(app)
