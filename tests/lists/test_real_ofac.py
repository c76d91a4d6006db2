"""The real lists: what is in the file is in the snapshot."""

import bz2
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from lxml import etree

from yalu.lists import ListSnapshot, read_list
from yalu.model import LINK_TYPES, Interval, Link, ListError

pytestmark = pytest.mark.real

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "lists.md"
NAMES = ("name", "alias", "weakAlias", "previousName")
LISTED = ("Person", "Organization", "Company", "Vessel", "Airplane")


RECORDS = ("DistinctParty", "IDRegDocument", "Location", "ProfileRelationship", "SanctionsEntry")


class RawFile:
    """The file once more, read by nothing but lxml: element names, and names and document numbers by party."""

    def __init__(self, path: Path) -> None:
        content = bz2.decompress(path.read_bytes())
        self.elements = {name.decode() for name in set(re.findall(rb"<([A-Za-z]+)", content))}
        self.names: dict[str, set[str]] = {}
        self.numbers: dict[str, set[str]] = {}
        by_identity: dict[str, set[str]] = {}
        for _, element in etree.iterparse(BytesIO(content), tag=[f"{{*}}{name}" for name in RECORDS]):
            name = etree.QName(element).localname
            if name == "IDRegDocument":
                number = element.findtext("{*}IDRegistrationNo")
                by_identity.setdefault(element.get("IdentityID"), set()).add(signs(number))
            elif name == "DistinctParty":
                party = f"ofac-{element.get('FixedRef')}"
                self.names[party] = {written(documented) for documented in element.iter("{*}DocumentedName")}
                for identity in element.iter("{*}Identity"):
                    self.numbers.setdefault(party, set()).update(by_identity.pop(identity.get("ID"), ()))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        assert not by_identity


def written(documented: Any) -> str:
    return letters("".join(part.text for part in documented.iter("{*}NamePartValue")))


def letters(text: str) -> str:
    """A name without the order of its parts: the reader may turn "Last First" into "First Last"."""
    return "".join(sorted(re.sub(r"\s", "", text)))


def signs(text: str) -> str:
    """A number without the punctuation that cleaning may drop, and without the letters that it puts before."""
    return re.sub(r"[\W_]", "", text).upper().removeprefix("IMO")


@pytest.fixture(scope="module")
def raw_may(may_file: Path) -> RawFile:
    return RawFile(may_file)


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, Any]]:
    return {entity["id"]: entity for entity in snapshot.entities}


def listed(snapshot: ListSnapshot) -> Iterator[dict[str, Any]]:
    return (entity for entity in snapshot.parties if entity["schema"] in LISTED)


def links_between(snapshot: ListSnapshot, source: str, target: str) -> list[Link]:
    return [link for link in snapshot.links if (link.source, link.target) == (source, target)]


@pytest.mark.parametrize(
    ("issue", "parties", "aliases", "relations"),
    [("may_2024", 14_984, 36_786, 6_377), ("december_2024", 16_983, 40_567, 7_025)],
)
def test_the_counts_are_those_of_the_file(
    request: pytest.FixtureRequest, issue: str, parties: int, aliases: int, relations: int
) -> None:
    snapshot: ListSnapshot = request.getfixturevalue(issue)
    assert sum(1 for _ in listed(snapshot)) == snapshot.counts["parties"] == parties
    assert snapshot.counts["aliases"] == aliases
    assert len(snapshot.links) == len({link.id for link in snapshot.links}) == relations
    assert len(snapshot.designations) == snapshot.counts["entries"]
    assert snapshot.counts["unread"] == 0


def test_every_name_in_is_a_name_out_and_no_other(may_2024: ListSnapshot, raw_may: RawFile) -> None:
    out = {
        entity["id"]: {letters(text) for name in NAMES for text in entity["properties"].get(name, ())}
        for entity in listed(may_2024)
    }
    assert out == raw_may.names


def test_every_document_number_is_a_value_of_its_holder(may_2024: ListSnapshot, raw_may: RawFile) -> None:
    entities = by_id(may_2024)
    for party, numbers in raw_may.numbers.items():
        values = {signs(value) for items in entities[party]["properties"].values() for value in items}
        assert not numbers - values, party


def test_the_documentation_says_where_every_element_goes(raw_may: RawFile) -> None:
    documented = DOCS.read_text("utf-8")
    kinds = {name.removesuffix("Values") for name in raw_may.elements if name.endswith("Values")}
    missing = {
        name for name in raw_may.elements - kinds if not name.endswith("Values") and f"`{name}`" not in documented
    }
    assert missing == set()


def test_every_entity_is_valid_followthemoney_and_ids_are_unique(december_2024: ListSnapshot) -> None:
    ids = by_id(december_2024)
    assert len(ids) == len(december_2024.entities)
    for entity in december_2024.entities:
        model.get_proxy(entity).schema.validate(entity)


def test_links_and_designations_only_speak_of_parties_of_the_list(may_2024: ListSnapshot) -> None:
    ids = {entity["id"] for entity in listed(may_2024)}
    assert {end for link in may_2024.links for end in (link.source, link.target)} <= ids
    assert {designation.party for designation in may_2024.designations} == ids
    assert all(designation.interval.start for designation in may_2024.designations)


def test_links_fit_the_edges_of_followthemoney(december_2024: ListSnapshot) -> None:
    ids = by_id(december_2024)
    misfits: Counter[str] = Counter()
    for link in december_2024.links:
        link_type = LINK_TYPES[link.type]
        edge = model.schemata[link_type.schema]
        for end, name in ((link.source, link_type.source), (link.target, link_type.target)):
            wanted = edge.properties[name].range
            schema = model.schemata[ids[end]["schema"]]
            if wanted is not None and not schema.is_a(wanted):
                misfits[link.type] += 1
    assert misfits == {}


def test_choe_chol_min_acts_for_the_second_academy(may_2024: ListSnapshot) -> None:
    person = by_id(may_2024)["ofac-43598"]
    assert person["properties"]["name"] == ["Choe Chol Min"]
    assert {"崔哲民", "최철민"} <= set(person["properties"]["alias"])
    assert person["properties"]["birthDate"] == ["1978-04-03"]
    (link,) = links_between(may_2024, "ofac-43598", "ofac-12215")
    assert (link.type, link.role) == ("represents", "Acting for or on behalf of")
    (designation,) = (item for item in may_2024.designations if item.party == "ofac-43598")
    assert designation.interval == Interval("2023-06-15", None)
    assert "NPWMD" in designation.programs


def test_shi_qianpei_supports_choe_chol_min_since_july_2024(
    may_2024: ListSnapshot, december_2024: ListSnapshot
) -> None:
    assert "ofac-49741" not in by_id(may_2024)
    (link,) = links_between(december_2024, "ofac-49741", "ofac-43598")
    assert (link.type, link.role) == ("supplied", "Providing support to")


def test_well_known_owners_own(may_2024: ListSnapshot) -> None:
    names = {entity["id"]: entity["properties"]["name"][0] for entity in listed(may_2024)}
    owned = {(names[link.source], names[link.target]) for link in may_2024.links if link.type == "owns"}
    assert {
        ("Gooryong Shipping Co Ltd", "Goo Ryong"),
        ("Alisher Burhanovich Usmanov", "Dilbar"),
        ("Naser KELMENDI", "HOTEL CASA GRANDE - Sarajevo, Bosnia and Herzegovina"),
        ("Igor Dodik", "Global Liberty d.o.o. Laktasi"),
    } <= owned


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("ofac-changes/sdn-2024-05-04-empty.csv", "the file is empty"),
    ],
)
def test_lists_of_other_formats_are_refused_by_name(file: str, reason: str) -> None:
    if not (DATA / file).exists():
        pytest.skip("the real list is missing")
    with pytest.raises(ListError, match=reason):
        read_list(DATA / file)


@pytest.mark.parametrize("currency", ["XBT", "ETH", "XMR", "USDT"])
def test_the_wallets_are_those_that_others_found(december_2024: ListSnapshot, currency: str) -> None:
    file = DATA / "wallets" / f"sanctioned_addresses_{currency}.txt"
    ours = {
        address
        for entity in december_2024.entities
        if entity["schema"] == "CryptoWallet" and currency in entity["properties"]["currencySymbol"]
        for name in ("publicKey", "name")
        for address in entity["properties"].get(name, ())
    }
    assert set(file.read_text("utf-8").split()) <= ours
