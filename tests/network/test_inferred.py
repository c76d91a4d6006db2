"""Inferred links: what two records have in common, weak and marked, never a fact."""

from datetime import date
from typing import Any

from yalu.model import Designation, Interval, Status
from yalu.network import GapQuestion, Network, Scope, inferred_links

ADDRESS = "Room 1307, Building 3, Tianhua Avenue, Beijing"


def entity(identity: str, **properties: str) -> dict[str, Any]:
    return {"id": identity, "schema": "Company", "properties": {name: [value] for name, value in properties.items()}}


def test_one_address_written_in_two_ways_is_a_weak_link_with_both_records_words() -> None:
    (link,) = inferred_links(
        [entity("a", name="A Ltd", address=ADDRESS), entity("b", name="B Ltd", address=ADDRESS.upper())]
    ).links
    assert (link.type, link.status, link.confidence) == ("shares_address", Status.INFERRED, 0.3)
    assert [item.quote for item in link.evidence] == [
        f"A Ltd: address: {ADDRESS}",
        f"B Ltd: address: {ADDRESS.upper()}",
    ]
    assert len({item.origin for item in link.evidence}) == 1


def test_a_town_or_a_short_number_ties_nobody() -> None:
    pairs = [entity(key, address="Beijing, China", registrationNumber="12") for key in "ab"]
    assert not inferred_links(pairs).links


def test_a_phone_and_a_number_in_common_are_links_of_their_own() -> None:
    pairs = [entity(key, phone="+86 10 1234 5678", taxNumber="CN-91110") for key in "ab"]
    assert {link.type for link in inferred_links(pairs).links} == {"shares_contact", "shares_identifier"}


def test_what_many_parties_share_says_nothing_and_is_counted() -> None:
    found = inferred_links([entity(f"c{n}", address=ADDRESS) for n in range(11)])
    assert not found.links
    assert "1 addresses, phones or numbers" in found.notes[0]
    assert len(inferred_links([entity(f"c{n}", address=ADDRESS) for n in range(10)]).links) == 45


def test_an_inferred_link_is_followed_as_weak_can_be_left_out_and_makes_no_gap() -> None:
    entities = [entity(key, address=ADDRESS) for key in "ab"]
    listed = [Designation("a", "OFAC", (), Interval("2020-01-01"), "ofac")]
    network = Network(entities, [], listed).with_links(inferred_links(entities).links)
    assert network.trace("a").ties[0].link_class == "weak"
    assert len(network.trace("a", scope=Scope(inferred=False)).parties) == 1
    assert not network.gaps(GapQuestion(date(2024, 1, 1))).gaps
