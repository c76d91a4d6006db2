"""Descriptions of goods: what they name, what they do not, and that writing changes nothing."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from yalu.goods import NO_RULE, Confidence, check_goods
from yalu.goods.matching import match_words
from yalu.goods.vocabulary import terms
from yalu.goods.wording import fold, stem

DAY = date(2024, 6, 1)


def named(text: str) -> set[str]:
    return {match.term.id for match in match_words(fold(text))[0]}


@pytest.mark.parametrize(
    "text",
    [
        "bearing in mind the agreed terms",
        "coal-black paint",
        "coal black paint",
        "iron supplement tablets",
        "interest-bearing note",
        "lead time four weeks",
        "lead-free",
        "take the lead",
        "toy excavator",
        "book about trucks",
        "paint for helicopters",
        "no coal",
        "picture of a yacht",
        "truck insurance",
        "copper-coloured paint",
        "",
        "!!!",
    ],
)
def test_words_that_name_no_good_do_not_match(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Coal", "coal"),
        ("bags of anthracite", "anthracite"),
        ("iron-ore fines", "iron-ore"),
        ("lead", "lead-word"),
        ("lead ingots", "lead"),
        ("men's trousers of cotton", "suit"),
        ("clams in brine", "mollusc"),
        ("copper cable", "cable"),
        ("aluminum powder", "aluminium-powder"),
        ("Carbon Fiber tow", "carbon-fibre"),
        ("bearings", "bearing"),
        ("deep-groove ball-bearings", "ball-bearing"),
    ],
)
def test_what_is_named_is_found_and_nothing_beside_it(text: str, term: str) -> None:
    assert named(text) == {term}


def test_parts_of_a_machine_stand_in_the_heading_of_parts() -> None:
    for text in ("excavator parts", "spare parts for excavators"):
        (match,), _ = match_words(fold(text))
        assert match.confidence is Confidence.PART
        assert match.codes == ("8431",)


def test_a_material_before_an_unknown_word_is_weak() -> None:
    (match,), _ = match_words(fold("anthracite kuzbass"))
    assert match.confidence is Confidence.WEAK


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("lathe", "banned"),
        ("machinery", "possibly banned"),
        ("anthracite kuzbass", "possibly banned"),
        ("LED lamp", "possibly banned"),
    ],
)
def test_a_wide_or_weak_word_and_one_of_several_codes_leave_a_ban_possible(text: str, state: str) -> None:
    assert check_goods(text, DAY).states[0] == state


def test_what_does_not_count_is_told_with_its_reason() -> None:
    check = check_goods("iron ore for steel pipes", DAY)
    assert [match.term for match in check.matches] == ["iron-ore"]
    assert [(item.words, item.reason.split(" and")[0]) for item in check.not_counted] == [
        ("steel pipes", "it stands behind 'for'")
    ]


def test_an_exclusion_in_brackets_is_left_out() -> None:
    assert named("Motors (excl. steam turbines, gas turbines)") == set()
    assert named("Zinc ingots (not alloyed, no copper)") == {"zinc"}


def test_no_match_says_that_there_is_no_rule_and_not_that_trade_is_free() -> None:
    check = check_goods("ceramic garden gnome", DAY, origin="CN", destination="FR")
    assert check.matches == ()
    assert check.states == check.states_for_all_goods == (NO_RULE,)
    assert "no leave to trade" in check.disclaimer
    assert any("No word" in note for note in check.notes)


PHRASES = sorted({term.label for term in terms().values()})


@given(st.sampled_from(PHRASES), st.sampled_from(["{}", "  {}  ", "{}, 20 pcs", "20 pcs; {}"]), st.sampled_from("ulct"))
@settings(max_examples=80, deadline=None)
def test_case_and_spacing_change_nothing(phrase: str, frame: str, case: str) -> None:
    cases = {"u": str.upper, "l": str.lower, "c": str.capitalize, "t": lambda text: text.replace(" ", "   ")}
    assert named(frame.format(cases[case](phrase))) == named(phrase)


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_term_is_found_by_its_own_first_phrase(phrase: str) -> None:
    matches, _ = match_words(fold(phrase))
    assert {term.label for term in terms().values() if term.id in {match.term.id for match in matches}} >= {phrase}


@given(st.text(max_size=120))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_and_each_time_alike(text: str) -> None:
    assert match_words(fold(text)) == match_words(fold(fold(text)))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_folding_a_plural_reaches_its_singular(word: str) -> None:
    if len(word) > 3 and not word.endswith(("s", "x", "z", "y", "e", "ch", "sh", "u", "i", "o")):
        assert stem(word + "s") == stem(word)
