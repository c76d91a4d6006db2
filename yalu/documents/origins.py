"""Origins: which documents tell one story. An agency's report in five papers is one source, not five.

A text is compared by its runs of five words (Broder 1997): the shares that two texts have in common are estimated from
the least of many hashes of the runs (MinHash). All hashes are fixed, so the same texts give the same groups.
"""

import hashlib
import re

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

Hashes = npt.NDArray[np.uint64]


class Origins:
    """Gives each document the group of its story: the id of the first document that told it. Grows as it is asked."""

    def __init__(self) -> None:
        self._signatures = np.empty((0, _HASHES), dtype=np.uint64)
        self._sizes: list[int] = []
        self._origins: list[str] = []
        self._by_id: dict[str, str] = {}

    def origin_of(self, document: Document) -> str:
        """Give the origin of a document; that of the document most alike where one is alike enough."""
        known = self._by_id.get(document.id)
        if known is not None:
            return known
        runs = _runs(document.text[document.title_end :])
        origin = document.id
        if len(runs) >= _LEAST_RUNS:
            signature = _signature(runs)
            origin = self._alike(signature, len(runs)) or origin
            self._signatures = np.vstack([self._signatures, signature])
            self._sizes.append(len(runs))
            self._origins.append(origin)
        self._by_id[document.id] = origin
        return origin

    def _alike(self, signature: Hashes, size: int) -> str | None:
        if not self._sizes:
            return None
        shared = (self._signatures == signature).mean(axis=1)
        sizes = np.array(self._sizes)
        common = shared * (sizes + size) / (1 + shared)
        copied = np.where(shared >= _LEAST_COMMON, common / np.minimum(sizes, size), 0.0)
        best = int(copied.argmax())
        return self._origins[best] if copied[best] >= _COPIED else None


def _runs(text: str) -> Hashes:
    """Hash each run of words of a text, each once."""
    words = [match.group().casefold() for match in _WORD.finditer(text)][:_MOST_WORDS]
    numbers: dict[str, int] = {}
    for word in words:
        if word not in numbers:
            numbers[word] = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    hashed = np.array([numbers[word] for word in words], dtype=np.uint64)
    if len(hashed) < _RUN:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(len(hashed) - _RUN + 1, dtype=np.uint64)
    for place in range(_RUN):
        runs = _mixed(runs ^ hashed[place : place + len(runs)])
    return np.unique(runs)


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits of hashes (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _signature(runs: Hashes) -> Hashes:
    """Give the least value of the runs under each of many hashes."""
    seeds = _mixed(np.arange(1, _HASHES + 1, dtype=np.uint64) << np.uint64(32))
    least = np.full(_HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for begin in range(0, len(runs), _CHUNK):
        hashed = _mixed(runs[begin : begin + _CHUNK, None] ^ seeds[None, :])
        least = np.minimum(least, hashed.min(axis=0))
    return least
