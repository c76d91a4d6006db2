"""Answers about transfers between wallets in the terminal and as JSON (keys: docs/wallets.md)."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.records.named import RefusedRecord
from yalu.report.record_form import REMINDER, money_record, plain_amount, print_reasons, reason_record
from yalu.report.wording import one_line
from yalu.workspace import TransferAnswer


def transfer_record(answer: TransferAnswer) -> dict[str, Any]:
    """Give the answer for one transfer as a JSON object."""
    item = answer.transfer
    if isinstance(item, RefusedRecord):
        return {"transfer": answer.number, "file": item.file, "line": item.line, "error": item.reason}
    return {
        "transfer": answer.number,
        "file": item.file,
        "line": item.line,
        "from": item.source.value,
        "to": item.target.value,
        "amount": money_record(item.amount),
        "date": item.day,
        "time": item.time,
        "hash": item.hash,
        "decision": answer.decision,
        "reasons": [reason_record(reason) for reason in answer.reasons],
        "notes": answer.notes,
    }


def print_transfers(answers: Sequence[TransferAnswer], console: Console) -> None:
    """Print transfers that are not clear, or were not read, with the reasons."""
    for answer in answers:
        item = answer.transfer
        if isinstance(item, RefusedRecord):
            why = f"{one_line(item.where)}: {one_line(item.reason, 300)}"
            console.print(Text(f"{answer.number}  not read  {why}", "bold"))
            continue
        amount = f"{plain_amount(item.amount.value)} {item.asset}"
        head = "  ".join(filter(None, (item.day, amount, f"{item.source.value} to {item.target.value}")))
        console.print(Text(f"{answer.number}  {answer.decision}  {head}", "bold"), soft_wrap=True)
        print_reasons(answer.reasons, console)
    if answers:
        console.print(Text(REMINDER, style="dim"))
