"""The word lists of the room, from data/tables.ini."""

from configparser import ConfigParser
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _parser() -> ConfigParser:
    parser = ConfigParser(delimiters=("=",), comment_prefixes=("#",), interpolation=None)
    parser.read_string((files("yalu.names") / "data" / "tables.ini").read_text(encoding="utf-8"))
    return parser


def words(section: str, key: str) -> tuple[str, ...]:
    """Give one list of words."""
    return tuple(_parser()[section][key].split())


def word_lists(section: str) -> dict[str, tuple[str, ...]]:
    """Give all lists of a section, by their keys."""
    return {key: tuple(value.split()) for key, value in _parser()[section].items()}
