"""What the reader remembers: the place, read and unread, stars, highlights and notes on them."""

from __future__ import annotations

import asyncio

import pytest
import twin
from journeys import SIZES, place_of, running, screen_text, seen, told, until

from briefing_tui.archive import Archive
from briefing_tui.state import State
from briefing_tui.tui import attention, note_box, remembered_page
from briefing_tui.tui.attention import Attention
from briefing_tui.tui.highlight_list import HighlightList
from briefing_tui.tui.highlighted import HighlightedArticle
from briefing_tui.tui.note_box import NoteBox
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.search import Search

FIRST = "harbour accord on 2 June"
PATROLS = "Patrol spending along the channel has risen for four budget years in a row."
PARAGRAPHS = "\n\n".join(
    f"  Paragraph {n} tells of quay number {n}, and of what was moored there." for n in range(1, 60)
)
LONG = f'title: "The Quays"\ndate: 2031-01-02\nlang: en\nbody: |\n{PARAGRAPHS}\n'


@pytest.fixture
def folder(archive_folder):
    (archive_folder / "quays.yaml").write_text(LONG, encoding="utf-8")
    return archive_folder


def kept(folder, question):
    """Ask what was kept, as the next run would find it."""
    with Archive.open(folder) as archive, State.open() as state:
        archive.refresh(index=False)
        return question(state.of(archive.id, archive.root, archive.list), archive)


def article(app):
    return app.screen.query_one(HighlightedArticle)


async def opened(app, words=FIRST):
    await until(app, lambda: isinstance(app.screen, Reader))
    await seen(app, words)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


# --- the place


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]])
async def test_a_briefing_opens_where_it_was_left(folder, tmp_path, size):
    async with running(folder, tmp_path, size, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "space", "j", "j")
        left = article(app).place()
        assert left > (0, 0)
    # Elsewhere the text is edited meanwhile.
    file = folder / "quays.yaml"
    file.write_text(LONG.replace("body: |\n", "body: |\n  A paragraph put before.\n\n"))
    async with running(folder, tmp_path, size, open_slug="quays") as (app, pilot):
        await told(app, "Where you left it.")
        await until(app, lambda: article(app).place() == (left[0] + 1, left[1]))
        await press(pilot, "g", "q")
        await seen(app, "newest first")
    assert kept(folder, lambda state, _: state.place("quays")) is None


async def test_where_its_words_are_gone_it_opens_near_and_says_so(folder, tmp_path):
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "space")
        block = article(app).place()[0]
    changed = "\n\n".join(f"  {n}. Nothing is as it was." for n in range(1, 60))
    (folder / "quays.yaml").write_text(LONG.replace(PARAGRAPHS, changed))
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await told(app, "are gone; it was about here.")
        await until(app, lambda: article(app).place() == (block, 0))


async def test_one_that_is_found_by_a_search_opens_at_the_hit(folder, tmp_path):
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "G", "q")
        await seen(app, "newest first")
        await pilot.press(*"moored 3")
        await seen(app, "of 5")
        await pilot.press("enter")
        await opened(app, "quay number")
        await until(app, lambda: article(app).current_hit == 0)
        assert not any("Where you left it" in n.message for n in app._notifications)


async def test_a_look_from_a_search_leaves_the_place_until_one_reads_on(folder, tmp_path):
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "G", "q")
        await seen(app, "newest first")
        left = kept(folder, lambda state, _: state.place("quays"))
        await pilot.press(*"moored 3")
        await seen(app, "of 5")
        await pilot.press("enter")
        await opened(app, "quay number")
        await until(app, lambda: article(app).current_hit == 0)
        await press(pilot, "n", "N", "j", "j", "k", "q")
        await until(app, lambda: not isinstance(app.screen, Reader))
        await app.state.ask(lambda _: None)
        assert kept(folder, lambda state, _: state.place("quays")) == left
        await press(pilot, "enter")
        await opened(app, "quay number")
        await press(pilot, "space", "space", "q")
        await until(app, lambda: not isinstance(app.screen, Reader))
        await app.state.ask(lambda _: None)
        assert kept(folder, lambda state, _: state.place("quays")) != left


async def test_what_is_found_by_its_note_opens_at_it(folder, tmp_path):
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "m", "G", "M")  # not on the one that is out of sight
        await until(app, lambda: isinstance(app.screen, NoteBox))
        await press(pilot, *"True?", "escape")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "✎ True?")
        await press(pilot, "g", "q")
        await seen(app, "newest first")
        await pilot.press(*"is:noted")
        await seen(app, "1 of 5")
        await pilot.press("enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await until(app, lambda: article(app).focused_highlight is not None)
        assert article(app).focused_highlight.note == "True?"
        assert article(app).place() > (20, 0)


def test_reading_takes_its_time_and_all_of_the_text():
    seen_of = Attention()
    seen_of.begin([100, 400, 500, 0], before=0)
    seen_of.look(10.0)
    seen_of.see(range(2))
    assert seen_of.lacks(12.0) is None
    seen_of.see([2])
    assert seen_of.lacks(12.0) == pytest.approx(58)  # 1,000 words a minute
    seen_of.look_away(40.0)
    seen_of.look(100.0)
    assert seen_of.lacks(110.0) == pytest.approx(20)
    assert seen_of.lacks(200.0) == 0
    later = Attention()
    later.begin([100, 400, 500, 0], before=2)
    later.look(0.0)
    later.see([2, 3])
    assert later.lacks(0.0) == pytest.approx(30)


@pytest.mark.parametrize(
    ("query", "narrowed", "own"),
    [
        ("is:noted", {}, "noted"),
        ("port is:highlighted", {}, "highlighted"),
        ("-is:noted port", {}, ""),
        ("port NOT is:noted", {}, ""),
        ("", {"is": ("highlighted", "noted")}, "noted"),
        ("this:noted", {}, ""),
    ],
)
def test_a_search_tells_what_of_the_readers_own_it_looks_for(query, narrowed, own):
    assert Search(query, narrowed).own == own


async def test_a_kill_loses_no_more_than_a_moment(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(remembered_page, "_KEPT_AFTER", 0.01)
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "space")

        # Another process finds it while this one still runs.
        def there():
            return kept(folder, lambda state, _: state.place("quays")) is not None

        await until(app, there)


# --- read, unread, stars


async def test_it_is_read_when_all_of_it_was_seen_for_a_while(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(attention, "_FASTEST", 1e6)
    monkeypatch.setattr(remembered_page, "_SEEN", 0.1)
    async with running(folder, tmp_path, open_slug="quays") as (app, pilot):
        await opened(app, "quay number 1,")
        await press(pilot, "G")  # just a look at the end
        await asyncio.sleep(0.2)
        assert "quays" not in app.state.now.read
        monkeypatch.setattr(remembered_page, "_SEEN", 30)
        await press(pilot, "g", *["space"] * 6)
        await until(app, lambda: app.screen._seeing is not None)
        await press(pilot, "b")
        await until(app, lambda: app.screen._seeing is None)
        monkeypatch.setattr(remembered_page, "_SEEN", 0.2)
        await press(pilot, "G")
        await seen(app, "read ·")
        assert app.state.now.read.keys() == {"quays"}
        await press(pilot, "u")
        await until(app, lambda: "quays" not in app.state.now.read)
        await asyncio.sleep(0.4)
        assert "quays" not in app.state.now.read, "read by itself after it was called unread"
        await press(pilot, "Z")
        await told(app, "Undone: quays counts as read again")
    # It begins at its beginning again.
    assert kept(folder, lambda state, _: state.place("quays")) is None


async def test_a_star_is_given_taken_and_undone(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "asterisk")
        await seen(app, "★")
        await pilot.press("asterisk", "asterisk", "asterisk")
        await until(app, lambda: twin.SLUG not in app.state.now.starred)
        await press(pilot, "Z")
        await told(app, f"Undone: {twin.SLUG} has its star again")
        await until(app, lambda: twin.SLUG in app.state.now.starred)
        await press(pilot, "R")
        await told(app, f"Done again: {twin.SLUG} has no star")
        await press(pilot, "Z", "Z", "Z", "Z", "Z")
        await told(app, "There is nothing to be undone.")
        await until(app, lambda: not app.state.now.starred)


async def test_two_copies_see_each_others_stars(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, _):
        await opened(app)
        await until(app, lambda: app.state.now.queries == ())
        kept(folder, lambda state, _: state.set_star([twin.SLUG]))
        await seen(app, "★")


# --- highlights and notes


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]])
async def test_a_highlight_with_a_note_is_found_again_after_an_edit(folder, tmp_path, size):
    async with running(folder, tmp_path, size, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "slash", *"Patrol s", "enter", "x", "M")
        await until(app, lambda: isinstance(app.screen, NoteBox))
        await press(pilot, *"Ask.", "enter", *"Twice.")
        await press(pilot, "escape")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "✎ Ask. Twice.")
        lines = screen_text(app).splitlines()
        sign = next(line for line in lines if "✎" in line and "Patrol" in line)
        assert sign.index("✎") < sign.index("Patrol")
    (one,) = kept(folder, lambda state, _: state.highlights())
    assert (one.quote.exact, one.note) == (PATROLS, "Ask.\nTwice.")
    file = folder / f"{twin.SLUG}.yaml"
    text = file.read_text(encoding="utf-8").replace("four budget years", "almost five years")
    file.write_text(text.replace("body: |\n", "body: |\n  Put before.\n\n"), encoding="utf-8")
    async with running(folder, tmp_path, size, open_slug=twin.SLUG) as (app, pilot):
        await opened(app, "Put before.")
        await seen(app, "1 highlight ·")
        await press(pilot, "right_parenthesis")
        await seen(app, "✎ Ask.")
        await press(pilot, "H")
        await until(app, lambda: isinstance(app.screen, HighlightList))
        await seen(app, "The text was edited")
        await press(pilot, "enter")
        await until(app, lambda: isinstance(app.screen, Reader))


async def test_one_whose_words_are_gone_is_told_and_keeps_its_note(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "slash", *"Patrol s", "enter", "m")
        await seen(app, "no note; M writes one")
    file = folder / f"{twin.SLUG}.yaml"
    text = file.read_text(encoding="utf-8")
    assert PATROLS in text
    file.write_text(text.replace(PATROLS, "All of it was rewritten."), encoding="utf-8")
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await seen(app, "1 highlight, 1 not found; H lists them")
        await press(pilot, "H")
        await seen(app, "Not found in the text as it is now")
        await press(pilot, "enter")
        await until(app, lambda: isinstance(app.screen, NoteBox))
        await press(pilot, *"So it was.", "escape")
    assert [h.note for h in kept(folder, lambda state, _: state.highlights())] == ["So it was."]


async def test_a_highlight_is_removed_and_brought_back(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "m")
        await until(app, lambda: app.state.now.highlights)
        await press(pilot, "D")
        await told(app, "Z brings it back.")
        await until(app, lambda: not app.state.now.highlights)
        await press(pilot, "right_parenthesis")
        await told(app, "m highlights this sentence.")
        await press(pilot, "Z")
        await until(app, lambda: app.state.now.highlights)
        await seen(app, "1 highlight ·")
        await press(pilot, "H", "ctrl+r")
        await until(app, lambda: not app.state.now.highlights)


async def test_the_same_passage_is_highlighted_once(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        for _ in range(2):
            await press(pilot, "m")
            await until(app, lambda: article(app).focused_highlight)
            await press(pilot, "escape")
        assert app.state.now.highlights == {twin.SLUG: 1}


async def test_what_is_typed_is_kept_while_it_is_typed_and_undone_as_one(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(note_box, "_KEPT_AFTER", 0.01)
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "M")
        await until(app, lambda: isinstance(app.screen, NoteBox))
        for words in ("One, ", "two."):
            await press(pilot, *words)
            await asyncio.sleep(0.1)
        notes = [h.note for h in kept(folder, lambda state, _: state.highlights())]
        assert notes == ["One, two."]
        await press(pilot, "escape", "Z")
        await told(app, "your note is as it was before")
        assert [h.note for h in kept(folder, lambda state, _: state.highlights())] == [""]


async def test_a_note_outlives_its_highlight_being_removed_elsewhere(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "M")
        await until(app, lambda: isinstance(app.screen, NoteBox))
        kept(folder, lambda state, _: state.remove_highlight(state.highlights()[0].number))
        await press(pilot, *"Not lost.", "escape")
        await until(app, lambda: isinstance(app.screen, Reader))
    assert [h.note for h in kept(folder, lambda state, _: state.highlights())] == ["Not lost."]


async def test_highlights_are_shown_beside_a_translation(folder, tmp_path):
    async with running(folder, tmp_path, (160, 45), open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await press(pilot, "m")
        await until(app, lambda: app.state.now.highlights)
        await press(pilot, "v")
        await seen(app, "1 highlight ·")
        assert "┃" in screen_text(app)


async def test_by_mouse_alone(folder, tmp_path):
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        column, row = place_of(app, "The two governments")
        await pilot.mouse_down(offset=(column, row))
        await pilot.hover(offset=(column + 10, row))
        await pilot.hover(offset=(column + 19, row))
        await pilot.mouse_up(offset=(column + 19, row))
        await seen(app, "m Highlight")
        await pilot.click(offset=place_of(app, "m Highlight"))
        await until(app, lambda: app.state.now.highlights)
        await seen(app, "no note; M writes one")
        await pilot.click(offset=(column + 3, row))
        await until(app, lambda: isinstance(app.screen, NoteBox))
        await seen(app, "“The two governments”")
        await pilot.click(offset=place_of(app, "Remove the highlight"))
        await until(app, lambda: not app.state.now.highlights)


# --- where it cannot be kept


async def test_where_nothing_can_be_kept_it_is_told_once_and_works(folder, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    async with running(folder, tmp_path, open_slug=twin.SLUG) as (app, pilot):
        await opened(app)
        await told(app, "cannot be kept")
        await press(pilot, "asterisk", "m")
        await seen(app, "★")
        await until(app, lambda: app.state.now.highlights)
        assert sum("cannot be kept" in n.message for n in app._notifications) == 1
