"""A server over two small datasets of invented parties, and the collection of both."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from starlette.testclient import TestClient

from yalu.server import ServerSettings, create_app
from yalu.workspace.datasets import ServedSources

ENTITIES_A = [
    {
        "id": "Q1",
        "schema": "Person",
        "caption": "Vadim Testov",
        "properties": {
            "name": ["Vadim Testov", "Вадим Тестов"],
            "alias": ["Vadim Petrovich Testov"],
            "birthDate": ["1952-10-07"],
            "country": ["ru"],
            "topics": ["sanction", "role.pep"],
            "addressEntity": ["addr-1"],
            "gender": ["male"],
        },
        "datasets": ["list_a", "unheard_of"],
        "referents": ["Q1", "old-1"],
        "target": True,
        "first_seen": "2022-03-01T10:00:00Z",
        "last_seen": "2024-05-01T10:00:00.123",
        "last_change": "2023-06-15T12:00:00",
    },
    {"id": "addr-1", "schema": "Address", "properties": {"full": ["Main Street 1, Moscow"], "country": ["ru"]}},
    {
        "id": "c1",
        "schema": "Company",
        "properties": {"name": ["Testov Oil OOO"], "jurisdiction": ["ru"], "innCode": ["7707083893"]},
        "datasets": ["list_a"],
        "last_change": "2024-01-01T00:00:00",
    },
    {
        "id": "own-1",
        "schema": "Ownership",
        "properties": {"owner": ["Q1"], "asset": ["c1"], "percentage": ["60"]},
        "datasets": ["list_a"],
    },
    {
        "id": "s1",
        "schema": "Sanction",
        "properties": {"entity": ["Q1"], "authority": ["Authority of Tests"], "startDate": ["2022-03-01"]},
        "datasets": ["list_a"],
    },
    {
        "id": "c2",
        "schema": "Company",
        "properties": {"name": ["Subsidiary Bank"], "parent": ["c1"], "country": ["ru"]},
        "datasets": ["list_a"],
    },
    {
        "id": "own-2",
        "schema": "Ownership",
        "properties": {"owner": ["c1"], "asset": ["c2"]},
        "datasets": ["list_a"],
    },
]
ENTITIES_B = [
    {
        "id": "p1",
        "schema": "Person",
        "properties": {"name": ["Yelena Primer"], "country": ["de"], "topics": ["role.pep"], "birthDate": ["1961"]},
        "datasets": ["list_b"],
        "last_change": "2021-01-01T00:00:00",
    },
    {
        "id": "v1",
        "schema": "Vessel",
        "properties": {"name": ["Northern Sample"], "imoNumber": ["9074729"], "flag": ["kp"]},
        "datasets": ["list_b"],
    },
    *({"id": f"f{n}", "schema": "Family", "properties": {"person": ["p1"], "relative": [f"r{n}"]}} for n in range(12)),
    *({"id": f"r{n}", "schema": "Person", "properties": {"name": [f"Relative {chr(65 + n)}"]}} for n in range(12)),
]
MANIFEST = """
datasets:
  - {name: list_a, title: List A, path: a.json, version: "20240501"}
  - {name: list_b, title: List B, path: b.json}
  - {name: default, title: Both lists, children: [list_a, list_b]}
"""


def write_lines(path: Path, entities: list[dict[str, object]]) -> None:
    path.write_bytes(b"".join(orjson.dumps(entity) + b"\n" for entity in entities))


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    write_lines(folder / "a.json", ENTITIES_A)
    write_lines(folder / "b.json", ENTITIES_B)
    (folder / "manifest.yml").write_text(MANIFEST)
    return folder


@pytest.fixture(scope="session")
def client(sources: Path) -> Iterator[TestClient]:
    settings = ServerSettings(
        ServedSources(workspace=sources / "workspace", manifest=sources / "manifest.yml", folder=sources / "served"),
        watch=False,
    )
    with TestClient(create_app(settings), follow_redirects=False) as found:
        yield found
