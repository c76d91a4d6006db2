"""Who changed what is watched, webhooks and keys stands in the tenant's history, with the change or not at all."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from yalu.model import DatabaseError
from yalu.workspace import history
from yalu.workspace.database import Database
from yalu.workspace.decisions import AlertEvent, DecisionBook, Person, export_csv, export_json
from yalu.workspace.history import EVENTS, Actor, Change, write_change
from yalu.workspace.keys import KeyStore, Scope
from yalu.workspace.watch import Watch, WatchBook, WatchError, watched_party
from yalu.workspace.webhooks import Allowed, Outbox, WebhookError, Webhooks

NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)
ANNA, SERVICE = Actor("Anna"), Actor("analyst", "a1b2c3d4e5f6")


@pytest.fixture
def watch(address: str) -> Iterator[Watch]:
    database = Database(address)
    parts = (WatchBook(database), DecisionBook(address), Webhooks(database), Outbox(database), Allowed())
    with Watch("default", database, *parts) as found:
        yield found


def lines(book: DecisionBook) -> list[tuple[str, str, str, str | None]]:
    return [(event.caption, event.party or event.entity, event.person, event.key) for event in book.events()]


def test_every_change_says_who_did_what_and_the_chain_verifies(watch: Watch, address: str) -> None:
    party = watched_party("c-17", "Person", {"name": "Choe Chol Min"})
    watch.parties.put([party], SERVICE, NOW)
    watch.parties.put([party], ANNA, NOW)
    watch.parties.put([watched_party("c-17", "Person", {"name": "Choe Un Jong"})], ANNA, NOW)
    watch.parties.remove("c-17", NOW, SERVICE)
    hook, _ = watch.hooks.add("https://hooks.example.com/", NOW, ANNA)
    watch.hooks.rotate(hook.id, NOW, SERVICE)
    watch.hooks.remove(hook.id, NOW, ANNA)
    keys = KeyStore(address)
    key, _ = keys.create("desk", [Scope.SCREEN], now=NOW, by=ANNA)
    keys.revoke(key.id, now=NOW, by=SERVICE)
    assert lines(watch.decisions) == [
        ("party put under watch", "c-17", "analyst", "a1b2c3d4e5f6"),
        # The second time nothing changed.
        ("party under watch changed", "c-17", "Anna", None),
        ("party watched no longer", "c-17", "analyst", "a1b2c3d4e5f6"),
        ("webhook added", hook.id, "Anna", None),
        ("webhook has another secret", hook.id, "analyst", "a1b2c3d4e5f6"),
        ("webhook removed", hook.id, "Anna", None),
        ("API key made", key.id, "Anna", None),
        ("API key revoked", key.id, "analyst", "a1b2c3d4e5f6"),
    ]
    assert watch.decisions.verify() == []
    assert watch.decisions.alerts() == ((), 0)


def test_changes_are_exported_with_the_history(watch: Watch) -> None:
    watch.hooks.add("https://hooks.example.com/", NOW, ANNA)
    (told,) = [json.loads(line) for line in export_json(watch.decisions.events())]
    assert (told["action"], told["caption"], told["person"]) == ("changed", "webhook added", "Anna")
    assert told["reason"] == "https://hooks.example.com/"
    assert "whsec_" not in json.dumps(told)
    (row,) = csv.DictReader(io.StringIO("".join(export_csv(watch.decisions.events()))))
    assert (row["action"], row["person"], row["hash"]) == ("changed", "Anna", told["hash"])


def test_a_line_that_was_changed_is_found(watch: Watch, address: str) -> None:
    watch.hooks.add("https://hooks.example.com/", NOW, ANNA)
    with pytest.raises(DatabaseError, match="only added"), watch.database.writing() as connection:
        connection.execute(EVENTS.update().values(content=b"{}"))
    if address.startswith("sqlite"):
        with watch.database.writing() as connection:
            connection.execute(text("DROP TRIGGER alert_event_no_update"))
            packed = connection.execute(EVENTS.select()).one().content.replace(b"Anna", b"Bert")
            connection.execute(EVENTS.update().values(content=packed))
        assert watch.decisions.verify() == ["event 1 was changed"]


def test_there_is_no_change_without_its_line_and_no_line_without_its_change(
    watch: Watch, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for refused in (lambda: watch.parties.remove("nobody", NOW), lambda: watch.hooks.remove("0" * 24, NOW)):
        with pytest.raises((WatchError, WebhookError), match=r"nobody|no webhook"):
            refused()
    assert lines(watch.decisions) == []

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(history.HEADS, "move", fail)
    changes = (
        lambda: watch.parties.put([watched_party("c-17", "Person", {"name": "A B"})], ANNA, NOW),
        lambda: watch.hooks.add("https://hooks.example.com/", NOW),
        lambda: KeyStore(address).create("desk", [Scope.SCREEN], now=NOW),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="disk is full"):
            change()
    assert watch.parties.list() == ([], 0)
    assert watch.hooks.list() == []
    assert KeyStore(address).list() == ()


def test_a_tenant_s_changes_stand_in_its_own_history(address: str) -> None:
    KeyStore(address).create("desk", [Scope.SCREEN], now=NOW, tenant="bank", by=ANNA)
    assert lines(DecisionBook(address)) == []
    assert len(lines(DecisionBook(address, "bank"))) == 1


def test_the_lines_about_a_party_can_be_emptied_and_the_rest_stays(watch: Watch) -> None:
    parties = [watched_party(key, "Person", {"name": "A B"}) for key in ("c-17", "c-18")]
    watch.parties.put(parties, ANNA, NOW)
    about = watch.decisions.changes_of("c-17")
    assert watch.decisions.changes_of("c-19") == ""
    watch.decisions.erase([about], Person("Anna"), "asked for", NOW)
    assert watch.decisions.verify() == []
    told = "".join(export_json(watch.decisions.events()))
    assert "c-17" not in told
    assert "c-18" in told


def test_a_line_is_read_back_as_it_was_written(address: str) -> None:
    with Database(address) as database:
        with database.writing() as connection:
            write_change(connection, "default", Change("webhook added", "h", "told", "p"), SERVICE, NOW)
        with database.reading() as connection:
            row = connection.execute(EVENTS.select()).one()
    event = AlertEvent.unpacked(row.content)
    assert (event.packed(), event.hash) == (row.content, row.hash)
