"""Keys that spellings of one word share.

A romanisation key, the spellings without vowels and the form that a scanner may misread for Latin letters, consonant
skeletons for Arabic ones.
"""

import re
from functools import lru_cache
from itertools import groupby, islice, product

MINIMUM_KEY = 4
"""Shorter words have no romanisation key: too many different ones would share it."""
MAX_SKELETONS = 16
MINIMUM_BARE, MINIMUM_CONSONANTS = 4, 3
"""A spelling without vowels has so many letters (Arjo for Araujo) or consonants: ml may be any of a hundred names."""

ROMANISATIONS = (
    ("shch", "š"), ("sch", "š"), ("sh", "š"), ("tch", "č"), ("ch", "č"), ("dzh", "j"), ("dj", "j"),
    ("zh", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("kh", "k"), ("gh", "g"), ("th", "t"),
    ("dh", "d"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"),
    ("y", "i"),
)  # fmt: skip
"""What romanisations of Arabic, Persian, Russian and Ukrainian write in several ways, in order of application."""
_SILENT_H = re.compile(r"(?<=[aeiou])h(?=[^aeiou]|$)")
_RUN = re.compile(r"(.)\1", re.DOTALL)
_DEVOICED = re.compile(r"(?<=[aeiou])(?:ff|w)$")
"""How French and German spell the end of a Slavic name: Smirnoff, Chernow."""
_GLIDE = re.compile(r"i+(?=[au])")


def undoubled(form: str) -> str:
    """Write each run of one letter once."""
    if _RUN.search(form) is None:
        return form
    return "".join([letter for letter, _ in groupby(form)])


@lru_cache(maxsize=1 << 16)
def spelling_classes(form: str) -> frozenset[str]:
    """Give the classes that a word in Latin letters has by its letters alone."""
    classes = {f"bare:{bare}" for bare in spellings_without_vowels(form)}
    if key := romanisation_key(form):
        classes.add(f"spelling:{key}")
    if look := misread_form(form):
        classes.add(f"misread:{look}")
    return frozenset(classes)


def romanisation_key(form: str) -> str:
    """Give the key that common spellings of one name share (Hussein, Husayn, Hussain); empty for short words."""
    if len(form) < MINIMUM_KEY:
        return ""
    if form.endswith(("ff", "w")):
        form = _DEVOICED.sub("v", form)
    for written, sound in ROMANISATIONS:
        if written in form:
            form = form.replace(written, sound)
    form = undoubled(form)
    if "h" in form:
        form = _SILENT_H.sub("", form)
    form = form.replace("e", "i").replace("o", "u")
    form = undoubled(_GLIDE.sub("", form))
    return form if len(form) >= MINIMUM_KEY - 1 else ""


def spellings_without_vowels(form: str) -> frozenset[str]:
    """Give how a word is written without its vowels: all of them, those behind the first letter, those inside.

    Doubled letters are written once, here and in a form that is held against it (`undoubled`): Mhmmd and Mhmd.
    """
    found = set()
    first, last = form[0], form[-1]
    for vowels in ("aeiou", "aeiouy") if "y" in form else ("aeiou",):
        inside = form[1:-1]
        for vowel in vowels:
            inside = inside.replace(vowel, "")
        head, tail = "" if first in vowels else first, "" if last in vowels else last
        enough = len(head) + len(inside) + len(tail) >= MINIMUM_CONSONANTS
        for bare in (head + inside + tail, first + inside + tail, first + inside + last):
            if enough or len(bare) >= MINIMUM_BARE:
                found.add(bare)
    return frozenset([undoubled(bare) for bare in found])


def misread_form(form: str) -> str:
    """Give the form that a scanner makes of a word and of the words that look like it; empty if there are none."""
    return form.replace("rn", "m") if len(form) >= MINIMUM_KEY and ("m" in form or "rn" in form) else ""


ARABIC_LETTERS = {
    "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ٹ": "t", "ث": "ts", "ج": "jg", "چ": "c", "ح": "h", "خ": "k",
    "د": "d", "ڈ": "d", "ذ": "dz", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "j", "س": "s", "ص": "s", "ش": "š",
    "ض": "dz", "ظ": "zd", "غ": "g", "ف": "f", "ق": "kg", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ں": "n", "ه": "h", "ہ": "h", "ھ": "h", "و": " w", "ي": " y", "ی": " y", "ة": " t", "ى": " ",
}  # fmt: skip
"""Arabic, Persian and Urdu letter to the consonants that Latin spellings use for it; a space is none."""
LATIN_CONSONANTS = {
    "sh": "š", "sch": "š", "ch": "cšk", "kh": "k", "gh": "g", "th": "ts", "dh": "dz", "ph": "f", "dj": "j", "zh": "j",
    "q": "k", "c": "ks", "x": "k", "g": "gj", "w": "w ", "v": "wf", "y": "y ", "p": "pb",
}  # fmt: skip
_CONSONANTS = ARABIC_LETTERS | {letter: LATIN_CONSONANTS.get(letter, letter) for letter in "bcdfghjklmnpqrstvwxyz"}
_LATIN = re.compile(r"sch|sh|ch|kh|gh|th|dh|ph|dj|zh|[bcdfghjklmnpqrstvwxyz]")


_ARABIC = re.compile("[\u0600-\u06ff]")


def is_arabic(text: str) -> bool:
    """Whether the text has a letter of the Arabic block."""
    return not text.isascii() and _ARABIC.search(text) is not None


_ARABIC_FORMS = str.maketrans("یىکأإآٱؤئھہ", "ييكااااويهه", "ـ")


def plain_arabic(text: str) -> str:
    """Write Persian and Urdu letters and carriers of hamza as the Arabic letters that Arabic keyboards have."""
    return text.translate(_ARABIC_FORMS)


def _spell(choices: list[str]) -> frozenset[str]:
    if all(len(choice) == 1 for choice in choices):
        return frozenset(("".join(choices),)) if choices else frozenset()
    words = {"".join(letters).replace(" ", "") for letters in islice(product(*choices), 4 * MAX_SKELETONS)}
    return frozenset(sorted(words - {""}, key=lambda word: (len(word) < 2, word))[:MAX_SKELETONS])


def skeletons(form: str, minimum: int = 2) -> frozenset[str]:
    """Give the consonant skeletons that a word may have, in Arabic or in Latin letters.

    Arabic writes no short vowels, so the vowels of a Latin spelling say nothing about it; a word agrees with its
    transliteration if they share a skeleton. The article is tried both as a part of the word and without it,
    for many spellings assimilate it (Saduddin for Sa'd al-Din). Skeletons of fewer than `minimum` consonants are left
    out.
    """
    return frozenset([skeleton for skeleton in _all_skeletons(form) if len(skeleton) >= minimum])


@lru_cache(maxsize=1 << 16)
def _all_skeletons(form: str) -> frozenset[str]:
    if is_arabic(form):
        form = undoubled(form)
        head, article, tail = form.rpartition("ال")
        words = {form, form.removeprefix("ال"), head + tail if article else form}
        results: frozenset[str] = frozenset()
        for word in words:
            choices = [_CONSONANTS[letter] for letter in word if letter in _CONSONANTS]
            results |= _spell(_open_end(choices))
        return results
    choices = [LATIN_CONSONANTS.get(part, part) for part in _LATIN.findall(undoubled(form))]
    return _spell(_open_end(choices))


def _open_end(choices: list[str]) -> list[str]:
    """Let an h at the end be silent."""
    return [*choices[:-1], "h "] if choices and choices[-1] == "h" else choices
