"""Gaps of a network on a day: by paths, by authority, near a party; and which facts are later than the day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from yalu.model import Designation, Evidence, Interval, Link, PartyError, State, Status
from yalu.network import GapQuestion, Listings, Network, Twin, authority_code

DAY = date(2024, 7, 23)


def link(kind: str, source: str, target: str, status: Status = Status.ASSERTED, dated: str | None = None) -> Link:
    evidence = (Evidence("list", "says so", date=dated),)
    return Link(f"{kind}-{source}-{target}", kind, source, target, status, evidence)


def listed(
    party: str, since: str | None = "2020-01-01", authority: str = "OFAC", end: str | None = None
) -> Designation:
    return Designation(party, authority, ("P",), Interval(since, end), authority.lower())


CHAIN = [link("owns", "director", "firm"), link("supplied", "director", "agent"), link("supplied", "agent", "academy")]


def test_a_path_of_links_that_bear_on_a_criterion_is_a_gap_too() -> None:
    found = Network([], CHAIN, [listed("academy")]).gaps(GapQuestion(DAY))
    assert [(gap.party, gap.criterion, gap.path) for gap in found.gaps] == [
        ("agent", "materially_assisted", ("agent", "academy")),
        ("director", "materially_assisted", ("director", "agent", "academy")),
        ("firm", "owned_or_controlled", ("firm", "director", "agent", "academy")),
    ]
    assert any("only through a party that is not listed either" in words for words in found.gaps[1].missing)
    assert any("only through 2 parties that are not listed either" in words for words in found.gaps[2].missing)
    assert found.gaps[2].links == ("owns-director-firm", "supplied-director-agent", "supplied-agent-academy")


def test_a_path_is_no_longer_than_asked() -> None:
    network = Network([], CHAIN, [listed("academy")])
    assert len(network.gaps(GapQuestion(DAY, steps=1)).gaps) == 1
    assert len(network.gaps(GapQuestion(DAY, steps=2)).gaps) == 2


def test_dealing_with_one_who_dealt_with_a_listed_party_is_no_path() -> None:
    links = [link("associate_of", "a", "b"), link("associate_of", "b", "academy"), link("family_of", "c", "b")]
    assert Network([], links, [listed("academy")]).gaps(GapQuestion(DAY)).parties == ("b",)


def test_who_pays_a_supplier_of_a_listed_party_has_neither_paid_nor_supplied_it() -> None:
    links = [
        link("supplied", "trader", "academy"),
        link("supplied", "maker", "trader"),
        link("paid", "customer", "trader"),
        link("paid", "customer", "maker"),
        link("paid", "funder", "bank client"),
        link("paid", "bank client", "academy"),
        link("supplied", "grocer", "bank client"),
        link("represents", "agent", "maker"),
        link("paid", "client", "agent"),
    ]
    assert set(Network([], links, [listed("academy")]).gaps(GapQuestion(DAY)).parties) == {
        "trader", "maker", "agent", "bank client", "funder"
    }  # fmt: skip


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED, Status.INFERRED, Status.ALLEGED])
def test_a_path_with_one_step_that_nobody_states_is_none(status: Status) -> None:
    links = [link("supplied", "agent", "academy", status), link("supplied", "director", "agent")]
    assert not Network([], links, [listed("academy")]).gaps(GapQuestion(DAY)).gaps


def test_near_a_party_only_those_around_it_count() -> None:
    links = [*CHAIN, link("supplied", "stranger", "other listed")]
    network = Network([], links, [listed("academy"), listed("other listed")])
    assert "stranger" in network.gaps(GapQuestion(DAY)).parties
    assert set(network.gaps(GapQuestion(DAY), near="academy").parties) == {"agent", "director", "firm"}
    assert set(network.gaps(GapQuestion(DAY), near="academy", depth=1).parties) == {"agent"}
    with pytest.raises(PartyError):
        network.gaps(GapQuestion(DAY), near="nobody")


def test_a_party_is_a_gap_until_the_day_before_it_is_listed() -> None:
    network = Network(
        [], CHAIN[1:], [listed("academy"), listed("agent", "2024-07-24"), listed("director", "2024-07-24")]
    )
    assert network.gaps(GapQuestion(date(2024, 7, 23))).parties == ("agent", "director")
    assert not network.gaps(GapQuestion(date(2024, 7, 24))).gaps


def test_a_link_that_began_later_makes_no_gap_before() -> None:
    later = Link("l", "supplied", "a", "x", Status.ASSERTED, (Evidence("d", "q"),), interval=Interval("2024-08"))
    network = Network([], [later], [listed("x")])
    assert not network.gaps(GapQuestion(DAY)).gaps
    assert network.gaps(GapQuestion(date(2024, 9, 1))).gaps


def test_facts_later_than_the_day_are_said() -> None:
    links = [link("supplied", "agent", "academy", dated="2024-12-19")]
    (note, issue) = Network([], links, [listed("academy")], issued={"ofac": "2024-12-19"}).gaps(GapQuestion(DAY)).notes
    assert "1 of the 1 links behind these gaps stand only in sources later than 2024-07-23" in note
    assert "delisted in between are not in it" in issue
    assert not Network([], links, [listed("academy")]).gaps(GapQuestion(date(2025, 1, 1))).notes


def test_listed_by_one_authority_and_not_by_another() -> None:
    designations = [listed("un-1", authority="United Nations"), listed("us-1"), listed("us-2")]
    twins = {"un-1": (Twin("us-1", 0.97),), "us-1": (Twin("un-1", 0.97),)}
    network = Network([{"id": "un-1"}], [], designations, twins=twins)
    (gap,) = network.gaps(GapQuestion(DAY, "un")).gaps
    assert (gap.party, gap.criterion, [item.code for item in gap.listed_by]) == ("us-2", "listed_elsewhere", ["us"])
    assert not network.gaps(GapQuestion(DAY, "us")).gaps


def test_the_score_of_a_match_is_shown() -> None:
    twins = {"us-1": (Twin("un-1", 0.91),)}
    listings = Listings([listed("un-1", authority="UN Security Council")], twins=twins)
    (entry,) = listings.of("us-1", DAY)
    assert (entry.code, entry.score, entry.party) == ("un", 0.91, "un-1")


def test_an_authority_whose_lists_are_not_here_is_refused() -> None:
    with pytest.raises(ValueError, match="the authorities here are: us"):
        Network([], [], [listed("a")]).gaps(GapQuestion(DAY, "eu"))


def test_an_entry_without_a_date_counts_from_the_issue_of_its_list() -> None:
    listings = Listings([listed("a", None)], {"ofac": "2024-05-28"})
    assert listings.state("a", date(2024, 5, 27)) is State.UNKNOWN
    assert listings.is_listed("a", date(2024, 5, 28))


@pytest.mark.parametrize(
    ("name", "dataset", "code"),
    [
        ("OFAC", "ofac-sdn", "us"),
        ("US Treasury, OFAC", "x", "us"),
        ("UN Security Council", "un-sc", "un"),
        ("European Union", "eu-fsf", "eu"),
        ("HM Treasury", "", "gb"),
        ("UKR", "eu-fsf", "eu"),
        ("SECO", "ch-seco", "ch"),
        ("Ministry of Somewhere", "own", "Ministry of Somewhere"),
    ],
)
def test_authorities_are_known_by_their_names_and_lists(name: str, dataset: str, code: str) -> None:
    assert authority_code(name, dataset) == code


PARTIES = "abcde"
LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(["owns", "supplied", "represents", "associate_of", "family_of"]),
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from([Status.ASSERTED, Status.ALLEGED, Status.DENIED]),
    ),
    max_size=12,
    unique_by=lambda item: item.id,
)


@given(LINKS, st.sets(st.sampled_from(PARTIES)))
def test_every_gap_leads_by_stated_links_through_unlisted_parties_to_a_listed_one(
    links: list[Link], names: set[str]
) -> None:
    network = Network([], links, [listed(name) for name in names])
    for gap in network.gaps(GapQuestion(DAY)).gaps:
        assert gap.path[-1] in names
        assert not set(gap.path[:-1]) & names
        assert len(set(gap.path)) == len(gap.path)
        stated = {frozenset((item.source, item.target)) for item in map(network.link, gap.links)}
        assert all(network.link(key).status is Status.ASSERTED for key in gap.links)
        assert all(frozenset(pair) in stated for pair in pairwise(gap.path))
        assert gap.sources >= 1


@given(LINKS, st.sets(st.sampled_from(PARTIES)), st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_no_gap(links: list[Link], names: set[str], random: object) -> None:
    mixed = list(links)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    designations = [listed(name) for name in sorted(names)]
    one = Network([], links, designations).gaps(GapQuestion(DAY))
    assert one == Network([], mixed, designations[::-1]).gaps(GapQuestion(DAY))


@pytest.mark.parametrize(
    ("kind", "counts"), [("supplied", True), ("represents", True), ("leads", False), ("family_of", False)]
)
def test_conduct_that_had_ended_bears_on_criteria_that_speak_of_the_past_alone(kind: str, counts: bool) -> None:
    """E.O. 13382 s. 1(a): "to have provided", "to have acted", but "to be owned or controlled by"."""
    evidence = (Evidence("d", "q"),)
    past = Link("l", kind, "a", "x", Status.ASSERTED, evidence, interval=Interval("2019", "2022"))
    network = Network([], [past], [listed("x")])
    assert bool(network.gaps(GapQuestion(DAY)).gaps) is counts
    assert bool(network.gaps(GapQuestion(DAY), near="x").gaps) is counts
    assert network.gaps(GapQuestion(date(2021, 6, 1))).gaps


def test_who_may_be_the_same_on_the_asked_list_is_named_with_the_score_and_does_not_count() -> None:
    twins = {"us-1": (Twin("un-1", 0.8, "Almost Same", sure=False),)}
    designations = [listed("us-1"), listed("un-1", authority="UN Security Council")]
    network = Network([], [], designations, twins=twins)
    (gap,) = (gap for gap in network.gaps(GapQuestion(DAY, "un")).gaps if gap.party == "us-1")
    assert any("may be Almost Same (un-1) of UN, score 0.80: to be checked" in words for words in gap.missing)
