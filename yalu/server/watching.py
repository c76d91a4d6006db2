"""The watch beside the requests: one thread of each worker screens what is watched when there is cause, and sends."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from yalu.model import YaluError
from yalu.server.state import Serving
from yalu.workspace.database import Place
from yalu.workspace.snapshots import Workspace
from yalu.workspace.tenants import DEFAULT_TENANT
from yalu.workspace.watch import Watch, open_watch, tenants_that_watch, watched_data

log = logging.getLogger("yalu.server")
SEND_EVERY = 2.0
"""Seconds between two looks for messages that are due."""
RUN_EVERY = 60.0
"""Seconds between two looks whether a party was not screened yet, whoever put it under watch."""


class Watching:
    """Runs the watch of all tenants, and sends their messages. Of several workers that do so, one has each turn."""

    def __init__(self, workspace: Place | None, serving: Serving) -> None:
        self._workspace, self._serving = workspace, serving
        self._wake, self._stop = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._books: dict[str, Watch] = {}
        self._thread: threading.Thread | None = None
        self.failure: str | None = None

    def book(self, tenant: str) -> Watch:
        """Give what a tenant watches; opened once.

        Raises:
            YaluError: the database cannot be used.
        """
        with self._lock:
            if tenant not in self._books:
                self._books[tenant] = open_watch(self._workspace, tenant)
            return self._books[tenant]

    def is_used(self) -> bool:
        """Whether there is a database at all; looking at the watch makes none.

        Raises:
            YaluError: its address is none.
        """
        return self.book(DEFAULT_TENANT).database.exists()

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="watch")
        self._thread.start()

    def stop(self) -> None:
        """End, when what is being done has been done."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def wake(self) -> None:
        """Say that there is something to screen."""
        self._wake.set()

    def _run(self) -> None:
        due, seen = 0.0, ""
        while not self._stop.is_set():
            woken = self._wake.wait(SEND_EVERY)
            self._wake.clear()
            key = self._serving.current.key
            if not self._stop.is_set() and (woken or key != seen or time.monotonic() >= due):
                due, seen = time.monotonic() + RUN_EVERY, key
                self._guarded(self.run_all)
            if not self._stop.is_set():
                self._guarded(self.send)

    def _guarded(self, work: Callable[[], object]) -> None:
        """Do some work; what goes wrong is told, and tried again the next time."""
        try:
            work()
        except Exception as error:
            reason = str(error) if isinstance(error, YaluError) else type(error).__name__
            if reason != self.failure:
                log.error("the watch failed and goes on", extra={"told": {"reason": reason}})
            self.failure = reason
        else:
            self.failure = None

    def run_all(self) -> None:
        """Screen what is watched, of all tenants, against what is served now.

        Raises:
            YaluError: the database cannot be used.
        """
        if not self.is_used():
            return
        for tenant in tenants_that_watch(self.book(DEFAULT_TENANT).database):
            if self._stop.is_set():
                return
            # Not against data that another worker has replaced already.
            self._serving.follow()
            lists = watched_data(self._serving.current, Workspace(self._workspace))
            summary = self.book(tenant).run(lists, lambda: datetime.now(UTC), stop=self._stop.is_set)
            if summary.asked_anew or summary.asked_changes:
                told = {"tenant": tenant, **summary.to_json(), "alerts": len(summary.alerts)}
                log.info("watched", extra={"told": told})

    def send(self) -> None:
        """Make one attempt for each message that is due.

        Raises:
            YaluError: the database cannot be used.
        """
        if not self.is_used():
            return
        summary = self.book(DEFAULT_TENANT).send(time.time)
        if summary.attempts:
            told = {"delivered": summary.delivered, "failed": summary.failed, "dead": summary.dead}
            log.log(logging.WARNING if summary.dead else logging.INFO, "webhooks", extra={"told": told})
