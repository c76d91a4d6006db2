"""Identities: which description is of whom a text also names ("Parsek LLC, a trader in Riga", "the man, Ivan Petrov").

What later points back to the description ("the trader") then points to the one who is named.
"""

import re

from yalu.documents.cast import Cast
from yalu.documents.kinds import LEGAL_ENTITY, ORGANIZATIONS, PERSON, VESSEL
from yalu.documents.member import Member, Place

_IS = re.compile(
    r"(?:\s*\([^()]{0,80}\))?(?:,\s+|\s+(?:is|was|became|remains)\s+(?:also\s+|now\s+)?|,\s+who\s+(?:is|was)\s+)"
    r"(?P<article>(?:an?|the|another)\s+)?(?:[a-z-]+\s+){0,2}"
)
_NAMED_BEHIND = re.compile(r",?\s+(?:(?:named|called|identified as|known as)\s+)?(?:(?:Mr|Ms|Mrs)\.?\s+)?")
_ARTICLE = re.compile(r"(?:an?|the|another)\s", re.IGNORECASE)
_INDEFINITE = re.compile(r"\b(?:an?|another)\s+(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)
_LONGEST_NAME = 300
_NEAR_BEHIND = 30
_FAR = 900
_AS = r",\s+(?:(?:a|the)\s+)?"
_WORDS_FOR_PERSONS = "man|woman|suspect|trader|businessman|businesswoman|accused|defendant"


def settle_identities(text: str, cast: Cast) -> None:
    """Find whom descriptions of one party stand for, and let them."""
    for member in list(cast.members):
        if not member.unnamed or member.has_label or member.group_size or member.is_plural or not member.places:
            continue
        place = min(member.places)
        known = (
            _named_before(text, cast, member, place[0])
            or _named_behind(text, cast, member, _end(text, member, place))
            or _named_later(text, cast, member, place)
        )
        if known is not None:
            cast.let_stand_for(member, known.member)


def _end(text: str, member: Member, place: tuple[int, int, str]) -> int:
    """Give where a description ends, "in Riga" of "a trader in Riga" included."""
    whole = place[0] + len(member.name)
    return max(place[1], whole) if text[place[0] : whole] == member.name else place[1]


def _named_before(text: str, cast: Cast, member: Member, start: int) -> Place | None:
    """The party of "⟦O0⟧, a trader" and "⟦O0⟧ is a trader"."""
    for place in cast.places.backwards(start - _LONGEST_NAME, start):
        if place.end > start or not _fits(cast.members[place.member], member):
            continue
        between = _IS.fullmatch(text, place.end, start)
        if between is None:
            return None
        has_article = between["article"] is not None or _ARTICLE.match(text, start) is not None
        return place if has_article else None
    return None


def _named_behind(text: str, cast: Cast, member: Member, end: int) -> Place | None:
    """The party of "a trader, ⟦O0⟧" and "a man named ⟦P0⟧"."""
    for place in cast.places.starting_in(end, end + _NEAR_BEHIND):
        if place.kind == "name":
            is_it = _NAMED_BEHIND.fullmatch(text, end, place.start) and _fits(cast.members[place.member], member)
            return place if is_it else None
    return None


def _named_later(text: str, cast: Cast, member: Member, at: tuple[int, int, str]) -> Place | None:
    """The party of "a Riga trader ... The trader, ⟦O0⟧, ..."."""
    start, end, _ = at
    is_new = _ARTICLE.match(text, start) or _INDEFINITE.search(text[max(0, start - _NEAR_BEHIND) : start])
    if not is_new or text[start : start + 4].lower() == "the ":
        return None
    head = re.escape(member.name.split()[-1])
    heads = f"{head}|{_WORDS_FOR_PERSONS}" if member.schema == PERSON else head
    taken_up = re.compile(rf"\b(?:[Tt]he|[Tt]hat)\s+(?:\w+\s+)?(?:{heads})(?:{_AS}|\s+as\s+)")
    for match in taken_up.finditer(text, end, end + _FAR):
        for place in cast.places.starting_in(match.end(), match.end() + 1):
            if place.kind == "name" and _fits(cast.members[place.member], member):
                return place
    return None


def _fits(named: Member, described: Member) -> bool:
    if named.unnamed and not named.has_label:
        return False
    kinds = {PERSON: (PERSON,), VESSEL: (VESSEL,), LEGAL_ENTITY: (PERSON, *ORGANIZATIONS)}
    return named.schema in kinds.get(described.schema, ORGANIZATIONS)
