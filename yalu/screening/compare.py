"""Comparing two names by themselves, with no list."""

from functools import lru_cache

from yalu.names import Name, analyze_name
from yalu.screening.hit import Share
from yalu.screening.schemata import kinds_of
from yalu.screening.score import FULL, explain_names, score_names

_analyze = lru_cache(maxsize=1 << 12)(analyze_name)


def _pairs(query: str, listed: str, schema: str) -> list[tuple[Name, Name]]:
    pairs = [(_analyze(query, kind), _analyze(listed, kind)) for kind in kinds_of(schema)]
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def compare_names(query: str, listed: str, schema: str = "LegalEntity") -> float:
    """Give the score of two names, from 0 to 1 in steps of a ten-thousandth.

    The order matters a little: an additional word of the listed name costs half of what one of the query costs.

    Args:
        query: The name that is asked.
        listed: The name that it is held against.
        schema: A followthemoney schema. For a LegalEntity both ways to read the names are tried, as a person's and as
            an organisation's, and the better counts.
    """
    return max((score_names(a, b) for a, b in _pairs(query, listed, schema)), default=0) / FULL


def explain_comparison(query: str, listed: str, schema: str = "LegalEntity") -> tuple[Share, ...]:
    """Give the shares that add up to `compare_names`; empty if one of the texts is not a name."""
    pairs = _pairs(query, listed, schema)
    if not pairs:
        return ()
    return explain_names(*max(pairs, key=lambda pair: score_names(*pair)))
