"""Indexing in a process of its own: `briefing index update --json`.

A thread that indexes shares the interpreter with the interface: at 10,000 briefings letters that
are typed meanwhile wait up to 200 ms. A process takes them nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_YIELDING = 10
"""Added to its niceness: the interface comes first."""
_PATIENCE = 0.1  # seconds that it has to end in order; being killed does it no harm


class IndexingProcess:
    """Brings the index of an archive up to its files.

    Args:
        root: the archive's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> Iterator[tuple[int, int]]:
        """Let it work, and tell after each batch how many files are done of how many.

        What it cannot do it leaves undone, without a word: whoever looks at the archive next is
        told why. It does nothing while another copy of the program is at it.
        """
        command = [sys.executable, "-m", "briefing_tui", "-C", os.fspath(self._root)]
        command += ["index", "update", "--no-wait", "--json"]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return
        with self._process as process, contextlib.ExitStack() as stack:
            stack.callback(self.stop)
            with contextlib.suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, process.pid, _YIELDING)
            if self._stopped or process.stdout is None:
                return
            for line in process.stdout:
                told = json.loads(line)
                if "done" in told:
                    yield told["done"], told["total"]

    def stop(self) -> None:
        """End it, if it runs; what it has not committed is done another time."""
        self._stopped = True
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
