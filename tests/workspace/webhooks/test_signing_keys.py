"""Whoever reads the database can sign nothing: secrets are made of a key that is kept elsewhere."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from yalu.workspace.database import Database
from yalu.workspace.webhooks import WebhookError, Webhooks
from yalu.workspace.webhooks.outbox import Outbox, queue
from yalu.workspace.webhooks.signing_keys import SigningKeys, read_signing_keys
from yalu.workspace.webhooks.tables import HOOKS

NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)
START = int(NOW.timestamp())
OLD, NEW = SigningKeys(("o" * 32,)), SigningKeys(("n" * 32, "o" * 32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(f"sqlite:///{tmp_path / 'yalu.sqlite'}") as found:
        yield found


def secrets_of(database: Database, keys: SigningKeys) -> tuple[str, ...]:
    """Give what the next message would be signed with."""
    told = {"time": "2026-01-06T12:00:00Z", "hash": str(len(Outbox(database, keys).list("default")[0])), "party": "p"}
    with database.writing() as connection:
        queue(connection, "default", "alert.opened", told, START)
    ((hook, _),) = Outbox(database, keys).claim(START)
    return hook.secrets


def test_the_database_holds_no_secret(database: Database, tmp_path: Path) -> None:
    _, secret = Webhooks(database, keys=OLD).add("https://hooks.example.com/", NOW)
    database.close()
    content = (tmp_path / "yalu.sqlite").read_bytes()
    assert secret.encode() not in content
    assert secret.removeprefix("whsec_").encode() not in content
    assert b"whsec_" not in content
    assert secrets_of(database, OLD) == (secret,)


def test_a_key_can_be_replaced_by_a_newer_one_beside_it(database: Database) -> None:
    hook, secret = Webhooks(database, keys=OLD).add("https://hooks.example.com/", NOW)
    assert secrets_of(database, NEW) == (secret,)
    other = Webhooks(database, keys=NEW).rotate(hook.id, NOW)
    assert secrets_of(database, NEW) == (other, secret)


def test_without_the_key_nothing_is_signed_and_nothing_is_made(database: Database) -> None:
    hook, _ = Webhooks(database, keys=OLD).add("https://hooks.example.com/", NOW)
    assert secrets_of(database, SigningKeys()) == ()
    with pytest.raises(WebhookError, match="YALU_WEBHOOK_KEY"):
        Webhooks(database, keys=SigningKeys()).add("https://hooks.example.com/", NOW)
    with pytest.raises(WebhookError, match="YALU_WEBHOOK_KEY"):
        Webhooks(database, keys=SigningKeys()).rotate(hook.id, NOW)


def test_a_secret_of_the_time_before_signs_until_it_is_changed(database: Database) -> None:
    hook, _ = Webhooks(database, keys=OLD).add("https://hooks.example.com/", NOW)
    with database.writing() as connection:
        connection.execute(HOOKS.update().values(secret="whsec_b2xkIHNlY3JldA=="))  # noqa: S106 - invented
    assert secrets_of(database, OLD) == ("whsec_b2xkIHNlY3JldA==",)
    fresh = Webhooks(database, keys=OLD).rotate(hook.id, NOW)
    assert secrets_of(database, OLD) == (fresh, "whsec_b2xkIHNlY3JldA==")


@given(st.text(alphabet="0123456789abcdef", min_size=1, max_size=24), st.integers(0, 3))
def test_secrets_of_two_hooks_marks_or_keys_are_two(hook: str, place: int) -> None:
    mark = OLD.new_mark()
    kept = SigningKeys(("n" * 32,)).new_mark()
    others = [OLD.secret_of(hook + "x", mark), OLD.secret_of(hook, OLD.new_mark()), NEW.secret_of(hook, kept)]
    assert OLD.secret_of(hook, mark) not in others
    assert len(set(others)) == 3
    assert OLD.secret_of(hook, mark) == NEW.secret_of(hook, mark)
    with pytest.raises(WebhookError, match="not in YALU_WEBHOOK_KEY"):
        OLD.secret_of(hook, ("", "hmac", kept, "x y z")[place])


def test_keys_come_from_the_environment_or_a_file_and_short_ones_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("n" * 32 + "\n" + "o" * 32 + "\n")
    assert read_signing_keys({"YALU_WEBHOOK_KEY_FILE": str(file)}) == NEW
    assert read_signing_keys({"YALU_WEBHOOK_KEY": "o" * 32}) == OLD
    assert read_signing_keys({}) == SigningKeys()
    with pytest.raises(WebhookError, match="32 characters"):
        read_signing_keys({"YALU_WEBHOOK_KEY": "short"})
    with pytest.raises(WebhookError, match="cannot be read"):
        read_signing_keys({"YALU_WEBHOOK_KEY_FILE": str(tmp_path / "none")})
    assert "o" * 32 not in repr(OLD)
