"""Matches: whether what stands in and around a pattern's match allows the link."""

import re

from yalu.documents.patterns import Pattern
from yalu.documents.slots import Masked
from yalu.documents.statement import Clause
from yalu.documents.status import STANDING, without_kept

_IN = re.compile(r"\b(?:in|at|near|through|via|of) (?:the )?$")
_OF_GOODS = {"supplied", "paid", "procured_for"}
_ONE_IS = re.compile(r"⟧,? (?:an?|the) ", re.IGNORECASE)
_BY = re.compile(r"\bby\b")


def holds(pattern: Pattern, match: re.Match[str], clause: Clause, masked: Masked) -> bool:
    """Whether what stands in and around a match allows the pattern."""
    if pattern.unless and pattern.unless.search(match.group()):
        return False
    for end, described in (("source", pattern.source_described), ("target", pattern.target_described)):
        if described and not described.search(masked.slot(match[end]).description or ""):
            return False
    if not pattern.passive and _BY.search(without_kept(match)):
        return False
    if pattern.type in _OF_GOODS and any(_is_only_where(match, end, clause.text) for end in ("source", "target")):
        return False
    return not (pattern.not_before and pattern.not_before.search(clause.text[: match.start()]))


def _is_only_where(match: re.Match[str], end: str, text: str) -> bool:
    """Whether an end is a place that only tells where somebody is: "sold pumps to farms in ⟦C1⟧"."""
    is_place = end in match.groupdict() and match[end].startswith("⟦C")
    is_owner = text.startswith("'s", match.end(end))
    return is_place and not is_owner and _IN.search(text, 0, match.start(end)) is not None


def describes_last(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether of several that are named only the last is meant: "A, B and C, a citizen of Latvia"."""
    return (
        pattern.type in STANDING
        and match.start("source") < match.start("target")
        and bool(_ONE_IS.search(match.group()))
    )
