"""How much a token counts: integers between 150 and 1000, rare ones more.

The weights come from a table in the package, never from the list that is searched, so two names have one score
wherever and whenever they are compared. A token that the table lacks is rare and counts 1000.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from yalu.names.known import known_names
from yalu.names.name import TokenRole

MINIMUM, MAXIMUM = 150, 1000
ROLE_WEIGHTS = {TokenRole.PARTICLE: 150, TokenRole.LEGAL: 150, TokenRole.INITIAL: 150, TokenRole.NUMBER: 700}
KNOWN_WORD_LIMIT = 600
"""The most that a word counts which rigour knows as a word of many organisations' names (trade, ministry, bank)."""


@lru_cache(maxsize=1)
def common_tokens() -> dict[str, dict[str, int]]:
    """Load the table of common tokens: kind of name to token to weight (see data/build.py)."""
    tables: dict[str, dict[str, int]] = {"person": {}, "organization": {}}
    text = (files("yalu.names") / "data" / "common-tokens.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, token, weight = line.split("\t")
        tables[kind][token] = int(weight)
    return tables


@lru_cache(maxsize=1)
def common_names() -> dict[int, int]:
    """Give the weights of known names, by their number in `known_names`: of all spellings, the commonest counts.

    So a rare spelling of a common name, or the name in another script, counts no more than the name itself.
    """
    weights: dict[int, int] = {}
    for token, weight in common_tokens()["person"].items():
        for number in known_names().get(token, ()):
            weights[number] = min(weight, weights.get(number, MAXIMUM))
    return weights


def word_weight(form: str, role: TokenRole, known_word: bool = False) -> int:
    """Give the weight of a token of an organisation's or object's name.

    `known_word` marks words that rigour's tables hold for organisations.
    """
    if role is not TokenRole.WORD:
        return ROLE_WEIGHTS[role]
    weight = common_tokens()["organization"].get(form, MAXIMUM)
    return min(weight, KNOWN_WORD_LIMIT) if known_word else weight


def name_weight(form: str, role: TokenRole, names: Iterable[int] = ()) -> int:
    """Give the weight of a token of a person's name. `names` are the numbers of the known names that it spells."""
    if role is not TokenRole.WORD:
        return ROLE_WEIGHTS[role]
    weight = common_tokens()["person"].get(form, MAXIMUM)
    for name in names:
        weight = min(weight, common_names().get(name, MAXIMUM))
    return weight
