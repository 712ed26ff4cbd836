"""Read torn files, a hundred thousand of them, and look for one that is not read as it should be.

    python bench/fuzz.py [--files 100000] [--seed N] [--workers 2] [--save FOLDER]

Each file (see `mutants.py`) is read as a briefing and as a profile, in worker processes with a
bound on memory, and is given so many seconds. It fails when reading raises, dies or takes too
long; when neither a value nor an error comes of it; when a fault has no place in the file; when a
string that would be shown holds a control character or one that turns the direction of writing;
when marks, spans or places do not lie in their texts; when a second reading differs. Beside it
PyYAML's C loader gets the same bytes: told is how many it raises for, how often that is none of its
own errors, and how often its process dies.

Failures are made as small as they go and saved; the exit status is 1 when there are any. A seed
repeats a run. A run takes some three minutes on two cores.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from mutants import mutant

from briefing_tui.briefing import Author, Briefing
from briefing_tui.yamlfile import read_author, read_briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing_tui.briefing import Block, Footnote, Problem

SECONDS = 5.0
MEMORY = 1 << 30
AGAIN = 20
"""Every so many files are read twice."""
MINIMISING = 60.0
"""Seconds that a failure is made smaller for."""


class WrongError(Exception):
    """What came of reading does not hold together."""


# --- what must hold


def unsafe(text: str) -> bool:
    """Tell whether a terminal would obey a character of the text; line feed and tab are its own."""
    return any(
        (ord(c) < 0x20 and c not in "\n\t")
        or 0x7F <= ord(c) <= 0x9F
        or c in "\u2028\u2029\ufeff"
        or 0x202A <= ord(c) <= 0x202E
        or 0x2066 <= ord(c) <= 0x2069
        or 0xD800 <= ord(c) <= 0xDFFF
        or 0xE0000 <= ord(c) <= 0xE007F
        for c in text
    )


def expect(holds: bool, what: str) -> None:
    if not holds:
        raise WrongError(what)


def check_problems(problems: tuple[Problem, ...], data: bytes) -> None:
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in problems:
        expect(1 <= problem.line <= lines + 1, f"{problem.code} in line {problem.line} of {lines}")
        expect(problem.column >= 1, f"{problem.code} in column {problem.column}")
        expect(bool(problem.message), f"{problem.code} has no message")
        for text in (problem.path, problem.message, problem.hint):
            expect(not unsafe(text) and "\n" not in text, f"{problem.code}: unsafe words")


def strings(value: object) -> Iterator[str]:
    """Go through all strings of a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


def check_block(block: Block) -> None:
    size = len(block.text)
    for mark in block.marks:
        expect(block.text[mark.start : mark.end] == f"[{mark.number}]", "a mark lies elsewhere")
    open_until = [size]
    for span in block.spans:
        expect(0 <= span.start < span.end <= size, "a span lies outside of its text")
        while open_until and open_until[-1] <= span.start:
            open_until.pop()
        expect(not open_until or span.end <= open_until[-1], "spans cross")
        open_until.append(span.end)
    if block.kind not in {"code", "table"}:
        expect("\n" not in block.text, f"a line feed in a {block.kind}")


def check_note(note: Footnote) -> None:
    for citation in note.own:
        for name, start, end in citation.places:
            expect(0 <= start < end <= len(note.text), f"the place of {name} lies elsewhere")


def check_value(value: Briefing | Author) -> None:
    for text in strings(value):
        expect(not unsafe(text), "unsafe text")
    if isinstance(value, Author):
        expect(bool(value.name), "an author without a name")
        return
    expect(bool(value.title and value.blocks), "a briefing without title or body")
    expect("\n" not in value.title + "".join(value.takeaways), "a line feed in a line")
    for block in value.blocks:
        check_block(block)
    for note in value.footnotes:
        check_note(note)


def check(data: bytes, again: bool) -> str:
    """Read a file and look at what comes of it.

    Returns:
        `read`, or `refused` as briefing and as profile; and the codes of its faults.
    """
    kinds = []
    found: set[str] = set()
    readers: tuple[Callable[..., tuple[Briefing | Author | None, tuple[Problem, ...]]], ...]
    readers = (read_briefing, read_author)
    for reader in readers:
        value, problems = reader(data, "a.yaml", "a")
        has_error = any(problem.severity == "error" for problem in problems)
        expect(value is not None or has_error, "neither a value nor an error")
        check_problems(problems, data)
        if value is not None:
            check_value(value)
        if again:
            expect(reader(data, "a.yaml", "a") == (value, problems), "read twice, it differs")
        found.update(problem.code for problem in problems)
        kinds.append("read" if value is not None else "refused")
    return " ".join([min(kinds), *sorted(found)])


def failure_of(data: bytes) -> str:
    """Give the kind of failure, or an empty text."""
    try:
        check(data, again=True)
    except MemoryError:
        return "takes too much memory"
    except WrongError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - what it raises is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
    return ""


def peer(data: bytes) -> str:
    try:
        yaml.load(data, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return "raises its own errors"
    except Exception as error:  # noqa: BLE001 - as above
        return f"raises {type(error).__name__}"
    return "reads"


# --- workers


def work(seed: int, numbers: range) -> None:
    """Read files and write a line of JSON for each; the parent hears of each before it is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        data = mutant(seed, number)
        print(json.dumps({"begins": number}), flush=True)
        start = time.process_time()
        failure = failure_of(data) if number % AGAIN == 0 else ""
        outcome = ""
        if not failure:
            try:
                outcome = check(data, again=False)
            except Exception:  # noqa: BLE001 - told by `failure_of`
                failure = failure_of(data)
        took = time.process_time() - start
        told = {"ends": number, "failure": failure, "outcome": outcome, "took": took}
        print(json.dumps(told | {"size": len(data)}), flush=True)
        print(json.dumps({"peer": peer(data)}), flush=True)


class Worker:
    """A process that reads every so manyeth file, begun anew when it dies."""

    def __init__(self, seed: int, numbers: range) -> None:
        self._seed = seed
        self._left = numbers
        self._buffer = b""
        self._now = -1
        self._asking_peer = False
        self._since = time.monotonic()
        self._process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes] | None:
        if not self._left:
            return None
        numbers = [str(n) for n in (self._left.start, self._left.stop, self._left.step)]
        command = [sys.executable, __file__, "--work", str(self._seed), *numbers]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    @property
    def output(self) -> int | None:
        """The descriptor to wait for, or None when all is done."""
        process = self._process
        return process.stdout.fileno() if process and process.stdout else None

    def read(self, ready: bool) -> Iterator[dict[str, object]]:
        """Take what the process has told; an end that it did not tell of is a failure."""
        process = self._process
        if process is None:
            return
        if ready:
            chunk = os.read(self.output or 0, 1 << 20)
            self._buffer += chunk
            *lines, self._buffer = self._buffer.split(b"\n")
            for line in lines:
                told = json.loads(line)
                self._since = time.monotonic()
                self._asking_peer = "ends" in told
                self._now = told.get("begins", -1)
                if self._asking_peer:
                    self._left = self._left[1:]
                if self._now < 0:
                    yield told
            if not chunk:
                process.wait()
                yield from self._ended(f"the process dies: {process.returncode}")
        elif time.monotonic() - self._since > SECONDS and (self._now >= 0 or self._asking_peer):
            process.kill()
            process.wait()
            yield from self._ended(f"takes longer than {SECONDS:.0f} s")

    def _ended(self, failure: str) -> Iterator[dict[str, object]]:
        if self._now >= 0:
            yield {"ends": self._now, "failure": failure, "outcome": "", "took": SECONDS}
            self._left = self._left[1:]
        elif self._asking_peer:
            yield {"peer": failure}
        elif self._left:
            sys.exit("a worker ended before it began")
        self._buffer, self._now, self._asking_peer = b"", -1, False
        self._process = self._begin()


# --- failures


def fails(data: bytes, failure: str) -> bool:
    """Tell whether a file fails in that way, in a process of its own."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(int(SECONDS) + 1)
        os._exit(1 if failure_of(data) == failure else 0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return failure.startswith(("the process dies", "takes longer"))
    return os.WEXITSTATUS(status) == 1


def minimised(data: bytes, failure: str) -> bytes:
    """Cut away what a failure does not need, in halves, quarters and so on."""
    end = time.monotonic() + MINIMISING
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data) and time.monotonic() < end:
            shorter = data[:at] + data[at + size :]
            if fails(shorter, failure):
                data = shorter
            else:
                at += size
        size //= 2
    return data


def run(seed: int, files: int, workers: int, save: Path) -> int:
    started = time.monotonic()
    peers: collections.Counter[str] = collections.Counter()
    outcomes: collections.Counter[str] = collections.Counter()
    codes: collections.Counter[str] = collections.Counter()
    failures: dict[str, list[int]] = collections.defaultdict(list)
    times: list[tuple[float, int]] = []
    size = 0
    all_workers = [Worker(seed, range(n, files, workers)) for n in range(workers)]
    while waiting := {worker.output: worker for worker in all_workers if worker.output is not None}:
        ready, _, _ = select.select(list(waiting), [], [], 0.5)
        for output, worker in waiting.items():
            for told in worker.read(output in ready):
                if "peer" in told:
                    peers[str(told["peer"])] += 1
                    continue
                number, failure = int(str(told["ends"])), str(told["failure"])
                if failure:
                    failures[failure].append(number)
                    print(f"file {number}: {failure}", flush=True)
                kind, *found = str(told["outcome"]).split() or ["failed"]
                outcomes[kind] += 1
                codes.update(found)
                times.append((float(str(told["took"])), number))
                size += int(str(told.get("size", 0)))
    times.sort()
    print(f"seed {seed}: {files:,} files, {size / 1e6:.0f} MB, {time.monotonic() - started:.0f} s")
    print(", ".join(f"{count:,} {kind}" for kind, count in outcomes.most_common()))
    rarest = ", ".join(f"{code} {count}" for code, count in codes.most_common()[-6:])
    print(f"{len(codes)} kinds of fault; the rarest: {rarest}")
    median, (most, slowest) = times[len(times) // 2][0], times[-1]
    print(f"CPU time a file, checks of it included: median {median * 1000:.1f} ms, ", end="")
    print(f"most {most * 1000:.0f} ms (file {slowest})")
    print("PyYAML, C loader: " + ", ".join(f"{n:,} {kind}" for kind, n in peers.most_common()))
    for failure, numbers in failures.items():
        save.mkdir(parents=True, exist_ok=True)
        smallest = minimised(mutant(seed, numbers[0]), failure)
        path = save / f"{seed}-{numbers[0]}.yaml"
        path.write_bytes(smallest)
        print(
            f"{len(numbers)} files: {failure}; {path} has {len(smallest)} bytes: {smallest[:70]!r}"
        )
    print(f"{sum(map(len, failures.values()))} failures of {len(failures)} kinds")
    return 1 if failures else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--save", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-failures")
    parser.add_argument("--work", nargs=4, type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        seed, start, stop, step = options.work
        work(seed, range(start, stop, step))
        return 0
    print(f"seed {options.seed}", flush=True)
    return run(options.seed, options.files, options.workers, options.save)


if __name__ == "__main__":
    sys.exit(main())
