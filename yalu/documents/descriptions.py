"""Descriptions: parties that a text speaks of without a name ("Chinese nationals", "one or more SANS associates").

A description is a head noun of the vocabulary with what stands before it. It counts when something makes it somebody
in particular: a nationality, a place, a named party, a number, or a word such as "unnamed". What only points back
("the company", "his wife") is left to coreference.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from yalu.documents.found import Found
from yalu.documents.kinds import LAW, LEGAL_ENTITY, PERSON, TERRITORY
from yalu.documents.mentions import countries_in
from yalu.documents.phrases import Token
from yalu.documents.vocabulary import Vocabulary

NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "both": 2,
}
_GENERAL = frozenset(
    "nationals citizens people individuals persons companies firms banks entities businesses counterparts "
    "organizations organisations".split()
)
_NOUNS = frozenset(
    "records register registry law policy accounts account transfers owner owners name names data filings".split()
)
_UNDEFINED_SCHEMA = frozenset(
    "entity entities counterpart counterparts partner partners clients customers actors".split()
)
_SPECIFIC = frozenset(
    "foreign third-country unnamed unidentified front shell other several one various procurement".split()
)
_DEFINITE = {"the", "these", "those", "both", "this", "that", "its", "his", "her", "their"}
_POSSESSIVES = {"'s", "’s", "'", "’"}


@dataclass(frozen=True, slots=True)
class Description:
    """A party that is described, not named.

    `key` is equal for descriptions that mean the same party within one document. `number` is how many they are, where
    the text says. `definite` marks one that points back to somebody already introduced ("the two North Koreans").
    `place` is the place of "Beijing-based".
    """

    start: int
    end: int
    text: str
    schema: str
    countries: tuple[str, ...]
    key: tuple[str, ...]
    number: int | None
    definite: bool
    general: bool
    plural: bool


def find_descriptions(text: str, tokens: list[Token], named: list[Found], words: Vocabulary) -> list[Description]:
    """Find the described parties that no name covers, in order."""
    return _Descriptions(text, tokens, named, words).run()


class _Descriptions:
    def __init__(self, text: str, tokens: list[Token], named: list[Found], words: Vocabulary) -> None:
        self.text, self.tokens, self.words = text, tokens, words
        self.named = [item for item in named if item.schema != LAW]
        self.at: dict[int, Found] = {}
        for number, token in enumerate(tokens):
            over = self._over(token)
            if over:
                self.at[number] = over[-1]

    def _over(self, token: Token) -> list[Found]:
        place = bisect_right(self.named, token.start, key=lambda item: item.start)
        return [item for item in self.named[max(0, place - 1) : place] if token.start < item.end]

    def run(self) -> list[Description]:
        found: list[Description] = []
        position = 0
        while position < len(self.tokens):
            if position in self.at or not self._is_head(position):
                position += 1
                continue
            end = self._right(position)
            begin = self._left(position)
            description = self._describe(begin, position, end)
            if description and not (found and found[-1].end > description.start):
                found.append(description)
            position = end
        return found

    def _is_head(self, position: int) -> bool:
        token = self.tokens[position]
        if token.lower in self.words.unnamed_heads and not token.is_capital:
            following = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
            return not (
                following
                and not following.is_capital
                and (following.lower in self.words.unnamed_heads or following.lower in _NOUNS)
            )
        return self._demonym_people(position)

    def _demonym_people(self, position: int) -> bool:
        """Whether a word such as "Koreans" or "Russians" stands for people."""
        token = self.tokens[position]
        phrase = self._demonym_ending_at(position)
        if not phrase:
            return False
        following = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        is_plural = token.text.endswith("s") and phrase in self.words.demonyms and phrase[:-1] in self.words.demonyms
        if is_plural:
            return True
        begin = position - phrase.count(" ")
        before = self.tokens[begin - 1].lower if begin else ""
        return before in {"a", "an", "another", "one"} and (
            following is None
            or not following.text[:1].isalpha()
            or following.lower in {"and", "or", "who", "in", "with", "was", "is", "has"}
        )

    def _demonym_ending_at(self, position: int) -> str | None:
        for size in (2, 1):
            if position - size + 1 < 0:
                continue
            phrase = self.text[self.tokens[position - size + 1].start : self.tokens[position].end].replace("\n", " ")
            if phrase in self.words.demonyms:
                return phrase
        return None

    def _right(self, position: int) -> int:
        """Take in bare heads that are joined on: "nationals, companies and banks"."""
        end = position + 1
        while True:
            step = end
            while step < len(self.tokens) and self.tokens[step].lower in {",", "and", "or"} and step - end < 2:
                step += 1
            if step == end or step >= len(self.tokens) or self.tokens[step].lower not in self.words.unnamed_heads:
                break
            following = self.tokens[step + 1] if step + 1 < len(self.tokens) else None
            if following and following.lower in self.words.unnamed_heads:
                break
            end = step + 1
        if (
            end + 1 < len(self.tokens)
            and self.tokens[end].lower == "of"
            and self.tokens[position].lower in {"network", "networks", "group"}
        ):
            inner = end + 1
            while inner < len(self.tokens) and self.tokens[inner].lower in self.words.adjectives:
                inner += 1
            if inner < len(self.tokens) and self.tokens[inner].lower in self.words.unnamed_heads:
                return inner + 1
        return end

    def _left(self, position: int) -> int:
        begin = position
        if self._demonym_ending_at(position) and position not in self.at:
            begin -= (self._demonym_ending_at(position) or "").count(" ")
        while begin > 0:
            step = self._modifier(begin - 1)
            if not step:
                break
            begin -= step
        return begin

    def _modifier(self, place: int) -> int:
        """How many tokens, ending at `place`, modify what follows."""
        token = self.tokens[place]
        if "\n\n" in self.text[token.end : self.tokens[place + 1].start]:
            return 0
        demonym = self._demonym_ending_at(place)
        if demonym:
            return 1 + demonym.count(" ")
        item = self.at.get(place)
        if item:
            return sum(1 for number in range(place, -1, -1) if self.at.get(number) is item)
        if token.lower in self.words.adjectives or token.lower in self.words.quantifiers or token.text.isdigit():
            return 1
        if (
            token.lower
            in {
                "based",
                "linked",
                "backed",
                "owned",
                "controlled",
                "registered",
                "related",
                "headquartered",
                "flagged",
                "run",
            }
            and self.tokens[place - 1].text == "-"
        ):
            inner = self.at.get(place - 2)
            size = sum(1 for number in range(place - 2, -1, -1) if inner and self.at.get(number) is inner) or 1
            return 2 + size
        if token.text in _POSSESSIVES and place and place - 1 in self.at and self.at[place - 1].schema == TERRITORY:
            return 1
        if token.lower in {"more", "or"} and self.text[: token.end].lower().endswith(("one or more", "one or")):
            return 1
        return 0

    def _describe(self, begin: int, head: int, end: int) -> Description | None:
        tokens = self.tokens
        while begin < head and tokens[begin].lower in {"or", "more", "-"} | _POSSESSIVES:
            begin += 1
        modifiers = [tokens[place].lower for place in range(begin, head)]
        before = tokens[begin - 1].lower if begin else ""
        inner = {id(self.at[place]): self.at[place] for place in range(begin, head) if place in self.at}.values()
        phrase = self.text[tokens[begin].start : tokens[end - 1].end]
        nationality = re.sub(r"\S+-(?:based|registered|headquartered|flagged|run)\b", "", phrase)
        countries = self._countries(nationality, [item for item in inner if self.text[item.end : item.end + 1] != "-"])
        definite = before in _DEFINITE or (bool(modifiers) and modifiers[0] in _DEFINITE)
        number = next((NUMBERS[word] for word in modifiers if word in NUMBERS), None)
        quantified = any(word in self.words.quantifiers - {"a", "an"} or word.isdigit() for word in modifiers)
        specific = bool(countries) or bool(list(inner)) or quantified or bool(_SPECIFIC & set(modifiers))
        if not specific and not (modifiers and modifiers[0] in {"a", "an"} and len(modifiers) > 1):
            return None
        heads = [token.lower for token in tokens[head:end] if token.lower in self.words.unnamed_heads]
        plural = (bool(heads) and heads[0].endswith(("s", "men", "women", "people"))) or (
            not heads and tokens[head].text.endswith("s")
        )
        general = plural and all(word in _GENERAL for word in heads) and bool(countries) and number is None
        schema = self._schema(heads)
        plain = tuple(
            word
            for word in modifiers
            if word not in {"a", "an", "other", "another", "more", "or", "the"} | _POSSESSIVES
        )
        if general:
            key: tuple[str, ...] = ("general", *countries)
        elif number and plural and countries:
            key = ("group", str(number), *countries)
        else:
            key = (*plain, *(heads or [tokens[head].lower]))
        return Description(
            tokens[begin].start, tokens[end - 1].end, phrase, schema, countries, key, number, definite, general, plural
        )

    def _countries(self, phrase: str, inner: list[Found]) -> tuple[str, ...]:
        return tuple(
            sorted(
                {
                    *countries_in(phrase, self.words),
                    *(c for item in inner if item.schema == TERRITORY for c in item.countries),
                }
            )
        )

    def _schema(self, heads: list[str]) -> str:
        kinds = {self.words.unnamed_heads[word] for word in heads} or {PERSON}
        if len(kinds) > 1 or any(word in _UNDEFINED_SCHEMA for word in heads):
            return LEGAL_ENTITY
        return kinds.pop()
