"""What a caller sent, as a file for as long as it is worked on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def kept_upload(content: bytes, name: str = "body") -> Iterator[Path]:
    """Put bytes into a file that only this user can read, and remove it at the end.

    Raises:
        OSError: there is no place to write.
    """
    with tempfile.TemporaryDirectory(prefix="yalu-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path
