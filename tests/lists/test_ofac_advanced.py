"""What the reader makes of the hand-written sample of OFAC's advanced XML."""

from pathlib import Path
from typing import Any

import pytest
from followthemoney import model

from yalu.lists import ListSnapshot, read_list
from yalu.model import Interval, Link, ListError, Status


def entity(snapshot: ListSnapshot, identity: str) -> dict[str, Any]:
    return next(item for item in snapshot.entities if item["id"] == identity)


def properties(snapshot: ListSnapshot, identity: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = entity(snapshot, identity)["properties"]
    return found


def link(snapshot: ListSnapshot, identity: str) -> Link:
    return next(item for item in snapshot.links if item.id == identity)


def test_a_snapshot_says_which_issue_of_which_list_it_is(sample: ListSnapshot) -> None:
    assert (sample.name, sample.authority, sample.date) == ("ofac-sdn", "OFAC", "2024-05-28")
    assert sample.file == "advanced-sample.xml"
    assert len(sample.sha256) == 64


def test_everything_in_the_file_is_counted_and_nothing_is_left_unread(sample: ListSnapshot) -> None:
    counts = {"parties": 4, "aliases": 6, "names": 8, "documents": 4, "relations": 4, "entries": 3, "unread": 0}
    assert {name: sample.counts[name] for name in counts} == counts


def test_parties_can_be_screened_and_addresses_are_nobody(sample: ListSnapshot) -> None:
    assert [item["schema"] for item in sample.parties] == ["Person", "Company", "Vessel", "Person", "CryptoWallet"]


def test_korean_names_keep_their_order_and_hangul_is_written_together(sample: ListSnapshot) -> None:
    person = properties(sample, "ofac-901")
    assert person["name"] == ["Kim Sample Un"]
    assert person["alias"] == ["김보기"]
    assert person["lastName"] == ["Kim", "김"]


def test_other_names_put_the_given_name_first_in_every_script(sample: ListSnapshot) -> None:
    person = properties(sample, "ofac-904")
    assert person["name"] == ["Ivan Petrovich PRIMEROV"]
    assert person["alias"] == ["Иван Примеров"]


def test_weak_aliases_stay_weak_and_former_names_former(sample: ListSnapshot) -> None:
    assert properties(sample, "ofac-901")["weakAlias"] == ["The Ferryman"]
    assert properties(sample, "ofac-902")["previousName"] == ["Old Bank Trading"]


def test_birth_dates_are_no_more_exact_than_the_list(sample: ListSnapshot) -> None:
    person = properties(sample, "ofac-901")
    assert person["birthDate"] == ["1970-04-03", "1972"]
    assert "Birthdate: circa 1972" in person["notes"]
    assert properties(sample, "ofac-904")["birthDate"] == ["1960", "1961", "1962"]


def test_what_the_list_calls_false_is_only_a_note(sample: ListSnapshot) -> None:
    assert "Birthdate: 1950-01-01 (reliability: False)" in properties(sample, "ofac-901")["notes"]


def test_an_unknown_feature_becomes_a_note_with_its_comment(sample: ListSnapshot) -> None:
    assert "Favourite Colour: blue. In spring." in properties(sample, "ofac-901")["notes"]


def test_one_wallet_address_is_one_wallet_with_all_its_currencies_and_holders(sample: ListSnapshot) -> None:
    wallet = next(item for item in sample.entities if item["schema"] == "CryptoWallet")["properties"]
    assert wallet["publicKey"] == ["1SampleAddress9xyz"]
    assert wallet["currencySymbol"] == ["XBT", "ETH"]
    assert wallet["holder"] == ["ofac-901", "ofac-902"]


def test_documents_go_to_their_properties_and_say_more_as_entities(sample: ListSnapshot) -> None:
    assert properties(sample, "ofac-901")["passportNumber"] == ["654321098"]
    assert properties(sample, "ofac-903")["imoNumber"] == ["IMO9074729"]
    assert properties(sample, "ofac-902")["innCode"] == ["7707083893"]
    assert properties(sample, "ofac-904")["idNumber"] == ["L-77"]
    passport = entity(sample, "ofac-id-1")
    assert passport["schema"] == "Passport"
    assert passport["properties"]["country"] == ["kp"]
    assert passport["properties"]["endDate"] == ["2026-03-01"]
    assert passport["properties"]["description"] == ["In the name of The Ferryman", "Favourite Colour: blue"]


def test_an_address_is_kept_in_both_scripts(sample: ListSnapshot) -> None:
    assert properties(sample, "ofac-901")["address"] == ["1 River Road, Dandong, China", "丹东, China"]
    assert properties(sample, "ofac-address-70")["city"] == ["Dandong", "丹东"]


def test_a_designation_has_programmes_and_the_day_of_entry(sample: ListSnapshot) -> None:
    designation = sample.designations[0]
    assert (designation.party, designation.authority) == ("ofac-901", "OFAC")
    assert designation.programs == ("NPWMD", "DPRK2")
    assert designation.interval == Interval("2023-06-15", None)
    assert designation.dataset == "ofac-sdn"


def test_a_delisting_ends_the_designation_and_the_topic(sample: ListSnapshot) -> None:
    assert sample.designations[1].interval == Interval("2010-01-02", "2020-01-02")
    assert "topics" not in properties(sample, "ofac-902")


def test_the_legal_basis_is_noted(sample: ListSnapshot) -> None:
    notes = properties(sample, "ofac-901")["notes"]
    assert "SDN List: created 2023-06-15 under Executive Order 13382; measure Block" in notes


def test_a_relation_keeps_the_lists_words_its_quality_and_that_it_is_former(sample: ListSnapshot) -> None:
    found = link(sample, "ofac-rel-901-15002-902")
    assert (found.type, found.source, found.target) == ("represents", "ofac-901", "ofac-902")
    assert found.status is Status.ASSERTED
    assert found.role == "former: Acting for or on behalf of (since the flood)"
    assert found.confidence == found.evidence[0].confidence == 0.5
    assert found.evidence[0].publisher == "OFAC"
    assert found.evidence[0].date == "2024-05-28"


def test_an_owner_is_the_source_whichever_way_the_list_writes_it(sample: ListSnapshot) -> None:
    ship = link(sample, "ofac-rel-903-15003-902")
    assert (ship.type, ship.source, ship.target) == ("owns", "ofac-902", "ofac-903")
    assert ship.interval == Interval("2019-09", None)
    firm = link(sample, "ofac-rel-904-15003-902")
    assert (firm.type, firm.source, firm.target) == ("owns", "ofac-904", "ofac-902")
    assert firm.evidence[0].quote.startswith("Ivan Petrovich PRIMEROV: Owned or Controlled By:")


def test_an_unknown_type_of_relation_is_an_association_in_the_lists_words(sample: ListSnapshot) -> None:
    found = link(sample, "ofac-rel-901-9997-904")
    assert (found.type, found.role) == ("associate_of", "Plays chess with")


def test_all_entities_are_valid_followthemoney(sample: ListSnapshot) -> None:
    for item in sample.entities:
        proxy = model.get_proxy(item)
        assert proxy.schema.validate(item) is None
        assert {name: sorted(values) for name, values in item["properties"].items()} == {
            name: sorted(values) for name, values in proxy.to_dict()["properties"].items()
        }


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('AliasTypeID="1400"', 'AliasTypeID="77"', "AliasType 77 is used, but not defined"),
        ('LocationID="70"', 'LocationID="99"', "the location 99 is used, but not defined"),
        ('To-ProfileID="904"', 'To-ProfileID="999"', "the profile 999 is used, but not defined"),
        ('DistinctParty FixedRef="902"', 'DistinctParty FixedRef="901"', "stands in the file twice"),
        ("<Month>6</Month>", "<Month>13</Month>", "2023-13-15 is no calendar day"),
        ('IdentityID="5004"', 'IdentityID="6004"', "identity 6004 holds documents"),
        ('To-ProfileID="904" RelationTypeID', "RelationTypeID", "has no To-ProfileID"),
        ("<IDRegistrationNo>L-77</IDRegistrationNo>", "<IDRegistrationNo />", "the document 4 has no number"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(
    tmp_path: Path, sample_file: Path, old: str, new: str, reason: str
) -> None:
    text = sample_file.read_text("utf-8")
    assert old in text
    path = tmp_path / "list.xml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ListError, match=reason):
        read_list(path)


def test_an_unknown_section_is_counted_as_unread(tmp_path: Path, sample_file: Path) -> None:
    path = tmp_path / "list.xml"
    text = sample_file.read_text("utf-8").replace("<SanctionsEntryLinks />", "<Novelties><Novelty /></Novelties>")
    path.write_text(text, "utf-8")
    assert read_list(path).counts["unread"] == 1


def test_a_list_without_sdn_entries_is_the_consolidated_list(tmp_path: Path, sample_file: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(sample_file.read_text("utf-8").replace('ListID="1550"', 'ListID="91512"'), "utf-8")
    snapshot = read_list(path)
    assert snapshot.name == "ofac-consolidated"
    assert {item.evidence[0].document for item in snapshot.links} == {"ofac-consolidated"}
    assert {item.dataset for item in snapshot.designations} == {"ofac-consolidated"}
