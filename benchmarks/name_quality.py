"""How well names agree: labelled pairs, other scripts, clean customers. `python -m benchmarks.name_quality`.

The labelled pairs are split by a hash into a half to tune on and a half kept aside; errors are shown for the first
only. Customers 2,000 to 8,000 and 30,000 to 36,000 were looked at while tuning, 10,000 to 12,000 and 40,000 to 46,000
were not.
"""

import argparse
import csv
import hashlib
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from yalu.screening import Screener, compare_names
from yalu.workspace import load_list

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
THRESHOLD = 0.7
Entity = dict[str, Any]


def tuning_half(row: dict[str, str]) -> bool:
    key = f"{row['schema']}|{row['name1']}|{row['name2']}".encode()
    return hashlib.sha256(key).digest()[0] % 2 == 0


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / "names" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def measure(rows: Iterable[dict[str, str]]) -> tuple[float, float, float, list[tuple[float, dict[str, str]]]]:
    """Give precision, recall, F1 and the errors."""
    counts: Counter[tuple[bool, bool]] = Counter()
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
    halves: dict[str, Callable[[dict[str, str]], bool]] = {
        "tuning": tuning_half,
        "kept aside": lambda row: not tuning_half(row),
    }
    for name in ("name-pairs-dev.csv", "korean-pairs-dev.csv"):
        for half, chosen in halves.items():
            part = [row for row in read_rows(name) if chosen(row)]
            precision, recall, f1, errors = measure(part)
            print(f"{name:22} {half:10} n={len(part):4} precision={precision:.3f} recall={recall:.3f} F1={f1:.3f}")
            if show_errors and half == "tuning":
                for score, row in sorted(errors, key=lambda error: error[1]["is_match"]):
                    print(f"   {score:.4f} {row['is_match']:5} {row['schema']:8} {row['name1']} | {row['name2']}")


def script_of(name: str) -> str:
    """Give the script of the first letter, by its name in Unicode."""
    return next((unicodedata.name(char, "?").split(" ")[0] for char in name if char.isalpha()), "")


def names_of(entity: Entity) -> list[str]:
    return [name for prop in ("name", "alias") for name in entity["properties"].get(prop, ())]


def un_persons() -> Iterator[Entity]:
    """Read names and original scripts of the individuals on the UN's list."""
    for person in etree.parse(DATA / "lists" / "un" / "un-2025-04-19.xml").iter("INDIVIDUAL"):
        parts = [person.findtext(tag) or "" for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
        aliases = [alias.findtext("ALIAS_NAME") or "" for alias in person.iter("INDIVIDUAL_ALIAS")]
        original = person.findtext("NAME_ORIGINAL_SCRIPT") or ""
        properties = {"name": [" ".join(" ".join(parts).split())], "alias": [*filter(None, (*aliases, original))]}
        yield {"id": person.findtext("DATAID") or "", "schema": "Person", "properties": properties}


def report_scripts(label: str, persons: Iterable[Entity]) -> None:
    """Ask for each name in another script, with only the Latin names listed."""
    listed, asked = [], []
    for person in persons:
        latin = [name for name in names_of(person) if script_of(name) == "LATIN"]
        if latin:
            listed.append({**person, "properties": {"name": latin}})
            asked += [(name, person["id"]) for name in names_of(person) if script_of(name) not in ("LATIN", "")]
    screener = Screener(listed)
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for name, identifier in asked:
        hits = screener.screen({"schema": "Person", "properties": {"name": [name]}}, THRESHOLD)
        for key in (script_of(name), "ALL"):
            total[key] += 1
            found[key] += identifier in [hit.id for hit in hits]
    for key, count in total.most_common():
        print(f"{label} {key:10} n={count:4} recall={found[key] / count:.3f}")


def report_customers(screener: Screener) -> None:
    for start, end in ((0, 2000), (2000, 8000), (10000, 12000), (30000, 36000), (40000, 46000)):
        began = time.process_time()
        rows = list(islice(read_rows("customers-us-50k.csv"), start, end))
        queries = [{"schema": "Person", "properties": {"name": [row["full_name"]]}} for row in rows]
        alerts = sum(bool(screener.screen(query, THRESHOLD)) for query in queries)
        pace = len(rows) / (time.process_time() - began)
        print(f"customers {start:5}-{end:5} alerts per 1000: {1000 * alerts / len(rows):.1f}, per second: {pace:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show the errors of the tuning half")
    parser.add_argument("--pairs", action="store_true", help="only the labelled pairs")
    arguments = parser.parse_args()
    report_pairs(arguments.errors)
    if arguments.pairs:
        return
    parties = load_list(DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-05-28.xml.bz2").parties
    persons = [party for party in parties if party["schema"] == "Person"]
    report_scripts("OFAC", persons)
    report_scripts("UN  ", un_persons())
    began = time.process_time()
    whole = Screener(parties)
    print(f"building over {len(whole)} entities: {time.process_time() - began:.1f} s CPU")
    report_customers(Screener(persons))


if __name__ == "__main__":
    main()
