"""Speed of searching, and of keeping an index up, beside other engines over the same briefings.

    python bench/search.py ARCHIVE [--engines ours,whoosh,fts5,tantivy,ripgrep] [--queries 12]

Peers: Whoosh as its documentation begins, SQLite's FTS5 (porter), tantivy (`pip install tantivy`)
and ripgrep, which has no index and lists the files with a word. Told are, for each: building (CPU
seconds, peak memory, disk), opening and the first query, one document changed and committed, and
ten kinds of query: median and 95th percentile of wall time, and that of CPU time, which tells more
on a machine that does other things. What each has to do for a query is to give the ids of the 20
best; ours finds the hits and cuts a snippet for each of them besides. A kind that an engine has no
means for is left out.

Each build and each round of queries is a process of its own. The words of the queries are drawn
from the archive by how many briefings they are in, the same for all. `archive` tells what a user
meets: the first start, and `Archive.refresh` when nothing, and when one file, has changed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
import warnings
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexing import documents, size_of

from briefing_tui.archive import Archive
from briefing_tui.search import Document, Index, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable

    Queries = dict[str, list[tuple[str, ...]]]

LIMIT = 20
KINDS = (
    "rare", "common", "and2", "and3", "phrase", "prefix", "fuzzy", "dates", "field", "facets",
)  # fmt: skip
TEXTS = ("title", "takeaways", "body", "notes", "authors")


def row(doc: Document) -> dict[str, str]:
    return {
        "title": doc.title,
        "takeaways": "\n".join(doc.takeaways),
        "body": "\n".join(doc.body),
        "notes": "\n".join(text for _, text in doc.notes),
        "authors": ", ".join(doc.authors),
    }


def drawn(docs: list[Document], count: int) -> Queries:
    """Draw queries of each kind."""
    chance = random.Random(7)
    often: Counter[str] = Counter()
    for doc in docs:
        text = " ".join(doc.body).lower()
        often.update({word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3})
    ranked = [word for word, _ in often.most_common()]
    common = ranked[5:60]
    middle = [word for word in ranked if 0.01 < often[word] / len(docs) < 0.1]
    rare = [word for word in ranked if 2 <= often[word] <= 5] or ranked[-50:]

    def pick(*pools: list[str]) -> list[tuple[str, ...]]:
        return [tuple(chance.choice(pool) for pool in pools) for _ in range(count)]

    phrases = []
    while len(phrases) < count:
        words = re.findall(r"[^\W\d_]+", chance.choice(chance.choice(docs).body))
        at = chance.randrange(max(1, len(words) - 1))
        if len(words) > 1:
            phrases.append((words[at], words[at + 1]))
    years = [
        (str(year), str(year + 1)) for year in (chance.randint(2016, 2025) for _ in range(count))
    ]
    return {
        "rare": pick(rare),
        "common": pick(common),
        "and2": pick(common, middle),
        "and3": pick(common, common, middle),
        "phrase": phrases,
        "prefix": [("con",), *((word[:3],) for (word,) in pick(middle)[1:])],
        "fuzzy": [(word[:2] + "x" + word[3:],) for (word,) in pick(middle)],
        "dates": years,
        "field": pick(middle),
        "facets": pick(common),
    }


# --- engines: build(docs), open() -> ask(kind, words) -> number found, change(doc)


class Ours:
    """This program's index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, docs: list[Document]) -> None:
        index = Index.open(self._folder)
        for at in range(0, len(docs), 1000):
            index.update(docs[at : at + 1000])
        index.close()

    def open(self) -> Callable[[str, tuple[str, ...]], int]:
        index = Index.open(self._folder)
        forms = {
            "phrase": '"{0} {1}"',
            "prefix": "{0}*",
            "fuzzy": "{0}~",
            "dates": "date:{0}..{1}",
            "field": "title:{0}",
        }

        def ask(kind: str, words: tuple[str, ...]) -> int:
            text = forms[kind].format(*words) if kind in forms else " ".join(words)
            answer = index.search(parse_query(text), limit=LIMIT, facets=kind == "facets")
            return answer.strict

        return ask

    def changer(self) -> Callable[[Document], None]:
        index = Index.open(self._folder)
        return lambda doc: index.update([doc])


class Whoosh:
    """Whoosh as its documentation begins."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from whoosh import analysis, fields, index, qparser, query, sorting
        self._index, self._qparser, self._query, self._sorting = index, qparser, query, sorting
        stemming = analysis.StemmingAnalyzer()
        self._schema = fields.Schema(
            slug=fields.ID(unique=True, stored=True),
            date=fields.ID(stored=True, sortable=True),
            topic=fields.KEYWORD(commas=True, sortable=True),
            **{name: fields.TEXT(stemming, stored=name in {"title", "body"}) for name in TEXTS},
        )

    def _row(self, doc: Document) -> dict[str, str]:
        return {"slug": doc.slug, "date": doc.date, "topic": ",".join(doc.topics), **row(doc)}

    def build(self, docs: list[Document]) -> None:
        self._folder.mkdir()
        writer = self._index.create_in(str(self._folder), self._schema).writer()
        for doc in docs:
            writer.add_document(**self._row(doc))
        writer.commit()

    def open(self) -> Callable[[str, tuple[str, ...]], int]:
        searcher = self._index.open_dir(str(self._folder)).searcher()
        parser = self._qparser.MultifieldParser(list(TEXTS), self._schema)
        parser.add_plugin(self._qparser.FuzzyTermPlugin())
        forms = {"phrase": '"{0} {1}"', "prefix": "{0}*", "fuzzy": "{0}~2", "field": "title:{0}"}

        def ask(kind: str, words: tuple[str, ...]) -> int:
            if kind == "dates":
                parsed = self._query.TermRange("date", words[0], words[1] + "-12-31")
            else:
                parsed = parser.parse(
                    forms[kind].format(*words) if kind in forms else " ".join(words)
                )
            facet = {}
            if kind == "facets":
                facet = {"groupedby": self._sorting.FieldFacet("topic", allow_overlap=True)}
            found = searcher.search(parsed, limit=LIMIT, **facet)
            [hit["slug"] for hit in found]
            return len(found)

        return ask

    def changer(self) -> Callable[[Document], None]:
        index = self._index.open_dir(str(self._folder))

        def change(doc: Document) -> None:
            writer = index.writer()
            writer.update_document(**self._row(doc))
            writer.commit()

        return change


class Fts5:
    """SQLite's full-text index, with tables for what is no text."""

    def __init__(self, folder: Path) -> None:
        self._path = folder.with_suffix(".sqlite")

    def build(self, docs: list[Document]) -> None:
        db = sqlite3.connect(self._path)
        db.execute(f"CREATE VIRTUAL TABLE doc USING fts5 ({', '.join(TEXTS)}, tokenize='porter')")
        db.execute("CREATE TABLE fact (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, date TEXT)")
        db.execute("CREATE INDEX by_date ON fact (date)")
        db.execute("CREATE TABLE topic (id INTEGER, name TEXT)")
        db.execute("CREATE INDEX by_id ON topic (id)")
        for number, doc in enumerate(docs, 1):
            self._put(db, number, doc)
        db.commit()
        db.close()

    def _put(self, db: sqlite3.Connection, number: int, doc: Document) -> None:
        texts = tuple(row(doc)[name] for name in TEXTS)
        db.execute(
            f"INSERT INTO doc (rowid, {', '.join(TEXTS)}) VALUES (?, ?, ?, ?, ?, ?)",
            (number, *texts),
        )
        db.execute("INSERT INTO fact VALUES (?, ?, ?)", (number, doc.slug, doc.date))
        db.executemany("INSERT INTO topic VALUES (?, ?)", ((number, name) for name in doc.topics))

    def open(self) -> Callable[[str, tuple[str, ...]], int] | None:
        db = sqlite3.connect(self._path)
        forms = {"phrase": '"{0} {1}"', "prefix": '"{0}"*', "field": 'title:"{0}"'}

        def ask(kind: str, words: tuple[str, ...]) -> int:
            if kind == "fuzzy":
                raise NotImplementedError
            if kind == "dates":
                ends = words[0], words[1] + "-12-31"
                db.execute(
                    "SELECT slug FROM fact WHERE date BETWEEN ? AND ? LIMIT ?", (*ends, LIMIT)
                ).fetchall()
                count = "SELECT count(*) FROM fact WHERE date BETWEEN ? AND ?"
                return int(db.execute(count, ends).fetchone()[0])
            plain = " ".join(f'"{word}"' for word in words)
            text = forms[kind].format(*words) if kind in forms else plain
            db.execute(
                "SELECT slug FROM doc JOIN fact ON id = doc.rowid WHERE doc MATCH ? "
                "ORDER BY rank LIMIT ?",
                (text, LIMIT),
            ).fetchall()
            if kind == "facets":
                db.execute(
                    "SELECT name, count(*) FROM doc JOIN topic ON id = doc.rowid "
                    "WHERE doc MATCH ? GROUP BY name",
                    (text,),
                ).fetchall()
            count = "SELECT count(*) FROM doc WHERE doc MATCH ?"
            return int(db.execute(count, (text,)).fetchone()[0])

        return ask

    def changer(self) -> Callable[[Document], None]:
        db = sqlite3.connect(self._path)

        def change(doc: Document) -> None:
            (number,) = db.execute("SELECT id FROM fact WHERE slug = ?", (doc.slug,)).fetchone()
            for table, column in (("doc", "rowid"), ("fact", "id"), ("topic", "id")):
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
            self._put(db, number, doc)
            db.commit()

        return change


class Tantivy:
    """The library behind Quickwit, in Rust."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._engine, self._folder = tantivy, folder

    def _index(self) -> Any:
        builder = self._engine.SchemaBuilder()
        builder.add_text_field("slug", stored=True, tokenizer_name="raw")
        builder.add_text_field("date", tokenizer_name="raw", fast=True)
        for name in TEXTS:
            builder.add_text_field(name, tokenizer_name="en_stem")
        return self._engine.Index(builder.build(), path=str(self._folder))

    def _document(self, doc: Document) -> Any:
        return self._engine.Document(slug=doc.slug, date=doc.date, **row(doc))

    def build(self, docs: list[Document]) -> None:
        self._folder.mkdir()
        writer = self._index().writer(num_threads=1)
        for doc in docs:
            writer.add_document(self._document(doc))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> Callable[[str, tuple[str, ...]], int]:
        index = self._index()
        searcher = index.searcher()
        query = self._engine.Query

        def ask(kind: str, words: tuple[str, ...]) -> int:
            if kind in {"facets", "dates"}:
                raise NotImplementedError
            if kind in {"prefix", "fuzzy"}:
                schema = index.schema
                parts = [
                    query.regex_query(schema, name, re.escape(words[0]) + ".*")
                    if kind == "prefix"
                    else query.fuzzy_term_query(schema, name, words[0], distance=2)
                    for name in TEXTS
                ]
                parsed = query.boolean_query([(self._engine.Occur.Should, part) for part in parts])
            else:
                text = {"phrase": '"{}"', "field": "title:{}"}.get(kind, "{}").format(
                    " ".join(words)
                )
                parsed = index.parse_query(text, list(TEXTS), conjunction_by_default=True)
            found = searcher.search(parsed, LIMIT, count=True)
            [searcher.doc(place)["slug"] for _, place in found.hits]
            return int(found.count)

        return ask

    def changer(self) -> Callable[[Document], None]:
        index = self._index()
        writer = index.writer(num_threads=1)

        def change(doc: Document) -> None:
            writer.delete_documents_by_term("slug", doc.slug)
            writer.add_document(self._document(doc))
            writer.commit()
            index.reload()

        return change


class Ripgrep:
    """Lists the files; no index is built, opened or kept."""

    archive: Path

    def __init__(self, _folder: Path) -> None:
        if shutil.which("rg") is None:
            raise ImportError

    def build(self, docs: list[Document]) -> None:
        pass

    def open(self) -> Callable[[str, tuple[str, ...]], int]:
        def ask(kind: str, words: tuple[str, ...]) -> int:
            if kind not in {"rare", "common", "phrase", "prefix"}:
                raise NotImplementedError
            pattern = rf"\b{words[0]}" if kind == "prefix" else rf"\b{' '.join(words)}\b"
            out = subprocess.run(
                ["rg", "-li", pattern, str(self.archive)], capture_output=True, check=False
            )
            return len(out.stdout.splitlines())

        return ask

    def changer(self) -> None:
        return None


ENGINES = {"ours": Ours, "whoosh": Whoosh, "fts5": Fts5, "tantivy": Tantivy, "ripgrep": Ripgrep}


# --- measuring, each in a process of its own


def apart(work: Callable[[], Any]) -> Any:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)

    def run() -> None:
        there.send(work())

    process = context.Process(target=run)
    process.start()
    there.close()
    told = here.recv()
    process.join()
    return told


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def built(engine: Any, docs: list[Document]) -> tuple[float, float]:
    def work() -> tuple[float, float]:
        start = time.process_time()
        engine.build(docs)
        return time.process_time() - start, peak()

    return apart(work)


def clocked(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Give wall and CPU time of some work in ms, and what it gave."""
    start, cpu = time.perf_counter(), time.process_time()
    gave = work()
    return (time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000, gave


def first(engine: Any, words: tuple[str, ...]) -> tuple[float, float]:
    def work() -> tuple[float, float]:
        return clocked(lambda: engine.open()("common", words))[:2]

    return min(apart(work) for _ in range(3))


def changed(engine: Any, docs: list[Document]) -> tuple[float, float] | None:
    def work() -> tuple[float, float] | None:
        change = engine.changer()
        if change is None:
            return None
        times = [clocked(partial(change, doc))[:2] for doc in docs[:9]]
        return tuple(statistics.median(column) for column in zip(*times[1:], strict=True))

    return apart(work)


def worst_of(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def asked(engine: Any, queries: Queries) -> tuple[dict[str, tuple[float, ...]], float]:
    def work() -> Any:
        ask = engine.open()
        before = peak()
        out = {}
        for kind in KINDS:
            try:
                told = [clocked(partial(ask, kind, words)) for words in queries[kind]]
            except NotImplementedError:
                continue
            wall, cpu, found = ([*column] for column in zip(*told, strict=True))
            out[kind] = (
                statistics.median(wall),
                worst_of(wall),
                worst_of(cpu),
                statistics.mean(found),
            )
        return out, peak() - before

    return apart(work)


def refreshed(archive: Path) -> None:
    """Tell what a user of the archive meets."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "archive"
        shutil.copytree(archive, root, copy_function=os.symlink)

        def first_start() -> tuple[float, float, float]:
            with Archive.open(root, cache=Path(scratch) / "cache") as opened:
                start = time.perf_counter(), time.process_time()
                opened.refresh()
                opened.index()
                took = time.perf_counter() - start[0], time.process_time() - start[1]
            return (*took, peak())

        wall, cpu, memory = apart(first_start)
        disk = size_of(Path(scratch) / "cache")
        print(
            f"archive: first start {wall:.0f} s ({cpu:.0f} s CPU), {memory:.0f} MB, "
            f"disk {disk:.0f} MB"
        )

        def later() -> tuple[float, ...]:
            with Archive.open(root, cache=Path(scratch) / "cache") as opened:
                opened.refresh()
                still = [clocked(opened.refresh)[:2] for _ in range(9)]
                one = []
                for path in sorted(root.glob("*.yaml"))[:9]:
                    text = path.read_text(encoding="utf-8")
                    path.unlink()
                    path.write_text(text.replace("body: |\n  ", "body: |\n  Changed. ", 1))
                    one.append(clocked(opened.refresh)[:2])
                columns = (*zip(*still, strict=True), *zip(*one, strict=True))
                return tuple(map(statistics.median, columns))

        told = apart(later)
        print(
            "archive: refresh with no change {:.0f} ms, CPU {:.0f}; "
            "one file changed {:.0f} ms, CPU {:.0f}".format(*told)
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--queries", type=int, default=12)
    options = parser.parse_args()
    docs = documents(options.archive)
    queries = drawn(docs, options.queries)
    Ripgrep.archive = options.archive
    print(f"{len(docs)} briefings; queries in ms: median / 95 % / CPU 95 % (briefings found)")
    for name in options.engines.split(","):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / name
            try:
                engine = ENGINES[name](folder)
            except ImportError:
                print(f"{name}: not installed")
                continue
            took, memory = built(engine, docs)
            disk = size_of(Path(scratch))
            wall, cpu = first(engine, queries["common"][0])
            print(
                f"{name}: build {took:.1f} s CPU ({len(docs) / max(took, 0.001):.0f}/s), "
                f"{memory:.0f} MB, disk {disk:.0f} MB; "
                f"open and first query {wall:.0f} ms, CPU {cpu:.0f}"
            )
            kinds, grown = asked(engine, queries)
            line = "   ".join(
                f"{kind} {median:.1f}/{worst:.1f}/{cpu:.1f} ({found:.0f})"
                for kind, (median, worst, cpu, found) in kinds.items()
            )
            print(f"  {line}\n  queries take {grown:.0f} MB more", flush=True)
            change = changed(engine, docs)
            if change is not None:
                wall, cpu = change
                print(f"  one document changed: {wall:.1f} ms, CPU {cpu:.1f}", flush=True)
    if "ours" in options.engines:
        refreshed(options.archive)


if __name__ == "__main__":
    main()
