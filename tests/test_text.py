"""The one folding of text, the one sentence splitter, slugs and characters made visible."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.text import (
    clean,
    fold,
    fold_with_offsets,
    is_acronym,
    sentences,
    slugify,
    unsafe_characters,
)

SAME = [
    ("Köklen", "koklen"), ("KÖKLEN", "koklen"), ("İstanbul", "istanbul"), ("ISTANBUL", "istanbul"),
    ("ıstanbul", "istanbul"), ("IŞIK", "ışık"), ("Türkiye", "turkiye"), ("Ёлка", "елка"),
    ("Straße", "strasse"), ("Łódź", "lodz"), ("København", "kobenhavn"), ("ﬁnance", "finance"),
    ("Ｆｕｌｌ", "full"), ("o\u0308", "ö"), ("naïve", "naive"), ("Αθήνα", "αθηνα"),
    ("أحمد", "احمد"),
    ("soft\u00adhyphen", "softhyphen"), ("Türkiye’nin", "turkiye'nin"),
    ("ﾊﾟｽ", "パス"),
    ("Москва́", "москва"), ("и\u0306од", "йод"), ("Ǽon", "æon"), ("Ǿre", "øre"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("йод", "иод"), ("が", "か"), ("ї", "і"), ("salt", "malt"), ("кот", "код")]
)
def test_different_letters_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_offsets_of_folded_text_rise_and_stay_within_the_text(text):
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)


@given(st.text(max_size=40))
@settings(deadline=None)
def test_cleaned_text_keeps_its_length_and_has_nothing_unsafe(text):
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert unsafe_characters(cleaned) == []
    assert clean(cleaned) == cleaned


def test_what_a_terminal_would_obey_is_made_visible():
    assert clean("a\x1b[31mb") == "a␛[31mb"
    assert clean("x\u202ey\ud83d\U000e0041") == "x�y��"
    assert clean("خانه\u200cها\n\tok") == "خانه\u200cها\n\tok"
    assert unsafe_characters("a\x1b") == [(1, "U+001B")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came.[1] Two came.[2][3] Three?", ["One came.[1]", "Two came.[2][3]", "Three?"]),
        ("“It is so.”[2] Then it was not.", ["“It is so.”[2]", "Then it was not."]),
        ("The U.S. Navy met Adm. Smith. He left.", ["The U.S. Navy met Adm. Smith.", "He left."]),
        ("Bu 3. madde önemli. Sonra 12. Madde gelir.",
            ["Bu 3. madde önemli.", "Sonra 12. Madde gelir."]),
        ("It rose 3.5 per cent at herald.example. Good.",
            ["It rose 3.5 per cent at herald.example.", "Good."]),
        ("In 2024. The next.", ["In 2024.", "The next."]),
        ("See no. 5 there. He said no. She agreed.",
            ["See no. 5 there.", "He said no.", "She agreed."]),
        ("Yes… no. Who?! Me.", ["Yes… no.", "Who?!", "Me."]),
        ("中国。日本。", ["中国。", "日本。"]),
        ("Signed.[1]The rest.", ["Signed.[1]", "The rest."]),
        ("  no stop at all", ["no stop at all"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aB. !?[1]”é中。\n", max_size=80))
@settings(deadline=None)
def test_sentences_hold_every_character_but_space_once_and_in_order(text):
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)


@pytest.mark.parametrize("word", ["US", "U.S.", "NATO", "G7", "B52", "АБ", "İHA"])
def test_acronyms(word):
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["us", "A", "United", "2024", "CONTAINMENTS", "Us"])
def test_what_is_no_acronym(word):
    assert not is_acronym(word)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What Does It Signify?", "what-does-it-signify"),
        ("Köklen'in İşi", "koklenin-isi"),
        ("Два порта", "два-порта"),
        ("../../etc/passwd", "etc-passwd"),
        ("!!!", "briefing"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 200, "x" * 60),
    ],
)
def test_slugs(title, slug):
    assert slugify(title) == slug
