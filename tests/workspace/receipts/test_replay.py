"""A screening can be repeated from its receipt, and single rows of a table proved."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from yalu.lists import ListSnapshot
from yalu.model import Designation, Interval, YaluError
from yalu.report import certificate_page, certificate_statement
from yalu.workspace import (
    AnswerTree,
    Certificate,
    Receipt,
    ReceiptBook,
    ReceiptError,
    ScreeningRun,
    ScreeningSettings,
    Stamp,
    ask_one,
    certificate,
    check_proof,
    load_screener,
    name_draft,
    open_settled,
    prove_row,
    read_answers,
    replay,
    table_draft,
    write_run,
)

PERSON = {"id": "x-1", "schema": "Person", "properties": {"name": ["Choe Chol Min"], "birthDate": ["1978"]}}
OTHER = {"id": "x-2", "schema": "Person", "properties": {"name": ["Anna Berg"]}}
ENTRIES = (
    Designation("x-1", "OFAC", ("NPWMD",), Interval("2023-06-15"), "demo"),
    Designation("x-2", "OFAC", ("SDGT",), Interval(None, None), "demo"),
)
LIST = ListSnapshot("demo", "The demo list", "OFAC", "2023-07-01", "d" * 64, "demo.xml", (PERSON, OTHER), ENTRIES, ())
STAMP = Stamp(datetime(2026, 1, 5, 12, tzinfo=UTC), b"s" * 16, "examiner")
ASKED = {"schema": "Person", "properties": {"name": ["Choi Cheol-min"]}}
ROWS = ["Choi Cheol-min", "Anna Berg", "", "Nobody", "Choe Chol Min"]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReceiptBook]:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    with ReceiptBook(tmp_path / "workspace") as book:
        yield book


def kept(_: Mapping[str, Any]) -> ListSnapshot:
    return LIST


def changed(_: Mapping[str, Any]) -> ListSnapshot:
    """What a list is whose content was changed under its hash: only the score can tell."""
    return replace(LIST, sha256="e" * 64, entities=({**PERSON, "properties": {"name": ["Choe Chol"]}}, OTHER))


def of_name(book: ReceiptBook) -> Receipt:
    answer = ask_one(load_screener([LIST]), ASKED)
    return book.append(name_draft([LIST], ASKED, answer, 0.7, None), STAMP)


def of_table(book: ReceiptBook, folder: Path, form: str = "jsonl") -> Receipt:
    parties, out = folder / "parties.csv", folder / f"hits.{form}"
    parties.write_text("name,type\n" + "".join(f"{name},Person\n" for name in ROWS))
    run = ScreeningRun(open_settled(parties), load_screener([LIST]), ScreeningSettings(chunk=2), AnswerTree(STAMP.salt))
    write_run(run, out)
    return book.append(table_draft(run, [LIST], out), STAMP)


def test_a_name_is_answered_the_same(book: ReceiptBook) -> None:
    receipt = of_name(book)
    assert receipt.header["hits"] == 1
    assert receipt.content()["operator"] == "examiner"
    found = replay(receipt, kept)
    assert (found.same, found.versions, found.differences) == (True, (), ())


def test_a_replay_says_what_differs_and_which_version(book: ReceiptBook) -> None:
    receipt = of_name(book)
    header = {**receipt.header, "versions": {**receipt.header["versions"], "names": "older"}}
    found = replay(replace(receipt, header=header), changed)
    assert not found.same
    assert "x-1 was a hit with 0.95, and is none now" in found.differences[0] or "scored" in found.differences[0]
    assert [part.partition(" ")[0] for part, _, _ in found.versions] == ["names"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_table_is_answered_the_same(book: ReceiptBook, tmp_path: Path, form: str) -> None:
    receipt = of_table(book, tmp_path, form)
    assert (receipt.header["rows"], receipt.header["errors"]) == (5, 1)
    assert replay(receipt, kept).same
    found = replay(receipt, changed)
    assert not found.same
    assert found.differences[0].startswith("row 1: x-1 ")


def test_another_table_is_not_taken_for_the_one_of_then(book: ReceiptBook, tmp_path: Path) -> None:
    receipt = of_table(book, tmp_path)
    (tmp_path / "parties.csv").write_text("name\nSomebody\n")
    with pytest.raises(ReceiptError, match="not the table that was screened"):
        replay(receipt, kept)
    with pytest.raises(ReceiptError, match="is not there; say where"):
        replay(receipt, kept, parties=tmp_path / "gone.csv")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_each_row_can_be_proved_and_nothing_else(book: ReceiptBook, tmp_path: Path, form: str) -> None:
    receipt = of_table(book, tmp_path, form)
    for row in range(1, len(ROWS) + 1):
        proof = json.loads(json.dumps(prove_row(receipt, row, read_answers(tmp_path / f"hits.{form}"))))
        proved = check_proof(proof)
        assert (proved.row, proved.receipt, proved.hash) == (row, receipt.number, receipt.hash)
        assert proved.answer["query"] == ROWS[row - 1]
        others = [name for place, name in enumerate(ROWS, 1) if name and place != row and name != "Choe Chol Min"]
        assert not any(name in json.dumps(proof) for name in others if name not in proof["answer"])


@pytest.mark.parametrize(
    "forge",
    [
        lambda proof: {**proof, "answer": proof["answer"].replace("x-1", "x-2")},
        lambda proof: {**proof, "answer": '{"row":1,"query":"Choi Cheol-min","hits":[]}'},
        lambda proof: {**proof, "row": 2},
        lambda proof: {**proof, "salt": "00" * 32},
        lambda proof: {**proof, "path": proof["path"][1:]},
        lambda proof: {**proof, "path": [*proof["path"], "00" * 32]},
        lambda proof: {**proof, "header": {**proof["header"], "time": "2020-01-01T00:00:00Z"}},
        lambda proof: {**proof, "header": 7},
        lambda _: {},
        lambda proof: {**proof, "path": 7},
    ],
)
def test_a_forged_proof_proves_nothing(book: ReceiptBook, tmp_path: Path, forge: Any) -> None:
    receipt = of_table(book, tmp_path)
    proof = prove_row(receipt, 1, read_answers(tmp_path / "hits.jsonl"))
    with pytest.raises(ReceiptError, match="this proves nothing"):
        check_proof(forge(proof))


def test_answers_that_were_changed_prove_nothing(book: ReceiptBook, tmp_path: Path) -> None:
    receipt, out = of_table(book, tmp_path), tmp_path / "hits.jsonl"
    out.write_text(out.read_text().replace("0.95", "0.65"))
    with pytest.raises(ReceiptError, match="does not hold the answers that the receipt is of"):
        prove_row(receipt, 1, read_answers(out))
    with pytest.raises(ReceiptError, match="there is no row 6"):
        prove_row(receipt, 6, read_answers(out))


def test_a_run_that_was_cut_off_has_the_receipt_of_a_whole_one(book: ReceiptBook, tmp_path: Path) -> None:
    class KilledError(Exception):
        pass

    def stop(_: float, rows: int) -> None:
        if rows >= 4:
            raise KilledError

    whole = of_table(book, tmp_path)
    run = ScreeningRun(open_settled(tmp_path / "parties.csv"), load_screener([LIST]), ScreeningSettings(chunk=2),
                       AnswerTree(STAMP.salt))  # fmt: skip
    out = tmp_path / "again.jsonl"
    with pytest.raises(KilledError):
        write_run(run, out, progress=stop)
    rest = ScreeningRun(open_settled(tmp_path / "parties.csv"), load_screener([LIST]), ScreeningSettings(chunk=2),
                        AnswerTree(b"another salt 16!"))  # fmt: skip
    write_run(rest, out, resume=True)
    receipt = book.append(table_draft(rest, [LIST], out), STAMP)
    assert receipt.header["root"] == whole.header["root"]
    assert check_proof(prove_row(receipt, 2, read_answers(out))).answer["query"] == "Anna Berg"


def certify(book: ReceiptBook, name: str, day: date) -> Certificate:
    return certificate(name, [LIST], day, book, STAMP)


def test_a_certificate_tells_the_state_of_each_hit_on_the_day(book: ReceiptBook) -> None:
    before = certify(book, "Choi Cheol-min", date(2023, 6, 14))
    on_the_day = certify(book, "Choi Cheol-min", date(2023, 6, 15))
    assert [hit.state for hit in before.hits] == ["not yet"]
    assert [hit.state for hit in on_the_day.hits] == ["valid"]
    assert (before.listed, on_the_day.listed) == (0, 1)
    assert on_the_day.hits[0].entries[0].programs == ("NPWMD",)
    assert certificate_statement(before).endswith("on that day: 1 not listed.")
    assert certificate_statement(on_the_day).endswith("on that day: 1 listed.")
    assert "in its issue of 2023-07-01, after 2023-06-14" in before.notes[0]
    assert on_the_day.receipt is not None
    assert replay(on_the_day.receipt, kept).same


def test_an_entry_without_a_date_is_never_rounded_to_no(book: ReceiptBook) -> None:
    early = certify(book, "Anna Berg", date(2023, 6, 14))
    assert [hit.state for hit in early.hits] == ["unknown"]
    assert certificate_statement(early).endswith("on that day: 1 possibly listed.")
    assert certify(book, "Anna Berg", date(2023, 7, 2)).listed == 1


def test_no_hit_is_an_answer_too(book: ReceiptBook) -> None:
    found = certify(book, "Nobody Here", date(2023, 7, 1))
    assert found.hits == ()
    assert certificate_statement(found).startswith("No hit: no party on the list named here reaches the score of 0.70")
    assert found.notes == ()
    assert found.receipt is not None
    assert found.to_json()["receipt"]["hash"] == book.head().hash
    with pytest.raises(YaluError):
        certify(book, "---", date(2023, 7, 1))


def test_the_page_escapes_everything_and_fetches_nothing(book: ReceiptBook) -> None:
    page = certificate_page(certify(book, "<script>alert(1)</script> \u202e & Choe Chol Min", date(2023, 7, 1)))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "[U+202E]" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not [word for word in ("http://", "https://", "src=", "url(", "@import") if word in page]
    assert LIST.sha256 in page
    assert book.head().hash in page
