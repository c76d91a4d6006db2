"""The Consolidated List of the United Nations Security Council.

Format: https://www.un.org/sc/resources/sc-sanctions.xsd; the file is consolidated.xml of scsanctions.un.org.
"""

import re

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.dates import partial, years
from yalu.lists.xml_lists.draft import Draft, ListedParty, Paper, Title
from yalu.lists.xml_lists.layout import Layout, read_layout
from yalu.lists.xml_lists.nodes import Node, NodeError

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
"""In the order in which the name is written; they are no given and family names."""

_ALIASES = {"Good": "alias", "a.k.a.": "alias", "Low": "weakAlias", "f.k.a.": "previousName", "": "alias"}
"""By the texts of `QUALITY`."""

_TEXTS = {
    "COMMENTS1": "",
    "REFERENCE_NUMBER": "Reference number",
    "VERSIONNUM": "Version",
    "SUBMITTED_BY": "Submitted by",
    "SUBMITTED_ON": "Submitted on",
    "DELISTED_ON": "Delisted on",
    "NAME_ORIGINAL_SCRIPT_LANGUAGE": "Language of the original script",
    "SORT_KEY": "Sort key",
    "SORT_KEY_LAST_MOD": "Sort key last modified",
}
"""Elements that become a note, with its label; comments speak for themselves."""

_LISTS = {
    "TITLE": ("title", "Title"),
    "DESIGNATION": ("position", "Designation"),
    "NATIONALITY": ("nationality", "Nationality"),
    "NATIONALITY2": ("nationality", "Nationality"),
}
"""Elements that hold `VALUE`s, with the property and the label."""

_ADDRESS = {"STREET": "street", "CITY": "city", "STATE_PROVINCE": "state", "ZIP_CODE": "postalCode"}

_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")

_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u2e80-\ufdff\ufe70-\uffef]")
_NO_NAME = re.compile(r"[^\w\s.'’-]|[\d_]")
"""Signs that no name in Latin letters holds."""

_PASSPORTS = ("passport", "passeport", "pasaporte")


def read_un(opened: OpenedList) -> ListSnapshot:
    """Read the consolidated list of the United Nations.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format, or lacks individuals or entities.
    """
    return read_layout(opened, _LAYOUT)


def _on_root(draft: Draft, node: Node) -> None:
    node.attribute("noNamespaceSchemaLocation")
    draft.date = partial(node.required("dateGenerated"))
    if draft.date is None:
        raise NodeError("its date of issue is no date", node.line)


def _on_individual(draft: Draft, node: Node) -> None:
    party = _start(draft, node, "Person", "INDIVIDUAL")
    draft.counts["individuals"] += 1
    for birth in node.each("INDIVIDUAL_DATE_OF_BIRTH"):
        _add_birth(party, birth)
    for place in node.each("INDIVIDUAL_PLACE_OF_BIRTH"):
        _add_birth_place(party, place)
    for document in node.each("INDIVIDUAL_DOCUMENT"):
        _add_document(party, document)


def _on_entity(draft: Draft, node: Node) -> None:
    _start(draft, node, "Organization", "ENTITY")
    draft.counts["entities"] += 1


def _start(draft: Draft, node: Node, schema: str, kind: str) -> ListedParty:
    party = draft.party(f"un-{node.required('DATAID')}", schema, node)
    party.add("name", " ".join(filter(None, (node.value(name) for name in _NAMES))), "Name")
    party.program(node.required("UN_LIST_TYPE"))
    party.listed(node.value("LISTED_ON"), "Listed on")
    _add_original_name(party, node.value("NAME_ORIGINAL_SCRIPT"))
    for alias in node.each(f"{kind}_ALIAS"):
        _add_alias(party, alias)
    for address in node.each(f"{kind}_ADDRESS"):
        parts = {name: address.value(element) for element, name in _ADDRESS.items()}
        party.address(parts, address.value("COUNTRY"), address.value("NOTE"))
    party.add("gender", node.value("GENDER"), "Gender")
    for element, (name, label) in _LISTS.items():
        for value in [*node.values(element, "VALUE"), *node.values(element)]:
            party.add(name, value, label)
    for value in node.values("LIST_TYPE", "VALUE"):
        party.note("List type", value)
    for value in [*node.values("LAST_DAY_UPDATED", "VALUE"), *node.values("LAST_DAY_UPDATED")]:
        party.dates("modifiedAt", value, "Last updated")
    for element, label in _TEXTS.items():
        if text := node.value(element):
            party.entity.note(f"{label}: {text}" if label else text)
    return party


def _add_original_name(party: ListedParty, text: str) -> None:
    """Add the name in its own script. In damaged files it lost its script: what is left would be taken for a name."""
    if not _OTHER_SCRIPT.search(text) and _NO_NAME.search(text):
        party.note("Name in original script, unreadable in the file", text)
    else:
        party.alias("alias", text)


def _add_alias(party: ListedParty, node: Node) -> None:
    text, quality, note = node.value("ALIAS_NAME"), node.value("QUALITY"), node.value("NOTE")
    birth, city, country = (node.value(name) for name in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"))
    names = [name.strip() for name in text.split(";")] if text.count("(") == 0 else [text]
    for name in filter(None, names):
        party.alias(_ALIASES.get(quality, "weakAlias"), name)
    if quality not in _ALIASES:
        party.note(f"Alias {text}", quality)
    if birth:
        party.dates("birthDate", birth, "Date of birth")
    if city or country:
        party.add("birthPlace", ", ".join(filter(None, (city, country))), "Place of birth")
        party.entity.add("birthCountry", country)
    details = "; ".join(filter(None, (birth and f"born {birth}", city, country, note)))
    if details:
        party.note(f"Alias {text}" if text else "Alias", details)


def _add_birth(party: ListedParty, node: Node) -> None:
    kind, remark = node.value("TYPE_OF_DATE"), node.value("NOTE")
    first, last = node.value("FROM_YEAR"), node.value("TO_YEAR")
    circa = kind == "APPROXIMATELY" or remark.lower().startswith("approx")
    if kind not in ("", "EXACT", "APPROXIMATELY", "BETWEEN"):
        remark = "; ".join(filter(None, (kind, remark)))
    for day in filter(None, (node.value("DATE"), node.value("YEAR"))):
        party.dates("birthDate", day, "Date of birth", circa=circa, remark=remark)
    if first or last:
        for year in years(first, last):
            party.entity.add("birthDate", year)
        words = f"between {first or 'unknown'} and {last or 'unknown'}"
        party.note("Date of birth", f"{words} ({remark})" if remark else words)
    if remark and not any((node.value("DATE"), node.value("YEAR"), first, last)):
        party.dates("birthDate", remark, "Date of birth")


def _add_birth_place(party: ListedParty, node: Node) -> None:
    place = ", ".join(filter(None, (node.value(name) for name in _PLACE)))
    party.add("birthPlace", place, "Place of birth")
    country, remark = node.value("COUNTRY"), node.value("NOTE")
    party.entity.add("birthCountry", country)
    party.note("Place of birth", f"{place}: {remark}" if remark and place else remark)


def _add_document(party: ListedParty, node: Node) -> None:
    kind, detail = node.value("TYPE_OF_DOCUMENT"), node.value("TYPE_OF_DOCUMENT2")
    issuing, issued_in = node.value("ISSUING_COUNTRY"), node.value("COUNTRY_OF_ISSUE")
    city, note = node.value("CITY_OF_ISSUE"), node.value("NOTE")
    remarks = [note] if note else []
    place = ", ".join(filter(None, (city, issued_in if issued_in != issuing and (issuing or city) else "")))
    if place:
        remarks.insert(0, f"Issued in {place}")
    if detail and detail != kind:
        remarks.insert(0, detail)
    is_passport = any(word in kind.lower() for word in _PASSPORTS)
    paper = Paper(
        kind,
        node.value("NUMBER"),
        "passportNumber" if is_passport else "idNumber",
        "Passport" if is_passport else "Identification",
        country=issuing or issued_in,
        issued=node.value("DATE_OF_ISSUE"),
        remarks=remarks,
    )
    if any((kind, paper.number, paper.country, paper.issued, remarks)):
        party.paper(paper)


_LAYOUT = Layout(
    Title("un-sc", "United Nations Security Council Consolidated List", "UN Security Council"),
    frozenset({"INDIVIDUALS", "ENTITIES"}),
    {
        "CONSOLIDATED_LIST": _on_root,
        "INDIVIDUALS/INDIVIDUAL": _on_individual,
        "ENTITIES/ENTITY": _on_entity,
    },
    required=("individuals", "entities"),
)
