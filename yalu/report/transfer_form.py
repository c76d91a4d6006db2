"""Answers about transfers between wallets in the terminal and as JSON (keys: docs/wallets.md)."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from yalu.records.transfers import Transfer
from yalu.report.record_form import answer_record, money_record, plain_amount, print_records
from yalu.workspace import TransferAnswer


def transfer_record(answer: TransferAnswer) -> dict[str, Any]:
    """Give the answer for one transfer as a JSON object."""
    return answer_record(answer, "transfer", lambda one: _told(one.record))


def _told(item: Transfer) -> dict[str, Any]:
    return {
        "line": item.line,
        "from": item.source.value,
        "to": item.target.value,
        "amount": money_record(item.amount),
        "date": item.day,
        "time": item.time,
        "hash": item.hash,
    }


def print_transfers(answers: Sequence[TransferAnswer], console: Console) -> None:
    """Print transfers that are not clear, or were not read, with the reasons."""
    print_records(answers, _head, console)


def _head(item: Transfer) -> str:
    amount = f"{plain_amount(item.amount.value)} {item.asset}"
    return "  ".join(filter(None, (item.day, amount, f"{item.source.value} to {item.target.value}")))
