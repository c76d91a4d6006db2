"""Verifying a workspace finds every change, and every party by each of its names."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.lists import ListSnapshot
from yalu.screening import Hit, Screener
from yalu.screening.screener import Entity
from yalu.workspace import Verification, Workspace, verify_workspace


def screener_of(snapshot: ListSnapshot) -> Screener:
    return Screener(snapshot.parties, snapshot.name)


def verify(workspace: Workspace) -> Verification:
    return verify_workspace(workspace, screener_of=screener_of)


@pytest.fixture
def kept(workspace: Workspace, tmp_path: Path) -> Workspace:
    file = write_people(tmp_path / "people.json", range(8), alias=["최철민", "崔哲民"], weakAlias=["Chol"])
    workspace.add(file, now=NOW)
    return workspace


def test_what_is_whole_has_no_problem(kept: Workspace) -> None:
    assert verify(kept) == Verification(lists=1, issues=1, files=1, names=11, shared=0, problems=())


def append(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x5A
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [append, flip, Path.unlink])
@pytest.mark.parametrize("name", ["snapshot.json", "original/people.json.gz", "readings/*", "../log.jsonl"])
def test_any_damage_is_found(kept: Workspace, name: str, damage: Callable[[Path], None]) -> None:
    folder = kept.folder / "lists" / LIST / kept.current(LIST).id
    (file,) = folder.glob(name) if ".." not in name else [folder.parent / "log.jsonl"]
    damage(file)
    if damage is append and name.startswith("original"):
        # What stands behind the end of the packed file says nothing.
        return
    assert verify(kept).problems


def test_a_party_that_is_not_found_is_named(kept: Workspace) -> None:
    def without_the_first(snapshot: ListSnapshot) -> Screener:
        return Screener(snapshot.parties[1:], snapshot.name)

    found = verify_workspace(kept, screener_of=without_the_first)
    assert len(found.problems) == 4
    assert "p-0 is not found by its alias '崔哲民' (score 0.00)" in " ".join(found.problems)


def write_named(file: Path, *names: str) -> Path:
    rows = [{"id": f"p-{n}", "schema": "Person", "properties": {"name": [name]}} for n, name in enumerate(names)]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


class WorstFirst(Screener):
    """Gives hits in the wrong order."""

    def screen_many(
        self, queries: Sequence[Entity], threshold: float = 0.7, limit: int | None = None
    ) -> list[list[Hit]]:
        return [hits[::-1] for hits in super().screen_many(queries, threshold, limit)]


def test_a_party_behind_one_called_otherwise_is_named(workspace: Workspace, tmp_path: Path) -> None:
    names = {0: ["Sergey Ivanov"], 1: ["\u0421\u0435\u0440\u0433\u0435\u0439 \u0418\u0432\u0430\u043d\u043e\u0432"]}
    lines = [
        json.dumps({"id": f"p-{n}", "schema": "Person", "properties": {"name": name}}) for n, name in names.items()
    ]
    file = tmp_path / "people.json"
    file.write_text("\n".join(lines), encoding="utf-8")
    workspace.add(file, now=NOW)
    assert verify(workspace).problems == ()
    found = verify_workspace(workspace, screener_of=lambda snapshot: WorstFirst(snapshot.parties, snapshot.name))
    assert [problem.split(": ", 1)[1] for problem in found.problems] == [
        "p-0 is found behind p-1 by its name 'Sergey Ivanov'",
        "p-1 is found behind p-0 by its name 'Сергей Иванов'",
    ]


def test_a_name_of_two_parties_is_counted(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add(write_named(tmp_path / "people.json", "Kim Chol", "Kim Chol"), now=NOW)
    found = verify(workspace)
    assert (found.names, found.shared, found.problems) == (2, 1, ())
