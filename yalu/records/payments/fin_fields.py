"""What the fields of MT103 and MT202 hold: parties, banks, amounts, dates, texts.

Source: SWIFT standards MT, categories 1 and 2 (formats of the fields 32A, 33B, 50a, 52a to 59a, 70, 72), as told in the
public message reference guides. `ROLES` is the table of who stands in which field.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from yalu.records.named import Field, FieldKind, Money
from yalu.records.payments.fin_blocks import FinError, FinField
from yalu.records.payments.iso20022_layout import CURRENCY, FORMATS

CUSTOMER_ROLES: Mapping[str, tuple[str, str]] = {
    "50": ("debtor", "AFK"),
    "51": ("sending_institution", "A"),
    "52": ("debtor_agent", "AD"),
    "53": ("senders_correspondent", "ABD"),
    "54": ("receivers_correspondent", "ABD"),
    "55": ("third_reimbursement_agent", "ABD"),
    "56": ("intermediary_agent_1", "ACD"),
    "57": ("creditor_agent", "ABCD"),
    "59": ("creditor", " AF"),
}
"""MT103, and the underlying customer transfer (sequence B) of MT202 COV: role and options of a field's number."""
BANK_ROLES: Mapping[str, tuple[str, str]] = {
    "52": ("debtor_institution", "AD"),
    "53": ("senders_correspondent", "ABD"),
    "54": ("receivers_correspondent", "ABD"),
    "56": ("intermediary_agent_1", "AD"),
    "57": ("creditor_agent", "ABD"),
    "58": ("creditor_institution", "AD"),
}
"""MT202 and sequence A of MT202 COV."""
TEXT_TAGS = ("70", "72", "77B", "77T", "26T", "23E")
PARTY_NUMBERS = ("50", "59")

_AMOUNT = re.compile(r"\d+,\d*")
_ACCOUNT = re.compile(r"/(?:([CD])/)?(/?)(.*)")
_CODED_PARTY = re.compile(r"([A-Z]{4})/([A-Z]{2})/(.+)")
_STRUCTURED = re.compile(r"([1-8])/(.*)")
_LINES, _TEXT_LINES, _WIDTH = 5, 35, 140
"""Lines of a field with parties (an account and four more) and of free text; characters of a line, with room."""


def written_money(found: FinField) -> tuple[str, Money]:
    """Read 32A (day, currency, amount) or 33B (currency, amount): the day, empty in 33B, and the amount.

    Raises:
        FinError: the field is not as the standard says.
    """
    text = "".join(found.lines)
    day = ""
    if found.tag == "32A":
        try:
            day = date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6])).isoformat()
        except ValueError:
            raise FinError(f"32A {text[:20]!r} begins with no day as YYMMDD", found.line) from None
        text = text[6:]
    currency, amount = text[:3], text[3:]
    if not (CURRENCY.fullmatch(currency) and _AMOUNT.fullmatch(amount) and len(amount) <= 15 and amount.isascii()):
        raise FinError(f"{found.tag} {text[:40]!r} is no currency with an amount such as EUR1234,56", found.line)
    place = Field(FieldKind.TEXT, found.tag, "".join(found.lines), found.line)
    return day, Money(Decimal(amount.replace(",", ".")), currency, place)


def texts_of(found: FinField) -> Field | None:
    """Read a field of free text: its lines joined, as they go on from line to line; codes such as /ACC/ stay."""
    if len(found.lines) > _TEXT_LINES or any(len(line) > _WIDTH for line in found.lines):
        raise FinError(f"{found.tag} is longer than any standard has", found.line)
    text = "\n".join(line.strip() for line in found.lines).strip()
    return Field(FieldKind.TEXT, found.tag, text, found.line) if text else None


def party_fields(found: FinField) -> tuple[Field, ...]:
    """Read a field that names a party or a bank, in any of its options.

    Raises:
        FinError: the field is not as the standard says.
    """
    if len(found.lines) > _LINES or any(len(line) > _WIDTH for line in found.lines):
        raise FinError(f"{found.tag} has more than {_LINES} lines, or one that is too long", found.line)
    fields = tuple(field for field in _by_option(found) if field.value)
    if not fields:
        raise FinError(f"{found.tag} is empty", found.line)
    return fields


def _by_option(found: FinField) -> Iterator[Field]:
    lines = list(enumerate(found.lines, 1))
    option, number = found.tag[2:], found.tag[:2]
    if lines[0][1].startswith("/"):
        yield from _account(found, lines[0][1])
        lines = lines[1:]
    elif option == "F" and number == "50":
        yield from _coded_party(found, lines[0][1])
        lines = lines[1:]
    if option == "A":
        yield _bic(found, lines)
    elif option == "F":
        yield from _structured(found, lines)
    elif option == "B":
        yield from (_field(found, FieldKind.ADDRESS, place, text) for place, text in lines)
    elif option == "C":
        if lines:
            raise FinError(f"{found.tag} holds more than an account", found.line)
    elif not lines:
        raise FinError(f"{found.tag} has no name", found.line)
    else:
        yield from _name_and_address(found, lines)


def _field(found: FinField, kind: FieldKind, place: int, value: str) -> Field:
    return Field(kind, f"{found.tag}/{place}", value.strip(), found.line + place - 1)


def _account(found: FinField, text: str) -> Iterator[Field]:
    match = _ACCOUNT.fullmatch(text)
    if match is None or not match[3].strip():
        if text.strip() in ("/C", "/D"):
            return
        raise FinError(f"{found.tag} begins with '/' and no account", found.line)
    value = match[3].strip()
    if match[2]:
        yield _field(found, FieldKind.CLEARING, 1, value)
    elif FORMATS[FieldKind.IBAN].fullmatch(value) and len(value) >= 15:
        yield _field(found, FieldKind.IBAN, 1, value)
    else:
        yield _field(found, FieldKind.ACCOUNT, 1, value)


def _coded_party(found: FinField, text: str) -> Iterator[Field]:
    """Read the first line of 50F where it is no account: code, country and identifier (CCPT/KP/123456)."""
    match = _CODED_PARTY.fullmatch(text.strip())
    if match is None:
        raise FinError(f"50F begins with {text[:40]!r}, which is no account and no CODE/COUNTRY/IDENTIFIER", found.line)
    yield _field(found, FieldKind.COUNTRY, 1, match[2])
    yield _field(found, FieldKind.IDENTIFIER, 1, match[3].rpartition("/")[2])


def _bic(found: FinField, lines: list[tuple[int, str]]) -> Field:
    if len(lines) != 1 or not FORMATS[FieldKind.BIC].fullmatch(lines[0][1].strip()):
        said = lines[0][1][:40] if lines else ""
        raise FinError(f"{found.tag} {said!r} is no BIC", found.line)
    return _field(found, FieldKind.BIC, *lines[0])


def _name_and_address(found: FinField, lines: list[tuple[int, str]]) -> Iterator[Field]:
    """Read up to four lines: the first is the name; where it goes on in the second, both are given as one, too."""
    (place, name), rest = lines[0], lines[1:]
    yield _field(found, FieldKind.NAME, place, name)
    if rest and not any(char.isdigit() for char in rest[0][1]):
        joined = f"{name.strip()} {rest[0][1].strip()}"
        yield Field(FieldKind.NAME, f"{found.tag}/{place}-{place + 1}", joined, found.line + place - 1)
    yield from (_field(found, FieldKind.ADDRESS, *line) for line in rest)


def _structured(found: FinField, lines: list[tuple[int, str]]) -> Iterator[Field]:
    """Read the numbered lines of option F: name, address, country and town, birth, numbers; a name may have two."""
    names: list[tuple[int, str]] = []
    for place, text in lines:
        match = _STRUCTURED.fullmatch(text.strip())
        if match is None:
            raise FinError(
                f"{found.tag} line {place} {text[:40]!r} does not begin with 1/ to 8/", found.line + place - 1
            )
        number, value = match.groups()
        if number == "1":
            names.append((place, value.strip()))
        elif number == "2":
            yield _field(found, FieldKind.ADDRESS, place, value)
        elif number in "35":
            country, _, town = value.partition("/")
            yield _field(found, FieldKind.COUNTRY, place, _country(found, place, country))
            yield _field(found, FieldKind.ADDRESS, place, town)
        elif number == "4":
            yield _field(found, FieldKind.BIRTH_DATE, place, _birth(found, place, value))
        elif number in "67":
            country, _, rest = value.partition("/")
            yield _field(found, FieldKind.COUNTRY, place, _country(found, place, country))
            yield _field(found, FieldKind.IDENTIFIER, place, rest.rpartition("/")[2])
        else:
            yield _field(found, FieldKind.IDENTIFIER, place, value)
    if not names:
        raise FinError(f"{found.tag} has no line 1/ with a name", found.line)
    whole = Field(
        FieldKind.NAME, f"{found.tag}/{names[0][0]}", " ".join(text for _, text in names), found.line + names[0][0] - 1
    )
    yield whole


def _country(found: FinField, place: int, text: str) -> str:
    if not FORMATS[FieldKind.COUNTRY].fullmatch(text.strip()):
        raise FinError(f"{found.tag} line {place}: {text[:20]!r} is no country of two letters", found.line + place - 1)
    return text.strip()


def _birth(found: FinField, place: int, text: str) -> str:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])).isoformat()
    except ValueError:
        raise FinError(f"{found.tag} line {place}: {text[:20]!r} is no day as YYYYMMDD", found.line) from None
