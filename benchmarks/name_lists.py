"""Long lists of persons' names with the skew of real ones, for measuring speed. `python -m benchmarks.name_lists 1m`.

There is no public list of a million sanctioned persons, and a list of random letters would be far too easy: what makes
a long list slow is that a few words (Muhammad, Ali, Abu) stand in very many names. So the names are drawn from a model
of the Latin names and aliases of the persons of OFAC (2024-05-28) and the UN (2025-04-19), some 18,000 names:

- Number of words: as often as in the real names.
- Words: first, middle and last ones apart, each real word about as often as it is real at that place.
- New words: a longer list has words that the real ones lack, and more of them as it grows (Heaps's law). The exponent b
  is measured from half of the real words to all. As in a Pitman-Yor urn, each real word gives up b of its occurrences
  to the new words. Which new word it is follows a power law by rank with the exponent -1/b, whose first rank is set so
  that twenty times as many words as are real have the vocabulary of Heaps's law.
- The spelling of the new word of a rank is made by a model of three letters in a row, learnt from the words seen once.
  Rarer words get less likely spellings, so few new words fall together.

What the model lacks: words are drawn independently of each other, so an Arabic first name can stand before a Russian
surname, and names of several words repeat less often than in life; each person has one name, in Latin letters. The
exponent falls slowly as real lists grow, so the vocabulary of the longest list is a high guess.

The same number gives the same list everywhere, and a shorter list is the beginning of a longer one.
"""

import argparse
import csv
import sys
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, count, islice
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.name_quality import DATA, Entity, names_of, un_persons
from yalu.workspace import load_list

OFAC = DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-05-28.xml.bz2"
CUSTOMERS = DATA / "names" / "customers-us-50k.csv"
SIZES = {"18k": 18_038, "100k": 100_000, "1m": 1_000_000, "5m": 5_000_000}
SEED = 20240528
BLOCK = 1 << 15
PLANTED_FROM = 15_000
"""Planted queries are made from so many names at the head of a list; one part of it is like any other."""
Numbers = NDArray[np.int64]


def split_words(name: str) -> list[str]:
    """Give a name's words, without case and the marks around them."""
    stripped = (word.strip(",.;:()'\"`’‘-").casefold() for word in name.split())
    return [word for word in stripped if word]


def real_names() -> list[list[str]]:
    """Give the words of each Latin name of the persons of OFAC and the UN."""
    persons = [party for party in load_list(OFAC).parties if party["schema"] == "Person"]
    names = (name for person in (*persons, *un_persons()) for name in names_of(person))
    split = (split_words(name) for name in names if max(name, default="") < "ɐ")
    return [words for words in split if words]


def place_of(index: int, length: int) -> int:
    """Give 0 for the first of several words, 2 for the last or only one, 1 for one between."""
    return 2 if index == length - 1 else int(index > 0)


@dataclass(frozen=True)
class Draw:
    """Values with the frequencies that they are drawn by."""

    values: list[Any]
    bounds: NDArray[np.float64]

    @classmethod
    def of(cls, counts: Mapping[Any, float]) -> "Draw":
        """Take frequencies from counts; the order is fixed, so that the same draw gives the same value everywhere."""
        items = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return cls([value for value, _ in items], np.cumsum([n for _, n in items]) / sum(counts.values()))

    def choose(self, chances: NDArray[np.float64]) -> Numbers:
        """Give the place in `values` for each chance from 0 to 1."""
        return np.minimum(np.searchsorted(self.bounds, chances, side="right"), len(self.values) - 1)


class Spelling:
    """New words out of three letters in a row."""

    def __init__(self, words: Iterable[str], known: Container[str]) -> None:
        self._known = known
        following: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for word in words:
            padded = f"^^{word}$"
            for i in range(len(word) + 1):
                following[padded[i : i + 2]][padded[i + 2]] += 1
        self._following = {
            pair: ("".join(sorted(letters)), list(accumulate(letters[letter] for letter in sorted(letters))))
            for pair, letters in following.items()
        }
        self.word = lru_cache(1 << 17)(self._word)

    def _word(self, rank: int) -> str:
        random = Random(rank)  # noqa: S311 - no secret
        most = max(1e-9, 0.05 / rank)
        while True:
            word, likely = "^^", 1.0
            while word[-1] != "$" and len(word) < 17:
                letters, bounds = self._following[word[-2:]]
                chosen = bisect(bounds, random.random() * bounds[-1])
                likely *= (bounds[chosen] - (bounds[chosen - 1] if chosen else 0)) / bounds[-1]
                word += letters[chosen]
            if word[-1] == "$" and len(word) > 5 and likely < most and word[2:-1] not in self._known:
                return word[2:-1]


def new_ranks(first_rank: float, exponent: float, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the rank of a new word for each chance: their density falls with the rank to the power of -1/`exponent`."""
    return np.floor(first_rank * (1 - chances) ** (-exponent / (1 - exponent)))


def expected_new(first_rank: float, exponent: float, draws: float) -> float:
    """Give how many different new words so many draws bring, on average."""
    edges = np.unique(np.floor(first_rank * np.geomspace(1, 1e9, 4000)))
    left = (edges / first_rank) ** (1 - 1 / exponent)
    width = np.diff(edges)
    return float(np.sum(width * -np.expm1(draws * np.diff(left) / width)))


class NameModel:
    """What the real names are like, and lists of any length that are like them. See the top of the file."""

    def __init__(self, names: list[list[str]]) -> None:
        counts = Counter(word for words in names for word in words)
        at: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
        for words in names:
            for index, word in enumerate(words):
                at[place_of(index, len(words))][word] += 1
        self.counts = counts
        self.growth = float(np.log2(len(counts) / sum(1 - 0.5**n for n in counts.values())))
        kept = {word: 1 - self.growth / n for word, n in counts.items()}
        self._lengths = Draw.of(Counter(map(len, names)))
        self._words = [Draw.of({word: n * kept[word] for word, n in place.items()}) for place in at]
        self._new = [1 - sum(n * kept[word] for word, n in place.items()) / place.total() for place in at]
        self._spelling = Spelling((word for word, n in counts.items() if n == 1 and word.isalpha()), counts)

    def heaps(self, words: float) -> float:
        """Give the vocabulary of so many words, by Heaps's law."""
        return float(len(self.counts) * (words / self.counts.total()) ** self.growth)

    @cached_property
    def first_rank(self) -> float:
        """The rank at which new words begin."""
        words = 20 * self.counts.total()
        new = words * len(self.counts) * self.growth / self.counts.total()
        wanted = self.heaps(words) - len(self.counts)
        low, high = 1.0, 1e7
        for _ in range(60):
            middle = (low * high) ** 0.5
            low, high = (middle, high) if expected_new(middle, self.growth, new) < wanted else (low, middle)
        return low

    def names(self, total: int) -> Iterator[str]:
        """Give so many names."""
        return islice((name for block in count() for name in self._block(block)), total)

    def entities(self, total: int) -> Iterator[Entity]:
        """Give so many persons as followthemoney dictionaries."""
        for number, name in enumerate(self.names(total)):
            yield {"id": f"p{number}", "schema": "Person", "properties": {"name": [name]}}

    def _block(self, block: int) -> Iterator[str]:
        random = np.random.default_rng([SEED, block])
        lengths = np.array(self._lengths.values)[self._lengths.choose(random.random(BLOCK))]
        ends = np.cumsum(lengths)
        index = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
        last = index == np.repeat(lengths, lengths) - 1
        places = np.where(last, 2, np.minimum(index, 1))
        words = np.empty(len(places), dtype=object)
        for place in range(3):
            here = np.flatnonzero(places == place)
            words[here] = self._draw(place, random.random((3, len(here))))
        start = 0
        for end in ends.tolist():
            yield " ".join(words[start:end])
            start = end

    def _draw(self, place: int, chances: NDArray[np.float64]) -> list[str]:
        draw = self._words[place]
        known = draw.choose(chances[0]).tolist()
        ranks = new_ranks(self.first_rank, self.growth, chances[1]).tolist()
        new = (chances[2] < self._new[place]).tolist()
        word, values = self._spelling.word, draw.values
        return [
            (word(int(rank)) if is_new else values[number]).capitalize()
            for is_new, rank, number in zip(new, ranks, known, strict=True)
        ]


def customers(total: int) -> list[str]:
    """Give the names of so many clean customers, over again from the first when there are not enough."""
    with CUSTOMERS.open(encoding="utf-8") as file:
        names = [row["full_name"] for row in csv.DictReader(file)]
    return (names * (total // len(names) + 1))[:total]


def mistype(name: str, random: Random) -> str:
    """Make one slip inside a word: a letter too many, too few, another, or two swapped; never the word's first."""
    words = name.split()
    chosen = random.choice([i for i, word in enumerate(words) if len(word) > 3] or range(len(words)))
    word = words[chosen]
    place = random.randrange(1, max(2, len(word) - 1))
    letter = random.choice("abcdefghijklmnopqrstuvwxyz".replace(word[place : place + 1].lower() or "a", ""))
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    forms = [word[:place] + letter + word[place:], word[:place] + word[place + 1 :], swapped]
    forms.append(word[:place] + letter + word[place + 1 :])
    words[chosen] = random.choice([form for form in forms if form != word])
    return " ".join(words)


def planted(model: NameModel, total: int) -> list[tuple[str, str]]:
    """Give so many names of a list (of two words or more), each with a slip and as listed."""
    random = Random(SEED)  # noqa: S311 - no secret
    long = [name for name in model.names(PLANTED_FROM) if " " in name]
    return [(mistype(name, random), name) for name in long[:: len(long) // total][:total]]


def describe(label: str, counts: Counter[str], names: int, distinct: int) -> None:
    """Print a list's skew in one line."""
    ten = sum(n for _, n in counts.most_common(10)) / counts.total()
    once = sum(n == 1 for n in counts.values()) / counts.total()
    each = counts.total() / names
    print(f"{label:12}{names:10,}{distinct / names:9.1%}{each:8.2f}{len(counts):12,}{ten:9.1%}{once:11.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["100k"], help=f"of {', '.join(SIZES)}")
    parser.add_argument("--show", type=int, default=0, help="print so many names")
    arguments = parser.parse_args()
    if not (OFAC.exists() and CUSTOMERS.exists()):
        sys.exit(f"needs the real lists in {DATA}")
    names = real_names()
    model = NameModel(names)
    print("list             names distinct   words  vocabulary  top ten  seen once")
    describe("OFAC and UN", model.counts, len(names), len({" ".join(words) for words in names}))
    for size in arguments.sizes:
        listed: set[int] = set()
        counts: Counter[str] = Counter()
        for name in model.names(SIZES[size]):
            listed.add(hash(name))
            counts.update(name.split())
        describe(size, counts, SIZES[size], len(listed))
        print(f"{'':12}vocabulary by Heaps's law: {model.heaps(counts.total()):,.0f} (exponent {model.growth:.3f})")
    print(*model.names(arguments.show), sep="\n")


if __name__ == "__main__":
    main()
