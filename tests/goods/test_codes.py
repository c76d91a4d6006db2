"""Codes of the Harmonized System: what is one, what is refused, and that more digits lose no chapter."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from yalu.goods import check_goods, read_code
from yalu.goods.codes import is_code, other_editions
from yalu.model import GoodsError

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("84", "84"), ("8482.10", "848210"), ("HS 8482 10 90", "84821090"), ("hs-code: 8482.10.90.00", "8482109000")],
)
def test_a_code_is_read_in_its_usual_forms(text: str, digits: str) -> None:
    assert is_code(text)
    assert read_code(text).digits == digits


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("77", "kept free"),
        ("9801", "each country's own"),
        ("0012", "no chapter 00"),
        ("8299", "no edition"),
        ("848", "3 digits"),
        ("84821012345", "11 digits"),
        ("80810", "write 0808.10"),
        ("8482.1a", "no HS code"),
    ],
)
def test_an_impossible_code_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(GoodsError, match=reason):
        read_code(text)


@pytest.mark.parametrize(
    ("code", "editions"), [("8806", (2022,)), ("8803", (2012, 2017)), ("8469", (2012,)), ("8482", (2012, 2017, 2022))]
)
def test_a_heading_belongs_to_its_editions(code: str, editions: tuple[int, ...]) -> None:
    assert read_code(code).editions == editions


def test_a_heading_of_an_older_edition_is_followed_to_the_newer_one() -> None:
    assert other_editions("880330") == ("8807", "880730")
    check = check_goods("8803.30", DAY)
    assert any(finding.rule.startswith("chpl") for finding in check.findings)
    assert any("no longer has it" in note for note in check.notes)


def test_a_subheading_that_is_none_is_told() -> None:
    assert any("no such subheading" in note for note in check_goods("8482.11", DAY).notes)


HEADINGS = ["8482", "8471", "0306", "2701", "7208", "8901", "1201", "4403", "2519", "6203"]


@given(st.sampled_from(HEADINGS), st.text("0123456789", min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_more_digits_never_lose_what_bans_the_chapter(heading: str, rest: str) -> None:
    def whole(code: str) -> set[str]:
        return {finding.rule for finding in check_goods(code, DAY).findings if not finding.partly}

    rules = [whole((heading + rest)[:length]) for length in (2, 4, 6, 8, 10)]
    for shorter, longer in pairwise(rules):
        assert shorter <= longer


def test_a_wide_code_takes_in_narrower_rules_in_part() -> None:
    check = check_goods("2616", DAY, origin="KP")
    silver = next(finding for finding in check.findings if finding.rule == "un-2321-28")
    assert silver.partly
    assert silver.stands
    assert check.states[0] == "possibly banned"


def test_a_chapter_is_too_wide_for_single_items() -> None:
    rules = {finding.rule for finding in check_goods("84", DAY).findings}
    assert not any(rule.startswith(("chpl", "mtcr", "eccn")) for rule in rules)
