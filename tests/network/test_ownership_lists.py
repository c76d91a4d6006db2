"""Ownership asked of lists and networks: whose listings count, and what OFAC's own relations say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.network.ownership_cases import stake
from yalu.model import Designation, Interval, Link
from yalu.network import Network
from yalu.network.ownership import OwnershipState, Sources, listed_under, own, regime_on, regimes_with_listings

DAY = date(2025, 3, 1)
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists" / "ofac-advanced"


def entry(
    party: str, authority: str = "OFAC", dataset: str = "ofac-sdn", start: str | None = "2020-01-01"
) -> Designation:
    return Designation(party, authority, (), Interval(start), dataset)


def entity(identity: str, schema: str = "Company", **properties: str) -> dict[str, Any]:
    return {"id": identity, "schema": schema, "properties": {name: [text] for name, text in properties.items()}}


def network(links: list[Link], *designations: Designation, entities: tuple[dict[str, Any], ...] = ()) -> Network:
    return Network(entities, links, designations, issued={"ofac-sdn": "2025-01-01"})


def test_lists_that_do_not_block_do_not_count() -> None:
    links = [stake("X", "A", 50), stake("Y", "B", 50)]
    answer = network(links, entry("X"), entry("Y", dataset="ofac-ssi")).own(DAY, "ofac")
    assert answer.blocked == ("A",)
    assert answer.not_counted == (("ofac-ssi", 1),)
    assert network(links, entry("Y", dataset="ofac-ssi")).own(DAY, "ofac", any_authority=True).blocked == ("B",)


def test_each_regime_has_its_own_authorities() -> None:
    links = [stake("X", "A", 60), stake("Y", "B", 60)]
    mixed = network(links, entry("X"), entry("Y", "European Union", "eu-fsf"))
    assert mixed.own(DAY, "ofac").blocked == ("A",)
    assert mixed.own(DAY, "eu").blocked == ("B",)
    assert regimes_with_listings(mixed.sources, DAY) == ("ofac", "eu")


def test_an_entry_without_a_date_counts_from_the_issue_of_its_list_on() -> None:
    regime, undated = regime_on("ofac", DAY), [entry("X", start=None)]
    assert listed_under(regime, undated, DAY, {"ofac-sdn": "2025-01-01"}).sure == {"X"}
    early = listed_under(regime, undated, date(2024, 12, 31), {"ofac-sdn": "2025-01-01"})
    assert (early.sure, early.possible) == (set(), {"X"})
    assert listed_under(regime, [entry("X", start="2030")], DAY).sure == set()


def test_the_government_of_north_korea_needs_no_listing() -> None:
    bodies = (
        entity("ministry", "PublicBody", country="kp"),
        entity("other", "PublicBody", country="se"),
        entity("firm", country="kp"),
    )
    links = [stake("ministry", "A", 50), stake("other", "B", 50), stake("firm", "C", 50)]
    assert network(links, entities=bodies).own(DAY, "dprk").blocked == ("A",)


def test_people_have_no_owners_and_firms_may() -> None:
    parties = (entity("P", "Person"), entity("F"))
    answer = network([stake("P", "A", 60), stake("F", "B", 60)], entry("X"), entities=parties).own(DAY)
    assert answer.state("A") is OwnershipState.NOT_BLOCKED
    assert answer.state("B") is OwnershipState.UNKNOWN


def test_a_party_may_be_taken_as_listed() -> None:
    assert network([stake("X", "A", 60)]).own(DAY, also_blocked=["X"]).blocked == ("A",)


def test_joint_arrangements_that_holdings_state_count_in_the_uk() -> None:
    links = [stake(who, "A", 30, role="joint arrangement: Pact of 2020; family") for who in "XY"]
    sources = Sources({}, links, [entry("X", "OFSI", "gb-ofsi")])
    assert own(sources, DAY, "uk").blocked == ("A",)
    apart = [stake("X", "A", 30, role="joint arrangement: one"), stake("Y", "A", 30, role="joint arrangement: two")]
    assert own(Sources({}, apart, [entry("X", "OFSI", "gb-ofsi")]), DAY, "uk").blocked == ()


@pytest.mark.real
def test_ofacs_relations_state_no_share_so_the_day_before_a_listing_they_make_possible_only() -> None:
    from yalu.lists import read_list

    path = DATA / "sdn_advanced-2024-12-19.xml.bz2"
    if not path.exists():
        pytest.skip("the real list is missing")
    snapshot = read_list(path)
    sources = Network(
        snapshot.parties, snapshot.links, snapshot.designations, issued={snapshot.name: snapshot.date}
    ).sources
    before, after = (own(sources, date(2024, 7, day)) for day in (23, 25))
    assert before.blocked == after.blocked == ()
    held = {link.target for link in snapshot.links if link.type == "owns"}
    listed = {item.party for item in snapshot.designations if item.dataset == "ofac-sdn"}
    assert held <= listed
    for answer in (before, after):
        for party in answer.possibly_blocked:
            assert party in held - answer.listed
            assert answer.of(party).through
    assert own(sources, date(2024, 12, 19)).possibly_blocked == ()
