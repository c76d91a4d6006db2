"""OFAC's list of 28 May 2024: who is found, and who is not."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from yalu.screening import Hit, Screener

pytestmark = pytest.mark.real

LIST = Path(__file__).resolve().parents[3] / "shared/data/lists/ofac-advanced/sdn_advanced-2024-05-28.xml.bz2"


@pytest.fixture(scope="module")
def parties() -> Sequence[dict[str, Any]]:
    if not LIST.exists():
        pytest.skip("the real list is missing")
    workspace = pytest.importorskip("yalu.workspace")
    return workspace.load_list(LIST).parties  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def screener(parties: Sequence[dict[str, Any]]) -> Screener:
    return Screener(parties, "ofac-sdn")


def ask(screener: Screener, name: str, schema: str = "Person") -> list[Hit]:
    return screener.screen({"schema": schema, "properties": {"name": [name]}})


@pytest.mark.parametrize(
    "name",
    [
        "Choe Chol-min", "Choi Cheol-min", "CHOE, Chol Min", "Ch'oe Ch'ŏl-min", "최철민", "최 철민", "崔哲民",
        "Cui Zhemin", "Chulmin Choi",
    ],
)  # fmt: skip
def test_choe_chol_min_is_found_under_every_spelling(screener: Screener, name: str) -> None:
    hits = ask(screener, name)
    assert hits[0].id == "ofac-43598"
    assert hits[0].score >= 0.9


def test_his_wife_and_the_academy_are_found(screener: Screener) -> None:
    assert ask(screener, "Choe Un-jong")[0].id == "ofac-43616"
    hits = ask(screener, "Second Academy of Natural Sciences", "Organization")
    assert (hits[0].id, hits[0].score) == ("ofac-12215", 1.0)
    assert ask(screener, "Kim Jong-un")


@pytest.mark.parametrize(
    "name", ["Anthony Ruggiero", "Wi Sung-lac", "Joseph DeTrani", "Antony Blinken", "Kang Hyun-kyung"]
)
def test_people_of_the_article_who_are_not_listed(screener: Screener, name: str) -> None:
    assert ask(screener, name) == []


@pytest.mark.parametrize("schema", ["Organization", "PublicBody"])
@pytest.mark.parametrize(
    "name",
    [
        "Foundation for the Defense of Democracies",
        "The Korea Times",
        "North Korean Embassy in Beijing",
        "U.S. National Security Council",
        "Department of the Treasury",
        "Nonproliferation and Biodefense Program",
    ],
)
def test_organisations_of_the_article_which_are_not_listed(screener: Screener, name: str, schema: str) -> None:
    assert ask(screener, name, schema) == []


def test_every_listed_entity_finds_itself_first(screener: Screener, parties: Sequence[dict[str, Any]]) -> None:
    named = [party for party in parties if party["properties"].get("name")]
    for party in random.Random(43598).sample(named, 300):  # noqa: S311 - a sample, no secret
        for prop in ("name", "alias"):
            for name in party["properties"].get(prop, ()):
                hits = ask(screener, name, party["schema"])
                best = [hit.id for hit in hits if hit.score == hits[0].score]
                assert party["id"] in best, f"{name!r} does not find {party['id']} first"


def test_the_index_gives_what_a_scan_gives(screener: Screener) -> None:
    for name, schema in (("Mohammed Ali Hassan", "Person"), ("Global Shipping Trading LLC", "LegalEntity")):
        asked = {"schema": schema, "properties": {"name": [name]}}
        assert screener.screen(asked, 0.6) == screener.screen_exhaustively(asked, 0.6)
