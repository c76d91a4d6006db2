"""Chinese names: pinyin, Wade-Giles, Cantonese surnames and characters to sets of toneless pinyin syllables."""

import re
from functools import lru_cache

from yalu.names.han import han_table, is_han, mask_of
from yalu.names.name import Syllables
from yalu.names.tables import word_lists, words

SURNAMES = words("chinese", "surnames")
LONG_SURNAMES = tuple(tuple(name.split("-")) for name in words("chinese", "long surnames"))
SURNAME_READINGS = {char: reading for char, (reading,) in word_lists("chinese surname readings").items()}
CANTONESE_SURNAMES = word_lists("cantonese surnames")
WADE_GILES_ONSETS = {
    "p'": "p", "p": "b", "t'": "t", "t": "d", "k'": "k", "k": "g", "ch'": "ch", "ch": "zh", "ts'": "c", "ts": "z",
    "tz'": "c", "tz": "z", "hs": "x", "j": "r", "ss": "s", "sz": "s",
}  # fmt: skip
WADE_GILES_WHOLE = {
    "i": ("yi",),
    "yen": ("yan",),
    "yeh": ("ye",),
    "yueh": ("yue",),
    "yu": ("you", "yu"),
    "erh": ("er",),
}
_WADE_GILES_FINALS = {
    "ieh": "ie", "ien": "ian", "ueh": "ue", "eh": "e", "erh": "er", "ung": "ong", "iung": "iong", "uei": "ui",
}  # fmt: skip
_WITHOUT_DOTS = {"lv": "lu", "nv": "nu", "lyu": "lu", "nyu": "nu", "lyue": "lue", "nyue": "nue"}
"""Other spellings of the pinyin syllables with ü, which the syllabary has without the dots."""
INTERJECTIONS = ("m", "n", "ng", "hm", "hng")
"""Syllables without a vowel, which the dictionary has and no name."""
_WADE_GILES = re.compile(r"(ch'?|tz'?|ts'?|hs|ss|sz|sh|[pkt]'?|[bfhjlmnrsw]?)(.*)")


def _wade_giles_final(onset: str, final: str) -> str:
    """Turn the rest of a Wade-Giles syllable to pinyin's spelling; `onset` is already pinyin."""
    final = final.replace("ü", "u")
    if final in ("ih", "u") and onset in ("zh", "ch", "sh", "r", "s", "c", "z") and (final == "ih" or onset in "scz"):
        return "i"
    if final == "o":
        return {"g": "e", "k": "e", "h": "e", "b": "o", "p": "o", "m": "o", "f": "o"}.get(onset, "uo")
    return _WADE_GILES_FINALS.get(final, final)


@lru_cache(maxsize=1 << 13)
def wade_giles(piece: str) -> tuple[str, ...]:
    """Give the pinyin syllables that one Wade-Giles syllable may stand for; without its apostrophes it is ambiguous.

    Mapping after the table of the Library of Congress (pinyin conversion project, 1998).
    """
    match = _WADE_GILES.fullmatch(piece) if len(piece) <= 7 else None
    if not match:
        return ()
    onset, final = match.groups()
    stems = {onset, onset + "'"} if onset in ("p", "t", "k", "ch", "ts", "tz") else {onset}
    found: set[str] = set()
    for stem in stems:
        pinyin = WADE_GILES_ONSETS.get(stem, stem)
        if stem in ("ch", "ch'") and final[:1] in ("i", "ü", "u") and final != "ih":
            # ch stands for zh and, before i and ü, for j; ü loses its dots in most texts, so both are tried.
            found.add(("j" if stem == "ch" else "q") + _wade_giles_final("j", final))
        if not (stem in ("ch", "ch'") and final.startswith("i") and final != "ih"):
            found.add(pinyin + _wade_giles_final(pinyin, final))
    found.update(WADE_GILES_WHOLE.get(piece, ()))
    return tuple(sorted(found & han_table().pinyin.keys()))


@lru_cache(maxsize=1 << 13)
def syllable(piece: str, system: str) -> int:
    """Give the mask of pinyin syllables for one romanised syllable, under "pinyin" or "wade-giles"."""
    pinyin = han_table().pinyin
    if piece in INTERJECTIONS:
        return 0
    if system == "wade-giles":
        return mask_of(wade_giles(piece), pinyin)
    return mask_of((_WITHOUT_DOTS.get(piece, piece),), pinyin)


@lru_cache(maxsize=1 << 15)
def segmentations(token: str, system: str) -> tuple[Syllables, ...]:
    """Give every way to read one token as one or two syllables."""
    whole = syllable(token, system)
    results: list[Syllables] = [(whole,)] if whole else []
    for cut in range(1, min(len(token), 8)):
        first, second = syllable(token[:cut], system), syllable(token[cut:], system)
        if first and second:
            results.append((first, second))
    return tuple(results)


@lru_cache(maxsize=1)
def _surname_masks() -> tuple[int, dict[str, Syllables]]:
    """Give the mask of all short surnames, and the long ones by their joined spelling."""
    pinyin = han_table().pinyin
    long = {"".join(parts): tuple(mask_of((part,), pinyin) for part in parts) for parts in LONG_SURNAMES}
    return mask_of(SURNAMES, pinyin), long


def long_surnames() -> dict[str, Syllables]:
    """Give the surnames of two syllables by their spelling in one word."""
    return _surname_masks()[1]


@lru_cache(maxsize=1 << 15)
def surname(token: str, system: str) -> tuple[Syllables, ...]:
    """Give the readings of a token as a surname of one or two syllables, Hong Kong's spellings included."""
    return _surname(token, system)


def _surname(token: str, system: str) -> tuple[Syllables, ...]:
    known, long = _surname_masks()
    mask = syllable(token, system) & known
    if token in CANTONESE_SURNAMES:
        mask |= mask_of(CANTONESE_SURNAMES[token], han_table().pinyin)
    short = ((mask,),) if mask else ()
    return (*short, long[token]) if token in long else short


@lru_cache(maxsize=1)
def short_surnames() -> frozenset[str]:
    """Give every token without an apostrophe that `surname` reads as a surname of one syllable, in any system."""
    pinyin = han_table().pinyin
    finals = {syllable[cut:] for syllable in pinyin for cut in range(3)} | _WADE_GILES_FINALS.keys() | {"ih"}
    finals |= {final.replace("u", "ü") for final in finals}
    onsets = [*WADE_GILES_ONSETS, *"bfhjlmnrsw", "sh", ""]
    spelled = {onset + final for onset in onsets for final in finals if "'" not in onset}
    spelled |= {*WADE_GILES_WHOLE, *CANTONESE_SURNAMES, *pinyin, *_WITHOUT_DOTS}
    systems = ("pinyin", "wade-giles")
    return frozenset(
        token
        for token in spelled
        if any(len(reading) == 1 for system in systems for reading in _surname(token, system))
    )


def read_latin(
    tokens: tuple[str, ...], surname_at: tuple[int, ...], systems: tuple[str, ...] = ("pinyin", "wade-giles")
) -> tuple[Syllables, ...]:
    """Read a romanised name of two or three tokens as Chinese, surname first in the result."""
    if not 2 <= len(tokens) <= 3:
        return ()
    results: list[Syllables] = []
    for system in systems:
        for place in surname_at:
            rest = tokens[1:] if place == 0 else tokens[:-1]
            families = surname(tokens[place], system)
            if not families:
                continue
            givens: list[Syllables] = [()]
            for token in rest:
                givens = [(*head, *tail) for head in givens for tail in segmentations(token, system)]
            results.extend((*family, *given) for family in families for given in givens if 1 <= len(given) <= 2)
    return tuple(dict.fromkeys(results))


def read_han(text: str) -> tuple[Syllables, ...]:
    """Read a name in Chinese characters in Mandarin; the first character takes its reading as a surname."""
    if not 2 <= len(text) <= 4 or not is_han(text):
        return ()
    table = han_table()
    masks = [table.mandarin.get(char, 0) for char in text]
    special = SURNAME_READINGS.get(text[0])
    if special:
        masks[0] = mask_of((special,), table.pinyin)
    return (tuple(masks),) if all(masks) else ()


def korean_reading(reading: Syllables) -> Syllables:
    """Give the Korean readings of all characters that may stand behind a pinyin reading."""
    bridge = han_table().bridge
    result = []
    for mask in reading:
        korean = 0
        while mask:
            low = mask & -mask
            korean |= bridge[low.bit_length() - 1]
            mask ^= low
        result.append(korean)
    return tuple(result)
