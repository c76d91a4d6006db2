"""Mail (EML): its head as facts, its text, and its attachments by name.

The decoded file is the head's lines that say who wrote to whom, when and on what, an empty line, and the body as
decoded (plain text, else the HTML as it stands).
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime

from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.html import visible_paragraphs
from yalu.documents.joined_lines import join_lines
from yalu.documents.opening import MAX_BYTES, FileText, Source, too_large
from yalu.documents.page import continues
from yalu.model import DocumentError

_HEAD = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject", "Message-ID", "In-Reply-To")
_WITH_NAMES = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc")
MAX_PARTS = 500
_DEEPEST = 20
_LONGEST_VALUE = 20_000
_QUOTED = re.compile(r"(?:[ \t]*>)*[ \t]*")
_LEAST_PLAIN = 20
"""A plain part of fewer characters only says that there is an HTML one."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail: its name, the type that the mail states, and its bytes."""

    name: str
    type: str
    data: bytes


def mail_document(source: Source) -> tuple[Document, list[Attachment]]:
    """Read a mail, and give it with its attachments, unread.

    Raises:
        DocumentError: it is damaged, nested too deeply, or has neither text nor a subject.
    """
    try:
        message = message_from_bytes(source.data, policy=policy.default)
        parts = list(_parts(message, 0))
    except (RecursionError, _TooDeepError):
        raise DocumentError(source.label, "its parts are nested too deeply", remedy="save its text") from None
    notes = [f"{source.file}: only the first {MAX_PARTS} parts were read."] if len(parts) > MAX_PARTS else []
    body = _body(parts[:MAX_PARTS])
    attachments = [_attachment(part, n) for n, part in enumerate(parts[:MAX_PARTS], 1) if part is not body]
    values = dict(_head(message))
    head = "".join(f"{name}: {value}\n" for name, value in values.items()) + "\n"
    content, is_html = _content(body) if body is not None else ("", False)
    raw = head + content
    if len(raw) > MAX_BYTES:
        raise too_large(source.label, MAX_BYTES)
    paragraphs = _html_body(source.label, head, content) if is_html else _plain_body(raw, len(head))
    title, names = _subject(head), _names(head)
    if not paragraphs and title:
        paragraphs, title = [title], None
    # Names of the head stand last: nothing in the text can point back to them.
    document = assemble(
        FileText(raw, source.sha256, source.label, source.file),
        Metadata(title=values.get("Subject"), published=_day(values.get("Date", ""))),
        title,
        [*paragraphs, *names],
        facts=(
            *((name.lower(), value) for name, value in values.items()),
            *(("attachment", f"{a.name} ({a.type}, {len(a.data):,} bytes)") for a in attachments),
        ),
        notes=tuple(notes),
    )
    return replace(document, named=_last(document.text, names)), attachments


class _TooDeepError(Exception):
    """Parts within parts within parts."""


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """Give the parts that hold something, in order; a mail within the mail is one part."""
    if depth > _DEEPEST:
        raise _TooDeepError
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _body(parts: list[Message]) -> Message | None:
    """Choose the part that is the text: the first plain one with some text, else the first HTML one."""
    own = [part for part in parts if part.get_content_disposition() != "attachment" and not part.get_filename()]
    plain = [part for part in own if part.get_content_type() == "text/plain"]
    pages = [part for part in own if part.get_content_type() == "text/html"]
    telling = [part for part in plain if len(_decoded(part).strip()) >= _LEAST_PLAIN]
    return next(iter([*telling, *pages, *plain]), None)


def _content(part: Message) -> tuple[str, bool]:
    text = _decoded(part).replace("\r\n", "\n").replace("\x00", "\ufffd")
    return text, part.get_content_type() == "text/html"


def _decoded(part: Message) -> str:
    """Give a part's characters; those that are not in its encoding are marked."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", "replace")


def _attachment(part: Message, number: int) -> Attachment:
    name = " ".join(str(part.get_filename() or "").replace("\\", "/").split("/")[-1].split())
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        data = inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else b""
        return Attachment(name or f"part-{number}.eml", kind, data)
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return Attachment(name[:200] or f"part-{number}", kind, data)


# --- the head --------------------------------------------------------------------------------------------------------


def _head(message: Message) -> Iterator[tuple[str, str]]:
    for name in _HEAD:
        values: list[str] = []
        # What mail programs write into a head breaks the standard in ways that break its parser, too.
        with contextlib.suppress(Exception):
            values = [str(value) for value in message.get_all(name, [])]
        text = " ".join(", ".join(values).split())[:_LONGEST_VALUE]
        if text:
            yield name, text


def _day(value: str) -> str | None:
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(value).date().isoformat()
    return None


def _subject(head: str) -> Stretch | None:
    found = re.search(r"^Subject: (.+)$", head, re.MULTILINE)
    return _slice(head, *found.span(1)) if found else None


def _names(head: str) -> list[Stretch]:
    """Give each name that the head shows beside an address, at its first place."""
    found: dict[str, Stretch] = {}
    for line in re.finditer(rf"^(?:{'|'.join(_WITH_NAMES)}): (.+)$", head, re.MULTILINE):
        for name, _ in getaddresses([line.group(1)]):
            plain = name.strip(" '\"")
            place = head.find(plain, line.start(1), line.end(1))
            if len(plain) > 2 and plain not in found and "@" not in plain and place >= 0:
                found[plain] = _slice(head, place, place + len(plain))
    return list(found.values())


def _last(text: str, names: list[Stretch]) -> tuple[tuple[int, int], ...]:
    """Give the places of the names in the text, which they end."""
    places: list[tuple[int, int]] = []
    end = len(text)
    for name in reversed(names):
        places.append((end - len(name.text), end))
        end -= len(name.text) + 2
    return tuple(reversed(places))


def _slice(text: str, start: int, end: int) -> Stretch:
    return Stretch(text[start:end], range(start, end), range(start + 1, end + 1))


# --- the body --------------------------------------------------------------------------------------------------------


def _plain_body(raw: str, begin: int) -> list[Stretch]:
    """Join hard-wrapped lines; the signs of quoted mails before them are left out."""
    groups: list[list[tuple[int, int]]] = []
    depth = 0
    for match in re.finditer(r"[^\n]+", raw[begin:]):
        sign = _QUOTED.match(match.group())
        indent = sign.end() if sign else 0
        start, end = begin + match.start() + indent, begin + match.end()
        end = start + len(raw[start:end].rstrip())
        if start >= end:
            depth = -1
            continue
        now = match.group()[:indent].count(">")
        if groups and now == depth and continues(raw, groups[-1][-1], (start, end)):
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
        depth = now
    return [join_lines(raw, group) for group in groups]


def _html_body(label: str, head: str, page: str) -> list[Stretch]:
    shift = len(head)
    return [
        Stretch(piece.text, [place + shift for place in piece.starts], [place + shift for place in piece.ends])
        for piece in visible_paragraphs(label, page)
    ]
