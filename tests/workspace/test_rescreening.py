"""A rescreening gives, byte for byte, what a full run with the new lists gives, and tells the rows that differ."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from yalu.lists import ListSnapshot
from yalu.model import TableError
from yalu.workspace import RowChange, ScreeningSettings, load_list, load_screener, rescreen_file, screen_file
from yalu.workspace.list_delta import compare_lists

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
CHANGES = DATA / "lists" / "ofac-changes"
ADVANCED = DATA / "lists" / "ofac-advanced"
CUSTOMERS = DATA / "names" / "customers-us-50k.csv"

Entity = dict[str, Any]


def snapshot(entities: list[Entity], name: str = "demo") -> ListSnapshot:
    content = hashlib.sha256(json.dumps([name, entities]).encode()).hexdigest()
    return ListSnapshot(name, name, "", None, content, "", tuple(entities), (), ())


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if "YALU_CACHE" not in os.environ:
            patch.setenv("YALU_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def person(identity: str, *names: str, **properties: list[str]) -> Entity:
    return {"id": identity, "schema": "Person", "properties": {"name": list(names), **properties}}


def table(folder: Path, names: list[str]) -> Path:
    path = folder / "parties.csv"
    path.write_text("name,type\n" + "".join(f'"{name}",Person\n' for name in names), encoding="utf-8")
    return path


def both_ways(
    folder: Path, parties: Path, old: list[ListSnapshot], new: list[ListSnapshot], chosen: ScreeningSettings, form: str
) -> tuple[bytes, bytes, list[RowChange]]:
    """Give what a full run writes, what a rescreening writes, and the changes that it tells."""
    before, full, again = (folder / f"{name}.{form}" for name in ("before", "full", "again"))
    screen_file(parties, load_screener(old, cache=False), before, chosen)
    screen_file(parties, load_screener(new, cache=False), full, chosen)
    changes: list[RowChange] = []
    rescreen_file(parties, old, new, again, chosen, previous=before, on_change=changes.append)
    return full.read_bytes(), again.read_bytes(), changes


NAMES = ("Kim Chol", "Kim Chul", "Kim Chol Su", "Ali Hassan", "Hassan Ali", "Al Hassan", "Anna Berg", "=Berg Anna")
FACTS: tuple[dict[str, list[str]], ...] = ({}, {"birthDate": ["1970"]}, {"country": ["kp"]}, {"notes": ["seen"]})
entities = st.builds(
    lambda number, name, facts: person(f"p{number}", name, **facts),
    st.integers(1, 5),
    st.sampled_from(NAMES),
    st.sampled_from(FACTS),
)
lists = st.lists(entities, max_size=6)


@given(lists, lists, st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), st.sampled_from((None, 1, 2)))
@settings(max_examples=25)
def test_any_two_states_of_a_list(
    tmp_path_factory: pytest.TempPathFactory,
    old: list[Entity],
    new: list[Entity],
    asked: list[str],
    limit: int | None,
) -> None:
    """Entities come, go, change and stand there twice; hits tie and are cut off by the limit."""
    folder = tmp_path_factory.mktemp("run")
    parties, chosen = table(folder, asked), ScreeningSettings(0.6, limit, chunk=3)
    before, after = [snapshot(old)], [snapshot(new)]
    full, again, _ = both_ways(folder, parties, before, after, chosen, "jsonl")
    assert again == full


@given(lists, lists, st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
@settings(max_examples=12)
def test_the_changes_are_the_differences_of_two_full_runs(
    tmp_path_factory: pytest.TempPathFactory, old: list[Entity], new: list[Entity], asked: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("run")
    old, new = [list({one["id"]: one for one in some}.values()) for some in (old, new)]
    parties, chosen = table(folder, asked), ScreeningSettings(0.6)
    _, _, told = both_ways(folder, parties, [snapshot(old)], [snapshot(new)], chosen, "jsonl")
    before, after = (
        [{hit["id"]: hit for hit in json.loads(line)["hits"]} for line in (folder / name).read_text().splitlines()]
        for name in ("before.jsonl", "full.jsonl")
    )
    expected = [
        (
            row,
            {key for key in now if key not in was},
            {key for key in was if key not in now},
            {key for key in now if key in was and now[key] != was[key]},
        )
        for row, (was, now) in enumerate(zip(before, after, strict=True), 1)
    ]
    found = [
        (
            change.row,
            {hit["id"] for hit in change.appeared},
            {hit["id"] for hit in change.gone},
            {hit["id"] for hit, _ in change.changed},
        )
        for change in told
    ]
    assert found == [item for item in expected if any(item[1:])]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_every_format_and_several_lists(tmp_path: Path, form: str) -> None:
    asked = ["Kim Chol", "'=Kim", "=Kim Chol", "---", "Anna Berg", "Nobody"]
    old = [snapshot([person("a", "Kim Chol"), person("b", "Anna Berg")]), snapshot([person("a", "Ali Hassan")], "two")]
    new = [snapshot([person("a", "Kim Chol"), person("c", "Kim Chul")]), old[1]]
    chosen = ScreeningSettings(0.7, chunk=2, audit=3)
    full, again, changes = both_ways(tmp_path, table(tmp_path, asked), old, new, chosen, form)
    assert again == full
    assert [change.row for change in changes] == [1, 2, 3, 5]


def test_only_what_screening_looks_at_counts_as_a_change() -> None:
    old = [person("a", "Kim Chol"), person("b", "Ali Hassan", country=["sy"]), person("c", "Anna Berg")]
    new = [person("a", "Kim Chol", notes=["a new remark"]), person("b", "Ali Hassan", country=["iq"]), person("d", "X")]
    delta = compare_lists([snapshot(old)], [snapshot(new)])
    assert (delta.added, delta.removed, delta.changed) == (1, 1, 1)
    assert [entity["id"] for _, entity in delta.before] == ["b", "c"]
    assert [entity["id"] for _, entity in delta.after] == ["b", "d"]


def test_without_earlier_answers_every_row_is_asked_anew(tmp_path: Path) -> None:
    parties = table(tmp_path, ["Kim Chol", "Anna Berg", "---"])
    old, new = [snapshot([person("a", "Kim Chol")])], [snapshot([person("b", "Anna Berg")])]
    summary = rescreen_file(parties, old, new, tmp_path / "again.jsonl")
    screen_file(parties, load_screener(new, cache=False), tmp_path / "full.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "full.jsonl").read_bytes()
    assert (summary.rows_asked_anew, summary.rows_changed) == (2, 2)


def test_the_changes_alone_need_no_file(tmp_path: Path) -> None:
    parties, changes = table(tmp_path, ["Kim Chol", "Anna Berg"]), list[RowChange]()
    old, new = [snapshot([person("a", "Kim Chol")])], [snapshot([person("a", "Kim Chul")])]
    summary = rescreen_file(parties, old, new, on_change=changes.append)
    assert (summary.rows, summary.rows_changed, summary.run) == (2, 1, None)
    ((before, after),) = changes[0].changed
    assert (before["name"], after["name"], before["dataset"]) == ("Kim Chol", "Kim Chul", "demo")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parties.csv"]


def foreign_row(lines: list[str]) -> list[str]:
    return [lines[0].replace("Kim Chol", "Kim Jong"), *lines[1:]]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (foreign_row, "row 1 was answered for 'Kim Jong' and is now 'Kim Chol'"),
        (lambda lines: lines[:1], "they end before row 2"),
        (lambda lines: lines[::-1], "the answer to row 2 stands where that to row 1 is due"),
        (lambda lines: [*lines, lines[-1]], "they go on behind the last row"),
        (
            lambda lines: [line.replace('"id":"a"', '"id":"z"') for line in lines],
            "a hit on z, which is not on the earl",
        ),
        (lambda lines: [lines[0], "{"], "no file of answers"),
        (lambda lines: ["[]", *lines], "no file of answers"),
    ],
)
def test_answers_to_something_else_are_refused_and_nothing_is_written(tmp_path: Path, spoil: Any, reason: str) -> None:
    parties, before = table(tmp_path, ["Kim Chol", "Anna Berg"]), tmp_path / "before.jsonl"
    old, new = [snapshot([person("a", "Kim Chol")])], [snapshot([person("b", "Anna Berg")])]
    screen_file(parties, load_screener(old, cache=False), before)
    before.write_text("".join(f"{line}\n" for line in spoil(before.read_text().splitlines())))
    with pytest.raises(TableError, match=reason):
        rescreen_file(parties, old, new, tmp_path / "again.jsonl", previous=before)
    assert not (tmp_path / "again.jsonl").exists()


class KilledError(Exception):
    pass


def test_a_rescreening_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    def stop(_: float, rows: int) -> None:
        if rows >= 4:
            raise KilledError

    parties = table(tmp_path, [NAMES[number % len(NAMES)] for number in range(9)])
    old, new = [snapshot([person("a", "Kim Chol")])], [snapshot([person("b", "Anna Berg")])]
    chosen = ScreeningSettings(chunk=2)
    screen_file(parties, load_screener(old, cache=False), tmp_path / "before.jsonl", chosen)
    screen_file(parties, load_screener(new, cache=False), tmp_path / "full.jsonl", chosen)
    again = tmp_path / "again.jsonl"
    with pytest.raises(KilledError):
        rescreen_file(parties, old, new, again, chosen, previous=tmp_path / "before.jsonl", progress=stop)
    rescreen_file(parties, old, new, again, chosen, previous=tmp_path / "before.jsonl", resume=True)
    assert again.read_bytes() == (tmp_path / "full.jsonl").read_bytes()


def some_customers(folder: Path, listed: list[str]) -> Path:
    """A table of customers among whom are listed parties."""
    names = [line.split(",")[0] for line in CUSTOMERS.read_text(encoding="utf-8").splitlines()[1:100]]
    return table(folder, [*names, *(name.replace('"', "") for name in listed)])


@pytest.mark.real
@pytest.mark.skipif(not CHANGES.exists(), reason="the lists are not here")
def test_the_issues_of_june_2023(tmp_path: Path) -> None:
    old, new = (load_list(CHANGES / f"sdn-2023-06-{day}.csv") for day in ("08", "16"))
    differing = [entity["properties"]["name"][0] for _, entity in compare_lists([old], [new]).after]
    assert len(differing) == 10
    parties = some_customers(tmp_path, [*differing, "Choi Cheol-min", "KIM Chol Man", "Mohammad Ali"])
    full, again, changes = both_ways(tmp_path, parties, [old], [new], ScreeningSettings(), "jsonl")
    assert again == full
    assert {hit["id"] for change in changes for hit in change.appeared} >= {"ofac-43598"}


@pytest.mark.real
@pytest.mark.skipif(not ADVANCED.exists(), reason="the lists are not here")
def test_the_issues_of_december_2024(tmp_path: Path) -> None:
    old, new = (load_list(ADVANCED / f"sdn_advanced-2024-12-{day}.xml.bz2") for day in ("04", "19"))
    delta = compare_lists([old], [new])
    assert min(delta.added, delta.removed, delta.changed) > 0
    sampled = [entity["properties"].get("name", []) for _, entity in (*delta.after[::4], *delta.before[::2])]
    differing = [names[0] for names in sampled if names]
    parties = some_customers(tmp_path, [*differing, "Mohammad Ali", "Kim Chol"])
    before, full, again = (tmp_path / f"{name}.jsonl" for name in ("before", "full", "again"))
    screen_file(parties, load_screener([old]), before, ScreeningSettings(limit=3))
    screen_file(parties, load_screener([new]), full, ScreeningSettings(limit=3))
    changes: list[RowChange] = []
    summary = rescreen_file(
        parties, [old], [new], again, ScreeningSettings(limit=3), previous=before, on_change=changes.append
    )
    assert again.read_bytes() == full.read_bytes()
    assert len(changes) == summary.rows_changed > 10
    assert any(change.gone for change in changes)
