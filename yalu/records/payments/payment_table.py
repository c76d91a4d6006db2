"""Payments as rows of a table (CSV or workbook), with heads that are known or a mapping."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from yalu.records.amounts import read_amount
from yalu.records.heads import Heads, recognises
from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.payments.iso20022_layout import CURRENCY, FORMATS
from yalu.records.payments.payment import Payment, PaymentAgent, PaymentParty
from yalu.records.record_rows import RecordRow, RecordRowError, read_rows
from yalu.records.values import read_country, read_date

PAYMENT_HEADS: Heads = {
    "reference": ("transaction reference", "transaction id", "end to end id", "payment id", "id", "ref"),
    "date": ("value date", "payment date", "settlement date", "booking date", "day"),
    "amount": ("amount paid", "payment amount", "value", "sum"),
    "currency": ("ccy", "currency code"),
    "debtor_name": ("debtor", "payer", "payer name", "ordering customer", "sender", "sender name", "originator"),
    "debtor_account": ("debtor iban", "payer account", "payer iban", "sender account", "originator account"),
    "debtor_address": ("payer address", "sender address", "originator address"),
    "debtor_country": ("payer country", "sender country", "originator country"),
    "debtor_lei": ("payer lei", "sender lei"),
    "debtor_id": ("payer id", "sender id"),
    "debtor_bank_name": ("debtor bank", "payer bank", "sender bank", "ordering bank", "originator bank"),
    "debtor_bank_bic": ("debtor bic", "payer bic", "sender bic", "ordering bank bic"),
    "debtor_bank_country": ("payer bank country", "sender bank country"),
    "creditor_name": (
        "creditor",
        "payee",
        "payee name",
        "beneficiary",
        "beneficiary name",
        "receiver",
        "receiver name",
    ),
    "creditor_account": ("creditor iban", "payee account", "payee iban", "beneficiary account", "receiver account"),
    "creditor_address": ("payee address", "beneficiary address", "receiver address"),
    "creditor_country": ("payee country", "beneficiary country", "receiver country"),
    "creditor_lei": ("payee lei", "beneficiary lei"),
    "creditor_id": ("payee id", "beneficiary id"),
    "creditor_bank_name": ("creditor bank", "payee bank", "beneficiary bank", "receiver bank"),
    "creditor_bank_bic": ("creditor bic", "payee bic", "beneficiary bic", "beneficiary bank bic"),
    "creditor_bank_country": ("payee bank country", "beneficiary bank country"),
    "ultimate_debtor_name": ("ultimate debtor", "ultimate payer"),
    "ultimate_creditor_name": ("ultimate creditor", "ultimate beneficiary"),
    "intermediary_name": ("intermediary", "intermediary bank", "correspondent", "correspondent bank"),
    "intermediary_bic": ("intermediary bank bic", "correspondent bic"),
    "text": ("remittance information", "remittance", "purpose", "description", "details", "message", "memo"),
}
"""The fields of a row of payments, with heads that mean them."""

PAYMENT_NEEDS = (("amount",), ("debtor_name", "debtor_account"), ("creditor_name", "creditor_account"))
"""By these a table is known for one of payments: one column of each group."""

_CELLS: Mapping[str, tuple[str, FieldKind]] = {
    "name": ("", FieldKind.NAME),
    "account": ("", FieldKind.ACCOUNT),
    "address": ("", FieldKind.ADDRESS),
    "country": ("", FieldKind.COUNTRY),
    "lei": ("", FieldKind.LEI),
    "id": ("", FieldKind.IDENTIFIER),
    "bank_name": ("_agent", FieldKind.NAME),
    "bank_bic": ("_agent", FieldKind.BIC),
    "bank_country": ("_agent", FieldKind.COUNTRY),
    "bic": ("_agent", FieldKind.BIC),
}
_INTERMEDIARY = "intermediary_agent_1"


def is_payment_table(columns: list[str], said: Mapping[str, str]) -> bool:
    """Whether the heads are those of a table of payments."""
    return recognises(columns, PAYMENT_HEADS, PAYMENT_NEEDS, said)


def read_payment_table(path: Path, chosen: Mapping[str, str] | None = None) -> Iterator[Payment | RefusedRecord]:
    """Give the payments of a table, one for each row.

    Args:
        path: Delimited text, or a workbook.
        chosen: Field to column, where the heads do not tell; beside a mapping file (see `yalu.records.heads`).

    Raises:
        TableError: it is no table of payments.
    """
    return read_rows(path, (PAYMENT_HEADS, PAYMENT_NEEDS), chosen, _payment)


def _payment(row: RecordRow) -> Payment:
    values, heads, line = row.values, row.heads, row.line
    parties: dict[str, list[Field]] = {}
    agents: dict[str, list[Field]] = {}
    for name, value in values.items():
        role, kind = _role_of(name)
        if role and value:
            group = agents if role.endswith("_agent") or role == _INTERMEDIARY else parties
            group.setdefault(role, []).append(_field(name, kind, value, heads[name], line))
    return Payment(
        file=row.file,
        number=row.number,
        line=line,
        type="table",
        message_id="",
        transaction_id=values.get("reference", ""),
        uetr="",
        amount=_money(row),
        instructed=None,
        date=_day(values.get("date", "")),
        parties=tuple(PaymentParty(role, tuple(fields)) for role, fields in parties.items()),
        agents=tuple(PaymentAgent(role, tuple(fields)) for role, fields in agents.items()),
        texts=(row.field("text", FieldKind.TEXT),) if values.get("text") else (),
    )


def _role_of(name: str) -> tuple[str, FieldKind]:
    for role in ("ultimate_debtor", "ultimate_creditor", "intermediary", "debtor", "creditor"):
        if name.startswith(f"{role}_"):
            suffix, kind = _CELLS[name.removeprefix(f"{role}_")]
            return (_INTERMEDIARY if role == "intermediary" else role + suffix), kind
    return "", FieldKind.TEXT


def _field(name: str, kind: FieldKind, value: str, head: str, line: int) -> Field:
    form = FORMATS.get(kind)
    if kind is FieldKind.COUNTRY:
        country = read_country(value)
        if country is None:
            raise RecordRowError(f"{name} {value[:40]!r} is no country")
        return Field(kind, head, country.upper(), line)
    if kind is FieldKind.ACCOUNT and FORMATS[FieldKind.IBAN].fullmatch(bare := value.replace(" ", "")):
        return Field(FieldKind.IBAN, head, bare, line)
    if form is not None and not form.fullmatch(value):
        raise RecordRowError(f"{name} {value[:40]!r} is no {kind.value}")
    return Field(kind, head, value, line)


def _money(row: RecordRow) -> Money:
    text = row.values["amount"]
    amount = read_amount(text)
    if amount is None:
        raise RecordRowError(f"the amount {text[:40]!r} is no clear number; write it as 1234.56")
    currency = row.values.get("currency", "").upper()
    if not CURRENCY.fullmatch(currency):
        raise RecordRowError(f"the currency {currency[:20]!r} is no code of three letters")
    return Money(amount, currency, row.field("amount", FieldKind.TEXT))


def _day(text: str) -> str:
    if not text:
        return ""
    day = read_date(text)
    if day is None or len(day) != 10:
        raise RecordRowError(f"the date {text[:40]!r} is no clear day; write it as YYYY-MM-DD")
    return day
