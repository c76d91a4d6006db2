"""Shares: exact bounds, and nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from yalu.model import Evidence, Interest, Link, Share, ShareError, Status, merge_links, parse_share


@pytest.mark.parametrize(
    ("text", "lower", "upper", "above", "below"),
    [
        ("50", "50", "50", False, False),
        ("50.00 %", "50.00", "50.00", False, False),
        ("33,3", "33.3", "33.3", False, False),
        ("25-50 %", "25", "50", False, False),
        ("25 – 50 percent", "25", "50", False, False),
        ("between 25 and 50", "25", "50", False, False),
        ("more than 25%", "25", None, True, False),
        ("> 50", "50", None, True, False),
        ("25 or more", "25", None, False, False),
        ("at least 75", "75", None, False, False),
        ("less than 10 %", None, "10", False, True),
        ("up to 10", None, "10", False, False),
        ("more than 50 but less than 75", "50", "75", True, True),
        ("more than 25, not more than 50 %", "25", "50", True, False),
        ("majority", "50", None, True, False),
        ("minority stake", None, "50", False, True),
        ("wholly owned", "100", "100", False, False),
        ("unknown", None, None, False, False),
        ("", None, None, False, False),
    ],
)
def test_shares_are_read_with_their_bounds(
    text: str, lower: str | None, upper: str | None, above: bool, below: bool
) -> None:
    share = parse_share(text)
    assert (share.lower, share.upper) == tuple(None if bound is None else Decimal(bound) for bound in (lower, upper))
    assert (share.above, share.below) == (above, below)


@pytest.mark.parametrize(
    "text",
    [
        "101",
        "-5",
        "50-25",
        "about 50",
        "1/2",
        "> 100",
        "< 0",
        "2550",
        "25 50",
        "1e1",
        "NaN",
        "50%%",
        "less than 5 - 10",
        "9" * 99,
    ],
)
def test_what_says_no_exact_bound_is_refused_and_not_guessed(text: str) -> None:
    with pytest.raises(ShareError):
        parse_share(text)


@given(st.decimals(0, 100, places=4), st.decimals(0, 100, places=4), st.booleans(), st.booleans())
def test_a_share_reads_back_from_its_own_words(one: Decimal, two: Decimal, above: bool, below: bool) -> None:
    low, high = sorted((one, two))
    if low == high:
        above = below = False
    share = Share(low, high, above, below)
    assert parse_share(str(share)) == share


@given(st.text(max_size=30))
def test_any_text_is_a_share_or_is_refused(text: str) -> None:
    try:
        share = parse_share(text)
    except ShareError:
        return
    assert 0 <= share.at_least <= share.at_most <= 100


@pytest.mark.parametrize("bound", ["-1", "100.1", "NaN", "1e-31", "Infinity"])
def test_a_share_beyond_all_bounds_is_no_share(bound: str) -> None:
    with pytest.raises(ShareError):
        Share(Decimal(bound), None)


def test_what_is_not_known_stays_not_known() -> None:
    assert not Share().known
    assert (Share().at_least, Share().at_most) == (0, 100)
    assert str(Share(of=Interest.CONTROL)) == "control, no share"


def test_merging_links_keeps_stakes_apart() -> None:
    def stake(number: int) -> Link:
        evidence = (Evidence("register", f"row {number}"),)
        return Link(str(number), "owns", "a", "b", Status.ASSERTED, evidence, share=parse_share("25"))

    assert [link.id for link in merge_links([stake(1), stake(2), stake(1)])] == ["1", "2"]
