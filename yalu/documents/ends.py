"""Ends: whether two members of a cast can be the ends of a link of some type."""

import re

from yalu.documents.cast import Cast
from yalu.documents.kinds import BODY, TERRITORY
from yalu.documents.status import STANDING

_MISSION = re.compile(r"\b(?:embassy|consulate|mission|office|coast ?guard)\b", re.IGNORECASE)
_OF_GROUPS = {"sanctioned_by", "charged_by", "supplied", "procured_for", "paid"}
_NOT_OF_TOWNS = {
    "supplied", "paid", "procured_for", "represents", "leads", "owns", "sanctioned_by", "charged_by", "transports",
    "associate_of", "uses_front", "employed_by", "national_of",
}  # fmt: skip
"""What a town is no end of: goods shipped to one are shipped to somebody there."""


class Ends:
    """Judges the ends of one document's links."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def are_idle(self, kind: str, source: int, target: int) -> bool:
        """Whether a link says what somebody is who is only described, once, as one of many ("a company in Dubai")."""
        if (self._is_town(target) and kind in _NOT_OF_TOWNS) or (self._is_town(source) and kind not in STANDING):
            return True
        if kind == "located_in" and self.cast.members[source].schema == BODY and not self._is_mission(source):
            return True
        if kind not in _OF_GROUPS and (self._is_crowd(source) or self._is_crowd(target)):
            return True
        return self._is_vague(source) or self._is_vague(target)

    def _is_mission(self, number: int) -> bool:
        """Whether a body is told apart by its town ("the embassy in Beijing"); a ministry "in Seoul" is no address."""
        return _MISSION.search(self.cast.members[number].name) is not None

    def _is_crowd(self, number: int) -> bool:
        """Whether several are only described, without so much as a nationality."""
        member = self.cast.members[number]
        return member.unnamed and not member.has_label and not member.members and not member.countries

    def _is_town(self, number: int) -> bool:
        member = self.cast.members[number]
        return member.schema == TERRITORY and not member.countries

    def _is_vague(self, number: int) -> bool:
        """Whether a party is only described, as one: it could be anybody."""
        member = self.cast.members[number]
        is_named = not member.unnamed or member.has_label
        return not (is_named or member.group_size or member.is_plural or member.members)
