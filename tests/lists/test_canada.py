"""Canada's list: the hand-written sample and the real file."""

from collections import Counter
from pathlib import Path

import pytest
from followthemoney import model
from lxml import etree

from yalu.lists import ListSnapshot, read_list
from yalu.model import Interval

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def sample() -> ListSnapshot:
    return read_list(FIXTURES / "canada-sample.xml")


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, list[str]]]:
    return {entity["id"]: entity["properties"] for entity in snapshot.entities}


def test_an_id_is_the_place_in_the_law(sample: ListSnapshot) -> None:
    assert list(by_id(sample)) == [
        "ca-belarus-1-part-1-7",
        "ca-china-part-1-1",
        "ca-russia-1-part-2-7",
        "ca-russia-1.1-6",
        "ca-jvcfor-3",
    ]


def test_the_country_column_is_the_regulation_and_no_nationality(sample: ListSnapshot) -> None:
    person = by_id(sample)["ca-belarus-1-part-1-7"]
    assert not {"country", "nationality"} & set(person)
    assert sample.designations[0].programs == ("Belarus / Bélarus",)
    assert sample.designations[0].interval == Interval("2020-09-28", None)
    assert "Belarus / Bélarus: Schedule 1, Part 1, item 7" in person["notes"]


def test_names_and_aliases_of_people(sample: ListSnapshot) -> None:
    people = by_id(sample)
    assert people["ca-belarus-1-part-1-7"]["name"] == ["Ivan Petrovich PRIMEROV"]
    assert people["ca-belarus-1-part-1-7"]["alias"] == ["Ivan PRIMERAU", "Іван Прымераў", "Иван Примеров"]
    assert people["ca-china-part-1-1"]["name"] == ["Yang Lizi"]
    assert people["ca-jvcfor-3"]["weakAlias"] == ["Sampler"]


def test_dates_keep_their_precision(sample: ListSnapshot) -> None:
    people = by_id(sample)
    assert people["ca-belarus-1-part-1-7"]["birthDate"] == ["1963", "1964"]
    assert people["ca-china-part-1-1"]["birthDate"] == ["1955-11"]
    assert "birthDate" not in people["ca-jvcfor-3"]
    assert "Date of birth: Sep-99" in people["ca-jvcfor-3"]["notes"]


def test_ships_and_companies(sample: ListSnapshot) -> None:
    ship, company = by_id(sample)["ca-russia-1.1-6"], by_id(sample)["ca-russia-1-part-2-7"]
    assert (ship["imoNumber"], ship["type"], ship["buildDate"]) == (["IMO9074729"], ["Oil Tanker"], ["1997"])
    assert (company["name"], company["alias"]) == (["Primer Works JSC"], ["Завод Пример"])
    assert company["weakAlias"] == ["PW", "Primer Plant"]
    assert [entity["schema"] for entity in sample.parties] == ["Person", "Person", "Company", "Vessel", "Person"]


@pytest.mark.real
def test_the_real_list_is_read_whole(lists_folder: Path) -> None:
    path = lists_folder / "canada" / "sema-2025-05.xml"
    snapshot = read_list(path)
    assert snapshot.counts["parties"] == 4759
    kinds = Counter(entity["schema"] for entity in snapshot.parties)
    assert (kinds["Person"], kinds["Vessel"]) == (3334, 109)
    for entity in snapshot.entities:
        model.get_proxy(entity).schema.validate(entity)
    for record, item in zip(etree.parse(path).getroot(), snapshot.designations, strict=True):
        assert item.interval.start == record.findtext("DateOfListing")
