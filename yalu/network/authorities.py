"""The table of listing authorities (data/authorities.yaml)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that lists parties: its short name, and the words by which entries on lists are known as its."""

    code: str
    title: str
    words: tuple[str, ...]
    lists: tuple[str, ...]


@lru_cache(maxsize=1)
def authorities() -> tuple[Authority, ...]:
    """Load the authorities."""
    data = yaml.safe_load(files("yalu.network").joinpath("data/authorities.yaml").read_text(encoding="utf-8"))
    return tuple(
        Authority(entry["code"], entry["title"], tuple(entry["words"]), tuple(entry["lists"]))
        for entry in data["authorities"]
    )


@lru_cache(maxsize=1024)
def authority_code(name: str, dataset: str = "") -> str:
    """Give the short name of an authority by its name and that of its list; its own name where the table has none."""
    text, start = name.casefold(), re.split(r"[-_ .]", dataset.casefold())[0]
    for item in authorities():
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in item.words):
            return item.code
    return next((item.code for item in authorities() if start in item.lists), name or dataset)
