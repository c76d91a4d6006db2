"""How often each pattern and predicate of the document reader is right on annotated texts, and the confidence it gives.

    python -m benchmarks.pattern_confidence [FOLDER ...] [--write]

Reads the texts of the folders (benchmarks/reading/tuning without any) and counts for each pattern the links that it
gave, alone or beside others, and those that are right, by type, both ends and status. The confidence is the share of
right ones, shrunk towards .8 by four links, so that a pattern that was right twice is not taken for certain; at most
.95. With `--write`, `confidence` and `n` are written into patterns.yaml and predicates.yaml of yalu/documents/data, for
patterns with five links or more; where there are fewer, both go, and the readers' own .8 holds. Patterns of neither
file ("by hand" in the list) keep what their code says. The language model is needed, and texts that are kept aside
(benchmarks/reading/kept_aside) are refused: a confidence must not rest on what is only measured.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import yalu.documents
from benchmarks.document_reading import READING, _key, _through_groups, matched
from yalu.documents import language_model, read, read_document

DATA = Path(yalu.documents.__file__).parent / "data"
FILES = ("patterns.yaml", "predicates.yaml")
_IDS = re.compile(r"(?m)^  - id: (\S+)$")
PRIOR, WEIGHT, MOST, FEWEST = 0.8, 4, 0.95, 5


def count(folders: list[Path]) -> dict[str, Counter[str]]:
    """Give for each pattern's id how many links it gave, and how many were right."""
    counts: dict[str, Counter[str]] = {}
    model = language_model()
    for folder in folders:
        for annotation in sorted(folder.glob("*.gold.json")):
            stem = annotation.name.removesuffix(".gold.json")
            path = next(path for path in sorted(folder.glob(f"{stem}.*")) if path != annotation)
            _count_one(read([read_document(path)], model=model), json.loads(annotation.read_text("utf-8")), counts)
    return counts


def _count_one(reading: Any, gold: dict[str, Any], counts: dict[str, Counter[str]]) -> None:
    same = matched(reading.parties, gold["entities"])
    truth: dict[tuple[str, str, str], set[str]] = {}
    for relation in gold["relations"]:
        key = _key(relation["type"], relation["subject"], relation["object"])
        truth.setdefault(key, set()).add(relation["status"])
    members = {party.id: party.members for party in reading.parties}
    for link in reading.links:
        ends = (same.get(link.source, f"?{link.source}"), same.get(link.target, f"?{link.target}"))
        key = _key(link.type, *ends)
        if key not in truth:
            key = _through_groups(link.type, ends, link, members, same, truth) or key
        right = link.status.value in truth.get(key, ())
        for pattern in {item.pattern for item in link.evidence if item.pattern}:
            counts.setdefault(pattern, Counter()).update(given=1, right=int(right))


def confidence(right: int, given: int) -> float:
    """Give the share of right links, shrunk towards the prior."""
    return min(MOST, round((right + PRIOR * WEIGHT) / (given + WEIGHT), 2))


def write(counts: dict[str, Counter[str]], path: Path) -> int:
    """Write `confidence` and `n` behind each `type` of a pattern that was counted often enough; give how many."""
    written = 0
    entries = re.split(r"(?m)(?=^  - id: )", path.read_text("utf-8"))
    for number, entry in enumerate(entries):
        known = re.match(r"  - id: (\S+)\n", entry)
        if known:
            entry = re.sub(r"(?m)^    (?:confidence|n): .*\n", "", entry)
            found = counts.get(known[1], Counter())
            if found["given"] >= FEWEST:
                lines = f"    confidence: {confidence(found['right'], found['given'])}\n    n: {found['given']}\n"
                entry = re.sub(r"(?m)^(    type: .*\n)", lambda match, more=lines: match.group() + more, entry, count=1)
                written += 1
            entries[number] = entry
    path.write_text("".join(entries), "utf-8")
    return written


def refuse_kept_aside(folders: list[Path]) -> None:
    """Refuse texts that are only measured.

    Raises:
        SystemExit: a folder is, or lies in, one that is kept aside.
    """
    for folder in folders:
        if "kept_aside" in folder.resolve().parts:
            raise SystemExit(f"{folder}: these texts are only measured; count on benchmarks/reading/tuning")


def main() -> None:
    """Count, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[READING / "tuning"])
    parser.add_argument("--write", action="store_true", help="write the confidences into the pattern data")
    arguments = parser.parse_args()
    refuse_kept_aside(arguments.folders)
    if language_model() is None:
        raise SystemExit("the extra nlp is not installed: without it most predicates give no links to count")
    counts = count(arguments.folders)
    known = {name for file in FILES for name in _IDS.findall((DATA / file).read_text("utf-8"))}
    for pattern, found in sorted(counts.items(), key=lambda item: (-item[1]["given"], item[0])):
        value = confidence(found["right"], found["given"])
        hand = "" if pattern in known else "  by hand"
        print(f"{pattern:28} given {found['given']:4}  right {found['right']:4}  confidence {value:.2f}{hand}")
    if arguments.write:
        for name in FILES:
            print(f"{name}: {write(counts, DATA / name)} confidences written")


if __name__ == "__main__":
    main()
