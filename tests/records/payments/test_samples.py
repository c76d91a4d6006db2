"""Every version in every wrapping is read alike, and what is hostile is refused in one line, without filling memory."""

import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, repeat
from pathlib import Path

import pytest

from tests.records.payments.samples import (
    ISO,
    PAYEES,
    PAYERS,
    WRAPPINGS,
    cover_payment,
    customer_transfer,
    document,
    families,
    wrapped,
)
from yalu.model import InputError, MessageError
from yalu.records.opening import OpenedTable
from yalu.records.payments import FieldKind, Payment, RefusedRecord, read_payments
from yalu.records.payments.iso20022 import MAX_RECORD, read_iso20022


def read_one(tmp_path: Path, content: str | bytes) -> Payment:
    path = tmp_path / "message"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (payment,) = read_payments(path)
    assert isinstance(payment, Payment), payment
    return payment


@pytest.mark.parametrize(("family", "version"), list(families()))
def test_every_version_gives_the_same_parties_in_every_wrapping(tmp_path: Path, family: str, version: str) -> None:
    plain = read_one(tmp_path, document(family, version))
    assert plain.type == f"{family}.001.{version}"
    assert (plain.message_id, plain.transaction_id, plain.date) == ("M-1", "E2E-1", "2024-03-06")
    assert bool(plain.uetr) == (int(version) >= 8)
    assert plain.amount is not None
    assert (plain.amount.value, plain.amount.currency) == (Decimal("1234.50"), "EUR")
    names = {party.role: party.name for party in plain.parties}
    if (family, version) != ("pacs.009", "01"):
        assert (names["debtor"], names["creditor"]) == ("Willow Weir Works", "Reedmace Trading")
        assert "Invoice 4711, bearings" in [text.value for text in plain.texts]
        debtor = plain.party("debtor")
        assert debtor is not None
        assert set(debtor.values(FieldKind.COUNTRY)) == {"BE"}
        assert bool(debtor.values(FieldKind.LEI)) == (int(version) >= 9)
    bics = {agent.values(FieldKind.BIC)[0] for agent in plain.agents}
    assert {"NWLKBEB1", "ESTUDEF1XXX"} <= bics
    for wrapping in WRAPPINGS:
        other = read_one(tmp_path, wrapped(document(family, version), wrapping, family, version))
        assert (other.type, other.parties, other.agents, other.texts, other.amount) == (
            plain.type, plain.parties, plain.agents, plain.texts, plain.amount,
        ), wrapping  # fmt: skip


@pytest.mark.parametrize("flag", ["", "STP", "REMIT"])
@pytest.mark.parametrize("payer", PAYERS)
@pytest.mark.parametrize("payee", PAYEES)
def test_every_option_of_a_customer_transfer_is_read(tmp_path: Path, payer: str, payee: str, flag: str) -> None:
    payment = read_one(tmp_path, customer_transfer(payer, payee, flag))
    assert (payment.type, payment.date, payment.transaction_id) == ("MT103", "2024-03-06", "REF-1")
    debtor, creditor = payment.party("debtor"), payment.party("creditor")
    assert debtor is not None
    assert creditor is not None
    assert payer == "A" or debtor.name == "WILLOW WEIR WORKS"
    assert payee == "A" or creditor.name == "REEDMACE TRADING"
    assert creditor.values(FieldKind.IBAN) == ("DE89370400440532013000",)
    assert any("INVOICE 4711, BEARINGS" in text.value for text in payment.texts)


def test_a_cover_payment_and_the_transfer_under_it_name_the_same_customers(tmp_path: Path) -> None:
    cover, single = read_one(tmp_path, cover_payment()), read_one(tmp_path, customer_transfer())
    assert cover.type == "MT202 COV"
    assert [(party.role, party.name) for party in cover.parties] == [(p.role, p.name) for p in single.parties]


PACS = document("pacs.008", "08")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refusal(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "message.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as error:
        list(read_payments(path))
    told = str(error.value)
    assert told.startswith(str(path))
    assert "\n" not in told
    assert len(told) < 400
    return told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>{PACS.replace("Willow", "&l9;", 1)}', "document type"),
        (f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">{PACS}', "document type"),
        (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>{PACS}', "document type"),
        (f'<?xml version="1.0" encoding="UTF-16"?>{PACS}', "damaged"),
        (f'<?xml version="1.0" encoding="x-none"?>{PACS}', "damaged"),
        (PACS.replace("Willow", "Wïllow").encode("latin-1"), "damaged"),
        (f'<?xml version="1.0" encoding="UTF-8"?>{PACS}'.encode("utf-32"), ""),
        (PACS.replace("</Document>", "</Document><Document>"), "damaged"),
        (PACS.replace("<Dbtr>", "<Dbtr>\0"), "damaged"),
        (PACS.replace(f"{ISO}pacs.008.001.08", f"{ISO}pain.001.001.09"), "namespace"),
        (PACS.replace("FIToFICstmrCdtTrf", "FIToFIPmtStsRpt"), "no payment message"),
        ("<html><body>Payment</body></html>", "no payment message"),
        ("<" * 5000, "damaged"),
    ],
)
def test_what_is_hostile_or_no_message_is_refused_in_one_line(tmp_path: Path, content: str | bytes, said: str) -> None:
    assert said in refusal(tmp_path, content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_an_encoding_that_is_truly_declared_is_read(tmp_path: Path, encoding: str) -> None:
    named = "UTF-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{named}"?>{PACS.replace("Willow", "Wïllow")}'
    debtor = read_one(tmp_path, text.encode(encoding)).party("debtor")
    assert debtor is not None
    assert debtor.name == "Wïllow Weir Works"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
@pytest.mark.parametrize("wrapping", ["alone", "InterAct"])
def test_a_message_that_is_cut_off_is_refused(tmp_path: Path, wrapping: str, share: float) -> None:
    whole = wrapped(PACS, wrapping, "pacs.008", "08")
    told = refusal(tmp_path, whole[: int(len(whole) * share)])
    assert "damaged or cut off" in told
    assert "ask the sender" in told


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_swift_message_that_is_cut_off_is_refused_in_its_place(tmp_path: Path, share: float) -> None:
    whole = customer_transfer()
    path = tmp_path / "messages.fin"
    path.write_bytes((whole[: int(len(whole) * share)] + "\r\n" + whole).encode())
    first, second = read_payments(path)
    assert isinstance(first, RefusedRecord)
    assert "\n" not in first.reason
    assert isinstance(second, Payment)


class _Endless(io.RawIOBase):
    """Five hundred megabytes that are made while they are read."""

    def __init__(self, parts: Iterator[bytes], size: int = 500 << 20) -> None:
        self._parts, self._left, self.given = parts, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = next(self._parts)[: min(len(buffer), self._left)]
        buffer[: len(part)] = part
        self._left -= len(part)
        self.given += len(part)
        return len(part)


HEAD = PACS[: PACS.index("<CdtTrfTxInf>")].encode()


@pytest.mark.parametrize(
    "endless",
    [b" " * 60_000, b"<a/>" * 15_000, b"<!-- a -->" * 6_000, b"<a>" * 20_000, b"x" * 60_000],
    ids=["blanks", "elements", "comments", "depth", "text"],
)
def test_half_a_gigabyte_is_refused_when_a_few_megabytes_were_read(endless: bytes) -> None:
    raw = _Endless(chain([HEAD + b"<CdtTrfTxInf>"], repeat(endless)))
    opened = OpenedTable(io.BufferedReader(raw), lambda: 0.0)
    with pytest.raises(MessageError) as error:
        list(read_iso20022(Path("huge.xml"), opened))
    assert "\n" not in str(error.value)
    assert raw.given < MAX_RECORD + (1 << 20)
