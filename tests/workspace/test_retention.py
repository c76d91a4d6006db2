"""What is kept of parties, for how long, and its erasure: gone from the disk, recorded, and the chains stay whole."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import DatabaseError
from yalu.workspace.database import Database
from yalu.workspace.decisions import AlertState, Finding, KnownEntity, Person, export_csv, export_json
from yalu.workspace.decisions.facts import EntityFacts
from yalu.workspace.kept_tenants import kept_tenants
from yalu.workspace.keys import KeyStore, Scope as KeyScope, database_url
from yalu.workspace.receipts import Draft, Kind, Stamp
from yalu.workspace.retention import Keeper, Retention, RetentionError, read_retention
from yalu.workspace.tenants import open_receipts
from yalu.workspace.watch import Watch, open_watch, watched_party

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OLD = NOW - timedelta(days=100)
ANNA = Person("Anna")
KEEPER = Keeper(ANNA, clock=lambda: NOW)


def find(_dataset: str, identity: str) -> KnownEntity:
    return KnownEntity(identity, frozenset(), "A listed party", EntityFacts(names=("a listed party",)))


@pytest.fixture
def watch(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """On SQLite and on PostgreSQL."""
    monkeypatch.setenv("YALU_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("YALU_DATABASE", address)
    for name in ("YALU_RECEIPTS", "YALU_KEEP", "YALU_KEEP_FIELDS", "YALU_FOUR_EYES"):
        monkeypatch.delenv(name, raising=False)
    with open_watch() as found:
        yield found


def decide(watch: Watch, party: str, state: AlertState, when: datetime) -> str:
    return watch.decisions.decide(Finding(party, "list", "e1"), state, ANNA, f"of {party}", find, when).id


def ask(name: str, when: datetime) -> None:
    with open_receipts() as book:
        payload = {"query": {"schema": "Person", "properties": {"name": [name]}}}
        book.append(Draft(Kind.NAME, {"lists": []}, payload), Stamp(when, b"x" * 16, "Anna"))


def everything(database: Database) -> str:
    tables = ("alert", "alert_event", "watched_party", "webhook_delivery")
    with database.reading() as connection:
        rows = [row for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
    return " ".join(str(bytes(cell) if isinstance(cell, memoryview) else cell) for row in rows for cell in row)


def test_all_that_is_kept_of_a_party_is_erased_and_the_chain_stays_whole(watch: Watch) -> None:
    watch.hooks.add("https://hooks.example.com/", NOW)
    watch.parties.put([watched_party("secret-7", "Person", {"name": "Secret Name"})], "Anna", NOW)
    watch.decisions.open_alerts([Finding("secret-7", "list", "e1"), Finding("other", "list", "e1")], find, NOW)
    decide(watch, "secret-7", AlertState.FALSE_POSITIVE, NOW)
    ask("Secret Name", NOW)
    assert KEEPER.erase_party("secret-7", "asked for it", "secret  NAME", rehearse=True).alerts == 1
    assert "secret-7" in everything(watch.database)
    erased = KEEPER.erase_party("secret-7", "asked for it", "secret  NAME")
    assert erased.to_json() == {"receipts": 1, "alerts": 1, "messages": 1, "parties": 1}
    assert "secret" not in everything(watch.database).casefold()
    assert watch.decisions.verify() == []
    with open_receipts() as book:
        assert book.verify().faults == ()
        assert book.get(1).payload is None
    # The other party's alert, and its message, are untouched.
    assert [alert.party for alert in watch.decisions.alerts()[0]] == ["other"]
    assert watch.outbox.counts()["pending"] == 1
    with pytest.raises(RetentionError, match="nothing is kept"):
        KEEPER.erase_party("secret-7", "again")


def test_the_record_of_an_erasure_says_who_when_why_and_which_lines(watch: Watch) -> None:
    watch.decisions.open_alerts([Finding("secret-7", "list", "e1")], find, NOW)
    hashes = [event.hash for event in watch.decisions.events()]
    KEEPER.erase_party("secret-7", "asked for it")
    (record,) = watch.decisions.events()
    assert (record.action, record.person, record.reason, record.number) == ("erased", "Anna", "asked for it", 2)
    assert record.erased == ((1, hashes[0]),)
    (line,) = export_json(watch.decisions.events())
    assert json.loads(line)["erased"] == [[1, hashes[0]]]
    assert list(export_csv(watch.decisions.events()))[1].rstrip().endswith(f"1:{hashes[0]}")


def test_an_erasure_that_nobody_recorded_is_told(watch: Watch) -> None:
    watch.decisions.open_alerts([Finding("a", "list", "e1")], find, NOW)
    with watch.database.writing() as connection:
        connection.execute(text("UPDATE alert_event SET content = :nothing, alert = ''"), {"nothing": b""})
    assert watch.decisions.verify() == ["event 1 is empty, and no erasure tells of it"]


def test_history_can_be_emptied_but_not_changed(watch: Watch) -> None:
    watch.decisions.open_alerts([Finding("a", "list", "e1")], find, NOW)
    for change in ("content = :given", "content = :given, alert = ''", "hash = 'x', content = :none, alert = ''"):
        given = {"given": b"{}"} if ":given" in change else {"none": b""}
        with pytest.raises(DatabaseError), watch.database.writing() as connection:
            connection.execute(text(f"UPDATE alert_event SET {change}"), given)  # noqa: S608
    assert watch.decisions.verify() == []


def test_hashes_tell_nothing_of_what_was_erased(watch: Watch) -> None:
    """Two equal events have unequal hashes, so that nobody can try parties until one fits."""
    watch.decisions.open_alerts([Finding("a", "list", "e1"), Finding("b", "list", "e1")], find, NOW)
    assert len({event.salt for event in watch.decisions.events()}) == 2


def test_what_is_older_than_the_settings_allow_is_erased_and_nothing_else(watch: Watch) -> None:
    decide(watch, "old", AlertState.FALSE_POSITIVE, OLD)
    decide(watch, "new", AlertState.FALSE_POSITIVE, NOW)
    decide(watch, "waits", AlertState.ESCALATED, OLD)
    ask("Old Question", OLD)
    ask("New Question", NOW)
    assert KEEPER.run(Retention()).to_json() == {"receipts": 0, "alerts": 0, "messages": 0, "parties": 0}
    rules = Retention(receipts=30, alerts=30, messages=30)
    assert KEEPER.run(rules, rehearse=True).alerts == 1
    assert KEEPER.run(rules).to_json() == {"receipts": 1, "alerts": 1, "messages": 0, "parties": 0}
    assert {alert.party for alert in watch.decisions.alerts()[0]} == {"new", "waits"}
    with open_receipts() as book:
        assert [receipt.payload is None for receipt in book.receipts()] == [True, False, False]
        assert book.verify().faults == ()
    assert KEEPER.run(rules).to_json() == {"receipts": 0, "alerts": 0, "messages": 0, "parties": 0}


@pytest.mark.usefixtures("watch")
def test_every_tenant_of_whom_something_may_be_kept_is_known() -> None:
    assert kept_tenants() == ["default"]
    KeyStore(database_url()).create("k", [KeyScope.SCREEN], now=NOW, tenant="with-key")
    with open_watch(tenant="with-alert") as other:
        decide(other, "p", AlertState.ESCALATED, NOW)
    with open_receipts(tenant="with-receipt") as book:
        book.append(Draft(Kind.NAME, {"lists": []}, {}), Stamp(NOW, b"x" * 16, "Anna"))
    assert kept_tenants() == ["default", "with-alert", "with-key", "with-receipt"]


@pytest.mark.usefixtures("watch")
def test_tenants_whose_receipts_share_a_database_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YALU_RECEIPTS", f"sqlite:///{tmp_path / 'receipts.sqlite'}")
    assert kept_tenants() == ["default"]
    with open_receipts(tenant="with-receipt") as book:
        book.append(Draft(Kind.NAME, {"lists": []}, {}), Stamp(NOW, b"x" * 16, "Anna"))
    assert kept_tenants() == ["default", "with-receipt"]


@pytest.mark.parametrize("given", ["alerts", "alerts=", "alerts=0", "alerts=-1", "alerts=x", "names=3", "alerts=99999"])
def test_settings_that_are_none_are_refused(given: str) -> None:
    with pytest.raises(RetentionError, match="YALU_KEEP"):
        read_retention(given)


def test_settings_are_read() -> None:
    assert read_retention(" receipts=3650 , messages=30,") == Retention(3650, None, 30)
    assert read_retention("") == Retention()


def test_the_command_line_does_the_same(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(watch, "old", AlertState.TRUE_MATCH, OLD)
    monkeypatch.setenv("YALU_KEEP", "alerts=1")
    found = CliRunner().invoke(app, ["retention", "run", "--person", "Anna", "--json"], catch_exceptions=False)
    assert json.loads(found.stdout)["alerts"] == 1
    shown = CliRunner().invoke(app, ["retention", "show", "--json"], catch_exceptions=False)
    assert json.loads(shown.stdout)["days"] == {"receipts": None, "alerts": 1, "messages": None}
