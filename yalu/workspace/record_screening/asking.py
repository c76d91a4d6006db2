"""Questions to the screener, asked together and remembered: names in records repeat all the time."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from yalu.screening import Hit, Screener

KEPT = 1 << 17
"""Questions that are remembered, with their hits; most have none."""


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
