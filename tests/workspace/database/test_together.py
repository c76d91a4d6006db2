"""Several processes write to one database at once: nothing is lost, and every chain holds."""

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import Connection, text

from tests.processes import in_child, status_of
from yalu.model import DatabaseError
from yalu.workspace.database import Database, parse_address
from yalu.workspace.decisions import AlertState, DecisionBook, EntityFacts, Finding, KnownEntity, Person
from yalu.workspace.keys import KeyStore, Scope
from yalu.workspace.receipts import Draft, Kind, ReceiptBook, Stamp

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
KNOWN = KnownEntity("Q1", frozenset(), "Vadim Testov", EntityFacts(("vadim testov",), (), (), (), ()))
WRITERS, EACH = 3, 12


def run_together(works: list[Callable[[], None]]) -> None:
    """Run each in a process of its own, all at once; all must end well."""
    assert [status_of(child) for child in map(in_child, works)] == [0] * len(works)


def write_receipts(address: str, tenant: str, writer: int) -> None:
    with ReceiptBook(address, tenant) as book:
        for turn in range(EACH):
            book.append(Draft(Kind.NAME, {}, {"query": f"{writer} {turn}"}), Stamp(NOW, bytes([writer]) * 16))


def decide(address: str, tenant: str, writer: int) -> None:
    """Half of the decisions are on parties of the writer's own, half on one party that all decide on."""
    with DecisionBook(address, tenant) as book:
        for turn in range(EACH):
            finding = Finding("shared" if turn % 2 else f"{writer}-{turn}", "demo", "Q1")
            book.open_alerts([finding], lambda *_: KNOWN, NOW)
            book.decide(finding, AlertState.IN_REVIEW, Person(f"P{writer}"), f"turn {turn}", lambda *_: KNOWN, NOW)


def test_receipts_of_several_processes_keep_one_chain_for_each_tenant(address: str) -> None:
    """They also make the tables at the same time."""
    run_together([partial(write_receipts, address, name, n) for n in range(WRITERS) for name in ("bank", "paper")])
    for tenant in ("bank", "paper"):
        with ReceiptBook(address, tenant) as book:
            found = book.verify()
            assert (found.whole, found.receipts) == (True, WRITERS * EACH)
            asked = {receipt.content()["query"] for receipt in book.receipts()}
        assert asked == {f"{writer} {turn}" for writer in range(WRITERS) for turn in range(EACH)}
    with ReceiptBook(address, "nobody") as book:
        assert (book.verify().receipts, book.verify().whole) == (0, True)


def test_decisions_of_several_processes_are_all_kept_in_order(address: str) -> None:
    run_together([partial(decide, address, "bank", n) for n in range(WRITERS)])
    with DecisionBook(address, "bank") as book:
        assert book.verify() == []
        decided = [(event.person, event.reason) for event in book.events() if event.person.startswith("P")]
        assert sorted(decided) == sorted((f"P{n}", f"turn {turn}") for n in range(WRITERS) for turn in range(EACH))
        assert book.alerts()[1] == WRITERS * EACH // 2 + 1
        assert len(book.of_parties(["shared"])["shared"]) == 1


def test_keys_of_several_processes_are_all_kept(address: str) -> None:
    run_together(
        [partial(lambda n: KeyStore(address).create(f"key {n}", [Scope.SCREEN], now=NOW), n) for n in range(WRITERS)]
    )
    assert sorted(key.name for key in KeyStore(address).list()) == [f"key {n}" for n in range(WRITERS)]


def test_an_acknowledged_receipt_survives_a_kill(address: str) -> None:
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with ReceiptBook(address) as book:
            for turn in range(100_000):
                book.append(Draft(Kind.NAME, {}, {"query": str(turn)}), Stamp(NOW, b"x" * 16))
                os.write(tell, b".")
    os.close(tell)
    assert os.read(told, 1) == b"."
    time.sleep(0.2)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = 1
    while more := os.read(told, 1 << 16):
        acknowledged += len(more)
    with ReceiptBook(address) as book:
        assert book.verify().whole
        assert acknowledged <= book.head().number <= acknowledged + 1


def test_an_erased_answer_is_gone_on_both(address: str) -> None:
    with ReceiptBook(address, "bank") as book:
        for name in ("one", "two"):
            book.append(Draft(Kind.NAME, {}, {"query": name}), Stamp(NOW, b"x" * 16))
        book.erase(1, "asked by the person", Stamp(NOW, b"y" * 16))
        assert (book.verify().whole, book.verify().erased, book.get(1).payload) == (True, 1, None)


@pytest.mark.parametrize("party", ["x" * 5_000, "a\0b", "Ünïcode 김", "'; DROP TABLE alert; --"])
def test_any_id_of_a_party_can_have_an_alert(address: str, party: str) -> None:
    with DecisionBook(address) as book:
        book.open_alerts([Finding(party, "demo", "Q1")], lambda *_: KNOWN, NOW)
        assert [alert.party for alert in book.of_parties([party])[party]] == [party]
        assert book.alerts(party=party)[1] == 1
        assert book.verify() == []


def test_work_that_the_server_breaks_off_is_done_again(postgres: Callable[[], str]) -> None:
    address, tries = postgres(), []

    def work(connection: Connection) -> int:
        tries.append(1)
        connection.execute(text("INSERT INTO list_head (list, number, hash) VALUES ('a', 0, '')"))
        if len(tries) < 3:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return connection.execute(text("SELECT count(*) FROM list_head")).scalar_one()

    with Database(address) as database:
        assert database.write(work) == 1
        assert len(tries) == 3
        with database.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM list_head")).scalar_one() == 1


def test_a_reader_sees_one_state_whatever_others_write(postgres: Callable[[], str]) -> None:
    address = postgres()
    count = text("SELECT count(*) FROM list_head")
    with Database(address) as one, Database(address) as two, one.reading() as connection:
        assert connection.execute(count).scalar_one() == 0
        two.write(lambda other: other.execute(text("INSERT INTO list_head (list, number, hash) VALUES ('a', 0, '')")))
        assert connection.execute(count).scalar_one() == 0


def test_a_server_that_was_gone_and_is_back_is_used_again(postgres: Callable[[], str]) -> None:
    address = postgres()
    name = parse_address(address).database
    with ReceiptBook(address) as book, Database(postgres()) as other:
        book.append(Draft(Kind.NAME, {}, {}), Stamp(NOW, b"x" * 16))
        end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        with other.reading() as connection:
            connection.execute(text(end))
        assert book.append(Draft(Kind.NAME, {}, {}), Stamp(NOW, b"x" * 16)).number == 2
        assert book.verify().whole


def test_a_role_that_may_not_write_is_told_so(postgres: Callable[[], str]) -> None:
    address = postgres()
    with ReceiptBook(address) as book:
        book.append(Draft(Kind.NAME, {}, {}), Stamp(NOW, b"x" * 16))
    with Database(address) as database, database.writing() as connection:
        connection.execute(text("DROP ROLE IF EXISTS examiner"))
        connection.execute(text("CREATE ROLE examiner LOGIN PASSWORD 's3cr3t'"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO examiner"))
    reading = address.replace("//postgres:@", "//examiner:s3cr3t@")
    with ReceiptBook(reading) as book:
        assert book.verify().whole
        with pytest.raises(DatabaseError, match="permission denied") as refused:
            book.append(Draft(Kind.NAME, {}, {}), Stamp(NOW, b"x" * 16))
    assert "s3cr3t" not in str(refused.value)
