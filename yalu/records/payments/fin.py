"""SWIFT MT103 and MT202 (also COV) as a bounded stream of payments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yalu.model import MessageError
from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.opening import OpenedTable
from yalu.records.payments.fin_blocks import FinError, FinField, FinMessage, parse_message, split_messages
from yalu.records.payments.fin_fields import (
    BANK_ROLES,
    CUSTOMER_ROLES,
    PARTY_NUMBERS,
    TEXT_TAGS,
    party_fields,
    texts_of,
    written_money,
)
from yalu.records.payments.payment import Payment, PaymentAgent, PaymentParty

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "103": ("20", "23B", "32A", "50", "59", "71A"),
    "202": ("20", "21", "32A", "58"),
    "202COV": ("20", "21", "32A", "58", "50", "59"),
}
"""Fields that a message must have; two digits stand for any option."""


def read_fin(path: Path, opened: OpenedTable) -> Iterator[Payment | RefusedRecord]:
    """Give the payments of a file of FIN messages in their order; one that is not as the standard says is refused.

    Raises:
        MessageError: the file holds no message.
    """
    number = 0
    for number, (line, text) in enumerate(split_messages(opened.stream), 1):
        try:
            yield _payment(path, number, parse_message(text, line))
        except FinError as error:
            yield RefusedRecord(str(path), number, error.line or line, str(error))
    if not number:
        raise MessageError(path, "it holds no SWIFT message", remedy="MT103 and MT202 are read; see docs/payments.md")


@dataclass
class _Gathered:
    """What the fields of a message say."""

    parties: dict[str, list[Field]] = field(default_factory=dict)
    agents: dict[str, list[Field]] = field(default_factory=dict)
    texts: list[Field] = field(default_factory=list)
    money: dict[str, Money] = field(default_factory=dict)
    day: str = ""
    codes: dict[str, str] = field(default_factory=dict)

    def take(self, found: FinField, *, bank: bool, prefix: str) -> None:
        number, option = found.tag[:2], found.tag[2:] or " "
        role, options = (BANK_ROLES if bank else CUSTOMER_ROLES).get(number, ("", ""))
        if found.tag in ("32A", "33B"):
            if found.tag in self.money:
                raise FinError(f"{found.tag} comes twice", found.line)
            day, self.money[found.tag] = written_money(found)
            self.day = day or self.day
        elif role:
            if option not in options:
                raise FinError(f"there is no option {option.strip() or 'without letter'} of field {number}", found.line)
            group = self.parties if number in PARTY_NUMBERS else self.agents
            role = role if number in PARTY_NUMBERS else prefix + role
            if role in group:
                raise FinError(f"field {number} comes twice", found.line)
            group[role] = list(party_fields(found))
        elif found.tag in TEXT_TAGS:
            text = texts_of(found)
            self.texts += [text] if text is not None else []
        else:
            self.codes.setdefault(found.tag, "".join(found.lines).strip())


def _payment(path: Path, number: int, message: FinMessage) -> Payment:
    covered = message.type == "202" and (
        message.user.get("119") == "COV" or any(item.tag[:2] == "50" for item in message.fields)
    )
    kind = "202COV" if covered else message.type
    if kind not in REQUIRED:
        raise FinError(f"it is an MT{message.type}; MT103 and MT202 are read", message.line)
    tags = {item.tag for item in message.fields} | {item.tag[:2] for item in message.fields}
    for wanted in REQUIRED[kind]:
        if wanted not in tags:
            raise FinError(f"MT{kind} has no field {wanted}", message.line)
    found = _Gathered()
    _headers(found, message)
    underlying = False
    for item in message.fields:
        underlying = underlying or (covered and item.tag[:2] == "50")
        bank = message.type == "202" and not underlying
        found.take(item, bank=bank, prefix="underlying_" if underlying else "")
    return Payment(
        file=str(path),
        number=number,
        line=message.line,
        type=f"MT{kind}".replace("202COV", "202 COV"),
        message_id=found.codes.get("20", ""),
        transaction_id=found.codes.get("21", "") or found.codes.get("20", ""),
        uetr=message.user.get("121", ""),
        amount=found.money.get("32A"),
        instructed=found.money.get("33B"),
        date=found.day,
        parties=tuple(PaymentParty(role, tuple(fields)) for role, fields in found.parties.items()),
        agents=tuple(PaymentAgent(role, tuple(fields)) for role, fields in found.agents.items()),
        texts=tuple(found.texts),
    )


def _headers(found: _Gathered, message: FinMessage) -> None:
    """Take the sender and the receiver; an output message has its sender in block 2, an input message in block 1."""
    for role, bic, block in (("sender", message.sender, "1"), ("receiver", message.receiver, "2")):
        path = f"block {block}" if message.is_input else f"block {3 - int(block)}"
        found.agents[role] = [Field(FieldKind.BIC, path, bic, message.line)]
