"""Are OFAC's persons found by altered names, and who is found by chance? `python -m benchmarks.altered_names`.

Each kind of alteration (`naming/alterations.py`) is applied to one strong Latin name of each sampled person. Clean
customers say what a threshold costs: the recall that counts is that at the least threshold where at most 5 in 1,000 of
them alert. A hash splits the persons into a half to tune on, whose misses `--errors` shows, and a half kept aside; the
customers have rows for the first and others for the second.
"""

import argparse
import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Any

from benchmarks.name_quality import DATA, names_of, read_rows, script_of
from benchmarks.naming.alterations import ALTERATIONS
from benchmarks.naming.peers import peers
from yalu.screening import Screener
from yalu.workspace import load_list

LIST = DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-05-28.xml.bz2"
CUSTOMER_ROWS = {True: ((30_000, 46_000),), False: ((46_000, 50_000), (12_000, 16_000))}
"""The rows of the file of clean customers, for the tuning half and for the half kept aside."""
LEAST, USUAL, ALLOWED = 0.6, 0.7, 5
BATCH = 500
STEPS = [step / 100 for step in range(60, 76)]
HALVES = {True: "tuning half", False: "half kept aside"}
Entity = dict[str, Any]


@dataclass(frozen=True)
class Altered:
    """A person's name, altered in one way."""

    person: Entity
    kind: str
    name: str
    text: str


def is_tuning(person: Entity) -> bool:
    return hashlib.sha256(person["id"].encode()).digest()[0] % 2 == 0


def altered_names(persons: Sequence[Entity]) -> list[Altered]:
    """Alter one name of each person in every way that applies, the same in every run."""
    result = []
    for person in persons:
        chance = Random(person["id"])  # noqa: S311 - a sample, no secret
        name = chance.choice([name for name in names_of(person) if script_of(name) == "LATIN"])
        for kind, alter in ALTERATIONS.items():
            text = alter(name, chance)
            if text and text != name:
                result.append(Altered(person, kind, name, text))
    return result


def queries(names: Sequence[str]) -> list[Entity]:
    return [{"schema": "Person", "properties": {"name": [name]}} for name in names]


def scores_of(screener: Screener, altered: Sequence[Altered]) -> list[float]:
    """Give the score with which each altered name finds its person in the whole list; 0 below the least threshold."""
    scores = []
    for start in range(0, len(altered), BATCH):
        some = altered[start : start + BATCH]
        for item, hits in zip(some, screener.screen_many(queries([item.text for item in some]), LEAST), strict=True):
            scores.append(next((hit.score for hit in hits if hit.id == item.person["id"]), 0.0))
    return scores


def best_scores(screener: Screener, names: Sequence[str]) -> list[tuple[float, str]]:
    """Give each customer's best score, 0 below the least threshold, and the listed name; in ascending order."""
    found = (screener.screen(query, LEAST, limit=1) for query in queries(names))
    return sorted((hits[0].score, f"{hits[0].query} | {hits[0].name}") if hits else (0.0, "") for hits in found)


def alerts(clean: Sequence[float], threshold: float) -> float:
    """Give the clean customers in 1,000 that reach a threshold; `clean` is in ascending order."""
    return 1000 * (len(clean) - bisect_left(clean, threshold)) / len(clean)


def threshold_for(clean: Sequence[float], steps: Sequence[float]) -> float:
    """Give the least step at which no more clean customers alert than allowed, else the last."""
    return next((step for step in steps if alerts(clean, step) <= ALLOWED), steps[-1])


def recall(scores: Sequence[float], threshold: float) -> float:
    return sum(score >= threshold for score in scores) / max(1, len(scores))


def report(altered: Sequence[Altered], scores: Sequence[float], clean: Sequence[float]) -> None:
    low = threshold_for(clean, STEPS)
    print(f"clean customers (n={len(clean)}): {alerts(clean, USUAL):.1f} in 1000 alert at {USUAL:.2f}")
    print(f"at most {ALLOWED} in 1000 alert from {low:.2f}: {alerts(clean, low):.1f}")
    rows = {"ALL": list(scores)}
    for item, score in zip(altered, scores, strict=True):
        rows.setdefault(item.kind, []).append(score)
    for kind, some in rows.items():
        figures = f"{recall(some, USUAL):.3f} at {USUAL:.2f}, {recall(some, low):.3f} at {low:.2f}"
        print(f"  {kind:34} n={len(some):6} recall {figures}")


def show_errors(altered: Sequence[Altered], scores: Sequence[float], clean: Sequence[tuple[float, str]]) -> None:
    for item, score in sorted(zip(altered, scores, strict=True), key=lambda pair: pair[0].kind):
        if score < USUAL:
            print(f"   missed {score:.4f} {item.kind:34} {item.text} | {item.name}")
    for score, pair in clean:
        if score >= LEAST:
            print(f"   alert  {score:.4f} {pair}")


def report_peers(altered: Sequence[Altered], names: Sequence[str], persons: Sequence[Entity]) -> None:
    """Measure what the peers find where as few customers alert."""
    listed = sorted(set(chain.from_iterable(names_of(person) for person in persons)))
    for peer in peers(listed):
        some, customers = altered[:: peer.every], names[:: peer.every_customer]
        clean = sorted(peer.best(customers))
        low = threshold_for(clean, [step / 200 for step in range(100, 200)])
        scores = [peer.score(item.text, names_of(item.person)) for item in some]
        figures = ", ".join(
            f"{recall(scores, at):.3f} at {at:.3f} with {alerts(clean, at):.1f} alerts in 1000" for at in (USUAL, low)
        )
        print(f"{peer.name:28} n={len(some):6} recall {figures}")


def customer_names(tuning: bool, count: int) -> list[str]:
    rows = read_rows("customers-us-50k.csv")
    parts = CUSTOMER_ROWS[tuning]
    return [row["full_name"] for start, end in parts for row in rows[start : min(end, start + count // len(parts))]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show misses and alerts of the tuning half")
    parser.add_argument("--tuning", action="store_true", help="only the tuning half")
    parser.add_argument("--customers", type=int, default=8000, help="how many customers of each half")
    parser.add_argument("--persons", type=int, default=1000, help="how many persons of each half")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    arguments = parser.parse_args()
    persons = [party for party in load_list(LIST).parties if party["schema"] == "Person"]
    screener = Screener(persons)
    named = [person for person in persons if any(script_of(name) == "LATIN" for name in names_of(person))]
    for tuning in (True,) if arguments.tuning else (True, False):
        half = sorted((person for person in named if is_tuning(person) is tuning), key=sampling_order)
        altered = altered_names(half[: arguments.persons])
        names = customer_names(tuning, arguments.customers)
        print(f"{HALVES[tuning]}: {len(altered)} altered names of {min(len(half), arguments.persons)} persons")
        scores, clean = scores_of(screener, altered), best_scores(screener, names)
        report(altered, scores, [score for score, _ in clean])
        if tuning and arguments.errors:
            show_errors(altered, scores, clean)
        if not tuning and not arguments.no_peers:
            report_peers(altered, names, persons)


def sampling_order(person: Entity) -> bytes:
    """Give the place of a person in the order in which they are sampled: one that means nothing."""
    return hashlib.sha256(b"order" + person["id"].encode()).digest()


if __name__ == "__main__":
    main()
