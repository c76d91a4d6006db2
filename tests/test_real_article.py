"""The article that the project starts from, against OFAC's list of 28 May 2024, as of 19 June 2023."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yalu.documents import language_model
from yalu.investigation import investigate
from yalu.report import to_json, write_folder
from yalu.workspace import load_list

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
ARTICLE = DATA / "documents" / "korea-times-2023-06-19.txt"
LIST = DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-05-28.xml.bz2"

pytestmark = [
    pytest.mark.real,
    pytest.mark.nlp,
    pytest.mark.skipif(not ARTICLE.exists() or not LIST.exists(), reason="the real files are not here"),
    pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed"),
]


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    found = investigate([ARTICLE], [load_list(LIST)], date(2023, 6, 19), model=language_model())
    return to_json(found)


def party(answer: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [item for item in answer["parties"] if name in item["names"]]
    return found


def statuses(answer: dict[str, Any], kind: str, source: str, target: str) -> set[str]:
    ends = {party(answer, source)["id"], party(answer, target)["id"]}
    found = [link for link in answer["links"] if link["type"] == kind and {link["source"], link["target"]} == ends]
    return {link["status"] for link in found}


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Choe Chol-min", "ofac-43598"),
        ("Choe Un-jong", "ofac-43616"),
        ("Second Academy of Natural Sciences", "ofac-12215"),
        ("Kim Jong-un", "ofac-20157"),
    ],
)
def test_who_is_listed(answer: dict[str, Any], name: str, identity: str) -> None:
    found = party(answer, name)
    assert found["listed"] is True
    assert found["hits"][0]["id"] == identity


def test_spellings_and_references_are_one_party(answer: dict[str, Any]) -> None:
    assert party(answer, "Anthony Ruggiero") == party(answer, "Antony Ruggiero")
    assert party(answer, "SANS")["id"] == party(answer, "Second Academy of Natural Sciences")["id"]
    wife = party(answer, "Choe Un-jong")
    assert any(mention["quote"] == "His wife" for mention in wife["mentions"])


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        ("family_of", "Choe Chol-min", "Choe Un-jong"),
        ("represents", "Choe Chol-min", "Second Academy of Natural Sciences"),
        ("employed_by", "Choe Un-jong", "North Korean Embassy in Beijing"),
        ("sanctioned_by", "Choe Chol-min", "Office of Foreign Assets Control"),
        ("sanctioned_by", "Choe Un-jong", "Office of Foreign Assets Control"),
    ],
)
def test_links_that_the_article_states(answer: dict[str, Any], kind: str, source: str, target: str) -> None:
    assert statuses(answer, kind, source, target) & {"asserted", "alleged"}


def test_the_sanctions_are_dated_by_the_thursday_before(answer: dict[str, Any]) -> None:
    source = party(answer, "Choe Chol-min")["id"]
    assert {
        link["from"] for link in answer["links"] if link["type"] == "sanctioned_by" and link["source"] == source
    } == {"2023-06-15"}


def test_what_is_no_fact_is_kept_as_such(answer: dict[str, Any]) -> None:
    chinese = next(item for item in answer["parties"] if "Chinese nationals, companies and banks" in item["names"])[
        "id"
    ]
    of_chinese = {
        link["status"] for link in answer["links"] if link["type"] == "sanctioned_by" and link["source"] == chinese
    }
    assert {"called_for", "negated"} <= of_chinese
    assert not of_chinese & {"asserted", "alleged"}
    assert "denied" in statuses(answer, "supplied", "North Korea", "Russia")
    biden = party(answer, "Biden administration")["id"]
    assert any(
        link["status"] == "negated" and link["target"] == biden and "has not imposed" in link["evidence"][0]["quote"]
        for link in answer["links"]
    )


def test_the_unnamed_chinese_nationals_are_a_gap_and_bystanders_are_not(answer: dict[str, Any]) -> None:
    names = {item["id"]: item["names"] for item in answer["parties"]}
    gaps = [name for gap in answer["gaps"] for name in names[gap["party"]]]
    assert any("Chinese nationals" in name for name in gaps)
    for bystander in ("Anthony Ruggiero", "Wi Sung-lac", "Joseph DeTrani", "Antony Blinken"):
        assert party(answer, bystander)
        assert bystander not in gaps


def test_the_reporter_is_the_author_and_nobody_from_the_side_is_a_party(answer: dict[str, Any]) -> None:
    (document,) = answer["documents"]
    assert document["author"] == "Kang Hyun-kyung"
    assert document["publisher"] == "The Korea Times"
    assert document["published"] == "2023-06-19"
    everybody = " ".join(name for item in answer["parties"] for name in item["names"] if not item["from_list"])
    for stranger in (
        "Kang Hyun-kyung",
        "Song Ji-hyo",
        "Oh Young-jin",
        "Jaseung",
        "Hankook",
        "Shim Hyun-chul",
        "Hyundai",
    ):
        assert stranger not in everybody


def test_every_quote_of_the_article_stands_at_its_place(answer: dict[str, Any]) -> None:
    text = ARTICLE.read_bytes().decode("utf-8")
    (document,) = answer["documents"]
    places = [item for link in answer["links"] for item in link["evidence"] if item["document"] == document["id"]]
    places += [mention for item in answer["parties"] for mention in item["mentions"]]
    assert all(text[place["start"] : place["end"]] == place["quote"] for place in places)


def test_a_party_listed_after_the_day_is_not_listed_yet(answer: dict[str, Any]) -> None:
    later = [
        item for item in answer["parties"] if item["hits"] and (item["hits"][0]["listed_from"] or "") > "2023-06-19"
    ]
    assert later
    assert not any(item["listed"] for item in later)


def test_the_day_before_the_listing_the_two_are_gaps_themselves() -> None:
    before = investigate([ARTICLE], [load_list(LIST)], date(2023, 6, 14), model=language_model())
    names = {item.party.id: item.party.name for item in before.parties}
    assert "Choe Chol-min" in {names[gap.party] for gap in before.gaps}
    assert not any(item.listed for item in before.parties if item.party.name == "Choe Chol-min")


def test_the_folder_holds_valid_files(answer: dict[str, Any], tmp_path: Path) -> None:
    found = investigate([ARTICLE], [load_list(LIST)], date(2023, 6, 19), model=language_model())
    write_folder(found, tmp_path)
    assert json.loads((tmp_path / "investigation.json").read_text(encoding="utf-8")) == answer
