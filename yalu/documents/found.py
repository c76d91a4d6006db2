"""What the reader finds in a text, before it knows who is who."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text that names (or, if `unnamed`, describes) somebody of a schema.

    `name` is the phrase without articles, titles and possessives. `title` is the role that stood before a person.
    `aliases` are further names given in brackets behind it. `sure` is false where only a guess speaks for the schema.
    """

    start: int
    end: int
    name: str
    schema: str
    countries: tuple[str, ...] = ()
    unnamed: bool = False
    title: str | None = None
    aliases: tuple[str, ...] = ()
    sure: bool = True
