"""Origins: which documents tell one story. An agency's report in five papers is one source, not five.

A text is compared by its runs of five words (Broder 1997): the shares that two texts have in common are estimated from
the least of many hashes of the runs (MinHash). All hashes are fixed, so the same texts give the same groups. Releases
of one office share their closing paragraphs and whole forms, and yet tell of others: copies also have names in common.
"""

import hashlib
import re
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from yalu.documents.document import Document

_WORD = re.compile(r"\w+")
_RUN = 5
_HASHES = 256
_LEAST_RUNS = 25
"""A shorter text shares too few runs with anything to tell a copy from a common phrase."""
_MOST_WORDS = 200_000
_CHUNK = 4096
_COPIED = 0.6
"""Of the shorter text's runs so many stand in the other one: a paper cuts an agency's story and adds its own lines."""
_LEAST_COMMON = 0.15
"""Below this share of all runs the estimate is too coarse."""

_SAME_NAMES = 0.6
"""Of the names in the text that has fewer, so many stand in the other one."""
_FEW_NAMES, _SOME_NAMES = 3, 5
"""With fewer names than the first in both, the runs decide alone; with so few one is no copy of one with the second."""
_MOST_NAMES = 5_000

Hashes = npt.NDArray[np.uint64]


class Origins:
    """Gives each document the group of its story: the id of the first document that told it. Grows as it is asked."""

    def __init__(self) -> None:
        self._signatures = np.empty((0, _HASHES), dtype=np.uint64)
        self._sizes: list[int] = []
        self._origins: list[str] = []
        self._names: list[frozenset[int]] = []
        self._by_id: dict[str, str] = {}

    def origin_of(self, document: Document) -> str:
        """Give the origin of a document; that of the document most alike where one is alike enough."""
        known = self._by_id.get(document.id)
        if known is not None:
            return known
        text = document.text[document.title_end :]
        runs = _runs(text)
        origin = document.id
        if len(runs) >= _LEAST_RUNS:
            signature = _signature(runs)
            names = _names(text)
            origin = self._alike(signature, len(runs), names) or origin
            self._signatures = np.vstack([self._signatures, signature])
            self._sizes.append(len(runs))
            self._origins.append(origin)
            self._names.append(names)
        self._by_id[document.id] = origin
        return origin

    def _alike(self, signature: Hashes, size: int, names: frozenset[int]) -> str | None:
        if not self._sizes:
            return None
        shared = (self._signatures == signature).mean(axis=1)
        sizes = np.array(self._sizes)
        common = shared * (sizes + size) / (1 + shared)
        copied = np.where(shared >= _LEAST_COMMON, common / np.minimum(sizes, size), 0.0)
        likely = (int(place) for place in np.argsort(-copied, kind="stable") if copied[place] >= _COPIED)
        return next((self._origins[place] for place in likely if _share_names(names, self._names[place])), None)


def _share_names(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts speak of the same, by the names in them."""
    fewer, more = sorted((len(one), len(other)))
    if more < _FEW_NAMES:
        return True
    if fewer < _FEW_NAMES:
        return more < _SOME_NAMES
    return len(one & other) >= _SAME_NAMES * fewer


def _names(text: str) -> frozenset[int]:
    """Hash the words of a text that it never writes small."""
    words = [match.group() for match in _WORD.finditer(text)][:_MOST_WORDS]
    small = {word for word in words if not word[0].isupper()}
    names = dict.fromkeys(word.casefold() for word in words if word[0].isupper() and len(word) > 2)
    own = [word for word in names if word not in small][:_MOST_NAMES]
    return frozenset(_hashed(word) for word in own)


def _runs(text: str) -> Hashes:
    """Hash each run of words of a text, each once."""
    words = [match.group().casefold() for match in _WORD.finditer(text)][:_MOST_WORDS]
    numbers: dict[str, int] = {}
    for word in words:
        if word not in numbers:
            numbers[word] = _hashed(word)
    hashed = np.array([numbers[word] for word in words], dtype=np.uint64)
    if len(hashed) < _RUN:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(len(hashed) - _RUN + 1, dtype=np.uint64)
    for place in range(_RUN):
        runs = _mixed(runs ^ hashed[place : place + len(runs)])
    return np.unique(runs)


@lru_cache(maxsize=50_000)
def _hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits of hashes (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _seeds() -> Hashes:
    return _mixed(np.arange(1, _HASHES + 1, dtype=np.uint64) << np.uint64(32))


def _signature(runs: Hashes) -> Hashes:
    """Give the least value of the runs under each of many hashes."""
    seeds = _seeds()
    least = np.full(_HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for begin in range(0, len(runs), _CHUNK):
        hashed = _mixed(runs[begin : begin + _CHUNK, None] ^ seeds[None, :])
        least = np.minimum(least, hashed.min(axis=0))
    return least
