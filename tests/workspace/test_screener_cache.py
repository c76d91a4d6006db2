"""The cache of screeners: the same answers with it and without, whatever lies in its folder."""

from pathlib import Path
from typing import Any

import pytest

from yalu.lists import ListSnapshot
from yalu.screening import Screener
from yalu.workspace import CACHE_VARIABLE, load_screener

ENTITIES: tuple[dict[str, Any], ...] = (
    {
        "id": "x-1",
        "schema": "Person",
        "properties": {
            "name": ["Choe Chol Min"],
            "alias": ["최철민", "崔哲民"],
            "weakAlias": ["Cheol"],
            "birthDate": ["1978-04-03"],
            "passportNumber": ["108410050"],
        },
    },
    {"id": "x-2", "schema": "Vessel", "properties": {"name": ["HAOFAN 5"], "imoNumber": ["IMO9018232"]}},
    {"id": "x-3", "schema": "LegalEntity", "properties": {"name": ["Unit 7 Trading Co., Ltd."]}},
)
SNAPSHOT = ListSnapshot("x", "X", "X", "2024-01-01", "a" * 64, "x.json", ENTITIES, (), ())
QUERIES = [
    {"schema": "Person", "properties": {"name": ["Choi Cheol-min"], "birthDate": ["1978"]}},
    {"schema": "Person", "properties": {"name": ["Cui Zhemin"]}},
    {"schema": "Person", "properties": {"passportNumber": ["108410050"]}},
    {"schema": "Vessel", "properties": {"name": ["MV Haofan 5"]}},
    {"schema": "Company", "properties": {"name": ["Unit 7 Trading Company Limited"]}},
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tmp_path / "lists"


def answers(screener: Screener) -> list[Any]:
    return [screener.screen(query, 0.3) for query in QUERIES]


def test_the_answers_are_the_same_with_and_without_the_cache(folder: Path) -> None:
    plain = answers(Screener(ENTITIES, "x"))
    assert all(plain)
    assert answers(load_screener([SNAPSHOT])) == plain
    assert len(list(folder.iterdir())) == 1
    assert answers(load_screener([SNAPSHOT])) == plain


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    load_screener([SNAPSHOT])
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert answers(load_screener([SNAPSHOT])) == answers(Screener(ENTITIES, "x"))
    assert file.read_bytes() == whole


def test_without_the_cache_nothing_is_written(folder: Path) -> None:
    load_screener([SNAPSHOT], cache=False)
    assert not folder.exists()
