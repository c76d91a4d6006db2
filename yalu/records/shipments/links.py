"""Shipments as links: who supplied whom with what, for whom, and who carried it."""

import re
from collections.abc import Iterable

from yalu.records.flows import FlowBuilder, Place, RecordLinks
from yalu.records.named import RefusedRecord
from yalu.records.shipments.shipment import Shipment

_NOBODY = re.compile(r"(?:to )?(?:the )?order(?: of (?:the )?shipper)?|unknown|n/?a|-+", re.IGNORECASE)
"""What stands for a consignee who is not stated; the end user, if there is one, is then whom the goods go to."""
PARTY, SHIP = "LegalEntity", "Vessel"


def shipment_links(shipments: Iterable[Shipment | RefusedRecord]) -> RecordLinks:
    """Fold shipments to links.

    - `supplied`: from shipper to consignee, with HS codes and descriptions, and the sums of the values of all rows.
      Each shipment is in exactly one such flow, or in `left_out`.
    - `procured_for`: the consignee for the end user. `transports`: the ship, carrier or forwarder for shipper and
      consignee. `associate_of`: the notify party and the consignee. These have counts and no sums.

    The order of the shipments changes nothing.
    """
    builder = FlowBuilder()
    for item in shipments:
        if isinstance(item, RefusedRecord):
            builder.left_out.append(f"{item.where}: {item.reason}")
        else:
            _take(builder, item)
    return builder.build()


def _take(builder: FlowBuilder, item: Shipment) -> None:
    place = _place(item)
    ids = {party.role: builder.party(party, PARTY) for party in item.parties if not _NOBODY.fullmatch(party.name)}
    shipper, consignee = ids.get("shipper"), ids.get("consignee")
    consignee = consignee or ids.get("end_user")
    carriers = {role: ids.get(role) for role in ("carrier", "forwarder")}
    carriers["vessel"] = builder.party(item.vessel, SHIP)
    if shipper is None or consignee is None:
        missing = "shipper" if shipper is None else "consignee"
        builder.left_out.append(f"{item.file} (line {item.lines[0]}): the shipment names no {missing}")
        return
    goods = [" ".join(filter(None, (one.code, one.text))) for one in item.items if one.code or one.text]
    values = [one.value for one in item.items if one.value is not None]
    builder.flow("supplied", (shipper, consignee), "supplied", place, values, goods)
    if (user := ids.get("end_user")) is not None and user != consignee:
        builder.flow("procured_for", (consignee, user), "consignee for the end user", place, (), goods)
    if (notified := ids.get("notify_party")) is not None and notified != consignee:
        builder.flow("associate_of", (notified, consignee), "notify party", place)
    for role, carrier in carriers.items():
        for end in (shipper, consignee):
            if carrier is not None and carrier != end:
                builder.flow("transports", (carrier, end), f"{role} of a shipment", place)


def _place(item: Shipment) -> Place:
    lines = f"line {item.lines[0]}" if len(item.items) == 1 else f"lines {', '.join(map(str, item.lines[:20]))}"
    names = "; ".join(f"{party.role.replace('_', ' ')}: {party.name}" for party in item.parties if party.name)
    goods = "; ".join(" ".join(filter(None, (one.code, one.text[:80]))) for one in item.items[:5])
    quote = "; ".join(filter(None, (f"{lines}, shipment {item.id}".rstrip(), names, goods)))
    return Place(item.file, item.lines[0], quote, item.date, "shipment")
