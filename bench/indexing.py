"""Speed of indexing an archive, beside stock Whoosh on the same texts.

    python bench/indexing.py ARCHIVE [--runs 3]

Both get the same parsed briefings, in turn, in an empty folder; what is timed is analysis, writing
and commit, in CPU seconds of this process. `stock` is Whoosh as its documentation begins: a schema
of TEXT fields with the stemming analyzer and the default writer. `refresh` is everything that a
first start does: scan, read, parse, catalogue and index.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import warnings
from pathlib import Path

from briefing_tui.archive import Archive
from briefing_tui.archive.refresh import _document, _stamp, digest_of, entry_of, parse
from briefing_tui.archive.scan import scan
from briefing_tui.briefing import Author, Briefing
from briefing_tui.search import Document, Index

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import analysis, fields
    from whoosh import index as stock_index


def documents(root: Path) -> list[Document]:
    out = []
    profiles: dict[str, Author] = {}
    for found in scan(root).files:
        data = (root / found.key.decode()).read_bytes()
        value, _ = parse(data, found)
        if isinstance(value, Author):
            profiles[found.slug] = value
        elif isinstance(value, Briefing):
            out.append(
                _document(value, _stamp(digest_of(data), entry_of(value), profiles), profiles)
            )
    return out


def ours(docs: list[Document], folder: Path) -> float:
    index = Index.open(folder)
    start = time.process_time()
    for at in range(0, len(docs), 200):
        index.update(docs[at : at + 200], [])
    took = time.process_time() - start
    index.close()
    return took


def stock(docs: list[Document], folder: Path) -> float:
    folder.mkdir()
    stemming = analysis.StemmingAnalyzer()
    schema = fields.Schema(
        slug=fields.ID(unique=True, stored=True),
        title=fields.TEXT(stemming, stored=True),
        takeaways=fields.TEXT(stemming),
        body=fields.TEXT(stemming, stored=True),
        notes=fields.TEXT(stemming),
        authors=fields.TEXT,
        topics=fields.KEYWORD,
        date=fields.ID(stored=True),
    )
    index = stock_index.create_in(str(folder), schema)
    start = time.process_time()
    writer = index.writer()
    for doc in docs:
        writer.add_document(
            slug=doc.slug,
            title=doc.title,
            takeaways=" ".join(doc.takeaways),
            body="\n".join(doc.body),
            notes="\n".join(text for _, text in doc.notes),
            authors=" ".join(doc.authors),
            topics=" ".join(doc.topics),
            date=doc.date,
        )
    writer.commit()
    took = time.process_time() - start
    index.close()
    return took


def refresh(root: Path, folder: Path) -> float:
    start = time.process_time()
    with Archive.open(root, cache=folder) as archive:
        archive.refresh()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    docs = documents(options.archive)
    words = sum(len(text.split()) for doc in docs for text in doc.body)
    print(f"{len(docs)} briefings, {words / max(1, len(docs)):.0f} words each")
    times: dict[str, list[float]] = {"stock": [], "ours": [], "refresh": []}
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            times["stock"].append(stock(docs, Path(folder) / "stock"))
            times["ours"].append(ours(docs, Path(folder) / "ours"))
            times["refresh"].append(refresh(options.archive, Path(folder) / "cache"))
    base = statistics.median(times["stock"])
    for label, took in times.items():
        median = statistics.median(took)
        print(f"{label:10}{len(docs) / median:8.0f} briefings/CPU s   x{base / median:.2f} stock")


if __name__ == "__main__":
    main()
