"""Chinese characters: their simplified form, their Korean and their Mandarin readings, and both syllabaries.

The table is data/han.tsv.gz; `yalu/names/data/build.py` says what it is made of.
"""

import gzip
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from yalu.names.tables import words


@dataclass(frozen=True)
class HanTable:
    """The table of characters. Readings are bit masks over `hangul` and `pinyin`, the two sorted syllabaries."""

    simplified: dict[str, str]
    korean_texts: dict[str, tuple[str, ...]]
    pinyin_texts: dict[str, tuple[str, ...]]
    hangul: dict[str, int]
    pinyin: dict[str, int]

    @cached_property
    def korean(self) -> dict[str, int]:
        """Character to the mask of its Korean readings."""
        return {char: mask_of(readings, self.hangul) for char, readings in self.korean_texts.items()}

    @cached_property
    def mandarin(self) -> dict[str, int]:
        """Character to the mask of its Mandarin readings."""
        return {char: mask_of(readings, self.pinyin) for char, readings in self.pinyin_texts.items()}

    @cached_property
    def bridge(self) -> dict[int, int]:
        """Bit number of a pinyin syllable to the mask of the Korean readings of all characters read so."""
        result = dict.fromkeys(self.pinyin.values(), 0)
        for char, readings in self.pinyin_texts.items():
            for reading in readings:
                result[self.pinyin[reading]] |= self.korean.get(char, 0)
        return result


def mask_of(syllables: tuple[str, ...] | list[str], syllabary: dict[str, int]) -> int:
    """Give the set of syllables as a bit mask; what the syllabary lacks is left out."""
    mask = 0
    for syllable in syllables:
        if syllable in syllabary:
            mask |= 1 << syllabary[syllable]
    return mask


@lru_cache(maxsize=1)
def han_table() -> HanTable:
    """Load the table; it stays in memory for the process."""
    raw = (files("yalu.names") / "data" / "han.tsv.gz").read_bytes()
    simplified: dict[str, str] = {}
    korean: dict[str, tuple[str, ...]] = {}
    mandarin: dict[str, tuple[str, ...]] = {}
    for line in gzip.decompress(raw).decode("utf-8").splitlines():
        char, plain, hangul, pinyin = line.split("\t")
        simplified[char] = plain
        if hangul:
            korean[char] = tuple(hangul.split(" "))
        if pinyin:
            mandarin[char] = tuple(pinyin.split(" "))
    hangul_syllables = sorted(
        {part for parts in korean.values() for part in parts} | set(words("korean", "native syllables"))
    )
    pinyin_syllables = sorted({part for parts in mandarin.values() for part in parts})
    return HanTable(
        simplified,
        korean,
        mandarin,
        {syllable: index for index, syllable in enumerate(hangul_syllables)},
        {syllable: index for index, syllable in enumerate(pinyin_syllables)},
    )


def is_han(text: str) -> bool:
    """Whether every character is a Chinese one (the unified ideographs of the basic plane and extension A)."""
    return bool(text) and min(text) >= "㐀" and max(text) <= "鿿"
