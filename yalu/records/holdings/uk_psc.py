"""The United Kingdom's register of people with significant control, as JSON lines (the "PSC snapshot").

Bands are those of the Companies Act 2006, schedule 1A: more than 25 to 50 percent, more than 50 and less than 75, 75 or
more. Each person has one share of each kind: capacities (as trustee, as a member of a firm) may overlap, so they are
not added up.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yalu.model import Interest, Share
from yalu.records.holdings.gathering import Gathering, RowError

BANDS: dict[str, tuple[Decimal, bool, Decimal | None, bool]] = {
    "25-to-50-percent": (Decimal(25), True, Decimal(50), False),
    "50-to-75-percent": (Decimal(50), True, Decimal(75), True),
    "75-to-100-percent": (Decimal(75), False, Decimal(100), False),
    "more-than-25-percent": (Decimal(25), True, None, False),
}
"""Lower bound, whether more than it, upper bound, whether less than it."""

KINDS = {
    "ownership-of-shares": Interest.SHARES,
    "right-to-share-surplus-assets": Interest.SHARES,
    "voting-rights": Interest.VOTES,
}
_NATURE = re.compile(rf"(?P<kind>{'|'.join(KINDS)})-(?P<band>{'|'.join(BANDS)})")
_HERE = re.compile(
    r"england|wales|scotland|northern ireland|united kingdom|\buk\b|great britain|companies house", re.IGNORECASE
)
_NUMBER = re.compile(r"[A-Z]{0,2}\d{1,8}")
REGISTER = "Companies House"


def is_psc(record: Mapping[str, Any]) -> bool:
    """Tell whether an object is a line of the register."""
    return isinstance(record.get("data"), dict) and "company_number" in record


def take_psc(where: str, record: Mapping[str, Any], gathering: Gathering) -> None:
    """Read one line.

    Raises:
        RowError: it is no record of a person with significant control.
    """
    if not is_psc(record):
        raise RowError("it is no record of the register")
    data, number = record["data"], str(record["company_number"]).strip()
    kind = str(data.get("kind", ""))
    if "statement" in kind or "exemption" in kind or kind.startswith("totals"):
        raise RowError(f"it names no holder: {data.get('statement') or kind}")
    company = gathering.party(f"gb-coh-{number}", "", "Company", registrationNumber=number, jurisdiction="gb")
    holder = _holder(kind, data, number, gathering)
    interval = gathering.interval(_text(data, "notified_on"), _text(data, "ceased_on"))
    natures = data.get("natures_of_control") or []
    if not isinstance(natures, list) or not all(isinstance(nature, str) for nature in natures):
        raise RowError("natures_of_control is no list of words")
    quote = f"{data.get('name', 'details not public')}: {'; '.join(natures) or 'nature of control not stated'}"
    if not natures:
        gathering.hold(where, holder, company, None, quote, interval=interval)
    for label, (share, role) in _shares(natures).items():
        gathering.hold(f"{where} {label}", holder, company, share, quote, interval=interval, role=role)


def _shares(natures: list[str]) -> dict[str, tuple[Share, str | None]]:
    """Give the highest band of each kind of share, and the powers, by a label for each."""
    found: dict[str, tuple[Share, str | None]] = {}
    for nature in natures:
        match = _NATURE.match(nature)
        if match is None:
            found[nature[:80]] = Share(of=Interest.CONTROL), nature.replace("-", " ")
            continue
        low, above, high, below = BANDS[match["band"]]
        share = Share(low, high, above, below, KINDS[match["kind"]])
        known = found.get(share.of.value)
        if known is None or (known[0].at_least, known[0].at_most) < (share.at_least, share.at_most):
            found[share.of.value] = share, None
    return found


def _holder(kind: str, data: Mapping[str, Any], number: str, gathering: Gathering) -> str:
    name = " ".join(_text(data, "name").split())
    papers = data.get("identification")
    papers = papers if isinstance(papers, dict) else {}
    links = data.get("links")
    self_link = _text(links, "self") if isinstance(links, dict) else ""
    own = self_link.rstrip("/").rsplit("/", 1)[-1] or _text(data, "etag") or name or "unnamed"
    if kind.startswith(("individual", "super-secure")):
        return gathering.party(f"gb-psc-{number}-{own}", name or "details not public", "Person")
    registered = _text(papers, "registration_number").upper().replace(" ", "")
    place = " ".join(_text(papers, key) for key in ("place_registered", "country_registered", "legal_authority"))
    if registered and _NUMBER.fullmatch(registered) and _HERE.search(place):
        digits = registered.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        prefix = registered[: len(registered) - len(digits)]
        registered = prefix + digits.zfill(8 - len(prefix))
        return gathering.party(f"gb-coh-{registered}", name, "Company", registrationNumber=registered)
    schema = "PublicBody" if kind.startswith("legal-person") else "Company"
    return gathering.party(f"gb-psc-{number}-{own}", name, schema, registrationNumber=registered or None)


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
