"""Status: whether a clause states a link as a fact, or weakens it by its own words."""

import re

from yalu.documents.statement import Clause
from yalu.documents.vocabulary import choice
from yalu.model import Status

_NEGATED = re.compile(rf"\b(?:{choice('negated_by')})\b|n't\b", re.IGNORECASE)
_PLANNED = re.compile(rf"\b(?:{choice('planned_by')})\b", re.IGNORECASE)
_CALLED_FOR = re.compile(rf"\b(?:{choice('called_for_by')})\b", re.IGNORECASE)
_ALLEGED = re.compile(rf"\b(?:{choice('alleged_by')})\b", re.IGNORECASE)
_DENIED = re.compile(rf"\b(?:{choice('denied_by')})\b")
_NOT_ONLY = re.compile(r"\bnot only\b")
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
_BOUNDARY = re.compile(r"[,;:] |\b(?:as|because|while|when|after|since|where|although|before) ")


STANDING = frozenset(["employed_by", "leads", "represents", "located_in", "national_of", "part_of", "family_of"])
"""Types that name what somebody is: the sentence around a role ("..., its spokesman, said") does not weaken it."""


def status_of(clause: Clause, match: re.Match[str], link_type: str) -> tuple[Status, str | None]:
    """Give the status of what a pattern for a type of link matched in a clause, and who says so.

    The clause's own negation and modality weaken what its surroundings say. They count from the last boundary before
    the match on: what another clause denies is not denied here.
    """
    before, matched = clause.text[: match.start()], without_kept(match)
    cut = max((found.end() for found in _BOUNDARY.finditer(before)), default=0)
    is_standing = link_type in STANDING
    region = matched if is_standing else before[cut:] + matched
    if clause.status is Status.DENIED or _DENIED.search(before + matched):
        return Status.DENIED, clause.asserted_by
    if clause.status is Status.NEGATED or _NEGATED.search(_NOT_ONLY.sub("", region)):
        return Status.NEGATED, clause.asserted_by
    if clause.status is Status.CALLED_FOR or _CALLED_FOR.search(region):
        return Status.CALLED_FOR, clause.asserted_by
    if _PLANNED.search(region) or (not is_standing and _CONDITION.search(before)):
        return Status.PLANNED, clause.asserted_by
    if clause.status is Status.ALLEGED or _ALLEGED.search(region):
        return Status.ALLEGED, clause.asserted_by
    return Status.ASSERTED, None


def without_kept(match: re.Match[str]) -> str:
    """Give the matched words less those that are kept: what goods are called says nothing of the status."""
    words = match.group()
    for kept in ("goods", "role"):
        value = match.groupdict().get(kept)
        words = words.replace(value, " ") if value else words
    return words
