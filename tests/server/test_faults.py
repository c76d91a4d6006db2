"""What the service needs and cannot have: it refuses what must be kept, says so, goes on with the rest, and recovers.

The faults that take minutes (SIGKILL under load, PostgreSQL stopped and started) are in `benchmarks.service_faults`.
"""

import resource
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from yalu.server import ServerSettings, create_app
from yalu.workspace.datasets import ServedSources

QUERY = {"queries": {"q": {"schema": "Person", "properties": {"name": "Vadim Testov"}}}}


@pytest.fixture
def client(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    for name in ("YALU_DATABASE", "YALU_RECEIPTS", "YALU_FOUR_EYES"):
        monkeypatch.delenv(name, raising=False)
    served = ServedSources(
        workspace=tmp_path / "workspace", manifest=sources / "manifest.yml", folder=sources / "served"
    )
    with TestClient(create_app(ServerSettings(served, watch=False)), raise_server_exceptions=False) as found:
        yield found


def decide(client: TestClient, number: int) -> Any:
    body = {"party": f"c-{number}", "dataset": "list_a", "entity": "Q1", "state": "escalated", "reason": "x" * 1_500}
    return client.post("/decisions", json={**body, "person": "Anna"})


def goes_on(client: TestClient) -> bool:
    asked = [client.post("/match/default", json=QUERY), *map(client.get, ("/search/default", "/healthz", "/metrics"))]
    return {response.status_code for response in asked} == {200}


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_refuses_decisions_and_loses_none(client: TestClient, tmp_path: Path) -> None:
    assert decide(client, 0).status_code == 200
    kept, statuses = 1, []
    with full_disk((tmp_path / "workspace" / "yalu.sqlite").stat().st_size + 16_384):
        for number in range(1, 60):
            statuses.append(decide(client, number).status_code)
        assert goes_on(client)
    assert set(statuses) <= {200, 503}
    assert 503 in statuses
    kept += statuses.count(200)
    assert client.get("/alerts").json()["total"] == kept
    assert client.post("/decisions/verify").json() == {"whole": True, "faults": []}
    assert decide(client, 100).status_code == 200


def test_a_locked_database_is_waited_for(client: TestClient, tmp_path: Path) -> None:
    assert decide(client, 0).status_code == 200
    other = sqlite3.connect(tmp_path / "workspace" / "yalu.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.5, lambda: other.execute("ROLLBACK")).start()
    assert goes_on(client)
    assert decide(client, 1).status_code == 200
    other.close()
    assert client.get("/alerts").json()["total"] == 2


def test_without_its_database_the_service_answers_what_needs_none(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YALU_DATABASE", "postgresql://someone:secret@127.0.0.1:1/nowhere")
    response = decide(client, 0)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert "secret" not in response.text
    assert "127.0.0.1" not in response.text
    assert goes_on(client)
    for path in ("/alerts", "/watch", "/watch/parties"):
        assert client.get(path).status_code == 503
