"""The Swiss consolidated list of sanctions of the State Secretariat for Economic Affairs (SECO).

Format: consolidated-list.xml of sesam.search.admin.ch, with its schema swiss-sanctions-list. Programmes stand before
the targets and places behind them, so what names a place waits for the end of the file.
"""

from collections.abc import Iterator

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.dates import partial
from yalu.lists.xml_lists.draft import Draft, ListedParty, Paper, Title, check_identity
from yalu.lists.xml_lists.layout import Layout, read_layout
from yalu.lists.xml_lists.nodes import Node, NodeError
from yalu.lists.xml_lists.seco_places import Later, settle

_OBJECTS = {"vessel": "Vessel", "aircraft": "Airplane"}
_PARTS = {
    "given-name": "firstName",
    "further-given-name": "middleName",
    "family-name": "lastName",
    "maiden-name": "lastName",
    "father-name": "fatherName",
    "grand-father-name": "",
    "tribal-name": "",
    "title": "title",
    "suffix": "nameSuffix",
}
"""By `name-part-type`: the property of a person that takes the part."""

_GOOD = "good"
_FORMER = "formerly-known-as"
_PASSPORTS = ("passport", "diplomatic-passport", "service-passport")
_START, _END = "listed", "de-listed"


def read_seco(opened: OpenedList) -> ListSnapshot:
    """Read the Swiss list of sanctions.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format, or lists nobody.
    """
    later = Later()
    return read_layout(
        opened,
        Layout(
            Title("ch-seco", "Swiss SECO Consolidated Sanctions List", "SECO"),
            frozenset(),
            {
                "swiss-sanctions-list": _on_root,
                "swiss-sanctions-list/sanctions-program": lambda _, node: _on_program(later, node),
                "swiss-sanctions-list/place": lambda _, node: _on_place(later, node),
                "swiss-sanctions-list/target": lambda draft, node: _on_target(draft, later, node),
            },
            close=lambda draft: settle(draft, later),
        ),
    )


def _on_root(draft: Draft, node: Node) -> None:
    for name in ("list-type", "schemaLocation", "noNamespaceSchemaLocation"):
        node.attribute(name)
    draft.date = partial(node.required("date"))
    if draft.date is None:
        raise NodeError("its date is no date", node.line)


def _on_program(later: Later, node: Node) -> None:
    """Keep a programme's English names; the other languages say the same."""
    for name in ("ssid", "version-date", "predecessor-version-date"):
        node.attribute(name)
    texts: dict[str, str] = {}
    for child in node.children:
        if child.name in ("program-key", "program-name", "origin"):
            text, language = child.text, child.attribute("lang")
            if language in ("", "eng"):
                texts[child.name] = text
    for child in node.each("sanctions-set"):
        text, language, number = child.text, child.attribute("lang"), child.attribute("ssid")
        if language in ("", "eng"):
            names = (texts.get("program-key", ""), texts.get("program-name", ""), text, texts.get("origin", ""))
            later.programs[number] = "; ".join(dict.fromkeys(filter(None, names)))


def _on_place(later: Later, node: Node) -> None:
    country = node.one("country")
    name, code = (country.text, country.attribute("iso-code")) if country is not None else ("", "")
    variants = [child for kind in ("location-variant", "area-variant") for child in node.each(kind)]
    for child in [*variants, *node.each("area")]:
        for attribute in ("variant-type", "area-type", "lang", "script"):
            child.attribute(attribute)
    parts = {
        "city": ", ".join(node.values("location")),
        "region": ", ".join(node.values("area")),
        "remarks": "; ".join(child.text for child in variants),
    }
    later.places[node.required("ssid")] = (parts, name or code)


def _on_target(draft: Draft, later: Later, node: Node) -> None:
    schema, subject = _subject(node)
    party = draft.party(f"ch-seco-{node.required('ssid')}", schema, node)
    for number in [*node.values("sanctions-set-id"), node.attribute("sanctions-set-id")]:
        party.program(later.programs.get(number, number))
    for identifier in node.values("foreign-identifier"):
        party.note("Foreign identifier", identifier)
    subject.attribute("ssid")
    party.add("gender", subject.attribute("sex"), "Sex")
    kind = subject.attribute("object-type")
    if kind and kind not in _OBJECTS:
        party.note("Kind of object", kind)
    for identity in sorted(subject.each("identity"), key=lambda identity: identity.attribute("main") != "true"):
        _add_identity(party, later, identity)
    for label in ("justification", "other-information"):
        for child in subject.each(label):
            child.attribute("ssid")
            party.note(label.replace("-", " ").capitalize(), child.text)
    for relation in subject.each("relation"):
        relation.attribute("ssid")
        other = f"ch-seco-{relation.required('target-id')}"
        check_identity(other, relation)
        kind, remark = relation.attribute("relation-type"), relation.value("remark")
        later.relations.append((party.entity.id, other, kind, remark, relation))
    for attribute in node.each("generic-attribute"):
        party.note(attribute.attribute("name") or "Attribute", attribute.text)
    _add_modifications(party, node)


def _subject(node: Node) -> tuple[str, Node]:
    for name, schema in (("individual", "Person"), ("entity", "Organization"), ("object", "Vessel")):
        if (subject := node.one(name)) is not None:
            kind = subject.attribute("object-type")
            return (_OBJECTS.get(kind, "Organization") if name == "object" else schema), subject
    raise NodeError("a target is neither an individual nor an entity nor an object", node.line)


def _add_modifications(party: ListedParty, node: Node) -> None:
    for modification in node.each("modification"):
        kind = modification.attribute("modification-type")
        days = {name: modification.attribute(f"{name}-date") for name in ("effective", "enactment", "publication")}
        day = days["effective"] or days["enactment"] or days["publication"]
        if kind == _START:
            party.listed(day, "Listed")
        elif kind == _END:
            party.end = partial(day) or party.end
        else:
            party.dates("modifiedAt", day, kind or "Modified")
        party.note(f"Modification {kind}", ", ".join(f"{name} {text}" for name, text in days.items() if text))


def _add_identity(party: ListedParty, later: Later, node: Node) -> None:
    node.attribute("ssid")
    for name in node.each("name"):
        _add_name(party, name)
    for date in node.each("day-month-year"):
        date.attribute("ssid")
        year, month, day = (date.attribute(part) for part in ("year", "month", "day"))
        text = "-".join(part.zfill(2) for part in (year, month, day) if part)
        other = [value for value in (date.attribute("calendar"), _weak(date)) if value not in ("", "Gregorian")]
        target = "birthDate" if party.entity.schema == "Person" else "incorporationDate"
        party.dates(target, text, "Date", remark=", ".join(other))
    for nationality in node.each("nationality"):
        nationality.attribute("ssid")
        for country in nationality.each("country"):
            target = "nationality" if party.entity.schema == "Person" else "country"
            party.add(target, country.text or country.attribute("iso-code"), "Nationality")
            country.attribute("iso-code")
    for birth in node.each("place-of-birth"):
        birth.attribute("ssid")
        later.births.append((party, birth.required("place-id"), _weak(birth), birth))
    for address in node.each("address"):
        _add_address(party, later, address)
    for document in node.each("identification-document"):
        _add_document(party, document)


def _weak(node: Node) -> str:
    quality = node.attribute("quality")
    return "" if quality in ("", _GOOD) else f"quality {quality}"


def _add_name(party: ListedParty, node: Node) -> None:
    node.attribute("ssid")
    kind, weak = node.attribute("name-type"), _weak(node)
    parts = sorted(node.each("name-part"), key=_order)
    text = " ".join(filter(None, (part.value("value") for part in parts)))
    first = not party.entity.first("name")
    target = "name" if first else "weakAlias" if weak else "previousName" if kind == _FORMER else "alias"
    if first:
        party.add("name", text, "Name")
    else:
        party.alias(target, text)
    if kind not in ("primary-name", "alias", _FORMER):
        party.note(f"Kind of name {text}", kind)
    for part in parts:
        part.attribute("ssid")
        words = part.attribute("name-part-type")
        if party.entity.schema == "Person" and not weak and _PARTS.get(words):
            party.entity.add(_PARTS[words], part.value("value"))
    for variant in _variants(parts):
        party.alias("weakAlias" if weak else "alias", variant)


def _order(part: Node) -> int:
    text = part.attribute("order")
    return int(text) if text.isdecimal() and len(text) < 4 else 999


def _variants(parts: list[Node]) -> Iterator[str]:
    """Give the spellings of a name in each language and script that all its parts have, else those of its parts."""
    spellings: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        for variant in part.each("spelling-variant"):
            variant.attribute("ssid")
            key = (variant.attribute("lang"), variant.attribute("script"))
            spellings.setdefault(key, []).append(variant.text)
    for texts in spellings.values():
        if len(texts) == len(parts):
            yield " ".join(texts)
        else:
            yield from texts


def _add_address(party: ListedParty, later: Later, node: Node) -> None:
    node.attribute("ssid")
    node.attribute("main")
    parts = {
        "street": ", ".join(node.values("address-details")),
        "postOfficeBox": node.value("p-o-box"),
        "postalCode": node.value("zip-code"),
    }
    care_of = node.value("c-o")
    remarks = [f"c/o {care_of}" if care_of else "", _weak(node), *node.values("remark")]
    later.addresses.append((party, node.attribute("place-id"), parts, "; ".join(filter(None, remarks)), node))


def _add_document(party: ListedParty, node: Node) -> None:
    node.attribute("ssid")
    kind, issuer = node.attribute("document-type"), node.one("issuer")
    country = (issuer.text or issuer.attribute("code")) if issuer is not None else ""
    if issuer is not None:
        issuer.attribute("code")
    passport = kind in _PASSPORTS
    party.paper(
        Paper(
            kind,
            node.value("number"),
            "passportNumber" if passport else "idNumber",
            "Passport" if passport else "Identification",
            country=country,
            issued=node.value("date-of-issue"),
            expires=node.value("expiry-date"),
            remarks=node.values("remark"),
        )
    )
