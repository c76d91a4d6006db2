"""The score of two names: facts of the domain, and the arithmetic of the explanation."""

import pytest
from hypothesis import given, settings, strategies as st

from yalu.names import NameKind, analyze_name
from yalu.screening import compare_names, explain_comparison
from yalu.screening.score import apportion, score_names, total_weight

THRESHOLD = 0.7


@pytest.mark.parametrize(
    "name",
    [
        "Choe Chol-min",
        "Choi Cheol-min",
        "CHOE, Chol Min",
        "Ch'oe Ch'ŏl-min",
        "최철민",
        "최 철민",
        "崔哲民",
        "Chulmin Choi",
    ],
)
def test_the_listed_name_is_found_in_every_spelling(name: str) -> None:
    assert compare_names(name, "Choe Chol Min", "Person") >= 0.95


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Yong Chol", "Kim Yong Chun"),
        ("Kim Yong Chol", "Kim Yong Chon"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Jong", "Kim Jong Un"),
        ("Li Ming", "Li Min"),
    ],
)
def test_one_syllable_makes_another_person(left: str, right: str) -> None:
    assert compare_names(left, right, "Person") <= 0.6


@pytest.mark.parametrize(
    ("left", "right", "schema"),
    [
        ("Vladimir Putin", "Владимир Путин", "Person"),
        ("V. Putin", "Vladimir Putin", "Person"),
        ("JC Juncker", "Jean-Claude Juncker", "Person"),
        ("Muhammad Husayn al-Tikriti", "Mohammed Hussein Tikriti", "Person"),
        ("محمد سلمان التكريتي", "Muhammad Salman al-Tikriti", "Person"),
        ("Igor Sech1n", "Igor Sechin", "Person"),
        ("Second Academy of Natural Sciences", "2nd Academy of Natural Sciences", "Organization"),
        ("Dandong Hongxiang Industrial Development Co Ltd", "DANDONG HONGXIANG INDUSTRIAL DEVELOPMENT", "Company"),
        ("ООО Ромашка Трейд", "Romashka Treid LLC", "Company"),
        ("M/V Jin Teng", "JIN TENG", "Vessel"),
        ("MT Jin Teng", "JIN TENG", "Vessel"),
        ("Tanker Jin Teng", "JIN TENG", "Vessel"),
        ("Mhmmd Hssn", "Mohammed Hassan", "Person"),
        ("Ahmed Rnubeen", "Ahmed Mubeen", "Person"),
        ("I. Beqiri", "Idajet BEQIRI", "Person"),
        ("Jorge Berrio", "Jorge Oswaldo ZAPATA BERRIO", "Person"),
        ("Colonel Igor Korobov", "Igor KOROBOV", "Person"),
        ("Gen. Kim Tong-ho", "Kim Tong-ho", "Person"),
        ("Kim Tong-h0", "Kim Tong-ho", "Person"),
        ("Kimtong-ho", "Kim Tong-ho", "Person"),
        ("Zhangm Wei", "Zhang Wei", "Person"),
        ("Orion Gen Trdg", "Orion General Trading", "Company"),
        ("Orion Petrochem Ind", "Orion Petrochemical Industries", "Company"),
        ("Sharif Univ of Tech", "Sharif University of Technology", "Organization"),
    ],
)
def test_the_same_in_another_writing(left: str, right: str, schema: str) -> None:
    assert compare_names(left, right, schema) >= THRESHOLD


@pytest.mark.parametrize(
    ("left", "right", "schema"),
    [
        ("Unit 7 Trading Company", "Unit 8 Trading Company", "Company"),
        ("Zu Zag Bong 6", "Zu Zag Bong 5", "Vessel"),
        ("SAND", "SANS", "Organization"),
        ("Bank of Kunlun", "Bank of Kunming", "Company"),
        ("Khamis Sirhan al-Mosuli", "Khamis Sirhan al-Muhammad", "Person"),
        ("Antonia Rodriguez", "Antonio Rodriguez", "Person"),
        ("Angelo Cruz", "Angela Merkel", "Person"),
        ("Hussein Karimi", "Hassan Karimi", "Person"),
        ("General Karimi", "General Rahimi", "Person"),
        ("Joe Young", "Du Yu Rong", "Person"),
        ("The Korea Times", "Korea General Trading Corporation", "Organization"),
    ],
)
def test_another_party(left: str, right: str, schema: str) -> None:
    assert compare_names(left, right, schema) < THRESHOLD


def test_an_acronym_agrees_with_itself() -> None:
    assert compare_names("SANS", "sans", "Organization") == 1.0
    assert compare_names("SANS", "SECOND ACADEMY OF NATURAL SCIENCES", "Organization") == 0.0


@pytest.mark.parametrize(
    ("left", "right", "schema", "lost"),
    [
        ("Jose Gomez", "Roberto Jose Lopez Gomez", "Person", True),
        ("Jose Gomez", "Jose Lopez Aguilar Gomez", "Person", False),
        ("Jose Gomez", "Roberto Jose Lopez Gomez", "Company", False),
    ],
)
def test_half_of_a_persons_words_agree_by_chance_unless_they_are_the_first_and_the_last(
    left: str, right: str, schema: str, lost: bool
) -> None:
    assert ("half the name" in [share.kind for share in explain_comparison(left, right, schema)]) is lost


def test_an_additional_word_costs_less_on_the_listed_side() -> None:
    short, long = "Viktor Bout", "Viktor Anatolyevich Bout"
    assert compare_names(short, long, "Person") > compare_names(long, short, "Person")


def test_a_name_of_unknown_kind_is_read_both_ways() -> None:
    for schema in ("Person", "Organization"):
        assert compare_names("Kim Jong Un", "Kim Chong-un") >= compare_names("Kim Jong Un", "Kim Chong-un", schema)


WORDS = (
    *("Kim", "Jong", "Un", "Un-jong", "Chol", "Chul", "Cholmin", "Bank", "of", "Korea", "Ltd", "GmbH", "7", "8", "J"),
    *("Mohammed", "Muhammad", "bin", "al", "최철민", "محمد"),
)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
schemata = st.sampled_from(["Person", "Company", "Vessel", "LegalEntity"])


@settings(deadline=None)
@given(names, names, schemata)
def test_the_shares_add_up_to_the_score(left: str, right: str, schema: str) -> None:
    score = compare_names(left, right, schema)
    assert 0 <= score <= 1
    assert round(sum(share.share for share in explain_comparison(left, right, schema)), 4) == score


@settings(deadline=None)
@given(names, schemata)
def test_a_name_agrees_with_itself_wholly(name: str, schema: str) -> None:
    assert compare_names(name, name, schema) == 1.0


@settings(deadline=None)
@given(names, names)
def test_no_score_exceeds_the_weights(left: str, right: str) -> None:
    a, b = analyze_name(left, NameKind.PERSON), analyze_name(right, NameKind.PERSON)
    assert a is not None
    assert b is not None
    assert 0 <= score_names(a, b) <= 10_000
    assert total_weight(a, b) > 0


@given(st.integers(0, 10_000), st.lists(st.integers(0, 1000), min_size=1, max_size=8))
def test_an_amount_is_split_without_remainder(total: int, parts: list[int]) -> None:
    pieces = apportion(total, parts)
    assert sum(pieces) == (total if sum(parts) else 0)
    assert all(piece >= 0 for piece in pieces)


@pytest.mark.parametrize(
    "text",
    ["", "al bin", "\x00", "\ud800", "a b c d e f g h i j k l m n o", "x" * 10_000, "ab " * 200, "ab " * 15 + "abab"],
    ids=["empty", "particles", "control", "surrogate", "initials", "long word", "many words", "joins"],
)
def test_hostile_names_are_compared_in_bounded_time(text: str) -> None:
    for schema in ("Person", "Company"):
        assert 0 <= compare_names(text, text, schema) <= 1
        assert 0 <= compare_names(text, "ab " * 16, schema) <= 1
