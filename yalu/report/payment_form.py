"""Answers about payments in the terminal and as JSON (keys: docs/payments.md)."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from yalu.records.payments import Payment
from yalu.report.record_form import answer_record, money_record, plain_amount, print_records
from yalu.report.wording import one_line
from yalu.workspace import PaymentAnswer


def payment_record(answer: PaymentAnswer) -> dict[str, Any]:
    """Give the answer for one payment as a JSON object."""
    return answer_record(answer, "message", lambda one: _told(one.record))


def _told(item: Payment) -> dict[str, Any]:
    return {
        "line": item.line,
        "type": item.type,
        "message_id": item.message_id,
        "transaction_id": item.transaction_id,
        "uetr": item.uetr,
        "date": item.date,
        "amount": money_record(item.amount),
        "instructed": money_record(item.instructed),
        "parties": {party.role: party.name for party in item.parties},
    }


def print_payments(answers: Sequence[PaymentAnswer], console: Console) -> None:
    """Print payments that are not clear, or were not read, with the reasons."""
    print_records(answers, _head, console)


def _head(item: Payment) -> str:
    money = "" if item.amount is None else f"{plain_amount(item.amount.value)} {item.amount.currency}"
    ends = " to ".join(
        one_line(party.name or "unnamed", 60) for role in ("debtor", "creditor") if (party := item.party(role))
    )
    return "  ".join(filter(None, (item.date, money, one_line(item.transaction_id, 40), ends)))
