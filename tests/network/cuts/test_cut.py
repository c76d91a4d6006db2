"""From links to the cut: which links are flows, weightings, scenarios, listings, costs and stakes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from yalu.model import LINK_TYPES, Dealings, Designation, Evidence, Interval, Link, Share, Status
from yalu.model.flow import Flow
from yalu.network import Network
from yalu.network.cuts import (
    CostClass,
    CostTable,
    CutError,
    CutQuestion,
    CutRequest,
    CutSettings,
    Holding,
    PartyCost,
    Weighting,
    find_cut,
    flow_readings,
    flows_of,
)
from yalu.network.cuts.frontier import knee
from yalu.network.cuts.result import FrontierPoint
from yalu.network.cuts.scenarios import draw

DAY = date(2024, 6, 1)
UNIT = CutSettings(weightings=(Weighting.UNIT,))
VALUE = CutSettings(weightings=(Weighting.VALUE,))


def link(kind: str, source: str, target: str, **more: object) -> Link:
    evidence = more.pop("evidence", (Evidence("doc", "says so"),))
    status = more.pop("status", Status.ASSERTED)
    return Link(f"{kind}-{source}-{target}", kind, source, target, status, evidence, **more)  # type: ignore[arg-type]


def flow(source: str, target: str, value: object = None, commodity: str = "goods", **more: object) -> Flow:
    amount = None if value is None else Decimal(str(value))
    currency = more.pop("currency", "USD")
    return Flow(f"{source}-{target}-{commodity}", source, target, commodity, amount, currency, **more)  # type: ignore[arg-type]


def chosen(found: object) -> tuple[str, ...]:
    return tuple(item.party for item in found.cuts[0].chosen)  # type: ignore[attr-defined]


def test_every_reading_names_a_known_link_type_and_its_reason() -> None:
    readings, crypto = flow_readings()
    assert all(reading.type in LINK_TYPES and reading.why and reading.carries for reading in readings)
    assert len({reading.type for reading in readings}) == len(readings)
    assert "BTC" in crypto


def test_what_is_denied_or_planned_or_had_ended_is_no_flow() -> None:
    links = [
        link("supplied", "a", "b", status=Status.DENIED),
        link("supplied", "a", "c", status=Status.PLANNED),
        link("supplied", "a", "d", interval=Interval("2010", "2012")),
        link("family_of", "a", "e"),
        link("supplied", "a", "f"),
    ]
    assert [(item.source, item.target) for item in flows_of(links, DAY)] == [("a", "f")]


def test_a_carrier_of_a_shipment_is_no_second_source_of_its_goods() -> None:
    row = (Evidence("shipments.csv", "line 2", pattern="shipment"),)
    shipped = [link("supplied", "a", "b", evidence=row), link("transports", "ship", "b", evidence=row)]
    assert [item.source for item in flows_of(shipped)] == ["a"]
    assert [item.source for item in flows_of([link("transports", "ship", "b")])] == ["ship"]


def test_dealings_of_the_past_are_flows_where_that_is_asked_for_but_ties_that_ended_are_none() -> None:
    links = [
        link("supplied", "a", "b", interval=Interval("2010", "2012")),
        link("paid", "a", "c", interval=Interval("2015-01-01", "2015-03-01")),
        link("represents", "a", "d", interval=Interval("2010", "2015-06")),
        link("supplied", "a", "e", interval=Interval("2999", None)),
    ]
    assert [item.target for item in flows_of(links, DAY, since=date(2013, 1, 1))] == ["c"]
    assert [item.target for item in flows_of(links, DAY, since=date.min)] == ["b", "c"]


def test_money_flows_to_the_payee_crypto_apart_and_a_front_passes_on_to_the_one_behind_it() -> None:
    links = [link("paid", "a", "b", amount="5", currency="usd"), link("paid", "a", "b", amount="1", currency="BTC")]
    assert [(item.commodity, item.source, item.target) for item in flows_of(links)] == [
        ("money", "a", "b"),
        ("crypto", "a", "b"),
    ]
    relay = flows_of([link("uses_front", "owner", "front")])
    assert {(item.source, item.target, item.relay) for item in relay} == {("front", "owner", True)}


def test_an_agent_passes_on_what_it_receives_but_begins_no_flow() -> None:
    flows = flows_of([link("supplied", "firm", "agent"), link("represents", "agent", "army")])
    (cut,) = find_cut(flows, CutQuestion(("army",), Decimal(1)), UNIT).cuts
    assert (cut.before, cut.sources) == (1, ("firm",))
    idle = flows_of([link("represents", "agent", "army"), link("supplied", "x", "y")])
    assert find_cut(idle, CutQuestion(("army",), Decimal(1)), UNIT).cuts[0].before == 0


def test_the_three_weightings_stand_side_by_side_and_an_unknown_value_stays_unknown() -> None:
    flows = [flow("s", "a", 100), flow("a", "t", 100), flow("s", "b"), flow("b", "t")]
    flows += [replace(flow("b", "t"), link="second"), replace(flow("s", "b"), link="third")]
    question = CutQuestion(("t",), Decimal(1), ("s",))
    unit, count, value = find_cut(flows, question).cuts
    assert (unit.before, count.before, value.before) == (2, 3, 100)
    assert [item.party for item in count.chosen] == ["b"]
    assert [item.party for item in value.chosen] == ["a"]
    assert value.left_out == (("no stated value", 4),)


def test_currencies_are_never_added_up() -> None:
    flows = [flow("s", "t", 100), flow("s", "a", 7, currency="EUR"), flow("a", "t", 7, currency="EUR")]
    (cut,) = find_cut(flows, CutQuestion(("t",), Decimal(1), ("s",), currency="EUR"), VALUE).cuts
    assert (cut.before, cut.currency, cut.left_out) == (7, "EUR", (("in USD", 1),))


def test_amounts_are_exact_decimals() -> None:
    flows = [flow("s", name, "0.1") for name in "abc"] + [flow(name, "t", "0.1") for name in "abc"]
    (cut,) = find_cut(flows, CutQuestion(("t",), Decimal(1), ("s",)), VALUE).cuts
    assert (cut.before, cut.value) == (Fraction(3, 10), Fraction(1, 5))


def test_a_sum_above_32_bits_is_exact() -> None:
    flows = [flow("s", "a", 10**12 + 1), flow("a", "t", 10**12 + 1), flow("s", "b", 10**12), flow("b", "t", 10**12)]
    (cut,) = find_cut(flows, CutQuestion(("t",), Decimal(1), ("s",)), VALUE).cuts
    assert (cut.before, cut.value) == (2 * 10**12 + 1, 10**12)


def test_listed_parties_are_cut_already_and_protected_ones_never_are() -> None:
    flows = [flow("s", "a"), flow("a", "t"), flow("s", "b"), flow("b", "t")]
    question = CutQuestion(("t",), Decimal(2), ("s",), listed=frozenset({"a"}), protected=frozenset({"b"}))
    (cut,) = find_cut(flows, question, UNIT).cuts
    assert (cut.unlisted, cut.before, cut.value, cut.chosen) == (2, 1, 1, ())


def test_commodities_are_summed_with_their_weights() -> None:
    flows = [flow("s", "a"), flow("a", "t"), flow("s", "b", commodity="money"), flow("b", "t", commodity="money")]
    heavy = CutQuestion(("t",), Decimal(1), ("s",), weights={"money": Decimal("2.5")})
    result = find_cut(flows, heavy, UNIT)
    assert chosen(result) == ("b",)
    assert (result.cuts[0].before, result.cuts[0].value) == (Fraction(7, 2), 1)


def test_what_leaves_the_end_user_can_be_cut_as_well() -> None:
    flows = [flow("mine", "trader", commodity="coal"), flow("trader", "plant", commodity="coal")]
    question = CutQuestion(("mine",), Decimal(1), ("plant",), outward=frozenset({"coal"}))
    (cut,) = find_cut(flows, question, UNIT).cuts
    assert ([item.party for item in cut.chosen], cut.value) == (["trader"], 0)
    (open_way,) = find_cut(flows, replace(question, budget=Decimal(0)), UNIT).cuts[0].remaining
    assert open_way.parties == ("mine", "trader", "plant")


def test_costs_decide_and_without_a_budget_the_cheapest_full_stop_is_given() -> None:
    flows = [flow("s", "big"), *(flow("big", name) for name in "ab"), *(flow(name, "t") for name in "ab")]
    dear = {"big": Decimal("2.5")}
    assert chosen(find_cut(flows, CutQuestion(("t",), sources=("s",), costs=dear), UNIT)) == ("a", "b")
    assert chosen(find_cut(flows, CutQuestion(("t",), sources=("s",)), UNIT)) == ("big",)


def test_an_owner_takes_its_firms_with_it() -> None:
    flows = [flow("s", name) for name in "abc"] + [flow(name, "t") for name in "abc"]
    holdings = (Holding("parent", "a", Decimal(50)), Holding("parent", "b", Decimal("49.98")))
    question = CutQuestion(("t",), Decimal(1), ("s",), holdings=(*holdings, Holding("a", "b", Decimal(".02"))))
    (cut,) = find_cut(flows, question, UNIT).cuts
    assert [item.party for item in cut.chosen] == ["parent"]
    assert (cut.also_blocked, cut.chosen[0].blocks, cut.value) == (("a", "b"), ("a", "b"), 1)


def test_a_ring_without_an_origin_begins_its_flow_together() -> None:
    flows = [flow("a", "b"), flow("b", "a"), flow("b", "t")]
    assert find_cut(flows, CutQuestion(("t",), Decimal(1)), UNIT).cuts[0].sources == ("a", "b")


def test_the_loss_of_a_party_is_what_flows_again_without_it() -> None:
    flows = [flow("s", "a", 10), flow("s", "b", 10), flow("a", "g", 10), flow("b", "g", 10), flow("g", "t", 10)]
    question = CutQuestion(("t",), Decimal(2), ("s",), protected=frozenset({"g"}))
    (cut,) = find_cut(flows, question, VALUE).cuts
    assert {item.party: item.loss for item in cut.chosen} == {"a": 10, "b": 10}
    assert [point.value for point in cut.frontier] == [10, 10, 0]


def test_unknown_names_are_refused_in_one_line() -> None:
    with pytest.raises(CutError, match="no flow in the links touches 'nobody'"):
        find_cut([flow("s", "t")], CutQuestion(("nobody",)))
    with pytest.raises(CutError, match="the links carry no commodity 'gold'"):
        find_cut([flow("s", "t")], CutQuestion(("t",), weights={"gold": Decimal(1)}))
    with pytest.raises(CutError, match="must be a number of at least 0"):
        CutQuestion(("t",), Decimal(-1))


def test_scenarios_are_drawn_by_origin_so_copies_stand_and_fall_together() -> None:
    sure, copies = (
        flow("s", "a", support=(("other", 1.0),)),
        [flow("s", f"c{n}", support=(("report", 0.5),)) for n in "12"],
    )
    surer = flow("s", "d", support=(("report", 0.9),))
    unknown = flow("s", "e", support=(("rumour", None),))
    scenarios = draw([sure, *copies, surer, unknown], 200, seed=7)
    assert scenarios == draw([sure, *copies, surer, unknown], 200, seed=7)
    assert scenarios != draw([sure, *copies, surer, unknown], 200, seed=8)
    for drawn in scenarios:
        assert (copies[0] in drawn) == (copies[1] in drawn)
        assert surer in drawn or copies[0] not in drawn
        assert sure in drawn
        assert unknown in drawn
    assert 60 < sum(copies[0] in drawn for drawn in scenarios) < 140


def test_one_set_serves_all_scenarios_and_its_mean_is_what_it_leaves_in_them() -> None:
    flows = [flow("s", name, support=((name, sure),)) for name, sure in (("a", 0.9), ("b", 0.2))]
    flows += [flow(name, "t") for name in "ab"]
    settings = replace(UNIT, scenarios=40, seed=3)
    found = find_cut(flows, CutQuestion(("t",), Decimal(1), ("s",)), settings).scenarios
    assert found is not None
    drawn = draw(flows, 40, 3)
    left = [sum(item in scenario for item in flows if item.target == "b") for scenario in drawn]
    assert (found.chosen, found.proven) == (("a",), True)
    assert (found.mean, found.worst) == (Fraction(sum(left), 40), max(left))
    stays = dict(found.stays)
    assert stays["a"] == Fraction(sum(flows[0] in scenario for scenario in drawn), 40)


def test_the_cost_table_sets_single_parties_before_classes_and_classes_in_their_order() -> None:
    bank = {"id": "b", "schema": "Company", "properties": {"name": ["The Bank"], "topics": ["fin.bank"]}}
    table = CostTable(
        (CostClass("bank", Decimal(8), topics=frozenset({"fin.bank"})), CostClass("firm", Decimal(2))),
        (PartyCost("one firm", Decimal(3), "set singly"),),
    )
    assert table.of("b", bank).cost == 8
    assert table.of("x", {"schema": "Company", "properties": {"name": ["One  Firm"]}}).cost == 3
    assert table.of("y", {}).kind == "firm"


def test_a_network_answers_as_of_a_day_with_listings_and_stakes() -> None:
    links = [
        link("supplied", "maker", "agent"),
        link("represents", "agent", "army"),
        link("supplied", "maker", "firm"),
        link("supplied", "firm", "army"),
        link("owns", "holding", "firm", share=Share.exactly(60)),
    ]
    listed = Designation("agent", "OFAC", ("NPWMD",), Interval("2024-01-01"), "sdn")
    network = Network([], links, [listed])
    request = CutRequest(("army",), DAY, Decimal(1), sources=("maker",))
    found = network.cut(request, UNIT)
    assert (found.result.cuts[0].unlisted, found.result.cuts[0].before) == (2, 1)
    assert found.result.cuts[0].value == 0
    before = network.cut(replace(request, as_of=date(2023, 6, 1)), UNIT).result.cuts[0]
    assert (before.before, before.value) == (2, 1)
    kept = network.cut(replace(request, protected=frozenset({"firm"})), UNIT).result.cuts[0]
    assert ([item.party for item in kept.chosen], kept.also_blocked) == (["holding"], ("firm",))
    still = network.cut(replace(request, listed_still_pass=True), UNIT).result.cuts[0]
    assert (still.before, still.value) == (2, 1)


@given(st.lists(st.integers(0, 50), min_size=3, max_size=8))
def test_the_knee_is_a_budget_below_the_line_between_the_ends(values: list[int]) -> None:
    values = sorted(values, reverse=True)
    points = tuple(
        FrontierPoint(Fraction(n), Fraction(n), Fraction(v), Fraction(v), True, ()) for n, v in enumerate(values)
    )
    found = knee(points)
    line = [values[0] + Fraction(values[-1] - values[0], len(values) - 1) * n for n in range(len(values))]
    depth = [on_line - value for on_line, value in zip(line, values, strict=True)]
    assert (found is None) == (max(depth) <= 0)
    if found is not None:
        assert depth[int(found)] == max(depth)


def test_a_link_that_stands_for_several_payments_counts_each_of_them() -> None:
    links = [
        link("paid", "a", "b", dealings=Dealings(3, (("EUR", Decimal(30)),))),
        link("paid", "a", "c"),
        link("carried_payment_for", "bank", "b", dealings=Dealings(3)),
    ]
    flows = flows_of(links)
    assert [(item.target, item.count, item.relay) for item in flows if item.commodity == "money"] == [
        ("b", 3, False),
        ("c", 1, False),
        ("b", 1, True),
    ]
    (cut,) = find_cut(flows, CutQuestion(("b",), Decimal(0)), CutSettings(weightings=(Weighting.COUNT,))).cuts
    assert cut.before == 3
