"""Names as OFAC's tables write them, "FAMILY, Given", put into the order in which their bearers write them."""

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.names import FAMILY_FIRST_COUNTRIES

ALIAS_PROPERTIES = {"aka": "alias", "fka": "previousName", "nka": "alias"}
"""By the kind of an alias in alt.csv. "Now known as" is noted as such besides."""
NOW = "nka"

_SUFFIXES = frozenset({"jr.", "sr.", "ii", "iii"})


def written(name: str, family_first: bool) -> str:
    """Write out the name of a person; "Jr." stays at the end, wherever the list puts it."""
    parts = name.split(", ")
    suffixes = [part for part in parts[1:] if part.casefold() in _SUFFIXES]
    rest = [part for part in parts if part not in suffixes]
    return " ".join([*(rest if family_first else [*rest[1:], rest[0]]), *suffixes])


def family_first(entity: EntityBuilder) -> bool:
    """Whether the family name comes first in the party's own order: by its nationalities, else its addresses."""
    own = {code for name in ("nationality", "citizenship") for code in entity.properties.get(name, ())}
    return not (own or set(entity.properties.get("country", ()))).isdisjoint(FAMILY_FIRST_COUNTRIES)


def add_names(entity: EntityBuilder, name: str, aliases: list[tuple[str, str]]) -> None:
    """Add the main name, then aliases as (property, name), each once."""
    person = entity.schema == "Person"
    order = person and family_first(entity)
    known: set[str] = set()
    for prop, text in [("name", name), *aliases]:
        full = written(text, order) if person else text
        if full not in known:
            known.add(full)
            entity.add_or_note(prop, full, "Name")
        if person and prop != "weakAlias":
            _add_parts(entity, text)


def _add_parts(entity: EntityBuilder, name: str) -> None:
    parts = [part for part in name.split(", ") if part.casefold() not in _SUFFIXES]
    if len(parts) == 2:
        entity.add("lastName", parts[0])
        entity.add("firstName", parts[1])
