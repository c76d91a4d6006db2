"""Work on threads, beside the event loop: so much at a time, so much waiting, so long."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

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
