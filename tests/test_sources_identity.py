"""When two citations are the same source."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui import sources
from briefing_tui.briefing import Citation
from briefing_tui.sources import canonical_url, host, parse_citations, resolve_notes, source_id

PAGE = "https://www.herald.example/2031/05/signing"


@pytest.mark.parametrize(
    "written",
    [
        "http://www.herald.example/2031/05/signing",
        "https://herald.example/2031/05/signing",
        "www.herald.example/2031/05/signing",
        "HTTPS://WWW.Herald.Example/2031/05/signing/",
        "https://herald.example:443/2031/05/signing",
        "https://herald.example./2031/05/signing",
        "https://herald.example/2031/05/signing#top",
        "https://herald.example/2031/05/signing?",
        "https://herald.example/2031/05/signing?utm_source=a&utm_medium=b",
        "https://herald.example/2031/05/signing/?sh=30d1d3",
        "https://herald.example/2031/05/signing?fbclid=x&gclid=y",
        "https://herald.example/2031/05/%73igning",
        "https://her\u200bald.example/2031/05/signing",
    ],
)
def test_spellings_of_one_page_are_equal(written):
    assert canonical_url(written) == canonical_url(PAGE)


@pytest.mark.parametrize(
    "written",
    [
        "https://herald.example/2031/05/Signing",
        "https://herald.example/2031/05/signing?page=2",
        "https://herald.example/2031/05/signing?show=30d1d3",
        "https://herald.example:8080/2031/05/signing",
        "https://m.herald.example/2031/05/signing",
        "https://herald.example/2031/05/signing/more",
        "https://herald.example/2031/05%2Fsigning",
    ],
)
def test_other_pages_are_not(written):
    assert canonical_url(written) != canonical_url(PAGE)


def test_an_ampersand_copied_from_html_is_an_ampersand():
    copied = "https://herald.example/a?page=2&amp;part=3"
    assert canonical_url(copied) == canonical_url("https://herald.example/a?page=2&part=3")


def test_a_letter_and_its_escape_are_the_same_page():
    written = "https://wiki.example/İstanbul"
    assert canonical_url(written) == canonical_url("https://wiki.example/%C4%B0stanbul")
    assert canonical_url(written) == canonical_url("https://wiki.example/%c4%b0stanbul")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (PAGE, "herald.example"),
        ("www2.herald.example", "herald.example"),
        ("https://Herald.example:8080/x", "herald.example"),
        ("https://herald.example@evil.example/x", "evil.example"),
        ("https://evil.example\\@herald.example/x", "evil.example"),
        ("https://her\u202eald.example/", "herald.example"),
        ("https://hеrald.example/", "xn--hrald-zwe.example"),
        ("https://xn--hrald-zwe.example/", "xn--hrald-zwe.example"),
        ("https://www.example/x", "www.example"),
        ("https://[::1]/x", "::1"),
        ("https://[::1", "[::1"),
        ("", ""),
    ],
)
def test_the_host_shown_is_the_one_a_browser_goes_to(url, expected):
    assert host(url) == expected


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_canonical_address_stays_as_it_is(text):
    once = canonical_url("https://a.example/" + text)
    assert canonical_url("https://" + once) == once
    host(text)


def test_without_an_address_title_and_publisher_decide():
    one = Citation(title="One Office İn Two Ports", publisher="Marlen Times")
    same = Citation(title="ONE office in two  ports", publisher="marlen times")
    other = Citation(title="One Office In Two Ports", publisher="Herald")
    assert source_id(one) == source_id(same) != source_id(other)
    assert source_id(Citation(publisher="Herald")) == ""


def test_an_id_is_the_same_from_run_to_run():
    assert source_id(Citation(url=PAGE)) == "241e3323dcef"


def ids(*notes):
    read = resolve_notes([(n, note, n) for n, note in enumerate(notes, 1)])
    return [citation.id for note in read for citation in note.citations]


def test_a_citation_without_an_address_joins_the_one_page_of_its_name():
    one, two = ids("“A”, Herald, https://a.example/1", "“A”, Herald, 2 May 2031")
    assert one == two


def test_two_pages_of_one_name_are_not_merged_through_a_third():
    one, two, three = ids(
        "“A”, Herald, https://a.example/1", "“A”, Herald, https://a.example/2", "“A”, Herald, 2031"
    )
    assert len({one, two, three}) == 3


def test_the_same_source_in_two_files_has_one_id():
    (one,) = ids("“A”, Herald, https://a.example/1?utm_source=x, (Date of Access: 02.05.2031).")
    (two,) = parse_citations("“a” , HERALD , http://www.a.example/1/ , (Erişim: 09.05.2031).")
    assert one == source_id(two)


def test_asking_for_a_host_does_not_load_the_reading_of_notes():
    code = (
        "import sys\nfrom briefing_tui.sources import host, visible_url\n"
        "print(sorted(m for m in sys.modules if m.startswith('briefing_tui.sources.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = ["identity", "remembering"]
    assert done.stdout.strip() == str([f"briefing_tui.sources.{name}" for name in names])


def test_every_public_name_is_there():
    assert all(hasattr(sources, name) for name in sources.__all__)
    with pytest.raises(AttributeError):
        _ = sources.no_such_name


def test_books_of_one_title_by_different_authors_are_two_sources():
    notes = resolve_notes(
        [
            (1, "Ida Holm, The Tides of Ports (London: Quay Press, 2011), 4.", 1),
            (2, "Lev Marin, The Tides of Ports (London: Quay Press, 2014), 9.", 2),
            (3, "Holm, Ida, The Tides of Ports, London: Quay Press, 2011, p. 5.", 3),
            (4, "L. Marin, The Tides of Ports (London: Quay Press, 2014), 7.", 4),
        ]
    )
    ids = [note.citations[0].id for note in notes]
    assert ids[0] == ids[2]
    assert ids[1] == ids[3] != ids[0]
