"""Payments as links: who paid whom, for whom, and which banks carried it."""

from collections.abc import Iterable

from yalu.records.flows import FlowBuilder, Place, RecordLinks
from yalu.records.named import RefusedRecord
from yalu.records.payments.payment import Payment

PARTY, BANK = "LegalEntity", "Organization"
_DEBTOR_SIDE = ("debtor_agent", "underlying_debtor_agent", "instructing_agent", "sender", "senders_correspondent")
_CREDITOR_SIDE = (
    "creditor_agent",
    "underlying_creditor_agent",
    "instructed_agent",
    "receiver",
    "receivers_correspondent",
)


def payment_links(payments: Iterable[Payment | RefusedRecord]) -> RecordLinks:
    """Fold payments to links.

    - `paid`: from debtor to creditor; between institutions, where a payment names no customers or covers a transfer of
      theirs. Each payment is in exactly one such flow, with its amount, or in `left_out`. The customers of a transfer
      that is covered are in a flow without sums: the transfer itself is another message.
    - `represents`: a debtor or creditor acts for the ultimate one.
    - `carried_payment_for`: a bank carried a payment for a debtor or creditor (intermediaries for the debtor). Its
      `dealings` have the sums of what it carried; as flows these links have none, so that no amount is counted twice.

    The order of the payments changes nothing.
    """
    builder = FlowBuilder()
    for item in payments:
        if isinstance(item, RefusedRecord):
            builder.left_out.append(f"{item.where}: {item.reason}")
        else:
            _take(builder, item)
    return builder.build()


def _take(builder: FlowBuilder, item: Payment) -> None:
    place = _place(item)
    ids = {party.role: builder.party(party, PARTY) for party in item.parties}
    banks = {agent.role: builder.party(agent, BANK) for agent in item.agents}
    debtor, creditor = ids.get("debtor"), ids.get("creditor")
    payer, payee = banks.get("debtor_institution") or banks.get("sender"), banks.get("creditor_institution")
    covers = payer is not None and payee is not None and debtor is not None and creditor is not None
    between_banks = payer is not None and payee is not None and item.amount is not None
    if payer is not None and payee is not None and item.amount is not None:
        builder.flow("paid", (payer, payee), "paid", place, (item.amount,))
    if not covers and between_banks:
        debtor, creditor = payer, payee
    if item.amount is None or debtor is None or creditor is None:
        missing = "amount" if item.amount is None else "debtor" if debtor is None else "creditor"
        builder.left_out.append(f"{item.file} (line {item.line}): the payment names no {missing}")
        return
    if covers:
        builder.flow("paid", (debtor, creditor), "paid by a transfer that was covered", place)
    elif not between_banks:
        builder.flow("paid", (debtor, creditor), "paid", place, (item.amount,))
    for end, party in (("debtor", debtor), ("creditor", creditor)):
        ultimate = ids.get(f"ultimate_{end}")
        if ultimate is not None and ultimate != party:
            builder.flow("represents", (party, ultimate), f"{end} for the ultimate {end}", place)
    carried: dict[tuple[str, str], list[str]] = {}
    for role, bank in banks.items():
        side = debtor if role in _DEBTOR_SIDE or role.startswith(("intermediary", "previous")) else None
        side = creditor if role in _CREDITOR_SIDE else side
        if bank is not None and side is not None and bank != side:
            carried.setdefault((bank, side), []).append(role.replace("_", " "))
    for ends, roles in carried.items():
        # A bank with several roles in one payment carried it once.
        words = f"carried a payment as {' and '.join(sorted(roles))}"
        builder.flow("carried_payment_for", ends, words, place, carried=(item.amount,))


def _place(item: Payment) -> Place:
    names = "; ".join(f"{named.role.replace('_', ' ')}: {named.name}" for named in item.parties if named.name)
    amount = f"{item.amount.currency} {item.amount.field.value}" if item.amount else ""
    where = f"line {item.line}" if item.line else f"number {item.number}"
    reference = f"{item.type} {item.transaction_id}".strip()
    quote = "; ".join(filter(None, (f"{where}, {reference}", amount, names)))
    return Place(item.file, item.line or item.number, quote, item.date, item.type)
