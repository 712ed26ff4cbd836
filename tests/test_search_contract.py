"""What every search behind the seam does: run against the index and against the oracle."""

from __future__ import annotations

import pytest
from search_oracle import Oracle

from briefing_tui.search import Answer, Document, Index, parse_query

PORTS = Document(
    slug="ports",
    stamp="1",
    title="Two Ports, One Channel",
    takeaways=("Patrol spending has risen for four years.", "A U.S. office will sit in the port."),
    body=(
        "The two governments will sign a harbour accord.[1] It told us little about the navy.",
        "Under the draft, a planning office would sit in the northern port.[2]",
    ),
    notes=(
        (1, "“Harbour Signing”, Channel Herald, https://www.herald.example/news/1."),
        (2, "Ibid."),
    ),
    sources=("Harbour Signing", "Channel Herald", "https://www.herald.example/news/1"),
    authors=("Derya ÖRNEK",),
    topics=("maritime-security",),
    regions=("east-asia",),
    kind="Analysis",
    lang="en",
    date="2031-05-14",
    accessed=("2031-05-02", "2031-05-10"),
    paragraphs=(1, 2),
)
LIMAN = Document(
    slug="liman",
    stamp="2",
    title="İki Liman, Tek Kanal",
    body=("Ankara’nın görüşmeleri kuzey limanında sürüyor.[1]", "Port sözcüğü geçmez."),
    notes=((1, "“Imza”, Kanal Postası, https://postasi.example/3"),),
    sources=("Imza", "Kanal Postası", "https://postasi.example/3"),
    authors=("Işık Çınar",),
    regions=("black-sea",),
    kind="Commentary",
    lang="tr",
    date="2031-06",
    accessed=("2030-12-31",),
)
GRAIN = Document(
    slug="grain",
    stamp="3",
    title="A Grain Corridor Without Ships",
    takeaways=("Санкции остались.",),
    body=("The harbour is empty and the navy waits for an accord.",),
    lang="en",
)
ALL = {"ports", "liman", "grain"}


@pytest.fixture(params=[Index, Oracle], ids=["index", "oracle"])
def searched(request, tmp_path):
    index = request.param.open(tmp_path / "index")
    index.update([PORTS, LIMAN, GRAIN], [])
    yield index
    index.close()


def ask(index, text, **options):
    return index.search(parse_query(text), **options)


def strict(index, text, **options):
    return {match.slug for match in ask(index, text, **options).matches if not match.loose}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("harbour", {"ports", "grain"}),
        ("harbours", {"ports", "grain"}),
        ("harbour planning", {"ports"}),
        ("the harbour", {"ports", "grain"}),
        ("us", {"ports"}),
        ("=us", {"ports"}),
        ('"told us"', {"ports"}),
        ('"us told"', set()),
        ('"sign harbour"', set()),
        ('"northern port" planning', {"ports"}),
        ('"accord it"', {"ports"}),
        ('"channel herald"', {"ports"}),
        ("channel", {"ports"}),
        ("liman OR grain", {"liman", "grain"}),
        ("harbour liman OR navy", {"ports", "grain"}),
        ("harbour -planning", {"grain"}),
        ("harbour NOT planning", {"grain"}),
        ("-harbour", {"liman"}),
        ("-harbour -liman", set()),
        ('-"planning office"', {"liman", "grain"}),
        ("(harbour liman) OR grain", {"grain"}),
        ("-(harbour navy)", {"liman"}),
        ("title:port", {"ports"}),
        ("title:liman", {"liman"}),
        ("body:port", {"ports", "liman"}),
        ("takeaway:office", {"ports"}),
        ("takeaways:санкций", {"grain"}),
        ("санкций", {"grain"}),
        ("note:ibid", {"ports"}),
        ("source:herald", {"ports"}),
        ("source:herald.example", {"ports"}),
        ("herald.example", {"ports"}),
        ("source:herald -source:postasi", {"ports"}),
        ("author:ornek", {"ports"}),
        ("ornek", {"ports"}),
        ("author:isik", {"liman"}),
        ("topic:maritime-security", {"ports"}),
        ("topic:security", {"ports"}),
        ("security", {"ports"}),
        ("region:asia", {"ports"}),
        ("kind:analysis", {"ports"}),
        ("analysis", set()),
        ("lang:tr", {"liman"}),
        ("language:en", {"ports", "grain"}),
        ("lang:en -author:ornek", {"grain"}),
        ('title:"one channel"', {"ports"}),
        ('title:"two channel"', set()),
        ("title:chan*", {"ports"}),
        ("gor*", {"liman"}),
        ("GÖR*", {"liman"}),
        ("harb* nav*", {"ports", "grain"}),
        ("title:=ports", {"ports"}),
        ("title:=port", set()),
        ("ankara", {"liman"}),
        ("gorusme", {"liman"}),
        ("zzz", set()),
        ("*", ALL),
        ("-*", set()),
        ("date:2031", {"ports", "liman"}),
        ("date:2031-06", {"liman"}),
        ("date:2031-06-01", set()),
        ("date:>2031-05", {"liman"}),
        ("date:>=2031-05", {"ports", "liman"}),
        ("date:<2031-06", {"ports"}),
        ("date:<=2031-06", {"ports", "liman"}),
        ("date:2031-05-14..2031-06", {"ports", "liman"}),
        ("date:2030..2031-05", {"ports"}),
        (">2031-05", {"liman"}),
        ("2031-06..", {"liman"}),
        ("..2031-05-14", {"ports"}),
        ("2031", {"ports", "liman"}),
        ("2031-05 harbour", {"ports"}),
        ("date:(2031-06 OR 2031-05-14)", {"ports", "liman"}),
        ("date:14.05.2031", {"ports"}),
        ("-date:2031", {"grain"}),
        ("harbour -date:2031", {"grain"}),
        ("accessed:2031", {"ports"}),
        ("accessed:2031-05-10", {"ports"}),
        ("accessed:<2031", {"liman"}),
        ("-accessed:2031", {"liman", "grain"}),
        ("has:notes", {"ports", "liman"}),
        ("-has:notes", {"grain"}),
        ("has:takeaways", {"ports", "grain"}),
        ("has:topic", {"ports"}),
        ("topic:*", {"ports"}),
        ("has:author has:date", {"ports", "liman"}),
        ("harbuor~", {"ports", "grain"}),
        ("harbuor", set()),
        ("hxrbxur~2", {"ports", "grain"}),
        ("hxrbxur~1", set()),
        ("title:chanel~", {"ports"}),
        ("gorusmelari~", {"liman"}),
        ("GÖRÜŞMELARİ~", {"liman"}),
        ("*bour", {"ports", "grain"}),
        ("h*bour", {"ports", "grain"}),
        ("g*leri", {"liman"}),
        ("title:c*l", {"ports"}),
    ],
)
def test_queries_match(searched, query, slugs):
    assert strict(searched, query) == slugs


def test_nothing_to_look_for_matches_nothing(searched):
    for query in ("", "   ", '""', "-", "()", "[1]", "…", "date:x", "has:x", "is:x"):
        assert ask(searched, query) == Answer()


def test_what_has_all_words_comes_before_what_has_some(searched):
    answer = ask(searched, "harbour planning")
    assert [(match.slug, match.loose) for match in answer.matches] == [
        ("ports", False),
        ("grain", True),
    ]
    assert answer.total == 2
    assert answer.messages == ()


def test_loose_matches_are_told_when_nothing_has_all_words(searched):
    answer = ask(searched, "harbour limanında zzz")
    assert {match.slug for match in answer.matches} == ALL
    assert all(match.loose for match in answer.matches)
    assert answer.messages == ("no briefing has all the words",)


def test_loose_matches_only_fill_places(searched):
    answer = ask(searched, "harbour planning", limit=1)
    assert [match.slug for match in answer.matches] == ["ports"]


@pytest.mark.parametrize("limit", [0, 1, 2, 20])
def test_the_total_does_not_depend_on_the_limit(searched, limit):
    answer = ask(searched, "harbour planning", limit=limit)
    assert (answer.total, answer.strict) == (2, 1)


@pytest.mark.parametrize(
    "held",
    [
        '"planning office"',
        "=planning",
        "-waits",
        "title:ports",
        "lang:en author:ornek",
        "date:2031-05",
        "2031-01..2031-05",
        "has:notes",
        "accessed:2031",
    ],
)
def test_phrases_exact_words_exclusions_and_fields_hold_for_loose_matches_too(searched, held):
    answer = ask(searched, f"harbour zzz {held}")
    assert [(match.slug, match.loose) for match in answer.matches] == [("ports", True)]


def test_one_word_is_not_loosened(searched):
    assert ask(searched, 'zzz "planning office"').matches == ()


def test_within_keeps_to_the_slugs_given(searched):
    assert strict(searched, "harbour", within={"grain", "gone"}) == {"grain"}
    assert strict(searched, "-harbour", within=["ports"]) == set()
    assert ask(searched, "harbour planning", within={"grain"}).total == 1
    assert ask(searched, "harbour", within=()).matches == ()


def test_filters_are_handed_in_by_name(searched):
    filters = {"starred": {"grain", "gone"}, "unread": ["ports", "liman"]}

    def found(text):
        answer = searched.search(parse_query(text, filters=filters), filters=filters)
        return {match.slug for match in answer.matches if not match.loose}

    assert found("is:starred") == {"grain"}
    assert found("is:Unread") == {"ports", "liman"}
    assert found("harbour -is:starred") == {"ports"}
    assert found("harbour is:unread zzz") == set()
    answer = searched.search(parse_query("harbour is:unread zzz", filters=filters), filters=filters)
    assert [(match.slug, match.loose) for match in answer.matches] == [("ports", True)]


def facets(index, text, **options):
    answer = ask(index, text, limit=0, facets=True, **options)
    return {facet.name: dict(facet.values) for facet in answer.facets}


def test_facets_count_what_matches(searched):
    assert facets(searched, "*") == {
        "topic": {"maritime-security": 1},
        "region": {"black-sea": 1, "east-asia": 1},
        "author": {"Derya ÖRNEK": 1, "Işık Çınar": 1},
        "kind": {"Analysis": 1, "Commentary": 1},
        "lang": {"en": 2, "tr": 1},
        "year": {"2031": 2},
        "month": {"2031-05": 1, "2031-06": 1},
    }
    assert facets(searched, "liman")["lang"] == {"tr": 1}
    assert facets(searched, "harbour zzz")["lang"] == {"en": 2}  # of some of the words
    assert facets(searched, "zzz")["lang"] == {}
    assert ask(searched, "harbour").facets == ()


def test_counts_of_a_facet_are_those_under_the_others(searched):
    told = facets(searched, "*", narrowed={"lang": ["en"]})
    assert told["lang"] == {"en": 2, "tr": 1}
    assert told["kind"] == {"Analysis": 1}
    told = facets(searched, "*", narrowed={"lang": ["en"], "kind": ["Commentary"]})
    assert told["lang"] == {"tr": 1}
    assert told["kind"] == {"Analysis": 1}


def test_year_and_month_are_one_in_what_they_count(searched):
    told = facets(searched, "*", narrowed={"month": ["2031-06"], "lang": ["tr"]})
    assert told["month"] == {"2031-06": 1}
    assert told["year"] == {"2031": 1}
    assert told["lang"] == {"tr": 1}
    told = facets(searched, "*", narrowed={"year": ["2030"]})
    assert told["month"] == {"2031-05": 1, "2031-06": 1}
    assert told["lang"] == {}


def test_a_date_without_a_month_stands_under_its_year(searched):
    searched.update([Document("year", "1", "A year", date="2031")])
    assert facets(searched, "*")["month"] == {"2031": 1, "2031-05": 1, "2031-06": 1}
    assert strict(searched, "*", narrowed={"month": ["2031"]}) == {"year"}
    assert strict(searched, "*", narrowed={"year": ["2031"]}) == {"year", "ports", "liman"}


def test_what_has_no_value_is_counted_and_narrowed_to(searched):
    answer = ask(searched, "*", limit=0, facets=True)
    assert {facet.name: facet.without for facet in answer.facets} == {
        "topic": 2, "region": 1, "author": 1, "kind": 1, "lang": 0, "year": 1, "month": 1,
    }  # fmt: skip
    assert strict(searched, "*", narrowed={"year": [""]}) == {"grain"}
    assert strict(searched, "*", narrowed={"topic": ["", "maritime-security"]}) == ALL


def test_what_a_briefing_is_is_counted_and_holds_all_together(searched):
    filters = {"unread": {"ports", "liman"}, "starred": {"liman", "gone"}}
    told = facets(searched, "*", filters=filters, narrowed={"is": ["unread"]})
    assert told["is"] == {"unread": 2, "starred": 1}
    assert told["lang"] == {"en": 1, "tr": 1}
    both = {"is": ["unread", "starred"]}
    assert strict(searched, "*", filters=filters, narrowed=both) == {"liman"}
    assert strict(searched, "*", filters=filters, narrowed={"is": ["marked"]}) == set()
    assert "is" not in facets(searched, "*")


def test_results_are_narrowed_by_whole_values(searched):
    assert strict(searched, "*", narrowed={"lang": ["en"]}) == {"ports", "grain"}
    assert strict(searched, "*", narrowed={"lang": ["en", "tr"]}) == ALL
    assert strict(searched, "*", narrowed={"lang": ["en"], "year": ["2031"]}) == {"ports"}
    assert strict(searched, "*", narrowed={"topic": ["security"]}) == set()
    assert strict(searched, "*", narrowed={"topic": []}) == set()
    answer = ask(searched, "harbour planning", narrowed={"year": ["2031"]})
    assert (answer.total, answer.strict) == (1, 1)


def test_by_date_the_newest_come_first_and_the_undated_last(searched):
    slugs = [match.slug for match in ask(searched, "port OR harbour", sort="date").matches]
    assert slugs == ["liman", "ports", "grain"]


def test_by_title_in_the_order_of_the_fold(searched):
    slugs = [match.slug for match in ask(searched, "port OR harbour", sort="title").matches]
    assert slugs == ["grain", "liman", "ports"]


def test_the_limit_cuts_and_the_total_counts_all(searched):
    answer = ask(searched, "port OR harbour", limit=2)
    assert (len(answer.matches), answer.total) == (2, 3)
    assert ask(searched, "harbour", limit=0).matches == ()
    assert ask(searched, "harbour", limit=0).total == 2


def test_an_answer_that_is_not_wanted_is_not_complete(searched):
    assert not ask(searched, "harbour", wanted=lambda: False).complete
    assert ask(searched, "harbour").complete


def test_a_match_tells_where_the_words_stand(searched):
    (match,) = ask(searched, 'planning "told us"').matches
    told = {
        (hit.field, hit.index): [
            {"body": PORTS.body}[hit.field][hit.index][start:end] for start, end in hit.spans
        ]
        for hit in match.hits
    }
    assert told == {("body", 0): ["told us"], ("body", 1): ["planning"]}
    assert [hit.paragraph for hit in match.hits] == [1, 2]
    assert match.snippet.paragraph == match.snippet.index + 1


ALIKE = [
    Document("a", "1", "Grain corridor insurance", body=("Ships sail.",)),
    Document("b", "1", "On ships", takeaways=("The corridor for grain has insurance.",)),
    Document("c", "1", "On wheat", body=("A grain corridor with insurance.",)),
    Document("d", "1", "Grain, NATO, insurance, corridors", takeaways=("The tariff of 2030.",)),
    Document("e", "1", "A NATO tariff"),
    *(Document(f"x{i}", "1", f"Ferry number {i} of the line") for i in range(12)),
]


def test_what_shares_telling_words_in_title_or_takeaways_is_alike(searched):
    searched.update(ALIKE)
    found = searched.alike("a", ["Grain corridor insurance", "A NATO tariff for ships."], "en")
    assert [(near.slug, set(near.words)) for near in found] == [
        ("d", {"Grain", "corridor", "insurance", "NATO", "tariff"}),
        ("b", {"Grain", "corridor", "insurance", "ships"}),
        ("grain", {"Grain", "corridor", "ships"}),
    ]
    assert set(found[0].words[:2]) == {"NATO", "tariff"}  # the rarest come first
    assert found[0].score > found[1].score > 0
    (first,) = searched.alike("a", ["Grain corridor insurance"], "en", limit=1)
    assert first.slug == "b"  # of those as near, by slug


def test_few_words_and_common_ones_make_nothing_alike(searched):
    searched.update(ALIKE)
    assert searched.alike("a", ["Grain corridor"], "en") == ()
    assert searched.alike("x1", ["Ferry number of the line"], "en") == ()
    assert searched.alike("a", ["", "[1] ??"], "") == ()
    assert searched.alike("a", [], "en") == ()
    searched.update([], ["b", "d"])
    assert searched.alike("a", ["Grain corridor insurance"], "en") == ()


def test_putting_a_document_again_replaces_it(searched):
    searched.update([Document("ports", "9", "Nothing Left")], [])
    assert searched.manifest() == {"ports": "9", "liman": "2", "grain": "3"}
    assert strict(searched, "planning") == set()
    assert strict(searched, "nothing") == {"ports"}


def test_removing_takes_a_document_out(searched):
    searched.update([], ["ports", "never-there"])
    assert searched.manifest() == {"liman": "2", "grain": "3"}
    assert strict(searched, "harbour") == {"grain"}
    assert strict(searched, "-liman") == {"grain"}


def test_putting_and_removing_at_once_puts(searched):
    searched.update([Document("ports", "9", "Again")], ["ports", "grain"])
    assert searched.manifest() == {"ports": "9", "liman": "2"}


def test_of_several_of_one_slug_the_last_stays(searched):
    searched.update([Document("x", "1", "Former"), Document("x", "2", "Latter")], [])
    assert searched.manifest()["x"] == "2"
    assert strict(searched, "former") == set()
    assert strict(searched, "latter") == {"x"}


def test_a_document_of_nothing_can_be_put(searched):
    searched.update([Document("empty", "0", "")], [])
    assert "empty" in strict(searched, "-harbour")


def test_hostile_text_is_indexed_and_found(searched):
    body = ("\x1b]52;a\x07 \ud800 \u202edrow\u202c " + "x" * 100_000 + " end\x00", "[1][2]", "\n")
    searched.update([Document("odd", "0", "\u0130\u0307" * 50, body=body)], [])
    assert strict(searched, "end drow") == {"odd"}
    assert strict(searched, "x" * 100_000) == {"odd"}
    assert strict(searched, "=" + "x" * 1_500) == {"odd"}
    assert strict(searched, "x" * 20) == set()
