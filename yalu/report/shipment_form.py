"""Answers about shipments in the terminal and as JSON (keys: docs/shipments.md)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console

from yalu.goods import GoodsAnswer
from yalu.records.shipments import Shipment, ShipmentItem
from yalu.report.record_form import answer_record, money_record, plain_amount, print_records
from yalu.report.wording import one_line
from yalu.workspace import ShipmentAnswer


def shipment_record(answer: ShipmentAnswer) -> dict[str, Any]:
    """Give the answer for one shipment as a JSON object."""
    return answer_record(answer, "shipment", lambda one: _told(one.record, one.goods))


def _told(item: Shipment, goods: Sequence[GoodsAnswer]) -> dict[str, Any]:
    return {
        "lines": item.lines,
        "id": item.id,
        "date": item.date,
        "origin": item.origin,
        "destination": item.destination,
        "transit": item.transit,
        "parties": {party.role: party.name for party in (*item.parties, *((item.vessel,) if item.vessel else ()))},
        "items": [_item_record(one, found) for one, found in zip(item.items, goods, strict=True)],
    }


def print_shipments(answers: Sequence[ShipmentAnswer], console: Console) -> None:
    """Print shipments that are not clear, or were not read, with the reasons."""
    print_records(answers, _head, console)


def _head(item: Shipment) -> str:
    route = f"{item.origin.upper() or '?'} to {item.destination.upper() or '?'}"
    ends = [one_line(party.name, 60) for role in ("shipper", "consignee") if (party := item.party(role))]
    return "  ".join(filter(None, (item.date, one_line(item.id, 40), route, " to ".join(ends))))


def _item_record(item: ShipmentItem, goods: GoodsAnswer) -> dict[str, Any]:
    return {
        "line": item.line,
        "code": item.code,
        "text": item.text,
        "quantity": _plain(item.quantity),
        "unit": item.unit,
        "weight": _plain(item.weight),
        "value": money_record(item.value),
        "states": goods.check.states if goods.check else None,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain_amount(value)
