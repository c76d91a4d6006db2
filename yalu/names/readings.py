"""The Korean and Chinese readings of a name, and whether two names share one."""

import re
import unicodedata
from functools import lru_cache

from yalu.names import chinese, korean
from yalu.names.han import is_han
from yalu.names.name import NO_READINGS, Readings, Syllables

KOREAN, CHINESE, BRIDGE = "Korean syllables", "Chinese syllables", "Korean reading of Chinese"

MINIMUM_BRIDGE = 3
"""A pinyin name of fewer syllables may stand for too many Korean ones."""

_WORDS = re.compile(r"[^\s,;·・.\-‐-―]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼʻ`´′", "'"))
_ASPIRATES = re.compile(r"(?:k|t|p|ch|ts|tz)'(?=[aeiouwyŏŭü])")


@lru_cache(maxsize=1 << 12)
def _spelled_letter(letter: str) -> str:
    if letter in "ŏŭü'":
        return letter
    return "".join([char for char in unicodedata.normalize("NFD", letter) if not unicodedata.combining(char)])


@lru_cache(maxsize=1 << 14)
def _spelling(word: str) -> str:
    """Keep ŏ, ŭ, ü and the apostrophe behind an aspirate; drop every other mark."""
    composed = unicodedata.normalize("NFC", word)
    letters = composed if composed.isascii() else "".join(map(_spelled_letter, composed))
    if "'" not in letters:
        return letters
    kept = _ASPIRATES.sub(lambda match: match.group().replace("'", "\0"), letters)
    return kept.replace("'", "").replace("\0", "'")


def _surname_places(form: str) -> tuple[int, ...]:
    """Where the family name may stand: the comma and the hyphen of a given name tell; otherwise first or last."""
    head, comma, tail = form.partition(",")
    if comma and tail.strip():
        return (0,) if len(_WORDS.findall(head)) == 1 else ()
    words = form.split()
    if len(words) == 2 and ("-" in words[0]) != ("-" in words[1]):
        return (-1,) if "-" in words[0] else (0,)
    return (0, -1)


_VOWELS = re.compile(r"[aeiouwyŏŭü]+")


@lru_cache(maxsize=1)
def surnames_in_one_word() -> frozenset[str]:
    """Give the Korean and Chinese family names in Latin letters, but for Korean ones of two syllables."""
    return korean.short_surnames() | chinese.short_surnames() | chinese.long_surnames().keys()


def may_be_long_surname(word: str) -> bool:
    """Whether a word in Latin letters may be a Korean family name of two syllables."""
    return word[:2] in korean.long_surname_starts() and bool(korean.long_surnames(word))


def may_be_surname(word: str) -> bool:
    """Whether a word in Latin letters, as `_spelling` writes it, may be a Korean or Chinese family name.

    Surnames of one syllable have one group of vowels; only the few longer ones have more.
    """
    if word in surnames_in_one_word():
        return True
    if "'" in word and len(_VOWELS.findall(word)) < 2 and _aspirated_surname(word):
        return True
    return may_be_long_surname(word)


@lru_cache(maxsize=1 << 12)
def _aspirated_surname(word: str) -> bool:
    return bool(korean.surname(word) or chinese.surname(word, "wade-giles"))


def may_name_a_family(word: str) -> bool:
    """Whether a word of letters, in any script, may be a family name to `read_name`."""
    if word.isascii():
        return may_be_surname(word)
    if min(word) >= "\u0370" and max(word) < "\u1100":
        # Greek, Cyrillic, Hebrew, Arabic, Indian letters: none of them is left of a Latin letter without its marks.
        return False
    return korean.is_hangul(word) or is_han(word) or may_be_surname(_spelling(word))


def may_end_in_surnames(form: str) -> tuple[bool, bool]:
    """Whether the first word of a stretch of a name, and its last one, may be a family name to `read_name`."""
    words = _WORDS.findall(form.translate(_APOSTROPHES))
    if not words or korean.is_hangul(form) or is_han(form):
        return True, True
    return may_be_surname(_spelling(words[0])), may_be_surname(_spelling(words[-1]))


def read_name(form: str) -> Readings:
    """Read a person's name as Korean and as Chinese. `form` is lower case and keeps its punctuation."""
    compact = form.replace(" ", "")
    if korean.is_hangul(compact):
        orders = {compact, "".join(reversed(form.split()))}
        return Readings(
            korean=tuple(reading for text in sorted(orders) for reading in korean.read_hangul(text)), script="hangul"
        )
    if is_han(compact):
        orders = {compact, "".join(reversed(form.split()))}
        as_korean = tuple(reading for text in sorted(orders) for reading in korean.read_hanja(text))
        as_chinese = tuple(reading for text in sorted(orders) for reading in chinese.read_han(text))
        return Readings(korean=as_korean, chinese=as_chinese, script="han")
    words = _WORDS.findall(form.translate(_APOSTROPHES))
    if not 2 <= len(words) <= 4 or max(map(len, words)) > 24:
        return NO_READINGS
    places = _surname_places(form)
    tokens = tuple(_spelling(word) for word in words)
    if not any(may_be_surname(tokens[place]) for place in places):
        return NO_READINGS
    as_korean = korean.read_latin(tuple(token.replace("ü", "u") for token in tokens), places)
    as_chinese = chinese.read_latin(tokens, places)
    if not as_korean and not as_chinese:
        return NO_READINGS
    long_enough = (reading for reading in as_chinese if len(reading) >= MINIMUM_BRIDGE)
    bridge = tuple(dict.fromkeys(chinese.korean_reading(reading) for reading in long_enough))
    as_pinyin = bool(chinese.read_latin(tokens, places, ("pinyin",)))
    return Readings(korean=as_korean, chinese=as_chinese, bridge=bridge, script="latin", pinyin=as_pinyin)


def _meet(left: tuple[Syllables, ...], right: tuple[Syllables, ...]) -> bool:
    return any(len(a) == len(b) and all(x & y for x, y in zip(a, b, strict=True)) for a in left for b in right)


def shared_reading(left: Readings, right: Readings) -> str | None:
    """Tell in which way two names can be read the same, syllable by syllable: the strongest way, or `None`.

    Two names in Chinese characters are never compared by sound: other characters are another name. The bridge from
    pinyin to Korean is only crossed between names in Latin letters: it is too wide for more.
    """
    if left.script == right.script == "han":
        return None
    if _meet(left.korean, right.korean):
        return KOREAN
    if _meet(left.chinese, right.chinese):
        return CHINESE
    if left.script == right.script == "latin" and (
        _meet(left.bridge, right.korean) or _meet(left.korean, right.bridge)
    ):
        return BRIDGE
    return None


def comparable(left: Readings, right: Readings) -> bool:
    """Whether both names can be read in one language, so that sharing no reading means two different names.

    Wade-Giles alone is no evidence of that: too many Western names can be read so (Jansen, Jensen).
    """
    both_chinese = all(readings.pinyin or readings.script == "han" for readings in (left, right))
    return both_chinese or bool(left.korean and right.korean)
