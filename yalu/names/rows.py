"""Analysed names as rows of plain values, to be kept and read again: taking a name apart costs more than reading it."""

from collections.abc import Callable
from typing import Any

from yalu.names.name import NO_READINGS, Name, NameKind, Readings, Syllables, Token, TokenRole

Row = list[Any]


def name_row(name: Name, token_number: Callable[[Token], int]) -> Row:
    """Give a name as a row. Tokens, which names share, stand in it as the numbers that `token_number` gives them."""
    readings = name.readings
    return [
        name.text,
        name.kind.value,
        [token_number(token) for token in name.tokens],
        list(name.words),
        name.weight,
        _readings_row(readings) if readings != NO_READINGS else None,
        sorted(name.numbers),
    ]


def name_of(row: Row, tokens: list[Token]) -> Name:
    """Give the name of a row; `tokens` are the tokens by number.

    Raises:
        LookupError, TypeError, ValueError: the row is none.
    """
    text, kind, numbers, words, weight, readings, values = row
    return Name(
        text,
        NameKind(kind),
        tuple(tokens[number] for number in numbers),
        tuple(words),
        weight,
        _readings_of(readings) if readings else NO_READINGS,
        frozenset(values),
    )


def token_row(token: Token) -> Row:
    """Give a token as a row."""
    return [token.form, token.weight, token.role.value, sorted(token.classes), token.number]


def token_of(row: Row) -> Token:
    """Give the token of a row.

    Raises:
        LookupError, TypeError, ValueError: the row is none.
    """
    form, weight, role, classes, number = row
    return Token(form, weight, TokenRole(role), frozenset(classes), number)


def _readings_row(readings: Readings) -> Row:
    sequences = (readings.korean, readings.chinese, readings.bridge)
    # A syllable is a bit mask of thousands of bits, which JSON has no number for.
    masks = [[[format(mask, "x") for mask in syllables] for syllables in some] for some in sequences]
    return [*masks, readings.script, readings.pinyin]


def _readings_of(row: Row) -> Readings:
    korean, chinese, bridge, script, pinyin = row
    return Readings(_sequences(korean), _sequences(chinese), _sequences(bridge), script, pinyin)


def _sequences(rows: list[list[str]]) -> tuple[Syllables, ...]:
    return tuple(tuple(int(mask, 16) for mask in syllables) for syllables in rows)
