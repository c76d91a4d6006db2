"""What a shipment's parties, ship, route and goods lead to."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yalu.model.ship_number import imo_number
from yalu.records.named import Field, FieldKind, RefusedRecord
from yalu.records.shipments import Shipment, ShipmentItem, ShipmentParty, read_shipments
from yalu.screening import Screener
from yalu.workspace import ShipmentAnswer, screen_shipments
from yalu.workspace.record_screening.tables import shipment_patterns

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LISTED = [json.loads(line) for line in (EXAMPLES / "invented-list.ftm.json").read_text(encoding="utf-8").splitlines()]
DAY = date(2024, 3, 1)
Fields = dict[str, str]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(LISTED, "invented")


def party(role: str, name: str, **other: str) -> ShipmentParty:
    kinds = {"country": FieldKind.COUNTRY, "address": FieldKind.ADDRESS, "imo": FieldKind.IMO}
    fields = [Field(FieldKind.NAME, role, name, 2)] if name else []
    return ShipmentParty(role, (*fields, *(Field(kinds[kind], kind, value, 2) for kind, value in other.items())))


def shipment(
    *parties: ShipmentParty,
    goods: tuple[tuple[str, str], ...] = (("4011.50", "bicycle tyres"),),
    route: tuple[str, str] = ("be", "de"),
    day: str = "2024-02-10",
    transit: tuple[str, ...] = (),
) -> Shipment:
    vessel = next((one for one in parties if one.role == "vessel"), None)
    others = [one for one in parties if one.role != "vessel"]
    roles = {one.role for one in others}
    others += [
        party(role, name) for role, name in (("shipper", "Willow"), ("consignee", "Fernbrook")) if role not in roles
    ]
    items = tuple(ShipmentItem(2 + n, code, text, Decimal(1), "", None, None) for n, (code, text) in enumerate(goods))
    return Shipment("f", 1, "B", day, tuple(others), vessel, *route, transit, (), items, ())


def answer(screener: Screener, item: Shipment) -> ShipmentAnswer:
    (found,) = screen_shipments([item], screener, DAY)
    return found


def patterns(found: ShipmentAnswer) -> list[str]:
    return [reason.pattern.id for reason in found.reasons if reason.pattern is not None]


@pytest.mark.parametrize(
    ("day", "destination", "banned"),
    [
        ("2017-12-21", "kp", False),
        ("2017-12-22", "kp", True),
        ("2018-01-05", "kp", True),
        ("2018-01-05", "kr", False),
    ],
)
def test_a_ball_bearing_to_north_korea_is_banned_by_its_chapter_from_22_december_2017(
    screener: Screener, day: str, destination: str, banned: bool
) -> None:
    found = answer(screener, shipment(goods=(("8482.10", ""),), route=("cn", destination), day=day))
    bans = [reason.finding for reason in found.reasons if reason.criterion == "goods-ban"]
    assert [finding.rule for finding in bans if finding] == (["un-2397-7"] if banned else [])
    assert (found.decision == "block") is banned
    if banned:
        assert bans[0] is not None
        assert (bans[0].paragraph, bans[0].start, bans[0].checked) == ("7", "2017-12-22", False)


def test_a_ban_with_an_end_of_the_route_unknown_is_to_be_looked_at(screener: Screener) -> None:
    found = answer(screener, shipment(goods=(("8482.10", ""),), route=("cn", ""), day="2018-01-05"))
    assert found.decision == "review"
    assert "no country of destination is stated; rules of any are shown" in found.notes


def test_a_ship_is_matched_on_its_number_first(screener: Screener) -> None:
    def ship(name: str, imo: str) -> ShipmentAnswer:
        return answer(screener, shipment(party("vessel", name, imo=imo)))

    renamed = ship("Happy Otter", "9074729")
    assert renamed.decision == "block"
    assert "imo-without-agreement" in patterns(renamed)
    assert "imo-without-agreement" not in patterns(ship("Grey Heron 7", "9074729"))
    # The same name on another hull is another ship; a number that is none says nothing.
    assert ship("Grey Heron 7", "9319466").decision == "clear"
    wrong = ship("Happy Otter", "9074728")
    assert (wrong.decision, patterns(wrong)) == ("review", ["imo-check-digit"])


def test_the_check_digit_of_an_imo_number_catches_every_single_wrong_digit_that_it_can() -> None:
    assert imo_number("9074729") == "9074729"
    assert imo_number("IMO 9074729") == "9074729"
    assert not any(imo_number(text) for text in ("", "907472", "90747290", "907472x", "٩٠٧٤٧٢٩"))
    for place in range(6):
        for digit in "0123456789":
            changed = "9074729"[:place] + digit + "9074729"[place + 1 :]
            same = (int(digit) - int("9074729"[place])) * (7 - place) % 10 == 0
            assert (imo_number(changed) is not None) is same


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (shipment(), []),
        (shipment(party("consignee", "Fern Freight Forwarding")), ["forwarder-as-consignee"]),
        (shipment(party("consignee", "Fern Freight Forwarding"), party("end_user", "Reedmace")), []),
        (shipment(party("consignee", "To order")), ["no-consignee"]),
        (shipment(party("consignee", "")), ["no-consignee"]),
        (shipment(party("consignee", "Fernbrook", country="NL")), ["consignee-elsewhere"]),
        (shipment(party("consignee", "Fernbrook", country="DE"), party("notify_party", "Osier", country="DE")), []),
        (
            shipment(party("consignee", "Fernbrook", country="DE"), party("notify_party", "Osier", country="LV")),
            ["notify-elsewhere"],
        ),
        (shipment(party("shipper", "Reedmace Ltd"), party("consignee", "REEDMACE LTD")), ["same-ends"]),
        (shipment(party("consignee", "Fernbrook", address="8 River Road, Dandong")), ["border-place"]),
        (shipment(goods=(("8542.31", ""),), route=("de", "tr")), ["priority-goods-transshipment"]),
        (shipment(goods=(("8542.31", ""),), route=("de", "pl")), []),
        (shipment(goods=(("8542.31", ""),), route=("de", "kz"), transit=("tr",)), ["priority-goods-transshipment"]),
        (shipment(goods=(("4011.50", ""),), route=("de", "tr")), []),
    ],
)
def test_patterns_are_findings_with_their_rule_and_never_more_than_a_reason_to_look(
    screener: Screener, item: Shipment, expected: list[str]
) -> None:
    found = answer(screener, item)
    assert patterns(found) == expected
    assert found.decision != "block"
    assert all(reason.pattern.source for reason in found.reasons if reason.pattern)


def test_every_pattern_of_the_table_has_a_source() -> None:
    assert all(pattern.source and pattern.text for pattern in shipment_patterns().values())


def test_goods_that_cannot_be_checked_are_said_to_be_open(screener: Screener) -> None:
    found = answer(screener, shipment(goods=(("9999999", ""),)))
    assert [note.partition(":")[0] for note in found.notes] == ["line 2"]
    assert found.goods[0].check is None


def test_every_row_has_its_answer_in_its_place_and_a_missing_day_is_said(screener: Screener) -> None:
    items = list(read_shipments(EXAMPLES / "shipments.csv"))
    found = list(screen_shipments(EXAMPLES / "shipments.csv", screener, DAY))
    assert [one.shipment for one in found] == items
    assert [one.decision is None for one in found] == [isinstance(item, RefusedRecord) for item in items]
    assert "no day is stated; rules are those of 2024-03-01" in answer(screener, shipment(day="")).notes
