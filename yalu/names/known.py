"""Known persons' names in all their spellings, nicknames, and abbreviations of organisations' words."""

import gzip
from functools import lru_cache
from importlib.resources import files

from yalu.names.tables import word_lists


@lru_cache(maxsize=1)
def known_names() -> dict[str, tuple[int, ...]]:
    """Load the table of known names: a spelling to the numbers of the names that it spells (see data/build.py)."""
    raw = (files("yalu.names") / "data" / "known-names.txt.gz").read_bytes()
    table: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(gzip.decompress(raw).decode("utf-8").splitlines()):
        for form in line.split(" "):
            table[form] = (*table.get(form, ()), number)
    return table


@lru_cache(maxsize=1)
def nicknames() -> dict[str, tuple[str, ...]]:
    """Give, for a full name or a nickname, the full names that it may stand for."""
    return _by_form("nicknames")


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Give, for a word of organisations' names or its abbreviation, the words that it may stand for."""
    return _by_form("abbreviations")


def _by_form(section: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for full, short_forms in word_lists(section).items():
        for form in (full, *short_forms):
            table[form] = (*table.get(form, ()), full)
    return table


def names_spelled(form: str) -> tuple[int, ...]:
    """Give the numbers of the known names that a form spells; an Arabic one also without its article."""
    table = known_names()
    return table.get(form) or (table.get(form[2:], ()) if form.startswith("ال") else ())
