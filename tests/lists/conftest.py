"""The hand-written sample and the real files, each read once, and what compares a file with its snapshot."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from followthemoney.types import registry
from lxml import etree

from yalu.lists import ListSnapshot, read_list
from yalu.lists.xml_lists.dates import partial

FIXTURES = Path(__file__).parent / "fixtures"
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists"


@pytest.fixture(scope="session")
def sample_file() -> Path:
    return FIXTURES / "advanced-sample.xml"


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> ListSnapshot:
    return read_list(sample_file)


def real_file(day: str) -> Path:
    path = DATA / "ofac-advanced" / f"sdn_advanced-{day}.xml.bz2"
    if not path.exists():
        pytest.skip("the real list is missing")
    return path


@pytest.fixture(scope="session")
def may_file() -> Path:
    return real_file("2024-05-28")


@pytest.fixture(scope="session")
def may_2024(may_file: Path) -> ListSnapshot:
    return read_list(may_file)


@pytest.fixture(scope="session")
def december_2024() -> ListSnapshot:
    return read_list(real_file("2024-12-19"))


class SnapshotTexts:
    """All that a snapshot says of each party, to look for the texts of the file in it."""

    def __init__(self, snapshot: ListSnapshot) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        owners: dict[str, list[str]] = defaultdict(list)
        for entity in snapshot.entities:
            for address in entity["properties"].get("addressEntity", ()):
                owners[address].append(entity["id"])
        for entity in snapshot.entities:
            holders = entity["properties"].get("holder") or owners.get(entity["id"]) or [entity["id"]]
            for holder in holders:
                self._words[holder] += [entity["id"], *entity["properties"]]
                self._words[holder] += [text for texts in entity["properties"].values() for text in texts]
        for item in snapshot.designations:
            self._words[item.party] += [*item.programs, item.interval.start or "", item.interval.end or ""]
        for link in snapshot.links:
            for end in (link.source, link.target):
                self._words[end] += [link.role or "", link.source, link.target]
        self._whole: dict[str, str] = {}

    def missing(self, record: Any, party: str, said_otherwise: frozenset[str]) -> list[str]:
        """Give the texts and attribute values of a record that stand in no value of its party and what belongs to it.

        A word that is part of a property's name ("Passport": passportNumber) stands there.
        `said_otherwise` are the names of elements and attributes whose words become the choice of a property or schema.
        """
        whole = self._whole.setdefault(party, "\n".join(map(plain, self._words[party])))
        found = []
        for element in record.iter(etree.Element):
            name = etree.QName(element).localname
            texts = [(name, element.text or "")]
            texts += [(etree.QName(key).localname, value) for key, value in element.attrib.items()]
            found += [
                f"{name} {place}: {text.strip()}"
                for place, text in texts
                if text.strip() and place not in said_otherwise and not stands_in(text, whole)
            ]
        return found


def stands_in(text: str, whole: str) -> bool:
    """Whether a text stands in another as it is or as cleaning writes it, or all its parts between semicolons do."""
    parts = [part for part in text.split(";") if part.strip()]
    return any(form in whole for form in forms(text)) or all(plain(part) in whole for part in parts)


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def forms(text: str) -> set[str]:
    """A text with folded white space, and in the one right form that cleaning gives to values of a type."""
    text = " ".join(text.split())
    number = re.sub(r"[,\s]|^IMO", "", text)
    cleaned = (
        registry.country.clean(text),
        registry.gender.clean(text),
        registry.url.clean(text),
        registry.phone.clean(text),
        registry.email.clean(text),
        partial(text),
        number if number.isdigit() else None,
    )
    return {plain(form) for form in (text, *cleaned) if form}


@pytest.fixture(scope="session")
def snapshot_texts() -> type[SnapshotTexts]:
    return SnapshotTexts


@pytest.fixture(scope="session")
def lists_folder() -> Path:
    if not DATA.exists():
        pytest.skip("the real lists are missing")
    return DATA
