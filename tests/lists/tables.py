"""Helpers for the tests of lists that are published as tables."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.types import registry
from hypothesis import strategies as st

from yalu.lists import ListSnapshot, read_list
from yalu.model import ListError

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "lists.md"


def real(file: str) -> Path:
    if not (DATA / file).exists():
        pytest.skip("the real list is missing")
    return DATA / file


def refusal(path: Path) -> str:
    with pytest.raises(ListError) as caught:
        read_list(path)
    assert caught.value.remedy
    return str(caught.value)


def entity(snapshot: ListSnapshot, identity: str) -> dict[str, Any]:
    return next(item for item in snapshot.entities if item["id"] == identity)


def values(snapshot: ListSnapshot, identity: str) -> dict[str, list[str]]:
    properties: dict[str, list[str]] = entity(snapshot, identity)["properties"]
    return properties


def assert_valid(snapshot: ListSnapshot) -> None:
    """All entities pass followthemoney, ids are unique, and links and designations speak of entities of the list."""
    ids = {item["id"] for item in snapshot.entities}
    assert len(ids) == len(snapshot.entities)
    for item in snapshot.entities:
        model.get_proxy(item).schema.validate(item)
        for name, found in item["properties"].items():
            prop = model.schemata[item["schema"]].properties[name]
            assert all(prop.type.validate(value) for value in found if prop.type is registry.country), item
    assert {end for link in snapshot.links for end in (link.source, link.target)} <= ids
    assert {designation.party for designation in snapshot.designations} <= ids


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def letters(text: str) -> str:
    """A name without the order of its parts, which the reader may turn."""
    return "".join(sorted(re.sub(r"[\W_]", "", text.casefold())))


def country(text: str) -> str:
    return registry.country.clean(text, fuzzy=False) or text


class Kept:
    """All that a snapshot holds of each party: its values, those of what belongs to it, and its designations."""

    def __init__(self, snapshot: ListSnapshot) -> None:
        self.values: dict[str, list[str]] = defaultdict(list)
        for item in snapshot.entities:
            owners = item["properties"].get("holder") or [item["id"]]
            for owner in owners:
                self.values[owner] += [item["id"], *(value for found in item["properties"].values() for value in found)]
        addresses = {item["id"]: item for item in snapshot.entities if item["schema"] == "Address"}
        for item in snapshot.entities:
            for address in item["properties"].get("addressEntity", ()):
                found = addresses[address]["properties"].values()
                self.values[item["id"]] += [address, *(value for values in found for value in values)]
        for designation in snapshot.designations:
            interval = designation.interval
            dates = [date for date in (interval.start, interval.end) if date]
            self.values[designation.party] += [designation.authority, *designation.programs, *dates]
        self.text = {party: folded("\n".join(found)) for party, found in self.values.items()}
        self.letters = {party: {letters(value) for value in found} for party, found in self.values.items()}

    def has(self, party: str, text: str, *readings: Callable[[str], str]) -> bool:
        """Whether the party's values hold the text, as it stands or in one of the readings."""
        return any(folded(read(text)) in self.text[party] for read in (str, *readings))

    def has_name(self, party: str, text: str) -> bool:
        return letters(text) in self.letters[party]


def damaged(samples: bytes) -> st.SearchStrategy[bytes]:
    """Samples cut off, with a byte changed, put in or taken out."""
    places = st.integers(0, len(samples) - 1)
    one = st.binary(min_size=0, max_size=2)
    cut = places.map(lambda place: samples[:place])
    changed = st.tuples(places, one).map(lambda item: samples[: item[0]] + item[1] + samples[item[0] + 1 :])
    return cut | changed


def read_or_refuse(path: Path) -> ListSnapshot | None:
    """Read a file that may be damaged; anything but a `ListError` fails the test."""
    with suppress(ListError):
        snapshot = read_list(path)
        assert_valid(snapshot)
        assert snapshot.parties
        return snapshot
    return None


def missing(cells: Iterable[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """Give party and text of all cells that were not kept, a few of them."""
    return [(party, text) for party, text, kept in cells if not kept][:20]
