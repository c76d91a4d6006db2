"""Answers about payments in the terminal and as JSON (keys: docs/payments.md)."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.records.named import RefusedRecord
from yalu.report.record_form import REMINDER, money_record, plain_amount, print_reasons, reason_record
from yalu.report.wording import one_line
from yalu.workspace import PaymentAnswer


def payment_record(answer: PaymentAnswer) -> dict[str, Any]:
    """Give the answer for one payment as a JSON object."""
    item = answer.payment
    if isinstance(item, RefusedRecord):
        return {"message": answer.number, "file": item.file, "line": item.line, "error": item.reason}
    return {
        "message": answer.number,
        "file": item.file,
        "line": item.line,
        "type": item.type,
        "message_id": item.message_id,
        "transaction_id": item.transaction_id,
        "uetr": item.uetr,
        "date": item.date,
        "amount": money_record(item.amount),
        "instructed": money_record(item.instructed),
        "parties": {party.role: party.name for party in item.parties},
        "decision": answer.decision,
        "reasons": [reason_record(reason) for reason in answer.reasons],
    }


def print_payments(answers: Sequence[PaymentAnswer], console: Console) -> None:
    """Print payments that are not clear, or were not read, with the reasons."""
    for answer in answers:
        item = answer.payment
        if isinstance(item, RefusedRecord):
            console.print(
                Text(f"{answer.number}  not read  {one_line(item.where)}: {one_line(item.reason, 300)}", "bold")
            )
            continue
        money = "" if item.amount is None else f"{plain_amount(item.amount.value)} {item.amount.currency}"
        ends = " to ".join(
            one_line(party.name or "unnamed", 60) for role in ("debtor", "creditor") if (party := item.party(role))
        )
        head = "  ".join(filter(None, (item.date, money, one_line(item.transaction_id, 40), ends)))
        console.print(Text(f"{answer.number}  {answer.decision}  {head}", "bold"))
        print_reasons(answer.reasons, console)
    if answers:
        console.print(Text(REMINDER, style="dim"))
