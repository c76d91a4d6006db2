"""Sending: signed, at least once, again after a pause, given up in the end, and nowhere but where it may go."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from yalu.workspace.database import Database
from yalu.workspace.webhooks import (
    Allowed,
    DeliveryState,
    Outbox,
    Sender,
    WebhookError,
    Webhooks,
    check_signature,
    queue,
    read_allowed,
)
from yalu.workspace.webhooks.outbox import LEASE, PAUSES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
START = int(NOW.timestamp())
TOLD = {"time": "2026-01-01T00:00:00Z", "hash": "ab" * 32, "alert": "x", "party": "c-1"}


class Receiver:
    """A receiver of webhooks on loopback, whose answers can be chosen."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(outer.statuses.pop(0) if outer.statuses else 204)
                self.send_header("location", "http://127.0.0.1:1/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(f"sqlite:///{tmp_path / 'yalu.sqlite'}") as found:
        yield found


LOOPBACK = read_allowed("127.0.0.1")


def tell(database: Database, tenant: str = "default", **told: Any) -> int:
    with database.writing() as connection:
        return queue(connection, tenant, "alert.opened", {**TOLD, **told}, START)


def round_at(database: Database, seconds: int, allowed: Allowed = LOOPBACK, **others: Any) -> tuple[int, int, int]:
    found = Sender(Outbox(database), allowed, **others).send_due(lambda: START + seconds)
    return found.delivered, found.failed, found.dead


def test_a_message_is_signed_and_sent_once_where_all_goes_well(database: Database, receiver: Receiver) -> None:
    _, secret = Webhooks(database, allowed=LOOPBACK).add(receiver.url, NOW)
    assert tell(database) == 1
    assert round_at(database, 0) == (1, 0, 0)
    assert round_at(database, 1_000_000) == (0, 0, 0)
    ((path, headers, body),) = receiver.got
    assert path == "/hook"
    assert check_signature(headers, body, secret, START) == headers["webhook-id"]
    assert json.loads(body) == {"type": "alert.opened", "timestamp": TOLD["time"], "data": TOLD}


def test_a_message_is_written_with_its_alert_or_not_at_all(database: Database, receiver: Receiver) -> None:
    Webhooks(database, allowed=LOOPBACK).add(receiver.url, NOW)

    def broken() -> None:
        with database.writing() as connection:
            queue(connection, "default", "alert.opened", TOLD, START)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert Outbox(database).list("default") == ([], 0)


def test_a_failed_attempt_is_made_again_later_under_the_same_id(database: Database, receiver: Receiver) -> None:
    Webhooks(database, allowed=LOOPBACK).add(receiver.url, NOW)
    tell(database)
    receiver.statuses = [500, 302]
    assert round_at(database, 0) == (0, 1, 0)
    (delivery,), _ = Outbox(database).list("default")
    assert (delivery.status, delivery.error, delivery.attempts) == (500, "status 500", 1)
    assert round_at(database, PAUSES[0] - 1) == (0, 0, 0)
    assert round_at(database, 6) == (0, 1, 0)
    (delivery,), _ = Outbox(database).list("default")
    assert delivery.error == "status 302: redirections are not followed"
    assert round_at(database, 50) == (1, 0, 0)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1


def test_after_two_days_a_message_is_dead_and_can_be_sent_again(database: Database, receiver: Receiver) -> None:
    hook, _ = Webhooks(database, allowed=LOOPBACK).add(receiver.url, NOW)
    tell(database)
    receiver.statuses, seconds, outcomes = [503] * 11, 0, []
    for pause in (*PAUSES, 0):
        outcomes.append(round_at(database, seconds))
        seconds += pause + pause // 10 + 1
    assert outcomes == [(0, 1, 0)] * 10 + [(0, 0, 1)]
    outbox = Outbox(database)
    (dead,), total = outbox.list("default", DeliveryState.DEAD)
    assert (dead.hook, dead.attempts, total) == (hook.id, 11, 1)
    assert outbox.counts() == {"pending": 0, "delivered": 0, "dead": 1}
    with pytest.raises(WebhookError):
        outbox.retry("other", dead.id, START)
    outbox.retry("default", dead.id, START + seconds)
    assert round_at(database, seconds) == (1, 0, 0)
    assert receiver.got[-1][1]["webhook-id"] == dead.id
    assert outbox.purge("default", START + seconds) == 0
    assert outbox.purge("default", START + seconds + 1) == 1


def test_two_senders_never_send_one_message_at_a_time_and_a_killed_one_is_made_up_for(
    database: Database, receiver: Receiver
) -> None:
    Webhooks(database, allowed=LOOPBACK).add(receiver.url, NOW)
    tell(database)
    # The first one takes the message and is killed before it writes down what became of it.
    assert len(Outbox(database).claim(START)) == 1
    assert round_at(database, LEASE - 1) == (0, 0, 0)
    assert round_at(database, LEASE) == (1, 0, 0)


def test_a_clock_that_is_put_back_delays_nothing_for_long(database: Database, receiver: Receiver) -> None:
    Webhooks(database, allowed=LOOPBACK).add(receiver.url, NOW)
    tell(database)
    receiver.statuses = [500]
    assert round_at(database, 30 * 86_400) == (0, 1, 0)
    assert round_at(database, 0) == (1, 0, 0)


def test_a_name_that_stands_for_a_private_address_by_now_is_not_asked(database: Database, receiver: Receiver) -> None:
    Webhooks(database).add("https://rebound.example/hook", NOW)
    tell(database)

    async def rebound(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    assert round_at(database, 0, Allowed(), resolve=rebound) == (0, 1, 0)
    (delivery,), _ = Outbox(database).list("default")
    assert "not public" in str(delivery.error)
    assert receiver.got == []


def test_the_request_goes_to_the_address_that_was_checked_under_the_name_of_the_host(
    database: Database, receiver: Receiver
) -> None:
    port = receiver.server.server_port
    allowed = read_allowed("hooks.internal")
    Webhooks(database, allowed=allowed).add(f"http://hooks.internal:{port}/hook?a=b", NOW)
    tell(database)
    asked = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    assert round_at(database, 0, allowed, resolve=resolve) == (1, 0, 0)
    assert asked == [("hooks.internal", port)]
    path, headers, _ = receiver.got[0]
    assert (path, headers["host"]) == ("/hook?a=b", f"hooks.internal:{port}")


def test_a_receiver_that_is_not_there_holds_up_nobody(database: Database, receiver: Receiver) -> None:
    hooks = Webhooks(database, allowed=LOOPBACK)
    hooks.add("http://127.0.0.1:1/", NOW)
    hooks.add(receiver.url, NOW)
    assert tell(database) == 2
    assert round_at(database, 0) == (1, 1, 0)


def test_hooks_of_one_tenant_hear_nothing_of_another(database: Database, receiver: Receiver) -> None:
    mine, others = (Webhooks(database, name, LOOPBACK) for name in ("one", "two"))
    hook, _ = mine.add(receiver.url, NOW)
    assert tell(database, "two") == 0
    assert others.list() == []
    for change in (lambda identity: others.remove(identity, NOW), lambda identity: others.rotate(identity, NOW)):
        with pytest.raises(WebhookError):
            change(hook.id)
    assert [item.url for item in mine.list()] == [receiver.url]


def test_a_new_secret_signs_at_once_and_the_old_one_for_a_day(database: Database, receiver: Receiver) -> None:
    hooks = Webhooks(database, allowed=LOOPBACK)
    hook, old = hooks.add(receiver.url, NOW)
    new = hooks.rotate(hook.id, NOW)
    tell(database)
    assert round_at(database, 0) == (1, 0, 0)
    _, headers, body = receiver.got[-1]
    assert {check_signature(headers, body, key, START) for key in (old, new)} == {headers["webhook-id"]}
    tell(database, hash="cd" * 32)
    assert round_at(database, 2 * 86_400) == (1, 0, 0)
    assert len(receiver.got[-1][1]["webhook-signature"].split()) == 1


def test_a_removed_hook_is_sent_nothing_more(database: Database, receiver: Receiver) -> None:
    hooks = Webhooks(database, allowed=LOOPBACK)
    hook, _ = hooks.add(receiver.url, NOW)
    tell(database)
    hooks.remove(hook.id, NOW)
    assert round_at(database, 0) == (0, 0, 0)
    assert receiver.got == []
