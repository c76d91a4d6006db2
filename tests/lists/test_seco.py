"""The Swiss list: a sample written from the published schema."""

from pathlib import Path

import pytest

from yalu.lists import ListSnapshot, read_list
from yalu.model import Interval, ListError

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def sample() -> ListSnapshot:
    return read_list(FIXTURES / "seco-sample.xml")


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, list[str]]]:
    return {entity["id"]: entity["properties"] for entity in snapshot.entities}


def test_names_are_put_together_in_each_script(sample: ListSnapshot) -> None:
    person = by_id(sample)["ch-seco-901"]
    assert (person["name"], person["alias"], person["weakAlias"]) == (
        ["Kim Bogi"],
        ["김 보기", "Boki Un"],
        ["The Sample"],
    )
    assert (person["firstName"], person["lastName"]) == (["Bogi"], ["Kim"])


def test_dates_places_and_documents(sample: ListSnapshot) -> None:
    entities = by_id(sample)
    person = entities["ch-seco-901"]
    assert (person["birthDate"], person["birthCountry"]) == (["1964-07-17", "1968"], ["kp"])
    assert person["birthPlace"][0].startswith("Sinuiju, North Pyongan")
    assert entities["ch-seco-901-address-1"]["city"] == ["Dandong"]
    assert entities["ch-seco-901-id-1"]["endDate"] == ["2005-10-05"]


def test_designations_and_relations(sample: ListSnapshot) -> None:
    intervals = {item.party: item.interval for item in sample.designations}
    assert intervals["ch-seco-901"] == Interval("2016-12-02", None)
    assert intervals["ch-seco-902"] == Interval("2016-12-02", "2020-05-01")
    assert "topics" not in by_id(sample)["ch-seco-902"]
    assert sample.designations[0].programs == ("DPRK; Ordinance on Measures concerning North Korea; Art. 3; UN",)
    (link,) = sample.links
    assert (link.source, link.target, link.role) == ("ch-seco-901", "ch-seco-902", "related-to (director)")


def test_a_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    data = (FIXTURES / "seco-sample.xml").read_bytes()
    (tmp_path / "list.xml").write_bytes(data.replace(b'<place ssid="52">', b'<place ssid="53">'))
    with pytest.raises(ListError, match="place 52 is used, but not defined"):
        read_list(tmp_path / "list.xml")
