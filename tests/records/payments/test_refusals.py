"""Messages that are not as their standard says, or hostile, are refused clearly, and the rest goes on."""

import bz2
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.model import InputError, MessageError
from yalu.records.payments import Payment, RefusedRecord, read_payments
from yalu.records.payments.iso20022 import MAX_FILE

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "payments"
PACS = (EXAMPLES / "customer-transfers.xml").read_text(encoding="utf-8")
FIN = (EXAMPLES / "transfers.fin").read_bytes().decode()


def read(tmp_path: Path, text: str, name: str = "message.xml") -> list[Payment | RefusedRecord]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return list(read_payments(path))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<p:ChrgBr>SHAR</p:ChrgBr>", "", "CdtTrfTxInf has no ChrgBr"),
        ("<p:ChrgBr>SHAR</p:ChrgBr>", "<p:Foo>1</p:Foo>", "the standard has no 'Foo' in CdtTrfTxInf"),
        ("<p:ChrgBr>SHAR</p:ChrgBr>", '<q:ChrgBr xmlns:q="urn:q">S</q:ChrgBr>', "another namespace"),
        ('Ccy="EUR">18250.75', 'Ccy="EUR">18.250,75', "'18.250,75' is no amount"),
        ('Ccy="EUR">18250.75', 'Ccy="EUR">-5', "'-5' is no amount"),
        ('Ccy="EUR">18250.75', 'Ccy="EUR">1e5', "'1e5' is no amount"),
        ('Ccy="EUR">18250.75', 'Ccy="Euro">5', "the currency 'Euro'"),
        ('Ccy="EUR">18250.75', 'Ccy="EUR">١٢', "is no amount"),
        ("2024-03-06", "2024-02-30", "'2024-02-30' is no date"),
        ("MRSHSGS1XXX", "MRSH", "'MRSH' is no bic"),
        ("<p:Ctry>BE</p:Ctry>", "<p:Ctry>Belgium</p:Ctry>", "'Belgium' is no country"),
    ],
)
def test_a_transaction_against_the_standard_is_refused_and_the_others_are_read(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in PACS
    first, *others = read(tmp_path, PACS.replace(old, new, 1))
    assert isinstance(first, RefusedRecord)
    assert said in first.reason
    assert first.line is not None
    assert all(isinstance(item, Payment) for item in others)
    assert len(others) == 2


def test_elements_out_of_order_are_refused(tmp_path: Path) -> None:
    moved = PACS.replace("<p:ChrgBr>SHAR</p:ChrgBr>", "", 1)
    moved = moved.replace("<p:RmtInf>", "<p:ChrgBr>SHAR</p:ChrgBr><p:RmtInf>", 1)
    (first, *_) = read(tmp_path, moved)
    assert isinstance(first, RefusedRecord)
    assert "ChrgBr stands out of order" in first.reason


def test_a_header_that_is_not_whole_leaves_none_of_its_transactions(tmp_path: Path) -> None:
    found = read(tmp_path, PACS.replace("<p:MsgId>MSG-2024-0001</p:MsgId>", ""))
    assert len(found) == 3
    assert all(isinstance(item, RefusedRecord) and "GrpHdr has no MsgId" in item.reason for item in found)


def test_a_message_that_states_more_transactions_than_it_has_is_said_to_be_incomplete(tmp_path: Path) -> None:
    found = read(tmp_path, PACS.replace("<p:NbOfTxs>3", "<p:NbOfTxs>4"))
    assert [type(item) for item in found] == [Payment, Payment, Payment, RefusedRecord]
    assert "states 4 transactions, and there are 3" in found[-1].reason  # type: ignore[union-attr]


def test_an_external_entity_is_refused_and_never_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("HARBOUR", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    hostile = PACS.replace("<bus:RequestPayload", f"{doctype}<bus:RequestPayload", 1).replace("Osier", "&e;")
    with pytest.raises(MessageError, match="document type"):
        read(tmp_path, hostile)


def test_an_undeclared_entity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MessageError, match="damaged"):
        read(tmp_path, PACS.replace("Osier", "&e;", 1))


@pytest.mark.parametrize("depth", [30, 300, 200_000])
def test_deep_nesting_is_refused(tmp_path: Path, depth: int) -> None:
    nested = "<p:A>" * depth + "x" + "</p:A>" * depth
    hostile = PACS.replace("<p:Nm>Osier Bicycle Shop</p:Nm>", nested, 1)
    if depth > 200:
        with pytest.raises(MessageError, match="damaged or cut off"):
            read(tmp_path, hostile)
    else:
        refused = [item for item in read(tmp_path, hostile) if isinstance(item, RefusedRecord)]
        assert ["nested deeper" in item.reason for item in refused] == [True]


def test_a_huge_file_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml.bz2"
    head = PACS[: PACS.index("<p:CdtTrfTxInf>")].encode()
    with bz2.open(path, "wb", 1) as file:
        file.write(head)
        for _ in range(80):
            file.write(b" " * (1 << 16))
    with pytest.raises(InputError, match="pass without a transaction"):
        list(read_payments(path))
    assert MAX_FILE < 500 << 20


def test_a_file_beyond_the_bound_is_refused_behind_the_transactions_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yalu.records.payments.iso20022.MAX_FILE", 1 << 20)
    start, end = PACS.index("<p:CdtTrfTxInf>"), PACS.rindex("</p:CdtTrfTxInf>") + len("</p:CdtTrfTxInf>")
    path = tmp_path / "many.xml"
    path.write_text(PACS[:start] + PACS[start:end] * 400 + PACS[end:], encoding="utf-8")
    payments = read_payments(path)
    assert all(isinstance(next(payments), Payment) for _ in range(100))
    with pytest.raises(MessageError, match="larger than 1 MiB"):
        list(payments)


@given(cut=st.integers(1, len(PACS) - 2))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_message_cut_off_anywhere_is_never_taken_for_whole(tmp_path: Path, cut: int) -> None:
    with pytest.raises(InputError):
        read(tmp_path, PACS[:cut])


@given(cut=st.integers(1, len(FIN) - 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_swift_file_cut_off_anywhere_loses_no_message_silently(tmp_path: Path, cut: int) -> None:
    second = FIN.index("{1:", 3)
    try:
        found = read(tmp_path, FIN[:cut], "x.fin")
    except InputError:
        assert cut < 3
        return
    whole = sum(isinstance(item, Payment) for item in found)
    refused = sum(isinstance(item, RefusedRecord) for item in found)
    if cut < FIN.index("-}") + 2:
        assert (whole, refused) == (0, 1)
    elif second + 3 <= cut < len(FIN) - 2:
        assert refused == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (":32A:240306EUR18250,75", ":32A:240306EUR18250.75", "32A"),
        (":32A:240306", ":32A:240230", "no day"),
        (":52A:NWLKBEB1XXX", ":52A:NWLK", "is no BIC"),
        (":52A:NWLKBEB1XXX", ":52B:NWLKBEB1XXX", "no option B of field 52"),
        (":71A:SHA\r\n", "", "MT103 has no field 71A"),
        ("1/PAK SUNG HWI", "PAK SUNG HWI", "does not begin with 1/ to 8/"),
        ("{1:F01", "{1:", "block 1 is no basic header"),
        ("{2:I103", "{2:I199", "it is an MT199"),
    ],
)
def test_a_swift_message_against_the_standard_is_refused_and_the_next_is_read(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in FIN
    first, second = read(tmp_path, FIN.replace(old, new, 1), "x.fin")
    assert isinstance(first, RefusedRecord)
    assert said in first.reason
    assert isinstance(second, Payment)


def test_a_swift_message_without_end_does_not_swallow_the_next(tmp_path: Path) -> None:
    endless = FIN.replace("-}{5:{CHK:123456789ABC}}", "A" * 200_000, 1)
    first, second = read(tmp_path, endless, "x.fin")
    assert isinstance(first, RefusedRecord)
    assert isinstance(second, Payment)
    assert second.type == "MT202 COV"


@given(text=st.text(max_size=300))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_behind_a_mark_is_read_or_refused_but_never_crashes(tmp_path: Path, text: str) -> None:
    for name, mark in (("x.fin", "{1:"), ("x.xml", "<Document")):
        path = tmp_path / name
        path.write_bytes((mark + text).encode("utf-8", "surrogatepass"))
        try:
            found = len(list(read_payments(path)))
        except InputError as error:
            found = 0 if "\n" in str(error) else 1
        assert found >= 1


def test_a_folder_goes_on_behind_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_text(PACS[:-40], encoding="utf-8")
    (tmp_path / "2.fin").write_bytes(FIN.encode())
    (tmp_path / "3.pdf").write_bytes(b"%PDF-1.4 nothing of payments")
    found = list(read_payments(tmp_path))
    assert [type(item).__name__ for item in found[:4]] == ["Payment", "Payment", "Payment", "RefusedRecord"]
    assert "cut off" in found[3].reason  # type: ignore[union-attr]
    assert [Path(item.file).name for item in found[4:]] == ["2.fin", "2.fin", "3.pdf"]
