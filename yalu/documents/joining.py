"""Joining: a masked sentence is made shorter, until each mask stands for all that the sentence names in one place.

Articles and brackets go, "Song Yulan, a Chinese citizen" becomes one mask, and so do lists ("A, B and C") and groups
with their members ("two North Koreans, A and B").
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from yalu.documents.slots import ANY, NAMED, Masked, Slot
from yalu.documents.vocabulary import Vocabulary, longest_first

_ARTICLE = re.compile(r"\b(?:the|The|an?|An?) (?=⟦[POVEC]\d+⟧)")
_BRACKETS = re.compile(r" ?\([^()⟦⟧]*\)")
_AGE = re.compile(rf"({NAMED}), (?:aged? )?\d\d(?:,(?= and\b)|(?=[,.; ]|$))")
_SPEAKER = re.compile(
    r"((?:\b[Aa]ccording to|\b[Aa]s (?:described|alleged|set out|stated|detailed) in) "
    r"[^,⟦⟧]{0,60}⟦[POVEC]\d+⟧[^,⟦⟧]{0,60})(?=,)"
)
_APART = "\u2063"
"""Stands behind a speaker while lists are joined, so that none begins with him ("According to A, B and C ...")."""
_ACCUSED_BY = re.compile(rf"\b(accused|suspected|convicted) by (?:the )?{ANY} (?=(?:of|with|for)\b)")
"""Who accuses does not do what he accuses somebody of."""
_OWNER = re.compile(r"⟦[OC]\d+⟧'s? (?=⟦O\d+⟧)|⟦[POE]\d+⟧'s? (?=⟦E\d+⟧)")
_INVOLVED = re.compile(rf"({NAMED}) (?:involved|engaged|working|active|specializing) in [^,⟦⟧]{{3,50}}(?=, ⟦)")
_DESCRIBED = re.compile(
    rf"(?P<one>{NAMED}),? (?:identified as |named |called |known as |who is |is |was |remains )?(?P<other>{NAMED})"
    r"(?P<stop>,(?= (?!and\b|or\b))|)"
)
_IN_LIST = rf"{ANY}(?:'s(?! ))?"
_LONG_LIST = re.compile(
    rf"{_IN_LIST}(?:, {_IN_LIST})+,?(?: and| or| as well as)(?: \w+)? {_IN_LIST}"
    rf"|{_IN_LIST}(?:; {_IN_LIST})+;?(?: and| or)? {_IN_LIST}"
)
_SHORT_LIST = re.compile(rf"{_IN_LIST} (?:and|or) (?:(?:of|the|to) )?{_IN_LIST}")
_MASK = re.compile(ANY)
_GROUP = re.compile(rf"(?P<group>{NAMED})(?:,| -|:| including| named| identified as)? ?(?P<names>{NAMED})")
_SINGULAR = re.compile(r"(?:an?|one|the|its|his|her)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _of_kin(kinship: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the expressions for "his wife ⟦P1⟧" and "⟦P0⟧'s wife ⟦P1⟧"."""
    kin = longest_first(kinship)
    before = re.compile(
        rf"\b(?:his|her|their|its|whose) (?:\w+ )?(?:{kin})(?P<comma>,?) (?P<who>⟦P\d+⟧)"
        r"(?P<close>,(?! and\b| or\b)|)",
        flags=re.IGNORECASE,
    )
    return before, re.compile(rf"(⟦P\d+⟧)'s (?:\w+ )?(?:{kin}),? (⟦P\d+⟧),?")


class Joiner:
    """Joins the masks of one sentence. `groups` are the groups whose members the sentence names, by their numbers."""

    def __init__(self, masked: Masked, words: Vocabulary) -> None:
        self.masked = masked
        self.groups: list[tuple[int, tuple[int, ...]]] = []
        self._kin_before, self._kin_of = _of_kin(tuple(words.kinship))

    def join(self) -> str:
        """Give the sentence's text with its masks joined."""
        text = _ARTICLE.sub("", self.masked.text)
        text = _BRACKETS.sub("", text)
        text = _AGE.sub(r"\1", text)
        text = _ACCUSED_BY.sub(r"\1 ", text)
        text = _SPEAKER.sub(rf"\1{_APART}", text)
        text = self._kin_before.sub(_relative, text)
        text = self._kin_of.sub(r"\2", text)
        text = _OWNER.sub("", text)
        text = _INVOLVED.sub(r"\1", text)
        text = _DESCRIBED.sub(self._described, text)
        text = _LONG_LIST.sub(self._listed, text)
        text = _SHORT_LIST.sub(self._listed, text)
        return _GROUP.sub(self._grouped, text).replace(_APART, "")

    def _described(self, match: re.Match[str]) -> str:
        """Join "Song Yulan, a Chinese citizen" and "a front company, Parsek LLC" to the named one."""
        first, second = self.masked.slot(match["one"]), self.masked.slot(match["other"])
        if first.unnamed == second.unnamed:
            return match.group()
        if second.unnamed and match.string.startswith(" ⟦", match.end()):
            return match.group()  # "A and B, U.S. national C": it describes the one that follows
        named, description = (second, first) if first.unnamed else (first, second)
        if not is_singular(description.text) or named.kind == "C":
            return match.group()
        return self.masked.add(_with_description(named, description.text)) + match["stop"]

    def _listed(self, match: re.Match[str]) -> str:
        """Make "A, B and C" one mask."""
        slots = self._without_head([self.masked.slot(item) for item in _MASK.findall(match.group())])
        kinds = {slot.kind for slot in slots}
        if "C" in kinds and len(kinds) > 1:
            return match.group()
        shared = {slot.description for slot in slots}
        joined = Slot(
            kind=kinds.pop() if len(kinds) == 1 else "E",
            text=", ".join(slot.text for slot in slots),
            members=_members(slots),
            description=shared.pop() if len(shared) == 1 else None,
        )
        return self.masked.add(joined)

    def _without_head(self, slots: list[Slot]) -> list[Slot]:
        """Read "three companies, A, B and C" as A, B and C, each described as the head says."""
        head, rest = slots[0], slots[1:]
        if not head.unnamed or is_singular(head.text) or len(rest) < 2 or any(slot.unnamed for slot in rest):
            return slots
        self.groups.append((head.members[0], tuple(member for slot in rest for member in slot.members)))
        return [_with_description(slot, head.text) for slot in rest]

    def _grouped(self, match: re.Match[str]) -> str:
        """Let "two North Koreans, A and B" stand for A and B."""
        group, names = self.masked.slot(match["group"]), self.masked.slot(match["names"])
        if not group.unnamed or len(names.members) < 2 or is_singular(group.text):
            return match.group()
        self.groups.append((group.members[0], names.members))
        return match["names"]


def _relative(match: re.Match[str]) -> str:
    """Write "his wife, ⟦P1⟧," as "⟦P1⟧": its two commas belong together."""
    return match["who"] if match["comma"] else match["who"] + match["close"]


def is_singular(description: str) -> bool:
    """Whether a description is of one party ("a Chinese firm"), not of several ("two Chinese firms")."""
    return bool(_SINGULAR.match(description)) or not description.endswith(("s", "men", "people"))


def _with_description(slot: Slot, description: str) -> Slot:
    return replace(slot, description=f"{slot.description or ''} {description}".strip())


def _members(slots: Iterable[Slot]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(member for slot in slots for member in slot.members))
