"""How well descriptions of goods are matched: `python -m benchmarks.goods_matching [--set NAME] [--wrong]`.

Four sets of descriptions with the headings of the HS 2022 as labels lie in benchmarks/goods: `kept_aside`, labelled
before the vocabulary was written, but by its author; and `fresh`, written when the vocabulary stood; `bills`, as bills
of lading write them, written before the vocabulary was widened by headings, and `manifests`, written after.
`--nomenclature FILE` takes a semicolon-separated table of codes and texts (the EU's Combined Nomenclature) instead;
`--half` one half.

A code that is given is right where it and a right heading begin alike; an expected heading is found where a given code
and it do. A description without headings names no goods: any code for it is wrong. Those whose goods no table needs
(medicines, shoes) count in precision only.
"""

import argparse
import csv
import time
import zlib
from datetime import date
from pathlib import Path

from yalu import check_goods
from yalu.goods.codes import bare

FOLDER = Path(__file__).parent / "goods"
DAY = date(2024, 6, 1)
_FIRST = "01 02 04 05 06 09 10 11 13 15 17 18 19 20 21 23 30 32 33 34"
_LAST = "35 37 39 40 41 43 45 46 47 48 49 64 65 66 67 68 69 92 94 95 96"
OUTSIDE = frozenset(f"{_FIRST} {_LAST}".split())
"""Chapters for which no rule of the tables is made, so that not finding them costs nothing."""


def main() -> None:
    """Print recall, precision and the time of a description."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--set", choices=("kept_aside", "fresh", "bills", "manifests"), default="fresh", help="which descriptions"
    )
    parser.add_argument("--nomenclature", type=Path, help="a table of codes and texts, parted by semicolons")
    parser.add_argument("--half", type=int, choices=(0, 1), default=1, help="which half of it")
    parser.add_argument("--wrong", action="store_true", help="also print what was missed or wrong")
    options = parser.parse_args()
    shown = options.wrong
    rows = read_rows(options)
    check_goods("warm up", DAY)
    start = time.process_time()
    checks = [check_goods(row["text"], DAY) for row in rows]
    spent = time.process_time() - start
    wanted = found = given = right = items = items_found = 0
    for row, check in zip(rows, checks, strict=True):
        headings = [heading for heading in row["headings"].split("|") if heading]
        codes = [[bare(code) for code in match.codes] for match in check.matches]
        good = [any(alike(code, heading) for code in group for heading in headings) for group in codes]
        inside = any(heading[:2] not in OUTSIDE for heading in headings)
        named = any(finding.paragraph.startswith(row["items"]) for finding in check.findings)
        wanted, found = wanted + inside, found + (inside and any(good))
        given, right = given + len(good), right + sum(good)
        items, items_found = items + bool(row["items"]), items_found + bool(row["items"] and named)
        if shown and ((inside and not any(good)) or not all(good) or (row["items"] and not named)):
            print(f"  {row['text']!r}: {codes} for {row['headings'] or 'nothing'} {row['items']}")
    print(f"{len(rows)} descriptions, {wanted} of goods that the tables are for")
    print(f"recall of headings {found}/{wanted} = {found / wanted:.3f}")
    print(f"precision of matches {right}/{given} = {right / given:.3f}")
    if items:
        print(f"control list items found {items_found}/{items}")
    print(f"{spent / len(rows) * 1000:.2f} ms of CPU a description")


def read_rows(options: argparse.Namespace) -> list[dict[str, str]]:
    """Read a set of descriptions, or half of a nomenclature, halved by the code."""
    if options.nomenclature is None:
        return list(csv.DictReader((FOLDER / f"{options.set}.csv").open(encoding="utf-8")))
    lines = csv.reader(options.nomenclature.open(encoding="cp1252", errors="replace"), delimiter=";")
    return [
        {"text": text, "headings": code[:4], "items": ""}
        for code, text, *_ in lines
        if code.isdigit() and not code.startswith("99") and zlib.crc32(code[:6].encode()) % 2 == options.half
    ]


def alike(code: str, heading: str) -> bool:
    """Whether a code and a heading are the same as far as the shorter goes."""
    return code.startswith(heading) or heading.startswith(code)


if __name__ == "__main__":
    main()
