"""SWIFT FIN messages: the grammar of blocks and fields, and nothing of what the fields mean.

    message = "{1:" basic "}" "{2:" application "}" ["{3:" user "}"] "{4:" text "-}" ["{5:" ... "}"]
    text    = CRLF { ":" tag ":" lines }

Source: SWIFT user handbook, FIN system messages and general information (the structure is public in ISO 15022 too). A
file may hold several messages, one behind the other, with "$" (RJE) or line ends between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_MESSAGE = 1 << 16
"""Characters of one message; the network's own limit is 10,000."""
MAX_FIELDS = 500
_CHUNK = 1 << 16
_TAG = re.compile(r":(\d{2}[A-Z]?):")
_MARK = re.compile(r"\{1:")
_BASIC = re.compile(r"F\d{2}([A-Z0-9]{12})\d{10}")
_INPUT = re.compile(r"I(\d{3})([A-Z0-9]{12})[A-Z0-9]{0,6}")
_OUTPUT = re.compile(r"O(\d{3})\d{10}([A-Z0-9]{12})\d{10}\d{10}[A-Z]?")
_INNER = re.compile(r"\{(\w{3}):([^{}]*)\}")


class FinError(Exception):
    """What is wrong with a message, and the line within the file where known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class FinField:
    """A field of block 4: its tag, its lines and the line of the file in which it begins."""

    tag: str
    lines: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class FinMessage:
    """A message: its type ("103"), who sent it to whom (BIC), its user header and the fields of its text.

    `is_input` tells the form in which the sender gave it to the network from that in which the receiver got it.
    """

    line: int
    type: str
    sender: str
    receiver: str
    is_input: bool
    user: dict[str, str]
    fields: tuple[FinField, ...]


def split_messages(stream: Any) -> Iterator[tuple[int, str]]:
    """Give each message of a file as text, with the line in which it begins.

    What stands before the first message is given, too, unless it is white space: nothing of a file is passed over. A
    text longer than `MAX_MESSAGE` comes in a piece of just above that, and the rest up to the next message is dropped.
    """
    waiting, line, overlong = "", 1, False
    while chunk := stream.read1(_CHUNK):
        waiting += chunk.decode("latin-1")
        starts = [match.start() for match in _MARK.finditer(waiting)]
        for begin, end in zip([0, *starts], starts, strict=False):
            if not overlong:
                yield from _piece(waiting[begin:end], line)
            overlong = False
            line += waiting.count("\n", begin, end)
        if starts:
            waiting = waiting[starts[-1] :]
        if len(waiting) > MAX_MESSAGE:
            if not overlong:
                yield line, waiting[: MAX_MESSAGE + 1]
            # The last characters may be the first of the next message's mark.
            line += waiting.count("\n", 0, len(waiting) - 2)
            waiting, overlong = waiting[-2:], True
    if not overlong:
        yield from _piece(waiting, line)


def _piece(text: str, line: int) -> Iterator[tuple[int, str]]:
    bare = text.strip("\ufeff\xef\xbb\xbf\x01\x03$ \r\n\t")
    if bare:
        yield line + text[: text.index(bare[0])].count("\n"), bare


def parse_message(text: str, line: int) -> FinMessage:
    """Read a message's blocks and fields.

    Raises:
        FinError: it is no whole message.
    """
    if len(text) > MAX_MESSAGE:
        raise FinError(f"the message is longer than {MAX_MESSAGE:,} characters", line)
    blocks = dict(_blocks(text, line))
    basic = _BASIC.fullmatch(blocks.get("1", ("", 0))[0])
    if basic is None:
        raise FinError("block 1 is no basic header, such as {1:F01BANKBEBBAXXX0000000000}", line)
    if "4" not in blocks:
        raise FinError("it has no block 4", line)
    header = blocks.get("2", ("", line))[0]
    sent, delivered = _INPUT.fullmatch(header), _OUTPUT.fullmatch(header)
    own = _bic(basic[1])
    if sent is not None:
        kind, sender, receiver = sent[1], own, _bic(sent[2])
    elif delivered is not None:
        kind, sender, receiver = delivered[1], _bic(delivered[2]), own
    else:
        raise FinError("block 2 is no application header, such as {2:I103BANKDEFFXXXXN}", line)
    user = dict(_INNER.findall(blocks.get("3", ("", 0))[0]))
    return FinMessage(line, kind, sender, receiver, sent is not None, user, tuple(_fields(*blocks["4"])))


def _bic(terminal: str) -> str:
    """Give the BIC of a logical terminal: the ninth of its twelve characters names the terminal only.

    The branch code of a head office (ISO 9362), three times X, is left out.
    """
    branch = terminal[9:]
    return terminal[:8] + ("" if set(branch) == {"X"} else branch)


def _blocks(text: str, line: int) -> Iterator[tuple[str, tuple[str, int]]]:
    """Give the blocks by number, each with its content and the line in which it begins."""
    place, seen = 0, set()
    while place < len(text):
        if text[place] in "\r\n \x03$":
            place += 1
            continue
        here = line + text.count("\n", 0, place)
        number = text[place + 1 : place + 2]
        if text[place] != "{" or text[place + 2 : place + 3] != ":" or number not in "12345S":
            raise FinError("there is something else where a block {1: to {5: should begin", here)
        if number in seen:
            raise FinError(f"block {number} comes twice", here)
        seen.add(number)
        end = _end_of_text(text, place, here) if number == "4" else _end_of_block(text, place, number, here)
        yield number, (text[place + 3 : end], here)
        place = end + (2 if number == "4" else 1)


def _end_of_text(text: str, place: int, line: int) -> int:
    end = text.find("\n-}", place)
    if end < 0:
        raise FinError("the message is cut off: block 4 lacks its end '-}'", line)
    return end + 1


def _end_of_block(text: str, place: int, number: str, line: int) -> int:
    depth = 0
    for at in range(place, len(text)):
        if text[at] == "{":
            depth += 1
            if depth > 2:
                raise FinError(f"block {number} is nested deeper than FIN allows", line)
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at
    raise FinError(f"the message is cut off: block {number} lacks its end '}}'", line)


def _fields(text: str, line: int) -> Iterator[FinField]:
    tag, lines, start, count = "", [], line, 0
    for number, row in enumerate(text.split("\n"), line):
        row = row.removesuffix("\r")
        match = _TAG.match(row)
        if match is None:
            if tag:
                lines.append(row)
            elif row.strip():
                raise FinError(f"block 4 begins with {row[:40]!r} where a field should", number)
            continue
        if tag:
            yield FinField(tag, tuple(_trimmed(lines)), start)
        count += 1
        if count > MAX_FIELDS:
            raise FinError(f"block 4 has more than {MAX_FIELDS} fields", number)
        tag, lines, start = match[1], [row[match.end() :]], number
    if not tag:
        raise FinError("block 4 holds no field", line)
    yield FinField(tag, tuple(_trimmed(lines)), start)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines
