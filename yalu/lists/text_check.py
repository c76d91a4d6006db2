"""Find, and on request mend, bytes that are no text of the encoding that an XML file claims.

An XML file is UTF-8 unless its first line names another encoding. Files in the wild break this: the United Nations list
of 2025-08-16 was written with only the low byte of every character, which leaves Latin-1 letters right, turns
typographic signs (U+2018 ...) into control characters, and loses all other scripts.
"""

import codecs
import re

from yalu.lists.opening import OpenedList
from yalu.model import ListError

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no XML text may hold."""

_REMEDY = "download the list again, or read it with --recover, which mends such bytes and says what it took them for"


def is_utf8(head: bytes) -> bool:
    """Whether a file that starts so is UTF-8 by what it says of itself."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in head[:4]:
        return False
    declared = _DECLARED.search(head[:400])
    return declared is None or declared[1].lower().replace(b"-", b"") in (b"utf8", b"ascii", b"usascii")


class Utf8Check:
    """Checks a file while it is read, to say exactly where its first wrong byte stands."""

    def __init__(self, opened: OpenedList) -> None:
        self._path = opened.path
        self._active = is_utf8(opened.peek())
        self._rest = b""
        self._offset = 0
        self._line = 1

    def feed(self, chunk: bytes) -> None:
        """Check more bytes.

        Raises:
            ListError: one of them is no part of an UTF-8 text.
        """
        if not self._active:
            return
        data = self._rest + chunk
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(data)
            wrong = len(data)
        except UnicodeDecodeError as error:
            wrong = error.start
        control = CONTROL.search(data, 0, wrong)
        if control is not None:
            wrong = control.start()
        if wrong < len(data):
            self._refuse(data, wrong)
        self._rest = decoder.getstate()[0]
        done = len(data) - len(self._rest)
        self._offset += done
        self._line += data.count(b"\n", 0, done)

    def finish(self) -> None:
        """Check that the last character is whole.

        Raises:
            ListError: it is cut off.
        """
        if self._rest:
            self._refuse(self._rest, 0)

    def _refuse(self, data: bytes, wrong: int) -> None:
        where = f"line {self._line + data.count(bytes([10]), 0, wrong)}, byte {self._offset + wrong}"
        reason = f"the file says that it is UTF-8, but the byte 0x{data[wrong]:02X} is no text of it"
        remedy = (
            "download the list again, or read it with --recover, which mends such bytes and lists what it took them for"
        )
        raise ListError(self._path, reason, where=where, remedy=remedy)
