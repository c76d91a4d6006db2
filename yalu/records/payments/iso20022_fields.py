"""From the elements of a transaction to its parties, agents and texts, each value with its path and line."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from yalu.records.named import Field, FieldKind
from yalu.records.payments.iso20022_layout import (
    FORMATS,
    INSTITUTIONS,
    KINDS,
    REMITTANCE,
    ROLES,
    SUPPLEMENTARY,
    UNDERLYING,
    Role,
)
from yalu.records.payments.payment import PaymentAgent, PaymentParty

Element = Any
MAX_DEPTH = 24
"""Elements within one another inside a transaction; the message definitions need 12."""
MAX_VALUE = 2_048
"""Characters of one value; the longest in the definitions has 2,048."""
MAX_ELEMENTS = 20_000
"""Elements of one transaction. Structured remittance information repeats; real ones have some hundred."""


class FormatError(Exception):
    """What is wrong with an element, and its line."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.line = line


def local(element: Element) -> str:
    """Give an element's name without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=1 << 12)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def written(text: str | None, limit: int = 60) -> str:
    """Give a value for a message, cut short."""
    text = " ".join((text or "").split())
    return repr(text if len(text) <= limit else f"{text[:limit]}…")


@dataclass
class Gathered:
    """Who and what a group of elements names, by role."""

    parties: dict[str, list[Field]] = field(default_factory=dict)
    agents: dict[str, list[Field]] = field(default_factory=dict)
    texts: list[Field] = field(default_factory=list)

    def parties_with(self, other: "Gathered") -> tuple[PaymentParty, ...]:
        """Give the parties of this and another group, those of one role as one."""
        return tuple(PaymentParty(role, found) for role, found in _joined(self.parties, other.parties))

    def agents_with(self, other: "Gathered") -> tuple[PaymentAgent, ...]:
        """Give the agents of this and another group."""
        return tuple(PaymentAgent(role, found) for role, found in _joined(self.agents, other.agents))


def _joined(one: dict[str, list[Field]], two: dict[str, list[Field]]) -> list[tuple[str, tuple[Field, ...]]]:
    roles = dict.fromkeys((*one, *two))
    return [(role, (*one.get(role, ()), *two.get(role, ()))) for role in roles]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: whose data these are, and in which kind of group."""

    role: Role | None = None
    prefix: str = ""
    between_banks: bool = False
    address: bool = False
    extra: bool = False


class FieldWalk:
    """Walks over elements and gathers what they name. One for each transaction: it bounds depth and number."""

    def __init__(self, *, between_banks: bool) -> None:
        self.found = Gathered()
        self._start = _Place(between_banks=between_banks)
        self._left = MAX_ELEMENTS

    def take(self, element: Element, path: str) -> None:
        """Take an element with all that is in it.

        Raises:
            FormatError: a value is not as its standard says, or it is nested too deep.
        """
        self._walk(element, local(element), path, self._start, 1)

    def _walk(self, element: Element, tag: str, path: str, place: _Place, depth: int) -> None:
        parts = list(element)
        self._left -= 1
        if self._left < 0:
            raise FormatError(f"it has more than {MAX_ELEMENTS:,} elements", element.sourceline)
        if not parts:
            if element.text:
                self._leaf(element, tag, path, place)
            return
        if depth == MAX_DEPTH:
            raise FormatError(f"elements are nested deeper than {MAX_DEPTH}", parts[0].sourceline)
        if tag in _ENTERED:
            place = _entered(tag, place)
        names = [_local(part.tag) for part in parts]
        if len(set(names)) < len(names):
            names = _numbered(names)
        for child, name in zip(parts, names, strict=True):
            self._walk(child, name.partition("[")[0], f"{path}/{name}", place, depth + 1)

    def _leaf(self, element: Element, tag: str, path: str, place: _Place) -> None:
        value = element.text.strip()
        if not value:
            return
        line = element.sourceline
        if len(value) > MAX_VALUE:
            raise FormatError(f"{tag} has {len(value):,} characters, more than any standard has", line)
        kind = _kind(tag, path, place)
        if kind is None:
            return
        form = FORMATS.get(kind)
        if form is not None and not form.fullmatch(value):
            raise FormatError(
                f"{tag} {written(value)} is no {kind.value} as the standard writes it", element.sourceline
            )
        self._put(Field(kind, path, value, line), place)

    def _put(self, found: Field, place: _Place) -> None:
        role = place.role
        if found.kind is FieldKind.TEXT and role is None:
            self.found.texts.append(found)
        elif role is not None:
            group = self.found.agents if role.is_agent else self.found.parties
            group.setdefault(place.prefix + role.name, []).append(found)
        elif found.kind is FieldKind.BIC:
            self.found.agents.setdefault(f"{place.prefix}other", []).append(found)
        elif found.kind in (FieldKind.NAME, FieldKind.ADDRESS, FieldKind.COUNTRY):
            self.found.parties.setdefault(f"{place.prefix}other", []).append(found)


def _numbered(names: list[str]) -> list[str]:
    """Number the names that stand several times, from 1."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        if names.count(name) > 1:
            seen[name] = seen.get(name, 0) + 1
            found.append(f"{name}[{seen[name]}]")
        else:
            found.append(name)
    return found


_ENTERED = frozenset({"PstlAdr", UNDERLYING, SUPPLEMENTARY, *REMITTANCE, *ROLES})
"""The elements that change whose data those inside are."""


def _entered(tag: str, place: _Place) -> _Place:
    """Give the place inside an element."""
    if tag == "PstlAdr":
        return _Place(place.role, place.prefix, place.between_banks, True, place.extra)
    if tag == UNDERLYING:
        return _Place(prefix="underlying_")
    if tag in REMITTANCE:
        return _Place(prefix="remittance_" if tag != "Tax" else "tax_")
    if tag == SUPPLEMENTARY:
        return _Place(extra=True)
    role = ROLES.get(tag)
    if role is None or place.extra or (place.role is not None and not role.account):
        return place
    prefix = place.prefix
    if prefix == "underlying_" and not role.is_agent:
        prefix = ""
    if place.between_banks and role.name in INSTITUTIONS:
        role = Role(INSTITUTIONS[role.name], True, role.account)
    return _Place(role, prefix, place.between_banks)


def _kind(tag: str, path: str, place: _Place) -> FieldKind | None:
    if place.extra:
        return FieldKind.TEXT
    if place.address and tag != "Ctry":
        return None if tag in ("Cd", "Issr", "SchmeNm", "AdrTp") else FieldKind.ADDRESS
    if tag == "Id" and place.role is not None:
        return FieldKind.ACCOUNT if place.role.account else FieldKind.IDENTIFIER
    if tag == "Prtry" and path.endswith("/Purp/Prtry"):
        return FieldKind.TEXT
    return KINDS.get(tag)


def child(element: Element, *names: str) -> Element | None:
    """Give the element at a path of names below an element, in any namespace."""
    for name in names:
        element = next((one for one in element if isinstance(one.tag, str) and local(one) == name), None)
        if element is None:
            return None
    return element


def child_text(element: Element, *names: str) -> str:
    """Give the text of an element below another; empty where there is none."""
    found = child(element, *names)
    return "" if found is None else (found.text or "").strip()


def bad_nodes(element: Element) -> Element | None:
    """Give the first node inside that is no element: a reference to an entity."""
    return next(iter(element.iter(etree.Entity)), None)
