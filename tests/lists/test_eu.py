"""The European Union's list: a sample written from the published schema, version 1.1."""

from pathlib import Path

import pytest

from yalu.lists import ListSnapshot, read_list
from yalu.model import Interval

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def sample() -> ListSnapshot:
    return read_list(FIXTURES / "eu-sample.xml")


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, list[str]]]:
    return {entity["id"]: entity["properties"] for entity in snapshot.entities}


def test_a_strong_name_is_the_main_one(sample: ListSnapshot) -> None:
    person = by_id(sample)["eu-901"]
    assert (person["name"], person["alias"], person["weakAlias"]) == (["Kim Bogi Un"], ["김보기"], ["The Sample"])
    assert (person["firstName"], person["lastName"], person["gender"]) == (["Bogi"], ["Kim"], ["male"])


def test_birth_dates_keep_their_precision(sample: ListSnapshot) -> None:
    person = by_id(sample)["eu-901"]
    assert person["birthDate"] == ["1964-07-17", "1968", "1971", "1972", "1973", "1969-03-02"]
    assert person["birthCountry"] == ["kp"]
    assert {"Date of birth: circa 1968", "Date of birth: between 1971 and 1973"} <= set(person["notes"])


def test_addresses_contacts_and_documents(sample: ListSnapshot) -> None:
    entities = by_id(sample)
    assert entities["eu-901-address-1"]["postOfficeBox"] == ["12"]
    assert entities["eu-901-address-1"]["remarks"] == ["office; as at the time of listing"]
    assert entities["eu-901"]["email"] == ["nobody@sample.example"]
    passport = entities["eu-901-id-1"]
    assert (passport["number"], passport["startDate"], passport["endDate"]) == (
        ["999000999"],
        ["2000-10-05"],
        ["2005-10-05"],
    )
    assert {"diplomatic", "knownExpired", "seen once", "In the name of Kim Bogi"} <= set(passport["description"])


def test_the_designation_starts_with_its_day_or_the_first_regulation(sample: ListSnapshot) -> None:
    intervals = {item.party: (item.programs, item.interval) for item in sample.designations}
    assert intervals["eu-901"] == (("PRK",), Interval("2017-06-03", None))
    assert intervals["eu-902"] == (("PRK",), Interval("2016-11-30", None))
    assert sample.date == "2024-11-25"
