"""Addresses of databases: which there are, and how one is named without its password."""

import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from yalu.model import DatabaseError

Place = Path | str
"""What names a workspace: a folder, or the address of a database."""

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/", re.ASCII | re.IGNORECASE)
"""The start of an address, also of one that was taken for a path and lost a stroke."""
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}
_KNOWN = frozenset({"postgresql+psycopg", "sqlite", "sqlite+pysqlite"})


def is_address(place: Place) -> bool:
    """Whether a place is meant as the address of a database, not as a folder."""
    return _ADDRESS.match(str(place)) is not None


def parse_address(place: Place | URL) -> URL:
    """Read the address of a database: `postgresql://...` or `sqlite:///FILE`.

    Raises:
        DatabaseError: it is none, or one of a database that Yalu does not know. The message repeats nothing of it but
            the kind of database, for what stands behind may be a password.
    """
    try:
        url = place if isinstance(place, URL) else make_url(str(place))
    except (ArgumentError, ValueError):
        kind = _ADDRESS.match(str(place))
        raise DatabaseError(
            f"{kind[1] if kind else 'this'}: it is no address of a database; {_FORMS}, with special characters of a "
            "password written as %40 and so on"
        ) from None
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.drivername not in _KNOWN:
        raise DatabaseError(f"{url.drivername[:60]}: the database is none that is known; {_FORMS}")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise DatabaseError("sqlite: a database in memory keeps nothing; name a file, such as sqlite:///yalu.sqlite")
    return url


def shown_address(url: URL) -> str:
    """Give an address for messages: without user, password and options, any of which can hold a secret."""
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{url.database}"
    host = f"[{url.host}]" if url.host and ":" in url.host else url.host or ""
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{host}{port}/{url.database or ''}"


def without_secrets(text: str, url: URL) -> str:
    """Give what a driver says of an address in one line, with the password and the options' values left out."""
    options = (value for given in url.query.values() for value in ((given,) if isinstance(given, str) else given))
    password = str(url.password) if url.password is not None else ""
    for secret in sorted({password, *options} - {""}, key=len, reverse=True):
        text = text.replace(secret, "***")
    return " ".join(text.split())


_FORMS = "write postgresql://HOST/NAME or sqlite:///FILE"
