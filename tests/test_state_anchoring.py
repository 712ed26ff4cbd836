"""A passage is found again by its words after its file was edited, or it is told that it is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_tui.briefing import Block, Mark
from briefing_tui.state import locate, place_quote, quote, spot_of


def body(*texts: str) -> tuple[Block, ...]:
    """Blocks of these texts; one that begins with `#` is a heading and has no number."""
    out = []
    number = 0
    for text in texts:
        marks = tuple(Mark(int(m[1]), m.start(), m.end()) for m in re.finditer(r"\[(\d+)\]", text))
        heading = text.startswith("#")
        number += not heading
        out.append(
            Block(
                "heading" if heading else "paragraph",
                text.lstrip("# "),
                () if heading else marks,
                paragraph=0 if heading else number,
            )
        )
    return tuple(out)


def marked(blocks, words: str):
    """The quote of the first place where these words stand."""
    for index, block in enumerate(blocks):
        at = block.text.find(words)
        if at >= 0:
            return quote(blocks, (index, at), (index, at + len(words)))
    raise AssertionError(words)


def words_at(passage, blocks) -> str:
    """What stands at a passage now, blocks divided by a bar."""
    (first, start), (last, end) = passage.start, passage.end
    if first == last:
        return blocks[first].text[start:end]
    whole = [b.text for b in blocks[first : last + 1]]
    return "|".join([whole[0][start:], *whole[1:-1], whole[-1][:end]])


HARBOUR = (
    "# The accord",
    "The two governments will sign a revised harbour accord on 2 June.[1] Nobody expects a delay.",
    "Under the draft, a single planning office would sit in the northern port.[2][3] Soon.",
    "Patrol spending along the channel has risen for four budget years in a row.[4]",
)
SENTENCE = "a single planning office would sit in the northern port."


def test_what_is_not_edited_is_found_where_it_was():
    blocks = body(*HARBOUR)
    passage = locate(marked(blocks, SENTENCE), blocks)
    assert (passage.fit, passage.paragraph) == ("exact", 2)
    assert words_at(passage, blocks) == SENTENCE


def test_it_is_found_where_it_was_moved_to_and_its_notes_were_numbered_anew():
    before = body(*HARBOUR)
    whole = quote(before, (2, 0), (2, len(before[2].text)))
    assert "[" not in whole.exact
    after = body(
        "A new beginning.[1]",
        "Under the draft, a single planning office would sit in the northern port.[12] Soon.",
        *HARBOUR[:2],
    )
    passage = locate(whole, after)
    assert (passage.fit, passage.paragraph) == ("exact", 2)
    assert words_at(passage, after) == after[1].text


@pytest.mark.parametrize(
    ("before", "words", "after", "now"),
    [
        ("He said: “The pier is closed until spring.”", "“The pier is closed until spring.”",
         'He said:  "The pier is closed until spring."', '"The pier is closed until spring."'),
        ("İstanbul limanı yeniden açılıyor.", "İstanbul limanı yeniden",
         "ISTANBUL LİMANI YENİDEN AÇILIYOR.", "ISTANBUL LİMANI YENİDEN"),
        ("Пароход придёт ещё до вечера.", "придёт ещё до вечера",
         "Пароход придет еще до вечера.", "придет еще до вечера"),
    ],
)  # fmt: skip
def test_another_spelling_of_the_same_words_is_the_same_passage(before, words, after, now):
    passage = locate(marked(body(before), words), body(after))
    assert passage.fit == "spelling"
    assert words_at(passage, body(after)) == now


def test_a_paragraph_that_was_divided_is_found_across_both():
    before = body("One boat left at nine. Another boat followed in the evening.")
    kept = marked(before, "left at nine. Another boat followed")
    after = body("One boat left at nine.", "Another boat followed in the evening.")
    assert words_at(locate(kept, after), after) == "left at nine.|Another boat followed"


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        # English: words put in and changed.
        ("Patrol spending along the channel has risen for four budget years in a row.",
         "Now patrol spending along the whole channel has risen for five budget years in a row.",
         "patrol spending along the whole channel has risen for five budget years in a row."),
        # Turkish.
        ("Liman idaresi yeni iskelenin bu yaz açılacağını duyurdu.",
         "Dün liman idaresi yeni iskelenin gelecek yaz açılacağını duyurdu. Tarih belli değil.",
         "liman idaresi yeni iskelenin gelecek yaz açılacağını duyurdu."),
        # Russian.
        ("Портовая служба объявила об открытии нового причала этим летом.",
         "Вчера портовая служба объявила об открытии второго причала этим летом. Срок не назван.",
         "портовая служба объявила об открытии второго причала этим летом."),
        # Arabic.
        ("أعلنت إدارة الميناء افتتاح الرصيف الجديد هذا الصيف.",
         "أمس أعلنت إدارة الميناء افتتاح الرصيف الثاني هذا الصيف. ولم تحدد الموعد.",
         "أعلنت إدارة الميناء افتتاح الرصيف الثاني هذا الصيف."),
        # Chinese, which has no spaces.
        ("港务局宣布新码头将于今年夏天开放并接待客轮。",
         "昨天港务局宣布第二码头将于今年夏天开放并接待客轮。日期未定。",
         "港务局宣布第二码头将于今年夏天开放并接待客轮。"),
    ],
)  # fmt: skip
def test_a_passage_that_was_edited_is_found_by_what_is_closest_to_it(before, after, now):
    first = body("Something else stands here first.", before)
    kept = quote(first, (1, 0), (1, len(before)))
    blocks = body("Something else stands here first.", "A line put in.", after)
    passage = locate(kept, blocks)
    assert passage.fit == "close"
    assert passage.paragraph == 3
    assert words_at(passage, blocks) == now


@pytest.mark.parametrize(
    "after",
    [
        HARBOUR[:2],
        (*HARBOUR[:2], "A wholly different paragraph about the price of grain in the north."),
        (),
    ],
)
def test_what_was_deleted_or_rewritten_is_lost(after):
    kept = marked(body(*HARBOUR), SENTENCE)
    assert locate(kept, body(*after)).fit == "lost"


TWICE = (
    "The talks go on in the capital.",
    "Then: The talks go on, they say.",
    "The talks go on in May.",
)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_of_the_same_words_those_with_the_same_words_around_them_are_meant(index):
    blocks = body(*TWICE)
    at = blocks[index].text.index("The talks go on")
    kept = quote(blocks, (index, at), (index, at + 15))
    after = body("New.", *TWICE)
    assert locate(kept, after).start == (index + 1, at)


def test_where_nothing_tells_two_places_apart_none_is_chosen():
    same = "The office did not answer a request for comment."
    blocks = body("One.", same, "Two.")
    kept = marked(blocks, same)
    assert locate(kept, body(same, "Three.", "Four.", same, "Five.")).fit == "several"
    # In its own paragraph it is taken for the one it was.
    assert locate(kept, body(same, same, "Six.")).start == (1, 0)
    # Twice in one paragraph, at the very place it was.
    twice = body(f"{same} {same} {same}")
    assert locate(quote(twice, (0, 49), (0, 97)), twice).start == (0, 49)


def test_words_that_stay_elsewhere_do_not_stand_for_those_that_were_edited():
    same = "The office did not answer a request for comment."
    before = body(f"The pier was closed on Monday. {same} It opens again in June.", "Other news.")
    after = body(
        "The pier was closed on Monday. The office did not answer two requests for comment. "
        "It opens again in June.",
        "Other news.",
        f"About wheat nobody knew anything. {same} Prices rose.",
    )
    assert locate(marked(before, same), after).fit == "several"


def test_a_short_quote_needs_its_neighbours():
    before = body("The Senkaku islands lie far away.", "Nothing.")
    kept = marked(before, "Senkaku")
    assert locate(kept, body("A line.", "The Senkaku islands lie far away.")).found
    assert locate(kept, body("Elsewhere one reads of Senkaku too.")).fit == "lost"


def test_nothing_is_no_quote():
    blocks = body("One.[1] Two.")
    assert quote(blocks, (0, 4), (0, 7)) is None  # a note mark alone
    assert quote(blocks, (0, 7), (0, 8)) is None
    assert quote((), (0, 0), (0, 0)) is None
    assert place_quote(blocks, (-1, 0)) is None
    assert place_quote(blocks, (9, 0)) is None


def test_a_place_is_found_by_the_words_there_or_by_the_block():
    blocks = body(*HARBOUR)
    at = blocks[3].text.index("channel")
    place = place_quote(blocks, (3, at))
    after = body("New.[1]", *HARBOUR)
    assert spot_of(place, after) == ((4, at), True)
    assert spot_of(place, body("All is new.", "And this.")) == ((1, 0), False)
    assert spot_of(place, ()) == ((0, 0), False)


def test_a_long_passage_is_found_after_edits_in_it():
    parts = [" ".join(f"w{n}x{m}" for m in range(60)) for n in range(12)]
    before = body("Ahead of it.", *parts, "Behind it.")
    kept = quote(before, (1, 0), (12, len(before[12].text)))
    parts[0] = parts[0].replace("w0x3", "quay")
    parts[6] = parts[6].replace("w6x30 ", "")
    parts[11] = parts[11].replace("w11x58", "pier")
    after = body("Ahead of it.", "Something new.", *parts, "Behind it.")
    passage = locate(kept, after)
    assert passage.fit == "close"
    assert words_at(passage, after) == "|".join(parts)
    assert locate(kept, body(*parts[6:])).fit == "lost"
    assert locate(kept, body(*parts[::-1])).fit == "lost"
    assert locate(kept, body(*parts, "Middle", *parts)).fit == "several"


texts = st.lists(st.text(alphabet="abc İı我[1] \n.", max_size=30), min_size=1, max_size=6)


@given(texts, st.data())
def test_in_an_unchanged_text_every_passage_is_found_as_it_was(parts, data):
    blocks = body(*parts)
    first = data.draw(st.integers(0, len(blocks) - 1))
    last = data.draw(st.integers(first, len(blocks) - 1))
    start = data.draw(st.integers(0, len(blocks[first].text)))
    end = data.draw(st.integers(start if first == last else 0, len(blocks[last].text)))
    kept = quote(blocks, (first, start), (last, end))
    if kept is None:
        return
    passage = locate(kept, blocks)
    assert passage.fit == "exact"
    assert quote(blocks, passage.start, passage.end) == kept
