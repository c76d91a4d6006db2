"""Plain sentences: a masked sentence with a simple word for each party, so that a parser reads grammar only.

"Kim Chol-su, director of Koro-pribor OOO (Коро-прибор), ..." becomes "Clinton, director of IBM, ...": words that every
English parser knows, one for each party.
"""

import re
from dataclasses import dataclass, replace

from yalu.documents.slots import Masked, Slot
from yalu.documents.vocabulary import pairs

_WORDS = {"P": "Clinton", "O": "IBM", "V": "Apollo", "C": "Japan", "L": "Section"}
_ONE = "man"
_MASK = re.compile(r"⟦([A-Z])(\d+)⟧")
_BRACKETS = re.compile(r" ?\([^()]*\)|\[|\]")
_ARTICLE = re.compile(r"(?:the|this|that|its|his|her|their|a|an|one|another)\b", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother) )?(?P<described>⟦[POVE]\d+⟧),? "
    r"(?:named |called |identified as |known as )?(?P<named>⟦[POVE]\d+⟧)(?!'s)"
)
_SHIP = re.compile(
    r"\b(?:(?:motor|bulk|oil|cargo|product|crude|gas|container|fishing|chemical|merchant|coal|fuel|passenger) )*"
    r"(?:tankers?|vessels?|ships?|freighters?|carriers?|barges?|dhows?|trawlers?|bulkers?|coasters?|ferry|yacht"
    r"|M/[VT]|MV|MT) "
    r"(?=⟦V)",
    re.IGNORECASE,
)
"""What a ship is called before its name: parsers take "the tanker Apollo" for two things."""
_SAME_KIND = {"P": {"P", "E"}, "O": {"O", "E"}, "V": {"V", "E"}, "E": {"P", "O", "V", "E"}}
_OF = re.compile(r" (?:of|in|at|from|for|with|or more) ")
_HEAD = re.compile(r"[^\W\d_]+")
_HEADED = re.compile(r"^(?P<who>⟦[POVE]\d+⟧): (?P<what>(?:An? |The )?[A-Z][a-z-]+ (?!⟦)[^.;:]*?)(?P<end>\.?)$")
_VERBS_OF_CLAUSES = re.compile(r"^\S+ (?:has|have|is|was|were|are|had)\b")
_SPACES = re.compile(r"\s+")
_REWRITTEN = tuple((re.compile(expression, re.IGNORECASE), plain) for expression, plain in pairs("legal_phrases"))


@dataclass(frozen=True, slots=True)
class PlainSentence:
    """The sentence for the parser, and for each party's word its place there: the slot that it stands for."""

    text: str
    slots: dict[int, Slot]


def plain_sentence(masked: Masked) -> PlainSentence:
    """Write a masked sentence plainly."""
    text = _without_brackets(masked.text)
    for expression, plain in _REWRITTEN:
        text = expression.sub(plain, text)
    text = _SHIP.sub("", text)
    text = _HEADED.sub(_as_apposition, text)
    text = _DESCRIBED.sub(lambda match: _named_alone(match, masked), text)
    pieces: list[str] = []
    slots: dict[int, Slot] = {}
    length = position = 0
    for match in _MASK.finditer(text):
        slot = masked.slots[int(match.group(2))]
        word, lead = (slot.text, "") if slot.kind == "D" else _word(slot)
        before = text[position : match.start()] + lead
        pieces += [before, word]
        length += len(before)
        if slot.kind != "D":
            slots[length] = slot
        length += len(word)
        position = match.end()
    pieces.append(text[position:])
    return PlainSentence("".join(pieces), slots)


def _as_apposition(match: re.Match[str]) -> str:
    """Write the entry "⟦P0⟧: Representative of ⟦O1⟧" as "⟦P0⟧ is representative of ⟦O1⟧"."""
    what = match["what"]
    if _VERBS_OF_CLAUSES.match(what):
        return match.group()
    return f"{match['who']} is {what[0].lower()}{what[1:]}{match['end']}"


def _named_alone(match: re.Match[str], masked: Masked) -> str:
    """Write "a Thai refiner, ⟦O1⟧" as "⟦O1⟧": two words for one party would be two parties to a parser."""
    described, named = masked.slot(match["described"]), masked.slot(match["named"])
    fits = described.unnamed and not named.unnamed and {described.kind, named.kind} <= _SAME_KIND[named.kind]
    if not fits:
        return match.group()
    return masked.add(replace(named, description=f"{named.description or ''} {described.text}".strip()))


def _without_brackets(text: str) -> str:
    """Take brackets out, with what stands in them: it is an aside to a name, and cuts the sentence."""
    return _SPACES.sub(" ", _BRACKETS.sub("", text)).replace(" ,", ",")


def _word(slot: Slot) -> tuple[str, str]:
    """Give the word for a party, and the article before it where it is only described."""
    if not slot.unnamed:
        return _WORDS.get(slot.kind, "IBM"), ""
    before_of = _OF.split(slot.text, maxsplit=1)[0]
    heads = _HEAD.findall(before_of)
    head = heads[-1] if heads else _ONE
    article = _ARTICLE.match(slot.text)
    return head, f"{article.group()} " if article and not slot.is_plural else ""
