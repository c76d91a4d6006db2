"""Records as trees that remember what of them was read, so that nothing of a file is lost without anybody noticing."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any
"""An lxml element."""


class NodeError(Exception):
    """A record that cannot be read as its format says; `line` is where."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.line = line


class Node:
    """One element of a record. Names are local names; texts have their white space folded.

    A text or attribute counts as read as soon as somebody asks for it; `unread` then finds what nobody did.
    """

    __slots__ = ("_attributes", "_read", "_text", "children", "line", "name")

    def __init__(self, element: Element) -> None:
        self.name: str = etree.QName(element).localname
        self.line: int | None = element.sourceline
        self.children: list[Node] = []
        for child in element:
            if isinstance(child.tag, str):
                self.children.append(Node(child))
            if child.tail and child.tail.strip():
                raise NodeError(f"text stands between the elements of <{self.name}>", child.sourceline)
        self._text = " ".join((element.text or "").split())
        self._attributes = {
            etree.QName(name).localname: " ".join(value.split()) for name, value in element.attrib.items()
        }
        self._read: set[str] = set()

    @property
    def text(self) -> str:
        """The element's own text; empty where there is none."""
        self._read.add("")
        return self._text

    def attribute(self, name: str) -> str:
        """Give an attribute; empty where there is none."""
        self._read.add(name)
        return self._attributes.get(name, "")

    def each(self, *path: str) -> Iterator["Node"]:
        """Give the elements at the end of a path of names below this one."""
        name, *rest = path
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.each(*rest)
                else:
                    yield child

    def inside(self, name: str) -> Iterator["Node"]:
        """Give the elements of this name at any depth below this one, but none inside another of them."""
        for child in self.children:
            if child.name == name:
                yield child
            else:
                yield from child.inside(name)

    def one(self, name: str) -> "Node | None":
        """Give the child of this name.

        Raises:
            NodeError: there are several.
        """
        found = list(self.each(name))
        if len(found) > 1:
            raise NodeError(f"<{self.name}> holds <{name}> twice", found[1].line)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """Give the text of the child of this name; empty where there is none.

        Raises:
            NodeError: there are several.
        """
        child = self.one(name)
        return child.text if child is not None else ""

    def values(self, *path: str) -> list[str]:
        """Give the texts at the end of a path of names, without empty ones and repetitions."""
        return list(dict.fromkeys(child.text for child in self.each(*path) if child.text))

    def required(self, name: str) -> str:
        """Give the text of a child, or else an attribute, that a record must have.

        Raises:
            NodeError: it has none.
        """
        value = self.value(name) or self.attribute(name)
        if not value:
            raise NodeError(f"<{self.name}> has no {name}", self.line)
        return value

    def unread(self) -> Iterator[NodeError]:
        """Give, as errors, what says something and was not read; the file may be of a newer version of its format."""
        if self._text and "" not in self._read:
            yield NodeError(f"the element <{self.name}> is not known ({self._text[:60]!r})", self.line)
        for name, value in self._attributes.items():
            if value and name not in self._read:
                yield NodeError(f"the attribute {name} of <{self.name}> is not known ({value[:60]!r})", self.line)
        for child in self.children:
            yield from child.unread()
