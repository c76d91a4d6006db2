"""What the lists said of a name on a day, hit or no hit, as something that can be filed."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from yalu.lists import ListSnapshot, state_on_list
from yalu.model import Designation, State, WorkspaceError
from yalu.screening import Screener
from yalu.workspace.name_screening import ask_one
from yalu.workspace.receipts.drafts import certificate_draft
from yalu.workspace.receipts.receipt import Receipt, Stamp
from yalu.workspace.receipts.store import ReceiptBook
from yalu.workspace.receipts.versions import current_versions
from yalu.workspace.screener_cache import load_screener

FORMAT = "yalu certificate 1"
_STATES = (State.VALID, State.POSSIBLE, State.UNKNOWN, State.NOT_YET, State.ENDED)
"""The states by how much they say that a party was listed on the day."""


@dataclass(frozen=True, slots=True)
class CertifiedList:
    """A list that was asked. `issued` is the day of its issue; `later` is set where that is after the day asked for."""

    name: str
    title: str
    authority: str
    issued: str | None
    sha256: str
    parties: int
    later: bool


@dataclass(frozen=True, slots=True)
class CertifiedEntry:
    """An entry of a hit on its list, and how it stood on the day (a value of `yalu.model.State`)."""

    authority: str
    programs: tuple[str, ...]
    listed_from: str | None
    listed_to: str | None
    state: str


@dataclass(frozen=True, slots=True)
class CertifiedHit:
    """A listed party that reaches the threshold. `state` is that of the entry that says most."""

    id: str
    caption: str
    schema: str
    score: float
    name: str
    list: str
    state: str
    entries: tuple[CertifiedEntry, ...]
    explanation: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the lists said of a name on a day.

    Attributes:
        asked: The name, as it was given.
        query: What was asked, as a followthemoney entity.
        as_of: The day, YYYY-MM-DD.
        threshold: The least score of a hit.
        lists: The lists that were asked, with their issues.
        hits: The listed parties that reach the threshold, the best first; none is an answer too.
        listed: How many of them were listed on the day by the lists' own entries.
        notes: What a reader must know of the lists, one sentence each.
        receipt: The receipt of this certificate, if there is one.
    """

    asked: str
    query: Mapping[str, Any]
    as_of: str
    threshold: float
    lists: tuple[CertifiedList, ...]
    hits: tuple[CertifiedHit, ...]
    listed: int
    notes: tuple[str, ...]
    receipt: Receipt | None = None

    def content(self) -> dict[str, Any]:
        """Give all that it says but for its receipt, as a JSON object."""
        return {
            "format": FORMAT,
            "asked": self.asked,
            "query": dict(self.query),
            "as_of": self.as_of,
            "threshold": self.threshold,
            "lists": [asdict(item) for item in self.lists],
            "hits": [asdict(hit) for hit in self.hits],
            "listed": self.listed,
            "notes": list(self.notes),
        }

    def to_json(self) -> dict[str, Any]:
        """Give it as one JSON object; docs/receipts.md describes every key."""
        if self.receipt is None:
            return {**self.content(), "versions": current_versions(), "receipt": None}
        header = self.receipt.header
        receipt = {"number": self.receipt.number, "hash": self.receipt.hash, "time": header["time"]}
        return {**self.content(), "versions": dict(header["versions"]), "receipt": receipt}


def certificate(
    name: str,
    snapshots: Sequence[ListSnapshot],
    as_of: date,
    book: ReceiptBook,
    stamp: Stamp,
    *,
    schema: str = "Thing",
    properties: Mapping[str, Sequence[str]] | None = None,
    threshold: float = 0.7,
    screener: Screener | None = None,
) -> Certificate:
    """Ask the lists for a name as of a day, and write a receipt of the answer.

    Args:
        name: The name.
        snapshots: The lists, each in the issue that held on the day (see `Workspace.nearest`).
        as_of: The day.
        book: Where the receipt is written.
        stamp: Time, salt and operator of the receipt.
        schema: The kind of the party; anything by default.
        properties: What else is known of it, as followthemoney properties: birthDate, country, passportNumber ...
        threshold: The least score of a hit.
        screener: A screener over the lists; made if left out.

    Raises:
        WorkspaceError: there is no list to ask, or the receipt cannot be written.
        YaluError: the name holds nothing that could be compared.
    """
    query = {
        "schema": schema,
        "properties": {"name": [name], **{key: list(values) for key, values in (properties or {}).items()}},
    }
    found = look_up(snapshots, query, as_of, threshold, screener)
    receipt = book.append(certificate_draft(snapshots, query, found.content(), threshold), stamp)
    return replace(found, receipt=receipt)


def look_up(
    snapshots: Sequence[ListSnapshot],
    query: Mapping[str, Any],
    as_of: date,
    threshold: float,
    screener: Screener | None = None,
) -> Certificate:
    """Give a certificate with no receipt, as `certificate` does."""
    if not snapshots:
        raise WorkspaceError("a certificate needs at least one list to ask")
    answer = ask_one(screener or load_screener(snapshots), query, threshold)
    issued = {snapshot.name: snapshot.date for snapshot in snapshots}
    entries = _entries(snapshots, {(hit["dataset"], hit["id"]) for hit in answer["hits"]})
    hits = tuple(_hit(hit, entries[hit["dataset"], hit["id"]], issued[hit["dataset"]], as_of) for hit in answer["hits"])
    return Certificate(
        asked=answer["query"],
        query=query,
        as_of=as_of.isoformat(),
        threshold=threshold,
        lists=tuple(_list(snapshot, as_of) for snapshot in snapshots),
        hits=hits,
        listed=sum(hit.state == State.VALID for hit in hits),
        notes=tuple(_notes(snapshots, as_of)),
    )


def _entries(
    snapshots: Sequence[ListSnapshot], wanted: Set[tuple[str, str]]
) -> dict[tuple[str, str], list[Designation]]:
    found: dict[tuple[str, str], list[Designation]] = {key: [] for key in wanted}
    for snapshot in snapshots:
        for entry in snapshot.designations:
            if (snapshot.name, entry.party) in wanted:
                found[snapshot.name, entry.party].append(entry)
    return found


def _list(snapshot: ListSnapshot, as_of: date) -> CertifiedList:
    later = snapshot.date is not None and snapshot.date[:10] > as_of.isoformat()
    return CertifiedList(
        snapshot.name,
        snapshot.title,
        snapshot.authority,
        snapshot.date,
        snapshot.sha256,
        len(snapshot.parties),
        later,
    )


def _hit(hit: Mapping[str, Any], entries: Sequence[Designation], issued: str | None, as_of: date) -> CertifiedHit:
    rows = [
        CertifiedEntry(
            entry.authority,
            entry.programs,
            entry.interval.start,
            entry.interval.end,
            state_on_list(entry, issued, as_of).value,
        )
        for entry in entries
    ]
    rows.sort(key=lambda row: (_STATES.index(State(row.state)), row.listed_from or ""))
    return CertifiedHit(
        id=hit["id"],
        caption=hit["caption"],
        schema=hit["schema"],
        score=hit["score"],
        name=hit["name"],
        list=hit["dataset"],
        state=rows[0].state if rows else State.UNKNOWN.value,
        entries=tuple(rows),
        explanation=tuple(hit["explanation"]),
    )


def _notes(snapshots: Sequence[ListSnapshot], as_of: date) -> Iterator[str]:
    for snapshot in snapshots:
        if snapshot.date is None:
            yield (
                f"{snapshot.title} states no day of issue: whether this issue held on {as_of} cannot be told from it."
            )
        elif snapshot.date[:10] > as_of.isoformat():
            yield (
                f"{snapshot.title} was asked in its issue of {snapshot.date[:10]}, after {as_of}: its entry dates say "
                "who was listed on the day, but parties that were taken off in between are not in it."
            )
        elif snapshot.date[:10] < as_of.isoformat():
            yield (
                f"{snapshot.title} was asked in its issue of {snapshot.date[:10]}, the last one at hand up to {as_of}; "
                "an issue published in between would not be known here."
            )
        if snapshot.repairs:
            yield f"{snapshot.title} was read from a damaged file, mended in {len(snapshot.repairs)} places."
