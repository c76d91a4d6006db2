"""The form in which tokens are compared."""

import re
from functools import lru_cache

from normality import ascii_text

from yalu.names.han import han_table, is_han
from yalu.names.keys import is_arabic, plain_arabic

_CHINESE = re.compile("([\u3400-\u9fff]+)")


@lru_cache(maxsize=1 << 16)
def latin_form(comparable: str) -> str:
    """Give a token in plain Latin letters where a letter-by-letter transliteration exists.

    Arabic and Chinese stay as they are (Chinese simplified), also within a word of other letters: they are compared by
    skeletons and readings.
    """
    if comparable.isascii():
        return comparable
    if is_arabic(comparable):
        return plain_arabic(comparable)
    if is_han(comparable):
        return "".join(han_table().simplified.get(char, char) for char in comparable)
    if _CHINESE.search(comparable):
        return "".join(latin_form(part) for part in _CHINESE.split(comparable) if part)
    form = "".join(map(_plain, comparable)) if all(map(is_hebrew, comparable)) else _plain(comparable)
    return form or comparable


def is_hebrew(char: str) -> bool:
    """Whether a character is of the block of Hebrew, whose letters stand for the same in every word."""
    return "\u0590" <= char <= "\u05ff"


@lru_cache(maxsize=1 << 9)
def _plain(text: str) -> str:
    plain = ascii_text(text)
    return "".join(char for char in plain.lower() if char.isalnum()) if plain else ""
