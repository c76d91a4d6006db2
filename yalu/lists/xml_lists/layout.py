"""How a format is read: which elements hold records, and what reads each kind of record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.draft import Draft, Title
from yalu.lists.xml_lists.nodes import Node, NodeError
from yalu.lists.xml_lists.stream import read_records, refusal

Handler = Callable[[Draft, Node], None]


@dataclass(frozen=True)
class Layout:
    """A format as data. `handlers` go by "section/record", and by the root's name for its attributes.

    `required` names what must be counted in every whole file; a file without it is damaged. A handler may count under
    "announced" how many parties the file says that it holds.
    """

    title: Title
    sections: frozenset[str]
    handlers: Mapping[str, Handler]
    required: tuple[str, ...] = ("parties",)
    close: Callable[[Draft], None] | None = None
    """Called at the end of the file for what needs all records."""


def read_layout(opened: OpenedList, layout: Layout) -> ListSnapshot:
    """Read a list of one layout.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format, holds an element that says something which
            the format does not know, or lists nobody.
    """
    draft = Draft(layout.title)
    try:
        for path, node in read_records(opened, layout.sections):
            handler = layout.handlers.get(path)
            if handler is not None:
                handler(draft, node)
            for unread in node.unread():
                opened.pass_over(refusal(opened, unread))
        for what in layout.required:
            if not draft.counts[what]:
                reason = f"it holds no {what}; an empty list never means that everyone was delisted"
                opened.pass_over(refusal(opened, NodeError(reason, None)))
        announced = draft.counts.pop("announced", draft.counts["parties"])
        if announced != draft.counts["parties"]:
            reason = f"it says that it holds {announced} records, but holds {draft.counts['parties']}"
            opened.pass_over(refusal(opened, NodeError(reason, None)))
        if layout.close is not None:
            layout.close(draft)
        return draft.snapshot(opened)
    except NodeError as error:
        raise refusal(opened, error) from None
