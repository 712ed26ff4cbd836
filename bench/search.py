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
meets: the first start, and `Archive.refresh` when nothing, and when one file, has changed (writing
it is timed as well), found by looking at all files or told by its path. Memory is what a process
has more than the texts that it was given.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import resource
import shutil
import statistics
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engines import ENGINES, Ripgrep
from indexing import documents, size_of

from briefing_tui.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.search import Document

    Queries = dict[str, list[tuple[str, ...]]]


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
    """Give the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def built(engine: Any, docs: list[Document]) -> tuple[float, float]:
    def work() -> tuple[float, float]:
        # A fork begins with the texts of its parent, which are no engine's doing.
        start, before = time.process_time(), peak()
        engine.build(docs)
        return time.process_time() - start, peak() - before

    return apart(work)


def cpu_time() -> float:
    """Give the CPU seconds that this process and those that it has run have taken."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def clocked(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Give wall and CPU time of some work in ms, and what it gave."""
    start, cpu = time.perf_counter(), cpu_time()
    gave = work()
    return (time.perf_counter() - start) * 1000, (cpu_time() - cpu) * 1000, gave


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
        for kind in engine.kinds:
            told = [clocked(partial(ask, kind, words)) for words in queries[kind]]
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
        shutil.copytree(archive, root, copy_function=linked)

        def first_start() -> tuple[float, float, float]:
            before = peak()
            with Archive.open(root, cache=Path(scratch) / "cache") as opened:
                start = time.perf_counter(), time.process_time()
                opened.refresh()
                opened.index()
                took = time.perf_counter() - start[0], time.process_time() - start[1]
            return (*took, peak() - before)

        wall, cpu, memory = apart(first_start)
        disk = size_of(Path(scratch) / "cache")
        print(
            f"archive: first start {wall:.0f} s ({cpu:.0f} s CPU), {memory:.0f} MB of memory, "
            f"disk {disk:.0f} MB",
            flush=True,
        )

        def later() -> tuple[float, ...]:
            with Archive.open(root, cache=Path(scratch) / "cache") as opened:
                opened.refresh()
                still = [clocked(opened.refresh)[:2] for _ in range(9)]
                paths = sorted(root.glob("*.yaml"))[:18]
                found = [clocked(partial(change, path, opened.refresh))[:2] for path in paths[:9]]
                told = [
                    clocked(partial(change, path, partial(opened.refresh, paths=[path])))[:2]
                    for path in paths[9:]
                ]
                columns = (*zip(*still, strict=True), *zip(*found, strict=True))
                columns = (*columns, *zip(*told, strict=True))
                return tuple(map(statistics.median, columns))

        told = apart(later)
        print(
            "archive: refresh with no change {:.0f} ms, CPU {:.0f}; "
            "one file changed {:.0f} ms, CPU {:.0f}; its path told {:.0f} ms, CPU {:.0f}".format(
                *told
            )
        )


def change(path: Path, refresh: Callable[[], Any]) -> None:
    """Write a file anew, in the place of a link to the archive's own."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    path.write_text(text.replace("body: |\n  ", "body: |\n  Changed. ", 1), encoding="utf-8")
    if not refresh():
        raise AssertionError(path)


def linked(source: str, target: str) -> None:
    """Link a file, which takes no space and no time to read, or copy it to another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


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
                f"{memory:.0f} MB of memory, disk {disk:.0f} MB; "
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
            if hasattr(engine, "tidy"):
                took = apart(partial(clocked, engine.tidy))[1] / 1000
                disk = size_of(Path(scratch))
                print(f"  merged in {took:.1f} s CPU: disk {disk:.0f} MB", flush=True)
    if "ours" in options.engines:
        refreshed(options.archive)


if __name__ == "__main__":
    main()
