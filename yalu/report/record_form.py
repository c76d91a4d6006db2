"""Reasons of answers about records, in the terminal and as JSON (keys: docs/payments.md, docs/shipments.md)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from yalu.records.named import Money, RefusedRecord
from yalu.report.wording import one_line
from yalu.workspace.record_screening import CRITERIA, Reason

REMINDER = "A reason is something to look at, not a finding of guilt: compare what else is known before acting."
_REASONS_SHOWN = 6
_RULE = ("id", "name", "instrument", "text", "source", "checked")
_FINDING = tuple("rule authority instrument paragraph state text period exceptions source checked".split())
_PATTERN = ("id", "text", "source", "checked")


def reason_record(reason: Reason) -> dict[str, Any]:
    """Give a reason as a JSON object; `hit`, `rules`, `finding`, `pattern` and `note` are there where it has them."""
    names = ("criterion", "decision", "role", "kind", "path", "line", "value", "query")
    record: dict[str, Any] = {name: getattr(reason, name) for name in names}
    if reason.hit is not None:
        record["hit"] = reason.hit
    if reason.territories:
        record["rules"] = [_part(rule, _RULE) for rule in reason.territories]
    if reason.finding is not None:
        record["finding"] = {**_part(reason.finding, _FINDING), "sure": reason.finding.is_sure}
    if reason.pattern is not None:
        record["pattern"] = _part(reason.pattern, _PATTERN)
    if reason.note:
        record["note"] = reason.note
    return record


def _part(thing: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def record_json(record: dict[str, Any]) -> bytes:
    """Write a record as one JSON object on one line."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def answer_record(answer: Any, key: str, told: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """Give the answer for one record as a JSON object.

    Args:
        answer: An answer of `yalu.workspace.record_screening`.
        key: What the number of the record is called.
        told: Gives what the record itself says.
    """
    item = answer.record
    if isinstance(item, RefusedRecord):
        return {key: answer.number, "file": item.file, "line": item.line, "error": item.reason}
    record = {key: answer.number, "file": item.file, **told(answer), "decision": answer.decision}
    record["reasons"] = [reason_record(reason) for reason in answer.reasons]
    return {**record, "notes": answer.notes} if hasattr(answer, "notes") else record


def print_records(answers: Sequence[Any], head: Callable[[Any], str], console: Console) -> None:
    """Print records that are not clear, or were not read, each under its `head`, with the reasons and notes."""
    for answer in answers:
        item = answer.record
        if isinstance(item, RefusedRecord):
            why = f"{one_line(item.where)}: {one_line(item.reason, 300)}"
            console.print(Text(f"{answer.number}  not read  {why}", "bold"))
            continue
        console.print(Text(f"{answer.number}  {answer.decision}  {head(item)}", "bold"), soft_wrap=True)
        print_reasons(answer.reasons, console)
        for note in getattr(answer, "notes", ()):
            console.print(Text(f"     {one_line(note, 200)}", style="dim"))
    if answers:
        console.print(Text(REMINDER, style="dim"))


def money_record(money: Money | None) -> dict[str, str] | None:
    """Give an exact amount as a JSON object, with what is written in the file."""
    if money is None:
        return None
    return {"value": plain_amount(money.value), "currency": money.currency, "as_written": money.field.value}


def plain_amount(value: Decimal) -> str:
    """Write an exact amount without an exponent."""
    return format(value, "f")


def print_reasons(reasons: Sequence[Reason], console: Console) -> None:
    """Print the weightiest reasons of a record, indented."""
    for reason in reasons[:_REASONS_SHOWN]:
        console.print(Text(f"     {_said(reason)}"))
    if len(reasons) > _REASONS_SHOWN:
        console.print(Text(f"     and {len(reasons) - _REASONS_SHOWN} more reasons; --json shows all", style="dim"))


def _said(reason: Reason) -> str:
    path = f", {one_line(reason.path, 80)}" if reason.path else ""
    place = f"{reason.role.replace('_', ' ')}{path}: '{one_line(reason.query, 80)}'"
    if reason.hit is not None:
        hit = reason.hit
        name = one_line(hit.name, 60)
        found = f" {hit.score:.2f} {one_line(hit.caption, 60)}{f', as {name}' if hit.name != hit.caption else ''}"
        place += f"{found} ({one_line(hit.id)}, {one_line(hit.dataset) or 'list'})"
    if reason.territories:
        place += f" {reason.territories[0].name} ({', '.join(rule.id for rule in reason.territories)})"
    if reason.finding is not None:
        finding = reason.finding
        state = finding.state.value if finding.is_sure else f"possibly {finding.state.value}"
        checked = "" if finding.checked else "; unchecked"
        place += f" {state}, {one_line(finding.instrument, 80)} ({finding.rule}{checked})"
    if reason.pattern is not None:
        place += f" {reason.pattern.text} ({reason.pattern.id})"
    note = f"; {reason.note}" if reason.note else ""
    return f"[{reason.criterion}: {CRITERIA[reason.criterion].decision}] {place}{note}"
