"""A list that was read, as one file that opens in a second.

Format: JSON lines packed with zlib, whose checksum finds damage: one line that says what follows, then one per entity,
designation and link. JSON rather than pickle, so that a file that somebody else put there can do no harm.
"""

import hashlib
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator, Set
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any

import followthemoney
import orjson

from yalu import lists
from yalu.lists import ListSnapshot
from yalu.model import Designation, Evidence, Interest, Interval, Link, Share, Status

_KIND = "yalu list reading 3"
_CHUNK = 1 << 20


@cache
def reader_version() -> str:
    """Give a version of the readers, from their source and from the libraries that decide how values are cleaned."""
    digest = hashlib.sha256(f"{_KIND} {followthemoney.__version__} {version('rigour')}".encode())
    folder = Path(lists.__file__).parent
    for source in sorted(folder.rglob("*.py")):
        digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


def write_reading(target: Path, snapshot: ListSnapshot, reader: str) -> None:
    """Write a list that readers of the version `reader` read; the file stands there whole or not at all.

    Raises:
        OSError: the place cannot be written.
    """
    head = {
        "kind": _KIND,
        "version": reader,
        "name": snapshot.name,
        "title": snapshot.title,
        "authority": snapshot.authority,
        "date": snapshot.date,
        "sha256": snapshot.sha256,
        "file": snapshot.file,
        "format": snapshot.format,
        "counts": dict(snapshot.counts),
        "repairs": snapshot.repairs,
        "passed_over": snapshot.passed_over,
        "lengths": [len(snapshot.entities), len(snapshot.designations), len(snapshot.links)],
    }
    _write_together(target, chain([head], snapshot.entities, snapshot.designations, snapshot.links))


def read_reading(source: Path, sha256: str, reader: str, *, without: Set[bytes] = frozenset()) -> ListSnapshot | None:
    """Read such a file back; `None` where there is none, or it is not what was asked for, or is damaged.

    Entities and designations whose lines have one of the hashes in `without` are left out. Links never are, for two
    that differ in their ids alone mean the same.
    """
    try:
        lines = _lines(source)
        head = orjson.loads(next(lines))
        if (head["kind"], head["version"], head["sha256"]) != (_KIND, reader, sha256):
            return None
        entities, designations = (_group(lines, length, without) for length in head["lengths"][:2])
        links = _group(lines, head["lengths"][2])
        if next(lines, None) is not None:
            return None
        return ListSnapshot(
            name=head["name"],
            title=head["title"],
            authority=head["authority"],
            date=head["date"],
            sha256=sha256,
            file=head["file"],
            entities=tuple(entities),
            designations=_designations(designations),
            links=_links(links),
            counts=head["counts"],
            repairs=tuple(head["repairs"]),
            passed_over=tuple(head["passed_over"]),
            format=head["format"],
        )
    except (OSError, zlib.error, StopIteration, KeyError, TypeError, ValueError, AttributeError):
        return None


def line_hashes(source: Path) -> frozenset[bytes]:
    """Give the hashes of the lines that follow the head of such a file; none where it is missing or damaged."""
    try:
        lines = _lines(source)
        next(lines)
        return frozenset(map(_hash_of, lines))
    except (OSError, zlib.error, StopIteration, ValueError):
        return frozenset()


def _hash_of(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=16).digest()


def _group(lines: Iterator[bytes], length: int, without: Set[bytes] = frozenset()) -> list[dict[str, Any]]:
    """Give the items of the next lines.

    Raises:
        ValueError: there are fewer lines, or one is no JSON.
    """
    items, missing = [], length
    for line in islice(lines, length):
        missing -= 1
        if not without or _hash_of(line) not in without:
            items.append(orjson.loads(line))
    if missing:
        raise ValueError("lines are missing that the head names")
    return items


def _lines(source: Path) -> Iterator[bytes]:
    """Give the lines of a packed file, without holding it whole.

    Raises:
        ValueError: the packed data stop before their end, or something follows them.
    """
    unpacker, rest = zlib.decompressobj(), b""
    with source.open("rb") as file:
        while packed := file.read(_CHUNK):
            pieces = (rest + unpacker.decompress(packed)).split(b"\n")
            rest = pieces.pop()
            yield from pieces
    if not unpacker.eof or unpacker.unused_data or rest:
        raise ValueError("the packed data are not whole")


def _write_together(target: Path, items: Iterable[Any]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            packer = zlib.compressobj(1)
            for item in items:
                file.write(packer.compress(orjson.dumps(item, _written, orjson.OPT_APPEND_NEWLINE)))
            file.write(packer.flush())
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _written(value: object) -> str:
    """Write what JSON has no word for: exact decimals."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError


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
