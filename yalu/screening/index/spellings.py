"""The equivalence classes of a word by its letters, for arrays: what `yalu.names.keys` says of one word.

Hardly a new word of a query is in a table of names, so its classes come from its letters alone. Here they are spelled
and looked up in the index without a string of each.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.names.keys import MINIMUM_BARE, MINIMUM_CONSONANTS, MINIMUM_KEY, ROMANISATIONS
from yalu.screening.index.arrays import Ints, TokenTraits
from yalu.screening.index.compiled import compiled
from yalu.screening.index.texts import NOT_THERE, Table, find_text
from yalu.screening.index.words import Letters, is_digit

Bytes = NDArray[np.uint8]
BARE, DIGITS, POLYSYLLABIC = TokenTraits.BARE, TokenTraits.DIGITS, TokenTraits.POLYSYLLABIC
MOST_CLASSES = 8
"""How many classes a word has at most by its letters."""
LETTER_A, LETTER_E, LETTER_I, LETTER_O, LETTER_U, LETTER_Y = (ord(letter) for letter in "aeiouy")
LETTER_F, LETTER_H, LETTER_M, LETTER_N, LETTER_R, LETTER_V, LETTER_W, LETTER_Z = (ord(letter) for letter in "fhmnrvwz")
_SOUNDS = {"š": 123, "č": 124}
"""Sounds that no plain letter stands for, as the bytes behind z."""
_UTF_8 = np.array([list(sound.encode()) for sound in _SOUNDS], dtype=np.uint8)


def _bytes(texts: list[str]) -> Bytes:
    rows = [[_SOUNDS.get(letter, ord(letter)) for letter in text] for text in texts]
    return np.array([row + [0] * (max(map(len, rows)) - len(row)) for row in rows], dtype=np.uint8)


WRITTEN, SOUND = _bytes([written for written, _ in ROMANISATIONS]), _bytes([sound for _, sound in ROMANISATIONS])
WRITTEN_SIZE = np.array([len(written) for written, _ in ROMANISATIONS])
SOUND_SIZE = np.array([len(sound) for _, sound in ROMANISATIONS])
BARE_KIND, SPELLING_KIND, MISREAD_KIND = (_bytes([kind])[0] for kind in ("bare:", "spelling:", "misread:"))
RN, READ_AS_M = _bytes(["rn"])[0], _bytes(["m"])[0]


class Room(NamedTuple):
    """Memory to spell words in: letters that are being changed, what becomes of them, and a text to look up."""

    word: Bytes
    other: Bytes
    text: Bytes
    found: NDArray[np.int32]


@compiled
def new_spelling_room(longest: int) -> Room:
    """Give room for words of at most so many letters."""
    size = 2 * longest + 16
    return Room(np.empty(size, np.uint8), np.empty(size, np.uint8), np.empty(2 * size, np.uint8),
                np.empty(MOST_CLASSES, np.int32))  # fmt: skip


@compiled
def _is_vowel(letter: int, with_y: bool) -> bool:
    return letter in (LETTER_A, LETTER_E, LETTER_I, LETTER_O, LETTER_U) or (with_y and letter == LETTER_Y)


@compiled
def is_spelled(word: Letters) -> bool:
    """Whether a word is one of plain Latin letters."""
    for letter in word:
        if letter < LETTER_A or letter > LETTER_Z:
            return False
    return True


@compiled
def letter_traits(word: Letters) -> int:
    """Give the bits of `TokenTraits` that a word has by single letters."""
    traits, groups, before = 0, 0, False
    for letter in word:
        vowel = _is_vowel(letter, True)
        groups += vowel and not before
        before = vowel
        if is_digit(letter):
            traits |= DIGITS
    return traits | POLYSYLLABIC if groups > 1 else traits


@compiled
def _undouble(word: Bytes, size: int) -> int:
    """Write each run of one letter once. Gives how many letters are left."""
    kept = 0
    for place in range(size):
        if kept == 0 or word[place] != word[kept - 1]:
            word[kept] = word[place]
            kept += 1
    return kept


@compiled
def _has(word: Bytes, size: int, place: int, written: Bytes, length: int) -> bool:
    if place + length > size:
        return False
    for offset in range(length):
        if word[place + offset] != written[offset]:
            return False
    return True


@compiled
def _replace(room: Room, size: int, written: Bytes, length: int, sound: Bytes, sound_length: int) -> int:
    """Write a sound for each place where some letters stand, from the left. Gives the number of letters."""
    word, other, place, count = room.word, room.other, 0, 0
    while place < size:
        if _has(word, size, place, written, length):
            for offset in range(sound_length):
                other[count + offset] = sound[offset]
            place, count = place + length, count + sound_length
        else:
            other[count] = word[place]
            place, count = place + 1, count + 1
    word[:count] = other[:count]
    return count


@compiled
def _drop_silent_h(word: Bytes, size: int) -> int:
    """Leave out each h behind a vowel, unless a vowel follows it."""
    kept, before = 0, 0
    for place in range(size):
        letter = word[place]
        silent = letter == LETTER_H and _is_vowel(before, False) and not (
            place + 1 < size and _is_vowel(word[place + 1], False)
        )  # fmt: skip
        if not silent:
            word[kept] = letter
            kept += 1
        before = letter
    return kept


@compiled
def _drop_glides(word: Bytes, size: int) -> int:
    """Leave out each run of i before an a or u."""
    kept, place = 0, 0
    while place < size:
        end = place
        while end < size and word[end] == LETTER_I:
            end += 1
        if end > place and end < size and word[end] in (LETTER_A, LETTER_U):
            place = end
        else:
            end = max(end, place + 1)
            while place < end:
                word[kept] = word[place]
                kept, place = kept + 1, place + 1
    return kept


@compiled
def _romanisation_key(room: Room, size: int) -> int:
    """Turn the word in the room into its key (see `keys.romanisation_key`). Gives its length, 0 if there is none."""
    word = room.word
    if size < MINIMUM_KEY:
        return 0
    if word[size - 1] == LETTER_W and _is_vowel(word[size - 2], False):
        word[size - 1] = LETTER_V
    elif word[size - 1] == LETTER_F and word[size - 2] == LETTER_F and _is_vowel(word[size - 3], False):
        word[size - 2] = LETTER_V
        size -= 1
    letters = np.uint64(0)
    for place in range(size):
        letters |= np.uint64(1) << np.uint64(word[place] & np.uint8(63))
    for row in range(len(WRITTEN)):
        if letters >> np.uint64(WRITTEN[row, 0] & np.uint8(63)) & np.uint64(1):
            size = _replace(room, size, WRITTEN[row], WRITTEN_SIZE[row], SOUND[row], SOUND_SIZE[row])
            for offset in range(SOUND_SIZE[row]):
                letters |= np.uint64(1) << np.uint64(SOUND[row, offset] & np.uint8(63))
    size = _drop_silent_h(word, _undouble(word, size))
    for place in range(size):
        if word[place] == LETTER_E:
            word[place] = LETTER_I
        elif word[place] == LETTER_O:
            word[place] = LETTER_U
    size = _undouble(word, _drop_glides(word, size))
    return size if size >= MINIMUM_KEY - 1 else 0


@compiled
def _write_text(room: Room, kind: Bytes, word: Bytes, size: int) -> int:
    """Write the name of a class, as the index has it. Gives its length."""
    text, count = room.text, len(kind)
    text[:count] = kind
    for place in range(size):
        letter = word[place]
        if letter <= LETTER_Z:
            text[count] = letter
            count += 1
        else:
            text[count], text[count + 1] = _UTF_8[letter - LETTER_Z - 1]
            count += 2
    return count


@compiled
def _add_class(table: Table, room: Room, kind: Bytes, word: Bytes, size: int, count: int) -> int:
    """Add a class to those found, if the index has it and it is not there yet."""
    number = find_text(table, room.text[: _write_text(room, kind, word, size)])
    for place in range(count):
        if room.found[place] == number:
            return count
    if number != NOT_THERE:
        room.found[count] = number
        count += 1
    return count


@compiled
def is_undoubled(bare: Bytes, size: int, word: Letters) -> bool:
    """Whether a spelling, each run of one letter written once, is the word in that form."""
    place = 0
    for start in range(len(word)):
        if start == 0 or word[start] != word[start - 1]:
            if place == size or bare[place] != word[start]:
                return False
            place += 1
    return place == size


@compiled
def _add_without_vowels(table: Table, room: Room, word: Letters, with_y: bool, count: int) -> tuple[int, int]:
    """Add the classes of the spellings without vowels (see `keys.spellings_without_vowels`).

    Returns:
        How many classes there are now, and `BARE` if the word is such a spelling itself.
    """
    bare, last, traits = room.word, len(word) - 1, 0
    first_vowel, last_vowel = _is_vowel(word[0], with_y), _is_vowel(word[last], with_y)
    inside = 0
    for place in range(1, last):
        inside += not _is_vowel(word[place], with_y)
    enough = inside + (not first_vowel) + (not last_vowel) >= MINIMUM_CONSONANTS
    for keep_first, keep_last in ((True, True), (True, False), (False, False)):
        if (not keep_last and not last_vowel and keep_first) or (not keep_first and not first_vowel):
            continue
        size = 0
        for place in range(last + 1):
            outside = (place == 0 and keep_first) or (place == last and keep_last)
            if outside or not _is_vowel(word[place], with_y):
                bare[size] = word[place]
                size += 1
        if enough or size >= MINIMUM_BARE:
            size = _undouble(bare, size)
            count = _add_class(table, room, BARE_KIND, bare, size, count)
            if is_undoubled(bare, size, word):
                traits = BARE
    return count, traits


@compiled
def spell(table: Table, word: Letters, room: Room) -> tuple[int, int]:
    """Find the classes that a word of plain Latin letters has by them.

    Returns:
        How many of them the index has: their numbers stand in `room.found`; and `BARE` if the word is a spelling
        without vowels itself.
    """
    count, traits = _add_without_vowels(table, room, word, False, 0)
    has_m, has_y, size = False, False, len(word)
    for place in range(size):
        has_y |= word[place] == LETTER_Y
        has_m |= word[place] == LETTER_M or (
            word[place] == LETTER_R and place + 1 < size and word[place + 1] == LETTER_N
        )
    if has_y:
        count, more = _add_without_vowels(table, room, word, True, count)
        traits |= more
    room.word[:size] = word
    key = _romanisation_key(room, size)
    if key:
        count = _add_class(table, room, SPELLING_KIND, room.word, key, count)
    if has_m and size >= MINIMUM_KEY:
        room.word[:size] = word
        size = _replace(room, size, RN, 2, READ_AS_M, 1)
        count = _add_class(table, room, MISREAD_KIND, room.word, size, count)
    return count, traits


@compiled
def shared_class_value(listed: Ints, class_value: Ints, asked: Ints) -> int:
    """Give the greatest value of a class that two words share, spellings without vowels left out."""
    best = 0
    for one in listed:
        for other in asked:
            if one == other:
                best = max(best, class_value[one])
    return best


@compiled
def shared_bare_value(
    table: Table, listed: Ints, class_value: Ints, asked: Ints, word: Letters, other_word: Letters
) -> int:
    """Give the value of a spelling without vowels that two words share, if one of them is written so."""
    for one in listed:
        for other in asked:
            if one == other and class_value[one] < 0:
                bare = table.content[table.start[one] + len(BARE_KIND) : table.start[one + 1]]
                if is_undoubled(bare, len(bare), word) or is_undoubled(bare, len(bare), other_word):
                    return int(-class_value[one])
    return 0
