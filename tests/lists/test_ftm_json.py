"""followthemoney JSON lines: entities stay, edges become links, sanctions designations."""

import json
from pathlib import Path
from typing import Any

import pytest

from yalu.lists import ListFormat, ListSnapshot, read_list, recognise
from yalu.model import Interval, ListError


def line(identity: str, schema: str, datasets: list[str] | None = None, **properties: list[str]) -> dict[str, Any]:
    return {
        "id": identity,
        "schema": schema,
        "caption": identity,
        "properties": properties,
        "datasets": datasets or ["xx_list"],
        "last_change": "2024-03-02T10:00:00",
    }


LINES = [
    line("p1", "Person", name=["Ann Example"], topics=["sanction"]),
    line("p2", "Person", name=["Bob Example"]),
    line("c1", "Company", name=["Example Trading"]),
    line("c2", "Company", name=["Example Shipping"]),
    line("e1", "Ownership", owner=["p1"], asset=["c1", "c2"], percentage=["51"], startDate=["2019-03"]),
    line("e2", "UnknownLink", subject=["p2"], object=["c1"], role=["procured_for: bearings"]),
    line("e3", "UnknownLink", subject=["p2"], object=["c2"], role=["adviser"]),
    line("e4", "Family", person=["p1"], relative=["p2"], relationship=["sister"]),
    line("e5", "Succession", predecessor=["c1"], successor=["c2"]),
    line("e6", "Payment", payer=["c1"], beneficiary=["c2"], amount=["500"], currency=["USD"], date=["2020-01-02"]),
    line(
        "s1",
        "Sanction",
        entity=["p1"],
        authority=["Example Ministry"],
        program=["Rivers"],
        programId=["XX-R"],
        listingDate=["2020-05-06"],
        endDate=["2023-01-01"],
        reason=["Held up ferries"],
    ),
]


def write(folder: Path, lines: list[Any], name: str = "some.ftm.json") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(item) for item in lines) + "\n\n", "utf-8")
    return path


@pytest.fixture
def snapshot(tmp_path: Path) -> ListSnapshot:
    return read_list(write(tmp_path, LINES))


def test_the_format_is_recognised_from_the_content(tmp_path: Path) -> None:
    assert recognise(write(tmp_path, LINES, "list.xml")) is ListFormat.FTM_JSON


def test_the_list_is_named_after_its_one_dataset_and_dated_by_its_last_change(snapshot: ListSnapshot) -> None:
    assert (snapshot.name, snapshot.date, snapshot.authority) == ("xx_list", "2024-03-02", "Example Ministry")


def test_a_list_of_several_datasets_is_named_after_its_file(tmp_path: Path) -> None:
    lines = [*LINES, line("p9", "Person", ["yy"], name=["Eve Example"])]
    assert read_list(write(tmp_path, lines, "sanctions.entities.ftm.json")).name == "sanctions"


def test_edges_and_sanctions_are_no_entities(snapshot: ListSnapshot) -> None:
    assert [item["id"] for item in snapshot.entities] == ["p1", "p2", "c1", "c2"]
    assert set(snapshot.entities[0]) == {"id", "schema", "properties"}


def test_edges_become_links_of_their_type(snapshot: ListSnapshot) -> None:
    assert [(item.id, item.type, item.source, item.target, item.role) for item in snapshot.links] == [
        ("e1-0", "owns", "p1", "c1", "51 %"),
        ("e1-1", "owns", "p1", "c2", "51 %"),
        ("e2", "procured_for", "p2", "c1", "bearings"),
        ("e3", "associate_of", "p2", "c2", "adviser"),
        ("e4", "family_of", "p1", "p2", "sister"),
        ("e5", "associate_of", "c1", "c2", "Succession"),
        ("e6", "paid", "c1", "c2", "500 USD"),
    ]
    assert snapshot.links[0].interval == Interval("2019-03", None)
    assert snapshot.links[-1].interval == Interval("2020-01-02", "2020-01-02")
    assert snapshot.links[2].evidence[0].quote == "Bob Example: procured for (bearings): Example Trading"


def test_sanctions_become_designations_and_their_reason_a_note(snapshot: ListSnapshot) -> None:
    (designation,) = snapshot.designations
    assert (designation.party, designation.authority) == ("p1", "Example Ministry")
    assert designation.programs == ("XX-R", "Rivers")
    assert designation.interval == Interval("2020-05-06", "2023-01-01")
    assert "Example Ministry: reason: Held up ferries" in snapshot.entities[0]["properties"]["notes"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"id": "x", "schema": "Wizard", "properties": {}}, "'Wizard' is no schema"),
        ({"id": "x", "schema": "Thing", "properties": {}}, "'Thing' is no schema"),
        ({"id": "x", "schema": "Person", "properties": {"wand": ["oak"]}}, "Person has no property 'wand'"),
        ({"id": "x", "schema": "Person", "properties": {"name": "Ann"}}, "the values of 'name' are no texts"),
        ({"id": "x", "schema": "Person", "properties": {"name": [{"id": "y"}]}}, "are no texts"),
        ({"id": "x", "schema": "Person"}, "no properties"),
        ({"schema": "Person", "properties": {}}, "no id or no schema"),
        ({"id": "p1", "schema": "Person", "properties": {}}, "the id p1 stands twice"),
        ([1], "no JSON object"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, bad: Any, reason: str) -> None:
    with pytest.raises(ListError, match=reason) as caught:
        read_list(write(tmp_path, [*LINES, bad]))
    assert caught.value.where == f"line {len(LINES) + 1}"
    assert caught.value.remedy


@pytest.mark.parametrize("text", ['{"id": "x", ', '{"id": "x"} {}', "{" * 5000, '{"id": "\udcff"}'])
def test_a_line_that_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.ftm.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ListError, match="line 1"):
        read_list(path)


def test_an_edge_or_sanction_without_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="ties nobody"):
        read_list(write(tmp_path, [*LINES, line("e9", "Ownership", owner=["p1"])]))
    with pytest.raises(ListError, match="names nobody"):
        read_list(write(tmp_path, [*LINES, line("s9", "Sanction", program=["Rivers"])]))


def test_a_file_without_entities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="holds no entity"):
        read_list(write(tmp_path, [line("e9", "Ownership", owner=["p1"], asset=["c1"])]))
