"""Notes beside their marks: where the popup stands, what it tells, what can be done from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journeys import SIZES, open_first, place_of, running, screen_text, seen, told, until
from textual.geometry import Region

from briefing_tui.tui.popup import NotePopup, place_beside
from briefing_tui.tui.reading_pane import ReadingPane

SEVERAL = """\
title: Ferries
date: 2032-01-01
body: |
  The ferries began again.[1] Nobody had asked for them.[2]

  They still run.[1]
footnotes: |
  [1] “The Price of Salt”, Marlen Times, https://marlen.example/salt, (Date of Access: 03.05.2031); “Light Lists”, Pilot Review, https://pilot.example/lists, (Date of Access: 04.05.2031).
  [2] Ibid.
"""  # noqa: E501 - one note, one line


@given(
    room=st.builds(Region, st.integers(0, 40), st.integers(0, 5), st.integers(1, 200),
                   st.integers(11, 60)),
    x=st.floats(0, 1), y=st.floats(0, 1), wanted=st.integers(1, 100),
)  # fmt: skip
def test_the_box_is_in_the_room_and_beside_the_mark(room, x, y, wanted):
    mark = Region(room.x + int(x * (room.width - 1)), room.y + int(y * (room.height - 1)), 3, 1)
    box = place_beside(mark, room, wanted)
    assert room.y <= box.y
    assert box.bottom <= room.bottom
    assert box.bottom == mark.y or box.y == mark.bottom
    assert box.height <= wanted
    # As high as it needs to be wherever one of the sides allows it.
    sides = (mark.y - room.y, room.bottom - mark.bottom)
    assert box.height == min(wanted, max(sides)) or box.height == wanted
    if room.width > 4:
        assert room.x <= box.x
        assert box.right <= room.right


async def open_popup(app, pilot, number):
    popup = app.screen.query_one(NotePopup)
    await pilot.press(*str(number), "enter")
    await until(app, lambda: popup.display and popup.note.number == number)
    await pilot.pause()
    return popup


@pytest.mark.parametrize("size", [*SIZES, (100, 30), (160, 50), (72, 14)])
async def test_no_popup_hides_its_mark_the_status_or_its_own_keys(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("enter")
        await seen(app, "harbour accord on 2")
        pane = app.screen.query_one(ReadingPane)
        for number in range(1, 9):
            popup = await open_popup(app, pilot, number)
            for whole in (False, True):
                if whole:
                    await pilot.press("enter")
                    await until(app, lambda popup=popup: popup.whole)
                    await pilot.pause()
                mark = pane.article.mark_region(pane.article.focused_mark)
                assert not popup.region.overlaps(mark)
                assert popup.region.y in {mark.bottom, mark.y - popup.region.height}
                assert pane.region.contains_region(popup.region)
                more = popup.query_one("#popup-scroll").max_scroll_y > 0
                assert ("J K scroll" in screen_text(app)) == more
                keys = popup.query_one("#popup-keys")
                if size[1] >= 24:
                    assert keys.display
                    assert popup.region.contains_region(keys.region)
                    assert "Esc" in screen_text(app)
            await pilot.press("escape")


async def test_of_several_sources_one_is_chosen(tmp_path, monkeypatch):
    folder = tmp_path / "several"
    folder.mkdir()
    (folder / "ferries.yaml").write_text(SEVERAL)
    async with running(folder, tmp_path) as (app, pilot):
        visited = []
        monkeypatch.setattr(app, "visit", visited.append)
        await seen(app, "Ferries")
        await pilot.press("enter")
        await seen(app, "They still run")
        await open_popup(app, pilot, 1)
        assert "▸ Marlen Times" in screen_text(app)
        await pilot.press("o", "J")
        await seen(app, "▸ Pilot Review")
        await pilot.press("o", "O", "J", "K")
        await seen(app, "▸ Marlen Times")
        assert visited == [
            "https://marlen.example/salt",
            "https://pilot.example/lists",
            "https://web.archive.org/web/20310504/https://pilot.example/lists",
        ]
        await pilot.press("enter")
        await seen(app, "Marked in")
        assert "¶ 1, ¶ 2" in screen_text(app)
        await open_popup(app, pilot, 2)
        await seen(app, "Ibid. ambiguous")
        await pilot.press("o")
        await told(app, "Open a note with an address first")


async def test_the_keys_of_the_popup_can_be_clicked(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        popup = await open_popup(app, pilot, 4)
        await pilot.click(offset=place_of(app, "Enter more"))
        await until(app, lambda: popup.whole)
        await pilot.click(offset=place_of(app, "Esc"))
        await until(app, lambda: not popup.display)


async def test_a_click_on_the_text_closes_the_popup(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        popup = await open_popup(app, pilot, 1)
        await pilot.click(offset=(10, 35))
        await until(app, lambda: not popup.display)


@pytest.mark.parametrize("size", [(44, 12), (60, 10)])
async def test_in_a_small_window_the_note_comes_before_its_keys(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await seen(app, "newest first")
        await pilot.press("enter")
        await seen(app, "] Note")
        popup = await open_popup(app, pilot, 8)
        await seen(app, "Marlen Times")
        assert not popup.query_one("#popup-keys").display
        mark = app.screen.query_one(ReadingPane).article
        assert not popup.region.overlaps(mark.mark_region(mark.focused_mark))
