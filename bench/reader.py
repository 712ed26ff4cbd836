"""How quickly a briefing can be read: the reader beside bare Textual and beside other readers.

    python bench/reader.py [--words 1000 10000 100000] [--runs 3] [--inside] [--beside]

Texts of the given numbers of words are written in each program's format and read in a terminal of
120 by 40 cells. Two tables, of medians of the runs; the programs take turns.

Inside: what happens in a program that runs already. *show* is from asking for the text to its first
words being handed to the terminal: for the reader that is reading the file, parsing it, finding its
sources and laying it out, for the others the widget alone is given the text. *frame* is the part
of it after the text is given to the widget: laying out and painting. *page* is a screen further,
*resize* until nothing more is drawn after a new width, *MiB* what memory grew by. Beside the
reader: one `Static` in a scrolling container, and Textual's `Markdown`.

Beside: the whole programs, started anew. *open* is until the text can be read, *key* and *drawn*
from a key for one line down to the first and the last byte of what it draws, *resize* as above,
*MiB* the process. Those of less, newsboat, frogmouth and baca that are on PATH take part. newsboat
opens with two keys typed ahead, as it begins in a list.

A program that takes longer than a minute for something is told of as such.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
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
import zipfile
from pathlib import Path
from typing import NamedTuple

from corpus import TONGUES, Writer
from first_paint import ANSWERS, ESCAPES

MARKER = "Wegbeginn"
"""The first word of each text, as no other text has it."""
SIZE = (120, 40)
WIDTHS = (90, 70, 110, 120)
PATIENCE = 60.0
KEYS = 12


# --- the texts


def write_texts(folder: Path, words: int) -> None:
    """Write one text as briefing, plain text, Markdown, EPUB and RSS."""
    chance = random.Random(words)
    writer = Writer(TONGUES[0])
    notes = max(3, words // 120)
    paragraphs = writer.body(chance, words, notes)
    paragraphs[0] = f"{MARKER} {paragraphs[0]}"
    cited: list[str] = []
    day = writer.date(chance)
    lines = [writer.note(chance, number, cited, day) for number in range(1, notes + 1)]
    body = "\n\n".join(paragraphs)
    archive = folder / "archive"
    archive.mkdir()
    (archive / "piece.yaml").write_text(
        'title: "A Piece"\ndate: 2031-01-01\nlang: en\nbody: |\n'
        + "".join(f"  {line}\n" if line else "\n" for line in body.split("\n"))
        + "footnotes: |\n"
        + "".join(f"  [{n}] {line}\n" for n, line in enumerate(lines, 1))
    )
    (folder / "piece.txt").write_text(body + "\n")
    (folder / "piece.md").write_text(f"# A Piece\n\n{body}\n")
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    (folder / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Pieces</title>'
        f"<link>https://a.example/</link><item><title>A Piece</title><guid>1</guid>"
        f"<description><![CDATA[{html}]]></description></item></channel></rss>"
    )
    (folder / "urls").write_text(f"file://{folder / 'feed.xml'}\n")
    _write_epub(folder / "piece.epub", html)


def _write_epub(path: Path, html: str) -> None:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Piece</dc:title>'
        '<dc:identifier id="i">piece</dc:identifier><dc:language>en</dc:language></metadata>'
        '<manifest><item id="t" href="t.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        '<spine toc="n"><itemref idref="t"/></spine></package>'
    )
    contents = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>'
        '<navPoint id="p" playOrder="1"><navLabel><text>A Piece</text></navLabel>'
        '<content src="t.xhtml"/></navPoint></navMap></ncx>'
    )
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{html}</body></html>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", container)
        book.writestr("c.opf", package)
        book.writestr("n.ncx", contents)
        book.writestr("t.xhtml", page)


# --- a program in a terminal


class Told(NamedTuple):
    """What a program drew after something happened: seconds until the first and the last byte."""

    first: float
    last: float


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command: list[str], environ: dict[str, str]) -> None:
        environ = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | environ
        self._start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
            os.execvpe(command[0], command, environ)

    def _read(self, seconds: float) -> bytes | None:
        """Give what it writes within that time; None when it has ended."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError:
            return None
        for question, answer in ANSWERS.items():
            if question in chunk:
                os.write(self.fd, answer)
        return chunk or None

    def until(self, marker: str) -> float | None:
        """Give the seconds from its start until a word is on the terminal; None when it is not."""
        seen = b""
        while time.perf_counter() - self._start < PATIENCE:
            chunk = self._read(0.5)
            if chunk is None:
                return None
            seen += chunk
            if re.search(marker.encode(), ESCAPES.sub(b"", seen)):
                return time.perf_counter() - self._start
        return None

    def settle(self, quiet: float) -> Told | None:
        """Wait until nothing was written for so long; None when nothing was written at all."""
        start = now = time.perf_counter()
        first = last = None
        while now - (last or start) < quiet and now - start < PATIENCE:
            chunk = self._read(0.01)
            now = time.perf_counter()
            if chunk is None:
                break
            if chunk:
                last = now
                first = first or now
        return Told(first - start, last - start) if first and last else None

    def press(self, key: str, quiet: float = 0.2) -> Told | None:
        """Press a key, and tell what came of it."""
        os.write(self.fd, key.encode())
        return self.settle(quiet)

    def resize(self, columns: int, quiet: float) -> Told | None:
        """Make its terminal as wide as that, and tell what came of it."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], columns, 0, 0))
        return self.settle(quiet)

    def memory(self) -> float:
        """Give the MiB that it and what it started hold."""
        held = 0
        listing = subprocess.run(
            ["ps", "-o", "rss=", "--pid", str(self.pid), "--ppid", str(self.pid)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        for line in listing.stdout.split():
            held += int(line)
        return held / 1024

    def wait(self, seconds: float) -> None:
        """Read what it writes until it ends, no longer than so long."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and self._read(0.2) is not None:
            pass

    def end(self) -> None:
        """Kill it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


# --- beside other programs


class Peer(NamedTuple):
    """A program to read a text with."""

    name: str
    command: list[str]
    typed: str = ""
    """Keys typed ahead, to come to the text."""
    down: str = "j"
    """The key for one line down."""


def peers(folder: Path) -> list[Peer]:
    briefing = [sys.executable, "-m", "briefing_tui", str(folder / "archive" / "piece.yaml")]
    out = [Peer("briefing", briefing)]
    if shutil.which("less"):
        out.append(Peer("less", ["less", str(folder / "piece.txt")]))
    if shutil.which("newsboat"):
        store = ["-u", str(folder / "urls"), "-c", str(folder / "cache.db")]
        subprocess.run(["newsboat", *store, "-x", "reload"], capture_output=True, check=False)
        out.append(Peer("newsboat", ["newsboat", "-q", *store], "\r\r", "\x1b[B"))
    if shutil.which("frogmouth"):
        out.append(Peer("frogmouth", ["frogmouth", str(folder / "piece.md")]))
    if shutil.which("baca"):
        out.append(Peer("baca", ["baca", str(folder / "piece.epub")]))
    return out


def read_with(peer: Peer, home: Path) -> dict[str, float]:
    """Run a program once; what took too long is not in the answer."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    folders = {f"XDG_{name}_HOME": str(home) for name in ("CACHE", "CONFIG", "STATE", "DATA")}
    program = Program(peer.command, dict(os.environ) | folders | {"HOME": str(home)})
    out: dict[str, float] = {}
    try:
        if peer.typed:
            os.write(program.fd, peer.typed.encode())
        opened = program.until(MARKER)
        if opened is None:
            return out
        out["open"] = opened * 1000
        program.settle(1.0)
        keys = [told for _ in range(KEYS) if (told := program.press(peer.down)) is not None]
        if keys:
            out["key"] = statistics.median(told.first for told in keys) * 1000
            out["drawn"] = statistics.median(told.last for told in keys) * 1000
        quiet = 0.6 if opened < 2 else 4.0
        sizes = [told for width in WIDTHS if (told := program.resize(width, quiet)) is not None]
        if sizes:
            out["resize"] = statistics.median(told.last for told in sizes) * 1000
        out["MiB"] = program.memory()
    finally:
        program.end()
    return out


def beside(words: int, runs: int, folder: Path) -> None:
    rows: dict[str, list[dict[str, float]]] = {}
    everyone = peers(folder)
    for run in range(runs + 1):
        for peer in everyone:
            took = read_with(peer, folder / "home")
            if run:  # the first one fills caches
                rows.setdefault(peer.name, []).append(took)
    tell(f"beside, {words:,} words", ["open", "key", "drawn", "resize", "MiB"], rows)


# --- inside a program that runs


def inside(words: int, runs: int, folder: Path) -> None:
    rows: dict[str, list[dict[str, float]]] = {}
    for run in range(runs + 1):
        for name in ("reader", "static", "markdown"):
            answer = folder / "answer.json"
            answer.unlink(missing_ok=True)
            home = {"XDG_CACHE_HOME": str(folder / "cache")}
            command = [sys.executable, __file__, "--probe", name, str(folder)]
            program = Program(command, dict(os.environ) | home)
            program.wait(PATIENCE)
            program.end()
            if run:
                took = json.loads(answer.read_text()) if answer.exists() else {}
                rows.setdefault(name, []).append(took)
    tell(f"inside, {words:,} words", ["show", "frame", "page", "resize", "MiB"], rows)


def tell(title: str, columns: list[str], rows: dict[str, list[dict[str, float]]]) -> None:
    print(f"\n{title:26}" + "".join(f"{column:>10}" for column in columns))
    for name, runs in rows.items():
        cells = []
        for column in columns:
            values = [run[column] for run in runs if column in run]
            cells.append(f"{statistics.median(values):10.1f}" if values else f"{'-':>10}")
        print(f"{name:26}" + "".join(cells), flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--probe"]:
        from reader_probe import probe

        probe(sys.argv[2], Path(sys.argv[3]), MARKER)
        return
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--inside", action="store_true", help="the first table alone")
    parser.add_argument("--beside", action="store_true", help="the second table alone")
    options = parser.parse_args()
    print("milliseconds, and MiB of memory")
    for words in options.words:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_texts(folder, words)
            if options.inside or not options.beside:
                inside(words, options.runs, folder)
            if options.beside or not options.inside:
                beside(words, options.runs, folder)


if __name__ == "__main__":
    main()
