"""Statements: a link that one sentence states, and how it states it."""

import re
from dataclasses import dataclass

from yalu.documents.clauses import Clause
from yalu.documents.sentences import Span
from yalu.model import Status

_NEGATED = re.compile(
    r"\b(?:not|never|no longer|neither|nor|without|cannot|no|none|failed to|fails to|refused to|declined to|stopped|"
    r"ceased|yet to|stopping short of)\b|n't\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|can|shall|plans?|planned|planning|intends?|intended|expects?|expected|likely|"
    r"set to|about to|seeks?|seeking|sought|wants?|wanted|hopes?|hoped|considering|considers|threatened|threatens|"
    r"proposed|proposes|prepares?|preparing|aims?|unless|whether|possible|possibly|perhaps|potential(?:ly)?|agreed to|"
    r"offered to|tried to|attempted to|attempting to|trying to|if|once|risk|authority to|weighing|mulling|discussed|"
    r"talks)\b",
    re.IGNORECASE,
)
_CALLED_FOR = re.compile(
    r"\b(?:should|must|ought to|call(?:s|ed|ing)? (?:on|for)|urg(?:es?|ed|ing)|demand(?:s|ed)?|"
    r"recommend(?:s|ed)?|needs? to|pressed)\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[,;:] |\b(?:as|because|while|when|after|since|where|although|before) ")
_DENIED = re.compile(r"\b(?:denied|denies|denying|rejected|rejects|disputed|disputes|contested|contests|refuted)\b")
STANDING = {"employed_by", "leads", "represents", "located_in", "national_of", "part_of", "family_of"}
"""Types that name what somebody is: the sentence around a role ("..., its spokesman, said") does not weaken it."""
_ALLEGED = re.compile(
    r"\b(?:allegedly|reportedly|alleged|accused|suspected|believed|purportedly|purported|said to|thought to|apparently|"
    r"claims?|claimed|appears? to|seems? to|charged with|assessed to|understood to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A link that one sentence states between two members of the cast."""

    type: str
    source: int
    target: int
    status: Status
    sentence: Span
    pattern: str
    confidence: float
    role: str | None = None
    goods: tuple[str, ...] = ()
    date: str | None = None
    asserted_by: str | None = None


def status_of(clause: Clause, match: re.Match[str], kind: str) -> tuple[Status, str | None]:
    """How the clause states the match: its own negation and modality weaken what its surroundings say."""
    before = clause.text[: match.start()]
    cut = max((found.end() for found in _BOUNDARY.finditer(before)), default=0)
    region = without_kept(match) if kind in STANDING else clause.text[cut : match.start()] + without_kept(match)
    if clause.status is Status.DENIED or _DENIED.search(before + without_kept(match)):
        return Status.DENIED, clause.asserted_by
    if clause.status is Status.NEGATED or _NEGATED.search(re.sub(r"\bnot only\b", "", region)):
        return Status.NEGATED, clause.asserted_by
    if clause.status is Status.CALLED_FOR or _CALLED_FOR.search(region):
        return Status.CALLED_FOR, clause.asserted_by
    if _PLANNED.search(region) or (
        kind not in STANDING and re.search(r"\b(?:if|unless|whether)\b", before, re.IGNORECASE)
    ):
        return Status.PLANNED, clause.asserted_by
    if clause.status is Status.ALLEGED or _ALLEGED.search(region):
        return Status.ALLEGED, clause.asserted_by
    return Status.ASSERTED, None


def without_kept(match: re.Match[str]) -> str:
    """The matched words less those that are kept with the link: what goods are called says nothing of the status."""
    words = match.group()
    for kept in ("goods", "role"):
        value = match.groupdict().get(kept)
        words = words.replace(value, " ") if value else words
    return words
