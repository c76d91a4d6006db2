"""The listed entities but for their names, as arrays: what a hit shows, what facts lower, whom an identifier names."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from yalu.screening.index.storage import Arrays
from yalu.screening.index.texts import Groups, Texts
from yalu.screening.party import PartyRecord


class PartyStore:
    """Entities by number, decoded when they are asked for. Immutable."""

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
        detail = self._details[number]
        facts, identifiers = orjson.loads(detail) if detail else ({}, [])
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

    def add(self, party: PartyRecord) -> int:
        """Add an entity and give its number."""
        number = len(self._texts["id"])
        self._texts["id"].append(party.id)
        self._texts["caption"].append(party.caption)
        self._texts["detail"].append(_detail(party))
        for kind, label in (("schema", party.schema), ("dataset", party.dataset)):
            self._codes[kind].append(self._labels[kind].setdefault(label, len(self._labels[kind])))
        self._identified += [(_text(key), number) for key in party.identifiers]
        return number

    def build(self) -> PartyStore:
        """Make the store of what was added."""
        arrays = {f"{part}.{n}": a for part, texts in self._texts.items() for n, a in Texts.of(texts).arrays().items()}
        arrays |= {f"identified.{name}": array for name, array in Groups.of(self._identified).arrays().items()}
        arrays |= {kind: np.array(codes, dtype=np.int32) for kind, codes in self._codes.items()}
        return PartyStore(arrays, {kind: list(labels) for kind, labels in self._labels.items()})


def _detail(party: PartyRecord) -> str:
    if not party.facts and not party.identifiers:
        return ""
    identifiers: list[Sequence[Any]] = [[*key, *value] for key, value in party.identifiers.items()]
    return str(orjson.dumps([party.facts, identifiers]), "utf-8")


def _text(key: tuple[str, str]) -> str:
    return "\0".join(key)
