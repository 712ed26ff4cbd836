"""How well searches rank, on public test collections, beside stock Whoosh, SQLite FTS5 and tantivy.

    python bench/quality.py FOLDER [--engines ours,whoosh,fts5,tantivy]

FOLDER holds Cranfield (`cran.all.1400`, `cran.qry`, `cranqrel`) or CISI (`CISI.ALL`, `CISI.QRY`,
`CISI.REL`) or both, in the SMART format, as universities and course pages publish them; they are
not part of this repository. Every engine indexes title and text (Cranfield's texts begin with their
title again) and is asked the words of every query that has a relevant document, without its
punctuation. Ours answers as `briefing search` does: all words first, then any; the others are asked
for any of the words, which ranks best for them. A document is relevant or not; grades are not used.

MAP is the mean average precision over the first 1,000 documents, nDCG@10 has gain 1 and the
discount log2(rank + 1) (Järvelin and Kekäläinen, ACM TOIS 20, 2002), recall@20 is the share of the
relevant documents that are among the first 20.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import mean

from briefing_tui.search import Document, Index, parse_query

DEPTH = 1000

Search = Callable[[str], list[str]]
"""Gives the ids of documents for a query, the best first."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, queries, and which answer which."""

    name: str
    documents: dict[str, tuple[str, str]]
    """Id -> title and text."""
    queries: dict[str, str]
    relevant: dict[str, set[str]]


def records(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Give number and fields of each record of a file in the SMART format."""
    out: list[tuple[str, dict[str, str]]] = []
    field = ""
    for line in path.read_text(encoding="latin-1").splitlines():
        if match := re.match(r"\.I\s+(\d+)", line):
            out.append((str(int(match[1])), {}))
            field = ""
        elif match := re.fullmatch(r"\.([A-Z])\s*", line):
            field = match[1]
        elif out and field:
            fields = out[-1][1]
            fields[field] = f"{fields[field]} {line}" if field in fields else line
    return out


def cranfield(folder: Path) -> Collection:
    documents = {
        number: (fields.get("T", ""), fields.get("W", ""))
        for number, fields in records(folder / "cran.all.1400")
    }
    # The judgements count the queries from 1; the queries have other numbers.
    queries = {
        str(at): fields["W"] for at, (_, fields) in enumerate(records(folder / "cran.qry"), 1)
    }
    relevant: dict[str, set[str]] = {}
    for line in filter(str.strip, (folder / "cranqrel").read_text().splitlines()):
        query, document, *grade = line.split()
        if not grade or int(grade[0]) > 0:  # -1: not relevant after all
            relevant.setdefault(query, set()).add(document)
    return Collection("Cranfield", documents, queries, relevant)


def cisi(folder: Path) -> Collection:
    documents = {
        number: (fields.get("T", ""), fields.get("W", ""))
        for number, fields in records(folder / "CISI.ALL")
    }
    queries = {
        number: " ".join(part for name in "TW" if (part := fields.get(name)))
        for number, fields in records(folder / "CISI.QRY")
    }
    relevant: dict[str, set[str]] = {}
    for line in filter(str.strip, (folder / "CISI.REL").read_text().splitlines()):
        query, document, *_ = line.split()
        relevant.setdefault(query, set()).add(document)
    return Collection("CISI", documents, queries, relevant)


# --- engines


def ours(documents: dict[str, tuple[str, str]], folder: Path) -> Search:
    index = Index.open(folder / "ours")
    index.update(
        Document(number, "1", title, body=(text,), lang="en")
        for number, (title, text) in documents.items()
    )

    def search(query: str) -> list[str]:
        return [match.slug for match in index.search(parse_query(query), limit=DEPTH).matches]

    return search


def whoosh(documents: dict[str, tuple[str, str]], folder: Path) -> Search:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh import analysis, fields, index, qparser

    stemming = analysis.StemmingAnalyzer()
    schema = fields.Schema(
        id=fields.ID(stored=True), title=fields.TEXT(stemming), text=fields.TEXT(stemming)
    )
    (folder / "whoosh").mkdir()
    stock = index.create_in(str(folder / "whoosh"), schema)
    writer = stock.writer()
    for number, (title, text) in documents.items():
        writer.add_document(id=number, title=title, text=text)
    writer.commit()
    parser = qparser.MultifieldParser(["title", "text"], schema, group=qparser.OrGroup)
    searcher = stock.searcher()

    def search(query: str) -> list[str]:
        return [hit["id"] for hit in searcher.search(parser.parse(query.lower()), limit=DEPTH)]

    return search


def fts5(documents: dict[str, tuple[str, str]], folder: Path) -> Search:
    db = sqlite3.connect(folder / "fts5")
    db.execute("CREATE VIRTUAL TABLE doc USING fts5 (id UNINDEXED, title, text, tokenize='porter')")
    db.executemany(
        "INSERT INTO doc VALUES (?, ?, ?)", ((n, *texts) for n, texts in documents.items())
    )

    def search(query: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in query.split())
        rows = db.execute(
            "SELECT id FROM doc WHERE doc MATCH ? ORDER BY rank LIMIT ?", (words, DEPTH)
        )
        return [number for (number,) in rows]

    return search


def tantivy(documents: dict[str, tuple[str, str]], folder: Path) -> Search:
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", tokenizer_name="en_stem")
    (folder / "tantivy").mkdir()
    index = engine.Index(builder.build(), path=str(folder / "tantivy"))
    writer = index.writer()
    for number, (title, text) in documents.items():
        writer.add_document(engine.Document(id=number, title=title, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> list[str]:
        parsed = index.parse_query(query.lower(), ["title", "text"])
        return [searcher.doc(found)["id"][0] for _, found in searcher.search(parsed, DEPTH).hits]

    return search


ENGINES = {"ours": ours, "whoosh": whoosh, "fts5": fts5, "tantivy": tantivy}


# --- measures


def average_precision(found: list[str], relevant: set[str]) -> float:
    hits, total = 0, 0.0
    for rank, number in enumerate(found, 1):
        if number in relevant:
            hits += 1
            total += hits / rank
    return total / len(relevant)


def ndcg(found: list[str], relevant: set[str], depth: int = 10) -> float:
    gained = sum(1 / log2(rank + 1) for rank, n in enumerate(found[:depth], 1) if n in relevant)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(depth, len(relevant)) + 1))
    return gained / best


def recall(found: list[str], relevant: set[str], depth: int = 20) -> float:
    return len(relevant.intersection(found[:depth])) / len(relevant)


def measure(collection: Collection, engines: list[str]) -> None:
    judged = {n: text for n, text in collection.queries.items() if collection.relevant.get(n)}
    print(f"{collection.name}: {len(collection.documents)} documents, {len(judged)} queries")
    for name in engines:
        with tempfile.TemporaryDirectory() as folder:
            try:
                search = ENGINES[name](collection.documents, Path(folder))
            except ImportError:
                print(f"  {name:8} is not installed")
                continue
            rows = []
            for number, text in judged.items():
                words = " ".join(re.findall(r"\w+", text))
                found, relevant = search(words), collection.relevant[number]
                rows.append(
                    (
                        average_precision(found, relevant),
                        ndcg(found, relevant),
                        recall(found, relevant),
                    )
                )
            figures = [mean(column) for column in zip(*rows, strict=True)]
            print(
                "  {:8} MAP {:.4f}   nDCG@10 {:.4f}   recall@20 {:.4f}".format(name, *figures),
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default=",".join(ENGINES))
    options = parser.parse_args()
    engines = options.engines.split(",")
    if (options.folder / "cran.all.1400").exists():
        measure(cranfield(options.folder), engines)
    if (options.folder / "CISI.ALL").exists():
        measure(cisi(options.folder), engines)


if __name__ == "__main__":
    main()
