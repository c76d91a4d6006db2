"""Verifying a workspace finds every change, and every party by each of its names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.lists import ListSnapshot
from yalu.screening import Screener
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
    assert verify(kept) == Verification(lists=1, issues=1, files=1, names=11, problems=())


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
