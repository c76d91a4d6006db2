"""Names: put together from their parts, in the order in which their language writes them."""

from dataclasses import dataclass

from yalu.lists.ofac_advanced.elements import Element, RecordError, attribute, children, descendants, text_of
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.references import ReferenceValues

FAMILY_FIRST_COUNTRIES = frozenset({"kp", "kr", "cn", "hk", "mo", "tw", "vn"})
"""Where the family name stands first in Latin letters too; OFAC gives the parts, not the order."""

_FAMILY_FIRST_SCRIPTS = frozenset({"Chinese Simplified", "Chinese Traditional", "Korean", "Japanese"})

_GIVEN_FIRST = {"First Name": 0, "Middle Name": 1, "Patronymic": 2, "Last Name": 3, "Matronymic": 4}
_FAMILY_FIRST = {"Last Name": 0, "Patronymic": 1, "Matronymic": 2, "First Name": 3, "Middle Name": 4}
_LAST = 9
"""Maiden names, nicknames and whatever comes to be added follow the rest in the order of the file."""

_PART_PROPERTIES = {
    "First Name": "firstName",
    "Middle Name": "middleName",
    "Last Name": "lastName",
    "Maiden Name": "lastName",
    "Patronymic": "fatherName",
    "Matronymic": "motherName",
}

_FORMER, _KNOWN, _MAIN = "F.K.A.", "A.K.A.", "Name"


@dataclass(frozen=True, slots=True)
class DocumentedName:
    """One spelling of one alias: its parts as (type, text), its script, and what kind of alias it spells."""

    id: str
    alias_type: str
    low_quality: bool
    main: bool
    script: str
    parts: tuple[tuple[str, str], ...]
    acronyms: tuple[str, ...] = ()

    def text(self, family_first: bool) -> str:
        """Write the name out. Chinese, Korean and Japanese parts join without a space."""
        asian = self.script in _FAMILY_FIRST_SCRIPTS
        ranks = _FAMILY_FIRST if asian or family_first else _GIVEN_FIRST
        ordered = sorted(self.parts, key=lambda part: ranks.get(part[0], _LAST))
        joint = "" if asian and not any(text.isascii() for _, text in ordered) else " "
        return joint.join(text for _, text in ordered)


def read_names(identity: Element, references: ReferenceValues) -> tuple[list[DocumentedName], int]:
    """Read all spellings of all aliases of an `<Identity>`, and count its `<Alias>` elements.

    Raises:
        RecordError: a name has no part, or a part no type.
    """
    part_types = {
        attribute(group, "ID"): references.of(group, "NamePartType") for group in descendants(identity, "NamePartGroup")
    }
    names: list[DocumentedName] = []
    aliases = 0
    for alias in children(identity, "Alias"):
        aliases += 1
        alias_type = references.of(alias, "AliasType")
        for documented in children(alias, "DocumentedName"):
            name_id = attribute(documented, "ID")
            parts, script, acronyms = _read_parts(documented, part_types, references)
            if not parts:
                raise RecordError(f"the name {name_id} is empty")
            main = (
                alias_type == _MAIN
                and alias.get("Primary") == "true"
                and references.of(documented, "DocNameStatus").startswith("Primary")
            )
            names.append(
                DocumentedName(
                    name_id, alias_type, alias.get("LowQuality") == "true", main, script, tuple(parts), tuple(acronyms)
                )
            )
    return names, aliases


def _read_parts(
    documented: Element, part_types: dict[str, str], references: ReferenceValues
) -> tuple[list[tuple[str, str]], str, list[str]]:
    parts: list[tuple[str, str]] = []
    acronyms: list[str] = []
    script = ""
    for value in descendants(documented, "NamePartValue"):
        group = attribute(value, "NamePartGroupID")
        if group not in part_types:
            raise RecordError(f"the name part group {group} is used, but not defined")
        script = references.of(value, "Script")
        if text := text_of(value):
            parts.append((part_types[group], text))
            if value.get("Acronym") == "true":
                acronyms.append(text)
    return parts, script, acronyms


def family_first(names: list[DocumentedName], countries: set[str]) -> bool:
    """Whether the party's own order puts the family name first: by its countries, else by the scripts of its names."""
    if countries:
        return not countries.isdisjoint(FAMILY_FIRST_COUNTRIES)
    return any(name.script in _FAMILY_FIRST_SCRIPTS for name in names)


def add_names(entity: EntityBuilder, names: list[DocumentedName], countries: set[str]) -> None:
    """Add all names: the main one, good aliases, former names, and the list's own weak aliases as such.

    Parts of weak aliases are not added: they would pass for real first and last names.

    Raises:
        RecordError: there is no main name.
    """
    person = entity.schema == "Person"
    order = person and family_first(names, countries)
    for name in sorted(names, key=lambda name: (not name.main, name.low_quality)):
        text = name.text(order)
        if name.main:
            entity.add("name", text)
        elif name.low_quality:
            if name.alias_type == _FORMER:
                entity.note(f"Weak alias, formerly known as: {text}")
            _add_once(entity, "weakAlias", text)
        else:
            _add_once(entity, "previousName" if name.alias_type == _FORMER else "alias", text)
        for acronym in name.acronyms:
            entity.note(f"Acronym: {acronym}")
        if name.alias_type not in (_MAIN, _KNOWN, _FORMER):
            entity.note(f"{name.alias_type}: {text}")
        if person and not name.low_quality:
            _add_parts(entity, name)
    if not entity.first("name"):
        raise RecordError(f"{entity.id} has no main name")


def _add_once(entity: EntityBuilder, name: str, text: str) -> None:
    if not any(text in entity.properties.get(known, ()) for known in ("name", "alias", "previousName")):
        entity.add_or_note(name, text, "Alias")


def _add_parts(entity: EntityBuilder, name: DocumentedName) -> None:
    has_family_name = any(kind == "Last Name" for kind, _ in name.parts)
    for kind, text in name.parts:
        if kind in _PART_PROPERTIES:
            entity.add(_PART_PROPERTIES[kind], text)
        if kind in ("Patronymic", "Matronymic") and not has_family_name:
            # In Spanish names these are the two family names, and the file gives no other.
            entity.add("lastName", text)
