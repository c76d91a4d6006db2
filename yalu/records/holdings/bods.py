"""Beneficial Ownership Data Standard 0.4 (standard.openownership.org): statements of entities, people, relationships.

An array of statements, or one statement a line. Of several statements of one record the latest counts. What is held
indirectly may be made up of direct stakes that stand there too, so it adds at most what it says.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from yalu.model import Interest, Interval, Share, ShareError
from yalu.records.holdings.gathering import Gathering, RowError

KINDS = {"shareholding": Interest.SHARES, "votingRights": Interest.VOTES}
"""Types of interest that are a share of something; the others are powers."""
Record = Mapping[str, Any]
_Holding = tuple[Share | None, Interval, str | None, str]
"""Share, interval, role and words of an interest."""
_SCHEMATA = {"registeredEntity": "Company", "state": "PublicBody", "stateBody": "PublicBody"}


def is_bods(record: Record) -> bool:
    """Tell whether an object is a statement of version 0.4."""
    return "recordId" in record and "recordType" in record and "statementId" in record


def is_older_bods(record: Record) -> bool:
    """Tell whether an object is a statement of an older version."""
    return "statementID" in record and "statementType" in record


def take_statements(statements: Iterator[tuple[str, Any]], gathering: Gathering) -> None:
    """Read statements, given with their places."""
    latest: dict[str, tuple[str, Record]] = {}
    for where, statement in statements:
        if not isinstance(statement, dict) or not is_bods(statement):
            gathering.leave_out(where, "it is no statement of version 0.4")
            continue
        record = str(statement["recordId"])
        known = latest.get(record)
        if known is None or str(known[1].get("statementDate", "")) <= str(statement.get("statementDate", "")):
            latest[record] = where, statement
    for kind in ("entity", "person", "relationship"):
        for where, statement in latest.values():
            if statement["recordType"] == kind:
                try:
                    _TAKERS[kind](where, statement, gathering)
                except RowError as error:
                    gathering.leave_out(where, str(error))
    for where, statement in latest.values():
        if statement["recordType"] not in _TAKERS:
            gathering.leave_out(where, f"{statement['recordType']!r} is no type of record")


def _details(statement: Record) -> Record:
    details = statement.get("recordDetails")
    if not isinstance(details, dict):
        raise RowError("it has no recordDetails")
    return details


def _take_entity(_: str, statement: Record, gathering: Gathering) -> None:
    details = _details(statement)
    kind, place = details.get("entityType"), details.get("jurisdiction")
    schema = _SCHEMATA.get(str(kind.get("type")) if isinstance(kind, dict) else "", "LegalEntity")
    code = place.get("code") if isinstance(place, dict) else None
    lei = next((str(item.get("id")) for item in _dicts(details, "identifiers") if item.get("scheme") == "XI-LEI"), None)
    country = code[:2].lower() if isinstance(code, str) else None
    gathering.party(str(statement["recordId"]), _text(details, "name"), schema, jurisdiction=country, leiCode=lei)


def _take_person(_: str, statement: Record, gathering: Gathering) -> None:
    details = _details(statement)
    names = [_text(name, "fullName") for name in _dicts(details, "names")]
    nation = next((_text(item, "code").lower() for item in _dicts(details, "nationalities")), None)
    unknown = f"person not named: {_text(details, 'personType')}"
    gathering.party(str(statement["recordId"]), next(filter(None, names), unknown), "Person", nationality=nation)


def _take_relationship(where: str, statement: Record, gathering: Gathering) -> None:
    details = _details(statement)
    subject = details.get("subject")
    if not isinstance(subject, str) or not subject:
        raise RowError("it does not say what is held")
    owner = _owner(str(statement["recordId"]), details.get("interestedParty"), gathering)
    asset = gathering.party(subject, "")
    closed = _text(statement, "statementDate") if statement.get("recordStatus") == "closed" else ""
    interests = _dicts(details, "interests")
    source = statement.get("source")
    assertions = _dicts(source, "assertedBy") if isinstance(source, dict) else []
    said = next((_text(item, "name") for item in assertions), None)
    holdings: list[_Holding]
    holdings = [_interest(where, item, closed, gathering) for item in interests] or [
        (None, gathering.interval("", closed), None, "interest not stated")
    ]
    for number, (share, interval, role, words) in enumerate(holdings):
        place = f"{where} interest {number + 1}"
        day = _text(statement, "statementDate") or None
        gathering.hold(place, owner, asset, share, words, interval=interval, role=role, source=said, stated=day)


def _owner(record: str, party: Any, gathering: Gathering) -> str:
    if isinstance(party, str) and party:
        return gathering.party(party, "")
    reason = _text(party, "reason") if isinstance(party, dict) else "not stated"
    return gathering.party(f"{record}-unknown-owner", f"owner not known ({reason or 'no reason stated'})")


def _interest(
    where: str, item: Record, closed: str, gathering: Gathering
) -> tuple[Share | None, Interval, str | None, str]:
    kind = _text(item, "type") or "unknownInterest"
    indirect = item.get("directOrIndirect") == "indirect"
    interval = gathering.interval(_text(item, "startDate"), _text(item, "endDate") or closed)
    of = KINDS.get(kind, Interest.CONTROL)
    share = Share(of=of)
    if of is not Interest.CONTROL:
        try:
            share = _share(item.get("share"), of)
        except RowError as error:
            gathering.share_not_read(where, str(error))
    if indirect and of is not Interest.CONTROL:
        share = Share(None, share.upper, below=share.below, of=of)
    role = "; ".join(filter(None, (kind if of is Interest.CONTROL else "", "indirect" if indirect else "")))
    return share, interval, role or None, f"{kind}{', indirect' if indirect else ''}: {share}"


def _share(value: Any, of: Interest) -> Share:
    if not isinstance(value, dict):
        return Share(of=of)
    exact = _number(value.get("exact"))
    if exact is not None:
        return _checked(exact, exact, of=of)
    low, high = _number(value.get("minimum")), _number(value.get("maximum"))
    above, below = value.get("exclusiveMinimum"), value.get("exclusiveMaximum")
    # Either the bound itself, or a word on `minimum` and `maximum`, as in older versions.
    if not isinstance(above, bool) and (bound := _number(above)) is not None:
        low, above = bound, True
    if not isinstance(below, bool) and (bound := _number(below)) is not None:
        high, below = bound, True
    return _checked(low, high, above=above is True and low is not None, below=below is True and high is not None, of=of)


def _checked(
    low: Decimal | None, high: Decimal | None, *, of: Interest, above: bool = False, below: bool = False
) -> Share:
    try:
        return Share(low, high, above, below, of)
    except ShareError as error:
        raise RowError(str(error)) from None


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise RowError(f"{str(value)[:40]!r} is no share")
    return number


def _dicts(record: Record, key: str) -> list[Record]:
    value = record.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


_TAKERS = {"entity": _take_entity, "person": _take_person, "relationship": _take_relationship}
