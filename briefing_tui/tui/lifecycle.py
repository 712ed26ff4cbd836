"""How the interface begins, is asked to end, and breaks.

`LifecycleApp` is what `BriefingApp` stands on. What is typed before the first page is shown is kept
for it. A signal ends the program as its own key does; where it is stuck the terminal is given back
all the same. A fault in it ends it too, and is told in a report.
"""

from __future__ import annotations

import asyncio
import atexit
import collections
import contextlib
import gc
import math
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from textual import constants, events, on
from textual.app import App, ScreenError
from textual.css.query import QueryError

from briefing_tui.tui.driver import TerminalDriver

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.driver import Driver

_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
_PATIENCE = 0.8  # seconds for a program that was asked to end to do it in order
_STUCK = 1.0  # seconds in which a key has had its effect, or a widget waits for something
_REMEMBERED = 20  # actions that a report on a fault tells of

_NEVER = 1_000_000
_IDLE = 5.0  # seconds without a key
_WORTH_COLLECTING = 10  # collections of what is younger, as is Python's own rule

_FAULT = 70
"""Exit status that sysexits.h has for a fault in a program; 1 is that nothing was found."""


class LifecycleApp(App[int]):
    """An application that loses nothing of what is typed early, and leaves the terminal sane."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: collections.deque[events.Event] = collections.deque()
        """What was typed and waits for its turn."""
        self._handing_on = True
        """Whether it waits: for the first page, or for the effect of the key before it."""
        self._handed = math.inf
        """When a key was last handed on."""
        self._first_shown = False
        self._touched = time.monotonic()
        """When a key was last pressed, or the mouse moved."""
        self._asked_to_end = False
        self._fault: Exception | None = None
        """The first fault in the program; it ends it."""
        self._screens_at_fault: list[str] = []
        self._actions: collections.deque[str] = collections.deque(maxlen=_REMEMBERED)

    def get_driver_class(self) -> type[Driver]:
        """Give the driver of this program, unless the environment names another one."""
        return super().get_driver_class() if constants.DRIVER else TerminalDriver

    # --- beginning

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait for the first page, and each key for the effect of the last.

        Of keys that come at once, as from a slow line or when letters are pasted, `/` would open
        the box for words only after the letters had done what they do in a text.
        """
        if isinstance(event, events.InputEvent):
            self._touched = time.monotonic()
            # What nothing in the page wants comes here a second time.
            typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
            if typed:
                self._typed.append(event)
                if not self._handing_on or time.monotonic() - self._handed > _STUCK:
                    await self._hand_on()
                return
        await super().on_event(event)

    def first_shown(self) -> None:
        """Do what the first page did not wait for, once it is shown or has nothing to show.

        What was typed early is handed to it, garbage is collected again.
        """
        if self._first_shown:
            return
        self._first_shown = True
        self.call_next(self._hand_on)
        gc.freeze()
        # Looking for cycles among all that is listed of 10,000 briefings takes 60 to 200 ms, and
        # comes when somebody types: it is done when nobody does.
        gc.set_threshold(*gc.get_threshold()[:2], _NEVER)
        gc.enable()
        self.set_interval(_IDLE, self._collect)
        self.begun()

    def begun(self) -> None:
        """Do what this application's first page did not wait for."""

    async def _hand_on(self) -> None:
        """Hand on what was typed, each key when the one before it has had its effect."""
        self._handing_on = bool(self._typed)
        if self._typed:
            self._handed = time.monotonic()
            target = self.focused or self.screen
            await super().on_event(self._typed.popleft())
            self._follow(target)

    def _follow(self, node: DOMNode | None) -> None:
        """Go behind a key on its way up from the focus; what it does may be done at any step."""
        if node is not None and node is not self and node.call_later(self._follow, node.parent):
            return
        # A screen that has come over this one is to have the focus where it wants it.
        if not (self.screen_stack and self.screen.call_later(self.call_later, self._hand_on)):
            self.call_later(self._hand_on)

    def _collect(self) -> None:
        if time.monotonic() - self._touched > _IDLE and gc.get_count()[2] > _WORTH_COLLECTING:
            gc.collect()

    # --- stopping for a while

    def action_suspend_process(self) -> None:
        """Give the terminal back to the shell until it lets this program go on."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.stop_process(group=True)

    # --- ending

    async def on_key(self, event: events.Key) -> None:
        """End by Ctrl-C from a dialog, too: Textual keeps an application's other keys from it."""
        bound = self._bindings.key_to_bindings.get(event.key, ())
        if self.screen.is_modal and any(binding.id == "app.interrupt" for binding in bound):
            event.stop()
            await self.action_quit()

    def run_to_end(self, *, mouse: bool = True) -> int:
        """Run, and give the exit status; a fault is told on standard error.

        Args:
            mouse: whether the mouse is taken from the terminal.
        """
        before, threading.excepthook = threading.excepthook, self._broken_thread
        try:
            with self._ended_by_signals():
                self.run(mouse=mouse)
        except Exception as error:  # noqa: BLE001 - as any other fault
            self._note(error)
        finally:
            threading.excepthook = before
        if self._asked_to_end:
            _forget_unwritten()
        if self._fault is None:
            return self.return_code or 0
        from briefing_tui.tui import crash  # noqa: PLC0415 - hardly ever needed

        with contextlib.suppress(OSError):  # nobody is there to be told
            lines = crash.told(self._fault, self._circumstances())
            sys.stderr.write("".join(f"{line}\n" for line in lines))
        return _FAULT

    @contextlib.contextmanager
    def _ended_by_signals(self) -> Iterator[None]:
        """Let the signals that end programs end this one in order, with 128 and their number."""
        before = {
            number: signal.signal(number, self._end_by)
            for number in _ENDING
            # What `nohup`, or a shell for its background, has it ignore is ignored.
            if signal.getsignal(number) != signal.SIG_IGN
        }
        try:
            yield
        finally:
            if not self._asked_to_end:  # else they and the alarm guard the rest of the way
                for number, handler in before.items():
                    signal.signal(number, handler)

    def _end_by(self, number: int, _: FrameType | None = None) -> None:
        status = 128 + number
        lent = isinstance(self._driver, TerminalDriver) and self._driver.lent
        if self._loop is None and not self._asked_to_end:
            raise SystemExit(status)  # there is nothing yet to be put in order
        if self._asked_to_end:
            if lent:
                self._give_up(status)
            return
        self._asked_to_end = True
        if not lent:  # else an editor has the terminal, and is waited for
            signal.signal(signal.SIGALRM, lambda *_: self._give_up(status))
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
            # After all threads, when nothing is left to wait for and the handler is taken away.
            atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(lambda: self.exit(return_code=status))

    def _give_up(self, status: int) -> None:
        if isinstance(self._driver, TerminalDriver):
            self._driver.abandon()
        os._exit(status)

    @on(TerminalDriver.Lost)
    def _terminal_lost(self) -> None:
        """End as a hang-up does, which comes with it or does not."""
        if not self._asked_to_end:
            self._end_by(signal.SIGHUP)

    # --- what breaks it

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Remember the action, for a report on a fault, and do it."""
        name = action.partition("(")[0] if isinstance(action, str) else action[1]
        self._actions.append(f"{type(default_namespace or self).__name__}.{name}")
        return await super().run_action(action, default_namespace, namespaces)

    def on_load(self) -> None:
        """Take for a fault also what breaks where the event loop alone would notice it."""
        asyncio.get_running_loop().set_exception_handler(self._noticed_by_loop)

    def _noticed_by_loop(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and self.is_running:
            self._handle_exception(error)

    def _broken_thread(self, told: threading.ExceptHookArgs) -> None:
        if isinstance(told.exc_value, Exception) and self._loop is not None:
            self._loop.call_soon_threadsafe(self._handle_exception, told.exc_value)

    def _handle_exception(self, error: Exception) -> None:
        """Keep a fault for the report, and end: Textual would print the values in it as well."""
        # A page that is opened while the program ends gets no widgets, and may look for them.
        if not (self._exit and isinstance(error, QueryError | ScreenError)):
            self._note(error)
            self._return_code = _FAULT
        self._close_messages_no_wait()

    def _note(self, error: Exception) -> None:
        if self._fault is None:
            self._fault = self._exception = error
            self._screens_at_fault = [type(screen).__name__ for screen in self._screen_stack]
            self._exception_event.set()

    def _circumstances(self) -> Mapping[str, str]:
        return {
            "size": f"{self.size.width}x{self.size.height}",
            "screens": " > ".join(self._screens_at_fault),
            "last actions": ", ".join(self._actions),
        }


def _forget_unwritten() -> None:
    """Drop what a terminal that is gone takes no more: Python would end with 120 because of it."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
        except ValueError:
            pass  # it is closed
