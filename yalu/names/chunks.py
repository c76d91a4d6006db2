"""What stands between two spaces of a name, taken apart once and kept: most words of names come again and again.

A name whose chunks are all plain has the tokens of its chunks, one after the other. That holds for persons and for
objects: a character tells by itself whether it is a letter, and a letter has one lower case, whatever stands around
it. An organisation's words do mean something else together (limited liability company), so its name is read whole.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rigour import _core

from yalu.names.known import known_names, nicknames
from yalu.names.name import NameKind, Token, TokenRole
from yalu.names.particles import ABD_FORMS, IN_OTHER_SCRIPTS, PARTICLES, TITLES
from yalu.names.readings import (
    may_be_long_surname,
    may_end_in_surnames,
    may_name_a_family,
    surnames_in_one_word,
)
from yalu.names.tagging import kept_characters, plain_word, tagged
from yalu.names.tokens import spelled, token_of, tokens_of, unknown_token, words_without_digits
from yalu.names.weights import common_tokens

MAX_CHUNK = 48
"""A name with a longer chunk is read whole, so none is kept: that bounds the memory, and hardly a word is so long."""


class Chunk(NamedTuple):
    """A chunk that reads the same in every name.

    `special` marks a chunk with a number or one that the next chunk may continue ("abdul"). `begins` says that a name
    which begins with it begins with no honorific, no ship's prefix and no punctuation. `first_surname` and
    `last_surname` say whether its first and its last word may be a Korean or Chinese family name. `plain` marks a chunk
    that adds its tokens to a name and nothing else (see `plain_chunk`).
    """

    form: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    weight: int
    special: bool
    begins: bool
    first_surname: bool
    last_surname: bool
    plain: bool


NOTHING = Chunk("", (), (), 0, False, False, True, True, False)
"""Between two spaces that follow each other."""


def _first_words(prefixes: list[str]) -> frozenset[str]:
    return frozenset(prefix.casefold().split()[0].rstrip(".") for prefix in prefixes)


_PREFIXES = {
    NameKind.PERSON: _first_words(_core.person_name_prefixes_list()),
    NameKind.OBJECT: _first_words(_core.obj_name_prefixes_list()),
}


def _begins(kept: str, kind: NameKind) -> bool:
    bare = kept.casefold().strip(".")
    return (kept[0].isalpha() or kept[0].isdecimal()) and bare not in _PREFIXES[kind] and bare not in TITLES


def _chunk(written: str, kind: NameKind) -> Chunk | None:
    """Take a chunk apart; `None` if it is not certain to read the same in every name."""
    if written.isascii() and written.isalpha():
        word = written.lower()
        if word not in ABD_FORMS:
            return _word(word, word, kind)
    if not written:
        return NOTHING
    kept = kept_characters(written)
    # Some characters are written with a space in their compatibility form. Control characters and marks of direction
    # are no letters, but where they stand decides what counts as the head of a name.
    if not kept or not kept.isprintable() or " " in kept:
        return None
    found = plain_word(kept)
    if found is not None and found.parts[0][0] not in ABD_FORMS:
        return _word(found.form, found.parts[0][0], kind)
    found = found or tagged(kept, kind, prefixes=False)
    if found is None or not found.parts:
        return None
    parts = spelled(found.parts, kind)
    tokens = tokens_of(parts, kind)
    first, last = may_end_in_surnames(words_without_digits(found.form)) if kind is NameKind.PERSON else (False, False)
    special = parts[-1][0] == "abdul" or any(token.number is not None for token in tokens)
    begins = _begins(kept, kind)
    legal = any(token.role is TokenRole.LEGAL for token in tokens)
    return Chunk(
        form=found.form,
        tokens=tokens,
        words=tuple(part[1] for part in parts),
        weight=sum(token.weight for token in tokens),
        special=special,
        begins=begins,
        first_surname=first,
        last_surname=last,
        plain=begins and not (special or first or last or legal),
    )


def _word(word: str, form: str, kind: NameKind) -> Chunk:
    """Give the chunk of one plain word, which is one token: most new chunks of names are."""
    token = token_of(form, kind)
    surname = kind is NameKind.PERSON and may_name_a_family(word)
    begins = word not in _PREFIXES[kind] and word not in TITLES
    return Chunk(word, (token,), (word,), token.weight, False, begins, surname, surname, begins and not surname)


@lru_cache(maxsize=1)
def _tabled_words() -> frozenset[str]:
    """Give the words of persons' names of which some table knows more than their letters."""
    tables = (known_names(), nicknames(), common_tokens()["person"], PARTICLES[NameKind.PERSON], IN_OTHER_SCRIPTS)
    return frozenset().union(*tables, TITLES, ABD_FORMS, _PREFIXES[NameKind.PERSON], surnames_in_one_word())


def _unknown_word(written: str) -> Chunk | None:
    """Give the chunk of a word in plain Latin letters that no table holds: of new words most are so."""
    word = written.lower()
    if word in _tabled_words() or len(word) < 2 or may_be_long_surname(word):
        return None
    token = unknown_token(word)
    return Chunk(word, (token,), (word,), token.weight, False, True, False, False, True)


@lru_cache(maxsize=1 << 16)
def _person_chunk(written: str) -> Chunk | None:
    unknown = _unknown_word(written) if written.isascii() and written.isalpha() else None
    return unknown or _chunk(written, NameKind.PERSON)


@lru_cache(maxsize=1 << 14)
def _object_chunk(written: str) -> Chunk | None:
    return _chunk(written, NameKind.OBJECT)


CHUNKS: dict[NameKind, Callable[[str], Chunk | None]] = {
    NameKind.PERSON: _person_chunk,
    NameKind.OBJECT: _object_chunk,
}
"""What takes a chunk apart, for the kinds whose names may be read by their chunks."""


def plain_chunk(written: str, kind: NameKind) -> Chunk | None:
    """Take a chunk apart that reads the same wherever it stands, and adds its tokens to a name and nothing else.

    Gives `None` for any other chunk: its name must be analysed. A name of no more than `analyze.MAX_TOKENS` tokens in
    plain chunks has no readings and no numbers, and weighs what its tokens weigh.
    """
    chunk_of = CHUNKS.get(kind)
    chunk = chunk_of(written) if chunk_of is not None and len(written) <= MAX_CHUNK else None
    return chunk if chunk is not None and chunk.plain else None
