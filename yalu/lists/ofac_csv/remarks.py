"""Read the remarks of a party: birth dates, documents, wallets, weak aliases, whom it is linked to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from followthemoney.types import registry

from yalu.lists.ofac_advanced.document_table import DOCUMENTS
from yalu.lists.ofac_advanced.documents import Document, add_document
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.feature_table import FEATURES, WALLET
from yalu.lists.ofac_advanced.features import Feature, add_feature
from yalu.lists.ofac_advanced.locations import Location
from yalu.lists.ofac_csv.remark_table import ALSO, DOCUMENT_WORDS, FEATURE_WORDS, LINK_WORDS, WEAK_WORDS
from yalu.lists.tables.dates import parse_period

_COUNTRIES = ("nationality", "citizenship", "jurisdiction")
_DATES = ("birthDate", "incorporationDate", "buildDate")

_DAY = r"(?:\d{2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_DATE = rf"{_DAY}(?: to {_DAY})?"
_NUMBER = re.compile(
    r"(?!issued )(?P<number>.+?)(?: \((?P<country>[^()]+)\))?"
    rf"(?: issued (?P<issued>{_DATE}))?(?: expires (?P<expires>{_DATE}))?(?: issued under the name (?P<name>.+))?"
)
_WORDS = re.compile(
    "(" + "|".join(sorted(map(re.escape, {*FEATURE_WORDS, *DOCUMENT_WORDS, LINK_WORDS}), key=len, reverse=True)) + ")"
    r":? (.+)",
    re.DOTALL,
)
_WALLET = re.compile(re.escape(WALLET) + r"(\w+) (\S+)")


@dataclass
class Remarks:
    """What the remarks of one party give besides its properties."""

    weak: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    belongings: list[EntityBuilder] = field(default_factory=list)


def add_remarks(entity: EntityBuilder, text: str, *, cut: bool) -> Remarks:
    """Add all that the remarks say in fixed words, and keep them whole as a note.

    The last statement of remarks that are `cut` is not read: half a number would pass for a whole one.
    """
    entity.note(text)
    statements = text.rstrip().removesuffix(".").split("; ")
    remarks = Remarks()
    for statement in statements[:-1] if cut else statements:
        _add(entity, statement.strip().removeprefix(ALSO), remarks)
    return remarks


def _add(entity: EntityBuilder, statement: str, remarks: Remarks) -> None:
    if statement.startswith(WEAK_WORDS):
        remarks.weak.append(_unquoted(statement.partition(" ")[2]))
    elif found := _WALLET.fullmatch(statement):
        wallet = add_feature(entity, feature_of(f"{WALLET}{found[1]}", found[2]))
        remarks.belongings += [wallet] if wallet is not None else []
    elif found := _WORDS.fullmatch(statement):
        words, value = found[1], found[2].strip()
        if words == LINK_WORDS:
            remarks.linked.append(value)
        elif words in FEATURE_WORDS:
            add_feature(entity, feature_of(FEATURE_WORDS[words], value))
        else:
            remarks.belongings += _add_number(entity, words, value, len(remarks.belongings))


def _unquoted(text: str) -> str:
    """Take one quote off each end; names may start or end with one of their own."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == "'" else text


def feature_of(kind: str, value: str) -> Feature:
    """Give a value of a kind that the advanced format knows as such a feature."""
    rule = FEATURES.get(kind)
    period = parse_period(value) if rule is not None and rule.property in _DATES else None
    locations: tuple[Location, ...] = ()
    if rule is not None and rule.property in _COUNTRIES:
        locations = (Location(value, registry.country.clean(value, fuzzy=False) or "", None),)
    return Feature("", kind, () if period or locations else (value,), period, locations, "", "Unknown")


def _add_number(entity: EntityBuilder, kind: str, value: str, place: int) -> Iterator[EntityBuilder]:
    found = _NUMBER.fullmatch(value)
    if found is not None:
        yield from add_document_of(
            entity,
            Document(
                id=f"csv-{entity.id.removeprefix('ofac-')}-{place}",
                kind=kind,
                number=found["number"],
                country=found["country"] or "",
                authority="",
                issued=_dates(found["issued"]),
                expires=_dates(found["expires"]),
                name_id="",
                feature_ids=(),
                remarks=(f"In the name of {found['name']}",) if found["name"] else (),
            ),
        )


def add_document_of(entity: EntityBuilder, document: Document) -> Iterator[EntityBuilder]:
    """Add a document to its holder; give it as an entity where it has more than a number."""
    if document.kind in DOCUMENTS and document.rule.company and entity.schema == "Organization":
        entity.schema = "Company"
    built = add_document(entity, document, lambda _: "", lambda _: "")
    if built is not None:
        yield built


def _dates(text: str | None) -> tuple[str, ...]:
    period = parse_period(text) if text else None
    return period.dates() if period is not None else ()
