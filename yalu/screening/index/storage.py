"""Arrays in one file, mapped into memory: a header in JSON, then each array at a multiple of 64 bytes."""

import hashlib
import json
import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
MAGIC = b"YALUIDX1"
ALIGNMENT = 64
DIGEST = 16
HEAD = len(MAGIC) + 8 + DIGEST
"""Before the header stand the magic number, the header's length and a hash of it."""


class IndexFileError(ValueError):
    """The file is not one of arrays, or it is damaged."""


def write_arrays(path: Path, arrays: Arrays, facts: dict[str, Any]) -> None:
    """Write arrays and some facts (plain JSON values). The file must not be in use: write to a new one and rename.

    Raises:
        OSError: the file cannot be written.
    """
    table: dict[str, tuple[str, list[int], int]] = {}
    offset = 0
    for name, array in arrays.items():
        table[name] = (array.dtype.str, list(array.shape), offset)
        offset += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    header = json.dumps({"arrays": table, "facts": facts, "bytes": offset}).encode()
    header += b" " * (-(HEAD + len(header)) % ALIGNMENT)
    with path.open("wb") as file:
        file.write(MAGIC + len(header).to_bytes(8, "little") + _digest(header) + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(b"\0" * (-array.nbytes % ALIGNMENT))


def read_arrays(path: Path) -> tuple[Arrays, dict[str, Any]]:
    """Map the arrays of a file into memory. They stay valid as long as they are used; nobody is to write them.

    Raises:
        IndexFileError: the file is none of `write_arrays`, or it is cut off.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        try:
            # A private mapping: the compiled code is made for arrays of one kind, those that may be written.
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        except ValueError as error:
            raise IndexFileError(f"{path} is empty") from error
    if mapped[: len(MAGIC)] != MAGIC:
        raise IndexFileError(f"{path} is not an index")
    size = int.from_bytes(mapped[len(MAGIC) : len(MAGIC) + 8], "little")
    content = mapped[HEAD : HEAD + size]
    if _digest(content) != mapped[len(MAGIC) + 8 : HEAD]:
        raise IndexFileError(f"the head of {path} is damaged")
    header = json.loads(content)
    if HEAD + size + header["bytes"] != len(mapped):
        raise IndexFileError(f"{path} is cut off")
    arrays = {
        name: _array(mapped, HEAD + size + offset, dtype, shape)
        for name, (dtype, shape, offset) in header["arrays"].items()
    }
    return arrays, header["facts"]


def _digest(header: bytes) -> bytes:
    return hashlib.sha256(header).digest()[:DIGEST]


def _array(mapped: mmap.mmap, offset: int, dtype: str, shape: list[int]) -> NDArray[Any]:
    kind = np.dtype(dtype)
    if kind.hasobject:
        raise IndexFileError("an index holds no objects")
    count = int(np.prod(shape))
    return np.frombuffer(mapped, dtype=kind, count=count, offset=offset).reshape(shape)


def fingerprint_of(arrays: Arrays, facts: Any) -> str:
    """Hash arrays and facts: the same content has the same fingerprint on every machine."""
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for name, array in arrays.items():
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
