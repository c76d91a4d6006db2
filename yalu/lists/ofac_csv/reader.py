"""Read OFAC's tables as one list."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.parties import is_company
from yalu.lists.ofac_advanced.reader import AUTHORITY, OTHER_NAME, OTHER_TITLE, SDN_NAME, SDN_TITLE
from yalu.lists.ofac_csv.names import ALIAS_PROPERTIES, NOW, add_names
from yalu.lists.ofac_csv.remark_table import CUT_AT, LINK_WORDS
from yalu.lists.ofac_csv.remarks import Remarks, add_remarks
from yalu.lists.ofac_csv.rows import ADDRESS, ALIAS, COMMENT, PARTY, SCHEMATA, address_of, party_of, records, value
from yalu.lists.opening import PARTS, OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.delimited import AGAIN, Row
from yalu.model import Designation, Evidence, Link, ListError, Status
from yalu.model.link import UNKNOWN_TIME

_ALONE = "(the main file alone: without aliases and addresses)"
_ONE_DATE = "take all files of one date"
_CUT_NOTE = f"The remarks are cut off after {CUT_AT:,} characters; the file with the rest does not hold it"


@dataclass
class _Party:
    """A party before its names are put into order, for which its countries must be known."""

    entity: EntityBuilder
    name: str
    programs: tuple[str, ...]
    remarks: Remarks
    aliases: list[tuple[str, str]] = field(default_factory=list)
    alias_numbers: list[str] = field(default_factory=list)


@dataclass
class _Reading:
    """What has been read so far. Nothing of it leaves before the end of the files is reached."""

    comments: dict[str, str] = field(default_factory=dict)
    parties: dict[str, _Party] = field(default_factory=dict)
    addresses: list[EntityBuilder] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def on_party(self, opened: OpenedList, row: Row, record: dict[str, str]) -> None:
        entity, programs = party_of(opened, row, record)
        text = record["Remarks"]
        rest = self.comments.pop(record["ent_num"], "")
        cut = len(text) >= CUT_AT and not rest
        remarks = add_remarks(entity, text + rest, cut=cut) if text else Remarks()
        if cut:
            entity.note(_CUT_NOTE)
            self.counts["remarks cut off"] += 1
        self.parties[record["ent_num"]] = _Party(entity, record["SDN_Name"], programs, remarks)
        self.counts["parties"] += 1

    def on_alias(self, opened: OpenedList, row: Row, record: dict[str, str]) -> None:
        party = self._party(opened, row, record)
        kind, name = record["alt_type"], record["alt_name"]
        if kind not in ALIAS_PROPERTIES or not name:
            raise ListError(opened.path, f"{kind!r} {name!r} is no alias", where=row.where, remedy=AGAIN)
        party.aliases.append((ALIAS_PROPERTIES[kind], name))
        party.alias_numbers.append(record["alt_num"])
        if kind == NOW:
            party.entity.note(f"Now known as: {name}")
        if record["alt_remarks"]:
            party.entity.note(f"{name}: {record['alt_remarks']}")
        self.counts["aliases"] += 1

    def on_address(self, opened: OpenedList, row: Row, record: dict[str, str]) -> None:
        address = address_of(record, self._party(opened, row, record).entity)
        if address is not None:
            self.addresses.append(address)
        self.counts["addresses"] += 1

    def on_comment(self, _: OpenedList, __: Row, record: dict[str, str]) -> None:
        self.comments[record["ent_num"]] = record["Remarks_cont"]
        self.counts["comments"] += 1

    def _party(self, opened: OpenedList, row: Row, record: dict[str, str]) -> _Party:
        party = self.parties.get(record["ent_num"])
        if party is None:
            reason = f"it speaks of the party {record['ent_num']}, which the main file does not hold"
            raise ListError(opened.path, reason, where=row.where, remedy=_ONE_DATE)
        return party

    def finish(self) -> None:
        """Put the names into order, once all countries are known."""
        for party in self.parties.values():
            weak = [("weakAlias", name) for name in party.remarks.weak]
            add_names(party.entity, party.name, [*party.aliases, *weak])
            if party.alias_numbers:
                party.entity.note(f"Numbers of the aliases: {', '.join(party.alias_numbers)}")
            if party.entity.schema == "Organization" and is_company(party.entity):
                party.entity.schema = "Company"
        self.counts["comments without a party"] = len(self.comments)


def is_ofac_row(cells: Sequence[str]) -> bool:
    """Whether cells can be the first row of sdn.csv, which has no header."""
    return len(cells) == len(PARTY) and cells[0].isdigit() and bool(cells[2]) and value(cells[2]) in SCHEMATA


def read_ofac_csv(opened: OpenedList) -> ListSnapshot:
    """Read OFAC's list as tables: the main file, and the other three that stand beside it.

    A main file without any of them is read alone, and its title says so. The files hold no date.

    Raises:
        ListError: a file is cut off, damaged, missing or of another date than the rest.
    """
    reading = _Reading()
    with ExitStack() as stack:
        beside = {name: stack.enter_context(opened.beside(name)) for name in PARTS.get(opened.name.casefold(), ())}
        parts = [part for part in beside.values() if part is not None]
        if parts and len(parts) < len(beside):
            missing = next(name for name, part in beside.items() if part is None)
            raise ListError(opened.path, f"{missing} is missing beside it", remedy="put all files of the list together")
        aliases, addresses, comments = parts or (None, None, None)
        _read_table(comments, COMMENT, 1, reading.on_comment)
        _read_table(opened, PARTY, 1, reading.on_party)
        if not reading.parties:
            opened.pass_over(ListError(opened.path, "it lists nobody", remedy=AGAIN))
        _read_table(aliases, ALIAS, 2, reading.on_alias)
        _read_table(addresses, ADDRESS, 2, reading.on_address)
        sha256 = opened.hash_with(part.sha256() for part in parts) if beside else opened.sha256()
    reading.finish()
    return _snapshot(opened, reading, sha256, alone=not parts)


def _read_table(
    opened: OpenedList | None,
    columns: Sequence[str],
    keys: int,
    handle: Callable[[OpenedList, Row, dict[str, str]], None],
) -> None:
    if opened is not None:
        for row, record in records(opened, columns, keys):
            handle(opened, row, record)


def _snapshot(opened: OpenedList, reading: _Reading, sha256: str, *, alone: bool) -> ListSnapshot:
    consolidated = opened.name.casefold().startswith("cons")
    name, title = (OTHER_NAME, OTHER_TITLE) if consolidated else (SDN_NAME, SDN_TITLE)
    links = {link.id: link for link in _links(reading, name)}
    parties = reading.parties.values()
    wallets = _merged(item for party in parties for item in party.remarks.belongings)
    return ListSnapshot(
        name=name,
        title=f"{title} {_ALONE}" if alone else title,
        authority=AUTHORITY,
        date=None,
        sha256=sha256,
        file=opened.path.name,
        entities=tuple(
            entity.build()
            for group in ((party.entity for party in parties), reading.addresses, wallets)
            for entity in group
        ),
        designations=tuple(
            Designation(party.entity.id, AUTHORITY, party.programs, UNKNOWN_TIME, name) for party in parties
        ),
        links=tuple(links.values()),
        counts=reading.counts | Counter(relations=len(links)),
    )


def _merged(entities: Iterable[EntityBuilder]) -> Iterable[EntityBuilder]:
    """Make one wallet of those with one address: it may be listed for several currencies and holders."""
    known: dict[str, EntityBuilder] = {}
    for entity in entities:
        first = known.setdefault(entity.id, entity)
        if first is not entity:
            for name, values in entity.properties.items():
                for item in values:
                    first.add(name, item)
    return known.values()


def _links(reading: _Reading, list_name: str) -> Iterator[Link]:
    """Give what is "Linked To" by a name that one party alone has; the tables say neither how nor to which number."""
    by_name: dict[str, set[str]] = {}
    for number, party in reading.parties.items():
        for name in (party.name, *(alias for _, alias in party.aliases)):
            by_name.setdefault(_key(name), set()).add(number)
    for party in reading.parties.values():
        for name in party.remarks.linked:
            found = by_name.get(_key(name), set())
            if len(found) != 1:
                reading.counts["relations to no certain party"] += 1
                continue
            (other,) = (reading.parties[number].entity for number in found)
            quote = f"{party.entity.first('name')}: {LINK_WORDS}: {name}"
            yield Link(
                id=f"{party.entity.id}-linked-{other.id}",
                type="associate_of",
                source=party.entity.id,
                target=other.id,
                status=Status.ASSERTED,
                evidence=(Evidence(list_name, quote, publisher=AUTHORITY, asserted_by=AUTHORITY, origin=list_name),),
                role=LINK_WORDS,
            )


def _key(name: str) -> str:
    return name.casefold().rstrip(". ")
