"""Korean names: one person in every romanisation, and another person for one other syllable."""

from functools import reduce
from itertools import product
from operator import or_

import pytest
from hypothesis import given, strategies as st

from yalu.names import NameKind, analyze_name, korean as rules, shared_reading
from yalu.names.han import han_table
from yalu.names.readings import BRIDGE, CHINESE, KOREAN


def agree(left: str, right: str) -> str | None:
    names = [analyze_name(text, NameKind.PERSON) for text in (left, right)]
    assert names[0] is not None
    assert names[1] is not None
    return shared_reading(names[0].readings, names[1].readings)


CHOE_CHOL_MIN = (
    "Choe Chol Min", "CHOE, Chol-min", "Ch'oe Ch'ŏl-min", "Ch'oe Ch'o'l-min", "Choi Cheol-min", "Choi Chul Min",
    "Chulmin Choi", "Choy Chel-min", "최철민", "최 철민", "崔哲民",
)  # fmt: skip


@pytest.mark.parametrize("left", CHOE_CHOL_MIN)
@pytest.mark.parametrize("right", CHOE_CHOL_MIN)
def test_one_name_in_all_romanisations(left: str, right: str) -> None:
    if left != "崔哲民" or right != "崔哲民":
        assert agree(left, right) == KOREAN


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Pak Jin Hyok", "Park Jin-hyuk"),
        ("Ri Yong Chol", "Lee Young-chul"),
        ("Ri Yong Chol", "Yi Yeong-cheol"),
        ("Rim Yong Hwan", "Im Yong Hwan"),
        ("Ryu Kyong Il", "Yu Gyeong-il"),
        ("Jo Myong Rok", "Cho Myeongnok"),
        ("Jo Myeong-rok", "Cho Myŏng-nok"),
        ("Jang Song Thaek", "Cang Seng-thayk"),
        ("Namgung Won", "남궁원"),
        ("Kim Jong Un", "金正恩"),
        ("리영철", "이영철"),
    ],
)
def test_systems_and_orthographies_agree(left: str, right: str) -> None:
    assert agree(left, right) == KOREAN


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Yong Chol", "Kim Yong Chun"),
        ("Kim Yong Chol", "Kim Yong Chon"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Choe Chol Min", "Choe Chol Mun"),
        ("최철민", "최철문"),
        ("Ch'oe Ch'ŏl-min", "최촐민"),
        ("Kim Jong", "Kim Jong Un"),
    ],
)
def test_one_other_syllable_is_another_name(left: str, right: str) -> None:
    assert agree(left, right) is None


def test_the_family_name_stands_first_or_last_but_given_syllables_keep_their_order() -> None:
    assert agree("Kim Jong Un", "Jong Un Kim") == KOREAN
    assert agree("Kim Jong Un", "Jong-un Kim") == KOREAN
    assert agree("Kim Yong Chol", "Kim Chol Yong") is None


def test_a_comma_and_a_hyphen_tell_which_is_the_family_name() -> None:
    assert agree("Jong, Un Kim", "Kim, Jong Un") is None
    assert agree("Un-jong Kim", "Kim Un Jong") == KOREAN


def test_a_chinese_reader_of_the_hanja_writes_pinyin() -> None:
    assert agree("Cui Zhemin", "崔哲民") == CHINESE
    assert agree("Cui Zhemin", "Choe Chol Min") == BRIDGE
    assert agree("Jin Tiesan", "Kim Chol Sam") == BRIDGE


def test_western_names_are_not_read_as_korean() -> None:
    for text in ("Anthony Ruggiero", "Joseph DeTrani", "Antony Blinken", "John Smith", "Vladimir Putin"):
        name = analyze_name(text, NameKind.PERSON)
        assert name is not None
        assert not name.readings


SYLLABLES = sorted(han_table().hangul)[::9]
masks = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3, unique=True)


@given(st.lists(masks, min_size=1, max_size=3), st.lists(masks, min_size=1, max_size=3))
def test_comparing_sets_equals_comparing_all_expansions(left: list[list[str]], right: list[list[str]]) -> None:
    table = han_table().hangul
    as_masks = [[sum(1 << table[syllable] for syllable in part) for part in name] for name in (left, right)]
    by_sets = len(left) == len(right) and all(a & b for a, b in zip(*as_masks, strict=True))
    by_expansion = bool(set(product(*left)) & set(product(*right)))
    assert by_sets == by_expansion


@given(st.sampled_from([chr(code) for code in range(0xAC00, 0xD7A4)]))
def test_a_syllable_is_put_together_from_its_letters(syllable: str) -> None:
    assert rules.compose(*rules.decompose(syllable)) == syllable


def test_the_heads_of_long_surnames_are_all_their_romanisations() -> None:
    heads = reduce(or_, (masks[0] for masks in rules._long_surname_masks()))
    spelled = map("".join, product(rules.ONSETS, rules.VOWELS, rules.CODAS))
    assert rules._long_surname_heads() == {piece for piece in spelled if rules.romanised(piece) & heads}
