"""Parties: one `<DistinctParty>` with its names, features and documents."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from followthemoney.types import registry
from rigour.names import extract_org_types

from yalu.lists.ofac_advanced.documents import Document, add_document
from yalu.lists.ofac_advanced.elements import Element, RecordError, attribute, child_text, children
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.features import Feature, add_feature, read_features
from yalu.lists.ofac_advanced.locations import Location
from yalu.lists.ofac_advanced.names import DocumentedName, add_names, read_names
from yalu.lists.ofac_advanced.references import ReferenceValues

_SCHEMATA: dict[tuple[str, str], str] = {
    ("Individual", "Unknown"): "Person",
    ("Entity", "Unknown"): "Organization",
    ("Transport", "Vessel"): "Vessel",
    ("Transport", "Aircraft"): "Airplane",
}
"""By the texts of `PartyType` and `PartySubType`."""

_OTHER_SCHEMA = "Organization"

_NATIONALITY = ("Nationality Country", "Citizenship Country")
_ADDRESS = "Location"


class Profiles(dict[str, EntityBuilder]):
    """Parties by profile id. To ask for one that the file does not hold raises `RecordError`."""

    def __missing__(self, profile: str) -> EntityBuilder:
        raise RecordError(f"the profile {profile} is used, but not defined")


@dataclass(slots=True)
class Party:
    """What one record gives: the party, what belongs to it, its profiles, and how many aliases and names it has."""

    entity: EntityBuilder
    profiles: list[str] = field(default_factory=list)
    belongings: list[EntityBuilder] = field(default_factory=list)
    aliases: int = 0
    names: int = 0
    features: int = 0


def read_party(
    element: Element,
    references: ReferenceValues,
    locations: dict[str, Location],
    documents: dict[str, list[Document]],
) -> Party:
    """Read a `<DistinctParty>`. The documents that it holds are taken out of `documents`.

    Raises:
        RecordError: the party has no profile or no main name, or refers to something that is not defined.
    """
    party: Party | None = None
    comment = child_text(element, "Comment")
    for profile in children(element, "Profile"):
        subtype = attribute(profile, "PartySubTypeID")
        if party is None:
            schema = _schema(subtype, references)
            identity = f"ofac-{attribute(element, 'FixedRef')}"
            if not registry.entity.validate(identity):
                raise RecordError(f"{identity!r} cannot be the id of a party")
            party = Party(EntityBuilder(identity, schema))
        party.profiles.append(attribute(profile, "ID"))
        _read_profile(profile, party, references, locations, documents)
    if party is None:
        raise RecordError(f"the party {element.get('FixedRef')} has no profile")
    if comment:
        party.entity.note(comment)
    if party.entity.schema == "Organization" and is_company(party.entity):
        party.entity.schema = "Company"
    return party


def _schema(subtype: str, references: ReferenceValues) -> str:
    party_type = references.text("PartyType", references.detail("PartySubType", subtype, "PartyTypeID"))
    return _SCHEMATA.get((party_type, references.text("PartySubType", subtype)), _OTHER_SCHEMA)


def _read_profile(
    profile: Element,
    party: Party,
    references: ReferenceValues,
    locations: dict[str, Location],
    documents: dict[str, list[Document]],
) -> None:
    features = list(read_features(profile, references, locations))
    names: list[DocumentedName] = []
    held: list[Document] = []
    for identity in children(profile, "Identity"):
        found, aliases = read_names(identity, references)
        if identity.get("False") == "true":
            party.entity.note("Identity: the list calls it false")
        names += found
        party.aliases += aliases
        held += documents.pop(attribute(identity, "ID"), [])
    party.names += len(names)
    party.features += len(features)
    countries = _countries(features)
    add_names(party.entity, names, countries)
    for feature in features:
        if (wallet := add_feature(party.entity, feature)) is not None:
            party.belongings.append(wallet)
    party.belongings += _documents(party.entity, held, names, features)


def _countries(features: list[Feature]) -> set[str]:
    """Give the codes of the party's nationalities and citizenships, or else of its addresses."""
    for kinds in (_NATIONALITY, (_ADDRESS,)):
        found = {place.country for feature in features if feature.kind in kinds for place in feature.locations}
        found.discard("")
        if found:
            return found
    return set()


def _documents(
    entity: EntityBuilder, held: list[Document], names: list[DocumentedName], features: list[Feature]
) -> Iterator[EntityBuilder]:
    if not held:
        return
    other_names = {name.id: " ".join(text for _, text in name.parts) for name in names if not name.main}
    words = {feature.version: feature.words() for feature in features}
    for document in held:
        built = add_document(
            entity, document, lambda name: other_names.get(name, ""), lambda version: words.get(version, "")
        )
        if built is not None:
            yield built
        if document.rule.company and entity.schema == "Organization":
            entity.schema = "Company"


def is_company(entity: EntityBuilder) -> bool:
    """Whether a name of an organisation ends in a legal form such as LLC, S.A. de C.V. or OOO.

    OFAC calls companies, ministries and armed groups alike "Entity". Company is also an Organization, so nothing is
    lost, and only a Company can be the asset of an Ownership.
    """
    names = (*entity.properties.get("name", ()), *entity.properties.get("alias", ()))
    return any(extract_org_types(name.casefold()) for name in names)
