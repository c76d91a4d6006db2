"""Counters for Prometheus. Labels are routes and statuses, never what is asked."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from yalu.workspace.datasets import ServedData

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Set by `yalu serve` for several workers: the folder in which they add up their counters."""
BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)


class Metrics:
    """The counters of one process; scraping gives those of all workers."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("yalu_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "yalu_request_seconds", "Time to answer.", ("route",), registry=self.registry, buckets=BUCKETS
        )
        self.running = Gauge(
            "yalu_requests_running", "Requests being answered.", registry=self.registry, multiprocess_mode="livesum"
        )
        self._counted: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self.queries = Counter("yalu_queries", "Parties screened.", registry=self.registry)
        self.matches = Counter("yalu_matches", "Matches at or above the threshold.", registry=self.registry)
        self.age = Gauge(
            "yalu_list_age_days",
            "Days since a list's issue.",
            ("dataset",),
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )
        self.entities = Gauge(
            "yalu_dataset_entities",
            "Entities served.",
            ("dataset",),
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )

        self.messages = Gauge(
            "yalu_webhook_messages",
            "Messages to webhooks, by where they stand.",
            ("state",),
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        key = route, method, status
        if key not in self._counted:
            # Looked up once: the library checks and converts labels each time, which takes longer than counting.
            self._counted[key] = self.requests.labels(route, method, str(status)), self.seconds.labels(route)
        counter, histogram = self._counted[key]
        counter.inc()
        histogram.observe(seconds)

    def scrape(self, served: ServedData, messages: Mapping[str, int]) -> bytes:
        """Give the counters in Prometheus' text format; `messages` are those to webhooks, by state."""
        for state, count in messages.items():
            self.messages.labels(state).set(count)
        today = datetime.now(UTC).date()
        for name, dataset in served.catalog.datasets.items():
            age = age_in_days(dataset.model.updated_at, today)
            if age is not None:
                self.age.labels(name).set(age)
            if dataset.model.entity_count is not None and dataset.load:
                self.entities.labels(name).set(dataset.model.entity_count)
        if FOLDER_VARIABLE in os.environ:
            together = CollectorRegistry()
            MultiProcessCollector(together)  # type: ignore[no-untyped-call]
            return generate_latest(together)
        return generate_latest(self.registry)


def age_in_days(updated: datetime | None, today: date) -> int | None:
    """Give how old an issue is, in days; `None` where its day is not known."""
    return (today - updated.date()).days if updated is not None else None
