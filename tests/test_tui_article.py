"""The article as a reader meets it: keys, mouse, marks, hits, selection, resizing."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.events import MouseScrollDown
from textual.geometry import Offset
from textual.selection import SELECT_ALL, Selection

from briefing_tui.briefing import Block, Mark, Span
from briefing_tui.results import Hit
from briefing_tui.tui.article import Article

SIZES = [(80, 24), (120, 40), (40, 12)]


def block(kind, text, **fields):
    found = re.finditer(r"\[(\d+)\]", text)
    marks = tuple(Mark(int(m[1]), m.start(), m.end()) for m in found)
    return Block(kind, text, marks, **fields)


def paragraph(number):
    return block(
        "paragraph",
        f"Paragraph {number} tells of the channel, of its pilots and of their wages.[{number}] "
        "A second sentence makes it longer than a line on any screen it is tried on, and a third "
        f"one closes it.[{number + 100}]",
    )


BODY = [paragraph(number) for number in range(1, 41)]
MASTHEAD = [("What the Harbour Accord Changes", "title"), ("Analysis · 2031 · 6 min", "meta")]


class Reading(App[None]):
    """An article, and something else that can have the focus."""

    def __init__(self, blocks=BODY, masthead=MASTHEAD) -> None:
        super().__init__()
        self.article = Article()
        self.blocks, self.masthead = blocks, masthead
        self.seen: list[object] = []

    def compose(self):
        yield self.article

    def on_mount(self) -> None:
        self.article.load(self.masthead, self.blocks)
        self.article.focus()

    def told(self, kind):
        return [message for message in self.seen if isinstance(message, kind)]

    def on_article_note_opened(self, message):
        self.seen.append(message)

    on_article_mark_focused = on_article_note_opened
    on_article_mark_hovered = on_article_note_opened
    on_article_link_opened = on_article_note_opened
    on_page_view_progress_changed = on_article_note_opened


@asynccontextmanager
async def reading(blocks=BODY, masthead=MASTHEAD, size=(80, 24)):
    app = Reading(blocks, masthead)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, app.article, pilot


def rows(article):
    return [article.render_line(y).text.rstrip() for y in range(article.size.height)]


def on_screen(article):
    return "\n".join(rows(article))


def text_at(article, region):
    """What is drawn in a region of the screen."""
    line = article.render_line(region.y - article.content_region.y)
    x = region.x - article.content_region.x
    return line.crop(x, x + region.width).text


def is_visible(article, mark):
    return article.content_region.contains_region(article.mark_region(mark))


def style_at(article, region):
    line = article.render_line(region.y - article.content_region.y)
    x = region.x - article.content_region.x
    return next(iter(line.crop(x, x + 1))).style


# What is seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_text_begins_with_its_title_and_nothing_reaches_over_the_edge(size):
    async with reading(size=size) as (_, article, _pilot):
        shown = rows(article)
        assert shown[0].strip() == MASTHEAD[0][0]
        assert "Paragraph 1 tells" in on_screen(article)
        assert all(len(row) <= size[0] for row in shown)
        assert article.max_scroll_x == 0


async def test_the_column_is_centred_and_no_wider_than_its_measure():
    async with reading(size=(120, 40)) as (_, article, _pilot):
        text = [row for row in rows(article) if row]
        left = min(len(row) - len(row.lstrip()) for row in text)
        assert max(map(len, text)) - left <= 76
        assert abs(left - (119 - 76) // 2) <= 1


async def test_the_column_can_be_made_wider_and_narrower_within_bounds():
    async with reading(size=(120, 40)) as (_, article, pilot):
        article.measure = 40
        await pilot.pause()
        assert max(len(row.strip()) for row in rows(article)) <= 40
        article.measure = 7
        assert article.measure == 40
        article.measure = 500
        assert article.measure == 100


async def test_emphasis_and_headings_are_told_apart_without_colour():
    text = "plain leaning heavy struck"
    spans = (Span("emphasis", 6, 13), Span("strong", 14, 19), Span("strike", 20, 26))
    blocks = [Block("heading", "A heading", level=2), Block("paragraph", text, spans=spans)]
    async with reading(blocks, ()) as (_, article, _pilot):
        looks = {segment.text: segment.style for y in (0, 2) for segment in article.render_line(y)}
        assert looks["A heading"].bold
        assert looks["leaning"].italic
        assert looks["heavy"].bold
        assert looks["struck"].strike
        assert not looks["plain "].bold


async def test_text_is_never_read_as_markup():
    hostile = "[@click=app.exit]leave[/] and [/b] and [bold]not bold[/bold]"
    blocks = [Block("paragraph", hostile)]
    async with reading(blocks, [("[red]Title[/red]", "title")]) as (app, article, pilot):
        assert rows(article)[0].strip() == "[red]Title[/red]"
        assert rows(article)[2].strip() == hostile
        await pilot.click(article, offset=(22, 2))
        assert app.is_running


async def test_an_empty_text_is_shown_and_leaves_every_key_harmless():
    async with reading([], []) as (_, article, pilot):
        await pilot.press("]", "[", "enter", "}", "{", "G", "g", "space", "b", "j", "k")
        assert on_screen(article).strip() == ""
        assert article.progress() == (100, 0)
        assert article.hit_from(article.place()) is None
        assert article.hit_after(1) is None


# Scrolling


async def test_the_keys_of_less_scroll_at_once():
    async with reading() as (_, article, pilot):
        positions = []
        for key in ("j", "down", "k", "space", "b", "ctrl+d", "ctrl+u", "pagedown", "G", "g"):
            await pilot.press(key)
            positions.append(article.scroll_offset.y)
        assert positions == [1, 2, 1, 24, 1, 13, 1, 24, article.max_scroll_y, 0]


async def test_the_wheel_scrolls():
    async with reading() as (_, article, pilot):
        await pilot._post_mouse_events([MouseScrollDown], article)
        await pilot.pause()
        assert article.scroll_offset.y > 0


async def test_progress_goes_from_nothing_to_all():
    async with reading() as (app, article, pilot):
        total = sum(len(b.text.split()) for b in BODY)
        assert article.word_count == total
        assert article.progress() == (0, total)
        seen = []
        for _ in range(30):
            await pilot.press("space")
            seen.append(article.progress())
        assert seen == sorted(seen, key=lambda p: (p[0], -p[1]))
        assert seen[-1] == (100, 0)
        message = app.told(Article.ProgressChanged)[-1]
        assert (message.percent, message.words_left) == (100, 0)
        assert message.control is article


async def test_whatever_moves_the_text_is_told_so_that_a_popup_can_follow():
    async with reading() as (app, article, pilot):
        for move in ("j", "k"):
            app.seen.clear()
            await pilot.press(move)
            assert len(app.told(Article.ProgressChanged)) == 1
        app.seen.clear()
        await pilot.press("k")
        assert app.seen == []
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert app.told(Article.ProgressChanged)
        assert text_at(article, article.mark_region(0)) == "[1]"


@pytest.mark.parametrize("start", [(3, 0), (17, 90), (39, 100)])
async def test_resizing_keeps_the_same_words_at_the_top(start):
    async with reading(size=(100, 30)) as (_, article, pilot):
        article.restore(start)
        await pilot.pause()
        place = article.place()
        for size in [(40, 12), (120, 60), (60, 50), (33, 5), (100, 30)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert article.place() == place
        assert BODY[place[0]].text[place[1] :].startswith(rows(article)[0].strip()[:20])


async def test_a_place_is_given_and_found_again():
    async with reading() as (_, article, pilot):
        await pilot.press("space", "space", "j")
        place = article.place()
        await pilot.press("G")
        assert article.place() != place
        article.restore(place)
        assert article.place() == place
        assert BODY[place[0]].text[place[1] :].startswith(rows(article)[0].strip())


async def test_the_masthead_has_places_too():
    async with reading() as (_, article, pilot):
        await pilot.press("j")
        assert article.place() == (-1, 0)
        article.restore((12, 0))
        article.restore((-1, 0))
        assert article.scroll_offset.y == 1


async def test_a_place_that_is_no_longer_there_is_brought_into_the_text():
    async with reading() as (_, article, _pilot):
        article.restore((999, 5))
        assert article.scroll_offset.y == article.max_scroll_y
        article.restore((-999, 5))
        assert article.scroll_offset.y == 0


async def test_going_to_a_place_puts_it_about_a_third_down():
    async with reading() as (_, article, _pilot):
        article.go_to(20, 0)
        row = next(y for y, row in enumerate(rows(article)) if "Paragraph 21" in row)
        assert row == 24 // 3
        top = article.scroll_offset.y
        article.go_to(20, 30)
        assert article.scroll_offset.y == top


async def test_a_text_that_is_loaded_before_there_is_room_goes_to_its_place_when_there_is():
    app = Reading()
    app.article.display = False
    async with app.run_test(size=(80, 24)) as pilot:
        app.article.go_to_mark(40)
        app.article.display = True
        await pilot.pause()
        assert f"[{app.article.number_of(40)}]" in on_screen(app.article)


async def test_a_text_goes_to_its_place_as_soon_as_it_is_loaded():
    async with reading([], []) as (_, article, pilot):
        article.load(MASTHEAD, BODY)
        article.restore((20, 0))
        assert article.place() == (20, 0)
        await pilot.pause()
        assert rows(article)[0].strip().startswith("Paragraph 21")
        article.load(MASTHEAD, BODY)
        article.go_to_mark(60)
        await pilot.pause()
        assert is_visible(article, 60)


async def test_another_text_begins_at_its_beginning_with_nothing_of_the_last():
    async with reading() as (app, article, pilot):
        await pilot.press("]", "G")
        article.show_hits([Hit("body", 1, ((0, 4),))])
        article.show_passage(0, 0, 10)
        article.load([("Another", "title")], [paragraph(7)])
        await pilot.pause()
        assert rows(article)[0].strip() == "Another"
        assert article.scroll_offset.y == 0
        assert article.focused_mark is None
        assert (article.hit_count, article.mark_count) == (0, 2)
        assert "▌" not in on_screen(article)
        await pilot.press("]")
        assert app.told(Article.MarkFocused)[-1].number == 7


# Note marks


@pytest.mark.parametrize("size", SIZES)
async def test_every_mark_is_reached_by_key_in_order_and_stands_where_it_is_said_to(size):
    async with reading(BODY[:12], size=size) as (app, article, pilot):
        numbers = [mark.number for b in BODY[:12] for mark in b.marks]
        for mark, number in enumerate(numbers):
            await pilot.press("]")
            assert article.focused_mark == mark
            region = article.mark_region(mark)
            assert is_visible(article, mark)
            assert text_at(article, region) == f"[{number}]"
            assert style_at(article, region).reverse
        assert [message.number for message in app.told(Article.MarkFocused)] == numbers
        await pilot.press("]")
        assert article.focused_mark == len(numbers) - 1
        await pilot.press("[")
        assert article.focused_mark == len(numbers) - 2


async def test_with_no_mark_focused_the_next_is_the_first_on_the_screen_or_below():
    async with reading() as (_, article, pilot):
        await pilot.press("space")
        place = article.place()
        await pilot.press("]")
        first = article.focused_mark
        assert article.mark_place(first - 1) < place <= article.mark_place(first)


async def test_with_no_mark_focused_the_one_before_is_the_last_on_the_screen_or_above():
    async with reading() as (_, article, pilot):
        await pilot.press("space")
        shown = [k for k in range(article.mark_count) if is_visible(article, k)]
        await pilot.press("[")
        assert article.focused_mark == shown[-1]


async def test_a_focused_mark_that_was_scrolled_away_does_not_pull_the_reader_back():
    async with reading() as (_, article, pilot):
        await pilot.press("]", "G", "]")
        assert article.focused_mark > 60
        assert article.scroll_offset.y > article.max_scroll_y - 24


async def test_enter_opens_the_focused_note_and_nothing_when_none_is():
    async with reading() as (app, article, pilot):
        await pilot.press("enter")
        assert app.told(Article.NoteOpened) == []
        await pilot.press("]", "]", "enter")
        (message,) = app.told(Article.NoteOpened)
        assert (message.mark, message.number, message.control) == (1, 101, article)


async def test_a_click_on_a_mark_opens_its_note_and_one_beside_it_nothing():
    async with reading() as (app, article, pilot):
        region = article.mark_region(0)
        await pilot.click(offset=region.offset + Offset(1, 0))
        assert [m.number for m in app.told(Article.NoteOpened)] == [1]
        assert article.focused_mark == 0
        await pilot.click(offset=region.offset + Offset(-3, 0))
        assert len(app.told(Article.NoteOpened)) == 1


async def test_the_mouse_tells_of_a_mark_when_it_comes_and_when_it_goes():
    async with reading() as (app, article, pilot):
        region = article.mark_region(0)
        await pilot.hover(offset=region.offset)
        await pilot.hover(offset=region.offset + Offset(1, 0))
        await pilot.hover(offset=region.offset + Offset(0, 3))
        assert [(m.mark, m.number) for m in app.told(Article.MarkHovered)] == [(0, 1), (None, None)]


async def test_padding_and_border_move_a_mark_with_the_text():
    async with reading() as (app, article, pilot):
        article.styles.padding = (1, 2, 0, 3)
        article.styles.border = ("round", "white")
        await pilot.pause()
        region = article.mark_region(0)
        assert text_at(article, region) == "[1]"
        await pilot.click(offset=region.offset)
        assert [m.number for m in app.told(Article.NoteOpened)] == [1]


async def test_marks_of_one_note_are_found_by_its_number():
    blocks = [block("paragraph", "One.[4] Two.[2] Three.[4]")]
    async with reading(blocks) as (_, article, _pilot):
        assert article.marks_on(4) == (0, 2)
        assert article.marks_on(9) == ()
        assert article.number_of(1) == 2
        assert article.mark_place(1) == (0, 12)


async def test_a_mark_behind_wide_characters_is_where_it_is_said_to_be():
    blocks = [block("paragraph", "日米同盟は新しい。[1] cafe\u0301 👨\u200d👩\u200d👧[22] ends")]
    async with reading(blocks, ()) as (_, article, _pilot):
        assert [text_at(article, article.mark_region(k)) for k in (0, 1)] == ["[1]", "[22]"]


async def test_a_mark_that_is_scrolled_away_is_said_to_be_off_the_article():
    async with reading() as (_, article, pilot):
        await pilot.press("G")
        assert not article.content_region.overlaps(article.mark_region(0))


async def test_only_the_lines_of_the_two_marks_are_painted_anew_when_the_focus_moves():
    async with reading() as (_, article, pilot):
        await pilot.press("]")
        await pilot.pause()
        painted = []
        paint = article._page.paint

        def counting(layout, line, **rest):
            painted.append(line)
            return paint(layout, line, **rest)

        article._page.paint = counting
        await pilot.press("]")
        await pilot.pause()
        assert 0 < len(painted) <= 2


# Links


async def test_links_are_opened_by_key_and_by_mouse():
    text = "See the accord and its annex."
    spans = (
        Span("link", 8, 14, "https://herald.example/a"),
        Span("link", 23, 28, "https://herald.example/b"),
    )
    async with reading([Block("paragraph", text, spans=spans)], ()) as (app, article, pilot):
        await pilot.press("}", "}", "enter")
        assert [m.href for m in app.told(Article.LinkOpened)] == ["https://herald.example/b"]
        await pilot.press("{", "enter")
        await pilot.click(article, offset=(26, 0))
        assert [m.href[-1] for m in app.told(Article.LinkOpened)] == ["b", "a", "b"]


async def test_one_thing_has_the_focus_mark_or_link():
    blocks = [
        Block("paragraph", "Link and mark.[1]", (Mark(1, 14, 17),), (Span("link", 0, 4, "x"),))
    ]
    async with reading(blocks, ()) as (app, article, pilot):
        await pilot.press("]", "}")
        assert article.focused_mark is None
        await pilot.press("]", "enter")
        assert len(app.told(Article.NoteOpened)) == 1
        assert app.told(Article.LinkOpened) == []


# Hits and passages


async def test_hits_are_marked_without_colour_and_the_current_one_apart():
    hits = [
        Hit("body", 30, ((0, 9), (13, 18))),
        Hit("title", 0, ((0, 4),)),
        Hit("body", 99, ((0, 1),)),
    ]
    async with reading() as (_, article, pilot):
        article.show_hits(hits)
        assert article.hit_count == 2
        article.go_to_hit(0)
        await pilot.pause()
        assert article.current_hit == 0
        y = next(y for y, row in enumerate(rows(article)) if "Paragraph 31" in row)
        looks = {segment.text: segment.style for segment in article.render_line(y)}
        assert looks["Paragraph"].reverse
        assert looks["tells"].underline
        assert not looks["tells"].reverse
        article.go_to_hit(1)
        looks = {segment.text: segment.style for segment in article.render_line(y)}
        assert looks["tells"].reverse
        assert not looks["Paragraph"].reverse
        article.show_hits([])
        assert article.hit_count == 0


async def test_the_first_hit_from_here_is_the_one_on_the_screen_or_below():
    async with reading() as (_, article, _pilot):
        article.show_hits([Hit("body", index, ((0, 9),)) for index in (2, 20, 38)])
        assert article.hit_from(article.place()) == 0
        assert article.hit_after(1) == 0
        article.restore((10, 0))
        assert article.hit_from(article.place()) == 1
        assert article.hit_after(1) == 1
        assert article.hit_after(-1) == 0
        article.restore((39, 0))
        assert article.place()[0] > 30


async def test_a_hit_that_cuts_a_letter_from_its_accent_leaves_the_line_as_wide_as_it_was():
    blocks = [Block("paragraph", "cafe\u0301 日 " + "👨\u200d👩\u200d👧" + " end")]
    async with reading(blocks, ()) as (_, article, _pilot):
        plain = article.render_line(0).text
        article.show_hits([Hit("body", 0, ((0, 4), (8, 10)))])
        assert article.render_line(0).text == plain
        assert article.render_line(0).cell_length == article.scrollable_content_region.width


async def test_a_passage_is_set_apart_by_weight_and_a_bar_until_it_is_cleared():
    async with reading() as (_, article, pilot):
        article.go_to(0)
        article.show_passage(0, 0, 20)
        await pilot.pause()
        assert rows(article)[3].lstrip().startswith("▌ Paragraph 1")
        assert any(s.style.bold and "Paragraph 1" in s.text for s in article.render_line(3))
        article.clear_passage()
        assert "▌" not in on_screen(article)


# Selection


async def test_what_is_copied_are_whole_paragraphs_whatever_the_width():
    async with reading(size=(40, 12)) as (app, article, _pilot):
        app.screen.selections = {article: Selection(Offset(10, 2), Offset(9, 4))}
        copied = app.screen.get_selected_text()
        assert copied == BODY[0].text[10:] + "\n\n" + BODY[1].text + "\n\n" + BODY[2].text[:9]


async def test_items_are_copied_with_their_bullets_line_by_line():
    blocks = [
        Block("item", "first", level=1, marker="•"),
        Block("item", "second", level=1, marker="•"),
        Block("rule", ""),
        Block("paragraph", "after"),
    ]
    async with reading(blocks, ()) as (app, article, _pilot):
        app.screen.selections = {article: SELECT_ALL}
        assert app.screen.get_selected_text() == "• first\n• second\n\nafter"


async def test_dragging_selects_whole_words_and_survives_a_resize():
    async with reading() as (app, article, pilot):
        await pilot.mouse_down(article, offset=(4, 3))
        await pilot.hover(article, offset=(8, 3))
        await pilot.mouse_up(article, offset=(8, 3))
        assert app.screen.get_selected_text() == "Paragraph"
        await pilot.resize_terminal(50, 20)
        await pilot.pause()
        assert app.screen.get_selected_text() == "Paragraph"


async def test_a_drag_may_begin_in_the_margin_and_end_beyond_the_line():
    async with reading(size=(100, 24)) as (app, article, pilot):
        y = 3
        left = len(rows(article)[y]) - len(rows(article)[y].lstrip())
        await pilot.mouse_down(article, offset=(left - 2, y))
        await pilot.hover(article, offset=(96, y))
        await pilot.mouse_up(article, offset=(96, y))
        assert app.screen.get_selected_text().rstrip() == rows(article)[y].strip()


async def test_a_drag_that_ends_on_a_mark_opens_no_note():
    async with reading() as (app, article, pilot):
        region = article.mark_region(0)
        await pilot.mouse_down(offset=region.offset + Offset(0, -1))
        await pilot.hover(offset=region.offset + Offset(1, 0))
        await pilot.mouse_up(offset=region.offset + Offset(1, 0))
        await pilot.pause()
        assert app.screen.get_selected_text()
        assert app.told(Article.NoteOpened) == []


async def test_two_clicks_select_a_word_and_three_a_paragraph():
    async with reading() as (app, article, pilot):
        await pilot.double_click(article, offset=(4, 3))
        assert app.screen.get_selected_text() == "Paragraph"
        await pilot.triple_click(article, offset=(4, 3))
        assert app.screen.get_selected_text() == BODY[0].text


def selected(app):
    return app.screen.get_selected_text()


async def test_the_first_sentence_that_is_seen_whole_is_selected_where_it_stands():
    async with reading() as (app, article, pilot):
        await pilot.press("x")
        assert (
            selected(app)
            == "Paragraph 1 tells of the channel, of its pilots and of their wages.[1]"
        )
        await pilot.press("escape", "G")
        app.screen.clear_selection()
        top = article.scroll_offset.y
        await pilot.press("x")
        assert article.scroll_offset.y == top
        chosen = " ".join(selected(app).split())
        assert chosen in " ".join(on_screen(article).split())


async def test_a_click_tells_which_sentence_is_meant_until_it_is_scrolled_away():
    async with reading() as (app, article, pilot):
        y = next(y for y, row in enumerate(rows(article)) if "Paragraph 3 tells" in row)
        await pilot.click(article, offset=(20, y))
        await pilot.press("x")
        assert selected(app).startswith("Paragraph 3 tells")
        await pilot.press("full_stop")
        assert selected(app).startswith("A second sentence")
        await pilot.press("comma", "comma")
        assert selected(app).endswith("[102]")
        app.screen.clear_selection()
        await pilot.press("G", "x")
        assert not selected(app).startswith("Paragraph 3 ")
        app.screen.clear_selection()
        await pilot.press("g", "]", "x")  # a mark that got the focus since then is meant
        assert selected(app).startswith("Paragraph 1 tells")


async def test_the_block_that_is_read_goes_with_the_text_from_first_to_last():
    async with reading() as (_app, article, pilot):
        assert article.block_read() <= 0
        await pilot.press("G")
        assert article.block_read() == len(BODY) - 1
        await pilot.press("[")
        assert article.block_read() == article.mark_place(article.focused_mark)[0]
        await pilot.press("g", "space", "space")
        assert article.place()[0] <= article.block_read() <= article.place()[0] + 3


async def test_stepping_by_sentences_ends_at_the_body_and_shows_each():
    async with reading(size=(60, 16)) as (app, article, pilot):
        await pilot.press("x", "comma", "comma")
        assert selected(app).startswith("Paragraph 1 tells"), "the title is no sentence"
        for _ in range(30):
            await pilot.press("full_stop")
            shown = " ".join(on_screen(article).split())
            assert " ".join(selected(app).split()) in shown
        for _ in range(12):
            await pilot.press("comma")
            shown = " ".join(on_screen(article).split())
            assert " ".join(selected(app).split()) in shown


async def test_a_drag_takes_note_marks_whole_and_letters_of_unspaced_scripts_as_they_are():
    blocks = [
        block("paragraph", "The wages.[12] rose"),
        block("paragraph", "港口协定改变了运河的管理"),
    ]
    async with reading(blocks, (), size=(60, 12)) as (app, article, pilot):
        left = rows(article)[0].index("The")
        await pilot.mouse_down(article, offset=(left + 5, 0))
        await pilot.hover(article, offset=(left + 11, 0))
        await pilot.mouse_up(article, offset=(left + 11, 0))
        assert selected(app) == "wages.[12]"
        left = len(rows(article)[2]) - len(rows(article)[2].lstrip())
        await pilot.mouse_down(article, offset=(left + 4, 2))
        await pilot.hover(article, offset=(left + 6, 2))
        await pilot.mouse_up(article, offset=(left + 6, 2))
        assert selected(app) == "协定"


# Themes, focus, size


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_the_focused_mark_is_told_apart_in_every_theme(theme):
    async with reading() as (app, article, pilot):
        app.theme = theme
        await pilot.press("]", "]")
        await pilot.pause()
        assert style_at(article, article.mark_region(1)).reverse
        other = style_at(article, article.mark_region(0))
        assert other.bold
        assert not other.reverse


async def test_a_change_of_theme_paints_the_lines_in_its_colours():
    async with reading() as (app, article, pilot):
        before = article.render_line(3)
        app.theme = "textual-light"
        await pilot.pause()
        after = article.render_line(3)
        assert after.text == before.text
        assert [s.style for s in after] != [s.style for s in before]


async def test_every_binding_can_be_remapped_and_is_explained():
    for name, bindings in Article._merge_bindings().key_to_bindings.items():
        own = [b for b in bindings if b.id]
        assert all(b.id.startswith("article.") and b.tooltip for b in own), name
    ids = [
        b.id for c in Article.__mro__ for b in c.__dict__.get("BINDINGS", []) if getattr(b, "id", 0)
    ]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("size", [(20, 6), (8, 3), (3, 2)])
async def test_a_tiny_window_shows_what_it_can(size):
    async with reading(size=size) as (_, article, pilot):
        await pilot.press("]", "space", "[", "G", "g")
        assert len(rows(article)) == size[1]


async def test_a_long_text_paints_no_more_lines_than_are_seen():
    blocks = [paragraph(number) for number in range(1, 3001)]
    async with reading(blocks, size=(120, 100)) as (_, article, pilot):
        for _ in range(14):
            await pilot.press("space")
        assert article.scroll_offset.y > 1200
        assert 0 < len(article._strips) <= 1024


async def test_what_is_selected_can_be_read():
    async with reading([Block("paragraph", "A sentence. Another.")], ()) as (app, article, pilot):
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.press("x")
            await pilot.pause()
            styles = [s.style for s in article.render_line(0) if s.text.startswith("A sentence")]
            assert styles[0].color != styles[0].bgcolor
            assert styles[0].bgcolor != article.rich_style.bgcolor
            app.screen.clear_selection()


def marked(kind, text, **options):
    marks = [Mark(int(m[1]), m.start(), m.end()) for m in re.finditer(r"\[(\d+)\]", text)]
    return Block(kind, text, tuple(marks), **options)


EVERY_KIND = [
    marked("heading", "A heading that is rather long for a narrow window[1]", level=2),
    marked("paragraph", "Words and more words of it, " * 4 + "said twice.[2][3] And on.[4]"),
    marked("item", "one of a list, long enough to be wrapped[5]", level=2, marker="10."),
    marked("quote", "said by somebody at some length and in public[6]", level=1),
    marked(
        "table",
        "Port   │ Ships │ What changed there in these years\n"
        "Marlen │    18 │ Two berths were deepened in spring.[7] And the ferry began.[8]\n"
        "東京湾 │ 2[9]  │ Nothing.[10]",
    ),
    marked("paragraph", "השר אמר כי ההסכם ייחתם ב-2 ביוני[11], והוא הראשון מסוגו.[12]"),
    marked("paragraph", "日本語の文章は途中で折り返されます。[13]とても長い文章なので。[14]"),
    marked("code", "call(light, keeper, harbour)  # as agreed [15]"),
]


async def test_every_mark_of_every_kind_of_block_is_reached_at_every_width():
    async with reading(EVERY_KIND, ()) as (_, article, pilot):
        for width in (24, 37, 58, 80, 141):
            await pilot.resize_terminal(width, 20)
            await pilot.press("g")
            article.focus_mark(None)
            for number in range(1, 16):
                await pilot.press("right_square_bracket")
                await pilot.pause()
                assert article.number_of(article.focused_mark) == number
                region = article.mark_region(article.focused_mark)
                assert article.content_region.contains_region(region), (width, number)
                assert text_at(article, region) == f"[{number}]", (width, number)
