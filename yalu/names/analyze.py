"""From a raw string to a `Name`: normalisation, tokens, weights, classes and readings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rigour.names import Name as RigourName
from rigour.names import NamePartTag, NameTypeTag, SymbolCategory, analyze_names, tokenize_name

from yalu.names.forms import latin_form
from yalu.names.keys import misread_form, romanisation_key, spellings_without_vowels
from yalu.names.known import abbreviations, names_spelled, nicknames
from yalu.names.name import NO_READINGS, Name, NameKind, Readings, Token, TokenRole
from yalu.names.particles import (
    ABD_ARTICLES,
    ABD_FORMS,
    GOD_FORMS,
    IN_OTHER_SCRIPTS,
    PARTICLE_FORMS,
    PARTICLES,
    TITLES,
)
from yalu.names.readings import read_name
from yalu.names.weights import MAXIMUM, token_weight

MAX_CHARACTERS = 1024
"""The words behind so many characters count as unmatched: no name is that long."""
MAX_TOKENS = 64
"""Tokens beyond that count as unmatched: no name has so many, and it bounds the time of a comparison."""

_TAGS = {NameKind.PERSON: NameTypeTag.PER, NameKind.ORGANIZATION: NameTypeTag.ORG, NameKind.OBJECT: NameTypeTag.OBJ}
_CLASS_KINDS = {
    str(SymbolCategory.ORG_CLASS): "legal",
    str(SymbolCategory.SYMBOL): "word",
    str(SymbolCategory.DOMAIN): "domain",
    str(SymbolCategory.LOCATION): "place",
}
_NUMBER = str(SymbolCategory.NUMERIC)

Part = tuple[str, str, bool, tuple[tuple[str, str], ...]]
"""A form, the word as written, whether it is a legal form, and the symbols on it as (category, id)."""


@lru_cache(maxsize=1 << 17)
def _token(form: str, kind: NameKind, legal: bool, symbols: tuple[tuple[str, str], ...]) -> Token:
    """Build a token from its form and the symbols that rigour found on it; tokens repeat, so they are kept."""
    number = int(form) if form.isdecimal() and form.isascii() and len(form) <= 18 else None
    classes: set[str] = set()
    names: tuple[int, ...] = ()
    if kind is NameKind.PERSON:
        names = names_spelled(form)
        classes.update(f"name:{name}" for name in names)
        classes.update(f"nick:{name}" for name in nicknames().get(form, ()))
    else:
        classes.update(f"abbreviation:{word}" for word in abbreviations().get(form, ()))
    for category, identifier in symbols:
        if category == _NUMBER and number is None and identifier.isdecimal():
            number = int(identifier)
        elif category in _CLASS_KINDS:
            classes.add(f"{_CLASS_KINDS[category]}:{identifier}")
    known_word = any(name.startswith(("word:", "domain:")) for name in classes)
    role = _role(form, kind, legal, number)
    if role is TokenRole.NUMBER:
        classes.add(f"number:{number}")
    if role is TokenRole.PARTICLE:
        # The tables of known names take Ben and Bin for Benjamin and Binh.
        classes = {name for name in classes if not name.startswith("name:")}
        if form in PARTICLE_FORMS:
            classes.add(f"particle:{PARTICLE_FORMS[form]}")
    if role is TokenRole.WORD and form.isascii() and form.isalpha():
        classes.update(_spelling_classes(form))
    return Token(form, token_weight(form, kind, role, names, known_word), role, frozenset(classes), number)


def _spelling_classes(form: str) -> Iterator[str]:
    """Give the classes that a word in Latin letters has by its letters alone."""
    if key := romanisation_key(form):
        yield f"spelling:{key}"
    if look := misread_form(form):
        yield f"misread:{look}"
    yield from (f"bare:{bare}" for bare in spellings_without_vowels(form))


def _role(form: str, kind: NameKind, legal: bool, number: int | None) -> TokenRole:
    if legal:
        return TokenRole.LEGAL
    if number is not None:
        return TokenRole.NUMBER
    if form in PARTICLES[kind] or form in IN_OTHER_SCRIPTS:
        return TokenRole.PARTICLE
    if len(form) == 1 and form.isascii():
        return TokenRole.INITIAL
    return TokenRole.WORD


_WORD = re.compile(r"\w+")
_LOOKALIKES = str.maketrans("01345789", "oieastbg")


def _without_digits(form: str) -> str:
    """Read digits within a word as the letters that they stand in for (Sech1n): no person's name holds a digit."""
    letters = sum(char.isalpha() for char in form)
    return form.translate(_LOOKALIKES) if len(form) > letters >= len(form) / 2 and form.isascii() else form


def _joined_abd(parts: Iterable[Part]) -> list[Part]:
    """Write "abd al", "abdel" and their like as the one token "abdul"."""
    result: list[Part] = []
    for part in parts:
        form, word = part[:2]
        if form in ABD_ARTICLES and result and result[-1][0] == "abdul":
            result[-1] = ("abdul", f"{result[-1][1]} {word}", False, ())
        elif form in GOD_FORMS and result and result[-1][0] == "abdul":
            result[-1] = ("abdullah", f"{result[-1][1]} {word}", False, ())
        else:
            result.append(("abdul", word, False, ()) if form in ABD_FORMS else part)
    return result


def _parts(name: RigourName) -> list[Part]:
    symbols: dict[int, list[tuple[str, str]]] = {}
    for span in name.spans:
        if len(span.parts) == 1:
            symbol = span.symbol
            symbols.setdefault(span.parts[0].index, []).append((str(symbol.category), symbol.id))
    return [
        (
            latin_form(part.comparable),
            part.form,
            part.tag == NamePartTag.LEGAL,
            tuple(sorted(symbols.get(part.index, ()))),
        )
        for part in name.parts
    ]


def _readings(form: str) -> Readings:
    """Read a person's name syllable by syllable, without the title before it and the digits within its words."""
    head, _, rest = form.partition(" ")
    if head.strip(".") in TITLES and " " in rest:
        form = rest
    return read_name(_WORD.sub(lambda word: _without_digits(word.group()), form))


def analyze_name(text: str, kind: NameKind) -> Name | None:
    """Take a name apart.

    Args:
        text: The name as written, in any script and order.
        kind: What it names.

    Returns:
        The name, or `None` if the text holds no letter and no digit: then it is not a name, and it matches nothing.
    """
    # A lone surrogate, as a broken decoder leaves it, is no character.
    kept = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).encode("utf-8", "ignore").decode("utf-8")
    cut_off = text[MAX_CHARACTERS:].encode("utf-8", "ignore").decode("utf-8")
    # Persons' names are looked up in `known_names`: rigour's own table of them takes seconds to load.
    tagged = kind is not NameKind.PERSON
    found = analyze_names(_TAGS[kind], [kept], phonetics=False, consolidate=False, symbols=tagged)
    if not found:
        return None
    name = found.pop()
    parts = _parts(name)
    if kind is NameKind.PERSON:
        parts = _joined_abd((_without_digits(part[0]), *part[1:]) for part in parts)
    tokens = tuple(_token(form, kind, legal, symbols) for form, _, legal, symbols in parts[:MAX_TOKENS])
    if not tokens:
        return None
    unread = len(parts) - len(tokens) + (len(tokenize_name(cut_off)) if cut_off else 0)
    return Name(
        text=text,
        kind=kind,
        tokens=tokens,
        words=tuple(part[1] for part in parts[: len(tokens)]),
        weight=sum(token.weight for token in tokens) + MAXIMUM * unread,
        readings=_readings(name.form) if kind is NameKind.PERSON and not unread else NO_READINGS,
        numbers=frozenset(token.number for token in tokens if token.number is not None),
    )
