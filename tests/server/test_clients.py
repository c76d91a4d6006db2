"""A client that others wrote, unchanged, over a real connection."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from followthemoney import Dataset, StatementEntity

from yalu.server import ServerSettings, create_app
from yalu.workspace.datasets import ServedSources


@pytest.fixture
def address(sources: Path) -> Iterator[str]:
    settings = ServerSettings(ServedSources(manifest=sources / "manifest.yml", folder=sources / "served"), watch=False)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join()


def test_nomenklaturas_enricher_matches_and_expands(address: str, tmp_path: Path) -> None:
    pytest.importorskip("nomenklatura")
    from nomenklatura.cache import Cache
    from nomenklatura.db import Session, get_engine
    from nomenklatura.enrich.yente import YenteEnricher

    dataset = Dataset.make({"name": "customers", "title": "Customers"})
    with Session(get_engine(f"sqlite:///{tmp_path / 'cache.db'}")) as session:
        enricher = YenteEnricher(dataset, Cache(session, dataset, create=True), {"api": address, "cutoff": 0.5})
        data = {"id": "q", "schema": "Person", "properties": {"name": ["Vadim Testov"], "birthDate": ["1952"]}}
        party = StatementEntity.from_data(dataset, data)
        (match,) = enricher.match(party)
        assert match.id == "Q1"
        around = {item.id for item in enricher.expand(party, match)}
    assert {"Q1", "addr-1", "s1", "own-1", "c1"} <= around
