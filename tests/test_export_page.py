"""A briefing as a page: valid, whole by itself, linked both ways, and closed to what is hostile."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace

import html5lib
import pytest
import twin
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pieces import BODIES, parsed, reading, samples

from briefing_tui import body as bodies
from briefing_tui.briefing import Author, Briefing, Entry, Support
from briefing_tui.export import to_html
from briefing_tui.export.labels import direction, labels, own_name, written_date
from briefing_tui.export.markup import Marks, body, prose
from briefing_tui.sources import resolve_notes
from briefing_tui.text import one_line

AUTHOR = Author(
    "derya-ornek", "Derya Örnek", family="Örnek", role="Analyst", affiliation="Channel Desk",
    bio="Writes about harbours.\n\nReads about tides.", languages=("tr", "en"),
    links=("https://d.example/me",),
)  # fmt: skip


def page(*briefings: Briefing, resolve: bool = False, **fields) -> str:
    return to_html([reading(b, AUTHOR, **fields) for b in briefings], resolve=resolve)


def tree(html: str):
    """Parse a page as browsers do, and take no fault in it."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def with_class(root, name: str):
    return [
        e for e in root.iter() if name in str(getattr(e, "attrib", {}).get("class", "")).split()
    ]


def checked(html: str):
    """Check what holds of every page, and give its tree."""
    root = tree(html)
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    ids = Counter(e.attrib["id"] for e in elements if "id" in e.attrib)
    assert not [name for name, count in ids.items() if count > 1]
    for element in elements:
        assert element.tag not in ("script", "img", "iframe", "object", "link", "base", "form")
        assert not [name for name in element.attrib if name.lower().startswith("on")]
        assert not {"src", "srcset", "style", "action"} & set(element.attrib)
        for name in ("href", "aria-labelledby"):
            value = element.attrib.get(name, "")
            if name == "href" and not value.startswith("#"):
                assert not value or re.match("(?:https?://|mailto:)", value), value
                assert not re.search(r"[\s\"<>\\^`{|}]", value)
            elif value:
                assert value.removeprefix("#") in ids, value
    # Nothing is asked for, and nothing could be.
    sheet = text_of(next(e for e in elements if e.tag == "style"))
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert "default-src 'none'" in html
    return root


def article(html: str):
    return checked(html).find(".//article")


# --- what a page holds


def test_the_twin_as_a_page():
    briefing = parsed(twin.ENGLISH)
    root = checked(page(briefing))
    assert root.attrib == {"lang": "en", "dir": "ltr"}
    assert text_of(root.find(".//title")) == text_of(root.find(".//h1")) == briefing.title
    metas = {m.attrib.get("name"): m.attrib.get("content") for m in root.iter("meta")}
    assert metas["citation_author"] == "Derya Örnek"
    assert metas["citation_publication_date"] == "2031/05/14"
    words = text_of(root.find(".//article"))
    for told in (
        "Analysis", "14 May 2031", *briefing.takeaways, *(b.text for b in briefing.blocks),
        "About the author", "Analyst, Channel Desk", "Writes about harbours.", "tr, en",
        "Four Years Of Patrols", "accessed 4 May 2031", "Cite this briefing",
    ):  # fmt: skip
        assert one_line(told) in words, told
    for note in briefing.footnotes:
        assert one_line(note.text) in words


def test_marks_and_notes_lead_to_each_other():
    notes = resolve_notes([(1, "“A”, Herald, https://a.example.", 1), (2, "Ibid.", 2)])
    text = "One.[1] Two.[1][2]"
    piece = Briefing("p", "p.yaml", "P", body=text, footnotes=notes)
    root = article(page(piece))
    marks = [sup.find("a") for sup in with_class(root, "mark")]
    assert [text_of(a) for a in marks] == ["[1]", "[1]", "[2]"]
    assert [a.attrib["href"] for a in marks] == ["#note-1", "#note-1", "#note-2"]
    assert [a.attrib["title"] for a in marks] == ["Herald, “A”"] * 3
    items = {e.attrib["id"]: e for e in root.iter("li") if "id" in e.attrib}
    back = {name: [a.attrib["href"] for a in with_class(li, "back")] for name, li in items.items()}
    assert back == {"note-1": ["#mark-1", "#mark-1-2"], "note-2": ["#mark-2"]}
    meant = with_class(items["note-2"], "means")[0]
    assert text_of(meant) == "→ note 1: Herald, “A”"
    assert meant.find("a").attrib["href"] == "#note-1"


def test_resolved_notes_tell_their_source_and_their_own_words():
    root = article(page(parsed(twin.ENGLISH), resolve=True))
    note = next(e for e in root.iter("li") if e.attrib.get("id") == "note-5")
    assert re.fullmatch(r"“Four Years Of Patrols”, Coast Review, .* \(Ibid\.\) ↩︎", text_of(note))


def test_a_note_that_is_not_resolved_says_why():
    notes = resolve_notes([(1, "Ibid.", 1)])
    root = article(page(Briefing("p", "p.yaml", "P", body="One.[1]", footnotes=notes)))
    assert "→ Ibid.: no note stands before it" in text_of(root)


def test_takeaways_lead_to_their_evidence():
    supports = (Support(4, 5, 0, 9, (4,)), Support(6, 7, 0, 9, ()), None)
    root = article(page(parsed(twin.ENGLISH), supports=supports))
    first, second, third = (e for e in with_class(root, "takeaways")[0].iter("li"))
    links = [(text_of(a), a.attrib["href"]) for a in first.iter("a")]
    assert links == [("paragraph 5", "#p5"), ("note 4", "#note-4")]
    assert "paragraph 7, no note stands on the closest sentence" in text_of(second)
    assert not list(third.iter("a"))


def test_paragraphs_are_numbered_as_everywhere():
    piece = parsed(twin.ENGLISH)
    root = article(page(piece))
    numbered = [e for e in root.iter("p") if "data-number" in e.attrib]
    told = {int(e.attrib["data-number"]): text_of(e) for e in numbered}
    assert told == {b.paragraph: b.text for b in piece.blocks if b.paragraph}


def test_a_source_is_listed_with_its_notes():
    root = article(page(parsed(twin.ENGLISH)))
    (listed,) = with_class(root, "sources")
    items = [text_of(li) for li in listed.iter("li")]
    assert len(items) == 4
    assert (
        items[1] == "One Office For Two Ports Marlen Times · accessed 3 May 2031 · [2] [6] [7] [8]"
    )


def test_what_is_not_known_is_not_told():
    root = article(to_html([reading(Briefing("p", "p.yaml", "P", body="Text."))], resolve=False))
    assert not with_class(root, "back-matter")[1:]
    assert text_of(root) == "P undated · 1 min Text. Cite this briefing “P.”"


# --- the body


def drawn(markdown: str, notes: int = 3) -> str:
    known = {n: resolve_notes([(n, f"Note {n}.", n)])[0] for n in range(1, notes + 1)}
    return body(markdown, Marks("", known, lambda note: note.text))


def words_of(html: str) -> str:
    blocks = re.sub(r"<(/?(?:p|h\d|li|td|th|tr|pre|blockquote|table|br)\b[^>]*)>", r" <\1>", html)
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(blocks)
    return " ".join("".join(root.itertext()).split())


@pytest.mark.parametrize("markdown", [*BODIES, *(b.body for b in samples())], ids=lambda b: b[:20])
def test_a_page_has_the_words_of_the_body(markdown):
    blocks = bodies.parse(markdown, {1, 2, 3}).blocks
    words = " ".join(block.text for block in blocks).replace("│", " ")
    assert words_of(drawn(markdown)) == " ".join(words.split())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "[1] [2] [9] <b> [x [1] *y*](https://a.example) [ **a](https://a.example)** `c` * ** "
            '~~ <https://a.example> ![i](j) [j](javascript:x) " & \\ | # > - 1.'.split(" ")
        )
        | st.sampled_from(["\n", "\n\n", "\n> ", "\n- ", "\n3. ", " ", "\n    ", "\n|-|-|\n"]),
        max_size=14,
    ).map("".join)
)
@example("[a *b [1] c* <https://b.example> d](https://a.example)")
def test_any_body_is_valid_and_keeps_its_words(markdown):
    html = drawn(markdown)
    notes = resolve_notes([(n, f"Note {n}.", n) for n in (1, 2, 3)])
    checked(page(Briefing("p", "p.yaml", "P", body=markdown, footnotes=notes)))
    blocks = bodies.parse(markdown, {1, 2, 3}).blocks
    ours = "".join(block.text for block in blocks).replace("│", "")
    assert "".join(words_of(html).split()) == "".join(ours.split())


def test_structure_becomes_elements():
    html = drawn(
        "# One\n\n### Two\n\n3. three\n5. five\n\n1. x\n1. y\n\n> quoted\n\n- a\n  - b\n\n"
        "| h | i |\n|---|--:|\n| 1 | *2* |\n| short |\n\n```py\ncode\n```\n\n***\n\na\\\nb ~~c~~"
    )
    for part in (
        "<h2>One</h2>", "<h4>Two</h4>", '<li value="3">', '<li value="5">',
        "<blockquote>\n<p>quoted</p>\n</blockquote>", "<ul>\n<li>\na\n<ul>\n<li>\nb\n</li>",
        '<th scope="col" class="right">i</th>', '<td class="right"><em>2</em></td>',
        '<td colspan="2">short</td>', '<pre><code class="language-py">code</code></pre>', "<hr>",
        "a<br>\nb <s>c</s>",
    ):  # fmt: skip
        assert part in html, part
    assert "<li>three" not in html


def test_a_mark_in_the_words_of_a_link_stands_beside_it():
    html = drawn("[see *this [1] one*](https://a.example)")
    link = '<a href="https://a.example">'
    assert re.sub("<sup.*</sup>", "MARK", html) == (
        f'<p id="p1" data-number="1">{link}see <em>this </em></a>MARK{link}<em> one</em></a></p>'
    )


def test_notes_are_linked_and_stressed():
    assert prose("*Herald*, _Ibid._ https://a.example/a_b_c_, x*y*z and www.b.example/(1).") == (
        "<em>Herald</em>, <em>Ibid.</em> "
        '<a class="address" href="https://a.example/a_b_c_">https://a.example/a_b_c_</a>, x*y*z '
        'and <a class="address" href="https://www.b.example/(1)">www.b.example/(1)</a>.'
    )


# --- hostile texts

HOSTILE = (
    "</title></style><script>alert(1)</script>\"'&<!--\x00\x1b]52;\u202e\ufdd0\U0001fffe\ud83d"
)


def test_hostile_texts_stay_texts():
    notes = resolve_notes(
        [(1, f"“{HOSTILE}”, Herald, https://a.example/{HOSTILE}.", 1), (2, HOSTILE, 2)]
    )
    piece = Briefing(
        HOSTILE, HOSTILE, HOSTILE,
        body=f"{HOSTILE}[1]\n\n[x](javascript:alert(1)) [2]\n\n```{HOSTILE}\n```",
        kind=HOSTILE, date=HOSTILE, lang=HOSTILE, takeaways=(HOSTILE,), footnotes=notes,
        also_in=(HOSTILE,), extra=(("x-url", f"https://a.example/{HOSTILE}"),),
    )  # fmt: skip
    author = Author(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), (), (HOSTILE,)
    )
    entry = Entry(HOSTILE, HOSTILE, HOSTILE, lang=HOSTILE)
    told = reading(piece, author, translations=(entry,))
    for resolve in (False, True):
        html = to_html([told], resolve=resolve)
        root = checked(html)
        assert "alert(1)" in text_of(root.find(".//h1"))
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufdd0\U0001fffe\ud800-\udfff]", html
        )
        assert html.encode()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//a.example",
     "JaVaScRiPt:x", " javascript:x", "java\tscript:x"],
)  # fmt: skip
def test_no_link_leads_to_anything_but_the_web(address):
    text = f"[x]({address}) <{address}> [2]"
    notes = resolve_notes([(1, address, 1), (2, f"“A”, {address}", 2)])
    piece = Briefing("p", "p.yaml", "P", body=text, footnotes=notes, extra=(("url", address),))
    author = Author("a", "A", links=(address,), bio=address)
    checked(to_html([reading(piece, author)], resolve=True))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=50), st.text(max_size=50))
def test_any_text_makes_a_valid_page(title, words):
    notes = resolve_notes([(1, words, 1)])
    piece = Briefing(
        "p", "p.yaml", title, body=f"{words}\n\nEnd.[1]", takeaways=(words,), footnotes=notes
    )
    html = page(replace(piece, kind=words, lang="en"))
    root = checked(html)
    assert len(list(root.iter("h1"))) == 1


def test_a_long_body_is_drawn_in_proportion():
    def seconds(paragraphs: int) -> float:
        piece = Briefing("p", "p.yaml", "P", body="A *word* and [1].\n\n" * paragraphs)
        start = time.process_time()
        page(replace(piece, footnotes=resolve_notes([(1, "Note.", 1)])))
        return time.process_time() - start

    seconds(100)
    assert seconds(4_000) < 8 * seconds(1_000) + 0.5


def test_what_a_mark_tells_is_worked_out_once():
    asked = []
    (note,) = resolve_notes([(1, "Note.", 1)])
    marks = Marks("", {1: note}, lambda each: asked.append(each) or "Told & told")
    assert body("A.[1] B.[1]\n\nC.[1]", marks).count(' title="Told &amp; told"') == 3
    assert asked == [note]


def test_a_wide_table_does_not_grow():
    markdown = "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|x\n" * 500
    assert len(drawn(markdown)) < 12 * len(markdown)


# --- languages


@pytest.mark.parametrize(
    ("lang", "way"),
    [("en", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("az-Arab", "rtl"), ("ur-Latn", "ltr"),
     ("tr", "ltr"), ("", "auto")],
)  # fmt: skip
def test_the_direction_of_writing(lang, way):
    assert direction(lang) == way
    root = checked(page(replace(parsed(twin.ENGLISH), lang=lang)))
    assert root.attrib == {"lang": lang, "dir": way}


def test_our_own_words_are_in_the_language_of_the_piece_or_marked():
    turkish = text_of(article(page(parsed(twin.TURKISH))))
    assert "Öne Çıkanlar" in turkish
    assert "14 Mayıs 2031" in turkish
    arabic = article(page(replace(parsed(twin.ENGLISH), lang="ar")))
    heading = with_class(arabic, "label")[0]
    assert (text_of(heading), heading.attrib["lang"]) == ("Takeaways", "en")


def test_dates_and_names_of_languages():
    dates = [
        (written_date("2031-05", lang), labels(lang).lang) for lang in ("ru", "tr-TR", "de", "en")
    ]
    assert dates == [
        ("май 2031", "ru"),
        ("Mayıs 2031", "tr"),
        ("2031-05", "en"),
        ("May 2031", "en"),
    ]
    assert written_date("2031-05-03", "ru") == "3 мая 2031"
    assert [own_name(lang) for lang in ("tr", "pt-BR", "xx")] == ["Türkçe", "Português", "xx"]


def test_a_fact_of_either_direction_stands_by_itself():
    authors = [Author(name, name) for name in ("محمد علي", "Ada Doe")]
    read = reading(replace(parsed(twin.ENGLISH), also_in=()), *authors)
    facts = article(to_html([read], resolve=False)).find(".//p[@class='meta']")
    assert [fact.tag for fact in facts] == ["bdi", "bdi", "time", "bdi"]


def test_the_other_languages_are_told():
    entry = Entry("iki-liman", "iki-liman.yaml", "İki Liman", lang="tr")
    piece = replace(parsed(twin.ENGLISH), also_in=("ru", "tr", "en"))
    assert "Also in: Türkçe, Русский" in text_of(article(page(piece, translations=(entry,))))


# --- several


def test_several_briefings_share_a_page_without_meeting():
    html = page(parsed(twin.ENGLISH), parsed(twin.TURKISH))
    root = checked(html)
    assert root.attrib == {"lang": "", "dir": "auto"}
    articles = list(root.iter("article"))
    assert [a.attrib["lang"] for a in articles] == ["en", "tr"]
    contents = [(text_of(a), a.attrib["href"]) for a in root.find(".//nav").iter("a")]
    assert contents[1] == ("İki Liman, Bir Kanal", "#b2-top")
    assert text_of(root.find(".//title")) == "2 briefings"


@pytest.mark.parametrize("briefing", samples(), ids=lambda b: b.slug)
def test_every_sample_is_a_valid_page(briefing):
    for resolve in (False, True):
        checked(page(briefing, resolve=resolve))
