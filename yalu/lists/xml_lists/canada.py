"""Canada's Consolidated Canadian Autonomous Sanctions List (Special Economic Measures Act, and the JVCFO Act).

Format: a flat table in XML, sema-lmes.xml of international.gc.ca; the elements of May 2025. The file has no date.
"""

import re
from collections.abc import Iterator

from followthemoney.types import registry

from yalu.lists.ofac_advanced.names import FAMILY_FIRST_COUNTRIES
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.draft import Draft, ListedParty, Paper, Title
from yalu.lists.xml_lists.layout import Layout, read_layout
from yalu.lists.xml_lists.nodes import Node, NodeError

_SURE = re.compile(r"\s*;\s*|\s*/\s+")
"""Between names of one element."""
_UNSURE = re.compile(r"\s*,\s*")
"""Between names too, mostly, but also inside them: "Petrov, Ivan", "Works, LLC"."""
_LANGUAGE = re.compile(r"^\(?(?:Russian|Belarus+ian|Ukrainian|Arabic|Farsi|Persian)\s*:\s*", re.IGNORECASE)
_ALSO = re.compile(r"(.+?)\s*\(also known as (.+)\)")


def read_canada(opened: OpenedList) -> ListSnapshot:
    """Read Canada's list of autonomous sanctions.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format, or lists nobody.
    """
    return read_layout(opened, _LAYOUT)


def _on_record(draft: Draft, node: Node) -> None:
    regulation, schedule = node.required("Country"), node.value("Schedule")
    schema = _schema(node)
    party = draft.party(_identity(regulation, schedule, node.required("Item")), schema, node)
    draft.counts[schema.lower()] += 1
    party.program(regulation)
    place = ", ".join(filter(None, (schedule and f"Schedule {schedule}", f"item {node.value('Item')}")))
    party.note(regulation, place)
    party.listed(node.value("DateOfListing"), "Date of listing")
    {"Person": _add_person, "Vessel": _add_vessel}.get(schema, _add_entity)(party, node)
    _add_aliases(party, node.value("Aliases"))


def _schema(node: Node) -> str:
    if node.value("LastName") or node.value("GivenName"):
        return "Person"
    if not node.value("EntityOrShip"):
        raise NodeError("a record has no name", node.line)
    return "Vessel" if node.value("ShipIMONumber") else "Organization"


def _identity(regulation: str, schedule: str, item: str) -> str:
    """Make an id of the place of a record in the law, for the file has no ids."""
    english = regulation.split(" / ")[0]
    short = re.search(r"\(([A-Z]{3,})\)", english)
    words = f"{short[1] if short else english} {schedule} {item}"
    return "ca-" + re.sub(r"[^a-z0-9.]+", "-", words.lower()).strip("-")


def _add_person(party: ListedParty, node: Node) -> None:
    given, family = node.value("GivenName"), node.value("LastName")
    country = registry.country.clean(node.value("Country").split(" / ")[0])
    parts = (family, given) if country in FAMILY_FIRST_COUNTRIES else (given, family)
    party.add("name", " ".join(filter(None, parts)), "Name")
    party.add("firstName", given, "Given name")
    party.add("lastName", family, "Last name")
    party.add("title", node.value("TitleOrShip"), "Title")
    party.dates("birthDate", node.value("DateOfBirthOrShipBuildDate"), "Date of birth")
    if name := node.value("EntityOrShip"):
        party.note("Entity", name)
    party.note("IMO number", node.value("ShipIMONumber"))


def _add_vessel(party: ListedParty, node: Node) -> None:
    party.add("name", node.value("EntityOrShip"), "Name")
    party.add("type", node.value("TitleOrShip"), "Type of ship")
    party.paper(Paper("IMO number", node.value("ShipIMONumber"), "imoNumber"))
    party.dates("buildDate", node.value("DateOfBirthOrShipBuildDate"), "Build date")


def _add_entity(party: ListedParty, node: Node) -> None:
    text = node.value("EntityOrShip")
    also = _ALSO.fullmatch(text)
    party.add("name", also[1] if also else text, "Name")
    if also:
        party.entity.note(text)
        _add_aliases(party, also[2])
    party.note("Title", node.value("TitleOrShip"))
    party.dates("incorporationDate", node.value("DateOfBirthOrShipBuildDate"), "Date")


def _add_aliases(party: ListedParty, text: str) -> None:
    """Add the names of a text, and note it as a whole if more than semicolons had to be taken out of it."""
    person = party.entity.schema == "Person"
    names = [name for part in _SURE.split(text) for name in _names_in(part, person)]
    if [name for name, _ in names] != [part.strip() for part in text.split(";") if part.strip()]:
        party.note("Aliases", text)
    for name, weak in names:
        party.alias("weakAlias" if weak else "alias", name)


def _names_in(text: str, person: bool) -> Iterator[tuple[str, bool]]:
    """Give the names between commas; weak are one word of a person's name, and what only a comma cuts off."""
    names = [_LANGUAGE.sub("", name) for name in _UNSURE.split(text)]
    if person and len(names) == 2 and " " not in names[0] and " " in names[1]:
        names = [text]
    for name in filter(None, names):
        yield name, " " not in name if person else len(names) > 1


_LAYOUT = Layout(
    Title("ca-sema", "Consolidated Canadian Autonomous Sanctions List", "Global Affairs Canada"),
    frozenset(),
    {"data-set/record": _on_record},
)
