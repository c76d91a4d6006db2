"""Addresses of databases are named without what is secret in them."""

import contextlib

import pytest
from hypothesis import given, strategies as st

from yalu.model import DatabaseError
from yalu.workspace.database import Database, is_address, parse_address, shown_address

SECRET = "s3cr3t-p@ss"
WRITTEN = "s3cr3t-p%40ss"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (f"postgresql://anna:{WRITTEN}@db.example:5433/yalu", "postgresql://db.example:5433/yalu"),
        (f"postgres://anna:{WRITTEN}@[::1]/yalu", "postgresql://[::1]/yalu"),
        (f"postgresql+psycopg://db.example/yalu?password={WRITTEN}&sslmode=require", "postgresql://db.example/yalu"),
        ("sqlite:////srv/yalu.sqlite", "sqlite:////srv/yalu.sqlite"),
    ],
)
def test_an_address_is_shown_without_its_secrets(given: str, shown: str) -> None:
    assert shown_address(parse_address(given)) == shown


@pytest.mark.parametrize(
    "given",
    [
        f"postgresql://anna:{SECRET}@host:port/yalu",
        f"mysql://anna:{SECRET}@host/yalu",
        f"postgresql+psycopg2://anna:{SECRET}@host/yalu",
        "sqlite://",
        "sqlite:///:memory:",
        "https://example.org/yalu",
        "postgresql:/host/yalu",
    ],
)
def test_what_is_no_address_of_a_database_is_refused_without_repeating_it(given: str) -> None:
    assert is_address(given)
    with pytest.raises(DatabaseError) as refused:
        parse_address(given)
    assert "s3cr3t" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("options", ["", f"?password={WRITTEN}", f"?host=/nowhere/{WRITTEN}"])
def test_a_server_that_is_not_there_is_told_in_one_line_without_a_password(options: str) -> None:
    database = Database(f"postgresql://anna:{WRITTEN}@127.0.0.1:1/yalu{options}", "the receipts")
    with pytest.raises(DatabaseError, match="the receipts cannot be used") as refused, database.reading():
        pass
    assert "s3cr3t" not in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=40))
def test_whatever_is_given_as_an_address_is_one_or_refused(rest: str) -> None:
    with contextlib.suppress(DatabaseError):
        assert shown_address(parse_address(f"postgresql://{rest}")).startswith("postgresql://")


@pytest.mark.parametrize("place", ["C:/data/yalu", "/srv/yalu", "yalu", "./a:b", "~/yalu"])
def test_a_folder_is_no_address(place: str) -> None:
    assert not is_address(place)
