"""The house: a room imports only from rooms on lower floors."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "yalu"
FLOORS = {
    "names": 1,
    "model": 1,
    "lists": 2,
    "documents": 2,
    "records": 2,
    "goods": 2,
    "screening": 2,
    "network": 2,
    "workspace": 3,
    "investigation": 4,
    "report": 5,
    "cli": 7,
    "server": 6,
}
PURE = {"screening", "network"}
"""Rooms that know nothing of files, formats, databases or HTTP: they import names and model only."""


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "yalu" else [f"yalu.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("yalu.") and name.split(".")[1] in FLOORS}
    return found


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_below(path: Path) -> None:
    room = room_of(path)
    above = {other for other in imported_rooms(path) - {room} if FLOORS[other] >= FLOORS[room]}
    assert not above, f"{path.name} in {room} imports from {', '.join(sorted(above))}, which is not below it"


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(path) for path in FILES}
    assert rooms <= set(FLOORS)


@pytest.mark.parametrize("room", sorted(PURE))
def test_the_pure_rooms_touch_no_file_format_or_network(room: str) -> None:
    forbidden = {"lxml", "sqlalchemy", "requests", "httpx", "urllib", "socket", "sqlite3", "csv"}
    for path in (PACKAGE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not {alias.name.split(".")[0] for alias in node.names} & forbidden
            elif isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.split(".")[0] not in forbidden


def test_every_room_says_what_it_is_for() -> None:
    for init in PACKAGE.rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), init
