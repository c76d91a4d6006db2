"""Texts as the full-text index takes them: words, and tokens that stand for whole values."""

import hashlib
import re

from normality import latinize_text

EVERY = "every"
"""The token that every entity has, so that "all but these" can be asked."""

_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff])")


def spaced(text: str) -> str:
    """Put spaces around the characters of scripts that write words without them, so that each is a word."""
    return _UNSPACED.sub(r" \1 ", text)


def name_words(name: str) -> str:
    """Give a name as it is indexed: as written, and in Latin letters where it is not."""
    if name.isascii():
        return name
    latin = latinize_text(name)
    return f"{spaced(name)} {latin}" if latin and latin != name else spaced(name)


def keyword(field: str, value: str) -> str:
    """Give the token that stands for one whole value of one field, such as "countries" and "ru"."""
    digest = hashlib.blake2b(f"{field}\0{value.casefold()}".encode("utf-8", "replace"), digest_size=8)
    return f"k{digest.hexdigest()}"
