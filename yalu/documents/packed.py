"""Members of zip files, within bounds: a small file cannot become a large one."""

import zipfile
import zlib

from yalu.model import DocumentError

MAX_RATIO = 250
"""Unpacked to packed bytes. Prose packs to a fifth or a tenth of its size; bombs to a thousandth or less."""
RATIO_GRACE = 8 << 20
"""Below this many unpacked bytes any ratio will do."""
_CHUNK = 1 << 20


def read_member(label: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack a member of a zip file; what its head says of its size is not believed.

    Raises:
        DocumentError: it is locked, damaged, larger than `limit` bytes, or unpacks to far more than its size.
    """
    if member.flag_bits & 1:
        raise DocumentError(label, "it is locked with a password", remedy="unpack it yourself")
    bound = max(RATIO_GRACE, MAX_RATIO * member.compress_size)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(member) as file:
            while piece := file.read(_CHUNK):
                size += len(piece)
                if size > bound:
                    reason = f"it unpacks to more than {MAX_RATIO} times its size"
                    raise DocumentError(label, reason, remedy="no document does; unpack it yourself if you trust it")
                if size > limit:
                    raise DocumentError(label, f"it is larger than {limit // 2**20} MiB", remedy="split it")
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise DocumentError(label, f"its packing is damaged ({error})", remedy="pack it again") from None
    return b"".join(pieces)
