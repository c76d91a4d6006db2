"""Bearings: dimensions from designations, tolerance classes, and the items of the control lists."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from yalu.goods import ConditionState, Finding, check_goods
from yalu.goods.bearings import dimensions, read_bearing, read_tolerance
from yalu.goods.wording import fold

DAY = date(2024, 6, 1)


def item(text: str, start: str = "mtcr-3.A.7") -> Finding:
    return next(finding for finding in check_goods(text, DAY).findings if finding.rule.startswith(start))


@pytest.mark.parametrize(
    ("designation", "size"),
    [
        ("6204", (20, 47, 14)),
        ("6000", (10, 26, 8)),
        ("6203", (17, 40, 12)),
        ("6310", (50, 110, 27)),
        ("7204", (20, 47, 14)),
        ("71904", (20, 37, 9)),
        ("61810", (50, 65, 7)),
        ("16005", (25, 47, 8)),
        ("6299", None),
        ("30206", None),
        ("848210", None),
    ],
)
def test_a_designation_gives_the_boundary_dimensions(designation: str, size: tuple[int, int, int] | None) -> None:
    assert dimensions(designation) == size


@given(st.integers(4, 20))
def test_the_bore_is_five_times_the_number_and_a_heavier_series_is_larger(number: int) -> None:
    sizes = [dimensions(f"{series}{number:02d}") for series in ("60", "62", "63")]
    assert all(size is not None and size[0] == 5 * number for size in sizes)
    known = [size for size in sizes if size is not None]
    assert known == sorted(known, key=lambda size: size[1:])
    assert all(size[0] < size[1] for size in known)


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("6204/P2", "2"),
        ("6204-2RS/P5", "5"),
        ("7008 CTA/P4A", "4"),
        ("bearing ABEC 9", "2"),
        ("bearing ABEC-7", "4"),
        ("6204 P6 C3", "6"),
        ("6204 ISO 492 class 2", "2"),
    ],
)
def test_the_tolerance_class_is_read(text: str, tolerance: str) -> None:
    said = read_tolerance(fold(text))
    assert said is not None
    assert said[0] == tolerance


def test_a_text_without_a_class_has_none() -> None:
    assert read_tolerance(fold("6204 ZZ 20 pcs, PO 2")) is None


def test_two_sizes_leave_the_dimensions_open() -> None:
    assert read_bearing("ball bearing 6204 and 6308") is None
    assert read_bearing("ball bearing 6204 6204-2rs") is not None


def test_the_bearing_6204_of_class_2_meets_the_conditions_that_its_designation_tells() -> None:
    finding = item("deep groove ball bearing 6204, P2")
    assert finding.conditions_state is ConditionState.MET
    assert [condition.read.split(" (")[0] for condition in finding.conditions] == ["p2", "20 mm", "47 mm", "14 mm"]
    assert "maker's data" in finding.conditions[0].read
    assert finding.reached_by == ("the words 'deep groove ball bearing'",)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("ball bearing 6204", ConditionState.UNKNOWN),
        ("ball bearing P2", ConditionState.UNKNOWN),
        ("ball bearing 6204 P4", ConditionState.NOT_MET),
        ("ball bearing 6000 P2", ConditionState.NOT_MET),
        ("ball bearing 6311 P2", ConditionState.NOT_MET),
        ("ball bearing 12x28x10 mm P2", ConditionState.MET),
        ("ball bearing 11x28x10 mm P2", ConditionState.NOT_MET),
        ("ball bearing 50x100x20 mm ABEC 9", ConditionState.MET),
        ("ball bearing 50x101x20 mm ABEC 9", ConditionState.NOT_MET),
        ("ball bearing P2, bore 20 mm, OD 47 mm, width 14 mm", ConditionState.MET),
        ("ball bearing P2, bore 20 mm, OD 47 mm, width 21 mm", ConditionState.NOT_MET),
    ],
)
def test_the_limits_of_the_item_hold_at_their_edges(text: str, state: ConditionState) -> None:
    assert item(text).conditions_state is state


def test_a_condition_that_is_not_met_takes_the_finding_out_of_the_states() -> None:
    check = check_goods("ball bearing 6204 P6", DAY, origin="CN", destination="DE")
    assert not any(state.endswith("controlled") for state in check.states)
    assert any(finding.rule.startswith("mtcr-3.A.7") for finding in check.findings)


def test_a_roller_bearing_is_no_ball_bearing() -> None:
    rules = {finding.rule for finding in check_goods("tapered roller bearing 30206 P2", DAY).findings}
    assert not any("radial-ball-bearings" in rule for rule in rules)
