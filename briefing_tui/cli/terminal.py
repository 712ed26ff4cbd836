"""The streams the shell writes to: what they are, and what may be done with them.

Results go to standard output, talk to standard error. Output is drawn with Rich when it goes to a
terminal, or when FORCE_COLOR is set; otherwise it is plain text.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Self, TextIO

    from rich.console import Console

    from briefing_tui.briefing import Progress

DONE = 0
NOTHING = 1
"""Exit status: nothing was found, or faults were."""

# What a locale that cannot write our own signs gets for them.
_ASCII = {
    "→": "->", "…": "...", "·": "-", "•": "*", "–": "-", "—": "--", "│": "|", "█": "#", "░": ".",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ",
}  # fmt: skip


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    there = error.object[error.start : error.end]
    return "".join(_ASCII.get(sign, "?") for sign in there), error.end


codecs.register_error("briefing-tui", _in_ascii)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed by who started us
        return False


class Terminal:
    """Standard input, output and error as one command sees them.

    Args:
        environ: the environment; TERM, PAGER, LESS, FORCE_COLOR are looked at here, and by Rich
            NO_COLOR and COLUMNS.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._dumb = environ.get("TERM") == "dumb"
        self.on_terminal = _is_terminal(sys.stdout)
        self.drawn = bool(environ.get("FORCE_COLOR")) or (self.on_terminal and not self._dumb)
        """Whether results are drawn with Rich; else they are plain text."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="briefing-tui")

    @property
    def attended(self) -> bool:
        """Whether a terminal is on all three streams, so that a program can be handed over to."""
        return all(map(_is_terminal, (sys.stdin, sys.stdout, sys.stderr)))

    @property
    def interactive(self) -> bool:
        """Whether the interface can run: a terminal on all three streams that can be drawn on."""
        return not self._dumb and self.attended

    @property
    def utf8(self) -> bool:
        """Whether standard output writes every character."""
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        return codecs.lookup(encoding).name == "utf-8"

    # --- results

    def write(self, lines: Iterable[str]) -> None:
        """Write lines of plain text to standard output."""
        for line in lines:
            print(line)

    def write_file(self, text: str) -> None:
        """Write a file's content: in a pipe in UTF-8, whatever the locale, so that it stays it."""
        if self.on_terminal or not hasattr(sys.stdout, "buffer"):
            print(text, end="")
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())

    def write_json(self, record: Mapping[str, Any], *, on_a_line: bool = False) -> None:
        """Write a document.

        Args:
            record: the document.
            on_a_line: also on a terminal, where it is indented otherwise: one of several.
        """
        import json  # noqa: PLC0415 - only who asks for it needs it

        indent = 2 if self.on_terminal and not on_a_line else None
        print(json.dumps(record, ensure_ascii=not self.utf8, indent=indent))

    def console(self, *, force: bool = False) -> Console:
        """Give the console that results are drawn on; values go to it as `Text`, never markup.

        Args:
            force: draw also into a pipe, at whose end somebody is known to look at it.
        """
        from rich.console import Console  # noqa: PLC0415 - 30 ms, and pipes need none

        return Console(
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
            force_terminal=force or None,
        )

    def page(self, draw: Callable[[Console], None]) -> None:
        """Draw on the terminal through the user's pager, or straight when there is none."""
        console = self.console()
        pager = self._pager() if self.on_terminal else []
        if not pager:
            draw(console)
            return
        with console.capture() as capture:
            draw(console)
        if not self._through(pager, capture.get()):
            draw(console)

    def _pager(self) -> list[str]:
        asked = self._environ.get("PAGER", "less")
        try:
            # One that is set with arguments is taken apart as a shell would, but no shell runs it.
            words = shlex.split(asked)
        except ValueError:
            self.say(f"PAGER cannot be read: {asked}")
            return []
        if not words or words == ["cat"]:
            return []
        if PurePath(words[0]).name == "less":
            words.append("-R")
        return words

    def _through(self, pager: list[str], text: str) -> bool:
        """Show `text` in the pager; false when it cannot be started."""
        # As git does: end at once when all fits on the screen, leave the text on it.
        environ = {"LESS": "FRX", **self._environ}
        try:
            process = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environ)  # noqa: S603
        except OSError:
            return False
        # Ctrl-C is the pager's while it runs; it is not the end of us.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
            with contextlib.suppress(BrokenPipeError):  # the reader has left early
                process.communicate(text.encode(encoding, "briefing-tui"))
            process.wait()
        finally:
            signal.signal(signal.SIGINT, before)
        return True

    def flush(self) -> None:
        """Let whoever reads standard output have what was written."""
        sys.stdout.flush()

    # --- talk

    def say(self, text: str = "") -> None:
        """Write a line to standard error, after what standard output was given before."""
        if sys.stdout is not None:
            with contextlib.suppress(OSError):  # kept, and told of at the end
                sys.stdout.flush()
        if sys.stderr is not None:  # print() would take standard output instead
            print(text, file=sys.stderr)

    def agrees(self, question: str) -> bool:
        """Ask on the terminal; anything but a yes, the end of input included, is a no."""
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer.endswith("\n"):
            self.say()
        return answer.strip().casefold() in {"y", "yes"}

    def progress(self, doing: str = "Reading") -> ProgressLine:
        """Give a line on standard error that tells how far a refresh is, and what it is doing."""
        shown = _is_terminal(sys.stderr) and not self._dumb
        return ProgressLine(sys.stderr if shown else None, doing=doing)


class ProgressLine:
    """One line that is drawn over and over, and gone at the end.

    Args:
        stream: where it is drawn; None draws nothing.
        clock: seconds; only differences matter.
        doing: what the line begins with.
    """

    WIDTH = 24
    PATIENCE = 1.0
    """Seconds before anything is shown: most refreshes are over by then."""

    def __init__(
        self,
        stream: TextIO | None,
        clock: Callable[[], float] = time.monotonic,
        *,
        doing: str = "Reading",
    ) -> None:
        self._stream = stream
        self._doing = doing
        self._clock = clock
        self._start = clock()
        self._shown = False

    def __call__(self, progress: Progress) -> None:
        """Draw how far it is."""
        if self._stream is None or self._clock() - self._start < self.PATIENCE:
            return
        share = min(1.0, progress.done / progress.total) if progress.total else 1.0
        full = round(share * self.WIDTH)
        bar = "█" * full + "░" * (self.WIDTH - full)
        # Erase the line, then draw: nothing is left of a longer one.
        far = f"{progress.done:,} of {progress.total:,} files"
        self._stream.write(f"\r\x1b[K{self._doing} {bar} {far}")
        self._stream.flush()
        self._shown = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and self._stream is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
