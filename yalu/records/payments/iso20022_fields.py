"""From the elements of a group to its parties, agents and texts, each value with its path and line."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from yalu.records.named import Field
from yalu.records.payments.iso20022_shape import MAX_ELEMENTS, Shape, shape_of, written
from yalu.records.payments.payment import PaymentAgent, PaymentParty

Element = Any
MAX_VALUE = 2_048
"""Characters of one value; the longest in the definitions has 2,048."""


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


@dataclass
class Gathered:
    """Who and what a group of elements names, by role."""

    parties: dict[str, list[Field]] = field(default_factory=dict)
    agents: dict[str, list[Field]] = field(default_factory=dict)
    texts: list[Field] = field(default_factory=list)

    def parties_with(self, other: "Gathered") -> tuple[PaymentParty, ...]:
        """Give the parties of this and another group, those of one role as one."""
        return tuple([PaymentParty(role, found) for role, found in _joined(self.parties, other.parties)])

    def agents_with(self, other: "Gathered") -> tuple[PaymentAgent, ...]:
        """Give the agents of this and another group."""
        return tuple([PaymentAgent(role, found) for role, found in _joined(self.agents, other.agents)])


def _joined(one: dict[str, list[Field]], two: dict[str, list[Field]]) -> list[tuple[str, tuple[Field, ...]]]:
    if not one:
        return [(role, tuple(found)) for role, found in two.items()]
    roles = dict.fromkeys((*one, *two))
    return [(role, (*one.get(role, ()), *two.get(role, ()))) for role in roles]


class ElementGroup:
    """A group (CdtTrfTxInf, GrpHdr or PmtInf) with its elements, and what its shape says that they are."""

    def __init__(self, element: Element, family: str, *, without: str = "") -> None:
        """Take the elements of a group.

        Args:
            element: The group.
            family: Such as "pacs.008".
            without: The name of elements below that are no part of it, such as the transactions of a PmtInf.

        Raises:
            FormatError: it has too many elements.
        """
        self.line = element.sourceline
        parts = [part for part in element if local(part) != without] if without else None
        inside = element.iter() if parts is None else chain((element,), *(part.iter() for part in parts))
        self.elements = list(islice(inside, MAX_ELEMENTS + 2))
        if len(self.elements) > MAX_ELEMENTS + 1:
            raise FormatError(f"it has more than {MAX_ELEMENTS:,} elements", self.elements[-1].sourceline)
        tags = [item.tag for item in self.elements]
        sizes = [len(item) for item in self.elements]
        if parts is not None:
            sizes[0] = len(parts)
        self._shape: Shape = shape_of(_local(tags[0]), family, tags, sizes)

    def check(self) -> None:
        """Make sure that the group is as its standard says, but for the values.

        Raises:
            FormatError: it is not.
        """
        fault = self._shape.fault
        if fault is not None:
            raise FormatError(fault.reason, self.elements[fault.at].sourceline)

    def first(self, path: str) -> Element | None:
        """Give the first element at a path of names ("PmtId/UETR")."""
        index = self._shape.places.get(path)
        return None if index is None else self.elements[index]

    def text(self, path: str) -> str:
        """Give the text of the first element at a path; empty where there is none."""
        found = self.first(path)
        return "" if found is None else (found.text or "").strip()

    def gather(self, path: str) -> Gathered:
        """Give what the group names; `path` is where it stands.

        Raises:
            FormatError: a value is not as its standard says.
        """
        found = Gathered()
        elements = self.elements
        for index, tag, below, kind, form, group, role in self._shape.leaves:
            value = (elements[index].text or "").strip()
            if not value:
                continue
            if len(value) > MAX_VALUE:
                reason = f"{tag} has {len(value):,} characters, more than any standard has"
                raise FormatError(reason, elements[index].sourceline)
            if kind is None:
                continue
            if form is not None and not form.fullmatch(value):
                reason = f"{tag} {written(value)} is no {kind.value} as the standard writes it"
                raise FormatError(reason, elements[index].sourceline)
            item = Field(kind, path + below, value, elements[index].sourceline)
            if group == "texts":
                found.texts.append(item)
            elif group:
                (found.parties if group == "parties" else found.agents).setdefault(role, []).append(item)
        return found
