"""What was found in a text: hints of others (a language model, the lists), and the named parties, places and laws."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """What somebody else says of a stretch of text: a language model, or a list of names (`from_list`).

    An empty `schema` says only that it is a name.
    """

    start: int
    end: int
    schema: str
    from_list: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text that names somebody or something of a schema.

    `name` is the phrase without articles, titles and possessives. `title` is the role that stood before a person.
    `aliases` are further names given in brackets behind it. `sure` is false where only a guess speaks for the schema.
    """

    start: int
    end: int
    name: str
    schema: str
    countries: tuple[str, ...] = ()
    title: str | None = None
    aliases: tuple[str, ...] = ()
    sure: bool = True
