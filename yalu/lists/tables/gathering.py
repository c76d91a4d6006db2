"""Gather what a table says into one list: parties by key, their addresses and designations."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.parties import is_company
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.dates import parse_partial
from yalu.lists.tables.delimited import AGAIN
from yalu.model import Designation, Interval, ListError


@dataclass
class Gathering:
    """What has been read so far. Nothing of it leaves before the end of the file is reached."""

    parties: dict[str, EntityBuilder] = field(default_factory=dict)
    belongings: dict[str, EntityBuilder] = field(default_factory=dict)
    designations: dict[Designation, None] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def party(self, identity: str, schema: str) -> EntityBuilder:
        """Give the party of this id, new or known; later rows add to it."""
        return self.parties.setdefault(identity, EntityBuilder(identity, schema))

    def designate(
        self,
        party: EntityBuilder,
        authority: str,
        dataset: str,
        programs: Iterable[str] = (),
        start: str | None = None,
        end: str | None = None,
    ) -> None:
        """Add a designation, and its programmes to the party."""
        texts = tuple(dict.fromkeys(text for text in programs if text))
        for text in texts:
            party.add_or_note("program", text, "Programme")
        self.designations[Designation(party.id, authority, texts, Interval(start, end), dataset)] = None

    def snapshot(
        self,
        opened: OpenedList,
        name: str,
        title: str,
        authority: str,
        date: str | None,
        beside: Iterable[str] | None = None,
    ) -> ListSnapshot:
        """Give the list. An organisation whose name has a legal form becomes a company.

        `beside` is what the list depends on besides the file's content, such as the hashes of other files.

        Raises:
            ListError: it lists nobody.
        """
        if not self.parties:
            opened.pass_over(ListError(opened.path, "it lists nobody", remedy=AGAIN))
        for party in self.parties.values():
            if party.schema == "Organization" and is_company(party):
                party.schema = "Company"
        return ListSnapshot(
            name=name,
            title=title,
            authority=authority,
            date=date,
            sha256=opened.sha256() if beside is None else opened.hash_with(beside),
            file=opened.path.name,
            entities=tuple(item.build() for group in (self.parties, self.belongings) for item in group.values()),
            designations=tuple(self.designations),
            links=(),
            counts=self.counts | Counter(parties=len(self.parties)),
        )


def add_address(party: EntityBuilder, parts: Iterable[str], country: str = "") -> None:
    """Add an address in full to its party, with its country."""
    texts = [text for text in (*parts, country) if text]
    if country and not party.add("country", country):
        party.note(f"Address, country: {country}")
    if texts and texts != [country]:
        party.add_or_note("address", ", ".join(texts), "Address")


def day_of(party: EntityBuilder, label: str, text: str, numbers: str = "") -> str | None:
    """Give the date of a designation; what is no date becomes a note of the party."""
    partial = parse_partial(text, numbers) if text else None
    if text and partial is None:
        party.note(f"{label}: {text}")
    return partial


def digest(*parts: str) -> str:
    """Make a stable id of what tells a party apart, for tables that give none."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def required(opened: OpenedList, where: str, name: str, value: str) -> str:
    """Give a value that every row must have.

    Raises:
        ListError: it is empty.
    """
    if not value:
        raise ListError(opened.path, f"the column {name!r} is empty", where=where, remedy=AGAIN)
    return value
