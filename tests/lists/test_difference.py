"""What changed between two issues: exactly what came, went and changed, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from yalu.lists import ListSnapshot, diff_lists, read_list
from yalu.model import Designation, Evidence, Interval, Link, Status


def entity(identity: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": identity, "schema": "Person", "properties": {"name": [identity], **properties}}


def issue(entities: list[dict[str, Any]], **more: Any) -> ListSnapshot:
    plain = ListSnapshot("xx", "XX", "XX", "2024-01-01", "a" * 64, "x.json", tuple(entities), (), ())
    return replace(plain, **more)


ENTITIES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.fixed_dictionaries({"alias": st.lists(st.sampled_from(["x", "y", "z"]), unique=True), "notes": st.just(["n"])}),
)


@given(old=ENTITIES, new=ENTITIES)
def test_the_difference_leads_from_one_issue_to_the_other(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = (issue([entity(key, **value) for key, value in some.items()]) for some in (old, new))
    found = diff_lists(before, after)
    assert {item["id"] for item in found.added} == new.keys() - old.keys()
    assert {item["id"] for item in found.removed} == old.keys() - new.keys()
    both = old.keys() & new.keys()
    changed = {change.entity["id"]: change.properties for change in found.changed}
    assert changed.keys() == {key for key in both if set(old[key]["alias"]) != set(new[key]["alias"])}
    for key, properties in changed.items():
        assert properties.keys() == {"alias"}
        values = (set(old[key]["alias"]) - set(properties["alias"].removed)) | set(properties["alias"].added)
        assert values == set(new[key]["alias"])
        assert set(properties["alias"].removed) <= set(old[key]["alias"])
    assert found.is_empty == (not found.added and not found.removed and not found.changed)
    back = diff_lists(after, before)
    assert [item["id"] for item in back.added] == [item["id"] for item in found.removed]


def test_another_order_of_values_is_no_change() -> None:
    assert diff_lists(issue([entity("a", alias=["x", "y"])]), issue([entity("a", alias=["y", "x"])])).is_empty


def test_a_new_schema_is_a_change() -> None:
    company = {**entity("a"), "schema": "Company"}
    (change,) = diff_lists(issue([entity("a")]), issue([company])).changed
    assert (change.properties["schema"].removed, change.properties["schema"].added) == (("Person",), ("Company",))


def test_designations_and_relations_are_compared_by_what_they_say() -> None:
    entry = Designation("a", "XX", ("P",), Interval("2024-01-01"), "xx")
    later = replace(entry, interval=Interval("2024-01-01", "2024-02-01"))
    link = Link("1", "owns", "a", "b", Status.ASSERTED, (Evidence("xx", "a owns b", date="2024-01-01"),))
    again = replace(link, id="2", evidence=(Evidence("xx", "a owns b", date="2024-02-01"),))
    other = replace(link, type="leads")
    before = issue([entity("a"), entity("b")], designations=(entry,), links=(link,))
    found = diff_lists(before, issue([entity("a"), entity("b")], designations=(later,), links=(again, other)))
    assert (found.designations_removed, found.designations_added) == ((entry,), (later,))
    assert (found.relations_removed, found.relations_added) == ((), (other,))


def test_the_json_names_what_changed() -> None:
    found = diff_lists(issue([entity("a", alias=["x"])]), issue([entity("a", alias=["y"]), entity("b")])).to_json()
    assert found["counts"]["parties"] == {"added": 1, "removed": 0, "changed": 1}
    assert found["changed"] == [
        {"id": "a", "schema": "Person", "caption": "a", "properties": {"alias": {"removed": ("x",), "added": ("y",)}}}
    ]


@pytest.mark.real
def test_a_week_of_2023_brought_ten_parties(lists_folder: Path) -> None:
    before, after = (read_list(lists_folder / "ofac-changes" / f"sdn-2023-06-{day}.csv") for day in ("08", "16"))
    found = diff_lists(before, after)
    assert found.counts()["parties"] == {"added": 10, "removed": 0, "changed": 0}
    assert {"ofac-43598", "ofac-43616"} <= {item["id"] for item in found.added}
    assert len(found.designations_added) == 10


def listed(identity: str, start: str | None, end: str | None = None) -> Designation:
    return Designation(identity, "XX", (), Interval(start, end), "xx")


def test_a_list_as_of_a_day_has_who_was_listed_then_and_what_is_theirs() -> None:
    wallet = {"id": "w", "schema": "CryptoWallet", "properties": {"publicKey": ["1"], "holder": ["later"]}}
    shared = {"id": "s", "schema": "CryptoWallet", "properties": {"publicKey": ["2"], "holder": ["later", "now"]}}
    place = {"id": "p", "schema": "Address", "properties": {"full": ["Road"]}}
    people = [entity(key) for key in ("now", "ended", "undated")] + [entity("later", addressEntity=["p"])]
    entries = (
        listed("now", "2020"),
        listed("later", "2024-06-01"),
        listed("ended", "2019", "2020-01-01"),
        listed("undated", None),
    )
    links = tuple(
        Link(str(n), "owns", source, target, Status.ASSERTED, (Evidence("xx", "owns"),))
        for n, (source, target) in enumerate([("now", "undated"), ("now", "later")])
    )
    snapshot = issue([*people, wallet, shared, place], designations=entries, links=links)
    on = snapshot.on(date(2024, 5, 31))
    assert [item["id"] for item in on.entities] == ["now", "undated", "s"]
    assert [item.party for item in on.designations] == ["now", "undated"]
    assert [link.target for link in on.links] == ["undated"]
    assert on.as_of == "2024-05-31"
    assert snapshot.on(date(2024, 6, 1)).entities[0]["id"] == "now"
    assert "later" in {item["id"] for item in snapshot.on(date(2024, 6, 1)).entities}
