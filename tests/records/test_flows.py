"""Flows: nothing of an amount is lost or counted twice, and the order of records changes nothing."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings, strategies as st

from yalu.model import Status
from yalu.records import payment_links, read_payments, read_shipments, shipment_links
from yalu.records.flows import MAX_EVIDENCE
from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.payments import Payment, PaymentAgent, PaymentParty
from yalu.records.shipments import Shipment

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = st.sampled_from(["Reedmace Parts", "REEDMACE  PARTS", "Willow Weir", "Fernbrook", ""])


def payment(number: int, debtor: str, creditor: str, amount: Decimal, currency: str, day: str) -> Payment:
    ends = (("debtor", debtor), ("creditor", creditor))
    parties = tuple(PaymentParty(role, (Field(FieldKind.NAME, role, name),)) for role, name in ends if name)
    money = Money(amount, currency, Field(FieldKind.TEXT, "amount", str(amount)))
    bank = PaymentAgent("debtor_agent", (Field(FieldKind.BIC, "bic", "NWLKBEB1XXX"),))
    return Payment("f.csv", number, number, "table", "", f"E{number}", "", money, None, day, parties, (bank,), ())


PAYMENTS = st.lists(
    st.tuples(
        NAMES,
        NAMES,
        st.decimals(0, 10**15, places=5),
        st.sampled_from(["EUR", "USD", "JPY"]),
        st.sampled_from(["", "2024-01-05", "2023-12-31", "2024-03-01"]),
    ),
    max_size=20,
).map(lambda rows: [payment(number, *row) for number, row in enumerate(rows, 1)])


@given(payments=PAYMENTS, order=st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_sum_of_the_flows_is_the_sum_of_the_rows_in_any_order(payments: list[Payment], order: object) -> None:
    found = payment_links(payments)
    shuffled = list(payments)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert payment_links(shuffled) == found
    whole = [item for item in payments if item.party("debtor") and item.party("creditor")]
    expected: Counter[str] = Counter()
    for item in whole:
        assert item.amount is not None
        expected[item.amount.currency] += item.amount.value  # type: ignore[assignment]
    sums: Counter[str] = Counter()
    paid = [flow for flow in found.flows if flow.link.type == "paid"]
    for flow in paid:
        for currency, total in flow.sums:
            sums[currency] += total  # type: ignore[assignment]
    assert dict(sums) == dict(expected)
    assert sum(flow.count for flow in paid) == len(whole)
    assert len(found.left_out) == len(payments) - len(whole)
    days = [item.date for item in whole if item.date]
    assert min((flow.first for flow in paid if flow.first), default="") == min(days, default="")
    assert max((flow.last for flow in paid), default="") == max(days, default="")


def test_the_same_name_in_other_spelling_of_case_and_spaces_is_one_party() -> None:
    rows = [("Reedmace Parts", "Fernbrook"), ("REEDMACE  PARTS", "Fernbrook")]
    found = payment_links(payment(n, *row, Decimal(5), "EUR", "") for n, row in enumerate(rows, 1))
    (flow,) = [flow for flow in found.flows if flow.link.type == "paid"]
    assert (flow.count, flow.sums) == (2, (("EUR", Decimal(10)),))
    assert [party["properties"]["name"] for party in found.parties if "REEDMACE  PARTS" in str(party)] == [
        ["REEDMACE  PARTS", "Reedmace Parts"]
    ]


def test_evidence_is_bounded_and_the_count_is_whole() -> None:
    rows = [payment(number, "A", "B", Decimal("0.01"), "EUR", "") for number in range(1, 1001)]
    flow = next(flow for flow in payment_links(reversed(rows)).flows if flow.link.type == "paid")
    assert (flow.count, flow.sums) == (1000, (("EUR", Decimal("10.00")),))
    assert len(flow.link.evidence) == MAX_EVIDENCE
    assert flow.link.evidence[0].quote.startswith("line 1, table E1; EUR 0.01")


def test_a_cover_payment_does_not_count_the_amount_of_the_transfer_twice() -> None:
    found = payment_links(read_payments(EXAMPLES / "payments" / "transfers.fin"))
    paid = [flow for flow in found.flows if flow.link.type == "paid"]
    names = {party["id"]: party["caption"] for party in found.parties}
    amount = (("EUR", Decimal("18250.75")),)
    assert {names[flow.link.target]: flow.sums for flow in paid} == {
        "PAK SUNG HWI": amount,
        "TRDBKPPY": amount,
        "FERNBROOK TYRES": (),
    }


def test_links_have_the_row_as_evidence_and_stand_in_the_network() -> None:
    for found in (
        payment_links(read_payments(EXAMPLES / "payments")),
        shipment_links(read_shipments(EXAMPLES / "shipments.csv")),
    ):
        ids = {party["id"] for party in found.parties}
        assert {end for link in found.links for end in (link.source, link.target)} <= ids
        assert all(link.status is Status.ASSERTED and link.evidence for link in found.links)
        for link in found.links:
            for item in link.evidence:
                assert Path(item.document).exists()
                assert item.quote.startswith("line")


def test_each_shipment_is_in_one_supply_or_left_out() -> None:
    items = list(read_shipments(EXAMPLES / "shipments.csv"))
    found = shipment_links(items)
    assert shipment_links(reversed(items)) == found
    supplied = [flow for flow in found.flows if flow.link.type == "supplied"]
    assert sum(flow.count for flow in supplied) + len(found.left_out) == len(items)
    refused = [item for item in items if isinstance(item, RefusedRecord)]
    assert len(found.left_out) == len(refused) + 1  # one is made out to order, to nobody
    values = [one.value.value for item in items if isinstance(item, Shipment) for one in item.items if one.value]
    assert sum(total for flow in supplied for _, total in flow.sums) == sum(values)
    bearings = next(flow for flow in supplied if flow.count == 2)
    assert (bearings.first, bearings.last, bearings.link.goods) == (
        "2017-12-21", "2018-01-05", ("8482.10 ball bearings",),
    )  # fmt: skip
