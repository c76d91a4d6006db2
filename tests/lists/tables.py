"""Helpers for the tests of lists that are published as tables."""

import re
import unicodedata
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
