"""Saved pages come in whole: every line is in a field, word for word, or listed as left out."""

from __future__ import annotations

import itertools
import re
import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import BYLINES, PIECES, POINTS, STYLES, Layout, Piece, page

from briefing_tui.body import parse
from briefing_tui.errors import BriefingError
from briefing_tui.importing import read_page
from briefing_tui.importing.escaping import escape
from briefing_tui.importing.language import language_of
from briefing_tui.yamlfile import dump, dump_author, read_author, read_briefing


def words(text: str) -> list[str]:
    """Give the words of a text; marks in any style count as one word each."""
    text = re.sub(r"\[\^?([\w-]{1,40})\]:?", r" [\1] ", text)
    text = re.sub("[⁰¹²³⁴-⁹]+", lambda m: f" [{m[0].translate(_DIGITS)}] ", text)
    text = re.sub(r"(?<=[^\W\d_][.”»…])(\d{1,2})(?=\s|$)", r" [\1] ", text)
    return re.findall(r"\[[\w-]+\]|[^\s\[\]]+", text.replace("\ufeff", ""))


_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def texts_of(draft) -> list[str]:
    """Give all the texts that a draft holds, the body as readers see it."""
    notes = draft.fields.get("footnotes", [])
    body = parse(draft.fields["body"], [n for n, _ in notes])
    texts = [block.text for block in body.blocks]
    texts += [text for _, text in notes]
    texts += [value for value in draft.fields.values() if isinstance(value, str)]
    texts += draft.fields.get("takeaways", [])
    texts += draft.left_out
    for author in draft.authors:
        texts += [author.name, author.role, *author.bio.split("\n\n")]
    return texts


def lost(source: str, draft) -> list[str]:
    """List the lines of a page that are in no field, word for word, and not left out either."""
    numbered = re.compile(
        r"\s*(?:\[\^?[\w-]+\]:?|\(?\d{1,4}(?:[.)]|\s?[–-]\s)?|[⁰¹²³⁴-⁹]+[.)]?)\s*"
    )
    bullet = re.compile(r"\s*(?:[-*+•–—]|\d{1,2}[.)])\s+")
    haystacks = [" " + " ".join(words(text)) + " " for text in texts_of(draft)]
    missing = []
    for line in re.split("\r\n|[\r\n\f\v\x85\u2028\u2029]", source):
        shapes = {line, numbered.sub("", line, count=1), bullet.sub("", line, count=1)}
        wanted = [" ".join(words(shape)) for shape in shapes]
        if not any(
            not re.search(r"\w", want) or any(f" {want} " in hay for hay in haystacks)
            for want in wanted
        ):
            missing.append(line)
    return missing


def test_a_lost_line_would_be_noticed():
    source = page(PIECES["en"], Layout())
    draft = read_page(source)
    assert lost(source + "\nThe boats of the gulf were never painted.", draft) == [
        "The boats of the gulf were never painted."
    ]
    assert lost(source.replace("painted", "tarred"), draft) != []
    assert lost(source.replace("Ibid.", "Idem."), draft) != []


def plain(piece: Piece, style: str = "brackets") -> list[str]:
    """Give a piece's paragraphs as they are to be read, marks as `[n]`."""
    gap = " " if style == "brackets, tight" else ""
    return [re.sub(r"\{(\d+)\}", rf"{gap}[\1]", paragraph) for paragraph in piece.paragraphs]


def paragraphs(draft) -> list[str]:
    body = parse(draft.fields["body"], [n for n, _ in draft.fields.get("footnotes", [])])
    return [block.text for block in body.blocks if block.paragraph]


def check(piece: Piece, layout: Layout) -> None:
    """Import a page and compare it with the piece that it was made of."""
    source = page(piece, layout)
    draft = read_page(source)
    fields = draft.fields
    space = layout.space
    spaced = [text.replace(" ", space) for text in plain(piece, layout.style)]
    assert fields["title"] == piece.title.replace(" ", space)
    assert fields["kind"] == piece.kind
    assert fields["lang"] == piece.lang
    assert paragraphs(draft) == spaced
    assert fields["footnotes"] == [(n, t.replace(" ", space)) for n, t in enumerate(piece.notes, 1)]
    wanted = [text.replace(" ", space) for text in piece.takeaways]
    assert fields.get("takeaways", []) == ([] if layout.points == "none" else wanted)
    assert fields.get("also_in", []) == ([] if layout.also == "none" else list(piece.also_codes))
    dated = layout.date or layout.byline == "beside the date"
    assert fields.get("date", "") == ("2031-03-07" if dated else "")
    if layout.byline == "none":
        assert draft.authors == ()
    else:
        (author,) = draft.authors
        assert (author.name, author.slug) == (piece.person, piece.slug)
        assert author.family == piece.person.split()[1]
        named = layout.byline in {"top", "above", "signed", "beside the date"}
        assert author.bio == ("" if named else piece.bio.replace(" ", space))
        assert fields["authors"] == [piece.slug]
    assert lost(source, draft) == []
    assert "\\" not in fields["body"]


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("byline", BYLINES)
def test_a_page_comes_in_whole_however_it_is_set(lang, style, byline):
    # Each byline meets each style with every second way of takeaways; chance mixes the rest below.
    for points in POINTS[BYLINES.index(byline) % 2 :: 2]:
        heading = list(STYLES).index(style) % 2 == 0
        check(PIECES[lang], Layout(style, heading, byline, points, blank_between_notes=heading))


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "breaks", ["\r\n", "\r", "\u2028", "\x85"], ids=["crlf", "cr", "ls", "nel"]
)
def test_line_breaks_marks_of_order_and_hard_spaces_do_not_matter(lang, style, breaks):
    check(PIECES[lang], Layout(style, breaks=breaks, start="\ufeff", date=True))
    check(PIECES[lang], Layout(style, breaks=breaks, space="\u00a0", byline="bottom", also="none"))


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(list(PIECES.values())),
    st.builds(
        Layout,
        style=st.sampled_from(list(STYLES)),
        heading=st.booleans(),
        byline=st.sampled_from(BYLINES),
        points=st.sampled_from(POINTS),
        share=st.booleans(),
        similar=st.booleans(),
        blank_between_notes=st.booleans(),
        date=st.booleans(),
        also=st.sampled_from(["none", "line", "list"]),
        breaks=st.sampled_from(["\n", "\r\n", "\r"]),
        start=st.sampled_from(["", "\ufeff", "\n\n", "\ufeff\n"]),
        space=st.sampled_from([" ", "\u00a0"]),
        kind_below=st.booleans(),
        points_below=st.booleans(),
        site=st.booleans(),
    ),
)
def test_any_mixture_of_layouts_comes_in_whole(piece, layout):
    check(piece, layout)


# --- the whole way


def through_yaml(draft):
    """Write a draft and read it back as the archive does."""
    data = dump(draft.fields).encode()
    briefing, problems = read_briefing(data, f"{draft.slug}.yaml", draft.slug)
    assert [p for p in problems if p.severity == "error"] == []
    profiles = []
    for author in draft.authors:
        profile, faults = read_author(dump_author(author).encode(), "a.yaml", author.slug)
        assert faults == ()
        profiles.append(profile)
    return briefing, tuple(profiles)


@pytest.mark.parametrize("lang", PIECES)
@pytest.mark.parametrize("style", STYLES)
def test_a_page_can_be_read_as_a_briefing(lang, style):
    piece = PIECES[lang]
    draft = read_page(page(piece, Layout(style, date=True)))
    briefing, profiles = through_yaml(draft)
    assert (briefing.title, briefing.kind, briefing.date) == (piece.title, piece.kind, "2031-03-07")
    assert [block.text for block in briefing.blocks] == plain(piece, style)
    assert [(n.number, n.text) for n in briefing.footnotes] == list(enumerate(piece.notes, 1))
    assert briefing.takeaways == piece.takeaways
    assert briefing.also_in == piece.also_codes
    assert briefing.authors == (piece.slug,)
    assert profiles == draft.authors
    assert {m.number for block in briefing.blocks for m in block.marks} == {
        note.number for note in briefing.footnotes
    }


# --- words that Markdown would take for its own


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("1. The first of three.", "1\\. The first of three."),
        ("1968) was a year.", "1968\\) was a year."),
        ("1968 was a year.", "1968 was a year."),
        ("# of boats", "\\# of boats"),
        ("#boats", "#boats"),
        ("- and then there were none", "\\- and then there were none"),
        ("-5 degrees", "-5 degrees"),
        ("> 30 knots", "\\> 30 knots"),
        ("+ one boat", "\\+ one boat"),
        ("2 * 3 * 4 boats", "2 * 3 * 4 boats"),
        ("the *great* lamp", "the \\*great* lamp"),
        ("lamp_of_the_gulf", "lamp_of_the_gulf"),
        ("C:\\boats\\[old]", "C:\\boats\\\\[old]"),
        ("R&D and &amp; stay", "R&D and \\&amp; stay"),
        ("a <b>bold</b> claim", "a <b>bold</b> claim"),
        ("[7] has no note", "[7] has no note"),
        ("[the list](https://l.example/)", "[the list\\](https://l.example/)"),
        ("~~no~~ yes", "\\~~no~~ yes"),
        ("`ls` lists", "\\`ls` lists"),
        ("https://a.example/x_y_z*", "https://a.example/x_y_z*"),
    ],
)
def test_a_backslash_stands_only_where_markdown_would_change_the_words(line, written):
    draft = read_page(f"Analysis\n\nA Title\n\nA sentence.[1]\n\n{line}\n\n[1] A note.\n")
    assert draft.fields["body"] == f"A sentence.[1]\n\n{written}\n"
    assert paragraphs(draft)[1] == line


sign = st.sampled_from("ab1. *_`[]()<>#+-=~&;:\\|!^/\"'.\u00a0дİ²")


@settings(deadline=None, max_examples=300)
@given(st.text(sign, min_size=1, max_size=30).map(str.strip).filter(bool))
def test_any_line_of_text_survives_markdown(line):
    assert [b.text.split() for b in parse(escape(line, {1}), {1}).blocks] == [line.split()]


# --- pages of other sorts


def test_markdown_keeps_its_structure_and_gets_numbered_notes():
    draft = read_page(
        textwrap.dedent(
            """\
            ---
            title: "Deep Water"
            author: Can ER
            date: 2031-03-05
            tags: [ports, East Asia]
            layout: post
            ---

            # Deep Water

            ## Key takeaways

            - The port is **deep**, and it
              stays so.
            - The water is cold.

            ## Background

            The port was *dug* in 1921.[^dig] It holds:

            - boats
              - small ones
            - nets

            ```
            [^dig] is code # here

            - so is this
            ```

            > “Cold,” says the keeper.[^2] And [a link](https://l.example/).

            [^2]: A note, https://n.example/1
                goes on. ↩
            [^dig]: Dig, *A Book*, p. 3.

            ## About the author

            Can Er is an analyst at the port.
            """
        ),
        "deep.md",
    )
    assert draft.fields == {
        "title": "Deep Water",
        "date": "2031-03-05",
        "lang": "en",
        "authors": ["can-er"],
        "topics": ["ports", "east-asia"],
        "takeaways": ["The port is **deep**, and it stays so.", "The water is cold."],
        "body": (
            "## Background\n\nThe port was *dug* in 1921.[1] It holds:\n\n"
            "- boats\n  - small ones\n- nets\n\n"
            "```\n[^dig] is code # here\n\n- so is this\n```\n\n"
            "> “Cold,” says the keeper.[2] And [a link](https://l.example/).\n"
        ),
        "footnotes": [
            (1, "Dig, *A Book*, p. 3."),
            (2, "A note, https://n.example/1 goes on."),
        ],
    }
    assert draft.authors[0].name == "Can Er"
    assert draft.authors[0].bio == "Can Er is an analyst at the port."
    assert "layout: post" in draft.left_out
    assert "East Asia" in draft.left_out


def test_text_broken_at_a_column_becomes_whole_paragraphs():
    broken = "\n\n".join(
        textwrap.fill(text, 66, break_on_hyphens=False) for text in plain(PIECES["en"])
    )
    notes = "\n".join(
        textwrap.fill(f"[{n}] {text}", 66, subsequent_indent="    ", break_on_hyphens=False)
        for n, text in enumerate(PIECES["en"].notes, 1)
    )
    draft = read_page(f"Commentary\n\nThe Lamps\n\n{broken}\n\n{notes}\n")
    assert paragraphs(draft) == plain(PIECES["en"])
    assert draft.fields["footnotes"] == list(enumerate(PIECES["en"].notes, 1))


def test_marks_that_a_browser_set_on_lines_of_their_own_go_back_to_their_sentence():
    draft = read_page(
        "A Title\n\nThe first paragraph.\n[1]\n\n"
        "The second, which goes\n[2]\non after its mark.\n\n"
        "[1] One.\n[2] Two.\n"
    )
    assert paragraphs(draft) == [
        "The first paragraph.[1]",
        "The second, which goes[2] on after its mark.",
    ]


def test_lists_and_ranges_of_marks_are_written_out():
    draft = read_page("A Title\n\nOne.[1, 2] Two.[1–3] Three.[4, 5]\n\n[1] A.\n[2] B.\n[3] C.\n")
    assert draft.fields["body"] == "One.[1][2] Two.[1][2][3] Three.[4, 5]\n"


def test_raised_digits_of_measures_are_no_marks():
    draft = read_page("A Title\n\nIt is 12 km² large.¹ It holds 10² boats.²\n\n¹ A.\n² B.\n")
    assert paragraphs(draft) == ["It is 12 km² large.[1] It holds 10² boats.[2]"]
    assert any("km²" in line for line in draft.unsure)


def test_digits_are_marks_only_in_the_order_of_the_notes():
    draft = read_page(
        "A Title\n\n"
        "The pact ended.1 See Fig.2 for v1.2 of it.2 The G7 met.7 It cost 3.5 million.\n\n"
        "Notes\n\n1. One.\n2. Two.\n3. Three.\n"
    )
    assert paragraphs(draft) == [
        "The pact ended.[1] See Fig.2 for v1.2 of it.[2] The G7 met.7 It cost 3.5 million."
    ]
    assert "nothing in the text marks note 3" in draft.unsure


def test_a_numbered_list_at_the_end_is_not_taken_for_notes():
    draft = read_page(
        "A Title\n\nThe councils should do three things before winter comes to the gulf.\n\n"
        "1. Buy boats.\n2. Buy oil.\n3. Ask the keepers.\n"
    )
    assert "footnotes" not in draft.fields
    assert paragraphs(draft)[1:] == ["1. Buy boats.", "2. Buy oil.", "3. Ask the keepers."]


def test_the_byline_tells_name_date_and_minutes_on_one_line():
    draft = read_page(
        "Home / Opinion / Gulf\n\nDeep Water - Gulf Site\nDeep Water\n\n"
        "By Jane Doe and Can Er, March 5, 2031 | 6 min read\n\n"
        "We use cookies to improve this site. Accept all\n\n"
        "The water of the gulf is deep, and nobody has measured it since the ferry stopped.[1]\n\n"
        "Tags: gulf, water\n\n[1] A note.\n\nJane Doe is a fellow at the port.\n\n"
        "Leave a Comment\n\nNice!"
    )
    assert draft.fields["title"] == "Deep Water"
    assert draft.fields["date"] == "2031-03-05"
    assert [(a.name, a.bio) for a in draft.authors] == [
        ("Jane Doe", "Jane Doe is a fellow at the port."),
        ("Can Er", ""),
    ]
    assert paragraphs(draft) == [
        "The water of the gulf is deep, and nobody has measured it since the ferry stopped.[1]"
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2031-03-05", "2031-03-05"),
        ("Published: 5 March 2031", "2031-03-05"),
        ("Wednesday, March 5th, 2031 at 10:30", "2031-03-05"),
        ("05.03.2031", "2031-03-05"),
        ("25/12/2031", "2031-12-25"),
        ("Yayın Tarihi: 5 Ağustos 2031", "2031-08-05"),
        ("5 КАСIM 2031", ""),
        ("05 KASIM 2031", "2031-11-05"),
        ("Опубликовано: 5 мая 2031 года", "2031-05-05"),
        ("Mai 2031", "2031-05"),
        ("5 de marzo de 2031", "2031-03-05"),
        ("03/05/2031", ""),
        ("Last updated: 5 March 2031", ""),
        ("31.02.2031", ""),
    ],
)
def test_a_date_at_the_top_is_read_when_it_is_plain(line, told):
    body = "The water of the gulf is deep, and nobody has measured it.[1]"
    draft = read_page(f"A Title\n\n{line}\n\n{body}\n\n[1] “A”, B, (Date of Access: 01.02.2030).\n")
    assert draft.fields.get("date", "") == told
    assert lost(line, draft) == []


def test_a_date_below_the_text_or_in_a_note_is_not_the_pages():
    draft = read_page(
        "A Title\n\nThe water of the gulf is deep.[1]\n\n"
        "[1] “A”, B, https://b.example/, (Date of Access: 01.02.2030).\n\n5 March 2031\n"
    )
    assert "date" not in draft.fields
    assert "no date was found; sources accessed up to 2030-02-01" in draft.unsure
    assert "a date stands below the text: 5 March 2031" in draft.unsure


@pytest.mark.parametrize(
    ("printed", "bio", "name", "family", "slug"),
    [
        ("Ece IŞIK", "Ece Işık studied.", "Ece Işık", "Işık", "ece-isik"),
        ("ECE IŞIK", "Ece Işık'ın çalışmaları", "Ece Işık", "Işık", "ece-isik"),
        ("Ece IŞIK", "", "Ece IŞIK", "IŞIK", "ece-isik"),
        ("Prof. Dr. Ece IŞIK", "Ece Işık studied.", "Ece Işık", "Işık", "ece-isik"),
        ("María GARCÍA LÓPEZ", "María García López writes.", "María García López", "García López",
         "maria-garcia-lopez"),
        ("Петров Иван Сергеевич", "Иван Сергеевич пишет.", "Петров Иван Сергеевич", "Петров",
         "петров-иван-сергеевич"),
        ("Gulf Desk", "The Gulf Desk follows the gulf.", "Gulf Desk", "", "gulf-desk"),
    ],
)  # fmt: skip
def test_a_name_is_spelled_as_the_biography_does(printed, bio, name, family, slug):
    text = "The water of the gulf is deep, and nobody has measured it.[1]"
    draft = read_page(f"A Title\n\n{text}\n\n[1] A note.\n\n{printed}\n{printed}\n{bio}\n")
    (author,) = draft.authors
    assert (author.name, author.family, author.slug, author.bio) == (name, family, slug, bio)


def test_two_authors_with_their_roles_each_get_their_own_biography():
    draft = read_page(
        "A Title\n\nThe water is deep, and nobody has measured it.[1]\n\n[1] A note.\n\n"
        "Ada DENİZ\nResearch Fellow\nAda Deniz studies pilots.\n\n"
        "Can ER\nCan ER\nCan Er studies boats.\n\nHe is from the coast.\n"
    )
    assert [(a.name, a.role, a.bio) for a in draft.authors] == [
        ("Ada Deniz", "Research Fellow", "Ada Deniz studies pilots."),
        ("Can Er", "", "Can Er studies boats.\n\nHe is from the coast."),
    ]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("This post is also available in: Türkçe Русский", ["tr", "ru"]),
        ("Also available in Turkish, Russian and Chinese", ["tr", "ru", "zh"]),
        ("Bu yazı şu dillerde de mevcuttur: Русский Deutsch", ["ru", "de"]),
        ("Diğer diller: Rusça, Almanca", ["ru", "de"]),
        ("Эта запись также доступна на турецком и немецком языках", ["tr", "de"]),
        ("English | Türkçe | العربية", ["tr", "ar"]),
        ("Also available in:\nTürkçe\nРусский", ["tr", "ru"]),
    ],
)
def test_other_languages_are_told_by_their_codes(line, codes):
    body = "The water of the gulf is deep, and nobody has measured it since the lamps were lit."
    draft = read_page(f"A Title\n\n{line}\n\n{body}\n\n{body}\n")
    assert draft.fields["also_in"] == codes
    assert paragraphs(draft) == [body, body]


def test_a_sentence_about_a_language_is_text():
    body = "The treaty was drawn up in English and Turkish."
    draft = read_page(
        f"A Title\n\nThe water is deep and cold here.\n\n{body}\n\nMore is to come.\n"
    )
    assert "also_in" not in draft.fields
    assert body in paragraphs(draft)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (" ".join(PIECES["en"].paragraphs), "en"),
        (" ".join(PIECES["tr"].paragraphs), "tr"),
        (" ".join(PIECES["ru"].paragraphs), "ru"),
        (("Der Hafen ist tief und das Wasser ist kalt, auch wenn die Fischer nicht mehr mit den "
         "Booten auf das Meer fahren, das von der Stadt aus zu sehen ist."), "de"),
        (("Le port est profond et les pêcheurs du golfe ne sortent plus dans la nuit, pour une "
         "raison qui est connue de tous les habitants de la ville."), "fr"),
        (("El puerto es profundo y los pescadores del golfo no salen por la noche, como lo hacían "
         "antes de que el hielo llegara a las costas de la ciudad."), "es"),
        (("O porto é fundo e os pescadores do golfo não saem mais de noite, por uma razão que é "
         "conhecida por todos os moradores da cidade."), ""),
        (("Het water van de haven is diep en de vissers van het dorp zijn niet meer op zee met een "
         "boot, want het ijs is te dik voor hen."), ""),
        (("Порт глибокий, і рибалки затоки вже не виходять у море вночі, бо лід їм заважає, а "
         "човни їхні старі й дірявіші, ніж їхні сіті."), ""),
        ("港口很深，渔民不再夜里出海。", ""),
        ("Boats.", ""),
    ],
)  # fmt: skip
def test_the_language_is_told_or_left_open(text, lang):
    assert language_of(text) == lang


# --- what is no page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no text"),
        (" \n\t\n\ufeff", "no text"),
        ("Share\nTweet\nPaylaş\nSimilar Posts\nA Title", "no text"),
        ("Analysis\n\nA Title\n", "no text"),
        ("A Title\n\nNotes\n\n[1] A note.\n", "no text"),
        ("<!DOCTYPE html>\n<html><body>x</body></html>", "HTML"),
        ("\ufeff\n <html>", "HTML"),
        ("PK\x03\x04\0\0", "no text"),
        ("title: A\nkind: B\nbody: |\n  text\n", "already"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(text, told):
    with pytest.raises(BriefingError) as caught:
        read_page(text, "page.txt")
    assert told in caught.value.message


def test_a_text_without_a_title_is_named_after_its_file():
    text = "The water of the gulf is deep, and nobody has measured it. " * 6
    assert read_page(text, "deep-water_2.txt").fields["title"] == "deep water 2"
    assert read_page(text).fields["title"].startswith("The water of the gulf is deep, and")


def test_what_a_terminal_would_obey_is_made_visible_and_told():
    draft = read_page("A Title\n\nRed \x1b[31mboats\u202e and lamps stand here.\n\nMore of it.\n")
    assert paragraphs(draft)[0] == "Red ␛[31mboats\ufffd and lamps stand here."
    assert "2 characters that cannot be seen were made visible" in draft.unsure


piece_line = st.sampled_from(
    [
        "", "", "Analysis", "Yorum", "Share", "Paylaş", "Tags: a, b", "Similar Posts", "Notes",
        "Kaynakça", "By Ada Deniz", "Ada DENİZ", "Ada DENİZ", "Ada Deniz writes about boats.",
        "5 March 2031", "Also available in: Türkçe", "English", "Key Takeaways", "- a point",
        "• one", "[1] “A”, B, https://a.example/", "[2] Ibid.", "1. One", "2. Two", "¹ Raised",
        "² Two", "1", "[1]",
        "The boats are old.[1] They leak.", "Boats¹ and lamps.²", "Old boats.1 New lamps.2",
        "# Heading", "## Lower", "> quote", "---", "***", "```", "[^1]: def", "A mark[^1] here.",
        "    indented", "About the author", "A much longer line that goes on for a while, " * 4,
        "We use cookies", "Читайте также", "title: x", "İstanbul’da *yeni* _dönem_ & <b>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=250)
@given(st.lists(piece_line, max_size=24), st.sampled_from(["", "page.md"]))
def test_nothing_is_lost_whatever_a_page_is_made_of(lines, name):
    # Front matter is no text.
    source = "\n".join(itertools.dropwhile(lambda line: line in {"", "---"}, lines))
    try:
        draft = read_page(source, name)
    except BriefingError:
        return
    assert lost(source, draft) == []
    through_yaml(draft)


def test_a_very_long_page_takes_no_longer_for_each_line():
    def seconds(times: int) -> float:
        source = page(PIECES["en"], Layout())
        before, after = source.split(plain(PIECES["en"])[1])
        long = before + "\n\n".join(plain(PIECES["en"]) * times) + after
        start = time.process_time()
        read_page(long)
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 16 * max(seconds(100), 0.02)
