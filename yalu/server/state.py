"""What is served at the moment, and its replacement by something newer while requests run."""

import logging
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from yalu.model import YaluError
from yalu.server.settings import ServerSettings
from yalu.workspace.datasets import EntityFilter, MatchSettings, ServedData, algorithm_named, clean_example

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
        self._make_ready(self.current)
        self.loaded_at = datetime.now(UTC)
        self.failure: str | None = None

    def _load(self) -> ServedData:
        started = time.monotonic()
        served = self.settings.sources.load()
        for note in served.notes:
            log.warning("data", extra={"told": {"note": note}})
        told = {"datasets": sorted(served.stores), "seconds": round(time.monotonic() - started, 3)}
        log.info("loaded", extra={"told": told})
        return served

    def _make_ready(self, served: ServedData) -> None:
        """Load what the first request would wait for."""
        party, _ = clean_example("Person", {"name": "Choe Chol Min"})
        served.match([party], EntityFilter(frozenset()), MatchSettings(algorithm_named(self.settings.best)))
        served.screener.warm_up()

    def update(self, *, tell: bool = True) -> bool:
        """Read the sources again and serve what they have; whether that went well.

        What was served before stays where the sources cannot be read. One update runs at a time.

        Args:
            tell: Whether the other workers are to do the same.
        """
        with self._lock:
            try:
                fresh = self._load()
                self._make_ready(fresh)
            except Exception as error:
                # Whatever it is, what was served goes on; only what was raised on purpose is told in its own words.
                reason = str(error) if isinstance(error, YaluError | OSError) else type(error).__name__
                self.failure = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S} {reason}"
                log.error("the update failed; what was served before stays", extra={"told": {"reason": reason}})
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
