"""The engines that `search.py` sets beside each other, with the same calls.

Each is made for a folder and has `kinds`, the kinds of query that it has means for;
`build(docs)`; `open()`, which gives the function from a kind and words to the number of briefings
found; and `changer()`, which gives the function that takes in a changed document. One that leaves
merging for later has `tidy()`.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import warnings
from typing import TYPE_CHECKING, Any

from indexing import AT_ONCE

from briefing_tui.search import Document, Index, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


class Ours:
    """This program's index."""

    kinds = KINDS

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, docs: list[Document]) -> None:
        index = Index.open(self._folder)
        for at in range(0, len(docs), AT_ONCE):
            index.update(docs[at : at + AT_ONCE])
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

    def tidy(self) -> None:
        index = Index.open(self._folder)
        index.tidy()
        index.close()

    def changer(self) -> Callable[[Document], None]:
        index = Index.open(self._folder)
        return lambda doc: index.update([doc])


class Whoosh:
    """Whoosh as its documentation begins."""

    kinds = KINDS

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

    kinds = tuple(kind for kind in KINDS if kind != "fuzzy")

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

    kinds = tuple(kind for kind in KINDS if kind not in {"facets", "dates"})

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

    kinds = ("rare", "common", "phrase", "prefix")

    archive: Path

    def __init__(self, _folder: Path) -> None:
        if shutil.which("rg") is None:
            raise ImportError

    def build(self, docs: list[Document]) -> None:
        pass

    def open(self) -> Callable[[str, tuple[str, ...]], int]:
        def ask(kind: str, words: tuple[str, ...]) -> int:
            pattern = rf"\b{words[0]}" if kind == "prefix" else rf"\b{' '.join(words)}\b"
            out = subprocess.run(
                ["rg", "-li", pattern, str(self.archive)], capture_output=True, check=False
            )
            return len(out.stdout.splitlines())

        return ask

    def changer(self) -> None:
        return None


ENGINES = {"ours": Ours, "whoosh": Whoosh, "fts5": Fts5, "tantivy": Tantivy, "ripgrep": Ripgrep}
