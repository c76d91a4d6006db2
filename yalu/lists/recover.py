"""Read a damaged XML list all the same, and say what was mended."""

import re

from yalu.lists.opening import OpenedList
from yalu.lists.text_check import CONTROL, is_utf8

_SIGNS: dict[int, str] = {0x13: "–", 0x14: "—", 0x18: "‘", 0x19: "’", 0x1C: "“", 0x1D: "”"}
"""Control characters that are the low bytes of typographic signs (U+2013 ...). No other is taken for anything."""
UNREADABLE = "\ufffd"

_TAG = re.compile(
    rb"""<(?:[!?]|/?[A-Za-z_][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?:/?>|$))""", re.ASCII
)
_REFERENCE = re.compile(rb"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")


class RecoveredList(OpenedList):
    """A list file whose unpacked bytes are mended while they are read; `repairs` says where and how.

    Bytes that are no UTF-8 are taken for Latin-1 letters, control characters for the typographic signs whose low bytes
    they are or else for U+FFFD, and "<" and "&" that start no tag or reference for themselves. Files that declare
    another encoding stay as they are.
    """

    def __init__(self, opened: OpenedList) -> None:
        self.path = opened.path
        self.repairs: list[str] = []
        self.passed_over = opened.passed_over
        self._source = opened
        self._is_xml = opened.peek().lstrip()[:1] == b"<" and is_utf8(opened.peek())
        self._lines = opened.lines()
        self._mended = b""
        self._line = 0
        self._offset = 0

    def peek(self) -> bytes:
        """Give the first unpacked bytes as they are in the file."""
        return self._source.peek()

    def sha256(self) -> str:
        """Give the hash of the file as it is."""
        return self._source.sha256()

    def read(self, size: int) -> bytes:
        """Give up to `size` more unpacked bytes, mended, none at the end.

        Raises:
            ListError: the packing is damaged or cut off, or a line is too long.
        """
        if not self._is_xml:
            return self._source.read(size)
        pieces = [self._mended]
        length = len(self._mended)
        while length < size and (line := next(self._lines, None)) is not None:
            pieces.append(self._mend(line) + b"\n")
            length += len(pieces[-1])
        data = b"".join(pieces)
        self._mended = data[size:]
        return data[:size]

    def _mend(self, line: bytes) -> bytes:
        self._line += 1
        start = self._offset
        self._offset += len(line) + 1
        if b"&" not in line and line.count(b"<") == len(_TAG.findall(line)) and _is_text(line):
            return line
        mended: list[bytes] = []
        place = 0
        while place < len(line):
            good = _good_length(line, place)
            if good:
                mended.append(line[place : place + good])
                place += good
                continue
            taken = _taken_for(line[place])
            mended.append({"<": "&lt;", "&": "&amp;"}.get(taken, taken).encode())
            self.repairs.append(
                f"line {self._line}, byte {start + place}: 0x{line[place]:02X} taken for {taken} (U+{ord(taken):04X})"
            )
            place += 1
        return b"".join(mended)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return CONTROL.search(data) is None


def _good_length(line: bytes, place: int) -> int:
    """Give how many bytes from here on may stay: a tag, a reference, or one whole character; 0 if there is none."""
    byte = line[place]
    if byte in b"<&":
        found = (_TAG if byte == ord("<") else _REFERENCE).match(line, place)
        return len(found[0]) if found else 0
    if byte < 0x80:
        return 0 if CONTROL.match(line, place) else 1
    width = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    try:
        return width if len(line[place : place + width].decode()) == 1 else 0
    except UnicodeDecodeError:
        return 0


def _taken_for(byte: int) -> str:
    return _SIGNS.get(byte, UNREADABLE) if byte < 0xA0 and byte not in b"<&" else chr(byte)
