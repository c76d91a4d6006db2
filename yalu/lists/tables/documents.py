"""Read a JSON document whole, within bounds; lists that are one document are small."""

from typing import Any

import orjson

from yalu.lists.opening import OpenedList
from yalu.lists.tables.columns import fold
from yalu.lists.tables.delimited import AGAIN
from yalu.model import ListError

MAX_DOCUMENT = 256 << 20
"""Bytes. The largest such list so far, the US consolidated screening list, has under 50 MB."""

Json = dict[str, Any]


def read_document(opened: OpenedList) -> Any:
    """Read one JSON document.

    Raises:
        ListError: it is larger than the bound, or no JSON.
    """
    content = bytearray()
    while chunk := opened.read(1 << 20):
        content += chunk
        if len(content) > MAX_DOCUMENT:
            raise ListError(
                opened.path, f"it is larger than {MAX_DOCUMENT >> 20} MiB", remedy="no known list of this kind is"
            )
    try:
        return orjson.loads(bytes(content.removeprefix(b"\xef\xbb\xbf")))
    except orjson.JSONDecodeError as error:
        raise ListError(
            opened.path,
            f"the JSON is damaged or cut off: {error.msg} at column {error.colno}",
            where=f"line {error.lineno}",
            remedy=AGAIN,
        ) from None


def check_keys(opened: OpenedList, number: int, item: Any, keys: frozenset[str]) -> Json:
    """Make sure that a record has exactly these keys.

    Raises:
        ListError: it is no record, or a key is missing or new.
    """
    where = f"record {number}"
    if not isinstance(item, dict):
        raise ListError(opened.path, "this is no record", where=where, remedy=AGAIN)
    for name in sorted(keys ^ item.keys()):
        state = "missing" if name in keys else "new"
        raise ListError(opened.path, f"the field {name!r} is {state}", where=where, remedy="update Yalu")
    return item


def texts(opened: OpenedList, number: int, item: Json, name: str) -> list[str]:
    """Give a field as texts: one, several or none.

    Raises:
        ListError: it holds something else.
    """
    value = item[name]
    values = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(text, str) for text in values):
        raise ListError(opened.path, f"the field {name!r} holds no text", where=f"record {number}", remedy=AGAIN)
    return [folded for text in values if (folded := fold(text))]


def text(opened: OpenedList, number: int, item: Json, name: str) -> str:
    """Give a field that holds at most one text.

    Raises:
        ListError: it holds something else.
    """
    found = texts(opened, number, item, name)
    if len(found) > 1 or isinstance(item[name], list):
        raise ListError(opened.path, f"the field {name!r} is no text", where=f"record {number}", remedy=AGAIN)
    return found[0] if found else ""
