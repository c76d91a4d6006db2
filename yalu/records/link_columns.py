"""The columns of a table of links, and the words for types of links."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from yalu.model import LINK_TYPES, Status, TableError
from yalu.records.values import plain

COLUMNS: dict[str, tuple[str, ...]] = {
    "source": ("source_id", "subject", "owner", "payer", "shipper", "agent"),
    "type": ("link_type", "relation", "relationship"),
    "target": ("target_id", "object", "asset", "beneficiary", "consignee", "client"),
    "id": ("link_id",),
    "source_name": ("subject_name",),
    "target_name": ("object_name",),
    "source_schema": ("source_kind",),
    "target_schema": ("target_kind",),
    "source_country": (),
    "target_country": (),
    "share": ("percentage", "percent", "stake"),
    "from": ("date_from", "start_date", "since", "valid_from"),
    "to": ("date_to", "end_date", "until", "valid_to"),
    "status": (),
    "role": (),
    "quote": (),
    "document": (),
    "publisher": (),
    "date": ("published", "evidence_date"),
    "asserted_by": ("stated_by",),
    "origin": ("origin_group",),
    "confidence": (),
    "evidence_confidence": (),
    "reliability": (),
    "credibility": (),
    "goods": (),
    "amount": ("value",),
    "currency": (),
}
"""What a table of links may state, with other heads for the same; case, spaces and signs in a head do not matter."""

NEEDED = ("source", "type", "target")

_TYPE_WORDS = {
    "ownership": "owns",
    "owner": "owns",
    "ownerof": "owns",
    "shareholder": "owns",
    "shareholderof": "owns",
    "holds": "owns",
    "controls": "owns",
    "control": "owns",
    "directorship": "leads",
    "director": "leads",
    "directorof": "leads",
    "officerof": "leads",
    "representation": "represents",
    "actsfor": "represents",
    "agentof": "represents",
    "employment": "employed_by",
    "employeeof": "employed_by",
    "family": "family_of",
    "membership": "part_of",
    "memberof": "part_of",
    "payment": "paid",
    "pays": "paid",
    "supplies": "supplied",
    "shippedto": "supplied",
    "soldto": "supplied",
    "unknownlink": "associate_of",
    "linkedto": "associate_of",
}
_TYPES = (
    {plain(name): name for name in LINK_TYPES}
    | {plain(kind.label): kind.name for kind in LINK_TYPES.values()}
    | _TYPE_WORDS
)
_STATUSES = {plain(status.value): status for status in Status} | {"stated": Status.ASSERTED}


def places_of(path: Path, heads: Iterable[str]) -> dict[str, int]:
    """Find which column holds what.

    Raises:
        TableError: a column that is needed is missing.
    """
    found: dict[str, int] = {}
    there = list(heads)
    given = {plain(head): place for place, head in reversed(list(enumerate(there)))}
    for name, others in COLUMNS.items():
        place = next((given[plain(head)] for head in (name, *others) if plain(head) in given), None)
        if place is not None:
            found[name] = place
    missing = [name for name in NEEDED if name not in found]
    if missing:
        heads_there = ", ".join(head[:40] for head in there[:40])
        raise TableError(
            path,
            f"there is no column {' nor '.join(missing)}",
            where="line 1",
            remedy=f"a table of links needs source, type and target; the columns are {heads_there}",
        )
    return found


@lru_cache(maxsize=1 << 10)
def read_type(text: str) -> str | None:
    """Read a type of link: a name or label of `LINK_TYPES`, or a common word for one."""
    return _TYPES.get(plain(text))


@lru_cache(maxsize=1 << 10)
def read_status(text: str) -> Status | None:
    """Read how a source states a link: a status by its name; "stated" is asserted."""
    return _STATUSES.get(plain(text))
