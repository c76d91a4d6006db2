"""From raw strings to tokens: weights, roles, classes, and what no name survives."""

import pytest
from hypothesis import given, strategies as st

from yalu.names import MAX_TOKENS, Name, NameKind, TokenRole, analyze_name


def read(text: str, kind: NameKind = NameKind.PERSON) -> Name:
    name = analyze_name(text, kind)
    assert name is not None
    return name


def forms(text: str, kind: NameKind = NameKind.PERSON) -> list[str]:
    return [token.form for token in read(text, kind).tokens]


def test_tokens_are_lower_case_latin_without_marks_where_a_transliteration_exists() -> None:
    assert forms("Ch'oe Ch'ŏl-min") == ["choe", "chol", "min"]
    assert forms("Владимир Путин") == ["vladimir", "putin"]
    assert forms("Ｋｉｍ Jong") == ["kim", "jong"]
    assert forms("محمد") == ["محمد"]


def test_honorifics_and_ship_prefixes_are_no_part_of_a_name() -> None:
    assert forms("Mr. John Smith") == ["john", "smith"]
    assert forms("M/V Jin Teng", NameKind.OBJECT) == ["jin", "teng"]


def test_the_rare_word_weighs_more_than_the_common_one() -> None:
    muhammad, tikriti = read("Muhammad Tikriti").tokens
    assert 150 <= muhammad.weight < tikriti.weight <= 1000


def test_a_common_name_is_common_in_every_spelling_and_script() -> None:
    weights = {read(text).tokens[0].weight for text in ("Muhammad", "Mohamad", "محمد", "Мухаммед")}
    assert max(weights) <= 450


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("al", NameKind.PERSON, TokenRole.PARTICLE),
        ("of", NameKind.ORGANIZATION, TokenRole.PARTICLE),
        ("GmbH Muller", NameKind.ORGANIZATION, TokenRole.LEGAL),
        ("7", NameKind.ORGANIZATION, TokenRole.NUMBER),
        ("Second", NameKind.ORGANIZATION, TokenRole.NUMBER),
        ("J", NameKind.PERSON, TokenRole.INITIAL),
    ],
)
def test_words_that_tell_little_have_a_role(text: str, kind: NameKind, role: TokenRole) -> None:
    assert read(text, kind).tokens[0].role is role


def test_spellings_of_one_known_name_share_a_class() -> None:
    for left, right in (("Mohammed", "Muhammad"), ("Yusuf", "Yousuf"), ("Sergey", "Sergei"), ("Bill", "William")):
        assert read(left).tokens[0].classes & read(right).tokens[0].classes


def test_the_servant_of_the_merciful_is_written_in_many_ways() -> None:
    spellings = ("Abd al-Rahman", "Abdul Rahman", "Abdel Rahman", "Abd-ur-Rahman")
    assert {tuple(forms(text)) for text in spellings} == {("abdul", "rahman")}


@pytest.mark.parametrize("text", ["", "   ", "...", "\x00\x01", "\u202e\u200f", "😀"])
def test_what_holds_no_letter_and_no_digit_is_not_a_name(text: str) -> None:
    assert analyze_name(text, NameKind.PERSON) is None


def test_control_characters_marks_and_broken_surrogates_do_no_harm() -> None:
    assert forms("\u202eKim Jong Un\u202c") == ["kim", "jong", "un"]
    assert forms("\ud800Kim") == ["kim"]


def test_what_a_limit_cuts_off_counts_as_unmatched() -> None:
    long = read("ab " * 200)
    assert len(long.tokens) == MAX_TOKENS
    assert long.weight > sum(token.weight for token in long.tokens)


@given(st.text(max_size=60), st.sampled_from(list(NameKind)))
def test_any_text_can_be_read(text: str, kind: NameKind) -> None:
    name = analyze_name(text, kind)
    if name is not None:
        assert name.tokens
        assert len(name.words) == len(name.tokens)
        assert all(150 <= token.weight <= 1000 for token in name.tokens)
        assert name.weight >= sum(token.weight for token in name.tokens)
