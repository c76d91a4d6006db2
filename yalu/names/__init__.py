"""Names: from a raw string, in any script and romanisation, to tokens that can be compared.

`analyze_name` gives a `Name`: tokens with integer weights and equivalence classes, and the Korean and Chinese readings
of a person's name, syllable by syllable. What two names amount to is scored in `yalu.screening`.
"""

from yalu.names.analyze import MAX_CHARACTERS, MAX_TOKENS, analyze_name
from yalu.names.name import Name, NameKind, Readings, Token, TokenRole
from yalu.names.readings import shared_reading

__all__ = [
    "MAX_CHARACTERS",
    "MAX_TOKENS",
    "Name",
    "NameKind",
    "Readings",
    "Token",
    "TokenRole",
    "analyze_name",
    "shared_reading",
]
