"""Quantities in descriptions, and conditions held against them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from yalu.goods import ConditionState, check_goods
from yalu.goods.conditions import Condition, Facts, judge
from yalu.goods.quantities import read_quantity
from yalu.goods.wording import fold

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("bore", "bore 20 mm OD 47 mm", "20"),
        ("outer diameter", "bore 20 mm OD 47 mm", "47"),
        ("outer diameter", "tube 120 mm outside diameter", "120"),
        ("width", "1.5 cm wide", "15.0"),
        ("tensile strength", "UTS 1,950 MPa", "1950000"),
        ("frequency", "1.2 kHz", "1200.0"),
        ("drift rate", "drift 0,05 deg/h", "0.05"),
        ("particle size", "spherical 20 µm", "0.020"),
        ("accuracy", "accuracy 0.25%", "0.25"),
        ("serial data rate", "600 Gb/s", "600"),
        ("digital inputs and outputs", "800 I/O", "800"),
    ],
)
def test_a_number_belongs_to_the_quantity_beside_it(name: str, text: str, value: str) -> None:
    reading = read_quantity(name, fold(text))
    assert reading is not None
    assert reading.value == Decimal(value)


@pytest.mark.parametrize(
    ("name", "text"),
    [("bore", "pallet 120 mm"), ("frequency", "50 Hz or 400 Hz"), ("bore", "OD 47 mm"), ("power", "5 V")],
)
def test_what_is_not_said_clearly_stays_open(name: str, text: str) -> None:
    assert read_quantity(name, fold(text)) is None


STATES = st.sampled_from([ConditionState.MET, ConditionState.NOT_MET, ConditionState.UNKNOWN])
RANK = {ConditionState.NOT_MET: 0, ConditionState.UNKNOWN: 1, ConditionState.MET: 2}


def leaf(state: ConditionState) -> Condition:
    """A condition on a force of 10 kN that is met, not met, or on something the text does not say."""
    if state is ConditionState.UNKNOWN:
        return Condition("open", quantity="power", least=Decimal(1))
    limit = Decimal(1) if state is ConditionState.MET else Decimal(100)
    return Condition("force", quantity="force", least=limit)


@given(st.lists(STATES, min_size=1, max_size=5))
def test_all_is_the_least_and_any_the_greatest_of_three_values(states: list[ConditionState]) -> None:
    facts = Facts("force 10 kn", bearing=False)
    members = tuple(map(leaf, states))
    ranked = sorted(states, key=RANK.__getitem__)
    assert judge(Condition(kind="all", members=members), facts) is ranked[0]
    assert judge(Condition(kind="any", members=members), facts) is ranked[-1]


@pytest.mark.parametrize(
    ("text", "rule", "state"),
    [
        ("fibre optic gyroscope drift 0.6 deg/h", "mtcr-9.A.4", ConditionState.NOT_MET),
        ("fibre optic gyroscope drift 0.05 deg/h", "mtcr-9.A.4", ConditionState.UNKNOWN),
        ("FPGA, 800 I/O", "eccn-3A001.a.7", ConditionState.MET),
        ("FPGA, 700 I/O", "eccn-3A001.a.7", ConditionState.UNKNOWN),
        ("frequency converter 50 Hz", "eccn-3A225", ConditionState.NOT_MET),
        ("7075 aluminium tube UTS 560 MPa, OD 120 mm", "eccn-1C202.a", ConditionState.MET),
        ("7075 aluminium tube UTS 560 MPa, OD 75 mm", "eccn-1C202.a", ConditionState.NOT_MET),
        ("hot isostatic press 200 MPa", "mtcr-6.B.3", ConditionState.UNKNOWN),
        ("vacuum pump, inlet 100 mm", "eccn-2B231", ConditionState.NOT_MET),
        # What somebody who traces parts of missiles meets in invoices: each with what decides, met and not met.
        ("vibration test system, 60 kN, 12 g rms", "mtcr-15.B.1", ConditionState.UNKNOWN),
        ("vibration test system, 20 kN", "mtcr-15.B.1", ConditionState.NOT_MET),
        ("marine gravimeter, accuracy 0.5 mGal, settling time 1 min", "mtcr-12.A.3", ConditionState.MET),
        ("airborne gravity meter, accuracy 1 mGal", "eccn-6A107", ConditionState.NOT_MET),
        ("5 axis machining centre, positioning accuracy 4 um", "eccn-2B201", ConditionState.UNKNOWN),
        ("cnc lathe, positioning accuracy 10 um", "eccn-2B201", ConditionState.NOT_MET),
        ("filament winding machine, 4 axis", "mtcr-6.B.1.a", ConditionState.MET),
        ("filament winding machine, 2 axis", "mtcr-6.B.1.a", ConditionState.NOT_MET),
        ("filament winding machine, 2 axis, mandrel 400 mm, length 2 m", "nsg-3.B.4", ConditionState.MET),
        ("flow forming machine, cnc, 3 rollers", "nsg-1.B.1", ConditionState.MET),
        ("quartz accelerometer, bias stability 50 ug", "eccn-7A001.a.1", ConditionState.MET),
        ("quartz accelerometer, scale factor 500 ppm", "eccn-7A001.a.1", ConditionState.UNKNOWN),
        ("ring laser gyro, random walk 0.003 deg/rt h", "eccn-7A002.a", ConditionState.MET),
        ("turbojet engine, thrust 950 N, sfc 0.12 kg/N/h", "mtcr-3.A.1.a", ConditionState.MET),
        ("micro turbojet, thrust 300 N", "mtcr-3.A.1.a", ConditionState.NOT_MET),
        ("ptfe lined ball valve, DN 50 mm", "eccn-2B350.g", ConditionState.MET),
        ("hastelloy valve, size 8 mm", "eccn-2B350.g", ConditionState.NOT_MET),
        ("magnetic drive pump, ptfe, flow 5 m3/h", "eccn-2B350.i", ConditionState.MET),
        ("vacuum planetary mixer, jacketed, 150 l", "mtcr-5.B.3.a", ConditionState.MET),
        ("vacuum planetary mixer, 10 l", "mtcr-5.B.3.a", ConditionState.NOT_MET),
        ("vacuum induction furnace, 1700 C, 50 kW, coil 300 mm", "eccn-2B226", ConditionState.MET),
        ("induction furnace, 700 C", "eccn-2B226", ConditionState.NOT_MET),
        ("industrial linear accelerator 9 MeV", "mtcr-15.B.5", ConditionState.MET),
        ("tungsten crucible, inner diameter 150 mm, weight 25 kg", "eccn-1C226", ConditionState.MET),
        ("tungsten crucible, inner diameter 50 mm", "eccn-1C226", ConditionState.NOT_MET),
        ("maraging steel tube, UTS 2400 MPa, wall 3 mm", "mtcr-6.C.8", ConditionState.MET),
        ("maraging steel bar, UTS 1800 MPa", "eccn-1C216", ConditionState.NOT_MET),
        ("carbon fibre, specific modulus 13000000 m", "eccn-1C210", ConditionState.MET),
        ("isostatic graphite, density 1.85 g/cm3, grain size 10 um", "mtcr-6.C.3", ConditionState.UNKNOWN),
        ("pressure transducer, inconel, full scale 10 kPa, accuracy 0.25%", "eccn-2B230", ConditionState.MET),
        ("frequency converter, 800 Hz, 5 kVA, frequency control 0.1%", "eccn-3A225", ConditionState.MET),
    ],
)
def test_items_are_held_against_what_the_description_says(text: str, rule: str, state: ConditionState) -> None:
    finding = next(finding for finding in check_goods(text, DAY).findings if finding.rule.startswith(rule))
    assert finding.conditions_state is state
