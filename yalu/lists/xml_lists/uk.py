"""The UK Sanctions List of the Foreign, Commonwealth and Development Office.

Format: UK-Sanctions-List.xml of docs.fcdo.gov.uk, as published until 2025. Values stand in groups, several deep; their
own names are unique, so they are looked for at any depth.
"""

import re

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.dates import partial
from yalu.lists.xml_lists.draft import Draft, ListedParty, Paper, Title
from yalu.lists.xml_lists.layout import Layout, read_layout
from yalu.lists.xml_lists.nodes import Node, NodeError

_SCHEMATA = {"Individual": "Person", "Entity": "Organization", "Ship": "Vessel"}
"""By the texts of `IndividualEntityShip`."""

_NAME_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
"""Given names, then the family name, or the whole name of an organisation, in `Name6`."""

_MAIN = ("primary name", "primary name variation")
_WEAK = "low quality"

_NOTES = {
    "OFSIGroupID": "OFSI group id",
    "UNReferenceNumber": "United Nations reference number",
    "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions imposed",
    "OtherInformation": "",
    "UKStatementofReasons": "UK statement of reasons",
}
"""Elements that become a note, with its label."""

_LISTS: tuple[tuple[str, str, str], ...] = (
    ("Title", "title", "Title"),
    ("PhoneNumber", "phone", "Phone number"),
    ("EmailAddress", "email", "Email address"),
    ("Website", "website", "Website"),
    ("Nationality", "nationality", "Nationality"),
    ("Position", "position", "Position"),
    ("Gender", "gender", "Gender"),
    ("TypeOfEntity", "legalForm", "Type of entity"),
    ("Subsidiary", "", "Subsidiary"),
    ("ParentCompany", "", "Parent company"),
    ("CurrentOwnerOperator", "", "Current owner or operator"),
    ("PreviousOwnerOperator", "", "Previous owner or operator"),
    ("CurrentBelievedFlagOfShip", "flag", "Flag"),
    ("PreviousFlag", "pastFlags", "Previous flag"),
    ("TypeOfShip", "type", "Type of ship"),
    ("TonnageOfShip", "tonnage", "Tonnage"),
    ("LengthOfShip", "", "Length"),
    ("YearBuilt", "buildDate", "Year built"),
)
"""Elements of a value, with their property and label. Owners and parents are names here, not entities: notes."""

_PAPERS = (
    ("Passport", "passportNumber", "Passport", "Passport"),
    ("NationalIdentifier", "idNumber", "Identification", "National identifier"),
)
"""Groups of a number and a remark, whose names start with the group's: property, schema and kind."""

_NUMBERS = (
    ("BusinessRegistrationNumber", "registrationNumber", "Business registration number"),
    ("IMONumber", "imoNumber", "IMO number"),
    ("HullIdentificationNumber", "registrationNumber", "Hull identification number"),
)

_LINES = tuple(f"AddressLine{number}" for number in range(1, 7))


def read_uk(opened: OpenedList) -> ListSnapshot:
    """Read the UK Sanctions List.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format, or lists nobody.
    """
    return read_layout(opened, _LAYOUT)


def _on_root(_: Draft, node: Node) -> None:
    node.attribute("schemaLocation")
    node.attribute("noNamespaceSchemaLocation")


def _on_date(draft: Draft, node: Node) -> None:
    draft.date = partial(node.text)
    if draft.date is None:
        raise NodeError(f"its date {node.text!r} is no date", node.line)


def _on_designation(draft: Draft, node: Node) -> None:
    kind = node.required("IndividualEntityShip")
    if kind not in _SCHEMATA:
        raise NodeError(f"the kind of party {kind!r} is not known", node.line)
    identity = re.sub(r"\s+", "", node.required("UniqueID"))
    party = draft.party(f"gb-{identity}", _SCHEMATA[kind], node)
    party.program(node.value("RegimeName"))
    party.listed(node.value("DateDesignated"), "Date designated")
    party.dates("modifiedAt", node.value("LastUpdated"), "Last updated")
    _add_names(party, node)
    for element, label in _NOTES.items():
        if text := node.value(element):
            party.entity.note(f"{label}: {text}" if label else text)
    for indicators in node.inside("SanctionsImposedIndicators"):
        measures = [child.name for child in indicators.children if child.text.lower() not in ("", "false")]
        party.note("Measures", ", ".join(measures))
    for element, target, label in _LISTS:
        for value in _texts(node, element):
            party.add(target, value, label)
    for address in node.inside("Address"):
        street = ", ".join(filter(None, map(address.value, _LINES)))
        parts = {"street": street, "postalCode": address.value("AddressPostalCode")}
        party.address(parts, address.value("AddressCountry"))
    _add_papers(party, node)
    _add_birth(party, node)


def _texts(node: Node, element: str) -> list[str]:
    return list(dict.fromkeys(found.text for found in node.inside(element) if found.text))


def _add_names(party: ListedParty, node: Node) -> None:
    names = list(node.inside("Name"))
    for name in sorted(names, key=lambda name: name.value("NameType").lower() != _MAIN[0]):
        parts = [name.value(part) for part in _NAME_PARTS]
        text = " ".join(filter(None, parts))
        kind, strength = name.value("NameType"), name.value("AliasStrength")
        if kind.lower() in _MAIN and not party.entity.first("name"):
            party.add("name", text, "Name")
        else:
            party.alias("weakAlias" if _WEAK in strength.lower() else "alias", text)
        if kind.lower() not in (*_MAIN, "alias"):
            party.note(f"Name type of {text}", kind)
        if strength.lower() not in ("", "good quality", _WEAK, "good quality a.k.a", "low quality a.k.a"):
            party.note(f"Alias strength of {text}", strength)
        if party.entity.schema == "Person" and _WEAK not in strength.lower():
            for target, part in zip(("firstName", *["middleName"] * 4, "lastName"), parts, strict=True):
                party.entity.add(target, part)
    for name in node.inside("NonLatinName"):
        text = name.value("NameNonLatinScript")
        party.alias("alias", text)
        script = ", ".join(filter(None, map(name.value, ("NonLatinScriptType", "NonLatinScriptLanguage"))))
        party.note(f"Script of {text}", script)


def _add_papers(party: ListedParty, node: Node) -> None:
    for element, target, schema, kind in _PAPERS:
        for paper in node.inside(element):
            number, remark = paper.value(f"{element}Number"), paper.value(f"{element}AdditionalInformation")
            if number or remark:
                party.paper(Paper(kind, number, target, schema, remarks=[remark] if remark else []))
    for element, target, kind in _NUMBERS:
        for number in _texts(node, element):
            party.paper(Paper(kind, number, target))


def _add_birth(party: ListedParty, node: Node) -> None:
    for text in _texts(node, "DOB"):
        known = re.sub(r"^(?:(?:dd|00)/)?(?:(?:mm|00)/)?", "", text, flags=re.IGNORECASE)
        party.dates("birthDate", known, "Date of birth")
    for place in node.inside("Location"):
        town, country = place.value("TownOfBirth"), place.value("CountryOfBirth")
        party.add("birthPlace", ", ".join(filter(None, (town, country))), "Place of birth")
        party.entity.add("birthCountry", country)


_LAYOUT = Layout(
    Title("gb-fcdo", "UK Sanctions List", "Foreign, Commonwealth and Development Office"),
    frozenset(),
    {
        "Designations": _on_root,
        "Designations/DateGenerated": _on_date,
        "Designations/Designation": _on_designation,
    },
)
