"""A thread that owns something and answers questions about it, so that the interface never waits.

SQLite's connections belong to the thread that opened them, and a disk may take its time.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Subject = TypeVar("Subject")
T = TypeVar("T")


class Asking(Generic[Subject]):
    """Asks in a thread of its own.

    The thread is a daemon: the program's end does not wait for it.

    Args:
        name: of the thread.
        opened: gives what is asked about; called in the thread before each question with what it
            gave before, None at first. What it raises answers the question.
        closed: called in the thread at the end with what was opened.
        idle: called in the thread with what was opened when nothing was asked for `every` seconds.
        every: seconds.
    """

    def __init__(
        self,
        name: str,
        opened: Callable[[Subject | None], Subject],
        closed: Callable[[Subject], object],
        *,
        idle: Callable[[Subject], object] | None = None,
        every: float | None = None,
    ) -> None:
        self._opened = opened
        self._closed = closed
        self._idle = idle
        self._every = every
        self._jobs: queue.SimpleQueue[Callable[[Subject | Exception], None] | None]
        self._jobs = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._answer, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread; what was asked before is answered then."""
        if self._thread.ident is None:
            self._thread.start()

    def stop(self) -> None:
        """Let the thread end when all that was asked is answered."""
        self._jobs.put(None)

    def join(self, patience: float) -> None:
        """Wait for its end, at most `patience` seconds."""
        if self._thread.is_alive():
            self._thread.join(patience)

    async def ask(self, question: Callable[[Subject], T]) -> T:
        """Put a question and wait for the answer without holding up the interface.

        Raises:
            BaseException: what the question raised, or why there is nothing to be asked about.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def job(subject: Subject | Exception) -> None:
            try:
                if isinstance(subject, Exception):
                    raise subject  # noqa: TRY301 - answered as any other failure
                value = question(subject)
            except BaseException as error:  # noqa: BLE001 - handed to whoever asked, whatever it is
                _settle(loop, answer, error=error)
            else:
                _settle(loop, answer, value=value)

        self._jobs.put(job)
        return await answer

    def ask_and_wait(self, question: Callable[[Subject], T]) -> T:
        """Put a question from another thread, and wait there for the answer.

        Raises:
            BaseException: as `ask`.
        """
        answer: Future[T] = Future()

        def job(subject: Subject | Exception) -> None:
            try:
                if isinstance(subject, Exception):
                    raise subject  # noqa: TRY301 - as above
                answer.set_result(question(subject))
            except BaseException as error:  # noqa: BLE001 - as above
                answer.set_exception(error)

        self._jobs.put(job)
        return answer.result()

    def tell(
        self, order: Callable[[Subject], object], failed: Callable[[Exception], object]
    ) -> None:
        """Have something done, without waiting for it.

        Args:
            order: what.
            failed: called in the thread with what it raised.
        """

        def job(subject: Subject | Exception) -> None:
            try:
                if isinstance(subject, Exception):
                    raise subject  # noqa: TRY301 - as above
                order(subject)
            except Exception as error:  # noqa: BLE001 - handed on, whatever it is
                failed(error)

        self._jobs.put(job)

    def _answer(self) -> None:
        subject: Subject | None = None
        while True:
            try:
                job = self._jobs.get(timeout=self._every)
            except queue.Empty:
                if subject is not None and self._idle is not None:
                    self._idle(subject)
                continue
            if job is None:
                break
            try:
                subject = self._opened(subject)
            except Exception as error:  # noqa: BLE001 - handed to whoever asked, whatever it is
                subject = None
                job(error)
            else:
                job(subject)
        if subject is not None:
            self._closed(subject)


def _settle(
    loop: asyncio.AbstractEventLoop,
    answer: asyncio.Future[T],
    *,
    value: T | None = None,
    error: BaseException | None = None,
) -> None:
    def settle() -> None:
        if answer.done():  # whoever asked has gone
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(value)  # type: ignore[arg-type]

    if not loop.is_closed():
        loop.call_soon_threadsafe(settle)
