"""A passage for the clipboard: the words, what they rest on in full, where they are from."""

from __future__ import annotations

import twin
from pieces import parsed, piece

from briefing_tui import body as bodies
from briefing_tui.archive import quote
from briefing_tui.briefing import Author

AUTHOR = Author("derya-ornek", "Derya Örnek", family="Örnek")
CITED = (
    "Derya Örnek, “Two Ports, One Channel: What the Harbour Accord Changes” "
    "(analysis, May 14, 2031)"
)


def quoted(text: str, *paragraphs: int, **options) -> str:
    briefing = parsed(twin.ENGLISH)
    blocks = [block for block in briefing.blocks if block.paragraph in paragraphs]
    return quote(text, briefing, [AUTHOR], blocks, **options)


def test_no_ibid_is_left():
    sentence = "The northern port keeps its fuel store.[7] It also keeps the only dry dock.[8]"
    whole = (
        "“One Office For Two Ports,” Marlen Times, accessed May 3, 2031, https://www.marlentimes."
    )
    url = "example/content/df99?utm_source=mail."
    assert quoted(sentence, 8) == (
        "“The northern port keeps its fuel store.[7] It also keeps the only dry dock.”[8]\n\n"
        f"[7] {whole}{url}\n[8] {whole}{url}\n\n{CITED}, para. 8."
    )


def test_a_passage_without_marks_has_its_source_alone():
    assert quoted("the only deep\nwater", 5).startswith("the only deep\n\nwater\n\n")
    assert quoted("the only “deep” water,", 5) == (f"“the only ‘deep’ water,”\n\n{CITED}, para. 5.")


def test_several_paragraphs_stand_as_a_block():
    text = quoted("One.[1]\n\nTwo.[2] [99]", 1, 2)
    assert text.startswith(
        "One.[1]\n\nTwo.[2] [99]\n\n[1] “Ministers Agree Date For Harbour Signing,”"
    )
    assert "\n[2] “One Office For Two Ports,”" in text
    assert text.endswith(f"{CITED}, paras. 1–2.")


def test_only_marks_are_marks():
    briefing = piece("“A”, Herald.", "“B”, Herald.")
    block = bodies.parse(r"Word \[1] and [2].", {1, 2}).blocks[0]
    assert "[1] “A" not in quote(block.text, briefing, [], [block])
    assert "[2] “B,” Herald.\n" in quote(block.text, briefing, [], [block])
    # Without the blocks every number of a note is a mark.
    assert "[1] “A,” Herald.\n" in quote(block.text, briefing, [])


def test_what_is_not_resolved_says_so_in_the_notes_own_words():
    briefing = piece("Ibid.", "Op. cit., 4.")
    text = quote("Words.[1]", briefing, [])
    assert text == ("“Words.”[1]\n\n[1] Ibid. [Ibid.: no note stands before it]\n\n“A Piece.”")


def test_another_style():
    assert quoted("Words", 1, style="apa").endswith(
        "Örnek, D. (2031, May 14). Two Ports, One Channel: What the Harbour Accord Changes "
        "[Analysis], para. 1."
    )
    assert quoted("Words", 1, style="bibtex") == quoted("Words", 1)
