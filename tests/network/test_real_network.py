"""OFAC's own relations: the network around Choe Chol Min, and the gaps on the eve of 24 July 2024."""

from datetime import date
from pathlib import Path

import pytest

from yalu import load_list, load_network
from yalu.network import GapQuestion, Scope
from yalu.workspace import NetworkInput

pytestmark = pytest.mark.real

FILE = Path(__file__).resolve().parents[3] / "shared/data/lists/ofac-advanced/sdn_advanced-2024-12-19.xml.bz2"
CHOE, ACADEMY, SHI = "ofac-43598", "ofac-12215", "ofac-49741"
LISTED_ON_24_JULY = {
    "Shi Qianpei",
    "Chen Tianxin",
    "Du Jiaxin",
    "Wang Dongliang",
    "Shi Anhui",
    "Han Dejian",
    "Yidatong Tianjin Metal Materials Co., Ltd",
    "Beijing Sanshunda Electronics Science and Technology Co., Ltd.",
    "Qidong Hengcheng Electronics Factory",
    "Shenzhen City Mean Well Electronics Co., Ltd.",
    "Beijing Jinghua Qidi Electronic Technology Co., Ltd.",
}
"""Treasury's press release of 24 July 2024 names six people and five companies."""


@pytest.fixture(scope="module")
def loaded() -> NetworkInput:
    if not FILE.exists():
        pytest.skip(f"{FILE.name} is not here")
    return load_network([load_list(FILE)])


def test_choe_chol_min_acts_for_the_second_academy_and_shi_qianpei_supports_him(loaded: NetworkInput) -> None:
    assert loaded.party("Choe Chol Min") == loaded.party("43598") == CHOE
    trace = loaded.network.trace(CHOE, depth=1, scope=Scope(inferred=False))
    ties = {(tie.source, tie.type, tie.target): tie for tie in trace.ties}
    assert set(ties) == {(CHOE, "represents", ACADEMY), (SHI, "supplied", CHOE)}
    assert [item.quote for item in ties[SHI, "supplied", CHOE].evidence] == [
        "Shi Qianpei: Providing support to: Choe Chol Min"
    ]
    since = {party: loaded.network.listings.of(party, date(2024, 12, 19))[0].since for party in (CHOE, ACADEMY, SHI)}
    assert since == {CHOE: "2023-06-15", ACADEMY: "2010-08-30", SHI: "2024-07-24"}


def test_on_the_eve_of_the_listing_the_gaps_are_exactly_the_eleven_and_the_day_after_none(loaded: NetworkInput) -> None:
    network = loaded.network
    eve = network.gaps(GapQuestion(date(2024, 7, 23)), near=CHOE)
    assert {network.name(party) for party in eve.parties} == LISTED_ON_24_JULY
    assert len(eve.parties) == 11
    assert all(network.link(key).interval.start is None for gap in eve.gaps for key in gap.links)
    assert any("stand only in sources later than 2024-07-23" in note and "no forecast" in note for note in eve.notes)
    assert not network.gaps(GapQuestion(date(2024, 7, 25)), near=CHOE).gaps


def test_a_trace_of_depth_four_finds_a_thousand_parties_around_a_large_one(loaded: NetworkInput) -> None:
    tanker_company = loaded.party("National Iranian Tanker Company")
    assert len(loaded.network.trace(tanker_company, depth=4, limit=5000).parties) > 1000


def test_choe_un_jong_has_no_relation_in_the_file_at_all(loaded: NetworkInput) -> None:
    assert not loaded.network.trace("ofac-43616", depth=4, scope=Scope(inferred=False)).ties
