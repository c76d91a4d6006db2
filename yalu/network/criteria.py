"""The table of designation criteria (data/criteria.yaml)."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Criterion:
    """What an authority may base a listing on, and the links that bear on it.

    `bears` pairs a link type with the end ("source", "target", "either") at which the unlisted party stands.
    `open_question` is what such a link alone leaves open. `chains` says that a path of such links counts as well,
    `past` that conduct which had ended by the day still counts.
    """

    id: str
    text: str
    source: str
    since: str
    bears: tuple[tuple[str, str], ...]
    open_question: str
    chains: bool = False
    past: bool = False


@lru_cache(maxsize=1)
def criteria() -> tuple[Criterion, ...]:
    """Load the criteria, the weightier ones first."""
    data = yaml.safe_load(files("yalu.network").joinpath("data/criteria.yaml").read_text(encoding="utf-8"))
    return tuple(
        Criterion(
            id=entry["id"],
            text=entry["text"],
            source=entry["source"],
            since=entry["since"],
            bears=tuple((bearing["link"], bearing["party"]) for bearing in entry["bears"]),
            open_question=entry["open_question"],
            chains=entry.get("chains", False),
            past=entry.get("past", False),
        )
        for entry in data["criteria"]
    )
