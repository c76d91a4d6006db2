"""What is read out of messages written by hand from the public definitions; the parties are invented."""

from decimal import Decimal
from pathlib import Path

import pytest

from yalu.records.payments import FieldKind, Payment, RefusedRecord, read_payments

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "payments"
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"


def read(path: Path) -> list[Payment]:
    found = list(read_payments(path))
    assert not [item for item in found if isinstance(item, RefusedRecord)]
    return [item for item in found if isinstance(item, Payment)]


def agents(payment: Payment) -> dict[str, str]:
    return {agent.role: agent.values(FieldKind.BIC)[0] for agent in payment.agents if agent.values(FieldKind.BIC)}


def test_a_customer_transfer_within_an_envelope_and_with_prefixes_gives_the_whole_chain() -> None:
    first, second, third = read(EXAMPLES / "customer-transfers.xml")
    assert (first.type, first.message_id, first.transaction_id) == ("pacs.008.001.08", "MSG-2024-0001", "E2E-1")
    assert first.uetr == "8a562c67-ca16-48ba-b074-65581be6f001"
    assert first.amount is not None
    assert first.instructed is not None
    assert (first.amount.value, first.amount.currency) == (Decimal("18250.75"), "EUR")
    assert (first.instructed.value, first.instructed.currency) == (Decimal("20000.00"), "USD")
    assert {party.role: party.name for party in first.parties} == {
        "ultimate_debtor": "Marram Grass Holdings",
        "debtor": "Willow Weir Machine Works NV",
        "creditor": "Harbor Lantern Trading Co",
    }
    assert agents(first) == {
        "instructing_agent": "NWLKBEB1XXX",
        "instructed_agent": "ESTUDEF1XXX",
        "intermediary_agent_1": "MRSHSGS1XXX",
        "debtor_agent": "NWLKBEB1XXX",
        "creditor_agent": "ESTUDEF1XXX",
    }
    debtor = first.party("debtor")
    assert debtor is not None
    assert debtor.values(FieldKind.IBAN) == ("BE71096123456769",)
    assert debtor.values(FieldKind.COUNTRY) == ("BE",)
    assert [payment.date for payment in (first, second, third)] == ["2024-03-06"] * 3
    assert [text.value for text in second.texts] == ["March order, 40 tyres"]


@pytest.mark.parametrize("name", ["customer-transfers.xml", "orders.xml"])
def test_a_file_read_piece_by_piece_gives_the_same_payments(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(read_payments(EXAMPLES / name))
    monkeypatch.setattr("yalu.records.payments.iso20022._CHUNK", 97)
    assert list(read_payments(EXAMPLES / name)) == whole


def test_every_value_stands_at_its_path_and_line() -> None:
    lines = (EXAMPLES / "customer-transfers.xml").read_text(encoding="utf-8").split("\n")
    for payment in read(EXAMPLES / "customer-transfers.xml"):
        for _, field in payment.all_fields():
            assert field.line is not None
            assert field.value in lines[field.line - 1]
            last = field.path.rpartition("/")[2].partition("[")[0]
            assert f"<p:{last}>{field.value}<" in lines[field.line - 1]


def test_orders_of_a_customer_take_the_debtor_from_their_group() -> None:
    first, second = read(EXAMPLES / "orders.xml")
    for payment in (first, second):
        assert payment.party("debtor") is not None
        assert {party.role for party in payment.parties} >= {"initiating_party", "debtor"}
        assert agents(payment)["debtor_agent"] == "NWLKBEB1"
        assert payment.date == "2024-03-08"
    ultimate = first.party("ultimate_creditor")
    assert ultimate is not None
    assert ultimate.values(FieldKind.BIRTH_DATE) == ("1971-05-09",)
    assert second.amount is not None
    assert (second.amount.value, second.amount.currency) == (Decimal("100.50"), "EUR")
    assert second.party("remittance_invoicer") is not None


def test_swift_messages_give_the_same_chain() -> None:
    single, cover = read(EXAMPLES / "transfers.fin")
    assert (single.type, cover.type) == ("MT103", "MT202 COV")
    assert single.amount is not None
    assert (single.amount.value, single.amount.currency, single.date) == (Decimal("18250.75"), "EUR", "2024-03-06")
    creditor = single.party("creditor")
    assert creditor is not None
    assert (creditor.name, creditor.values(FieldKind.COUNTRY)) == ("PAK SUNG HWI", ("CN",))
    assert agents(single) == {
        "sender": "NWLKBEB1",
        "receiver": "ESTUDEF1",
        "debtor_agent": "NWLKBEB1XXX",
        "intermediary_agent_1": "MRSHSGS1XXX",
    }
    assert "\n".join(text.value for text in single.texts).startswith("/INV/4711\nBEARINGS FOR INSTITUTE OF\nQUIET")
    assert agents(cover) == {
        "sender": "NWLKBEB1",
        "receiver": "ESTUDEF1",
        "debtor_institution": "NWLKBEB1XXX",
        "creditor_agent": "MRSHSGS1XXX",
        "creditor_institution": "TRDBKPPY",
        "underlying_debtor_agent": "NWLKBEB1XXX",
        "underlying_creditor_agent": "TRDBKPPYXXX",
    }
    assert {party.role: party.name for party in cover.parties} == {
        "debtor": "WILLOW WEIR MACHINE WORKS NV",
        "creditor": "FERNBROOK TYRES",
    }


def test_an_output_message_has_its_sender_in_block_2(tmp_path: Path) -> None:
    text = (EXAMPLES / "transfers.fin").read_bytes().decode()
    first = text[: text.index("{1:", 3)]
    path = tmp_path / "delivered.fin"
    output = first.replace("{1:F01NWLKBEB1AXXX", "{1:F01ESTUDEF1AXXX").replace(
        "{2:I103ESTUDEF1XXXXN}", "{2:O1031200240305NWLKBEB1AXXX00010000012403051201N}"
    )
    path.write_text(output, newline="")
    (payment,) = read(path)
    assert (agents(payment)["sender"], agents(payment)["receiver"]) == ("NWLKBEB1", "ESTUDEF1")


COVER = """<Document xmlns="{ns}pacs.009.001.{version}"><{root}><GrpHdr><MsgId>M</MsgId>
<CreDtTm>2024-03-05T09:30:00</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>COVE</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="USD">5</IntrBkSttlmAmt>
<Dbtr><FinInstnId><{bic}>NWLKBEB1</{bic}></FinInstnId></Dbtr><Cdtr><FinInstnId><{bic}>TRDBKPPY</{bic}></FinInstnId></Cdtr>
<UndrlygCstmrCdtTrf><Dbtr><Nm>Willow Weir</Nm></Dbtr><DbtrAgt><FinInstnId><{bic}>NWLKBEB1</{bic}></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><{bic}>MRSHSGS1</{bic}></FinInstnId></CdtrAgt><Cdtr><Nm>Reedmace</Nm></Cdtr>
<RmtInf><Ustrd>bearings</Ustrd></RmtInf></UndrlygCstmrCdtTrf></CdtTrfTxInf></{root}></Document>"""


@pytest.mark.parametrize(
    ("version", "root", "bic"),
    [("02", "FinInstnCdtTrf", "BIC"), ("08", "FICdtTrf", "BICFI"), ("11", "FICdtTrf", "BICFI")],
)
def test_a_cover_payment_tells_institutions_from_the_customers_whom_it_covers(
    tmp_path: Path, version: str, root: str, bic: str
) -> None:
    path = tmp_path / "cover.xml"
    path.write_text(COVER.format(ns=NAMESPACE, version=version, root=root, bic=bic), encoding="utf-8")
    (payment,) = read(path)
    assert payment.type == f"pacs.009.001.{version}"
    assert agents(payment) == {
        "debtor_institution": "NWLKBEB1",
        "creditor_institution": "TRDBKPPY",
        "underlying_debtor_agent": "NWLKBEB1",
        "underlying_creditor_agent": "MRSHSGS1",
    }
    assert {party.role: party.name for party in payment.parties} == {"debtor": "Willow Weir", "creditor": "Reedmace"}
    assert [text.value for text in payment.texts] == ["bearings"]


def test_a_table_gives_a_payment_a_row_and_refuses_an_amount_that_may_be_two() -> None:
    found = list(read_payments(EXAMPLES / "wire-transfers.csv"))
    assert [item.number for item in found] == [1, 2, 3, 4]
    refused = found[2]
    assert isinstance(refused, RefusedRecord)
    assert (refused.line, "'1,234'" in refused.reason) == (4, True)
    second = found[1]
    assert isinstance(second, Payment)
    assert second.amount is not None
    assert second.amount.value == Decimal("1234.50")


def test_a_mapping_says_which_column_is_what(tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("Auftraggeber;Empfaenger;Betrag;W\nWillow Weir;Reedmace;1.234,50;EUR\n", encoding="utf-8")
    chosen = {"debtor_name": "Auftraggeber", "creditor_name": "Empfaenger", "amount": "Betrag", "currency": "W"}
    by_word = read_one_row(path, chosen)
    mapping = "columns:\n" + "".join(f"  {head}: {name}\n" for name, head in chosen.items())
    (tmp_path / "bank.mapping.yaml").write_text(mapping, encoding="utf-8")
    assert read_one_row(path, None) == by_word
    assert by_word.amount is not None
    assert by_word.amount.value == Decimal("1234.50")


def read_one_row(path: Path, chosen: dict[str, str] | None) -> Payment:
    (payment,) = read_payments(path, chosen)
    assert isinstance(payment, Payment)
    return payment
