"""Descriptions as bills of lading write them: who did not look, and what a garment is made of."""

from datetime import date

import pytest

from yalu import check_goods
from yalu.goods.codes import bare
from yalu.goods.vocabulary import terms

DAY = date(2024, 6, 1)


def headings(text: str) -> set[str]:
    return {bare(code)[:4] for match in check_goods(text, DAY).matches for code in match.codes}


@pytest.mark.parametrize("said", ["STC", "S.T.C.", "said to contain", "SLAC"])
def test_what_a_container_is_said_to_hold_is_what_it_holds(said: str) -> None:
    assert "2701" in headings(f"1X40HC {said} 22 pallets anthracite in jumbo bags")


def test_what_a_thing_contains_is_still_not_the_thing() -> None:
    assert "2701" not in headings("water filter containing anthracite")


def test_the_fibre_behind_a_garment_describes_it() -> None:
    assert headings("work trousers cotton drill") >= {"6203"}
    assert not {"52", "5209"} & headings("work trousers cotton drill")
    assert headings("cotton drill 20x16") & {"5208", "5209"}


def test_no_two_tables_claim_one_phrase_in_vain() -> None:
    assert all(term.codes for term in terms().values())
    assert len(terms()) > 600
