"""What the commands on the network start from: lists and files of links, joined to one network."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from yalu.lists import ListSnapshot
from yalu.model import LINK_TYPES, Designation, Evidence, InputError, Interval, Link, LinkRows, Status, YaluError
from yalu.network import GapQuestion, Network, Twin, one_for_all
from yalu.records import read_links
from yalu.screening import Screener
from yalu.workspace.investigation_file import NAME, read_investigation
from yalu.workspace.list_cache import load_list
from yalu.workspace.matching import best_hit, hits_of, twins_of
from yalu.workspace.network_goods import banned_goods
from yalu.workspace.party_search import SAME_FROM, PartySearch
from yalu.workspace.record_files import RecordFile, file_kind, read_records
from yalu.workspace.screener_cache import load_screener

Progress = Callable[[str, float | None], None]
"""Called with a few words and the share that is done, or `None` where that is not known."""
_HEAD = 1 << 16
_ALWAYS = date.min.isoformat()
"""The day of issue of a list that states none: its parties count as listed on any day."""


@dataclass(frozen=True, slots=True)
class Match:
    """A party of the links that is taken to be a party of the lists: both ids, the listed name and the score."""

    party: str
    name: str
    listed: str
    listed_name: str
    score: float


@dataclass
class NetworkInput:
    """A network with the lists that it rests on, and a search for its parties.

    `matches` are parties of the links that stand under the id of a listed one. `notes` says what the answer rests on
    that a reader could miss.
    """

    network: Network
    lists: tuple[ListSnapshot, ...]
    matches: tuple[Match, ...]
    screener: Callable[[], Screener]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._search = PartySearch(self.network.entities, self._party_screener, self.network.same)

    def party(self, text: str) -> str:
        """Give the id of the party that is meant: see `yalu.workspace.party_search.PartySearch.find`.

        Raises:
            PartyError: nobody is meant, or several may be.
        """
        return self._search.find(text)

    def gap_question(self, day: date, authority: str | None = None, steps: int = 4) -> GapQuestion:
        """Give the question for gaps on a day, with the rules of the tables that ban the goods of links."""
        goods = banned_goods(self.network.links, self.network.entities, day)
        return GapQuestion(day, authority, steps, goods=goods)

    def _party_screener(self) -> Screener:
        """Give a screener over all parties: that of the lists, where there are no others."""
        listed = {party["id"] for snapshot in self.lists for party in snapshot.parties}
        listed |= set(self.network.same.values())
        others = [entity for identity, entity in self.network.entities.items() if identity not in listed]
        if not others:
            return self.screener()
        groups = [(snapshot.name, snapshot.parties) for snapshot in self.lists]
        return Screener.from_lists([*groups, ("links", [dict(entity) for entity in others])])


@dataclass
class _Gathered:
    """Everything that was read, before it is joined."""

    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: list[Sequence[Link]] = field(default_factory=list)
    designations: list[Designation] = field(default_factory=list)
    issued: dict[str, str | None] = field(default_factory=dict)
    same_as: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def link_ids(self) -> set[str]:
        """Give the ids of all links so far."""
        return {identity for part in self.links for identity in LinkRows.of(part).columns.ids}

    def take_list(self, snapshot: ListSnapshot) -> None:
        self.entities |= {entity["id"]: entity for entity in snapshot.parties}
        self.links.append(snapshot.links)
        self.designations += snapshot.designations or self._entries_of(snapshot)
        self.issued[snapshot.name] = snapshot.date if snapshot.designations else snapshot.date or _ALWAYS

    def _entries_of(self, snapshot: ListSnapshot) -> tuple[Designation, ...]:
        """Take the parties of a list that states no entries at all, such as one's own, as entries of it."""
        on = (
            f"from its day of issue, {snapshot.date}, on" if snapshot.date else "on any day, for it has no day of issue"
        )
        self.notes.append(f"{snapshot.name} states no entries: all its parties count as listed by it {on}.")
        return tuple(
            Designation(party["id"], snapshot.title or snapshot.name, (), Interval(), snapshot.name)
            for party in snapshot.parties
        )


def load_network(
    lists: Sequence[ListSnapshot],
    links: Sequence[Path | str | RecordFile] = (),
    *,
    match: bool = True,
    cache: bool = True,
    screener: Callable[[], Screener] | None = None,
    progress: Progress | None = None,
) -> NetworkInput:
    """Join lists and files of links to one network.

    A file of links is a table (CSV), followthemoney JSON lines with edges, the folder or JSON that `yalu investigate`
    writes, holdings or records (payments, shipments, transfers between wallets, ships); records of one kind are folded
    to flows together, over all files. A party of the links is the listed one where it has its id. Otherwise it is
    screened: where one hit alone has the best score and that is at least .85, it stands under the listed id, and
    `matches` says so.

    Args:
        lists: The lists, read (see `load_list`).
        links: Files of links, or records that a workspace keeps (see `RecordStore.files`).
        match: Whether the parties of the links are screened against the lists, and those of several lists against one
            another: those that surely are one become one party, those that may be are tied by a weak link.
        cache: Whether lists among the links, and the screener, come from the cache.
        screener: Gives a screener over the lists; made when it is needed, by default.
        progress: Called with words and the share that is done.

    Raises:
        InputError: a file cannot be read.
    """
    with _without_collection():
        return _load_network(lists, links, match=match, cache=cache, screener=screener, progress=progress)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Suspend the search for garbage cycles: it would walk over millions of links that are none, again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _load_network(
    lists: Sequence[ListSnapshot],
    links: Sequence[Path | str | RecordFile],
    *,
    match: bool,
    cache: bool,
    screener: Callable[[], Screener] | None,
    progress: Progress | None,
) -> NetworkInput:
    say = progress or (lambda _words, _share: None)
    made = screener or (lambda: load_screener(lists, cache=cache))
    gathered = _Gathered()
    for snapshot in lists:
        gathered.take_list(snapshot)
    listed = frozenset(gathered.entities)
    records: list[RecordFile] = []
    for item in links:
        path = item if isinstance(item, RecordFile) else Path(item)
        if isinstance(path, RecordFile):
            records.append(path)
        elif path.is_file() and (kind := file_kind(path)) is not None:
            records.append(RecordFile(path, kind, str(path)))
        else:
            _take_links(gathered, path, say, cache=cache)
    records = list(dict.fromkeys(records))
    _take_records(gathered, records, say)
    twins = twins_of(lists, cache=cache, progress=progress) if match and len(lists) > 1 else {}
    if twins:
        gathered.notes.append(_twins_note(lists, twins))
    matches: tuple[Match, ...] = ()
    ids = {party: same for party, same in gathered.same_as.items() if same in listed}
    if match and lists:
        settled = listed | ids.keys()
        others = [entity for identity, entity in gathered.entities.items() if identity not in settled]
        matches = tuple(_matched(others, made, one_for_all(twins), say)) if others else ()
    ids |= {item.party: item.listed for item in matches}
    _take_holders(gathered, {item.listed for item in matches})
    say("joining parties and links", None)
    return NetworkInput(_joined(gathered, ids, twins), tuple(lists), matches, made, (*gathered.notes, *_notes(matches)))


def _take_records(gathered: _Gathered, files: Sequence[RecordFile], say: Progress) -> None:
    """Fold the records of all files to flows, those of each kind together."""
    if not files:
        return
    read = read_records(files, say)
    _add_parties(gathered, read.parties)
    known = gathered.link_ids()
    ids = read.links.columns.ids
    fresh = [row for row, identity in enumerate(ids) if identity not in known] if known else range(len(ids))
    gathered.links.append(read.links if len(fresh) == len(ids) else read.links.chosen(fresh))
    gathered.notes += read.notes


def _take_holders(gathered: _Gathered, listed: Iterable[str]) -> None:
    """Tie the listed wallets that records name to their holders, whose entry on the list they are a part of."""
    entries: dict[str, list[Designation]] = {}
    for entry in gathered.designations:
        entries.setdefault(entry.party, []).append(entry)
    found: list[Link] = []
    for identity in sorted(listed):
        properties = gathered.entities[identity]["properties"]
        for holder in properties.get("holder", ()):
            own = entries.get(holder, ())
            gathered.designations += [replace(entry, party=identity) for entry in own]
            address = ", ".join(properties.get("publicKey", ()))
            evidence = Evidence(
                own[0].dataset if own else "list", f"the entry of {holder} names the wallet {address}", pattern="list"
            )
            ends = (f"holder-{identity}", "owns", holder, identity)
            found.append(Link(*ends, Status.ASSERTED, (evidence,), "holder of the wallet"))
    if found:
        gathered.links.append(found)


def _take_links(gathered: _Gathered, path: Path, say: Progress, *, cache: bool) -> None:
    kind = _kind(path)
    if kind == "investigation":
        read = read_investigation(path)
        _add_parties(gathered, read.entities)
        gathered.links.append(read.links)
        gathered.designations += read.designations
        gathered.issued |= read.issued
        gathered.same_as |= read.same_as
    elif kind == "entities":
        snapshot = load_list(path, cache=cache)
        _add_parties(gathered, snapshot.parties)
        gathered.links.append(snapshot.links)
        gathered.designations += snapshot.designations
        gathered.issued.setdefault(snapshot.name, snapshot.date)
    else:
        table = read_links(path, lambda share: say(f"links {path.name}", share))
        _add_parties(gathered, table.parties)
        if not gathered.link_ids().isdisjoint(table.links.columns.ids):
            raise InputError(path, "it has links under ids that another file uses", remedy="give each link its own id")
        gathered.links.append(table.links)


def _add_parties(gathered: _Gathered, entities: Iterable[dict[str, Any]]) -> None:
    gathered.entities = {entity["id"]: entity for entity in entities} | gathered.entities


def _kind(path: Path) -> str:
    """Tell what a file of links is, from its first line."""
    if path.is_dir() or path.name == NAME:
        return "investigation"
    try:
        with path.open("rb") as file:
            head = file.readline(_HEAD)
    except OSError:
        return "table"
    if not head.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return "table"
    try:
        first = orjson.loads(head)
    except orjson.JSONDecodeError:
        return "entities" if len(head) == _HEAD else "investigation"
    return "entities" if isinstance(first, dict) and "schema" in first else "investigation"


def _matched(
    entities: Sequence[dict[str, Any]], screener: Callable[[], Screener], ids: Mapping[str, str], say: Progress
) -> Iterator[Match]:
    """Screen parties, and give those that are taken to be a listed one."""
    words = "matching the parties of the links with the lists"
    for entity, hits in hits_of(entities, screener, say, words, SAME_FROM):
        if same := best_hit(hits, ids):
            name = entity["properties"].get("name") or entity["properties"]["publicKey"]
            yield Match(entity["id"], name[0], same.id, same.caption or name[0], same.score)


def _joined(gathered: _Gathered, ids: dict[str, str], twins: Mapping[str, tuple[Twin, ...]]) -> Network:
    """Make the network, with the parties that are others under the others' ids."""
    links = LinkRows.joined(gathered.links)
    designations: Iterable[Designation] = gathered.designations
    if ids:
        links = links.under(ids)
        # What an investigation says of a listed party's listing the list itself says better.
        designations = [item for item in designations if item.party not in ids]
    entities = [entity for identity, entity in gathered.entities.items() if identity not in ids]
    return Network(entities, links, designations, issued=gathered.issued, twins=twins)


def _twins_note(lists: Sequence[ListSnapshot], twins: Mapping[str, tuple[Twin, ...]]) -> str:
    names = ", ".join(snapshot.name for snapshot in lists)
    sure, maybe = (
        len({frozenset((party, twin.party)) for party, group in twins.items() for twin in group if twin.sure is kind})
        for kind in (True, False)
    )
    return (
        f"{sure:,} pairs of parties of {names} are taken to be one, each the other's best hit from {SAME_FROM} on; "
        f"{maybe:,} more may be one and stand apart, tied by a weak link."
    )


def _notes(matches: Sequence[Match]) -> Iterator[str]:
    for item in matches[:20]:
        yield f"{item.name} of the links is taken to be {item.listed_name} ({item.listed}), score {item.score:.2f}."
    if len(matches) > 20:
        yield f"{len(matches) - 20} more parties of the links are taken to be listed ones."


def link_types(names: Iterable[str] | None) -> frozenset[str] | None:
    """Give the types of link that are named, `None` where none is: then all count.

    Raises:
        YaluError: there is no such type.
    """
    wanted = [name.strip() for name in names or () if name.strip()]
    for name in wanted:
        if name not in LINK_TYPES:
            raise YaluError(f"--types {name!r} is no type of link; the types are {', '.join(LINK_TYPES)}")
    return frozenset(wanted) or None
