"""The lists that Yalu knows where to get: `data/catalog.yaml`, as data."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from yalu.lists.recognise import ListFormat
from yalu.model import ListError


@dataclass(frozen=True, slots=True)
class ListSource:
    """Where an authority publishes a list.

    `name` is the name of the list in Yalu, `format` what the file at `url` is. `beside` are the addresses of files that
    belong to it. `checksum` is the address of a SHA-256 of the file, where one is published. `pull` says whether the
    address gives the file to a program without more ado. `noted` is the day on which the entry was written down,
    `source` the authority's page that names the address.
    """

    name: str
    title: str
    authority: str
    url: str
    format: ListFormat
    source: str
    noted: str
    file: str
    beside: tuple[str, ...] = ()
    checksum: str = ""
    pull: bool = True
    default: bool = True
    note: str = ""


@cache
def catalog() -> tuple[ListSource, ...]:
    """Give all lists that Yalu knows where to get, in the order in which they are shown."""
    text = files("yalu.lists").joinpath("data/catalog.yaml").read_text(encoding="utf-8")
    return tuple(
        ListSource(**{**item, "format": ListFormat[item["format"]], "beside": tuple(item.get("beside", ()))})
        for item in yaml.safe_load(text)
    )


def source_of(name: str) -> ListSource:
    """Give the source of a list by its name.

    Raises:
        ListError: there is none.
    """
    for source in catalog():
        if source.name == name:
            return source
    known = ", ".join(source.name for source in catalog())
    raise ListError(name, "the catalog has no list of this name", remedy=f"it has {known}")
