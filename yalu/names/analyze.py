"""From a raw string to a `Name`: normalisation, tokens, weights, classes and readings.

A name is read by its chunks, which are kept, where that is certain to give the same as reading it whole.
"""

from itertools import pairwise

from rigour.names import tokenize_name

from yalu.names.chunks import CHUNKS, MAX_CHUNK, Chunk
from yalu.names.name import NO_READINGS, Name, NameKind, Readings, Token
from yalu.names.particles import TITLES
from yalu.names.readings import read_name
from yalu.names.tagging import kept_characters, tagged
from yalu.names.tokens import continues_abd, spelled, tokens_of, words_without_digits
from yalu.names.weights import MAXIMUM

MAX_CHARACTERS = 1024
"""The words behind so many characters count as unmatched: no name is that long."""
MAX_TOKENS = 64
"""Tokens beyond that count as unmatched: no name has so many, and it bounds the time of a comparison."""

_NO_NUMBERS: frozenset[int] = frozenset()


def analyze_name(text: str, kind: NameKind) -> Name | None:
    """Take a name apart.

    Args:
        text: The name as written, in any script and order.
        kind: What it names.

    Returns:
        The name, or `None` if the text holds no letter and no digit: then it is not a name, and it matches nothing.
    """
    chunk_of = CHUNKS.get(kind)
    if chunk_of is not None and len(text) <= MAX_CHARACTERS:
        written = text.split(" ")
        if max(map(len, written)) <= MAX_CHUNK:
            name = _by_chunks(text, kind, list(map(chunk_of, written)))
            if name is not None:
                return name
    return analyze_whole(text, kind)


def _by_chunks(text: str, kind: NameKind, chunks: list[Chunk | None]) -> Name | None:
    """Put a name together from its chunks; `None` if only reading it whole can tell what it is."""
    tokens: tuple[Token, ...] = ()
    words: tuple[str, ...] = ()
    weight = 0
    special = False
    for chunk in chunks:
        if chunk is None:
            return None
        tokens += chunk.tokens
        words += chunk.words
        weight += chunk.weight
        special = special or chunk.special
    first, last = chunks[0], chunks[-1]
    if first is None or last is None or not first.begins or len(tokens) > MAX_TOKENS:
        return None
    if special and any(continues_abd(one.form, other.form) for one, other in pairwise(tokens)):
        return None
    readings = NO_READINGS
    if kind is NameKind.PERSON and (first.first_surname or last.last_surname):
        readings = _readings(" ".join([chunk.form for chunk in chunks if chunk is not None]))
    numbers = _numbers(tokens) if special else _NO_NUMBERS
    return Name(text, kind, tokens, words, weight, readings, numbers)


def analyze_whole(text: str, kind: NameKind) -> Name | None:
    """Take a name apart as one, whatever it holds. `analyze_name` gives the same, most often sooner."""
    found = tagged(kept_characters(text[:MAX_CHARACTERS]), kind)
    if found is None:
        return None
    parts = spelled(found.parts, kind)
    tokens = tokens_of(parts[:MAX_TOKENS], kind)
    if not tokens:
        return None
    unread = len(parts) - len(tokens)
    if len(text) > MAX_CHARACTERS:
        unread += len(tokenize_name(text[MAX_CHARACTERS:].encode("utf-8", "ignore").decode("utf-8")))
    return Name(
        text=text,
        kind=kind,
        tokens=tokens,
        words=tuple([part[1] for part in parts[: len(tokens)]]),
        weight=sum([token.weight for token in tokens]) + MAXIMUM * unread,
        readings=_readings(found.form) if kind is NameKind.PERSON and not unread else NO_READINGS,
        numbers=_numbers(tokens),
    )


def _readings(form: str) -> Readings:
    """Read a person's name syllable by syllable, without the title before it and the digits within its words."""
    head, _, rest = form.partition(" ")
    if head.strip(".") in TITLES and " " in rest:
        form = rest
    return read_name(words_without_digits(form))


def _numbers(tokens: tuple[Token, ...]) -> frozenset[int]:
    return frozenset([token.number for token in tokens if token.number is not None])
