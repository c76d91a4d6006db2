"""Mentions: where a document names somebody, and of what kind they are.

Rules find the capitalised phrases and say what they are by their head words, forms and surroundings; a language model
(the extra `nlp`) and the names of the lists add what they know. What nothing speaks for is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from yalu.documents.agreement import agreed
from yalu.documents.aliases import with_aliases
from yalu.documents.countries import countries_in
from yalu.documents.fixed_forms import laws_in, ministries_in, prosecutors_in
from yalu.documents.found import Found, Hint
from yalu.documents.headings import without_headings
from yalu.documents.kinds import (
    BODY,
    LAW,
    LEGAL_ENTITY,
    ORGANIZATION,
    PERSON,
    TERRITORY,
    VESSEL,
    is_office,
    kind_of,
    without_state,
)
from yalu.documents.owned_bodies import with_owners
from yalu.documents.person_names import has_form_of_person, is_given_name, looks_east_asian
from yalu.documents.phrases import Phrases
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches
from yalu.documents.surroundings import AROUND, Phrase
from yalu.documents.tokens import Token
from yalu.documents.vocabulary import vocabulary

_LONGEST_NAME = 300
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:”\"]|\n)\s*[“\"(]?$")
_BEFORE_CITY = re.compile(r"(?:,\s+\d\d,\s+of|\b(?:in|to|from|at|near|around|outside|via|through|port of|and|for))\s+$")
_BEHIND_CITY = re.compile(
    r"(?:-based|,\s+(?:China|Russia|Iran|D\.?C)|"
    r"\s+(?:[a-z]+ )?(?:branch|office|airport|port|district|court|firm|company|bank|trader|shell|wholesaler|broker|"
    r"businessman|address|supplier|distributor|manufacturer|apartment|refinery|dealer|importer|exporter|forwarder)\b)"
)
_CREDITS = re.compile(
    r"^\W{0,2}(?:(?:Additional |With )?[Rr]eporting by|Editing by|Writing by|Edited by|Translat(?:ion|ed by)\b"
    r"|By [A-Z][a-z]+ [A-Z])"
    r".{0,300}$"
    r"|^.{0,200}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,40}$"
    r"|^(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}) \| [^\n|]{3,60} in [A-Z]\w+$",
    re.MULTILINE,
)
"""Lines that name who wrote the text: they are no part of what it tells."""
_SHIP_WORDS = re.compile(r"\b(?:vessel|ship|tanker|freighter|bulk carrier|IMO|cargo ship)s?\b")
_SHIP_PREFIXES = {"MV", "MT", "M/V", "M/T", "MS", "SS", "FV", "F/V", "LPG/C"}
_POLITE = re.compile(r"(?:Mr|Ms|Mrs|Miss)\.?")
_NAMES_COMPANY = re.compile(r"\s*&")
_OFFICE = re.compile(
    r"\b(?:Secretary|Attorney|Minister|General|Ambassador|Director|Commissioner|President|Commander|Prosecutor|Inspector|Judge|Magistrate)\b"
)
_DISTRICT = re.compile(r",? D\.?C\.?(?!\w)")
_LESSER_OFFICE = re.compile(r"(?:U\.S\.\s+)?(?:Under|Assistant|Special|Trial|Deputy|Second|First)\b")
_COMMON_HEAD = re.compile(
    r"\s+(?:(?:mercenary|hacking|trading|military|paramilitary|shipping|oil|armed|news|ransomware|militant|rebel)\s+)?"
    r"(?P<head>group|bank|militia|conglomerate|cartel|agency|collective|movement|party|battalion|brigade)\b(?!['’])"
)
_SIDES = {"North": "kp", "South": "kr"}
"""Half-names that the press uses of the two Koreas, behind "the"."""


def find_mentions(text: str, tokens: list[Token], hints: Iterable[Hint] = ()) -> list[Found]:
    """Find the named parties, places and laws in a text, in order and without overlap.

    `tokens` are the text's words and marks (`tokens.tokenize`).
    """
    ordered = sorted(hints, key=lambda hint: (hint.start, -hint.end))
    named = _Finder(text, tokens, [hint for hint in ordered if not hint.from_list]).run()
    named = _with_whole(_with_state_bodies(named, ministries_in(text)), prosecutors_in(text))
    named = agreed(without_headings(named, text), text)
    credits = Stretches(Span(*match.span()) for match in _CREDITS.finditer(text))
    named = [item for item in named if not credits.over(item.start, item.end)]
    named = _with_list_names(named, text, [hint for hint in ordered if hint.from_list])
    return with_owners(with_aliases(named, text), text)


def _with_state_bodies(named: list[Found], bodies: list[Found]) -> list[Found]:
    """Add bodies of a state that are written small; the state in such a name is no party of its own."""
    known = Stretches(named)
    more: list[Found] = []
    swallowed: set[tuple[int, int]] = set()
    for body in bodies:
        over = known.over(body.start, body.end)
        if all(
            (item.schema == TERRITORY or not item.sure or "," in body.name)
            and body.start <= item.start
            and item.end <= body.end
            for item in over
        ):
            more.append(body)
            swallowed.update((item.start, item.end) for item in over)
    return [item for item in named if (item.start, item.end) not in swallowed] + more


@cache
def _openings_of_offices() -> frozenset[str]:
    """Give all that offices can open with."""
    return frozenset(office[:size] for office in vocabulary().offices for size in range(len(office) + 1))


def _with_whole(named: list[Found], whole: list[Found]) -> list[Found]:
    """Put names of a fixed form in the place of the pieces that were found of them."""
    stretches = Stretches(whole)
    return [item for item in named if not stretches.over(item.start, item.end)] + whole


class _Finder:
    """Walks through the tokens of one text, and says of each capitalised phrase what it names."""

    def __init__(self, text: str, tokens: list[Token], hints: list[Hint]) -> None:
        self.text, self.tokens, self.words = text, tokens, vocabulary()
        self.modelled = bool(hints)
        self.among_ships = len(_SHIP_WORDS.findall(text)) > 1
        self.hints = Stretches(hints)
        self.persons = {(hint.start, hint.end) for hint in hints if hint.schema == PERSON}
        self.phrases = Phrases(text, tokens, self.words)

    def run(self) -> list[Found]:
        found: list[Found] = []
        position = 0
        laws = iter([*laws_in(self.text), Found(len(self.text) + 1, len(self.text) + 2, "", LAW)])
        law = next(laws)
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.start >= law.start:
                if token.start < law.end:
                    found.append(law)
                while position < len(self.tokens) and self.tokens[position].start < law.end:
                    position += 1
                law = next(laws)
                continue
            ship = self._ship(position)
            if ship is not None:
                found.append(ship[0])
                position = ship[1]
                continue
            phrase = self.phrases.at(position)
            if phrase is None:
                position += 1
                continue
            begin, end = phrase
            while end > begin + 1 and self.tokens[end - 1].start >= law.start:
                end -= 1
            mention, used = self._classify(begin, end)
            if mention:
                found.append(mention)
            position = max(used, position + 1)
        return found

    def _ship(self, position: int) -> tuple[Found, int] | None:
        """Read "MV Lady Irina", with the first token behind it: nothing else in the name is a title or a person."""
        if self.tokens[position].text not in _SHIP_PREFIXES or position + 1 >= len(self.tokens):
            return None
        phrase = self.phrases.at(position + 1)
        if phrase is None or phrase[0] != position + 1:
            return None
        name = self._text(position, phrase[1])
        alias = self._text(position + 1, phrase[1])
        return Found(*self._span(position, phrase[1]), alias, VESSEL, aliases=(name,)), phrase[1]

    def _classify(self, begin: int, end: int) -> tuple[Found | None, int]:
        """Say what a phrase names; give it with the first token behind it."""
        if len(self._text(begin, end)) > _LONGEST_NAME:
            return None, end
        field_office = self._field_office(begin, end)
        if field_office:
            return field_office, end
        for size in range(end - begin, 0, -1):
            known = self._known(begin, begin + size)
            if known and (
                size == end - begin
                or not self._goes_on(begin + size, end)
                or self._is_office_of(known, begin + size, end)
            ):
                return known, begin + size
        title, first = self._title(begin, end)
        if first < end:
            return self._of_kind(begin, first, end, title), end
        phrase = self._text(begin, end)
        if is_office(phrase, self.words) and not _LESSER_OFFICE.match(phrase):
            return Found(*self._span(begin, end), phrase, BODY, countries_in(phrase)), end
        return None, end

    def _of_kind(self, begin: int, first: int, end: int, title: str | None) -> Found | None:
        """Say what the phrase from `first` on names, behind the title that stands from `begin` on."""
        phrase = self._phrase(first, end, bool(title))
        schema, sure = kind_of(phrase, self._hint(*self._span(first, end)), self.modelled, self.words)
        if not sure and end - first == 1 and not title:
            with_head = self._with_common_head(*self._span(first, end))
            if with_head:
                return with_head
        if schema is None:
            return None
        if schema != PERSON and title:
            first, title = begin, None
        name = self._text(first, end)
        countries = countries_in(name) if schema != PERSON else ()
        polite = (self._text(begin, end),) if title and _POLITE.fullmatch(title) and " " not in name else ()
        return Found(*self._span(first, end), name, schema, countries, title=title, aliases=polite, sure=sure)

    def _with_common_head(self, start: int, stop: int) -> Found | None:
        """Read "Wagner mercenary group" as one name: a word that is no country's, with a head behind it."""
        follows, word, words = _COMMON_HEAD.match(self.text, stop), self.text[start:stop], self.words
        is_common = word.lower() in words.common_words or word.lower() in words.not_names
        if not follows or is_common or word in words.demonyms or word in words.countries:
            return None
        schema = words.heads.get(follows["head"], ORGANIZATION)
        return Found(start, follows.end(), self.text[start : follows.end()], schema, aliases=(word,))

    def _phrase(self, first: int, end: int, titled: bool) -> Phrase:
        start, stop = self._span(first, end)
        return Phrase(
            name=self.text[start:stop],
            parts=tuple(token.text for token in self.tokens[first:end] if token.text not in {"'s", "’s", "."}),
            before=self.text[max(0, start - AROUND) : start],
            after=self.text[stop : stop + AROUND],
            titled=titled,
            among_ships=self.among_ships,
            opens_sentence=bool(_OPENS_SENTENCE.search(self.text[max(0, start - 4) : start])),
        )

    def _span(self, begin: int, end: int) -> tuple[int, int]:
        return self.tokens[begin].start, self.tokens[end - 1].end

    def _text(self, begin: int, end: int) -> str:
        return self.text[self.tokens[begin].start : self.tokens[end - 1].end]

    def _field_office(self, begin: int, end: int) -> Found | None:
        """Read "FBI Atlanta" as the body's office there."""
        body = self._known(begin, begin + 1) if end - begin > 1 else None
        town = self._text(begin + 1, end) if body and body.schema == BODY and body.name.isupper() else ""
        if body is None or not (town in self.words.capitals or town in self.words.towns):
            return None
        start, stop = self._span(begin, end)
        district = _DISTRICT.match(self.text, stop)
        stop = district.end() if district else stop
        return Found(start, stop, self.text[start:stop], BODY, body.countries)

    def _is_office_of(self, body: Found, middle: int, end: int) -> bool:
        """Whether an officer's title follows a body's acronym ("FBI Special Agent Marcus Delaney")."""
        if body.schema != BODY or not body.name.isupper():
            return False
        return end - middle > 1 and self.tokens[middle].lower in self.words.honorifics

    def _goes_on(self, middle: int, end: int) -> bool:
        """Whether a country's name only opens a longer name ("North Korean Embassy", "Iran Transfo Company")."""
        return any(token.is_capital for token in self.tokens[middle:end])

    def _known(self, begin: int, end: int) -> Found | None:
        words = self.words
        phrase, (start, stop) = self._text(begin, end), self._span(begin, end)
        plain = " ".join(phrase.replace("’", "'").split())
        if plain in words.capitals:
            is_government = not _is_place(self.text, start, stop)
            return Found(start, stop, phrase, TERRITORY, (words.capitals[plain],), sure=is_government)
        if plain in words.towns and not _NAMES_COMPANY.match(self.text, stop):
            return Found(start, stop, phrase, TERRITORY)
        if plain in words.countries and self.text[stop : stop + 1] not in {"$", "€"}:
            return Found(start, stop, phrase, TERRITORY, (words.countries[plain],))
        if plain in words.public_bodies:
            code = words.public_bodies[plain]
            return Found(start, stop, phrase, BODY, (code,) if code else ())
        if plain in words.acronyms:
            name, schema, code = words.acronyms[plain]
            return Found(start, stop, phrase, schema, (code,) if code else (), aliases=(name,))
        if plain in _SIDES and re.search(r"\b[Tt]he\s$", self.text[max(0, start - 5) : start]):
            return Found(start, stop, phrase, TERRITORY, (_SIDES[plain],))
        return None

    def _title(self, begin: int, end: int) -> tuple[str | None, int]:
        """Split "U.S. Secretary of State Antony Blinken" into the title and the first token of the name."""
        words, first = self.words, begin
        for place in range(begin, end):
            token = self.tokens[place]
            if token.text == "." and place == first - 1:
                continue
            plain = without_state(self._text(begin, place + 1))
            if plain in words.offices or token.lower in words.honorifics or token.lower + "." in words.honorifics:
                first = place + 1
                if first < end and self.tokens[first].text == ".":
                    first += 1
            elif plain not in words.countries and plain not in _openings_of_offices():
                break
        stop = self.tokens[end - 1].end
        for place in range(begin + 1, end):
            if _OFFICE.search(self._text(begin, place)) and (
                (self.tokens[place].start, stop) in self.persons or self._reads_as_person(place, end)
            ):
                first = place
                break
        return (self._text(begin, first), first) if first > begin else (None, begin)

    def _reads_as_person(self, first: int, end: int) -> bool:
        """Whether words behind an office are a person's name by their form."""
        parts = [token.text for token in self.tokens[first:end]]
        if not 2 <= len(parts) <= 3 or any(part.lower() in self.words.heads for part in parts):
            return False
        before = self.tokens[first - 1].lower
        is_name = looks_east_asian(parts) or is_given_name(parts[0]) or has_form_of_person(parts)
        return is_name and before not in {"of", "for", "the", "and"} and all(part[:1].isupper() for part in parts)

    def _hint(self, start: int, end: int) -> Hint | None:
        """The model's word on a stretch: that of the hint that covers most of it."""
        best, most = None, 0
        for hint in self.hints.over(start, end):
            shared = min(end, hint.end) - max(start, hint.start)
            if shared > most:
                best, most = hint, shared
        return best if best and most * 2 >= end - start else None


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether a capital stands for the city, by the words around it, rather than for its government."""
    before = text[max(0, start - 30) : start].lower()
    return bool(_BEFORE_CITY.search(before) or _BEHIND_CITY.match(text, end))


def _with_list_names(found: list[Found], text: str, hints: list[Hint]) -> list[Found]:
    """Add names that only a list knows, and let a list's schema settle what was unsure."""
    known = Stretches(found)
    settled: dict[tuple[int, int], Found] = {}
    more: list[Found] = []
    for hint in hints:
        over = known.over(hint.start, hint.end)
        if not over and not (more and more[-1].end > hint.start):
            more.append(Found(hint.start, hint.end, text[hint.start : hint.end], hint.schema or LEGAL_ENTITY))
        elif (
            hint.schema
            and len(over) == 1
            and not over[0].sure
            and (over[0].start, over[0].end) == (hint.start, hint.end)
        ):
            settled[hint.start, hint.end] = replace(over[0], schema=hint.schema, sure=True)
    return sorted([*(settled.get((i.start, i.end), i) for i in found), *more], key=lambda item: item.start)
