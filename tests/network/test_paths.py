"""Best paths: those of full enumeration, through nobody twice, of links that can hold at one time."""

from datetime import date
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, strategies as st

from yalu.model import Evidence, Interval, Link, PartyError, Status
from yalu.model.interval import span
from yalu.network import Network, Scope, class_of

PARTIES = "abcdef"
KINDS = ("owns", "supplied", "associate_of")
INTERVALS = (
    Interval(),
    Interval("2010", "2012"),
    Interval("2012-06", "2015"),
    Interval("2016-01-01"),
    Interval(None, "2011"),
)


def link(
    kind: str,
    source: str,
    target: str,
    confidence: float = 1.0,
    interval: Interval = INTERVALS[0],
    status: Status = Status.ASSERTED,
    origin: str = "o",
) -> Link:
    name = f"{kind}-{source}-{target}-{confidence}-{interval.start}-{interval.end}-{status}-{origin}"
    evidence = (Evidence("doc", name, origin=origin, confidence=confidence),)
    return Link(name, kind, source, target, status, evidence, interval=interval, confidence=confidence)


LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(KINDS),
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from([0.2, 0.5, 0.55, 0.9, 1.0]),
        st.sampled_from(INTERVALS),
    ),
    max_size=14,
    unique_by=lambda item: (item.type, frozenset((item.source, item.target)), item.interval),
)


def days(interval: Interval) -> tuple[date, date]:
    first = span(interval.start)[0] if interval.start else date.min
    return first, span(interval.end)[1] if interval.end else date.max


def enumerated(links: list[Link], source: str, target: str, depth: int) -> dict[tuple[str, ...], float]:
    """All paths and their rank, by trying every order of parties and every choice of links between them."""
    between: dict[frozenset[str], list[Link]] = {}
    for item in links:
        between.setdefault(frozenset((item.source, item.target)), []).append(item)
    found: dict[tuple[str, ...], float] = {}
    for length in range(depth):
        for middle in permutations([party for party in PARTIES if party not in (source, target)], length):
            nodes = (source, *middle, target)
            choices = [between.get(frozenset(pair), []) for pair in pairwise(nodes)]
            for chosen in product(*choices):
                periods = [days(item.interval) for item in chosen]
                if max(first for first, _ in periods) <= min(last for _, last in periods):
                    rank = 1.0
                    for item in chosen:
                        rank *= class_of(item.type).weight * item.confidence
                    found[nodes] = max(found.get(nodes, 0.0), rank)
    return found


@given(LINKS, st.integers(1, 4), st.integers(1, 5))
def test_the_best_paths_are_those_of_enumeration(links: list[Link], count: int, depth: int) -> None:
    wanted = enumerated(links, "a", "b", depth)
    found = Network([{"id": "a"}, {"id": "b"}], links).paths("a", "b", depth=depth, count=count)
    assert found.proven
    assert len(found.paths) == min(count, len(wanted))
    best = sorted(wanted.values(), reverse=True)
    for path, rank in zip(found.paths, best, strict=False):
        assert path.rank == pytest.approx(rank, abs=1e-4)
        assert path.rank == pytest.approx(wanted[path.parties], abs=1e-4)
        assert len(set(path.parties)) == len(path.parties) == len(path.ties) + 1


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(links: list[Link], random: object) -> None:
    mixed = list(links)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    ends = [{"id": "a"}, {"id": "b"}]
    one, other = Network(ends, links), Network(ends[::-1], mixed)
    assert one.paths("a", "b", count=4) == other.paths("a", "b", count=4)
    assert one.trace("a", depth=3) == other.trace("a", depth=3)


def test_links_that_never_held_together_make_no_path() -> None:
    links = [
        link("owns", "a", "c", interval=Interval("2010", "2012")),
        link("owns", "c", "b", interval=Interval("2013")),
    ]
    network = Network([], links)
    assert not network.paths("a", "b").paths
    assert len(Network([], [links[0], link("owns", "c", "b")]).paths("a", "b").paths) == 1


def test_a_detour_in_time_is_found_where_the_shorter_way_never_held_together() -> None:
    links = [
        link("owns", "a", "c", interval=Interval("2010", "2012")),
        link("owns", "c", "b", interval=Interval("2013")),
        link("owns", "c", "d", interval=Interval("2009", "2011")),
        link("owns", "d", "b", 0.5),
    ]
    (path,) = Network([], links).paths("a", "b").paths
    assert path.parties == ("a", "c", "d", "b")
    assert path.product == path.weakest == 0.5


def test_as_of_a_day_only_links_that_may_have_held_are_followed() -> None:
    network = Network([], [link("owns", "a", "b", interval=Interval("2019", "2020-06"))])
    assert not network.paths("a", "b", scope=Scope(date(2018, 12, 31))).paths
    assert network.paths("a", "b", scope=Scope(date(2019, 5, 1))).paths[0].ties[0].state == "possible"
    assert not network.paths("a", "b", scope=Scope(date(2020, 7, 1))).paths


def test_a_path_shows_its_product_and_its_weakest_link() -> None:
    (path,) = Network([], [link("owns", "a", "c", 0.8), link("paid", "c", "b", 0.5)]).paths("a", "b").paths
    assert (path.product, path.weakest) == (0.4, 0.5)


def test_a_link_that_cannot_be_judged_makes_product_and_weakest_unknown() -> None:
    evidence = (Evidence("d", "q", confidence=0.0, reliability="F"),)
    unknown = Link("u", "owns", "a", "b", Status.ASSERTED, evidence, confidence=0.0)
    (path,) = Network([], [unknown]).paths("a", "b").paths
    assert path.ties[0].confidence is path.product is path.weakest is None
    assert not Network([], [unknown]).paths("a", "b", scope=Scope(min_confidence=0.01)).paths


def test_a_path_does_not_lead_through_a_hub_but_may_end_at_one() -> None:
    hub = [link("owns", "hub", f"x{n}") for n in range(210)]
    network = Network([], [*hub, link("owns", "hub", "a"), link("owns", "hub", "b")])
    assert not network.paths("a", "b").paths
    assert network.paths("a", "hub").paths
    assert network.paths("a", "b", scope=Scope(hub_limit=300)).paths[0].rank < 0.95**2


def test_statements_against_a_link_stand_beside_it_and_take_nothing_away() -> None:
    links = [link("owns", "a", "b", 0.8), link("owns", "a", "b", 0.9, status=Status.DENIED, origin="other")]
    (path,) = Network([], links).paths("a", "b").paths
    assert path.ties[0].confidence == 0.8
    assert [item.status for item in path.ties[0].against] == [Status.DENIED]


def test_who_is_not_in_the_network_is_refused() -> None:
    with pytest.raises(PartyError, match="nobody"):
        Network([], [link("owns", "a", "b")]).paths("a", "nobody")
