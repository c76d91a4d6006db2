"""Whatever is done to the receipts behind the program's back, the verification says what and to which."""

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from yalu.model import DatabaseError
from yalu.workspace.receipts import Draft, Kind, ReceiptBook, ReceiptError, Stamp
from yalu.workspace.receipts.canonical import canonical, sha256_of
from yalu.workspace.receipts.store import FILE
from yalu.workspace.receipts.verify import ReceiptVerification, parse_exported, verify_chain

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
COUNT = 6


def stamp(minute: int = 0) -> Stamp:
    return Stamp(NOON + timedelta(minutes=minute), bytes([minute % 256]) * 16, "examiner")


def draft(name: str) -> Draft:
    return Draft(Kind.NAME, {"lists": [{"name": "demo"}]}, {"query": name})


@pytest.fixture
def book(tmp_path: Path) -> Iterator[ReceiptBook]:
    with ReceiptBook(tmp_path) as book:
        for number in range(1, COUNT + 1):
            book.append(draft(f"name {number}"), stamp(number))
        yield book


def tamper(folder: Path, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Change the database as somebody does who has the file: past the guards."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        for what in ("update", "delete"):
            connection.execute(f"DROP TRIGGER IF EXISTS receipts_no_{what}")
        for statement, values in statements:
            connection.execute(statement, values)


def faults(found: ReceiptVerification) -> list[tuple[int, str]]:
    return [(fault.number, fault.kind) for fault in found.faults]


def header_of(book: ReceiptBook, number: int) -> dict[str, Any]:
    return dict(book.get(number).header)


def test_a_chain_as_it_was_written_is_whole(book: ReceiptBook) -> None:
    found = book.verify()
    assert found.whole
    assert (found.receipts, found.head.number, found.anchored) == (COUNT, COUNT, None)
    assert found.head == book.head()
    assert [receipt.header["number"] for receipt in book.receipts()] == list(range(1, COUNT + 1))


def test_the_hash_of_a_receipt_is_that_of_its_header_and_the_next_one_holds_it(book: ReceiptBook) -> None:
    first, second = book.get(1), book.get(2)
    assert first.hash == sha256_of(canonical(first.header)) == second.header["previous"]
    assert sha256_of(canonical(first.payload)) == first.header["payload"]
    assert first.header["time"] == "2026-01-05T12:01:00Z"
    assert "name 1" not in canonical(first.header).decode()


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_changed_header_is_found(book: ReceiptBook, tmp_path: Path, number: int) -> None:
    changed = canonical({**header_of(book, number), "time": "2020-01-01T00:00:00Z"})
    tamper(tmp_path, ("UPDATE receipts SET header = ? WHERE number = ?", (changed, number)))
    assert faults(book.verify()) == [(number, "changed")]


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_changed_answer_is_found(book: ReceiptBook, tmp_path: Path, number: int) -> None:
    changed = canonical({**book.get(number).content(), "query": "somebody else"})
    tamper(tmp_path, ("UPDATE receipt_payloads SET content = ? WHERE number = ?", (changed, number)))
    assert faults(book.verify()) == [(number, "changed")]


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_receipt_rewritten_with_its_hash_is_found(book: ReceiptBook, tmp_path: Path, number: int) -> None:
    changed = canonical({**header_of(book, number), "lists": []})
    values = (changed, sha256_of(changed), number)
    tamper(tmp_path, ("UPDATE receipts SET header = ?, hash = ? WHERE number = ?", values))
    kind = "replaced" if number < COUNT else "inserted"
    assert faults(book.verify()) == [(number, kind)]


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_removed_receipt_is_found_the_last_one_too(book: ReceiptBook, tmp_path: Path, number: int) -> None:
    tamper(tmp_path, ("DELETE FROM receipts WHERE number = ?", (number,)))
    assert faults(book.verify()) == [(number, "removed")]


def test_several_removed_receipts_are_named_together(book: ReceiptBook, tmp_path: Path) -> None:
    tamper(tmp_path, ("DELETE FROM receipts WHERE number IN (2, 3, 5, 6)", ()))
    found = book.verify()
    assert [fault.words for fault in found.faults] == ["receipts 2 to 3 are missing", "receipts 5 to 6 are missing"]


def test_swapped_receipts_are_found(book: ReceiptBook, tmp_path: Path) -> None:
    steps = [("UPDATE receipts SET number = ? WHERE number = ?", pair) for pair in ((99, 2), (2, 4), (4, 99))]
    tamper(tmp_path, *steps)
    assert faults(book.verify()) == [(2, "moved"), (4, "moved")]


def test_a_receipt_put_in_between_moves_those_behind_it(book: ReceiptBook, tmp_path: Path) -> None:
    forged = canonical({**header_of(book, 3), "lists": []})
    shift = [("UPDATE receipts SET number = ? WHERE number = ?", (n + 1, n)) for n in range(COUNT, 2, -1)]
    row = (3, sha256_of(forged), "f" * 64, "name", forged)
    tamper(
        tmp_path,
        *shift,
        ("INSERT INTO receipts (tenant, number, hash, previous, kind, header) VALUES ('default', ?, ?, ?, ?, ?)", row),
    )
    assert [number for number, kind in faults(book.verify()) if kind == "moved"] == [4, 5, 6, 7]


def test_a_receipt_put_behind_the_last_past_the_program_is_found(book: ReceiptBook, tmp_path: Path) -> None:
    last = book.get(COUNT)
    forged = draft("forged").sealed(COUNT + 1, last.hash, stamp(9))
    row = (COUNT + 1, forged.hash, last.hash, "name", canonical(forged.header))
    payload = (COUNT + 1, canonical(forged.payload))
    tamper(
        tmp_path,
        ("INSERT INTO receipts (tenant, number, hash, previous, kind, header) VALUES ('default', ?, ?, ?, ?, ?)", row),
        ("INSERT INTO receipt_payloads VALUES ('default', ?, ?)", payload),
    )
    assert faults(book.verify()) == [(COUNT + 1, "inserted")]


def test_a_missing_head_is_a_fault(book: ReceiptBook, tmp_path: Path) -> None:
    tamper(tmp_path, ("DELETE FROM receipt_head", ()))
    assert not book.verify().whole
    with pytest.raises(ReceiptError, match="head of the receipts is missing"):
        book.append(draft("late"), stamp(9))


def test_a_chain_rewritten_to_its_end_is_found_by_an_anchor_only(book: ReceiptBook, tmp_path: Path) -> None:
    """The limit of what hashes can do, stated in docs/receipts.md."""
    noted, early = book.head().hash, book.get(2).hash
    previous, steps = book.get(3).header["previous"], []
    for number in range(3, COUNT + 1):
        header = canonical({**header_of(book, number), "previous": previous, "rewritten": True})
        values = (header, sha256_of(header), previous, number)
        steps.append(("UPDATE receipts SET header = ?, hash = ?, previous = ? WHERE number = ?", values))
        previous = sha256_of(header)
    tamper(tmp_path, *steps, ("UPDATE receipt_head SET hash = ?", (previous,)))
    assert book.verify().whole
    assert book.verify(early).anchored
    assert faults(book.verify(noted)) == [(COUNT, "anchor")]


def test_a_chain_cut_with_its_head_is_found_by_an_anchor_only(book: ReceiptBook, tmp_path: Path) -> None:
    noted, fourth = book.head().hash, book.get(4).hash
    tamper(
        tmp_path,
        ("DELETE FROM receipts WHERE number > 4", ()),
        ("DELETE FROM receipt_payloads WHERE number > 4", ()),
        ("UPDATE receipt_head SET number = 4, hash = ?", (fourth,)),
    )
    assert book.verify().whole
    assert faults(book.verify(noted)) == [(4, "anchor")]


def test_an_anchor_holds_for_receipts_that_came_later(book: ReceiptBook) -> None:
    noted = book.head().hash
    book.append(draft("later"), stamp(9))
    assert book.verify(noted[:16]).anchored


def test_the_database_refuses_a_change_by_accident(book: ReceiptBook, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        for statement in ("DELETE FROM receipts", "UPDATE receipts SET number = number + 100"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                connection.execute(statement)
    assert book.verify().whole


def test_an_erased_receipt_leaves_the_chain_whole_and_no_trace_of_the_name(book: ReceiptBook, tmp_path: Path) -> None:
    record = book.erase(3, "asked by the person", stamp(9))
    found = book.verify()
    assert found.whole
    assert (found.receipts, found.erased, record.header["erases"]) == (COUNT + 1, 1, 3)
    assert b"name 3" not in (tmp_path / FILE).read_bytes()
    assert b"name 2" in (tmp_path / FILE).read_bytes()
    with pytest.raises(ReceiptError, match="receipt 3: its question and answer were erased"):
        book.get(3).content()
    with pytest.raises(ReceiptError, match="was erased before"):
        book.erase(3, "again", stamp(9))
    with pytest.raises(ReceiptError, match="records an erasure"):
        book.erase(record.number, "hide it", stamp(9))


def test_an_answer_that_vanished_without_a_record_is_a_fault(book: ReceiptBook, tmp_path: Path) -> None:
    tamper(tmp_path, ("DELETE FROM receipt_payloads WHERE number = 3", ()))
    assert faults(book.verify()) == [(3, "removed")]


def test_a_clock_that_was_set_back_is_noted(book: ReceiptBook) -> None:
    book.append(draft("earlier"), stamp(2))
    found = book.verify()
    assert found.whole
    assert "receipt 7 says 2026-01-05T12:02:00Z, earlier" in found.notes[0]


def test_an_export_can_be_verified_by_itself(book: ReceiptBook) -> None:
    lines = [json.dumps(receipt.to_json()) for receipt in book.receipts()]
    assert verify_chain((parse_exported(json.loads(line)) for line in lines), None).whole
    doubled = [*lines[:3], lines[2], *lines[3:]]
    assert faults(verify_chain((parse_exported(json.loads(line)) for line in doubled), None)) == [(3, "inserted")]


@pytest.mark.parametrize("header", [b"", b"\xff\x00", b"[" * 100_000, b"7", b'{"number": 2}'])
def test_rubbish_in_the_place_of_a_receipt_is_a_fault_and_no_crash(
    book: ReceiptBook, tmp_path: Path, header: bytes
) -> None:
    tamper(tmp_path, ("UPDATE receipts SET header = ? WHERE number = 2", (header,)))
    assert faults(book.verify()) == [(2, "changed")]


@pytest.mark.parametrize("reference", ["7", "0", "-1", "abc", "zzzzzzzzzz", "%%%%%%%%%%", "0" * 64, "", "1e400"])
def test_a_reference_that_names_nothing_is_refused(book: ReceiptBook, reference: str) -> None:
    with pytest.raises(ReceiptError):
        book.get(reference)


def test_a_receipt_is_named_by_number_or_hash(book: ReceiptBook) -> None:
    receipt = book.get(4)
    assert book.get(receipt.hash) == book.get(receipt.hash[:8].upper()) == book.get("4") == receipt


def test_a_stamp_needs_a_time_zone_and_a_salt() -> None:
    for wrong in (lambda: Stamp(datetime(2026, 1, 5), b"x" * 16), lambda: Stamp(NOON, b"short")):
        with pytest.raises(ReceiptError):
            wrong()
    seoul = timezone(timedelta(hours=9))
    assert Stamp(datetime(2026, 1, 5, 21, tzinfo=seoul), b"x" * 16).time_text() == "2026-01-05T12:00:00Z"


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"no database" * 99), lambda path: path.mkdir()])
def test_a_place_that_is_no_database_is_refused(tmp_path: Path, spoil: Callable[[Path], Any]) -> None:
    spoil(tmp_path / FILE)
    with pytest.raises(DatabaseError, match="the receipts cannot be used"), ReceiptBook(tmp_path) as book:
        book.head()


def test_a_password_in_a_url_is_not_repeated() -> None:
    with pytest.raises(DatabaseError) as refused:
        ReceiptBook("nosuchdatabase://user:secret@host/name")
    assert "secret" not in str(refused.value)


def write(folder: Path, count: int, name: str, told: Connection) -> None:
    """Write receipts in a process of its own, and tell of each after it was acknowledged."""
    with ReceiptBook(folder) as book:
        for number in range(count):
            receipt = book.append(draft(f"{name} {number}"), stamp())
            told.send((receipt.number, receipt.hash))


def start_writer(folder: Path, count: int, name: str) -> tuple[BaseProcess, Connection]:
    # Forked, for a new process would take seconds to import what it does not need here.
    context = get_context("fork")
    hear, tell = context.Pipe(duplex=False)
    writer = context.Process(target=write, args=(folder, count, name, tell))
    writer.start()
    tell.close()
    return writer, hear


def heard(hear: Connection) -> Iterator[tuple[int, str]]:
    while True:
        try:
            yield hear.recv()
        except EOFError:
            return


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """Several times over, a writer is killed with SIGKILL while it writes; the next one goes on behind it."""
    acknowledged: list[tuple[int, str]] = []
    for pause in (0, 1, 3, 8, 20, 2, 5):
        writer, hear = start_writer(tmp_path, 100_000, "killed")
        acknowledged += [hear.recv() for _ in range(pause)]
        os.kill(writer.pid or 0, signal.SIGKILL)
        acknowledged += heard(hear)
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
    with ReceiptBook(tmp_path) as book:
        assert book.verify().whole
        kept = {receipt.number: receipt.hash for receipt in book.receipts()}
    assert len(acknowledged) >= 39
    assert {number: kept.get(number) for number, _ in acknowledged} == dict(acknowledged)


def test_several_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    """They also make the database at the same time."""
    writers = [start_writer(tmp_path, 20, f"writer {number}") for number in range(4)]
    acknowledged = [item for _, hear in writers for item in heard(hear)]
    for writer, _ in writers:
        writer.join()
        assert writer.exitcode == 0
    with ReceiptBook(tmp_path) as book:
        found = book.verify()
        assert (found.whole, found.receipts) == (True, 80)
        asked = {receipt.content()["query"] for receipt in book.receipts()}
    assert asked == {f"writer {number} {turn}" for number in range(4) for turn in range(20)}
    assert len(set(acknowledged)) == 80
