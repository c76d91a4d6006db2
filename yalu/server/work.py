"""Work on threads, beside the event loop: so much at a time, so much waiting, so long."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException

Answer = TypeVar("Answer")
BUSY = "The server is busy; try again shortly"
OVER = "The time for an answer was over; ask for less: fewer steps, one list, a smaller table"


class Work:
    """Runs functions on at most `threads` threads; refuses where `waiting` more are waiting already."""

    def __init__(self, threads: int, waiting: int, seconds: float) -> None:
        self._limiter = CapacityLimiter(threads)
        self._most = threads + waiting
        self._inside = 0
        self.seconds = seconds

    async def run(self, function: Callable[..., Answer], *arguments: object) -> Answer:
        """Run a function on a thread and give what it gives.

        Raises:
            HTTPException: 503, too much is waiting.
        """
        if self._inside >= self._most:
            raise HTTPException(503, BUSY, headers={"Retry-After": "1"})
        self._inside += 1
        try:
            return await to_thread.run_sync(function, *arguments, limiter=self._limiter)
        finally:
            self._inside -= 1

    def deadline(self, longer: int = 1) -> Callable[[], bool]:
        """Give what tells whether the time for a request that starts now is over; some may take longer."""
        end = time.monotonic() + longer * self.seconds
        return lambda: time.monotonic() > end


class SmallWork:
    """Runs functions that take milliseconds, one after another on one thread, beside all others.

    Several threads would not make them quicker, as they would wait for one another in the interpreter; and a thread
    remembers the words that it was asked for, so that one knows them all.
    """

    def __init__(self, waiting: int) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] | None = None
        self._most = waiting + 1
        self._inside = 0

    async def run(self, function: Callable[..., Answer], *arguments: object) -> Answer:
        """Run a function and give what it gives.

        Raises:
            HTTPException: 503, too much is waiting.
        """
        if self._inside >= self._most:
            raise HTTPException(503, BUSY, headers={"Retry-After": "1"})
        if self._queue is None:
            self._queue = SimpleQueue()
            threading.Thread(target=_work_off, args=(self._queue,), name="small-work", daemon=True).start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def task() -> None:
            if future.cancelled():
                return
            try:
                told: tuple[Callable[[Any], None], Any] = (future.set_result, function(*arguments))
            except BaseException as error:
                told = (future.set_exception, error)
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, future, *told)

        self._inside += 1
        self._queue.put(task)
        try:
            return await future
        finally:
            self._inside -= 1

    def close(self) -> None:
        """End the thread when what waits is done. An app that is started again has a new one."""
        if self._queue is not None:
            self._queue.put(None)
            self._queue = None


def _work_off(queue: "SimpleQueue[Callable[[], None] | None]") -> None:
    while (task := queue.get()) is not None:
        task()


def _settle(future: asyncio.Future[Any], give: Callable[[Any], None], given: Any) -> None:
    # Who waited may have gone meanwhile.
    if not future.done():
        give(given)


class LongWork:
    """Runs functions that may take long, one after another, beside those of `Work`, so that these never wait for it.

    A caller waits no longer than `seconds`; what was begun ends on its own, and what was not is not begun.
    """

    def __init__(self, seconds: float, waiting: int = 20) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._most = waiting + 1
        self._inside = 0
        self.seconds = seconds

    async def run(self, function: Callable[..., Answer], *arguments: object) -> Answer:
        """Run a function and give what it gives. It gets, as its last argument, what tells whether the time is over.

        Raises:
            HTTPException: 503, too much is waiting, or the time is over.
        """
        if self._inside >= self._most:
            raise HTTPException(503, BUSY, headers={"Retry-After": "5"})
        end = time.monotonic() + self.seconds
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "long-work")
        self._inside += 1
        future = self._thread.submit(function, *arguments, lambda: time.monotonic() > end)
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._ended) if not loop.is_closed() else None)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self.seconds)
        except TimeoutError:
            raise HTTPException(503, OVER) from None

    def _ended(self) -> None:
        self._inside -= 1

    def close(self) -> None:
        """Begin nothing more of what waits. An app that is started again has a new thread."""
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None
