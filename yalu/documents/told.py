"""Told: statements weakened by what stands around their sentence, and guesses given up where it says more itself."""

import re
from dataclasses import replace
from functools import lru_cache

from yalu.documents.accounts import Account
from yalu.documents.attribution import SAY
from yalu.documents.authorities import BY_AUTHORITIES
from yalu.documents.patterns import patterns
from yalu.documents.phrase_links import ALWAYS_OWN_WORDS
from yalu.documents.slots import ANY, Masked
from yalu.documents.statement import Statement
from yalu.documents.status import STANDING
from yalu.documents.tree_links import TreeReader
from yalu.documents.voice import COURT_PAPERS
from yalu.model import Status

OF_PHRASES = {
    "nationality",
    "nationality-called",
    "nationality-possessive",
    "title",
    "national-title",
    "possessive-body",
    "place-description",
    "kinship",
    "place-based",
}
"""Patterns of what somebody is by the way: no negation or report around it concerns it."""


_OFFICES = {"leads", "employed_by", "represents"}
_LISTED_BY_THE_WAY = re.compile(
    rf"(?P<who>{ANY})(?:, [^,;.⟦⟧]{{2,40}})?,? (?:which|who|whom)(?: (?:the )?{ANY})?"
    r"(?: (?:is|was|were|has|had|have|been|also|itself))* (?:designated|sanctioned|listed|blacklisted)\b"
)
_SPEAKER_WITH_OFFICE = re.compile(
    r"^(?:(?:On|In|At) [^,⟦⟧]{3,40}, )?"
    r"(?:(?P<who>⟦P\d+⟧), (?!who\b|which\b)[^;:.\"“”]{3,150}?"
    r"|(?:An?|The) [a-z][^;:.,\"“”⟦⟧]{2,40}⟦[A-Z]\d+⟧(?:'s)?, (?P<named>⟦P\d+⟧))"
    rf", (?:has |have |also )*(?:{SAY}|told|admitted|named)\b"
)


def without_guesses(found: list[Statement]) -> list[Statement]:
    """Leave out the document's last authority, or the law, where the sentence itself names who does it."""
    named = {
        (item.type, item.source) for item in found if item.type in BY_AUTHORITIES and item.pattern not in _guessing()
    }
    return [item for item in found if item.pattern not in _guessing() or (item.type, item.source) not in named]


@lru_cache(maxsize=1)
def _guessing() -> frozenset[str]:
    """The patterns that name no authority themselves."""
    return frozenset(pattern.id for pattern in patterns() if "target" not in pattern.expression.groupindex)


def as_told(item: Statement, tree: TreeReader) -> Statement:
    """Weaken what a party's own phrase says of it where the sentence's tree shows that the phrase is reported."""
    if item.status is not Status.ASSERTED or item.pattern in ALWAYS_OWN_WORDS:
        return item
    told, by = tree.told(item.source)
    return replace(item, status=Status.ALLEGED, asserted_by=by) if told else item


def of_record(item: Statement, masked: Masked, is_quoted: bool) -> Statement:
    """Give back to the text what stands beside what somebody is reported to say: a listing, or a speaker's own office.

    "Miller said that he worked for Parsek, which was designated in 2009": the listing is a fact of record.
    """
    if item.status is not Status.ALLEGED:
        return item
    if item.type == "sanctioned_by" and not is_quoted:
        places = [match["who"] for match in _LISTED_BY_THE_WAY.finditer(masked.text)]
    elif item.type in _OFFICES and (speaker := _SPEAKER_WITH_OFFICE.match(masked.text)):
        places = [speaker["who"] or speaker["named"]]
    else:
        return item
    if any(item.source in masked.slot(place).members for place in places):
        return replace(item, status=Status.ASSERTED, asserted_by=None)
    return item


def in_court_paper(item: Statement, voice: str | None) -> Statement:
    """Weaken whatever an indictment or affidavit tells: all in it is alleged, but that somebody is charged."""
    if voice not in COURT_PAPERS or item.status is not Status.ASSERTED or item.type == "charged_by":
        return item
    return replace(item, status=Status.ALLEGED, asserted_by=voice)


def as_reported(item: Statement, tree: TreeReader) -> Statement:
    """Weaken a deed that a pattern reads, one of whose ends stands only in what somebody is reported to say."""
    if item.status is not Status.ASSERTED or item.type in STANDING or item.type in BY_AUTHORITIES:
        return item
    told, by = tree.told(item.source)
    if not told:
        told, by = tree.told(item.target)
    return replace(item, status=Status.ALLEGED, asserted_by=by) if told else item


def in_account(item: Statement, account: Account | None) -> Statement:
    """Weaken what goes on within somebody's account; that an authority lists or charges is no part of it."""
    if account is None or item.status is not Status.ASSERTED or item.type in BY_AUTHORITIES:
        return item
    if item.pattern in ALWAYS_OWN_WORDS or (item.pattern in OF_PHRASES and not account.is_of_papers):
        return item
    return replace(item, status=Status.ALLEGED, asserted_by=account.speaker)
