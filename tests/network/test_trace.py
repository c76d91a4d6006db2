"""Trace: everybody within reach and nobody else, by the best way, hubs aside."""

from datetime import date

from hypothesis import given, strategies as st

from yalu.model import LINK_TYPES, Evidence, Interval, Link, Status
from yalu.network import Network, Scope, class_of, link_classes
from yalu.network.scope import HUB_FROM, hub_damping

PARTIES = "abcdefg"


def link(kind: str, source: str, target: str, confidence: float = 1.0, status: Status = Status.ASSERTED) -> Link:
    name = f"{kind}-{source}-{target}-{confidence}-{status}"
    evidence = (Evidence("doc", name, origin=name, confidence=confidence),)
    return Link(name, kind, source, target, status, evidence, confidence=confidence)


LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(["owns", "supplied", "associate_of", "shares_address", "located_in"]),
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from([0.3, 0.6, 1.0]),
        st.sampled_from([Status.ASSERTED, Status.ALLEGED, Status.DENIED, Status.PLANNED]),
    ),
    max_size=14,
    unique_by=lambda item: (item.type, frozenset((item.source, item.target))),
)


def ways(links: list[Link], start: str, depth: int) -> dict[str, float]:
    """The best rank of every party within reach, by walking every way."""
    best = {start: 1.0}
    front = {start: 1.0}
    for _ in range(depth):
        reached: dict[str, float] = {}
        for item in links:
            kind = class_of(item.type)
            if not kind.followed or not item.status.joins_network:
                continue
            for one, other in ((item.source, item.target), (item.target, item.source)):
                if one in front and one != other:
                    rank = front[one] * kind.weight * item.confidence
                    reached[other] = max(reached.get(other, 0.0), rank)
        for party, rank in reached.items():
            best[party] = max(best.get(party, 0.0), rank)
        front = reached
    return best


@given(LINKS, st.integers(0, 4))
def test_a_trace_reaches_whom_every_way_reaches_and_by_the_best(links: list[Link], depth: int) -> None:
    found = Network([{"id": "a"}], links).trace("a", depth=depth)
    wanted = ways(links, "a", depth)
    assert {party.id for party in found.parties} == set(wanted)
    for party in found.parties:
        assert abs(party.rank - wanted[party.id]) < 2e-4
        assert party.steps <= depth
    ranks = [party.rank for party in found.parties]
    assert ranks == sorted(ranks, reverse=True)


@given(LINKS)
def test_the_ties_are_all_those_among_the_parties_and_each_way_back_leads_to_the_start(links: list[Link]) -> None:
    found = Network([{"id": "a"}], links).trace("a", depth=3)
    parties = {party.id: party for party in found.parties}
    for party in found.parties:
        if party.via is not None and party.tie is not None:
            assert {found.ties[party.tie].source, found.ties[party.tie].target} == {party.id, party.via}
            assert parties[party.via].rank >= party.rank
    assert all({tie.source, tie.target} <= parties.keys() for tie in found.ties)


def test_a_hub_is_reached_and_said_and_not_gone_through() -> None:
    bank = [link("paid", f"customer-{n}", "bank") for n in range(300)]
    found = Network([], [*bank, link("owns", "a", "b"), link("paid", "a", "bank")]).trace("a", depth=3)
    assert {party.id for party in found.parties} == {"a", "b", "bank"}
    (hub,) = found.hubs
    assert (hub.id, hub.neighbours) == ("bank", 301)
    assert len(Network([], bank).trace("bank", depth=1).parties) == 301


def test_damping_takes_nothing_from_small_parties_and_more_from_larger_ones() -> None:
    assert all(hub_damping(count) == 1.0 for count in range(HUB_FROM + 1))
    values = [hub_damping(count) for count in range(HUB_FROM, 400)]
    assert values == sorted(values, reverse=True)
    assert hub_damping(100) == 0.5


def test_a_further_neighbour_of_a_party_never_raises_the_rank_of_who_lies_behind_it() -> None:
    behind = [
        Network(
            [], [link("owns", "a", "m"), link("owns", "m", "z"), *(link("owns", "m", f"x{n}") for n in range(count))]
        )
        for count in (10, 30, 90)
    ]
    ranks = [next(p.rank for p in network.trace("a", depth=2).parties if p.id == "z") for network in behind]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > ranks[-1]


def test_the_limit_keeps_the_best_and_counts_the_rest() -> None:
    found = Network([], [link("owns", "a", f"x{n}", 0.5 if n else 1.0) for n in range(9)]).trace("a", limit=3)
    assert [party.id for party in found.parties][:2] == ["a", "x0"]
    assert (len(found.parties), found.left_out) == (3, 7)


def test_background_is_followed_only_when_it_is_asked_for() -> None:
    network = Network([], [link("located_in", "a", "b")])
    assert len(network.trace("a").parties) == 1
    assert len(network.trace("a", scope=Scope(types=frozenset({"located_in"}))).parties) == 2


def test_links_of_a_day_and_of_a_confidence() -> None:
    past = Link("p", "owns", "a", "b", Status.ASSERTED, (Evidence("d", "q"),), interval=Interval("2010", "2012"))
    network = Network([], [past, link("owns", "a", "c", 0.3)])
    assert {p.id for p in network.trace("a", scope=Scope(date(2020, 1, 1))).parties} == {"a", "c"}
    assert {p.id for p in network.trace("a", scope=Scope(min_confidence=0.5)).parties} == {"a", "b"}


def test_several_sources_of_one_link_are_one_tie_with_more_confidence() -> None:
    links = [link("owns", "a", "b", 0.6), link("owns", "a", "b", 0.5)]
    (tie,) = Network([], links).trace("a").ties
    assert (tie.confidence, len(tie.links), len(tie.origins)) == (0.8, 2, 2)


def test_every_link_type_has_one_class_and_a_weight_that_can_rank() -> None:
    named = [name for item in link_classes() for name in item.types]
    assert sorted(named) == sorted(LINK_TYPES)
    assert all(0 < item.weight <= 1 for item in link_classes())
