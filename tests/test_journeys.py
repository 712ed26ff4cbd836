"""What a reader does, from the first screen to the source of a note, through Textual's Pilot."""

from __future__ import annotations

import asyncio
import shutil

import pytest
import twin
from journeys import SIZES, open_first, running, screen_text, seen, told, until
from textual.widgets import Input

from briefing_tui.briefing import Changes, Progress
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.article import Article
from briefing_tui.tui.author_rail import AuthorRail
from briefing_tui.tui.finder import Finder
from briefing_tui.tui.popup import NotePopup
from briefing_tui.tui.reader import Reader
from briefing_tui.tui.virtual_list import VirtualList


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_comes_up_newest_first_and_can_be_typed_into_at_once(
    archive_folder, tmp_path, size
):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await pilot.press(*"salt")
        assert app.screen.query_one(Input).value == "salt"
        await seen(app, "1 of 4")
        await pilot.press(*["backspace"] * 4)
        await seen(app, "4 briefings, newest first")
        rows = app.screen.query_one(VirtualList).rows
        assert rows[0].slug == twin.SLUG
        assert rows[-1].slug == "price-of-salt"


@pytest.mark.parametrize("size", SIZES)
async def test_search_and_land_on_the_hit(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await pilot.press(*"lantern")
        await pilot.press("enter")  # before the answer has come
        await until(app, lambda: isinstance(app.screen, Reader))
        await seen(app, "Lantern Rocks")
        article = app.screen.query_one(Article)
        assert article.hit_count == 1
        assert article.current_hit == 0
        assert "1/1 lantern" in screen_text(app)


async def test_who_comes_back_from_a_result_stands_in_the_list(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"salt", "enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await pilot.press("q")
        await until(app, lambda: not isinstance(app.screen, Reader))
        await seen(app, "Esc Empty")
        await pilot.press("L")  # a key of the reader, and none of the list
        await pilot.pause()
        assert app.screen.query_one("#search").value == "salt"
        await pilot.press("escape")
        await seen(app, "newest first")
        assert "esc" not in screen_text(app).splitlines()[-1]
        await asyncio.sleep(0.5)  # at once, it would count as one meant for the page
        await pilot.press("q")
        await until(app, lambda: app._exit)


async def test_a_hit_in_a_note_opens_that_note(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await pilot.press(*"storms.come", "enter")
        await until(app, lambda: isinstance(app.screen, Reader))
        await until(app, lambda: bool(app.screen.query_one(NotePopup).display))
        assert app.screen.query_one(NotePopup).note.number == 3


@pytest.mark.parametrize("size", SIZES)
async def test_the_popup_stands_beside_its_mark_and_never_over_it(archive_folder, tmp_path, size):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        article, popup = app.screen.query_one(Article), app.screen.query_one(NotePopup)
        await pilot.press(*["right_square_bracket"] * 4)
        assert not popup.display
        await pilot.press("enter")
        await until(app, lambda: popup.display)
        for number in range(4, 9):
            await until(app, lambda number=number: popup.note and popup.note.number == number)
            await pilot.pause()
            mark = article.mark_region(article.focused_mark)
            assert not popup.region.overlaps(mark)
            assert min(abs(popup.region.bottom - mark.y), abs(popup.region.y - mark.bottom)) <= 1
            assert app.screen.region.contains_region(popup.region)
            assert article.has_focus
            if number < 8:
                await pilot.press("right_square_bracket")
        await pilot.press("escape")
        assert not popup.display
        assert article.focused_mark == 7


async def test_ibid_tells_what_it_means_and_how_that_was_found(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("8", "enter")
        await seen(app, "Ibid. → note 2")
        text = " ".join(screen_text(app).split())
        assert "Marlen Times" in text
        assert "[8] Ibid. (the note before) → [7] Ibid." in text
        assert "same title" in text
        await pilot.press("enter")
        await seen(app, "The note")


async def test_a_mark_can_be_clicked_and_hovered(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        article, popup = app.screen.query_one(Article), app.screen.query_one(NotePopup)
        region = article.mark_region(1)
        await pilot.hover(offset=region.offset)
        await until(app, lambda: popup.display and popup.note.number == 2)
        await pilot.hover(offset=(region.x, region.y + 12))
        await until(app, lambda: not popup.display)
        await pilot.click(offset=region.offset)
        await until(app, lambda: popup.display and popup.note.number == 2)


async def test_a_takeaway_leads_to_its_evidence_or_says_there_is_none(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("t", "enter")
        popup = app.screen.query_one(NotePopup)
        await until(app, lambda: popup.display and popup.note.number == 4)
        await pilot.press("t", "j", "enter")
        await seen(app, "no note stands on it")
        await until(app, lambda: not popup.display)


@pytest.mark.parametrize(("size", "shown"), [((200, 55), 3), ((120, 40), 1), ((80, 24), 0)])
async def test_the_rails_stand_where_there_is_room(archive_folder, tmp_path, size, shown):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        assert app.screen.query_one(Article).region.width >= min(68, size[0])
        await until(app, lambda: count_rails(app) == shown)
        await pilot.press("a")
        await seen(app, "Derya Örnek writes")
        if shown < 3:
            await pilot.press("s")
            await seen(app, "4 sources")


def count_rails(app):
    visible = [app.screen.query_one(f"#{name}") for name in ("takeaways", "author", "sources")]
    return sum(rail.region.area > 0 and rail.parent.region.area > 0 for rail in visible)


async def test_a_file_saved_while_running_appears(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings")
        (archive_folder / "kestrel.yaml").write_text(
            "title: The Kestrel\ndate: 2031-06-01\nbody: |\n  A kestrel flew.\n"
        )
        await seen(app, "5 briefings")
        await seen(app, "The Kestrel")
        await pilot.press(*"kestrel")
        await seen(app, "1 of 5")


async def test_a_file_broken_while_running_is_a_fault_and_stays_readable(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await seen(app, "4 briefings")
        path = archive_folder / f"{twin.SLUG}.yaml"
        path.write_text(twin.ENGLISH.replace("kind: Analysis", "kind: [Analysis"))
        await seen(app, "1 file with faults")
        await seen(app, "✗ Two Ports, One Channel")
        assert "line 2:" in screen_text(app) or "line 3:" in screen_text(app)
        await pilot.press("enter")
        await seen(app, "harbour accord on 2 June")
        await seen(app, "last good version")
        path.write_text(twin.ENGLISH.replace("2 June", "9 June"))
        await seen(app, "harbour accord on 9 June")
        await until(app, lambda: "last good version" not in screen_text(app))


async def test_a_change_while_reading_keeps_the_place(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (80, 24)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("G")
        article = app.screen.query_one(Article)
        place = article.place()
        path = archive_folder / f"{twin.SLUG}.yaml"
        path.write_text(twin.ENGLISH.replace("It also keeps", "It still keeps"))
        await seen(app, "It still keeps")
        assert article.place() == place


async def test_languages_switch_at_the_same_paragraph(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("L")
        await seen(app, "Два правительства")
        await pilot.press("L")
        await seen(app, "İki hükümet")
        await pilot.press("L")
        await seen(app, "harbour accord on 2 June")
        await pilot.press("q")
        await until(app, lambda: isinstance(app.screen, Finder))


async def test_more_results_come_when_the_cursor_nears_their_end(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        (folder / f"n{number}.yaml").write_text(f"title: Number {number}\nbody: |\n  A stork.\n")
    async with running(folder, tmp_path) as (app, pilot):
        await seen(app, "70 briefings")
        await pilot.press(*"stork")
        await seen(app, "70 of 70")
        listing = app.screen.query_one(VirtualList)
        assert len(listing.rows) == 50
        await pilot.press("escape", "G")
        await until(app, lambda: len(listing.rows) == 70)
        assert listing.cursor == 49


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_told_leaves_status_and_keys_in_sight(archive_folder, tmp_path, size):
    app = BriefingApp(archive_folder, cache=tmp_path / "cache")
    async with app.run_test(size=size, notifications=True) as pilot:
        await open_first(app, pilot)
        await pilot.press("o")
        await seen(app, "Open a note")
        status, keys = screen_text(app).splitlines()[-2:]
        assert f"{twin.SLUG}.yaml" in status
        assert "? Keys" in keys


async def test_an_empty_archive_says_so(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    async with running(folder, tmp_path) as (app, pilot):
        await seen(app, "No briefings here yet: `briefing new TITLE` begins one.")
        await pilot.press("question_mark")
        await seen(app, "0 of 0 · ")
        assert "·  ·" not in screen_text(app)
        await pilot.press("backspace")
        await seen(app, "No briefings here yet")
        await pilot.press("enter", "down", "up", "escape", "exclamation_mark")
        await seen(app, "No faults")


async def test_an_archive_that_vanishes_is_told_and_what_is_read_stays(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        archive_folder.rename(tmp_path / "elsewhere")
        await told(app, "does not exist")
        await pilot.press("j", "8", "enter")
        await seen(app, "Ibid. → note 2")


async def test_nothing_in_a_file_acts_on_the_interface(archive_folder, tmp_path):
    (archive_folder / "evil.yaml").write_text(
        'title: "[@click=app.quit]Press[/] [red]me[/b] \\e[31m"\ndate: 2031-09-09\n'
        "takeaways:\n  - '[@click=app.quit]x[/]'\nauthors:\n  - name: '[bold]N[/x]'\n"
        "body: |\n  Text [@click=app.bell]here[/] and [/b] more.[1]\n"
        "footnotes: |\n  [1] “[link=x]T[/link]”, [b]P[/i], https://e.example/[x], "
        "(Date of Access: 01.02.2031).\n"
    )
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await seen(app, "[@click=app.quit]Press[/]")
        await pilot.press("enter")
        await seen(app, "Text [@click=app.bell]here[/]")
        await pilot.press("1", "enter")
        await seen(app, "[link=x]T[/link]")
        assert "\x1b" not in screen_text(app)


async def test_one_piece_leads_to_another_and_back(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("a", "tab", "enter")
        await seen(app, "Salt was cheap once")
        assert [page.slug for page in app.history.pages] == [twin.SLUG, "price-of-salt"]
        await pilot.press("q")
        await seen(app, "harbour accord on 2 June")


async def test_a_save_elsewhere_leaves_an_open_note_alone(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("8", "enter")
        popup = app.screen.query_one(NotePopup)
        await until(app, lambda: popup.display)
        (archive_folder / "kestrel.yaml").write_text("title: The Kestrel\nbody: |\n  It flew.\n")
        await until(app, lambda: app.screen_stack[0]._stale)
        profile = archive_folder / "authors" / "derya-ornek.yaml"
        profile.write_text(profile.read_text().replace("those who keep them", "their keepers"))
        await seen(app, "their keepers") if count_rails(app) == 3 else await asyncio.sleep(2.5)
        await until(app, lambda: popup.display and popup.note.number == 8)


async def test_a_changed_profile_is_seen_beside_the_body(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (200, 55)) as (app, pilot):
        await open_first(app, pilot)
        profile = archive_folder / "authors" / "derya-ornek.yaml"
        profile.write_text(profile.read_text().replace("harbours", "lighthouses"))
        await seen(app, "lighthouses")


async def test_until_the_cursor_moves_the_newest_stay_in_sight(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (100, 30)) as (app, _):
        await seen(app, "4 briefings")
        for number in range(6):
            (archive_folder / f"new{number}.yaml").write_text(
                f"title: New {number}\ndate: 2032-01-0{number + 1}\nbody: |\n  Words.\n"
            )
        await seen(app, "10 briefings")
        listing = app.screen.query_one(VirtualList)
        assert listing.cursor == 0
        assert listing.current.slug == "new5"


async def test_a_typed_number_can_be_taken_back(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("1", "backspace", "2", "enter")
        popup = app.screen.query_one(NotePopup)
        await until(app, lambda: popup.display and popup.note.number == 2)
        await pilot.press("escape", "backspace")
        await until(app, lambda: isinstance(app.screen, Finder))


async def test_an_address_that_is_none_is_refused(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, _):
        await seen(app, "4 briefings")
        for address in ("http://[y/", "file:///etc/passwd", "javascript:alert(1)", "https://"):
            app.visit(address)
        await until(app, lambda: len(app._notifications) == 4)
        assert all("Only web addresses" in notice.message for notice in app._notifications)


async def test_a_cache_that_cannot_be_written_still_lets_one_read(archive_folder, tmp_path):
    app = BriefingApp(archive_folder, cache=tmp_path / "file")
    (tmp_path / "file").write_text("in the way")
    async with app.run_test(size=(120, 40)) as pilot:
        await seen(app, "4 briefings")
        await pilot.press(*"lantern", "enter")
        await seen(app, "1/1 lantern")


async def test_a_cache_deleted_while_running_is_made_anew(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, _):
        await seen(app, "4 briefings")
        shutil.rmtree(tmp_path / "cache")
        (archive_folder / "kestrel.yaml").write_text("title: The Kestrel\nbody: |\n  It flew.\n")
        await seen(app, "5 briefings")


async def test_an_open_note_stays_open_when_the_terminal_changes_its_size(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path, (160, 45)) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("8", "enter")
        article, popup = app.screen.query_one(Article), app.screen.query_one(NotePopup)
        await until(app, lambda: popup.display)
        for size in ((60, 16), (100, 30), (200, 55)):
            await pilot.resize_terminal(*size)

            def beside():
                mark = article.mark_region(article.focused_mark)
                return (
                    popup.display
                    and popup.note.number == 8
                    and article.region.contains_region(mark)
                    and not popup.region.overlaps(mark)
                    and app.screen.region.contains_region(popup.region)
                )

            await until(app, beside)


async def test_what_a_refresh_finds_while_the_program_ends_is_let_be(
    archive_folder, tmp_path, monkeypatch
):
    left = []

    def unmounted(finder):
        left.append(len(finder.children))
        finder.app.on_briefing_app_refreshed(BriefingApp.Refreshed(Progress(1, 1)))

    monkeypatch.setattr(Finder, "on_unmount", unmounted, raising=False)
    async with running(archive_folder, tmp_path) as (app, _):
        await seen(app, "newest first")
    assert left == [0]


async def test_what_a_refresh_finds_while_a_page_is_laid_out_waits_until_it_is_seen(
    archive_folder, tmp_path, monkeypatch
):
    taken = []
    before = []
    compose = AuthorRail.compose
    progress = Progress(1, 1, Changes(changed=("gulls",)))

    def laid_out(rail):
        rail.screen.refreshed(progress)
        before.extend(taken)
        yield from compose(rail)

    monkeypatch.setattr(AuthorRail, "compose", laid_out)
    monkeypatch.setattr(Reader, "take_in", lambda _, progress: taken.append(progress))
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        await until(app, lambda: taken)
    assert (before, taken[0]) == ([], progress)


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_but_the_text_is_shown_until_the_rest_is_wanted(
    archive_folder, tmp_path, size
):
    async with running(archive_folder, tmp_path, size) as (app, pilot):
        await open_first(app, pilot)
        await pilot.press("z")
        await until(app, lambda: "? Keys" not in screen_text(app))
        assert app.screen.query_one(Article).region.width == size[0]
        assert count_rails(app) == 0
        await pilot.press("8", "enter")
        await until(app, lambda: app.screen.query_one(NotePopup).display)
        await pilot.press("escape", "z")
        await seen(app, "? Keys")


async def test_what_changes_below_an_opaque_screen_paints_nothing(archive_folder, tmp_path):
    async with running(archive_folder, tmp_path) as (app, pilot):
        await open_first(app, pilot)
        finder = app.screen_stack[0]
        assert app.screen.styles.background.a == 1
        assert not finder.is_current
        (archive_folder / "kestrel.yaml").write_text("title: The Kestrel\nbody: |\n  It flew.\n")
        await until(app, lambda: finder._stale)
        await pilot.press("f")  # a list that the text can be seen behind
        await seen(app, "Words of a note")
        assert app.screen_stack[1].is_current
        await pilot.press("escape", "q")
        await seen(app, "5 briefings")
        await seen(app, "The Kestrel")
