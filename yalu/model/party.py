"""A party: whom a source speaks of, under all the names that it uses for them."""

from dataclasses import dataclass

from followthemoney import EntityProxy, model


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document speaks of a party. Offsets are as in `Evidence`.

    `kind` is `name` ("Choe Chol-min"), `nominal` ("his wife", "Chinese nationals") or `pronoun` ("he").
    """

    document: str
    quote: str
    start: int
    end: int
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class Party:
    """A person, organisation, vessel, bank or public body, named or not.

    `schema` is a followthemoney schema. `names` has the main name first. `unnamed` marks a party that the source
    only describes ("Chinese nationals"): it is kept, linked and shown, but there is no name to screen. `members` are
    the ids of the parties that a group stands for, where the source names them ("the two North Koreans").
    """

    id: str
    schema: str
    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    unnamed: bool = False
    members: tuple[str, ...] = ()
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def name(self) -> str:
        """The main name."""
        return self.names[0]

    def to_entity(self) -> EntityProxy:
        """Give the party as a followthemoney entity, ready to be screened or exported."""
        entity = EntityProxy(model.get(self.schema) or model.schemata["LegalEntity"], {"id": self.id})
        entity.add("name", self.name)
        entity.add("alias" if "alias" in entity.schema.properties else "name", self.names[1:])
        entity.add("country", self.countries, quiet=True)
        for prop, values in self.properties:
            entity.add(prop, values, quiet=True)
        return entity
