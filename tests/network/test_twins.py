"""Parties of two lists that are one: one node in traces, paths, gaps, ownership and cuts; or two with a weak link."""

from datetime import date

from hypothesis import given, strategies as st

from yalu.model import Designation, Evidence, Interval, Link, Share, Status
from yalu.network import GapQuestion, Network, Scope, Twin, one_for_all
from yalu.network.cuts import CutRequest
from yalu.network.ownership import OwnershipState

DAY = date(2024, 7, 23)
US = {"id": "us-1", "schema": "LegalEntity", "properties": {"name": ["Reed Academy"], "country": ["kp"]}}
UN = {"id": "un-1", "schema": "Organization", "properties": {"name": ["Academy of Reeds"], "country": ["kp"]}}
ENTRIES = [
    Designation("us-1", "OFAC", ("DPRK",), Interval("2020-01-01"), "ofac"),
    Designation("un-1", "United Nations", ("DPRK",), Interval("2018-01-01"), "un"),
]
SURE = {"us-1": (Twin("un-1", 0.97, "Academy of Reeds"),), "un-1": (Twin("us-1", 0.97, "Reed Academy"),)}
MAYBE = {"us-1": (Twin("un-1", 0.8, sure=False),), "un-1": (Twin("us-1", 0.8, sure=False),)}


def link(identity: str, kind: str, source: str, target: str, document: str = "list", **more: object) -> Link:
    return Link(identity, kind, source, target, Status.ASSERTED, (Evidence(document, "says so"),), **more)  # type: ignore[arg-type]


LINKS = [link("a", "supplied", "firm", "un-1"), link("b", "represents", "agent", "us-1")]


def network(twins: dict[str, tuple[Twin, ...]], links: list[Link] = LINKS) -> Network:
    return Network([US, UN], links, ENTRIES, twins=twins)


def test_sure_twins_are_one_party_with_the_names_and_entries_of_both() -> None:
    joined = network(SURE)
    assert joined.parties == ("agent", "firm", "un-1")
    assert joined.entities["un-1"]["properties"]["name"] == ["Academy of Reeds", "Reed Academy"]
    assert joined.entities["un-1"]["referents"] == ["us-1"]
    assert {(item.code, item.score) for item in joined.listings.of("un-1", DAY)} == {("un", 1.0), ("us", 0.97)}


def test_a_trace_or_path_from_one_list_reaches_what_the_other_states() -> None:
    joined = network(SURE)
    assert {party.id for party in joined.trace("us-1", depth=1).parties} == {"un-1", "firm", "agent"}
    (path,) = joined.paths("firm", "agent").paths
    assert path.parties == ("firm", "un-1", "agent")
    assert not network({}).paths("firm", "agent").paths


def test_gaps_see_one_party_listed_by_both() -> None:
    found = network(SURE).gaps(GapQuestion(DAY, "us"))
    assert found.parties == ("firm", "agent") or found.parties == ("agent", "firm")
    assert {item.code for gap in network({}).gaps(GapQuestion(DAY, "us")).gaps for item in gap.listed_by} == {"un"}
    assert network(SURE).gaps(GapQuestion(DAY), near="us-1").near == "un-1"


def test_a_cut_takes_twins_as_one() -> None:
    links = [link("x", "supplied", "maker", "carrier"), link("y", "supplied", "carrier", "us-1")]
    found = network(SURE, links).cut(CutRequest(protect_from=("un-1",), as_of=DAY))
    assert found.listed == {"un-1"}
    assert all(cut.before == 1 and cut.value == 0 for cut in found.result.cuts if cut.weighting.value == "unit")
    assert {item.party for cut in found.result.cuts for item in cut.chosen} == {"carrier"}


def test_who_may_be_the_same_stands_apart_with_a_weak_link_that_makes_no_gap() -> None:
    apart = network(MAYBE)
    trace = apart.trace("us-1", depth=1)
    (tie,) = (tie for tie in trace.ties if tie.type == "may_be_same_as")
    assert (tie.status, tie.link_class, tie.confidence) == (Status.INFERRED, "weak", 0.8)
    assert "score 0.80" in tie.evidence[0].quote
    stated = apart.trace("us-1", depth=1, scope=Scope(inferred=False))
    assert "un-1" not in {party.id for party in stated.parties}
    assert "firm" not in apart.gaps(GapQuestion(DAY), near="us-1", depth=1).parties


def test_the_same_stake_in_two_files_counts_once_and_not_twice() -> None:
    """Two sources that state 30 percent of one owner state 30 percent, not 60."""
    stake = Share.exactly(30)
    links = [
        link("r1", "owns", "us-1", "firm", "register A", share=stake),
        link("r2", "owns", "un-1", "firm", "register B", share=stake),
    ]
    answer = network(SURE, links).own(DAY, any_authority=True).of("firm")
    assert answer.state is not OwnershipState.BLOCKED
    assert answer.held == Share(stake.lower, stake.upper)
    (only,) = answer.tiers[0].stakes
    assert only.links == ("r1", "r2")


def test_sources_that_contradict_each_other_on_a_stake_stand_side_by_side_with_both_bounds() -> None:
    links = [
        link("r1", "owns", "us-1", "firm", "register A", share=Share.exactly(30)),
        link("r2", "owns", "un-1", "firm", "register B", share=Share.exactly(60)),
    ]
    answer = network(SURE, links).own(DAY, any_authority=True).of("firm")
    assert answer.state is OwnershipState.POSSIBLY_BLOCKED
    (only,) = answer.tiers[0].stakes
    assert only.disagree
    assert (only.share.at_least, only.share.at_most) == (30, 60)


def test_two_stakes_of_one_file_add_up() -> None:
    links = [link(f"r{n}", "owns", "us-1", "firm", "register A", share=Share.exactly(30)) for n in (1, 2)]
    assert network(SURE, links).own(DAY, any_authority=True).of("firm").state is OwnershipState.BLOCKED


PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.booleans()), max_size=12)


@given(PAIRS)
def test_parties_that_are_one_stand_under_the_first_of_their_ids(pairs: list[tuple[str, str, bool]]) -> None:
    twins: dict[str, tuple[Twin, ...]] = {}
    for one, other, sure in pairs:
        twins[one] = (*twins.get(one, ()), Twin(other, 0.9, sure=sure))
    ids = one_for_all(twins)
    for one, other, sure in pairs:
        if sure:
            assert ids.get(one, one) == ids.get(other, other)
    assert all(one < party and one not in ids for party, one in ids.items())
