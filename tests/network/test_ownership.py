"""Who is blocked through ownership: the rules' own examples, then every property that the answer rests on."""

import importlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tests.network.ownership_cases import as_fractions, blocked_by_force, holdings, stake
from yalu.model import Evidence, Interest, Interval, Link, Share, Status
from yalu.network.ownership import (
    JointArrangement,
    Ownership,
    OwnershipState,
    RegimeError,
    RegimeStatus,
    ownership,
    regime_names,
    regime_on,
    regime_versions,
)
from yalu.network.ownership.stakes import stakes_on

NOW = date(2025, 3, 1)
LISTED = {"X", "Y"}


def own(
    links: list[Link], regime: str = "ofac", listed: set[str] | None = None, day: date = NOW, **more: object
) -> Ownership:
    seeds = LISTED if listed is None else listed
    return ownership(links, {regime: seeds}, day, regime, **more)  # type: ignore[arg-type]


# OFAC FAQ 401 and 402 and the guidance of 13 August 2014, as written down in the project's design; X and Y are listed.
OFAC_EXAMPLES = [
    ("X50A A50B", "A B"),
    ("X50A X50B A25C B25C", "A B C"),
    ("X50A X10B A40B", "A B"),
    ("X50A X25B A25C B25C", "A"),
    ("X25A X25B A50C B50C", ""),
    ("X25A Y25A", "A"),
    ("X50A Y50B A25C B25C", "A B C"),
    ("A100B B100A", ""),
    ("X50A A30B B20A X20B", "A B"),
    ("X30A A60B B20A", ""),
    ("X30A Y20A X10B A60B B20A", "A B"),
    ("X50A A50B B50C C50D D50E E50F F50G G50H H50I I50J", "A B C D E F G H I J"),
]


@pytest.mark.parametrize(("text", "blocked"), OFAC_EXAMPLES)
def test_ofac_50_percent_rule_examples(text: str, blocked: str) -> None:
    answer = own(holdings(text))
    assert set(answer.blocked) == set(blocked.split())
    assert not answer.possibly_blocked


def test_two_firms_that_own_each_other_and_have_no_listed_owner_are_free() -> None:
    answer = own(holdings("A100B B100A"))
    assert answer.state("A") is answer.state("B") is OwnershipState.NOT_BLOCKED


def test_exactly_half_is_blocked_by_the_us_and_the_eu_and_not_by_the_uk() -> None:
    links = [stake("X", "A", "50.00")]
    assert own(links, "ofac").blocked == own(links, "eu").blocked == ("A",)
    assert own(links, "uk").blocked == ()
    assert own([stake("X", "A", "50.000000000000000001")], "uk").blocked == ("A",)


def test_30_and_25_by_two_listed_owners_are_added_up_by_the_us_and_the_eu_and_not_by_the_uk() -> None:
    links = holdings("X30A Y25A")
    assert own(links, "ofac").blocked == own(links, "eu").blocked == ("A",)
    assert own(links, "uk").blocked == ()
    assert own(links, "uk").state("A") is OwnershipState.UNKNOWN
    assert own([*links, stake("F", "A", 45, 9)], "uk", without_owners=["F"]).state("A") is OwnershipState.NOT_BLOCKED


def test_uk_listed_owners_with_a_joint_arrangement_are_added_up() -> None:
    links = holdings("X30A Y25A")
    answer = own(links, "uk", joint=[JointArrangement(frozenset({"X", "Y"}))])
    assert answer.blocked == ("A",)
    found = answer.of("A")
    assert found.held == Share.exactly(55)
    assert [(item.owner, item.counts, item.jointly) for item in found.tiers[0].stakes] == [
        ("X", True, False),
        ("Y", True, True),
    ]
    elsewhere = own(links, "uk", joint=[JointArrangement(frozenset({"X", "Y"}), "B")])
    assert elsewhere.blocked == ()


def test_uk_a_partner_who_is_not_listed_counts_under_a_joint_arrangement() -> None:
    answer = own(holdings("X30A F25A"), "uk", joint=[JointArrangement(frozenset({"X", "F"}), "A")])
    assert answer.blocked == ("A",)
    assert answer.state("F") is not OwnershipState.BLOCKED


def test_ofac_knows_no_joint_arrangement_with_a_partner_who_is_not_listed() -> None:
    assert own(holdings("X30A F25A"), joint=[JointArrangement(frozenset({"X", "F"}))]).blocked == ()


def test_uk_one_persons_own_stakes_through_several_firms_are_added_up() -> None:
    answer = own(holdings("X51A X51B A26C B26C"), "uk")
    assert answer.blocked == ("A", "B", "C")
    assert answer.of("C").through == ("X",)


def test_uk_counts_votes_apart_from_shares() -> None:
    shares, votes = stake("X", "A", 30), stake("X", "A", 30, of=Interest.VOTES)
    assert own([shares, votes], "uk").blocked == ()
    assert own([shares, stake("X", "A", 60, of=Interest.VOTES)], "uk").blocked == ("A",)
    assert own([shares, stake("X", "A", 60, of=Interest.VOTES)], "ofac").blocked == ()


def test_uk_register_band_of_more_than_50_percent_passes_although_50_does_not() -> None:
    assert own([stake("X", "A", "more than 50 but less than 75")], "uk").blocked == ("A",)
    assert own([stake("X", "A", "50-75")], "uk").blocked == ()
    assert own([stake("X", "A", "50-75")], "uk").possibly_blocked == ("A",)


def test_ranges_run_twice() -> None:
    answer = own([stake("X", "A", "25-50"), stake("X", "B", "50-75"), stake("X", "C", "less than 50")])
    assert (answer.blocked, answer.possibly_blocked) == (("B",), ("A",))
    assert answer.state("C") is OwnershipState.UNKNOWN


def test_two_open_bounds_of_25_pass_a_threshold_that_they_only_touch() -> None:
    links = [stake("X", "A", "more than 25"), stake("Y", "A", "more than 25")]
    assert own(links, "ofac").blocked == ("A",)
    below = [stake("X", "A", "less than 25"), stake("Y", "A", "at most 25")]
    assert own(below, "ofac").possibly_blocked == ()


def test_an_unknown_share_is_unknown_and_not_none() -> None:
    answer = own([stake("X", "A", None), stake("A", "B", 60, 1), stake("F", "C", None, 2)], without_owners=["F"])
    assert answer.blocked == ()
    assert answer.possibly_blocked == ("A", "B")
    assert answer.state("C") is OwnershipState.UNKNOWN
    assert answer.of("A").held == Share(Decimal(0), Decimal(100))
    assert "may be blocked hold a share that is not stated" in answer.of("A").sentence()


def test_treasury_shares_leave_the_denominator() -> None:
    links = holdings("X45A A10A F45A")
    answer = own(links)
    assert answer.blocked == ("A",)
    assert answer.of("A").held == Share.exactly(50)
    assert answer.of("A").effective == 50
    assert own(holdings("X44A A10A F46A")).blocked == ()


def test_a_party_that_holds_all_of_itself_is_nobodys() -> None:
    assert own(holdings("A100A")).blocked == ()


def test_decimals_are_added_up_exactly_where_floating_point_denies_it() -> None:
    pairs = [(Decimal(n).scaleb(-2), 50 - Decimal(n).scaleb(-2)) for n in range(1, 5000)]
    denied = [pair for pair in pairs if float(pair[0]) / 100 + float(pair[1]) / 100 < 0.5]
    assert len(denied) == 384
    assert (Decimal("0.02"), Decimal("49.98")) in denied
    tiny = Decimal("1e-12")
    links = []
    for number, (first, second) in enumerate(pairs):
        links += [
            stake("X", f"half-{number}", Share.exactly(first)),
            stake("Y", f"half-{number}", Share.exactly(second)),
        ]
        links += [
            stake("X", f"less-{number}", Share.exactly(first - tiny)),
            stake("Y", f"less-{number}", Share.exactly(second)),
        ]
    assert set(own(links).blocked) == {f"half-{number}" for number in range(len(pairs))}


def test_percentages_are_not_multiplied_along_a_chain_but_the_product_is_shown() -> None:
    found = own(holdings("X50A A50B B50C")).of("C")
    assert found.state is OwnershipState.BLOCKED
    assert found.effective == Decimal("12.5")


def test_effective_ownership_follows_a_circle_to_its_limit() -> None:
    # A = .5 + .2 B and B = .3 A: A = .5 / .94
    found = own(holdings("X50A A30B B20A")).of("A")
    assert found.effective == Decimal("53.1914")


def test_missing_owners_leave_it_unknown_unless_enough_is_held_by_others() -> None:
    assert own(holdings("X30A")).state("A") is OwnershipState.UNKNOWN
    assert own(holdings("X30A")).of("A").missing == Share.exactly(70)
    known = own(holdings("X30A F60A"), without_owners=["F"])
    assert known.state("A") is OwnershipState.NOT_BLOCKED
    behind = own(holdings("X30A F60A"))
    assert behind.state("F") is OwnershipState.UNKNOWN
    assert behind.state("A") is OwnershipState.UNKNOWN


def test_a_party_that_nothing_is_known_of_is_unknown_and_a_person_is_not_owned() -> None:
    answer = own(holdings("X50A"), without_owners=["P"])
    assert answer.state("nobody") is OwnershipState.UNKNOWN
    assert answer.state("P") is OwnershipState.NOT_BLOCKED
    assert answer.state("X") is OwnershipState.LISTED
    assert answer.of("nobody").tiers[0].missing == Share()


def test_holdings_count_on_the_days_on_which_they_held() -> None:
    link = replace(stake("X", "A", 60), interval=Interval("2019-05-01", "2022"))
    assert own([link], day=date(2019, 4, 30)).blocked == ()
    assert own([link], day=date(2020, 1, 1)).blocked == ("A",)
    during = own([link], day=date(2022, 6, 1))
    assert (during.blocked, during.possibly_blocked) == ((), ("A",))
    assert own([link], day=date(2023, 1, 1)).possibly_blocked == ()


def test_a_holding_without_a_date_counts_and_is_told() -> None:
    answer = own([stake("X", "A", 60)])
    assert (answer.blocked, answer.undated) == (("A",), 1)


@pytest.mark.parametrize("status", [Status.DENIED, Status.NEGATED, Status.CALLED_FOR, Status.PLANNED])
def test_what_is_no_fact_is_no_holding(status: Status) -> None:
    answer = own([stake("X", "A", 60, status=status)])
    assert not answer.blocked
    assert not answer.possibly_blocked


def test_what_is_alleged_makes_possible_only() -> None:
    answer = own([stake("X", "A", 60, status=Status.ALLEGED)])
    assert (answer.blocked, answer.possibly_blocked) == ((), ("A",))


def test_a_party_that_may_be_listed_makes_possible_only() -> None:
    answer = ownership(holdings("Z60A"), {"ofac": []}, NOW, possibly_listed={"ofac": ["Z"]})
    assert (answer.blocked, answer.possibly_blocked) == ((), ("A",))
    assert answer.state("Z") is OwnershipState.POSSIBLY_BLOCKED


def test_two_sources_of_one_stake_are_not_added_up() -> None:
    same = [stake("X", "A", 30), stake("X", "A", 30, source="newspaper")]
    assert own(same).of("A").held == Share.exactly(30)
    narrower = [stake("X", "A", "25-50"), stake("X", "A", 30, source="newspaper")]
    assert own(narrower).of("A").held == Share.exactly(30)
    silent = [stake("X", "A", None), stake("X", "A", 60, source="newspaper")]
    assert own(silent).blocked == ("A",)


def test_sources_that_contradict_each_other_are_shown_and_span_the_answer() -> None:
    answer = own([stake("X", "A", 40), stake("X", "A", 60, source="newspaper")])
    assert (answer.blocked, answer.possibly_blocked) == ((), ("A",))
    (item,) = answer.of("A").tiers[0].stakes
    assert item.disagree
    assert item.share == Share(Decimal(40), Decimal(60))


def test_one_link_given_twice_counts_once() -> None:
    link = stake("X", "A", 30)
    assert own([link, link]).blocked == ()


def test_figures_that_add_up_to_more_than_everything_are_told() -> None:
    assert own(holdings("X60A F70A")).of("A").tiers[0].over == Decimal(130)
    assert own(holdings("X30A F70A")).of("A").tiers[0].over is None


def test_control_is_a_separate_finding() -> None:
    links = [
        stake("X", "A", 30),
        stake("X", "A", Share(of=Interest.CONTROL), 1, role="right to appoint and remove directors"),
        Link("lead", "leads", "Y", "A", Status.ASSERTED, (Evidence("d", "q"),)),
        stake("X", "A", 60, 2, of=Interest.VOTES),
        stake("F", "A", Share(of=Interest.CONTROL), 3, role="significant influence"),
    ]
    found = own(links, "eu").of("A")
    assert found.state is OwnershipState.UNKNOWN
    assert found.held == Share.exactly(30)
    assert {(item.criterion, item.party) for item in found.control} == {
        ("appoints_board", "X"),
        ("stated_control", "X"),
        ("majority_of_votes", "X"),
        ("leads", "Y"),
    }


def test_regimes_stand_in_the_table_with_dates_and_sources() -> None:
    assert regime_names() == ("ofac", "dprk", "eu", "uk", "bis")
    for version in regime_versions():
        assert version.source
        assert version.interval.start
    assert not regime_on("ofac", date(2014, 8, 12)).aggregates
    assert regime_on("ofac", date(2014, 8, 13)).aggregates
    assert regime_on("eu", date(2024, 7, 2)).strictly
    assert not regime_on("eu", date(2024, 7, 3)).strictly
    with pytest.raises(RegimeError, match="its first one begins 2008-02-14"):
        regime_on("ofac", date(2000, 1, 1))
    with pytest.raises(RegimeError, match="the regimes are ofac"):
        regime_on("mars", NOW)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2025, 10, 1), RegimeStatus.IN_FORCE),
        (date(2025, 11, 9), RegimeStatus.IN_FORCE),
        (date(2025, 11, 10), RegimeStatus.SUSPENDED),
        (date(2026, 11, 9), RegimeStatus.SUSPENDED),
        (date(2026, 11, 10), RegimeStatus.UNCLEAR),
    ],
)
def test_bis_affiliates_rule_is_suspended_from_10_november_2025_to_9_november_2026(
    day: date, status: RegimeStatus
) -> None:
    assert regime_on("bis", day).status is status


def test_an_answer_by_a_rule_that_is_not_in_force_says_so() -> None:
    suspended = own(holdings("X60A"), "bis", day=date(2026, 1, 1)).of("A")
    assert "its standing on this day is suspended" in suspended.sentence()
    assert "standing" not in own(holdings("X60A"), "bis", day=date(2025, 10, 1)).of("A").sentence()


def test_the_versions_of_a_regime_follow_each_other_without_overlap() -> None:
    for name in regime_names():
        versions = [version for version in regime_versions() if version.id == name]
        for earlier, later in pairwise(versions):
            assert date.fromisoformat(str(later.interval.start)).toordinal() == (
                date.fromisoformat(str(earlier.interval.end)).toordinal() + 1
            )


PARTIES = ["X", "Y", "A", "B", "C", "D", "E"]
PERCENT = st.sampled_from(["0", "0.02", "10", "20", "25", "30", "49.98", "50", "50.01", "60", "100"])
BAND = st.tuples(PERCENT, PERCENT).map(lambda pair: "-".join(sorted(pair, key=Decimal)))
UNKNOWN = st.just("unknown")


def graphs(shares: st.SearchStrategy[str]) -> st.SearchStrategy[list[Link]]:
    ends = st.sampled_from(PARTIES)
    rows = st.lists(st.tuples(ends, ends, shares), max_size=16)
    return rows.map(lambda found: [stake(o, a, s, n) for n, (o, a, s) in enumerate(found)])


@given(graphs(PERCENT), st.sets(st.sampled_from(PARTIES), max_size=3), st.sampled_from(["ofac", "eu"]))
def test_the_answer_is_the_fixed_point_by_brute_force(links: list[Link], listed: set[str], regime: str) -> None:
    expected = blocked_by_force(as_fractions(links), listed, 50, strictly=False)
    assert set(own(links, regime, listed).blocked) == expected


@given(graphs(BAND | UNKNOWN), st.sets(st.sampled_from(PARTIES), max_size=3))
def test_lower_bounds_give_blocked_and_upper_bounds_possibly_blocked(links: list[Link], listed: set[str]) -> None:
    answer = own(links, "ofac", listed)
    sure = blocked_by_force(as_fractions(links), listed, 50, strictly=False)
    assert set(answer.blocked) == sure
    possible = blocked_by_force(as_fractions(links, upper=True), listed, 50, strictly=False)
    assert set(answer.possibly_blocked) == possible - sure


FINE = st.sampled_from(["0.000000000000000001", "49.999999999999999999", "50.000000000000000001", "25"])


def is_fine(link: Link) -> bool:
    return link.share is not None and int(link.share.at_least.as_tuple().exponent) == -18


ENGINE = importlib.import_module("yalu.network.ownership.fixed_point")


@pytest.mark.parametrize("many", [1, 1 << 20])
@pytest.mark.parametrize(("shares", "kind"), [(BAND | UNKNOWN, np.int64), (FINE, np.object_)])
def test_stakes_added_up_at_once_come_to_the_same_as_one_by_one_in_exact_integers(
    many: int, shares: st.SearchStrategy[str], kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ENGINE, "_MANY", many)

    @given(graphs(shares), st.sets(st.integers(0, 6), max_size=3), st.sampled_from(["ofac", "uk"]))
    @settings(max_examples=60)
    def equal(links: list[Link], seeds: set[int], regime: str) -> None:
        version = regime_on(regime, NOW)
        stakes = stakes_on(links, NOW, version.counts)
        assert stakes.arrays.low.dtype == (kind if any(is_fine(link) for link in links) else np.int64)
        listed = sorted(seed for seed in seeds if seed < len(stakes.parties))
        for measure in ENGINE.measures(stakes, version):
            assert ENGINE.owned_by_all(listed, measure) == ENGINE.owned_by(listed, measure)

    equal()


@given(graphs(PERCENT), st.sets(st.sampled_from(PARTIES), max_size=3))
def test_uk_runs_once_for_each_listed_person(links: list[Link], listed: set[str]) -> None:
    alone = [blocked_by_force(as_fractions(links), {person}, 50, strictly=True) for person in listed]
    assert set(own(links, "uk", listed).blocked) == set().union(*alone) - listed


@given(graphs(BAND | UNKNOWN | PERCENT), st.randoms(use_true_random=False), st.sampled_from(["ofac", "uk"]))
def test_the_order_of_links_changes_nothing(links: list[Link], random: object, regime: str) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = own(links, regime), own(shuffled, regime)
    assert (first.blocked, first.possibly_blocked) == (second.blocked, second.possibly_blocked)
    for party in PARTIES:
        assert first.of(party) == second.of(party)


@given(
    graphs(BAND | UNKNOWN | PERCENT),
    st.tuples(st.sampled_from(PARTIES), st.sampled_from(PARTIES), BAND | UNKNOWN | PERCENT),
    st.sampled_from(["ofac", "eu", "uk"]),
)
def test_adding_a_link_frees_nobody(links: list[Link], more: tuple[str, str, str], regime: str) -> None:
    before, after = own(links, regime), own([*links, stake(*more, 99)], regime)
    assert set(before.blocked) <= set(after.blocked)
    assert set(before.possibly_blocked) <= set(after.blocked) | set(after.possibly_blocked)


@given(graphs(BAND | PERCENT), st.sampled_from(PARTIES), st.sampled_from(["ofac", "uk"]))
def test_listing_another_owner_frees_nobody(links: list[Link], party: str, regime: str) -> None:
    before, after = own(links, regime, {"X"}), own(links, regime, {"X", party})
    assert set(before.blocked) <= set(after.blocked) | {party}
    assert set(before.possibly_blocked) <= set(after.blocked) | set(after.possibly_blocked) | {party}


@given(graphs(PERCENT), st.integers(0, 15), st.integers(1, 9), st.sampled_from(["ofac", "uk"]))
def test_splitting_a_stake_in_two_changes_nothing(links: list[Link], place: int, tenths: int, regime: str) -> None:
    if not links:
        return
    whole = links[place % len(links)]
    assert whole.share is not None
    part = whole.share.at_least * tenths / 10
    halves = [
        replace(whole, id="half-1", share=Share.exactly(part)),
        replace(whole, id="half-2", share=Share.exactly(whole.share.at_least - part)),
    ]
    first = own(links, regime)
    second = own([*(link for link in links if link is not whole), *halves], regime)
    assert (first.blocked, first.possibly_blocked) == (second.blocked, second.possibly_blocked)
    assert {p: first.state(p) for p in PARTIES} == {p: second.state(p) for p in PARTIES}


@given(graphs(PERCENT | BAND), st.sets(st.sampled_from(PARTIES), max_size=3), st.sampled_from(["ofac", "eu", "uk"]))
@settings(max_examples=200)
def test_every_blocked_party_has_a_tree_that_adds_up(links: list[Link], listed: set[str], regime: str) -> None:
    answer = own(links, regime, listed)
    version = answer.regime
    for party in answer.blocked:
        found = answer.of(party)
        tiers = {tier.party: tier for tier in found.tiers}
        assert found.through
        assert set(found.through) <= listed
        for tier in found.tiers:
            if not tier.tier:
                continue
            counted = [item for item in tier.stakes if item.counts]
            earlier = [i for i in counted if _is_earlier(tiers, i.owner, tier.tier) and _is_sure(i.owner, answer)]
            low = sum((item.share.at_least for item in earlier), Decimal(0))
            needed = version.threshold * (100 - tier.own.at_least)
            if _is_sure(tier.party, answer):
                assert low * 100 > needed if version.strictly else low * 100 >= needed
            if not tier.own.at_most:
                assert tier.held.at_least <= min(sum(i.share.at_least for i in counted), Decimal(100))
                assert tier.held.at_most == min(sum(i.share.at_most for i in counted), Decimal(100))


def _is_earlier(tiers: dict, owner: str, tier: int) -> bool:
    return owner in tiers and tiers[owner].tier is not None and tiers[owner].tier < tier


def _is_sure(party: str, answer: Ownership) -> bool:
    return answer.state(party) in (OwnershipState.LISTED, OwnershipState.BLOCKED)


@given(graphs(PERCENT | BAND | UNKNOWN), st.sets(st.sampled_from(PARTIES), max_size=3))
def test_whoever_is_blocked_by_the_uk_is_blocked_by_the_us(links: list[Link], listed: set[str]) -> None:
    uk, us = own(links, "uk", listed), own(links, "ofac", listed)
    assert set(uk.blocked) <= set(us.blocked)
    assert set(uk.possibly_blocked) <= set(us.blocked) | set(us.possibly_blocked)


@given(graphs(PERCENT))
def test_not_blocked_holds_whoever_holds_the_rest_and_unknown_does_not(links: list[Link]) -> None:
    """Hand what is missing to a listed stranger: who was not blocked stays so, who was unknown is blocked."""
    answer = own(links, "ofac", {"X"}, without_owners=["Y"])
    held: dict[str, Decimal] = {}
    for link in links:
        assert link.share is not None
        held[link.target] = held.get(link.target, Decimal(0)) + link.share.at_least
    if any(total > 100 for total in held.values()):
        return
    takeover = [
        stake("Z", party, Share.exactly(100 - held.get(party, Decimal(0))), 99)
        for party in PARTIES
        if party != "X" and (party != "Y" or party in held)
    ]
    after = own([*links, *takeover], "ofac", {"X", "Z"}, without_owners=["Y"])
    assert not {p for p in PARTIES if answer.state(p) is OwnershipState.NOT_BLOCKED} & set(after.blocked)
    unknown = {p for p in PARTIES if answer.state(p) is OwnershipState.UNKNOWN}
    assert unknown <= set(after.blocked)


@given(graphs(PERCENT))
def test_effective_ownership_never_exceeds_the_whole(links: list[Link]) -> None:
    answer = own(links)
    for party in PARTIES:
        effective = answer.of(party).effective
        assert effective is not None
        assert 0 <= effective <= 100
