"""Work on threads, beside the event loop: so much at a time, so much waiting, so long."""

import time
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException

Answer = TypeVar("Answer")
BUSY = "The server is busy; try again shortly"


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
