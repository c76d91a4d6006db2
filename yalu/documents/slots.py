"""Slots: a sentence in which every party, law and date is masked, ready for patterns.

"⟦O0⟧ sanctioned ⟦P1⟧ on ⟦D2⟧." survives what the words between do to a parser, and a pattern over it reads like the
sentence. Kinds: P person, O organisation, V vessel, E described or mixed parties, C country or place, L law, D date.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yalu.documents.cast import Cast
from yalu.documents.dates import DateFound
from yalu.documents.kinds import LAW, LEGAL_ENTITY, ORGANIZATIONS, PERSON, TERRITORY, VESSEL
from yalu.documents.member import Member, Place
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches

NAMED = r"⟦[POVE]\d+⟧"
"""The mask of a party, as a regular expression."""
ANY = r"⟦[POVEC]\d+⟧"
"""The mask of a party or a country."""

_SLOT = re.compile(r"⟦([A-Z])(\d+)⟧")
_SINGULAR = re.compile(r"(?:an?|one|the|its|his|her)\b(?! (?:two|three|four|five|six|seven)\b)", re.IGNORECASE)
_ASIDE = re.compile(r", (?:however|though|meanwhile|moreover|therefore|nevertheless|instead|too|in fact|in turn),")
_MASKS = str.maketrans("⟦⟧", "[]")
_LETTERS = {PERSON: "P", TERRITORY: "C", VESSEL: "V", LAW: "L", LEGAL_ENTITY: "E"} | dict.fromkeys(ORGANIZATIONS, "O")


def without_masks(text: str) -> str:
    """Write the characters of masks as other brackets, so that no text can pass for a masked one. The length stays."""
    return text.translate(_MASKS)


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
    is_known: bool = False
    """Whether a description is of one who is named elsewhere."""

    @property
    def described_as(self) -> str:
        """The last word of what a neighbouring phrase calls the party ("broker"), empty where none does."""
        return (self.description or "").rpartition(" ")[2]

    @property
    def is_plural(self) -> bool:
        """Whether it is described as several ("two Chinese firms")."""
        return self.unnamed and not (_SINGULAR.match(self.text) or not self.text.endswith(("s", "men", "people")))


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
        match = _SLOT.match(mask)
        if match is None:
            raise ValueError(f"{mask!r} is no mask")
        return self.slots[int(match.group(2))]

    def has_party(self) -> bool:
        """Whether the sentence speaks of a party or a place at all."""
        return any(slot.kind not in "DL" for slot in self.slots)


def mask(text: str, sentence: Span, cast: Cast, dates: Stretches[DateFound], more: Iterable[Place] = ()) -> Masked:
    """Mask a sentence's parties, laws and dates, and `more` places. Where two overlap, the longer one stands."""
    span = (sentence.start, sentence.end)
    stretches: list[tuple[int, int, Slot]] = []
    for place in (*cast.places.starting_in(*span), *more):
        member = cast.members[place.member]
        slot = Slot(
            kind=_LETTERS.get(member.schema, "E"),
            text=text[place.start : place.end],
            members=member.members if member.is_only_members else (cast.principal(place.member),),
            is_known=member.stands_for is not None,
            unnamed=place.kind == "nominal" and member.unnamed,
            title=place.title,
            description=text[place.start : place.end] if _is_telling(place, member, text) else None,
        )
        stretches.append((place.start, place.end, slot))
    stretches += [
        (law.start, law.end, Slot("L", law.name, (cast.law(law.name),))) for law in cast.laws.starting_in(*span)
    ]
    stretches += [
        (found.start, found.end, Slot("D", text[found.start : found.end], date=found.value))
        for found in dates.starting_in(*span)
    ]
    masked = Masked("", [])
    position, pieces = sentence.start, []
    for start, end, slot in sorted(stretches, key=lambda item: (item[0], -item[1])):
        if start >= position:
            possessive = "'s" if _is_possessive(slot.text, text[end : end + 2]) else ""
            pieces += [text[position:start], masked.add(slot) + possessive]
            position = end
    pieces.append(text[position : sentence.end])
    masked.text = _ASIDE.sub("", re.sub(r"\s+", " ", "".join(pieces).replace("’", "'").replace("‘", "'")))
    return masked


def _is_telling(place: Place, member: Member, text: str) -> bool:
    """Whether what points back to a named party also tells of it: "This PRC-based company"."""
    return place.kind == "nominal" and not member.unnamed and "-based" in text[place.start : place.end]


def _is_possessive(pronoun: str, behind: str) -> bool:
    """Whether a pronoun owns what follows: "her" does so before a word, and else is an object."""
    word = pronoun.lower()
    return word in {"its", "his"} or (word == "her" and behind[1:].isalpha())
