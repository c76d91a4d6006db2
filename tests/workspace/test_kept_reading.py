"""Two issues that are kept are compared by what differs, with the same answer as if both were read whole."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.workspace.snapshots.samples import NOW, write_people
from yalu.lists import ListSnapshot, diff_lists, read_list
from yalu.model import Designation, Evidence, Interval, Link, Status
from yalu.workspace import Workspace, cached_reading, diff_readings
from yalu.workspace.kept_reading import KeptReading
from yalu.workspace.reading_file import line_hashes, reader_version, write_reading

FIXTURES = Path(__file__).resolve().parents[1] / "lists" / "fixtures"
IDS = st.sampled_from(["a", "b", "c", "d"])
WORDS = st.lists(st.sampled_from(["Kim", "Choe", "Ri"]), min_size=1, max_size=2, unique=True)


def entity(identity: str, names: list[str]) -> dict[str, Any]:
    return {"id": identity, "schema": "Person", "properties": {"name": names}}


def link(identity: str, source: str, target: str, day: str) -> Link:
    evidence = (Evidence("list", "Kim owns Choe", date=day),)
    return Link(f"{identity}-{source}-{target}", "owns", source, target, Status.ASSERTED, evidence)


@st.composite
def issues(draw: st.DrawFn) -> ListSnapshot:
    names = draw(st.dictionaries(IDS, WORDS, min_size=1))
    starts = draw(st.dictionaries(IDS, st.sampled_from(["2023", "2024-05-01"])))
    ties = draw(st.lists(st.builds(link, st.sampled_from("xy"), IDS, IDS, st.sampled_from(["2023", "2024"]))))
    return ListSnapshot(
        name="people",
        title="People",
        authority="Nobody",
        date="2024-05-28",
        sha256=draw(st.sampled_from("01")) * 64,
        file="people.json",
        entities=tuple(entity(identity, found) for identity, found in names.items()),
        designations=tuple(Designation(who, "Nobody", (), Interval(day), "people") for who, day in starts.items()),
        links=tuple(ties),
        counts={"parties": len(names)},
    )


def never() -> ListSnapshot:
    raise AssertionError("the list is read again")


def kept(snapshot: ListSnapshot, file: Path) -> KeptReading:
    write_reading(file, snapshot, reader_version())
    return KeptReading(file, snapshot.sha256, replace, never)


@given(issues(), issues())
def test_the_difference_of_readings_is_that_of_the_lists(
    tmp_path_factory: pytest.TempPathFactory, before: ListSnapshot, after: ListSnapshot
) -> None:
    folder = tmp_path_factory.mktemp("readings")
    found = diff_readings(kept(before, folder / "before"), kept(after, folder / "after"))
    assert found == diff_lists(before, after)


def test_what_both_say_is_never_taken_apart(tmp_path: Path) -> None:
    files = [write_people(tmp_path / f"{count}.json", range(count)) for count in (50, 51)]
    before, after = (kept(read_list(file), file.with_suffix(".kept")) for file in files)
    both = before.line_hashes() & after.line_hashes()
    reduced = after.read(both)
    assert reduced is not None
    assert [party["id"] for party in reduced.entities] == ["p-50"]
    assert before.read(both) is not None
    assert diff_readings(before, after).after.parties == 51


def test_a_damaged_reading_is_replaced_by_the_list(tmp_path: Path) -> None:
    snapshot = read_list(FIXTURES / "un-sample.xml")
    file = tmp_path / "reading"
    write_reading(file, snapshot, reader_version())
    file.write_bytes(file.read_bytes()[:-9])
    assert line_hashes(file) == frozenset()
    damaged = KeptReading(file, snapshot.sha256, replace, partial(replace, snapshot))
    assert diff_readings(damaged, damaged).is_empty


def test_files_and_kept_issues_are_compared_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    workspace = Workspace(tmp_path / "workspace")
    files = [write_people(tmp_path / f"{count}.json", range(count), f"2024-05-{count}") for count in (20, 21)]
    references = [workspace.add(file, now=NOW).issue.reference for file in files]
    expected = diff_lists(*map(read_list, files))
    assert diff_readings(*map(workspace.reading, references)) == expected
    assert diff_readings(*map(cached_reading, files)) == expected
    assert diff_readings(*map(cached_reading, files)) == expected, "the second time from the cache"


def test_every_format_counts_its_parties() -> None:
    for file in FIXTURES.glob("*.xml"):
        assert read_list(file).counts["parties"] > 0
