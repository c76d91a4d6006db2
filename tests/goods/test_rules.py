"""Each rule on the days around its start and end, and what the tables hold."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from yalu.goods import Finding, GoodsCheck, RuleState, check_goods, rules
from yalu.goods.codes import is_subheading_of_2022, read_code, written
from yalu.goods.items import CHPL_DATE, control_items, control_lists, priority_codes
from yalu.goods.rules import Rule
from yalu.goods.vocabulary import terms
from yalu.model import State
from yalu.model.interval import span

CHPL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "goods" / "chpl_2024-02-23.csv"
DAY = timedelta(days=1)
LATE = date(2024, 6, 1)


def found(check: GoodsCheck, rule: str) -> Finding | None:
    return next((finding for finding in check.findings if finding.rule == rule), None)


def stands(asked: str, rule: str, day: date, **route: str) -> bool:
    finding = found(check_goods(asked, day, **route), rule)
    return finding is not None and finding.stands


def a_code_of(rule: Rule) -> str:
    if rule.scope.everything:
        return "9606"
    if rule.scope.goods:
        return written(terms()[sorted(rule.scope.goods)[0]].codes[0])
    codes = rule.scope.named or rule.scope.mapped
    return codes[0] if codes else written(control_items()["radial-ball-bearings"].codes[0])


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_stands_from_its_first_day_to_its_last_and_on_no_other(rule: Rule) -> None:
    code = a_code_of(rule)
    assert rule.interval.start is not None
    first, known = span(rule.interval.start)
    assert not stands(code, rule.id, first - DAY)
    assert stands(code, rule.id, known)
    if rule.interval.end is not None:
        last = span(rule.interval.end)[1]
        assert stands(code, rule.id, last)
        assert not stands(code, rule.id, last + DAY)


@pytest.mark.parametrize("rule", [rule for rule in rules() if not rule.either], ids=lambda rule: rule.id)
def test_a_rule_is_given_in_its_direction_only(rule: Rule) -> None:
    code = a_code_of(rule)
    own, other = ("destination", "origin") if rule.targets else ("origin", "destination")
    assert found(check_goods(code, LATE, **{own: "KP"}), rule.id) is not None
    assert found(check_goods(code, LATE, **{other: "KP"}), rule.id) is None
    assert found(check_goods(code, LATE, **{own: "FR"}), rule.id) is None
    assert found(check_goods(code, LATE), rule.id) is not None


def test_a_month_as_start_leaves_its_days_open() -> None:
    rule = "eu-2018-285-exports"
    periods = [found(check_goods("8482.10", date(2018, 2, day)), rule) for day in (1, 27)]
    assert [finding.period for finding in periods if finding] == [State.POSSIBLE, State.POSSIBLE]
    whole = found(check_goods("8482.10", date(2018, 2, 28)), rule)
    assert whole is not None
    assert whole.period is State.VALID


def test_a_ball_bearing_to_north_korea_comes_under_chapter_84_from_22_december_2017() -> None:
    before = check_goods("8482.10", date(2017, 12, 21), destination="KP")
    after = check_goods("8482.10", date(2018, 1, 5), destination="KP")
    early, late = found(before, "un-2397-7"), found(after, "un-2397-7")
    assert early is not None
    assert late is not None
    assert (early.period, early.stands, late.period, late.is_sure) == (State.NOT_YET, False, State.VALID, True)
    assert late.state is RuleState.BANNED
    assert not late.approximate
    assert "banned" in after.states
    assert "banned" not in before.states
    assert "possibly banned" in before.states


COAL = [
    (date(2016, 3, 1), []),
    (date(2016, 3, 2), [("un-2270-29", "banned")]),
    (date(2016, 11, 29), [("un-2270-29", "banned")]),
    (date(2016, 11, 30), [("un-2321-26-coal", "capped")]),
    (date(2017, 8, 4), [("un-2321-26-coal", "capped")]),
    (date(2017, 8, 5), [("un-2371-8", "banned")]),
]


@pytest.mark.parametrize(("day", "expected"), COAL, ids=lambda value: str(value))
def test_coal_from_north_korea_goes_from_a_ban_with_livelihood_to_a_cap_to_a_whole_ban(
    day: date, expected: list[tuple[str, str]]
) -> None:
    check = check_goods("anthracite", day, origin="KP")
    un = [f for f in check.findings if f.authority == "UN" and f.stands and not f.for_all_goods]
    assert [(finding.rule, finding.state.value) for finding in un] == expected


def test_the_livelihood_exception_for_coal_ends_with_resolution_2321() -> None:
    early, late = (
        found(check_goods("2701", day, origin="KP"), rule)
        for day, rule in ((date(2016, 5, 1), "un-2270-29"), (date(2018, 5, 1), "un-2371-8"))
    )
    assert early is not None
    assert late is not None
    assert any("livelihood" in text for text in early.exceptions)
    assert not any("livelihood" in text for text in late.exceptions)


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2016, 12, 31), "53,495,894 US dollars or 1,000,866 tonnes"),
        (date(2017, 1, 1), "400,870,018 US dollars or 7,500,000 tonnes a year"),
    ],
)
def test_the_cap_on_coal_has_its_amount_of_the_day(day: date, amount: str) -> None:
    finding = found(check_goods("2701", day, origin="KP"), "un-2321-26-coal")
    assert finding is not None
    assert finding.limit is not None
    assert amount in finding.limit


@pytest.mark.parametrize(
    ("asked", "rule", "last"),
    [
        ("0306", "un-2371-9", date(2017, 9, 4)),
        ("6203", "un-2375-16", date(2017, 12, 10)),
        ("1201", "un-2397-6", date(2018, 1, 21)),
    ],
)
def test_the_time_for_old_contracts_runs_out(asked: str, rule: str, last: date) -> None:
    said = [found(check_goods(asked, day, origin="KP"), rule) for day in (last, last + DAY)]
    contracts = [any("written contracts" in text for text in finding.exceptions) for finding in said if finding]
    assert contracts == [True, False]


def test_a_car_is_no_luxury_good_for_sure() -> None:
    check = check_goods("8703", date(2015, 1, 1), destination="KP")
    assert check.states == ("possibly banned", "possibly licence needed")
    assert check_goods("8703", LATE, destination="KP").states[0] == "banned"


def test_petroleum_is_capped_and_the_amount_falls() -> None:
    amounts = [
        found(check_goods("diesel fuel", day, destination="KP"), rule)
        for day, rule in ((date(2017, 10, 1), "un-2375-14"), (date(2018, 1, 1), "un-2397-5"))
    ]
    assert [finding.limit for finding in amounts if finding] == [
        "500,000 barrels in these three months",
        "500,000 barrels in each twelve months from 1 January",
    ]


def test_every_code_of_the_tables_is_a_code_and_every_reference_is_there() -> None:
    for rule in rules():
        for code in (*rule.scope.named, *rule.scope.mapped, *rule.scope.left_out):
            assert str(read_code(code)) == written(code)
        assert rule.scope.goods <= terms().keys()
        assert rule.scope.items <= control_lists().keys()
    for term in terms().values():
        assert set(term.items) <= control_items().keys()
        for code in term.codes:
            assert len(code) < 6 or is_subheading_of_2022(code), f"{term.id} {code}"
    for item in control_items().values():
        assert item.lists <= control_lists().keys()
        for code in item.codes:
            assert len(code) < 6 or is_subheading_of_2022(code), f"{item.id} {code}"


def test_ids_are_used_once() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))


def test_what_was_not_compared_with_its_source_says_so_in_every_finding() -> None:
    check = check_goods("ball bearing", LATE)
    assert {finding.checked for finding in check.findings if finding.authority in ("UN", "EU", "US", "MTCR")} == {False}


def test_the_priority_list_has_its_fifty_codes() -> None:
    assert len(priority_codes()) == 50
    assert all(is_subheading_of_2022(code) for code in priority_codes())
    assert set(priority_codes().values()) == {"1", "2", "3.A", "3.B", "4.A", "4.B"}


@pytest.mark.real
@pytest.mark.skipif(not CHPL.exists(), reason="the file is missing")
def test_the_priority_list_is_as_in_its_file() -> None:
    with CHPL.open(encoding="utf-8") as file:
        assert {row["hs6"]: row["tier"] for row in csv.DictReader(file)} == priority_codes()


def test_the_priority_list_is_open_before_its_day() -> None:
    for day, period in (
        (date.fromisoformat(CHPL_DATE) - DAY, State.UNKNOWN),
        (date.fromisoformat(CHPL_DATE), State.VALID),
    ):
        finding = found(check_goods("8482.10", day), f"chpl-{CHPL_DATE}")
        assert finding is not None
        assert finding.period is period
