"""Time from starting the program to its first paint, beside a bare Textual program.

    python bench/first_paint.py [ARCHIVE] [--runs 9] [--size 120x40]

Both run in a pseudo-terminal, in turn. Given are, for each: the median and the least time until the
first screen's words are on the terminal, and the ratio of the medians. For the reader also the time
until the list of briefings can be read. Without ARCHIVE the sample briefings are opened.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ESCAPES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[PX^_].*?\x1b\\|\x1b."
)
# What a terminal answers when it is asked what it can do; Textual asks, and does not wait.
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
}
BARE = """
from textual.app import App
from textual.widgets import Footer, Input, Static
class Bare(App):
    def compose(self):
        yield Input(placeholder="Search words")
        yield Static("body")
        yield Footer()
Bare().run()
"""


def run(command: list[str], markers: list[bytes], size: tuple[int, int]) -> list[float]:
    """Give the seconds until each of the markers was on the terminal, in this order."""
    environ = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        environ.pop(name, None)
    start = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.execvpe(command[0], command, environ)
    seen: list[float] = []
    output = b""
    try:
        while len(seen) < len(markers) and time.perf_counter() - start < 60:
            if not select.select([fd], [], [], 0.5)[0]:
                continue
            chunk = os.read(fd, 1 << 16)
            output += chunk
            for question, answer in ANSWERS.items():
                if question in chunk:
                    os.write(fd, answer)
            plain = ESCAPES.sub(b"", output)
            while len(seen) < len(markers) and re.search(markers[len(seen)], plain):
                seen.append(time.perf_counter() - start)
    except OSError:
        pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(fd)
    if len(seen) < len(markers):
        sys.exit(f"{command[:3]} never showed {markers[len(seen)]!r}")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", nargs="?", default=str(ROOT / "briefings"))
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        ours = [sys.executable, "-m", "briefing_tui", options.archive]
        bare = [sys.executable, "-c", BARE]
        markers = [rb"Search words", rb"\d briefings?, newest first"]
        first_run = run(ours, markers, (columns, rows))
        mine: list[list[float]] = []
        theirs: list[list[float]] = []
        for _ in range(options.runs):
            theirs.append(run(bare, markers[:1], (columns, rows)))
            mine.append(run(ours, markers, (columns, rows)))
    paint = statistics.median(t[0] for t in mine)
    listed = statistics.median(t[1] for t in mine)
    base = statistics.median(t[0] for t in theirs)
    print(f"{'':34}{'median ms':>10}{'least':>8}{'x bare':>8}")
    for label, median, least in (
        ("bare Textual, first paint", base, min(t[0] for t in theirs)),
        ("briefing, first paint", paint, min(t[0] for t in mine)),
        ("briefing, list can be read", listed, min(t[1] for t in mine)),
        ("briefing, very first run: paint", first_run[0], first_run[0]),
        ("briefing, very first run: list", first_run[1], first_run[1]),
    ):
        print(f"{label:34}{median * 1000:10.0f}{least * 1000:8.0f}{median / base:8.2f}")


if __name__ == "__main__":
    main()
