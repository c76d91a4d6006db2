"""What is served at the moment, and its replacement by something newer while requests run."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from yalu.model import YaluError
from yalu.server.settings import ServerSettings
from yalu.workspace.datasets import EntityFilter, MatchSettings, ServedData, algorithm_named, clean_example
from yalu.workspace.snapshots.durable import locked

log = logging.getLogger("yalu.server")
MARKER = "served.changed"
LOCK = "served.lock"
FIRST = {
    "Person": {"name": "Choe Chol Min", "birthDate": "1978", "nationality": "North Korea", "phone": "+85021234567"},
    "Organization": {"name": "Second Academy", "country": "North Korea", "address": "Pyongyang"},
    "Company": {"name": "Acme Trading Ltd", "jurisdiction": "China", "registrationNumber": "1"},
    "Vessel": {"name": "Wise Honest", "flag": "North Korea", "imoNumber": "8905490"},
}
"""Parties that need every table which a first request may need."""
LOOKS_EVERY = 10.0
"""Seconds between two looks whether the workspace has newer issues."""


class Serving:
    """Holds what is served. A request takes `current` once and keeps it to its end, whatever replaces it meanwhile."""

    def __init__(self, settings: ServerSettings, served: ServedData | None = None) -> None:
        self.settings = settings
        self.folder = settings.sources.place
        self._lock = threading.Lock()
        self._seen, self._issues, self._looked_at = self._marked(), self._kept(), time.monotonic()
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
        """Load what the first request would wait for: the tables of names, of countries, of telephone numbers."""
        for schema, properties in FIRST.items():
            party, _ = clean_example(schema, properties)
            served.match([party], EntityFilter(frozenset()), MatchSettings(algorithm_named(self.settings.best)))
        served.screener.warm_up()

    def update(self, *, tell: bool = True) -> bool:
        """Read the sources again and serve what they have; whether that went well.

        What was served before stays where the sources cannot be read. One update runs at a time.

        Args:
            tell: Whether the other workers are to do the same.
        """
        with self._lock:
            issues = self._kept()
            try:
                with self._alone():
                    fresh = self._load()
                self._make_ready(fresh)
            except Exception as error:
                # Whatever it is, what was served goes on; only what was raised on purpose is told in its own words.
                reason = str(error) if isinstance(error, YaluError | OSError) else type(error).__name__
                self.failure = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S} {reason}"
                log.error("the update failed; what was served before stays", extra={"told": {"reason": reason}})
                return False
            self.failure, self._issues = None, issues
            self.loaded_at = datetime.now(UTC)
            if fresh.key != self.current.key or fresh.catalog != self.current.catalog:
                self.current = fresh
            if tell:
                self._mark()
            return True

    def follow(self) -> bool:
        """Update if another worker did, or if the workspace has newer issues of what is served; whether it was so."""
        marked = self._marked()
        if marked != self._seen:
            self._seen = marked
            self.update(tell=False)
            return True
        if time.monotonic() - self._looked_at < LOOKS_EVERY:
            return False
        self._looked_at = time.monotonic()
        issues = self._kept()
        if issues == self._issues:
            return False
        # Noted before, so that an issue that cannot be read is not read again and again.
        self._issues = issues
        self.update()
        return True

    def _kept(self) -> tuple[str, ...]:
        try:
            return self.settings.sources.issues()
        except (YaluError, OSError):
            return ()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one worker after another load: the first one writes the indexes, the others open them."""
        with ExitStack() as held:
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(locked(self.folder / LOCK))
            yield

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
