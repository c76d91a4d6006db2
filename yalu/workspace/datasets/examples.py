"""What a caller knows of a party, cleaned by followthemoney's types: "Russia" becomes ru, 1965 a date."""

import re
from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

from followthemoney import EntityProxy, model
from followthemoney.helpers import combine_names

from yalu.model import YaluError

MAX_VALUES = 500
"""Values of one property that are looked at."""
MAX_VALUE_LENGTH = 2_000
MAX_COMBINATIONS = 100
"""Names that first names, last names and so on may combine to."""
_PARTS = ("firstName", "secondName", "middleName", "fatherName", "motherName", "lastName")
_SURROGATE = re.compile("[\ud800-\udfff]")


class ExampleError(YaluError):
    """A query that names no schema to compare with, or has too much in it."""


def clean_example(
    schema: str, properties: Mapping[str, Any], *, any_schema: bool = False
) -> tuple[EntityProxy, tuple[str, ...]]:
    """Make an entity of a query.

    Values are read generously, and those that are none of their type are dropped. Without a name the parts of one are
    joined to one; a telephone or account number adds the country that it tells.

    `any_schema` allows schemata such as Thing, of which no entity is, but whose kinds are compared.

    Returns:
        The entity, and the properties that its schema does not have, which are not looked at.

    Raises:
        ExampleError: there is no such schema, entities of it are not compared, or a property has too many values.
    """
    known = model.get(schema)
    if known is None:
        raise ExampleError(f"Invalid schema: {schema[:100]!r}")
    if not known.matchable and not any_schema:
        raise ExampleError(f"Schema cannot be matched: {known.name}; give one such as Person, Company or LegalEntity")
    entity = EntityProxy(known, {})
    unknown = []
    for name, given in properties.items():
        prop = known.properties.get(name)
        if prop is None or prop.stub:
            unknown.append(name)
            continue
        for value in texts_of(name, given):
            entity.unsafe_add(prop, value, fuzzy=True)
    if not entity.get("name", quiet=True):
        _check_parts(entity)
        entity = combine_names(entity)
    hints = entity.country_hints
    if hints and not entity.countries:
        entity.add("country", sorted(hints), quiet=True)
    return entity, tuple(unknown)


def _check_parts(entity: EntityProxy) -> None:
    """Refuse so many parts of names that their combinations would not end."""
    combinations = prod(len(values) for prop in _PARTS if (values := entity.get(prop, quiet=True)))
    if combinations > MAX_COMBINATIONS:
        raise ExampleError(f"The parts of names combine to more than {MAX_COMBINATIONS} names; give the name itself")


def texts_of(name: str, given: Any) -> Iterable[str]:
    """Give the values of a property as texts: one, or a list of them; what is none is left out.

    Raises:
        ExampleError: there are too many, or one is too long.
    """
    values = given if isinstance(given, list) else [given]
    if len(values) > MAX_VALUES:
        raise ExampleError(f"The property {name} has more than {MAX_VALUES} values")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = _SURROGATE.sub("", str(value)).strip()
        if len(text) > MAX_VALUE_LENGTH:
            raise ExampleError(f"A value of {name} is longer than {MAX_VALUE_LENGTH} characters")
        if text:
            yield text
