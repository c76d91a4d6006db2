"""How alike two words are; and the search for similar words misses none."""

from functools import cache

from hypothesis import given, strategies as st

from yalu.names import NameKind, Token, analyze_name
from yalu.screening.similarity import edit_similarity, join_similarity, osa_distance, similarity

words = st.text(alphabet="abcdé7", min_size=1, max_size=9)


def token(text: str, kind: NameKind = NameKind.PERSON) -> Token:
    name = analyze_name(text, kind)
    assert name is not None
    return name.tokens[0]


def textbook_distance(a: str, b: str) -> int:
    """The recursive definition of optimal string alignment."""

    @cache
    def distance(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        best = min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            best = min(best, distance(i - 2, j - 2) + 1)
        return best

    return distance(len(a), len(b))


@given(words, words, st.integers(0, 4))
def test_the_distance_is_the_textbook_one_as_far_as_the_budget_goes(a: str, b: str, budget: int) -> None:
    assert osa_distance(a, b, budget) == min(textbook_distance(a, b), budget + 1)


def test_short_words_allow_no_edit_longer_ones_one_and_two() -> None:
    assert edit_similarity("un", "um") == 0
    assert edit_similarity("chol", "chul") == 750
    assert edit_similarity("kunlun", "kunlung") == 857
    assert edit_similarity("hassan", "hasan") == 833
    assert edit_similarity("vladimir", "wladimyr") == 750


def test_other_digits_are_another_word() -> None:
    assert edit_similarity("a320neo", "a330neo") == 0


def test_a_nickname_an_initial_and_a_spelling_are_worth_less_than_the_word() -> None:
    assert similarity(token("Bill"), token("William")) == (800, "nick")
    assert similarity(token("J"), token("John")) == (500, "initial")
    assert similarity(token("J"), token("Peter")) == (0, "")
    value, kind = similarity(token("Mohammed"), token("Muhammad"))
    assert (value, kind) == (900, "name")


def test_a_word_without_vowels_agrees_with_each_word_that_it_may_be_and_they_do_not_with_one_another() -> None:
    assert similarity(token("Hssn"), token("Hassan")) == (800, "bare")
    assert similarity(token("Hosein"), token("Hssn")) == (800, "bare")
    assert similarity(token("Hassan"), token("Hosein"))[1] != "bare"


def test_an_abbreviation_agrees_with_its_word_in_names_of_organisations() -> None:
    assert similarity(token("Gen", NameKind.ORGANIZATION), token("General", NameKind.ORGANIZATION))[0] == 900


def test_particles_agree_with_their_forms_and_with_no_first_name() -> None:
    assert similarity(token("al"), token("el")) == similarity(token("bin"), token("ibn")) == (900, "particle")
    assert similarity(token("ben"), token("Benyamin")) == (0, "")


def test_numbers_agree_by_value_or_not_at_all() -> None:
    assert similarity(token("Second", NameKind.ORGANIZATION), token("2nd", NameKind.ORGANIZATION))[0] == 970
    assert similarity(token("7", NameKind.ORGANIZATION), token("8", NameKind.ORGANIZATION))[0] == 0


def test_a_join_is_worth_a_little_less_than_the_same_word() -> None:
    assert join_similarity(token("Chol"), token("Min"), token("Cholmin")) == 980
    assert join_similarity(token("Jean"), token("Claude"), token("JC")) == 600
    assert join_similarity(token("Chol"), token("Min"), token("Cholsu")) == 0
