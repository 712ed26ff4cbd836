"""The list as its user meets it: cursor, keys, mouse, rows set anew."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.events import MouseScrollDown
from textual.widgets import Input

from briefing_tui.tui.virtual_list import VirtualList, turned


def titled(row, width, on_cursor):
    """Three lines of a row."""
    return [
        [(f"Briefing {row}", "title"), (" here", "accent") if on_cursor else ("", "")],
        [(f"{width} cells", "meta")],
        [("found ", "text"), ("harbour", "hit"), (" in it", "")],
    ]


class Listing(App[None]):
    """A list, and a box that can have the focus instead."""

    def __init__(self, rows, paint, **how) -> None:
        super().__init__()
        self.listing: VirtualList[object] = VirtualList(paint, **how)
        self.first_rows = rows
        self.highlighted: list[tuple[int, object]] = []
        self.chosen: list[tuple[int, object]] = []

    def compose(self):
        yield self.listing
        yield Input()

    def on_mount(self) -> None:
        self.listing.styles.height = "1fr"
        self.listing.set_rows(self.first_rows)
        self.listing.focus()

    def on_virtual_list_highlighted(self, message):
        self.highlighted.append((message.index, message.row))

    def on_virtual_list_chosen(self, message):
        self.chosen.append((message.index, message.row))


@asynccontextmanager
async def listing(rows=range(100), *, paint=titled, size=(80, 24), **how):
    app = Listing(rows, paint, **{"row_height": 4, **how})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, app.listing, pilot


def rows(widget):
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def shown(widget):
    return "\n".join(rows(widget))


def one_line(row, width, on_cursor):
    return [[(str(row), "text")]]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_rows_are_drawn_with_the_cursor_told_by_a_bar(size):
    async with listing(size=size) as (_, widget, _pilot):
        assert rows(widget)[:8] == [
            "▌ Briefing 0 here",
            f"▌ {size[0] - 3} cells",
            "▌ found harbour in it",
            "",
            "  Briefing 1",
            f"  {size[0] - 3} cells",
            "  found harbour in it",
            "",
        ]


async def test_the_keys_move_the_cursor_and_tell_of_it():
    async with listing() as (app, widget, pilot):
        seen = []
        keys = ("j", "down", "k", "up", "G", "g", "end", "home", "pagedown", "pageup", "ctrl+d")
        for key in keys:
            await pilot.press(key)
            seen.append(widget.cursor)
        assert seen == [1, 2, 1, 0, 99, 0, 99, 0, 5, 0, 2]
        assert [index for index, _ in app.highlighted] == [0, *seen]
        assert app.highlighted[-1] == (2, 2)


async def test_the_cursor_stays_in_view():
    async with listing() as (_, widget, pilot):
        for key in ["j"] * 12 + ["k"] * 9 + ["G", "k", "g"]:
            await pilot.press(key)
            assert f"Briefing {widget.cursor} here" in shown(widget)


async def test_a_key_at_the_end_of_the_list_does_nothing():
    async with listing() as (app, widget, pilot):
        await pilot.press("k", "up")
        assert widget.cursor == 0
        await pilot.press("G", "j")
        assert widget.cursor == 99
        assert len(app.highlighted) == 2


async def test_enter_chooses_the_row_under_the_cursor():
    async with listing("abc") as (app, _widget, pilot):
        await pilot.press("j", "enter")
        assert app.chosen == [(1, "b")]


async def test_a_click_moves_the_cursor_and_a_second_one_chooses():
    async with listing() as (app, widget, pilot):
        await pilot.click(widget, offset=(5, 9))
        assert (widget.cursor, app.chosen) == (2, [])
        await pilot.click(widget, offset=(30, 8))
        assert app.chosen == [(2, 2)]


async def test_padding_moves_the_rows_and_the_clicks_on_them():
    async with listing() as (_, widget, pilot):
        widget.styles.padding = (2, 0, 0, 1)
        await pilot.pause()
        await pilot.click(widget, offset=(5, 6))
        assert widget.cursor == 1


async def test_a_click_on_the_row_that_the_keys_came_to_does_not_choose_it_yet():
    async with listing() as (app, widget, pilot):
        await pilot.press("j")
        await pilot.click(widget, offset=(5, 5))
        assert app.chosen == []
        await pilot.press("j", "k")
        await pilot.click(widget, offset=(5, 5))
        assert app.chosen == []


async def test_a_double_click_chooses():
    async with listing() as (app, widget, pilot):
        await pilot.double_click(widget, offset=(5, 13))
        assert app.chosen == [(3, 3)]


async def test_a_click_below_the_last_row_does_nothing():
    async with listing("ab") as (app, widget, pilot):
        await pilot.double_click(widget, offset=(5, 20))
        assert (widget.cursor, app.chosen) == (0, [])


async def test_the_wheel_scrolls_and_leaves_the_cursor():
    async with listing() as (_, widget, pilot):
        await pilot._post_mouse_events([MouseScrollDown], widget)
        await pilot.pause()
        assert widget.scroll_offset.y > 0
        assert widget.cursor == 0


# Rows set anew


async def test_other_rows_begin_at_the_first():
    async with listing() as (app, widget, pilot):
        await pilot.press("G")
        widget.set_rows("xyz")
        await pilot.pause()
        assert (widget.cursor, widget.current, widget.scroll_offset.y) == (0, "x", 0)
        assert app.highlighted[-1] == (0, "x")
        assert "Briefing 99" not in shown(widget)


async def test_rows_that_are_refreshed_leave_cursor_and_screen_where_they_were():
    async with listing(range(1000), key=lambda row: row % 100_000) as (_, widget, pilot):
        widget.move_to(500)
        await pilot.pause()
        before = shown(widget)
        widget.set_rows([-3, -2, -1, *range(1000)], keep=True)
        await pilot.pause()
        assert (widget.cursor, widget.current) == (503, 500)
        assert shown(widget) == before


async def test_a_row_that_comes_in_at_the_top_is_seen():
    async with listing(key=lambda row: row) as (_, widget, pilot):
        await pilot.press("j")
        widget.set_rows(["new", *range(100)], keep=True)
        await pilot.pause()
        assert widget.current == 1
        assert rows(widget)[0] == "  Briefing new"


async def test_when_its_row_is_gone_the_cursor_stays_at_its_index():
    async with listing(key=lambda row: row) as (_, widget, _pilot):
        widget.move_to(99)
        widget.set_rows(range(50), keep=True)
        assert (widget.cursor, widget.current) == (49, 49)
        assert "Briefing 49 here" in shown(widget)
        widget.set_rows([], keep=True)
        assert (widget.cursor, widget.current) == (None, None)
        widget.set_rows(range(5), keep=True)
        assert widget.cursor == 0


async def test_without_a_key_the_index_is_what_stays():
    async with listing("abcdef") as (_, widget, _pilot):
        widget.move_to(4)
        widget.set_rows("ghijkl", keep=True)
        assert widget.current == "k"


async def test_moving_goes_as_far_as_there_are_rows():
    async with listing("abc") as (_, widget, _pilot):
        widget.move(+9)
        assert widget.cursor == 2
        widget.move(-9)
        assert widget.cursor == 0


async def test_a_hundred_thousand_rows_are_not_painted():
    painted = []

    def paint(row, width, on_cursor):
        painted.append(row)
        return titled(row, width, on_cursor)

    async with listing(range(100_000), paint=paint) as (_, widget, pilot):
        await pilot.press("G")
        assert widget.current == 99_999
        assert "Briefing 99999 here" in shown(widget)
        assert len(painted) < 50


async def test_moving_the_cursor_paints_two_rows_and_no_more():
    painted = []

    def paint(row, width, on_cursor):
        painted.append(row)
        return titled(row, width, on_cursor)

    async with listing(paint=paint) as (_, _widget, pilot):
        painted.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(painted) == [0, 1]


async def test_rows_can_be_made_higher_and_lower():
    async with listing(paint=one_line, row_height=1) as (_, widget, pilot):
        widget.move_to(60)
        widget.row_height = 3
        await pilot.pause()
        assert "▌ 60" in rows(widget)
        index = rows(widget).index("▌ 60")
        assert rows(widget)[index + 1 : index + 3] == ["", ""]


# No rows


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (14, 9)])
async def test_an_empty_list_says_why_in_the_middle(size):
    async with listing([], placeholder="Nothing found.\nTry fewer words.", size=size) as (
        app,
        widget,
        pilot,
    ):
        said = " ".join(row.strip() for row in rows(widget) if row)
        assert said == "Nothing found. Try fewer words."
        await pilot.press("j", "k", "enter", "G", "g", "pagedown", "pageup")
        await pilot.click(widget, offset=(3, 1))
        assert (app.highlighted, app.chosen) == ([], [])
        widget.placeholder = "Reading …"
        assert "Reading …" in shown(widget)


# Hostile and wide rows


async def test_a_line_that_is_too_long_ends_in_an_ellipsis():
    def paint(row, width, on_cursor):
        return [[("x" * (width - 3), "title"), ("four", "hit"), ("more", "text")]]

    async with listing("a", paint=paint, size=(30, 8)) as (_, widget, _pilot):
        assert rows(widget)[0] == "▌ " + "x" * 24 + "fo…"


async def test_a_line_that_fits_exactly_is_left_whole():
    def paint(row, width, on_cursor):
        return [[("x" * width, "title")]]

    async with listing("a", paint=paint, size=(30, 8)) as (_, widget, _pilot):
        assert rows(widget)[0] == "▌ " + "x" * 27


async def test_wide_characters_and_joined_emoji_keep_every_line_as_wide_as_the_list():
    def paint(row, width, on_cursor):
        return [[("日米同盟" * 9, "title")], [("👨\u200d👩\u200d👧e\u0301" * 20, "meta")]]

    async with listing("ab", paint=paint, size=(31, 8)) as (_, widget, _pilot):
        for y in range(7):
            assert widget.render_line(y).cell_length == 30
        assert rows(widget)[0].endswith("…")


async def test_text_is_never_read_as_markup_nor_obeyed():
    def paint(row, width, on_cursor):
        return [
            [("[@click=app.exit]a[/] \x1b[31mred\nline\ttab", "title"), ("!", Style(bold=True))]
        ]

    async with listing("a", paint=paint) as (app, widget, pilot):
        assert rows(widget)[0] == "▌ [@click=app.exit]a[/] ␛[31mred line tab!"
        await pilot.click(widget, offset=(20, 0))
        assert app.is_running


async def test_lines_that_are_too_many_for_a_row_are_dropped():
    async with listing(row_height=2) as (_, widget, _pilot):
        assert rows(widget)[:3] == ["▌ Briefing 0 here", "▌ 77 cells", "  Briefing 1"]


# Focus, themes, size


async def test_the_cursor_without_the_focus_is_told_apart_from_one_with_it():
    async with listing() as (_, widget, pilot):
        focused = widget.render_line(0)
        await pilot.press("tab")
        blurred = widget.render_line(0)
        assert (focused.text[0], blurred.text[0]) == ("▌", "▏")
        await pilot.press("shift+tab")
        assert widget.render_line(0).text[0] == "▌"


async def test_a_change_of_theme_paints_the_rows_in_its_colours():
    async with listing() as (app, widget, pilot):
        before = [segment.style for segment in widget.render_line(5)]
        app.theme = "textual-light"
        await pilot.pause()
        assert [segment.style for segment in widget.render_line(5)] != before


async def test_a_resize_paints_anew_and_keeps_the_cursor_in_view():
    async with listing() as (_, widget, pilot):
        widget.move_to(5)
        await pilot.resize_terminal(50, 9)
        await pilot.pause()
        assert "Briefing 5 here" in shown(widget)
        assert "47 cells" in shown(widget)
        assert all(len(row) <= 50 for row in rows(widget))


async def test_a_window_too_small_for_a_row_does_no_harm():
    async with listing(size=(2, 5)) as (_, widget, pilot):
        await pilot.press("j", "G")
        assert widget.cursor == 99
        assert all(len(row) <= 2 for row in rows(widget))


async def test_every_binding_can_be_remapped_and_is_explained():
    own = [binding for binding in VirtualList.BINDINGS if binding.id]
    assert len(own) == len(VirtualList.BINDINGS)
    assert all(binding.id.startswith("list.") and binding.tooltip for binding in own)
    assert len({binding.id for binding in own}) == len(own)


def test_text_from_the_right_is_put_in_order_and_signs_stay_in_front():
    def line(*texts):
        return "".join(segment.text for segment in turned([Segment(text) for text in texts]))

    assert line("● ", "Two ports") == "● Two ports"
    assert line("● ", "שלום (עולם)") == "● (םלוע) םולש"
    assert line("  ", "By ", "שלום", " 2031") == "  By 2031 םולש"
    assert line("  ", "2031 · שלום עולם · he") == "  2031 · םלוע םולש · he"
    assert line("abc") == "abc"
    assert line("٢٠٣١ ", "،") == "٢٠٣١ ،"
