"""Answers about payments in the terminal and as JSON (keys: docs/payments.md)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from yalu.records import RefusedPayment
from yalu.records.payments import Money
from yalu.report.wording import one_line
from yalu.workspace import PaymentAnswer
from yalu.workspace.record_screening import CRITERIA, Reason

REMINDER = "A reason is something to look at, not a finding: compare what else is known before acting."
_REASONS_SHOWN = 6


def payment_record(answer: PaymentAnswer) -> dict[str, Any]:
    """Give the answer for one payment as a JSON object."""
    item = answer.payment
    if isinstance(item, RefusedPayment):
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
        "amount": _money(item.amount),
        "instructed": _money(item.instructed),
        "parties": {party.role: party.name for party in item.parties},
        "decision": answer.decision,
        "reasons": [reason_record(reason) for reason in answer.reasons],
    }


def reason_record(reason: Reason) -> dict[str, Any]:
    """Give a reason as a JSON object; `hit` and `rules` are there where it has them."""
    record: dict[str, Any] = {
        "criterion": reason.criterion,
        "decision": reason.decision,
        "role": reason.role,
        "kind": reason.kind,
        "path": reason.path,
        "line": reason.line,
        "value": reason.value,
        "query": reason.query,
    }
    if reason.hit is not None:
        record["hit"] = reason.hit
    if reason.territories:
        record["rules"] = [
            {
                "id": rule.id,
                "name": rule.name,
                "instrument": rule.instrument,
                "text": rule.text,
                "checked": rule.checked,
            }
            for rule in reason.territories
        ]
    return {**record, "note": reason.note} if reason.note else record


def record_json(record: dict[str, Any]) -> bytes:
    """Write a record as one JSON object on one line."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def print_payments(answers: Sequence[PaymentAnswer], console: Console) -> None:
    """Print payments that are not clear, or were not read, with the reasons."""
    for answer in answers:
        item = answer.payment
        if isinstance(item, RefusedPayment):
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


def print_reasons(reasons: Sequence[Reason], console: Console) -> None:
    """Print the weightiest reasons of a record, indented."""
    for reason in reasons[:_REASONS_SHOWN]:
        console.print(Text(f"     {_said(reason)}"))
    if len(reasons) > _REASONS_SHOWN:
        console.print(Text(f"     and {len(reasons) - _REASONS_SHOWN} more reasons; --json shows all", style="dim"))


def plain_amount(value: Decimal) -> str:
    """Write an exact amount without an exponent."""
    return format(value, "f")


def _said(reason: Reason) -> str:
    place = f"{reason.role.replace('_', ' ')}, {one_line(reason.path, 80)}: '{one_line(reason.query, 80)}'"
    if reason.hit is not None:
        hit = reason.hit
        name = one_line(hit.name, 60)
        found = f" {hit.score:.2f} {one_line(hit.caption, 60)}{f', as {name}' if hit.name != hit.caption else ''}"
        place += f"{found} ({one_line(hit.id)}, {one_line(hit.dataset) or 'list'})"
    if reason.territories:
        place += f" {reason.territories[0].name} ({', '.join(rule.id for rule in reason.territories)})"
    note = f"; {reason.note}" if reason.note else ""
    return f"[{reason.criterion}: {CRITERIA[reason.criterion].decision}] {place}{note}"


def _money(money: Money | None) -> dict[str, str] | None:
    if money is None:
        return None
    return {"value": plain_amount(money.value), "currency": money.currency, "as_written": money.field.value}
