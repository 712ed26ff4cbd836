"""Time of asking what rests on a source, in its parts, beside `grep` over the same files.

    python bench/cited_by.py [--files 10000] [--runs 5] [--folder FOLDER] [--cache CACHE]

The archive is made anew by `corpus.py` (or found in FOLDER, where it stays for another run, as does
the catalogue in CACHE). `start`
is a process that loads what `cited-by` loads and does nothing. The other parts are taken in this
process: `refresh` looks at every file and finds none changed, `answer` asks the catalogue, `write`
puts the answer into lines of text. `whole` is `briefing` as a process of its own, with all of it.

The peer, `grep -rlF` (`-i` for words), reads all files and names those with the text: no note, no
claim, no back-reference to it, no other spelling of the address. `SQLite` gives slugs and notes of
the source's id from the same tables, by a connection of its own. Told are CPU seconds in
milliseconds (they vary less than the clock where others work), the least of the runs; and the clock
for the whole.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import write_corpus

from briefing_tui.archive import Archive
from briefing_tui.archive.places import cache_folder
from briefing_tui.cli import evidence, outline
from briefing_tui.cli.outline import Row
from briefing_tui.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOADED = (
    "import briefing_tui.cli.arguments, briefing_tui.cli.commands, briefing_tui.cli.evidence, "
    "briefing_tui.archive.facade, briefing_tui.sources.identity"
)
BARE = (
    "SELECT slug, note FROM citation WHERE source IN (SELECT number FROM source WHERE id = ?) "
    "ORDER BY slug, note"
)


def cpu() -> float:
    """Give the CPU seconds of this process and its children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def least(action: Callable[[], object], runs: int) -> tuple[float, float]:
    """Give milliseconds of CPU, and by the clock."""
    best = clock = float("inf")
    for _ in range(runs):
        used, begun = cpu(), time.perf_counter()
        action()
        best = min(best, cpu() - used)
        clock = min(clock, time.perf_counter() - begun)
    return best * 1000, clock * 1000


def run(*words: str) -> None:
    """Run a program; that it finds nothing is no fault."""
    done = subprocess.run(words, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr.decode())


def written(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        outline.write(Terminal({}), rows)
    return out.getvalue()


def bare(catalogue: Path, source: str) -> None:
    with sqlite3.connect(catalogue) as db:
        db.execute(BARE, (source,)).fetchall()


def measure(folder: Path, runs: int) -> None:
    used, begun = cpu(), time.perf_counter()
    with Archive.open(folder) as archive:
        archive.refresh(index=False)
    told = f"{cpu() - used:.1f} s of CPU, {time.perf_counter() - begun:.1f} s by the clock"
    files = len(list(folder.rglob("*.yaml")))
    print(f"{files:,} files; the first refresh took {told}\n")
    archive = Archive.open(folder)
    archive.refresh(index=False)
    page = next(r.citation for r in archive.sources() if r.citation.url)
    address = page.url or ""
    domain = address.split("/")[2]
    title = page.title or ""
    start, _ = least(lambda: run(sys.executable, "-c", LOADED), runs)
    refresh, _ = least(lambda: archive.refresh(index=False), runs)
    _, floor = least(
        lambda: bare(cache_folder(archive.root, None) / "catalogue.sqlite", page.id), runs
    )
    print(
        f"start {start:.0f}, refresh {refresh:.0f}; SQLite, slugs and notes of a page {floor:.1f}\n"
    )
    print(f"{'':34}{'lines':>7}{'answer':>8}{'write':>7}{'whole':>8}{'(clock)':>9}{'grep':>8}")

    def row(verb: str, asked: str, ask: Callable[[], Iterable[Row]], *grep: str) -> None:
        answer, _ = least(ask, runs)
        write, _ = least(lambda: written(ask()), runs)
        program = (sys.executable, "-m", "briefing_tui", "-C", str(folder), verb)
        whole, clock = least(lambda: run(*program, *filter(None, [asked])), runs)
        peer = (
            f"{least(lambda: run('grep', '-r', *grep, str(folder)), runs)[0]:8.0f}" if grep else ""
        )
        lines = written(ask()).count("\n")
        label = f"{verb} {asked}"
        label = label if len(label) < 34 else f"{label[:32]}…"
        print(
            f"{label:34}{lines:7,}{answer:8.1f}{write - answer:7.1f}{whole:8.0f}{clock:9.0f}{peer}"
        )

    def citing(asked: str) -> Callable[[], Iterable[Row]]:
        return lambda: evidence.citing_rows(archive.citing(asked))

    def without(asked: str) -> Callable[[], Iterable[Row]]:
        return lambda: evidence.withdrawal_rows(archive.without(asked))

    row("cited-by", address, citing(address), "-lF", address)
    row("cited-by", "nowhere.example/a", citing("nowhere.example/a"), "-lF", "nowhere.example/a")
    row("cited-by", domain, citing(domain), "-lF", domain)
    row("cited-by", title, citing(title), "-liF", title)
    row(
        "cited-by",
        "words found nowhere",
        citing("words found nowhere"),
        "-liF",
        "words found nowhere",
    )
    row("without", address, without(address))
    row("without", domain, without(domain))
    row("sources", "", lambda: (Row("\t".join(evidence.fields_of(r))) for r in archive.sources()))
    slug = archive.list()[0].slug
    row("trace", slug, lambda: evidence.trace_rows(archive.reading(slug, others=False)))
    archive.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "archive"
        if not (folder / f"briefing-{options.files - 1:06}.yaml").exists():
            write_corpus(folder, options.files)
        os.environ["XDG_CACHE_HOME"] = str(options.cache or Path(scratch) / "cache")
        measure(folder, options.runs)


if __name__ == "__main__":
    main()
