"""Screening again after the lists changed: only what can have changed, with the answers of a full run.

A hit depends on the party and the one listed entity, so the hits of a party on the new lists are its earlier ones
without those on entities that are gone or changed, and the hits on new or changed entities. Every party is held against
these entities alone, which are few. Where none of them is a hit, before or after, the earlier answer stands. Where one
is, the party is asked anew: of the entities of its earlier hits and those that differ, which hold all that it can find,
in the order of a full run; or of all lists, where a `limit` had kept hits out of the earlier answer that may move up.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from yalu.lists import ListSnapshot
from yalu.model import TableError
from yalu.records import Chunk, Table
from yalu.screening import OUTPUT_SCHEMA, Screener
from yalu.workspace.answer_formats import answer_rows, marked_cell
from yalu.workspace.earlier_answers import Answer, read_answers
from yalu.workspace.list_delta import Key, ListDelta, compare_lists
from yalu.workspace.receipts.answer_tree import AnswerTree
from yalu.workspace.row_change import Hit, RowChange, row_change
from yalu.workspace.screener_cache import load_screener
from yalu.workspace.screening_audit import audit_rows
from yalu.workspace.screening_pool import Question, ScreenedChunk, screen_chunks
from yalu.workspace.screening_run import (
    RunProgress,
    ScreeningRun,
    ScreeningSettings,
    ScreeningSummary,
    open_settled,
    write_run,
)

OnChange = Callable[[RowChange], None]


@dataclass(frozen=True, slots=True)
class RescreeningSummary:
    """What a rescreening counted.

    Attributes:
        added: Listed entities that are new.
        removed: Listed entities that are gone.
        changed: Listed entities of which something changed that screening looks at.
        rows: Rows of the table.
        rows_changed: Rows whose hits differ.
        rows_asked_anew: Rows that were asked of all lists.
        run: What a full run counts; `None` where no answers were written.
    """

    added: int
    removed: int
    changed: int
    rows: int
    rows_changed: int
    rows_asked_anew: int
    run: ScreeningSummary | None = None

    def totals(self) -> dict[str, Any]:
        """Give the summary as a JSON object."""
        own = {name: getattr(self, name) for name in self.__slots__ if name != "run"}
        return {**own, "run": None if self.run is None else self.run.totals()}


class Rescreening(ScreeningRun):
    """A run whose answers are put together from those of an earlier one and of those rows that can have changed."""

    def __init__(
        self,
        table: Table,
        delta: ListDelta,
        settings: ScreeningSettings,
        whole: Callable[[], Screener],
        previous: Path | None = None,
        tree: AnswerTree | None = None,
        on_change: OnChange | None = None,
    ) -> None:
        """Prepare it.

        Args:
            table: The parties.
            delta: The lists of the earlier run and the new ones, with what differs between them.
            settings: Those of the earlier run.
            whole: Gives a screener over all of the new lists. It is called when that is needed, which is seldom.
            previous: The answers of the earlier run. Without them every row is asked anew.
            tree: For a receipt.
            on_change: Called with each row whose hits differ, in their order.

        Raises:
            TableError: the table cannot be read.
        """
        super().__init__(table, delta.screener(), settings, tree)
        self.delta = delta
        self._gone = {(name, entity["id"]) for name, entity in delta.before}
        self._whole = cache(whole)
        self._previous = previous
        self._on_change = on_change or (lambda _: None)
        self.rows_changed = 0
        self.rows_asked_anew = 0

    def changes(self, progress: RunProgress | None = None) -> int:
        """Only tell what changes, with no answers; give the number of rows.

        Raises:
            TableError: the table is damaged.
            YaluError: a worker process ended on its own.
        """
        rows = 0
        for _, screened in self._against_delta():
            self._tell(screened.batch)
            rows += screened.batch.num_rows
            if progress is not None:
                progress(screened.share, rows)
        return rows

    def identity(self) -> dict[str, str]:
        """Name what the answers depend on; a rescreening goes on only with the same earlier answers and changes."""
        earlier = "none" if self._previous is None else _hash_of(self._previous)
        return {**super().identity(), "earlier answers": earlier, "new lists": ", ".join(self.delta.issues)}

    def _screened(self) -> Iterator[ScreenedChunk]:
        audited, settings = self._audited(), self.settings
        earlier = None if self._previous is None else islice(read_answers(self._previous), self.summary.rows, None)
        for asked, screened in self._against_delta():
            self._tell(screened.batch)
            known = None if earlier is None else self._due(earlier, screened.batch)
            batch = self._answers(asked, screened.batch, known)
            proved = (
                audit_rows(self._whole(), asked, batch, audited, settings.threshold, settings.limit) if audited else ()
            )
            yield ScreenedChunk(batch, screened.share, screened.notes, proved)
        if earlier is not None and next(earlier, None) is not None:
            raise self._foreign("they go on behind the last row of the table")

    def _against_delta(self) -> Iterator[tuple[pa.RecordBatch, ScreenedChunk]]:
        """Hold every row against what differs; give each chunk as it was asked, and its hits."""
        waiting: deque[pa.RecordBatch] = deque()

        def passing() -> Iterator[Chunk]:
            for chunk in self._rest():
                waiting.append(chunk.batch)
                yield chunk

        question = Question(self.settings.threshold, None)
        for screened in screen_chunks(passing(), self._screener, question, self.settings.workers):
            yield waiting.popleft(), screened

    def _due(self, earlier: Iterator[Answer], screened: pa.RecordBatch) -> list[Answer]:
        """Take the earlier answers to some rows, and see that they are."""
        answers = list(islice(earlier, screened.num_rows))
        due = screened.column("row").to_pylist()
        if len(answers) < len(due):
            raise self._foreign(f"they end before row {due[len(answers)]} of the table")
        told = zip(due, screened.column("query").to_pylist(), screened.column("error").to_pylist(), strict=True)
        for (row, query, error), answer in zip(told, answers, strict=True):
            if answer["row"] != row:
                raise self._foreign(f"the answer to row {answer['row']} stands where that to row {row} is due")
            # A name that begins with an apostrophe and a formula's sign cannot be told from a marked one in CSV.
            if marked_cell(answer["query"]) != marked_cell(query) or answer.get("error") != error:
                raise self._foreign(f"row {row} was answered for {answer['query']!r} and is now {query!r}")
            for hit in answer["hits"]:
                if _key(hit) not in self.delta.earlier:
                    raise self._foreign(f"row {row} has a hit on {hit['id']}, which is not on the earlier lists")
        return answers

    def _foreign(self, reason: str) -> TableError:
        remedy = f"give the answers to {self.table.path.name} as it is now, or leave --previous out"
        return TableError(
            self._previous or "", f"these are not the answers to this table and these lists: {reason}", remedy=remedy
        )

    def _answers(
        self, asked: pa.RecordBatch, delta: pa.RecordBatch, earlier: Sequence[Answer] | None
    ) -> pa.RecordBatch:
        """Put the answers to some rows together; `delta` are their hits among what differs."""
        found = zip(delta.column("error").to_pylist(), delta.column("hits").to_pylist(), strict=True)
        if earlier is None:
            hits: list[Any] = [[] for _ in range(asked.num_rows)]
            self._ask(self._whole, asked, [place for place, (error, _) in enumerate(found) if error is None], hits)
        else:
            hits = [answer["hits"] for answer in earlier]
            touched = [place for place, (error, some) in enumerate(found) if error is None and some]
            unsure = [place for place in touched if self._was_cut(hits[place])]
            self._ask(self._whole, asked, unsure, hits)
            few = [place for place in touched if place not in set(unsure)]
            self._ask(lambda: self._screener_over([hits[place] for place in few]), asked, few, hits)
        columns = [*delta.columns[:-1], pa.array(hits, OUTPUT_SCHEMA.field("hits").type)]
        return pa.RecordBatch.from_arrays(columns, schema=OUTPUT_SCHEMA)

    def _was_cut(self, hits: Sequence[Hit]) -> bool:
        """Whether a hit may now move up that `limit` kept out of the earlier answer."""
        limit = self.settings.limit
        return limit is not None and len(hits) >= limit and any(_key(hit) in self._gone for hit in hits)

    def _screener_over(self, answers: Iterable[Sequence[Hit]]) -> Screener:
        """Give a screener over all that can be a hit of some rows: their earlier hits, and what is new or changed."""
        keys = dict.fromkeys((name, entity["id"]) for name, entity in self.delta.after)
        keys |= dict.fromkeys(_key(hit) for hits in answers for hit in hits)
        listed = self.delta.listed
        return Screener.from_lists((key[0], map(dict, listed[key])) for key in keys if key in listed)

    def _ask(self, screener: Callable[[], Screener], asked: pa.RecordBatch, places: list[int], hits: list[Any]) -> None:
        """Put the answers to the rows at some places into `hits`."""
        if not places:
            return
        settings, some = self.settings, asked.take(pa.array(places))
        (anew,) = screener().screen_batches([some], settings.threshold, settings.limit)
        for place, answer in zip(places, anew.column("hits").to_pylist(), strict=True):
            hits[place] = answer
        self.rows_asked_anew += len(places)

    def _tell(self, delta: pa.RecordBatch) -> None:
        for answer in answer_rows(delta):
            if answer["hits"]:
                change = row_change(answer)
                if change.appeared or change.gone or change.changed:
                    self.rows_changed += 1
                    self._on_change(change)


def _key(hit: Hit) -> Key:
    return hit["dataset"], hit["id"]


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise TableError(path, f"the file cannot be read: {error}") from None


def rescreen_file(
    source: Path | str,
    before: Sequence[ListSnapshot],
    after: Sequence[ListSnapshot],
    out: Path | str | None = None,
    settings: ScreeningSettings | None = None,
    *,
    previous: Path | str | None = None,
    on_change: OnChange | None = None,
    resume: bool = False,
    progress: RunProgress | None = None,
) -> RescreeningSummary:
    """Screen a table again after the lists changed, and write what a full run with the new lists would write.

    Args:
        source: The parties, as for `screen_file`.
        before: The lists of the earlier run.
        after: The lists now.
        out: The file to write; left out, only `on_change` is told of the rows that differ.
        settings: Those of the earlier run.
        previous: The file that the earlier run wrote. Without it every row is asked anew.
        on_change: Called with each row whose hits differ, in their order.
        resume: Go on with a run that was cut off. Rows that were done before are not told again.
        progress: Called after each batch.

    Raises:
        TableError: the table cannot be read, or `previous` holds no answers to it.
        OutputError: the file cannot be written, or the run that was cut off had other settings or data.
    """
    settings = settings or ScreeningSettings()
    delta = compare_lists(before, after)
    earlier = None if previous is None else Path(previous)
    run = Rescreening(
        open_settled(source, settings), delta, settings, lambda: load_screener(after), earlier, on_change=on_change
    )
    return write_rescreening(run, None if out is None else Path(out), resume=resume, progress=progress)


def write_rescreening(
    run: Rescreening, out: Path | None, *, resume: bool = False, progress: RunProgress | None = None
) -> RescreeningSummary:
    """Write the answers of a rescreening to a file, or only tell what changes; see `rescreen_file`."""
    if out is None:
        rows, summary = run.changes(progress), None
    else:
        summary = write_run(run, out, resume=resume, progress=progress)
        rows = summary.rows
    delta = run.delta
    return RescreeningSummary(
        delta.added, delta.removed, delta.changed, rows, run.rows_changed, run.rows_asked_anew, summary
    )
