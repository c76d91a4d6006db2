"""Slots: a sentence in which every party, law and date is masked, ready for patterns.

"⟦O0⟧ sanctioned ⟦P1⟧ on ⟦D2⟧." survives what the words between do to a parser, and a pattern over it reads like the
sentence. Kinds: P person, O organisation, V vessel, E described or mixed parties, C country or place, L law, D date.
"""

import re
from dataclasses import dataclass

from yalu.documents.cast import Cast
from yalu.documents.dates import DateFound
from yalu.documents.kinds import LAW, LEGAL_ENTITY, ORGANIZATIONS, PERSON, TERRITORY, VESSEL
from yalu.documents.sentences import Span

SLOT = re.compile(r"⟦([A-Z])(\d+)⟧")
_LETTERS = {PERSON: "P", TERRITORY: "C", VESSEL: "V", LAW: "L", LEGAL_ENTITY: "E"} | dict.fromkeys(ORGANIZATIONS, "O")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a mask stands for: members of the cast, or a date's value.

    `text` is as written, `title` an office before a person's name, `description` what a neighbouring phrase calls the
    party ("a Greek broker").
    """

    kind: str
    text: str
    members: tuple[int, ...] = ()
    date: str | None = None
    unnamed: bool = False
    title: str | None = None
    description: str | None = None


@dataclass
class Masked:
    """A sentence with masks. New slots are added as lists and groups are joined."""

    text: str
    slots: list[Slot]

    def add(self, slot: Slot) -> str:
        """Add a slot and give its mask."""
        self.slots.append(slot)
        return f"⟦{slot.kind}{len(self.slots) - 1}⟧"

    def slot(self, mask: str) -> Slot:
        """Give the slot of a mask such as "⟦P3⟧"."""
        match = SLOT.match(mask)
        if match is None:
            raise ValueError(f"{mask!r} is no mask")
        return self.slots[int(match.group(2))]


def mask(text: str, sentence: Span, cast: Cast, dates: list[DateFound]) -> Masked:
    """Mask a sentence's parties, laws and dates. Where two overlap, the longer one stands."""
    stretches: list[tuple[int, int, Slot]] = []
    for place in cast.places:
        if sentence.start <= place.start < sentence.end:
            member = cast.members[place.member]
            kind = _LETTERS.get(member.schema, "E")
            words = text[place.start : place.end]
            slot = Slot(
                kind, words, (place.member,), unnamed=place.kind == "nominal" and member.unnamed, title=place.title
            )
            stretches.append((place.start, place.end, slot))
    for law in cast.laws:
        if sentence.start <= law.start < sentence.end:
            stretches.append((law.start, law.end, Slot("L", law.name)))
    for found in dates:
        if sentence.start <= found.start < sentence.end:
            stretches.append((found.start, found.end, Slot("D", text[found.start : found.end], date=found.value)))
    masked = Masked("", [])
    position, pieces = sentence.start, []
    for start, end, slot in sorted(stretches, key=lambda item: (item[0], -item[1])):
        if start < position:
            continue
        possessive = "'s" if slot.text.lower() in {"its", "his"} else ""
        pieces += [text[position:start], masked.add(slot) + possessive]
        position = end
    pieces.append(text[position : sentence.end])
    masked.text = re.sub(r"\s+", " ", "".join(pieces).replace("’", "'").replace("‘", "'"))
    return masked
