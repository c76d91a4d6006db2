"""Files of records as links: kind told from the content, all files of a kind folded together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from yalu.model import InputError, Link, LinkRows, TableError
from yalu.records import RECORD_KINDS, RecordKind, RefusedRecord, record_kind
from yalu.records.flows import RecordLinks
from yalu.records.holdings import holdings_format, read_holdings
from yalu.records.payments import payment_files

HOLDINGS = "holdings"
KINDS = (*RECORD_KINDS, HOLDINGS)
MOST_LEFT_OUT = 20
"""Rows that are not in the links, of which notes name each."""
_FIRMS = frozenset({"LegalEntity", "Organization"})
_REPORTED = 5_000
"""Rows between two reports of progress."""
Progress = Callable[[str, float | None], None]
_READABLE = (
    "give payments (ISO 20022, SWIFT FIN, table), shipments, holdings, transfers between wallets, port calls, meetings "
    "or histories of ships; a mapping file beside a table names columns with other heads (docs/records.md)"
)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records: where it is, what kind it holds, and what it is called in evidence and messages."""

    path: Path
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordsRead:
    """What files of records say: parties as entities, links, and how many rows of each file there were.

    `rows` and `refused` count by the name of the file; holdings are counted by their links. `notes` says which rows are
    not in the links, and why.
    """

    files: tuple[RecordFile, ...]
    parties: tuple[dict[str, Any], ...]
    links: LinkRows
    rows: Mapping[str, int]
    refused: Mapping[str, int]
    notes: tuple[str, ...]


def file_kind(path: Path, columns: Mapping[str, str] | None = None) -> str | None:
    """Tell which records a file holds, one of `KINDS`; `None` for anything else, or what cannot be read.

    Raises:
        TableError: it is BODS of a version before 0.4.
    """
    return HOLDINGS if holdings_format(path) is not None else record_kind(path, columns)


def record_files(paths: Iterable[Path | str]) -> tuple[RecordFile, ...]:
    """Find the files of records among files and folders, sorted; one that is named twice stands once.

    Raises:
        InputError: a file is not there, or holds no records that are known.
    """
    found: dict[Path, RecordFile] = {}
    for path in map(Path, paths):
        for file in payment_files(path) if path.is_dir() else [path]:
            kind = file_kind(file)
            if kind is None:
                raise no_records(file)
            found[file] = RecordFile(file, kind, str(file))
    return tuple(found[file] for file in sorted(found))


def no_records(path: Path) -> InputError:
    """Say why a file cannot be taken: it is not there, or holds no records that are known."""
    if not path.is_file():
        return TableError(path, "there is no such file", remedy="check the name")
    return TableError(path, "it holds no records that are known", remedy=_READABLE)


def read_records(files: Sequence[RecordFile], progress: Progress | None = None) -> RecordsRead:
    """Fold files to links: records of one kind together over all files, holdings file by file.

    A party of other records is taken for the one of holdings that has its name, where there is one alone.
    Their order changes nothing. A record that gives no link is told in the notes.

    Raises:
        InputError: a file cannot be read.
    """
    say = progress or (lambda _words, _share: None)
    rows: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    parties: dict[str, dict[str, Any]] = {}
    parts: list[Sequence[Link]] = []
    notes: list[str] = []
    ordered = sorted(files, key=lambda file: (file.kind, file.name, file.path))
    for names, found in _folded(ordered, (rows, refused), say):
        parties.update((party["id"], party) for party in found.parties)
        parts.append(found.links)
        notes += [f"Not in the network: {words}." for words in found.left_out[:MOST_LEFT_OUT]]
        if len(found.left_out) > MOST_LEFT_OUT:
            notes.append(f"{len(found.left_out):,} {names} in all are not in the network.")
    held_parties: dict[str, dict[str, Any]] = {}
    for file in (file for file in ordered if file.kind == HOLDINGS):
        held = read_holdings(file.path, lambda share, name=file.name: say(f"holdings {Path(name).name}", share))  # type: ignore[misc]
        for party in held.parties:
            held_parties.setdefault(party["id"], party)
        parts.append(held.links if file.name == str(file.path) else [_renamed(link, file) for link in held.links])
        rows[file.name], refused[file.name] = len(held.links), held.left_out
        notes += [f"{Path(file.name).name}: {note}" for note in held.notes]
    joined, moved = _joined(parties, held_parties, _once(LinkRows.joined(parts)))
    return RecordsRead(tuple(ordered), joined, moved, rows, refused, tuple(notes))


def _joined(
    parties: Mapping[str, dict[str, Any]], held: Mapping[str, dict[str, Any]], links: LinkRows
) -> tuple[tuple[dict[str, Any], ...], LinkRows]:
    """Put the parties of other records under the ids of holdings, where one party of these alone has their name."""
    if not parties:
        return tuple(held.values()), links
    by_name: dict[str, list[str]] = {}
    for identity, party in held.items():
        for name in party["properties"].get("name", ()):
            by_name.setdefault(_folded_name(name), []).append(identity)
    ids = {
        identity: same[0]
        for identity, party in parties.items()
        if party["schema"] in _FIRMS
        for same in [
            list(dict.fromkeys(i for n in party["properties"]["name"] for i in by_name.get(_folded_name(n), ())))
        ]
        if len(same) == 1
    }
    merged = {**{key: party for key, party in parties.items() if key not in ids}, **held}
    for identity, same in ids.items():
        merged[same] = _with_properties(merged[same], parties[identity])
    return tuple(merged[key] for key in sorted(merged)), links.under(ids) if ids else links


def _once(links: LinkRows) -> LinkRows:
    """Give each link once: the same holdings may stand in two files."""
    if len(set(links.columns.ids)) == len(links):
        return links
    first = {identity: row for row, identity in reversed(list(enumerate(links.columns.ids)))}
    return links.chosen(sorted(first.values()))


def _with_properties(party: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    properties = {key: list(values) for key, values in party["properties"].items()}
    for key, values in other["properties"].items():
        properties[key] = list(dict.fromkeys((*properties.get(key, ()), *values)))
    return {**party, "properties": properties}


def _folded_name(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _folded(
    files: Iterable[RecordFile], counts: tuple[Counter[str], Counter[str]], say: Progress
) -> Iterator[tuple[str, RecordLinks]]:
    """Fold the files of all kinds whose records become links by the same function."""
    families: dict[Callable[[Iterable[Any]], RecordLinks], list[tuple[RecordKind, RecordFile]]] = {}
    for file in files:
        if file.kind in RECORD_KINDS:
            kind = RECORD_KINDS[file.kind]
            families.setdefault(kind.links, []).append((kind, file))
    for links, group in families.items():
        names = ", ".join(dict.fromkeys(kind.name for kind, _ in group))
        yield names, links(chain.from_iterable(read_file(kind, file, counts, say) for kind, file in group))


def read_file(
    kind: RecordKind, file: RecordFile, counts: tuple[Counter[str], Counter[str]], say: Progress
) -> Iterator[Any]:
    """Read the records of a file under its name, and count those that are read and those that are refused."""
    read, refused = counts
    words = f"{kind.name} of {Path(file.name).name}"
    say(words, None)
    for number, item in enumerate(kind.read(file.path), 1):
        (refused if isinstance(item, RefusedRecord) else read)[file.name] += 1
        if not number % _REPORTED:
            say(f"{words}, {number:,}", None)
        yield item if item.file == file.name else replace(item, file=file.name)


def _renamed(link: Link, file: RecordFile) -> Link:
    known = (str(file.path), file.path.name)
    evidence = tuple(
        replace(item, document=file.name) if item.document in known and item.document != file.name else item
        for item in link.evidence
    )
    return link if evidence == link.evidence else replace(link, evidence=evidence)
