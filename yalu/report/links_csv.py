"""The links as a table: one row for each evidence of each link."""

import csv
import io

from yalu.investigation import Investigation
from yalu.model import Evidence, Link

COLUMNS = (
    "id",
    "source",
    "source_name",
    "type",
    "target",
    "target_name",
    "status",
    "role",
    "goods",
    "from",
    "to",
    "confidence",
    "document",
    "quote",
    "start",
    "end",
    "publisher",
    "date",
    "asserted_by",
    "pattern",
    "evidence_confidence",
)

# The wide forms count too: spreadsheets in East Asian settings read them as the plain signs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def links_csv(investigation: Investigation) -> str:
    """Write the links of every status as CSV (RFC 4180, one header row).

    A cell that a spreadsheet would run as a formula gets an apostrophe in front, which a spreadsheet reads as "this is
    text"; the JSON form has the cell as it is.
    """
    names = {item.party.id: item.party.name for item in investigation.parties}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for link in investigation.links:
        for evidence in link.evidence:
            writer.writerow([cell(value) for value in _row(link, evidence, names)])
    return out.getvalue()


def _row(link: Link, evidence: Evidence, names: dict[str, str]) -> tuple[str | float | None, ...]:
    return (
        link.id,
        link.source,
        names.get(link.source, ""),
        link.type,
        link.target,
        names.get(link.target, ""),
        link.status.value,
        link.role,
        "; ".join(link.goods),
        link.interval.start,
        link.interval.end,
        link.confidence,
        evidence.document,
        evidence.quote,
        evidence.start,
        evidence.end,
        evidence.publisher,
        evidence.date,
        evidence.asserted_by,
        evidence.pattern,
        evidence.confidence,
    )


def cell(value: str | float | None) -> str | float | None:
    """Give a cell that no spreadsheet runs as a formula."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip().startswith(_FORMULA_SIGNS) or value[:1] in ("\t", "\r") else value
