"""Screening payments: one answer for each message, transaction or row, in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from yalu.model import YaluError
from yalu.records.payments import Payment, RefusedRecord, read_payments
from yalu.screening import Screener
from yalu.workspace.record_screening.asking import Answers, Asker, without_collection
from yalu.workspace.record_screening.fields import (
    PLACED,
    Asked,
    RecordSettings,
    is_plain_place,
    party_questions,
    place_reasons,
    reasons_of,
    text_questions,
)
from yalu.workspace.record_screening.reasons import Decision, Reason, decide, ordered

TOGETHER = 500
"""Payments whose questions are asked together; memory does not grow beyond these."""
PARTY_SCHEMA = "LegalEntity"
AGENT_SCHEMA = "Organization"


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    """The answer for one payment, `number` from 1 on: a decision with its reasons, or why it was not read.

    `decision` is `None` where the payment could not be read: then nothing of it was screened.
    """

    number: int
    payment: Payment | RefusedRecord
    decision: Decision | None
    reasons: tuple[Reason, ...] = ()


def screen_payments(
    source: Path | str | Iterable[Payment | RefusedRecord],
    screener: Screener,
    settings: RecordSettings | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[PaymentAnswer]:
    """Screen payments, each field by what it is; one answer each, in order.

    Args:
        source: A file or folder (see `yalu.records.payments.read_payments`), or payments that were read.
        screener: The listed entities.
        settings: The bars.
        columns: Field to column, for tables whose heads do not tell.
        progress: Called with the number of payments that are done, after each batch.

    Raises:
        InputError: the source cannot be read, or a single file not to its end.
    """
    settings = settings or RecordSettings()
    payments = iter(read_payments(source, columns) if isinstance(source, Path | str) else source)
    asker = Asker(screener, settings.limit)
    number = 0
    for batch in _batches(payments):
        with without_collection():
            asked = [_questions(item, settings) for item in batch]
            answers = asker.ask(one.question for questions in asked for one in questions)
            answered = [
                _answer(number, item, questions, answers)
                for number, (item, questions) in enumerate(zip(batch, asked, strict=True), number + 1)
            ]
        yield from answered
        number += len(batch)
        if progress is not None:
            progress(number)


def _batches(payments: Iterator[Payment | RefusedRecord]) -> Iterator[list[Payment | RefusedRecord]]:
    """Give payments in batches; what was read before a file fails comes before the failure."""
    failure: YaluError | None = None
    while failure is None:
        batch: list[Payment | RefusedRecord] = []
        with without_collection():
            try:
                for payment in islice(payments, TOGETHER):
                    batch.append(payment)
            except YaluError as error:
                failure = error
        if batch:
            yield batch
        elif failure is None:
            return
    raise failure


def _questions(item: Payment | RefusedRecord, settings: RecordSettings) -> list[Asked]:
    if isinstance(item, RefusedRecord):
        return []
    asked: list[Asked] = []
    for party in item.parties:
        asked += party_questions(party.role, party.fields, settings, PARTY_SCHEMA)
    for agent in item.agents:
        asked += party_questions(agent.role, agent.fields, settings, AGENT_SCHEMA)
    for field in item.texts:
        asked += text_questions("text", field, settings)
    return asked


def _answer(number: int, item: Payment | RefusedRecord, questions: list[Asked], answers: Answers) -> PaymentAnswer:
    if isinstance(item, RefusedRecord):
        return PaymentAnswer(number, item, None)
    reasons = list(reasons_of(questions, answers))
    for role, field in item.all_fields():
        if field.kind in PLACED and not is_plain_place(field.kind, field.value, item.date):
            reasons += place_reasons(role, field, item.date)
    return PaymentAnswer(number, item, decide(reasons), ordered(reasons))
