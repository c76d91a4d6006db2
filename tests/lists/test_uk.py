"""The UK Sanctions List: a sample written from the published format."""

from pathlib import Path

import pytest

from yalu.lists import ListSnapshot, read_list
from yalu.model import Interval

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def sample() -> ListSnapshot:
    return read_list(FIXTURES / "uk-sample.xml")


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, list[str]]]:
    return {entity["id"]: entity["properties"] for entity in snapshot.entities}


def test_names_and_dates_of_a_person(sample: ListSnapshot) -> None:
    person = by_id(sample)["gb-DPR0901"]
    assert (person["name"], person["weakAlias"]) == (["Bogi Un KIM"], ["THE SAMPLE"])
    assert person["alias"] == ["Poki KIM", "김보기"]
    assert person["birthDate"] == ["1964-07-17", "1968", "1971-08"]
    assert (person["nationality"], person["modifiedAt"]) == (["kp"], ["2024-02-20"])
    assert {"Nationality: Ruritania", "Measures: AssetFreeze, TravelBan"} <= set(person["notes"])


def test_entities_and_ships(sample: ListSnapshot) -> None:
    company, ship = by_id(sample)["gb-DPR0902"], by_id(sample)["gb-DPR0903"]
    assert company["registrationNumber"] == ["R-12345"]
    assert "Parent company: Sample Holding" in company["notes"]
    assert (ship["imoNumber"], ship["flag"], ship["tonnage"]) == (["IMO9074729"], ["pa"], ["1234"])
    assert [entity["schema"] for entity in sample.parties] == ["Person", "Company", "Vessel"]


def test_designations(sample: ListSnapshot) -> None:
    assert sample.designations[0].interval == Interval("2016-11-30", None)
    assert sample.date == "2024-11-25"
