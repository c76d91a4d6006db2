"""Evidence arithmetic: a copy adds nothing, an independent source never takes away."""

from hypothesis import given
from hypothesis import strategies as st

from yalu.model import Evidence
from yalu.model.evidence import combined_confidence

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
