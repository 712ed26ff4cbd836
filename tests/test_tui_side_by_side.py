"""A piece beside its translation, and switching between languages at the same paragraph."""

from __future__ import annotations

import pytest
import twin
from hypothesis import given, settings
from hypothesis import strategies as st
from journeys import EDGES, open_first, running, screen_text, seen, told, until

from briefing_tui.tui.layout import Layout, Piece
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.side_by_side import SideBySide, level

# Long enough to be scrolled on the largest screen; the same notes, one paragraph split in two.
WORDS = "The harbour master keeps a list of all boats and of those who own them. " * 6
KELIME = "Liman reisi bütün teknelerin ve sahiplerinin bir listesini tutar. " * 4
ENGLISH = "title: The List\nlang: en\ndate: 2031-08-01\nbody: |\n" + "".join(
    f"  Passage {n}. {WORDS}[{n}]\n\n" for n in range(1, 13)
)
TURKISH = (
    "title: Liste\nlang: tr\ndate: 2031-08-01\ntranslation_of: the-list\nbody: |\n"
    + "".join(
        f"  Bölüm {n}. {KELIME}{KELIME}[{n}]\n\n" if n != 5
        else f"  Bölüm {n}. {KELIME}\n\n  Devam. {KELIME}[{n}]\n\n"
        for n in range(1, 13)
    )
)  # fmt: skip
NOTES = "footnotes: |\n" + "".join(
    f"  [{n}] “Lists”, Paper, https://l.example/{n}.\n" for n in range(1, 13)
)


@pytest.fixture
def two_languages(tmp_path):
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "the-list.yaml").write_text(ENGLISH + NOTES)
    (folder / "liste.yaml").write_text(TURKISH + NOTES)
    return folder


async def open_list(app, pilot):
    await seen(app, "2 briefings")
    await pilot.press("enter")
    await seen(app, "Passage 1.")


def panes(app):
    return app.screen._panes


def tops(article):
    """Give the rows, on the screen, on which the passages in sight begin."""
    out = {}
    height = article.scrollable_content_region.height
    for y in range(height):
        text = article.render_line(y).text.strip()
        for word in ("Passage ", "Bölüm "):
            if text.startswith(word):
                out[text.removeprefix(word).partition(".")[0]] = y
    return out


@pytest.mark.parametrize("size", EDGES)
async def test_passages_begin_on_the_same_row_and_scroll_together(two_languages, tmp_path, size):
    async with running(two_languages, tmp_path, size) as (app, pilot):
        await open_list(app, pilot)
        await pilot.press("v")
        await seen(app, "Bölüm 1.")
        assert isinstance(app.screen, SideBySide)
        left, right = (pane.article for pane in panes(app))
        seen_passages = {*tops(left)}
        while left.scroll_offset.y < left.max_scroll_y:
            await pilot.press("ctrl+d")
            await pilot.pause()
            assert left.scroll_offset.y == right.scroll_offset.y
            assert tops(left) == tops(right)
            seen_passages |= tops(left).keys()
        assert len(seen_passages) >= 10
        assert left.virtual_size == right.virtual_size


async def test_the_mouse_scrolls_both_from_either_side(two_languages, tmp_path):
    async with running(two_languages, tmp_path, (120, 40)) as (app, pilot):
        await open_list(app, pilot)
        await pilot.press("v")
        await seen(app, "Bölüm 1.")
        left, right = (pane.article for pane in panes(app))
        right.scroll_to(y=30, animate=False)
        await until(app, lambda: left.scroll_offset.y == 30)
        await pilot.click(right, offset=(5, 5))
        assert right.has_focus
        assert "liste.yaml" in screen_text(app)


async def test_notes_open_on_either_side_and_tab_crosses(two_languages, tmp_path):
    async with running(two_languages, tmp_path, (120, 40)) as (app, pilot):
        await open_list(app, pilot)
        await pilot.press("v")
        await seen(app, "Bölüm 1.")
        left, right = panes(app)
        await pilot.press("3", "enter")
        await until(app, lambda: left.popup.display and left.popup.note.number == 3)
        await pilot.press("tab")
        await until(app, lambda: not left.popup.display)
        await pilot.press("3", "enter")
        await until(app, lambda: right.popup.display and right.popup.note.number == 3)
        assert left.article.scroll_offset.y == right.article.scroll_offset.y
        await pilot.press("s")
        await seen(app, "in 2 briefings")
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, SideBySide) and right.popup.display)
        assert right.article.has_focus


@pytest.mark.parametrize("size", EDGES)
async def test_going_on_in_one_language_keeps_the_passage(two_languages, tmp_path, size):
    async with running(two_languages, tmp_path, size) as (app, pilot):
        await open_list(app, pilot)
        await pilot.press("v")
        await seen(app, "Bölüm 1.")
        _, right = panes(app)
        right.article.restore((5, 0))  # the second half of passage 5
        await pilot.pause()
        await pilot.press("tab", "v")
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "Devam.")
        assert app.screen.slug == "liste"
        article = app.screen._pane.article
        assert article.place() == (5, 0)
        await pilot.press("L")
        await seen(app, "Passage 5.")
        assert article.place() == (4, 0)


async def test_a_narrow_screen_has_one_above_the_other(two_languages, tmp_path):
    async with running(two_languages, tmp_path, (50, 30)) as (app, pilot):
        await open_list(app, pilot)
        await pilot.press("v")
        await seen(app, "Bölüm 1.")
        left, right = (pane.article for pane in panes(app))
        assert left.region.bottom <= right.region.y
        await pilot.press("space", "space")
        await pilot.pause()
        assert tops(left).items() & tops(right).items()
        await pilot.resize_terminal(160, 40)
        await until(app, lambda: left.region.right <= right.region.x)
        await until(app, lambda: left.scroll_offset.y == right.scroll_offset.y)
        assert tops(left) == tops(right)


async def test_the_third_language_takes_the_place_of_the_second(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (160, 40)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("v")
        await seen(app, "Два правительства")
        await pilot.press("L")
        await seen(app, "İki hükümet")
        assert "harbour accord on 2 June" in screen_text(app)
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Reader) and app.screen.slug == twin.SLUG)


@pytest.mark.parametrize("size", EDGES)
@pytest.mark.parametrize("side", ["left", "right"])
async def test_another_language_keeps_the_passage(two_languages, tmp_path, size, side):
    third = TURKISH.replace("Liste\nlang: tr", "Список\nlang: ru").replace("Bölüm", "Часть")
    (two_languages / "spisok.yaml").write_text(third + NOTES)
    async with running(two_languages, tmp_path, size) as (app, pilot):
        await seen(app, "3 briefings")
        await pilot.press(*"list", "enter")
        await seen(app, "Passage 1.")
        await pilot.press("v")
        await seen(app, "Часть 1.")
        if side == "right":
            await pilot.press("tab")
        article = panes(app)[side == "right"].article
        article.restore((6, 0))
        await pilot.pause()
        place = article.place()
        await pilot.press("L")
        await seen(app, "Bölüm ")
        await pilot.pause()
        assert article.place() == place
        left, right = (pane.article for pane in panes(app))
        assert left.scroll_offset.y == right.scroll_offset.y > 0


async def test_both_sides_follow_the_files(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (160, 40)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("v")
        await seen(app, "Два правительства")
        (archive_folder / "dva-porta.yaml").write_text(
            twin.RUSSIAN.replace("body: |\n", "body: |\n  Новое начало.\n\n")
        )
        await seen(app, "Новое начало")
        (archive_folder / "dva-porta.yaml").unlink()
        await told(app, "there is no briefing")


async def test_without_a_translation_it_is_said(archive_folder, tmp_path):
    path = archive_folder / "price-of-salt.yaml"
    path.write_text(twin.OTHER.replace("lang: en\n", "lang: en\nalso_in: [tr, ru]\n"))
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"salt", "enter")
        await seen(app, "Salt was cheap once")
        await pilot.press("v")
        await told(app, "also exists in tr, ru, but not in this archive")
        await pilot.press("L")
        await until(app, lambda: len(app._notifications) == 2)


PIECES = st.lists(
    st.builds(
        Piece,
        st.sampled_from(["paragraph", "heading", "quote", "item"]),
        st.text(alphabet="ab cd日", max_size=60),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200)
@given(PIECES, PIECES, st.integers(4, 30), st.data())
def test_layouts_made_level_begin_together_and_lose_no_line(left, right, width, data):
    cuts = st.tuples(st.integers(1, len(left)), st.integers(1, len(right)))
    starts = [(0, 0)]
    for cut in sorted(data.draw(st.lists(cuts, max_size=5))):
        if cut[1] >= starts[-1][1] and cut != starts[-1]:
            starts.append(cut)
    plain = Layout(left, width), Layout(right, width)
    moved = Layout(left, width), Layout(right, width)
    level(*moved, starts)
    assert moved[0].height == moved[1].height
    for side in (0, 1):
        before = [plain[side].line(row) for row in range(plain[side].height)]
        after = [moved[side].line(row) for row in range(moved[side].height)]
        assert [line for line in after if not line.blank] == [
            line for line in before if not line.blank
        ]
    for a, b in starts:
        if a < len(left) and b < len(right):
            here = [pair for pair in starts if pair[0] == a or pair[1] == b]
            if len(here) == 1:
                assert moved[0].top(a) == moved[1].top(b)
