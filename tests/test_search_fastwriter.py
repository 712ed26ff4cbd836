"""The faster writer leaves on disk what Whoosh's own would."""

from __future__ import annotations

import random

import pytest
from whoosh.codec.whoosh3 import W3Codec
from whoosh.writing import SegmentWriter

from briefing_tui.search import Document, Index, fastreader, fastwriter, parse_query
from briefing_tui.search.schema import row
from briefing_tui.search.tree import FIELDS

WORDS = "port ports the US U.S. Köklen санкции 中国 forbes.com us-japan".split() + [
    f"word{i}" for i in range(60)
]


def documents(count, seed, *, first=0):
    chance = random.Random(seed)

    def text(most):
        return " ".join(chance.choices(WORDS, k=chance.randint(0, most)))

    return [
        Document(
            slug=f"s{first + i}",
            stamp=str(seed),
            title=text(4),
            takeaways=(text(9), text(9)),
            body=tuple(text(300) for _ in range(chance.randint(0, 3))),
            notes=((1, text(12)),),
            lang=chance.choice(["en", "tr", ""]),
        )
        for i in range(count)
    ]


def stock(index):
    codec = W3Codec()
    codec.length_stats = False
    return SegmentWriter(index, codec=codec, compound=False)


def build(folder, open_writer):
    """Three batches, deletions in between, the first two merged into the third."""
    index = Index.open(folder)
    inner = index._index
    for at, (batch, gone) in enumerate(
        [(documents(200, 1), ()), (documents(170, 2, first=200), range(0, 90, 3)), ([], [5, 201])]
    ):
        writer = open_writer(inner)
        for number in gone:
            writer.delete_document(number)
        for document in [*batch, *documents(3, 9 + at, first=900 + 3 * at)]:
            writer.add_document(**row(document))
        if at < 2:
            writer.commit(merge=False)
        else:
            writer.commit(mergetype=_everything)
    return index


def _everything(writer, segments):
    for segment in segments:
        fastwriter.merge(writer, segment)
    return []


def content(index):
    reader = index._index.reader()
    try:
        postings = {}
        for (field, term), info in reader:
            matcher = reader.postings(field, term)
            found = []
            while matcher.is_active():
                found.append((matcher.id(), matcher.weight(), matcher.value()))
                matcher.next()
            postings[field, term] = (
                found,
                info.weight(),
                info.doc_frequency(),
                info.min_id(),
                info.max_id(),
                info.max_weight(),
            )
        stored = [reader.stored_fields(number) for number in reader.all_doc_ids()]
        cards = list(reader.column_reader("card", translate=False))
    finally:
        reader.close()
    return postings, stored, cards


def test_this_is_the_whoosh_it_was_written_for():
    assert fastreader.is_supported()


def test_postings_are_those_of_the_stock_writer(tmp_path):
    ours = build(tmp_path / "ours", fastwriter.open_writer)
    theirs = build(tmp_path / "theirs", stock)
    assert content(ours) == content(theirs)
    assert len(content(ours)[1]) == 170 + 200 + 9 - 32
    ours.close()
    theirs.close()


def test_what_is_read_the_fast_way_is_what_whoosh_reads(tmp_path, monkeypatch):
    index = build(tmp_path / "index", fastwriter.open_writer)
    reader = index._index.reader()

    def read():
        return (
            {
                fields: sorted(fastreader.unpacked_words(packed))
                for fields, packed in fastreader.spellings(reader).items()
            },
            {name: list(fastreader.beginning(reader, name, b"~wo")) for name in FIELDS},
            [list(fastreader.beginning(reader, "body", begin)) for begin in (b"", b"p", b"zz")],
            list(fastreader.beginning(reader, "label", b"lang=")),
            fastreader.values(reader, "slug"),
            {
                term: [
                    posting
                    for block in fastreader.postings(reader, "body", term)
                    for posting in zip(*block, strict=True)
                ]
                for term in (b"the", b"~port", b"none")
            },
        )

    fast = read()
    monkeypatch.setattr("whoosh.__version__", (3, 0))
    assert read() == fast
    assert sum(len(words) for fields, words in fast[0].items() if "body" in fields) > 50
    assert len(fast[0]) > 1
    assert len(fast[5][b"the"]) > 200
    reader.close()
    index.close()


@pytest.mark.parametrize("version", [(2, 7, 5), (3, 0)])
def test_with_another_whoosh_the_stock_writer_and_matchers_serve(tmp_path, monkeypatch, version):
    index = Index.open(tmp_path / "index")
    index.update(documents(30, 1))
    asked = [
        parse_query(text)
        for text in ("port", "us", '"port the"', "wo*", "-port", "prt~", "lang:tr")
    ]
    expected = [{match.slug for match in index.search(query).matches} for query in asked]
    monkeypatch.setattr("whoosh.__version__", version)
    assert not fastreader.is_supported()
    index.update([], [f"s{i}" for i in range(30)])
    for at in range(0, 30, 2):
        index.update(documents(30, 1)[at : at + 2])
    index.update(documents(30, 1)[:20])
    assert [{match.slug for match in index.search(query).matches} for query in asked] == expected
    index.close()


def test_the_readers_of_merged_segments_are_closed_when_writing_fails(tmp_path, monkeypatch):
    index = Index.open(tmp_path / "index")
    for at in range(20):
        index.update(documents(2, at, first=2 * at))
    with monkeypatch.context() as patched:
        patched.setattr(SegmentWriter, "_commit_toc", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.update(documents(2, 99))
    assert len(index.manifest()) == 40
    index.update(documents(2, 99))
    assert len(list((tmp_path / "index").glob("*.trm"))) < 10
    index.close()
