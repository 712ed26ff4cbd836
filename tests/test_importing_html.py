"""What a web page says of itself, and what of it is the piece."""

from __future__ import annotations

import subprocess
import sys

import pytest
from imported import lost_words, paragraphs

from briefing_tui.errors import BriefingError
from briefing_tui.importing import read_page

ONE = "The salt road between the two valleys was opened to carts again in April."
TWO = "Nobody in the lower valley had asked for it, and the toll house has no roof."
BODY = f"<p>{ONE}</p><p>{TWO}</p>"


def read(body: str, head: str = "", html: str = "<html>") -> object:
    page = f"<!DOCTYPE html>{html}<head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_page(page.encode(), "page.html")


# --- title


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Salt - Gulf Site</title>", "<h1>Salt and Snow</h1>", "Salt and Snow"),
        ("<title>Salt and Snow - Gulf Site</title>", "<h1>Gulf Site</h1><h2>Salt and Snow</h2>",
         "Salt and Snow"),
        ("<title>Salt and Snow | Gulf Site</title>", "", "Salt and Snow"),
        ("<title>Salt – Snow</title>", "<h1>Salt – Snow</h1>", "Salt – Snow"),
        ("<meta property=og:title content='Salt and Snow'><title>x</title>", "", "Salt and Snow"),
        (("<meta property=og:title content='Salt and Snow - Gulf Site'>"
         "<meta property=og:site_name content='Gulf Site'>"), "", "Salt and Snow"),
        (('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Salt &amp; Snow"}'
         "</script>"), "<h1>Salt &amp; Snow</h1>", "Salt & Snow"),
        (('<script type="application/ld+json">{"@graph":[{"@type":["Article"],"headline":"Salt"}]}'
         "</script><title>Salt :: Gulf</title>"), "<h3>Salt</h3>", "Salt"),
        ("<title>Gulf Site » Roads » Salt and Snow</title>", "<h1>Salt and Snow</h1>",
         "Salt and Snow"),
        ("<title>Salt</title>", "<h1>Analysis</h1>", "Salt"),
    ],
)  # fmt: skip
def test_the_title_is_what_page_and_head_agree_on(head, heading, title):
    draft = read(f"<article>{heading}{BODY}</article>", head)
    assert draft.fields["title"] == title
    assert paragraphs(draft) == [ONE, TWO]


@pytest.mark.parametrize(
    "start", ["", "<!DOCTYPE html>", "<html>", "<head>", "<meta charset=utf-8>"]
)
def test_a_page_need_not_name_its_body(start):
    draft = read_page(f"{start}<title>Salt and Snow</title>{BODY}".encode(), "page.html")
    assert draft.fields["title"] == "Salt and Snow"
    assert paragraphs(draft) == [ONE, TWO]


def test_a_comment_that_is_not_closed_takes_nothing_with_it():
    draft = read(f"<h1>Salt</h1><p>{ONE}</p><!-- teaser <p>{TWO}</p>")
    assert paragraphs(draft)[0] == ONE
    assert TWO in draft.fields["body"]


# --- date


@pytest.mark.parametrize(
    ("head", "time", "date"),
    [
        ("", '<time datetime="2031-05-14">14 May</time>', "2031-05-14"),
        ("", ('<time class=updated datetime="2032-01-01">x</time>'
             '<time class=published datetime="2031-05-14T08:00">y</time>'), "2031-05-14"),
        ("<meta property=article:published_time content=2031-05-14T22:00:00Z>",
         '<time datetime="2031-05-15T01:00+03:00">15 May</time>', "2031-05-15"),
        ("<meta property=article:published_time content=2031-05-14T22:00:00+00:00>", "",
         "2031-05-14"),
        (('<script type="application/ld+json">{"@type":"Article","datePublished":"2031-05-14"}'
         "</script>"), "", "2031-05-14"),
        ("<meta name=date content='14 May 2031'>", "", "2031-05-14"),
        ("<meta name=DC.date content=2031-05>", "", "2031-05"),
        ("<meta name=citation_publication_date content=2031/05/14>", "", "2031-05-14"),
        ("<meta property=article:modified_time content=2031-05-14>", "", ""),
        ("<meta property=og:updated_time content=2031-05-14>", "", ""),
        ("<meta name=date content=03/04/2031>", "", ""),
        ("", "<p class=date>14 May 2031</p>", "2031-05-14"),
    ],
)  # fmt: skip
def test_the_date_is_that_of_publication(head, time, date):
    draft = read(f"<article><h1>Salt</h1>{time}{BODY}</article>", head)
    assert draft.fields.get("date", "") == date


def test_a_moment_in_the_text_or_in_a_note_is_not_the_pages_date():
    draft = read(
        f"<article><h1>Salt</h1><p>On <time datetime=2029-01-01>1 January 2029</time> the road was "
        f"closed, and on no day since has a cart passed the toll house.</p>{BODY}"
        "<ol class=footnotes><li>“A”, B, (Date of Access: 01.02.2030).</li></ol></article>"
    )
    assert "date" not in draft.fields
    assert "no date was found; sources accessed up to 2030-02-01" in draft.unsure


# --- languages, authors, kind


def test_languages_come_from_alternates_and_switchers():
    head = (
        "<link rel=alternate hreflang=en href=/en><link rel=alternate hreflang=tr-TR href=/tr>"
        "<link rel=alternate hreflang=x-default href=/><link rel=alternate "
        "type=application/rss+xml "
        "href=/feed>"
    )
    switch = "<div class=lang-switch><a href=/ru>Русский</a><a href=/en>EN</a></div>"
    body = f"<header>{switch}</header><article><h1>Salt</h1>{BODY}</article>"
    draft = read(body, head, "<html lang=en-GB>")
    assert draft.fields["lang"] == "en"
    assert draft.fields["also_in"] == ["tr", "ru"]


def test_a_language_that_the_words_do_not_have_is_told():
    draft = read(f"<h1>Salt</h1>{BODY}", html="<html lang=tr>")
    assert draft.fields["lang"] == "en"
    assert "the page says that it is in 'tr'; its words are in 'en'" in draft.unsure


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        ("<meta name=author content='Ada Deniz'>", "", ["Ada Deniz"]),
        ("<meta name=author content='By Ada Deniz and Can Er'>", "", ["Ada Deniz", "Can Er"]),
        (('<script type="application/ld+json">{"@type":"Article","author":[{"name":"Ada Deniz"},'
         '{"@type":"Person","name":"Can Er"}]}</script>'), "", ["Ada Deniz", "Can Er"]),
        (('<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#a"}},'
         '{"@id":"#a","@type":"Person","name":"Ada Deniz","jobTitle":"Fellow"}]}</script>'), "",
         ["Ada Deniz"]),
        ("", "<p>By <a rel=author href=/a>Ada Deniz</a></p>", ["Ada Deniz"]),
        ("", "<div class=byline><span>Ada Deniz</span>, <span>Can Er</span></div>",
         ["Ada Deniz", "Can Er"]),
        ("<meta name=author content=admin>", "<div class=post-author>Ada Deniz</div>",
         ["Ada Deniz"]),
        ("<meta name=author content='Gulf Site'><meta property=og:site_name content='Gulf Site'>",
         "<address>Ada Deniz</address>", ["Ada Deniz"]),
        ("<meta name=author content='Ece Editor'>", "<p class=byline>By Ada Deniz</p>",
         ["Ada Deniz"]),
    ],
)  # fmt: skip
def test_authors_are_those_whom_readers_are_told(head, body, names):
    draft = read(f"<article><h1>Salt</h1>{body}{BODY}</article>", head)
    assert [author.name for author in draft.authors] == names
    assert paragraphs(draft) == [ONE, TWO]


def test_an_author_box_gives_name_role_and_biography_wherever_it_stands():
    box = (
        "<div class=author-box><img alt=Portrait src=a.png><h4><a href=/a>Ada Deniz</a></h4>"
        "<p class=role>Research Fellow</p><p>Ada Deniz studies roads. She is from the coast.</p>"
        "<div class=author-social><a href=/x>Twitter</a></div></div>"
    )
    for body in (f"<article><h1>Salt</h1>{BODY}</article>{box}", f"<h1>Salt</h1>{box}{BODY}"):
        draft = read(f"<main>{body}</main>")
        assert [(a.name, a.role, a.bio) for a in draft.authors] == [
            ("Ada Deniz", "Research Fellow", "Ada Deniz studies roads. She is from the coast.")
        ]
        assert paragraphs(draft) == [ONE, TWO]


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        ("", "<a rel='category tag' href=/c>Commentary</a>", "Commentary"),
        ("", "<span class=kicker>Strategic Comment</span>", "Strategic Comment"),
        ("<meta property=article:section content=Roads>", "", "Roads"),
        ("<meta property=article:section content=Roads>",
         ("<div class=cat-links><a rel='category tag'>Roads</a>, <a rel='category tag'>Analysis</a>"
         "</div>"), "Analysis"),
        ("<meta property=article:section content=Uncategorized>", "", ""),
        ("", "<p>Policy Brief No. 12</p>", "Policy Brief No. 12"),
    ],
)  # fmt: skip
def test_the_kind_is_the_category_that_is_one(head, body, kind):
    draft = read(f"<article><header>{body}<h1>Salt</h1></header>{BODY}</article>", head)
    assert draft.fields.get("kind", "") == kind
    assert paragraphs(draft) == [ONE, TWO]


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<base href=https://a.example/deep/>", "https://a.example/deep/list"),
        ("<link rel=canonical href=https://b.example/piece>", "https://b.example/list"),
        ("<meta property=og:url content=https://c.example/x/y>", "https://c.example/x/list"),
        ("<!-- saved from url=(0024)https://d.example/ -->", "https://d.example/list"),
        ("", ""),
    ],
)
def test_links_are_completed_by_the_pages_address(head, address):
    draft = read(f"<article><h1>Salt</h1><p>{ONE} <a href=list>The list.</a></p>{BODY}", head)
    link = f"[The list.]({address})" if address else "The list."
    assert f"{ONE} {link}" in draft.fields["body"]


# --- structure


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>Why <em>salt</em>?</h2>", "## Why *salt*?"),
        ("<h2>1. Salt</h2>", "## 1. Salt"),
        ("<ul><li>a b</li><li>c d<ul><li>e f</li></ul></li></ul>", "- a b\n- c d\n  - e f"),
        ("<ul><li>a b<li>c d</ul>", "- a b\n- c d"),
        ("<ol start=3><li>a b<li value=7>c d<li>e f</ol>", "3. a b\n7. c d\n8. e f"),
        ("<blockquote><p>a b</p><p>c d</p></blockquote>", "> a b\n\n> c d"),
        ("<table><tr><th>Year</th><th>Carts</th></tr><tr><td>2031</td><td>40|9</td></tr></table>",
         "| Year | Carts |\n|---|---|\n| 2031 | 40\\|9 |"),
        ("<table><tr><td><p>Words that are set in a table.</p><h3>Head</h3></td></tr></table>",
         "Words that are set in a table.\n\n### Head"),
        ("<pre>a  b\n  c</pre>", "```\na  b\n  c\n```"),
        ("<p>x</p><hr><p>y</p>", "x\n\n---\n\ny"),
        ("<p>See <a href='/list(1)'>the list</a>.</p>",
         "See [the list](<https://gulf.example/list(1)>)."),
        ("<p><a href='javascript:x()'>Do</a> and <a href='mailto:a@b.example'>write</a></p>",
         "Do and [write](mailto:a@b.example)"),
        ("<p>a <b>b </b>c <strong><i>d</i></strong> <s>e</s> <code>f*g</code></p>",
         "a **b** c ***d*** ~~e~~ `f*g`"),
        ("<p>2 * 3 * 4 and *this* and a_b</p>", "2 * 3 * 4 and \\*this* and a_b"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>R&amp;D &amp;amp; &lt;b&gt;</p>", "R&D \\&amp; <b>"),
        ("<p>10<sup>6</sup> m<sup>2</sup>, CO<sub>2</sub>, the 4<sup>th</sup></p>",
         "10⁶ m², CO₂, the 4th"),
        ("<p>one<br>two<br><br>three</p>", "one two\n\nthree"),
        ("<p>so&shy;ft wo<wbr>rds</p>", "soft words"),
        ("<p>She said <q>no</q>.</p>", "She said “no”."),
        ("<p>one<p>two<div>three</div>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("<p>un<b>clo<i>sed</p><p>more", "un**clo*sed***\n\nmore"),
        ("<dl><dt>Salt</dt><dd>a mineral</dd></dl>", "Salt\n\na mineral"),
    ],
)  # fmt: skip
def test_structure_comes_over_as_markdown(html, markdown):
    long = " ".join([ONE] * 5)
    draft = read(
        f"<article><h1>Salt</h1><p>{long}</p>{html}</article>",
        "<link rel=canonical href=https://gulf.example/piece>",
    )
    assert draft.fields["body"] == f"{long}\n\n{markdown}\n"


def test_captions_are_left_out_unless_the_text_can_mean_them():
    draft = read(
        f"<article><h1>Salt</h1><p>{ONE}</p><figure><img src=a.png><figcaption>A mule. Photo: AP"
        f"</figcaption></figure><p>{TWO}</p><figure><img src=b.png><figcaption>Figure 1. Carts by "
        "week</figcaption></figure></article>"
    )
    assert paragraphs(draft) == [ONE, TWO, "Figure 1. Carts by week"]
    assert "A mule. Photo: AP" in draft.left_out


# --- the piece among other things


CHROME = {
    "cookies": "<div id=cookie-consent><p>We use cookies.</p><button>Accept</button></div>",
    "menu": "<nav><ul><li><a href=/>Home</a><li><a href=/a>Roads</a></ul></nav>",
    "share": "<div class='post-share sharedaddy'><a>Facebook</a> <a>Copy link</a></div>",
    "newsletter": "<div class=newsletter-box><h3>Newsletter</h3><form><input><button>Go</button>"
    "</form></div>",
    "related": "<aside class=related-posts><h3>Related Posts</h3><article><h4>Snow</h4><p>A tale "
    "of snow and of those who have to shovel it away from the toll house each day.</p></article>"
    "</aside>",
    "comments": "<section id=comments><h3>2 Comments</h3><div class=comment>I have a mule myself, "
    "and she would not go up there again for all the salt of the coast.</div></section>",
    "toc": "<div class=toc><p>Contents</p><ul><li><a href=#a>One</a><li><a href=#b>Two</a></ul>"
    "</div>",
    "tags": "<p class=tag-links>Tags: <a rel=tag>salt</a> <a rel=tag>roads</a></p>",
    "breadcrumb": "<div class=breadcrumbs><a href=/>Home</a> / <a href=/r>Roads</a></div>",
    "unnamed menu": "<ul><li><a href=/1>Ports</a><li><a href=/2>Mines</a><li><a href=/3>Roofs</a>"
    "</ul>",
}


@pytest.mark.parametrize("name", CHROME)
@pytest.mark.parametrize("place", ["above", "within", "below", "beside"])
def test_what_belongs_to_the_site_is_left_out_and_listed(name, place):
    chrome = CHROME[name]
    within = f"<p>{ONE}</p>{chrome if place == 'within' else ''}<p>{TWO}</p>"
    if name == "unnamed menu" and place == "within":
        return  # a list of links in a text is the text's
    above = chrome if place == "above" else ""
    below = chrome if place == "below" else ""
    beside = chrome if place == "beside" else ""
    page = f"<article><h1>Salt</h1>{above}<div>{within}</div>{below}</article>{beside}"
    draft = read(page, "<title>Salt</title>")
    assert paragraphs(draft) == [ONE, TWO]
    assert draft.fields["title"] == "Salt"
    assert not lost_words(page, draft)


def test_a_quote_that_repeats_the_text_is_left_out_and_one_that_does_not_stays():
    for quote, there in ((ONE, False), ("A mule has no opinion of salt.", True)):
        draft = read(
            f"<article><h1>Salt</h1><p>{ONE} And so on.</p><aside class=pullquote><p>“{quote}”</p>"
            f"</aside><p>{TWO}</p></article>"
        )
        assert (f"“{quote}”" in paragraphs(draft)) == there
        assert there or f"“{quote}”" in draft.left_out


def test_of_several_articles_the_piece_is_taken():
    teaser = (
        "<article><h2>Snow</h2><p>A tale of snow and of shovels, in four short parts.</p></article>"
    )
    draft = read(f"<main>{teaser}<article><h1>Salt</h1>{BODY}{BODY}</article>{teaser}</main>")
    assert paragraphs(draft) == [ONE, TWO, ONE, TWO]
    assert draft.left_out.count("Snow") == 2


def test_what_is_hidden_is_no_text():
    hidden = (
        "<p hidden>Not here.</p><p style='display: none'>Nor here.</p><span class=sr-only>No</span>"
        "<template><p>Never</p></template><p aria-hidden=true>x</p>"
    )
    draft = read(f"<article><h1>Salt</h1>{hidden}{BODY}</article>")
    assert paragraphs(draft) == [ONE, TWO]
    assert "Not here." not in draft.left_out


def test_a_page_without_any_names_for_its_parts_is_read_by_its_text():
    menu = "".join(f"<div><a href=/{n}>Page {n}</a></div>" for n in range(8))
    draft = read(
        f"<table><tr><td>{menu}</td><td><font size=5><b>Salt and "
        f"Snow</b></font><br><br>{ONE}<br><br>"
        f"{TWO}</td></tr></table>",
        "<title>Salt and Snow</title>",
    )
    assert draft.fields["title"] == "Salt and Snow"
    assert paragraphs(draft) == [ONE, TWO]


# --- the library


def test_without_the_library_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "bs4", None)
    with pytest.raises(BriefingError) as caught:
        read(f"<h1>Salt</h1>{BODY}")
    assert "beautifulsoup4" in caught.value.message
    assert f"{sys.executable} -m pip install 'briefing-tui[html]'" in caught.value.hint


def test_text_and_markdown_do_without_the_library():
    code = (
        "import sys; from briefing_tui.importing import read_page\n"
        f"read_page('# Salt\\n\\n{ONE}\\n', 'a.md'); read_page('Salt\\n\\n{ONE}\\n\\n{TWO}\\n')\n"
        "print('bs4' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
