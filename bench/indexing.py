"""Speed of indexing an archive, beside stock Whoosh on the same texts.

    python bench/indexing.py ARCHIVE [--runs 3]

Both get the same parsed briefings, in turn, in an empty folder; what is timed is analysis, writing
and commit, in CPU seconds. Each run is a process of its own, so that no cache of words is warm.
`stock` is Whoosh as its documentation begins: a schema of TEXT fields with the stemming analyzer
and the default writer. `refresh` is everything that a first start does: scan, read, parse,
catalogue and index. The stemmers are told, because those in pure Python are half of the work while
an archive is small.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import tempfile
import time
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_tui.archive import Archive
from briefing_tui.archive.parsing import digest_of, document_of, entry_of, parse, stamp_of
from briefing_tui.archive.scan import scan
from briefing_tui.briefing import Author, Briefing
from briefing_tui.search import Document, Index
from briefing_tui.search.stemming import stemmers_version

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import analysis, fields
    from whoosh import index as stock_index

AT_ONCE = 2000  # as a first start does


def documents(root: Path) -> list[Document]:
    out = []
    profiles: dict[str, Author] = {}
    for found in scan(root).in_order():
        data = (root / found.key.decode()).read_bytes()
        value, _ = parse(data, found)
        if isinstance(value, Author):
            profiles[found.slug] = value
        elif isinstance(value, Briefing):
            out.append(
                document_of(value, stamp_of(digest_of(data), entry_of(value), profiles), profiles)
            )
    return out


def ours(docs: list[Document], folder: Path) -> None:
    index = Index.open(folder)
    for at in range(0, len(docs), AT_ONCE):
        index.update(docs[at : at + AT_ONCE], [])
    index.close()


def stock(docs: list[Document], folder: Path) -> None:
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
    index.close()


def refresh(root: Path, folder: Path) -> None:
    with Archive.open(root, cache=folder) as archive:
        archive.refresh()


def measured(work: Callable[[], None], pipe: Connection) -> None:
    start = time.process_time()
    work()
    took = time.process_time() - start
    pipe.send((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def apart(work: Callable[[], None]) -> tuple[float, float]:
    """Do work in a process of its own; give its CPU seconds and its peak memory in MB."""
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=measured, args=(work, there))
    process.start()
    there.close()
    told: tuple[float, float] = here.recv()
    process.join()
    return told


def size_of(folder: Path) -> float:
    """Give what the files of a folder take, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    docs = documents(options.archive)
    words = sum(len(text.split()) for doc in docs for text in doc.body)
    print(f"{len(docs)} briefings, {words / max(1, len(docs)):.0f} words each")
    print(f"stemmers: snowballstemmer {stemmers_version()}")
    work = {
        "stock": partial(stock, docs),
        "ours": partial(ours, docs),
        "refresh": partial(refresh, options.archive),
    }
    told: dict[str, list[tuple[float, float, float]]] = {label: [] for label in work}
    for _ in range(options.runs):
        for label, job in work.items():
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / label
                told[label].append((*apart(partial(job, target)), size_of(target)))
    base = statistics.median(took for took, _, _ in told["stock"])
    for label, runs in told.items():
        took, memory, disk = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"{label:8}{len(docs) / took:6.0f} briefings/CPU s   x{base / took:.2f} stock"
            f"   {memory:5.0f} MB memory   {disk:5.0f} MB disk"
        )


if __name__ == "__main__":
    main()
