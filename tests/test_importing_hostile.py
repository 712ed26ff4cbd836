"""No page, however broken, ends the program, takes its time, or loses a word."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from imported import lost_words, through_yaml

from briefing_tui.errors import BriefingError
from briefing_tui.importing import read_page

ONE = "The salt road between the two valleys was opened to carts again in April."
TWO = "Nobody in the lower valley had asked for it, and the toll house has no roof."
BODY = f"<h1>Salt</h1><p>{ONE}</p><p>{TWO}</p>"


def seconds(source: str) -> float:
    start = time.process_time()
    try:
        read_page(source, "page.html")
    except BriefingError as error:
        assert "no text of a piece" in error.message  # noqa: PT017 - either is an answer
    return time.process_time() - start


DEEP = {
    "div": "<div>",
    "mixed": "<div><b><i><span><a href=#x>",
    "list": "<ul><li>",
    "quotation": "<blockquote>",
    "table": "<table><tr><td>",
    "quotation marks": "<q>x",
    "note mark": "<sup><a href=#f1>1",
    "section": "<section><h2>Related posts</h2>",
    "byline": "<span class=author>",
}


@pytest.mark.parametrize("name", DEEP)
def test_any_depth_is_read(name):
    tag = DEEP[name]
    deep = tag * (5_000 // tag.count("<"))
    draft = read_page(f"<!DOCTYPE html><body>{BODY}{deep}<p>{ONE}</p>", "page.html")
    assert ONE in draft.fields["body"]


REPEATED = [
    "<!--x ", '<a b="', "<a ", "</a ", "<![CDATA[x", "<![if x", "<?x ", "<br>word", "&amp;&lt;&#0;",
    "<a href=#x>1</a>", "<sup>1</sup>", "<span class=author>x</span> ", "<li>x", "<tr><td>a<td>b",
    "<h2>Notes</h2><ol><li>a</ol>", "<em>a</em>b", "a*b_c[d](e) ", "[1](", "`", "<pre>x", "<b>x",
    "<time datetime=2031-01-01>x</time>", "<p>a", "<article>a b c</article>", "<q>a",
    "<p class=byline>By Ada Deniz</p>", "<script>x</script>", "</div>", "<title>x", "<style>",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_the_time_grows_with_the_length_only(piece):
    def page(times: int) -> str:
        return f"<!DOCTYPE html><body>{BODY}<p>{piece * times}"

    few = 1_500 // len(piece)
    assert seconds(page(8 * few)) < 24 * max(seconds(page(few)), 0.01)


tags = st.sampled_from(
    "div p span b i em strong a ul ol li table tr td th blockquote h1 h2 h3 pre code sup sub br hr "
    "article section aside header footer main nav figure figcaption dl dt dd q img time address "
    "center font label cite small form button details summary".split()
)
attributes = st.sampled_from(
    ["", "", "", ' class="author"', ' class="byline"', ' id="fn1"', ' href="#fn1"', ' href="/x"',
     ' class="share-buttons"', ' class="footnotes"', " hidden", ' class="entry-content"',
     ' datetime="2031-01-01"', ' rel="author"', ' class="key-takeaways"', " start=3", " x='",
     ' class="related-posts"', ' style="display:none"', ' name="fn1"', ' aria-hidden="true"']
)  # fmt: skip
words = st.sampled_from(
    ["The road is open.", "[1]", "1", "By Ada Deniz", "Ada Deniz", "5 March 2031", "Notes", "Share",
     "Analysis", "“A”, B, https://b.example/, p. 3.", "* * *", "#", "- a", "2 < 3 & 4 > 1", "_x_",
     "Türkçe", "Related posts", f"{ONE} {TWO}", "Ibid.", "İstanbul", "1. One", "\u00a0", "a|b", "`",
     "Tags: a, b", "<b", "&nbsp;&copy;", "<!-- c -->", "</p>", "<script>no()</script>"]
)  # fmt: skip
pieces = st.one_of(
    words,
    st.builds(lambda tag, more: f"<{tag}{more}>", tags, attributes),
    st.builds(lambda tag: f"</{tag}>", tags),
)


@settings(deadline=None, max_examples=120)
@given(st.lists(pieces, max_size=40))
@example(["Ada Deniz", "<div>", "Ada Deniz"])
@example(["Analysis", "<div>", "Analysis", "<div>", "Analysis"])
def test_whatever_the_tags_no_word_is_lost(parts):
    source = f"<!DOCTYPE html><body><p>{ONE}</p>{' '.join(parts)}</body>"
    try:
        draft = read_page(source, "page.html")
    except BriefingError:
        return
    through_yaml(draft)
    if " x='" not in source and "hidden" not in source and "display" not in source:
        assert not lost_words(source, draft)


@settings(deadline=None, max_examples=120)
@given(st.binary(max_size=300), st.sampled_from(["", "a.html", "a.md", "a.txt"]))
def test_any_bytes_are_read_or_refused(data, name):
    for prefix in (b"", b"<!DOCTYPE html><p>", b"---\n", b"+++\n", b"\xff\xfe"):
        try:
            through_yaml(read_page(prefix + data, name))
        except BriefingError as error:
            assert error.message  # noqa: PT017 - either is an answer


def test_a_page_of_four_megabytes_is_read():
    program = "<script>var a = '<p>x</p>'; if (1 < 2) {}</script>" * 20_000
    picture = f'<img src="data:image/png;base64,{"A" * 2_500_000}">'
    article = f"<article>{BODY}{f'<p>{ONE}</p>' * 1_500}</article>"
    source = f"<!DOCTYPE html><body>{program}{picture}{'<!-- x -->' * 50_000}{article}</body>"
    assert len(source) > 4_000_000
    draft = read_page(source.encode(), "page.html")
    assert draft.fields["body"].count(ONE) == 1_501


@pytest.mark.parametrize(
    "head",
    ["n = " + "9" * 5_000, "n = 0x" + "f" * 5_000, "a." * 3_000 + "b = 1", "a = " + "[" * 900],
)
def test_front_matter_that_no_reader_takes_is_text(head):
    draft = read_page(f"+++\n{head}\n+++\n\n{ONE}\n\n{TWO}\n", "page.md")
    assert TWO in draft.fields["body"]
