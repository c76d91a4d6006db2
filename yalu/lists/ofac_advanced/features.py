"""Features of a party: birth dates, nationalities, wallets, addresses and some sixty more."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yalu.lists.ofac_advanced.elements import Element, RecordError, attribute, children, parts, text_of
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.feature_table import (
    COMPANY_TARGETS,
    FEATURES,
    LOCATION,
    NOTE,
    TARGET_TOPICS,
    WALLET,
)
from yalu.lists.ofac_advanced.locations import NOWHERE, Location
from yalu.lists.ofac_advanced.periods import Period, read_period
from yalu.lists.ofac_advanced.references import ReferenceValues

_FALSE = "False"
_QUALIFIED = ("Reported", _FALSE)
"""Reliabilities that a reader should see; `Confirmed` and `Unknown` are the normal state of the file."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One version of one feature, with exactly what the file gives for it."""

    version: str
    kind: str
    values: tuple[str, ...]
    period: Period | None
    locations: tuple[Location, ...]
    comment: str
    reliability: str

    @property
    def name(self) -> str:
        """The kind without the colon or dash that some end in."""
        return self.kind.rstrip(" :-")

    def words(self) -> str:
        """Say the feature in words."""
        values = [*self.values, *(location.country_name for location in self.locations)]
        if self.period is not None:
            values.append(self.period.words())
        return f"{self.name}: {'; '.join(values)}"


def read_features(profile: Element, references: ReferenceValues, locations: dict[str, Location]) -> Iterator[Feature]:
    """Read all versions of all features of a `<Profile>`.

    Raises:
        RecordError: a feature refers to something that is not defined.
    """
    for element in children(profile, "Feature"):
        kind = references.of(element, "FeatureType")
        for version in children(element, "FeatureVersion"):
            found = parts(version)
            periods, comments = found.get("DatePeriod"), found.get("Comment")
            yield Feature(
                attribute(version, "ID"),
                kind,
                tuple(_details(found.get("VersionDetail", ()), references)),
                read_period(periods[0]) if periods else None,
                tuple(_location(place, locations) for place in found.get("VersionLocation", ())),
                text_of(comments[0]) if comments else "",
                references.of(version, "Reliability"),
            )


def _details(details: Iterable[Element], references: ReferenceValues) -> Iterator[str]:
    for detail in details:
        if reference := detail.get("DetailReferenceID"):
            yield references.text("DetailReference", reference)
        if text := text_of(detail):
            yield text


def _location(element: Element, locations: dict[str, Location]) -> Location:
    identity = attribute(element, "LocationID")
    if identity not in locations:
        raise RecordError(f"the location {identity} is used, but not defined")
    return locations[identity]


def add_feature(entity: EntityBuilder, feature: Feature) -> EntityBuilder | None:
    """Add a feature to its party; give the wallet where the feature is one.

    What the list itself calls false is kept as a note only.
    """
    if feature.comment or feature.reliability in _QUALIFIED:
        reliability = f" (reliability: {feature.reliability})" if feature.reliability in _QUALIFIED else ""
        entity.note(f"{feature.words()}{reliability}{f'. {feature.comment}' if feature.comment else ''}")
    if feature.reliability == _FALSE:
        return None
    if feature.kind == LOCATION:
        _add_locations(entity, feature)
    elif feature.kind.startswith(WALLET):
        return _wallet(entity, feature)
    else:
        _add_values(entity, feature)
    return None


def _add_locations(entity: EntityBuilder, feature: Feature) -> None:
    for location in feature.locations:
        if location.country:
            entity.add("country", location.country)
        elif location.address is None and location.country_name != NOWHERE:
            entity.note(f"Location: {location.country_name}")
        if location.address is not None:
            entity.add("addressEntity", location.address.id)
            for full in location.address.properties.get("full", ()):
                entity.add_or_note("address", full, "Address")
            for note in location.address.properties.get("notes", ()):
                # An address in full that is longer than an address may be stands there.
                entity.note(note)


def _add_values(entity: EntityBuilder, feature: Feature) -> None:
    rule = FEATURES.get(feature.kind) or FEATURES.get(feature.name, NOTE)
    if rule.company and entity.schema == "Organization":
        entity.schema = "Company"
    if (rule.note and not feature.comment) or not (feature.values or feature.period or feature.locations):
        entity.note(feature.words())
    if not rule.property:
        return
    for value in feature.values:
        entity.add_or_note(rule.property, value, feature.name)
        if feature.name == "Target Type":
            _add_target_type(entity, value)
    for location in feature.locations:
        if not entity.add(rule.property, location.country) and not entity.add("country", location.country):
            entity.note(f"{feature.name}: {location.country_name}")
    if feature.period is not None:
        added = [entity.add(rule.property, day) for day in feature.period.dates()]
        if not feature.period.is_exact() or not all(added):
            entity.note(feature.words())


def _add_target_type(entity: EntityBuilder, value: str) -> None:
    if value in COMPANY_TARGETS and entity.schema == "Organization":
        entity.schema = "Company"
    if value in TARGET_TOPICS:
        entity.add("topics", TARGET_TOPICS[value])


def _wallet(holder: EntityBuilder, feature: Feature) -> EntityBuilder:
    currency = feature.kind.removeprefix(WALLET)
    if len(feature.values) != 1:
        raise RecordError(f"the {feature.name} of {holder.id} has {len(feature.values)} addresses")
    address = feature.values[0]
    # By address, not by feature: one address may be listed for several currencies and holders.
    digest = hashlib.sha256(address.encode()).hexdigest()[:20]
    wallet = EntityBuilder(f"ofac-wallet-{digest}", "CryptoWallet")
    if not wallet.add("publicKey", address):
        # Some currencies (Monero) have addresses longer than an identifier may be.
        wallet.add("name", address)
    wallet.add("currencySymbol", currency)
    wallet.add("holder", holder.id)
    wallet.add("topics", "sanction")
    if feature.comment:
        wallet.note(feature.comment)
    return wallet
