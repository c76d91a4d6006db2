"""The parts of a name as rigour finds them: words without punctuation, legal forms, numbers and known words."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rigour import _core
from rigour.names import Name as RigourName, NamePartTag, NameTypeTag, analyze_names

from yalu.names.forms import latin_form
from yalu.names.name import NameKind
from yalu.names.tokens import Part

_TAGS = {NameKind.PERSON: NameTypeTag.PER, NameKind.ORGANIZATION: NameTypeTag.ORG, NameKind.OBJECT: NameTypeTag.OBJ}


class Tagged(NamedTuple):
    """A name in lower case with its punctuation, and its parts."""

    form: str
    parts: list[Part]


def kept_characters(text: str) -> str:
    """Give the text in compatibility form. A lone surrogate, as a broken decoder leaves it, is no character."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).encode("utf-8", "ignore").decode("utf-8")


def tagged(text: str, kind: NameKind, *, prefixes: bool = True) -> Tagged | None:
    """Take a name apart, or give `None` if nothing of it is left.

    Args:
        text: The name, of kept characters.
        kind: What it names.
        prefixes: Whether honorifics, articles and ships' prefixes are taken off its head.
    """
    # Persons' names are looked up in `known_names`: rigour's own table of them takes seconds to load.
    symbols = kind is not NameKind.PERSON
    found = analyze_names(_TAGS[kind], [text], phonetics=False, consolidate=False, symbols=symbols, rewrite=prefixes)
    if not found:
        return None
    name = found.pop()
    return Tagged(name.form, _parts(name))


_BY_LETTER = re.compile(
    "[a-z\u00df-\u017f]+|[\u0590-\u05ff]+|[\u0600-\u063f\u0641-\u06e4\u06e7-\u06ff]+|[\u4e00-\u9fff]+|[\uac00-\ud7a3]+"
    "|[\u0430-\u044f\u0451]+(?<![\u0438\u044b]\u0439)"
)
"""A word in lower case whose letters stand for the same in every word: in Latin letters of Western and Central Europe,
in Hebrew or Arabic ones (but not the signs that lengthen or shorten), in Chinese characters, in Hangul, in Russian
letters (but for the endings that are written -y)."""


@lru_cache(maxsize=1 << 12)
def _plain_letter(letter: str) -> str:
    return _core.maybe_ascii(letter)


def plain_word(text: str) -> Tagged | None:
    """Take apart what is one word of a person's or an object's name in letters that stand for the same in every word.

    The result is that of `tagged`, in a small part of the time: rigour transliterates a new word as a whole. It is
    `None` for anything else.
    """
    word = text.casefold()
    if word.isascii() and word.isalpha():
        return Tagged(word, [(word, word, False, ())])
    if not (word.isalpha() and _BY_LETTER.fullmatch(word)):
        return None
    return Tagged(word, [(latin_form("".join(map(_plain_letter, word))), word, False, ())])


def _parts(name: RigourName) -> list[Part]:
    symbols: dict[int, list[tuple[str, str]]] = {}
    for span in name.spans:
        parts = span.parts
        if len(parts) == 1:
            symbol = span.symbol
            symbols.setdefault(parts[0].index, []).append((str(symbol.category), symbol.id))
    return [
        (
            latin_form(part.comparable),
            part.form,
            part.tag == NamePartTag.LEGAL,
            tuple(sorted(symbols[index])) if index in symbols else (),
        )
        for index, part in enumerate(name.parts)
    ]
