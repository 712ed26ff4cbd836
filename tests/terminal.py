"""The real program in a pseudo-terminal, driven by keys and mouse, its screen read through pyte."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {
    "Enter": "\r",
    "Escape": "\x1b",
    "Tab": "\t",
    "Backspace": "\x7f",
    "C-c": "\x03",
    "C-q": "\x11",
    "Down": "\x1b[B",
    "Up": "\x1b[A",
}


class Terminal:
    """A terminal of some size with a program in it."""

    def __init__(self, argv: list[str], columns: int, rows: int, environ: dict[str, str]) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.exit_status: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                # Under `nohup` it would be ignored, and the program outlive its terminal.
                signal.signal(signal.SIGHUP, signal.SIG_DFL)
                size = struct.pack("HHHH", rows, columns, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execvpe(argv[0], argv, environ)
            finally:
                os._exit(127)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what the program writes; false when it has ended."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return self.exit_status is None
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self.reap()
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def wait(self, words: str, seconds: float = 20) -> str:
        """Wait until words are on the screen, and give the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.text:
                return self.text
            if not self.read() and words not in self.text:
                break
        raise AssertionError(f"never saw {words!r} on\n{self.text}")

    def settled(self, quiet: float = 0.4, seconds: float = 10) -> str:
        """Wait until nothing more is drawn, and give the screen."""
        end = time.monotonic() + seconds
        drawn = time.monotonic()
        while time.monotonic() < min(end, drawn + quiet):
            before = len(self.raw)
            if not self.read():
                break
            if len(self.raw) > before:
                drawn = time.monotonic()
        return self.text

    def type(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, or text."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
            # A lone Escape is told from the begin of a key's code by the pause after it.
            end = time.monotonic() + (0.25 if key == "Escape" else 0.02)
            while time.monotonic() < end and self.read(0.01):
                pass

    def click(self, words: str, *, on_last: bool = False) -> None:
        """Click on the first character of words on the screen; on the last place they stand."""
        rows = [row for row, line in enumerate(self.screen.display) if words in line]
        assert rows, f"no {words!r} on\n{self.text}"
        row = rows[-1 if on_last else 0]
        column = self.screen.display[row].index(words)
        at = f"{column + 1};{row + 1}"
        # A press and a release as xterm reports them, in its SGR form.
        self.type(f"\x1b[<0;{at}M", f"\x1b[<0;{at}m")
        self.settled()

    def drag(self, words: str, to: str) -> None:
        """Select from the first character of words to the first of others that stand after them."""
        ends = []
        for each in (words, to):
            row = next(n for n, line in enumerate(self.screen.display) if each in line)
            ends.append(f"{self.screen.display[row].index(each) + 1};{row + 1}")
        start, end = ends
        # Button 0 down, moved while it is down (32 more), and up.
        self.type(f"\x1b[<0;{start}M", f"\x1b[<32;{start}M", f"\x1b[<32;{end}M", f"\x1b[<0;{end}m")
        self.settled()

    def scroll(self, lines: int, column: int = 20, row: int = 10) -> None:
        """Turn the mouse's wheel: down, or up when `lines` is negative."""
        button = 65 if lines > 0 else 64
        for _ in range(abs(lines)):
            os.write(self._fd, f"\x1b[<{button};{column};{row}M".encode())
        self.settled()

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for_end(self, seconds: float = 10) -> int:
        """Wait until the program has ended, and give its exit status."""
        end = time.monotonic() + seconds
        while self.exit_status is None and time.monotonic() < end:
            self.read()
        assert self.exit_status is not None, f"still running:\n{self.text}"
        return self.exit_status

    def cut(self) -> None:
        """Take the terminal away from the program."""
        os.close(self._fd)
        self._fd = -1

    def reap(self, *, wait: bool = True) -> None:
        """Take the exit status, when the program has ended or once it has."""
        if self.exit_status is None:
            pid, status = os.waitpid(self.pid, 0 if wait else os.WNOHANG)
            if pid:
                self.exit_status = os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        if self.exit_status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.reap()
        if self._fd >= 0:
            os.close(self._fd)


def environment(**environ: str) -> dict[str, str]:
    """Give the environment of a program in such a terminal."""
    own = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES", "NO_COLOR"}}
    return own | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | environ


@contextlib.contextmanager
def running(
    *arguments: str, size: tuple[int, int] = (120, 40), **environ: str
) -> Iterator[Terminal]:
    """Run `briefing` with these arguments in a terminal of that size."""
    command = [sys.executable, "-m", "briefing_tui", *arguments]
    terminal = Terminal(command, *size, environment(**environ))
    try:
        yield terminal
    finally:
        terminal.close()
