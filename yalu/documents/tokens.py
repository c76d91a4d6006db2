"""Tokens: the words and marks of a text, with what is asked of them again and again."""

import re
from typing import NamedTuple

from yalu.documents.sentences import TOKEN

_BEHIND_ARTICLE = re.compile(r"(?:al|el|as|ar|at|ad|an|az|ash|ul)-[A-Z]")


class Token(NamedTuple):
    """A word or mark and its place in the text.

    `lower` is the word in small letters; `is_capital` tells whether it starts with a capital letter, behind an Arabic
    article or not ("al-Assad"). Both are asked many times, and so are worked out once.
    """

    start: int
    end: int
    text: str
    lower: str
    is_capital: bool


def tokenize(text: str) -> list[Token]:
    """Divide a text into words and marks; a possessive 's is a token of its own."""
    tokens = []
    for match in TOKEN.finditer(text):
        word = match.group()
        is_capital = word[0].isupper() or _BEHIND_ARTICLE.match(word) is not None
        tokens.append(Token(*match.span(), word, word.lower(), is_capital))
    return tokens
