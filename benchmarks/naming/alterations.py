"""Ways in which a person's name is written otherwise: slips, romanisations, words left out, added, joined and moved.

Each takes a name and a source of chance and gives the altered name, or `None` where it does not apply.
"""

import re
from collections.abc import Callable
from random import Random

Alteration = Callable[[str, Random], str | None]

VOWELS = "aeiou"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMANISATIONS = (
    ("sergey", "sergei"), ("yuri", "iouri"), ("yuri", "yury"), ("aleksandr", "alexander"), ("aleksey", "alexei"),
    ("dmitry", "dmitri"), ("andrey", "andrei"), ("yevgen", "evgen"), ("mohammed", "muhammad"), ("mohammad", "mohamed"),
    ("hussein", "husayn"), ("hussain", "hoseyn"), ("ahmad", "ahmed"), ("yusuf", "youssef"), ("umar", "omar"),
    ("abd al-", "abdul "), ("abdel", "abdul"), ("said", "saeed"), ("mustafa", "moustapha"), ("ibrahim", "ebrahim"),
    ("iy", "y"), ("ov", "off"), ("ev", "eff"), ("q", "k"), ("w", "v"), ("ya", "ia"), ("yu", "iu"), ("ks", "x"),
    ("y", "i"), ("ei", "ey"), ("ay", "ai"), ("yev", "iev"), ("zh", "j"), ("iya", "ia"),
)  # fmt: skip
"""Pairs of spellings; each is tried both ways."""
SIMPLER = (
    ("kh", "h"), ("dh", "d"), ("gh", "g"), ("th", "t"), ("tch", "ch"), ("ph", "f"), ("oo", "u"), ("ou", "u"),
    ("ee", "i"), ("j", "dj"), ("sh", "ch"), ("kh", "k"), ("aa", "a"), ("ts", "tz"),
)  # fmt: skip
"""Spellings and others in their place, one way: not every d may be written dh."""
SHORT_FORMS = {
    "alexander": "Alex", "aleksandr": "Sasha", "vladimir": "Volodya", "mikhail": "Misha", "michael": "Mike",
    "jose": "Pepe", "francisco": "Paco", "dmitry": "Dima", "robert": "Bob", "william": "Bill", "joseph": "Joe",
    "daniel": "Dan", "nikolay": "Kolya", "ivan": "Vanya", "konstantin": "Kostya", "yevgeniy": "Zhenya",
    "anthony": "Tony", "thomas": "Tom", "richard": "Dick", "manuel": "Manolo", "andrew": "Andy", "steven": "Steve",
}  # fmt: skip
OCR = (("o", "0"), ("l", "1"), ("i", "1"), ("m", "rn"), ("rn", "m"), ("s", "5"), ("b", "8"), ("e", "c"), ("u", "v"))
KEYBOARD = dict(zip(LETTERS, "snvfrdghokjlmkijaterdhvqzt", strict=True) | {"x": "c"}.items())
TITLES = tuple("Mr Mr. Dr. Sheikh Shaykh General Gen. Col. Haji Mullah Prof. Eng. Señor".split())
PARTICLES = ("al", "el", "bin", "ibn", "ben", "de", "ul", "van")
MORE_NAMES = (
    "Ali",
    "Carlos",
    "Hassan",
    "Peter",
    "Maria",
    "Abbas",
    "Victor",
    "Reza",
    "Nikolai",
    "Samir",
    "Chen",
    "Omar",
)
ACCENTS = str.maketrans("aeiouncsz", "áéíóúñçšž")


def _edit_word(name: str, chance: Random, change: Callable[[str, Random], str], least: int = 4) -> str | None:
    """Change one of the words of at least `least` letters."""
    words = name.split()
    places = [place for place, word in enumerate(words) if len(word) >= least and word.isalpha()]
    if not places:
        return None
    place = chance.choice(places)
    words[place] = change(words[place], chance)
    altered = " ".join(words)
    return altered if altered.casefold() != name.casefold() else None


def insert(word: str, chance: Random) -> str:
    place = chance.randrange(1, len(word) + 1)
    return word[:place] + chance.choice(LETTERS) + word[place:]


def delete(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def substitute(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(LETTERS) + word[place + 1 :]


def swap(word: str, chance: Random) -> str:
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def neighbour_key(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + KEYBOARD.get(word[place].lower(), "e") + word[place + 1 :]


def double_letter(word: str, chance: Random) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + word[place].lower() + word[place:]


def drop_vowel(word: str, chance: Random) -> str:
    places = [place for place in range(1, len(word)) if word[place].lower() in VOWELS]
    place = chance.choice(places) if places else len(word)
    return word[:place] + word[place + 1 :]


def drop_inner_vowels(word: str, _: Random) -> str:
    return word[0] + re.sub(f"[{VOWELS}]", "", word[1:-1], flags=re.I) + word[-1]


SLIPS = (insert, delete, substitute, swap)


def one_slip(slip: Callable[[str, Random], str]) -> Alteration:
    return lambda name, chance: _edit_word(name, chance, slip)


def two_words_slip(name: str, chance: Random) -> str | None:
    words = name.split()
    places = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if len(places) < 2:
        return None
    for place in chance.sample(places, 2):
        words[place] = chance.choice(SLIPS)(words[place], chance)
    return " ".join(words)


def two_slips_in_a_word(name: str, chance: Random) -> str | None:
    return _edit_word(
        name, chance, lambda word, more: more.choice(SLIPS)(more.choice(SLIPS)(word, more), more), least=8
    )


def drop_inner_vowels_of_all(name: str, chance: Random) -> str | None:
    words = [drop_inner_vowels(word, chance) if len(word) > 4 else word for word in name.split()]
    return " ".join(words) if words != name.split() else None


def drop_middle(name: str, chance: Random) -> str | None:
    words = name.split()
    if len(words) < 3:
        return None
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words)


def drop_all_middle(name: str, _: Random) -> str | None:
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else None


def rotate(name: str, _: Random) -> str | None:
    first, _, rest = name.partition(" ")
    return f"{rest} {first}" if rest else None


def comma(name: str, _: Random) -> str | None:
    words = name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else None


def first_initial(name: str, _: Random) -> str | None:
    words = name.split()
    return " ".join([f"{words[0][0]}.", *words[1:]]) if len(words) > 1 and len(words[0]) > 2 else None


def middle_initial(name: str, _: Random) -> str | None:
    words = name.split()
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:-1]), words[-1]]) if len(words) > 2 else None


def join_words(name: str, chance: Random) -> str | None:
    words = name.split()
    if len(words) < 2:
        return None
    place = chance.randrange(len(words) - 1)
    return " ".join([*words[:place], words[place] + words[place + 1].lower(), *words[place + 2 :]])


def join_with_slip(name: str, chance: Random) -> str | None:
    joined = join_words(name, chance)
    return joined and _edit_word(joined, chance, chance.choice(SLIPS), least=8)


def split_word(name: str, chance: Random) -> str | None:
    def split(word: str, more: Random) -> str:
        place = more.randrange(2, len(word) - 1)
        return f"{word[:place]} {word[place:]}"

    return _edit_word(name, chance, split, least=6)


def other_hyphens(name: str, chance: Random) -> str | None:
    if "-" in name:
        return name.replace("-", chance.choice((" ", "")))
    words = name.split()
    place = chance.randrange(len(words) - 1) if len(words) > 2 else 0
    return (
        " ".join([*words[:place], "-".join(words[place : place + 2]), *words[place + 2 :]]) if len(words) > 2 else None
    )


def _replace_one(pairs: list[tuple[str, str]], name: str, chance: Random) -> str | None:
    lower = name.casefold()
    able = [(written, other) for written, other in pairs if written in lower]
    if not able:
        return None
    written, other = chance.choice(able)
    place = chance.choice([found.start() for found in re.finditer(re.escape(written), lower)])
    return lower[:place] + other + lower[place + len(written) :]


def romanise(name: str, chance: Random) -> str | None:
    """Write one piece of the name in another romanisation."""
    return _replace_one([*ROMANISATIONS, *((b, a) for a, b in ROMANISATIONS), *SIMPLER], name, chance)


def romanise_twice(name: str, chance: Random) -> str | None:
    once = romanise(name, chance)
    return once and romanise(once, chance)


def misread(name: str, chance: Random) -> str | None:
    return _replace_one(list(OCR), name, chance)


def short_form(name: str, _: Random) -> str | None:
    words = name.split()
    short = SHORT_FORMS.get(words[0].casefold())
    return " ".join([short, *words[1:]]) if short and len(words) > 1 else None


def add_title(name: str, chance: Random) -> str | None:
    return f"{chance.choice(TITLES)} {name}"


def add_word(name: str, chance: Random) -> str | None:
    words = name.split()
    return " ".join([*words[:-1], chance.choice(MORE_NAMES), words[-1]]) if len(words) > 1 else None


def drop_particle(name: str, _: Random) -> str | None:
    kept = re.sub(rf"(?i)(?<![\w'])(?:{'|'.join(PARTICLES)})[ -](?=\w)", "", name)
    return kept if kept != name and kept.strip() else None


def add_accents(name: str, chance: Random) -> str | None:
    return _edit_word(name, chance, lambda word, _: word.lower().translate(ACCENTS))


def rotate_with_slip(name: str, chance: Random) -> str | None:
    rotated = rotate(name, chance)
    return rotated and _edit_word(rotated, chance, chance.choice(SLIPS))


ALTERATIONS: dict[str, Alteration] = {
    "one letter inserted": one_slip(insert),
    "one letter deleted": one_slip(delete),
    "one letter replaced": one_slip(substitute),
    "two letters swapped": one_slip(swap),
    "a neighbouring key": one_slip(neighbour_key),
    "a letter doubled": one_slip(double_letter),
    "a letter misread": misread,
    "slips in two words": two_words_slip,
    "two slips in a long word": two_slips_in_a_word,
    "a vowel dropped": one_slip(drop_vowel),
    "inner vowels of a word dropped": one_slip(drop_inner_vowels),
    "inner vowels of all words dropped": drop_inner_vowels_of_all,
    "a middle name dropped": drop_middle,
    "all middle names dropped": drop_all_middle,
    "order changed": rotate,
    "order changed, comma": comma,
    "order changed, one slip": rotate_with_slip,
    "initial for the first name": first_initial,
    "initials for the middle names": middle_initial,
    "two words joined": join_words,
    "two words joined, one slip": join_with_slip,
    "a word split": split_word,
    "hyphens": other_hyphens,
    "another romanisation": romanise,
    "two other romanisations": romanise_twice,
    "a short form": short_form,
    "a title added": add_title,
    "a word added": add_word,
    "particles left out": drop_particle,
    "accents": add_accents,
}
