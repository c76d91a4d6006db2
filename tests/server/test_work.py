"""Work that takes long: in time, one after another, and again after the service was stopped and started."""

import asyncio
import sys
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from yalu.server import ServerSettings, create_app
from yalu.server.work import LongWork, SmallWork
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


def test_small_work_gives_answers_and_errors_and_refuses_what_is_more_than_may_wait() -> None:
    async def ask() -> list[object]:
        work = SmallWork(waiting=2)
        asked = [work.run(lambda number: 10 // number, number) for number in (1, 0, 2, 5)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        work.close()
        again = await work.run(lambda: "again")
        work.close()
        return [*(getattr(item, "status_code", item) for item in told), again]

    first, error, *others = asyncio.run(ask())
    assert isinstance(error, ZeroDivisionError)
    assert [first, *others] == [10, 5, 503, "again"]


def test_small_work_runs_on_one_thread_and_goes_on_when_nobody_waits_for_an_answer() -> None:
    async def ask() -> set[int]:
        work = SmallWork(waiting=10)
        gone = asyncio.create_task(work.run(time.sleep, 0.05))
        await asyncio.sleep(0.01)
        gone.cancel()
        found = await asyncio.gather(*(work.run(threading.get_ident) for _ in range(5)))
        work.close()
        return {*found} - {threading.get_ident()}

    assert len(asyncio.run(ask())) == 1
