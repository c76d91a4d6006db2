"""Descriptions: parties that a text speaks of without a name ("Chinese nationals", "one or more SANS associates").

A description is a head noun of the vocabulary with what stands before it. It counts when something makes it somebody
in particular: a nationality, a place, a named party, a number, or a word such as "unnamed". What only points back
("the company", "his wife") is left to coreference.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

from yalu.documents.complements import complement_end
from yalu.documents.countries import countries_in
from yalu.documents.found import Found
from yalu.documents.kinds import LAW, LEGAL_ENTITY, PERSON, TERRITORY
from yalu.documents.tokens import Token
from yalu.documents.vocabulary import Vocabulary, numbers, vocabulary, words_of

_NUMBERS = numbers()
_GENERAL = words_of("general_heads")
_NOUNS = words_of("nouns_behind_heads")
_OPEN = words_of("open_heads")
_PEOPLE = words_of("people_taken_up")
_TELLING = words_of("telling_modifiers")
_BEHIND_HYPHEN = words_of("hyphen_modifiers")
_BASED = re.compile(r"\S+-(?:based|registered|headquartered|flagged|run)\b")
_AND = re.compile(r",? and ")
_ONE_OR = ("one or more", "one or")
_DEFINITE = {"the", "these", "those", "both", "this", "that", "its", "his", "her", "their"}
_POSSESSIVES = {"'s", "’s", "'", "’"}
_UNTELLING = {"a", "an", "other", "another", "more", "or", "the"} | _POSSESSIVES
_BEFORE_ONE = {"a", "an", "another", "one"}
_BEHIND_ONE = {"and", "or", "who", "in", "with", "was", "is", "has"}
_NATIONAL_MATTERS = {
    "security",
    "defense",
    "defence",
    "interest",
    "interests",
    "assembly",
    "news",
    "broadcaster",
    "police",
}
_SHORTEST_TRADE = 3
_MOST_MODIFIERS = 40
"""Longer rows of modifiers are no phrase, and would cost too much to walk through from each of their words."""


@dataclass(frozen=True, slots=True)
class Description:
    """A party that is described, not named.

    `key` is equal for descriptions that mean the same party within one document. `number` is how many they are, where
    the text says. `definite` marks one that points back to somebody already introduced ("the two North Koreans"),
    `is_label` a label that stands for a name ("Company-1").
    """

    start: int
    end: int
    text: str
    schema: str
    countries: tuple[str, ...]
    key: tuple[str, ...]
    number: int | None
    definite: bool
    plural: bool
    is_label: bool = False


def find_descriptions(text: str, tokens: list[Token], named: list[Found]) -> list[Description]:
    """Find the described parties that no name covers, in order."""
    return _Descriptions(text, tokens, named, vocabulary()).run()


@cache
def _ends_of_demonyms() -> frozenset[str]:
    """Give all that demonyms can end in, to pass by the many words that none ends in."""
    return frozenset(word[start:] for word in vocabulary().demonyms for start in range(len(word)))


class _Descriptions:
    """Walks through the tokens of one text. A description's tokens are counted as those of `tokenize`."""

    def __init__(self, text: str, tokens: list[Token], named: list[Found], words: Vocabulary) -> None:
        self.text, self.tokens, self.words = text, tokens, words
        starts = [token.start for token in tokens]
        self.at: dict[int, Found] = {}
        for item in sorted((item for item in named if item.schema != LAW), key=lambda item: item.start):
            for number in range(bisect_left(starts, item.start), bisect_left(starts, item.end)):
                self.at[number] = item

    def run(self) -> list[Description]:
        found: list[Description] = []
        position = 0
        while position < len(self.tokens):
            if position in self.at or not self._is_head(position):
                position += 1
                continue
            end = self._right(position)
            description = self._describe(self._left(position), position, end)
            if description and not (found and found[-1].end > description.start):
                found.append(description)
            position = end
        return self._joined(found)

    def _joined(self, found: list[Description]) -> list[Description]:
        """Join "two individuals and three entities": one group, of which the text says what it says of both."""
        result: list[Description] = []
        for item in found:
            before = result[-1] if result else None
            if (
                before
                and before.number
                and item.number
                and not item.countries
                and _AND.fullmatch(self.text, before.end, item.start)
            ):
                text = self.text[before.start : item.end]
                key = ("group", *before.key, *item.key)
                schema = before.schema if before.schema == item.schema else LEGAL_ENTITY
                number = before.number + item.number
                item = replace(before, end=item.end, text=text, key=key, schema=schema, number=number)
                result.pop()
            result.append(item)
        return result

    def _token(self, place: int) -> Token | None:
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    # --- how far it goes ---------------------------------------------------------------------------------------

    def _is_head(self, position: int) -> bool:
        token, following = self.tokens[position], self._token(position + 1)
        if token.lower == "national" and following is not None and following.lower in _NATIONAL_MATTERS:
            return False
        if token.lower not in self.words.unnamed_heads or token.is_capital:
            return self._is_demonym_of_people(position)
        return (
            following is None
            or following.is_capital
            or (following.lower not in self.words.unnamed_heads and following.lower not in _NOUNS)
        )

    def _is_demonym_of_people(self, position: int) -> bool:
        """Whether a word such as "Koreans" or "Russians" stands for people."""
        token, following = self.tokens[position], self._token(position + 1)
        phrase = self._demonym_ending_at(position)
        if not phrase:
            return False
        if token.text.endswith("s") and phrase[:-1] in self.words.demonyms:
            return True
        before = self._token(position - phrase.count(" ") - 1)
        return (
            before is not None
            and before.lower in _BEFORE_ONE
            and (following is None or not following.text[:1].isalpha() or following.lower in _BEHIND_ONE)
        )

    def _demonym_ending_at(self, position: int) -> str | None:
        if self.tokens[position].text not in _ends_of_demonyms():
            return None
        for size in (2, 1):
            first = self._token(position - size + 1)
            if first is not None:
                phrase = self.text[first.start : self.tokens[position].end].replace("\n", " ")
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
            following = self._token(step + 1)
            if following and following.lower in self.words.unnamed_heads:
                break
            end = step + 1
        return self._network_of(position, end)

    def _network_of(self, position: int, end: int) -> int:
        """Take in what a network is made of ("an extensive overseas network of procurement agents")."""
        of = self._token(end)
        if self.tokens[position].lower not in {"network", "networks", "group"} or of is None or of.lower != "of":
            return end
        inner = end + 1
        while inner < len(self.tokens) and self.tokens[inner].lower in self.words.adjectives:
            inner += 1
        head = self._token(inner)
        return inner + 1 if head and head.lower in self.words.unnamed_heads else end

    def _left(self, position: int) -> int:
        begin = position - (self._demonym_ending_at(position) or "").count(" ")
        while begin > 0 and position - begin < _MOST_MODIFIERS:
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
        if place in self.at:
            return self._size(place)
        if token.lower in self.words.adjectives or token.lower in self.words.quantifiers or token.text.isdigit():
            return 1
        if self._is_trade_word(place):
            return 1
        if token.lower in _BEHIND_HYPHEN and place and self.tokens[place - 1].text == "-":
            return 2 + (self._size(place - 2) or 1)
        owner = self.at.get(place - 1)
        if token.text in _POSSESSIVES and owner and owner.schema == TERRITORY:
            return 1
        is_part_of_one_or_more = token.lower in {"more", "or"} and self.text[
            max(0, token.end - 20) : token.end
        ].lower().endswith(_ONE_OR)
        return int(is_part_of_one_or_more)

    def _is_trade_word(self, place: int) -> bool:
        """Whether an unknown word stands between a nationality and what has it ("a Russian explosives producer")."""
        token, following = self.tokens[place], self.tokens[place + 1]
        if not (token.text.islower() and token.text.isalpha() and len(token.text) > _SHORTEST_TRADE):
            return False
        if token.lower in self.words.not_names or token.lower.endswith(("ly", "ed", "ing")):
            return False
        is_next = following.lower in self.words.unnamed_heads or following.lower in self.words.adjectives
        return is_next and self._demonym_ending_at(place - 1) is not None if place else False

    def _size(self, place: int) -> int:
        """How many tokens, ending at `place`, belong to the name there."""
        item, first = self.at.get(place), place
        while item is not None and self.at.get(first) is item:
            first -= 1
        return place - first

    # --- whom it means -----------------------------------------------------------------------------------------

    def _describe(self, begin: int, head: int, end: int) -> Description | None:
        tokens = self.tokens
        while begin < head and tokens[begin].lower in {"or", "more", "-"} | _POSSESSIVES:
            begin += 1
        modifiers = [token.lower for token in tokens[begin:head]]
        last = complement_end(tokens, self.at, range(begin, end), head)
        heads = [token.lower for token in tokens[head:end] if token.lower in self.words.unnamed_heads]
        phrase = self.text[tokens[begin].start : tokens[end - 1].end]
        inner = list({id(self.at[place]): self.at[place] for place in range(begin, head) if place in self.at}.values())
        countries = self._countries(phrase, inner)
        if not (countries or inner or self._is_telling(modifiers) or last > end):
            return None
        before = self._token(begin - 1)
        if not inner and not countries and before and before.lower == "the" and _points_back(modifiers, heads):
            return None
        number = next((_NUMBERS[word] for word in modifiers if word in _NUMBERS), None)
        plural = heads[0].endswith(("s", "men", "people")) if heads else tokens[head].text.endswith("s")
        if plural and all(word in _GENERAL for word in heads) and countries and number is None:
            key: tuple[str, ...] = ("general", *countries)
        elif number and plural and countries:
            key = ("group", str(number), *countries)
        else:
            key = (*(word for word in modifiers if word not in _UNTELLING), *(heads or [tokens[head].lower]))
        if last > end:
            key += tuple(token.lower for token in tokens[end:last])
        return Description(
            start=tokens[begin].start,
            end=tokens[end - 1].end,
            text=self.text[tokens[begin].start : tokens[last - 1].end],
            schema=self._schema(heads),
            countries=countries,
            key=key,
            number=number,
            definite=any(word in _DEFINITE for word in (*modifiers[:1], before.lower if before else "")),
            plural=plural,
        )

    def _is_telling(self, modifiers: list[str]) -> bool:
        """Whether modifiers without a name or country make a head somebody in particular."""
        quantified = any(word in self.words.quantifiers - {"a", "an"} or word.isdigit() for word in modifiers)
        one_of_a_kind = len(modifiers) > 1 and modifiers[0] in {"a", "an"}
        return quantified or bool(_TELLING & set(modifiers)) or one_of_a_kind

    def _countries(self, phrase: str, inner: list[Found]) -> tuple[str, ...]:
        """The countries of a phrase, but that of "Beijing-based", which is a place and no nationality."""
        of_places = {
            code
            for item in inner
            if item.schema == TERRITORY and self.text[item.end : item.end + 1] != "-"
            for code in item.countries
        }
        return tuple(sorted({*countries_in(_BASED.sub("", phrase)), *of_places}))

    def _schema(self, heads: list[str]) -> str:
        kinds = {self.words.unnamed_heads[word] for word in heads} or {PERSON}
        if len(kinds) > 1 or any(word in _OPEN for word in heads):
            return LEGAL_ENTITY
        return kinds.pop()


def _points_back(modifiers: list[str], heads: list[str]) -> bool:
    """Whether "the two men" says no more than a number of persons, and so means persons named before."""
    return bool(modifiers) and all(word in _NUMBERS for word in modifiers) and all(head in _PEOPLE for head in heads)
