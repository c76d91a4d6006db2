"""Identifiers in running text: numbers of ships, firms, accounts, passports, and wallets, checked where they can be.

Each kind is a row of a table. One with a checksum is believed only where it holds; one without needs its label before
it ("passport", "registration number"). An identifier is given to a party only where it stands in brackets or behind a
comma right after the name: a number given to the wrong party would name a stranger.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rigour.ids import get_identifier_format

from yalu.documents.cast import Cast
from yalu.documents.kinds import TERRITORY
from yalu.documents.stretches import Stretches, Taken
from yalu.model.wallet_address import is_address

_IBAN = r"\b(?P<value>[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b"
_NUMBER = r"(?:\s{0,3}(?:[Nn]umbers?|[Nn]os?\.?|[Cc]odes?|ID|id|#))?\s{0,3}[:#]?\s{0,3}"
_REACH = 200
"""How far behind a name, in characters, its identifier can stand."""
_BEHIND_NAME = re.compile(
    r"(?:['’]s)?,?\s*(?:(?:with|holder of|under|bearing|has|holds)\s+)?"
    r"(?:(?:the|a|an|its|his|her)\s+)?(?:[A-Z][a-z]+\s+)?"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*")
"""A bracket that is still open, with closed ones in it: "(DOB 1970; passport 836110034 (Russia); ..."."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier that a document states.

    `type` is a property of followthemoney ("publicKey" for a wallet). `valid` tells whether
    its checksum holds; `None` where there is none. `party` is the id of the party that has it, where that is plain.
    """

    type: str
    value: str
    document: str
    start: int
    end: int
    valid: bool | None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    """An identifier at a place of the text, and the number of the member that has it."""

    type: str
    value: str
    start: int
    end: int
    valid: bool | None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How identifiers of a kind are written, and how they are checked."""

    type: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None = None


def _by_format(name: str) -> Callable[[str], bool]:
    known = get_identifier_format(name)
    if known is None:
        raise ValueError(f"no identifier format {name!r}")
    return known.is_valid


def _labelled(label: str, value: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{label}){_NUMBER}(?P<value>{value})(?![\w-])")


_TARIFF = r"HS|HTS|CN code|[Tt]ariff (?:code|heading|item)|[Hh]armoni[sz]ed [Ss]ystem"


def _is_heading(value: str) -> bool:
    """Whether a code opens with a chapter of the Harmonised System: 1 to 97, without the reserved 77."""
    return 1 <= int(value[:2]) <= 97 and value[:2] != "77"


_KINDS = (
    _Kind("imoNumber", _labelled("IMO", r"\d{7}"), _by_format("imo")),
    _Kind("leiCode", _labelled("LEI|[Ll]egal [Ee]ntity [Ii]dentifier", r"[A-Z0-9]{18}\d\d"), _by_format("lei")),
    _Kind("swiftBic", _labelled("BIC|SWIFT(?:/BIC)?", r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"), _by_format("bic")),
    _Kind("iban", re.compile(_IBAN), _by_format("iban")),
    _Kind("innCode", _labelled("INN", r"\d{12}|\d{10}"), _by_format("inn")),
    _Kind("ogrnCode", _labelled("OGRN|PSRN", r"\d{15}|\d{13}"), _by_format("ogrn")),
    _Kind("uscCode", _labelled("(?:Unified|Uniform) Social Credit", r"[0-9A-Z]{18}"), _by_format("uscc")),
    _Kind("passportNumber", _labelled("[Pp]assport", r"[A-Z]{0,3}\d{5,10}[A-Z]?|\d{2} ?\d{7}|\d{4} \d{6}")),
    _Kind("mmsi", _labelled("MMSI", r"[2-7]\d{8}")),
    _Kind("hsCode", _labelled(_TARIFF, r"\d{4}(?:[. ]?\d\d){0,3}"), _is_heading),
    _Kind("eccn", _labelled("ECCN|[Ee]xport [Cc]ontrol [Cc]lassification", r"[0-9][A-E]\d{3}(?:\.[a-z](?:\.\d+)?)?")),
    _Kind(
        "registrationNumber",
        _labelled(r"[Rr]egistration|[Rr]egistry|[Cc]ompany [Nn](?:umber|o\.?)", r"[A-Z]{0,4}[-/]?\d[\d/-]{4,15}"),
    ),
    _Kind("taxNumber", _labelled("[Tt]ax(?:payer)? (?:ID|[Ii]dentification)", r"[A-Z]{0,3}\d[\d-]{4,15}")),
    _Kind("idNumber", _labelled("[Nn]ational ID|[Ii]dentification", r"[A-Z]{0,3}\d[\d-]{5,20}[A-Z]?")),
    _Kind("publicKey", re.compile(r"\b(?P<value>[13][1-9A-HJ-NP-Za-km-z]{25,34})\b"), is_address),
    _Kind("publicKey", re.compile(r"\b(?P<value>bc1[02-9ac-hj-np-z]{11,71})\b"), is_address),
    _Kind("publicKey", re.compile(r"\b(?P<value>T[1-9A-HJ-NP-Za-km-z]{33})\b"), is_address),
    _Kind("publicKey", re.compile(r"\b(?P<value>0x[0-9a-fA-F]{40})\b"), is_address),
)


def find_identifiers(text: str, cast: Cast) -> list[FoundIdentifier]:
    """Find the identifiers in a text, in order. Of two in one place the first kind of the table stands."""
    found: list[FoundIdentifier] = []
    taken = Taken(len(text))
    for kind in _KINDS:
        for match in kind.pattern.finditer(text):
            start, end = match.span("value")
            value = match["value"]
            valid = kind.check(value.replace(" ", "")) if kind.check else None
            unlabelled = match.start() == start
            if (unlabelled and not valid) or taken.overlaps(start, end):
                continue
            taken.add(start, end)
            member = _holder(text, match.start(), cast) if valid is not False else None
            found.append(FoundIdentifier(kind.type, value.replace(" ", ""), start, end, valid, member))
    return sorted(found, key=lambda item: item.start)


_LABELS = re.compile(
    r"(?:IMO|LEI|BIC|SWIFT|IBAN|INN|KPP|OGRN|PSRN|MMSI|ECCN|HTS?|TIN|USCC|VAT|EORI|DUNS|SSN|DOB|POB)(?=['’]?s?\b)"
)
_BEHIND_LABEL = re.compile(
    r"\s{0,3}(?:\(?(?:[Nn]umbers?|[Nn]os?\.?|[Cc]odes?)\)?\s{0,3})?[:#]?\s{0,3}(?:[A-Z0-9/]{0,24}\d|[A-Z]{8}\b)"
)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether what looks like an acronym is the label of the identifier behind it ("INN 7707083893")."""
    return bool(_LABELS.fullmatch(text, start, end) and _BEHIND_LABEL.match(text, end))


def with_labelled(found: list[FoundIdentifier], labelled: list[FoundIdentifier]) -> list[FoundIdentifier]:
    """Give identifiers with those of a notice, whose label and party stand over what was guessed at their place."""
    known = Stretches(found)
    settled: dict[FoundIdentifier, FoundIdentifier] = {}
    more: list[FoundIdentifier] = []
    for item in labelled:
        over = known.over(item.start, item.end)
        same = next((one for one in over if one.type == item.type), None)
        if same is not None:
            if same.valid is not False:
                settled[same] = replace(same, member=item.member)
        elif not over:
            more.append(item)
    return sorted([*(settled.get(item, item) for item in found), *more], key=lambda item: item.start)


def _holder(text: str, label: int, cast: Cast) -> int | None:
    """Give the party right before an identifier: the last one named, with a bracket or a comma at most between."""
    for place in cast.places.backwards(label - _REACH, label):
        member = cast.members[place.member]
        if place.end > label or member.schema == TERRITORY:
            continue
        if place.kind != "name":
            return None
        is_beside = _BEHIND_NAME.fullmatch(text, place.end, label) or _IN_BRACKETS.fullmatch(text, place.end, label)
        return place.member if is_beside else None
    return None
