"""The input of a network: lists and links joined, parties found by id or name, nothing guessed."""

import json
from datetime import date
from pathlib import Path

import pytest

from yalu import investigate, load_list, load_network
from yalu.model import InputError, PartyError
from yalu.report import dumps
from yalu.workspace import NetworkInput, twins_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "public-parties.ftm.json"


@pytest.fixture(scope="module")
def listed() -> NetworkInput:
    return load_network([load_list(EXAMPLE, cache=False)], cache=False)


@pytest.mark.parametrize("text", ["ofac-43598", "43598", "Choe Chol Min", "choe  chol-min", "Choi Cheol-min"])
def test_a_party_is_found_by_id_number_name_and_other_spelling(listed: NetworkInput, text: str) -> None:
    assert listed.party(text) == "ofac-43598"


def test_who_is_not_there_is_refused(listed: NetworkInput) -> None:
    with pytest.raises(PartyError, match="no party is called"):
        listed.party("Zebulon Quist")
    with pytest.raises(PartyError, match="empty"):
        listed.party("  ")


def test_several_of_one_name_are_shown_with_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text(
        "source,source_name,source_country,type,target,target_name\na,Ann Lee,cn,owns,x,X\nb,Ann Lee,kp,owns,x,X\n"
    )
    with pytest.raises(PartyError) as refused:
        load_network([], [path], cache=False).party("Ann Lee")
    assert "may mean 2 parties" in str(refused.value)
    assert "  a  Ann Lee, LegalEntity, cn" in str(refused.value)
    assert "  b  Ann Lee, LegalEntity, kp" in str(refused.value)


def test_a_party_of_the_links_stands_under_the_id_of_the_listed_one(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("source,type,target\nDandong Example Trading,supplied,Choi Chol-min\n")
    found = load_network([load_list(EXAMPLE, cache=False)], [path], cache=False)
    assert [(item.party, item.listed) for item in found.matches] == [("Choi Chol-min", "ofac-43598")]
    assert "taken to be Choe Chol Min (ofac-43598)" in found.notes[0]
    ties = found.network.trace("ofac-43598", depth=1).ties
    assert ("Dandong Example Trading", "supplied") in {(tie.source, tie.type) for tie in ties}
    apart = load_network([load_list(EXAMPLE, cache=False)], [path], match=False, cache=False)
    assert not apart.matches
    assert "Choi Chol-min" in apart.network


def test_an_investigation_is_read_back_with_its_parties_and_listings(tmp_path: Path) -> None:
    article = EXAMPLE.parent / "beijing-procurement.txt"
    snapshot = load_list(EXAMPLE, cache=False)
    found = investigate([article], [snapshot], date(2023, 6, 19))
    (tmp_path / "investigation.json").write_text(dumps(found), encoding="utf-8")
    alone = load_network([], [tmp_path], cache=False).network
    assert {link.id for link in alone.links} == {link.id for link in found.links}
    choe = next(item.party.id for item in found.parties if item.same_as == "ofac-43598")
    assert alone.listings.is_listed(choe, date(2023, 6, 19))
    joined = load_network([snapshot], [tmp_path], cache=False).network
    assert choe not in joined
    assert len(joined.trace("ofac-43598", depth=1).parties) > 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n "a": ', "no JSON"),
        ('{\n "a": 1}', "no investigation"),
        (json.dumps({"parties": [{"id": 1}], "links": [], "lists": []}, indent=1), "no investigation"),
    ],
)
def test_a_broken_investigation_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "investigation.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        load_network([], [path], cache=False)


def test_two_lists_are_matched_with_the_score(tmp_path: Path) -> None:
    other = tmp_path / "other.ftm.json"
    person = {"id": "un-7", "schema": "Person", "properties": {"name": ["CHOE Chol-min"], "topics": ["sanction"]}}
    sanction = {
        "id": "un-7-s",
        "schema": "Sanction",
        "properties": {"entity": ["un-7"], "authority": ["United Nations"], "startDate": ["2020-01-01"]},
    }
    other.write_text("\n".join(map(json.dumps, (person, sanction))))
    lists = [load_list(EXAMPLE, cache=False), load_list(other, cache=False)]
    matched = load_network(lists, cache=False)
    entries = matched.network.listings.of("ofac-43598", date(2024, 1, 1))
    assert {item.code for item in entries} == {"us", "un"}
    assert all(0.85 <= item.score <= 1 for item in entries)
    assert matched.party("un-7") == "ofac-43598"
    assert "un-7" not in matched.network.parties
    assert "CHOE Chol-min" in matched.network.entities["ofac-43598"]["properties"]["name"]
    apart = load_network(lists, cache=False, match=False)
    assert {"un-7", "ofac-43598"} <= set(apart.network.parties)


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_payments_and_shipments_are_flows_whatever_the_order_of_their_files() -> None:
    files = [*sorted((EXAMPLES / "payments").iterdir()), EXAMPLES / "shipments.csv"]
    one, other = load_network([], files), load_network([], [*reversed(files), files[0]])
    assert one.network.links == other.network.links
    assert {"paid", "supplied", "transports"} <= {link.type for link in one.network.links}
    assert any("wire-transfers.csv (line 4)" in note for note in one.notes)


def test_a_flow_in_one_currency_has_the_exact_sum_of_its_payments(tmp_path: Path) -> None:
    for number, amount in enumerate(("10.10", "20.20")):
        rows = f"debtor,creditor,amount,currency,date\nInvented A,Invented B,{amount},EUR,2024-01-0{number + 1}\n"
        (tmp_path / f"{number}.csv").write_text(rows, encoding="utf-8")
    (link,) = load_network([], sorted(tmp_path.iterdir())).network.links
    assert (link.type, link.amount, link.currency) == ("paid", "30.30", "EUR")
    assert (link.interval.start, link.interval.end) == ("2024-01-01", "2024-01-02")


def person(identity: str, name: str, authority: str) -> list[dict[str, object]]:
    return [
        {"id": identity, "schema": "Person", "properties": {"name": [name], "topics": ["sanction"]}},
        {"id": f"{identity}-s", "schema": "Sanction", "properties": {"entity": [identity], "authority": [authority]}},
    ]


def test_no_party_is_one_with_two_of_another_list(tmp_path: Path) -> None:
    """Two entries of one list that both fit an entry of another are to be checked, and none is taken for it."""
    files = {
        "us": [*person("us-1", "Kim Reed Song", "OFAC"), *person("us-2", "Kim Reed Song", "OFAC")],
        "un": person("un-1", "Kim Reed Song", "United Nations"),
    }
    for name, entities in files.items():
        (tmp_path / f"{name}.ftm.json").write_text("\n".join(map(json.dumps, entities)))
    twins = twins_of([load_list(tmp_path / f"{name}.ftm.json", cache=False) for name in files], cache=False)
    assert {(party, twin.party, twin.sure) for party, group in twins.items() for twin in group} == {
        ("us-1", "un-1", False),
        ("us-2", "un-1", False),
        ("un-1", "us-1", False),
        ("un-1", "us-2", False),
    }


def test_a_party_of_the_links_that_two_lists_name_is_found_on_both(tmp_path: Path) -> None:
    names = {"us": "OFAC", "un": "United Nations"}
    for name, authority in names.items():
        (tmp_path / f"{name}.ftm.json").write_text(
            "\n".join(map(json.dumps, person(f"{name}-1", "Kim Reed Song", authority)))
        )
    links = tmp_path / "links.csv"
    links.write_text("source,type,target\nWillow Weir,supplied,Kim Reed Song\n")
    loaded = load_network(
        [load_list(tmp_path / f"{name}.ftm.json", cache=False) for name in names], [links], cache=False
    )
    assert set(loaded.network.parties) == {"Willow Weir", "un-1"}
    assert loaded.party("Kim Reed Song") == loaded.party("us-1") == "un-1"
