"""Requests at a steady rate over a few connections that stay open, from one thread, and what became of them.

A time to answer counts from when its request was due (no coordinated omission): it holds the wait for a connection
where all are taken, and what this sender itself was late, which is told apart as `late`.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Sequence

CONNECTIONS = 16
PATIENCE = 60.0
"""Seconds after which a request that was not answered counts as failed."""


class SteadyLoad:
    """Sends bodies to a path at a rate.

    Attributes:
        took: Seconds from when each request was due until it was answered.
        late: Seconds by which this process sent each request too late, though a connection was free.
        failed: Answers other than 200, and connections that broke, counted by what they were.
    """

    def __init__(self, port: int, path: str, rate: float) -> None:
        self._port, self._path, self._rate = port, path, rate
        self.took: list[float] = []
        self.late: list[float] = []
        self.failed: Counter[str] = Counter()
        self._idle: deque[_Connection] = deque()
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._left = 0
        self._done = asyncio.Event()

    def run(self, bodies: Sequence[bytes]) -> None:
        """Send each body once."""
        asyncio.run(self._run(bodies))

    async def _run(self, bodies: Sequence[bytes]) -> None:
        loop = asyncio.get_running_loop()
        self._idle.extend([await self._connect() for _ in range(CONNECTIONS)])
        self._left = len(bodies)
        begin = time.perf_counter()
        for number, body in enumerate(bodies):
            due = begin + number / self._rate
            # A timer may be a millisecond late; looking at the clock until then would take a core from the server.
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if self._idle:
                # The one that has rested longest, so that the server closes none for having nothing to do.
                connection = self._idle.popleft()
                if connection.broken:
                    connection = await self._connect()
                self.late.append(time.perf_counter() - due)
                connection.ask(due, body)
            else:
                self._waiting.append((due, body))
        with_end = loop.call_later(PATIENCE, self._done.set)
        await self._done.wait()
        with_end.cancel()
        if self._left:
            self.failed["no answer"] += self._left

    async def _connect(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: _Connection(self, self._path), "127.0.0.1", self._port)
        return connection

    def answered(self, connection: "_Connection", due: float, outcome: str) -> None:
        """Take an answer, and give the connection what waits."""
        self.took.append(time.perf_counter() - due)
        if outcome != "200":
            self.failed[outcome] += 1
        self._left -= 1
        if self._left == 0:
            self._done.set()
        if connection.broken:
            self._idle.append(connection)
        elif self._waiting:
            connection.ask(*self._waiting.popleft())
        else:
            self._idle.append(connection)


class _Connection(asyncio.Protocol):
    """A connection over which one request at a time is sent."""

    def __init__(self, load: SteadyLoad, path: str) -> None:
        self._load, self._head = load, f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        self._due: float | None = None
        self._got = b""
        self.broken = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def ask(self, due: float, body: bytes) -> None:
        """Send a request."""
        self._due, self._got = due, b""
        self._transport.write(f"{self._head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        if not end or self._due is None:
            return
        length = next(
            int(line.partition(b":")[2]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
        )
        if len(body) >= length:
            due, self._due = self._due, None
            self._load.answered(self, due, head.split(b" ", 2)[1].decode())

    def connection_lost(self, exc: Exception | None) -> None:
        self.broken = True
        if self._due is not None:
            due, self._due = self._due, None
            self._load.answered(self, due, f"connection lost: {type(exc).__name__}")
