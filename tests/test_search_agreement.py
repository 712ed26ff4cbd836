"""The index and the oracle agree, whatever the archive and whatever the query."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_oracle import Oracle

from briefing_tui.search import Document, Index, hits, parse_query
from briefing_tui.search.tree import HAS

FILTERS = {"starred": {"a", "c", "zzz"}, "unread": ()}

WORDS = (
    "us US U.S. US-Japan japan B-52 B52 NATO nato the of will port ports Ports porting alliance "
    "alliances Köklen koklen İstanbul istanbul ISTANBUL Ankara’nın ankara görüşmeler gorusme "
    "Ёлка елка санкции санкций 中国 中国的 forbes.com www.forbes.com/a/b l’OTAN otan 54,000 2024 "
    "don't [1] = ʼ"
).split()
words = st.sampled_from(WORDS)
sentences = st.lists(words, max_size=6).map(" ".join)
documents = st.builds(
    Document,
    slug=st.sampled_from("abcde"),
    stamp=st.just("1"),
    title=sentences,
    takeaways=st.lists(sentences, max_size=2).map(tuple),
    body=st.lists(sentences, max_size=3).map(tuple),
    notes=st.lists(sentences, max_size=2).map(lambda texts: tuple(enumerate(texts, 1))),
    authors=st.lists(words, max_size=2).map(tuple),
    topics=st.lists(words, max_size=1).map(tuple),
    lang=st.sampled_from(["en", "tr", "ru", "", "de-DE"]),
    date=st.sampled_from(["", "2024", "2024-03", "2023-12-01"]),
    accessed=st.lists(st.sampled_from(["2024-02-29", "2024-03-01", "2025-01-01"]), max_size=2).map(
        tuple
    ),
)
parts = st.one_of(
    words,
    words,
    st.sampled_from(["OR", "-", "(", ")", "=", "title:", "body:", "lang:tr", '"']),
    sentences.map(lambda text: f'"{text}"'),
    words.map(lambda word: f"{word[:3]}*"),
    words.map(lambda word: f"-{word}"),
    words.map(lambda word: f"={word}"),
    words.map(lambda word: f"note:{word}"),
    words.map(lambda word: f"{word}~"),
    words.map(lambda word: f"{word[1:]}{word[:1]}~2"),
    st.builds("{}*{}".format, words.map(lambda word: word[:2]), words.map(lambda word: word[-1:])),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "date:", "accessed:", "-date:", "-accessed:", "title:"]),
        st.sampled_from(["", ">", ">=", "<", "<=", "2023..", ".."]),
        st.sampled_from(["2023", "2024", "2024-02", "2024-03", "2024-02-29", "2023-13"]),
    ),
    st.sampled_from([f"has:{name}" for name in HAS]),
    st.sampled_from(["*", "is:starred", "-is:starred", "is:unread", "topic:*", "-has:date"]),
)
queries = st.lists(parts, min_size=1, max_size=5).map(" ".join)
once = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@once
@given(
    st.lists(st.lists(documents, max_size=3), min_size=1, max_size=3),
    st.sampled_from(["", "a", "bc"]),
    st.lists(queries, min_size=1, max_size=4),
    st.sampled_from(["date", "title"]),
    st.sampled_from([1, 3, 20]),
    st.dictionaries(
        st.sampled_from(["lang", "year", "month", "topic", "is"]),
        st.sets(
            st.sampled_from(["en", "tr", "2024", "2024-03", "NATO", "ports", "starred", ""]),
            min_size=1,
        ),
        max_size=2,
    ),
)
def test_index_and_oracle_agree(batches, gone, asked, sort, limit, narrowed):  # noqa: PLR0917
    with tempfile.TemporaryDirectory() as folder:
        index, oracle = Index.open(Path(folder) / "index"), Oracle()
        for at, batch in enumerate(batches):
            index.update(batch, gone if at else ())
            oracle.update(batch, gone if at else ())
        assert index.manifest() == oracle.manifest()
        for text in asked:
            query = parse_query(text, filters=FILTERS)
            told, expected = (
                each.search(
                    query, limit=limit, sort=sort, filters=FILTERS, narrowed=narrowed, facets=True
                )
                for each in (index, oracle)
            )
            assert told.facets == expected.facets, text
            assert (told.total, told.strict) == (expected.total, expected.strict), (text, told)
            scope = {"filters": FILTERS, "narrowed": narrowed}
            every = {m.slug: m for m in oracle.search(query, **scope).matches}
            every_told = index.search(query, **scope).matches
            assert {(m.slug, m.loose) for m in every_told} == {
                (m.slug, m.loose) for m in every.values()
            }, text
            if sort == "title" or "" not in {d.date for b in batches for d in b}:
                assert [m.loose for m in told.matches] == [m.loose for m in expected.matches]
            for match in every_told:
                assert match == every[match.slug]
        index.close()


@once
@given(
    st.lists(st.lists(documents, max_size=5), min_size=1, max_size=3),
    st.sampled_from("abcz"),
    st.lists(sentences, max_size=3),
    st.sampled_from(["en", "tr", ""]),
)
def test_index_and_oracle_agree_on_what_is_alike(batches, slug, texts, lang):
    with tempfile.TemporaryDirectory() as folder:
        index, oracle = Index.open(Path(folder) / "index"), Oracle()
        for batch in batches:
            index.update(batch)
            oracle.update(batch)
        told, expected = (each.alike(slug, texts, lang) for each in (index, oracle))
        assert {each.slug: each.words for each in told} == {
            each.slug: each.words for each in expected
        }
        index.close()


@once
@given(st.text(max_size=60))
def test_any_text_is_a_query(text):
    query = parse_query(text)
    assert query == parse_query(text)
    assert query.text == text
    assert (query.tree is None) == (query.understood == "")
    hits(
        query,
        [("body", 0, "Any text, U.S.-made [1] at forbes.com.", 1), ("title", 0, text, 0)],
        "en",
    )


@once
@given(st.lists(st.sampled_from('"-=()*~<>:|.…US the of OR title: a 中'), max_size=30).map("".join))
def test_any_signs_are_a_query(text):
    query = parse_query(text)
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index")
        index.update([Document("a", "1", "The US of a 中"), Document("b", "1", text)], [])
        answer = index.search(query)
        assert answer.complete
        for match in answer.matches:
            for start, end in match.snippet.spans:
                assert match.snippet.text[start:end].strip()
        index.close()


@once
@given(st.text(), st.sampled_from(["en", "tr", "ru", "", "x-none"]), queries)
def test_hits_lie_in_the_text_in_order(text, lang, query):
    for hit in hits(parse_query(query), [("note", 4, text, 0)], lang):
        ends = [0]
        for start, end in hit.spans:
            assert ends[-1] <= start < end <= len(text)
            ends.append(end)
