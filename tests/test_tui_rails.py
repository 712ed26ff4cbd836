"""What stands beside a body: outline, sources, languages, similar briefings."""

from __future__ import annotations

import pytest
import twin
from journeys import SIZES, open_first, running, screen_text, seen, told, until
from textual.app import App
from textual.content import Content

from briefing_tui.tui.article import Article
from briefing_tui.tui.rail_list import RailList
from briefing_tui.tui.rails import Outline
from briefing_tui.tui.reader import Reader

RAILS = ("takeaways", "outline", "author", "sources", "related")
HEADED = twin.ENGLISH.replace(
    "body: |\n", "body: |\n  # One\n\n"
).replace("  The channel is the only", "  ## The channel\n\n  The channel is the only").replace(
    "  The accord may", "  # Two\n\n  The accord may"
)  # fmt: skip


def shown(app):
    """Give the rails that are on the screen."""
    out = []
    for name in RAILS:
        rail = app.screen.query_one(f"#{name}")
        if rail.display and rail.parent.display and rail.region.area:
            out.append(name)
    return out


def passage(article):
    stretch = article._page.passage
    return article._page.pieces[stretch.piece].text[stretch.start : stretch.end]


@pytest.mark.parametrize("size", SIZES)
async def test_every_rail_can_be_reached_and_left_by_its_key(archive_folder, tmp_path, size):
    (archive_folder / f"{twin.SLUG}.yaml").write_text(HEADED)
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        article = app.screen.query_one(Article)
        together = {"t": ["takeaways", "outline"], "h": ["takeaways", "outline"], "a": ["author"],
                    "s": ["sources"], "r": ["related"]}  # fmt: skip
        await until(app, lambda: not app.screen.query_one("#related").has_class("-empty"))
        for key, names in together.items():
            await pilot.press(key)
            await pilot.pause()
            assert shown(app) == (list(RAILS) if size[0] >= 140 else names)
            assert app.screen.focused is not None
            assert not article.has_focus
            # Where the focus is can be told without colour: by the heavy line around it.
            assert "┏" in screen_text(app)
            await pilot.press(key)
            assert article.has_focus
            if size[0] < 100:
                assert shown(app) == []


async def test_tab_goes_from_left_to_right_and_round(archive_folder, tmp_path):
    (archive_folder / f"{twin.SLUG}.yaml").write_text(HEADED)
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await until(app, lambda: not app.screen.query_one("#related").has_class("-empty"))
        ids = []
        for _ in range(8):
            ids.append(app.screen.focused.id or app.screen.focused.parent.id)
            await pilot.press("tab")
        assert ids[:7] == [
            "article", "profiles", "others", "sources", "related", "takeaways", "outline"
        ]  # fmt: skip
        assert ids[7] == "article"


async def test_a_drawer_closes_when_the_text_is_clicked(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("s")
        await until(app, lambda: shown(app) == ["sources"])
        await pilot.click(offset=(3, 8))
        await until(app, lambda: shown(app) == [])


async def test_the_outline_leads_to_headings_and_follows_what_is_read(archive_folder, tmp_path):
    (archive_folder / f"{twin.SLUG}.yaml").write_text(HEADED)
    async with running(archive_folder, tmp_path, (160, 24)) as (app, pilot):
        await open_first(app, pilot)
        outline, article = app.screen.query_one(Outline), app.screen.query_one(Article)
        assert "▸" not in screen_text(app)  # what is read stands above all headings
        assert outline.size.height == len(outline._blocks)
        await pilot.press("h", "j", "enter")
        await until(app, lambda: "▸   The channel" in screen_text(app))
        assert article.has_focus
        assert article.place()[0] == outline._blocks[1]
        await pilot.press("h")
        assert outline.highlighted == 1


async def test_without_headings_there_is_no_outline(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        assert "outline" not in shown(app)
        await pilot.press("h")
        await told(app, "no headings")
        assert app.screen.query_one(Article).has_focus


async def test_paragraphs_without_a_note_are_told_and_gone_to(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        assert "2 paragraphs without a note" in screen_text(app)
        assert "¶ 3, 9" in screen_text(app)
        article = app.screen.query_one(Article)
        await pilot.press("s", "G", "enter")
        await until(app, lambda: article._page.passage is not None)
        assert passage(article).startswith("The office would also")
        await pilot.press("enter")
        await until(app, lambda: passage(article).startswith("The accord may still fail"))


async def test_similar_briefings_come_with_reasons_and_can_be_read(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await seen(app, "1 source in common: Coast Review")
        await pilot.press("r", "G", "enter")
        await seen(app, "Salt was cheap once")
        await pilot.press("q")
        assert app.screen.slug == twin.SLUG


async def test_languages_are_listed_and_the_missing_told(archive_folder, tmp_path):
    path = archive_folder / f"{twin.SLUG}.yaml"
    path.write_text(twin.ENGLISH.replace("lang: en\n", "lang: en\nalso_in: [fr, ru]\n"))
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await seen(app, "en read now")
        assert "fr not in this archive" in screen_text(app)
        assert "ru not in this archive" not in screen_text(app)
        await pilot.press("r", "enter")
        await seen(app, "Два правительства")
        assert isinstance(app.screen, Reader)
        await seen(app, "ru read now")


async def test_nothing_related_leaves_no_empty_rail(tmp_path):
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "a.yaml").write_text("title: Alone\nbody: |\n  A word.\n")
    async with running(folder, tmp_path, (200, 55)) as (app, pilot):
        await seen(app, "1 briefing")
        await pilot.press("enter")
        await seen(app, "A word.")
        await until(app, lambda: "related" not in shown(app))
        await pilot.press("r", "t", "a", "s")
        assert "This piece has none." in screen_text(app)
        assert "No author is named." in screen_text(app)
        assert "No source is named" in screen_text(app)


async def test_a_save_elsewhere_leaves_the_cursor_of_a_rail_alone(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 30)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("s", "G")
        sources = app.screen.query_one("#sources")
        await pilot.pause()
        at, row = sources.highlighted, sources.scroll_offset.y
        related = app.screen.query_one("#related")
        await until(app, lambda: related.option_count == 5)
        assert row > 0
        (archive_folder / "kestrel.yaml").write_text(
            "title: Kestrel\ntopics: [maritime-security]\nbody: |\n  It flew.\n"
        )
        await until(app, lambda: related.option_count == 6)
        assert (sources.highlighted, sources.scroll_offset.y) == (at, row)


async def test_a_rail_that_is_asked_for_comes_back_from_zen(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (120, 40)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("z")
        await until(app, lambda: shown(app) == [])
        await pilot.press("s")
        await until(app, lambda: shown(app) == ["sources"])
        await until(app, lambda: app.screen.focused.id == "sources")


@pytest.mark.parametrize("words", range(20, 40))
async def test_a_scrollbar_that_comes_cuts_no_entry_off(words):
    class OneRail(App[None]):
        CSS = "RailList { width: 36; height: 10; scrollbar-size-vertical: 1; }"

        def compose(self):
            yield RailList()

    app = OneRail()
    async with app.run_test() as pilot:
        rail = app.query_one(RailList)
        entry = Content("ab " * words + "\n")
        rail.fill([entry] * 6)
        await pilot.pause()
        drawn = entry.get_height({}, rail.scrollable_content_region.width)
        assert rail.virtual_size.height == 6 * drawn
