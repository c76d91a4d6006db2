"""Screening payments: one answer for each message, transaction or row, in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from yalu.model import YaluError
from yalu.records.payments import Field, Payment, RefusedRecord, read_payments
from yalu.screening import Screener
from yalu.workspace.record_screening.asking import Answers, Asker, Key, Quiet, without_collection
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

    @property
    def record(self) -> Payment | RefusedRecord:
        """What was asked, under the name that all answers about records have for it."""
        return self.payment


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
    asker, quiet = Asker(screener, settings.limit), Quiet()
    number = 0
    for batch in _batches(payments):
        with without_collection():
            answered = _answered(batch, number, (asker, quiet), settings)
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


class _Part(NamedTuple):
    """Somebody whom a payment names, or a text of it; what is asked for it, and what it is remembered by."""

    role: str
    fields: tuple[Field, ...]
    asked: list[Asked]
    key: Key


def _answered(
    batch: list[Payment | RefusedRecord], before: int, memory: tuple[Asker, Quiet], settings: RecordSettings
) -> list[PaymentAnswer]:
    # What this function made is gone when it ends, before the collector runs again.
    asker, quiet = memory
    parts = [[] if isinstance(item, RefusedRecord) else list(_parts(item, settings, quiet)) for item in batch]
    answers = asker.ask(one.question for some in parts for part in some for one in part.asked)
    return [
        _answer(number, item, some, answers, quiet)
        for number, (item, some) in enumerate(zip(batch, parts, strict=True), before + 1)
    ]


def _parts(item: Payment, settings: RecordSettings, quiet: Quiet) -> Iterator[_Part]:
    """Give all of a payment that may lead to a reason."""
    for group, schema in ((item.parties, PARTY_SCHEMA), (item.agents, AGENT_SCHEMA)):
        for named in group:
            key = quiet.key(item.date, schema, named.fields)
            if key not in quiet:
                asked = list(party_questions(named.role, named.fields, settings, schema))
                yield _Part(named.role, named.fields, asked, key)
    for field in item.texts:
        key = quiet.key(item.date, "", (field,))
        if key not in quiet:
            yield _Part("text", (field,), list(text_questions("text", field, settings)), key)


def _answer(
    number: int, item: Payment | RefusedRecord, parts: list[_Part], answers: Answers, quiet: Quiet
) -> PaymentAnswer:
    if isinstance(item, RefusedRecord):
        return PaymentAnswer(number, item, None)
    reasons = list(reasons_of((one for part in parts for one in part.asked), answers))
    for part in parts:
        places = [
            reason
            for field in part.fields
            if field.kind in PLACED and not is_plain_place(field.kind, field.value, item.date)
            for reason in place_reasons(part.role, field, item.date)
        ]
        if places:
            reasons += places
        elif not any(answers[one.question] for one in part.asked):
            quiet.add(part.key)
    return PaymentAnswer(number, item, decide(reasons), ordered(reasons))
