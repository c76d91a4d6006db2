"""OFAC's plain XML: a sample written from the published schema, and the real list that is not SDN."""

from pathlib import Path

import pytest
from followthemoney import model
from lxml import etree

from yalu.lists import ListSnapshot, read_list
from yalu.lists.ofac_advanced.document_table import DOCUMENTS
from yalu.lists.ofac_advanced.feature_table import FEATURES
from yalu.model import Interval, ListError

FIXTURES = Path(__file__).parent / "fixtures"
OTHER_DOCUMENTS = ("National ID No.", "Driver's License No.")
"""Kinds that the tables lack: idNumber, and the type of an Identification."""


@pytest.fixture(scope="module")
def sample() -> ListSnapshot:
    return read_list(FIXTURES / "ofac-classic-sample.xml")


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, list[str]]]:
    return {entity["id"]: entity["properties"] for entity in snapshot.entities}


def test_parties_have_the_ids_of_the_advanced_format(sample: ListSnapshot) -> None:
    kinds = [(entity["id"], entity["schema"]) for entity in sample.parties if entity["schema"] != "CryptoWallet"]
    assert kinds == [
        ("ofac-901", "Person"),
        ("ofac-902", "Company"),
        ("ofac-903", "Vessel"),
        ("ofac-904", "Airplane"),
    ]
    assert (sample.name, sample.date) == ("ofac-sdn", "2024-05-28")


def test_names_dates_and_countries(sample: ListSnapshot) -> None:
    person = by_id(sample)["ofac-901"]
    assert person["name"] == ["KIM Sample Un"]
    assert (person["alias"], person["weakAlias"], person["previousName"]) == (["GIM Bogi"], ["SAMPLE"], ["PAK Bogi"])
    assert person["birthDate"] == ["1978-04-03", "1965", "1955", "1956", "1957"]
    assert person["nationality"] == ["cn", "kp"]
    assert {"Citizenship: Ruritania", "Date of birth: circa 1965"} <= set(person["notes"])


def test_documents_wallets_and_ships(sample: ListSnapshot) -> None:
    entities = by_id(sample)
    assert entities["ofac-901"]["passportNumber"] == ["999000999"]
    assert entities["ofac-901-id-1"]["startDate"] == ["2000-10-05"]
    assert entities["ofac-901"]["idNumber"] == ["123-45"]
    (wallet,) = (entity for entity in sample.entities if entity["schema"] == "CryptoWallet")
    assert wallet["properties"]["holder"] == ["ofac-901"]
    assert entities["ofac-903"]["tonnage"] == ["1234"]
    assert "Vessel owner: Nobody Shipping" in entities["ofac-903"]["notes"]


def test_linked_to_is_a_link_if_the_name_is_that_of_one_party(sample: ListSnapshot) -> None:
    (link,) = sample.links
    assert (link.source, link.target, link.type, link.role) == ("ofac-901", "ofac-902", "associate_of", "Linked To")
    assert link.evidence[0].quote == "KIM Sample Un: Linked To: SAMPLE TRADING CO LTD"


def test_a_listing_date_starts_the_designation(sample: ListSnapshot) -> None:
    intervals = {item.party: item.interval for item in sample.designations}
    assert intervals["ofac-902"] == Interval("2022-02-24", None)
    assert intervals["ofac-901"] == Interval()


def test_the_count_of_records_is_checked(tmp_path: Path) -> None:
    data = (FIXTURES / "ofac-classic-sample.xml").read_bytes()
    (tmp_path / "sdn.xml").write_bytes(data.replace(b"<Record_Count>4", b"<Record_Count>5"))
    with pytest.raises(ListError, match="5 records, but holds 4"):
        read_list(tmp_path / "sdn.xml")


@pytest.mark.real
def test_the_real_list_is_read_whole(lists_folder: Path) -> None:
    path = lists_folder / "ofac-non-sdn" / "consolidated-2025-03-28.xml"
    snapshot = read_list(path)
    assert (snapshot.name, snapshot.date) == ("ofac-consolidated", "2025-03-28")
    assert (snapshot.counts["parties"], snapshot.counts["aliases"]) == (443, 1136)
    for entity in snapshot.entities:
        model.get_proxy(entity).schema.validate(entity)
    assert len(snapshot.links) == snapshot.counts["relations"] == 257
    notes = {note for entity in snapshot.parties for note in entity["properties"].get("notes", ())}
    for kind in {item.text.rstrip(" :-") for item in etree.parse(path).iter("{*}idType")} - set(FEATURES):
        assert kind in DOCUMENTS or kind in OTHER_DOCUMENTS or any(note.startswith(kind) for note in notes), kind
