"""Citations in words: Chicago, APA, the house style; what is known is told, nothing else is."""

from __future__ import annotations

import re
import time

import pytest
import twin
from hypothesis import example, given
from hypothesis import strategies as st
from pieces import PAGE, URL, piece, samples

from briefing_tui.archive.joining import sources_of
from briefing_tui.briefing import Author, Briefing
from briefing_tui.export import (
    Sources,
    apa,
    chicago,
    distinct,
    faults_of,
    in_full,
    plain,
    work_of_briefing,
)
from briefing_tui.export.punctuation import british_date, ended, english_date, quoted
from briefing_tui.export.works import Name, Work, name_of, page_range
from briefing_tui.sources import parse_citations
from briefing_tui.yamlfile import read_briefing


def works(*notes: str, number: int = 0) -> tuple[Work, ...]:
    """Give what the last of some notes rests on, or the one of that number."""
    briefing = piece(*notes)
    return Sources(briefing).of(briefing.footnotes[number - 1])


def one(*notes: str) -> Work:
    (work,) = works(*notes)
    return work


# --- Chicago


@pytest.mark.parametrize(
    ("note", "cited"),
    [
        (PAGE, f"“Ministers Agree Date,” Channel Herald, accessed May 2, 2031, {URL}."),
        (
            f"Jane Doe, “A Date”, Herald, 24 April 2031, {URL}, (Date of Access: 02.05.2031).",
            f"Jane Doe, “A Date,” Herald, April 24, 2031, accessed May 2, 2031, {URL}.",
        ),
        (f"“A Date”, Herald, April 2031, {URL}.", f"“A Date,” Herald, April 2031, {URL}."),
        ("“A Date”, Herald, 12 May 2031.", "“A Date,” Herald, May 12, 2031."),
        ("“A Date”, Herald.", "“A Date,” Herald."),
        (f"“A Date”, {URL}.", f"“A Date,” {URL}."),
        (URL, f"{URL}."),
        (f"See {URL} (accessed 2 May 2031).", f"Accessed May 2, 2031, {URL}."),
        (
            "Jane Doe and Ali Kaya, “Ports,” Journal of Harbours 12, no. 3 (2030): 45-60.",
            "Jane Doe and Ali Kaya, “Ports,” Journal of Harbours 12, no. 3 (2030): 45–60.",
        ),
        (
            f"Jane Doe, “Ports,” Journal of Harbours 12, no. 3 (January 2030): 46, {URL}.",
            f"Jane Doe, “Ports,” Journal of Harbours 12, no. 3 (January 2030): 46, {URL}.",
        ),
        (
            "Graham Stone, Destined for Sea (Boston: Harbour Press, 2017), p. 45.",
            "Graham Stone, Destined for Sea (Boston: Harbour Press, 2017), 45.",
        ),
        (
            "Ahmet Yılmaz, Limanlar ve Güç (İstanbul: Yayınevi, 2015), s. 45-47.",
            "Ahmet Yılmaz, Limanlar ve Güç (İstanbul: Yayınevi, 2015), 45–47.",
        ),
        (
            "Jane Doe, “Ports,” in Big Book, ed. Ali Kaya (London: Quay, 2019), 12–30.",
            "Jane Doe, “Ports,” in Big Book, ed. Ali Kaya (London: Quay, 2019), 12–30.",
        ),
        (
            "Иванов И. И. Порты и власть // Вестник порта. 2030. № 3. С. 45–60.",
            "Иванов И. И., “Порты и власть,” Вестник порта, № 3 (2030): 45–60.",
        ),
        (
            "Иванов И. И. Порты и власть. М.: Наука, 2015. 300 с.",
            "Иванов И. И., Порты и власть (М.: Наука, 2015).",
        ),
        (
            "Stone, Graham. Destined for Sea: A History. Harbour Press, 2017, p. 45.",
            "Graham Stone, Destined for Sea: A History, Harbour Press, 2017, 45.",
        ),
        (
            f"“Export Rules”, 87 Port Reg. 62186 (13 October 2022), {URL}.",
            f"“Export Rules,” 87 Port Reg. 62186, October 13, 2022, {URL}.",
        ),
        (
            f"“Harbours”, Ministry of Harbours, Northland, {URL}, (Date of Access: 02.05.2031).",
            f"“Harbours,” Ministry of Harbours, Northland, accessed May 2, 2031, {URL}.",
        ),
        (
            f"“Treaty of Harbours”, signed 19 January 1960, art. 5, {URL}.",
            f"“Treaty of Harbours,” January 19, 1960, art. 5, {URL}.",
        ),
    ],
)
def test_a_note_is_cited_as_chicago_does(note, cited):
    assert chicago(one(note)) == cited


def test_what_a_source_cannot_be_taken_apart_into_stands_as_the_note_has_it():
    treaty = "Convention on Straits, signed on 20 July 1936, 173 LNTS 213, art. 18."
    assert chicago(one(treaty)) == apa(one(treaty)) == plain(one(treaty)) == treaty
    named = f"Asian Wireless News, item of 2 December 2024, {URL}."
    assert chicago(one(named)) == named


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["Jane Doe"], "Jane Doe,"),
        (["Jane Doe", "Ali Kaya"], "Jane Doe and Ali Kaya,"),
        (["Jane Doe", "Ali Kaya", "Carl Lee"], "Jane Doe, Ali Kaya, and Carl Lee,"),
        (["Jane Doe", "Ali Kaya", "Carl Lee", "Mia Poe"], "Jane Doe et al.,"),
    ],
)
def test_names_are_listed_as_they_are_spoken(names, listed):
    work = Work("newspaper", "k", title="T", names=tuple(map(Name, names)))
    assert chicago(work) == f"{listed} “T.”"


# --- titles and their signs


@pytest.mark.parametrize(
    ("title", "stop", "set_in_quotes"),
    [
        ("A Date", ",", "“A Date,”"),
        ("Will They Sign?", ",", "“Will They Sign?,”"),
        ("Will They Sign?", ".", "“Will They Sign?”"),
        ("Back to the U.S.", ".", "“Back to the U.S.”"),
        ("Wait…", ".", "“Wait…”"),
        ("Stray,", ",", "“Stray,”"),
        ("On “Grey Zones”", ",", "“On ‘Grey Zones,’”"),
        ("He Asked “Why?”", ".", "“He Asked ‘Why?’”"),
        ("“Final” Date", ",", "“‘Final’ Date,”"),
        ("“He Said ‘No’ Again,” They Say", ",", "“‘He Said “No” Again,’ They Say,”"),
        ('The "Final" Date', "", "“The ‘Final’ Date”"),
        ("A ‘Final’ Date", "", "“A ‘Final’ Date”"),
        ("The Ports’ Day", ",", "“The Ports’ Day,”"),
        ("The Ports’", ",", "“The Ports’,”"),
        ("Don’t", ".", "“Don’t.”"),
        ("Hawai‘i’s Ports", "", "“Hawai‘i’s Ports”"),
        ("„Häfen“ und Macht", "", "“‘Häfen’ und Macht”"),
        ("Ракеты «Томагавк»", ",", "“Ракеты «Томагавк»,”"),
        ('A 24" Gun', "", '“A 24" Gun”'),
        ("Lost”", ".", "“Lost’.”"),
    ],
)
def test_quotes_within_quotes_are_turned_and_stops_do_not_double(title, stop, set_in_quotes):
    assert quoted(title, stop) == set_in_quotes


@given(st.text(st.sampled_from("ab ?!.,“”‘’\"'„«»()"), max_size=30))
@example("”“")
def test_a_title_keeps_its_letters_and_never_closes_its_own_quotes(title):
    inner = quoted(title)[1:-1]
    assert re.sub('[“”‘’"„‟]', "", inner) == re.sub('[“”‘’"„‟]', "", title.rstrip(" ,;:"))
    depth = 0
    for sign in inner:
        depth += (sign == "“") - (sign == "”")
        assert depth >= 0


@given(st.text(st.sampled_from('ab ?!.…”’")'), min_size=1, max_size=12))
def test_no_citation_ends_in_two_stops(text):
    assert not re.search(r"[.?!…][”’\"')]*\.$", ended(text)) or ended(text) == text


def test_dates_are_told_as_far_as_they_are_known():
    dates = ("2031-05-03", "2031-05", "2031", "", "spring 2031", "2031-13")
    assert [english_date(d) for d in dates] == [
        "May 3, 2031", "May 2031", "2031", "", "spring 2031", "2031-13",
    ]  # fmt: skip
    assert [british_date(d) for d in dates[:4]] == ["3 May 2031", "May 2031", "2031", ""]


# --- names


@pytest.mark.parametrize(
    ("name", "family", "shown"),
    [
        ("Derya Örnek", "Örnek", "Örnek, D."),
        ("Derya ÖRNEK", "Örnek", "Örnek, D."),
        ("Ada Deniz IŞIK", "Işık", "Işık, A. D."),
        ("Jean-Paul Sartre", "Sartre", "Sartre, J.-P."),
        ("J. M. van der Berg", "van der Berg", "van der Berg, J. M."),
        ("Xi Jinping", "Xi", "Xi, J."),
        ("习近平", "习", "习近平"),
        ("Иванов Иван Иванович", "Иванов", "Иванов, И. И."),
        ("Derya Örnek", "", "Derya Örnek"),
        ("Derya Örnek", "Kaya", "Derya Örnek"),
        ("Indo-Pacific Desk", "", "Indo-Pacific Desk"),
        ("U.S. Navy", "", "U.S. Navy"),
        ("Sukarno", "Sukarno", "Sukarno"),
    ],
)
def test_a_name_is_turned_round_only_where_its_family_name_is_known(name, family, shown):
    author = Author("x", name, family=family)
    assert name_of(author).full == name
    cited = apa(work_of_briefing(piece(), [author]))
    assert cited == f"{ended(shown)} (n.d.). A Piece."


def test_a_comma_tells_the_family_name_of_a_cited_author():
    assert chicago(one("Doe, J. (2031). Ports of the sea. Herald.")).startswith("J. Doe, ")
    assert apa(one("Doe, Jane. “Ports.” Herald, 2031.")).startswith("Doe, J. (2031)")
    assert apa(one(f"Jane Doe, “Ports”, Herald, {URL}")).startswith("Jane Doe. (n.d.)")


# --- APA


@pytest.mark.parametrize(
    ("note", "cited"),
    [
        (
            PAGE,
            f"Ministers Agree Date. (n.d.). Channel Herald. Retrieved May 2, 2031, from {URL}",
        ),
        (f"“Will They?”, Herald, 3 May 2031, {URL}", f"Will They? (2031, May 3). Herald. {URL}"),
        ("“A Date”, Herald, May 2031.", "A Date. (2031, May). Herald."),
        (
            "Doe, J., & Kaya, A. (2030). Ports and power. Journal of Harbours, 12(3), 45–60.",
            "Doe, J., & Kaya, A. (2030). Ports and power (pp. 45–60). Journal of Harbours 12(3).",
        ),
        (
            "Graham Stone, Destined for Sea (Boston: Harbour Press, 2017), 45.",
            "Graham Stone. (2017). Destined for Sea (p. 45). Boston: Harbour Press.",
        ),
        (f"“Treaty”, 1960, art. 5, {URL}", f"Treaty (art. 5). (1960). {URL}"),
    ],
)
def test_a_note_is_cited_as_apa_does(note, cited):
    assert apa(one(note)) == cited


def test_apa_joins_names():
    people = tuple(Name(f"A{n} F{n}", f"F{n}", f"A{n}") for n in range(1, 23))
    three = apa(Work("page", "k", title="T", names=people[:3]))
    assert three == "F1, A., F2, A., & F3, A. (n.d.). T."
    desks = (Name("Sea Desk"), Name("Land Desk"))
    assert apa(Work("page", "k", title="T", names=desks)).startswith("Sea Desk & Land Desk. (n.d.)")
    assert "F19, A., . . . F22, A. (n.d.)" in apa(Work("page", "k", title="T", names=people))


def test_apa_does_not_tell_an_author_twice():
    work = Work("page", "k", title="T", names=(Name("Harbour Bank"),), publisher="Harbour Bank")
    assert apa(work) == "Harbour Bank. (n.d.). T."


# --- the house style


@pytest.mark.parametrize(
    "note",
    [
        PAGE,
        f"Jane Doe, “A “Final” Date”, Herald, 24 April 2031, {URL}, (Date of Access: 02.05.2031).",
        f"“Will They Sign?”, Herald, {URL}.",
        "“A Date”, Herald, 12 May 2031.",
        f"“A Date”, Herald, {URL}, (Date of Access: 02.05.2031), p. 14.",
        f"«Министры», Вестник, {URL}, (Date of Access: 02.05.2031).",
    ],
)
def test_our_own_reading_of_notes_reads_the_plain_style_back(note):
    def fields(text):
        (found,) = parse_citations(text)
        told = (found.authors, found.publisher, found.url, found.date, found.accessed)
        return (*told, found.locator, re.sub("[“”‘’]", "'", found.title or ""))

    assert fields(plain(one(note))) == fields(note)


def test_every_source_of_the_samples_is_read_back():
    for briefing in samples():
        for listed in Sources(briefing).listed():
            if listed.work.words:
                continue
            for style in (plain, chicago):
                (found,) = parse_citations(style(listed.work))
                told = (found.url or "", found.date or "", found.accessed or "")
                work = listed.work
                assert told == (work.url, work.date, work.accessed), style(work)
                assert (found.title or "").rstrip(",") == work.title


# --- notes


def test_back_references_are_cited_in_full_with_their_own_page_and_date():
    notes = (
        f"“A Date”, Herald, {URL}, (Date of Access: 02.05.2031), p. 3.",
        "Ibid., p. 7.",
        "“A Date”, a.g.e., (Date of Access: 04.05.2031).",
    )
    assert chicago(works(*notes, number=2)[0]) == (
        f"“A Date,” Herald, 7, accessed May 2, 2031, {URL}."
    )
    assert chicago(works(*notes, number=3)[0]) == f"“A Date,” Herald, accessed May 4, 2031, {URL}."


def test_a_back_reference_to_a_treaty_is_given_by_the_treatys_words():
    treaty = "Treaty of Harbour Cooperation, 19 January 1960, art. 5."
    assert [work.words for work in works(treaty, "Ibid.")] == [treaty]
    there = works(treaty, "Ibid., art. 7.")[0]
    assert chicago(there) == "Treaty of Harbour Cooperation, 19 January 1960, art. 7."
    assert there.key == one(treaty).key


def test_what_one_note_leaves_out_another_one_tells():
    notes = (PAGE, URL)
    assert chicago(one(*notes)) == f"“Ministers Agree Date,” Channel Herald, {URL}."


def test_sources_are_listed_once_with_their_notes_and_without_pages():
    briefing = piece(
        f"“A Date”, Herald, {URL}, p. 3.",
        "Ibid., p. 9; “B Date”, Tribune, https://b.example/y.",
        "We thank the harbour master.",
        "Treaty of Harbour Cooperation, 19 January 1960, art. 5.",
    )
    listed = Sources(briefing).listed()
    assert [each.notes for each in listed] == [(1, 2), (2,), (4,)]
    assert [chicago(each.work) for each in listed] == [
        f"“A Date,” Herald, {URL}.",
        "“B Date,” Tribune, https://b.example/y.",
        "Treaty of Harbour Cooperation, 19 January 1960, art. 5.",
    ]


def test_the_same_source_of_two_briefings_is_one_and_has_one_key():
    full = piece(PAGE)
    short = piece(f"Herald: {URL}?utm_source=mail")
    keys = {each.work.key for b in (full, short) for each in Sources(b).listed()}
    assert len(keys) == 1
    assert re.fullmatch("herald-example-[0-9a-f]{8}", keys.pop())
    assert len(distinct([*Sources(full).listed(), *Sources(short).listed()])) == 1


def test_a_note_in_full_keeps_its_own_words():
    page = PAGE.removesuffix(".")
    briefing = piece(
        PAGE, "Ibid.", "“Ministers Agree Date”, op. cit., p. 4.", "Op. cit., 5.", "Note."
    )
    sources = Sources(briefing)
    full = [in_full(note, briefing, sources) for note in briefing.footnotes]
    assert full[0] == PAGE
    assert full[1] == f"{page}. (Ibid.)"
    assert full[2] == f"{page}, p. 4. (“Ministers Agree Date”, op. cit., p. 4.)"
    assert full[4] == "Note."


def test_a_full_note_follows_the_style_of_the_one_it_means():
    briefing = piece("Jane Doe, “Ports,” Herald, May 3, 2030.", "Ibid., 7.")
    full = in_full(briefing.footnotes[1], briefing, Sources(briefing))
    assert full == "Jane Doe, “Ports,” Herald, May 3, 2030, 7. (Ibid., 7.)"


def test_what_is_not_resolved_says_why():
    briefing = piece(
        "Ibid.", "“A”, Herald, https://a.example/x; “B”, Post, https://b.example", "Ibid."
    )
    sources = Sources(briefing)
    first, _, third = briefing.footnotes
    assert in_full(first, briefing, sources) == "Ibid. [Ibid.: no note stands before it]"
    assert faults_of(third) == ["Ibid.: note 2 has 2 sources (note 2)"]


# --- a briefing itself


def twins(**changes) -> Briefing:
    text = twin.ENGLISH
    for old, new in changes.items():
        text = text.replace(f"{old}: ", f"{new}: ", 1)
    briefing, _ = read_briefing(text.encode(), "twin.yaml", twin.SLUG)
    assert briefing is not None
    return briefing


def test_a_briefing_is_cited():
    author = Author("derya-ornek", "Derya Örnek", family="Örnek")
    work = work_of_briefing(twins(), [author])
    title = "Two Ports, One Channel: What the Harbour Accord Changes"
    assert chicago(work) == f"Derya Örnek, “{title}” (analysis, May 14, 2031)."
    assert apa(work) == f"Örnek, D. (2031, May 14). {title} [Analysis]."
    assert plain(work) == f"Derya Örnek, “{title}” (Analysis), 14 May 2031."
    assert work.key == twin.SLUG


def test_a_briefing_that_tells_little_is_cited_by_what_it_tells():
    assert chicago(work_of_briefing(piece(), [])) == "“A Piece.”"
    assert apa(work_of_briefing(piece(), [])) == "A Piece. (n.d.)."
    assert plain(work_of_briefing(piece(), [])) == "“A Piece”."
    assert chicago(work_of_briefing(piece(kind="NATO paper", lang="en"), [])) == (
        "“A Piece” (NATO paper)."
    )
    assert chicago(work_of_briefing(piece(kind="Analiz", lang="tr"), [])) == "“A Piece” (Analiz)."


def test_where_it_was_published_is_its_authors_to_tell():
    extra = (("x-publisher", "Channel Desk"), ("x-url", "https://desk.example/p"))
    work = work_of_briefing(piece(kind="Analysis", lang="en", extra=extra), [])
    assert chicago(work) == "“A Piece” (analysis, Channel Desk), https://desk.example/p."
    bad = work_of_briefing(piece(extra=(("x-url", "javascript:alert(1)"),)), [])
    assert not bad.url


@pytest.mark.parametrize(
    ("locator", "pages"),
    [
        ("p. 14", ("14", "")),
        ("pp. 45–60", ("45", "60")),
        ("С. 45-60", ("45", "60")),
        ("s. xii", ("xii", "")),
        ("14", ("14", "")),
        ("art. 18", None),
        ("vol. 2, p. 14", None),
        ("slide 4", None),
        ("", None),
    ],
)
def test_pages_are_told_from_other_places(locator, pages):
    assert page_range(locator) == pages


def test_notes_that_all_point_to_one_source_take_no_longer_than_their_number():
    def seconds(number: int) -> float:
        briefing = piece(PAGE, *["Ibid."] * number)
        start = time.process_time()
        sources = Sources(briefing)
        (listed,) = sources.listed()
        (use,) = sources_of(briefing, lambda _: (), ())
        for note in briefing.footnotes:
            in_full(note, briefing, sources)
            assert briefing.note(note.number) is note
        assert len(listed.notes) == len(use.notes) == number + 1
        return time.process_time() - start

    seconds(100)
    assert seconds(12_000) < 8 * seconds(3_000) + 0.2
