"""How well names agree: labelled pairs, other scripts, and clean customers. `python -m benchmarks.name_quality`.

The labelled pairs are split by a hash into a half to tune on and a half kept aside; errors are shown for the
first only.
"""

import argparse
import csv
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from yalu.screening.compare import compare_names

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
THRESHOLD = 0.7


def tuning_half(row: dict[str, str]) -> bool:
    key = f"{row['schema']}|{row['name1']}|{row['name2']}".encode()
    return hashlib.sha256(key).digest()[0] % 2 == 0


def read_pairs(name: str) -> list[dict[str, str]]:
    with (DATA / "names" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def measure(rows: Iterable[dict[str, str]]) -> tuple[float, float, float, list[tuple[float, dict[str, str]]]]:
    """Give precision, recall, F1 and the errors."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    errors = []
    for row in rows:
        score = compare_names(row["name1"], row["name2"], row["schema"])
        key = (score >= THRESHOLD, row["is_match"] == "true")
        counts[key] += 1
        if key[0] != key[1]:
            errors.append((score, row))
    precision = counts[True, True] / max(1, counts[True, True] + counts[True, False])
    recall = counts[True, True] / max(1, counts[True, True] + counts[False, True])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), errors


def report_pairs(show_errors: bool) -> None:
    for name in ("name-pairs-dev.csv", "korean-pairs-dev.csv"):
        rows = read_pairs(name)
        halves: dict[str, Callable[[dict[str, str]], bool]] = {
            "tuning": tuning_half,
            "kept aside": lambda row: not tuning_half(row),
        }
        for half, chosen in halves.items():
            part = [row for row in rows if chosen(row)]
            precision, recall, f1, errors = measure(part)
            print(f"{name:22} {half:10} n={len(part):4} precision={precision:.3f} recall={recall:.3f} F1={f1:.3f}")
            if show_errors and half == "tuning":
                for score, row in sorted(errors, key=lambda error: error[1]["is_match"]):
                    print(f"   {score:.4f} {row['is_match']:5} {row['schema']:8} {row['name1']} | {row['name2']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show the errors of the tuning half")
    arguments = parser.parse_args()
    report_pairs(arguments.errors)


if __name__ == "__main__":
    main()
