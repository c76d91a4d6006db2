"""Authorities: who last listed or charged somebody in a document, and under which law."""

import re

from yalu.documents.cast import Cast
from yalu.documents.kinds import BODY, LAW
from yalu.documents.slots import Masked

BY_AUTHORITIES = {
    "charged_by": re.compile(r"Justice|Prosecut|Attorney|FBI|Federal Bureau of Investigation|Police"),
    "sanctioned_by": re.compile(
        r"Treasury|Foreign Assets|OFAC|Department of State|State Department|Council|Secretary of State"
    ),
}
"""The types of link that an authority makes, with what such an authority is called."""
_UNDER_LAW = re.compile(
    r"\b(?:pursuant to|under|in accordance with|(?:in|on) (?:the )?(?:annex|list)(?: I+V?)? (?:to|of)"
    r"|(?:designated|listed) on) "
    r"(?:(?:sections?|paragraphs?|articles?) [\w().,]+(?: and [\w().]+)? of )?"
    r"(?:\w+ ){0,2}?(?:(⟦L\d+⟧)|the same (?:order|authority))"
)


class Authorities:
    """Remembers the authorities and the last law of one document."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._last: dict[str, tuple[int, ...]] = {}
        self._last_law: int | None = None

    def remember(self, kind: str, targets: tuple[int, ...]) -> None:
        """Take the first authority that does what a type of link says for the document's own."""
        if kind in BY_AUTHORITIES and targets and self.cast.members[targets[0]].schema != LAW:
            self._last.setdefault(kind, targets)

    def law(self, text: str, masked: Masked) -> tuple[int, ...]:
        """The law of "pursuant to E.O. 13382", which stands where no authority is named."""
        found = _UNDER_LAW.search(text)
        if found:
            number = masked.slot(found.group(1)).members[0] if found.group(1) else self._last_law
            self._last_law = number
            if number is not None:
                self.cast.use_law(number)
                return (number,)
        return ()

    def last(self, kind: str) -> tuple[int, ...]:
        """The authority that last did so in this document, for "Parsek LLC was also designated today"."""
        if kind not in self._last:
            named = [
                member
                for member in self.cast.members
                if member.schema == BODY and not member.unnamed and BY_AUTHORITIES[kind].search(member.name)
            ]
            named.sort(key=lambda member: "Foreign Assets" not in member.name)  # it signs what the Treasury announces
            self._last[kind] = tuple(member.number for member in named[:1])
        return self._last[kind]
