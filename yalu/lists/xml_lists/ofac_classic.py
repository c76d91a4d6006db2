"""OFAC's lists in the plain XML format: sdn.xml, and consolidated.xml for the lists that are not SDN.

Format: https://ofac.treasury.gov/media/29976/download (sdn.xsd). Two namespaces are in use; the names are the same. It
holds less than the advanced format: no scripts, no relations but in remarks, no dates of listing but a few.
"""

import re
from datetime import datetime

from yalu.lists.ofac_advanced.document_table import DOCUMENTS, NATIONAL, OTHER
from yalu.lists.ofac_advanced.feature_table import FEATURES
from yalu.lists.ofac_advanced.features import Feature, add_feature
from yalu.lists.ofac_advanced.names import FAMILY_FIRST_COUNTRIES
from yalu.lists.ofac_advanced.reader import AUTHORITY, OTHER_NAME, OTHER_TITLE, SDN_NAME, SDN_TITLE
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.draft import Draft, ListedParty, Paper, Title
from yalu.lists.xml_lists.layout import Layout, read_layout
from yalu.lists.xml_lists.nodes import Node, NodeError
from yalu.lists.xml_lists.remark_links import link_remarks

_SCHEMATA = {"Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Airplane"}
"""By the texts of `sdnType`."""

_ALIASES = {"a.k.a.": "alias", "n.k.a.": "alias", "f.k.a.": "previousName"}
"""By the texts of an alias's `type`, if its category is strong."""

_ADDRESS = {
    "address1": "street",
    "address2": "street2",
    "address3": "remarks",
    "city": "city",
    "stateOrProvince": "state",
    "postalCode": "postalCode",
}

_VESSEL = {
    "callSign": ("callSign", "Vessel call sign"),
    "vesselType": ("type", "Vessel type"),
    "vesselFlag": ("flag", "Vessel flag"),
    "vesselOwner": ("", "Vessel owner"),
    "tonnage": ("tonnage", "Vessel tonnage"),
    "grossRegisteredTonnage": ("grossRegisteredTonnage", "Vessel gross registered tonnage"),
}
"""An owner is an entity in followthemoney, and here only a name: a note."""

_ITEMS = (
    ("nationalityList", "nationality", "country", "nationality", "Nationality"),
    ("citizenshipList", "citizenship", "country", "citizenship", "Citizenship"),
    ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "birthPlace", "Place of birth"),
)
"""List, item and value, with the property and its label."""

_NOT_SDN = frozenset({"NS-PLC", "CMIC-EO13959", "NS-CMIC-EO13959"})
"""Programmes that only lists other than the SDN list have; every issue of the others holds one of them."""

_PAPERS = re.compile(r"(?:\b(?:No\.?|Number|Card|ID|Certificate|Permit|Passport)|#)$")
"""How the names of kinds of documents end that are not in the table."""

_LISTING = re.compile(r"Listing Date \(.+\)")


def read_ofac_classic(opened: OpenedList) -> ListSnapshot:
    """Read an OFAC list in the plain XML format.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format or its own count of records, or lists nobody.
    """
    return read_layout(opened, _LAYOUT)


def _on_root(_: Draft, node: Node) -> None:
    node.attribute("schemaLocation")


def _on_publication(draft: Draft, node: Node) -> None:
    text, count = node.required("Publish_Date"), node.required("Record_Count")
    try:
        draft.date = datetime.strptime(text, "%m/%d/%Y").date().isoformat()
        draft.counts["announced"] = int(count)
    except ValueError:
        raise NodeError(f"{text} or {count} is no date or no number", node.line) from None


def _on_entry(draft: Draft, node: Node) -> None:
    kind = node.required("sdnType")
    if kind not in _SCHEMATA:
        raise NodeError(f"the sdnType {kind!r} is not known", node.line)
    party = draft.party(f"ofac-{node.required('uid')}", _SCHEMATA[kind], node)
    for program in node.values("programList", "program"):
        party.program(program)
    for item in _main_first(node, "dateOfBirthList", "dateOfBirthItem"):
        party.dates("birthDate", item.value("dateOfBirth"), "Date of birth")
    for group, name, value, target, label in _ITEMS:
        for item in _main_first(node, group, name):
            party.add(target, item.value(value), label)
    for address in node.each("addressList", "address"):
        parts = {target: address.value(element) for element, target in _ADDRESS.items()}
        identity = f"{party.entity.id}-address-{address.value('uid')}"
        party.address(parts, address.value("country"), identity=identity)
    for paper in node.each("idList", "id"):
        _add_identification(party, paper)
    _add_names(party, node)
    party.add("position", node.value("title"), "Title")
    if remarks := node.value("remarks"):
        party.entity.note(remarks)
    for vessel in node.each("vesselInfo"):
        for element, (target, label) in _VESSEL.items():
            party.add(target, vessel.value(element), label)


def _main_first(node: Node, group: str, name: str) -> list[Node]:
    """Give the items of a list, those first that the list calls the main ones."""
    items = list(node.each(group, name))
    for item in items:
        item.value("uid")
    return sorted(items, key=lambda item: item.value("mainEntry") != "true")


def _add_names(party: ListedParty, node: Node) -> None:
    properties = party.entity.properties
    countries = {*properties.get("nationality", ()), *properties.get("citizenship", ())}
    family_first = not (countries or set(properties.get("country", ()))).isdisjoint(FAMILY_FIRST_COUNTRIES)
    party.add("name", _name(party, node, family_first, keep_parts=True), "Name")
    for alias in node.each("akaList", "aka"):
        alias.value("uid")
        kind, weak = alias.value("type"), alias.value("category") != "strong"
        text = _name(party, alias, family_first, keep_parts=not weak)
        party.alias("weakAlias" if weak else _ALIASES.get(kind, "alias"), text)
        if (weak and kind != "a.k.a.") or kind not in _ALIASES:
            party.note(f"{'Weak alias' if weak else 'Alias'}, {kind}", text)


def _name(party: ListedParty, node: Node, family_first: bool, *, keep_parts: bool) -> str:
    given, family = node.value("firstName"), node.value("lastName")
    if party.entity.schema != "Person":
        return " ".join(filter(None, (given, family)))
    if keep_parts:
        party.entity.add("firstName", given)
        party.entity.add("lastName", family)
    return " ".join(filter(None, (family, given) if family_first else (given, family)))


def _add_identification(party: ListedParty, node: Node) -> None:
    kind, value = node.value("idType"), node.value("idNumber")
    name, uid, country = kind.rstrip(" :-"), node.value("uid"), node.value("idCountry")
    issued, expires = node.value("issueDate"), node.value("expirationDate")
    known = kind in FEATURES or name in FEATURES
    if kind in DOCUMENTS or (not known and (country or _PAPERS.search(name))):
        _add_document(party, Paper(kind, value, country=country, issued=issued, expires=expires), uid)
        return
    if known and FEATURES.get(kind, FEATURES.get(name, FEATURES["Birthdate"])).property.endswith("Date"):
        party.dates(FEATURES[name].property, value, name)
    elif value:
        wallet = add_feature(party.entity, Feature(uid, kind, (value,), None, (), "", "Unknown"))
        if wallet is not None:
            party.belongings.append(wallet)
    if _LISTING.fullmatch(name) and len(party.programs) == 1:
        party.listed(value, name)
    details = "; ".join(filter(None, (country, issued, expires)))
    if details or not value:
        party.note(kind or "Identification", "; ".join(filter(None, (value, details))) or "unknown")


def _add_document(party: ListedParty, paper: Paper, uid: str) -> None:
    rule = DOCUMENTS.get(paper.kind, OTHER)
    if rule.company and party.entity.schema == "Organization":
        party.entity.schema = "Company"
    if national := NATIONAL.get((paper.kind, paper.country)):
        party.entity.add(national, paper.number)
    paper.property, paper.schema = rule.property, rule.schema
    party.paper(paper, f"{party.entity.id}-id-{uid}")


def _close(draft: Draft) -> None:
    if any(program in _NOT_SDN for party in draft.parties.values() for program in party.programs):
        draft.title = Title(OTHER_NAME, OTHER_TITLE, AUTHORITY)
    link_remarks(draft)


_LAYOUT = Layout(
    Title(SDN_NAME, SDN_TITLE, AUTHORITY),
    frozenset(),
    {"sdnList": _on_root, "sdnList/publshInformation": _on_publication, "sdnList/sdnEntry": _on_entry},
    close=_close,
)
