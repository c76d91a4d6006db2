"""The file's own reference values: what its numbers mean."""

from functools import cache

from yalu.lists.ofac_advanced.elements import Element, RecordError, attribute, local_name, text_of

_ONLY = {
    "CalendarType": "Gregorian",
    "CountryRelevance": "PRIMARY",
    "LocPartValueStatus": "Main",
    "LocPartValueType": "Unknown",
    "ScriptStatus": "Unknown",
}
"""Kinds of which every issue so far defines one value alone, which says nothing."""


class ReferenceValues:
    """The tables at the top of the file, by kind (`AliasType`, `Script`, `Country` ...) and id."""

    def __init__(self, element: Element | None = None) -> None:
        self._texts: dict[str, dict[str, str]] = {}
        self._attributes: dict[tuple[str, str], dict[str, str]] = {}
        if element is not None:
            for table in element:
                for value in table:
                    self._add(value)

    def _add(self, value: Element) -> None:
        kind, identity = local_name(value), attribute(value, "ID")
        self._texts.setdefault(kind, {})[identity] = text_of(value)
        self._attributes[kind, identity] = dict(value.attrib)

    def text(self, kind: str, identity: str) -> str:
        """Give the text of a reference value.

        Raises:
            RecordError: the file does not define it.
        """
        try:
            return self._texts[kind][identity]
        except KeyError:
            raise RecordError(f"{kind} {identity} is used, but not defined") from None

    def unread(self) -> int:
        """Count the values that would say something which no reader looks at."""
        return sum(text != only for kind, only in _ONLY.items() for text in self._texts.get(kind, {}).values())

    def detail(self, kind: str, identity: str, name: str) -> str:
        """Give another attribute of a reference value; empty where there is none."""
        self.text(kind, identity)
        return self._attributes[kind, identity].get(name, "")

    def of(self, element: Element, kind: str) -> str:
        """Give the text of the reference value that the element's attribute `<kind>ID` points to."""
        found = self._texts.get(kind, {}).get(element.get(_attribute_of(kind)) or "")
        return self.text(kind, attribute(element, _attribute_of(kind))) if found is None else found


@cache
def _attribute_of(kind: str) -> str:
    return f"{kind}ID"
