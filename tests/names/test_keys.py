"""Keys that spellings of one word share."""

import pytest

from yalu.names.forms import latin_form
from yalu.names.keys import romanisation_key, skeletons


@pytest.mark.parametrize(
    ("left", "right"),
    [("hussein", "husayn"), ("hussein", "hussain"), ("qasim", "kassim"), ("dzhamal", "jamal"), ("yusuf", "youssouf")],
)
def test_common_romanisations_share_a_key(left: str, right: str) -> None:
    assert romanisation_key(left) == romanisation_key(right) != ""


def test_other_names_do_not() -> None:
    assert romanisation_key("hussein") != romanisation_key("hassan")
    assert romanisation_key("ali") == ""


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
