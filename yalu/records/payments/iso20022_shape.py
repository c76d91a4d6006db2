"""Which element of a group names what, told from the elements' names alone.

The messages of a stream are much alike: a group of elements (a transaction, a header, a PmtInf) has one of few shapes.
What a shape means, by the tables of the layout, is worked out once and remembered; then only values are looked at.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from yalu.records.named import FieldKind
from yalu.records.payments.iso20022_layout import (
    FORMATS,
    GROUPS,
    INSTITUTIONS,
    KINDS,
    REMITTANCE,
    ROLES,
    SUPPLEMENTARY,
    UNDERLYING,
    Role,
)

MAX_DEPTH = 24
"""Elements within one another inside a group; the message definitions need 12."""
MAX_ELEMENTS = 20_000
"""Elements of one group. Structured remittance information repeats; real ones have some hundred."""
ENTITY = "it refers to an entity, which no payment message does"
_REMEMBERED, _LARGEST = 512, 400
"""Shapes that are remembered, and elements of the largest of them: others are worked out each time."""

Tag = object
"""The name of an element with its namespace, or the function by which lxml tells that a node is no element."""


class Fault(NamedTuple):
    """What is wrong with a shape, and at which element."""

    reason: str
    at: int


class Leaf(NamedTuple):
    """An element without others in it: where it stands, and what its value is.

    `kind` is `None` where it names nobody and tells nothing; `group` ("parties", "agents", "texts") is empty where the
    value is only checked.
    """

    at: int
    tag: str
    path: str
    kind: FieldKind | None
    form: re.Pattern[str] | None
    group: str
    role: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What the elements of a group are. `places` gives the first element at a path of names ("PmtId/UETR")."""

    leaves: tuple[Leaf, ...]
    places: Mapping[str, int]
    fault: Fault | None


def shape_of(group: str, family: str, tags: Sequence[Tag], sizes: Sequence[int]) -> Shape:
    """Tell what the elements of a group are.

    Args:
        group: "CdtTrfTxInf", "GrpHdr" or "PmtInf".
        family: "pacs.008", "pacs.009" or "pain.001".
        tags: The elements' names in document order; the first is the group itself.
        sizes: How many elements each holds.
    """
    made = _shape if len(tags) <= _LARGEST else _shape.__wrapped__
    return made(group, family, tuple(tags), tuple(sizes))


@lru_cache(maxsize=_REMEMBERED)
def _shape(group: str, family: str, tags: tuple[Tag, ...], sizes: tuple[int, ...]) -> Shape:
    names = [tag.rpartition("}")[2] if isinstance(tag, str) else "" for tag in tags]
    walk = _Walk(names, sizes, _ends(sizes))
    bad = next((index for index, tag in enumerate(tags) if not isinstance(tag, str)), None)
    fault = Fault(ENTITY, 0) if bad is not None else _sequence_fault(group, family, tags, walk)
    if fault is None:
        fault = walk.take(_Place(between_banks=family == "pacs.009"))
    return Shape(tuple(walk.leaves), walk.places(), fault)


def _ends(sizes: tuple[int, ...]) -> list[int]:
    """Give the place behind each element with all that is in it."""
    ends = [0] * len(sizes)
    for index in range(len(sizes) - 1, -1, -1):
        end = index + 1
        for _ in range(sizes[index]):
            end = ends[end]
        ends[index] = end
    return ends


def _sequence_fault(group: str, family: str, tags: tuple[Tag, ...], walk: "_Walk") -> Fault | None:
    """Check which elements there are, in which order, and that none is missing."""
    sequence = GROUPS[group, family]
    namespace = str(tags[0]).rpartition("}")[0]
    last, seen = -1, set()
    for index in walk.children(0):
        name = walk.names[index]
        if str(tags[index]).rpartition("}")[0] != namespace:
            return Fault(f"{name} stands in another namespace than {group}", index)
        place = sequence.order.get(name)
        if place is None:
            return Fault(f"the standard has no {written(name)} in {group}", index)
        if name not in sequence.anywhere:
            if place < last:
                return Fault(f"{name} stands out of order in {group}", index)
            last = place
        seen.add(name)
    for choice in sequence.required:
        if seen.isdisjoint(choice):
            return Fault(f"{group} has no {' or '.join(choice)}", 0)
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: whose data these are, and in which kind of group."""

    role: Role | None = None
    prefix: str = ""
    between_banks: bool = False
    address: bool = False
    extra: bool = False


@dataclass
class _Walk:
    """Walks over the names of a group."""

    names: list[str]
    sizes: tuple[int, ...]
    ends: list[int]
    leaves: list[Leaf] = field(default_factory=list)

    def children(self, index: int) -> list[int]:
        found, child = [], index + 1
        for _ in range(self.sizes[index]):
            found.append(child)
            child = self.ends[child]
        return found

    def places(self) -> dict[str, int]:
        """Give the first element at each path of names, down to the third level: deeper ones nobody asks for."""
        found: dict[str, int] = {}
        level = [(0, "")]
        for _ in range(3):
            below = []
            for parent, path in level:
                for child in self.children(parent):
                    key = f"{path}{self.names[child]}"
                    if found.setdefault(key, child) == child:
                        below.append((child, f"{key}/"))
            level = below
        return found

    def take(self, start: _Place) -> Fault | None:
        """Gather the leaves below the group; give what is wrong."""
        return self._below(0, "", start, 0)

    def _below(self, index: int, path: str, place: _Place, depth: int) -> Fault | None:
        children = self.children(index)
        if depth == MAX_DEPTH:
            return Fault(f"elements are nested deeper than {MAX_DEPTH}", children[0])
        for child, name in zip(children, _numbered([self.names[child] for child in children]), strict=True):
            tag, here = self.names[child], f"{path}/{name}"
            if not self.sizes[child]:
                self.leaves.append(_leaf(child, tag, here, place))
                continue
            fault = self._below(child, here, _entered(tag, place), depth + 1)
            if fault is not None:
                return fault
        return None


def _numbered(names: list[str]) -> list[str]:
    """Number the names that stand several times, from 1."""
    several = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    seen: dict[str, int] = {}
    found = []
    for name in names:
        if name in several:
            seen[name] = seen.get(name, 0) + 1
            found.append(f"{name}[{seen[name]}]")
        else:
            found.append(name)
    return found


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


def _leaf(index: int, tag: str, path: str, place: _Place) -> Leaf:
    kind = _kind(tag, path, place)
    if kind is None:
        return Leaf(index, tag, path, None, None, "", "")
    return Leaf(index, tag, path, kind, FORMATS.get(kind), *_put(kind, place))


def _put(kind: FieldKind, place: _Place) -> tuple[str, str]:
    """Tell among whose fields a value of a kind goes, and under which role."""
    if place.role is not None:
        return "agents" if place.role.is_agent else "parties", place.prefix + place.role.name
    if kind is FieldKind.TEXT:
        return "texts", ""
    if kind is FieldKind.BIC:
        return "agents", f"{place.prefix}other"
    if kind in (FieldKind.NAME, FieldKind.ADDRESS, FieldKind.COUNTRY):
        return "parties", f"{place.prefix}other"
    return "", ""


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


def written(text: str | None, limit: int = 60) -> str:
    """Give a value for a message, cut short."""
    text = " ".join((text or "").split())
    return repr(text if len(text) <= limit else f"{text[:limit]}…")
