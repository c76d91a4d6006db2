"""How well documents are read: parties and links against annotated texts.

    python -m benchmarks.document_reading [FOLDER ...] [--without-model] [--errors]

Each folder holds texts (`x.txt`, `x.html`) with their annotation (`x.gold.json`). Without a folder, the texts of
benchmarks/reading are read: `tuning`, on which the patterns were improved, and `kept_aside`, which is only measured.

A party is right if one of its mentions is, word for word, a mention of an annotated one of a fitting kind. A link is
right if type, both ends and status are; `asserted or alleged` counts a link as right where only these two are confused.
"""

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from yalu.documents import Reading, language_model, read, read_document
from yalu.model import LINK_TYPES, Party

READING = Path(__file__).parent / "reading"
_KINDS = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "LegalEntity": "any",
    "Vessel": "vessel",
    "Place": "place",
    "Territory": "place",
}


def plain(text: str) -> str:
    """Drop what does not tell parties apart: case, articles, possessives, punctuation."""
    text = re.sub(r"['’]s?\b", "", text.casefold().replace("’", "'"))
    return re.sub(r"\W+", " ", re.sub(r"^(?:the|a|an|his|her|its) ", "", text.strip())).strip()


def matched(parties: tuple[Party, ...], gold: list[dict[str, Any]]) -> dict[str, str]:
    """Give the annotated entity for each party of the reading: the one with which it shares most mentions."""
    result = {}
    for party in parties:
        names = Counter(plain(mention.quote) for mention in party.mentions)
        names.update({plain(name): 1 for name in party.names})
        best, most = None, 0
        for entity in gold:
            kinds = {_KINDS.get(party.schema, "any"), _KINDS.get(entity["schema"], "other")}
            if len(kinds) > 1 and "any" not in kinds and kinds != {"person", "organization"}:
                continue
            shared = sum(names[plain(mention)] for mention in {*entity["mentions"], entity["name"]})
            if shared > most:
                best, most = entity["id"], shared
        if best:
            result[party.id] = best
    return result


def compare(reading: Reading, gold: dict[str, Any], errors: bool) -> Counter[str]:
    """Count what was found, right and wrong, for one text."""
    counts: Counter[str] = Counter()
    same = matched(reading.parties, gold["entities"])
    entities = {entity["id"]: entity for entity in gold["entities"]}
    wanted = {
        key
        for key, entity in entities.items()
        if _KINDS.get(entity["schema"]) in ("person", "organization") and not entity.get("nominal")
    }
    named = [p for p in reading.parties if _KINDS.get(p.schema) in ("person", "organization") and not p.unnamed]
    counts["parties wanted"] = len(wanted)
    counts["parties found"] = len(named)
    counts["parties right"] = len({same[p.id] for p in named if same.get(p.id) in wanted})
    truth: dict[tuple[str, str, str], set[str]] = {}
    for relation in gold["relations"]:
        truth.setdefault(_key(relation["type"], relation["subject"], relation["object"]), set()).add(relation["status"])
    members = {p.id: p.members for p in reading.parties}
    seen: dict[tuple[str, str, str], set[str]] = {}
    for link in reading.links:
        ends = (same.get(link.source, f"?{link.source}"), same.get(link.target, f"?{link.target}"))
        key = _key(link.type, *ends)
        if key not in truth:
            key = _through_groups(link.type, ends, link, members, same, truth) or key
        seen.setdefault(key, set()).add(link.status.value)
        _judge(counts, link, truth.get(key), reading, errors)
    counts["links wanted"] = sum(len(statuses) for statuses in truth.values())
    counts["asserted wanted"] = sum("asserted" in statuses for statuses in truth.values())
    counts["asserted found right"] = sum("asserted" in s and "asserted" in truth.get(k, ()) for k, s in seen.items())
    joined = {"asserted", "alleged"}
    counts["joined wanted"] = sum(bool(statuses & joined) for statuses in truth.values())
    counts["joined found right"] = sum(bool(s & joined) and bool(truth.get(k, set()) & joined) for k, s in seen.items())
    counts["links found right"] = sum(len(s & truth.get(k, set())) for k, s in seen.items())
    if errors:
        found = {same[p.id] for p in named if p.id in same}
        for party in named:
            if same.get(party.id) not in wanted:
                print(f"  FALSE PARTY {party.schema} {party.name!r} {party.mentions[0].quote!r}")
        for key in sorted(wanted - found):
            print(f"  MISSED PARTY {entities[key]['schema']} {entities[key]['name']!r}")
        for key, statuses in truth.items():
            if key not in seen:
                print("  MISSED", key[0], entities[key[1]]["name"], "->", entities[key[2]]["name"], sorted(statuses))
    return counts


def _key(kind: str, source: str, target: str) -> tuple[str, str, str]:
    if kind in LINK_TYPES and not LINK_TYPES[kind].directed:
        source, target = sorted((source, target))
    return kind, source, target


def _through_groups(
    kind: str, ends: tuple[str, str], link: Any, members: dict[str, tuple[str, ...]], same: dict[str, str], truth: Any
) -> tuple[str, str, str] | None:
    """A link of a group ("the two men") may be annotated at its members, and the other way round."""
    for source in [ends[0], *(same.get(m, "") for m in members.get(link.source, ()))]:
        for target in [ends[1], *(same.get(m, "") for m in members.get(link.target, ()))]:
            if _key(kind, source, target) in truth:
                return _key(kind, source, target)
    return None


def _judge(counts: Counter[str], link: Any, statuses: set[str] | None, reading: Reading, errors: bool) -> None:
    status = link.status.value
    counts[f"{status} given"] += 1
    joined = {"asserted", "alleged"}
    if statuses and status in statuses:
        counts[f"{status} right"] += 1
        counts[f"{status} right or near"] += 1
        return
    if statuses and status in joined and statuses & joined:
        counts[f"{status} right or near"] += 1
        verdict = "NEAR  "
    elif statuses:
        counts["wrong status"] += 1
        verdict = "STATUS"
    else:
        verdict = "FALSE "
    if errors:
        names = {party.id: party.name for party in reading.parties}
        wanted = "/".join(sorted(statuses)) if statuses else "-"
        ends = f"{names.get(link.source, '?')} -> {names.get(link.target, '?')}"
        print(
            f"  {verdict} {link.type} {ends} {status} (wanted {wanted}) "
            f"[{link.evidence[0].pattern}] {link.evidence[0].quote[:150]!r}"
        )


def share(part: int, whole: int) -> str:
    """Write a share, or a dash where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "-"


def report(name: str, counts: Counter[str]) -> None:
    """Print the figures of one set."""
    found, wanted, right = counts["parties found"], counts["parties wanted"], counts["parties right"]
    f1 = 2 * right / max(1, found + wanted)
    print(f"\n{name}: {counts['texts']} texts")
    print(f"  people and organisations  precision {share(right, found)}  recall {share(right, wanted)}  F1 {f1:.3f}")
    for status in ("asserted", "alleged", "denied", "negated", "called_for", "planned"):
        given = counts[f"{status} given"]
        line = f"  {status:11} links  given {given:4}  right {share(counts[f'{status} right'], given)}"
        if status in ("asserted", "alleged"):
            line += f"  right but for asserted/alleged {share(counts[f'{status} right or near'], given)}"
        print(line)
    print(f"  recall of asserted links           {share(counts['asserted found right'], counts['asserted wanted'])}")
    print(f"  recall of asserted or alleged      {share(counts['joined found right'], counts['joined wanted'])}")
    print(f"  recall of all, each with its status {share(counts['links found right'], counts['links wanted'])}")
    print(f"  links with a wrong status (other than asserted/alleged): {counts['wrong status']}")
    pages = counts["pages"]
    print(f"  CPU {counts['milliseconds'] / max(1, pages):.0f} ms a page of 3,000 characters ({pages} pages)")


def main() -> None:
    """Read the texts and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[READING / "tuning", READING / "kept_aside"])
    parser.add_argument("--without-model", action="store_true")
    parser.add_argument("--errors", action="store_true", help="name what was missed or wrong")
    arguments = parser.parse_args()
    model = None if arguments.without_model else language_model()
    if model:
        model("Warm up.")
    for folder in arguments.folders:
        total: Counter[str] = Counter()
        for annotation in sorted(folder.glob("*.gold.json")):
            stem = annotation.name.removesuffix(".gold.json")
            path = next(path for path in sorted(folder.glob(f"{stem}.*")) if path != annotation)
            if arguments.errors:
                print(f"\n== {path.name}")
            began = time.process_time()
            reading = read([read_document(path)], model=model)
            spent = time.process_time() - began
            total += compare(reading, json.loads(annotation.read_text(encoding="utf-8")), arguments.errors)
            total += Counter(
                texts=1, milliseconds=round(spent * 1000), pages=max(1, len(reading.documents[0].text) // 3000)
            )
        report(folder.name, total)


if __name__ == "__main__":
    main()
