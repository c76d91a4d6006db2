"""What several documents on one case give beside links: parties that may be the same, and what is stated differently.

The same words stand in the terminal and on the page.
"""

from collections.abc import Iterator, Mapping

from followthemoney import model, registry
from rich.console import Console
from rich.text import Text

from yalu.documents import Contradiction, Resemblance
from yalu.model import LINK_TYPES, Evidence, Status
from yalu.report.wording import STATUS_WORDS, one_line

MAYBE = "Maybe the same: a lead to check, and no evidence of a tie"
DIFFERS = "Stated differently, side by side"
_ABOUT = {"status": "whether it is so", "role": "role", "share": "share", "date": "day", "flag": "flag"}


def resemblance_words(item: Resemblance, names: Mapping[str, str]) -> str:
    """Say in one sentence who may be the same as whom, and why it is not plain."""
    one, other = names.get(item.one, item.one), names.get(item.other, item.other)
    reasons = f"for it: {'; '.join(item.speaks_for)}. Against it: {'; '.join(item.speaks_against)}"
    return f"{one} and {other}, names {item.score:.2f} alike. Speaks {reasons}."


def contradiction_head(item: Contradiction, names: Mapping[str, str]) -> str:
    """Say of what sources state different things."""
    party = names.get(item.party, item.party)
    if item.type is None:
        schema = next((one for one in model.schemata.values() if item.about in one.properties), None)
        label = schema.properties[item.about].label if schema and item.about not in _ABOUT else None
        return f"{party}: {(label or _ABOUT.get(item.about, item.about)).lower()}"
    other = names.get(item.other or "", item.other or "")
    return f"{party} {LINK_TYPES[item.type].label} {other}: {_ABOUT.get(item.about, item.about)}"


def contradiction_value(item: Contradiction, value: str) -> str:
    """Write one of the values as a reader knows it: a status in words, a country by its name."""
    if item.about == "status":
        return STATUS_WORDS[Status(value)]
    if item.about in ("nationality", "flag"):
        return registry.country.caption(value) or value
    return f"{value} percent" if item.about == "share" else value


def print_case(
    resemblances: tuple[Resemblance, ...],
    contradictions: tuple[Contradiction, ...],
    names: Mapping[str, str],
    console: Console,
) -> None:
    """Print both sections, where there is anything in them. Nothing from a document steers the terminal.

    `names` has those of the parties, and the files of the documents, by their ids.
    """
    if contradictions:
        console.print(Text(DIFFERS, style="bold"))
    for contradiction in contradictions:
        console.print(Text(f"- {one_line(contradiction_head(contradiction, names))}"))
        for side in contradiction.sides:
            for item in _by_source(side.evidence):
                says = f", according to {one_line(item.asserted_by)}" if item.asserted_by else ""
                value = one_line(contradiction_value(contradiction, side.value))
                source = one_line(names.get(item.document, item.document))
                console.print(Text(f"    {value}: “{one_line(item.quote, 160)}” [{source}{says}]"))
    if resemblances:
        console.print(Text(MAYBE, style="bold"))
    for resemblance in resemblances:
        console.print(Text(f"- {one_line(resemblance_words(resemblance, names))}"))
    if resemblances or contradictions:
        console.print()


def _by_source(evidence: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """Give the first evidence of each document."""
    seen: set[str] = set()
    for item in evidence:
        if item.document not in seen:
            seen.add(item.document)
            yield item
