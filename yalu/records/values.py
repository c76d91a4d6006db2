"""Values as customers' tables write them, in the form in which followthemoney writes them.

Each function gives `None` for a value that it does not understand; a value is never guessed.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from followthemoney import model
from followthemoney.types import registry
from rigour.territories import lookup_territory

_KEPT = 1 << 14

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_DAY_DOT_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_NUMBERS = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})$")
_DAY_NAMED_MONTH = re.compile(r"(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?[ -](\d{4})$")
_NAMED_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

SCHEMA_WORDS = {
    "individual": "Person",
    "naturalperson": "Person",
    "corporate": "Organization",
    "business": "Organization",
    "entity": "LegalEntity",
    "firm": "Company",
    "organisation": "Organization",
    "ship": "Vessel",
    "aircraft": "Airplane",
    "wallet": "CryptoWallet",
    "digitalcurrencyaddress": "CryptoWallet",
}
"""Words for kinds of parties beside the names of followthemoney's schemata."""


def plain(text: str) -> str:
    """Give a name of a column or schema without case, spaces and signs."""
    return "".join(char for char in text.casefold() if char.isalnum())


@lru_cache(maxsize=_KEPT)
def read_schema(text: str) -> str | None:
    """Read the kind of a party: a followthemoney schema in any case, or a common word for one."""
    word = plain(text)
    return _schemata().get(word) or SCHEMA_WORDS.get(word)


@cache
def _schemata() -> dict[str, str]:
    return {schema.name.casefold(): schema.name for schema in model if schema.is_a("Thing")}


@lru_cache(maxsize=_KEPT)
def read_country(text: str) -> str | None:
    """Read a country by its code or its name in any common language."""
    territory = lookup_territory(text)
    return territory.ftm_country if territory is not None else None


@lru_cache(maxsize=_KEPT)
def read_gender(text: str) -> str | None:
    """Read a gender: male, female or other, by word or letter."""
    return registry.gender.clean(text)


@lru_cache(maxsize=_KEPT)
def read_date(text: str) -> str | None:
    """Read a day, a month or a year.

    Days of the form 3/4/1978 mean two days, depending on the country: only their year is taken, unless one of the
    numbers can be no month.
    """
    if (match := _YEAR_FIRST.match(text)) or (match := _COMPACT.match(text)):
        return _written(*match.groups())
    if match := _DAY_DOT_MONTH.match(text):
        day, month, year = match.groups()
        return _written(year, month, day)
    if match := _NUMBERS.match(text):
        return _of_two_orders(*match.groups())
    if match := _DAY_NAMED_MONTH.match(text):
        day, month, year = match.groups()
        return _written(year, _month(month), day)
    if match := _NAMED_MONTH_DAY.match(text):
        month, day, year = match.groups()
        return _written(year, _month(month), day)
    return None


def _month(name: str) -> str:
    start = name[:3].lower()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else "0"


def _of_two_orders(first: str, second: str, year: str) -> str | None:
    """Read two numbers and a year where either number may be the month."""
    found = {_written(year, first, second), _written(year, second, first)} - {None}
    return found.pop() if len(found) == 1 else (year if found else None)


def _written(year: str, month: str | None = None, day: str | None = None) -> str | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


READERS: dict[str, Callable[[str], str | None]] = {
    "birthDate": read_date,
    "gender": read_gender,
    **dict.fromkeys(
        ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag", "pastFlags"), read_country
    ),
}
"""Properties whose values are read into followthemoney's form. Values of all others stay as they are."""
