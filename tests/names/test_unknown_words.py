"""Words that no table holds take a shorter way; it must give what the long one gives."""

import unicodedata

from hypothesis import given, strategies as st

from yalu.names import NameKind
from yalu.names.chunks import _chunk, _person_chunk
from yalu.names.known import known_names
from yalu.names.readings import may_be_surname, may_name_a_family

SYLLABLES = st.sampled_from(
    ["nam", "gung", "hwang", "bo", "seon", "u", "je", "gal", "sa", "gong", "ou", "yang", "al", "abd", "smith", "kov"]
)
WORDS = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyzABDKZ", min_size=1, max_size=14),
    st.lists(SYLLABLES, min_size=1, max_size=3).map("".join),
    st.sampled_from(sorted(word for word in known_names() if word.isascii())),
)


@given(WORDS)
def test_a_word_reads_the_same_by_the_shorter_way(word: str) -> None:
    assert _person_chunk(word) == _chunk(word, NameKind.PERSON)


@given(st.text(st.characters(min_codepoint=0x370, max_codepoint=0x10FF, categories=["L", "M"]), min_size=1))
def test_no_word_of_other_letters_is_a_surname_in_latin_ones(word: str) -> None:
    latin = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    assert not may_be_surname(latin)
    assert not may_name_a_family(word)


def test_known_families_are_still_found() -> None:
    assert may_name_a_family("namgung")
    assert may_name_a_family("hwangbo")
    assert may_name_a_family("ouyang")
    assert may_name_a_family("최")
    assert not may_name_a_family("abrahamsen")
