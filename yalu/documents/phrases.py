"""Capitalised phrases: where a name may begin, and how far it goes."""

import re

from yalu.documents.numbered_names import NumberedNames
from yalu.documents.tokens import Token
from yalu.documents.vocabulary import Vocabulary, words_of

_CONNECTORS = words_of("name_connectors")
_POSSESSIVES = {"'s", "’s", "'", "’"}
_OWNERS = words_of("owners_in_names")
_OPENING_WORDS = {"first", "second", "third", "state", "one", "united", "under", "people"}
_ROLE_WORDS = words_of("role_words")
_JOINING = words_of("joining_adjectives")
_PORTFOLIOS = words_of("portfolios")
_TRADES = {
    "trading", "import", "export", "trade", "engineering", "oil", "iron", "shipping", "logistics", "science", "gold",
    "development", "technology", "machinery", "electronics", "aviation", "coal",
}  # fmt: skip
_OLD_TRADES = {"trading", "import", "export", "trade", "engineering"}
_TRADES_BEHIND = {
    "gas",
    "steel",
    "export",
    "import",
    "technology",
    "trade",
    "trading",
    "forwarding",
    "metals",
    "marine",
}
_BRACKETED = re.compile(r"\((?:[A-Z]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\) (?P<next>[A-Z][\w.]*)")
_TITLES_WITH_STOP = {"mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "capt", "adm", "maj"}
_STOPPED = {"co", "corp", "ltd", "inc", "pte", "pvt", "sdn", "bhd", "no"}
_WITHIN = {"for", "without", "against"}
_CLOSING = {"now", "first"}
_FOREIGN_AND = {"et", "und", "y", "e"}
_BEHIND_COMMA = {"ltd", "inc", "llc", "limited", "corp", "incorporated"}
_UNITS = {"department", "bureau", "section", "unit", "institute"}
_TRADING_HEADS = {
    "lines",
    "marine",
    "maritime",
    "tankers",
    "trading",
    "shipping",
    "logistics",
    "holdings",
    "holding",
    "electronics",
    "technology",
    "technologies",
    "machinery",
    "engineering",
    "aviation",
    "metals",
    "partners",
    "ventures",
    "systems",
    "solutions",
    "components",
    "industries",
    "transport",
    "forwarding",
    "freight",
    "brokers",
    "chemicals",
    "supply",
}
"""Last words of firms' names, behind which "of" says where the firm sits."""
_OWNING_HEADS = {"Party", "Army", "Corps", "Forces", "Ministry", "Bureau", "Commission", "Committee", "Office"}
_LONGEST_COUNTRY = 60
_FAMILY_NAMES = {"do", "so", "no", "an"}
"""Function words that are Korean family names before a given name ("Do Hye-rin")."""
_HYPHENATED_GIVEN = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{2,7}")
MOST_WORDS = 40
"""Words and marks of the longest name: what goes on for longer is no name, and would cost too much to look at."""


class Phrases:
    """Finds capitalised phrases in one text."""

    def __init__(self, text: str, tokens: list[Token], words: Vocabulary) -> None:
        self.text, self.tokens, self.words = text, tokens, words
        self.numbers = NumberedNames(text, tokens, words)

    def at(self, position: int) -> tuple[int, int] | None:
        """Give first and last token (exclusive) of the phrase that starts at `position`, less opening function words.

        `None` where no name can start there.
        """
        if not self._can_start(position):
            return None
        end = position + 1
        while end < min(len(self.tokens), position + MOST_WORDS):
            step = self._step(position, end)
            if not step:
                break
            end += step
        while position < end and self._is_function_word(position, end):
            position += 1
            while position < end and not self._can_start(position):
                position += 1
        return (position, end) if end > position else None

    def _can_start(self, position: int) -> bool:
        if self.tokens[position].is_capital:
            return not self.numbers.is_title(position)
        return self.numbers.opens(position)

    def _token(self, place: int) -> Token | None:
        return self.tokens[place] if place < len(self.tokens) else None

    def _is_function_word(self, position: int, end: int) -> bool:
        token = self.tokens[position]
        if token.text == "US" or token.lower not in self.words.not_names | {"people"}:
            return False
        following = self._token(position + 1)
        if token.lower in _FAMILY_NAMES and following and _HYPHENATED_GIVEN.fullmatch(following.text):
            return False
        if token.lower in _TITLES_WITH_STOP and end - position > 1:
            return False
        if following and following.text in _POSSESSIVES and token.text in _OWNERS:
            return end - position < 3
        if end - position > 1 and self.numbers.word_opens(position):
            return False
        if token.lower in _OPENING_WORDS and end - position > 1:
            return not any(item.lower in self.words.heads for item in self.tokens[position + 1 : end])
        return True

    def _step(self, start: int, end: int) -> int:
        """How many tokens from `end` on still belong to the phrase that started at `start`."""
        token, before = self.tokens[end], self.tokens[end - 1]
        following = self._token(end + 1)
        gap = self.text[before.end : token.start]
        if token.text == "\n\n" or "\n\n" in gap:
            return 0
        if token.text == "(":
            return self._bracket(end)
        if token.text == "&":
            return 2 if following and following.is_capital else 0
        if token.text == ".":
            return self._full_stop(end)
        if token.text == ",":
            return self._comma(end)
        if token.text in _POSSESSIVES:
            return 2 if before.text in _OWNERS and following and following.is_capital else 0
        if gap not in (" ", "\n", "\r\n", "\u00a0"):
            return 0
        if token.is_capital:
            return int(not self._stops(end))
        has_head = any(self._is_head(item) for item in self.tokens[start:end])
        if token.text.isdigit():
            return int(self.numbers.closes(start, end, has_head))
        if following is None or self.text[token.end : following.start].strip():
            return 0
        return self._connector(start, end, has_head)

    def _bracket(self, place: int) -> int:
        """A place in brackets belongs to the name where a legal form follows ("Harbour Gate (HK) Limited")."""
        match = _BRACKETED.match(self.text, self.tokens[place].start)
        if match is None or match["next"].lower().strip(".") not in self.words.company_suffixes:
            return 0
        return next(n for n, token in enumerate(self.tokens[place:]) if token.start == match.start("next"))

    def _is_head(self, token: Token) -> bool:
        return token.lower in self.words.heads or token.lower in self.words.law_heads or token.lower == "republic"

    def _stops(self, place: int) -> bool:
        token, following = self.tokens[place], self._token(place + 1)
        if token.lower in {"first", "second", "third", "state"}:
            return False
        if following and following.text in _POSSESSIVES and token.text in _OWNERS:
            return False
        return token.lower in self.words.not_names and not self._goes_on_over(place)

    def _goes_on_over(self, place: int) -> bool:
        """Whether a function word with a capital is part of a name ("Clear Skies Now,", "Justice For Skies")."""
        token, following = self.tokens[place], self._token(place + 1)
        if following is None or not token.text.istitle():
            return False
        if token.lower in _WITHIN:
            return following.is_capital and self.text[token.end : following.start] == " "
        return token.lower in _CLOSING and following.text in {",", ".", ";", ")"}

    def _full_stop(self, place: int) -> int:
        """A full stop belongs to "Co." or "Ltd." if the name or the sentence goes on behind it."""
        before, following = self.tokens[place - 1], self._token(place + 1)
        if before.lower in {"st", "mt", "ft"} | _TITLES_WITH_STOP and following and following.is_capital:
            return 2
        if before.lower not in _STOPPED or self.tokens[place].start != before.end:
            return 0
        if following is None:
            return 0
        goes_on = following.lower.strip(".") in self.words.company_suffixes or following.text in ",()'’s’s;"
        return int(goes_on or not following.is_capital or following.lower == "no")

    def _comma(self, place: int) -> int:
        following = self._token(place + 1)
        if not following or following.lower.strip(".") not in self.words.company_suffixes or not following.is_capital:
            return 0
        return 2 if following.lower.strip(".") in _BEHIND_COMMA else 0

    def _connector(self, start: int, end: int, has_head: bool) -> int:
        token, before = self.tokens[end], self.tokens[end - 1]
        after_article = end + 1 + int(self.tokens[end + 1].text == "the")
        following = self._token(after_article)
        if following is None or not following.is_capital:
            return 0
        last = self.tokens[end - 2] if before.text == "." and end - 2 >= start else before
        is_closed = end - start > 1 and {last.lower, last.lower.strip(".")} & self.words.company_suffixes
        if before.lower in _ROLE_WORDS or is_closed:
            return 0
        if token.lower in {"of", "for", "on"} and has_head:
            if token.lower == "of" and self._is_whole_before(start, end, after_article):
                return 0
            is_day = following.lower in self.words.not_names and following.lower not in {"state"}
            return 0 if is_day else after_article - end + 1
        if after_article != end + 1:
            return 0
        if token.lower in _CONNECTORS or token.lower in _FOREIGN_AND:
            return 2
        if token.lower == "and":
            return 2 if self._is_one_name(start, end) else 0
        if token.lower == "in" and before.lower in {"embassy", "consulate", "mission"}:
            return 2
        return 0

    def _is_whole_before(self, start: int, end: int, after: int) -> bool:
        """Whether "of" only says whose a body is: "Ministry of Foreign Affairs of the Netherlands"."""
        inside = [token.lower for token in self.tokens[start:end]]
        later = [token for token in self.tokens[after : after + 8] if token.text not in _POSSESSIVES]
        later = later[: next((n for n, token in enumerate(later) if not token.is_capital), len(later))]
        behind = self.text[self.tokens[after].start : self.tokens[after].start + _LONGEST_COUNTRY].replace("’", "'")
        is_country = any(
            behind.startswith(name) and not behind[len(name) : len(name) + 1].isalnum() for name in self.words.countries
        )
        if "of" in inside and is_country:
            return True
        if len(inside) > 1 and inside[-1] in _TRADING_HEADS and not {"national", "state", "general"} & set(inside):
            town = " ".join(token.text for token in later)
            return is_country or town in self.words.towns or town in self.words.capitals
        owner_has_head = any(token.text in _OWNING_HEADS for token in later)
        return (
            len(inside) > 1
            and (inside[-1] in _UNITS or inside[-2:] == ["field", "office"] or inside[-1].isdigit())
            and owner_has_head
        )

    def _is_one_name(self, start: int, end: int) -> bool:
        """Whether "and" goes on with one name ("Ministry of Trade and Industry") rather than joining two."""
        words = self.words
        later = self._run_after(end + 1)
        if end - start == 1 and len(self.tokens[start].text) == 1 and later and len(later[0]) == 1:
            return len(later) > 1
        last = later[-1].strip(".") if later else ""
        has_article = start > 0 and self.tokens[start - 1].lower == "the"
        if self.tokens[start].lower == "the" and end - start > 1:
            start, has_article = start + 1, True
        inside = [token.lower for token in self.tokens[start:end]]
        head = next((word for word in inside if word in words.heads), None)
        if head and words.heads[head] != "Company" and {"of", "for"} & set(inside):
            if later and all(word in _PORTFOLIOS for word in later):
                return True
            return not any(word in words.heads or word.strip(".") in words.company_suffixes for word in later)
        closed = {inside[-1], inside[-1].strip(".")} & words.company_suffixes or inside[-1] in words.heads
        if closed and head != "industry":
            is_closed = last in words.heads or last in words.company_suffixes
            goes_on = inside[-1] not in _OLD_TRADES and later[:1] and later[0] not in _TRADES_BEHIND
            return len(inside) > 1 and inside[-1] in _TRADES and is_closed and not goes_on
        if last in words.company_suffixes or words.heads.get(last) == "Company":
            opens_with_state = len(inside) > 2 and self.tokens[start].text in words.countries
            return bool(_JOINING & set(inside)) or bool(head) or (opens_with_state and len(later) == 2)
        article = has_article or (start > 0 and self.tokens[start - 1].text in _POSSESSIVES)
        first = self.text[self.tokens[start].start : self.tokens[end - 1].end]
        if (
            first in words.acronyms
            or first in words.public_bodies
            or first in words.countries
            or first in words.capitals
        ):
            return False
        return article and len(inside) <= 2 and 1 < len(later) <= 4 and last in words.heads

    def _run_after(self, place: int) -> list[str]:
        """Give the words of the name behind "and", in small letters."""
        run: list[str] = []
        for token in self.tokens[place : place + 8]:
            if not (token.is_capital or token.lower in {"of", "and"} or token.text in _POSSESSIVES):
                break
            if token.lower == "and" and run and run[-1] in self.words.heads:
                break
            if token.text not in _POSSESSIVES:
                run.append(token.lower)
        return run
