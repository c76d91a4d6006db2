"""Peers to measure names against, as far as they are installed (the dependency group `peers`)."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from normality import ascii_text

PREFILTER = 60
"""How many names of the list the slow peer is shown for each customer: those that rapidfuzz takes for the nearest."""
BATCH = 250


@dataclass(frozen=True)
class Peer:
    """A scorer of names. `every` and `every_customer` say which part of the altered names and customers it gets."""

    name: str
    every: int
    every_customer: int
    score: Callable[[str, Sequence[str]], float]
    """An altered name and the names of its person to the best score."""
    best: Callable[[Sequence[str]], list[float]]
    """Customers to their best scores against the whole list."""


@lru_cache(maxsize=1 << 17)
def plain(name: str) -> str:
    """Give a name as rapidfuzz's users normalise it: in plain Latin letters and lower case, without punctuation."""
    text = (ascii_text(name) or name).lower()
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())


def _rapidfuzz_peer(name: str, listed: Sequence[str], every_customer: int) -> Peer:
    scorer = getattr(importlib.import_module("rapidfuzz.fuzz"), name)
    cdist = importlib.import_module("rapidfuzz.process").cdist
    known = [plain(text) for text in listed]

    def best(customers: Sequence[str]) -> list[float]:
        found: list[float] = []
        for start in range(0, len(customers), BATCH):
            some = [plain(text) for text in customers[start : start + BATCH]]
            found += (cdist(some, known, scorer=scorer).max(axis=1) / 100).tolist()
        return found

    return Peer(
        name=f"rapidfuzz {name}",
        every=1,
        every_customer=every_customer,
        score=lambda text, names: max(scorer(plain(text), plain(other)) for other in names) / 100,
        best=best,
    )


def _logic_peer(listed: Sequence[str]) -> Peer:
    algorithm = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
    model = importlib.import_module("followthemoney").model
    process, fuzz = importlib.import_module("rapidfuzz.process"), importlib.import_module("rapidfuzz.fuzz")
    config = algorithm.default_config()
    known = [plain(text) for text in listed]

    def entity(names: Sequence[str]) -> Any:
        # The peer remembers names by the entity's id, so other names need another id.
        return model.get_proxy({"id": "|".join(names), "schema": "Person", "properties": {"name": list(names)}})

    def score(text: str, names: Sequence[str]) -> float:
        return float(algorithm.compare(entity([text]), entity(names), config).score)

    def best(customers: Sequence[str]) -> list[float]:
        found = []
        for text in customers:
            near = process.extract(plain(text), known, scorer=fuzz.token_sort_ratio, limit=PREFILTER)
            found.append(max(score(text, [listed[place]]) for _, _, place in near))
        return found

    return Peer(name="nomenklatura logic-v2", every=10, every_customer=10, score=score, best=best)


def _importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def peers(listed: Sequence[str]) -> Iterator[Peer]:
    """Give the peers that are installed, ready to score names against a list."""
    if _importable("rapidfuzz"):
        yield _rapidfuzz_peer("token_sort_ratio", listed, every_customer=1)
        yield _rapidfuzz_peer("WRatio", listed, every_customer=4)
        if _importable("nomenklatura"):
            yield _logic_peer(listed)
