"""Questions to the screener, asked together and remembered: names in records repeat all the time."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from yalu.records.named import Field
from yalu.screening import Hit, Screener

KEPT = 1 << 17
"""Questions that are remembered, with their hits; most have none."""

QUIET = 1 << 16
"""Parties and texts without a reason that are remembered."""


class Question(NamedTuple):
    """A query of followthemoney properties, with the least score of its hits."""

    schema: str
    properties: tuple[tuple[str, tuple[str, ...]], ...]
    bar: float


Answers = Mapping[Question, tuple[Hit, ...]]


class Asker:
    """Asks a screener each question once, as long as it remembers. What is remembered never changes an answer."""

    def __init__(self, screener: Screener, limit: int | None) -> None:
        self._screener = screener
        self._limit = limit
        self._known: dict[Question, tuple[Hit, ...]] = {}

    def ask(self, questions: Iterable[Question]) -> Answers:
        """Give the hits of each question, the best first."""
        wanted = list(dict.fromkeys(questions))
        known = self._known
        found = {question: known[question] for question in wanted if question in known}
        new: dict[float, list[Question]] = {}
        for question in wanted:
            if question not in found:
                new.setdefault(question.bar, []).append(question)
        if len(known) + len(wanted) > KEPT:
            known.clear()
        for bar, group in new.items():
            found.update(zip(group, self._screened(group, bar), strict=True))
        known.update(found)
        return found

    def _screened(self, group: Sequence[Question], bar: float) -> list[tuple[Hit, ...]]:
        queries = [
            {"schema": question.schema, "properties": {name: list(values) for name, values in question.properties}}
            for question in group
        ]
        return [tuple(hits) for hits in self._screener.screen_many(queries, bar, self._limit)]


Key = tuple[str, ...]
"""Who or what a record names, by what its answer depends on."""


class Quiet:
    """Parties and texts that lead to no reason, remembered: most of a stream's come again and again."""

    def __init__(self) -> None:
        self._known: set[Key] = set()

    @staticmethod
    def key(day: str, schema: str, fields: tuple[Field, ...]) -> Key:
        """Give what the reasons of some fields depend on: the day, what is asked for, each kind and value."""
        return (day, schema, *[part for field in fields for part in (field.kind, field.value)])

    def __contains__(self, key: Key) -> bool:
        return key in self._known

    def add(self, key: Key) -> None:
        """Remember one. What is remembered never changes an answer; it is forgotten when it is much."""
        if len(self._known) >= QUIET:
            self._known.clear()
        self._known.add(key)


@contextmanager
def without_collection() -> Iterator[None]:
    """Suspend the search for garbage cycles over a batch: its many objects hold none, and the search takes a third."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
