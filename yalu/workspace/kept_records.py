"""Records that the workspace keeps, so that every question on the network can use them.

    records/ID/record.json     what the file is: name, hash, kind, how many rows were read, which were not
    records/ID/NAME            the file as it was given
    records/ID/*.mapping.yaml  how its columns are called, where the heads do not tell

ID is the start of the file's hash, so a second load of a file changes nothing. A file is written beside its place and
put there by one renaming: it is there whole or not at all.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import yaml

from yalu.model import InputError, TableError, WorkspaceError
from yalu.records import RECORD_KINDS, RefusedRecord
from yalu.records.heads import MAPPING_SUFFIX, read_mapping
from yalu.records.holdings import read_holdings
from yalu.workspace.database import Place
from yalu.workspace.record_files import Progress, RecordFile, file_kind, no_records, read_file
from yalu.workspace.snapshots.durable import locked, sync_folder
from yalu.workspace.snapshots.place import shown_place, workspace_place

FOLDER = "records"
_FACTS = "record.json"
_ID = 16
"""Characters of a file's hash that name its folder."""
_MOST_TOLD = 100
"""Rows that were not read, of which the facts keep the reason."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """A file of records that the workspace keeps.

    `rows` were read, `refused` were not; `told` says of the first of these where they stand and why. `columns` is field
    to column, where the user or a mapping file says so. `loaded` is when it was taken in (ISO, UTC).
    """

    id: str
    name: str
    sha256: str
    size: int
    kind: str
    rows: int
    refused: int
    told: tuple[str, ...]
    columns: Mapping[str, str]
    loaded: str

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values; the keys are the fields' names."""
        return {**asdict(self), "columns": dict(self.columns), "told": list(self.told)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file that was given: what is kept, and whether it is new."""

    kept: KeptRecords
    new: bool


class RecordStore:
    """The records of a workspace. Any number of processes may read while one writes."""

    def __init__(self, workspace: Place | None = None) -> None:
        """Use the records of a workspace; left out, of the one of the environment or of the user. Writes nothing.

        A workspace that is a database keeps no records yet: it has none, and refuses to take any in.
        """
        place = workspace_place(workspace)
        self._refusal = (
            ""
            if isinstance(place, Path)
            else f"{shown_place(place)}: records are kept in files, so name a folder with --workspace"
        )
        self.folder = (place if isinstance(place, Path) else Path()) / FOLDER

    def all(self) -> tuple[KeptRecords, ...]:
        """Give what is kept, by kind and name.

        Raises:
            WorkspaceError: what is kept of a file is damaged.
        """
        if self._refusal:
            return ()
        found = [self._facts(place) for place in self.folder.glob(f"*/{_FACTS}")]
        return tuple(sorted(found, key=lambda item: (item.kind, item.name, item.id)))

    def files(self, *kinds: str) -> tuple[RecordFile, ...]:
        """Give the files that are kept, of some kinds or of all, under the names by which evidence calls them.

        Raises:
            WorkspaceError: as by `all`.
        """
        return tuple(self.file(item) for item in self.all() if not kinds or item.kind in kinds)

    def file(self, item: KeptRecords) -> RecordFile:
        """Give the file of what is kept; evidence calls it by its name and the start of its hash."""
        return RecordFile(self.folder / item.id / item.name, item.kind, f"{item.name}@{item.id[:8]}")

    def find(self, reference: str) -> KeptRecords:
        """Give what a name, or the first characters of an id, means.

        Raises:
            WorkspaceError: it means nothing that is kept, or several.
        """
        known = self.all()
        found = [
            item
            for item in known
            if reference in (item.name, self.file(item).name) or (len(reference) >= 4 and item.id.startswith(reference))
        ]
        if len(found) != 1:
            several = ", ".join(self.file(item).name for item in found or known[:20]) or "nothing"
            words = "may mean several" if found else "is none"
            raise WorkspaceError(f"{reference!r} {words} of the records in {self.folder.parent}; there is {several}")
        return found[0]

    def remove(self, reference: str) -> KeptRecords:
        """Take a file out, and say what it was.

        Raises:
            WorkspaceError: as by `find`, or it cannot be taken out.
        """
        item = self.find(reference)
        with self._writing() as staging:
            (self.folder / item.id).rename(staging / item.id)
            sync_folder(self.folder)
        return item

    def load(
        self,
        path: Path | str,
        *,
        now: datetime,
        columns: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Loaded:
        """Take in a file: its kind is told from its content, and every row is read once.

        A row that cannot be used is told, and the rest is kept; what is kept is the file as it is.

        Args:
            path: The file.
            now: When it is taken in.
            columns: Field to column, where the heads do not tell; beside a mapping file.
            progress: Called with words and the share that is done.

        Raises:
            InputError: it holds no records that are known, or none that can be used.
            WorkspaceError: it is kept with another mapping, or the place cannot be written.
        """
        path = Path(path)
        with self._writing() as staging:
            copy, digest = _copied(path, staging)
            said = {**(_mapping_of(path)), **(columns or {})}
            if (known := self.folder / digest[:_ID] / _FACTS).is_file():
                return Loaded(self._same(self._facts(known), said, path), new=False)
            if said:
                text = yaml.safe_dump({"columns": {head: field for field, head in said.items()}}, allow_unicode=True)
                copy.with_name(path.name.split(".")[0] + MAPPING_SUFFIX).write_text(text, encoding="utf-8")
            item = replace(_read(copy, path, progress), sha256=digest, id=digest[:_ID])
            item = replace(item, columns=said, loaded=now.isoformat(timespec="seconds"))
            (copy.parent / _FACTS).write_bytes(orjson.dumps(item.to_json(), option=orjson.OPT_INDENT_2))
            _put(copy.parent, self.folder / item.id)
        return Loaded(item, new=True)

    def _same(self, known: KeptRecords, said: Mapping[str, str], path: Path) -> KeptRecords:
        if dict(known.columns) != said:
            remedy = f"take it out first with `yalu load --remove {known.id[:8]}`"
            raise WorkspaceError(f"{path}: it is kept already with other columns; {remedy}")
        return known

    def _facts(self, file: Path) -> KeptRecords:
        try:
            item = orjson.loads(file.read_bytes())
            return KeptRecords(**{**item, "told": tuple(item["told"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            remedy = "take the folder away and load the file again"
            raise WorkspaceError(f"{file}: it cannot be read: {error}; {remedy}") from None

    @contextmanager
    def _writing(self) -> Iterator[Path]:
        """Give a folder beside the records to write in, one process at a time; it is cleared away at the end."""
        if self._refusal:
            raise WorkspaceError(self._refusal)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder / ".lock"):
                for left in self.folder.glob(".staging-*"):
                    shutil.rmtree(left, ignore_errors=True)
                staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=self.folder))
                try:
                    yield staging
                finally:
                    shutil.rmtree(staging, ignore_errors=True)
        except OSError as error:
            raise WorkspaceError(f"{self.folder}: it cannot be written: {error.strerror or error}") from None


def _copied(path: Path, staging: Path) -> tuple[Path, str]:
    """Copy a file, and give its hash."""
    if not path.is_file():
        raise no_records(path)
    folder = staging / "new"
    folder.mkdir()
    digest = hashlib.sha256()
    try:
        source = path.open("rb")
    except OSError as error:
        raise TableError(path, f"it cannot be opened: {error.strerror}", remedy="check its permissions") from None
    with source, (folder / path.name).open("wb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return folder / path.name, digest.hexdigest()


def _mapping_of(path: Path) -> Mapping[str, str]:
    """Give what the mapping file beside a table says; one for lists says nothing of records."""
    with contextlib.suppress(InputError):
        return read_mapping(path)
    return {}


def _read(copy: Path, given: Path, progress: Progress | None) -> KeptRecords:
    """Read a copy whole, and say what it holds. What is refused is said of the file that was given."""
    say = progress or (lambda _words, _share: None)
    try:
        kind = file_kind(copy)
        if kind is None:
            raise no_records(given)
        file = RecordFile(copy, kind, given.name)
        rows, refused, told = _counted(file, say)
    except InputError as error:
        if error.path == str(given):
            raise
        raise type(error)(given, error.reason, where=error.where, remedy=error.remedy) from None
    if not rows:
        first = f": {told[0]}" if told else ""
        raise TableError(given, f"none of its records can be used{first}", remedy="mend the file")
    return KeptRecords("", given.name, "", copy.stat().st_size, kind, rows, refused, tuple(told[:_MOST_TOLD]), {}, "")


def _counted(file: RecordFile, say: Progress) -> tuple[int, int, list[str]]:
    if file.kind not in RECORD_KINDS:
        held = read_holdings(file.path, lambda share: say(f"holdings of {file.name}", share))
        return len(held.links), held.left_out, [f"{item.where}: {item.reason}" for item in held.problems]
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    told: list[str] = []
    for item in read_file(RECORD_KINDS[file.kind], file, counts, say):
        if isinstance(item, RefusedRecord) and len(told) < _MOST_TOLD:
            told.append(f"{f'line {item.line}' if item.line else f'number {item.number}'}: {item.reason}")
    return counts[0][file.name], counts[1][file.name], told


def _put(folder: Path, place: Path) -> None:
    sync_folder(folder)
    folder.rename(place)
    sync_folder(place.parent)


def kept_files(store: RecordStore, names: Iterable[Path | str]) -> list[RecordFile | Path]:
    """Tell of names which mean files, and which mean records that are kept; a file goes first."""
    found: list[RecordFile | Path] = []
    for name in names:
        path = Path(name)
        found.append(path if path.exists() or "/" in str(name) else _kept_or(store, path))
    return found


def _kept_or(store: RecordStore, path: Path) -> RecordFile | Path:
    with contextlib.suppress(WorkspaceError):
        return store.file(store.find(str(path)))
    return path
