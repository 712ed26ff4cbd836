"""The catalogue's answers about sources, beside those of plain loops over all citations."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.briefing import Citation
from briefing_tui.catalogue import evidence
from briefing_tui.catalogue.tables import connect
from briefing_tui.evidence import Basis, CitedNote, Claim
from briefing_tui.sources import host, name_key, source_id, source_query, words_of

URLS = (
    None, "https://herald.example/a", "http://www.herald.example/a/?utm_source=x",
    "https://news.herald.example/b", "http://herald.example:8080/a", "https://aherald.example/c",
    "http://192.0.2.7/r", "http://intranet/r",
)  # fmt: skip
ASKED = (
    "herald.example", "news.herald.example", "http://herald.example:8080", "192.0.2.7", "example.",
    "http://intranet", "https://herald.example/a", "ministers", "agree channel", "storms", "er", "",
)  # fmt: skip


@st.composite
def citations(draw):
    cited = Citation(
        title=draw(st.sampled_from((None, "Ministers Agree", "MINISTERS AGREE", "Storms"))),
        publisher=draw(st.sampled_from((None, "Channel Herald", "Met"))),
        url=draw(st.sampled_from(URLS)),
        authors=draw(st.sampled_from(((), ("Ada Doe",), ("Ada Doe", "Bo Roe")))),
        accessed=draw(st.sampled_from((None, "2031-05-02", "2031-06-01"))),
        places=draw(st.sampled_from(((), (("title", 1, 4), ("url", 7, 9))))),
    )
    return Citation(
        source_id(cited), cited.title, cited.publisher, cited.url, cited.authors, None,
        cited.accessed, None, cited.places,
    )  # fmt: skip


BASES = st.lists(st.tuples(st.integers(1, 3), citations()), max_size=4).map(
    lambda cited: Basis(
        tuple(
            CitedNote(number, f"note {number}", each, via=number - 1, more=number == 3)
            for number, each in sorted(cited, key=lambda pair: pair[0])
        ),
        (Claim("takeaway", 1, "Agreed.", (1, 2), 0, 0, 7), Claim("sentence", 0, "So.", (3,))),
    )
)
SLUGS = st.sampled_from(("one", "two", "three"))
CHANGES = st.lists(st.tuples(SLUGS, st.none() | BASES), max_size=6)


class Plain:
    """Answers by going through everything."""

    def __init__(self, bases):
        self.cited = [(slug, note) for slug, basis in sorted(bases.items()) for note in basis.notes]

    def _named(self, key):
        pages, bare = set(), set()
        for _, note in self.cited:
            if note.citation.id and name_key(note.citation) == key:
                (pages if note.citation.url else bare).add(note.citation.id)
        return pages, bare

    def joined(self, ids):
        for _ in range(2):
            for key in {name_key(n.citation) for _, n in self.cited if n.citation.id in ids}:
                pages, bare = self._named(key)
                if key and len(pages) == 1:
                    ids = ids | pages | bare
        return ids

    def matching(self, query):
        found = set()
        for _, note in self.cited:
            cited = note.citation
            if not cited.id or not query.value:
                continue
            if query.kind == "words":
                named = (cited.title, cited.publisher, *cited.authors)
                words = " ".join(words_of(part) for part in named if part)
                hit = f" {query.value}" in f" {words}"
            elif query.kind == "host":
                there = host(cited.url) if cited.url else ""
                hit = there == query.value or there.endswith(f".{query.value}")
                hit = hit and (not query.port or f":{query.port}/" in cited.url)
            else:
                hit = cited.id == query.value
            if hit:
                found.add(cited.id)
        return self.joined(found)

    def records(self, ids):
        same = {}
        for _, note in self.cited:
            pages, bare = self._named(name_key(note.citation))
            if name_key(note.citation) and len(pages) == 1:
                same.update(dict.fromkeys(bare, next(iter(pages))))
        uses = defaultdict(list)
        for slug, note in self.cited:
            if note.citation.id and (ids is None or note.citation.id in ids):
                uses[same.get(note.citation.id, note.citation.id)].append((slug, note))
        out = []
        for group in uses.values():
            dates = [note.citation.accessed for _, note in group if note.citation.accessed]
            first = next((n for _, n in group if n.citation.url), group[0][1])
            out.append(
                (
                    first.citation,
                    len({(slug, note.number) for slug, note in group}),
                    len({slug for slug, _ in group}),
                    min(dates, default=""),
                    max(dates, default=""),
                )
            )
        return out


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"


def kept(path, changes):
    """Give a catalogue after changes, and what it should hold."""
    db = connect(path)
    bases = {}
    for slug, basis in changes:
        if basis is None:
            evidence.drop(db, slug)
            bases.pop(slug, None)
        else:
            evidence.store(db, slug, basis)
            bases[slug] = basis
    return db, bases


@settings(deadline=None, max_examples=150)
@given(CHANGES)
def test_answers_are_those_of_plain_loops(path, changes):
    db, bases = kept(path, changes)
    try:
        known = evidence.Evidence(lambda query, *values: db.execute(query, values).fetchall())
        plain = Plain(bases)
        for query in map(source_query, ASKED):
            ids = known.matching(query)
            assert ids == plain.matching(query)
            uses = {slug: [n for s, n in plain.cited if s == slug and n.citation.id in ids]
                    for slug in bases}  # fmt: skip
            assert known.uses(ids) == {slug: notes for slug, notes in uses.items() if notes}
            assert told(known.records(ids)) == sorted(plain.records(ids), key=repr)
        assert told(known.records()) == sorted(plain.records(None), key=repr)
        assert known.bases(bases) == bases
        assert db.execute(
            "SELECT count(*) FROM source WHERE number NOT IN (SELECT source FROM citation)"
        ).fetchone() == (0,)
    finally:
        db.rollback()
        db.close()


def told(records):
    return sorted(
        ((r.citation, r.notes, r.briefings, r.first_access, r.last_access) for r in records),
        key=repr,
    )


@pytest.mark.parametrize("asked", ["https://herald.example/a", "herald.example", "0123456789ab"])
def test_asking_for_a_page_or_a_domain_reads_no_table_from_end_to_end(path, asked):
    db = connect(path)
    plans = []

    def ask(query, *values):
        plans.extend(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values))
        return db.execute(query, values).fetchall()

    known = evidence.Evidence(ask)
    ids = known.matching(source_query(asked))
    known.uses(ids)
    known.records(ids)
    known.bases(["one"])
    known.cited_by("0123456789ab")
    db.close()
    assert len(plans) > 20
    assert [plan for plan in plans if plan.startswith("SCAN") and "json_each" not in plan] == []
