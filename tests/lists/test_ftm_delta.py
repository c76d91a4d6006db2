"""Deltas leave a list as the publisher's next issue of it is, or are refused."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.lists import apply_deltas
from yalu.model import ListError


def person(identity: str, name: str) -> dict[str, Any]:
    return {"id": identity, "schema": "Person", "properties": {"name": [name]}}


def write(path: Path, items: list[Any]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in items))
    return path


def read(path: Path) -> dict[str, Any]:
    return {item["id"]: item for item in map(orjson.loads, path.read_bytes().splitlines())}


def delta_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    removed = [{"op": "DEL", "entity": {"id": key}} for key in old if key not in new]
    added = [{"op": "ADD", "entity": item} for key, item in new.items() if key not in old]
    changed = [{"op": "MOD", "entity": item} for key, item in new.items() if key in old and old[key] != item]
    return [*changed, *added, *removed]


ISSUES = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["Ann", "Bob", "崔"]), max_size=8),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=ISSUES)
def test_deltas_one_after_another_give_the_last_issue(tmp_path: Path, names: list[dict[str, str]]) -> None:
    issues = [{key: person(key, name) for key, name in issue.items()} for issue in names]
    # Something must stand in the base: an empty file is no list.
    for issue in issues:
        issue["z"] = person("z", "Zoe")
    base = write(tmp_path / "base.json", list(issues[0].values()))
    deltas = [
        write(tmp_path / f"delta-{n}.json", [*delta_between(old, new), {"op": "MOD", "entity": new["z"]}])
        for n, (old, new) in enumerate(pairwise(issues))
    ]
    (tmp_path / "out").mkdir(exist_ok=True)
    assert read(apply_deltas(base, deltas, tmp_path / "out")) == issues[-1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"op": "ADD", "entity": person("a", "Ann")}, "there already"),
        ({"op": "MOD", "entity": person("q", "Ann")}, "not there"),
        ({"op": "DEL", "entity": {"id": "q"}}, "not there"),
        ({"op": "NEW", "entity": person("q", "Ann")}, "no change"),
        ({"op": "ADD"}, "no change"),
        ([], "no change"),
    ],
)
def test_a_delta_for_another_issue_is_refused(tmp_path: Path, change: Any, reason: str) -> None:
    base = write(tmp_path / "base.json", [person("a", "Ann"), person("b", "Bob")])
    with pytest.raises(ListError, match=reason):
        apply_deltas(base, [write(tmp_path / "delta.json", [change])], tmp_path)
