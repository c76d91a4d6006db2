"""ISO 20022 credit transfers (pacs.008, pacs.009, pain.001) as a bounded stream of payments.

A file may hold one message, or several in an envelope (business application header, RequestPayload, DataPDU ...), with
any prefix. Only one transaction is in memory at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from yalu.model import DateError, MessageError
from yalu.model.interval import parse_day
from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.opening import OpenedTable
from yalu.records.payments.iso20022_fields import (
    Element,
    FieldWalk,
    FormatError,
    Gathered,
    bad_nodes,
    child,
    child_text,
    local,
    written,
)
from yalu.records.payments.iso20022_layout import (
    AMOUNT,
    CURRENCY,
    HEADER,
    MESSAGE_NAMES,
    NAMESPACE,
    PAYMENT_INFORMATION,
    TRANSACTION,
    Sequence,
)
from yalu.records.payments.payment import Payment

MAX_FILE = 256 << 20
"""Bytes of a file, unpacked. Larger collections come as a folder of files."""
MAX_RECORD = 4 << 20
"""Bytes between the ends of two transactions."""
_CHUNK = 1 << 16
_TAGS = ("{*}GrpHdr", "{*}PmtInf", "{*}CdtTrfTxInf", *(f"{{*}}{name}" for name in MESSAGE_NAMES))
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_AGAIN = "ask the sender for the whole message"


def read_iso20022(path: Path, opened: OpenedTable) -> Iterator[Payment | RefusedRecord]:
    """Give the payments of an XML file in their order; what is not as the standard says is refused in its place.

    Raises:
        MessageError: the XML is damaged, cut off, beyond the bounds or declares a DTD, or holds no such message.
            Payments that came before it are whole; the file as a whole is not.
    """
    reading = _Reading(path)
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=_TAGS,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    size = since_record = 0
    head = b""
    try:
        while chunk := opened.stream.read1(_CHUNK):
            size += len(chunk)
            since_record += len(chunk)
            _refuse_doctype(path, head[-32:] + chunk)
            head = chunk
            parser.feed(chunk)
            before = reading.done
            yield from reading.take(parser)
            since_record = 0 if reading.done > before else since_record
            if size > MAX_FILE:
                raise MessageError(
                    path, f"the file is larger than {MAX_FILE >> 20} MiB", remedy="split it into files of messages"
                )
            if since_record > MAX_RECORD:
                raise MessageError(
                    path, f"more than {MAX_RECORD >> 20} MiB pass without a transaction", remedy="this is no payment"
                )
        parser.close()
    except etree.XMLSyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else ""
        said = (error.msg or "unknown error").partition(", line ")[0]
        raise MessageError(path, f"the XML is damaged or cut off: {said}", where=where, remedy=_AGAIN) from None
    if not reading.messages:
        raise MessageError(
            path, "it holds no payment message", remedy="pacs.008, pacs.009 and pain.001 are read; see docs/payments.md"
        )


def _refuse_doctype(path: Path, data: bytes) -> None:
    if any(mark in data for mark in _DOCTYPES):
        raise MessageError(
            path, "it declares a document type (DTD)", remedy="no payment message does; entities are never loaded"
        )


@dataclass
class _Group:
    """What the transactions of a message, or of one PmtInf, share; `fault` is why they cannot be used."""

    found: Gathered = field(default_factory=Gathered)
    date: str = ""
    fault: str = ""
    stated: int | None = None
    counted: int = 0


@dataclass
class _Reading:
    """Where the reading of a file stands."""

    path: Path
    messages: int = 0
    number: int = 0
    done: int = 0
    type: str = ""
    family: str = ""
    message_id: str = ""
    header: _Group = field(default_factory=_Group)
    group: _Group | None = None
    group_number: int = 0
    transactions: int = 0

    def take(self, parser: Any) -> Iterator[Payment | RefusedRecord]:
        for event, element in parser.read_events():
            name = local(element)
            if event == "start":
                self._start(element, name)
            elif self.family and name == "GrpHdr":
                self._header(element)
            elif self.family and name == "CdtTrfTxInf":
                self.done += 1
                yield self._transaction(element)
                _let_go(element)
            elif self.family and name == "PmtInf":
                self.done += 1
                yield from self._end_group(element)
                _let_go(element)
            elif MESSAGE_NAMES.get(name) == self.family:
                yield from self._end_message(element)

    def _start(self, element: Element, name: str) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            _refuse_doctype(self.path, _DOCTYPES[0])
        if name in MESSAGE_NAMES and not self.family:
            self.family = MESSAGE_NAMES[name]
            found = NAMESPACE.search(etree.QName(element).namespace or "")
            self.type = found[0] if found else self.family
            if not self.type.startswith(self.family):
                raise MessageError(
                    self.path, f"{name} stands in the namespace of {self.type}", where=f"line {element.sourceline}"
                )
            self.messages += 1
            self.message_id, self.header, self.group = "", _Group(fault="the message has no group header"), None
            self.transactions = self.group_number = 0
        elif name == "PmtInf" and self.family:
            self.group, self.group_number = None, self.group_number + 1

    def _header(self, element: Element) -> None:
        header = self.header = _Group()
        self.message_id = child_text(element, "MsgId")
        try:
            _check_sequence(element, HEADER[self.family])
            header.stated = _count(element)
            header.found = self._walk(element, f"{local(element.getparent())}/GrpHdr")
            header.date = _day(child(element, "IntrBkSttlmDt"))
        except FormatError as error:
            header.fault = f"GrpHdr: {error}"

    def _group_of(self, element: Element) -> _Group:
        """Give what a PmtInf states before its first transaction."""
        group = _Group()
        try:
            _check_sequence(element, PAYMENT_INFORMATION)
            group.stated = _count(element)
            group.date = _day(child(element, "ReqdExctnDt"))
            group.found = self._walk(element, f"{local(element.getparent())}/PmtInf[{self.group_number}]")
        except FormatError as error:
            group.fault = f"PmtInf: {error}"
        return group

    def _walk(self, element: Element, path: str) -> Gathered:
        walk = FieldWalk(between_banks=self.family == "pacs.009")
        for part in element:
            name = local(part)
            if name != "CdtTrfTxInf":
                walk.take(part, f"{path}/{name}")
        return walk.found

    def _transaction(self, element: Element) -> Payment | RefusedRecord:
        self.number += 1
        self.transactions += 1
        parent = element.getparent()
        if local(parent) == "PmtInf" and self.group is None:
            self.group = self._group_of(parent)
        shared = self.group if local(parent) == "PmtInf" and self.group is not None else _Group()
        shared.counted += 1
        try:
            for group in (self.header, shared):
                if group.fault:
                    raise FormatError(group.fault, element.sourceline)
            return self._payment(element, shared)
        except FormatError as error:
            return RefusedRecord(str(self.path), self.number, error.line or element.sourceline, str(error))

    def _payment(self, element: Element, shared: _Group) -> Payment:
        entity = bad_nodes(element)
        if entity is not None:
            raise FormatError("it refers to an entity, which no payment message does", element.sourceline)
        _check_sequence(element, TRANSACTION[self.family])
        parent, number = element.getparent(), shared.counted if self.group else self.transactions
        above = local(parent)
        if above == "PmtInf":
            above = f"{local(parent.getparent())}/PmtInf[{self.group_number}]"
        path = f"{above}/CdtTrfTxInf[{number}]"
        walk = FieldWalk(between_banks=self.family == "pacs.009")
        for part in element:
            walk.take(part, f"{path}/{local(part)}")
        base = shared.found if above != local(parent) else self.header.found
        found, both = walk.found, base if base is self.header.found else _merged(self.header.found, base)
        settled = child(element, "IntrBkSttlmAmt")
        ordered = child(element, "InstdAmt")
        if self.family == "pain.001":
            settled, ordered = _ordered(element), None
        money_path = f"{path}/Amt" if self.family == "pain.001" else path
        return Payment(
            file=str(self.path),
            number=self.number,
            line=element.sourceline,
            type=self.type,
            message_id=self.message_id,
            transaction_id=child_text(element, "PmtId", "EndToEndId") or child_text(element, "PmtId", "TxId"),
            uetr=child_text(element, "PmtId", "UETR"),
            amount=_money(settled, money_path),
            instructed=_money(ordered, path) if ordered is not None else None,
            date=_day(child(element, "IntrBkSttlmDt")) or shared.date or self.header.date,
            parties=both.parties_with(found),
            agents=both.agents_with(found),
            texts=(*both.texts, *found.texts),
        )

    def _end_group(self, element: Element) -> Iterator[RefusedRecord]:
        group, self.group = self.group, None
        if group is None:
            yield self._incomplete("a PmtInf holds no transaction", element)
        elif group.stated is not None and group.stated != group.counted:
            yield self._incomplete(f"PmtInf states {group.stated} transactions and holds {group.counted}", element)

    def _end_message(self, element: Element) -> Iterator[RefusedRecord]:
        stated = self.header.stated
        if not self.transactions:
            yield self._incomplete("the message holds no transaction", element)
        elif stated is not None and stated != self.transactions:
            yield self._incomplete(f"GrpHdr states {stated} transactions, and there are {self.transactions}", element)
        self.family = ""

    def _incomplete(self, reason: str, element: Element) -> RefusedRecord:
        self.number += 1
        return RefusedRecord(str(self.path), self.number, element.sourceline, reason)


def _merged(one: Gathered, two: Gathered) -> Gathered:
    return Gathered(
        {party.role: list(party.fields) for party in one.parties_with(two)},
        {agent.role: list(agent.fields) for agent in one.agents_with(two)},
        [*one.texts, *two.texts],
    )


def _let_go(element: Element) -> None:
    """Take an element that was read out of the tree, as far as the parser allows, so that it stays small."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while (before := element.getprevious()) is not None and local(before) == local(element):
        parent.remove(before)


def _check_sequence(element: Element, sequence: Sequence) -> None:
    """Check which elements there are, in which order, and that none is missing."""
    namespace = element.tag.rpartition("}")[0]
    last, names = -1, set()
    for part in element:
        if not isinstance(part.tag, str):
            raise FormatError("it refers to an entity, which no payment message does", element.sourceline)
        name = local(part)
        if part.tag.rpartition("}")[0] != namespace:
            raise FormatError(f"{name} stands in another namespace than {local(element)}", part.sourceline)
        place = sequence.order.get(name)
        if place is None:
            raise FormatError(f"the standard has no {written(name)} in {local(element)}", part.sourceline)
        if name not in sequence.anywhere:
            if place < last:
                raise FormatError(f"{name} stands out of order in {local(element)}", part.sourceline)
            last = place
        names.add(name)
    for choice in sequence.required:
        if names.isdisjoint(choice):
            raise FormatError(f"{local(element)} has no {' or '.join(choice)}", element.sourceline)


def _count(element: Element) -> int | None:
    text = child_text(element, "NbOfTxs")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise FormatError(f"NbOfTxs {written(text)} is no number", element.sourceline)
    return int(text)


def _ordered(element: Element) -> Element:
    """Give the amount that a customer orders: in the currency of the creditor, or of another account (EqvtAmt)."""
    found = child(element, "Amt", "InstdAmt")
    if found is None:
        found = child(element, "Amt", "EqvtAmt", "Amt")
    if found is None:
        raise FormatError("Amt has neither InstdAmt nor EqvtAmt", element.sourceline)
    return found


def _money(element: Element, path: str) -> Money:
    if element is None:
        raise FormatError("there is no amount", None)
    name, text = local(element), (element.text or "").strip()
    currency = element.get("Ccy") or ""
    if not AMOUNT.fullmatch(text) or sum(char.isdigit() for char in text) > 18:
        raise FormatError(f"{name} {written(text)} is no amount", element.sourceline)
    if not CURRENCY.fullmatch(currency):
        raise FormatError(f"the currency {written(currency)} of {name} is no code of three letters", element.sourceline)
    place = Field(FieldKind.TEXT, f"{path}/{name}", text, element.sourceline)
    return Money(Decimal(text), currency, place)


def _day(element: Element | None) -> str:
    """Give a day; of a time its day counts."""
    if element is None:
        return ""
    text = (element.text or "").strip() or child_text(element, "Dt") or child_text(element, "DtTm")
    try:
        return date.isoformat(parse_day(text[:10]))
    except DateError:
        raise FormatError(f"{local(element)} {written(text)} is no date", element.sourceline) from None
