"""Time that checking an archive takes, beside PyYAML's C loader on the same files.

    python bench/checking.py [--files 10000] [--runs 3] [--folder FOLDER]

The archive is made anew by `corpus.py` (or found in FOLDER, where it stays for another run): three
languages, about 1,200 words and ten notes each. The peer only loads: it reads each file's bytes and
gives them to `yaml.load` with `CSafeLoader`; it sees no mark without a note, no impossible date and
no note that leads nowhere. Beside it stand its loader in pure Python, `Archive.check` in this
process, and `python -m briefing_tui check` as a whole process. Told are CPU seconds (they vary less
than the clock where others work), the least of the runs, and multiples of the C loader.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from corpus import write_corpus

from briefing_tui.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

PURE = 200
"""Files that the loader in pure Python gets: it takes some 20 times as long."""


def least(action: Callable[[], object], runs: int) -> float:
    """Give the CPU seconds of this process and its children."""
    best = float("inf")
    for _ in range(runs):
        start = sum(os.times()[:4])
        action()
        best = min(best, sum(os.times()[:4]) - start)
    return best


def load_all(files: list[Path], loader: Any) -> None:
    for path in files:
        yaml.load(path.read_bytes(), Loader=loader)


def check(folder: Path, cache: Path) -> None:
    with Archive.open(folder, cache=cache) as archive:
        problems = [told for told in archive.check() if told.problem.severity != "info"]
    if problems:
        sys.exit(f"the corpus has a fault: {problems[0]}")


def check_by_shell(folder: Path, cache: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "briefing_tui", "check", "-C", str(folder)],
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )


def measure(folder: Path, cache: Path, runs: int) -> None:
    files = sorted(folder.rglob("*.yaml"))
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files):,} files, {megabytes:.0f} MB")
    c_loader = least(lambda: load_all(files, yaml.CSafeLoader), runs)
    some = files[-PURE:]
    pure = least(lambda: load_all(some, yaml.SafeLoader), 1) * len(files) / len(some)
    rows = (
        ("PyYAML, C loader: loads only", c_loader),
        (f"PyYAML, pure loader ({len(some)} files)", pure),
        ("Archive.check, in this process", least(lambda: check(folder, cache), runs)),
        ("briefing check, whole process", least(lambda: check_by_shell(folder, cache), runs)),
    )
    print(f"{'':36}{'CPU s':>9}{'ms a file':>11}{'x C loader':>12}")
    for label, took in rows:
        print(f"{label:36}{took:9.2f}{took / len(files) * 1000:11.3f}{took / c_loader:12.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "archive"
        if not (folder / f"briefing-{options.files - 1:06}.yaml").exists():
            write_corpus(folder, options.files)
        measure(folder, Path(scratch) / "cache", options.runs)


if __name__ == "__main__":
    main()
