"""How well descriptions of goods are matched to headings: `python -m benchmarks.goods_matching [--wrong]`.

The descriptions of benchmarks/goods/kept_aside.csv were written and labelled with the headings of the HS 2022 before the
vocabulary was. A code that is given is right where it and a right heading begin alike; an expected heading is found
where a given code and it do. A description without headings names no goods: any code for it is wrong. Those whose goods
no table needs (foods, medicines) count in precision only.
"""

import argparse
import csv
import time
from datetime import date
from pathlib import Path

from yalu import check_goods
from yalu.goods.codes import bare

FOLDER = Path(__file__).parent / "goods"
DAY = date(2024, 6, 1)
OUTSIDE = frozenset("04 06 09 10 11 13 15 17 18 19 20 21 23 30 32 33 34 39 48 49 95".split())
"""Chapters for which no rule of the tables is made, so that not finding them costs nothing."""


def main() -> None:
    """Print recall, precision and the time of a description."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=("kept_aside", "fresh"), default="fresh", help="which descriptions")
    parser.add_argument("--wrong", action="store_true", help="also print what was missed or wrong")
    options = parser.parse_args()
    shown = options.wrong
    rows = list(csv.DictReader((FOLDER / f"{options.set}.csv").open(encoding="utf-8")))
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
        named = any(finding.paragraph.startswith(row["items"]) for finding in check.findings if not finding.for_all_goods)
        wanted, found = wanted + inside, found + (inside and any(good))
        given, right = given + len(good), right + sum(good)
        items, items_found = items + bool(row["items"]), items_found + bool(row["items"] and named)
        if shown and ((inside and not any(good)) or not all(good) or (row["items"] and not named)):
            print(f"  {row['text']!r}: {codes} for {row['headings'] or 'nothing'} {row['items']}")
    print(f"{len(rows)} descriptions, {wanted} of goods that the tables are for")
    print(f"recall of headings {found}/{wanted} = {found / wanted:.3f}")
    print(f"precision of matches {right}/{given} = {right / given:.3f}")
    print(f"control list items found {items_found}/{items}")
    print(f"{spent / len(rows) * 1000:.2f} ms of CPU a description")


def alike(code: str, heading: str) -> bool:
    """Whether a code and a heading are the same as far as the shorter goes."""
    return code.startswith(heading) or heading.startswith(code)


if __name__ == "__main__":
    main()
