"""Work that takes long: in time, one after another, and again after the service was stopped and started."""

import asyncio
import sys
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from yalu.server import ServerSettings, create_app
from yalu.server.work import LongWork
from yalu.workspace.datasets import ServedSources


def test_an_app_that_is_started_again_answers_again(sources: Path, tmp_path: Path) -> None:
    settings = ServerSettings(ServedSources(manifest=sources / "manifest.yml", folder=tmp_path), watch=False)
    app = create_app(settings)
    for _ in range(2):
        with TestClient(app, raise_server_exceptions=False) as client:
            assert client.post("/read", content="Choe Chol Min works for the Second Academy.").status_code == 200


def test_reading_that_takes_too_long_is_not_waited_for_and_what_waits_behind_it_is_answered(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ServedSources(manifest=sources / "manifest.yml", folder=tmp_path)
    with TestClient(create_app(ServerSettings(served, seconds=0.3, watch=False))) as client:
        monkeypatch.setattr(sys.modules["yalu.server.routes.read"], "_read", lambda *_: time.sleep(1.0))
        begun = time.monotonic()
        assert client.post("/read", content="x").status_code == 503
        assert time.monotonic() - begun < 0.9
        assert client.post("/compare", json={"query": "a", "listed": "b"}).status_code == 200


def test_what_is_more_than_may_wait_is_refused() -> None:
    async def ask() -> list[int]:
        work = LongWork(5.0, waiting=1)
        asked = [work.run(lambda _expired: time.sleep(0.05)) for _ in range(4)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        work.close()
        return [getattr(item, "status_code", 200) for item in told]

    assert asyncio.run(ask()) == [200, 200, 503, 503]
