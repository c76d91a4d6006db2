"""Read an XML list as a stream of records."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from yalu.lists.opening import OpenedList
from yalu.lists.text_check import Utf8Check
from yalu.lists.xml_lists.nodes import Element, Node, NodeError
from yalu.model import ListError

CHUNK = 1 << 18
MAX_RECORD = 4 << 20
"""Bytes between the ends of two records. The longest so far takes 300 kB."""

AGAIN = "download the list again from its authority"
NEWER = "the file may be of a newer version of its format, or damaged: update Yalu, or download the list again"


def read_records(opened: OpenedList, sections: frozenset[str]) -> Iterator[tuple[str, Node]]:
    """Give the records of a list with their path, "section/record", and first the root with its attributes alone.

    `sections` are the names of the root and of the elements below it that hold records and nothing else. Entities,
    external references and DTDs are neither loaded nor expanded, and only one record is in memory at a time.

    Raises:
        ListError: the XML is damaged or cut off, its bytes are not of its encoding, or a record is not as its format
            says. What the caller raises as `NodeError` while it handles a record has to be told by `refusal`.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    check = Utf8Check(opened)
    try:
        since_record = 0
        while chunk := opened.read(CHUNK):
            check.feed(chunk)
            parser.feed(chunk)
            since_record += len(chunk)
            for path, node in _complete(parser, sections):
                since_record = 0
                yield path, node
            if since_record > MAX_RECORD:
                raise NodeError(f"more than {MAX_RECORD >> 20} MiB pass without a record", None)
        check.finish()
        parser.close()
    except etree.XMLSyntaxError as error:
        line = f"line {error.lineno}" if error.lineno else ""
        message = (error.msg or "unknown error").partition(", line ")[0]
        damage = ListError(opened.path, f"the XML is damaged or cut off: {message}", where=line, remedy=AGAIN)
        opened.pass_over(damage)
    except NodeError as error:
        raise refusal(opened, error) from None
    except ValueError as error:
        # lxml reads some names, such as those of namespaces, that it refuses to write.
        raise ListError(opened.path, f"the XML is damaged: {error}", remedy=AGAIN) from None


def refusal(opened: OpenedList, error: NodeError) -> ListError:
    """Give the refusal of a list for what is wrong with one record."""
    where = f"line {error.line}" if error.line else ""
    return ListError(opened.path, f"it is not as its format says: {error}", where=where, remedy=NEWER)


def _complete(parser: Any, sections: frozenset[str]) -> Iterator[tuple[str, Node]]:
    """Give the records that are complete, and let go of them."""
    for event, element in parser.read_events():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        parent = element.getparent()
        if event == "start":
            if parent is None:
                yield name, _bare(element)
            continue
        if parent is None or _is_section(element, sections):
            _refuse_text(element)
        elif _is_section(parent, sections):
            yield f"{etree.QName(parent).localname}/{name}", Node(element)
            element.clear(keep_tail=True)
            _drop_before(element)


def _bare(element: Element) -> Node:
    """Give an element that may not be complete yet, with its attributes alone."""
    return Node(etree.Element(element.tag, attrib=dict(element.attrib)))


def _is_section(element: Element, sections: frozenset[str]) -> bool:
    parent = element.getparent()
    if parent is None:
        return True
    return etree.QName(element).localname in sections and parent.getparent() is None


def _drop_before(element: Element) -> None:
    """Take the element's elder siblings out of the tree, so that it stays small."""
    while (before := element.getprevious()) is not None:
        _refuse_tail(before)
        element.getparent().remove(before)


def _refuse_text(section: Element) -> None:
    if section.text and section.text.strip():
        raise NodeError(f"text stands between the elements of <{etree.QName(section).localname}>", section.sourceline)
    for child in section:
        _refuse_tail(child)


def _refuse_tail(element: Element) -> None:
    if element.tail and element.tail.strip():
        raise NodeError(f"text stands behind <{etree.QName(element).localname}>", element.sourceline)
