"""The listed entities but for their names, as arrays: what a hit shows, what facts lower, whom an identifier names.

Most entities are called by one of their names. Those have no caption of their own here, but the number of that name.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from yalu.names import NameKind
from yalu.screening.index.storage import Arrays
from yalu.screening.index.texts import Groups, Texts
from yalu.screening.party import PartyRecord, ScreenedParty

KINDS = tuple(NameKind)
NAMELESS = -1
"""Stands for the number of a name where an entity has none."""


class PartyStore:
    """Entities by number, decoded when they are asked for. Immutable.

    An entity that is called by its first name has no caption here, but `called` tells the name.
    """

    def __init__(self, arrays: Arrays, labels: dict[str, list[str]]) -> None:
        self._arrays, self._labels = arrays, labels
        self._ids, self._captions, self._details = (
            Texts(arrays[f"{part}.content"], arrays[f"{part}.start"]) for part in ("id", "caption", "detail")
        )
        self._identified = Groups.from_arrays(
            {name.removeprefix("identified."): a for name, a in arrays.items() if name.startswith("identified.")}
        )

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, number: int) -> PartyRecord:
        detailed = self._arrays["detailed"]
        # The number as the array has it: else the array would be converted, for one look.
        place = int(detailed.searchsorted(np.int32(number)))
        there = place < len(self._details) and detailed[place] == number
        facts, identifiers = orjson.loads(self._details[place]) if there else ({}, [])
        return PartyRecord(
            id=self._ids[number],
            caption=self._captions[number],
            schema=self.schema(number),
            dataset=self._labels["dataset"][self._arrays["dataset"][number]],
            facts={prop: tuple(values) for prop, values in facts.items()},
            identifiers={(group, value): (prop, written) for group, value, prop, written in identifiers},
        )

    def schema(self, number: int) -> str:
        """Give the schema of an entity."""
        code: int = self._arrays["schema"][number]
        return self._labels["schema"][code]

    def called(self, number: int) -> tuple[NameKind, int]:
        """Give the kind and the number of an entity's first name; the number is `NAMELESS` if it has none."""
        return KINDS[self._arrays["called_kind"][number]], int(self._arrays["called_name"][number])

    def identified(self, key: tuple[str, str]) -> NDArray[np.int32]:
        """Give the numbers of the entities that hold an identifier."""
        return self._identified.get(_text(key))

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept together with `labels`."""
        return self._arrays

    @property
    def labels(self) -> dict[str, list[str]]:
        """The distinct schemata and datasets."""
        return self._labels


class PartyStoreBuilder:
    """Takes up entities one by one; `build` makes the store."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {"id": [], "caption": [], "detail": []}
        self._codes: dict[str, list[int]] = {"schema": [], "dataset": []}
        self._labels: dict[str, dict[str, int]] = {"schema": {}, "dataset": {}}
        self._identified: list[tuple[str, int]] = []
        self._called: list[tuple[int, int]] = []
        self._detailed: list[int] = []

    def add(self, party: ScreenedParty) -> int:
        """Add an entity and give its number."""
        number = len(self._texts["id"])
        called = bool(party.names) and party.names[0].text == party.caption
        self._texts["id"].append(party.id)
        self._texts["caption"].append("" if called else party.caption)
        if party.facts or party.identifiers:
            self._texts["detail"].append(_detail(party))
            self._detailed.append(number)
        for kind, label in (("schema", party.schema), ("dataset", party.dataset)):
            self._codes[kind].append(self._labels[kind].setdefault(label, len(self._labels[kind])))
        self._identified += [(_text(key), number) for key in party.identifiers]
        return number

    def call(self, kind: NameKind, place: int) -> None:
        """Tell which is the first name of the entity that was added last: how many of its kind were before it."""
        self._called += [(0, NAMELESS)] * (len(self._texts["id"]) - 1 - len(self._called))
        self._called.append((KINDS.index(kind), place))

    def build(self, ranks: Mapping[NameKind, NDArray[np.int64]]) -> PartyStore:
        """Make the store of what was added. `ranks` are the numbers of the names in the order in which they came."""
        self._called += [(0, NAMELESS)] * (len(self._texts["id"]) - len(self._called))
        named = [ranks[KINDS[kind]] for kind, _ in self._called]
        places = zip(named, self._called, strict=True)
        called = [int(some[place]) if place != NAMELESS else NAMELESS for some, (_, place) in places]
        arrays = {f"{part}.{n}": a for part, texts in self._texts.items() for n, a in Texts.of(texts).arrays().items()}
        arrays |= {f"identified.{name}": array for name, array in Groups.of(self._identified).arrays().items()}
        arrays |= {kind: np.array(codes, dtype=np.uint16) for kind, codes in self._codes.items()}
        arrays["detailed"] = np.array(self._detailed, dtype=np.int32)
        arrays["called_kind"] = np.array([kind for kind, _ in self._called], dtype=np.uint8)
        arrays["called_name"] = np.array(called, dtype=np.int32)
        return PartyStore(arrays, {kind: list(labels) for kind, labels in self._labels.items()})


def _detail(party: PartyRecord) -> str:
    identifiers: list[Sequence[Any]] = [[*key, *value] for key, value in party.identifiers.items()]
    return str(orjson.dumps([party.facts, identifiers]), "utf-8")


def _text(key: tuple[str, str]) -> str:
    return "\0".join(key)
