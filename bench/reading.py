"""Time and memory that reading one file takes, beside PyYAML's C loader, for shapes made to hurt.

    python bench/reading.py [NAME…] [--megabytes 1] [--everywhere] [--runs 3]

Each shape (see `shapes.py`) is read by `read_briefing` and by `yaml.load` with `CSafeLoader`, each
time in a process of its own, forked from this one after all imports and a warm-up, with bounds on
memory and CPU time; a process that dies is told of by its signal. Given are CPU milliseconds and
megabytes of memory for each megabyte of the file: memory is how far the process's peak
(`ru_maxrss`) rises above what it held before reading, the file's own bytes included in that
baseline. The time is the least of the runs.

The bounds held: 100 ms and 50 MB a megabyte; for what is read note by note 1 s a file, whatever its
size (5,000 notes that point back are followed; they take 0.4 s). Lines over them are marked.
`--everywhere` reads each of 170 signs in each of 21 places, and tells the slowest.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import signal
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import yaml
from shapes import everywhere, named

from briefing_tui.yamlfile import LARGEST, read_briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapes import Shape

MOST_CPU = 60
MOST_MEMORY = 3 << 30
MOST_MS, MOST_MB = 100, 50
MOST_SECONDS_OF_NOTES = 1
WORST = 25


class Measured(NamedTuple):
    """What reading took; both are for the whole file."""

    seconds: float
    megabytes: float
    outcome: str


def ours(data: bytes) -> str:
    briefing, problems = read_briefing(data, "a.yaml", "a")
    codes = {p.code for p in problems if not p.code.startswith("missing-")}
    return f"{'read' if briefing else 'refused'}, {len(codes)} kinds of fault"


def theirs(data: bytes) -> str:
    yaml.load(data, Loader=yaml.CSafeLoader)
    return "read"


def measured(read: Callable[[bytes], str], data: bytes) -> Measured:
    """Read in a process of its own."""
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _read_in_child(read, data, sender)
    os.close(sender)
    with os.fdopen(receiver, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if told:
        return Measured(*json.loads(told))
    name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else str(status)
    return Measured(0.0, 0.0, f"the process dies: {name}")


def _read_in_child(read: Callable[[bytes], str], data: bytes, sender: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    try:
        outcome = read(data)
    except BaseException as error:  # noqa: BLE001 - what it raises is what is measured
        outcome = f"raises {type(error).__name__}"
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    os.write(sender, json.dumps([took, (peak - before) / 1024, outcome]).encode())
    os._exit(0)


def best(read: Callable[[bytes], str], data: bytes, runs: int) -> Measured:
    every = [measured(read, data) for _ in range(runs)]
    if any(one.outcome.startswith("the process") for one in every):
        return every[0]
    return min(every)


def is_over(took: Measured, megabytes: float) -> bool:
    slow = took.seconds * 1000 > MOST_MS * megabytes
    return slow or took.megabytes > MOST_MB * megabytes or "raises" in took.outcome


def is_of_notes(name: str) -> bool:
    return "note" in name or "citation" in name or "Ibid" in name or "ordinary" in name


def tell(shapes: Iterable[tuple[str, Shape]], size: int, runs: int) -> None:
    print(f"{'':24}{'ms/MB':>8}{'MB/MB':>7}   {'':26}{'C: ms/MB':>9}{'MB/MB':>7}")
    for name, shape in shapes:
        data = shape(size)[:LARGEST]
        megabytes = len(data) / 1e6
        mine, peer = best(ours, data, runs), best(theirs, data, runs)
        mark = " "
        if is_over(mine, megabytes):
            of_notes = is_of_notes(name) and mine.seconds < MOST_SECONDS_OF_NOTES
            mark = "n" if of_notes else "!"
        left, right = (
            f"{one.seconds * 1000 / megabytes:8.0f}{one.megabytes / megabytes:7.0f}"
            for one in (mine, peer)
        )
        print(f"{name:24}{left} {mark} {mine.outcome:26} {right}   {peer.outcome}", flush=True)
    print("!: over the bounds; n: over them by notes, and within a second")


def tell_worst(size: int) -> None:
    rows = []
    for name, shape in everywhere():
        data = shape(size)[:LARGEST]
        megabytes = len(data) / 1e6
        took = measured(ours, data)
        rows.append((took.seconds * 1000 / megabytes, took.megabytes / megabytes, name, took))
    rows.sort(key=lambda row: -row[0])
    fast = sum(row[0] <= MOST_MS for row in rows)
    small = sum(row[1] <= MOST_MB for row in rows)
    failed = [row for row in rows if "raises" in row[3].outcome or "dies" in row[3].outcome]
    print(f"{len(rows)} shapes; {fast} within {MOST_MS} ms/MB, {small} within {MOST_MB} MB/MB")
    print(f"{len(failed)} raise or die; the slowest, and the largest:")
    largest = sorted(rows, key=lambda row: -row[1])[:5]
    for milliseconds, memory, name, took in (*failed, *rows[:WORST], *largest):
        print(f"{milliseconds:8.0f} ms/MB{memory:6.0f} MB/MB  {name:44.44} {took.outcome}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="shapes of shapes.py; all of them when none")
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--everywhere", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    size = int(options.megabytes * 1e6)
    shapes = named()
    unknown = set(options.names) - shapes.keys()
    if unknown:
        sys.exit(f"no such shape: {', '.join(unknown)}; there are {', '.join(shapes)}")
    warm = shapes["ordinary, en"](20_000)
    for _ in range(3):
        ours(warm)
        theirs(warm)
    gc.collect()
    gc.freeze()
    if options.everywhere:
        tell_worst(size)
    else:
        wanted = options.names or list(shapes)
        tell(((name, shapes[name]) for name in wanted), size, options.runs)


if __name__ == "__main__":
    main()
