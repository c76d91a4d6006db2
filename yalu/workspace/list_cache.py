"""A cache of lists that were read before, so that the next look takes a second.

One file per list and reader, named by the content hash of the list and the version of the readers; safe to delete at
any time. A file that is damaged, foreign or from another version is ignored and written anew.

Format: JSON lines packed with zlib, whose checksum finds damage: one line that says what follows, then one per entity,
designation and link. JSON rather than pickle, so that a file that somebody else put there can do no harm.
"""

import contextlib
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any

import followthemoney
import orjson
import platformdirs

from yalu import lists
from yalu.lists import ListSnapshot, Progress, read_list
from yalu.model import Designation, Evidence, Interest, Interval, Link, Share, Status

CACHE_VARIABLE = "YALU_CACHE"
"""Environment variable that names another folder for the cache."""

_KIND = "yalu list cache 2"


def load_list(path: Path | str, *, cache: bool = True, progress: Progress | None = None) -> ListSnapshot:
    """Read a list, or take it from the cache where the same file was read before by the same version.

    A folder that cannot be written never fails the reading. `progress` is called as by `read_list`.

    Raises:
        ListError: the file cannot be read as a list.
    """
    path = Path(path)
    if not cache:
        return read_list(path, progress=progress)
    sha256 = _hash_of(path)
    if sha256 is not None and (known := _load(_cache_file(sha256), sha256, path.name)) is not None:
        if progress is not None:
            size = path.stat().st_size
            progress(size, size)
        return known
    snapshot = read_list(path, progress=progress)
    with contextlib.suppress(OSError):
        _store(_cache_file(snapshot.sha256), snapshot)
    return snapshot


def cache_folder() -> Path:
    """Give the folder that the cache lies in: `YALU_CACHE` if set, else the user's cache folder."""
    return Path(os.environ.get(CACHE_VARIABLE) or platformdirs.user_cache_dir("yalu")) / "lists"


@cache
def reader_version() -> str:
    """Give a version of the readers, from their source and from the libraries that decide how values are cleaned."""
    digest = hashlib.sha256(f"{_KIND} {followthemoney.__version__} {version('rigour')}".encode())
    folder = Path(lists.__file__).parent
    for source in sorted(folder.rglob("*.py")):
        digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


def _hash_of(path: Path) -> str | None:
    """Hash the file; `None` where the reader is to say what is wrong with it."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _cache_file(sha256: str) -> Path:
    return cache_folder() / f"{sha256}-{reader_version()}.jsonl.z"


def _store(target: Path, snapshot: ListSnapshot) -> None:
    head = {
        "kind": _KIND,
        "version": reader_version(),
        "name": snapshot.name,
        "title": snapshot.title,
        "authority": snapshot.authority,
        "date": snapshot.date,
        "sha256": snapshot.sha256,
        "counts": dict(snapshot.counts),
        "lengths": [len(snapshot.entities), len(snapshot.designations), len(snapshot.links)],
    }
    write_together(target, chain([head], snapshot.entities, snapshot.designations, snapshot.links))


def write_together(target: Path, items: Iterable[Any]) -> None:
    """Write items as packed JSON lines, so that the file stands there whole or not at all.

    Raises:
        OSError: the place cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            packer = zlib.compressobj(1)
            for item in items:
                file.write(packer.compress(orjson.dumps(item, _written, orjson.OPT_APPEND_NEWLINE)))
            file.write(packer.flush())
            file.close()
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _written(value: object) -> str:
    """Write what JSON has no word for: exact decimals."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError


def _load(source: Path, sha256: str, file_name: str) -> ListSnapshot | None:
    """Load a cached list; `None` where there is none, or the file is not what it should be."""
    try:
        first, *lines = zlib.decompress(source.read_bytes()).splitlines()
        head = orjson.loads(first)
        if (head["kind"], head["version"], head["sha256"]) != (_KIND, reader_version(), sha256):
            return None
        items = [orjson.loads(line) for line in lines]
        lengths: list[int] = head["lengths"]
        if sum(lengths) != len(items):
            return None
        rest = iter(items)
        entities, designations, links = (tuple(islice(rest, length)) for length in lengths)
        return ListSnapshot(
            name=head["name"],
            title=head["title"],
            authority=head["authority"],
            date=head["date"],
            sha256=sha256,
            file=file_name,
            entities=entities,
            designations=_designations(designations),
            links=_links(links),
            counts=head["counts"],
        )
    except (OSError, zlib.error, orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return None


def _designations(items: Iterable[dict[str, Any]]) -> tuple[Designation, ...]:
    return tuple(
        Designation(**{**item, "programs": tuple(item["programs"]), "interval": Interval(**item["interval"])})
        for item in items
    )


def _links(items: Iterable[dict[str, Any]]) -> tuple[Link, ...]:
    return tuple(
        Link(
            **{
                **item,
                "status": Status(item["status"]),
                "evidence": tuple(Evidence(**evidence) for evidence in item["evidence"]),
                "goods": tuple(item["goods"]),
                "interval": Interval(**item["interval"]),
                "share": _share(item["share"]),
            }
        )
        for item in items
    )


def _share(item: dict[str, Any] | None) -> Share | None:
    if item is None:
        return None
    bounds = {name: None if item[name] is None else Decimal(item[name]) for name in ("lower", "upper")}
    return Share(**{**item, **bounds, "of": Interest(item["of"])})
