"""From the parts of a name, as `yalu.names.tagging` finds them, to its tokens."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rigour.names import SymbolCategory

from yalu.names.known import abbreviations, names_spelled, nicknames
from yalu.names.name import NameKind, Token, TokenRole
from yalu.names.particles import (
    ABD_ARTICLES,
    ABD_FORMS,
    GOD_FORMS,
    IN_OTHER_SCRIPTS,
    PARTICLE_FORMS,
    PARTICLES,
)
from yalu.names.weights import MAXIMUM, name_weight, word_weight

_CLASS_KINDS = {
    str(SymbolCategory.ORG_CLASS): "legal",
    str(SymbolCategory.SYMBOL): "word",
    str(SymbolCategory.DOMAIN): "domain",
    str(SymbolCategory.LOCATION): "place",
}
_KNOWN_WORDS = ("word", "domain")
_NUMBER = str(SymbolCategory.NUMERIC)

Part = tuple[str, str, bool, tuple[tuple[str, str], ...]]
"""A form, the word as written, whether it is a legal form, and the symbols on it as (category, id)."""


@lru_cache(maxsize=1 << 17)
def _token(form: str, kind: NameKind, legal: bool, symbols: tuple[tuple[str, str], ...]) -> Token:
    """Build a token from its form and the symbols that rigour found on it; tokens repeat, so they are kept."""
    number = _number(form)
    classes = [f"abbreviation:{word}" for word in abbreviations().get(form, ())]
    known_word = False
    for category, identifier in symbols:
        if category == _NUMBER and number is None and identifier.isdecimal():
            number = int(identifier)
        elif category in _CLASS_KINDS:
            classes.append(f"{_CLASS_KINDS[category]}:{identifier}")
            known_word = known_word or _CLASS_KINDS[category] in _KNOWN_WORDS
    role = _role(form, kind, legal, number)
    classes += _classes_by_role(form, role, number)
    return Token(form, word_weight(form, role, known_word), role, frozenset(classes), number)


@lru_cache(maxsize=1 << 17)
def _person_token(form: str) -> Token:
    """Build a token of a person's name, on whose words rigour is not asked. Hardly a new word is in any table."""
    number = _number(form)
    role = _role(form, NameKind.PERSON, False, number)
    names = names_spelled(form)
    full = nicknames().get(form, ())
    weight = name_weight(form, role, names)
    if role is TokenRole.WORD and not names and not full:
        return Token(form, weight)
    classes = _classes_by_role(form, role, number)
    if role is not TokenRole.PARTICLE:
        # The tables of known names take Ben and Bin for Benjamin and Binh.
        classes += [f"name:{name}" for name in names]
    classes += [f"nick:{name}" for name in full]
    return Token(form, weight, role, frozenset(classes), number)


@lru_cache(maxsize=1 << 17)
def unknown_token(form: str) -> Token:
    """Build the token of a word of a person's name that is in no table: it is rare, and its letters are all there is.

    `token_of` gives the same, later.
    """
    return Token(form, MAXIMUM)


def _number(form: str) -> int | None:
    return int(form) if form.isdecimal() and form.isascii() and len(form) <= 18 else None


def _classes_by_role(form: str, role: TokenRole, number: int | None) -> list[str]:
    if role is TokenRole.NUMBER:
        return [f"number:{number}"]
    return [f"particle:{PARTICLE_FORMS[form]}"] if role is TokenRole.PARTICLE and form in PARTICLE_FORMS else []


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


_WORD, _DIGIT = re.compile(r"\w+"), re.compile("[0-9]")
_LOOKALIKES = str.maketrans("01345789", "oieastbg")


def _without_digits(form: str) -> str:
    """Read digits within a word as the letters that they stand in for (Sech1n): no person's name holds a digit."""
    if form.isalpha() or not form.isascii():
        return form
    letters = sum(char.isalpha() for char in form)
    return form.translate(_LOOKALIKES) if len(form) > letters >= len(form) / 2 else form


def words_without_digits(form: str) -> str:
    """Read the digits within the words of a person's name as letters."""
    return form if _DIGIT.search(form) is None else _WORD.sub(lambda word: _without_digits(word.group()), form)


def _joined_abd(parts: Iterable[Part]) -> list[Part]:
    """Write "abd al", "abdel" and their like as the one token "abdul"."""
    result: list[Part] = []
    for part in parts:
        form, word = part[:2]
        if result and continues_abd(result[-1][0], form):
            result[-1] = ("abdullah" if form in GOD_FORMS else "abdul", f"{result[-1][1]} {word}", False, ())
        else:
            result.append(("abdul", word, False, ()) if form in ABD_FORMS else part)
    return result


def continues_abd(before: str, form: str) -> bool:
    """Whether a form makes one token with the token before it: the article or the God of "abdul"."""
    return before == "abdul" and (form in ABD_ARTICLES or form in GOD_FORMS)


def spelled(parts: Sequence[Part], kind: NameKind) -> list[Part]:
    """Give the parts in the spelling in which names of this kind are compared."""
    if kind is not NameKind.PERSON or (len(parts) == 1 and parts[0][0].isalpha() and parts[0][0] not in ABD_FORMS):
        return list(parts)
    return _joined_abd((_without_digits(part[0]), *part[1:]) for part in parts)


def tokens_of(parts: Iterable[Part], kind: NameKind) -> tuple[Token, ...]:
    """Give the tokens of spelled parts."""
    if kind is NameKind.PERSON:
        return tuple([_person_token(part[0]) for part in parts])
    return tuple([_token(form, kind, legal, symbols) for form, _, legal, symbols in parts])


def token_of(form: str, kind: NameKind) -> Token:
    """Give the token of a form on which nothing else is known."""
    return _person_token(form) if kind is NameKind.PERSON else _token(form, kind, False, ())
