"""Evidence arithmetic: a copy adds nothing, an independent source never takes away."""

import pytest
from hypothesis import given, strategies as st

from yalu.model import Evidence, confidence_of, origin_groups
from yalu.model.evidence import combined_confidence, rated_confidence

CONFIDENCE = st.floats(min_value=0, max_value=1, allow_nan=False)
ITEMS = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), CONFIDENCE), min_size=1, max_size=6)


def evidence(origin: str, confidence: float) -> Evidence:
    return Evidence(document="d", quote="q", origin=origin, confidence=confidence)


def test_three_copies_of_one_report_count_once() -> None:
    assert combined_confidence(tuple(evidence("one", 0.6) for _ in range(3))) == 0.6


def test_two_independent_sources_are_joined_by_noisy_or() -> None:
    assert combined_confidence((evidence("one", 0.6), evidence("two", 0.5))) == 0.8


@given(ITEMS, CONFIDENCE)
def test_a_copy_that_is_no_better_changes_nothing(items: list[tuple[str, float]], worse: float) -> None:
    made = tuple(evidence(*item) for item in items)
    best = max(item.confidence for item in made if item.origin == made[0].origin)
    assert combined_confidence((*made, evidence(str(made[0].origin), min(worse, best)))) == combined_confidence(made)


@given(ITEMS, CONFIDENCE)
def test_an_independent_source_never_lowers_confidence(items: list[tuple[str, float]], more: float) -> None:
    made = tuple(evidence(*item) for item in items)
    assert combined_confidence((*made, evidence("another", more))) >= combined_confidence(made) - 1e-4


@given(ITEMS)
def test_the_order_of_evidence_changes_nothing(items: list[tuple[str, float]]) -> None:
    made = tuple(evidence(*item) for item in items)
    assert combined_confidence(made) == combined_confidence(made[::-1])


@given(ITEMS, st.integers(0, 5), st.integers(1, 4))
def test_a_copy_never_raises_confidence(items: list[tuple[str, float]], which: int, copies: int) -> None:
    made = tuple(evidence(*item) for item in items)
    copied = made[which % len(made)]
    assert confidence_of((*made, *[copied] * copies)) == confidence_of(made)


@pytest.mark.parametrize(("reliability", "credibility"), [("F", 1), ("A", 6), ("F", 6), ("F", None), (None, 6)])
def test_f_and_6_are_unknown_and_not_one_half(reliability: str | None, credibility: int | None) -> None:
    assert rated_confidence(reliability, credibility) is None
    unknown = Evidence("d", "q", origin="x", confidence=0.5, reliability=reliability, credibility=credibility)
    assert confidence_of([unknown]) is None
    assert confidence_of([unknown, evidence("other", 0.6)]) == 0.6
    assert combined_confidence([unknown]) == 0.0


def test_the_weaker_half_of_a_rating_bounds_it_and_better_ratings_never_weigh_less() -> None:
    for credibility in range(1, 6):
        values = [rated_confidence(letter, credibility) for letter in "ABCDE"]
        assert values == sorted(values, key=lambda value: -(value or 0))
    for letter in "ABCDE":
        values = [rated_confidence(letter, credibility) for credibility in range(1, 6)]
        assert values == sorted(values, key=lambda value: -(value or 0))
    assert rated_confidence("A", 4) == rated_confidence("B", 4) == 0.3
    assert rated_confidence(None, None) is None


@pytest.mark.parametrize(("reliability", "credibility"), [("G", 1), ("A", 0), ("a", 2)])
def test_there_are_no_other_ratings(reliability: str, credibility: int) -> None:
    with pytest.raises(ValueError, match="the code has"):
        rated_confidence(reliability, credibility)


def test_groups_are_named_after_the_origin_else_the_document() -> None:
    items = [Evidence("d", "q", origin="wire"), Evidence("e", "q", origin="wire"), Evidence("f", "q")]
    assert {name: len(group) for name, group in origin_groups(items).items()} == {"f": 1, "wire": 2}
