"""One party, as a user describes it by a few texts."""

from collections.abc import Callable
from typing import Any

from yalu.model import YaluError
from yalu.records import read_country, read_date, read_schema

EVERYTHING = "Thing"
"""The schema of a single name of which nothing else is said."""


def party_query(name: str, schema: str | None, birth_date: str | None, country: str | None) -> dict[str, Any]:
    """Give a party as a followthemoney entity, as the options describe it.

    Raises:
        YaluError: a value is not understood.
    """
    party = {"name": name, "schema": EVERYTHING}
    readings: tuple[tuple[str, str, str | None, Callable[[str], str | None]], ...] = (
        ("schema", "--schema", schema, read_schema),
        ("birthDate", "--birth-date", birth_date, read_date),
        ("country", "--country", country, read_country),
    )
    for prop, option, text, read in readings:
        if text is not None:
            value = read(text.strip())
            if value is None:
                raise YaluError(f"{option} {text!r} is not understood; write it as in the command's --help")
            party[prop] = value
    return {"schema": party.pop("schema"), "properties": {prop: [value] for prop, value in party.items()}}
