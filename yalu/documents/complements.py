"""Complements: what says which party a bare noun describes ("a bank in Manhattan", "an employee of Prima Gulf")."""

from collections.abc import Mapping, Sequence

from yalu.documents.found import Found
from yalu.documents.kinds import COMPANY, ORGANIZATION, ORGANIZATIONS, TERRITORY
from yalu.documents.tokens import Token
from yalu.documents.vocabulary import numbers, vocabulary, words_of

_NUMBERS = numbers()
_STAFF = words_of("staff_heads")
_ARTICLES = {"a", "an"}
_BEING = {"is", "was", "are", "were", "be", "been", "being", "as", "became", "remains", "you"}


def complement_end(tokens: Sequence[Token], named: Mapping[int, Found], phrase: range, head: int) -> int:
    """Give the first token behind the complement of a phrase with this head, or behind the phrase where it has none.

    `named` gives the named party or place at a token. Only what is new in the text has one here: "the bank in
    Manhattan" points back, "is an employee of Prima Gulf" tells of its subject, and people are met in a town.
    """
    if not _is_new(tokens, phrase.start) or phrase.stop + 1 >= len(tokens):
        return phrase.stop
    preposition, word = tokens[phrase.stop].lower, tokens[head].lower
    behind = phrase.stop + 1 + int(tokens[phrase.stop + 1].lower == "the")
    item = named.get(phrase.stop + 1) or named.get(behind)
    if item is None:
        return phrase.stop
    is_firm = vocabulary().unnamed_heads.get(word) in (COMPANY, ORGANIZATION)
    is_there = preposition == "in" and item.schema == TERRITORY and is_firm
    is_theirs = preposition == "of" and item.schema in ORGANIZATIONS and word in _STAFF
    if not (is_there or is_theirs):
        return phrase.stop
    last = behind
    while last < len(tokens) and tokens[last].start < item.end:
        last += 1
    return last


def _is_new(tokens: Sequence[Token], begin: int) -> bool:
    """Whether an article or a number introduces a phrase, and no "is" or "as" makes it somebody's description."""
    opener = begin if _introduces(tokens[begin]) else begin - 1
    if opener < 0 or not _introduces(tokens[opener]):
        return False
    return opener == 0 or tokens[opener - 1].lower not in _BEING


def _introduces(token: Token) -> bool:
    return token.lower in _ARTICLES or token.lower in _NUMBERS
