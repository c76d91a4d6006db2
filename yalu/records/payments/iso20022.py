"""ISO 20022 credit transfers (pacs.008, pacs.009, pain.001) as a bounded stream of payments.

A file may hold one message, or several in an envelope (business application header, RequestPayload, DataPDU ...), with
any prefix. Only one transaction is in memory at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from yalu.model import DateError, MessageError
from yalu.model.interval import parse_day
from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.opening import OpenedTable
from yalu.records.payments.iso20022_fields import Element, ElementGroup, FormatError, Gathered, local
from yalu.records.payments.iso20022_layout import AMOUNT, CURRENCY, MESSAGE_NAMES, NAMESPACE
from yalu.records.payments.iso20022_shape import written
from yalu.records.payments.payment import Payment

MAX_FILE = 256 << 20
"""Bytes of a file, unpacked. Larger collections come as a folder of files."""
MAX_RECORD = 4 << 20
"""Bytes between the ends of two transactions."""
_CHUNK = 1 << 16
_TAGS = ("{*}GrpHdr", "{*}PmtInf", "{*}CdtTrfTxInf", *(f"{{*}}{name}" for name in MESSAGE_NAMES))
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_EVENTS: tuple[Literal["start", "end"], ...] = ("start", "end")
_SAFE: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_SMALL = etree.XMLParser(**_SAFE)
_AGAIN = "ask the sender for the whole message"


def read_iso20022(path: Path, opened: OpenedTable) -> Iterator[Payment | RefusedRecord]:
    """Give the payments of an XML file in their order; what is not as the standard says is refused in its place.

    Raises:
        MessageError: the XML is damaged, cut off, beyond the bounds or declares a DTD, or holds no such message.
            Payments that came before it are whole; the file as a whole is not.
    """
    reading = _Reading(path)
    first = opened.stream.read1(_CHUNK)
    second = opened.stream.read1(_CHUNK)
    whole = None if second else _parsed(path, first)
    if whole is not None:
        yield from reading.take(etree.iterwalk(whole, events=_EVENTS, tag=_TAGS))
    else:
        yield from _streamed(path, chain((first, second), iter(partial(opened.stream.read1, _CHUNK), b"")), reading)
    if not reading.messages:
        raise MessageError(
            path, "it holds no payment message", remedy="pacs.008, pacs.009 and pain.001 are read; see docs/payments.md"
        )


def _parsed(path: Path, data: bytes) -> Element | None:
    """Give the tree of a small file; `None` if it is damaged: then what stands before the damage is to be read."""
    _refuse_doctype(path, data)
    try:
        return etree.fromstring(data, _SMALL)
    except etree.XMLSyntaxError:
        return None


def _streamed(path: Path, chunks: Iterable[bytes], reading: "_Reading") -> Iterator[Payment | RefusedRecord]:
    """Read a file of any size piece by piece."""
    parser = etree.XMLPullParser(events=_EVENTS, tag=_TAGS, **_SAFE)
    size = since_record = 0
    head = b""
    try:
        for chunk in chunks:
            size += len(chunk)
            since_record += len(chunk)
            _refuse_doctype(path, head[-32:] + chunk)
            head = chunk
            parser.feed(chunk)
            before = reading.done
            yield from reading.take(parser.read_events())
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

    def take(self, events: Iterable[tuple[str, Element]]) -> Iterator[Payment | RefusedRecord]:
        for event, element in events:
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
        if name in MESSAGE_NAMES and not self.family:
            if element.getroottree().docinfo.internalDTD is not None:
                _refuse_doctype(self.path, _DOCTYPES[0])
            self.family = MESSAGE_NAMES[name]
            self.type = _type_of(element.tag) or self.family
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
        self.message_id = ""
        try:
            group = ElementGroup(element, self.family)
            self.message_id = group.text("MsgId")
            group.check()
            header.stated = _count(group)
            header.found = group.gather(f"{local(element.getparent())}/GrpHdr")
            header.date = _day(group, "IntrBkSttlmDt")
        except FormatError as error:
            header.fault = f"GrpHdr: {error}"

    def _group_of(self, element: Element) -> _Group:
        """Give what a PmtInf states before its first transaction."""
        found = _Group()
        try:
            group = ElementGroup(element, self.family, without="CdtTrfTxInf")
            group.check()
            found.stated = _count(group)
            found.date = _day(group, "ReqdExctnDt")
            found.found = group.gather(f"{local(element.getparent())}/PmtInf[{self.group_number}]")
        except FormatError as error:
            found.fault = f"PmtInf: {error}"
        return found

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
        group = ElementGroup(element, self.family)
        group.check()
        parent, number = element.getparent(), shared.counted if self.group else self.transactions
        above = local(parent)
        in_group = above == "PmtInf"
        if in_group:
            above = f"{local(parent.getparent())}/PmtInf[{self.group_number}]"
        path = f"{above}/CdtTrfTxInf[{number}]"
        found, both = group.gather(path), self.header.found
        if in_group:
            both = _merged(both, shared.found)
        ordered = self.family == "pain.001"
        instructed = None if ordered else group.first("InstdAmt")
        return Payment(
            file=str(self.path),
            number=self.number,
            line=group.line,
            type=self.type,
            message_id=self.message_id,
            transaction_id=group.text("PmtId/EndToEndId") or group.text("PmtId/TxId"),
            uetr=group.text("PmtId/UETR"),
            amount=_money(_ordered(group), f"{path}/Amt") if ordered else _money(group.first("IntrBkSttlmAmt"), path),
            instructed=None if instructed is None else _money(instructed, path),
            date=_day(group, "IntrBkSttlmDt") or shared.date or self.header.date,
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


@lru_cache(maxsize=1 << 8)
def _type_of(tag: str) -> str:
    """Give what the namespace of an element says, such as "pacs.008.001.08"; empty where it says nothing."""
    found = NAMESPACE.search(tag.rpartition("}")[0])
    return found[0] if found else ""


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


def _count(group: ElementGroup) -> int | None:
    text = group.text("NbOfTxs")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise FormatError(f"NbOfTxs {written(text)} is no number", group.line)
    return int(text)


def _ordered(group: ElementGroup) -> Element:
    """Give the amount that a customer orders: in the currency of the creditor, or of another account (EqvtAmt)."""
    found = group.first("Amt/InstdAmt")
    if found is None:
        found = group.first("Amt/EqvtAmt/Amt")
    if found is None:
        raise FormatError("Amt has neither InstdAmt nor EqvtAmt", group.line)
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


def _day(group: ElementGroup, name: str) -> str:
    """Give a day; of a time its day counts."""
    element = group.first(name)
    if element is None:
        return ""
    text = group.text(name) or group.text(f"{name}/Dt") or group.text(f"{name}/DtTm")
    try:
        return _written_day(text[:10])
    except DateError:
        raise FormatError(f"{name} {written(text)} is no date", element.sourceline) from None


@lru_cache(maxsize=1 << 10)
def _written_day(text: str) -> str:
    return parse_day(text).isoformat()
