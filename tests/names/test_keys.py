"""Keys that spellings of one word share."""

import pytest

from yalu.names.forms import latin_form
from yalu.names.keys import misread_form, romanisation_key, skeletons, spellings_without_vowels, undoubled


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hussein", "husayn"),
        ("hussein", "hussain"),
        ("qasim", "kassim"),
        ("dzhamal", "jamal"),
        ("yusuf", "youssouf"),
        ("smirnov", "smirnoff"),
        ("zhukov", "jukow"),
    ],
)
def test_common_romanisations_share_a_key(left: str, right: str) -> None:
    assert romanisation_key(left) == romanisation_key(right) != ""


def test_other_names_do_not() -> None:
    assert romanisation_key("hussein") != romanisation_key("hassan")
    assert romanisation_key("ali") == ""


@pytest.mark.parametrize(
    ("bare", "full"),
    [("mhmmd", "mohammad"), ("mhmd", "mohamed"), ("hssn", "hassan"), ("brhm", "ibrahim"), ("ibrhm", "ibrahim"),
     ("srgy", "sergey"), ("vldmrvch", "vladimirovich"), ("arjo", "araujo"), ("jll", "jalal")],
)  # fmt: skip
def test_a_word_without_its_vowels_is_one_of_the_spellings_of_the_word(bare: str, full: str) -> None:
    assert undoubled(bare) in spellings_without_vowels(full)


def test_two_consonants_are_too_few_to_leave_the_vowels_out() -> None:
    assert spellings_without_vowels("amal") == frozenset()


def test_a_scanner_takes_rn_for_m() -> None:
    assert misread_form("ornar") == misread_form("omar") != misread_form("onar")


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سلمان", "salman"),
        ("الظواهري", "zawahiri"),
        ("الرحمن", "rahman"),
        ("عثمان", "osman"),
        ("عثمان", "uthman"),
        ("جمال", "gamal"),
        ("قاسم", "qasem"),
        ("کریمی", "karimi"),
        ("سعدالدين", "saduddin"),
    ],
)
def test_an_arabic_word_shares_a_skeleton_with_its_transliteration(arabic: str, latin: str) -> None:
    assert skeletons(latin_form(arabic)) & skeletons(latin)


def test_persian_letters_are_arabic_ones() -> None:
    assert latin_form("کریمی") == latin_form("كريمي")
