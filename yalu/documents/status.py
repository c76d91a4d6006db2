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
_SUPPOSED = re.compile(r"\b(?:may|might|could) (?:well )?have \w+(?:ed|en|t|ld|de|nt|id|ade)\b")
"""What may have happened is no plan."""
_NOT_ONLY = re.compile(r"\bnot only\b|\bno (?:fewer|less|more|later|other) than\b|\bNos?\. ?(?=\d)")
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
_BOUNDARY = re.compile(r"[,;:] |\b(?:as|because|while|when|after|since|where|although|before) ")


_KEPT_NEGATION = re.compile(
    r"^(?:(?:is|was|were|are|,|an?|the|also|still) )*,? ?(?:not|no|never|neither)\b"
    r"(?! (?:fewer|less|more|later) than\b)",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"^It (?:is|was) (?:false|untrue|wrong|not true|not the case)\b|"
    r"\b(?:is|was|are|were) (?:false|untrue|wrong|baseless)\b|"
    r"\bcleared of\b|\bhardly\b|\bwithout foundation\b|^(?:Nobody|No one|None|Neither|Nothing)\b"
)
_UNREAL = re.compile(r"^(?:Had|Were|Should) .*\bwould\b")
_LET = re.compile(r"^[\"“]?(?:(?:And|But|So|Then|Now),? )?[Ll]et (?!us\b|me\b)")
REPORTED = re.compile(
    r"(?:(?P<before>⟦[POEC]\d+⟧)[^⟦⟧]{0,80})?,? (?:said|says|alleged|allege)\b(?: (?P<behind>⟦[POEC]\d+⟧))?"
    r"(?:, [^.]{0,80})?[^⟦⟧.,]{0,40}\.?$"
)
"""A sentence that ends by naming who says it, without quotation marks."""

_SPOKEN = re.compile(
    r"\b(?:said|says|told|according to|claim\w*|alleg\w*|accus\w*|report(?:s|ed|edly)|charg(?:ed|es))\b|[“”\"]",
    re.IGNORECASE,
)

STANDING = frozenset(["employed_by", "leads", "represents", "located_in", "national_of", "part_of", "family_of"])
"""Types that name what somebody is: the sentence around a role ("..., its spokesman, said") does not weaken it."""


def status_of(clause: Clause, match: re.Match[str], link_type: str) -> tuple[Status, str | None]:
    """Give the status of what a pattern for a type of link matched in a clause, and who says so.

    The clause's own negation and modality weaken what its surroundings say. They count from the last boundary before
    the match on: what another clause denies is not denied here.
    """
    before, matched = clause.text[: match.start()], without_kept(match)
    if clause.status is not Status.DENIED and _denies_kept(match):
        return Status.NEGATED, clause.asserted_by
    cut = max((found.end() for found in _BOUNDARY.finditer(before)), default=0)
    is_standing = link_type in STANDING
    region = matched if is_standing else before[cut:] + matched
    if clause.status is Status.DENIED or _DENIED.search(before + matched):
        return Status.DENIED, clause.asserted_by
    if clause.status is Status.NEGATED or _NEGATED.search(_NOT_ONLY.sub("", region)):
        return Status.NEGATED, clause.asserted_by
    if clause.status is Status.CALLED_FOR or _CALLED_FOR.search(region):
        return Status.CALLED_FOR, clause.asserted_by
    if _SUPPOSED.search(region):
        return Status.ALLEGED, clause.asserted_by
    if _PLANNED.search(region) or (not is_standing and _CONDITION.search(before)):
        return Status.PLANNED, clause.asserted_by
    if clause.status is Status.ALLEGED or _ALLEGED.search(region):
        return Status.ALLEGED, clause.asserted_by
    return Status.ASSERTED, None


def _denies_kept(match: re.Match[str]) -> bool:
    """Whether what is kept begins with a negation: "not the director", "no pumps"."""
    kept = (match.groupdict().get(name) or "" for name in ("goods", "role"))
    return any(_KEPT_NEGATION.match(words) for words in kept)


def in_sentence(status: Status, link_type: str, text: str) -> Status:
    """Weaken a status by what the whole masked sentence is: a question, a falsehood, an unreal condition, a report.

    What the sentence's end says of a speaker ("..., said ⟦P1⟧") makes an asserted link an alleged one, but for what
    somebody is: that stands in the text's own voice.
    """
    if not status.joins_network:
        return status
    if _FALSE.search(text):
        return Status.NEGATED
    if _LET.search(text):
        return Status.CALLED_FOR
    if text.rstrip(" \"”'").endswith("?") or _UNREAL.search(text):
        return Status.PLANNED
    if status is Status.ASSERTED and link_type not in STANDING and REPORTED.search(text):
        return Status.ALLEGED
    return status


def status_in(text: str, link_type: str) -> Status:
    """Give the strongest status that anything in a masked sentence may have, where no pattern says which words count.

    One word that denies, asks for, plans or reports anything in it weakens all of it.
    """
    if _DENIED.search(text):
        return Status.DENIED
    if _NEGATED.search(_NOT_ONLY.sub("", text)):
        return Status.NEGATED
    if _CALLED_FOR.search(text):
        return Status.CALLED_FOR
    if _PLANNED.search(text) or _CONDITION.search(text):
        return Status.PLANNED
    if _ALLEGED.search(text) or _SPOKEN.search(text):
        return Status.ALLEGED
    return in_sentence(Status.ASSERTED, link_type, text)


def without_kept(match: re.Match[str]) -> str:
    """Give the matched words less those that are kept: what goods are called says nothing of the status."""
    words = match.group()
    for kept in ("goods", "role"):
        value = match.groupdict().get(kept)
        words = words.replace(value, " ") if value else words
    return words
