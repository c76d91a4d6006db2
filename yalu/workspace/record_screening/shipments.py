"""Screening shipments: parties, ship, route and goods in one; one answer for each shipment, in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from yalu.goods import Finding, GoodsAnswer, GoodsCheck, GoodsRow, RuleState, check_goods_rows
from yalu.records.named import Field, FieldKind, RefusedRecord
from yalu.records.shipments import Shipment, read_shipments
from yalu.screening import Hit, Screener
from yalu.workspace.record_screening.asking import Answers, Asker
from yalu.workspace.record_screening.batches import Way
from yalu.workspace.record_screening.fields import (
    SHIP_SCHEMA,
    Asked,
    RecordSettings,
    party_questions,
    place_reasons,
    reasons_of,
    text_questions,
)
from yalu.workspace.record_screening.reasons import Decision, Reason, decide, ordered
from yalu.workspace.record_screening.shipment_patterns import Seen, pattern_reasons

TOGETHER = 200
"""Shipments whose questions are asked together."""
PARTY_SCHEMA = "LegalEntity"


@dataclass(frozen=True, slots=True)
class ShipmentAnswer:
    """The answer for one shipment, `number` from 1 on: a decision with its reasons, or why it was not read.

    `goods` has what the tables of goods say of each item, in the order of `shipment.items`; `notes` says what was left
    open. `decision` is `None` where the row could not be read.
    """

    number: int
    shipment: Shipment | RefusedRecord
    decision: Decision | None
    reasons: tuple[Reason, ...] = ()
    goods: tuple[GoodsAnswer, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def record(self) -> Shipment | RefusedRecord:
        """What was asked, under the name that all answers about records have for it."""
        return self.shipment


def screen_shipments(
    source: Path | str | Iterable[Shipment | RefusedRecord],
    screener: Screener,
    day: date,
    settings: RecordSettings | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[ShipmentAnswer]:
    """Screen shipments: names and addresses of the parties, the ship by its IMO number first, the route, the goods.

    Args:
        source: A table (see `yalu.records.shipments.read_shipments`), or shipments that were read.
        screener: The listed entities.
        day: The day for which rules are asked where a shipment states none.
        settings: The bars.
        columns: Field to column, where the heads do not tell.
        progress: Called with the number of shipments that are done, after each batch.

    Raises:
        TableError: the table cannot be read.
    """
    settings = settings or RecordSettings()
    shipments = iter(read_shipments(source, columns) if isinstance(source, Path | str) else source)
    asker = Asker(screener, settings.limit)
    way = Way(TOGETHER, partial(_questions, settings=settings), partial(_answer, day=day))
    yield from way.answers(shipments, asker, progress)


def _questions(item: Shipment | RefusedRecord, settings: RecordSettings) -> list[Asked]:
    if isinstance(item, RefusedRecord):
        return []
    asked: list[Asked] = []
    for party in item.parties:
        asked += party_questions(party.role, party.fields, settings, PARTY_SCHEMA)
    if item.vessel is not None:
        asked += party_questions(item.vessel.role, item.vessel.fields, settings, SHIP_SCHEMA)
    for field in _goods_texts(item):
        asked += text_questions("goods", field, settings)
    return asked


def _goods_texts(item: Shipment) -> list[Field]:
    texts = {one.text: one.line for one in reversed(item.items) if one.text}
    return [Field(FieldKind.TEXT, "goods", text, line) for text, line in sorted(texts.items(), key=lambda one: one[1])]


def _answer(
    number: int, item: Shipment | RefusedRecord, questions: list[Asked], answers: Answers, day: date
) -> ShipmentAnswer:
    if isinstance(item, RefusedRecord):
        return ShipmentAnswer(number, item, None)
    asked_for = item.date or day.isoformat()
    goods = tuple(_check(one.text, one.code, item.origin, item.destination, asked_for) for one in item.items)
    checks = tuple(answer.check for answer in goods if answer.check is not None)
    found = list(reasons_of(questions, answers))
    seen = Seen(item, checks, _ships(found))
    reasons = [*found, *_place_reasons(item, asked_for), *_goods_reasons(item, goods), *pattern_reasons(seen)]
    notes = (*item.notes, *_notes(item, goods, asked_for))
    return ShipmentAnswer(number, item, decide(reasons), ordered(reasons), goods, notes)


def _ships(found: Iterable[Reason]) -> tuple[Hit, ...]:
    """Give the listed ships that an IMO number found."""
    return tuple(
        reason.hit
        for reason in found
        if reason.hit is not None and reason.role == "vessel" and reason.kind == FieldKind.IMO.value
    )


@lru_cache(maxsize=1 << 12)
def _check(text: str, code: str, origin: str, destination: str, day: str) -> GoodsAnswer:
    """Ask the tables of goods; a code or description that they cannot read gives the reason."""
    if not text and not code:
        return GoodsAnswer(1, None, "neither goods nor an HS code is stated")
    (answer,) = check_goods_rows([GoodsRow(text, code, origin, destination, day)], date.fromisoformat(day))
    return answer


def _goods_reasons(item: Shipment, goods: tuple[GoodsAnswer, ...]) -> Iterator[Reason]:
    """Give a reason for each rule that stands, once for each item, and once a shipment where it is for all goods."""
    general: set[str] = set()
    for one, answer in zip(item.items, goods, strict=True):
        for finding in answer.check.findings if answer.check else ():
            if not finding.stands or (finding.for_all_goods and finding.rule in general):
                continue
            asked = " ".join(filter(None, (one.code, one.text)))
            if finding.for_all_goods:
                general.add(finding.rule)
                asked = f"{item.origin.upper() or '?'} to {item.destination.upper() or '?'}"
            yield Reason(
                _goods_criterion(finding, answer.check), "goods", "goods", "", one.line, one.code or one.text, asked,
                finding=finding,
            )  # fmt: skip


def _goods_criterion(finding: Finding, check: GoodsCheck | None) -> str:
    """A ban counts as one only where both ends of the route are known: otherwise it may not be on its way there."""
    whole_route = check is not None and check.origin is not None and check.destination is not None
    if finding.state is RuleState.BANNED and finding.is_sure and whole_route and not finding.for_all_goods:
        return "goods-ban"
    return "goods-route" if finding.for_all_goods else "goods-rule"


def _place_reasons(item: Shipment, day: str) -> Iterator[Reason]:
    line = item.lines[0]
    for name, country in (
        ("origin", item.origin),
        ("destination", item.destination),
        *(("transit", c) for c in item.transit),
    ):
        if country:
            yield from place_reasons("route", Field(FieldKind.COUNTRY, name, country.upper(), line), day)
    for field in item.places:
        yield from place_reasons("route", field, day)
    for party in (*item.parties, *((item.vessel,) if item.vessel else ())):
        for field in party.fields:
            yield from place_reasons(party.role, field, day)
    for field in _goods_texts(item):
        yield from place_reasons("goods", field, day)


def _notes(item: Shipment, goods: tuple[GoodsAnswer, ...], day: str) -> Iterator[str]:
    if not item.date:
        yield f"no day is stated; rules are those of {day}"
    for name, country in (("origin", item.origin), ("destination", item.destination)):
        if not country:
            yield f"no country of {name} is stated; rules of any are shown"
    for one, answer in zip(item.items, goods, strict=True):
        if answer.error:
            yield f"line {one.line}: the goods were not checked: {answer.error}"
