"""The finder from start to results, at ten briefings and at many, beside a bare Textual program.

    python bench/finder.py ARCHIVE [--runs 7] [--queries 40] [--size 120x40] [--cache DIR]

All run in a pseudo-terminal. ARCHIVE is compared with a folder of ten of its files, both with their
catalogues and indexes made before. For each are told:

- the time to the first paint and to the list that can be read, and as a ratio to the bare program;
- the time from the last key of a query, typed as fast as somebody types, to its results on the
  terminal: half of them came sooner than p50, 19 in 20 sooner than p95. The words are from titles;
- the resident memory (RSS) when the list is shown and after all queries.

The standstill of the event loop while an index is built is told by `bench/stall.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

from first_paint import ANSWERS, BARE, ESCAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTER = 0.12
"""Seconds between two letters."""
FEW = 10
TITLE = re.compile(r"^title: *(.+)$", re.MULTILINE)


class Program:
    """A program in a terminal, its output without escape sequences."""

    def __init__(self, command: list[str], size: tuple[int, int]) -> None:
        environ = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environ.pop(name, None)
        self._start = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(command[0], command, environ)
        self._output = b""

    def seconds_to(self, pattern: str, patience: float = 120) -> float:
        """Give the seconds from the last key, or the start, until the output since then has it."""
        looked_for = re.compile(pattern.encode())
        while time.perf_counter() - self._start < patience:
            self._read(0.5)
            if looked_for.search(ESCAPES.sub(b"", self._output)):
                return time.perf_counter() - self._start
        sys.exit(f"never saw {pattern!r}")

    def press(self, keys: str) -> None:
        """Press keys at once; what was written before is forgotten."""
        while self._read(0):
            pass
        self._output = b""
        self._start = time.perf_counter()
        os.write(self._fd, keys.encode())

    def rest(self, seconds: float) -> None:
        """Let it work, and read what it writes."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def megabytes(self) -> float:
        """Give its resident memory."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def _read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        chunk = os.read(self._fd, 1 << 16)
        self._output += chunk
        for question, answer in ANSWERS.items():
            if question in chunk:
                os.write(self._fd, answer)
        return True

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


@contextlib.contextmanager
def running(command: list[str], size: tuple[int, int]) -> Iterator[Program]:
    program = Program(command, size)
    try:
        yield program
    finally:
        program.close()


def words_of(archive: Path, count: int) -> list[str]:
    """Give words of English titles, by a fixed seed: common ones more often, but no stop words."""
    files = sorted(archive.rglob("*.yaml"))
    choose = random.Random(7)
    words: list[str] = []
    while len(words) < count:
        text = choose.choice(files).read_text(encoding="utf-8")
        title = TITLE.search(text) if "lang: en" in text else None
        found = re.findall(r"[a-z]{6,}", title[1].lower()) if title else []
        words += [choose.choice(found)] if found else []
    return words


def ours(archive: Path) -> list[str]:
    return [sys.executable, "-m", "briefing_tui", str(archive)]


def starts(archives: dict[str, Path], runs: int, size: tuple[int, int]) -> None:
    """Tell the times to the first paint and to the list, the programs in turn."""
    paint: dict[str, list[float]] = {"bare Textual": []} | {name: [] for name in archives}
    listed: dict[str, list[float]] = {name: [] for name in archives}
    for _ in range(runs):
        with running([sys.executable, "-c", BARE], size) as program:
            paint["bare Textual"].append(program.seconds_to("Search words"))
        for name, archive in archives.items():
            with running(ours(archive), size) as program:
                paint[name].append(program.seconds_to("Search words"))
                listed[name].append(program.seconds_to(r"\d briefings?, newest first"))
    base = statistics.median(paint["bare Textual"])
    print(f"{'':34}{'median ms':>10}{'least':>8}{'x bare':>8}")
    for label, times in (
        *((f"{name}: first paint", paint[name]) for name in paint),
        *((f"{name}: list can be read", listed[name]) for name in listed),
    ):
        median = statistics.median(times)
        print(f"{label:34}{median * 1000:10.0f}{min(times) * 1000:8.0f}{median / base:8.2f}")


def searches(name: str, archive: Path, queries: int, size: tuple[int, int], base: float) -> None:
    """Tell the times from key to results, and the memory."""
    times: list[float] = []
    with running(ours(archive), size) as program:
        program.seconds_to(r"\d briefings?, newest first")
        program.rest(3)
        before = program.megabytes()
        for word in words_of(archive, queries):
            for letter in word[:-1]:
                program.press(letter)
                program.rest(LETTER)
            program.press(word[-1])
            # An answer to the letters before is dropped once this key is taken in.
            times.append(program.seconds_to(r" of [\d,]+.* · \d+ ms"))
            program.rest(0.3)
            program.press("\x15")  # Ctrl+U empties the box
            program.seconds_to(r"\d briefings?, newest first")
            program.rest(0.1)
        after = program.megabytes()
    cuts = statistics.quantiles(times, n=20)
    print(
        f"{name}: key to results p50 {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms; "
        f"memory {before:.0f} MB, after {queries} queries {after:.0f} MB "
        f"(bare {base:.0f} MB, the aim {1.5 * base + 30:.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--cache", type=Path, help="a folder where indexes are kept for other runs")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    size = (columns, rows)
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "few"
        few.mkdir()
        for file in sorted(options.archive.glob("*.yaml"))[:FEW]:
            shutil.copy2(file, few)
        os.environ["XDG_CACHE_HOME"] = str(options.cache or Path(folder) / "cache")
        os.environ["XDG_STATE_HOME"] = str(Path(folder) / "state")
        many = f"{len(list(options.archive.glob('*.yaml'))):,} files"
        archives = {f"{FEW} files": few, many: options.archive.resolve()}
        for archive in archives.values():
            subprocess.run([*ours(archive)[:3], "-C", archive, "index", "update"], check=True)
        if options.runs:
            starts(archives, options.runs, size)
        with running([sys.executable, "-c", BARE], size) as program:
            program.seconds_to("Search words")
            program.rest(1)
            base = program.megabytes()
        for name, archive in archives.items():
            searches(name, archive, options.queries, size, base)


if __name__ == "__main__":
    main()
