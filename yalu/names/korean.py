"""Korean names: from any romanisation, Hangul or Hanja to sets of Hangul syllables.

A romanised syllable is taken apart into onset, vowel and coda, and each part stands for all the letters that some
system writes so: McCune-Reischauer with and without its marks, Revised Romanisation, North Korean, Yale, and common
Southern habits. The tables state the published systems: McCune-Reischauer (1939), the Ministry of Culture's notice
2000-8 (Revised), North Korea's system of 1992 (UNGEGN), Martin's Yale (1954).
"""

import re
from functools import lru_cache, reduce
from operator import or_

from yalu.names.han import han_table, is_han, mask_of
from yalu.names.name import Syllables
from yalu.names.tables import word_lists, words

ONSETS = {
    "": "ㅇ", "g": "ㄱ", "k": "ㄱㅋ", "kh": "ㅋ", "k'": "ㅋ", "kk": "ㄲ", "gg": "ㄲ", "n": "ㄴ", "d": "ㄷ",
    "t": "ㄷㅌ", "th": "ㅌ", "t'": "ㅌ", "tt": "ㄸ", "r": "ㄹ", "l": "ㄹ", "rh": "ㄹ", "m": "ㅁ", "b": "ㅂ",
    "p": "ㅂㅍ", "ph": "ㅍ", "p'": "ㅍ", "pp": "ㅃ", "s": "ㅅ", "sh": "ㅅ", "ss": "ㅆ", "j": "ㅈ", "c": "ㅈ",
    "ch": "ㅈㅊ", "ch'": "ㅊ", "chh": "ㅊ", "tch": "ㅉ", "jj": "ㅉ", "h": "ㅎ",
}  # fmt: skip
VOWELS = {
    "a": "ㅏ", "ae": "ㅐ", "ai": "ㅐ", "ay": "ㅐ", "ya": "ㅑ", "yae": "ㅒ", "o": "ㅗㅓ", "ŏ": "ㅓ",
    "eo": "ㅓ", "e": "ㅔㅓ", "ey": "ㅔ", "yo": "ㅛㅕ", "yŏ": "ㅕ", "yeo": "ㅕ", "you": "ㅕㅠ", "ye": "ㅖㅕ",
    "yey": "ㅖ", "u": "ㅜㅡㅓ", "ŭ": "ㅡ", "eu": "ㅡ", "oo": "ㅜ", "ou": "ㅜ", "woo": "ㅜ", "wu": "ㅜ",
    "yu": "ㅠㅕ", "yoo": "ㅠ", "oe": "ㅚ", "oi": "ㅚ", "oy": "ㅚ", "wa": "ㅘ", "wae": "ㅙ", "way": "ㅙ",
    "wo": "ㅝ", "wŏ": "ㅝ", "weo": "ㅝ", "we": "ㅞㅝ", "wey": "ㅞ", "wi": "ㅟ", "wuy": "ㅟ", "ui": "ㅢㅟ",
    "ŭi": "ㅢ", "eui": "ㅢ", "uy": "ㅢ", "i": "ㅣㅢ", "yi": "ㅣ", "ee": "ㅣㅢ",
}  # fmt: skip
CODAS = {
    "": "", "k": "ㄱㅋ", "g": "ㄱ", "c": "ㄱ", "ck": "ㄱ", "n": "ㄴ", "t": "ㄷㅅ", "d": "ㄷ", "s": "ㅅ",
    "l": "ㄹ", "r": "ㄹ", "m": "ㅁ", "p": "ㅂㅍ", "b": "ㅂ", "ng": "ㅇ",
}  # fmt: skip
SURNAMES = words("korean", "surnames")
LONG_SURNAMES = words("korean", "long surnames")
SURNAME_SPELLINGS = {spelling: "".join(meant) for spelling, meant in word_lists("korean surname spellings").items()}
INITIAL_LAW = {north: south for north, (south,) in word_lists("korean initial law").items()}

MAX_SYLLABLES = 5
_PARTS = re.compile(r"([bcdghjklmnprstk]*'?)([aeiouwyŏŭ]+)([bcdgklmnprst]*)")
_HIATUS = re.compile(r"[aeiouwyŏŭ]{2}")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]


def compose(onset: str, vowel: str, coda: str) -> str:
    """Put three letters together to one Hangul syllable (the arithmetic of Unicode chapter 3.12)."""
    return chr(0xAC00 + (_INITIALS.index(onset) * 21 + _MEDIALS.index(vowel)) * 28 + _FINALS.index(coda))


def decompose(syllable: str) -> tuple[str, str, str]:
    """Take one Hangul syllable apart into onset, vowel and coda."""
    code = ord(syllable) - 0xAC00
    return _INITIALS[code // 588], _MEDIALS[code % 588 // 28], _FINALS[code % 28]


def is_hangul(text: str) -> bool:
    """Whether every character is a composed Hangul syllable."""
    return bool(text) and min(text) >= "가" and max(text) <= "힣"


@lru_cache(maxsize=1 << 14)
def romanised(piece: str, medial: bool = False) -> int:
    """Give the Hangul syllables that one romanised syllable may stand for, as a mask over the syllabary.

    `piece` is lower case without apostrophes but those after k, t, p and ch. `medial` allows n for ㄹ, as assimilation
    writes it behind another syllable (Myongnok for Myong-rok).
    """
    match = _PARTS.fullmatch(piece) if len(piece) <= 8 else None
    if not match:
        return 0
    onset, vowel, coda = match.groups()
    if onset not in ONSETS or vowel not in VOWELS or coda not in CODAS:
        return 0
    onsets = ONSETS[onset] + ("ㄹ" if medial and onset == "n" else "")
    syllables = [compose(a, b, c) for a in onsets for b in VOWELS[vowel] for c in (CODAS[coda] or ("",))]
    return mask_of(syllables, han_table().hangul)


@lru_cache(maxsize=1 << 10)
def widened(syllable: str) -> int:
    """Give the mask of a Hangul syllable together with its form under the initial sound law (룡 and 용, 림 and 임)."""
    onset, vowel, coda = decompose(syllable)
    forms = [syllable]
    if onset in "ㄹㅇ" and vowel in "ㅑㅕㅛㅠㅣㅖ":
        forms.append(compose("ㅇ" if onset == "ㄹ" else "ㄹ", vowel, coda))
    if onset in "ㄹㄴ" and vowel in "ㅏㅗㅜㅡㅐㅚ":
        forms.append(compose("ㄴ" if onset == "ㄹ" else "ㄹ", vowel, coda))
    return mask_of(forms, han_table().hangul)


@lru_cache(maxsize=1)
def _surname_mask() -> int:
    return mask_of(SURNAMES, han_table().hangul)


@lru_cache(maxsize=1 << 12)
def _with_initial_law(mask: int) -> int:
    if not mask:
        return 0
    hangul = han_table().hangul
    for north, south in INITIAL_LAW.items():
        pair = 1 << hangul[north] | 1 << hangul[south]
        if mask & pair:
            mask |= pair
    return mask


@lru_cache(maxsize=1 << 14)
def surname(piece: str) -> int:
    """Give the surnames of one syllable that a romanised piece may stand for, as a mask; 0 if none."""
    if len(piece) > 8:
        return 0
    spelled = SURNAME_SPELLINGS.get(piece.replace("'", ""))
    mask = mask_of(list(spelled), han_table().hangul) if spelled else romanised(piece) & _surname_mask()
    return _with_initial_law(mask)


@lru_cache(maxsize=1 << 16)
def segmentations(token: str, medial: bool = False) -> tuple[Syllables, ...]:
    """Give every way to read one romanised token as up to three syllables: "cholmin" as (chol, min).

    A token that is one syllable is not taken apart where one vowel would follow another: "young" is not "yo-ung".
    `medial` says that another syllable of the given name stands before it.
    """
    if len(token) > 21 or not token:
        return ()
    found: list[Syllables] = []
    single = bool(romanised(token, medial))

    def extend(start: int, sofar: Syllables) -> None:
        if start == len(token):
            found.append(sofar)
            return
        if len(sofar) == 3:
            return
        for end in range(start + 1, min(len(token), start + 7) + 1):
            if single and _HIATUS.match(token, end - 1):
                continue
            mask = romanised(token[start:end], medial or bool(sofar))
            if mask:
                extend(end, (*sofar, mask))

    extend(0, ())
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _long_surname_masks() -> tuple[Syllables, ...]:
    """Give the masks of all surnames of two syllables."""
    return tuple(tuple(widened(syllable) for syllable in long) for long in LONG_SURNAMES)


def _romanisations(mask: int) -> frozenset[str]:
    """Give every piece that `romanised` reads as one of these syllables, medial ones left out."""
    letters = [decompose(syllable) for syllable, place in han_table().hangul.items() if mask >> place & 1]
    return frozenset(
        onset + vowel + coda
        for first, middle, last in letters
        for onset, onsets in ONSETS.items()
        if first in onsets
        for vowel, vowels in VOWELS.items()
        if middle in vowels
        for coda, codas in CODAS.items()
        if last in (tuple(codas) or ("",))
    )


@lru_cache(maxsize=1)
def _long_surname_heads() -> frozenset[str]:
    """Give every romanisation of the first syllables of the surnames of two syllables."""
    return _romanisations(reduce(or_, (masks[0] for masks in _long_surname_masks())))


@lru_cache(maxsize=1)
def long_surname_starts() -> frozenset[str]:
    """Give the first two letters of every word for which `long_surnames` may give something."""
    return frozenset([head[:2] for head in _long_surname_heads()])


@lru_cache(maxsize=1)
def short_surnames() -> frozenset[str]:
    """Give every piece without an apostrophe for which `surname` is not 0."""
    spelled = (*_romanisations(_surname_mask()), *SURNAME_SPELLINGS)
    return frozenset(piece for piece in spelled if "'" not in piece and surname(piece))


@lru_cache(maxsize=1 << 14)
def long_surnames(token: str) -> tuple[Syllables, ...]:
    """Give the surnames of two syllables that a romanised token may stand for."""
    if not 5 <= len(token) <= 11:
        return ()
    heads = _long_surname_heads()
    cuts = [cut for cut in range(2, len(token) - 1) if token[:cut] in heads]
    if not cuts:
        return ()
    readings = [(romanised(token[:cut]), romanised(token[cut:], True)) for cut in cuts]
    return tuple(masks for masks in _long_surname_masks() if any(a & masks[0] and b & masks[1] for a, b in readings))


def _given_names(tokens: tuple[str, ...]) -> list[Syllables]:
    """Give every reading of the given name, one to three syllables over all its tokens."""
    results: list[Syllables] = [()]
    for place, token in enumerate(tokens):
        parts = segmentations(token, medial=place > 0)
        results = [(*head, *tail) for head in results for tail in parts if len(head) + len(tail) <= 3]
        if not results:
            return []
    return [result for result in results if result]


def read_latin(tokens: tuple[str, ...], surname_at: tuple[int, ...]) -> tuple[Syllables, ...]:
    """Read a romanised name of two to four tokens as Korean, surname first in the result.

    `surname_at` are the places where the surname may stand: 0 for the first token, -1 for the last.
    """
    if not 2 <= len(tokens) <= 4:
        return ()
    results: list[Syllables] = []
    for place in surname_at:
        family = tokens[place]
        rest = tokens[1:] if place == 0 else tokens[:-1]
        mask = surname(family)
        if mask:
            results.extend((mask, *given) for given in _given_names(rest))
        for masks in long_surnames(family):
            results.extend((*masks, *given) for given in _given_names(rest))
    return tuple(dict.fromkeys(results))


def read_hangul(text: str) -> tuple[Syllables, ...]:
    """Read a name in Hangul; the surname stands first and is widened by the initial sound law."""
    if not 2 <= len(text) <= MAX_SYLLABLES or not is_hangul(text):
        return ()
    masks = tuple(widened(syllable) for syllable in text)
    family = _with_initial_law(masks[0])
    known = family & _surname_mask() or text[:2] in LONG_SURNAMES
    return ((family, *masks[1:]),) if known and all(masks) else ()


def read_hanja(text: str) -> tuple[Syllables, ...]:
    """Read a name in Chinese characters as a Korean would, surname first."""
    if not 2 <= len(text) <= MAX_SYLLABLES or not is_han(text):
        return ()
    table = han_table()
    masks = tuple(table.korean.get(char, 0) for char in text)
    family = _with_initial_law(masks[0])
    return ((family, *masks[1:]),) if family & _surname_mask() and all(masks) else ()
