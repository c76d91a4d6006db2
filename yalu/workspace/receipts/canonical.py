"""One text for one JSON value, so that it has one hash."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Write a JSON value in its one form: UTF-8, keys in order, no blanks, numbers in their shortest digits.

    Raises:
        ValueError: the value holds a number that JSON does not have, or half a character.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def sha256_of(content: bytes) -> str:
    """Give the SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
