"""What has been read of an XML list: parties with what belongs to them. It leaves only as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rigour.names import extract_org_types

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.dates import UNKNOWN, partial, read_dates
from yalu.lists.xml_lists.nodes import Node, NodeError
from yalu.model import Designation, Interval, Link

HOLDERS = ("Person", "Organization", "Company", "LegalEntity")
"""Schemata whose entities can hold an identification in followthemoney."""

_ADDRESS_ORDER = ("street", "street2", "postOfficeBox", "city", "state", "region", "postalCode")


@dataclass(frozen=True, slots=True)
class Title:
    """What every issue of a list shares: short name, full name, authority."""

    name: str
    title: str
    authority: str


@dataclass(slots=True)
class Paper:
    """A passport, registration or other document as a list gives it. `property` takes the number on the holder."""

    kind: str
    number: str
    property: str = "idNumber"
    schema: str = "Identification"
    country: str = ""
    authority: str = ""
    issued: str = ""
    expires: str = ""
    remarks: list[str] = field(default_factory=list)


class ListedParty:
    """One party in the making, with its addresses and documents."""

    def __init__(self, entity: EntityBuilder, line: int | None) -> None:
        self.entity = entity
        self.belongings: list[EntityBuilder] = []
        self.programs: list[str] = []
        self.start: str | None = None
        self.end: str | None = None
        self.aliases = 0
        self._line = line
        self._addresses = 0
        self._papers = 0

    def note(self, label: str, value: str) -> None:
        """Keep a value in words, under the list's own label for it."""
        if value:
            self.entity.note(f"{label}: {value}")

    def add(self, name: str, value: str, label: str) -> None:
        """Add a value, or note it under its label where it does not fit."""
        if value:
            self.entity.add_or_note(name, value, label)

    def alias(self, name: str, text: str) -> None:
        """Add a name of a kind ("alias", "weakAlias", "previousName"), unless it is there as a better one."""
        if not text:
            return
        self.aliases += 1
        better = ("name", "alias", "previousName")
        if not any(text in self.entity.properties.get(known, ()) for known in better):
            self.entity.add_or_note(name, text, "Alias")

    def dates(self, name: str, text: str, label: str, *, circa: bool = False, remark: str = "") -> None:
        """Add a date in the list's words, and note the words where partial dates say less than they do."""
        if not (text or remark):
            return
        found = read_dates(f"circa {text}" if circa else text) if text else UNKNOWN
        added = [self.entity.add(name, value) for value in found.values]
        if not found.exact or not all(added) or remark:
            words = f"{'circa ' if circa else ''}{text}".strip()
            self.note(label, f"{words} ({remark})" if words and remark else words or remark)

    def listed(self, text: str, label: str) -> None:
        """Set the day of listing, the first if there are several; note what is no date."""
        day = partial(text) if text else None
        if day is not None:
            self.start = min(filter(None, (self.start, day)))
        else:
            self.note(label, text)

    def program(self, text: str) -> None:
        """Add a listing programme."""
        if text and text not in self.programs:
            self.programs.append(text)
            self.entity.add_or_note("program", text, "Programme")

    def address(self, parts: Mapping[str, str], country: str, remark: str = "", identity: str = "") -> None:
        """Add an address: an entity of its own where there is more than a country, and its text on the party.

        `parts` go by the properties of Address; `identity` is the file's own id of it, if any.
        """
        given = {name: text for name, text in parts.items() if text}
        known = self.entity.add("country", country)
        if not given:
            words = ": ".join(filter(None, ("" if known and not remark else country, remark)))
            self.note("Address", words)
            return
        self._addresses += 1
        address = EntityBuilder(identity or f"{self.entity.id}-address-{self._addresses}", "Address")
        for name, text in given.items():
            address.add_or_note(name, text, name)
        if country and not address.add("country", country):
            address.add("remarks", country)
        if remark:
            address.add_or_note("remarks", remark, "Remark")
        full = ", ".join([given[name] for name in _ADDRESS_ORDER if name in given] + ([country] if country else []))
        if full:
            address.add_or_note("full", full, "Address")
            self.add("address", full, "Address")
        self.entity.add("addressEntity", address.id)
        self.belongings.append(address)

    def paper(self, paper: Paper, identity: str = "") -> None:
        """Add a document: the number on the party, and an entity of its own where the list says more."""
        if not paper.number:
            details = [paper.country, paper.authority, paper.issued, paper.expires, *paper.remarks]
            self.note(paper.kind or "Document", "; ".join(filter(None, details)) or "number unknown")
            return
        if not any(self.entity.add(name, paper.number) for name in (paper.property, "registrationNumber", "idNumber")):
            self.note(paper.kind or "Number", paper.number)
        if not any((paper.country, paper.authority, paper.issued, paper.expires, paper.remarks)):
            if paper.kind.lower() not in paper.property.lower():
                self.note(paper.kind, paper.number)
            return
        if self.entity.schema not in HOLDERS:
            details = [paper.number, paper.country, paper.authority, paper.issued, paper.expires, *paper.remarks]
            self.note(paper.kind, "; ".join(filter(None, details)))
            return
        self._papers += 1
        self.belongings.append(self._as_entity(paper, identity or f"{self.entity.id}-id-{self._papers}"))

    def _as_entity(self, paper: Paper, identity: str) -> EntityBuilder:
        entity = EntityBuilder(identity, paper.schema)
        entity.add("holder", self.entity.id)
        remarks = list(paper.remarks)
        entity.add("passportNumber", paper.number)
        for name, value, label in (
            ("type", paper.kind, "Type"),
            ("number", paper.number, "Number"),
            ("country", paper.country, "Country"),
            ("authority", paper.authority, "Authority"),
        ):
            if value and not entity.add(name, value):
                remarks.append(f"{label}: {value}")
        for name, text, label in (("startDate", paper.issued, "Issued"), ("endDate", paper.expires, "Expires")):
            found = read_dates(text) if text else UNKNOWN
            for value in found.values:
                entity.add(name, value)
            if text and not found.exact:
                remarks.append(f"{label}: {text}")
        for remark in remarks:
            entity.add("description", remark)
        return entity

    def finish(self) -> None:
        """Settle what depends on all that was read.

        Raises:
            NodeError: the party has no name.
        """
        if not self.entity.first("name"):
            raise NodeError(f"{self.entity.id} has no name", self._line)
        names = (*self.entity.properties["name"], *self.entity.properties.get("alias", ()))
        if self.entity.schema == "Organization" and any(extract_org_types(name.casefold()) for name in names):
            self.entity.schema = "Company"
        if self.end is None:
            self.entity.add("topics", "sanction")


class Draft:
    """What has been read so far."""

    def __init__(self, title: Title) -> None:
        self.title = title
        self.date: str | None = None
        self.parties: dict[str, ListedParty] = {}
        self.links: list[Link] = []
        self.counts: Counter[str] = Counter()

    def party(self, identity: str, schema: str, node: Node) -> ListedParty:
        """Start a party.

        Raises:
            NodeError: one of this id was read before.
        """
        if identity in self.parties:
            raise NodeError(f"the party {identity} stands in the file twice", node.line)
        party = ListedParty(EntityBuilder(identity, schema), node.line)
        self.parties[identity] = party
        self.counts["parties"] += 1
        return party

    def snapshot(self, opened: OpenedList) -> ListSnapshot:
        """Give the whole.

        Raises:
            NodeError: a party has no name.
        """
        for party in self.parties.values():
            party.finish()
            self.counts["aliases"] += party.aliases
        return ListSnapshot(
            name=self.title.name,
            title=self.title.title,
            authority=self.title.authority,
            date=self.date,
            sha256=opened.sha256(),
            file=opened.path.name,
            entities=tuple(entity.build() for entity in self._entities()),
            designations=tuple(self._designations()),
            links=tuple(self.links),
            counts=dict(self.counts),
        )

    def _entities(self) -> Iterator[EntityBuilder]:
        for party in self.parties.values():
            yield party.entity
        for party in self.parties.values():
            yield from party.belongings

    def _designations(self) -> Iterator[Designation]:
        for identity, party in self.parties.items():
            yield Designation(
                party=identity,
                authority=self.title.authority,
                programs=tuple(party.programs),
                interval=Interval(party.start, party.end),
                dataset=self.title.name,
            )
