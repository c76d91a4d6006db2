"""The parts of a name as rigour finds them: words without punctuation, legal forms, numbers and known words."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rigour import _core
from rigour.names import Name as RigourName
from rigour.names import NamePartTag, NameTypeTag, analyze_names

from yalu.names.forms import latin_form
from yalu.names.name import NameKind
from yalu.names.tokens import Part

_TAGS = {NameKind.PERSON: NameTypeTag.PER, NameKind.ORGANIZATION: NameTypeTag.ORG, NameKind.OBJECT: NameTypeTag.OBJ}

_LAST_LETTER = "\u017f"
"""The last one of the Unicode block Latin Extended-A."""


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


@lru_cache(maxsize=1 << 9)
def _plain_letter(letter: str) -> str:
    return _core.maybe_ascii(letter)


def latin_word(text: str) -> Tagged | None:
    """Take apart what is one word of a person's or an object's name in the Latin letters of Western and Central Europe.

    The result is that of `tagged`, in a small part of the time: rigour transliterates a new word as a whole, and these
    letters stand for the same in every word. It is `None` for anything else.
    """
    word = text.casefold()
    if not word.isalpha() or max(word) > _LAST_LETTER:
        return None
    return Tagged(word, [(word if word.isascii() else "".join(map(_plain_letter, word)), word, False, ())])


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
