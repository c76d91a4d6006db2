"""Numbers and letters that are part of a name ("1718 Committee", "Ocean Bounty 2"), and those that are not.

A number written as a word is part of a name where it has a capital inside a sentence ("paid by Eight Star Glocom
Systems Sdn. Bhd."): nothing but a name gives it one there.
"""

import re
from collections.abc import Sequence

from yalu.documents.tokens import Token
from yalu.documents.vocabulary import Vocabulary, numbers, words_of

_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_NUMBERED = words_of("numbered_heads")
_SHIPS = {"vessel", "vessels", "ship", "ships", "tanker", "tankers", "freighter", "barge", "carrier", "trawler", "dhow"}
_SHIP_WORDS = re.compile(r"\b(?:vessel|ship|tanker|freighter|bulk carrier|IMO|cargo ship)s?\b")
_OPENING_NUMBERS = {*numbers(), "one", "first", "second", "third", "next", "last"} - {"both"}
_COUNTS = re.compile(
    r"\s*(?:[%°]|[-–]\s?\w|[a-z]+s\b|(?:of|to|and|percent|million|billion|men|people|km|kg)\b|,\d|\.\d)"
)
"""What follows a number that counts something, or is one end of a range."""
_LETTERED_TITLE = re.compile(r"[A-Z]\.[^\S\n]+[^\n.,;:!?]{1,120}(?:\n|\Z)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEARS = {"in", "since", "until", "during", "from", "by", "of", "before", "after"}
_IN_UNIT = 3
"""How far behind its number the head of a unit's name stands ("158th Military Depot")."""


class NumberedNames:
    """Says of the numbers in one text which of them belong to names."""

    def __init__(self, text: str, tokens: Sequence[Token], words: Vocabulary) -> None:
        self.text, self.tokens, self.words = text, tokens, words
        self.among_ships = len(_SHIP_WORDS.findall(text)) > 1

    def opens(self, place: int) -> bool:
        """Whether figures open a name ("39 Bureau", "1718 Committee", "40th Brigade")."""
        number = self.tokens[place].text
        if _ORDINAL.fullmatch(number) is None:
            return False
        later = self.tokens[place + 1 : place + 1 + _IN_UNIT]
        if not later or not later[0].is_capital or self.text[self.tokens[place].end : later[0].start] != " ":
            return False
        if later[0].lower in _NUMBERED:
            is_date = place > 0 and self.tokens[place - 1].lower in _BEFORE_YEARS and _YEAR.fullmatch(number)
            return not is_date
        if number.isdigit():
            return False
        run = later[: next((n for n, token in enumerate(later) if not token.is_capital), len(later))]
        return any(self.words.heads.get(token.lower) in ("PublicBody", "Organization") for token in run)

    def word_opens(self, place: int) -> bool:
        """Whether a number's word opens a name, by its capital inside a sentence."""
        token = self.tokens[place]
        if not place or token.lower not in _OPENING_NUMBERS or not token.text.istitle():
            return False
        before = self.tokens[place - 1]
        return before.text.islower() and before.text.isalpha() and self.text[before.end : token.start] == " "

    def closes(self, start: int, place: int, has_head: bool) -> bool:
        """Whether figures close the name that starts at `start` ("Factory 12", "HAOFAN 5", "Sam Jong 7")."""
        token, before = self.tokens[place], self.tokens[place - 1]
        if before.lower.strip(".") in self.words.company_suffixes or len(token.text) > 4 or not before.is_capital:
            return False
        return has_head or (before.text.isupper() and len(before.text) > 2) or self._is_ships(start, place)

    def _is_ships(self, start: int, place: int) -> bool:
        """Whether a number behind a name belongs to a ship's name ("the Ocean Bounty 2")."""
        before = self.tokens[start - 1].lower if start else ""
        behind = self.tokens[place].end
        if before == "flagged" or before in _SHIPS:
            return True
        if before == "the" and "IMO" in self.text[behind : behind + 30]:
            return True
        inside = self.tokens[start:place]
        opens = inside[0].lower == "the" or before == "the"
        return (
            self.among_ships
            and opens
            and len(self.tokens[place].text) <= 2
            and len(inside) - (inside[0].lower == "the") >= 2
            and all(token.is_capital for token in inside)
            and _COUNTS.match(self.text, behind) is None
        )

    def is_title(self, place: int) -> bool:
        """Whether a letter numbers a section rather than opening a name ("B. Overseas workers")."""
        start = self.tokens[place].start
        return (start == 0 or self.text[start - 1] == "\n") and _LETTERED_TITLE.match(self.text, start) is not None
