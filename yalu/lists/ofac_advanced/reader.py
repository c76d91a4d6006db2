"""Read OFAC's advanced XML as a stream, record by record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from yalu.lists.ofac_advanced.documents import Document, read_document
from yalu.lists.ofac_advanced.elements import Element, RecordError, attribute, local_name
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.entries import SDN_LIST, read_entry
from yalu.lists.ofac_advanced.locations import Location, read_location
from yalu.lists.ofac_advanced.parties import Profiles, read_party
from yalu.lists.ofac_advanced.periods import read_day
from yalu.lists.ofac_advanced.references import ReferenceValues
from yalu.lists.ofac_advanced.relations import Relation, Source, as_link, owned_party, read_relation
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.model import Designation, ListError

AUTHORITY = "OFAC"
CHUNK = 1 << 18
ROOT = "Sanctions"
MAX_RECORD = 4 << 20
"""Bytes between the ends of two records. The longest part so far, the reference values, takes 100 kB."""

SDN_NAME, SDN_TITLE = "ofac-sdn", "OFAC Specially Designated Nationals and Blocked Persons List (SDN)"
OTHER_NAME, OTHER_TITLE = "ofac-consolidated", "OFAC Consolidated Sanctions List (non-SDN)"

_AGAIN = "download the list again from OFAC"


COUNTED = ("parties", "aliases", "names", "features", "documents", "locations", "relations", "entries", "unread")
"""What is counted while reading, to be checked against the file."""


@dataclass
class _Reading:
    """What has been read so far. Nothing of it leaves before the end of the file is reached."""

    references: ReferenceValues = field(default_factory=ReferenceValues)
    date: str = ""
    locations: dict[str, Location] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    parties: dict[str, EntityBuilder] = field(default_factory=dict)
    profiles: Profiles = field(default_factory=Profiles)
    belongings: dict[str, EntityBuilder] = field(default_factory=dict)
    designations: list[Designation] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] += number

    def on_date(self, element: Element) -> None:
        self.date = read_day(element).isoformat()

    def on_references(self, element: Element) -> None:
        self.references = ReferenceValues(element)
        self.count("unread", self.references.unread())

    def on_location(self, element: Element) -> None:
        self.locations[attribute(element, "ID")] = read_location(element, self.references)
        self.count("locations")

    def on_document(self, element: Element) -> None:
        identity, document = read_document(element, self.references, self.locations)
        self.documents.setdefault(identity, []).append(document)
        self.count("documents")

    def on_party(self, element: Element) -> None:
        party = read_party(element, self.references, self.locations, self.documents)
        if party.entity.id in self.parties:
            raise RecordError(f"the party {party.entity.id} stands in the file twice")
        self.parties[party.entity.id] = party.entity
        for profile in party.profiles:
            self.profiles[profile] = party.entity
        for belonging in party.belongings:
            self._keep(belonging)
        self.count("parties")
        self.count("aliases", party.aliases)
        self.count("names", party.names)
        self.count("features", party.features)

    def _keep(self, belonging: EntityBuilder) -> None:
        known = self.belongings.setdefault(belonging.id, belonging)
        if known is not belonging:
            for name, values in belonging.properties.items():
                for value in values:
                    known.add(name, value)

    def on_relation(self, element: Element) -> None:
        self.relations.append(read_relation(element, self.references))
        self.count("relations")

    def on_entry(self, element: Element) -> None:
        list_text, designation = read_entry(element, self.references, self.profiles, AUTHORITY)
        self.lists.add(list_text)
        self.designations.append(designation)
        self.count("entries")


_HANDLERS: dict[str, tuple[str, Callable[[_Reading, Element], None]]] = {
    "DateOfIssue": (ROOT, _Reading.on_date),
    "ReferenceValueSets": (ROOT, _Reading.on_references),
    "Location": ("Locations", _Reading.on_location),
    "IDRegDocument": ("IDRegDocuments", _Reading.on_document),
    "DistinctParty": ("DistinctParties", _Reading.on_party),
    "ProfileRelationship": ("ProfileRelationships", _Reading.on_relation),
    "SanctionsEntry": ("SanctionsEntries", _Reading.on_entry),
}
"""By a record's name: the element that it must stand in, and what reads it."""

_SECTIONS = frozenset(section for section, _ in _HANDLERS.values()) | {"SanctionsEntryLinks"}


def read_ofac_advanced(opened: OpenedList) -> ListSnapshot:
    """Read an OFAC list in the advanced XML format.

    Memory is bounded by what the list holds, not by the size of its XML. Entities, external references and DTDs are
    neither loaded nor expanded. Format: OFAC, "Advanced Sanctions Data Model", sdn_advanced.xml and cons_advanced.xml.

    Raises:
        ListError: the XML is damaged or cut off, contradicts itself or the format, or lists nobody.
    """
    reading = _Reading()
    parser = etree.XMLPullParser(
        events=("end",),
        tag=["{*}" + name for name in _HANDLERS],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        try:
            _feed(parser, opened, reading)
        except etree.XMLSyntaxError as error:
            line = f"line {error.lineno}" if error.lineno else ""
            damage = f"the XML is damaged or cut off: {(error.msg or 'unknown error').partition(', line ')[0]}"
            opened.pass_over(ListError(opened.path, damage, where=line, remedy=_AGAIN))
        return _snapshot(reading, opened)
    except RecordError as error:
        raise _contradiction(opened, error) from None


def _feed(parser: Any, opened: OpenedList, reading: _Reading) -> None:
    """Read all records.

    Raises:
        RecordError, lxml.etree.XMLSyntaxError: a record, or the XML, is not as it should be.
    """
    since_record = 0
    while chunk := opened.read(CHUNK):
        parser.feed(chunk)
        since_record = 0 if _handle_records(parser, reading) else since_record + len(chunk)
        if since_record > MAX_RECORD:
            raise RecordError(f"more than {MAX_RECORD >> 20} MiB pass without a record")
    reading.count("unread", sum(map(_unread, parser.close())))


def _contradiction(opened: OpenedList, error: RecordError) -> ListError:
    return ListError(opened.path, f"it contradicts its format: {error}", remedy=_AGAIN)


def _handle_records(parser: Any, reading: _Reading) -> bool:
    """Handle the records that are complete, and let go of them."""
    found = False
    for _, element in parser.read_events():
        name = local_name(element)
        section, handle = _HANDLERS[name]
        parent = element.getparent()
        if parent is None or local_name(parent) != section:
            raise RecordError(f"<{name}> stands outside <{section}>")
        handle(reading, element)
        element.clear()
        if section != ROOT:
            reading.count("unread", _drop_before(element) + _drop_before(parent))
        found = True
    return found


def _drop_before(element: Element) -> int:
    """Take the element's elder siblings out of the tree, so that it stays small; count what nothing reads."""
    unread = 0
    while (before := element.getprevious()) is not None:
        unread += _unread(before)
        element.getparent().remove(before)
    return unread


def _unread(element: Element) -> int:
    """Count an element that is neither a record nor a section, or the ones in a section."""
    name = local_name(element)
    if name in _HANDLERS:
        return 0
    return sum(map(_unread, element)) if name in _SECTIONS else 1


def _snapshot(reading: _Reading, opened: OpenedList) -> ListSnapshot:
    for found, what in ((reading.parties, "lists no party"), (reading.designations, "holds no sanctions entry")):
        if not found:
            reason = f"it {what}; an empty list never means that everyone was delisted"
            opened.pass_over(_contradiction(opened, RecordError(reason)))
    if not reading.date:
        raise RecordError("it has no date of issue")
    if reading.documents:
        raise RecordError(f"identity {next(iter(reading.documents))} holds documents, but is no party's")
    name, title = (SDN_NAME, SDN_TITLE) if SDN_LIST in reading.lists else (OTHER_NAME, OTHER_TITLE)
    source = Source(name, AUTHORITY, reading.date)
    _make_owned_companies(reading)
    links = {link.id: link for link in (as_link(relation, reading.profiles, source) for relation in reading.relations)}
    if len(links) != len(reading.relations):
        raise RecordError("a relation stands in the file twice")
    addresses = (place.address for place in reading.locations.values() if place.address is not None)
    return ListSnapshot(
        name=name,
        title=title,
        authority=AUTHORITY,
        date=reading.date,
        sha256=opened.sha256(),
        file=opened.path.name,
        entities=tuple(
            entity.build()
            for group in (reading.parties.values(), addresses, reading.belongings.values())
            for entity in group
        ),
        designations=tuple(reading.designations),
        links=tuple(links.values()),
        counts=reading.counts,
    )


def _make_owned_companies(reading: _Reading) -> None:
    """Make organisations that somebody owns or controls companies: only an Asset can be owned in followthemoney."""
    for relation in reading.relations:
        owned = owned_party(relation, reading.profiles)
        if owned is not None and owned.schema == "Organization":
            owned.schema = "Company"
