"""A name read by its chunks is the name read whole, in every field."""

import pytest
from hypothesis import given, strategies as st

from yalu.names import NameKind, Token, analyze_name
from yalu.names.analyze import analyze_whole
from yalu.names.chunks import CHUNKS, MAX_CHUNK
from yalu.names.tagging import plain_word, tagged

NAMES = """
John Smith|SMITH, John Michael|J.R. Smith|J. R. Smith|O'Brien, Seán|O’Neill Ó Súilleabháin|D`Arcy
Anne-Marie Smith-Jones|Mr John Smith|Mr. Smith|MR SMITH|Dr. Dr. Smith|Prof. Dr Smith|Sheikh Ahmed
The Right Honourable Lord Smith|Grand Duke Karl|Grand Smith|His Excellency Smith|Rear-Admiral Jones
Rt. Hon. Jones|Ex-Chair Jones|Präsident Meyer|PRÄSIDENT Meyer|Mr´Smith|Mr.Smith J|- Mr. Smith|"Mr Smith"
(Smith) John|_Mr Smith|Mr|Mr. |. Mr Smith|Ｍｒ Smith|Mr  Smith|Mr\tSmith|Mr\u00a0Smith|Ludwig von der Heide
Juan de la Cruz y Pérez|Maria dos Santos Filho|Karl Müller|Łukasz Żółć|Ðorđe Đorđević|Straße ẞ ß İ ı|ß Grand
ſmith ĳ ŉ ǰ ǆ ﬁ|Nguyễn Văn Ánh|Þór Æsir Œuvre|Ÿ ƾ ǀ ʌ|e\u0301mile E\u0301|\u0301Emile|John \u0301mile
Abd al-Rahman|Abd al Rahman|Abdul Rahman|Abd El Rahman|Abd ur Rahman|ABD ALLAH|Abdul Allah al Masri|Abd|al Abd
Abd-al Karim|Abdel-Aziz bin Abdullah|Abdul al al allah al|Abd al-|عبد الرحمن|عبد الله|محمد علي
Usama bin Muhammad bin Awad bin Ladin|Kim Jong Un|KIM, Jong-un|Kim Chŏng-ŭn|Ch'oe Ch'ŏl-min|Cui Zhemin
Hsü Chih-mo|Lee Kuan Yew|Kim - Jong|Kim·Jong|Kim -|Kim Jong Un\u0020|Namgung Min|Ou-yang Xiu|Szeto Wah|Lv Bu
김정은|김 정은|金正恩|金 正恩|毛泽东|毛 澤東|Kim 정은|金 Jong|金,正恩|Владимир Путин|Αλέξης Τσίπρας ΣΑΣ
יצחק רבין|დავით|สมชาย ใจดี|क्षत्री|カタカナ ひらがな|𠮷田 太郎|Sech1n Igor|Seven 7|007 Bond|x1y 12
１２ ½ ² Ⅳ ① 𐄇|𐄇 Smith|John 𐄇|MV Blue Star|M/V Jin Teng|M V Jin|M. V. Jin|MT 7|SS Second 2nd IV|The Blue|TheBlue
MV|MV.|MV.. Jin|EP-GOM|Acme Ltd.|Acme Co., Ltd|The Acme GmbH & Co. KG|Second Academy of Natural Sciences
Bank of Korea|La Poste|Le Monde|A.C.M.E. LLC|Limited Liability Company Acme|No. 4 Plant|1st 2nd Third|acme.com
x/y&z @ #|a_b|...|-|, ,|😀|John 😀 Smith|John😀|\u202eKim \u200fJong\u202c|\ud800Kim|Kim\ud800 Jong|\x00John
John\x00Smith Lee|John\u200bSmith|John \u200b Smith|John\u0085Smith|Kim\u2028Jong|\ue000 Smith|\u0378 Smith
\u1160Kim|Kim \u3000Jong|´Foo|¨Foo Bar|John ´ Smith|، محمد|John, Paul, Ringo|,John|Smith,
""".replace("\n", "|").split("|")

LONG = ["", " ", "a " * 5000, "ab " * 341, "ab " * 64, "ab " * 65, "x" * 1024, "x" * 1025, "x" * 10000, "7 " * 70]
LONG += [f"{'y' * MAX_CHUNK} Smith", f"{'y' * (MAX_CHUNK + 1)} Smith", "Kim " * 4, "Kim Jong " + "Un" * 13]

words = st.sampled_from([word for name in NAMES for word in name.split(" ")])
texts = st.lists(words | st.text(max_size=6), max_size=7).map(" ".join) | st.text(max_size=60)


@pytest.mark.parametrize("kind", list(NameKind))
def test_chunks_give_the_name_as_it_is_read_whole(kind: NameKind) -> None:
    for name in (*NAMES, *LONG):
        for text in (name, name.upper(), f" {name}", f"{name} ", f"Smith {name}", f"{name} Kim"):
            assert analyze_name(text, kind) == analyze_whole(text, kind)


@given(texts, st.sampled_from(list(NameKind)))
def test_chunks_give_any_text_as_it_is_read_whole(text: str, kind: NameKind) -> None:
    assert analyze_name(text, kind) == analyze_whole(text, kind)


BLOCKS = {
    "Latin": (0x41, 0x17F),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Chinese": (0x4E00, 0x9FFF),
    "Hangul": (0xAC00, 0xD7A3),
}
"""Where the letters lie that stand for the same in every word."""


def letters_of(block: str) -> st.SearchStrategy[str]:
    low, high = BLOCKS[block]
    return st.characters(min_codepoint=low, max_codepoint=high)


@given(
    st.sampled_from(list(BLOCKS)).flatmap(lambda block: st.text(letters_of(block), min_size=1, max_size=12))
    | st.text(st.one_of([letters_of(block) for block in BLOCKS]), min_size=1, max_size=5),
    st.sampled_from([*CHUNKS]),
)
def test_a_plain_word_is_what_rigour_makes_of_it(text: str, kind: NameKind) -> None:
    assert plain_word(text) in (None, tagged(text, kind, prefixes=False))


@pytest.mark.parametrize(("block", "most", "least"), [("Latin", 1, 120), ("Hebrew", 1, 25), ("Arabic", 1, 140),
                                                     ("Chinese", 11, 1_800), ("Hangul", 7, 1_500)])  # fmt: skip
def test_letters_are_what_rigour_makes_of_them(block: str, most: int, least: int) -> None:
    low, high = BLOCKS[block]
    read = [letter for letter in map(chr, range(low, high + 1, most)) if plain_word(letter)]
    assert len(read) >= least
    for kind in CHUNKS:
        assert all(plain_word(letter) == tagged(letter, kind, prefixes=False) for letter in read)


@pytest.mark.parametrize("kind", list(CHUNKS))
def test_ordinary_names_are_read_by_their_chunks(kind: NameKind) -> None:
    for text in ("John Michael Smith", "O'Brien, Seán", "J. R. Müller", "محمد علي", "Владимир Путин"):
        chunks = [CHUNKS[kind](word) for word in text.split(" ")]
        assert all(chunk is not None for chunk in chunks)
        assert chunks[0] is not None
        assert chunks[0].begins


def test_equal_tokens_have_one_hash() -> None:
    made = Token("smith", 700, known_classes=frozenset({"name:1"}), number=None)
    again = Token("smith", 700, known_classes=frozenset({"name:1"}))
    assert made == again
    assert hash(made) == hash(again)
    assert len({made, again, Token("smith", 600)}) == 2
