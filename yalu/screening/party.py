"""What screening knows of one entity: its names, analysed, its facts and its identifiers."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from followthemoney import EntityProxy

from yalu.names import Name, NameKind, analyze_name
from yalu.screening.facts import FACTS, Values
from yalu.screening.identifiers import identifiers_of
from yalu.screening.schemata import family, kinds_of

NAME_PROPERTIES = ("name", "alias", "previousName", "abbreviation", "weakAlias")
NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
_OTHER_NAMES = frozenset(NAME_PROPERTIES) - {"name"}
_FACT_PROPERTIES = frozenset(prop for fact in FACTS for prop in fact.properties)


class PartyName(NamedTuple):
    """One name of an entity, by what it names. `weak` is set where the list marks it so."""

    text: str
    kind: NameKind
    weak: bool

    @property
    def name(self) -> Name | None:
        """The name, analysed; `None` if it holds no letter and no digit."""
        return analyze_name(self.text, self.kind)


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """An entity but for its names. `identifiers` maps (group, value) to the property and the value as written."""

    id: str
    caption: str
    schema: str
    dataset: str
    facts: dict[str, Values]
    identifiers: dict[tuple[str, str], tuple[str, str]]

    @property
    def family(self) -> str:
        """The family of schemata that it belongs to."""
        return family(self.schema)


@dataclass(frozen=True, slots=True)
class ScreenedParty(PartyRecord):
    """An entity as screening sees it."""

    names: tuple[PartyName, ...]

    def analysed(self) -> list[Name]:
        """Give its names, analysed; without what holds no letter and no digit."""
        return [name for item in self.names if (name := item.name) is not None]


def read_party(entity: EntityProxy | dict[str, Any], dataset: str = "") -> ScreenedParty:
    """Read a followthemoney entity, as an object or as its dictionary ({"id", "schema", "properties"}).

    A person without a name but with its parts (first name, last name) is named by them.
    """
    data: dict[str, Any] = entity.to_dict() if isinstance(entity, EntityProxy) else entity
    properties: dict[str, list[str]] = data.get("properties", {})
    schema = data["schema"]
    texts = dict.fromkeys(properties.get("name", ()), False)
    if not _OTHER_NAMES.isdisjoint(properties):
        for prop in NAME_PROPERTIES:
            for text in properties.get(prop, ()):
                texts.setdefault(text, prop == "weakAlias")
    if not texts:
        joined = " ".join(text for prop in NAME_PARTS for text in properties.get(prop, ())[:1])
        texts = {joined: False} if joined else {}
    return ScreenedParty(
        id=str(data.get("id") or ""),
        caption=data.get("caption") or next(iter(texts), ""),
        schema=schema,
        dataset=dataset,
        names=tuple([PartyName(text, kind, weak) for kind in kinds_of(schema) for text, weak in texts.items()]),
        facts=_facts(properties),
        identifiers=identifiers_of(properties),
    )


def _facts(properties: dict[str, list[str]]) -> dict[str, Values]:
    if _FACT_PROPERTIES.isdisjoint(properties):
        return {}
    return {prop: tuple(values) for prop, values in properties.items() if prop in _FACT_PROPERTIES and values}
