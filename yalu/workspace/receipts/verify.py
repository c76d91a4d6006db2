"""Is the chain of receipts as it was written? If not, which receipt is it, and what happened to it?

What this finds rests on the hashes alone, so it needs no trust in the program that wrote them. Somebody who can write
to the database can also compute hashes: who rewrites every receipt from one on, and the head, leaves no trace inside.
Only a hash that was noted outside (`anchor`) shows that.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yalu.model import ReceiptError
from yalu.workspace.database import START
from yalu.workspace.receipts.canonical import canonical, sha256_of
from yalu.workspace.receipts.receipt import Kind


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A receipt as it lies in the store, not trusted: `number` and `hash` are columns beside the header."""

    number: int
    hash: str
    header: bytes
    payload: bytes | None


@dataclass(frozen=True, slots=True)
class Head:
    """The last receipt, as noted apart from the receipts: its number and its hash. Number 0 is before the first."""

    number: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: at which receipt, what kind of thing, and in words."""

    number: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class ReceiptVerification:
    """What a verification found.

    Attributes:
        receipts: How many receipts there are.
        erased: Those of them whose payload was erased on record.
        head: The last receipt.
        faults: What is wrong, in the order of the chain.
        notes: What an examiner may want to know, though it is no fault.
        anchored: Whether an anchor from outside was found in the chain; `None` if none was given.
    """

    receipts: int
    erased: int
    head: Head
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()
    anchored: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        return {"whole": self.whole, **asdict(self)}


def verify_chain(stored: Iterable[StoredReceipt], head: Head | None, anchor: str | None = None) -> ReceiptVerification:
    """Check a chain of receipts, in the order of their numbers.

    Args:
        stored: The receipts.
        head: The last one as noted beside them; `None` where nothing is noted (an export).
        anchor: The hash of a receipt, or its beginning, that was noted outside.
    """
    walk = _Walk()
    for item in stored:
        walk.step(item)
    faults = [*walk.faults, *_missing_payloads(walk)]
    last = Head(walk.number, walk.hash)
    if head is not None:
        faults += _head_faults(head, last)
    anchored = None
    if anchor is not None:
        anchored = any(item.startswith(anchor.strip().lower()) for item in walk.sound)
        if not anchored:
            words = f"no receipt has the hash {anchor} that was noted outside: the chain was rewritten or cut"
            faults.append(Fault(last.number, "anchor", words))
    ordered = tuple(sorted(faults, key=lambda fault: fault.number))
    return ReceiptVerification(
        walk.count, len(walk.without_payload & walk.erased), last, ordered, tuple(walk.notes), anchored
    )


class _Walk:
    """One pass over the chain."""

    def __init__(self) -> None:
        self.number, self.hash, self.time, self.count = 0, START, "", 0
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.sound: list[str] = []
        self.without_payload: set[int] = set()
        self.erased: set[int] = set()
        self._places: dict[str, int] = {}
        self._moved = False

    def step(self, item: StoredReceipt) -> None:
        """Check one receipt against itself and against the one before it."""
        self.count += 1
        if item.number <= self.number:
            words = f"there is a second receipt {item.number}, behind receipt {self.number}: it was inserted"
            self.faults.append(Fault(item.number, "inserted", words))
            return
        real, header = sha256_of(item.header), _read(item.header)
        faults = _own_faults(item, real, header)
        if item.payload is None:
            self.without_payload.add(item.number)
        if header is not None:
            if item.number > self.number + 1:
                self.faults.append(_gap(self.number + 1, item.number - 1))
            elif not faults and not self._moved and header.get("previous") != self.hash:
                faults.append(self._unlinked(item.number, str(header.get("previous"))))
            self._note(item.number, header)
        if not faults:
            self.sound.append(real)
        self.faults += faults
        self._places[real] = item.number
        self._moved = any(fault.kind == "moved" for fault in faults)
        # A changed receipt is one fault, not two: what follows is held against the hash that it was written with.
        self.number, self.hash = item.number, item.hash

    def _unlinked(self, number: int, previous: str) -> Fault:
        known = START if previous == START else self._places.get(previous)
        if known is None:
            words = (
                f"receipt {number - 1} is not the one that receipt {number} was written behind: it was put in its place"
            )
            return Fault(number - 1, "replaced", words)
        place = "the start" if known == START else f"receipt {known}"
        words = f"receipt {number} was written behind {place}, not behind {self.number}: it was inserted or moved"
        return Fault(number, "inserted", words)

    def _note(self, number: int, header: dict[str, Any]) -> None:
        time = str(header.get("time", ""))
        if time < self.time:
            self.notes.append(f"receipt {number} says {time}, earlier than the one before it: a clock was set back")
        self.time = max(time, self.time)
        if header.get("kind") == Kind.ERASURE:
            self.erased.add(header["erases"] if isinstance(header.get("erases"), int) else 0)


def _read(header: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(header)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _own_faults(item: StoredReceipt, real: str, header: dict[str, Any] | None) -> list[Fault]:
    number = item.number
    if real != item.hash or header is None:
        return [Fault(number, "changed", f"receipt {number} was changed: its header no longer has its hash")]
    if header.get("number") != number:
        words = f"receipt {header.get('number')} stands at place {number}: it was moved, or one before it inserted"
        return [Fault(number, "moved", words)]
    if item.payload is not None and sha256_of(item.payload) != header.get("payload"):
        words = f"receipt {number} was changed: its question or answer no longer has the hash in its header"
        return [Fault(number, "changed", words)]
    return []


def _gap(first: int, last: int) -> Fault:
    what = f"receipt {first} is" if first == last else f"receipts {first} to {last} are"
    return Fault(first, "removed", f"{what} missing")


def _missing_payloads(walk: _Walk) -> list[Fault]:
    missing = sorted(walk.without_payload - walk.erased)
    words = "its question and answer are gone, and no later receipt records that they were erased"
    return [Fault(number, "removed", f"receipt {number}: {words}") for number in missing]


def _head_faults(head: Head, last: Head) -> list[Fault]:
    if head.number > last.number:
        return [_gap(last.number + 1, head.number)]
    if head != last:
        words = f"the last receipt is {last.number}, but the head names {head.number} ({head.hash[:16]}…)"
        return [Fault(last.number, "inserted", f"{words}: receipts were added or replaced past the program")]
    return []


def parse_exported(value: dict[str, Any]) -> StoredReceipt:
    """Read a receipt as `yalu receipts export` writes it.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    payload = value["payload"]
    return StoredReceipt(
        int(value["number"]),
        str(value["hash"]),
        canonical(value["header"]),
        None if payload is None else canonical(payload),
    )


def read_exported_receipts(path: Path) -> Iterator[StoredReceipt]:
    """Read what `yalu receipts export` wrote as JSON lines.

    Raises:
        ReceiptError: it cannot be read, with the line.
    """
    number = 0
    try:
        with path.open("rb") as file:
            for line in file:
                number += 1
                yield parse_exported(json.loads(line))
    except (OSError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ReceiptError(f"{path} (line {number}): it is no exported receipt: {error}") from None
