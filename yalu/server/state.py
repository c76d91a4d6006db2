"""What is served at the moment, and its replacement by something newer while requests run."""

import logging
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from yalu.model import YaluError
from yalu.server.settings import ServerSettings
from yalu.workspace.datasets import ServedData

log = logging.getLogger("yalu.server")
MARKER = "served.changed"


class Serving:
    """Holds what is served. A request takes `current` once and keeps it to its end, whatever replaces it meanwhile."""

    def __init__(self, settings: ServerSettings, served: ServedData | None = None) -> None:
        self.settings = settings
        self.folder = settings.sources.place
        self._lock = threading.Lock()
        self._seen = self._marked()
        self.current = self._load() if served is None else served
        self.loaded_at = datetime.now(UTC)
        self.failure: str | None = None

    def _load(self) -> ServedData:
        started = time.monotonic()
        served = self.settings.sources.load()
        served.screener.warm_up()
        for note in served.notes:
            log.warning("data", extra={"told": {"note": note}})
        told = {"datasets": sorted(served.stores), "seconds": round(time.monotonic() - started, 3)}
        log.info("loaded", extra={"told": told})
        return served

    def update(self, *, tell: bool = True) -> bool:
        """Read the sources again and serve what they have; whether that went well.

        What was served before stays where the sources cannot be read. One update runs at a time.

        Args:
            tell: Whether the other workers are to do the same.
        """
        with self._lock:
            try:
                fresh = self._load()
            except (YaluError, OSError) as error:
                self.failure = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S} {error}"
                log.error("the update failed; what was served before stays", extra={"told": {"reason": str(error)}})
                return False
            self.failure = None
            self.loaded_at = datetime.now(UTC)
            if fresh.key != self.current.key or fresh.catalog != self.current.catalog:
                self.current = fresh
            if tell:
                self._mark()
            return True

    def follow(self) -> bool:
        """Update if another worker did; whether it had."""
        marked = self._marked()
        if marked == self._seen:
            return False
        self._seen = marked
        self.update(tell=False)
        return True

    def _marker(self) -> Path:
        return self.folder / MARKER

    def _marked(self) -> int:
        try:
            return self._marker().stat().st_mtime_ns
        except OSError:
            return 0

    def _mark(self) -> None:
        try:
            self._marker().touch()
        except OSError as error:
            log.error("other workers cannot be told", extra={"told": {"reason": str(error)}})
        self._seen = self._marked()
