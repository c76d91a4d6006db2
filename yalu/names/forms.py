"""The form in which tokens are compared."""

from functools import lru_cache

from normality import ascii_text

from yalu.names.han import han_table, is_han
from yalu.names.keys import is_arabic, plain_arabic


@lru_cache(maxsize=1 << 16)
def latin_form(comparable: str) -> str:
    """Give a token in plain Latin letters where a letter-by-letter transliteration exists.

    Arabic and Chinese stay as they are (Chinese simplified): they are compared by skeletons and readings.
    """
    if comparable.isascii():
        return comparable
    if is_arabic(comparable):
        return plain_arabic(comparable)
    if is_han(comparable):
        return "".join(han_table().simplified.get(char, char) for char in comparable)
    plain = ascii_text(comparable)
    form = "".join(char for char in plain.lower() if char.isalnum()) if plain else ""
    return form or comparable
