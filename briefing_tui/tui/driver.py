"""The terminal as the interface holds it: taken, given back for a while, lost.

Textual's driver is made for a terminal that stays. Here it is also one that may vanish at any
moment, and one whose shell may stop the program and let it go on.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import select
import signal
import termios
import threading
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

# What Textual itself feeds with the keys: there is no public door to it.
from textual._xterm_parser import XTermParser  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper
    from typing import TextIO

    from textual.app import App

_TICK = 0.1
"""Seconds after which a lone Escape is looked for, at the latest."""
_PATIENCE = 0.1
"""Seconds for the terminal to take the last sequences, when the program cannot wait for it."""
_RESET = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1016l\x1b[?1006l"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Takes back all that Textual asks of a terminal, the alternate screen last but for the cursor."""


class TerminalDriver(LinuxDriver):
    """Reads the keyboard and draws, until the terminal is given back or is gone."""

    class Lost(Message):
        """There is no terminal any more: its window was closed, or the connection was cut."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._may_stop = signal.getsignal(signal.SIGTSTP) != signal.SIG_IGN
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Textual's handlers wait for threads in the middle of whatever Python code they interrupt.
        self._let_stop()
        self._output = _Output(cast("TextIO", self._file), self._lost)
        self._file = cast("TextIOWrapper", self._output)
        self._told_to_end = self.exit_event = _WakingEvent()
        self._taken = False
        """Whether the terminal is ours, rather than the shell's or an editor's."""

    @property
    def lent(self) -> bool:
        """Whether another program has the terminal, which this one has started."""
        return not self._taken

    # --- taking it and giving it back

    def start_application_mode(self) -> None:
        """Take the terminal, as soon as this process may: in the background it waits here."""
        self._taken = True
        if not self._is_in_foreground():
            self._lost()
            return
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._may_stop:
            self._loop.add_signal_handler(signal.SIGTSTP, self.stop_process)
            self._loop.add_signal_handler(signal.SIGCONT, self._continued)

    def _is_in_foreground(self) -> bool:
        """Wait until the terminal is for this process to change; false when there is none."""
        while True:
            try:
                # It changes nothing; the kernel stops whoever tries from the background.
                termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
            except termios.error as error:
                if error.args[0] != errno.EINTR:
                    return False
            else:
                return True

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self._let_stop()
        self.write("\x1b[?1016l")  # the mouse in pixels, which Textual does not take back
        super().stop_application_mode()

    def close(self) -> None:
        """Have written all that is to be written."""
        super().close()
        self._writer_thread = None
        self._taken = False

    def write(self, data: str) -> None:
        """Write to the terminal; while it is not ours nothing is written."""
        if self._writer_thread is not None:
            super().write(data)

    def abandon(self) -> None:
        """Give the terminal back at once, from wherever the program is stuck."""
        if not self._taken:
            return
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with contextlib.suppress(OSError):
            terminal = self._output.fileno()
            if select.select([], [terminal], [], _PATIENCE)[1]:
                os.write(terminal, _RESET.encode())

    def _let_stop(self) -> None:
        """Let the kernel do what is usual: stop this process, and let it go on."""
        for number in (signal.SIGTSTP, signal.SIGCONT):
            if not self._loop.remove_signal_handler(number):
                signal.signal(number, signal.SIG_DFL)
        if not self._may_stop:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    # --- stopping and going on

    def stop_process(self, *, group: bool = False) -> None:
        """Give the terminal back and stop; go on when the shell says so.

        Where no shell could let it go on the kernel does not stop it: the screen is drawn anew.

        Args:
            group: stop all that were started with this process as well, as Ctrl-Z does elsewhere:
                a shell waits for `make`, say, and not for what that has started.
        """
        self._app.app_suspend_signal.publish(self._app)
        self.suspend_application_mode()
        if group:
            os.killpg(0, signal.SIGTSTP)
        else:
            # To this thread: sent to the process, it might come after the terminal was taken again.
            signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
        self._go_on()

    def _continued(self) -> None:
        """Take the terminal again: something stopped this process that it could not see."""
        self.suspend_application_mode()
        self._go_on()

    def _go_on(self) -> None:
        self.resume_application_mode()
        self._app.app_resume_signal.publish(self._app)
        self._app.refresh(layout=True)

    # --- reading and losing it

    def _run_input_thread(self) -> None:
        # Textual would catch what breaks here and print it; it is a fault as in any other thread.
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Hand on the keys until told to stop, or until there is nothing to read from."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        wake = self._told_to_end.fileno()
        while not self._told_to_end.is_set():
            ready = select.select([self.fileno, wake], [], [], _TICK)[0]
            if self.fileno in ready:
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:
                    data = b""
                if not data:
                    self._lost()
                    return
                if text := decode(
                    data
                ):  # empty at half a character; the parser takes it for an end
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _lost(self) -> None:
        if self._taken:
            self.send_message(self.Lost())

    def _get_terminal_size(self) -> tuple[int, int]:
        """Give columns and rows of the terminal itself, whatever COLUMNS and LINES say."""
        with contextlib.suppress(OSError):
            columns, rows = os.get_terminal_size(self._output.fileno())
            if columns and rows:
                return columns, rows
        return super()._get_terminal_size()


class _Output:
    """Standard error, as far as the thread that writes to it needs it.

    A terminal that is gone takes nothing: then all is dropped, for a thread that ended would leave
    whoever draws waiting for it.
    """

    def __init__(self, file: TextIO, lost: Callable[[], None]) -> None:
        self._file = file
        self._lost = lost
        self._gone = False

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str) -> None:
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        self._try(self._file.flush)

    def _try(self, act: Callable[[], object]) -> None:
        if self._gone:
            return
        try:
            act()
        except (OSError, ValueError):
            self._gone = True
            self._lost()


class _WakingEvent(threading.Event):
    """An event that `select` can wait for, together with the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._read, self._write = os.pipe()

    def fileno(self) -> int:
        return self._read

    def set(self) -> None:
        if not self.is_set():
            os.write(self._write, b"\0")
        super().set()

    def clear(self) -> None:
        if self.is_set():
            os.read(self._read, 1)
        super().clear()
