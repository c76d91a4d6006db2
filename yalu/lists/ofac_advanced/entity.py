"""Build followthemoney entities, value by value; what has no place in the schema becomes a note."""

from functools import cache, lru_cache
from typing import Any

from followthemoney import model
from followthemoney.property import Property
from followthemoney.types import registry

_CLEANED = {
    registry.country,
    registry.date,
    registry.email,
    registry.gender,
    registry.number,
    registry.phone,
    registry.topic,
    registry.url,
}
"""Types whose values have one right form. Names, texts and identifiers stay as the list gives them."""


class EntityBuilder:
    """One entity in the making: properties with their values in the order of the file, each once."""

    __slots__ = ("id", "properties", "schema")

    def __init__(self, identity: str, schema: str) -> None:
        self.id = identity
        self.schema = schema
        self.properties: dict[str, list[str]] = {}

    def add(self, name: str, value: str) -> bool:
        """Add a value; false where the schema has no such property or the value is none of its type."""
        cleaned = _clean(self.schema, name, value)
        if cleaned is None:
            return False
        values = self.properties.setdefault(name, [])
        if cleaned not in values:
            values.append(cleaned)
        return True

    def note(self, text: str) -> None:
        """Keep in words what no property takes."""
        self.add("notes", text)

    def add_or_note(self, name: str, value: str, label: str) -> None:
        """Add a value, or note it under its label where it does not fit."""
        if not self.add(name, value):
            self.note(f"{label.rstrip(' :-')}: {value}")

    def first(self, name: str) -> str:
        """Give the first value of a property; empty where there is none."""
        values = self.properties.get(name)
        return values[0] if values else ""

    def build(self) -> dict[str, Any]:
        """Give the entity as a dictionary."""
        return {"id": self.id, "schema": self.schema, "properties": self.properties}


@cache
def _rule(schema: str, name: str) -> tuple[Property | None, int]:
    """Give how values of a property are taken: cleaned by it, or as they are up to a length; 0 for none at all."""
    prop = model.schemata[schema].get(name)
    if prop is None or prop.stub:
        return None, 0
    typed = prop.type in _CLEANED or (prop.type is registry.identifier and prop.format is not None)
    return (prop if typed else None), prop.type.max_length


def _clean(schema: str, name: str, value: str) -> str | None:
    typed, longest = _rule(schema, name)
    if typed is not None:
        return _typed(typed, value) if value else None
    return value if 0 < len(value) <= longest else None


@lru_cache(maxsize=65536)
def _typed(prop: Property, value: str) -> str | None:
    text = value.replace(",", "") if prop.type is registry.number else value
    return prop.type.clean(text, fuzzy=False, format=prop.format)
