"""Repeating a screening from its receipt, and holding the answer against the one that was given, byte by byte."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import orjson

from yalu.lists import ListSnapshot
from yalu.model import ReceiptError, parse_day
from yalu.workspace.answer_formats import answer_rows
from yalu.workspace.certificate import look_up
from yalu.workspace.earlier_answers import read_answers
from yalu.workspace.name_screening import ask_one
from yalu.workspace.receipts.answer_tree import AnswerTree
from yalu.workspace.receipts.canonical import canonical
from yalu.workspace.receipts.drafts import hash_file
from yalu.workspace.receipts.receipt import Kind, Receipt
from yalu.workspace.receipts.versions import PARTS, current_versions
from yalu.workspace.screener_cache import load_screener
from yalu.workspace.screening_run import RunProgress, ScreeningRun, ScreeningSettings, open_settled

SHOWN = 5
"""Differing rows that are named."""

OpenList = Callable[[Mapping[str, Any]], ListSnapshot]
"""Gives the list that a receipt names by `name`, `date`, `sha256` and `as_of`."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of repeating a screening.

    Attributes:
        receipt: The receipt's number.
        same: Whether the answer is the same, byte for byte.
        versions: What has another version now than then: what it is, then, now.
        differences: In words, where the answers differ; for a table, some of the rows.
        rows: Rows of the table; 1 for a name.
    """

    receipt: int
    same: bool
    versions: tuple[tuple[str, str, str], ...]
    differences: tuple[str, ...]
    rows: int

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        versions = [{"part": part, "then": then, "now": now} for part, then, now in self.versions]
        differences = list(self.differences)
        return {
            "receipt": self.receipt,
            "same": self.same,
            "rows": self.rows,
            "versions": versions,
            "differences": differences,
        }


def replay(
    receipt: Receipt,
    open_list: OpenList,
    *,
    parties: Path | None = None,
    answers: Path | None = None,
    workers: int = 1,
    progress: RunProgress | None = None,
) -> Replay:
    """Repeat the screening of a receipt and compare.

    Args:
        receipt: The receipt.
        open_list: Gives the kept lists.
        parties: The table, if it stands elsewhere than then.
        answers: The answers of then, if they stand elsewhere; they serve to name the rows that differ.
        workers: Processes for a table.
        progress: Called after each batch of a table.

    Raises:
        ReceiptError: it records no screening, its content was erased, or the table is not the one of then.
        YaluError: a list or the table cannot be read.
    """
    if receipt.kind is Kind.ERASURE:
        raise ReceiptError(f"receipt {receipt.number} records an erasure; there is nothing to repeat")
    content = receipt.content()
    if receipt.kind is Kind.TABLE:
        table = _same_table(receipt, parties)
        snapshots = [open_list(item) for item in receipt.header["lists"]]
        return _replay_table(receipt, snapshots, table, answers, workers, progress)
    snapshots = [open_list(item) for item in receipt.header["lists"]]
    now: Mapping[str, Any]
    if receipt.kind is Kind.CERTIFICATE:
        then = content["content"]
        day, threshold = parse_day(receipt.header["as_of"]), receipt.header["settings"]["threshold"]
        now = look_up(snapshots, content["query"], day, threshold).content()
    else:
        then, settings = content["answer"], receipt.header["settings"]
        now = ask_one(load_screener(snapshots), content["query"], settings["threshold"], settings["limit"])
    same = canonical(now) == canonical(then)
    differences = () if same else tuple(_differing(then, now))
    return Replay(receipt.number, same, other_versions(receipt), differences, 1)


def other_versions(receipt: Receipt) -> tuple[tuple[str, str, str], ...]:
    """Name the parts that have another version now than when the receipt was written."""
    then, now = receipt.header["versions"], current_versions()
    return tuple(
        (f"{part} ({PARTS.get(part, 'unknown')})", str(then.get(part)), str(now.get(part)))
        for part in dict.fromkeys((*PARTS, *then))
        if then.get(part) != now.get(part)
    )


def settings_of(receipt: Receipt, workers: int = 1) -> ScreeningSettings:
    """Give the settings that the table of a receipt was screened with."""
    then = receipt.header["settings"]
    return ScreeningSettings(then["threshold"], then["limit"], then["schema"], then["columns"], workers)


def _same_table(receipt: Receipt, parties: Path | None) -> Path:
    recorded = receipt.content()["input"]
    path = parties or Path(recorded["file"])
    if not path.is_file():
        raise ReceiptError(f"receipt {receipt.number}: the table {path} is not there; say where it is now")
    if hash_file(path) != recorded["sha256"]:
        raise ReceiptError(
            f"{path}: this is not the table that was screened; that one has the SHA-256 {recorded['sha256']}"
        )
    return path


def _replay_table(
    receipt: Receipt,
    snapshots: Sequence[ListSnapshot],
    parties: Path,
    answers: Path | None,
    workers: int,
    progress: RunProgress | None,
) -> Replay:
    settings, content = settings_of(receipt, workers), receipt.content()
    tree = AnswerTree(bytes.fromhex(content["rows_salt"]))
    run = ScreeningRun(open_settled(parties, settings), load_screener(snapshots), settings, tree)
    earlier = _kept_answers(content, answers)
    found: list[str] = []
    for batch in run.batches(progress):
        now = answer_rows(batch)
        if earlier is None:
            continue
        for was, answer in zip_longest(islice(earlier, batch.num_rows), now):
            if len(found) < SHOWN and (was is None or orjson.dumps(was) != orjson.dumps(answer)):
                there = {"row": answer["row"], "query": "", "hits": []} if was is None else was
                found += [f"row {answer['row']}: {words}" for words in _differing(there, answer)]
    same = tree.root() == receipt.header["root"] and tree.size == receipt.header["rows"]
    if not same and not found:
        found.append(
            "the answers differ in at least one row; give the file of then with --answers to see which"
            if earlier is None
            else "the file of answers holds what was answered now: it is not the one that the receipt was written for"
        )
    return Replay(receipt.number, same, other_versions(receipt), () if same else tuple(found), tree.size)


def _kept_answers(content: Mapping[str, Any], answers: Path | None) -> Iterator[Mapping[str, Any]] | None:
    """Give the answers of then: those that are given, or the file that was written if it still is what it was."""
    if answers is not None:
        return read_answers(answers)
    output = content["output"]
    if output is None:
        return None
    path = Path(output["file"])
    return read_answers(path) if path.is_file() and hash_file(path) == output["sha256"] else None


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    before = {(hit.get("dataset") or hit["list"], hit["id"]): hit for hit in then["hits"]}
    after = {(hit.get("dataset") or hit["list"], hit["id"]): hit for hit in now["hits"]}
    for key in dict.fromkeys((*before, *after)):
        if key not in after:
            yield f"{key[1]} was a hit with {before[key]['score']}, and is none now"
        elif key not in before:
            yield f"{key[1]} is a hit with {after[key]['score']}, and was none then"
        elif before[key]["score"] != after[key]["score"]:
            yield f"{key[1]} scored {before[key]['score']}, and scores {after[key]['score']} now"
        elif canonical(before[key]) != canonical(after[key]):
            yield f"{key[1]} has its score of then, and something else that is shown of it differs"
    if list(before) != list(after) and before.keys() == after.keys():
        yield "the hits stand in another order"
    for name in dict.fromkeys((*then, *now)):
        if name != "hits" and then.get(name) != now.get(name):
            yield f"{name} was {then.get(name)!r} and is {now.get(name)!r}"
