"""OFAC's own tables, once more read by nothing but the csv module."""

import csv
from collections import Counter

import pytest

from tests.lists.tables import assert_valid, real, refusal, values
from yalu.lists import ListSnapshot, read_list

pytestmark = pytest.mark.real

NULL = "-0- "


@pytest.fixture(scope="module")
def december_2023() -> ListSnapshot:
    return read_list(real("ofac-csv-2023-12-28"))


def rows(name: str) -> list[list[str]]:
    text = real(f"ofac-csv-2023-12-28/{name}").read_text("ascii").rstrip("\x1a")
    return [[cell if cell != NULL else "" for cell in row] for row in csv.reader(text.splitlines(keepends=True))]


def test_the_counts_are_those_of_the_files(december_2023: ListSnapshot) -> None:
    assert_valid(december_2023)
    counts = dict(december_2023.counts)
    assert (counts["parties"], counts["aliases"], counts["addresses"]) == (13_821, 17_091, 18_990)
    assert (counts["comments"], counts["comments without a party"], counts["remarks cut off"]) == (13, 3, 7)
    assert len(december_2023.designations) == 13_821


def test_the_kind_of_every_party_is_kept(december_2023: ListSnapshot) -> None:
    kinds = {"Person": "individual", "Vessel": "vessel", "Airplane": "aircraft"}
    schemata = {item["id"]: item["schema"] for item in december_2023.parties}
    assert all(kinds.get(schemata[f"ofac-{row[0]}"], "") == row[2] for row in rows("sdn.csv"))


def test_one_week_adds_ten() -> None:
    before, after = (read_list(real(f"ofac-changes/sdn-2023-06-{day}.csv")) for day in ("08", "16"))
    assert (before.counts["parties"], after.counts["parties"]) == (12_619, 12_629)
    names = [{item.party for item in snapshot.designations} for snapshot in (before, after)]
    assert not names[0] - names[1]
    assert {"ofac-43598", "ofac-43616"} <= names[1] - names[0]
    assert values(after, "ofac-43598")["name"] == ["CHOE Chol Min"]
    assert values(after, "ofac-43616")["name"] == ["CHOE Un Jong"]


def test_a_publication_that_failed_is_refused() -> None:
    assert "the file is empty" in refusal(real("ofac-changes/sdn-2024-05-04-empty.csv"))


def test_the_advanced_file_names_the_same_parties(december_2023: ListSnapshot, may_2024: ListSnapshot) -> None:
    """Five months lie between the two: 114 parties are gone, 1,277 new, and seven have another main name.

    The nine names in another order are two with "Jr.", a pair of quotes, and six in which OFAC moved the parts or,
    for two Japanese, gave a script from which the advanced reader takes the order.
    """
    ours, theirs = (
        {
            item["id"]: item["properties"]["name"][0].casefold()
            for item in snapshot.parties
            if "Crypto" not in item["schema"]
        }
        for snapshot in (december_2023, may_2024)
    )
    shared = ours.keys() & theirs.keys()
    assert (len(shared), len(theirs.keys() - shared)) == (13_707, 1_277)
    differing = {key for key in shared if ours[key] != theirs[key]}
    reordered = {key for key in differing if _words(ours[key]) == _words(theirs[key])}
    assert len(differing) == 16
    assert {"ofac-10851", "ofac-10853", "ofac-18318", "ofac-20382", "ofac-20383"} <= reordered
    assert len(reordered) == 9
    assert differing - reordered == {f"ofac-{number}" for number in (7489, 7522, 9443, 23475, 26785, 39693, 46498)}


def _words(name: str) -> Counter[str]:
    return Counter("".join(sign if sign.isalnum() else " " for sign in name).split())
