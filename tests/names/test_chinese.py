"""Chinese names: pinyin, Wade-Giles, Cantonese surnames, characters in both forms."""

import pytest

from yalu.names import NameKind, analyze_name, shared_reading
from yalu.names.chinese import wade_giles


def agree(left: str, right: str) -> bool:
    names = [analyze_name(text, NameKind.PERSON) for text in (left, right)]
    assert names[0] is not None
    assert names[1] is not None
    return shared_reading(names[0].readings, names[1].readings) is not None


@pytest.mark.parametrize(
    ("written", "pinyin"),
    [
        ("hsiao", "xiao"),
        ("p'ing", "ping"),
        ("teng", "deng"),
        ("tse", "ze"),
        ("tung", "dong"),
        ("chou", "zhou"),
        ("ching", "jing"),
        ("kuo", "guo"),
        ("ko", "ge"),
        ("jen", "ren"),
        ("ts'ai", "cai"),
        ("shih", "shi"),
        ("tzu", "zi"),
        ("yen", "yan"),
    ],
)
def test_wade_giles_stands_for_pinyin(written: str, pinyin: str) -> None:
    assert pinyin in wade_giles(written)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mao Zedong", "Mao Tse-tung"),
        ("Deng Xiaoping", "Teng Hsiao-p'ing"),
        ("Zhou Enlai", "Chou En-lai"),
        ("Zhang Wei", "Cheung Wei"),
        ("Ma Xiaohong", "马晓红"),
        ("Ma Xiaohong", "馬曉紅"),
        ("Shan Zhiqiang", "单志强"),
        ("Zeng Qinghong", "曾庆红"),
        ("Ou Jian", "区健"),
        ("Qiu He", "仇和"),
        ("Ouyang Feng", "欧阳锋"),
        ("Xiaohong Ma", "Ma Xiao Hong"),
    ],
)
def test_one_name_in_several_systems(left: str, right: str) -> None:
    assert agree(left, right)


def test_another_syllable_and_other_characters_are_other_names() -> None:
    assert not agree("Li Ming", "Li Min")
    assert not agree("崔哲民", "崔哲敏")


def test_a_surname_takes_its_reading_as_a_surname() -> None:
    assert not agree("Dan Zhiqiang", "单志强")
