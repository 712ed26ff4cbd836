"""What rests on what across an archive: who cites a source, and what falls without it."""

from __future__ import annotations

import fcntl
import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.archive import Archive
from briefing_tui.archive.evidence import _loss
from briefing_tui.briefing import Citation, Entry
from briefing_tui.cli import main
from briefing_tui.errors import BriefingError
from briefing_tui.evidence import Basis, CitedNote, Claim
from briefing_tui.sources import source_query

HERALD = "“Ministers Agree”, Channel Herald, https://www.herald.example/a?utm_source=x"
HERALD_2 = "“Storms”, Channel Herald, http://news.herald.example/b/#top"
TIMES = "“One Office”, Marlen Times, https://marlentimes.example/c"
ONE = f"""\
title: One
lang: en
takeaways:
  - Patrol spending along the channel has risen.
  - Nothing of this stands in the text at all, alas.
  - The northern port keeps the only dry dock on the coast.
body: |
  The governments will sign an accord.[1] Patrol spending along the channel has risen.[2]

  The office would sit in the north.[3][4] The northern port keeps the only dry dock.

  - The list says so too.[2]
  - And the treaty.[6]

  Nobody knows who pays.[5]
footnotes: |
  [1] {HERALD}, (Date of Access: 02.05.2031).
  [2] Ibid.
  [3] {TIMES}, (Date of Access: 05.05.2031).
  [4] {HERALD_2}; {TIMES}.
  [5] A comment without any source.
  [6] Ibid.
"""
TWO = """\
title: Two
date: 2031-06-01
body: |
  The Herald said so first.[1]
footnotes: |
  [1] “Ministers Agree”, Channel Herald, (Date of Access: 09.05.2031).
"""
THREE = """\
title: Three
translation_of: one
lang: tr
body: |
  Bakanlar anlaştı.[1]
footnotes: |
  [1] “Ministers Agree”, Channel Herald, https://herald.example/A, (Erişim Tarihi: 03.05.2031).
"""


@pytest.fixture
def archive(tmp_path):
    for name, text in (("one", ONE), ("two", TWO)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with Archive.open(tmp_path, cache=tmp_path / ".cache") as archive:
        archive.refresh(index=False)
        yield archive


def uses(archive, text):
    return {
        use.entry.slug: ([n.number for n in use.notes], [(c.kind, c.number) for c in use.claims])
        for use in archive.citing(text).uses
    }


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("https://www.Herald.example/a?utm_source=y#x", "page", None),
        ("herald.example/a", "page", None),
        ("herald.example/?p=3", "page", None),
        ("https://www.herald.example/", "host", "herald.example"),
        ("HERALD.example", "host", "herald.example"),
        ("herald.example:8080", "host", "herald.example:8080"),
        ("herald.example:443", "host", "herald.example"),
        ("https://herald.example:80/", "host", "herald.example"),
        ("http://www.herald.example:8080/?", "host", "herald.example:8080"),
        ("İstanbul.example", "host", None),
        ("http://192.0.2.7/report", "page", None),
        ("http://192.0.2.7", "host", "192.0.2.7"),
        ("http://intranet/report", "page", None),
        ("HTTP://Intranet:8080/", "host", "intranet:8080"),
        ("http://[2001:db8::1]:81", "host", "2001:db8::1:81"),
        ("https://user@users.example/b", "page", None),
        ("https://user:word@users.example", "host", "users.example"),
        ("http://[2001:db8::1]/x", "page", None),
        ("http://[2001:db8::1]", "host", "2001:db8::1"),
        ("http://[2001:db8", "host", "[2001:db8"),
        ("https:\\\\herald.example\\a", "page", None),
        ("https://herald.example./date", "page", None),
        ("herald.example.", "host", "herald.example"),
        ("https://herald.example/a b\nc", "page", None),
        ("xn--e1afmkfd.xn--p1ai/novosti/1", "page", None),
        ("xn--e1afmkfd.xn--p1ai", "host", "xn--e1afmkfd.xn--p1ai"),
        ("пример.рф", "host", "xn--e1afmkfd.xn--p1ai"),
        ("http://", "words", "http"),
        ("http://?x", "words", "http x"),
        ("https: the protocol", "words", "https the protocol"),
        ("Channel Herald", "words", "channel herald"),
        ("U.S.", "words", "u s"),
        ("Köklen", "words", "koklen"),
        ("0123456789ab", "id", "0123456789ab"),
        ("3.5", "words", "3 5"),
        ("javascript:alert(1)", "words", "javascript alert 1"),
        ("", "words", ""),
    ],
)
def test_what_is_asked_for_is_a_page_a_domain_an_id_or_words(text, kind, value):
    query = source_query(text)
    assert query.kind == kind
    if value is not None:
        assert query.value + f":{query.port}" * (query.port > 0) == value


@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.7/report", "http://intranet/report", "https://user@users.example/b",
     "http://[2001:db8::1]/x", "https://herald.example./date",
     "https://xn--e1afmkfd.xn--p1ai/novosti/1"],
)  # fmt: skip
def test_a_page_of_any_host_is_the_one_that_a_note_cites(archive, tmp_path, address):
    text = f"title: Four\nbody: |\n  A.[1]\nfootnotes: |\n  [1] “T”, P, {address}, 2031.\n"
    (tmp_path / "four.yaml").write_text(text, encoding="utf-8")
    archive.refresh(index=False)
    assert [loss.entry.slug for loss in archive.without(address).losses] == ["four"]
    below = address.partition("://")[2].partition("/")[0].partition("@")
    assert "four" in uses(archive, f"http://{below[2] or below[0]}")


def test_a_page_is_found_whatever_was_added_to_its_address(archive):
    expected = {
        "one": ([1, 2], [("takeaway", 1), ("sentence", 1), ("sentence", 1), ("sentence", 0)]),
        "two": ([1], [("sentence", 1)]),
    }
    for address in (
        "http://herald.example/a",
        "https://www.herald.example/a/?gclid=1",
        "herald.example/a",
    ):
        assert uses(archive, address) == expected


def test_a_source_without_an_address_is_that_of_the_one_page_of_its_name(archive, tmp_path):
    (record,) = archive.citing("https://herald.example/a").sources
    assert (record.notes, record.briefings) == (3, 2)
    assert (record.first_access, record.last_access) == ("2031-05-02", "2031-05-09")
    assert record.citation.url
    # A second page of that name, and nobody can tell which of them is meant.
    (tmp_path / "three.yaml").write_text(THREE, encoding="utf-8")
    archive.refresh(index=False)
    assert uses(archive, "https://herald.example/a").keys() == {"one"}
    assert uses(archive, "https://herald.example/A").keys() == {"three"}
    assert uses(archive, "Channel Herald").keys() == {"one", "two", "three"}


def test_a_domain_has_the_domains_below_it_and_no_other(archive):
    assert uses(archive, "herald.example")["one"][0] == [1, 2, 4]
    assert uses(archive, "news.herald.example")["one"][0] == [4]
    assert uses(archive, "erald.example") == {}
    assert uses(archive, "example.com") == {}


def test_a_port_is_told_apart_when_it_is_named(archive, tmp_path):
    for name, host in (
        ("usual", "http://docs.example"), ("www", "https://www.docs.example:443"),
        ("other", "http://docs.example:8080"), ("below", "http://a.docs.example:8080"),
    ):  # fmt: skip
        text = f"title: {name}\nbody: |\n  A.[1]\nfootnotes: |\n  [1] “T {name}”, P, {host}/p.\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    archive.refresh(index=False)

    def lost(text):
        return {loss.entry.slug for loss in archive.without(text).losses}

    everything = {"usual", "www", "other", "below"}
    for asked in ("docs.example", "www.docs.example", "http://docs.example/", "docs.example:443"):
        assert lost(asked) == uses(archive, asked).keys() == everything
    assert lost("docs.example:8080") == lost("https://www.docs.example:8080") == {"other", "below"}
    assert lost("docs.example:8081") == set()
    assert lost("http://docs.example:80/p") == {"usual", "www"}
    assert lost("http://docs.example:8080/p") == {"other"}


def test_words_are_those_of_title_publisher_or_author(archive):
    assert uses(archive, "MARLEN tim")["one"][0] == [3, 4]
    assert uses(archive, "ministers agree").keys() == {"one", "two"}
    for text in ("arlen", "", "%", "_", "' OR 1=1 --", "100%"):
        assert uses(archive, text) == {}


def test_what_falls_without_a_source_is_told_and_nothing_else(archive):
    losses = {loss.entry.slug: loss for loss in archive.without("https://herald.example/a").losses}
    assert losses.keys() == {"one", "two"}
    one = losses["one"]
    assert [(n.number, n.via) for n in one.fallen] == [(1, 0), (2, 1)]
    assert one.weakened == ()
    assert [c.number for c in one.takeaways] == [1]
    assert [(c.number, c.notes) for c in one.sentences] == [(1, (1,)), (1, (2,)), (0, (2,))]
    assert one.paragraphs == (1,)


def test_a_note_with_another_source_loses_one_and_stands(archive):
    (loss,) = (x for x in archive.without("herald.example").losses if x.entry.slug == "one")
    assert [n.number for n in loss.weakened] == [4]
    assert loss.paragraphs == (1,)
    # Both of its sources gone, it falls; the note before it has the same one.
    (loss,) = archive.without("marlentimes.example").losses
    assert ([n.number for n in loss.fallen], [n.number for n in loss.weakened]) == ([3], [4])
    assert loss.sentences == ()


def test_what_is_withdrawn_must_be_an_address(archive):
    with pytest.raises(BriefingError, match="no address"):
        archive.without("Channel Herald")
    assert archive.without("nobody.example").losses == ()


def test_a_note_that_also_cites_what_could_not_be_read_stands():
    notes = (CitedNote(1, "x", Citation(id="a"), more=True), CitedNote(2, "y", Citation(id="a")))
    claims = (Claim("sentence", 1, "s", (1,)), Claim("sentence", 2, "t", (2,)))
    loss = _loss(Entry("a", "a.yaml", "A"), Basis(notes, claims), {"a"})
    assert ([n.number for n in loss.fallen], [n.number for n in loss.weakened]) == ([2], [1])
    assert (loss.sentences, loss.paragraphs) == ((claims[1],), (2,))


def test_of_two_notes_of_one_number_the_first_is_what_its_marks_lead_to(archive, tmp_path):
    text = f"title: Four\nbody: |\n  A.[1]\nfootnotes: |\n  [1] {TIMES}.\n  [1] {HERALD_2}.\n"
    (tmp_path / "four.yaml").write_text(text, encoding="utf-8")
    archive.refresh(index=False)
    assert uses(archive, "https://marlentimes.example/c")["four"] == ([1], [("sentence", 1)])
    assert "four" not in uses(archive, "https://news.herald.example/b")
    losses = {x.entry.slug: x for x in archive.without("marlentimes.example").losses}
    assert [n.number for n in losses["four"].fallen] == [1]


def test_all_names_of_one_page_are_found_from_any_of_its_names(archive, tmp_path):
    """One citation without an address leads to the page, the page to one under another title."""
    notes = "  [1] “Accord In Sight”, Channel Herald, https://herald.example/a.\n"
    bare = "  [1] “Accord In Sight”, Channel Herald, (Date of Access: 09.05.2031).\n"
    for name, note in (("four", notes), ("five", bare)):
        text = f"title: {name}\nbody: |\n  A.[1]\nfootnotes: |\n{note}"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    archive.refresh(index=False)
    everywhere = {"one", "two", "four", "five"}
    (bare,) = (u.notes[0].citation.id for u in archive.citing("Channel Herald").uses
               if u.entry.slug == "five")  # fmt: skip
    for asked in ("https://herald.example/a", bare, "Accord in sight", "Ministers agree"):
        assert uses(archive, asked).keys() == everywhere
    assert {x.entry.slug for x in archive.without("herald.example/a").losses} == everywhere


@pytest.mark.parametrize("text", ["a " * 60_000, "x" * 60_000, "%" * 60_000, "\udcff", "a\0b"])
def test_no_text_is_too_long_or_too_strange_to_be_asked_for(archive, text):
    assert archive.citing(text).uses == ()
    assert archive.cited_by(text) == ()


def test_a_long_host_has_no_pages(archive):
    assert archive.without("herald." * 9000 + "example").losses == ()


@pytest.mark.parametrize("verb", ["show", "cite", "export", "sources", "trace", "check"])
def test_a_name_that_is_no_text_is_the_name_of_nothing(verb, archive_folder, capfd):
    assert main(["-C", str(archive_folder), verb, "\udcff"]) == 1
    assert "briefing: there is no " in capfd.readouterr().err


def test_the_archive_lists_its_sources_each_once(archive):
    records = archive.sources()
    assert [(r.citation.publisher, r.notes, r.briefings) for r in records] == [
        ("Channel Herald", 3, 2),
        ("Marlen Times", 2, 1),
        ("Channel Herald", 1, 1),
    ]


def test_a_briefing_that_goes_or_changes_is_forgotten(archive, tmp_path):
    (tmp_path / "two.yaml").unlink()
    (tmp_path / "one.yaml").write_text("title: One\nbody: |\n  Nothing.\n")
    archive.refresh(index=False)
    assert archive.sources() == ()
    assert archive.citing("herald.example").uses == ()


# --- what an answer does not know

OTHER = "title: Four\nbody: |\n  A.[1]\nfootnotes: |\n  [1] “T”, P, https://four.example/a.\n"


def unread(archive):
    asked = archive.citing("four.example").unread
    assert asked == archive.without("four.example").unread
    return asked


def test_all_is_known_where_all_was_read(archive, tmp_path):
    assert unread(archive) == ()
    os.utime(tmp_path / "one.yaml")
    assert unread(archive) == ()


def test_a_file_with_an_error_answers_as_it_was_and_that_is_told(archive, tmp_path):
    (tmp_path / "two.yaml").write_text("title: [\n" + OTHER, encoding="utf-8")
    (tmp_path / "never.yaml").write_text("title: A\n", encoding="utf-8")
    archive.refresh(index=False)
    assert unread(archive) == ("never.yaml", "two.yaml")
    (tmp_path / "two.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "never.yaml").unlink()
    archive.refresh(index=False)
    assert unread(archive) == ()


def test_a_file_whose_slug_is_taken_is_told(archive, tmp_path):
    (tmp_path / "two.yml").write_text(OTHER, encoding="utf-8")
    archive.refresh(index=False)
    assert archive.citing("four.example").uses == ()
    assert unread(archive) == ("two.yml",)


def test_what_another_copy_keeps_from_being_read_is_told(archive, tmp_path):
    (lock,) = (tmp_path / ".cache").glob("*/lock")
    (tmp_path / "authors").mkdir()
    with lock.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        (tmp_path / "four.yaml").write_text(OTHER, encoding="utf-8")
        (tmp_path / "authors" / "x.yaml").write_text("name: [", encoding="utf-8")
        (tmp_path / "one.yaml").write_text(ONE + "# as before\n", encoding="utf-8")
        (tmp_path / "two.yaml").unlink()
        list(archive.refreshing(index=False, patience=0))
        assert archive.citing("four.example").uses == ()
        assert unread(archive) == ("four.yaml", "one.yaml", "two.yaml")
    archive.refresh(index=False)
    assert unread(archive) == ()
    assert [use.entry.slug for use in archive.citing("four.example").uses] == ["four"]


def test_a_link_that_leads_nowhere_is_told(archive, tmp_path):
    (tmp_path / "link.yaml").symlink_to("nowhere.yaml")
    archive.refresh(index=False)
    assert unread(archive) == ("link.yaml",)


@pytest.mark.parametrize("verb", ["without", "cited-by"])
def test_the_shell_tells_it_beside_the_answer(archive_folder, capsys, verb):
    assert main(["-C", str(archive_folder), verb, "nobody.example"]) == 1
    assert "not in this answer" not in capsys.readouterr().err
    for number in range(12):
        (archive_folder / f"x{number:02}\x1b.yaml").write_text("title: [\n")
    assert main(["-C", str(archive_folder), verb, "nobody.example"]) == 1
    told, beside = capsys.readouterr().err.splitlines()
    assert told == "no note in the archive cites nobody.example"
    assert beside.startswith("not in this answer, or as it was last read: x00\\x1b.yaml, x01")
    assert beside.endswith("x09\\x1b.yaml and 2 more; `briefing check` tells why")
    assert main(["-C", str(archive_folder), verb, "nobody.example", "--json"]) == 1
    out, err = capsys.readouterr()
    assert len(json.loads(out)["unread"]) == 12
    assert err == ""


# --- the arithmetic

IDS = st.sampled_from("abcde")


@settings(deadline=None, max_examples=200)
@given(
    st.dictionaries(st.integers(1, 6), st.sets(IDS, min_size=1, max_size=3), max_size=6),
    st.lists(st.sets(st.integers(1, 8), min_size=1, max_size=3), max_size=6),
    st.sets(IDS),
)
def test_losses_are_the_sets_that_they_should_be(sources, claims, withdrawn):
    notes = tuple(
        CitedNote(number, "x", Citation(id=source))
        for number, ids in sorted(sources.items())
        for source in sorted(ids)
    )
    basis = Basis(
        notes, tuple(Claim("sentence", 1 + n // 2, "s", tuple(c)) for n, c in enumerate(claims))
    )
    loss = _loss(Entry("a", "a.yaml", "A"), basis, withdrawn)
    fallen = {n for n, ids in sources.items() if ids <= withdrawn}
    assert {n.number for n in loss.fallen} == fallen
    assert {n.number for n in loss.weakened} == {
        n for n, ids in sources.items() if ids & withdrawn and not ids <= withdrawn
    }
    assert [set(c.notes) for c in loss.sentences] == [c for c in claims if c <= fallen]
    for paragraph in loss.paragraphs:
        marks = [c for n, c in enumerate(claims) if 1 + n // 2 == paragraph]
        assert marks
        assert all(c <= fallen for c in marks)
