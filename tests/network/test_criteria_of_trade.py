"""Criteria of trade, industry and money: E.O. 13810 and 13722, on links with figures, goods and stated industries."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from yalu.model import Dealings, Designation, Evidence, Interval, Link, Status
from yalu.network import GapQuestion, Gaps, GoodsFact, Network, criteria, government_of, sectors_of

DAY = date(2020, 1, 1)
FIRM = {"id": "firm", "schema": "Company", "properties": {"name": ["Willow Weir"], "country": ["be"]}}
BANK = {"id": "bank", "schema": "Organization", "properties": {"name": ["Example Bank"], "country": ["xx"]}}
TRADER = {"id": "trader", "schema": "Company", "properties": {"name": ["Reed Trading"], "country": ["kp"]}}
MINISTRY = {
    "id": "ministry",
    "schema": "Organization",
    "properties": {"name": ["Ministry of Reeds"], "country": ["kp"]},
}
LISTED = Designation("trader", "OFAC", ("DPRK",), Interval("2016-06-01"), "ofac")


def link(kind: str, source: str, target: str, start: str | None = None, end: str | None = None, **more: object) -> Link:
    evidence = (Evidence("payments.xml", "line 1"),)
    return Link("l", kind, source, target, Status.ASSERTED, evidence, interval=Interval(start, end), **more)  # type: ignore[arg-type]


def gaps(*links: Link, day: date = DAY, entry: Designation = LISTED, **goods: tuple[GoodsFact, ...]) -> Gaps:
    network = Network([FIRM, BANK, TRADER, MINISTRY], links, [entry])
    return network.gaps(GapQuestion(day, goods=goods))


def criteria_of(found: Gaps, party: str) -> set[str]:
    return {gap.criterion for gap in found.gaps if gap.party == party}


CARRIED = Dealings(3, (("EUR", Decimal("250.00")),))


@pytest.mark.parametrize(
    ("start", "end", "reaches"),
    [
        ("2017-09-21", "2017-09-21", True),
        ("2017-09-20", "2017-09-20", False),
        ("2016-01-01", "2018-01-01", True),
        ("2016", "2017", True),
        ("2016", "2016", False),
        (None, None, True),
    ],
)
def test_eo_13810_s_4_reaches_banks_for_payments_from_21_september_2017_on(
    start: str | None, end: str | None, reaches: bool
) -> None:
    found = gaps(link("carried_payment_for", "bank", "trader", start, end, dealings=CARRIED))
    assert ("carried_payment" in criteria_of(found, "bank")) is reaches
    assert "materially_assisted" in criteria_of(found, "bank")


def test_a_bank_is_shown_with_what_is_known_of_amount_and_knowledge() -> None:
    found = gaps(link("carried_payment_for", "bank", "trader", "2017-01-01", "2018-01-01", dealings=CARRIED))
    (gap,) = (gap for gap in found.gaps if gap.criterion == "carried_payment")
    (figures,) = gap.figures
    assert (figures.count, figures.sums) == (3, (("EUR", Decimal("250.00")),))
    assert (figures.first, figures.last) == ("2017-01-01", "2018-01-01")
    assert any("what the bank knew is not shown" in words for words in gap.missing)
    assert any("on or after 2017-09-21 is not known" in words for words in gap.missing)


def test_a_bank_that_carried_for_an_unlisted_supplier_is_no_gap() -> None:
    supply = Link("s", "supplied", "firm", "trader", Status.ASSERTED, (Evidence("d", "q"),))
    carried = link("carried_payment_for", "bank", "firm", "2018-01-01", dealings=CARRIED)
    assert gaps(supply, carried).parties == ("firm",)


def test_a_payment_for_a_listed_party_of_another_country_is_not_reached_by_eo_13810() -> None:
    other = Network(
        [BANK, {**TRADER, "properties": {"name": ["Reed"], "country": ["ir"]}}],
        [link("carried_payment_for", "bank", "trader", "2018-01-01", dealings=CARRIED)],
        [Designation("trader", "OFAC", ("IRAN",), Interval("2016"), "ofac")],
    )
    assert criteria_of(other.gaps(GapQuestion(DAY)), "bank") == {"materially_assisted"}


def test_a_programme_tells_of_north_korea_where_the_record_states_no_country() -> None:
    nameless = {**TRADER, "properties": {"name": ["Reed"]}}
    network = Network(
        [BANK, nameless],
        [link("carried_payment_for", "bank", "trader", "2018-01-01")],
        [Designation("trader", "OFAC", ("DPRK4",), Interval("2016"), "ofac")],
    )
    assert "carried_payment" in criteria_of(network.gaps(GapQuestion(DAY)), "bank")


def test_trade_with_figures_bears_on_significant_trade_and_without_does_not() -> None:
    with_figures = gaps(link("supplied", "firm", "trader", "2018-01-01", amount="5200", currency="EUR"))
    assert criteria_of(with_figures, "firm") == {"materially_assisted", "significant_trade"}
    assert criteria_of(gaps(link("supplied", "firm", "trader", "2018-01-01")), "firm") == {"materially_assisted"}


def test_goods_and_the_money_for_them_are_not_added_up() -> None:
    supplied = link("supplied", "firm", "trader", "2018-01-01", amount="100", currency="EUR")
    paid = Link(
        "p", "paid", "trader", "firm", Status.ASSERTED, (Evidence("d", "q"),), interval=Interval("2018"),
        amount="100", currency="EUR",
    )  # fmt: skip
    (gap,) = (gap for gap in gaps(supplied, paid).gaps if gap.criterion == "significant_trade")
    assert [(item.type, item.sums) for item in gap.figures] == [
        ("paid", (("EUR", Decimal(100)),)),
        ("supplied", (("EUR", Decimal(100)),)),
    ]


def test_who_pays_the_government_may_earn_for_it_and_it_needs_no_listing() -> None:
    (gap,) = (gap for gap in gaps(link("paid", "firm", "ministry", "2018-01-01")).gaps)
    assert gap.criterion == "earns_for_government"
    assert any("Government of North Korea" in words for words in gap.grounds)


def test_who_buys_banned_goods_of_a_listed_trader_bears_on_the_sector_and_on_earning() -> None:
    coal = GoodsFact("2701 coal", "UNSCR 2371 para. 8", "Coal from North Korea.")
    found = gaps(link("supplied", "trader", "firm", "2018-01-01", goods=("2701 coal",)), l=(coal,))
    assert {"banned_sector", "earns_for_government"} <= criteria_of(found, "firm")
    (gap,) = (gap for gap in found.gaps if gap.criterion == "banned_sector")
    assert gap.grounds == ("goods “2701 coal”: Coal from North Korea. (UNSCR 2371 para. 8)",)
    assert "banned_sector" not in criteria_of(gaps(link("supplied", "trader", "firm", "2018-01-01")), "firm")


@pytest.mark.parametrize(
    ("stated", "day", "reaches"),
    [
        ("Mining of hard coal", DAY, True),
        ("Mining of hard coal", date(2016, 3, 15), False),
        ("Construction of buildings", date(2016, 12, 1), False),
        ("Construction of buildings", DAY, True),
        ("Raising of sheep and goats", DAY, False),
    ],
)
def test_a_stated_industry_bears_from_the_day_of_its_order_on(stated: str, day: date, reaches: bool) -> None:
    firm = {**FIRM, "properties": {**FIRM["properties"], "sector": [stated]}}  # type: ignore[dict-item]
    entry = Designation("trader", "OFAC", ("DPRK",), Interval("2010"), "ofac")
    network = Network([firm, TRADER], [link("associate_of", "firm", "trader")], [entry])
    assert ("banned_sector" in criteria_of(network.gaps(GapQuestion(day)), "firm")) is reaches


def test_an_industry_alone_ties_nobody_to_a_listed_party() -> None:
    firm = {**FIRM, "properties": {**FIRM["properties"], "sector": ["Mining of hard coal"]}}  # type: ignore[dict-item]
    assert not Network([firm, TRADER], [], [LISTED]).gaps(GapQuestion(DAY)).gaps


def test_a_criterion_stands_for_no_day_before_its_order() -> None:
    traded = link("supplied", "firm", "trader", "2016-06-01", amount="1", currency="EUR")
    assert "significant_trade" not in criteria_of(gaps(traded, day=date(2017, 9, 20)), "firm")
    assert "significant_trade" in criteria_of(gaps(traded, day=date(2017, 9, 21)), "firm")


@given(st.text(max_size=40))
def test_any_text_is_read_as_industry_or_not(text: str) -> None:
    assert all(item.words == text for item in sectors_of([text]))


def test_isic_words_of_ofac_are_known() -> None:
    stated = {
        "Other financial service activities, except insurance, n.e.c.": "financial services",
        "Sea and coastal freight water transport": "transportation",
        "Computer programming activities": "information technology",
        "Manufacture of refined petroleum products": "manufacturing",
    }
    for words, sector in stated.items():
        assert sector in {item.sector.id for item in sectors_of([words])}
    assert not sectors_of(
        ["Wholesale of construction materials, hardware, plumbing and heating equipment and supplies"]
    )


def test_a_person_or_a_ministry_elsewhere_is_no_government_of_north_korea() -> None:
    assert government_of(MINISTRY, ["kp"])
    assert not government_of(MINISTRY, ["cn"])
    assert not government_of({**MINISTRY, "schema": "Person"}, ["kp"])
    assert not government_of(TRADER, ["kp"])


def test_every_criterion_of_the_issue_is_in_the_table() -> None:
    named = {"owned_or_controlled", "acted_for", "materially_assisted", "banned_sector", "significant_trade"}
    named |= {"earns_for_government", "carried_payment", "listed_elsewhere"}
    assert named <= {criterion.id for criterion in criteria()}


SHIPS = [
    {"id": "ours", "schema": "Vessel", "properties": {"name": ["Osier Star"], "flag": ["pa"]}},
    {"id": "theirs", "schema": "Vessel", "properties": {"name": ["Reed Pioneer"], "flag": ["kp"]}},
    {"id": "tanker", "schema": "Vessel", "properties": {"name": ["Sallow"], "flag": ["sl"]}},
]


@pytest.mark.parametrize(
    ("other", "start", "day", "reaches"),
    [
        ("theirs", "2018-01-05", DAY, True),
        ("theirs", "2017-09-10", DAY, False),
        ("theirs", "2017-09-11", DAY, True),
        ("theirs", None, DAY, True),
        ("theirs", "2018-01-05", date(2017, 12, 31), False),
        ("tanker", "2018-01-05", DAY, True),
        ("firm", "2018-01-05", DAY, False),
    ],
)
def test_unscr_2375_para_11_reaches_meetings_with_ships_of_north_korea_from_11_september_2017_on(
    other: str, start: str | None, day: date, reaches: bool
) -> None:
    entry = Designation("tanker", "OFAC", ("DPRK4",), Interval("2016-06-01"), "ofac")
    network = Network([*SHIPS, FIRM], [link("met", other, "ours", start, start)], [entry])
    found = network.gaps(GapQuestion(day))
    assert ("ship_to_ship" in criteria_of(found, "ours")) is reaches
    assert criteria_of(found, "theirs") == set()
    for gap in found.gaps:
        assert "is not shown" in " ".join(gap.missing)


def test_a_meeting_with_a_ship_listed_for_another_country_bears_on_nothing() -> None:
    entry = Designation("tanker", "OFAC", ("IRAN",), Interval("2016-06-01"), "ofac")
    assert Network(SHIPS, [link("met", "tanker", "ours", "2018-01-05")], [entry]).gaps(GapQuestion(DAY)).gaps == ()
