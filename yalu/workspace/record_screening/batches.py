"""Records asked in batches: the questions of some hundred together, and one answer each, in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from yalu.workspace.record_screening.asking import Answers, Asker
from yalu.workspace.record_screening.fields import Asked

Record = TypeVar("Record")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Way(Generic[Record, Answer]):
    """How records of a kind are asked.

    Attributes:
        together: Records whose questions are asked together; memory does not grow beyond these.
        questions: Gives what is asked for a record.
        answer: Makes the answer of a record's number, counted from 1, its questions, and what they gave.
    """

    together: int
    questions: Callable[[Record], list[Asked]]
    answer: Callable[[int, Record, list[Asked], Answers], Answer]

    def answers(
        self, records: Iterator[Record], asker: Asker, progress: Callable[[int], None] | None
    ) -> Iterator[Answer]:
        """Give the answer for each record in order; `progress` is called with the number done, after each batch."""
        number = 0
        while batch := list(islice(records, self.together)):
            asked = [self.questions(item) for item in batch]
            answers = asker.ask(one.question for questions in asked for one in questions)
            for item, questions in zip(batch, asked, strict=True):
                number += 1
                yield self.answer(number, item, questions, answers)
            if progress is not None:
                progress(number)
