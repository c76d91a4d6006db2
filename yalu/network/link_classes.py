"""The table of link classes (data/link_classes.yaml)."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class LinkClass:
    """What the links of some types are, and how far they count when ways are ranked."""

    id: str
    text: str
    weight: float
    followed: bool
    types: tuple[str, ...]


@lru_cache(maxsize=1)
def link_classes() -> tuple[LinkClass, ...]:
    """Load the classes, the weightier ones first."""
    data = yaml.safe_load(files("yalu.network").joinpath("data/link_classes.yaml").read_text(encoding="utf-8"))
    return tuple(
        LinkClass(
            id=entry["id"],
            text=entry["text"],
            weight=entry["weight"],
            followed=entry["followed"],
            types=tuple(entry["types"]),
        )
        for entry in data["classes"]
    )


@lru_cache(maxsize=1)
def _by_type() -> dict[str, LinkClass]:
    return {name: item for item in link_classes() for name in item.types}


def class_of(link_type: str) -> LinkClass:
    """Give the class of a link type.

    Raises:
        KeyError: there is no such type.
    """
    return _by_type()[link_type]


def followed_types() -> frozenset[str]:
    """Give the link types that a trace follows unless it is told otherwise."""
    return frozenset(name for item in link_classes() if item.followed for name in item.types)
